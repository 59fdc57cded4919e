//! What one incident gives to the figures: its clocks with their results, its instants, and when
//! its alerts lasted. Read off the timeline, and kept beside it so that a month is made without
//! replaying every incident.
//!
//! Which of it counts in a period is decided where each figure is made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::directory::Pin;
use crate::incident::{self, Entry, Fact, State, TicketKind};
use crate::key::{AgreementKey, ApplicationKey, CheckKey, ClientKey, Number};
use crate::priority::{Impact, Priority};
use crate::sla::{Clock, ClockState, Metric, SegmentKind};

/// What an incident gives to the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentFigures {
    /// Its number.
    pub number: Number,
    /// In one line.
    pub summary: String,
    /// What kind of ticket it is. Only incidents count in times; promises hold for all.
    pub ticket: TicketKind,
    /// Whose it is.
    pub client: ClientKey,
    /// Which application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationKey>,
    /// Its priority.
    pub priority: Priority,
    /// How much is hit, when that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// The agreement that it is judged by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Pin<AgreementKey>>,
    /// Whether it left by the side door.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_cancelled: bool,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// When the trouble began, where that is known by more than the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset_at: Option<Timestamp>,
    /// When a person of ours first took it up: the acknowledgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Timestamp>,
    /// When the service came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored_at: Option<Timestamp>,
    /// When work on it began: the first step after it was taken up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_began_at: Option<Timestamp>,
    /// When it was resolved, for good as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// When it was resolved for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_resolved_at: Option<Timestamp>,
    /// When it was opened again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopened_at: Vec<Timestamp>,
    /// Its clocks, every cycle of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<ClockResult>,
    /// When its alerts lasted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertSpan>,
    /// Clocks and alerts with what was corrected in their place; nothing if nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
}

/// What an incident gives to the corrected figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Its clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<ClockResult>,
    /// When its alerts lasted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertSpan>,
}

/// Which figures are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// As it was.
    Raw,
    /// With what was corrected in its place.
    Corrected,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(it: &bool) -> bool {
    !*it
}

/// One cycle of a clock, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockResult {
    /// What was promised.
    pub metric: Metric,
    /// Which cycle, from 0.
    pub cycle: u32,
    /// The priority by which it was promised.
    pub priority: Priority,
    /// What the clock did last.
    pub state: ClockState,
    /// When it started.
    pub started_at: Timestamp,
    /// The deadline that was shown; nothing while the clock goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// When it first stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    /// The instant after which it was late, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_at: Option<Timestamp>,
    /// How much open time was promised, in seconds.
    pub promised_s: i64,
    /// How much of it was used when it ended, in seconds; nothing while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_s: Option<i64>,
    /// Why the breach does not count in the corrected figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excuse: Option<String>,
}

/// How a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The promise was kept.
    Met,
    /// It was broken.
    Missed,
    /// It is not decided yet.
    Running,
    /// It ended without a result.
    Void,
}

impl Verdict {
    /// Whether the promise was kept; nothing if that cannot be said.
    pub const fn is_met(self) -> Option<bool> {
        match self {
            Self::Met => Some(true),
            Self::Missed => Some(false),
            Self::Running | Self::Void => None,
        }
    }
}

/// A stretch in which an alert lasted: from the first failing check to the first good one of the
/// recovery that stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertSpan {
    /// The check, when it is one of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckKey>,
    /// From when.
    pub from: Timestamp,
    /// Until when; nothing while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
}

impl ClockResult {
    /// How the clock counts.
    ///
    /// A breach stays one whatever becomes of the clock (it is merged, cancelled, its priority
    /// changes). Only a clock that proves to have been stopped in time after all, by a call that
    /// was written down later, is met: the breach is refuted then.
    pub fn verdict(&self) -> Verdict {
        match self.state {
            ClockState::Met => Verdict::Met,
            ClockState::Missed => Verdict::Missed,
            ClockState::NotStarted
            | ClockState::Running
            | ClockState::Paused
            | ClockState::NeverDue
            | ClockState::Cancelled
                if self.breached_at.is_some() =>
            {
                Verdict::Missed
            }
            ClockState::Cancelled => Verdict::Void,
            ClockState::NotStarted
            | ClockState::Running
            | ClockState::Paused
            | ClockState::NeverDue => Verdict::Running,
        }
    }

