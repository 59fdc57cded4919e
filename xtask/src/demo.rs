//! `cargo xtask demo`: builds and starts Piket with a sample agency. The demo itself is a command
//! of the program; options are handed on to it.

use anyhow::Result;

use crate::{setup, shell};

/// Runs the demo until it is stopped.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    setup::node()?;
    println!("Building and starting Piket; the first time takes some minutes. Ctrl-C ends it.");
    let mut cargo = shell::cargo();
    cargo.args(["run", "--package", "piket", "--bin", "piket", "--", "demo"]);
    shell::run(cargo.args(arguments))
}
