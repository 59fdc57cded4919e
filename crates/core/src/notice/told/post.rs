//! Letters in the making: one for each addressee, for the weightiest reason, and never across a
//! wall. Who is behind a party, and what a letter says of its incident.

use std::collections::BTreeMap;

use crate::directory::{Behind, Directory, Language, Person};
use crate::incident::{Entry, State};
use crate::key::{IncidentId, PersonKey};
use crate::notice::{About, Addressee, Notice, Side, Subject};
use crate::party::Party;
use crate::raci::Letter;

/// Letters in the making: one for each addressee, for the weightiest reason.
pub(super) struct Post<'a> {
    pub(super) incident: IncidentId,
    pub(super) after: &'a State,
    pub(super) directory: &'a Directory,
    /// The message that the fact carries, which is being told of.
    pub(super) carries: Option<uuid::Uuid>,
    pub(super) notices: BTreeMap<Addressee, (u8, Notice)>,
}

impl Post<'_> {
    pub(super) fn tell_service_manager(&mut self, entry: &Entry, about: About) {
        if let Some(manager) = self.directory.service_manager() {
            self.tell_person(entry, &manager.key.clone(), Letter::Accountable, about);
        }
    }

    /// To the person who has the ball; to the party when nobody in it has. While a supplier has
    /// it, to who had it last of ours: what goes on between the client and us is not a supplier's.
    pub(super) fn tell_holder(&mut self, entry: &Entry, about: About) {
        let holders =
            std::iter::once(&self.after.holder).chain(self.after.past_holders.iter().rev());
        let ours = holders.into_iter().find(|holder| holder.party.is_own()).cloned();
        let Some(holder) = ours else { return };
        match &holder.person {
            Some(person) => self.tell_person(entry, person, Letter::Responsible, about),
            None => self.tell_party(entry, &holder.party, None, Letter::Responsible, about),
        }
    }

    pub(super) fn tell_person(
        &mut self,
        entry: &Entry,
        key: &PersonKey,
        letter: Letter,
        about: About,
    ) {
        let person: Option<&Person> = self.directory.people.get(key).filter(|it| it.is_active);
        // A wall inside the wall: words about a client never go to another client's people.
        let is_allowed = |person: &&Person| {
            person.client.as_ref().is_none_or(|client| *client == self.after.client)
        };
        if let Some(person) = person.filter(is_allowed) {
            self.put(entry, &Behind::Person(person), Some(letter), weight(letter, &about), about);
        }
    }

    pub(super) fn tell_party(
        &mut self,
        entry: &Entry,
        party: &Party,
        person: Option<&PersonKey>,
        letter: Letter,
        about: About,
    ) {
        if let Some(person) = person {
            return self.tell_person(entry, person, letter, about);
        }
        let application = self.after.application.as_ref();
        for behind in self.directory.behind(party, &self.after.client, application) {
            let weight = weight(letter, &about);
            self.put(entry, &behind, Some(letter), weight, about.clone());
        }
    }

    pub(super) fn put(
        &mut self,
        entry: &Entry,
        behind: &Behind<'_>,
        letter: Option<Letter>,
        weight: u8,
        about: About,
    ) {
        let (to, side, language) = match behind {
            Behind::Person(person) => {
                let side = if person.client.is_some() { Side::Client } else { Side::Own };
                let to = Addressee::Person(person.key.clone());
                (to, side, self.directory.language_of(person))
            }
            Behind::Desk(supplier) => {
                (Addressee::Desk(supplier.key.clone()), Side::Supplier, supplier.language)
            }
        };
        let is_author = matches!(&to, Addressee::Person(key) if entry.actor.person() == Some(key));
        let is_receipt = matches!(about, About::Received);
        if is_author && !is_receipt {
            return;
        }
        if self.notices.get(&to).is_some_and(|(heavier, _)| *heavier >= weight) {
            return;
        }
        let once = format!("{}-{}-{}", self.incident, entry.seq, about.as_str());
        let notice = Notice {
            to: to.clone(),
            side,
            name: behind.name().to_owned(),
            email: behind.email().map(str::to_owned),
            language,
            time_zone: self.directory.installation.time_zone.clone(),
            letter,
            subject: self.subject(language),
            message: self.carries.filter(|_| matches!(side, Side::Client)),
            about,
            once,
        };
        self.notices.insert(to, (weight, notice));
    }

    fn subject(&self, language: Language) -> Subject {
        let state = self.after;
        let holder = match &state.holder.person {
            Some(person) => self.directory.person_name(person).to_owned(),
            None => match self.directory.supplier_name(&state.holder.party) {
                Some(name) => name.to_owned(),
                None => self.directory.installation.name.clone(),
            },
        };
        Subject {
            incident: self.incident,
            number: state.number,
            summary: state.summary.clone(),
            client: self.directory.client_name(&state.client).to_owned(),
            application: state
                .application
                .as_ref()
                .map(|key| self.directory.application_name(key).to_owned()),
            step: state.step,
            step_word: state
                .route(self.directory)
                .and_then(|route| route.word(state.step, language))
                .map(str::to_owned),
            priority: state.priority,
            reported_at: state.reported_at,
            holder,
        }
    }

    pub(super) fn author(&self, entry: &Entry) -> String {
        match entry.actor.person() {
            Some(person) => self.directory.person_name(person).to_owned(),
            None => self.directory.installation.name.clone(),
        }
    }
}

/// How heavy a reason is: words by hand first, then what somebody must do, then what somebody
/// answers for, then news.
pub(super) fn weight(letter: Letter, about: &About) -> u8 {
    let by_letter = match letter {
        Letter::Responsible => 4,
        Letter::Accountable => 3,
        Letter::Consulted => 2,
        Letter::Informed => 1,
    };
    match about {
        About::ConfirmAsked { .. } => 12,
        About::Message { .. } => 11,
        About::Closed { .. } | About::Reopened { .. } => 8,
        About::Breach { .. } | About::ResponseVoided => 5 + by_letter,
        About::ConsentAsked { .. }
        | About::Asked { .. }
        | About::Offered { .. }
        | About::NobodyTook { .. }
        | About::CorrectionAsked { .. }
        | About::ClientWrote { .. } => 6 + by_letter,
        About::Received
        | About::NotTaken { .. }
        | About::Informed
        | About::Moved { .. }
        | About::Consented
        | About::ConsentRefused { .. }
        | About::Cancelled { .. }
        | About::ClosingProposed { .. }
        | About::Warning { .. }
        | About::PromiseMissed { .. }
        | About::Reminder { .. }
        | About::CorrectionDecided { .. }
        | About::MergedInto { .. }
        | About::MergeUndone { .. } => by_letter,
    }
}
