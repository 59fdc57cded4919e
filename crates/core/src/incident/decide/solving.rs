//! The solution: proposed, agreed, rolled out, proved, reported back, confirmed, closed.

use jiff::civil::Date;

use super::{Draft, required};
use crate::incident::command::{Refusal, Solved};
use crate::incident::fact::{Actor, Fact, ProposalTerms, ResolutionKind, Scope};
use crate::key::PersonKey;
use crate::process::{Step, guard::Guard};
use crate::sla::Pause;

pub(super) fn propose(
    draft: &mut Draft<'_>,
    terms: ProposalTerms,
    cause: Option<String>,
) -> Result<(), Refusal> {
    draft.only_at(&[Step::Investigating, Step::Developing, Step::Agreeing])?;
    required(terms.solution.clone(), "the solution")?;
    if let Some(cause) = cause.filter(|text| !text.trim().is_empty()) {
        let evidence = draft.state.evidence.iter().copied().collect();
        let finding = Fact::FindingRecorded { text: cause.clone(), evidence, cause: Some(cause) };
        draft.add(finding);
    }
    let version = draft.state.proposals + 1;
    let from = draft.state.step;
    draft.add(Fact::SolutionProposed { version, terms });
    if from != Step::Agreeing {
        draft.go(Step::Agreeing)?;
    } else if !Guard::ProposalComplete.holds(&draft.state, draft.around()) {
        return Err(Refusal::Guarded { to: from, guards: vec![Guard::ProposalComplete] });
    }
    if !draft.around().has_client_owner {
        // Nobody can consent for this client: the proposal is what it is.
        return draft.go(Step::Implementing);
    }
    Ok(())
}

fn on_the_table(draft: &Draft<'_>, version: u32) -> Result<(), Refusal> {
    draft.only_at(&[Step::Agreeing])?;
    let current = draft.state.proposal.as_ref().map(|proposal| proposal.version);
    if current == Some(version) { Ok(()) } else { Err(Refusal::OtherProposal { current }) }
}

/// Whether one of the client's own people asks; the others write down what was said.
fn is_by_client(draft: &Draft<'_>) -> bool {
    let person = draft.context.actor.person();
    person
        .and_then(|key| draft.context.directory.people.get(key))
        .is_some_and(|person| person.client.is_some())
}

pub(super) fn consent(draft: &mut Draft<'_>, version: u32, note: String) -> Result<(), Refusal> {
    on_the_table(draft, version)?;
    if !is_by_client(draft) {
        required(note.clone(), "who of the client consented, and how")?;
    }
    let said = note.clone();
    draft.add(Fact::ConsentGiven { version, note });
    draft.wait_no_longer(Pause::Client);
    let planned_at = draft.state.proposal.as_ref().and_then(|proposal| proposal.terms.planned_at);
    if let Some(planned_at) = planned_at.filter(|at| *at > draft.now()) {
        draft.wait_no_longer(Pause::AgreedDeferral);
        let who = match draft.context.actor.person() {
            Some(person) if is_by_client(draft) => {
                draft.context.directory.person_name(person).to_owned()
            }
            Some(_) | None => said,
        };
        draft.add(Fact::WaitingBegan {
            pause: Pause::AgreedDeferral,
            question: String::new(),
            remind_at: planned_at,
            who: Some(who).filter(|who| !who.trim().is_empty()),
            party: None,
        });
    }
    draft.go(Step::Implementing)
}

pub(super) fn refuse_consent(
    draft: &mut Draft<'_>,
    version: u32,
    reason: String,
) -> Result<(), Refusal> {
    on_the_table(draft, version)?;
    let reason = required(reason, "the reason")?;
    let back = draft.state.proposal.as_ref().map_or(Step::Investigating, |it| it.from);
    let back = if back == Step::Developing { back } else { Step::Investigating };
    draft.add(Fact::ConsentRefused { version, reason: reason.clone() });
    draft.wait_no_longer(Pause::Client);
    draft.go_for(back, reason)
}

pub(super) fn implement(
    draft: &mut Draft<'_>,
    is_tested: bool,
    note: String,
) -> Result<(), Refusal> {
    draft.only_at(&[Step::Implementing])?;
    draft.add(Fact::Implemented { is_tested, note });
    draft.go(Step::RollingOut)
}

pub(super) fn roll_out(
    draft: &mut Draft<'_>,
    version: String,
    note: String,
    is_tested: bool,
) -> Result<(), Refusal> {
    draft.only_at(&[Step::Investigating, Step::Implementing, Step::RollingOut])?;
    let version = required(version, "what was rolled out")?;
    if draft.state.step == Step::Implementing {
        implement(draft, is_tested, note.clone())?;
    }
    draft.add(Fact::RolledOut { version, note });
    draft.go(Step::Verifying)
}

pub(super) fn verify(draft: &mut Draft<'_>, proof: String) -> Result<(), Refusal> {
    draft.only_at(&[Step::Verifying])?;
    let proof = required(proof, "the proof")?;
    if draft.state.verified_at.is_some() {
        return Err(Refusal::Already);
    }
    if draft.has_living_check() && !draft.watch_is_over() {
        return Err(Refusal::StillRed);
    }
    passed(draft, proof);
    Ok(())
}

/// The fix is proved; with that the service is back, if nothing said so before.
pub(super) fn passed(draft: &mut Draft<'_>, proof: String) {
    draft.add(Fact::VerificationPassed { proof });
    if draft.state.restored_at.is_none() {
        draft.add(Fact::Restored);
    }
}

