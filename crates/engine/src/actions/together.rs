//! One trouble under two numbers: merged, taken apart again, linked, and told the same.
//!
//! Both incidents change in one transaction, each at the version it was read at, so that two who
//! merge at once never leave half a merge behind.

use jiff::Timestamp;
use piket_core::incident::{
    self, Actor, Channel, Command, Context, Entry, Fact, Link, Message, OneOfTwo, Refusal, Scope,
    State, ToBoth, names_another,
};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::{Action, Who};
use piket_store::{StoreError, Tx, alerts, incidents};

use super::{Done, Happened, TRIES, Work, is_stale, record};
use crate::desk::Desk;
use crate::error::ActionError;

/// The versions of both that the person looked at; without one it does not matter.
pub type Seens = (Option<u32>, Option<u32>);

/// What was done to both.
#[derive(Debug, Clone)]
pub struct Both {
    /// To the first that was named.
    pub first: Done,
    /// To the other.
    pub second: Done,
}

/// What became of words that went to a family.
#[derive(Debug, Clone)]
pub struct Family {
    /// What was done, the parent first.
    pub told: Vec<Done>,
    /// Which could not be told.
    pub left_out: Vec<Number>,
}

/// One incident as it was read.
pub(super) struct Half {
    pub(super) id: IncidentId,
    pub(super) entries: Vec<Entry>,
    pub(super) state: State,
}

impl Half {
    /// Reads one, if it is the person's to see.
    pub(super) fn read(tx: &mut Tx<'_>, who: &Who, number: Number) -> Result<Self, ActionError> {
        let id = incidents::by_number(tx, number)?.ok_or(ActionError::NotFound("incident"))?;
        let timeline = incidents::load(tx, id)?.ok_or(ActionError::NotFound("incident"))?;
        let state = timeline.state().filter(|state| who.sees_incident(state));
        let state = state.ok_or(ActionError::NotFound("incident"))?;
        Ok(Self { id, entries: timeline.entries, state })
    }

    pub(super) const fn one(&self) -> OneOfTwo<'_> {
        OneOfTwo { id: self.id, state: &self.state }
    }
}

