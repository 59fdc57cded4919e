//! One cycle of a clock, from its start to its end: the segments it collects, and what they say.
//!
//! Which happening starts or ends a cycle is decided in `replay`.

use jiff::Timestamp;

use super::super::agreement::Metric;
use super::deadline::{Deadline, deadline};
use super::{Calendars, Clock, ClockState, PastCycles, Segment, SegmentKind, TargetChange};
use crate::calendar::WorkingTime;
use crate::key::CalendarKey;
use crate::priority::Priority;

/// How a cycle ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// What was promised was done.
    Stopped,
    /// Without a result.
    Cancelled,
}

/// A cycle in the making.
pub(super) struct Cycle {
    /// Of the happening that began it.
    pub(super) number: u32,
    pub(super) started_at: Timestamp,
    /// The priority by which the present target was chosen.
    pub(super) priority: Priority,
    /// The calendar that counts.
    pub(super) calendar: CalendarKey,
    /// Nothing as long as the priorities had no target.
    pub(super) promised: Option<WorkingTime>,
    /// When the next word was promised to the client.
    pub(super) promise: Option<Timestamp>,
    pub(super) used: WorkingTime,
    pub(super) segments: Vec<Segment>,
    pub(super) changes: Vec<Retargeting>,
    /// The stretch that goes on, and since when it is not yet counted.
    pub(super) open: Option<(Timestamp, SegmentKind)>,
    pub(super) end: Option<(Timestamp, Ending)>,
}

/// Another target, and what the clock did until then and would do by the old and the new one.
pub(super) struct Retargeting {
    at: Timestamp,
    priority: Priority,
    from: Option<WorkingTime>,
    to: WorkingTime,
    used: WorkingTime,
    before: Vec<Segment>,
    after: Vec<Segment>,
}

impl Retargeting {
    /// The change with its deadlines, which stay as they were when the clock has stopped.
    fn tell(self, stopped_at: Option<Timestamp>, calendars: &dyn Calendars) -> TargetChange {
        let Self { at, priority, from, to, used, before, after } = self;
        let due = |segments: &[Segment], promised| {
            deadline(segments, promised, stopped_at, calendars).due_at
        };
        TargetChange {
            at,
            priority,
            from,
            to,
            used,
            old_due_at: from.and_then(|from| due(&before, from)),
            new_due_at: due(&after, to),
        }
    }
}

impl Cycle {
    /// Counts what goes on up to `at`.
    pub(super) fn count_until(&mut self, at: Timestamp, calendars: &dyn Calendars) {
        let Some((from, kind)) = self.open.filter(|(from, _)| *from < at) else { return };
        let counted = match kind {
            SegmentKind::Run => elapsed(calendars, &self.calendar, from, at),
            SegmentKind::Pause(_) | SegmentKind::Stopped => WorkingTime::ZERO,
        };
        self.used += counted;
        self.push(from, at, kind, counted);
        self.open = Some((at, kind));
    }

    /// Counts up to `at` and leaves nothing open. What went on at last is the last segment, even
    /// if it began only now.
    pub(super) fn seal(&mut self, at: Timestamp, calendars: &dyn Calendars) {
        self.count_until(at, calendars);
        if let Some((from, kind)) = self.open.take() {
            self.push(from, at, kind, WorkingTime::ZERO);
        }
    }

    /// Takes the end back: the time since then was a stop in between.
    pub(super) fn resume(&mut self, at: Timestamp) {
        if let Some((ended_at, _)) = self.end.take().filter(|(ended_at, _)| *ended_at < at) {
            self.push(ended_at, at, SegmentKind::Stopped, WorkingTime::ZERO);
        }
    }

    /// Sets another target from `at` on. A promise that is broken stays broken: it keeps the
    /// target by which it was.
    ///
    /// `before` is what the clock did until then and how it went on, `runs_on` whether it counts
    /// from then on.
    pub(super) fn promise_anew(
        &mut self,
        at: Timestamp,
        promised: WorkingTime,
        before: Vec<Segment>,
        runs_on: bool,
    ) {
        let from = self.promised;
        if from == Some(promised) || from.is_some_and(|from| self.used > from) {
            return;
        }
        self.promised = Some(promised);
        let (priority, used) = (self.priority, self.used);
        let after = self.outlook(at, runs_on);
        self.changes.push(Retargeting { at, priority, from, to: promised, used, before, after });
    }

