//! The browser journeys: the real program, seen through headless Chromium by scripts in `ui/tests`.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::counts::{self, Counts};
use crate::{setup, shell, tree};

/// The script that starts what the journeys need, runs them all and prints their counts.
const SCRIPT: &str = "ui/tests/run.mjs";

/// Where the scripts find the program and the browser.
pub(crate) const PROGRAM: &str = "PIKET_BIN";
pub(crate) const BROWSER: &str = "PIKET_CHROMIUM";

/// Runs every journey.
pub(crate) fn check(prepare: impl Fn(&mut Command)) -> Result<Counts> {
    if !tree::root().join(SCRIPT).is_file() {
        println!("there is no {SCRIPT}; no browser journeys ran");
        return Ok(Counts::default());
    }
    let mut node = with_program_and_browser(SCRIPT)?;
    prepare(&mut node);
    let heard = shell::listen(&mut node)?;
    let counted = counts::plain(&heard.text);
    if !heard.success {
        let failed = counted.map_or_else(|| "they ended early".into(), |counts| counts.to_string());
        bail!("browser journeys: {failed}");
    }
    counted.context("the browser journeys did not say how many passed and failed")
}

/// `node` with a script, told where the program (built as the tests build it) and Chromium are.
pub(crate) fn with_program_and_browser(script: &str) -> Result<Command> {
    let chromium = setup::chromium()?;
    // All targets of all crates, as the tests built them, so that nothing is compiled twice.
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["build", "--quiet", "--workspace", "--bins", "--tests"]))?;
    let mut node = shell::program("node");
    node.arg(script).env(PROGRAM, tree::root().join("target/debug/piket")).env(BROWSER, chromium);
    Ok(node)
}
