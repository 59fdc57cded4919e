//! The directory: everything that was agreed before anything broke, as one value.
//!
//! Clients, applications, suppliers, people, agreements, calendars, matrices, routes and checks are
//! documents that change by new versions. The engine keeps one directory in memory and hands it to
//! the rules; an incident remembers which versions it was promised (`crate::incident::Pins`).
//! What is in a document is told in `documents`; which agreement holds where in `agreed`; who stands
//! behind a party in `reach`.

mod agreed;
mod documents;
mod reach;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use agreed::Held;
pub use documents::{
    Application, Client, Component, ContractedBy, DownWhen, HowMany, Installation, Ladder,
    Language, Person, Role, Supplier,
};
pub use reach::Behind;

use crate::calendar::Calendar;
use crate::check::CheckSpec;
use crate::key::{
    AgreementKey, ApplicationKey, CalendarKey, CheckKey, ClientKey, MatrixKey, PersonKey, RouteKey,
    SupplierKey,
};
use crate::process::Route;
use crate::raci::Matrix;
use crate::sla::Agreement;

/// All versions of one document, oldest first; never empty.
#[derive(Debug, Clone)]
pub struct Versions<T> {
    all: BTreeMap<u32, T>,
    is_retired: bool,
}

impl<T> Default for Versions<T> {
    fn default() -> Self {
        Self { all: BTreeMap::new(), is_retired: false }
    }
}

impl<T> Versions<T> {
    /// Adds a version. A newer one brings a retired document into force again.
    pub fn add(&mut self, version: u32, document: T) {
        self.is_retired = false;
        self.all.insert(version, document);
    }

    /// Retires the document: nothing new is promised by it, but what was promised holds.
    pub fn retire(&mut self) {
        self.is_retired = true;
    }

    /// Whether the document is retired.
    pub fn is_retired(&self) -> bool {
        self.is_retired
    }

    /// All versions with their numbers, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = (u32, &T)> {
        self.all.iter().map(|(version, document)| (*version, document))
    }

    /// The newest version and its number; nothing once the document is retired.
    pub fn current(&self) -> Option<(u32, &T)> {
        let newest = self.all.last_key_value().filter(|_| !self.is_retired)?;
        Some((*newest.0, newest.1))
    }

    /// The version that was promised.
    pub fn pinned(&self, version: u32) -> Option<&T> {
        self.all.get(&version)
    }
}

/// A document in one of its versions, as an incident remembers it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pin<K> {
    /// Which document.
    pub key: K,
    /// Which version of it.
    pub version: u32,
}

/// Everything that was agreed, in all versions that are still referred to.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// What holds for the whole installation.
    pub installation: Installation,
    /// Clients by key.
    pub clients: BTreeMap<ClientKey, Client>,
    /// Applications by key.
    pub applications: BTreeMap<ApplicationKey, Application>,
    /// Suppliers by key.
    pub suppliers: BTreeMap<SupplierKey, Supplier>,
    /// People by key, those who left included.
    pub people: BTreeMap<PersonKey, Person>,
    /// Calendars, compiled. A calendar carries its own history, so the newest version serves all.
    pub calendars: BTreeMap<CalendarKey, Arc<Calendar>>,
    /// The names of the calendars.
    pub calendar_names: BTreeMap<CalendarKey, String>,
    /// Agreements in all their versions.
    pub agreements: BTreeMap<AgreementKey, Versions<Agreement>>,
    /// Matrices in all their versions.
    pub matrices: BTreeMap<MatrixKey, Versions<Matrix>>,
    /// Routes in all their versions.
    pub routes: BTreeMap<RouteKey, Versions<Route>>,
    /// Checks by key.
    pub checks: BTreeMap<CheckKey, CheckSpec>,
}

impl Directory {
    /// The client to which an application belongs.
    pub fn client_of(&self, application: &ApplicationKey) -> Option<&Client> {
        self.clients.get(&self.applications.get(application)?.client)
    }

    /// The route that holds now for an application: its own, its client's, or the canonical one.
    pub fn route_for(&self, application: Option<&ApplicationKey>) -> Option<Pin<RouteKey>> {
        let application = application.and_then(|key| self.applications.get(key));
        let of_client = application
            .and_then(|application| self.clients.get(&application.client))
            .and_then(|client| client.route.clone());
        let key = application
            .and_then(|application| application.route.clone())
            .or(of_client)
            .or_else(|| self.installation.default_route.clone())?;
        let (version, _) = self.routes.get(&key)?.current()?;
        Some(Pin { key, version })
    }

    /// A route in the version that was promised.
    pub fn route(&self, pin: &Pin<RouteKey>) -> Option<&Route> {
        self.routes.get(&pin.key)?.pinned(pin.version)
    }

    /// The newest version of every matrix.
    pub fn current_matrices(&self) -> Vec<(u32, &Matrix)> {
        self.matrices.values().filter_map(Versions::current).collect()
    }

    /// The person who signs in with this address, upper and lower case alike.
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        let wanted = email.trim();
        self.people
            .values()
            .find(|person| person.is_active && person.email.eq_ignore_ascii_case(wanted))
    }

    /// The name of a client for people, or its key when it is gone.
    pub fn client_name<'a>(&'a self, key: &'a ClientKey) -> &'a str {
        self.clients.get(key).map_or(key.as_str(), |client| client.name.as_str())
    }

    /// The name of an application for people, or its key when it is gone.
    pub fn application_name<'a>(&'a self, key: &'a ApplicationKey) -> &'a str {
        self.applications.get(key).map_or(key.as_str(), |application| application.name.as_str())
    }

    /// The name of a person for people, or the key when the person is gone.
    pub fn person_name<'a>(&'a self, key: &'a PersonKey) -> &'a str {
        self.people.get(key).map_or(key.as_str(), |person| person.name.as_str())
    }
}
