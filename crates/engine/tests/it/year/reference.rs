//! A slow and simple second opinion on clocks: it reads a timeline and walks through opening hours,
//! day by day, knowing nothing of the program's calendars, replays or deadlines.
//!
//! Only what the stories of this year need: two agreements, the hours of Amsterdam in 2026 and 2027,
//! and the four promises to a client.

use jiff::Timestamp;
use piket_core::incident::{Entry, Fact, Scope};
use piket_core::priority::Priority;
use piket_core::sla::{Metric, Pause};

/// In which hours a promise counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hours {
    Always,
    Office,
}

/// What an agreement of the year says.
pub(super) struct Terms {
    pub(super) hours: Hours,
    /// Metric, number of the priority, minutes.
    pub(super) targets: &'static [(Metric, u8, i64)],
}

/// One cycle of a clock, as a person with a calendar on the wall would tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cycle {
    pub(super) metric: Metric,
    pub(super) number: u32,
    pub(super) used: i64,
    pub(super) promised: Option<i64>,
    /// The last instant that was in time, if it is late.
    pub(super) limit: Option<i64>,
    pub(super) is_running: bool,
    started: i64,
    priority: Priority,
    hours: Hours,
    end: Option<End>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stopped,
    Cancelled,
}

/// Dates without work, as days since 1970: from a wall calendar.
fn is_holiday(day: i64) -> bool {
    const HOLIDAYS: [(i64, i64, i64); 13] = [
        (2026, 1, 1),
        (2026, 4, 5),
        (2026, 4, 6),
        (2026, 4, 27),
        (2026, 5, 14),
        (2026, 5, 24),
        (2026, 5, 25),
        (2026, 12, 25),
        (2026, 12, 26),
        (2027, 1, 1),
        (2027, 3, 28),
        (2027, 3, 29),
        (2027, 4, 27),
    ];
    HOLIDAYS.iter().any(|&(year, month, date)| days_since_1970(year, month, date) == day)
}

/// Counted month by month.
fn days_since_1970(year: i64, month: i64, date: i64) -> i64 {
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months: i64 = lengths.iter().take(usize::try_from(month - 1).unwrap()).sum();
    years + months + date - 1
}

/// The hours of one day in Amsterdam, in UTC seconds.
fn office_of(day: i64) -> Option<(i64, i64)> {
    // 1 January 1970 was a Thursday.
    let weekday = (day + 3) % 7;
    if weekday >= 5 || is_holiday(day) {
        return None;
    }
    let summer = [
        (days_since_1970(2026, 3, 29), days_since_1970(2026, 10, 25)),
        (days_since_1970(2027, 3, 28), days_since_1970(2027, 10, 31)),
    ];
    let is_summer = summer.iter().any(|(from, to)| (*from..*to).contains(&day));
    let offset = if is_summer { 2 } else { 1 };
    Some((day * 86_400 + (9 - offset) * 3600, day * 86_400 + (17 - offset) * 3600))
}

/// The open stretches of a span.
fn open(hours: Hours, from: i64, to: i64) -> Vec<(i64, i64)> {
    if from >= to {
        return Vec::new();
    }
    match hours {
        Hours::Always => vec![(from, to)],
        Hours::Office => (from / 86_400 - 1..=to / 86_400 + 1)
            .filter_map(office_of)
            .map(|(open, close)| (open.max(from), close.min(to)))
            .filter(|(open, close)| open < close)
            .collect(),
    }
}

/// All cycles of all metrics as they stand at `now`, by what these entries say.
pub(super) fn cycles(entries: &[Entry], terms: &Terms, now: Timestamp) -> Vec<Cycle> {
    [Metric::Reaction, Metric::Update, Metric::Restore, Metric::Resolution]
        .into_iter()
        .flat_map(|metric| Walk::new(metric, entries, terms).through(entries, now))
        .collect()
}

