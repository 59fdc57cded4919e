//! `piket config`.

use clap::Subcommand;

use super::Told;
use crate::cli::output::say;
use crate::config::{KNOWN, Settings, show};

/// What can be asked of the settings.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the settings in effect, each with where it came from
    Show,
    /// List all settings, with what each is for and its variable
    List,
}

pub(super) fn run(command: &Command, told: &Told) -> anyhow::Result<()> {
    match command {
        Command::Show => {
            let typed = told.typed()?;
            say(show(&typed, &Settings::of(&typed)?).trim_end());
        }
        Command::List => {
            let rows: Vec<Vec<String>> = KNOWN
                .iter()
                .map(|known| vec![known.name.to_owned(), known.variable(), known.about.to_owned()])
                .collect();
            say(super::output::columns(&rows));
        }
    }
    Ok(())
}
