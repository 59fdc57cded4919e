//! `cargo xtask bench`: the benchmarks, built for speed, beside a PostgreSQL that really waits for
//! its disk.

use anyhow::Result;

use crate::postgres::{Care, Postgres};
use crate::{postgres, shell};

/// Where the benchmarks look for the server they may use.
const VARIABLE: &str = "PIKET_BENCH_POSTGRES";

/// Runs all benchmarks or those named.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["run", "--release", "--package", "piket-bench", "--"]).args(arguments);
    let server =
        postgres::programs().map(|bin| Postgres::start_with(&bin, Care::Durable)).transpose()?;
    if let Some(server) = &server {
        cargo.env(VARIABLE, server.url());
    }
    shell::run(&mut cargo)
}
