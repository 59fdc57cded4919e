//! Why a clock stands where it stands: what counted, what was skipped and by which rule.
//!
//! Values only, in the order of time; the sentences are made where the words are.

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock::{Calendars, Clock, ClockState, Segment, SegmentKind, TargetChange};
use super::event::Pause;
use crate::calendar::{Calendar, DayRule, ExplainedDay, WorkingTime};
use crate::key::CalendarKey;

/// A span of more days than this is told in one line a day instead of one a window.
const DAYS_IN_FULL: usize = 7;

/// A clock, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Line by line, in the order of time; deadlines and the result come last.
    pub lines: Vec<Line>,
}

/// One line of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What starts the clock has not happened yet.
    NotStarted {
        /// So much is promised.
        promised: WorkingTime,
    },
    /// The clock started.
    Started {
        /// When.
        at: Timestamp,
        /// What is promised by the first target.
        promised: WorkingTime,
    },
    /// Open time that counted. All of these together are what is used up.
    Counted {
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
        /// So much; less than the time between where a day with breaks is told in one line.
        spent: WorkingTime,
    },
    /// Open time that will count until the deadline, if nothing changes.
    Ahead {
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
        /// So much.
        spent: WorkingTime,
    },
    /// Dates on which nothing counts.
    SkippedDays {
        /// The first, in the calendar's zone.
        first_on: Date,
        /// The last.
        last_on: Date,
        /// By which rule: a weekday without hours, a holiday with its name, a closed date.
        reason: DayRule,
    },
    /// The clock stood still.
    Paused {
        /// From.
        from: Timestamp,
        /// To; nothing while it still does.
        to: Option<Timestamp>,
        /// Why.
        why: Pause,
        /// The open time that did not count for it. None outside opening hours, where a pause
        /// costs nothing and gains nothing.
        spared: WorkingTime,
    },
    /// The clock had been stopped, and went on later.
    Stopped {
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
        /// The open time that did not count for it.
        spared: WorkingTime,
    },
    /// Another priority brought another target.
    TargetChanged(TargetChange),
    /// Nothing counts at the moment, since the calendar is closed.
    OutsideWindow {
        /// Until it opens.
        until: Option<Timestamp>,
    },
    /// The calendar never opens, or does not exist: somebody has to look at it.
    NeverOpen {
        /// Which calendar.
        calendar: CalendarKey,
    },
    /// When the promise is used up: the deadline.
    Due {
        /// At.
        at: Timestamp,
    },
    /// Until when it is not broken, where that is later than the deadline.
    Limit {
        /// At.
        at: Timestamp,
    },
    /// A word to the client was promised for an earlier instant than the deadline.
    WordPromised {
        /// At.
        at: Timestamp,
    },
    /// Still running, and too late.
    Overdue {
        /// Since.
        since: Timestamp,
        /// By so much.
        by: WorkingTime,
    },
    /// Stopped in time.
    Met {
        /// When.
        at: Timestamp,
        /// With so much used.
        used: WorkingTime,
    },
    /// Stopped too late.
    Missed {
        /// When.
        at: Timestamp,
        /// With so much used.
        used: WorkingTime,
    },
    /// Ended without a result.
    Cancelled {
        /// When.
        at: Timestamp,
        /// With so much used.
        used: WorkingTime,
    },
}

/// Explains a clock that was replayed at `now`.
///
/// Takes as long as the clock has days, so it is for one clock that somebody looks at.
pub fn explain(clock: &Clock, calendars: &dyn Calendars, now: Timestamp) -> Explanation {
    let Some(started_at) = clock.started_at else {
        return Explanation { lines: vec![Line::NotStarted { promised: clock.promised }] };
    };
    let first = clock.changes.first().map_or(Some(clock.promised), |change| change.from);
    let promised = first.unwrap_or(clock.promised);
    let started = Line::Started { at: started_at, promised };
    let mut teller = Teller { calendars, now, lines: vec![started] };
    teller.history(clock);
    teller.outlook(clock);
    teller.deadlines(clock);
    teller.result(clock);
    Explanation { lines: teller.lines }
}

struct Teller<'a> {
    calendars: &'a dyn Calendars,
    now: Timestamp,
    lines: Vec<Line>,
}

