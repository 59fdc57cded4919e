//! The figures of an application for a month: everything put together, as it was (raw) and without
//! what was excused (corrected).
//!
//! A value that can be kept: a frozen month is this, written down.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::credits::{self, Proposal};
use super::down::{self, Seen};
use super::incident::{ClockResult, IncidentFigures, Verdict, View};
use super::kept::{Kept, Tally, kept};
use super::maintenance::{Permitted, Planned, permitted};
use super::note::{NoteKind, ServiceNote, Standing};
use super::times::{Times, times};
use super::{Availability, Month, Observed, Span, Spans, availability, within};
use crate::calendar::{Calendar, CalendarSpec, WorkingTime};
use crate::check::CheckSpec;
use crate::directory::{Application, Pin};
use crate::incident::TicketKind;
use crate::key::{AgreementKey, ApplicationKey, Number};
use crate::priority::Priority;
use crate::sla::{Agreement, Metric, Percent};

/// An agreement from the instant at which it came into force until the next one.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// From when; the first one holds since ever.
    pub from: Timestamp,
    /// Which, in which version.
    pub pin: Pin<AgreementKey>,
    /// What it says.
    pub agreement: &'a Agreement,
    /// The calendar of its service window.
    pub calendar: &'a Calendar,
}

/// What the figures of a month are made of.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// Which month.
    pub month: Month,
    /// The zone of its midnights: that of the agreement's calendar.
    pub zone: &'a TimeZone,
    /// The present: a month that is not over is told up to here.
    pub now: Timestamp,
    /// The application.
    pub application: &'a Application,
    /// Its checks.
    pub checks: &'a [&'a CheckSpec],
    /// The agreements that held, oldest first. Empty if nothing was agreed.
    pub pieces: &'a [Piece<'a>],
    /// What its incidents give; others in it do no harm.
    pub incidents: &'a [IncidentFigures],
    /// What people wrote down about its service.
    pub notes: &'a [ServiceNote],
    /// When no check looked.
    pub unmeasured: &'a Spans,
}

/// The figures of an application for a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Of which application.
    pub application: ApplicationKey,
    /// Which month.
    pub month: Month,
    /// The zone of its midnights.
    pub zone: String,
    /// Its first instant.
    pub from: Timestamp,
    /// Up to where it is told: its end, or the present.
    pub until: Timestamp,
    /// Whether the month is over.
    pub is_over: bool,
    /// What was agreed, and from when on.
    pub agreements: Vec<Held>,
    /// Whether a check says when the application is down.
    pub is_watched: bool,
    /// How available it was; nothing if no hours were agreed.
    pub availability: Option<Measured>,
    /// When it was down.
    pub outages: Vec<Outage>,
    /// Planned work.
    pub maintenance: Vec<Planned>,
    /// Promises that were kept, by metric.
    pub kept: BTreeMap<Metric, Kept>,
    /// Promises that were not.
    pub misses: Vec<Miss>,
    /// Promises that were still open at the end.
    pub running: Vec<Running>,
    /// How long things took.
    pub times: Times,
    /// How many incidents there were.
    pub incidents: Counts,
    /// What the client gets back; nothing while the month lasts, or if no credits were agreed.
    pub credits: Option<Proposal>,
}

/// An agreement that held in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// From when on, within the month.
    pub from: Timestamp,
    /// Which.
    #[serde(flatten)]
    pub pin: Pin<AgreementKey>,
    /// Its name.
    pub name: String,
}

/// How available the application was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// As it was.
    pub raw: Availability,
    /// Without what was excused.
    pub corrected: Availability,
    /// What was promised at the end of the month.
    pub promised: Option<Percent>,
}

/// A stretch in which the application was down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// From when; before the month if it began then.
    pub from: Timestamp,
    /// Until when, within the month; nothing while it lasts.
    pub until: Option<Timestamp>,
    /// So much of the agreed service time it cost.
    pub cost: WorkingTime,
    /// So much of that is excused.
    pub excused: WorkingTime,
    /// The incidents whose alerts lasted then.
    pub incidents: Vec<Number>,
    /// The notes by which it is known or excused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Uuid>,
}

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// Of which incident.
    pub number: Number,
    /// In one line.
    pub summary: String,
    /// The clock.
    pub clock: ClockResult,
}

/// A promise that was still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Of which incident.
    pub number: Number,
    /// What was promised.
    pub metric: Metric,
    /// Since when.
    pub started_at: Timestamp,
}

/// How many incidents there were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Reported in the month, by priority; without requests, questions and what was none.
    pub reported: BTreeMap<Priority, u32>,
    /// Resolved for the first time in the month: those that were right the first time are `met`.
    pub first_time_right: Tally,
    /// How often one was opened again in the month.
    pub reopened: u32,
}

impl Counts {
    /// How many were reported.
    pub fn total(&self) -> u32 {
        self.reported.values().sum()
    }
}

impl Figures {
    /// The first instant after the month.
    pub fn month_end(&self) -> Timestamp {
        let zone = CalendarSpec::always_open(&self.zone).zone();
        zone.map_or(self.until, |zone| self.month.span(&zone).to)
    }
}

