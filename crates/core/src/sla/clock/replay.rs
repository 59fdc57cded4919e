//! The replay: what each happening does to a clock, and the segments that come of it.
//!
//! Goes through a settled story once. Segments are cut where something changes; what they count is
//! read from the calendar that holds at that moment, so a new target keeps what was counted by the
//! old one.

use jiff::Timestamp;

use super::super::agreement::{Agreement, Metric, OnReopen, Target};
use super::super::event::{ClockEvent, ClockEventKind, Pause};
use super::cycle::{Cycle, Ending};
use super::story::Story;
use super::{Calendars, Clock, ClockState, PastCycles, SegmentKind};
use crate::calendar::WorkingTime;
use crate::key::CalendarKey;
use crate::priority::Priority;

/// What a happening means to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The clock starts, if it never did.
    Start,
    /// The next cycle starts, unless one goes or the incident is closed.
    Open,
    /// The clock stops, if it goes.
    Stop,
    /// This cycle stops and the next one starts, unless the incident is over.
    Next { promise: Option<Timestamp> },
    /// If this cycle has ended, the next one starts.
    Anew,
    /// The same cycle goes on, if it has ended.
    Resume,
    /// The same cycle goes on, if it ended without a result.
    ResumeCancelled,
    /// The clock ends without a result, if it goes.
    Cancel,
}

/// The table of all clocks: what starts, stops and restarts which.
fn step(metric: Metric, kind: &ClockEventKind, when_reopened: OnReopen) -> Option<Step> {
    use Metric::{NextReply, Reaction, Resolution, Restore, Update};
    match kind {
        ClockEventKind::Reported => match metric {
            Reaction | Restore | Resolution => Some(Step::Start),
            Update | NextReply => None,
        },
        ClockEventKind::ClientWrote => (metric == NextReply).then_some(Step::Open),
        ClockEventKind::Responded { next_update_at } => match metric {
            Reaction | NextReply => Some(Step::Stop),
            Update => Some(Step::Next { promise: *next_update_at }),
            Restore | Resolution => None,
        },
        ClockEventKind::Restored => (metric == Restore).then_some(Step::Stop),
        ClockEventKind::DownAgain => (metric == Restore).then_some(Step::Anew),
        ClockEventKind::Resolved => match metric {
            Update | Restore | Resolution => Some(Step::Stop),
            // An answer to the client is still owed, whatever was solved.
            Reaction | NextReply => None,
        },
        ClockEventKind::Reopened { .. } => match metric {
            Reaction | NextReply | Restore => Some(Step::ResumeCancelled),
            Resolution => Some(match when_reopened {
                OnReopen::Resume | OnReopen::Void => Step::Resume,
                OnReopen::NewCycle => Step::Anew,
            }),
            // The word that it was solved was the last one; the next is due from here on.
            Update => Some(Step::Anew),
        },
        ClockEventKind::Cancelled | ClockEventKind::Closed => Some(Step::Cancel),
        ClockEventKind::Agreed(_)
        | ClockEventKind::Prioritised { .. }
        | ClockEventKind::Confirmed
        | ClockEventKind::UpdateAgreed { .. }
        | ClockEventKind::ResponseVoided { .. }
        | ClockEventKind::PauseBegan(_)
        | ClockEventKind::PauseEnded(_) => None,
    }
}

/// Whether a happening begins a cycle, if things stand so that it does.
pub(super) fn can_begin_a_cycle(metric: Metric, kind: &ClockEventKind) -> bool {
    let step = step(metric, kind, OnReopen::NewCycle);
    matches!(step, Some(Step::Start | Step::Open | Step::Next { .. } | Step::Anew))
}

/// Whether a reason to wait stops the clock of a metric.
fn pauses(agreement: &Agreement, metric: Metric, priority: Priority, pause: Pause) -> bool {
    match pause {
        Pause::Client | Pause::ClientParty => {
            metric != Metric::Reaction && agreement.client_wait_pauses.contains(&priority)
        }
        Pause::AgreedDeferral => matches!(metric, Metric::Restore | Metric::Resolution),
        Pause::Us => metric != Metric::Reaction,
    }
}

/// A clock in the making.
pub(super) struct Replay<'a> {
    metric: Metric,
    agreement: &'a Agreement,
    calendars: &'a dyn Calendars,
    priority: Priority,
    /// The target for the priority, or the last one there was: a promise is never erased by a
    /// priority for which nothing is promised.
    target: Option<&'a Target>,
    /// The reasons to wait, in the order in which they began.
    waits: Vec<Pause>,
    /// Whether the incident is resolved, cancelled or closed.
    is_over: bool,
    /// Whether it is cancelled or closed.
    is_closed: bool,
    /// Whether a call, a monitor or a grave report confirmed the trouble.
    is_confirmed: bool,
    /// Until when the client agreed to wait for the next word.
    update_agreed: Option<Timestamp>,
    /// Of the happening that is replayed.
    number: u32,
    past: Vec<Cycle>,
    current: Option<Cycle>,
}

