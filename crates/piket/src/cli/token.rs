//! `piket token`: how programs come in.

use clap::{Args, Subcommand, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use piket_core::key::ApplicationKey;
use piket_engine::account::{NewToken, TokenKind};
use uuid::Uuid;

use super::output::{columns, say};
use super::user;
use crate::failure::Failure;
use crate::house::House;

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a token; its secret is shown this once
    Add(New),
    /// List all tokens
    List,
    /// Take a token back
    Revoke {
        /// Its id, as in the list
        id: Uuid,
    },
}

/// A new token.
#[derive(Debug, Args)]
pub(super) struct New {
    /// What it opens
    kind: Kind,
    /// What people call it; of an intake, its name on the timeline
    #[arg(long)]
    name: String,
    /// For whom a program acts: needed for the API
    #[arg(long = "for", value_name = "PERSON")]
    person: Option<String>,
    /// The application that the signals of an intake are about
    #[arg(long)]
    application: Option<ApplicationKey>,
    /// For how many days it is good
    #[arg(long, value_name = "DAYS")]
    days: Option<u16>,
    /// Print nothing but the secret
    #[arg(long)]
    bare: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// The API, as far as its person may
    Api,
    /// One intake, and nothing else
    Intake,
}

pub(super) async fn run(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Add(new) => add(new, house).await,
        Command::List => list(house).await,
        Command::Revoke { id } => revoke(id, house).await,
    }
}

async fn add(new: New, house: &House) -> anyhow::Result<()> {
    let person = match (new.kind, &new.person) {
        (Kind::Api, None) => {
            let text = "a token for the API acts for a person";
            return Err(Failure::usage(text, "say for whom with --for").into());
        }
        (_, Some(person)) => Some(user::find(house, person)?.key),
        (Kind::Intake, None) => None,
    };
    known_application(new.application.as_ref(), house)?;
    let now = house.now();
    let expires_at = new.days.map(|days| now + SignedDuration::from_hours(24 * i64::from(days)));
    let kind = match new.kind {
        Kind::Api => TokenKind::Api,
        Kind::Intake => TokenKind::Intake,
    };
    let wanted =
        NewToken { name: new.name, kind, person, application: new.application, expires_at };
    let made = house.accounts.make_token(wanted, "console", now).await?;
    let secret = made.secret.expose();
    if new.bare {
        say(secret);
        return Ok(());
    }
    let url = &house.settings.public_url;
    let usage = match new.kind {
        Kind::Api => format!("curl -H 'Authorization: Bearer {secret}' {url}/api/v1/incidents"),
        Kind::Intake => format!(
            "curl -H 'Content-Type: application/json' {url}/intake/{secret} \\\n    -d \
             '{{\"action\": \"open\", \"key\": \"disk\", \"summary\": \"Disk is full\"}}'"
        ),
    };
    say(format!("The secret, shown this once:\n\n  {secret}\n\nUsed so:\n\n  {usage}"));
    Ok(())
}

fn known_application(key: Option<&ApplicationKey>, house: &House) -> Result<(), Failure> {
    let directory = house.desk.directory();
    match key.filter(|key| !directory.applications.contains_key(*key)) {
        None => Ok(()),
        Some(key) => {
            let all: Vec<&str> =
                directory.applications.keys().map(ApplicationKey::as_str).collect();
            let hint = format!("known are: {}", all.join(", "));
            Err(Failure::usage(format!("there is no application {key}"), hint))
        }
    }
}

async fn list(house: &House) -> anyhow::Result<()> {
    let now = house.now();
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    let rows: Vec<Vec<String>> = house
        .accounts
        .tokens()
        .await?
        .iter()
        .map(|token| {
            let state = match (token.revoked_at, token.expires_at) {
                (Some(at), _) => format!("taken back {}", day(at)),
                (None, Some(at)) if at <= now => format!("expired {}", day(at)),
                (None, Some(at)) => format!("until {}", day(at)),
                (None, None) => "good".to_owned(),
            };
            let whose = token.person.as_ref().map(ToString::to_string);
            let whose = whose.or_else(|| token.application.as_ref().map(ToString::to_string));
            vec![
                token.id.to_string(),
                token.kind.to_string(),
                state,
                token.last_used_at.map_or_else(|| "never used".to_owned(), day),
                whose.unwrap_or_default(),
                token.name.clone(),
            ]
        })
        .collect();
    say(if rows.is_empty() { "There are no tokens.".to_owned() } else { columns(&rows) });
    Ok(())
}

async fn revoke(id: Uuid, house: &House) -> anyhow::Result<()> {
    if house.accounts.revoke_token(id, house.now()).await? {
        say("Taken back.");
        return Ok(());
    }
    let hint = "`piket token list` shows the ids";
    Err(Failure::usage("there is no such token, or it was taken back before", hint).into())
}
