//! `cargo xtask bench`: the benchmarks, built for speed, beside a PostgreSQL that really waits for
//! its disk.

use anyhow::Result;

use crate::postgres::{Care, Postgres};
use crate::{postgres, shell, tree};

/// Where the benchmarks look for the server they may use.
const VARIABLE: &str = "PIKET_BENCH_POSTGRES";

/// Where they find the program itself, built for speed.
const PROGRAM: &str = "PIKET_BENCH_PROGRAM";

/// Runs all benchmarks or those named.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let wants_program = arguments.is_empty() || arguments.iter().any(|name| name == "calc");
    if wants_program {
        shell::run(shell::cargo().args(["build", "--release", "--package", "piket"]))?;
    }
    let mut cargo = shell::cargo();
    cargo.env(PROGRAM, tree::root().join("target/release/piket"));
    cargo.args(["run", "--release", "--package", "piket-bench", "--"]).args(arguments);
    let server =
        postgres::programs().map(|bin| Postgres::start_with(&bin, Care::Durable)).transpose()?;
    if let Some(server) = &server {
        cargo.env(VARIABLE, server.url());
    }
    shell::run(&mut cargo)
}
