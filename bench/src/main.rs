//! Benchmarks: one line of figures each, beside a limit or a peer measured in the same run.
//!
//! `cargo xtask bench [NAME…]`, names are those of the files. Nothing here is a test: times on a
//! shared machine are noise, ratios in one run count.
#![expect(clippy::print_stdout, reason = "figures are told on stdout")]

mod agency;
mod calc;
mod calendar;
mod checks;
mod disk;
mod intake;
mod lists;
mod measure;
mod sweep;

use anyhow::Result;

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if wants("calendar") {
        calendar::run()?;
    }
    if wants("calc") {
        calc::run()?;
    }
    if wants("intake") {
        runtime.block_on(intake::run())?;
    }
    if wants("checks") {
        runtime.block_on(checks::run())?;
    }
    if wants("sweep") {
        runtime.block_on(sweep::run())?;
    }
    if wants("lists") {
        runtime.block_on(lists::run())?;
    }
    Ok(())
}
