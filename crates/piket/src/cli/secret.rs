//! `piket secret`: passwords for other systems, sealed in the database. None is ever shown.

use std::io::{IsTerminal, Read};

use clap::Subcommand;
use piket_engine::secret::{Secret, named};

use super::output::{columns, say};
use crate::failure::Failure;
use crate::house::House;

/// What can be done with secrets.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Keep a secret; it is read from the standard input
    Set {
        /// Its name: smtp/password, or check/KEY/WHAT
        name: String,
    },
    /// List the names
    List,
    /// Forget a secret
    Forget {
        /// Its name
        name: String,
    },
}

pub(super) async fn run(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Set { name } => set(&name, house).await,
        Command::List => list(house).await,
        Command::Forget { name } => forget(&name, house).await,
    }
}

async fn set(name: &str, house: &House) -> anyhow::Result<()> {
    let is_known = name == named::SMTP_PASSWORD || name.starts_with("check/");
    if !is_known {
        let text = format!("nothing uses a secret named {name:?}");
        let hint = format!("names are {} and check/KEY/WHAT", named::SMTP_PASSWORD);
        return Err(Failure::usage(text, hint).into());
    }
    if std::io::stdin().is_terminal() {
        say("Type the secret, then Enter and Ctrl-D:");
    }
    let mut word = String::new();
    std::io::stdin().read_to_string(&mut word)?;
    let word = word.trim_end_matches(['\r', '\n']);
    if word.is_empty() {
        return Err(Failure::usage("the secret is empty", "write it to the standard input").into());
    }
    let House { store, keyring, chance, .. } = house;
    named::put(store, keyring, name, &Secret::new(word), chance.as_ref(), house.now()).await?;
    say(format!("Kept as {name}. A server that runs reads it when it starts again."));
    Ok(())
}

async fn list(house: &House) -> anyhow::Result<()> {
    let names = named::names(&house.store).await?;
    let rows: Vec<Vec<String>> = names
        .into_iter()
        .map(|(name, at)| vec![name, at.strftime("%Y-%m-%d").to_string()])
        .collect();
    say(if rows.is_empty() { "There are no secrets.".to_owned() } else { columns(&rows) });
    Ok(())
}

async fn forget(name: &str, house: &House) -> anyhow::Result<()> {
    if named::forget(&house.store, name).await? {
        say("Forgotten.");
        return Ok(());
    }
    let hint = "`piket secret list` shows the names";
    Err(Failure::usage(format!("there is no secret {name:?}"), hint).into())
}
