//! One trouble under two numbers: merging, taking a merge back, linking and unlinking.
//!
//! Each is decided upon both incidents at once and gives facts for both; they are written down
//! together or not at all.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Draft, errands, required};
use crate::incident::command::{Context, Refusal};
use crate::incident::correction::{View, cycles_in};
use crate::incident::fact::{Entry, Fact, Message, Scope};
use crate::incident::merge::{Absorbed, AbsorbedAlert, Link, OwedResponse, Part, UNDO_WITHIN};
use crate::incident::state::State;
use crate::key::{IncidentId, Number, PersonKey};
use crate::sla::Metric;

/// One of two incidents.
#[derive(Debug, Clone, Copy)]
pub struct OneOfTwo<'a> {
    /// Its row.
    pub id: IncidentId,
    /// How it stands.
    pub state: &'a State,
}

/// What happens to both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToBoth {
    /// To the first that was named: the one that is merged, or the child.
    pub first: Vec<Entry>,
    /// To the other: the one that goes on, or the parent.
    pub second: Vec<Entry>,
}

/// Merges the first into the second: one client, one trouble.
///
/// # Errors
///
/// [`Refusal::OtherClient`] when they are of two clients: link them below a parent then.
/// [`Refusal::MergedAlready`] when one of them goes on under another number already, and
/// [`Refusal::NotNow`] when one of them is over or the first is resolved.
pub fn merge(
    first: OneOfTwo<'_>,
    second: OneOfTwo<'_>,
    reason: String,
    context: Context<'_>,
) -> Result<ToBoth, Refusal> {
    let (mut from, mut into) = drafts(first, second, context)?;
    if from.state.client != into.state.client {
        return Err(Refusal::OtherClient);
    }
    on_its_own(&from)?;
    on_its_own(&into)?;
    from.only_at_work()?;
    if into.state.step.is_over() {
        return Err(Refusal::NotNow { at: into.state.step });
    }
    let has_children = from.state.links.children().next().is_some();
    if has_children || from.state.links.with(into.state.number).is_some_and(is_family) {
        return Err(Refusal::LinkedFirst);
    }
    let reason = required(reason, "the reason")?;
    errands::write_down_breaches(&mut from);
    let absorbed = brought(first.id, &from.state, &into.state);
    let undo_until = from.now().checked_add(UNDO_WITHIN).unwrap_or(Timestamp::MAX);
    let number = into.state.number;
    from.add(Fact::MergedInto { into: number, incident: second.id, reason, undo_until });
    into.add(Fact::Absorbed(absorbed));
    errands::write_down_breaches(&mut into);
    Ok(done(from, into))
}

/// What the one that goes on takes over.
fn brought(id: IncidentId, from: &State, into: &State) -> Absorbed {
    let mut contacts: BTreeSet<PersonKey> = from.merging.contacts().cloned().collect();
    contacts.extend(from.reporter.clone());
    let alerts = from.alerts.iter().map(|(key, alert)| AbsorbedAlert {
        key: key.clone(),
        check: alert.check.clone(),
        onset_at: alert.onset_at,
        recovered_at: alert.recovered_at,
    });
    let handed_on = from.merging.owed().filter(|owed| owed.answered_at().is_none());
    let owed = handed_on.map(|owed| owed.response.clone()).chain(own_word(from, into));
    let owed = (into.merging.next_cycle()..).zip(owed);
    Absorbed {
        number: from.number,
        incident: id,
        reported_at: from.reported_at,
        onset_at: from.onset_at,
        contacts: contacts.into_iter().collect(),
        owed: owed.map(|(cycle, response)| OwedResponse { cycle, ..response }).collect(),
        alerts: alerts.collect(),
    }
}

/// The first word that is owed to the reporter. Who reported both and has heard nothing of either
/// waits for one word, and the clock of the incident that goes on runs for it.
fn own_word(from: &State, into: &State) -> Option<OwedResponse> {
    let to = from.reporter.clone()?;
    let waits_there = into.responded_at.is_none() && into.reporter.as_ref() == Some(&to);
    (from.responded_at.is_none() && !waits_there).then(|| OwedResponse {
        to,
        of: from.number,
        reported_at: from.merging.own_reported_at(),
        agreement: from.pins.agreement.clone(),
        priority: from.priority,
        cycle: 0,
    })
}

