//! Clocks: how much of a promise is used up, replayed from what happened.
//!
//! First everything retroactive is settled (`story`), then the happenings are replayed into
//! segments (`replay`), and from the segments follow the deadlines (`deadline`). Nothing is stored
//! and nothing is sent here; the reasons behind a figure are told in [`super::explain()`].

mod cycle;
mod deadline;
#[cfg(test)]
pub(super) mod examples;
#[cfg(test)]
mod laws;
mod replay;
mod story;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, Metric};
use super::event::{ClockEvent, Pause};
use crate::calendar::{Calendar, WorkingTime};
use crate::directory::{Directory, Pin};
use crate::key::{AgreementKey, CalendarKey};
use crate::party::Party;
use crate::priority::Priority;
use replay::Replay;
use story::Story;

/// Where clocks look up what was promised and in which hours it counts.
pub trait Calendars {
    /// The calendar of that key.
    fn calendar(&self, key: &CalendarKey) -> Option<&Calendar>;

    /// The agreement in the version that was promised.
    fn agreement(&self, pin: &Pin<AgreementKey>) -> Option<&Agreement>;
}

impl Calendars for Directory {
    fn calendar(&self, key: &CalendarKey) -> Option<&Calendar> {
        self.calendars.get(key).map(AsRef::as_ref)
    }

    fn agreement(&self, pin: &Pin<AgreementKey>) -> Option<&Agreement> {
        Self::agreement(self, pin)
    }
}

/// What a clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// What starts it has not happened yet.
    NotStarted,
    /// Open time counts. Whether it is late is another question: [`Clock::is_breached_at`].
    Running,
    /// It stands still for a reason.
    Paused,
    /// Stopped with no more used than promised.
    Met,
    /// Stopped too late.
    Missed,
    /// Ended without a result.
    Cancelled,
    /// It runs, but in a calendar that never opens. The configuration is wrong.
    NeverDue,
}

impl ClockState {
    /// The name in files and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
            Self::NeverDue => "never_due",
        }
    }

    /// Whether the clock is still to be stopped.
    pub const fn is_going(self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::NeverDue)
    }
}

/// What a clock did during a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// Open time counted.
    Run,
    /// Nothing counted, for this reason. Of several reasons at once, the one that began first.
    Pause(Pause),
    /// Nothing counted, because the clock had been stopped; it went on later.
    Stopped,
}

/// A stretch in which a clock did one thing by one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// From this instant on.
    pub from: Timestamp,
    /// Up to this instant; nothing while it goes on.
    pub to: Option<Timestamp>,
    /// What the clock did.
    pub kind: SegmentKind,
    /// The calendar that counted.
    pub calendar: CalendarKey,
    /// How much of the promise was used up; none except while running.
    pub counted: WorkingTime,
}

/// A target that became another one while the clock ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetChange {
    /// When the priority changed.
    pub at: Timestamp,
    /// The new priority.
    pub priority: Priority,
    /// What was promised until then; nothing if this priority was the first with a promise.
    pub from: Option<WorkingTime>,
    /// What is promised from then on, counted from the start of the clock.
    pub to: WorkingTime,
    /// How much was used up at that instant.
    pub used: WorkingTime,
    /// The deadline until then; nothing while the clock stood still, or where nothing was promised.
    pub old_due_at: Option<Timestamp>,
    /// The deadline from then on; nothing while the clock stands still.
    pub new_due_at: Option<Timestamp>,
}

/// How the earlier cycles of a repeating clock ended. Cancelled ones are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastCycles {
    /// So many in time.
    pub met: u32,
    /// So many too late.
    pub missed: u32,
}

/// A clock as it stands at the `now` of its replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What is promised.
    pub metric: Metric,
    /// Who promised it: a supplier or a team of ours to us; nobody named where we promise the
    /// client.
    pub party: Option<Party>,
    /// The priority by which it was promised.
    pub priority: Priority,
    /// What the clock does.
    pub state: ClockState,
    /// Which cycle this is: update starts anew with each word to the client, next reply with each
    /// message of the client that finds none waiting, restore when the service goes down again, a
    /// party's clocks each time it is engaged. The others have only one.
    ///
    /// The number is a name, from 0 in the order in which people wrote down what can begin a cycle.
    /// It stays when something before it is learnt later, and not every number is a cycle.
    pub cycle: u32,
    /// When this cycle started; nothing before that.
    pub started_at: Option<Timestamp>,
    /// What the clock did in this cycle, without gaps. The last one is kept even if it is empty.
    pub segments: Vec<Segment>,
    /// How the target changed in this cycle.
    pub changes: Vec<TargetChange>,
    /// How much open time is promised, after all changes.
    pub promised: WorkingTime,
    /// How much of it is used up.
    pub used: WorkingTime,
    /// The deadline to show: the earliest instant at which the promise is used up. Nothing while
    /// the clock stands still before that.
    pub due_at: Option<Timestamp>,
    /// The last instant that is in time; a second later is late. Nothing while the clock stands
    /// still before that.
    pub limit_at: Option<Timestamp>,
    /// When the clock ended.
    pub stopped_at: Option<Timestamp>,
    /// Whether it runs, but nothing counts since the calendar is closed.
    pub is_outside_window: bool,
    /// When the calendar opens, if the clock is outside its window.
    pub continues_at: Option<Timestamp>,
    /// When the next word was promised to the client, where that is before [`Self::due_at`]. A
    /// promise that fell into a pause is void.
    pub promise_at: Option<Timestamp>,
    /// How the earlier cycles ended.
    pub past_cycles: PastCycles,
}