impl Desk {
    /// Merges the first into the second.
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn merge(
        &self,
        who: &Who,
        (first, second): (Number, Number),
        reason: String,
        seen: Seens,
        now: Timestamp,
    ) -> Result<Both, ActionError> {
        let decide = move |first: &Half, second: &Half, context: Context<'_>| {
            incident::merge(first.one(), second.one(), reason.clone(), context)
        };
        self.to_both(who, (first, second), seen, now, decide).await
    }

    /// Takes the merge of the first into the second back.
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn undo_merge(
        &self,
        who: &Who,
        (first, second): (Number, Number),
        seen: Seens,
        now: Timestamp,
    ) -> Result<Both, ActionError> {
        let decide = |first: &Half, second: &Half, context: Context<'_>| {
            incident::undo_merge(first.one(), second.one(), &second.entries, context)
        };
        self.to_both(who, (first, second), seen, now, decide).await
    }

    /// Links the first with the second: `second_is` its parent, its child, or related.
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn link(
        &self,
        who: &Who,
        (first, second): (Number, Number),
        second_is: Link,
        now: Timestamp,
    ) -> Result<Both, ActionError> {
        let decide = move |first: &Half, second: &Half, context: Context<'_>| {
            incident::link(first.one(), second.one(), second_is, context)
        };
        self.to_both(who, (first, second), (None, None), now, decide).await
    }

    /// Takes the link between both away.
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn unlink(
        &self,
        who: &Who,
        (first, second): (Number, Number),
        now: Timestamp,
    ) -> Result<Both, ActionError> {
        let decide = |first: &Half, second: &Half, context: Context<'_>| {
            incident::unlink(first.one(), second.one(), context)
        };
        self.to_both(who, (first, second), (None, None), now, decide).await
    }

    async fn to_both<F>(
        &self,
        who: &Who,
        (first, second): (Number, Number),
        seen: Seens,
        now: Timestamp,
        decide: F,
    ) -> Result<Both, ActionError>
    where
        F: Fn(&Half, &Half, Context<'_>) -> Result<ToBoth, Refusal> + Send + Sync + 'static,
    {
        let decide = std::sync::Arc::new(decide);
        for _ in 0..TRIES {
            let (desk, who, decide) = (self.clone(), who.clone(), std::sync::Arc::clone(&decide));
            let answer = self
                .store()
                .write(move |tx: &mut Tx<'_>| -> Result<Both, ActionError> {
                    let one = Half::read(tx, &who, first)?;
                    if !who.may(Action::Work) {
                        return Err(ActionError::Denied);
                    }
                    let other = Half::read(tx, &who, second)?;
                    for (half, seen) in [(&one, seen.0), (&other, seen.1)] {
                        if seen.is_some_and(|seen| is_stale(&half.entries, seen)) {
                            return Err(ActionError::Stale);
                        }
                    }
                    let directory = desk.directory();
                    let actor = Actor::Person(who.key.clone());
                    let context = Context { directory: &directory, actor: &actor, now };
                    let to_both = decide(&one, &other, context)?;
                    hand_over_alerts(tx, &one, &other, &to_both)?;
                    let ToBoth { first, second } = to_both;
                    // Always in the same order, so that two who merge crosswise wait in turn.
                    if one.id < other.id {
                        let first = written(&desk, tx, one, first, now)?;
                        let second = written(&desk, tx, other, second, now)?;
                        return Ok(Both { first, second });
                    }
                    let second = written(&desk, tx, other, second, now)?;
                    let first = written(&desk, tx, one, first, now)?;
                    Ok(Both { first, second })
                })
                .await;
            match answer {
                Err(ActionError::Store(StoreError::Conflict)) => {}
                Ok(both) => {
                    self.announce(&both.first);
                    self.announce(&both.second);
                    return Ok(both);
                }
                Err(other) => return Err(other),
            }
        }
        Err(ActionError::Stale)
    }

    /// Tells the client of each child the same words, as a message of its own there, and the
    /// client of the parent too if `with_parent`.
    ///
    /// # Errors
    ///
    /// [`ActionError::Refused`] when nothing is said, when there is nobody to tell, or when the
    /// words would tell a client of another; nothing has happened then.
    pub async fn tell_family(
        &self,
        who: &Who,
        parent: Number,
        words: FamilyWords,
        now: Timestamp,
    ) -> Result<Family, ActionError> {
        for _ in 0..TRIES {
            let (desk, who, words) = (self.clone(), who.clone(), words.clone());
            let answer = self
                .store()
                .write(move |tx: &mut Tx<'_>| -> Result<Family, ActionError> {
                    let parent = Half::read(tx, &who, parent)?;
                    if !who.may(Action::WriteToClient) {
                        return Err(ActionError::Denied);
                    }
                    let actor = Actor::Person(who.key.clone());
                    let work = Work { desk: desk.clone(), actor, now };
                    told(tx, &work, &who, &parent, &words)
                })
                .await;
            match answer {
                Err(ActionError::Store(StoreError::Conflict)) => {}
                Ok(family) => {
                    family.told.iter().for_each(|done| self.announce(done));
                    return Ok(family);
                }
                Err(other) => return Err(other),
            }
        }
        Err(ActionError::Stale)
    }
}

/// The same words for several clients.
#[derive(Debug, Clone)]
pub struct FamilyWords {
    /// The words.
    pub body: String,
    /// When the next word is promised; as agreed with each if nothing is said.
    pub next_update_at: Option<Timestamp>,
    /// Whether the client of the parent reads them too.
    pub with_parent: bool,
}