/// Takes a merge back: the first becomes an incident of its own again, and both go on as if they
/// had never met. `said` is the timeline of the second: what the first one's people wrote there
/// goes back with it.
///
/// # Errors
///
/// [`Refusal::UndoOver`] when the time for it has passed, [`Refusal::Already`] when the first is
/// not merged into the second, [`Refusal::MergedAlready`] when the second was merged on.
pub fn undo_merge(
    first: OneOfTwo<'_>,
    second: OneOfTwo<'_>,
    said: &[Entry],
    context: Context<'_>,
) -> Result<ToBoth, Refusal> {
    let (mut from, mut into) = drafts(first, second, context)?;
    let merged = from.state.merging.merged_into().filter(|it| it.number == into.state.number);
    let undo_until = merged.map(|it| it.undo_until).ok_or(Refusal::Already)?;
    let number = from.state.number;
    let part = into.state.merging.parts().get(&number).cloned().ok_or(Refusal::Already)?;
    on_its_own(&into)?;
    if from.now() > undo_until {
        return Err(Refusal::UndoOver);
    }
    let alerts = into.state.alerts.clone();
    from.add(Fact::MergeUndone { from: into.state.number });
    into.add(Fact::Released { number });
    for (key, there) in alerts {
        let Some(here) = from.state.alerts.get(&key) else { continue };
        match (here.recovered_at, there.recovered_at) {
            (None, Some(recovered_at)) => from.add(Fact::AlertRecovered { key, recovered_at }),
            (Some(_), None) => from.add(Fact::AlertReturned { key, onset_at: there.onset_at }),
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
    hand_back(&mut from, &into, &part, said);
    refute_what_only_the_merge_broke(&mut into, &part);
    errands::write_down_breaches(&mut from);
    errands::write_down_breaches(&mut into);
    Ok(done(from, into))
}

/// What the people of the first wrote meanwhile is theirs, and so is what was written to them: a
/// public message of a person of ours that reached the one who reported counts as a response here
/// too (domain §2.7). Letters went out once, and do not again.
fn hand_back(from: &mut Draft<'_>, into: &Draft<'_>, part: &Part, said: &[Entry]) {
    let is_theirs = |entry: &&Entry| {
        let author = entry.actor.person();
        author.is_some_and(|it| part.brought.contacts.contains(it))
            && author != into.state.reporter.as_ref()
    };
    let of = into.state.number;
    for entry in said.iter().filter(|entry| entry.seq > part.seq) {
        let (actor, at) = (entry.actor.clone(), entry.at);
        if let Fact::MessageReceived(message) = &entry.fact
            && is_theirs(&entry)
        {
            from.add_as(actor, at, Fact::MessageReceived(message.clone()));
        } else if let Fact::MessageSent(message) | Fact::ReportedBack(message) = &entry.fact
            && reached_the_reporter(from, entry, message, said)
        {
            let message = for_readers_of(from, into, message);
            from.add_as(actor, at, Fact::SaidInMerged { message, of });
        }
    }
}

/// The word as readers of `from` may find it. Who reads one application need not read the other:
/// of a word about that, they find only that there was one.
fn for_readers_of(from: &Draft<'_>, into: &Draft<'_>, message: &Message) -> Message {
    if from.state.application == into.state.application {
        message.clone()
    } else {
        Message { body: String::new(), ..message.clone() }
    }
}

/// Whether public words of a person of ours reached who reported. Everybody of a merged incident is
/// written to with the others, so they did unless they came back.
fn reached_the_reporter(
    from: &Draft<'_>,
    entry: &Entry,
    message: &Message,
    said: &[Entry],
) -> bool {
    let Some(reporter) = &from.state.reporter else { return false };
    let name = from.context.directory.person_name(reporter);
    let is_ours = message.scope == Scope::Public && entry.actor.person().is_some();
    let is_voided = |it: &Entry| matches!(&it.fact, Fact::ResponseVoided { message: voided } if *voided == message.id);
    let arrived = said.iter().rev().find_map(|it| {
        let Fact::Delivered { to, message: carried, failure, .. } = &it.fact else { return None };
        (*carried == Some(message.id) && to == name).then_some(failure.is_none())
    });
    is_ours && !said.iter().any(is_voided) && arrived.unwrap_or(true)
}

/// A breach that the earlier start brought about, or that was of a word owed to the other one's
/// people, is none now. Its row stays.
fn refute_what_only_the_merge_broke(into: &mut Draft<'_>, part: &Part) {
    let by = into.state.version;
    let directory = into.context.directory;
    let since = into
        .state
        .corrections
        .breaches()
        .iter()
        .filter(|(_, breach)| breach.refuted_by.is_none() && breach.seq > part.seq);
    let is_late = |metric: Metric, cycle: u32| {
        cycles_in(&into.state, metric, View::Raw, directory, into.now())
            .iter()
            .any(|clock| clock.cycle == cycle && clock.is_breached_at(into.now()))
    };
    let is_owed_elsewhere =
        |cycle: u32| into.state.merging.owed().any(|owed| owed.response.cycle == cycle);
    let none: Vec<(Metric, u32)> = since
        .map(|(key, _)| *key)
        .filter(|(metric, cycle)| {
            let is_owed = *metric == Metric::Reaction && is_owed_elsewhere(*cycle);
            !is_owed && !is_late(*metric, *cycle)
        })
        .collect();
    for (metric, cycle) in none {
        into.add(Fact::BreachRefuted { metric, cycle, by });
    }
}

/// Links the first below the second, or beside it.
///
/// # Errors
///
/// [`Refusal::Already`] when they are linked, [`Refusal::LinkedFirst`] when the child has a parent
/// or children, or the parent has a parent, [`Refusal::OtherClient`] when incidents of two clients
/// should be related without a parent, [`Refusal::MergedAlready`] when one goes on elsewhere.
pub fn link(
    first: OneOfTwo<'_>,
    second: OneOfTwo<'_>,
    second_is: Link,
    context: Context<'_>,
) -> Result<ToBoth, Refusal> {
    if matches!(second_is, Link::Child | Link::FollowedUpBy) {
        let turned = link(second, first, second_is.seen_from_there(), context)?;
        return Ok(ToBoth { first: turned.second, second: turned.first });
    }
    let (mut child, mut parent) = drafts(first, second, context)?;
    on_its_own(&child)?;
    on_its_own(&parent)?;
    if child.state.links.with(parent.state.number).is_some() {
        return Err(Refusal::Already);
    }
    let (above, below) = (&parent.state.links, &child.state.links);
    if second_is == Link::Parent
        && (below.parent().is_some()
            || below.children().next().is_some()
            || above.parent().is_some())
    {
        return Err(Refusal::LinkedFirst);
    }
    if second_is != Link::Parent && child.state.client != parent.state.client {
        return Err(Refusal::OtherClient);
    }
    let (low, high) = (child.state.number, parent.state.number);
    child.add(Fact::Linked { number: high, incident: second.id, link: second_is });
    let link = second_is.seen_from_there();
    parent.add(Fact::Linked { number: low, incident: first.id, link });
    Ok(done(child, parent))
}

/// Takes a link away.
///
/// # Errors
///
/// [`Refusal::Already`] when there is none.
pub fn unlink(
    first: OneOfTwo<'_>,
    second: OneOfTwo<'_>,
    context: Context<'_>,
) -> Result<ToBoth, Refusal> {
    let (mut one, mut other) = drafts(first, second, context)?;
    let link = one.state.links.with(other.state.number).ok_or(Refusal::Already)?;
    let (here, there) = (one.state.number, other.state.number);
    one.add(Fact::Unlinked { number: there, link });
    other.add(Fact::Unlinked { number: here, link: link.seen_from_there() });
    Ok(done(one, other))
}

/// What a parent remembers of words that went to its children.
pub fn children_told(
    parent: &State,
    children: Vec<Number>,
    left_out: Vec<Number>,
    context: Context<'_>,
) -> Vec<Entry> {
    let mut draft = Draft::new(parent, context);
    draft.add(Fact::ChildrenTold { children, left_out });
    draft.entries
}

/// The first of the other clients' names and numbers that stands in words meant for one of them.
pub fn names_another<'a>(body: &str, others: &'a [String]) -> Option<&'a str> {
    let body = body.to_lowercase();
    others.iter().map(String::as_str).find(|name| {
        let name = name.trim().to_lowercase();
        !name.is_empty() && stands_in(&body, &name)
    })
}

