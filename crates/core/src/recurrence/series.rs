//! A series: a rule, its start and a zone, and the instants they come to.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::rule::Recurrence;
use super::start::Start;
use super::walk::{End, Period, Walk};
use crate::figures::Span;

/// Something that happens again and again.
#[derive(Debug, Clone)]
pub struct Series {
    rule: Recurrence,
    start: Start,
    zone: TimeZone,
}

impl Series {
    /// The occurrences of `rule` from `start` on, by the clocks of `zone`.
    pub const fn new(rule: Recurrence, start: Start, zone: TimeZone) -> Self {
        Self { rule, start, zone }
    }

    /// The instants, in order and each once; without an end if the rule has none.
    ///
    /// The start is one of them only if it fits the rule. A local time that the clocks skip is
    /// read with the offset before the gap, and so moves forward; one that comes twice is the
    /// first (as calendars do). Of a rule in steps below a day, what was moved forward joins what
    /// is there already: the same instant counts once, also for `COUNT`.
    pub fn occurrences(&self) -> Occurrences {
        let whole_days = matches!(self.start, Start::On(_));
        let zone = match self.start {
            Start::At(_) => TimeZone::UTC,
            Start::On(_) | Start::Local(_) => self.zone.clone(),
        };
        let start = self.start.civil();
        Occurrences {
            walk: Walk::new(&self.rule, start, whole_days),
            positions: self.rule.set_positions.clone(),
            until: self.rule.until,
            left: self.rule.count,
            zone,
            start,
            period: Cursor::default(),
            moved: BTreeSet::new(),
            ahead: None,
            last: None,
            ended: None,
        }
    }

    /// The same as spans of `length`, which is time that passes: an hour that starts before the
    /// clocks change is still an hour.
    pub fn spans(&self, length: SignedDuration) -> impl Iterator<Item = Span> {
        self.occurrences()
            .filter_map(move |from| Some(Span { from, to: from.checked_add(length).ok()? }))
    }
}

/// The instants of a [`Series`] in order.
#[derive(Debug, Clone)]
pub struct Occurrences {
    walk: Walk,
    positions: BTreeSet<i16>,
    until: Option<Start>,
    left: Option<u32>,
    zone: TimeZone,
    start: DateTime,
    period: Cursor,
    /// Found already, but moved forward out of a gap, so that others may come before them.
    moved: BTreeSet<Timestamp>,
    /// The next that was not moved.
    ahead: Option<Timestamp>,
    last: Option<Timestamp>,
    ended: Option<End>,
}

impl Occurrences {
    /// Whether the search for a further occurrence was given up: a rule in small steps that seldom
    /// or never finds a day and time that fit. Known once the iterator has ended.
    pub fn gave_up(&self) -> bool {
        self.ended == Some(End::GaveUp)
    }

    /// Finds the next instant that was not moved, and those moved on the way.
    fn look_ahead(&mut self) {
        while self.ahead.is_none() && self.ended.is_none() {
            let Some(local) = self.next_local() else { return };
            if local < self.start {
                continue;
            }
            let ambiguous = self.zone.to_ambiguous_timestamp(local);
            let was_moved = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
            let Ok(at) = ambiguous.compatible() else {
                self.ended = Some(End::Nothing);
                return;
            };
            let is_over = self.until.is_some_and(|until| is_after(local, at, until));
            match (is_over, was_moved) {
                (true, true) => {}
                (true, false) => self.ended = Some(End::Nothing),
                (false, true) => {
                    self.moved.insert(at);
                }
                (false, false) => self.ahead = Some(at),
            }
        }
    }

    /// The next local time of the rule, which may be before the start.
    fn next_local(&mut self) -> Option<DateTime> {
        loop {
            if let Some(local) = self.period.next() {
                self.walk.found();
                return Some(local);
            }
            match self.walk.next() {
                Ok(period) => {
                    self.period = Cursor::over(period, &self.positions);
                    if self.period.is_empty() {
                        // The rule chooses none of what there is: the fifth of four Fridays.
                        self.walk.end_if_alike();
                    }
                }
                Err(end) => {
                    self.ended = Some(end);
                    return None;
                }
            }
        }
    }
}

/// Whether an occurrence is after the end that the rule names. A date as the end includes its
/// whole day, as calendar programs mean it.
fn is_after(local: DateTime, at: Timestamp, until: Start) -> bool {
    match until {
        Start::On(date) => local.date() > date,
        Start::Local(until) => local > until,
        Start::At(until) => at > until,
    }
}

impl Iterator for Occurrences {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        if self.left == Some(0) {
            return None;
        }
        loop {
            self.look_ahead();
            let moved = self.moved.first().copied();
            let first = match (moved, self.ahead) {
                (Some(moved), Some(ahead)) => moved.min(ahead),
                (one, other) => one.or(other)?,
            };
            self.moved.remove(&first);
            self.ahead = self.ahead.filter(|ahead| *ahead != first);
            if self.last.is_none_or(|last| last < first) {
                self.last = Some(first);
                self.left = self.left.map(|left| left - 1);
                return Some(first);
            }
        }
    }
}

/// The occurrences of one period that are still to come.
#[derive(Debug, Clone, Default)]
struct Cursor {
    days: Vec<Date>,
    times: Vec<i64>,
    /// Which of them, by number; all if the rule does not choose.
    chosen: Option<VecDeque<usize>>,
    next: usize,
}

impl Cursor {
    fn over(period: Period, positions: &BTreeSet<i16>) -> Self {
        let Period { days, times } = period;
        let count = days.len() * times.len();
        let chosen = (!positions.is_empty()).then(|| {
            let numbers: BTreeSet<usize> =
                positions.iter().filter_map(|position| number(*position, count)).collect();
            numbers.into_iter().collect()
        });
        Self { days, times, chosen, next: 0 }
    }

    fn is_empty(&self) -> bool {
        self.chosen.as_ref().is_some_and(VecDeque::is_empty)
    }

    fn at(&self, number: usize) -> Option<DateTime> {
        let day = self.days.get(number.checked_div(self.times.len())?)?;
        let second = *self.times.get(number % self.times.len())?;
        let part = |value: i64| i8::try_from(value).ok();
        let time = Time::new(part(second / 3_600)?, part(second / 60 % 60)?, part(second % 60)?, 0);
        Some(day.to_datetime(time.ok()?))
    }

    fn next(&mut self) -> Option<DateTime> {
        let number = match &mut self.chosen {
            Some(chosen) => chosen.pop_front()?,
            None => self.next,
        };
        self.next = number + 1;
        self.at(number)
    }
}

/// The number, from 0, of the n-th of so many; counted from the end if below zero.
fn number(position: i16, count: usize) -> Option<usize> {
    let distance = usize::from(position.unsigned_abs());
    let number =
        if position > 0 { distance.checked_sub(1)? } else { count.checked_sub(distance)? };
    (number < count).then_some(number)
}