    /// Whether a breach was written that proved to be none.
    pub fn is_refuted(&self) -> bool {
        self.breached_at.is_some() && self.state == ClockState::Met
    }

    /// When it first stopped or broke: the clock counts in the period of this instant.
    pub fn decided_at(&self) -> Option<Timestamp> {
        let breached_at = self.breached_at.filter(|_| !self.is_refuted());
        match (self.stopped_at, breached_at) {
            (Some(stopped), Some(breached)) => Some(stopped.min(breached)),
            (one, other) => one.or(other),
        }
    }

    fn of(clock: &Clock, breaches: &[Breach]) -> Option<Self> {
        let first_stop = clock.segments.iter().find(|it| it.kind == SegmentKind::Stopped);
        let is_ended = matches!(clock.state, ClockState::Met | ClockState::Missed);
        let end = clock.stopped_at.filter(|_| is_ended);
        let written =
            breaches.iter().find(|it| it.metric == clock.metric && it.cycle == clock.cycle);
        let is_late = clock.used > clock.promised;
        let breached_at = written.map(|it| it.limit_at);
        let breached_at = breached_at.or_else(|| clock.limit_at.or(end).filter(|_| is_late));
        Some(Self {
            metric: clock.metric,
            cycle: clock.cycle,
            priority: clock.priority,
            state: clock.state,
            started_at: clock.started_at?,
            due_at: written.map(|it| it.due_at).or_else(|| clock.due_at.filter(|_| is_ended)),
            stopped_at: first_stop.map(|it| it.from).or(end),
            breached_at,
            promised_s: clock.promised.seconds(),
            used_s: (!clock.state.is_going()).then(|| clock.used.seconds()),
            excuse: None,
        })
    }
}

/// A breach as the timeline has it.
struct Breach {
    metric: Metric,
    cycle: u32,
    due_at: Timestamp,
    limit_at: Timestamp,
}