/// Whether `name` stands in `body` as words of its own: `INC-12` is not in `INC-123`.
fn stands_in(body: &str, name: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    body.match_indices(name).any(|(at, found)| {
        let (before, rest) = body.split_at(at);
        let after = rest.get(found.len()..).unwrap_or_default();
        !is_word(before.chars().next_back()) && !is_word(after.chars().next())
    })
}

const fn is_family(link: Link) -> bool {
    matches!(link, Link::Parent | Link::Child)
}

/// Both in the making, at one present.
fn drafts<'a>(
    first: OneOfTwo<'_>,
    second: OneOfTwo<'_>,
    context: Context<'a>,
) -> Result<(Draft<'a>, Draft<'a>), Refusal> {
    if first.id == second.id {
        return Err(Refusal::SameIncident);
    }
    let now = second.state.present(first.state.present(context.now));
    let context = Context { now, ..context };
    Ok((Draft::new(first.state, context), Draft::new(second.state, context)))
}

fn done(first: Draft<'_>, second: Draft<'_>) -> ToBoth {
    ToBoth { first: first.entries, second: second.entries }
}

/// That the incident does not go on under another number.
fn on_its_own(draft: &Draft<'_>) -> Result<(), Refusal> {
    match draft.state.merging.merged_into() {
        Some(merged) => Err(Refusal::MergedAlready { into: merged.number }),
        None => Ok(()),
    }
}