    /// What the clock did, all of it counted up to `at`, and that it `runs_on`.
    pub(super) fn outlook(&self, at: Timestamp, runs_on: bool) -> Vec<Segment> {
        let mut segments = self.segments.clone();
        if runs_on {
            let calendar = self.calendar.clone();
            let (kind, counted) = (SegmentKind::Run, WorkingTime::ZERO);
            segments.push(Segment { from: at, to: None, kind, calendar, counted });
        }
        segments
    }

    /// Whether it counted at last.
    pub(super) fn is_counting(&self) -> bool {
        matches!(self.open, Some((_, SegmentKind::Run)))
    }

    /// Adds a stretch, as part of the last segment if nothing changed.
    fn push(&mut self, from: Timestamp, to: Timestamp, kind: SegmentKind, counted: WorkingTime) {
        match self.segments.last_mut() {
            Some(last)
                if last.kind == kind && last.calendar == self.calendar && last.to == Some(from) =>
            {
                last.to = Some(to);
                last.counted += counted;
            }
            Some(_) | None => self.segments.push(Segment {
                from,
                to: Some(to),
                kind,
                calendar: self.calendar.clone(),
                counted,
            }),
        }
    }

    /// The cycle as it stands at `now`; nothing if nothing was promised.
    pub(super) fn tell(
        mut self,
        metric: Metric,
        calendars: &dyn Calendars,
        now: Timestamp,
    ) -> Option<Clock> {
        let promised = self.promised?;
        self.seal(now, calendars);
        if let Some(last) = self.segments.last_mut().filter(|_| self.end.is_none()) {
            last.to = None;
        }
        let stopped_at = self.end.map(|(at, _)| at);
        let deadline = deadline(&self.segments, promised, stopped_at, calendars);
        let state = self.state(promised, deadline);
        let calendar = calendars.calendar(&self.calendar);
        let closed =
            calendar.filter(|calendar| state == ClockState::Running && !calendar.is_open(now));
        Some(Clock {
            metric,
            party: None,
            priority: self.priority,
            state,
            cycle: self.number,
            started_at: Some(self.started_at),
            promised,
            used: self.used,
            due_at: deadline.due_at,
            limit_at: deadline.limit_at,
            stopped_at,
            is_outside_window: closed.is_some(),
            continues_at: closed.and_then(|calendar| calendar.next_opening(now)),
            promise_at: self.promise_at(state, deadline),
            past_cycles: PastCycles::default(),
            segments: self.segments,
            changes: self.changes.into_iter().map(|it| it.tell(stopped_at, calendars)).collect(),
        })
    }

    fn state(&self, promised: WorkingTime, deadline: Deadline) -> ClockState {
        let is_running = self.segments.last().is_some_and(|last| last.kind == SegmentKind::Run);
        match self.end {
            Some((_, Ending::Cancelled)) => ClockState::Cancelled,
            Some((_, Ending::Stopped)) if self.used <= promised => ClockState::Met,
            Some((_, Ending::Stopped)) => ClockState::Missed,
            None if !is_running => ClockState::Paused,
            None if deadline.due_at.is_none() => ClockState::NeverDue,
            None => ClockState::Running,
        }
    }

    /// The promised next word, where it comes first and did not fall into a pause.
    fn promise_at(&self, state: ClockState, deadline: Deadline) -> Option<Timestamp> {
        let promise = self.promise.filter(|promise| *promise > self.started_at)?;
        let is_void = self.segments.iter().any(|segment| {
            segment.kind != SegmentKind::Run
                && segment.from <= promise
                && segment.to.is_none_or(|to| promise < to)
        });
        let is_first = deadline.due_at.is_some_and(|due| promise < due);
        (state != ClockState::Paused && is_first && !is_void).then_some(promise)
    }
}

/// The open time between two instants; none in a calendar that does not exist.
fn elapsed(
    calendars: &dyn Calendars,
    calendar: &CalendarKey,
    from: Timestamp,
    to: Timestamp,
) -> WorkingTime {
    let calendar = calendars.calendar(calendar);
    calendar.and_then(|calendar| calendar.elapsed(from, to).ok()).unwrap_or_default()
}