impl IncidentFigures {
    /// What the incident gives to the figures, with all its timeline and every cycle of its clocks,
    /// as recorded and, where something was corrected, as corrected.
    pub fn of<'a, T>(
        state: &State,
        timeline: T,
        cycles: &[Clock],
        corrected_cycles: Option<&[Clock]>,
    ) -> Self
    where
        T: IntoIterator<Item = &'a Entry>,
    {
        let mut read = Reading::default();
        for entry in timeline {
            read.take(entry);
        }
        let ledger = &state.corrections;
        let result = |clock: &Clock| {
            let mut result = ClockResult::of(clock, &read.breaches)?;
            let (metric, cycle) = (result.metric, result.cycle);
            result.excuse =
                ledger.excuse(metric, cycle).map(|(excuse, _)| excuse.as_str().to_owned());
            let is_refuted = ledger.breach(metric, cycle).is_some_and(|it| it.refuted_by.is_some());
            if is_refuted && result.state.is_going() {
                // It was late by a merge that was taken back.
                result.breached_at = None;
            }
            Some(result)
        };
        let corrected = corrected_cycles.map(|cycles| Corrected {
            clocks: cycles.iter().filter_map(result).collect(),
            alerts: read.corrected_alerts(state),
        });
        let is_known = !read.alerts.is_empty() || state.onset_at < state.reported_at;
        let mut it = Self {
            number: state.number,
            summary: state.summary.clone(),
            ticket: state.ticket,
            client: state.client.clone(),
            application: state.application.clone(),
            priority: state.priority,
            impact: state.classified.as_ref().map(|it| it.impact),
            agreement: state.pins.agreement.clone(),
            is_cancelled: state.cancelled.is_some(),
            reported_at: state.reported_at,
            onset_at: is_known.then_some(state.onset_at),
            acknowledged_at: read.acknowledged_at,
            restored_at: state.restored_at.or_else(|| Some(state.resolution.as_ref()?.at)),
            work_began_at: read.work_began_at.or(read.acknowledged_at),
            resolved_at: state.resolution.as_ref().map(|it| it.at),
            first_resolved_at: read.first_resolved_at,
            reopened_at: read.reopened_at,
            clocks: cycles.iter().filter_map(result).collect(),
            alerts: read.alerts.into_iter().map(|(_, span)| span).collect(),
            corrected,
        };
        it.cut_to_milliseconds();
        it
    }

    /// Instants are kept in whole milliseconds, so what is made now must be what is made again.
    fn cut_to_milliseconds(&mut self) {
        let cut = |at: &mut Timestamp| {
            *at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(*at);
        };
        let instants = [
            &mut self.onset_at,
            &mut self.acknowledged_at,
            &mut self.restored_at,
            &mut self.work_began_at,
            &mut self.resolved_at,
            &mut self.first_resolved_at,
        ];
        instants.into_iter().flatten().chain([&mut self.reported_at]).for_each(cut);
        self.reopened_at.iter_mut().for_each(cut);
        let corrected = self.corrected.iter_mut().flat_map(|it| &mut it.clocks);
        for clock in self.clocks.iter_mut().chain(corrected) {
            cut(&mut clock.started_at);
            let ends = [&mut clock.due_at, &mut clock.stopped_at, &mut clock.breached_at];
            ends.into_iter().flatten().for_each(cut);
        }
        let corrected = self.corrected.iter_mut().flat_map(|it| &mut it.alerts);
        for alert in self.alerts.iter_mut().chain(corrected) {
            cut(&mut alert.from);
            alert.to.iter_mut().for_each(cut);
        }
    }

    /// Its clocks in a view.
    pub(super) fn clocks_in(&self, view: View) -> &[ClockResult] {
        let corrected = self.corrected.as_ref().filter(|_| view == View::Corrected);
        corrected.map_or(&self.clocks, |it| &it.clocks)
    }

    /// When its alerts lasted, in a view.
    pub(super) fn alerts_in(&self, view: View) -> &[AlertSpan] {
        let corrected = self.corrected.as_ref().filter(|_| view == View::Corrected);
        corrected.map_or(&self.alerts, |it| &it.alerts)
    }

    /// From when on it can count in figures.
    pub fn begins_at(&self) -> Timestamp {
        self.onset_at.map_or(self.reported_at, |onset| onset.min(self.reported_at))
    }

    /// Until when it can count in figures; nothing while something of it goes on.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let is_over = self.resolved_at.is_some() || self.is_cancelled;
        let goes_on = self.clocks.iter().any(|clock| clock.state.is_going())
            || self.alerts.iter().any(|alert| alert.to.is_none());
        if !is_over || goes_on {
            return None;
        }
        let views = [View::Raw, View::Corrected];
        let clocks = views.into_iter().flat_map(|view| self.clocks_in(view));
        let stops = clocks.flat_map(|clock| [clock.stopped_at, clock.breached_at]);
        let alerts = views.into_iter().flat_map(|view| self.alerts_in(view));
        let ends = alerts.map(|alert| alert.to);
        let instants = [
            Some(self.reported_at),
            self.acknowledged_at,
            self.restored_at,
            self.resolved_at,
            self.first_resolved_at,
        ];
        let reopened = self.reopened_at.iter().copied().map(Some);
        stops.chain(ends).chain(instants).chain(reopened).flatten().max()
    }
}

/// What is picked out of a timeline.
#[derive(Default)]
struct Reading {
    acknowledged_at: Option<Timestamp>,
    work_began_at: Option<Timestamp>,
    first_resolved_at: Option<Timestamp>,
    reopened_at: Vec<Timestamp>,
    breaches: Vec<Breach>,
    /// With the key by which the alert is known.
    alerts: Vec<(String, AlertSpan)>,
    /// Those that go on in the incident into which this one was merged.
    lent: Vec<(String, AlertSpan)>,
    /// Which alerts came with which merged incident.
    taken_over: Vec<(Number, Vec<String>)>,
}

impl Reading {
    fn take(&mut self, entry: &Entry) {
        self.note_alerts(&entry.fact);
        self.note_work(entry);
        let at = entry.at;
        if let Fact::Breached { metric, cycle, due_at, limit_at, .. } = &entry.fact {
            let (metric, cycle, due_at, limit_at) = (*metric, *cycle, *due_at, *limit_at);
            self.breaches.push(Breach { metric, cycle, due_at, limit_at });
        } else if matches!(entry.fact, Fact::Resolved { .. }) {
            self.first_resolved_at.get_or_insert(at);
        } else if matches!(entry.fact, Fact::Reopened { .. }) {
            self.reopened_at.push(at);
        }
    }

