//! Waiting: a question that is taken back, a moment that the client agreed to, a party that is
//! engaged and followed up.

use jiff::Timestamp;

use super::{Draft, required};
use crate::incident::awaited::Awaited;
use crate::incident::command::Refusal;
use crate::incident::fact::Fact;
use crate::party::Party;
use crate::sla::Pause;

pub(super) fn withdraw(draft: &mut Draft<'_>, reason: String) -> Result<(), Refusal> {
    let reason = required(reason, "why the question is taken back")?;
    let waits = draft.state.waiting.as_ref().is_some_and(|it| it.pause == Pause::Client);
    if !waits {
        return Err(Refusal::Already);
    }
    let (pause, reason) = (Pause::Client, Some(reason));
    draft.add(Fact::WaitingEnded { pause, reason, party: None });
    Ok(())
}

pub(super) fn defer(
    draft: &mut Draft<'_>,
    until: Timestamp,
    agreed: String,
    reason: String,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let agreed = required(agreed, "who of the client agreed, and how")?;
    let question = required(reason, "why it is deferred")?;
    if until <= draft.now() {
        return Err(Refusal::WrongTime("the agreed moment lies in the past"));
    }
    end_any_deferral(draft, None);
    draft.add(Fact::WaitingBegan {
        pause: Pause::AgreedDeferral,
        question,
        remind_at: until,
        who: Some(agreed),
        party: None,
    });
    Ok(())
}

pub(super) fn end_deferral(draft: &mut Draft<'_>, reason: String) -> Result<(), Refusal> {
    let reason = required(reason, "the reason")?;
    if end_any_deferral(draft, Some(reason)) { Ok(()) } else { Err(Refusal::Already) }
}

fn end_any_deferral(draft: &mut Draft<'_>, reason: Option<String>) -> bool {
    let state = &draft.state;
    let pause = Pause::AgreedDeferral;
    let is_deferred = state.waiting.iter().chain(&state.deferred).any(|it| it.pause == pause);
    if is_deferred {
        draft.add(Fact::WaitingEnded { pause, reason, party: None });
    }
    is_deferred
}

pub(super) fn await_this(
    draft: &mut Draft<'_>,
    on: Awaited,
    what: String,
    until: Option<Timestamp>,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let what = required(what, "what we wait for")?;
    if let Awaited::Supplier(key) = &on
        && !draft.context.directory.suppliers.contains_key(key)
    {
        return Err(Refusal::Unknown { what: "supplier", key: key.to_string() });
    }
    if on == Awaited::ChangeWindow && until.is_none() {
        return Err(Refusal::Missing("when the change window opens"));
    }
    if until.is_some_and(|until| until <= draft.now()) {
        return Err(Refusal::WrongTime("the moment until which we wait lies in the past"));
    }
    let before = draft.state.awaiting.as_ref();
    if before.is_some_and(|it| it.on == on && it.what == what && it.until == until) {
        return Err(Refusal::Already);
    }
    draft.add(Fact::AwaitingBegan { on, what, until });
    Ok(())
}

pub(super) fn await_no_longer(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    let on = draft.state.awaiting.as_ref().ok_or(Refusal::Already)?.on.clone();
    let reason = Some(reason.trim()).filter(|it| !it.is_empty()).map(str::to_owned);
    draft.add(Fact::AwaitingEnded { on, reason });
    Ok(())
}

impl Draft<'_> {
    /// A party is asked to do something: what it promised us begins to count, and while it is the
    /// client's own supplier the client's clocks stand still as long as we follow it up.
    pub(super) fn engage(&mut self, party: &Party, question: String) {
        if !self.state.step.is_at_work() || party.is_client() {
            return;
        }
        let directory = self.context.directory;
        if self.state.engagement(party).is_none()
            && let Some(promise) = self.state.promise_of(party, directory)
        {
            self.add(Fact::PartyEngaged { party: party.clone(), promise });
        }
        self.wait_for(party, question);
    }

    /// There was a word from or to a party for which we wait: the rhythm begins anew.
    pub(super) fn follow_up(&mut self, party: &Party) {
        if let Some(waiting) = self.state.party_waits.get(party) {
            let question = waiting.question.clone();
            self.wait_for(party, question);
        }
    }

    fn wait_for(&mut self, party: &Party, question: String) {
        let directory = self.context.directory;
        let by = self.state.follow_up_by(party, directory, self.now());
        if let Some(remind_at) = by.filter(|at| *at > self.now()) {
            self.add(Fact::WaitingBegan {
                pause: Pause::ClientParty,
                question,
                remind_at,
                who: None,
                party: Some(party.clone()),
            });
        }
    }
}
