//! Why a clock stands where it stands: what counted, what was skipped and by which rule.
//!
//! Values only, in the order of time; the sentences are made where the words are. What people did
//! around the clock comes from [`Background`], and what would be too long is told month by month
//! (`fold`). The lines alone are enough to do the sum again: all that counted together is what is
//! used, and the deadline is where counted and coming time together reach the promise.

mod background;
mod fold;
#[cfg(test)]
mod laws;
mod so_far;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;

pub use background::{Background, Share, StartCause};
pub use so_far::SoFar;

use super::clock::{Calendars, Clock, ClockState, Segment, SegmentKind, TargetChange};
use super::event::Pause;
use crate::calendar::{Calendar, DayRule, ExplainedDay, HolidayName, WorkingTime};
use crate::incident::{Actor, Holder};
use crate::key::{AgreementKey, CalendarKey};
use crate::priority::Priority;

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
        /// The priority of that target.
        priority: Priority,
        /// By what.
        cause: StartCause,
    },
    /// The agreement by which it is promised, in the version that holds.
    Agreed {
        /// Which.
        agreement: AgreementKey,
        /// In which version.
        version: u32,
        /// When it became known that this one holds, if that was after the report. It holds from
        /// the start all the same.
        known_at: Option<Timestamp>,
    },
    /// An answer reached nobody: it counts as if it had never been.
    ResponseVoided {
        /// When it was sent.
        sent_at: Timestamp,
        /// When that became known.
        at: Timestamp,
    },
    /// Open time that counted. All of these together (with [`Line::Folded`]) are what is used up.
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
    /// A month (or, of a very long story, a year) in the middle, told at once.
    Folded {
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
        /// So much counted.
        counted: WorkingTime,
        /// So much will count.
        ahead: WorkingTime,
        /// So much did not count because the clock stood still.
        spared: WorkingTime,
        /// How often it stood still.
        pauses: u32,
        /// How often the target or the hours changed.
        changes: u32,
        /// What is promised since, if the target changed.
        promised: Option<WorkingTime>,
        /// The holidays on which nothing counted.
        holidays: Vec<HolidayName>,
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
        /// Who had the ball when it began.
        holder: Option<Holder>,
    },
    /// The clock had been stopped, and went on later.
    Stopped {
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
        /// The open time that did not count for it.
        spared: WorkingTime,
        /// Who opened it again, if that is why it went on.
        by: Option<Actor>,
        /// Why, in their words.
        reason: Option<String>,
    },
    /// Another priority brought another target.
    TargetChanged {
        /// From what to what.
        change: TargetChange,
        /// Who changed it.
        by: Option<Actor>,
        /// Why, in their words.
        reason: Option<String>,
    },
    /// Other opening hours took effect while the clock ran: before this instant the old ones
    /// counted, from then on the new ones.
    CalendarChanged {
        /// When.
        at: Timestamp,
        /// Which calendar.
        calendar: CalendarKey,
    },
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
    /// What was left when the clock ended: it would have lasted until the deadline.
    Left {
        /// When the clock ended.
        from: Timestamp,
        /// The deadline.
        to: Timestamp,
        /// So much open time lies between.
        time: WorkingTime,
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
    /// Of a broken promise: who had the ball for how much of what is used.
    Shares(Vec<Share>),
}

/// Explains a clock that was replayed at `now`.
///
/// Takes as long as the clock has days, so it is for one clock that somebody looks at.
pub fn explain(
    clock: &Clock,
    background: &Background<'_>,
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Explanation {
    let Some(started_at) = clock.started_at else {
        return Explanation { lines: vec![Line::NotStarted { promised: clock.promised }] };
    };
    let mut teller =
        Teller { clock, background, calendars, now, lines: Vec::new(), skipped_until: None };
    let mut lines = teller.beginning(started_at);
    teller.history();
    lines.append(&mut teller.folded(fold::HISTORY));
    teller.outlook();
    lines.append(&mut teller.folded(fold::OUTLOOK));
    teller.deadlines();
    teller.result();
    lines.append(&mut teller.lines);
    Explanation { lines }
}

struct Teller<'a> {
    clock: &'a Clock,
    background: &'a Background<'a>,
    calendars: &'a dyn Calendars,
    now: Timestamp,
    lines: Vec<Line>,
    /// The last closed day that was told.
    skipped_until: Option<Date>,
}