fn told(
    tx: &mut Tx<'_>,
    work: &Work,
    who: &Who,
    parent: &Half,
    words: &FamilyWords,
) -> Result<Family, ActionError> {
    let children: Vec<Number> = parent.state.links.children().map(|(number, _)| number).collect();
    if children.is_empty() {
        return Err(Refusal::NobodyLinked.into());
    }
    let mut family = Vec::new();
    for number in &children {
        family.push(Half::read(tx, who, *number)?);
    }
    keeps_apart(work, parent, &family, &words.body)?;
    let mut all = Family { told: Vec::new(), left_out: Vec::new() };
    let mut reached = Vec::new();
    for half in &family {
        match said(tx, work, half, words) {
            Ok(done) => {
                reached.push(half.state.number);
                all.told.push(done);
            }
            // It is over, or merged into another: the others are told all the same.
            Err(ActionError::Refused(Refusal::NotNow { .. })) => {
                all.left_out.push(half.state.number);
            }
            Err(other) => return Err(other),
        }
    }
    if words.with_parent {
        said(tx, work, parent, words)?;
    }
    let parent = Half::read(tx, who, parent.state.number)?;
    let directory = work.desk.directory();
    let (context, left_out) = (work.context(&directory), all.left_out.clone());
    let entries = incident::children_told(&parent.state, reached, left_out, context);
    let done = written(&work.desk, tx, parent, entries, work.now)?;
    all.told.insert(0, done);
    Ok(all)
}

/// That the words tell no client of another one's name or number.
fn keeps_apart(work: &Work, parent: &Half, family: &[Half], body: &str) -> Result<(), ActionError> {
    let directory = work.desk.directory();
    let all = || std::iter::once(parent).chain(family);
    for reader in all() {
        let others = all().filter(|half| half.state.client != reader.state.client);
        let names: Vec<String> = others
            .flat_map(|half| {
                let name = directory.client_name(&half.state.client).to_owned();
                [name, half.state.number.to_string()]
            })
            .collect();
        if let Some(name) = names_another(body, &names) {
            return Err(Refusal::NamesAnother(name.to_owned()).into());
        }
    }
    Ok(())
}

fn said(
    tx: &mut Tx<'_>,
    work: &Work,
    half: &Half,
    words: &FamilyWords,
) -> Result<Done, ActionError> {
    let message = Message {
        id: work.desk.new_id(work.now),
        scope: Scope::Public,
        channel: Channel::Desk,
        to: Vec::new(),
        body: words.body.clone(),
        next_update_at: words.next_update_at,
    };
    let command = Command::Send { message, remind_at: None };
    work.decide_and_record(tx, half.id, &half.entries, &half.state, command)
}

/// Writes down what happened to one of them.
pub(super) fn written(
    desk: &Desk,
    tx: &mut Tx<'_>,
    half: Half,
    entries: Vec<Entry>,
    now: Timestamp,
) -> Result<Done, ActionError> {
    let Half { id, entries: history, state: mut after } = half;
    for entry in &entries {
        after.apply(entry);
    }
    let happened = Happened { id, history: &history, entries: &entries, after: &after };
    record(desk, tx, happened, now)?;
    Ok(Done { id, entries, state: after })
}

/// Repeats of an alert find the incident that goes on; after a merge was taken back, their own.
fn hand_over_alerts(
    tx: &mut Tx<'_>,
    first: &Half,
    second: &Half,
    to_both: &ToBoth,
) -> Result<(), StoreError> {
    let happened = |is_it: fn(&Fact) -> bool| to_both.first.iter().any(|entry| is_it(&entry.fact));
    let (from, to) = if happened(|fact| matches!(fact, Fact::MergedInto { .. })) {
        (first.id, second.id)
    } else if happened(|fact| matches!(fact, Fact::MergeUndone { .. })) {
        (second.id, first.id)
    } else {
        return Ok(());
    };
    for key in first.state.alerts.keys() {
        if let Some((source, key)) = key.split_once('/') {
            alerts::hand_over(tx, source, key, (from, to))?;
        }
    }
    Ok(())
}
