//! Settings: one file, the environment and the command line, read once at the start.
//!
//! What was typed ([`Typed`]) is kept apart from what is meant ([`Settings`]), so that it can be
//! told where each setting came from. This is the only place that reads the environment. What the
//! agency agreed with its clients is not here; see `piket apply`.

mod file;
mod known;
mod meant;
mod show;
mod typed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use known::{KNOWN, Kind, Known};
pub use meant::{Checks, Log, LogFormat, Settings};
pub use show::{show, without_password};
pub use typed::{Origin, Typed, Value};

use crate::failure::Failure;

/// Where settings are looked for when no file is named.
const USUAL_FILES: [&str; 2] = ["piket.toml", "/etc/piket/piket.toml"];

/// The variable that names the file.
pub const FILE_VARIABLE: &str = "PIKET_SETTINGS";

/// Variables that belong to the development of Piket and not to its settings.
const NOT_OURS: [&str; 4] = ["PIKET_TEST_", "PIKET_BIN", "PIKET_CHROMIUM", "PIKET_ASSETS"];

/// The variables of the environment that begin with `PIKET_`.
pub fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("PIKET_"))
        .filter(|(name, _)| !NOT_OURS.iter().any(|other| name.starts_with(other)))
        .collect()
}

/// What was said about the settings on the command line.
#[derive(Debug, Clone, Default)]
pub struct OnCommandLine {
    /// The file to read.
    pub file: Option<PathBuf>,
    /// Single settings, by name.
    pub settings: Vec<(&'static str, String)>,
}

/// Reads what was typed, wherever it was: the command line wins over the environment, that over the
/// file, that over what is usual.
///
/// # Errors
///
/// A [`Failure`] that names the setting and what would be right.
pub fn read(
    environment: &BTreeMap<String, String>,
    command_line: &OnCommandLine,
) -> Result<Typed, Failure> {
    let named =
        command_line.file.clone().or_else(|| environment.get(FILE_VARIABLE).map(Into::into));
    let file = match named {
        Some(file) => Some(file),
        None => USUAL_FILES.map(Path::new).into_iter().find(|it| it.exists()).map(Into::into),
    };
    let mut typed = Typed::default();
    if let Some(path) = file {
        file::read(&path, &mut typed)?;
    }
    for (name, text) in environment.iter().filter(|(name, _)| *name != FILE_VARIABLE) {
        typed.variable(name, text)?;
    }
    for (name, text) in &command_line.settings {
        typed.option(name, text)?;
    }
    Ok(typed)
}

#[cfg(test)]
mod tests;
