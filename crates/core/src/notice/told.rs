//! From facts to notices: reads what just happened in the light of the matrix.

use std::collections::BTreeMap;

use super::{About, Addressee, Notice, Promise, Side, Subject};
use crate::directory::{Behind, Directory, Person};
use crate::incident::{Correction, Entry, ErrandKind, Fact, Message, Recipient, Scope, State};
use crate::key::{IncidentId, PersonKey};
use crate::party::Party;
use crate::process::Step;
use crate::raci::{Activity, Letter};
use crate::sla::{self, Background, Metric, Pause};

/// Who must hear of `entries`, which led to the state `after`.
///
/// Whoever did something is not told of it. Letters to the client never carry internal words.
pub fn notices(
    incident: IncidentId,
    entries: &[Entry],
    after: &State,
    directory: &Directory,
) -> Vec<Notice> {
    let mut post = Post { incident, after, directory, carries: None, notices: BTreeMap::new() };
    for entry in entries {
        post.carries = None;
        if let Fact::MessageSent(message) | Fact::ReportedBack(message) = &entry.fact {
            post.carries = Some(message.id);
        }
        post.tell(entry);
    }
    post.notices.into_values().map(|(_, notice)| notice).collect()
}

/// Letters in the making: one for each addressee, for the weightiest reason.
struct Post<'a> {
    incident: IncidentId,
    after: &'a State,
    directory: &'a Directory,
    /// The message that the fact carries, which is being told of.
    carries: Option<uuid::Uuid>,
    notices: BTreeMap<Addressee, (u8, Notice)>,
}