/// The agreements that hold in parts of `span`, in order.
pub(super) fn in_force<'p, 'a>(pieces: &'p [Piece<'a>], span: Span) -> Vec<(&'p Piece<'a>, Span)> {
    let ends = pieces.iter().skip(1).map(|next| next.from).chain([Timestamp::MAX]);
    let begins = std::iter::once(Timestamp::MIN).chain(pieces.iter().skip(1).map(|it| it.from));
    let parts = pieces.iter().zip(begins).zip(ends);
    parts
        .map(|((piece, from), to)| (piece, Span { from: from.max(span.from), to: to.min(span.to) }))
        .filter(|(_, part)| part.from < part.to)
        .collect()
}

/// The figures of a month.
pub fn figures(inputs: &Inputs<'_>) -> Figures {
    let whole = inputs.month.span(inputs.zone);
    let is_over = whole.to <= inputs.now;
    let until = whole.to.min(inputs.now).max(whole.from);
    let period = Span { from: whole.from, to: until };
    let incidents = own_incidents(inputs);
    let service = Service::of(inputs, &incidents, period);
    let kept = kept(&incidents, period);
    let mut times = times(&incidents, period);
    if let Some(measured) = &service.availability {
        let began = |outage: &&Outage| within(outage.from, period) && is_time(outage.cost);
        let failures = service.outages.iter().filter(began).count();
        times.between(u32::try_from(failures).unwrap_or(u32::MAX), &measured.raw);
    }
    let last = in_force(inputs.pieces, period).last().map(|(piece, _)| *piece);
    let table = last.filter(|_| is_over).and_then(|piece| piece.agreement.credits.as_ref());
    let corrected = service.availability.as_ref().map(|measured| &measured.corrected);
    Figures {
        application: inputs.application.key.clone(),
        month: inputs.month,
        zone: inputs.zone.iana_name().unwrap_or("UTC").to_owned(),
        from: whole.from,
        until,
        is_over,
        agreements: held(inputs.pieces, period),
        is_watched: !down::parts(inputs.application, inputs.checks).is_empty(),
        credits: table.map(|table| credits::proposal(table, corrected, &kept)),
        availability: service.availability,
        outages: service.outages,
        maintenance: service.maintenance,
        misses: misses(&incidents, period),
        running: running(&incidents, period),
        incidents: counts(&incidents, period),
        kept,
        times,
    }
}

/// Those of the application, in the order of their numbers: the order in which they come does not
/// matter.
fn own_incidents(inputs: &Inputs<'_>) -> Vec<IncidentFigures> {
    let own = |it: &&IncidentFigures| it.application.as_ref() == Some(&inputs.application.key);
    let mut incidents: Vec<IncidentFigures> =
        inputs.incidents.iter().filter(own).cloned().collect();
    incidents.sort_by_key(|it| it.number);
    incidents
}

