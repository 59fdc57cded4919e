//! `cargo xtask dev`: the demo, built and started again when a source file changes; scripts and
//! styles are bundled again by their own watcher, without a build of Rust.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use crate::{setup, shell, tree};

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// A program that ends when this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first, so that cargo hands it on to what it runs; then made to.
        shell::succeeds(std::process::Command::new("kill").arg(self.0.id().to_string()));
        self.0.wait().ok();
    }
}

/// Runs until stopped.
#[expect(clippy::disallowed_methods, reason = "it waits for a person who edits")]
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    setup::node()?;
    let mut watcher = shell::program("node");
    let watcher = watcher.args(["ui/build.mjs", "--watch"]).spawn();
    let _watcher = Running(watcher.context("cannot start the watcher of scripts and styles")?);
    let crates = tree::root().join("crates");
    loop {
        let seen = newest(&crates)?;
        let built = shell::cargo().args(["build", "--package", "piket"]).status()?.success();
        let piket = if built { Some(start(arguments)?) } else { None };
        while newest(&crates)? == seen {
            std::thread::sleep(LOOK_EVERY);
        }
        drop(piket);
    }
}

fn start(arguments: &[String]) -> Result<Running> {
    let mut piket = shell::program("target/debug/piket");
    let piket = piket.arg("demo").args(arguments).spawn();
    Ok(Running(piket.context("cannot start the demo")?))
}

/// When a source file was last changed.
fn newest(folder: &Path) -> Result<Option<SystemTime>> {
    let files = tree::files(folder, &["rs", "html", "ftl", "sql", "toml"])?;
    Ok(files.iter().filter_map(|file| file.metadata().ok()?.modified().ok()).max())
}