impl<'a> Replay<'a> {
    /// Replays a story.
    pub(super) fn of(metric: Metric, story: Story<'a>, calendars: &'a dyn Calendars) -> Self {
        let Story { agreement, priority, events } = story;
        let mut replay = Self {
            metric,
            agreement,
            calendars,
            priority,
            target: agreement.target(metric, priority),
            waits: Vec::new(),
            is_over: false,
            is_closed: false,
            is_confirmed: false,
            update_agreed: None,
            number: 0,
            past: Vec::new(),
            current: None,
        };
        for happening in events {
            let ClockEvent { at, kind } = &*happening;
            replay.number = happening.number;
            replay.count_until(*at);
            replay.note(*at, kind);
            if let Some(step) = step(metric, kind, agreement.when_reopened(metric)) {
                replay.take(*at, step);
            }
            replay.go_on(*at);
        }
        replay
    }

    /// The cycles as they stand at `now`, the last one being the clock as people see it.
    pub(super) fn clocks(mut self, now: Timestamp) -> Vec<Clock> {
        let cycles: Vec<Cycle> = self.past.drain(..).chain(self.current.take()).collect();
        if cycles.is_empty() {
            return self.not_started().into_iter().collect();
        }
        let mut clocks = Vec::new();
        let mut past = PastCycles::default();
        for cycle in cycles {
            let Some(clock) = cycle.tell(self.metric, self.calendars, now) else { continue };
            let state = clock.state;
            clocks.push(Clock { past_cycles: past, ..clock });
            past.met += u32::from(state == ClockState::Met);
            past.missed += u32::from(state == ClockState::Missed);
        }
        clocks
    }

    /// Takes note of what changes the terms of the clock rather than the clock.
    fn note(&mut self, at: Timestamp, kind: &ClockEventKind) {
        match kind {
            ClockEventKind::Prioritised { priority, .. } => {
                self.priority = *priority;
                let target = self.agreement.target(self.metric, *priority);
                self.target = target.or(self.target);
                self.retarget(at);
            }
            ClockEventKind::PauseBegan(pause) => {
                // Any answer of the client ends waiting for the client, however much was asked.
                if *pause != Pause::Client || !self.waits.contains(pause) {
                    self.waits.push(*pause);
                }
            }
            ClockEventKind::PauseEnded(pause) => {
                if let Some(index) = self.waits.iter().position(|wait| wait == pause) {
                    self.waits.remove(index);
                }
            }
            ClockEventKind::Confirmed => {
                self.is_confirmed = true;
                self.count_by_target();
            }
            ClockEventKind::UpdateAgreed { until } => self.update_agreed = Some(*until),
            ClockEventKind::Resolved => self.is_over = true,
            ClockEventKind::Cancelled | ClockEventKind::Closed => {
                self.is_over = true;
                self.is_closed = true;
            }
            ClockEventKind::Reopened { .. } => {
                self.is_over = false;
                self.is_closed = false;
            }
            ClockEventKind::Reported
            | ClockEventKind::Agreed(_)
            | ClockEventKind::ClientWrote
            | ClockEventKind::Responded { .. }
            | ClockEventKind::ResponseVoided { .. }
            | ClockEventKind::Restored
            | ClockEventKind::DownAgain => {}
        }
    }

    fn take(&mut self, at: Timestamp, step: Step) {
        let end = self.current.as_ref().map(|cycle| cycle.end);
        let is_going = end == Some(None);
        match step {
            Step::Start if end.is_none() => self.begin(at, None),
            Step::Open if !is_going && !self.is_closed => self.begin(at, None),
            Step::Stop if is_going => self.end(at, Ending::Stopped),
            Step::Cancel if is_going => self.end(at, Ending::Cancelled),
            Step::Next { promise } if !self.is_over => {
                if is_going {
                    self.end(at, Ending::Stopped);
                }
                self.begin(at, promise);
            }
            Step::Anew if matches!(end, Some(Some(_))) => self.begin(at, None),
            Step::Resume if matches!(end, Some(Some(_))) => self.resume(at),
            Step::ResumeCancelled if matches!(end, Some(Some((_, Ending::Cancelled)))) => {
                self.resume(at);
            }
            Step::Start
            | Step::Open
            | Step::Stop
            | Step::Cancel
            | Step::Next { .. }
            | Step::Anew
            | Step::Resume
            | Step::ResumeCancelled => {}
        }
    }