fn is_word_to_the_client(entry: &Entry) -> bool {
    match &entry.fact {
        Fact::MessageSent(message) | Fact::ReportedBack(message) => {
            message.scope == Scope::Public && entry.actor.person().is_some()
        }
        Fact::CallLogged { .. } => true,
        _ => false,
    }
}

fn may_begin_update(entry: &Entry) -> bool {
    is_word_to_the_client(entry) || matches!(entry.fact, Fact::Reopened { .. })
}

struct Walk<'a> {
    metric: Metric,
    terms: &'a Terms,
    priority: Priority,
    target: Option<i64>,
    waits: Option<Pause>,
    is_over: bool,
    is_restored: bool,
    cycles: Vec<Cycle>,
    is_classified: bool,
    /// The lines, in the order of writing, that may begin a cycle of update.
    words: Vec<u32>,
    /// The line that is walked over.
    seq: u32,
}

impl<'a> Walk<'a> {
    fn new(metric: Metric, entries: &[Entry], terms: &'a Terms) -> Self {
        let classified = entries.iter().find_map(|entry| match &entry.fact {
            Fact::Classified { classification, .. } => Some(classification.priority),
            _ => None,
        });
        let Fact::Reported { provisional, .. } = &entries[0].fact else { panic!("a report first") };
        let priority = classified.unwrap_or(*provisional);
        let mut walk = Self {
            metric,
            terms,
            priority,
            target: None,
            waits: None,
            is_over: false,
            is_restored: false,
            cycles: Vec::new(),
            is_classified: false,
            words: entries.iter().filter(|it| may_begin_update(it)).map(|it| it.seq).collect(),
            seq: 0,
        };
        walk.target = walk.target_of(metric, priority);
        walk
    }

    fn target_of(&self, metric: Metric, priority: Priority) -> Option<i64> {
        let of = |it: &&(Metric, u8, i64)| it.0 == metric && it.1 == u8::from(priority);
        self.terms.targets.iter().find(of).map(|it| it.2 * 60)
    }

    fn through(mut self, entries: &[Entry], now: Timestamp) -> Vec<Cycle> {
        let mut known: Vec<&Entry> = entries.iter().filter(|entry| entry.at <= now).collect();
        known.sort_by_key(|entry| entry.at);
        let mut last = entries[0].at.as_second();
        for entry in known {
            let at = entry.at.as_second();
            self.pass(last, at);
            self.seq = entry.seq;
            self.happens(entry, at);
            last = at;
        }
        self.pass(last, now.as_second());
        let is_paused = self.is_paused();
        if let Some(current) = self.cycles.last_mut() {
            current.is_running = current.end.is_none() && !is_paused;
        }
        self.cycles
    }

    fn is_paused(&self) -> bool {
        match self.waits {
            Some(Pause::Client | Pause::ClientParty) => {
                self.metric != Metric::Reaction && self.priority != Priority::P1
            }
            Some(Pause::AgreedDeferral) => {
                matches!(self.metric, Metric::Restore | Metric::Resolution)
            }
            // Nothing of the year waits for us; a promise to the client would not stand still for it.
            Some(Pause::Us) | None => false,
        }
    }

    /// Time goes by, a stretch of open hours after the other.
    fn pass(&mut self, from: i64, to: i64) {
        let is_paused = self.is_paused();
        let Some(cycle) = self.cycles.last_mut() else { return };
        if cycle.end.is_some() || is_paused {
            return;
        }
        for (open, close) in open(cycle.hours, from.max(cycle.started), to) {
            let length = close - open;
            if let Some(promised) = cycle.promised
                && cycle.limit.is_none()
                && cycle.used + length > promised
            {
                cycle.limit = Some(open + (promised - cycle.used));
            }
            cycle.used += length;
        }
    }

