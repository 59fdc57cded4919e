//! `cargo xtask schema`: both engines migrated from empty are what the schema files say, and have
//! the same tables and columns. The comparing itself is a test of the store.

use anyhow::{Result, bail};

use crate::counts::{self, Counts};
use crate::postgres::{self, Postgres};
use crate::{setup, shell};

/// Tells tests to write the files they compare with.
pub(crate) const REGENERATE: &str = "PIKET_REGENERATE";

/// Compares, or with `--write` writes the files anew.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => compare(false),
        [flag] if flag == "--write" => compare(true),
        [other, ..] => bail!("`cargo xtask schema` knows `--write`, not {other:?}"),
    }
}

/// Runs the store's tests of the schema on both engines.
pub(crate) fn compare(write: bool) -> Result<()> {
    let server = Postgres::start(&setup::postgres()?)?;
    let mut cargo = shell::cargo();
    cargo
        .args(["test", "--package", "piket-store", "schema"])
        .env(postgres::VARIABLE, server.url());
    if write {
        cargo.env(REGENERATE, "1");
    }
    let heard = shell::listen(&mut cargo)?;
    if !heard.success {
        bail!("the schema is not what the files in crates/store/schema say");
    }
    if counts::cargo_test(&heard.text).unwrap_or_default() == Counts::default() {
        bail!("the store has no test named after the schema");
    }
    Ok(())
}