    fn begin(&mut self, at: Timestamp, promise: Option<Timestamp>) {
        let calendar = self.target.map_or(&self.agreement.calendar, |it| self.calendar_of(it));
        let calendar = calendar.clone();
        let agreed = self.agreed_until(at, promise, &calendar);
        let cycle = Cycle {
            number: self.number,
            started_at: at,
            priority: self.priority,
            calendar,
            promised: self.target.map(|target| target.promised().max(agreed)),
            promise,
            used: WorkingTime::ZERO,
            segments: Vec::new(),
            changes: Vec::new(),
            open: None,
            end: None,
        };
        self.past.extend(self.current.replace(cycle));
    }

    /// The calendar in which a target counts as things are known.
    fn calendar_of(&self, target: &'a Target) -> &'a CalendarKey {
        if target.once_confirmed && !self.is_confirmed {
            &self.agreement.calendar
        } else {
            self.agreement.calendar_of(target)
        }
    }

    /// Counts the running cycle in the calendar of its target.
    fn count_by_target(&mut self) {
        let Some(target) = self.target else { return };
        let calendar = self.calendar_of(target).clone();
        if let Some(cycle) = self.current.as_mut().filter(|cycle| cycle.end.is_none()) {
            cycle.calendar = calendar;
        }
    }

    /// How much time the client agreed to give until the next word, where it agreed to more than
    /// the cadence.
    fn agreed_until(
        &mut self,
        at: Timestamp,
        promise: Option<Timestamp>,
        calendar: &CalendarKey,
    ) -> WorkingTime {
        let until = self.update_agreed.take().filter(|_| self.metric == Metric::Update);
        let agreed = promise.filter(|promise| until.is_some_and(|until| *promise <= until));
        agreed
            .zip(self.calendars.calendar(calendar))
            .and_then(|(until, calendar)| calendar.elapsed(at, until).ok())
            .unwrap_or_default()
    }

    fn end(&mut self, at: Timestamp, ending: Ending) {
        if let Some(cycle) = &mut self.current {
            cycle.seal(at, self.calendars);
            cycle.end = Some((at, ending));
        }
    }

    fn resume(&mut self, at: Timestamp) {
        if let Some(cycle) = &mut self.current {
            cycle.resume(at);
        }
        // The priority may have changed while the clock was stopped.
        self.count_by_target();
        self.retarget(at);
    }

    /// Gives the running cycle the target of the present priority, if that is another one.
    fn retarget(&mut self, at: Timestamp) {
        let floor = self.grace();
        let runs_on = self.standing() == SegmentKind::Run;
        let target = self.agreement.target(self.metric, self.priority);
        let calendar = target.map(|target| self.calendar_of(target).clone());
        let Some(cycle) = self.current.as_mut().filter(|cycle| cycle.end.is_none()) else { return };
        if cycle.priority == self.priority {
            return;
        }
        let is_upgrade = self.priority < cycle.priority;
        cycle.priority = self.priority;
        let Some((target, calendar)) = target.zip(calendar) else { return };
        let before = cycle.outlook(at, cycle.is_counting());
        cycle.calendar = calendar;
        let floor = is_upgrade.then(|| cycle.used + floor);
        let promised = target.promised().max(floor.unwrap_or_default());
        cycle.promise_anew(at, promised, before, runs_on);
    }

    /// The time that an upgrade leaves at the least, so that it does not break the promise itself.
    fn grace(&self) -> WorkingTime {
        let reaction = self.agreement.target(Metric::Reaction, self.priority);
        let quarter = self.target.map_or(WorkingTime::ZERO, |target| target.promised().percent(25));
        reaction.map_or(quarter, |target| target.promised().min(quarter))
    }

    fn count_until(&mut self, at: Timestamp) {
        if let Some(cycle) = &mut self.current {
            cycle.count_until(at, self.calendars);
        }
    }

    /// From `at` on the cycle runs or stands still, as the reasons to wait have it.
    fn go_on(&mut self, at: Timestamp) {
        let kind = self.standing();
        if let Some(cycle) = self.current.as_mut().filter(|cycle| cycle.end.is_none()) {
            cycle.open = Some((at, kind));
        }
    }

    /// Whether a cycle runs or stands still, as the reasons to wait have it.
    fn standing(&self) -> SegmentKind {
        let stops = |pause: &&Pause| pauses(self.agreement, self.metric, self.priority, **pause);
        let kind = self.waits.iter().find(stops).copied();
        kind.map_or(SegmentKind::Run, SegmentKind::Pause)
    }

    fn not_started(&self) -> Option<Clock> {
        let promised = self.target?.promised();
        Some(Clock {
            metric: self.metric,
            party: None,
            priority: self.priority,
            state: ClockState::NotStarted,
            cycle: 0,
            started_at: None,
            segments: Vec::new(),
            changes: Vec::new(),
            promised,
            used: WorkingTime::ZERO,
            due_at: None,
            limit_at: None,
            stopped_at: None,
            is_outside_window: false,
            continues_at: None,
            promise_at: None,
            past_cycles: PastCycles::default(),
        })
    }
}
