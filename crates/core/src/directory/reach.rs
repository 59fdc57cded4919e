//! Who stands behind a party: the people to ask, to tell and to answer for it.

use super::{Directory, Language, Person, Role, Supplier};
use crate::key::{ApplicationKey, ClientKey, PersonKey};
use crate::party::Party;

/// Who is reached when a party is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind<'a> {
    /// A person who takes part.
    Person(&'a Person),
    /// A supplier's desk.
    Desk(&'a Supplier),
}

impl Behind<'_> {
    /// The name as letters show it.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Desk(supplier) => &supplier.name,
        }
    }

    /// The address, when there is one.
    pub fn email(&self) -> Option<&str> {
        match self {
            Self::Person(person) => Some(&person.email),
            Self::Desk(supplier) => supplier.email.as_deref(),
        }
    }
}

impl Directory {
    /// Everybody behind `party` for an application of `client`, in the order of their keys.
    ///
    /// Behind the client's people stand only people of that client; behind our own parties only
    /// our own people. The component's supplier must have been named by then.
    pub fn behind(
        &self,
        party: &Party,
        client: &ClientKey,
        application: Option<&ApplicationKey>,
    ) -> Vec<Behind<'_>> {
        if let Party::Supplier(key) = party {
            return self.suppliers.get(key).map(Behind::Desk).into_iter().collect();
        }
        self.people
            .values()
            .filter(|person| person.is_active && person.parties.contains(party))
            .filter(|person| match &person.client {
                Some(own) => party.is_client() && own == client,
                None => party.is_own(),
            })
            .filter(|person| serves(person, application))
            .map(Behind::Person)
            .collect()
    }

    /// The language in which a person is written to: the person's, the client's, ours.
    pub fn language_of(&self, person: &Person) -> Language {
        let of_client = || person.client.as_ref().and_then(|key| self.clients.get(key)?.language);
        person.language.or_else(of_client).unwrap_or(self.installation.language)
    }

    /// The named service manager, with whom every chain ends: the one named, or the first manager.
    pub fn service_manager(&self) -> Option<&Person> {
        let named: Option<&PersonKey> = self.installation.service_manager.as_ref();
        named.and_then(|key| self.people.get(key)).filter(|person| person.is_active).or_else(|| {
            self.people
                .values()
                .find(|person| person.is_active && person.parties.contains(&Party::IncidentManager))
        })
    }

    /// Who may approve corrections beside this person: managers and administrators who are here.
    pub fn approvers_beside(&self, person: &PersonKey) -> impl Iterator<Item = &Person> {
        let may = |it: &&Person| matches!(it.role, Role::Manager | Role::Administrator);
        self.people.values().filter(move |it| it.is_active && it.key != *person).filter(may)
    }

    /// The name of a party as people read it: the supplier's own name, else nothing.
    pub fn supplier_name(&self, party: &Party) -> Option<&str> {
        let Party::Supplier(key) = party else { return None };
        self.suppliers.get(key).map(|supplier| supplier.name.as_str())
    }
}

fn serves(person: &Person, application: Option<&ApplicationKey>) -> bool {
    person.applications.is_empty()
        || application.is_some_and(|key| person.applications.contains(key))
}
