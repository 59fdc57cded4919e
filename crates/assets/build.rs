//! Builds `ui/dist` before it is embedded, by running `node ui/build.mjs`.
//!
//! Nobody can embed stale assets this way, and a fresh clone needs no extra command. The script
//! does nothing when nothing changed, and uses the network only when the npm lock file changed.
//! `PIKET_ASSETS=prebuilt` leaves everything as it lies there (packagers, machines without node).

use std::path::Path;
use std::process::{Command, ExitCode};

/// What decides how the assets come out; templates choose the icons and the kit's classes.
const SOURCES: [&str; 6] = [
    "../../ui/package-lock.json",
    "../../ui/build.mjs",
    "../../ui/build",
    "../../ui/src",
    "../../ui/dist/manifest.json",
    "../web/src",
];

fn main() -> ExitCode {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    println!("cargo::rerun-if-env-changed=PIKET_ASSETS");
    match assets() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the assets, or trusts the ones that are there; an error is a sentence for people.
fn assets() -> Result<(), String> {
    #[expect(clippy::disallowed_methods, reason = "a build script is told by its environment")]
    let prebuilt = std::env::var("PIKET_ASSETS").is_ok_and(|wish| wish == "prebuilt");
    if prebuilt {
        return if Path::new("../../ui/dist/manifest.json").exists() {
            Ok(())
        } else {
            Err("PIKET_ASSETS=prebuilt, but ui/dist/manifest.json is not there.".to_owned())
        };
    }
    let output = Command::new("node").arg("../../ui/build.mjs").output().map_err(|error| {
        format!(
            "Building the pages' styles and scripts needs Node.js 20.12 or newer (`node`): {error}. \
             Install it, or set PIKET_ASSETS=prebuilt to use the ui/dist that is there."
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" | "))
}
