//! What passes between the client and us: messages, questions, proposals and the end of an incident.

use super::Post;
use crate::incident::{Entry, Message, Recipient, Scope};
use crate::key::PersonKey;
use crate::notice::About;
use crate::party::Party;
use crate::raci::{Activity, Letter};

impl Post<'_> {
    pub(super) fn message(&mut self, entry: &Entry, message: &Message) {
        let about = About::Message {
            author: self.author(entry),
            body: message.body.clone(),
            next_update_at: message.next_update_at,
            is_reminder: false,
        };
        self.tell_recipients(entry, message, &about);
    }

    pub(super) fn ask_confirmation(&mut self, entry: &Entry, message: &Message) {
        let Some(resolution) = &self.after.resolution else { return };
        let about = About::ConfirmAsked {
            cause: resolution.cause.clone(),
            solution: resolution.solution.clone(),
            body: message.body.clone(),
            object_until: self.after.confirmation_ends_at(self.directory),
        };
        self.tell_recipients(entry, message, &about);
    }

    /// To those who are named and may read it; words to the client go to its owner, its contacts
    /// and the reporter when nobody of the client is named.
    fn tell_recipients(&mut self, entry: &Entry, message: &Message, about: &About) {
        let named: Vec<Recipient> = message.to.clone();
        for recipient in &named {
            if !self.may_read(&message.scope, recipient) {
                continue;
            }
            if let Some(person) = &recipient.person {
                self.tell_person(entry, person, Letter::Informed, about.clone());
            } else if let Some(party) = &recipient.party {
                self.tell_party(entry, party, None, Letter::Informed, about.clone());
            }
        }
        let is_to_client = named.iter().any(|recipient| self.is_of_client(recipient));
        if message.scope == Scope::Public && !is_to_client {
            for party in [Party::ClientOwner, Party::ClientContact] {
                self.tell_party(entry, &party, None, Letter::Informed, about.clone());
            }
            if let Some(reporter) = self.after.reporter.clone() {
                self.tell_person(entry, &reporter, Letter::Informed, about.clone());
            }
        }
        if message.scope == Scope::Public {
            // Whoever reported what was merged into this hears what its own people hear.
            let contacts: Vec<PersonKey> = self.after.merging.contacts().cloned().collect();
            for contact in contacts {
                self.tell_person(entry, &contact, Letter::Informed, about.clone());
            }
        }
        if named.is_empty()
            && let Scope::Party(party) = &message.scope
        {
            self.tell_party(entry, party, None, Letter::Informed, about.clone());
        }
    }

    fn is_of_client(&self, recipient: &Recipient) -> bool {
        match (&recipient.person, &recipient.party) {
            (Some(person), _) => {
                self.directory.people.get(person).is_some_and(|person| person.client.is_some())
            }
            (None, party) => party.as_ref().is_some_and(Party::is_client),
        }
    }

    /// Whether words of this scope may go to a recipient: what is internal stays with our own
    /// people, whoever was named by mistake.
    fn may_read(&self, scope: &Scope, recipient: &Recipient) -> bool {
        let person = recipient.person.as_ref().and_then(|key| self.directory.people.get(key));
        let is_own = match person {
            Some(person) => person.client.is_none(),
            None => recipient.party.as_ref().is_some_and(Party::is_own),
        };
        match scope {
            Scope::Public => true,
            Scope::Party(party) => {
                is_own
                    || recipient.party.as_ref() == Some(party)
                    || person.is_some_and(|person| person.parties.contains(party))
            }
            Scope::Internal => is_own,
        }
    }

    pub(super) fn client_wrote(&mut self, entry: &Entry, message: &Message) {
        let about = About::ClientWrote { author: self.author(entry), body: message.body.clone() };
        if message.scope == Scope::Public {
            self.tell_holder(entry, about);
        }
    }

    pub(super) fn propose_closing(&mut self, entry: &Entry, close_at: jiff::Timestamp) {
        let Some(waiting) = &self.after.waiting else { return };
        let about = About::ClosingProposed { question: waiting.question.clone(), close_at };
        for party in [Party::ClientOwner, Party::ClientContact] {
            self.tell_party(entry, &party, None, Letter::Consulted, about.clone());
        }
        if let Some(reporter) = self.after.reporter.clone() {
            self.tell_person(entry, &reporter, Letter::Consulted, about);
        }
    }

    pub(super) fn ask_client_again(&mut self, entry: &Entry) {
        let Some(waiting) = &self.after.waiting else { return };
        let about = About::Message {
            author: self.directory.installation.name.clone(),
            body: waiting.question.clone(),
            next_update_at: None,
            is_reminder: true,
        };
        for party in [Party::ClientOwner, Party::ClientContact] {
            self.tell_party(entry, &party, None, Letter::Consulted, about.clone());
        }
        if let Some(reporter) = self.after.reporter.clone() {
            self.tell_person(entry, &reporter, Letter::Consulted, about);
        }
    }

    pub(super) fn ask_consent(&mut self, entry: &Entry, is_reminder: bool) {
        let Some(proposal) = &self.after.proposal else { return };
        let about = About::ConsentAsked {
            version: proposal.version,
            solution: proposal.terms.solution.clone(),
            risk: proposal.terms.risk.clone(),
            planned_at: proposal.terms.planned_at,
            is_reminder,
        };
        let row = self.after.row(self.directory, Activity::AgreeFix);
        let accountable = row.and_then(|resolved| resolved.row.accountable().cloned());
        let accountable = accountable.unwrap_or(Party::ClientOwner);
        self.tell_party(entry, &accountable, None, Letter::Accountable, about);
    }

    pub(super) fn closed(&mut self, entry: &Entry) {
        let Some(resolution) = &self.after.resolution else { return };
        let prevention = self.after.preventive_actions.iter().map(|it| it.action.clone());
        let about = About::Closed {
            cause: resolution.cause.clone(),
            solution: resolution.solution.clone(),
            prevention: prevention.collect(),
        };
        self.tell_activity(entry, Activity::ConfirmAndClose, &about);
    }
}