    fn note_alerts(&mut self, fact: &Fact) {
        if let Fact::AlertLinked { key, check, onset_at, .. } = fact {
            let span = AlertSpan { check: check.clone(), from: *onset_at, to: None };
            self.alerts.push((key.clone(), span));
        } else if let Fact::AlertRecovered { key, recovered_at } = fact {
            self.recover(key, *recovered_at);
        } else if let Fact::AlertReturned { key, onset_at } = fact {
            self.come_back(key, *onset_at);
        } else {
            self.note_merges(fact);
        }
    }

    /// What lasts goes on in the incident that goes on, and comes back when a merge is taken back.
    fn note_merges(&mut self, fact: &Fact) {
        if let Fact::MergedInto { .. } = fact {
            let (lasting, over) =
                self.alerts.drain(..).partition(|(_, span): &(_, AlertSpan)| span.to.is_none());
            (self.lent, self.alerts) = (lasting, over);
        } else if let Fact::MergeUndone { .. } = fact {
            self.alerts.append(&mut self.lent);
        } else if let Fact::Absorbed(absorbed) = fact {
            let lasting = absorbed.alerts.iter().filter(|alert| alert.recovered_at.is_none());
            let spans: Vec<(String, AlertSpan)> = lasting
                .map(|alert| {
                    let (check, from) = (alert.check.clone(), alert.onset_at);
                    (alert.key.clone(), AlertSpan { check, from, to: None })
                })
                .collect();
            let keys = spans.iter().map(|(key, _)| key.clone()).collect();
            self.taken_over.push((absorbed.number, keys));
            self.alerts.extend(spans);
        } else if let Fact::Released { number } = fact {
            let (given_back, kept) =
                self.taken_over.drain(..).partition(|(of, _): &(Number, _)| of == number);
            self.taken_over = kept;
            let given_back: Vec<(Number, Vec<String>)> = given_back;
            self.alerts.retain(|(key, _)| !given_back.iter().any(|(_, keys)| keys.contains(key)));
        }
    }

    /// The alerts with corrected beginnings and ends in the place of the recorded ones.
    fn corrected_alerts(&self, state: &State) -> Vec<AlertSpan> {
        let mut spans = self.alerts.clone();
        for request in state.corrections.approved() {
            let what = &request.correction.what;
            for ((key, span), (_, raw)) in spans.iter_mut().zip(&self.alerts) {
                if let incident::Corrected::OutageStart { alert, old, new } = what
                    && (alert, old) == (key, &raw.from)
                {
                    span.from = *new;
                } else if let incident::Corrected::OutageEnd { alert, old, new } = what
                    && (alert, Some(*old)) == (key, raw.to)
                {
                    span.to = Some(*new);
                }
            }
        }
        spans.into_iter().map(|(_, span)| span).collect()
    }

    /// A person of ours takes the ball, or shows in another way that the trouble is seen.
    fn note_work(&mut self, entry: &Entry) {
        if entry.actor.person().is_none() {
            return;
        }
        if let Fact::HolderAccepted { party, .. } = &entry.fact
            && party.is_own()
        {
            self.work_began_at.get_or_insert(entry.at);
            self.acknowledged_at.get_or_insert(entry.at);
        }
        let is_seen = matches!(
            entry.fact,
            Fact::MessageSent(_) | Fact::CallLogged { .. } | Fact::Classified { .. }
        );
        if is_seen {
            self.acknowledged_at.get_or_insert(entry.at);
        }
    }

    fn recover(&mut self, key: &str, at: Timestamp) {
        let lasting = self.alerts.iter_mut().rev().find(|(own, it)| own == key && it.to.is_none());
        if let Some((_, span)) = lasting {
            span.to = Some(at.max(span.from));
        }
    }

    fn come_back(&mut self, key: &str, onset_at: Timestamp) {
        let last = self.alerts.iter().rev().find(|(own, _)| own == key);
        let Some((_, last)) = last.filter(|(_, it)| it.to.is_some()) else { return };
        let span = AlertSpan { check: last.check.clone(), from: onset_at, to: None };
        self.alerts.push((key.to_owned(), span));
    }
}
