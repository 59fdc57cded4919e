//! From facts to notices: reads what just happened in the light of the matrix.
//!
//! Here is which fact is told to whom; words between the client and us, promises that run out, and
//! the letters themselves each have a file of their own.

mod post;
mod promises;
mod words;

use std::collections::BTreeMap;

use self::post::Post;
use super::{About, Notice};
use crate::directory::{Behind, Directory};
use crate::incident::{Correction, Entry, ErrandKind, Fact, State};
use crate::key::{IncidentId, PersonKey};
use crate::party::Party;
use crate::process::Step;
use crate::raci::{Activity, Letter};
use crate::sla::{self, Metric, Pause};

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

    /// A message reached nobody: who has the ball must reach the client in another way.
    fn voided(&mut self, entry: &Entry) {
        self.tell_holder(entry, About::ResponseVoided);
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
}

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
