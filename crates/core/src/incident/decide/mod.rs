//! Decides what a command makes of an incident: facts, or a refusal that names why.
//!
//! Each family of commands has a file of its own; this one has the draft on which all of them
//! write, and the list that says which family answers which command. Whether the actor may ask at
//! all is asked of `crate::policy` before.

mod alerts;
mod correcting;
mod errands;
mod following;
mod holding;
mod merging;
mod report;
mod solving;
mod sorting;
mod talking;
mod waiting;

pub use following::follow_up;
pub use merging::{
    OneOfTwo, ToBoth, children_told, link, merge, names_another, undo_merge, unlink,
};
pub use report::{FirstAlert, Report, Sorted, opened, recurrence, report};

use jiff::Timestamp;

use super::command::{Command, Context, Refusal};
use super::fact::{Actor, Entry, Fact};
use super::place::surroundings;
use super::state::State;
use crate::process::{Move, Step, kind_of};
use crate::raci::Activity;
use crate::sla::Pause;

/// The facts that follow from `command`, or why it is refused.
///
/// # Errors
///
/// A [`Refusal`] when the process, the agreement or the state of the incident does not allow it.
/// Nothing has happened then.
pub fn decide(
    incident: &State,
    command: Command,
    context: Context<'_>,
) -> Result<Vec<Entry>, Refusal> {
    let mut draft = Draft::new(incident, context);
    errands::catch_up(&mut draft);
    match command {
        Command::Classify { nature, component, impact, urgency, reason, agreed } => {
            let why = sorting::Why { reason, agreed };
            sorting::classify(&mut draft, nature, component, (impact, urgency), why)?;
        }
        Command::SetApplication(application) => sorting::set_application(&mut draft, application)?,
        Command::MigrateAgreement { version, agreed_with, reason } => {
            sorting::migrate_agreement(&mut draft, version, agreed_with, reason)?;
        }
        Command::Cancel { kind, reason } => sorting::cancel(&mut draft, kind, reason)?,
        Command::StepBack { to, reason } => sorting::step_back(&mut draft, to, reason)?,

        Command::Take { reason } => holding::take(&mut draft, reason)?,
        Command::Offer { party, person, reason } => {
            holding::offer(&mut draft, party, person, reason)?;
        }
        Command::Accept => holding::accept(&mut draft)?,
        Command::Refuse { reason } => holding::refuse(&mut draft, reason)?,
        Command::InvolveDevelopment { question } => {
            holding::involve_development(&mut draft, question)?;
        }

        Command::Send { message, remind_at } => {
            talking::send(&mut draft, message, remind_at, None)?;
        }
        Command::SendAgreed { message, remind_at, agreed } => {
            talking::send(&mut draft, message, remind_at, Some(agreed))?;
        }
        Command::WithdrawQuestion { reason } => waiting::withdraw(&mut draft, reason)?,
        Command::Defer { until, agreed, reason } => {
            waiting::defer(&mut draft, until, agreed, reason)?;
        }
        Command::EndDeferral { reason } => waiting::end_deferral(&mut draft, reason)?,
        Command::Await { on, what, until } => waiting::await_this(&mut draft, on, what, until)?,
        Command::AwaitNoLonger { reason } => waiting::await_no_longer(&mut draft, &reason)?,
        Command::Hear { message, asks } => talking::hear(&mut draft, message, asks)?,
        Command::Receive(message) => talking::receive(&mut draft, message)?,
        Command::LogCall { with, body, occurred_at } => {
            talking::log_call(&mut draft, with, body, occurred_at)?;
        }
        Command::AddEvidence(evidence) => draft.add(Fact::EvidenceAdded(evidence)),
        Command::RecordFinding { text, evidence, cause } => {
            talking::record_finding(&mut draft, text, evidence, cause)?;
        }
        Command::NoteDelivery { to, language, about, failure, message } => {
            draft.add(Fact::Delivered { to, language, about, failure, message });
        }
        Command::VoidResponse { message } => talking::void(&mut draft, message)?,

        Command::Propose { terms, cause } => solving::propose(&mut draft, terms, cause)?,
        Command::Consent { version, note } => solving::consent(&mut draft, version, note)?,
        Command::RefuseConsent { version, reason } => {
            solving::refuse_consent(&mut draft, version, reason)?;
        }
        Command::Implement { is_tested, note } => solving::implement(&mut draft, is_tested, note)?,
        Command::RollOut { version, note, is_tested } => {
            solving::roll_out(&mut draft, version, note, is_tested)?;
        }
        Command::Verify { proof } => solving::verify(&mut draft, proof)?,
        Command::Resolve(solved) => solving::resolve(&mut draft, solved)?,
        Command::Solve { solved, change } => solving::solve(&mut draft, solved, change)?,
        Command::Confirm => solving::confirm(&mut draft)?,
        Command::Reopen { reason, is_down } => solving::reopen(&mut draft, reason, is_down)?,
        Command::PlanPrevention { action, owner, due_on } => {
            solving::plan_prevention(&mut draft, action, owner, due_on)?;
        }
        Command::WaivePrevention { reason } => solving::waive_prevention(&mut draft, reason)?,
        Command::Close => solving::close(&mut draft)?,

        Command::Alert { key, check, summary, onset_at, evidence } => {
            alerts::raise(&mut draft, key, check, summary, onset_at);
            draft.freeze(evidence);
        }
        Command::AlertOver { key, recovered_at, evidence } => {
            alerts::over(&mut draft, key, recovered_at)?;
            draft.freeze(evidence);
        }
        Command::NoteRecalculation { calendar, moved } => {
            if !moved.is_empty() {
                draft.add(Fact::Recalculated { calendar, moved });
            }
        }
        Command::Wake => errands::wake(&mut draft),

        Command::RequestCorrection { wish, reason, evidence } => {
            correcting::request(&mut draft, wish, reason, evidence)?;
        }
        Command::ApproveCorrection { correction, note } => {
            correcting::approve(&mut draft, correction, note)?;
        }
        Command::RefuseCorrection { correction, reason } => {
            correcting::refuse(&mut draft, correction, reason)?;
        }
        Command::WithdrawCorrection { correction } => {
            correcting::withdraw(&mut draft, correction)?;
        }
    }
    errands::write_down_breaches(&mut draft);
    correcting::refute(&mut draft);
    Ok(draft.entries)
}

