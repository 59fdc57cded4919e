//! Words and findings: what people write, say and find out.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{Draft, required};
use crate::calendar::WorkingTime;
use crate::incident::command::Refusal;
use crate::incident::fact::{Fact, Message, Scope};
use crate::process::Step;
use crate::sla::{Metric, Pause};

/// How far back a call may be logged.
const CALL_MAY_BE_OLD: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn send(
    draft: &mut Draft<'_>,
    mut message: Message,
    remind_at: Option<Timestamp>,
) -> Result<(), Refusal> {
    if draft.state.step == Step::Cancelled {
        return Err(Refusal::NotNow { at: draft.state.step });
    }
    message.body = required(message.body, "the text")?;
    if message.scope == Scope::Public && draft.state.step.is_at_work() {
        message.next_update_at = Some(promise(draft, message.next_update_at)?);
    } else {
        message.next_update_at = None;
    }
    let is_public = message.scope == Scope::Public;
    let question = message.body.clone();
    draft.add(Fact::MessageSent(message));
    if let Some(remind_at) = remind_at.filter(|_| is_public) {
        wait_for_client(draft, question, remind_at)?;
    }
    Ok(())
}

/// The promised next word: as typed, or after the agreed cadence.
fn promise(draft: &Draft<'_>, typed: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    let now = draft.now();
    match typed {
        Some(at) if at <= now => Err(Refusal::WrongTime("the next update is promised in the past")),
        Some(at) => Ok(at),
        None => Ok(cadence(draft).unwrap_or_else(|| later(now, SignedDuration::from_hours(4)))),
    }
}

fn cadence(draft: &Draft<'_>) -> Option<Timestamp> {
    let directory = draft.context.directory;
    let agreement = draft.state.agreement(directory)?;
    let target = agreement.target(Metric::Update, draft.state.priority)?;
    let calendar = directory.calendars.get(agreement.calendar_of(target))?;
    calendar.due(draft.now(), WorkingTime::minutes(i64::from(target.minutes)))
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn wait_for_client(
    draft: &mut Draft<'_>,
    question: String,
    remind_at: Timestamp,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    if remind_at <= draft.now() {
        return Err(Refusal::WrongTime("the reminder lies in the past"));
    }
    if let Some(waiting) = draft.state.waiting.clone() {
        draft.add(Fact::WaitingEnded { pause: waiting.pause });
    }
    draft.add(Fact::WaitingBegan { pause: Pause::Client, question, remind_at });
    Ok(())
}

pub(super) fn receive(draft: &mut Draft<'_>, mut message: Message) -> Result<(), Refusal> {
    message.body = required(message.body, "the text")?;
    message.next_update_at = None;
    draft.add(Fact::MessageReceived(message));
    Ok(())
}

pub(super) fn log_call(
    draft: &mut Draft<'_>,
    with: String,
    body: String,
    occurred_at: Timestamp,
) -> Result<(), Refusal> {
    let with = required(with, "with whom you spoke")?;
    let body = required(body, "what was said")?;
    let now = draft.now();
    if occurred_at > now {
        return Err(Refusal::WrongTime("the call lies in the future"));
    }
    if occurred_at < draft.state.reported_at {
        return Err(Refusal::WrongTime("the call was before the report"));
    }
    if now.duration_since(occurred_at) > CALL_MAY_BE_OLD {
        return Err(Refusal::WrongTime("a call can be logged until 24 hours afterwards"));
    }
    let actor = draft.context.actor.clone();
    draft.add_as(actor, occurred_at, Fact::CallLogged { with, body });
    // Whoever was spoken with has answered.
    draft.wait_no_longer(Pause::Client);
    Ok(())
}

pub(super) fn record_finding(
    draft: &mut Draft<'_>,
    text: String,
    evidence: Vec<Uuid>,
    cause: Option<String>,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let text = required(text, "what was found")?;
    if evidence.iter().any(|id| !draft.state.evidence.contains(id)) {
        return Err(Refusal::ForeignEvidence);
    }
    let evidence =
        if evidence.is_empty() { draft.state.evidence.iter().copied().collect() } else { evidence };
    let cause = cause.filter(|text| !text.trim().is_empty());
    draft.add(Fact::FindingRecorded { text, evidence, cause });
    Ok(())
}
