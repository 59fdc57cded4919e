//! Sums about time: elapsed, deadline, clock, availability and recurrence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendars::Calendars;
use super::error::RowError;
use crate::calendar::{CalendarSpec, CalendarVersion, Pauses, WorkingTime};
use crate::figures::{Observed, Span, Spans, availability};
use crate::recurrence::{Recurrence, Series, Start};
use crate::sla::Percent;

/// As many occurrences are listed where nothing says how many.
pub const USUAL_OCCURRENCES: usize = 1_000;

/// More occurrences than these are not listed in one row.
pub const MOST_OCCURRENCES: usize = 100_000;

/// When a promise is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The earliest instant at which it is: the deadline to show. Nothing if it never is.
    pub due_utc: Option<Timestamp>,
    /// The last instant that is in time. Nothing if no open time follows.
    pub limit_utc: Option<Timestamp>,
}

/// A clock with pauses, read at an instant.
#[derive(Debug, Clone, Deserialize)]
pub struct ClockRow {
    /// The name of the calendar that counts.
    pub calendar: String,
    /// When the clock starts.
    pub start_utc: String,
    /// Within so many minutes of open time.
    pub target_minutes: i64,
    /// When it stood still, as start and end; an end that is null still lasts.
    #[serde(default)]
    pub pauses_utc: Vec<(String, Option<String>)>,
    /// When it is read.
    pub at_utc: String,
}

/// What a clock comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClockAnswer {
    /// How much open time is used up at the instant.
    pub elapsed_seconds: i64,
    /// The deadline to show.
    pub due_utc: Option<Timestamp>,
    /// The last instant that is in time.
    pub limit_utc: Option<Timestamp>,
    /// Whether the promise is kept if the clock stops at the instant.
    pub met_if_stopped_at: bool,
}

/// A period with what was seen in it; all spans as start and end.
#[derive(Debug, Clone, Deserialize)]
pub struct AvailabilityRow {
    /// The name of the calendar of the agreed hours.
    pub calendar: String,
    /// Where the period starts.
    pub period_start: String,
    /// Where it ends.
    pub period_end: String,
    /// When the service was away.
    #[serde(default)]
    pub outages: Vec<(String, String)>,
    /// Planned work that the agreement lets pass.
    #[serde(default)]
    pub planned_maintenance: Vec<(String, String)>,
    /// When the service was there, but bad.
    #[serde(default)]
    pub degraded: Vec<(String, String)>,
    /// How many percent of degraded time count as lost; none if it is not there.
    #[serde(default)]
    pub degraded_weight_pct: f64,
    /// When nobody measured.
    #[serde(default)]
    pub unmeasured: Vec<(String, String)>,
}

/// What a period came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AvailabilityAnswer {
    /// Open time without planned work and without what was not measured.
    pub agreed_service_seconds: i64,
    /// How much of it the service was away.
    pub downtime_seconds: i64,
    /// The availability, unrounded; nothing if there was no service time.
    pub availability_pct: Option<f64>,
}

/// A rule with its start.
#[derive(Debug, Clone, Deserialize)]
pub struct RecurrenceRow {
    /// The zone by whose clocks it recurs.
    #[serde(default = "utc")]
    pub tz: String,
    /// The start: `20260427T090000`, or as a date or in UTC.
    pub dtstart: String,
    /// The rule: `FREQ=MONTHLY;BYDAY=-1FR`.
    pub rrule: String,
    /// How many occurrences are listed at most.
    #[serde(default)]
    pub limit: Option<u64>,
    /// What somebody expects; only how many they are is looked at, and only without a limit.
    #[serde(default)]
    pub occurrences_utc: Option<Vec<String>>,
}

fn utc() -> String {
    "UTC".to_owned()
}

/// When something recurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecurrenceAnswer {
    /// The occurrences, in order.
    pub occurrences_utc: Vec<Timestamp>,
    /// Whether there are more than are listed.
    #[serde(skip_serializing_if = "is_false")]
    pub more: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(it: &bool) -> bool {
    !*it
}

impl Calendars {
    /// How much open time there is from one instant to another.
    ///
    /// # Errors
    ///
    /// What is wrong with the row.
    pub fn elapsed(
        &self,
        calendar: &str,
        start_utc: &str,
        end_utc: &str,
    ) -> Result<WorkingTime, RowError> {
        let calendar = self.get(calendar)?;
        let (start, end) = (instant("start_utc", start_utc)?, instant("end_utc", end_utc)?);
        calendar.elapsed(start, end).map_err(|_| RowError::Backwards { start, end })
    }

    /// When so many minutes of open time are used up.
    ///
    /// # Errors
    ///
    /// What is wrong with the row.
    pub fn deadline(
        &self,
        calendar: &str,
        start_utc: &str,
        minutes: WorkingTime,
    ) -> Result<Deadline, RowError> {
        let calendar = self.get(calendar)?;
        let start = instant("start_utc", start_utc)?;
        Ok(Deadline {
            due_utc: calendar.due(start, minutes).map(whole),
            limit_utc: calendar.limit(start, minutes).map(whole),
        })
    }