    fn happens(&mut self, entry: &Entry, at: i64) {
        match &entry.fact {
            Fact::Reported { .. } if self.metric != Metric::Update => self.begin(at),
            Fact::Classified { classification, .. } => {
                let is_first = !std::mem::replace(&mut self.is_classified, true);
                if !is_first {
                    self.priority = classification.priority;
                    let target = self.target_of(self.metric, self.priority);
                    self.target = target.or(self.target);
                    self.retarget();
                }
            }
            _ if is_word_to_the_client(entry) => self.said(at),
            Fact::WaitingBegan { pause, .. } => self.waits = Some(*pause),
            Fact::WaitingEnded { .. } => self.waits = None,
            Fact::MessageReceived(message)
                if message.scope == Scope::Public && self.waits == Some(Pause::Client) =>
            {
                self.waits = None;
            }
            Fact::Restored => {
                self.is_restored = true;
                if self.metric == Metric::Restore {
                    self.end(End::Stopped);
                }
            }
            Fact::AlertReturned { .. } => {
                let was_restored = std::mem::take(&mut self.is_restored);
                let has_ended = self.cycles.last().is_some_and(|it| it.end.is_some());
                if was_restored && has_ended && self.metric == Metric::Restore {
                    self.begin(at);
                }
            }
            Fact::Resolved { is_unattended, .. } => {
                self.is_over = true;
                if self.metric != Metric::Reaction {
                    self.end(End::Stopped);
                }
                if *is_unattended {
                    self.end(End::Cancelled);
                }
            }
            Fact::Closed { .. } | Fact::Cancelled { .. } => {
                self.is_over = true;
                self.end(End::Cancelled);
            }
            Fact::Reopened { .. } => self.reopened(at),
            _ => {}
        }
    }

    fn said(&mut self, at: i64) {
        match self.metric {
            Metric::Reaction => self.end(End::Stopped),
            Metric::Update if !self.is_over => {
                self.end(End::Stopped);
                self.begin(at);
            }
            _ => {}
        }
    }

    fn reopened(&mut self, at: i64) {
        self.is_over = false;
        let Some(end) = self.cycles.last().and_then(|cycle| cycle.end) else { return };
        match self.metric {
            Metric::Update => self.begin(at),
            Metric::Resolution => self.resume(),
            _ if end == End::Cancelled => self.resume(),
            _ => {}
        }
    }

    fn resume(&mut self) {
        if let Some(cycle) = self.cycles.last_mut() {
            cycle.end = None;
        }
        self.retarget();
    }

    fn begin(&mut self, at: i64) {
        // A cycle of update is named by its word, whatever is logged before it later.
        let number = match self.metric {
            Metric::Update => self.words.iter().filter(|seq| **seq < self.seq).count(),
            _ => self.cycles.len(),
        };
        let number = u32::try_from(number).unwrap();
        self.cycles.push(Cycle {
            metric: self.metric,
            number,
            used: 0,
            promised: self.target,
            limit: None,
            is_running: false,
            started: at,
            priority: self.priority,
            hours: self.terms.hours,
            end: None,
        });
    }

    fn end(&mut self, end: End) {
        if let Some(cycle) = self.cycles.last_mut().filter(|cycle| cycle.end.is_none()) {
            cycle.end = Some(end);
        }
    }

    /// Another priority brings its target; an upgrade leaves a quarter of it, or the time for a
    /// reaction if that is less. What is late stays late.
    fn retarget(&mut self) {
        let priority = self.priority;
        let target = self.target_of(self.metric, priority);
        let reaction = self.target_of(Metric::Reaction, priority);
        let Some(cycle) = self.cycles.last_mut().filter(|cycle| cycle.end.is_none()) else {
            return;
        };
        if cycle.priority == priority {
            return;
        }
        let is_upgrade = u8::from(priority) < u8::from(cycle.priority);
        cycle.priority = priority;
        let Some(target) = target else { return };
        if cycle.promised.is_some_and(|promised| cycle.used > promised) {
            return;
        }
        let grace = reaction.map_or(target / 4, |reaction| reaction.min(target / 4));
        let least = if is_upgrade { cycle.used + grace } else { 0 };
        cycle.promised = Some(target.max(least));
    }
}