fn held(pieces: &[Piece<'_>], period: Span) -> Vec<Held> {
    let held = |(piece, span): (&Piece<'_>, Span)| Held {
        from: span.from,
        pin: piece.pin.clone(),
        name: piece.agreement.name.clone(),
    };
    in_force(pieces, period).into_iter().map(held).collect()
}

fn is_time(time: WorkingTime) -> bool {
    time > WorkingTime::ZERO
}

/// When the service was there and when not.
struct Service {
    availability: Option<Measured>,
    outages: Vec<Outage>,
    maintenance: Vec<Planned>,
}

impl Service {
    fn of(inputs: &Inputs<'_>, incidents: &[IncidentFigures], period: Span) -> Self {
        let Permitted { planned, of_all, of_component } =
            permitted(inputs.notes, inputs.pieces, period);
        let seen = |view: View| {
            let incidents = (incidents, view);
            down::seen(inputs.application, inputs.checks, incidents, &of_component, period)
        };
        let noted_down = noted(inputs.notes, NoteKind::Outage).within(&period.into());
        let excused = noted(inputs.notes, NoteKind::Excuse).within(&period.into());
        let Seen { outages, degraded } = seen(View::Raw);
        let outages = outages.joined(&noted_down);
        let weight = inputs.application.down_when.as_ref().and_then(|it| it.degraded_weight);
        // What is known to have been down was seen, whether a check looked or not.
        let unmeasured = inputs.unmeasured.without(&outages);
        let observed = Observed {
            outages: outages.clone(),
            degraded,
            degraded_weight: weight,
            maintenance: of_all,
            unmeasured,
        };
        let after = seen(View::Corrected);
        let corrected = Observed {
            outages: after.outages.joined(&noted_down).without(&excused),
            degraded: after.degraded.without(&excused),
            ..observed.clone()
        };
        let parts = in_force(inputs.pieces, period);
        let sum = |observed: &Observed| -> Availability {
            parts.iter().map(|(it, span)| availability(*span, it.calendar, observed)).sum()
        };
        let measured = parts.last().map(|(last, _)| Measured {
            raw: sum(&observed),
            corrected: sum(&corrected),
            promised: last.agreement.availability,
        });
        let cost = |spans: &Spans| -> WorkingTime {
            let counted = spans.without(&observed.maintenance);
            let part = |(it, span): &(&Piece<'_>, Span)| {
                counted.within(&Spans::from(*span)).open_time(it.calendar)
            };
            parts.iter().map(part).sum()
        };
        let told = outages.iter().map(|span| {
            let spans = Spans::from(span);
            Outage {
                from: began_at(span, period, incidents, inputs.notes),
                until: ended_at(span, period, inputs.now, incidents),
                cost: cost(&spans),
                excused: cost(&spans.without(&corrected.outages)),
                incidents: during(span, period, incidents),
                notes: notes_during(span, inputs.notes),
            }
        });
        Self { availability: measured, outages: told.collect(), maintenance: planned }
    }
}

/// The stretches of notes that count.
fn noted(notes: &[ServiceNote], kind: NoteKind) -> Spans {
    let counting = notes.iter().filter(|it| it.noted.kind == kind);
    counting
        .filter(|it| it.standing() == Standing::Counts)
        .map(|it| Span { from: it.noted.from, to: it.until() })
        .collect()
}

/// When an outage began, also if that was before the period.
fn began_at(
    span: Span,
    period: Span,
    incidents: &[IncidentFigures],
    notes: &[ServiceNote],
) -> Timestamp {
    if span.from > period.from {
        return span.from;
    }
    let alerts = incidents.iter().flat_map(|it| &it.alerts);
    let alerts =
        alerts.filter(|it| it.from < period.from && it.to.is_none_or(|to| to > period.from));
    let notes = notes.iter().filter(|it| it.noted.kind == NoteKind::Outage);
    let notes = notes.filter(|it| it.standing() == Standing::Counts);
    let notes = notes.filter(|it| it.noted.from < period.from && it.until() > period.from);
    let begins = alerts.map(|it| it.from).chain(notes.map(|it| it.noted.from));
    begins.min().unwrap_or(span.from)
}

/// When it ended within the period; nothing if it lasts at the end of it.
fn ended_at(
    span: Span,
    period: Span,
    now: Timestamp,
    incidents: &[IncidentFigures],
) -> Option<Timestamp> {
    let is_cut = span.to >= period.to;
    let lasts = incidents
        .iter()
        .flat_map(|it| &it.alerts)
        .any(|alert| alert.from < period.to && alert.to.is_none_or(|to| to > period.to));
    let is_present = period.to == now;
    (!is_cut || !(lasts || is_present)).then_some(span.to)
}

fn during(span: Span, period: Span, incidents: &[IncidentFigures]) -> Vec<Number> {
    let touches = |it: &&IncidentFigures| {
        it.alerts
            .iter()
            .any(|alert| alert.from < span.to && alert.to.unwrap_or(period.to) > span.from)
    };
    incidents.iter().filter(touches).map(|it| it.number).collect()
}

fn notes_during(span: Span, notes: &[ServiceNote]) -> Vec<Uuid> {
    let counts = |it: &&ServiceNote| {
        it.noted.kind.needs_consent()
            && it.standing() == Standing::Counts
            && it.noted.from < span.to
            && it.until() > span.from
    };
    notes.iter().filter(counts).map(|it| it.id).collect()
}

fn misses(incidents: &[IncidentFigures], period: Span) -> Vec<Miss> {
    let mut misses = Vec::new();
    for it in incidents {
        for clock in &it.clocks {
            let is_told = clock.verdict() == Verdict::Missed || clock.is_refuted();
            if is_told && clock.decided_at().is_some_and(|at| within(at, period)) {
                let (number, summary) = (it.number, it.summary.clone());
                misses.push(Miss { number, summary, clock: clock.clone() });
            }
        }
    }
    misses
}

/// What had started and was not decided at the end of the period.
fn running(incidents: &[IncidentFigures], period: Span) -> Vec<Running> {
    let mut running = Vec::new();
    for it in incidents {
        let is_open = |clock: &&ClockResult| {
            clock.started_at < period.to
                && match clock.verdict() {
                    Verdict::Running => true,
                    Verdict::Met | Verdict::Missed => {
                        clock.decided_at().is_some_and(|at| at >= period.to)
                    }
                    Verdict::Void => false,
                }
        };
        running.extend(it.clocks.iter().filter(is_open).map(|clock| Running {
            number: it.number,
            metric: clock.metric,
            started_at: clock.started_at,
        }));
    }
    running
}

fn counts(incidents: &[IncidentFigures], period: Span) -> Counts {
    let mut counts = Counts::default();
    for it in incidents.iter().filter(|it| it.ticket == TicketKind::Incident && !it.is_cancelled) {
        if within(it.reported_at, period) {
            *counts.reported.entry(it.priority).or_default() += 1;
        }
        if it.first_resolved_at.is_some_and(|at| within(at, period)) {
            if it.reopened_at.is_empty() {
                counts.first_time_right.met += 1;
            } else {
                counts.first_time_right.missed += 1;
            }
        }
        let reopened = it.reopened_at.iter().filter(|at| within(**at, period)).count();
        counts.reopened += u32::try_from(reopened).unwrap_or(u32::MAX);
    }
    counts
}
