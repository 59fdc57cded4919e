//! The story of a clock: its happenings once everything retroactive is settled.
//!
//! What was learnt later about the past is put in its place here, so that the replay can go
//! through the happenings once, in order, without looking ahead.

use std::ops::Deref;

use jiff::Timestamp;

use super::super::agreement::{Agreement, Metric, OnReopen};
use super::super::event::{ClockEvent, ClockEventKind};
use super::Calendars;
use super::replay::can_begin_a_cycle;
use crate::priority::Priority;

/// What is to be replayed.
pub(super) struct Story<'a> {
    /// The agreement that holds from the start.
    pub(super) agreement: &'a Agreement,
    /// The priority that holds from the start.
    pub(super) priority: Priority,
    /// What happened, in order.
    pub(super) events: Vec<Happening<'a>>,
}

/// A happening with its number among those that can begin a cycle, in the order in which people
/// wrote them down.
///
/// The cycle that it begins has this number: a call that is logged late, between others, begins one
/// with a new number and leaves theirs alone, and so do a response that reached nobody and a
/// corrected instant. What was written down about a cycle stays about that cycle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Happening<'a> {
    pub(super) number: u32,
    event: &'a ClockEvent,
}

impl Deref for Happening<'_> {
    type Target = ClockEvent;

    fn deref(&self) -> &ClockEvent {
        self.event
    }
}

fn numbered(metric: Metric, events: &[ClockEvent]) -> impl Iterator<Item = Happening<'_>> {
    events.iter().scan(0, move |next, event| {
        let number = *next;
        *next += u32::from(can_begin_a_cycle(metric, &event.kind));
        Some(Happening { number, event })
    })
}

impl<'a> Story<'a> {
    /// What happened until `now`, as far as it is known then.
    ///
    /// Nothing if there is no agreement or no priority.
    pub(super) fn settle(
        metric: Metric,
        events: &'a [ClockEvent],
        calendars: &'a dyn Calendars,
        now: Timestamp,
    ) -> Option<Self> {
        let mut events: Vec<_> = numbered(metric, events).filter(|event| event.at <= now).collect();
        events.sort_by_key(|event| event.at);
        let agreement = agreement(&events, calendars)?;
        let (priority, changes_from) = first_priority(&events)?;
        let is_change = |(index, event): &(usize, Happening<'_>)| {
            *index >= changes_from || !matches!(event.kind, ClockEventKind::Prioritised { .. })
        };
        let events = events.into_iter().enumerate().filter(is_change).map(|(_, event)| event);
        let events = without_voided_responses(events);
        let events = match agreement.when_reopened(metric) {
            OnReopen::Void => without_wrong_stops(metric, events),
            OnReopen::Resume | OnReopen::NewCycle => events,
        };
        Some(Self { agreement, priority, events })
    }
}

/// The agreement that was named last: it replaces the targets from the start instant.
fn agreement<'a>(events: &[Happening<'_>], calendars: &'a dyn Calendars) -> Option<&'a Agreement> {
    let pin = events.iter().rev().find_map(|event| {
        if let ClockEventKind::Agreed(pin) = &event.kind { Some(pin) } else { None }
    })?;
    calendars.agreement(pin)
}

/// The priority that holds from the start, and from which event on a priority is a change.
///
/// The first that is not provisional holds from the start; until it is known, the last assumed.
fn first_priority(events: &[Happening<'_>]) -> Option<(Priority, usize)> {
    let mut assumed = None;
    for (index, event) in events.iter().enumerate() {
        if let ClockEventKind::Prioritised { priority, is_provisional } = event.kind {
            if !is_provisional {
                return Some((priority, index + 1));
            }
            assumed = Some(priority);
        }
    }
    assumed.map(|priority| (priority, events.len()))
}

/// A voided response counts as if it had never been.
fn without_voided_responses<'a>(events: impl Iterator<Item = Happening<'a>>) -> Vec<Happening<'a>> {
    let mut kept: Vec<Happening<'_>> = Vec::new();
    for event in events {
        if let ClockEventKind::ResponseVoided { said_at } = event.kind {
            let is_it = |event: &Happening<'_>| {
                event.at == said_at && matches!(event.kind, ClockEventKind::Responded { .. })
            };
            if let Some(index) = kept.iter().rposition(is_it) {
                kept.remove(index);
            }
        } else {
            kept.push(event);
        }
    }
    kept
}

/// Where the time between an end and the re-opening counts, the end goes.
///
/// Only resolution looks at `Resolved` in this way: restore stops with the service being back, and
/// update with the word that it is solved, right or wrong.
fn without_wrong_stops(metric: Metric, events: Vec<Happening<'_>>) -> Vec<Happening<'_>> {
    let is_end = |event: &ClockEvent| {
        let is_solved = event.kind == ClockEventKind::Resolved && metric == Metric::Resolution;
        is_solved || matches!(event.kind, ClockEventKind::Cancelled | ClockEventKind::Closed)
    };
    let mut kept: Vec<Happening<'_>> = Vec::new();
    let mut since_reopening = 0;
    for event in events {
        if let ClockEventKind::Reopened { counts_between } = event.kind {
            if counts_between {
                let mut wrong = kept.split_off(since_reopening);
                wrong.retain(|event| !is_end(event));
                kept.append(&mut wrong);
            }
            since_reopening = kept.len() + 1;
        }
        kept.push(event);
    }
    kept
}
