//! `piket agreement`: what is different between two versions of an agreement, in plain words.

use clap::{Args, Subcommand};
use piket_core::directory::Language;
use piket_core::key::AgreementKey;
use piket_core::sla::{Agreement, difference};
use piket_engine::drafts::PastVersion;
use piket_text::Words;

use super::output::say;
use crate::failure::{Failure, OrHint, nearest};
use crate::house::House;

/// What can be asked of agreements.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print what is different between two versions, a sentence each
    Diff(Between),
}

/// Which agreement, between which of its versions.
#[derive(Debug, Args)]
pub(super) struct Between {
    /// The key of an agreement
    key: AgreementKey,
    /// The version before [default: the one before TO]
    from: Option<u32>,
    /// The version after [default: the newest]
    to: Option<u32>,
    /// In this language, nl or en; that of the installation if none is named
    #[arg(long, value_parser = super::incident::language)]
    language: Option<Language>,
}

pub(super) async fn run(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Diff(between) => diff(&between, house).await,
    }
}

async fn diff(between: &Between, house: &House) -> anyhow::Result<()> {
    let directory = house.desk.directory();
    let all = house.desk.versions(&between.key).await;
    let all = all.hint("`piket doctor` looks at the database")?;
    let Some(newest) = all.last() else {
        let keys = || directory.agreements.keys().map(AgreementKey::as_str);
        let hint = match nearest(between.key.as_str(), keys()) {
            Some(near) => format!("did you mean {near}?"),
            None if directory.agreements.is_empty() => "`piket apply` brings some in".to_owned(),
            None => format!("known are {}", keys().collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::usage(format!("there is no agreement {}", between.key), hint).into());
    };
    let to = between.to.unwrap_or(newest.version);
    let from = between.from.unwrap_or(to.saturating_sub(1).max(1));
    let (before, after) = (found(&all, between, from)?, found(&all, between, to)?);
    let language = between.language.unwrap_or(directory.installation.language);
    let words = Words::of(language).in_zone(&directory.installation.time_zone);
    let changes = difference(&before.document, &after.document);
    if changes.is_empty() {
        say(words.t("agreements-no-difference"));
    }
    for change in &changes {
        say(words.term_change(change, directory.as_ref()));
    }
    Ok(())
}

fn found<'a>(
    all: &'a [PastVersion<Agreement>],
    between: &Between,
    version: u32,
) -> Result<&'a PastVersion<Agreement>, Failure> {
    all.iter().find(|it| it.version == version).ok_or_else(|| {
        let known: Vec<String> = all.iter().map(|it| it.version.to_string()).collect();
        Failure::usage(
            format!("{} has no version {version}", between.key),
            format!("it has {}", known.join(", ")),
        )
    })
}
