//! The verbs of the desk: somebody asks something of an incident, and it is carried out or refused.
//!
//! Every verb goes the same way, in one transaction: read the timeline, ask the policy, let the
//! core decide, append the facts, keep the read models, write down what is due and who must hear.
//! Two who act at once never overwrite each other: the second is tried again on the fresh state,
//! or told, when it was decided upon what has changed since.

mod evidence;
mod permission;
mod record;
mod report;
mod together;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::{self, Actor, Command, Context, Entry, State};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_store::{ReadTx, StoreError, Tx, incidents, numbers};

pub use permission::may;
pub(crate) use record::{Happened, Record, index_anew, record};
pub use report::NewIncident;
pub use together::{Both, Family, FamilyWords, Seens};

use crate::desk::Desk;
use crate::error::ActionError;
use crate::events::Event;

/// How often a verb is tried again when somebody else was first.
const TRIES: usize = 8;

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// Which incident.
    pub id: IncidentId,
    /// What happened.
    pub entries: Vec<Entry>,
    /// Where it is now.
    pub state: State,
}

/// What is to be written down; nothing if nothing follows.
pub(crate) struct Prepared {
    done: Done,
    record: Option<Record>,
}

impl Done {
    fn upon<'a>(&'a self, history: &'a [Entry]) -> Happened<'a> {
        Happened { id: self.id, history, entries: &self.entries, after: &self.state }
    }
}

impl Desk {
    /// Carries out what a person asks of an incident.
    ///
    /// `seen` is the version that the person looked at; when something weighty happened since, the
    /// answer is [`ActionError::Stale`] and the person decides again. Without it the command is
    /// carried out on whatever the state is.
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn act(
        &self,
        who: &Who,
        id: IncidentId,
        command: Command,
        seen: Option<u32>,
        now: Timestamp,
    ) -> Result<Done, ActionError> {
        let who = who.clone();
        let actor = Actor::Person(who.key.clone());
        let directory = self.directory();
        let permit = move |state: &State, entries: &[Entry], command: &Command| {
            may(&who, state, command, &directory)?;
            if seen.is_some_and(|seen| is_stale(entries, seen)) {
                return Err(ActionError::Stale);
            }
            Ok(())
        };
        self.carry_out(id, actor, command, now, permit).await
    }

    /// Works out what follows by itself and for which nobody waits, beside the one transaction that
    /// may write.
    pub(crate) async fn prepare(
        &self,
        id: IncidentId,
        command: Command,
        now: Timestamp,
    ) -> Result<Prepared, ActionError> {
        let work = Work { desk: self.clone(), actor: Actor::Piket, now };
        self.store().read(move |tx: &mut ReadTx<'_>| work.prepare(tx, id, command.clone())).await
    }

    /// Writes down what was prepared, if something follows.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when somebody acted meanwhile; nothing has happened then, and it is
    /// to be prepared anew.
    pub(crate) async fn write_prepared(&self, prepared: Prepared) -> Result<Done, StoreError> {
        let Prepared { done, record: Some(record) } = prepared else { return Ok(prepared.done) };
        let (desk, entries, state) = (self.clone(), done.entries.clone(), done.state.clone());
        self.store()
            .write(move |tx: &mut Tx<'_>| record.write(&desk, tx, &entries, &state))
            .await?;
        self.announce(&done);
        Ok(done)
    }

    async fn carry_out<P>(
        &self,
        id: IncidentId,
        actor: Actor,
        command: Command,
        now: Timestamp,
        permit: P,
    ) -> Result<Done, ActionError>
    where
        P: Fn(&State, &[Entry], &Command) -> Result<(), ActionError> + Send + Sync + 'static,
    {
        let permit = std::sync::Arc::new(permit);
        for _ in 0..TRIES {
            let work = Work { desk: self.clone(), actor: actor.clone(), now };
            let (permit, command) = (std::sync::Arc::clone(&permit), command.clone());
            let answer = self
                .store()
                .write(move |tx: &mut Tx<'_>| -> Result<Done, ActionError> {
                    let timeline = incidents::load(tx, id)?;
                    let timeline = timeline.ok_or(ActionError::NotFound("incident"))?;
                    let state = timeline.state().ok_or(ActionError::NotFound("incident"))?;
                    permit(&state, &timeline.entries, &command)?;
                    if let Some(goes_on) = goes_on(&state, &command) {
                        return work.carry_out(tx, goes_on, command.clone());
                    }
                    work.decide_and_record(tx, id, &timeline.entries, &state, command.clone())
                })
                .await;
            match answer {
                Err(ActionError::Store(StoreError::Conflict)) => {}
                Ok(done) => {
                    self.announce(&done);
                    return Ok(done);
                }
                Err(other) => return Err(other),
            }
        }
        Err(ActionError::Stale)
    }

    /// Tells pages and wakes the cycle.
    pub(crate) fn announce(&self, done: &Done) {
        if done.entries.is_empty() {
            return;
        }
        self.tell(Event::Incident {
            id: done.id,
            number: done.state.number,
            client: done.state.client.clone(),
            application: done.state.application.clone(),
        });
        self.nudge();
    }

    /// Finds an incident by its number.
    ///
    /// # Errors
    ///
    /// [`ActionError::NotFound`] when there is none.
    pub async fn find(&self, number: Number) -> Result<IncidentId, ActionError> {
        let found = self.store().read(move |tx| incidents::by_number(tx, number)).await?;
        found.ok_or(ActionError::NotFound("incident"))
    }
}

/// Where words to an incident go on that was merged into another one.
fn goes_on(state: &State, command: &Command) -> Option<IncidentId> {
    let merged = state.merging.merged_into()?;
    matches!(command, Command::Receive(_)).then_some(merged.incident)
}

/// What one transaction needs to carry out a command.
pub(crate) struct Work {
    pub(crate) desk: Desk,
    pub(crate) actor: Actor,
    pub(crate) now: Timestamp,
}

impl Work {
    /// Carries out a command upon the incident as it is.
    pub(crate) fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        id: IncidentId,
        command: Command,
    ) -> Result<Done, ActionError> {
        let timeline = incidents::load(tx, id)?.ok_or(ActionError::NotFound("incident"))?;
        let state = timeline.state().ok_or(ActionError::NotFound("incident"))?;
        if let Some(further) = goes_on(&state, &command) {
            return self.carry_out(tx, further, command);
        }
        self.decide_and_record(tx, id, &timeline.entries, &state, command)
    }

