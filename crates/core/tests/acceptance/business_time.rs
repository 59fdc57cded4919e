//! Business time as independent implementations agree on it.
//!
//! `dissent` names an implementation that says otherwise; the expected value is that of the
//! others and holds for us as well.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{
    Calendar, CalendarSpec, CalendarVersion, Pauses, Weekly, Window, WorkingTime,
};
use serde::Deserialize;

use crate::folder;

/// A window as the sets write it: `["09:00", "17:00"]`.
type Hours = (String, String);

#[derive(Deserialize)]
pub(crate) struct CalendarRow {
    #[serde(default)]
    id: String,
    tz: String,
    weekly: BTreeMap<String, Vec<Hours>>,
    holidays: Vec<Date>,
    #[serde(default)]
    exceptions: BTreeMap<Date, Vec<Hours>>,
}

fn windows(hours: &[Hours]) -> Vec<Window> {
    hours.iter().map(|(open, close)| format!("{open}-{close}").parse().unwrap()).collect()
}

impl CalendarRow {
    pub(crate) fn compile(&self) -> Calendar {
        let on = |day: &str| self.weekly.get(day).map_or(Vec::new(), |hours| windows(hours));
        let weekly = Weekly {
            mon: on("mon"),
            tue: on("tue"),
            wed: on("wed"),
            thu: on("thu"),
            fri: on("fri"),
            sat: on("sat"),
            sun: on("sun"),
        };
        let version = CalendarVersion {
            weekly,
            closed_on: self.holidays.iter().copied().collect(),
            exceptions: self.exceptions.iter().map(|(on, hours)| (*on, windows(hours))).collect(),
            ..CalendarVersion::default()
        };
        Calendar::compile(CalendarSpec::single(&self.tz, version)).unwrap()
    }
}

pub(crate) fn calendars() -> Option<BTreeMap<String, Calendar>> {
    let rows: Vec<CalendarRow> = folder::json("business_time/calendars.json")?;
    Some(rows.into_iter().map(|row| (row.id.clone(), row.compile())).collect())
}

/// Notes a row whose answer is not the expected one.
fn note<T: PartialEq + std::fmt::Debug>(
    failures: &mut Vec<String>,
    id: &str,
    got: &T,
    expected: &T,
) {
    if got != expected {
        failures.push(format!("{id}: {got:?} instead of {expected:?}"));
    }
}

#[derive(Deserialize)]
struct ElapsedRow {
    id: String,
    calendar: String,
    start_utc: Timestamp,
    end_utc: Timestamp,
    expected_seconds: i64,
}

#[derive(Deserialize)]
struct DeadlineRow {
    id: String,
    calendar: String,
    start_utc: Timestamp,
    business_minutes: i64,
    due_utc: Timestamp,
    rollover_utc: Timestamp,
}

#[derive(Deserialize)]
struct ClockRow {
    id: String,
    calendar: String,
    start_utc: Timestamp,
    target_minutes: i64,
    pauses_utc: Vec<(Timestamp, Timestamp)>,
    at_utc: Timestamp,
    expected_elapsed_seconds: i64,
    expected_due_utc: Timestamp,
    expected_rollover_utc: Timestamp,
    expected_met_if_stopped_at: bool,
}

fn check_elapsed(file: &str) {
    let Some((calendars, rows)) = calendars().zip(folder::csv::<ElapsedRow>(file)) else { return };
    let mut failures = Vec::new();
    for row in &rows {
        let elapsed = calendars[&row.calendar].elapsed(row.start_utc, row.end_utc).unwrap();
        note(&mut failures, &row.id, &elapsed.seconds(), &row.expected_seconds);
    }
    folder::conclude(file, rows.len(), 0, &failures);
}

fn check_deadlines(file: &str) {
    let Some((calendars, rows)) = calendars().zip(folder::csv::<DeadlineRow>(file)) else { return };
    let mut failures = Vec::new();
    for row in &rows {
        let calendar = &calendars[&row.calendar];
        let promised = WorkingTime::minutes(row.business_minutes);
        let due = calendar.due(row.start_utc, promised);
        let limit = calendar.limit(row.start_utc, promised);
        note(&mut failures, &row.id, &due, &Some(row.due_utc));
        note(&mut failures, &row.id, &limit, &Some(row.rollover_utc));
    }
    folder::conclude(file, rows.len(), 0, &failures);
}

#[test]
fn open_seconds_between_two_instants_are_as_others_count_them() {
    check_elapsed("business_time/elapsed.csv");
}

#[test]
fn open_seconds_over_changes_of_the_clock_are_as_others_count_them() {
    check_elapsed("business_time/elapsed_dst_boundary_and_overrides.csv");
}

#[test]
fn deadlines_are_where_others_put_them() {
    check_deadlines("business_time/deadline.csv");
}

#[test]
fn deadlines_over_changes_of_the_clock_are_where_others_put_them() {
    check_deadlines("business_time/deadline_dst_boundary_and_overrides.csv");
}

#[test]
fn a_clock_with_pauses_reads_as_others_read_it() {
    let file = "business_time/clock_with_pauses.json";
    let Some((calendars, rows)) = calendars().zip(folder::json::<Vec<ClockRow>>(file)) else {
        return;
    };
    let mut failures = Vec::new();
    for row in &rows {
        let calendar = &calendars[&row.calendar];
        let target = WorkingTime::minutes(row.target_minutes);
        let pauses = Pauses::new(row.pauses_utc.iter().map(|(from, to)| (*from, Some(*to))));
        let elapsed = calendar.elapsed_around(&pauses, row.start_utc, row.at_utc).unwrap();
        let due = calendar.due_around(&pauses, row.start_utc, target);
        let limit = calendar.limit_around(&pauses, row.start_utc, target);
        note(&mut failures, &row.id, &elapsed.seconds(), &row.expected_elapsed_seconds);
        note(&mut failures, &row.id, &due, &Some(row.expected_due_utc));
        note(&mut failures, &row.id, &limit, &Some(row.expected_rollover_utc));
        note(&mut failures, &row.id, &(elapsed <= target), &row.expected_met_if_stopped_at);
    }
    folder::conclude(file, rows.len(), 0, &failures);
}
