//! People and letters, as those who keep the house change them by a page: somebody is added,
//! changes language, leaves or comes back; a letter that was given up is tried again.
//!
//! A person is a document of the configuration, so every change here is judged with the whole of it
//! and kept as a new version. How people prove who they are is told in `account`.

use jiff::Timestamp;
use piket_core::directory::{Directory, Language, Person, Role};
use piket_core::incident::Actor;
use piket_core::key::PersonKey;
use piket_core::policy::{Action, Who};
use piket_store::{StoreError, Tx, outbox};
use uuid::Uuid;

use crate::config::{self, ApplyError, Entry, Finding, Wish, Written};
use crate::desk::Desk;
use crate::error::ActionError;

/// Why people were not changed.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such person.
    #[error("there is no such person")]
    NotFound,
    /// Nobody would be left who keeps the house.
    #[error("somebody must be left who keeps the house")]
    LastAdministrator,
    /// The configuration would not be valid with it, or could not be saved.
    #[error(transparent)]
    Config(#[from] ApplyError),
}

impl PeopleError {
    /// What was found, for whoever is to mend it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Config(error) => error.findings(),
            Self::Denied | Self::NotFound | Self::LastAdministrator => &[],
        }
    }
}

impl Desk {
    /// Keeps a person, new or changed.
    ///
    /// # Errors
    ///
    /// [`PeopleError`]; nothing is changed then.
    pub async fn keep_person(
        &self,
        who: &Who,
        person: Person,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        if !who.may(Action::Administer) {
            return Err(PeopleError::Denied);
        }
        let keeps = |person: &Person| person.is_active && person.role == Role::Administrator;
        let directory = self.directory();
        let others = directory.people.values().filter(|other| other.key != person.key);
        if !keeps(&person) && !others.into_iter().any(keeps) {
            return Err(PeopleError::LastAdministrator);
        }
        self.save_person(who, person, now).await
    }

    /// The person wants to read everything in this language; `None` for that of the house.
    ///
    /// # Errors
    ///
    /// [`PeopleError`]; nothing is changed then.
    pub async fn speak(
        &self,
        who: &Who,
        language: Option<Language>,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        let known = self.directory().people.get(&who.key).cloned();
        let person = known.ok_or(PeopleError::NotFound)?;
        self.save_person(who, Person { language, ..person }, now).await
    }

    async fn save_person(
        &self,
        who: &Who,
        person: Person,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        let actor = Actor::Person(who.key.clone());
        let written = vec![Written { entry: Entry::Person(Box::new(person)), spot: None }];
        config::save(self.store(), written, Wish::default(), &actor, now).await?;
        self.refresh().await.map_err(ApplyError::from)?;
        Ok(())
    }

    /// Tries a letter again that was given up. False if it was not.
    ///
    /// # Errors
    ///
    /// [`ActionError::Denied`] for who keeps no house, [`ActionError::Store`] when it could not be
    /// noted.
    pub async fn send_again(
        &self,
        who: &Who,
        letter: Uuid,
        now: Timestamp,
    ) -> Result<bool, ActionError> {
        if !who.may(Action::Administer) {
            return Err(ActionError::Denied);
        }
        let again =
            move |tx: &mut Tx<'_>| -> Result<bool, StoreError> { outbox::again(tx, letter, now) };
        let is_tried = self.store().write(again).await?;
        self.nudge();
        Ok(is_tried)
    }
}

/// A key for a new person, made of the name, that nobody else has.
pub fn free_key(name: &str, directory: &Directory) -> PersonKey {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let stem: String = name.to_lowercase().chars().map(plain).take(40).collect();
    let words: Vec<&str> = stem.split('-').filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "person".to_owned() } else { words.join("-") };
    // Of one more key than there are people, one is nobody's.
    (1..=directory.people.len() + 1)
        .map(|number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") })
        .filter_map(|key| key.parse().ok())
        .find(|key| !directory.people.contains_key(key))
        .expect("there are more keys than people")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_the_name_and_is_nobody_elses() {
        let mut directory = Directory::default();
        let key = free_key("Ilse  de Vries", &directory);
        assert_eq!(key.as_str(), "ilse-de-vries");
        let person = Person {
            key: key.clone(),
            name: "Ilse de Vries".to_owned(),
            email: "ilse@example.org".to_owned(),
            role: Role::Engineer,
            client: None,
            parties: Vec::new(),
            applications: Vec::new(),
            language: None,
            phone: None,
            is_active: true,
        };
        directory.people.insert(key, person);
        assert_eq!(free_key("Ilse de Vries", &directory).as_str(), "ilse-de-vries-2");
        assert_eq!(free_key("…", &directory).as_str(), "person");
    }
}