impl Teller<'_> {
    /// From what it started and by which agreement.
    fn beginning(&self, started_at: Timestamp) -> Vec<Line> {
        let clock = self.clock;
        let first = clock.changes.first();
        let promised = first.map_or(Some(clock.promised), |change| change.from);
        let priority = first.and_then(|change| self.background.priority_before(change.at));
        let mut lines = vec![Line::Started {
            at: started_at,
            promised: promised.unwrap_or(clock.promised),
            priority: priority.unwrap_or(clock.priority),
            cause: self.background.cause(clock.metric, started_at),
        }];
        lines.extend(self.background.agreement(self.now).map(|(pin, known_at)| Line::Agreed {
            agreement: pin.key.clone(),
            version: pin.version,
            known_at,
        }));
        let ended_at = clock.stopped_at.unwrap_or(self.now);
        let voided = self.background.voided(clock.metric, started_at, ended_at);
        lines.extend(voided.into_iter().map(|(sent_at, at)| Line::ResponseVoided { sent_at, at }));
        lines
    }

    /// What the clock did, cut where its target changed.
    fn history(&mut self) {
        let mut changes = self.clock.changes.iter().copied().peekable();
        for segment in &self.clock.segments {
            let mut from = segment.from;
            let is_before_the_end =
                |change: &TargetChange| segment.to.is_none_or(|to| change.at < to);
            while let Some(change) = changes.next_if(is_before_the_end) {
                if from < change.at {
                    self.stretch(segment, from, Some(change.at));
                    from = change.at;
                }
                self.target(change);
            }
            self.stretch(segment, from, segment.to);
        }
        changes.for_each(|change| self.target(change));
    }

    fn target(&mut self, change: TargetChange) {
        let deed = self.background.prioritised(change.at, change.priority);
        self.lines.push(Line::TargetChanged {
            change,
            by: deed.map(|deed| deed.actor.clone()),
            reason: deed.and_then(|deed| deed.reason.clone()),
        });
    }

    fn stretch(&mut self, segment: &Segment, from: Timestamp, to: Option<Timestamp>) {
        if to == Some(from) {
            return;
        }
        let end = to.unwrap_or(self.now);
        let Some(calendar) = self.calendars.calendar(&segment.calendar) else { return };
        let spared = calendar.elapsed(from, end).unwrap_or_default();
        match segment.kind {
            SegmentKind::Run => self.versions(&segment.calendar, calendar, from, end),
            SegmentKind::Pause(why) => {
                let holder = self.background.holder_at(from).cloned();
                self.lines.push(Line::Paused { from, to, why, spared, holder });
            }
            SegmentKind::Stopped => {
                let deed = self.background.reopened(end);
                self.lines.push(Line::Stopped {
                    from,
                    to: end,
                    spared,
                    by: deed.map(|deed| deed.actor.clone()),
                    reason: deed.and_then(|deed| deed.reason.clone()),
                });
            }
        }
    }

    /// The open windows of a stretch, cut where other opening hours took effect.
    fn versions(&mut self, key: &CalendarKey, calendar: &Calendar, from: Timestamp, to: Timestamp) {
        let cuts = calendar.spec().versions.iter().filter_map(|version| version.effective_from);
        let mut cuts: Vec<_> = cuts.filter(|at| from < *at && *at < to).collect();
        cuts.sort_unstable();
        let mut start = from;
        for at in cuts {
            self.windows(calendar, start, at, Counting::Done);
            self.lines.push(Line::CalendarChanged { at, calendar: key.clone() });
            start = at;
        }
        self.windows(calendar, start, to, Counting::Done);
    }

    /// The open windows between two instants, and the closed days between them. What lies on both
    /// sides of the deadline is two lines, so that the sum can be done again.
    fn windows(&mut self, calendar: &Calendar, from: Timestamp, to: Timestamp, counting: Counting) {
        match self.clock.due_at.filter(|due| from < *due && *due < to) {
            Some(due) => {
                self.days(calendar, from, due, counting);
                self.days(calendar, due, to, counting);
            }
            None => self.days(calendar, from, to, counting),
        }
    }

    fn days(&mut self, calendar: &Calendar, from: Timestamp, to: Timestamp, counting: Counting) {
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
        let is_due = self.clock.due_at == Some(opens);
        match (self.lines.last_mut(), as_) {
            (Some(Line::Counted { to, spent, .. }), Counting::Done)
            | (Some(Line::Ahead { to, spent, .. }), Counting::Ahead)
                if *to == opens && !is_due =>
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
        if self.skipped_until.is_some_and(|last_on| on <= last_on) {
            return;
        }
        self.skipped_until = Some(on);
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

    /// Takes the lines so far, the middle of many told month by month.
    fn folded(&mut self, ends: fold::Ends) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        let last = self.clock.segments.last();
        let calendar = last.and_then(|last| self.calendars.calendar(&last.calendar));
        match calendar {
            Some(calendar) => fold::folded(lines, ends, self.clock.due_at, calendar.zone()),
            None => lines,
        }
    }

    /// What a running clock has before it.
    fn outlook(&mut self) {
        let clock = self.clock;
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

    fn deadlines(&mut self) {
        let clock = self.clock;
        let limit_at = clock.limit_at.filter(|limit| Some(*limit) != clock.due_at);
        self.lines.extend(clock.promise_at.map(|at| Line::WordPromised { at }));
        let left = clock.stopped_at.zip(clock.due_at).filter(|(ended, due)| ended < due);
        self.lines.extend(left.map(|(from, to)| Line::Left { from, to, time: clock.remaining() }));
        self.lines.extend(clock.due_at.map(|at| Line::Due { at }));
        self.lines.extend(limit_at.map(|at| Line::Limit { at }));
    }

    fn result(&mut self) {
        let clock = self.clock;
        let used = clock.used;
        let is_late = clock.is_breached_at(self.now);
        let line = match (clock.state, clock.stopped_at) {
            (ClockState::Met, Some(at)) => Some(Line::Met { at, used }),
            (ClockState::Missed, Some(at)) => Some(Line::Missed { at, used }),
            (ClockState::Cancelled, Some(at)) => Some(Line::Cancelled { at, used }),
            (
                ClockState::NotStarted
                | ClockState::Running
                | ClockState::Paused
                | ClockState::Met
                | ClockState::Missed
                | ClockState::Cancelled
                | ClockState::NeverDue,
                _,
            ) => clock
                .limit_at
                .filter(|_| is_late)
                .map(|since| Line::Overdue { since, by: used - clock.promised }),
        };
        self.lines.extend(line);
        if is_late {
            let shares = self.background.shares(clock, self.calendars, self.now);
            self.lines.extend((!shares.is_empty()).then_some(Line::Shares(shares)));
        }
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
