//! People and their addresses: on which side of the wall they stand, and who is on the ladder.

use std::collections::BTreeMap;

use lettre::Address;
use piket_core::directory::{Directory, Person};
use piket_core::key::PersonKey;
use piket_core::party::Party;

use super::super::document::{INSTALLATION_KEY, Kind};
use super::super::hint;
use super::Findings;

pub(super) fn check(directory: &Directory, findings: &mut Findings) {
    for person in directory.people.values() {
        side(person, findings);
        applications(person, directory, findings);
        address(Kind::Person, person.key.as_str(), &person.email, findings);
    }
    for supplier in directory.suppliers.values() {
        if let Some(email) = &supplier.email {
            address(Kind::Supplier, supplier.key.as_str(), email, findings);
        }
    }
    shared_addresses(directory, findings);
    ladder(directory, findings);
}

/// A client's people stand in parties of the client, ours in ours.
fn side(person: &Person, findings: &mut Findings) {
    let key = person.key.as_str();
    match (&person.client, person.role.is_own()) {
        (Some(_), true) => {
            let text = format!("client: somebody of a client is no {}", person.role.as_str());
            findings.error(Kind::Person, key, text);
            findings.hint("take `client` away, or make the role \"client\"");
        }
        (None, false) => {
            findings.error(Kind::Person, key, "client: somebody with role client is of a client");
            findings.hint("add client = \"…\"");
        }
        (Some(_), false) | (None, true) => {}
    }
    let fits =
        |party: &&Party| if person.role.is_own() { party.is_own() } else { party.is_client() };
    for party in person.parties.iter().filter(|party| !fits(party)) {
        let text = format!("parties: {party} is not for the role {}", person.role.as_str());
        findings.error(Kind::Person, key, text);
        findings.hint(if person.role.is_own() {
            "our people stand in own:… parties"
        } else {
            "a client's people stand in client:… parties"
        });
    }
}

fn applications(person: &Person, directory: &Directory, findings: &mut Findings) {
    let Some(client) = &person.client else { return };
    for key in &person.applications {
        if directory.applications.get(key).is_some_and(|application| application.client != *client)
        {
            let text = format!("applications: {key} is not of client {client}");
            findings.error(Kind::Person, person.key.as_str(), text);
        }
    }
}

fn address(kind: Kind, key: &str, email: &str, findings: &mut Findings) {
    if email.trim() != email || email.parse::<Address>().is_err() {
        findings.error(kind, key, format!("email: {email:?} is not an address"));
        findings.hint("it looks like name@example.org");
    }
}

/// An address signs in one person.
fn shared_addresses(directory: &Directory, findings: &mut Findings) {
    let mut first: BTreeMap<String, &Person> = BTreeMap::new();
    for person in directory.people.values().filter(|person| person.is_active) {
        match first.get(&person.email.to_ascii_lowercase()) {
            Some(other) => {
                let text = format!("email: {} is the address of {} too", person.email, other.key);
                findings.error(Kind::Person, person.key.as_str(), text);
                findings.hint("an address belongs to one person, who signs in with it");
            }
            None => drop(first.insert(person.email.to_ascii_lowercase(), person)),
        }
    }
}

fn ladder(directory: &Directory, findings: &mut Findings) {
    let installation = &directory.installation;
    let rungs = [
        ("ladder.first", &installation.ladder.first),
        ("ladder.second", &installation.ladder.second),
        ("service_manager", &installation.service_manager),
    ];
    for (field, key) in rungs {
        if let Some(key) = key {
            rung(field, key, directory, findings);
        }
    }
    if directory.applications.is_empty() {
        return;
    }
    if installation.ladder.first.is_none() {
        let text = "ladder.first: nobody is told when nobody takes an incident";
        findings.warning(Kind::Installation, INSTALLATION_KEY, text);
        findings.hint("name the engineer on duty: ladder = { first = \"…\" }");
    }
    if directory.service_manager().is_none() {
        let text = "service_manager: there is nobody with whom every chain ends";
        findings.warning(Kind::Installation, INSTALLATION_KEY, text);
        findings.hint("name one, or put somebody in the party own:incident_manager");
    }
}

fn rung(field: &str, key: &PersonKey, directory: &Directory, findings: &mut Findings) {
    let mut wrong = |text: String| findings.error(Kind::Installation, INSTALLATION_KEY, text);
    match directory.people.get(key) {
        None => {
            wrong(format!("{field}: there is no person {key}"));
            let known: Vec<_> = directory.people.keys().map(PersonKey::as_str).collect();
            findings.hint(hint::meant(key.as_str(), &known));
        }
        Some(person) if !person.is_active => wrong(format!("{field}: {key} no longer takes part")),
        Some(person) if !person.role.is_own() => wrong(format!("{field}: {key} is of a client")),
        Some(_) => {}
    }
}