/// Facts in the making, together with the state that they lead to.
struct Draft<'a> {
    context: Context<'a>,
    state: State,
    entries: Vec<Entry>,
}

impl<'a> Draft<'a> {
    fn new(incident: &State, context: Context<'a>) -> Self {
        let context = Context { now: incident.present(context.now), ..context };
        Self { context, state: incident.clone(), entries: Vec::new() }
    }

    fn now(&self) -> Timestamp {
        self.context.now
    }

    /// Adds what happens now, by the one who asked.
    fn add(&mut self, fact: Fact) {
        self.add_as(self.context.actor.clone(), self.now(), fact);
    }

    /// Adds what Piket does by itself, at the instant at which it was due.
    fn add_due(&mut self, at: Timestamp, fact: Fact) {
        self.add_as(Actor::Piket, at, fact);
    }

    fn add_as(&mut self, actor: Actor, at: Timestamp, fact: Fact) {
        let seq = self.state.version + 1;
        let entry = Entry { seq, at, recorded_at: self.now(), actor, fact };
        self.state.apply(&entry);
        self.entries.push(entry);
    }

    fn freeze(&mut self, evidence: Vec<super::Evidence>) {
        for item in evidence {
            self.add(Fact::EvidenceAdded(item));
        }
    }

    /// Moves on, if the process knows the move and its guards let it pass.
    fn go(&mut self, to: Step) -> Result<(), Refusal> {
        let from = self.state.step;
        let guards = match kind_of(from, to) {
            Some(Move::Forward(guards) | Move::Shortcut(guards)) => guards,
            Some(Move::Back | Move::Leave) | None => return Err(Refusal::NoSuchMove { from, to }),
        };
        let around = surroundings(&self.state, self.context.directory, self.now());
        let missing: Vec<_> =
            guards.iter().copied().filter(|guard| !guard.holds(&self.state, around)).collect();
        if !missing.is_empty() {
            return Err(Refusal::Guarded { to, guards: missing });
        }
        let skipped = skipped(from, to);
        self.add(Fact::StepChanged { from, to, reason: None, skipped });
        Ok(())
    }

    /// Goes back or leaves, for a reason.
    fn go_for(&mut self, to: Step, reason: String) -> Result<(), Refusal> {
        let from = self.state.step;
        match kind_of(from, to) {
            Some(Move::Back | Move::Leave) => {}
            Some(Move::Forward(_) | Move::Shortcut(_)) | None => {
                return Err(Refusal::NoSuchMove { from, to });
            }
        }
        self.add(Fact::StepChanged { from, to, reason: Some(reason), skipped: Vec::new() });
        Ok(())
    }

    /// Ends the wait, if that is what we wait for.
    fn wait_no_longer(&mut self, pause: Pause) {
        let mut waits = self.state.waiting.iter().chain(&self.state.deferred);
        if waits.any(|waiting| waiting.pause == pause) {
            self.add(Fact::WaitingEnded { pause, reason: None, party: None });
        }
    }

    fn only_at(&self, steps: &[Step]) -> Result<(), Refusal> {
        if steps.contains(&self.state.step) {
            Ok(())
        } else {
            Err(Refusal::NotNow { at: self.state.step })
        }
    }

    fn only_at_work(&self) -> Result<(), Refusal> {
        if self.state.step.is_at_work() {
            Ok(())
        } else {
            Err(Refusal::NotNow { at: self.state.step })
        }
    }
}

/// The text, or the refusal that says what is missing.
fn required(text: String, what: &'static str) -> Result<String, Refusal> {
    if text.trim().is_empty() { Err(Refusal::Missing(what)) } else { Ok(text) }
}

/// The activities that a shortcut leaves out, for the audit trail.
fn skipped(from: Step, to: Step) -> Vec<Activity> {
    let shortcut = |starts: &[Step], end: Step| starts.contains(&from) && to == end;
    if shortcut(&[Step::Investigating], Step::Verifying) {
        return vec![
            Activity::AgreeFix,
            Activity::InformStakeholders,
            Activity::ImplementAndTest,
            Activity::ApproveRelease,
        ];
    }
    if shortcut(&[Step::Investigating], Step::Agreeing) {
        return vec![Activity::SecondLineAnalysis, Activity::BuildFix];
    }
    let early = [Step::Reported, Step::Assigning, Step::Investigating, Step::Developing];
    if shortcut(&early, Step::Resolved) {
        return vec![Activity::AgreeFix, Activity::RollOut, Activity::VerifyInProduction];
    }
    Vec::new()
}