impl Teller<'_> {
    /// What the clock did, cut where its target changed.
    fn history(&mut self, clock: &Clock) {
        let mut changes = clock.changes.iter().copied().peekable();
        for segment in &clock.segments {
            let mut from = segment.from;
            let is_before_the_end =
                |change: &TargetChange| segment.to.is_none_or(|to| change.at < to);
            while let Some(change) = changes.next_if(is_before_the_end) {
                if from < change.at {
                    self.stretch(segment, from, Some(change.at));
                    from = change.at;
                }
                self.lines.push(Line::TargetChanged(change));
            }
            self.stretch(segment, from, segment.to);
        }
        self.lines.extend(changes.map(Line::TargetChanged));
    }

    fn stretch(&mut self, segment: &Segment, from: Timestamp, to: Option<Timestamp>) {
        if to == Some(from) {
            return;
        }
        let end = to.unwrap_or(self.now);
        let Some(calendar) = self.calendars.calendar(&segment.calendar) else { return };
        let spared = calendar.elapsed(from, end).unwrap_or_default();
        match segment.kind {
            SegmentKind::Run => self.windows(calendar, from, end, Counting::Done),
            SegmentKind::Pause(why) => self.lines.push(Line::Paused { from, to, why, spared }),
            SegmentKind::Stopped => self.lines.push(Line::Stopped { from, to: end, spared }),
        }
    }

    /// The open windows between two instants, and the closed days between them.
    fn windows(&mut self, calendar: &Calendar, from: Timestamp, to: Timestamp, counting: Counting) {
        let days = calendar.explain(from, to);
        let is_long = days.len() > DAYS_IN_FULL;
        for day in days {
            if day.total == WorkingTime::ZERO {
                if is_closed(calendar, &day) {
                    self.skip(day.on, day.rule);
                }
            } else if let (true, Some((opens, _)), Some((_, closes))) =
                (is_long, day.counted.first(), day.counted.last())
            {
                self.window(*opens, *closes, day.total, counting);
            } else {
                for (opens, closes) in day.counted {
                    let spent = closes.as_second() - opens.as_second();
                    self.window(opens, closes, WorkingTime::of_seconds(spent), counting);
                }
            }
        }
    }

    /// Adds a window, as part of the line before if they touch: round the clock is one line.
    fn window(&mut self, opens: Timestamp, closes: Timestamp, more: WorkingTime, as_: Counting) {
        match (self.lines.last_mut(), as_) {
            (Some(Line::Counted { to, spent, .. }), Counting::Done)
            | (Some(Line::Ahead { to, spent, .. }), Counting::Ahead)
                if *to == opens =>
            {
                *to = closes;
                *spent += more;
            }
            (_, Counting::Done) => {
                self.lines.push(Line::Counted { from: opens, to: closes, spent: more });
            }
            (_, Counting::Ahead) => {
                self.lines.push(Line::Ahead { from: opens, to: closes, spent: more });
            }
        }
    }

    /// Adds a closed day, unless it has been told.
    fn skip(&mut self, on: Date, reason: DayRule) {
        let told = self.lines.iter().rev().find_map(|line| {
            if let Line::SkippedDays { last_on, .. } = line { Some(*last_on) } else { None }
        });
        if told.is_some_and(|last_on| on <= last_on) {
            return;
        }
        match self.lines.last_mut() {
            Some(Line::SkippedDays { last_on, reason: before, .. })
                if *before == reason && last_on.tomorrow().is_ok_and(|next| next == on) =>
            {
                *last_on = on;
            }
            Some(_) | None => {
                self.lines.push(Line::SkippedDays { first_on: on, last_on: on, reason });
            }
        }
    }

    /// What a running clock has before it.
    fn outlook(&mut self, clock: &Clock) {
        let Some(last) = clock.segments.last() else { return };
        if clock.state == ClockState::NeverDue {
            self.lines.push(Line::NeverOpen { calendar: last.calendar.clone() });
        }
        if clock.state != ClockState::Running {
            return;
        }
        if clock.is_outside_window {
            self.lines.push(Line::OutsideWindow { until: clock.continues_at });
        }
        let due_at = clock.due_at.filter(|due| *due > self.now);
        if let (Some(due_at), Some(calendar)) = (due_at, self.calendars.calendar(&last.calendar)) {
            self.windows(calendar, self.now, due_at, Counting::Ahead);
        }
    }

    fn deadlines(&mut self, clock: &Clock) {
        let limit_at = clock.limit_at.filter(|limit| Some(*limit) != clock.due_at);
        self.lines.extend(clock.promise_at.map(|at| Line::WordPromised { at }));
        self.lines.extend(clock.due_at.map(|at| Line::Due { at }));
        self.lines.extend(limit_at.map(|at| Line::Limit { at }));
    }

    fn result(&mut self, clock: &Clock) {
        let used = clock.used;
        let line = match (clock.state, clock.stopped_at) {
            (ClockState::Met, Some(at)) => Line::Met { at, used },
            (ClockState::Missed, Some(at)) => Line::Missed { at, used },
            (ClockState::Cancelled, Some(at)) => Line::Cancelled { at, used },
            _ => match clock.limit_at {
                Some(since) if clock.is_breached_at(self.now) => {
                    Line::Overdue { since, by: used - clock.promised }
                }
                Some(_) | None => return,
            },
        };
        self.lines.push(line);
    }
}

/// Whether a window has counted or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counting {
    Done,
    Ahead,
}

/// Whether nothing at all is open on a day, so that there is something to explain.
fn is_closed(calendar: &Calendar, day: &ExplainedDay) -> bool {
    match day.rule {
        DayRule::OpeningHours => false,
        DayRule::ClosedWeekday | DayRule::Holiday(_) | DayRule::ClosedDate => true,
        DayRule::Exception => calendar
            .spec()
            .versions
            .iter()
            .any(|version| version.exceptions.get(&day.on).is_some_and(Vec::is_empty)),
    }
}

#[cfg(test)]
mod tests;