/// An instant at which people are warned that a promise runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// So many percent of the promise are used up.
    pub percent: u8,
    /// At this instant.
    pub at: Timestamp,
}

/// A share of a promise at which people are warned, as an agreement has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// So many percent of the promise are used up, rounded down.
    pub percent: u8,
    /// Where the warning is so many minutes of open time before the deadline.
    pub minutes_before: Option<u32>,
    /// At this instant.
    pub at: Timestamp,
}

impl Clock {
    /// How often the target changed: warnings are given once for each version of it.
    pub fn target_version(&self) -> u32 {
        u32::try_from(self.changes.len()).unwrap_or(u32::MAX)
    }

    /// When people are warned by `agreement`, as [`Self::warnings`] has it; soonest first.
    pub fn marks(&self, agreement: &Agreement, calendars: &dyn Calendars) -> Vec<Mark> {
        let plain = |warning: Warning| Mark {
            percent: warning.percent,
            minutes_before: None,
            at: warning.at,
        };
        let mut marks: Vec<Mark> =
            self.warnings(&agreement.warn_percents, calendars).into_iter().map(plain).collect();
        if self.state == ClockState::Running {
            marks.extend(agreement.warn_minutes.iter().filter_map(|minutes| {
                let mark = self.promised - WorkingTime::minutes(i64::from(*minutes));
                if *minutes == 0 || mark <= WorkingTime::ZERO {
                    return None;
                }
                let at = deadline::deadline(&self.segments, mark, None, calendars).due_at?;
                let percent = mark.seconds().saturating_mul(100) / self.promised.seconds().max(1);
                let percent = u8::try_from(percent).unwrap_or(u8::MAX);
                Some(Mark { percent, minutes_before: Some(*minutes), at })
            }));
        }
        marks.sort_by_key(|mark| mark.at);
        marks
    }

    /// How much counted in `[from, to)`, of what the clock counted up to the `now` of its replay.
    pub fn counted_between(
        &self,
        from: Timestamp,
        to: Timestamp,
        calendars: &dyn Calendars,
    ) -> WorkingTime {
        let counted = |segment: &Segment| {
            let calendar = calendars.calendar(&segment.calendar)?;
            let (from, to) = (segment.from.max(from), segment.to.map_or(to, |end| end.min(to)));
            if segment.kind != SegmentKind::Run || to <= from {
                return None;
            }
            calendar.elapsed(from, to).ok()
        };
        self.segments.iter().filter_map(counted).sum()
    }

    /// What is left of the promise at the `now` of the replay; below zero is overdue.
    pub fn remaining(&self) -> WorkingTime {
        self.promised - self.used
    }

    /// How many percent of the promise are used up at the `now` of the replay, rounded down.
    pub fn percent(&self) -> u32 {
        let promised = self.promised.seconds().max(1);
        let percent = self.used.seconds().saturating_mul(100).div_euclid(promised);
        u32::try_from(percent).unwrap_or(u32::MAX)
    }

    /// Whether the promise is broken at `now`, which is not before that of the replay.
    ///
    /// Exactly at the limit is in time. A clock that stands still cannot become late; one that was
    /// late before it stood still stays so.
    pub fn is_breached_at(&self, now: Timestamp) -> bool {
        match self.state {
            ClockState::Running => {
                self.limit_at.is_some_and(|limit| now.as_second() > limit.as_second())
            }
            ClockState::NotStarted
            | ClockState::Paused
            | ClockState::Met
            | ClockState::Missed
            | ClockState::Cancelled
            | ClockState::NeverDue => self.used > self.promised,
        }
    }

    /// Whether the word promised for [`Self::promise_at`] is late at `now`. That is reported, but
    /// it is no breach.
    pub fn is_promise_missed_at(&self, now: Timestamp) -> bool {
        let said_at = self.stopped_at.unwrap_or(now);
        self.promise_at.is_some_and(|promised| said_at.as_second() > promised.as_second())
    }

    /// The instants at which so many percent of the promise are used up, if the clock runs on.
    ///
    /// Those that have passed are included with their true instants, so that a late caller can
    /// catch up (and, if a shorter target passed several at once, fire only the highest). A clock
    /// that does not run warns nobody.
    pub fn warnings(&self, percents: &[u8], calendars: &dyn Calendars) -> Vec<Warning> {
        if self.state != ClockState::Running {
            return Vec::new();
        }
        let warning = |&percent: &u8| {
            let mark = self.promised.percent(u32::from(percent));
            let at = deadline::deadline(&self.segments, mark, None, calendars).due_at?;
            Some(Warning { percent, at })
        };
        percents.iter().filter_map(warning).collect()
    }
}

/// The clock of a metric as it stands at `now`: of a repeating one, its last cycle.
///
/// Nothing if there is no agreement, or none of its targets fits the metric and the priority.
/// Happenings after `now` are not looked at.
pub fn clock(
    metric: Metric,
    events: &[ClockEvent],
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Option<Clock> {
    cycles(metric, events, calendars, now).pop()
}

/// The clocks of all metrics for which something is promised.
pub fn clocks(events: &[ClockEvent], calendars: &dyn Calendars, now: Timestamp) -> Vec<Clock> {
    Metric::ALL.into_iter().filter_map(|metric| clock(metric, events, calendars, now)).collect()
}

/// All cycles of a metric, oldest first: each with its own deadline and result, so that a breach
/// in an earlier one can still be recorded after its end.
pub fn cycles(
    metric: Metric,
    events: &[ClockEvent],
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Vec<Clock> {
    Story::settle(metric, events, calendars, now)
        .filter(|story| story.agreement.promises(metric))
        .map(|story| Replay::of(metric, story, calendars).clocks(now))
        .unwrap_or_default()
}
