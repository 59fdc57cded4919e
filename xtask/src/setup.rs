//! What the tests need beside Rust: Node, PostgreSQL's programs, Chromium. Debian's packages are
//! asked for when we are root; otherwise one line says what to install.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{postgres, shell};

/// The oldest Node that builds the pages' scripts and styles.
const NODE: u32 = 20;

/// Names under which Chromium is known.
const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// `cargo xtask setup`: looks for everything, and tells where it is.
pub(crate) fn run(_: &[String]) -> Result<()> {
    everything()?;
    println!("PostgreSQL in {}", postgres()?.display());
    println!("Chromium is {}", chromium()?.display());
    println!("Faster or stricter with: {}", missing_extras().join(", "));
    Ok(())
}

/// Makes sure of all that the tests need, before minutes are spent on building.
pub(crate) fn everything() -> Result<()> {
    components()?;
    node()?;
    postgres()?;
    chromium()?;
    Ok(())
}

/// Where PostgreSQL's programs are, installed first if they are missing and we may.
pub(crate) fn postgres() -> Result<PathBuf> {
    found_or_installed("PostgreSQL", "postgresql", postgres::programs)
}

/// Where Chromium is, installed first if it is missing and we may.
pub(crate) fn chromium() -> Result<PathBuf> {
    found_or_installed("Chromium", "chromium", || {
        CHROMIUM.iter().find_map(|name| shell::find(name))
    })
}

/// Whether cargo has this subcommand.
pub(crate) fn cargo_has(subcommand: &str) -> bool {
    shell::succeeds(shell::cargo().args([subcommand, "--version"]))
}

fn components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !cargo_has(subcommand) {
            bail!(
                "`cargo {subcommand}` is missing: install it with `rustup component add {component}`"
            );
        }
    }
    Ok(())
}

pub(crate) fn node() -> Result<()> {
    let wanted = format!("Node {NODE} or newer builds the pages' scripts and styles");
    let version = Command::new("node").arg("--version").output().ok();
    let version = version.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned());
    match version.as_deref().map(major) {
        Some(Some(version)) if version >= NODE => Ok(()),
        Some(Some(version)) => bail!("{wanted}, and this is Node {version}"),
        Some(None) | None => bail!("{wanted}: install `nodejs` and `npm`"),
    }
}

/// The first number of a version such as `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

fn missing_extras() -> Vec<String> {
    ["nextest", "deny"]
        .into_iter()
        .filter(|tool| !cargo_has(tool))
        .map(|tool| format!("`cargo install cargo-{tool}`"))
        .collect()
}

fn found_or_installed(
    name: &str,
    package: &str,
    find: impl Fn() -> Option<PathBuf>,
) -> Result<PathBuf> {
    if let Some(place) = find() {
        return Ok(place);
    }
    if !shell::is_root() {
        bail!("{name} is missing: install it with `sudo apt-get install {package}`");
    }
    println!("{name} is missing; asking apt for {package}");
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", package])?;
    find().with_context(|| format!("{package} is installed, but {name} is not where it should be"))
}

fn apt(arguments: &[&str]) -> Result<()> {
    let quiet: OsString = "noninteractive".into();
    let mut command = shell::program("apt-get");
    shell::run(command.arg("-qq").args(arguments).env("DEBIAN_FRONTEND", quiet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_number_behind_the_v() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("command not found"), None);
    }

    #[test]
    fn what_can_be_found_is_not_installed() {
        let place = found_or_installed("A shell", "dash", || shell::find("sh")).unwrap();
        assert!(place.is_file());
    }
}
