//! Words and findings: what people write, say and find out.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{Draft, required};
use crate::calendar::WorkingTime;
use crate::incident::command::Refusal;
use crate::incident::fact::{Fact, Message, Scope};
use crate::party::Party;
use crate::process::Step;
use crate::sla::{Metric, Pause};

/// How far back a call may be logged.
const CALL_MAY_BE_OLD: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn send(
    draft: &mut Draft<'_>,
    mut message: Message,
    remind_at: Option<Timestamp>,
    agreed: Option<String>,
) -> Result<(), Refusal> {
    if draft.state.step == Step::Cancelled {
        return Err(Refusal::NotNow { at: draft.state.step });
    }
    message.body = required(message.body, "the text")?;
    if message.scope == Scope::Public && draft.state.step.is_at_work() {
        message.next_update_at = Some(promise(draft, message.next_update_at, agreed)?);
    } else {
        message.next_update_at = None;
    }
    let (scope, question) = (message.scope.clone(), message.body.clone());
    let names: Vec<String> = message.to.iter().map(|to| to.name.clone()).collect();
    draft.add(Fact::MessageSent(message));
    match (scope, remind_at) {
        (Scope::Public, Some(remind_at)) => {
            wait_for_client(draft, question, remind_at, names)?;
        }
        (Scope::Party(party), _) => draft.engage(&party, question),
        (Scope::Public | Scope::Internal, _) => {}
    }
    Ok(())
}

/// The promised next word: as typed, or after the agreed cadence. For later than that the client
/// must have agreed.
fn promise(
    draft: &mut Draft<'_>,
    typed: Option<Timestamp>,
    agreed: Option<String>,
) -> Result<Timestamp, Refusal> {
    let now = draft.now();
    let cadence = cadence(draft);
    let Some(at) = typed else {
        return Ok(cadence.unwrap_or_else(|| later(now, SignedDuration::from_hours(4))));
    };
    if at <= now {
        return Err(Refusal::WrongTime("the next update is promised in the past"));
    }
    if let Some(by) = cadence.filter(|by| at > later(*by, A_MINUTE)) {
        let agreed = agreed.filter(|text| !text.trim().is_empty());
        let agreed = agreed.ok_or(Refusal::LaterThanAgreed { by })?;
        draft.add(Fact::UpdateAgreed { until: at, agreed });
    }
    Ok(at)
}

/// Forms know minutes only, so a promise may round the cadence up.
const A_MINUTE: SignedDuration = SignedDuration::from_mins(1);

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
    names: Vec<String>,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    if remind_at <= draft.now() {
        return Err(Refusal::WrongTime("the reminder lies in the past"));
    }
    draft.wait_no_longer(Pause::Client);
    let who = addressees(draft, names);
    let pause = Pause::Client;
    draft.add(Fact::WaitingBegan { pause, question, remind_at, who, party: None });
    Ok(())
}

/// Who was asked: those who are named, or everybody of the client to whom it goes.
fn addressees(draft: &Draft<'_>, names: Vec<String>) -> Option<String> {
    let (directory, state) = (draft.context.directory, &draft.state);
    let all = || {
        let application = state.application.as_ref();
        let behind = |party| directory.behind(party, &state.client, application);
        let people = [Party::ClientOwner, Party::ClientContact].iter().flat_map(behind);
        let mut names: Vec<String> = people.map(|it| it.name().to_owned()).collect();
        let reporter = state.reporter.as_ref();
        names.extend(reporter.map(|person| directory.person_name(person).to_owned()));
        names.sort();
        names.dedup();
        names
    };
    let names = if names.is_empty() { all() } else { names };
    (!names.is_empty()).then(|| names.join(", "))
}

/// A supplier or a team answered; one of ours writes it down.
pub(super) fn hear(draft: &mut Draft<'_>, mut message: Message, asks: bool) -> Result<(), Refusal> {
    message.body = required(message.body, "the text")?;
    message.next_update_at = None;
    let Scope::Party(party) = message.scope.clone() else {
        return Err(Refusal::Missing("the party that answered"));
    };
    if party.is_client() {
        return Err(Refusal::Missing("a party that is not the client"));
    }
    let question = message.body.clone();
    draft.add(Fact::MessageReceived(message));
    draft.follow_up(&party);
    if asks && draft.state.engagement(&party).is_some() {
        draft.add(Fact::PartyAsked { party, question });
    }
    Ok(())
}

/// A message reached nobody of the client for good.
pub(super) fn void(draft: &mut Draft<'_>, message: Uuid) -> Result<(), Refusal> {
    if !draft.state.responses.iter().any(|it| it.message == Some(message)) {
        return Err(Refusal::Already);
    }
    draft.add_due(draft.now(), Fact::ResponseVoided { message });
    Ok(())
}

pub(super) fn receive(draft: &mut Draft<'_>, mut message: Message) -> Result<(), Refusal> {
    message.body = required(message.body, "the text")?;
    message.next_update_at = None;
    // Nobody looks at it any more; what is said now belongs to a follow-up.
    if draft.state.is_past_reopening(draft.context.directory, draft.now()) {
        return Err(Refusal::TooLate);
    }
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
    // Whoever was spoken with has answered, when it was spoken.
    let waits_since = draft.state.waiting.as_ref().filter(|it| it.pause == Pause::Client);
    if let Some(since) = waits_since.map(|waiting| waiting.since) {
        let actor = draft.context.actor.clone();
        let pause = Pause::Client;
        let ended = Fact::WaitingEnded { pause, reason: None, party: None };
        draft.add_as(actor, occurred_at.max(since), ended);
    }
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
