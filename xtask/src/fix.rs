//! `cargo xtask fix`: what a machine can put right by itself. It accepts no snapshot.

use anyhow::Result;

use crate::{schema, shell};

/// Formats, applies clippy's corrections, and writes generated files anew.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let mut clippy = shell::cargo();
    clippy.args(["clippy", "--fix", "--allow-dirty", "--allow-staged"]);
    shell::run(clippy.args(["--workspace", "--all-targets"]))?;
    shell::run(shell::cargo().args(["fmt", "--all"]))?;
    schema::compare(true)?;
    let mut openapi = shell::cargo();
    openapi.args(["test", "--package", "piket-web", "openapi"]);
    shell::run(openapi.env(schema::REGENERATE, "1"))
}
