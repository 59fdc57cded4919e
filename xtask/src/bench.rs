//! `cargo xtask bench`: the benchmarks, built for speed, beside a PostgreSQL that really waits for
//! its disk.

use anyhow::Result;

use crate::shell;

/// Runs all benchmarks or those named.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["run", "--release", "--package", "piket-bench", "--"]).args(arguments);
    shell::run(&mut cargo)
}