/// A solution says what it was and how it was solved, to us and to the client.
fn all_is_said(solved: &Solved) -> Result<(), Refusal> {
    required(solved.cause.clone(), "the cause")?;
    required(solved.solution.clone(), "the solution")?;
    required(solved.message.body.clone(), "the report to the client")?;
    if solved.message.scope == Scope::Public {
        Ok(())
    } else {
        Err(Refusal::Missing("a report that the client can read"))
    }
}

pub(super) fn resolve(draft: &mut Draft<'_>, solved: Solved) -> Result<(), Refusal> {
    draft.only_at_work()?;
    all_is_said(&solved)?;
    // What goes out after the watch was written by a person, and goes out as that person's word.
    let author = match (draft.context.actor, &draft.state.prepared_by) {
        (Actor::Piket, Some(person)) => Actor::Person(person.clone()),
        (actor, _) => actor.clone(),
    };
    let Solved { kind, cause, solution, mut message } = solved;
    message.next_update_at = None;
    draft.wait_no_longer(Pause::Client);
    draft.wait_no_longer(Pause::AgreedDeferral);
    draft.add_as(author, draft.now(), Fact::ReportedBack(message));
    draft.add(Fact::Resolved { resolution: kind, cause, solution, is_unattended: false });
    draft.go(Step::Resolved)?;
    if draft.state.restored_at.is_none() {
        draft.add(Fact::Restored);
    }
    if !draft.around().has_client_people && draft.state.prevention_is_decided() {
        return close(draft);
    }
    Ok(())
}

pub(super) fn solve(draft: &mut Draft<'_>, solved: Solved, change: String) -> Result<(), Refusal> {
    if solved.kind != ResolutionKind::Fixed {
        return resolve(draft, solved);
    }
    all_is_said(&solved)?;
    if draft.state.step != Step::Verifying {
        let evidence = draft.state.evidence.iter().copied().collect();
        let cause = Some(solved.cause.clone());
        draft.add(Fact::FindingRecorded { text: solved.cause.clone(), evidence, cause });
        let change = if change.trim().is_empty() { solved.solution.clone() } else { change };
        roll_out(draft, change, solved.solution.clone(), true)?;
    }
    if draft.state.verified_at.is_none() && !draft.is_watched_by_check() {
        let proof = solved.solution.clone();
        passed(draft, proof);
    }
    if draft.state.verified_at.is_some() {
        return resolve(draft, solved);
    }
    draft.add(Fact::ResolutionPrepared(solved));
    Ok(())
}

pub(super) fn confirm(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.only_at(&[Step::Resolved])?;
    if draft.state.confirmed_at.is_some() {
        return Err(Refusal::Already);
    }
    draft.add(Fact::Confirmed);
    close_if_all_is_said(draft);
    Ok(())
}

/// Closes what was confirmed, or what nobody objected to, once prevention is decided.
pub(super) fn close_if_all_is_said(draft: &mut Draft<'_>) {
    let around = draft.around();
    let by_silence = draft.state.confirmed_at.is_none();
    let is_said = Guard::ConfirmedOrSilent.holds(&draft.state, around)
        && Guard::PreventionDecided.holds(&draft.state, around);
    if draft.state.step == Step::Resolved && is_said && draft.go(Step::Closed).is_ok() {
        draft.add(Fact::Closed { by_silence });
    }
}

pub(super) fn close(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let by_silence = draft.state.confirmed_at.is_none();
    draft.go(Step::Closed)?;
    draft.add(Fact::Closed { by_silence });
    Ok(())
}

pub(super) fn reopen(draft: &mut Draft<'_>, reason: String, is_down: bool) -> Result<(), Refusal> {
    draft.only_at(&[Step::Resolved, Step::Reviewing, Step::Closed])?;
    let reason = required(reason, "the reason")?;
    if draft.state.is_past_reopening(draft.context.directory, draft.now()) {
        return Err(Refusal::TooLate);
    }
    let in_time = draft.state.confirmation_ends_at(draft.context.directory);
    let is_objection = is_by_client(draft) && in_time.is_some_and(|until| draft.now() <= until);
    draft.reopen(Fact::Reopened { reason: reason.clone(), is_objection, is_down }, reason)
}

pub(super) fn plan_prevention(
    draft: &mut Draft<'_>,
    action: String,
    owner: PersonKey,
    due_on: Date,
) -> Result<(), Refusal> {
    not_cancelled(draft)?;
    let action = required(action, "the preventive action")?;
    if !draft.context.directory.people.contains_key(&owner) {
        return Err(Refusal::Unknown { what: "person", key: owner.to_string() });
    }
    draft.add(Fact::PreventionPlanned { action, owner, due_on });
    close_if_all_is_said(draft);
    Ok(())
}

pub(super) fn waive_prevention(draft: &mut Draft<'_>, reason: String) -> Result<(), Refusal> {
    not_cancelled(draft)?;
    let reason = required(reason, "the reason")?;
    draft.add(Fact::PreventionWaived { reason });
    close_if_all_is_said(draft);
    Ok(())
}

fn not_cancelled(draft: &Draft<'_>) -> Result<(), Refusal> {
    if draft.state.step == Step::Cancelled {
        Err(Refusal::NotNow { at: draft.state.step })
    } else {
        Ok(())
    }
}