    /// A clock with pauses.
    ///
    /// # Errors
    ///
    /// What is wrong with the row.
    pub fn clock(&self, row: &ClockRow) -> Result<ClockAnswer, RowError> {
        let calendar = self.get(&row.calendar)?;
        let target = promised(row.target_minutes)?;
        let (start, at) = (instant("start_utc", &row.start_utc)?, instant("at_utc", &row.at_utc)?);
        let pauses = row.pauses_utc.iter().map(|(from, to)| pause(from, to.as_deref()));
        let pauses = Pauses::new(pauses.collect::<Result<Vec<_>, _>>()?);
        let elapsed = calendar
            .elapsed_around(&pauses, start, at)
            .map_err(|_| RowError::Backwards { start, end: at })?;
        Ok(ClockAnswer {
            elapsed_seconds: elapsed.seconds(),
            due_utc: calendar.due_around(&pauses, start, target).map(whole),
            limit_utc: calendar.limit_around(&pauses, start, target).map(whole),
            met_if_stopped_at: elapsed <= target,
        })
    }

    /// The availability of a period.
    ///
    /// # Errors
    ///
    /// What is wrong with the row.
    pub fn availability(&self, row: &AvailabilityRow) -> Result<AvailabilityAnswer, RowError> {
        let calendar = self.get(&row.calendar)?;
        let weight = row.degraded_weight_pct;
        let weight = Percent::try_from(weight).map_err(|_| RowError::NotAPercentage(weight))?;
        let period = Span {
            from: instant("period_start", &row.period_start)?,
            to: instant("period_end", &row.period_end)?,
        };
        if period.to < period.from {
            return Err(RowError::Backwards { start: period.from, end: period.to });
        }
        let observed = Observed {
            outages: spans("outages", &row.outages)?,
            degraded: spans("degraded", &row.degraded)?,
            degraded_weight: Some(weight),
            maintenance: spans("planned_maintenance", &row.planned_maintenance)?,
            unmeasured: spans("unmeasured", &row.unmeasured)?,
        };
        let found = availability(period, calendar, &observed);
        Ok(AvailabilityAnswer {
            agreed_service_seconds: found.agreed.seconds(),
            downtime_seconds: found.down.seconds(),
            availability_pct: found.percent(),
        })
    }
}

/// When something recurs: so many times as the row says, or as many as it expects, or
/// [`USUAL_OCCURRENCES`].
///
/// # Errors
///
/// What is wrong with the row.
pub fn recurrence(row: &RecurrenceRow) -> Result<RecurrenceAnswer, RowError> {
    let zone = CalendarSpec::single(&row.tz, CalendarVersion::default()).zone();
    let zone = zone.ok_or_else(|| RowError::UnknownZone(row.tz.clone()))?;
    let (rule, start): (Recurrence, Start) = (row.rrule.parse()?, row.dtstart.parse()?);
    let limit = limit(row)?;

    let series = Series::new(rule, start, zone);
    let mut occurrences = series.occurrences();
    let found: Vec<Timestamp> = occurrences.by_ref().take(limit).map(whole).collect();
    let more = found.len() == limit && occurrences.next().is_some();
    if occurrences.gave_up() && found.len() < limit {
        return Err(RowError::GaveUp { found: found.len() });
    }
    Ok(RecurrenceAnswer { occurrences_utc: found, more })
}

fn limit(row: &RecurrenceRow) -> Result<usize, RowError> {
    if let Some(limit) = row.limit {
        let allowed = usize::try_from(limit).ok().filter(|n| (1..=MOST_OCCURRENCES).contains(n));
        return allowed.ok_or(RowError::Limit(limit));
    }
    let expected = row.occurrences_utc.as_ref().map(Vec::len).filter(|count| *count > 0);
    Ok(expected.unwrap_or(USUAL_OCCURRENCES).min(MOST_OCCURRENCES))
}

/// Reads an instant; `field` is its name in the row.
///
/// # Errors
///
/// [`RowError::NotAnInstant`].
pub fn instant(field: &'static str, text: &str) -> Result<Timestamp, RowError> {
    text.trim().parse().map_err(|_| RowError::NotAnInstant { field, text: text.to_owned() })
}

/// Reads a promise in minutes.
///
/// # Errors
///
/// [`RowError::NotMinutes`].
pub fn minutes(text: &str) -> Result<WorkingTime, RowError> {
    let minutes = text.trim().parse().map_err(|_| RowError::NotMinutes(text.to_owned()))?;
    promised(minutes)
}

fn promised(minutes: i64) -> Result<WorkingTime, RowError> {
    if minutes < 1 {
        return Err(RowError::NotMinutes(minutes.to_string()));
    }
    Ok(WorkingTime::minutes(minutes))
}

fn pause(from: &str, to: Option<&str>) -> Result<(Timestamp, Option<Timestamp>), RowError> {
    let start = instant("pauses_utc", from)?;
    let Some(to) = to else { return Ok((start, None)) };
    let end = instant("pauses_utc", to)?;
    if end < start { Err(RowError::Backwards { start, end }) } else { Ok((start, Some(end))) }
}

fn spans(field: &'static str, pairs: &[(String, String)]) -> Result<Spans, RowError> {
    let span = |(from, to): &(String, String)| {
        let (from, to) = (instant(field, from)?, instant(field, to)?);
        Span::new(from, to).map_err(|_| RowError::Backwards { start: from, end: to })
    };
    pairs.iter().map(span).collect()
}

/// Answers are in whole seconds; what was given with a fraction loses it.
fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