    /// Lets the core decide and writes down what follows.
    pub(crate) fn decide_and_record(
        &self,
        tx: &mut Tx<'_>,
        id: IncidentId,
        history: &[Entry],
        state: &State,
        command: Command,
    ) -> Result<Done, ActionError> {
        let done = self.decide(id, state, command)?;
        if !done.entries.is_empty() {
            record(&self.desk, tx, done.upon(history), self.now)?;
        }
        Ok(done)
    }

    /// Lets the core decide and works out what is to be written down; nothing if nothing follows.
    fn prepare(
        &self,
        tx: &mut ReadTx<'_>,
        id: IncidentId,
        command: Command,
    ) -> Result<Prepared, ActionError> {
        let timeline = incidents::load(tx, id)?.ok_or(ActionError::NotFound("incident"))?;
        let state = timeline.state().ok_or(ActionError::NotFound("incident"))?;
        let done = self.decide(id, &state, command)?;
        let record = (!done.entries.is_empty())
            .then(|| Record::of(&self.desk, done.upon(&timeline.entries), self.now));
        Ok(Prepared { done, record })
    }

    /// What follows from a command, and where it leads.
    fn decide(&self, id: IncidentId, state: &State, command: Command) -> Result<Done, ActionError> {
        let directory = self.desk.directory();
        let entries = incident::decide(state, command, self.context(&directory))?;
        let mut after = state.clone();
        for entry in &entries {
            after.apply(entry);
        }
        Ok(Done { id, entries, state: after })
    }

    pub(crate) fn context<'a>(&'a self, directory: &'a Directory) -> Context<'a> {
        Context { directory, actor: &self.actor, now: self.now }
    }
}

/// Whether something happened since that a person would want to know before acting: words, moves,
/// decisions of others; not letters that went out or warnings that fired.
fn is_stale(entries: &[Entry], seen: u32) -> bool {
    entries.iter().filter(|entry| entry.seq > seen).any(|entry| entry.fact.is_weighty())
}

/// The next number, taken in the transaction that uses it, so that numbers have no gaps.
pub(crate) fn next_number(tx: &mut Tx<'_>) -> Result<Number, StoreError> {
    numbers::take(tx, 1)?.next().ok_or_else(|| StoreError::Broken("no number was given".to_owned()))
}
