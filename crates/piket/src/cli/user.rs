//! `piket user`: people who sign in. A person is a document of the configuration; these commands
//! write the common ones.

use std::io::Read;

use clap::{Args, Subcommand};
use piket_core::directory::{Language, Person, Role};
use piket_core::incident::Actor;
use piket_core::key::{ClientKey, PersonKey};
use piket_core::party::Party;
use piket_engine::account::Purpose;
use piket_engine::config::{self, Entry, Wish, Written};
use piket_engine::secret::Secret;

use super::output::{columns, say};
use crate::failure::{Failure, OrHint, nearest};
use crate::house::House;

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add a person, and print a link to choose a password
    Add(New),
    /// List all people
    List,
    /// Set a password, or print a link to choose one
    Password {
        /// The key or the address of the person
        person: String,
        /// Read the password from the standard input instead of printing a link
        #[arg(long)]
        stdin: bool,
    },
    /// Let a person take part no longer: no sign-in, no letters
    Deactivate {
        /// The key or the address of the person
        person: String,
    },
}

/// A new person.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The address for mail and for signing in
    email: String,
    /// The name as others see it
    #[arg(long)]
    name: String,
    /// administrator, manager, engineer, developer or client
    #[arg(long, value_parser = role)]
    role: Role,
    /// Whose person it is, for the role client
    #[arg(long)]
    client: Option<ClientKey>,
    /// In which parties the person stands, such as `own:service_desk`; what is usual for the role
    /// unless told
    #[arg(long = "party", value_name = "PARTY")]
    parties: Vec<Party>,
    /// nl or en
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// The key [default: made of the name]
    #[arg(long)]
    key: Option<PersonKey>,
}

fn role(text: &str) -> Result<Role, String> {
    let roles = [Role::Administrator, Role::Manager, Role::Engineer, Role::Developer, Role::Client];
    let found = roles.into_iter().find(|role| role.as_str() == text);
    found.ok_or_else(|| "use administrator, manager, engineer, developer or client".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "use nl or en".to_owned())
}

pub(super) async fn run(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Add(new) => add(new, house).await,
        Command::List => list(house).await,
        Command::Password { person, stdin } => password(&find(house, &person)?, stdin, house).await,
        Command::Deactivate { person } => deactivate(find(house, &person)?, house).await,
    }
}

async fn add(new: New, house: &House) -> anyhow::Result<()> {
    let directory = house.desk.directory();
    let key = new.key.unwrap_or_else(|| piket_engine::people::free_key(&new.name, &directory));
    if directory.people.contains_key(&key) {
        let hint = "choose another with --key; `piket user list` shows who is there";
        return Err(Failure::usage(format!("there is a person {key} already"), hint).into());
    }
    let parties = if new.parties.is_empty() { usual_parties(new.role) } else { new.parties };
    let person = Person {
        key,
        name: new.name,
        email: new.email,
        role: new.role,
        client: new.client,
        parties,
        applications: Vec::new(),
        language: new.language,
        phone: None,
        is_active: true,
    };
    save(house, person.clone()).await?;
    say(format!("{} is added as {}.", person.name, person.key));
    link(house, &person, Purpose::Invitation).await
}

fn usual_parties(role: Role) -> Vec<Party> {
    match role {
        Role::Administrator => Vec::new(),
        Role::Manager => vec![Party::IncidentManager],
        Role::Engineer => vec![Party::ServiceDesk],
        Role::Developer => vec![Party::Development],
        Role::Client => vec![Party::ClientContact],
    }
}

async fn save(house: &House, person: Person) -> anyhow::Result<()> {
    let written = vec![Written { entry: Entry::Person(Box::new(person)), spot: None }];
    let actor = Actor::Program("console".to_owned());
    let saved = config::save(&house.store, written, Wish::default(), &actor, house.now()).await;
    if let Err(error) = saved {
        let findings: Vec<String> = error.findings().iter().map(ToString::to_string).collect();
        let text = format!("{error}\n{}", findings.join("\n"));
        return Err(Failure::refused(text.trim_end(), "nothing was changed").into());
    }
    house.desk.refresh().await?;
    Ok(())
}

async fn link(house: &House, person: &Person, purpose: Purpose) -> anyhow::Result<()> {
    let secret = house.accounts.issue_link(&person.key, purpose, house.now()).await?;
    let url = &house.settings.public_url;
    say(format!(
        "{} chooses a password here, once:\n  {url}/link/{}",
        person.name,
        secret.expose()
    ));
    Ok(())
}

async fn list(house: &House) -> anyhow::Result<()> {
    let holders = house.accounts.holders().await?;
    let directory = house.desk.directory();
    let row = |person: &Person| {
        let state = match (person.is_active, holders.contains(&person.key)) {
            (false, _) => "left",
            (true, true) => "signs in",
            (true, false) => "no password yet",
        };
        vec![
            person.key.to_string(),
            person.email.clone(),
            person.role.as_str().to_owned(),
            person.client.as_ref().map_or_else(String::new, ToString::to_string),
            state.to_owned(),
            person.name.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = directory.people.values().map(row).collect();
    say(if rows.is_empty() { "There is nobody yet.".to_owned() } else { columns(&rows) });
    Ok(())
}

async fn password(person: &Person, from_stdin: bool, house: &House) -> anyhow::Result<()> {
    if !from_stdin {
        return link(house, person, Purpose::PasswordReset).await;
    }
    let mut word = String::new();
    std::io::stdin().read_to_string(&mut word)?;
    let word = Secret::new(word.trim_end_matches(['\r', '\n']));
    house
        .accounts
        .set_password(person, &word, house.now())
        .await
        .hint("a sentence of four words is a good one")?;
    say(format!("{} has a new password; all sessions ended.", person.name));
    Ok(())
}

async fn deactivate(person: Person, house: &House) -> anyhow::Result<()> {
    house.accounts.shut_out(&person.key).await?;
    let name = person.name.clone();
    save(house, Person { is_active: false, ..person }).await?;
    say(format!("{name} takes part no longer."));
    Ok(())
}

/// The person of a key or an address.
pub(super) fn find(house: &House, wanted: &str) -> Result<Person, Failure> {
    let directory = house.desk.directory();
    let by_key = wanted.parse().ok().and_then(|key: PersonKey| directory.people.get(&key));
    if let Some(person) = by_key.or_else(|| directory.person_by_email(wanted)) {
        return Ok(person.clone());
    }
    let near = nearest(wanted, directory.people.keys().map(PersonKey::as_str));
    let hint = near.map_or_else(
        || "`piket user list` shows who is there".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Err(Failure::usage(format!("there is nobody {wanted:?}"), hint))
}
