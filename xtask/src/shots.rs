//! `cargo xtask shots`: screenshots of every page of the demo, light and dark, wide and narrow.

use anyhow::Result;

use crate::{journeys, shell};

/// Walks through the pages; the script starts the demo itself and writes below `shots/`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut node = journeys::with_program_and_browser("ui/tests/shots.mjs")?;
    shell::run(node.args(arguments))
}