impl Post<'_> {
    fn tell(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::Reported { reporter, .. } => self.reported(entry, reporter.as_ref()),
            Fact::HolderOffered { party, person, reason, accept_by } => {
                let about = About::Offered { reason: reason.clone(), accept_by: *accept_by };
                self.tell_party(entry, party, person.as_ref(), Letter::Responsible, about);
            }
            Fact::HolderRefused { party, reason } => {
                let reason = Some(reason.clone());
                self.not_taken(entry, About::NotTaken { party: party.clone(), reason });
            }
            Fact::OfferExpired { party } => {
                self.not_taken(entry, About::NotTaken { party: party.clone(), reason: None });
            }
            Fact::StepChanged { from, to, reason, .. } => {
                self.moved(entry, *from, *to, reason.clone());
            }
            Fact::MessageSent(message) => self.message(entry, message),
            Fact::MessageReceived(message) => self.client_wrote(entry, message),
            Fact::SolutionProposed { .. } => self.ask_consent(entry, false),
            Fact::ConsentGiven { .. } => self.tell_holder(entry, About::Consented),
            Fact::ConsentRefused { reason, .. } => {
                self.tell_holder(entry, About::ConsentRefused { reason: reason.clone() });
            }
            Fact::ReportedBack(message) => self.ask_confirmation(entry, message),
            Fact::Closed { .. } => self.closed(entry),
            Fact::Cancelled { reason, .. } => {
                let about = About::Cancelled { reason: reason.clone() };
                self.tell_activity(entry, Activity::ConfirmAndClose, &about);
            }
            Fact::Reopened { reason, .. } => {
                let about = About::Reopened { reason: reason.clone() };
                self.tell_holder(entry, about.clone());
                self.tell_activity(entry, Activity::Investigate, &about);
            }
            Fact::Warned { metric, cycle, percent, .. } => {
                let of = (None, *metric, *cycle);
                self.warned(entry, of, *percent);
            }
            Fact::PartyWarned { party, metric, cycle, percent, .. } => {
                let of = (Some(party), *metric, *cycle);
                self.warned(entry, of, *percent);
            }
            Fact::Breached { metric, cycle, due_at, .. } => {
                let of = (None, *metric, *cycle);
                self.breached(entry, of, *due_at);
            }
            Fact::PartyBreached { party, metric, cycle, due_at, .. } => {
                let of = (Some(party), *metric, *cycle);
                self.breached(entry, of, *due_at);
                self.tell_escalation(entry, of, *due_at);
            }
            Fact::ResponseVoided { .. } => self.voided(entry),
            Fact::ClosingProposed { close_at } => self.propose_closing(entry, *close_at),
            Fact::WaitingEnded { pause: Pause::ClientParty, .. } => {
                // Nobody followed it up: from here on it is our time.
                let errand = ErrandKind::FollowUpLapses.as_str().to_owned();
                self.tell_holder(entry, About::Reminder { errand });
            }
            Fact::PromiseMissed { promised_at } => {
                self.tell_holder(entry, About::PromiseMissed { promised_at: *promised_at });
            }
            Fact::Escalated { rung, person } => {
                self.nobody_took(entry, person.as_ref(), About::NobodyTook { rung: *rung });
            }
            Fact::Reminded { errand } if errand == ErrandKind::ConsentReminder.as_str() => {
                self.ask_consent(entry, true);
            }
            Fact::Reminded { errand } if errand == ErrandKind::AskAgain.as_str() => {
                self.ask_client_again(entry);
            }
            Fact::Reminded { errand } => {
                self.tell_holder(entry, About::Reminder { errand: errand.clone() });
            }
            Fact::CorrectionRequested(correction) => self.ask_to_approve(entry, correction),
            Fact::CorrectionApproved { correction, note, .. } => {
                self.tell_asker(entry, *correction, true, note);
            }
            Fact::CorrectionRefused { correction, reason } => {
                self.tell_asker(entry, *correction, false, reason);
            }
            Fact::MergedInto { into, .. } => {
                self.tell_reporter_and_holder(entry, &About::MergedInto { into: *into });
            }
            Fact::MergeUndone { from } => {
                self.tell_reporter_and_holder(entry, &About::MergeUndone { from: *from });
            }
            Fact::CorrectionWithdrawn { .. }
            | Fact::BreachRefuted { .. }
            | Fact::Absorbed(_)
            | Fact::Released { .. }
            | Fact::SaidInMerged { .. }
            | Fact::Linked { .. }
            | Fact::Unlinked { .. }
            | Fact::ChildrenTold { .. }
            | Fact::AlertLinked { .. }
            | Fact::AlertRecovered { .. }
            | Fact::AlertReturned { .. }
            | Fact::Classified { .. }
            | Fact::AgreementMigrated { .. }
            | Fact::ApplicationSet { .. }
            | Fact::HolderAccepted { .. }
            | Fact::CallLogged { .. }
            | Fact::ClientTold { .. }
            | Fact::UpdateAgreed { .. }
            | Fact::PartyEngaged { .. }
            | Fact::PartyAsked { .. }
            | Fact::WaitingBegan { .. }
            | Fact::WaitingEnded { .. }
            | Fact::AwaitingBegan { .. }
            | Fact::AwaitingEnded { .. }
            | Fact::EvidenceAdded(_)
            | Fact::FindingRecorded { .. }
            | Fact::Implemented { .. }
            | Fact::RolledOut { .. }
            | Fact::VerificationPassed { .. }
            | Fact::Restored
            | Fact::ResolutionPrepared(_)
            | Fact::Resolved { .. }
            | Fact::Confirmed
            | Fact::PreventionPlanned { .. }
            | Fact::PreventionWaived { .. }
            | Fact::Recalculated { .. }
            | Fact::Delivered { .. } => {}
        }
    }

    /// The reporter hears the number, the Responsible are asked, the others are told.
    fn reported(&mut self, entry: &Entry, reporter: Option<&PersonKey>) {
        if let Some(reporter) = reporter {
            let notice = self.directory.people.get(reporter).map(Behind::Person);
            if let Some(behind) = notice {
                self.put(entry, &behind, None, 9, About::Received);
            }
        }
        let respond_by = self.due(Metric::Reaction, entry);
        let row = self.after.row(self.directory, Activity::ReceiveAndRegister);
        let Some(row) = row.map(|resolved| resolved.row) else { return };
        for (party, cell) in row.cells() {
            let asked = cell.has(Letter::Responsible);
            let about = if asked { About::Asked { respond_by } } else { About::Informed };
            for letter in cell.letters() {
                self.tell_party(entry, party, None, letter, about.clone());
            }
        }
    }

    fn due(&self, metric: Metric, entry: &Entry) -> Option<jiff::Timestamp> {
        sla::clock(metric, &self.after.clock_events, self.directory, entry.recorded_at)?.due_at
    }

    /// Everybody with a letter for the step that begins is told; development always.
    fn moved(&mut self, entry: &Entry, from: Step, to: Step, reason: Option<String>) {
        let Some(activity) = activity_at(to) else { return };
        self.tell_activity(entry, activity, &About::Moved { from, reason });
    }

    fn tell_activity(&mut self, entry: &Entry, activity: Activity, about: &About) {
        let Some(resolved) = self.after.row(self.directory, activity) else { return };
        for (party, cell) in resolved.row.cells() {
            for letter in cell.letters() {
                self.tell_party(entry, party, None, letter, about.clone());
            }
        }
    }

    fn message(&mut self, entry: &Entry, message: &Message) {
        let about = About::Message {
            author: self.author(entry),
            body: message.body.clone(),
            next_update_at: message.next_update_at,
            is_reminder: false,
        };
        self.tell_recipients(entry, message, &about);
    }

    fn ask_confirmation(&mut self, entry: &Entry, message: &Message) {
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

    fn client_wrote(&mut self, entry: &Entry, message: &Message) {
        let about = About::ClientWrote { author: self.author(entry), body: message.body.clone() };
        if message.scope == Scope::Public {
            self.tell_holder(entry, about);
        }
    }

    fn propose_closing(&mut self, entry: &Entry, close_at: jiff::Timestamp) {
        let Some(waiting) = &self.after.waiting else { return };
        let about = About::ClosingProposed { question: waiting.question.clone(), close_at };
        for party in [Party::ClientOwner, Party::ClientContact] {
            self.tell_party(entry, &party, None, Letter::Consulted, about.clone());
        }
        if let Some(reporter) = self.after.reporter.clone() {
            self.tell_person(entry, &reporter, Letter::Consulted, about);
        }
    }

    /// A message reached nobody: who has the ball must reach the client in another way.
    fn voided(&mut self, entry: &Entry) {
        self.tell_holder(entry, About::ResponseVoided);
    }

    fn ask_client_again(&mut self, entry: &Entry) {
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

    fn ask_consent(&mut self, entry: &Entry, is_reminder: bool) {
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

    fn closed(&mut self, entry: &Entry) {
        let Some(resolution) = &self.after.resolution else { return };
        let prevention = self.after.preventive_actions.iter().map(|it| it.action.clone());
        let about = About::Closed {
            cause: resolution.cause.clone(),
            solution: resolution.solution.clone(),
            prevention: prevention.collect(),
        };
        self.tell_activity(entry, Activity::ConfirmAndClose, &about);
    }

    /// The ladder of a promise that runs out: first the holder, then who leads, then who is
    /// accountable for what is being done.
    fn warned(&mut self, entry: &Entry, of: Of<'_>, percent: u8) {
        let clock = self.clock(entry, of);
        let due_at = clock.as_ref().and_then(|clock| clock.due_at);
        let promise = self.promise(entry, clock, of);
        let about = About::Warning { metric: of.1, percent, due_at, promise };
        self.tell_holder(entry, about.clone());
        if percent >= TO_THE_LEAD {
            self.tell_lead(entry, &about);
        }
        if percent >= TO_THE_ACCOUNTABLE {
            self.tell_accountable(entry, &about);
        }
    }

    /// After the last rung of the ladder: the service manager as well.
    fn breached(&mut self, entry: &Entry, of: Of<'_>, due_at: jiff::Timestamp) {
        let promise = self.promise(entry, self.clock(entry, of), of);
        let about = About::Breach { metric: of.1, due_at, promise };
        self.tell_holder(entry, about.clone());
        self.tell_lead(entry, &about);
        self.tell_accountable(entry, &about);
        self.tell_service_manager(entry, about);
    }

    /// The supplier's contact for escalation hears what its own people missed.
    fn tell_escalation(&mut self, entry: &Entry, of: Of<'_>, due_at: jiff::Timestamp) {
        let Some(Party::Supplier(key)) = of.0 else { return };
        let Some(supplier) = self.directory.suppliers.get(key) else { return };
        let mut supplier = supplier.clone();
        supplier.email = supplier.escalation_email.take().or(supplier.email);
        let promise = self.promise(entry, self.clock(entry, of), of);
        let about = About::Breach { metric: of.1, due_at, promise };
        let weight = weight(Letter::Accountable, &about);
        let behind = Behind::Desk(&supplier);
        self.put(entry, &behind, Some(Letter::Accountable), weight, about);
    }

    /// The clock that a warning or a breach is about.
    fn clock(&self, entry: &Entry, (party, metric, cycle): Of<'_>) -> Option<sla::Clock> {
        let now = self.after.present(entry.recorded_at);
        let is_it = |clock: &sla::Clock| (clock.metric, clock.cycle) == (metric, cycle);
        match party {
            None => sla::cycles(metric, &self.after.clock_events, self.directory, now)
                .into_iter()
                .find(is_it),
            Some(party) => self
                .after
                .engagements
                .iter()
                .filter(|engagement| engagement.party == *party)
                .flat_map(|engagement| engagement.clocks(self.directory, now))
                .find(is_it),
        }
    }

    fn promise(
        &self,
        entry: &Entry,
        clock: Option<sla::Clock>,
        (party, ..): Of<'_>,
    ) -> Option<Promise> {
        let clock = clock?;
        let now = self.after.present(entry.recorded_at);
        let background = Background::of_events(&self.after.clock_events);
        let explanation = sla::explain(&clock, &background, self.directory, now);
        let by = party.map(|party| match self.directory.supplier_name(party) {
            Some(name) => name.to_owned(),
            None => party.to_string(),
        });
        Some(Promise {
            by,
            promised_s: clock.promised.seconds(),
            since: clock.started_at,
            limit_at: clock.limit_at.filter(|limit| Some(*limit) != clock.due_at),
            so_far: Some(explanation.so_far()),
        })
    }

    /// Who leads the team that has the ball: the incident manager, or the service manager where
    /// nobody is one.
    fn tell_lead(&mut self, entry: &Entry, about: &About) {
        let party = Party::IncidentManager;
        let application = self.after.application.as_ref();
        if self.directory.behind(&party, &self.after.client, application).is_empty() {
            self.tell_service_manager(entry, about.clone());
        } else {
            self.tell_party(entry, &party, None, Letter::Accountable, about.clone());
        }
    }

    /// Who is accountable for what is being done now, if it is one of ours: how we stand with our
    /// promises is not told to others in this way.
    fn tell_accountable(&mut self, entry: &Entry, about: &About) {
        let Some(activity) = activity_at(self.after.step) else { return };
        let row = self.after.row(self.directory, activity);
        let accountable = row.and_then(|resolved| resolved.row.accountable().cloned());
        if let Some(party) = accountable.filter(Party::is_own) {
            self.tell_party(entry, &party, None, Letter::Accountable, about.clone());
        }
    }

    /// Who stands on the rung hears, and the whole desk where nobody does.
    fn nobody_took(&mut self, entry: &Entry, person: Option<&PersonKey>, about: About) {
        if let Some(person) = person {
            self.tell_person(entry, person, Letter::Responsible, about);
        } else {
            self.tell_party(entry, &Party::ServiceDesk, None, Letter::Responsible, about);
        }
    }

    fn not_taken(&mut self, entry: &Entry, about: About) {
        self.tell_holder(entry, about.clone());
        self.tell_service_manager(entry, about);
    }

    /// The service manager decides; where that is who asks, whoever else may.
    fn ask_to_approve(&mut self, entry: &Entry, correction: &Correction) {
        let Some(asker) = entry.actor.person() else { return };
        let mut deciders: Vec<PersonKey> =
            self.directory.approvers_beside(asker).map(|person| person.key.clone()).collect();
        let manager = self.directory.service_manager().map(|person| person.key.clone());
        if let Some(manager) = manager.filter(|manager| deciders.contains(manager)) {
            deciders = vec![manager];
        }
        let about = About::CorrectionAsked {
            correction: correction.number,
            author: self.author(entry),
            what: correction.what.clone(),
            reason: correction.reason.clone(),
        };
        for decider in deciders {
            self.tell_person(entry, &decider, Letter::Accountable, about.clone());
        }
    }

    fn tell_asker(&mut self, entry: &Entry, correction: u32, is_approved: bool, note: &str) {
        let Some(request) = self.after.corrections.request(correction) else { return };
        let Some(asker) = request.requested_by.clone() else { return };
        let about = About::CorrectionDecided {
            correction,
            author: self.author(entry),
            what: request.correction.what.clone(),
            is_approved,
            note: note.to_owned(),
        };
        self.tell_person(entry, &asker, Letter::Informed, about);
    }

    fn tell_reporter_and_holder(&mut self, entry: &Entry, about: &About) {
        if let Some(reporter) = self.after.reporter.clone() {
            self.tell_person(entry, &reporter, Letter::Informed, about.clone());
        }
        self.tell_holder(entry, about.clone());
    }

    fn tell_service_manager(&mut self, entry: &Entry, about: About) {
        if let Some(manager) = self.directory.service_manager() {
            self.tell_person(entry, &manager.key.clone(), Letter::Accountable, about);
        }
    }

    /// To the person who has the ball; to the party when nobody in it has. While a supplier has
    /// it, to who had it last of ours: what goes on between the client and us is not a supplier's.
    fn tell_holder(&mut self, entry: &Entry, about: About) {
        let holders =
            std::iter::once(&self.after.holder).chain(self.after.past_holders.iter().rev());
        let ours = holders.into_iter().find(|holder| holder.party.is_own()).cloned();
        let Some(holder) = ours else { return };
        match &holder.person {
            Some(person) => self.tell_person(entry, person, Letter::Responsible, about),
            None => self.tell_party(entry, &holder.party, None, Letter::Responsible, about),
        }
    }

    fn tell_person(&mut self, entry: &Entry, key: &PersonKey, letter: Letter, about: About) {
        let person: Option<&Person> = self.directory.people.get(key).filter(|it| it.is_active);
        // A wall inside the wall: words about a client never go to another client's people.
        let is_allowed = |person: &&Person| {
            person.client.as_ref().is_none_or(|client| *client == self.after.client)
        };
        if let Some(person) = person.filter(is_allowed) {
            self.put(entry, &Behind::Person(person), Some(letter), weight(letter, &about), about);
        }
    }

    fn tell_party(
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

    fn put(
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

    fn subject(&self, language: crate::directory::Language) -> Subject {
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

    fn author(&self, entry: &Entry) -> String {
        match entry.actor.person() {
            Some(person) => self.directory.person_name(person).to_owned(),
            None => self.directory.installation.name.clone(),
        }
    }
}

/// Of which clock a notice is: who promised (we, where nobody is named), what, in which cycle.
type Of<'a> = (Option<&'a Party>, Metric, u32);

/// From which share of a promise on who leads the team hears.
const TO_THE_LEAD: u8 = 75;

/// From which share on who is accountable hears.
const TO_THE_ACCOUNTABLE: u8 = 90;

/// What is being done at a step; nothing where it waits for somebody to begin, or is over.
fn activity_at(step: Step) -> Option<Activity> {
    Some(match step {
        Step::Reported | Step::Cancelled | Step::Closed => return None,
        Step::Assigning => Activity::AssignHolder,
        Step::Investigating => Activity::Investigate,
        Step::Developing => Activity::SecondLineAnalysis,
        Step::Agreeing => Activity::AgreeFix,
        Step::Implementing => Activity::ImplementAndTest,
        Step::RollingOut => Activity::RollOut,
        Step::Verifying => Activity::VerifyInProduction,
        Step::Resolved => Activity::ReportBack,
        Step::Reviewing => Activity::Review,
    })
}

/// How heavy a reason is: words by hand first, then what somebody must do, then what somebody
/// answers for, then news.
fn weight(letter: Letter, about: &About) -> u8 {
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
