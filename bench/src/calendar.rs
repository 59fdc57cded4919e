//! Working time: deadlines and elapsed time, warm and cold, in office hours with holidays and around
//! the clock, over a day and over five years.
//!
//! Warm is a calendar that was asked before; cold one that was just made of its document and has to
//! draw its timetables first, which happens once per calendar, year and start of the program.

use std::hint::black_box;

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{Calendar, CalendarSpec, WorkingTime};

use crate::measure::Stopwatch;

const WARM: u32 = 200_000;
const COLD: u32 = 200;

pub(crate) fn run() -> Result<()> {
    let always = CalendarSpec::always_open("Europe/Amsterdam");
    for (name, spec) in [("office", office()?), ("24x7", always)] {
        for (span, days) in [("one day", 1), ("a year", 365), ("five years", 5 * 365)] {
            measure(name, span, &spec, days)?;
        }
    }
    Ok(())
}

/// A promise that ends about so many days later, and the working time of that span.
fn measure(name: &str, span: &str, spec: &CalendarSpec, days: i64) -> Result<()> {
    let start: Timestamp = "2026-03-27T15:30:00Z".parse()?;
    let end = start.checked_add(SignedDuration::from_hours(days * 24))?;
    let calendar = Calendar::compile(spec.clone())?;
    let promised = calendar.elapsed(start, end)?.max(WorkingTime::hours(1));
    let due = |calendar: &Calendar| {
        black_box(calendar.due(black_box(start), promised));
    };
    let elapsed = |calendar: &Calendar| {
        black_box(calendar.elapsed(start, black_box(end)).is_ok());
    };
    due(&calendar);
    elapsed(&calendar);
    let warm_due = each(WARM, || due(&calendar));
    let warm_elapsed = each(WARM, || elapsed(&calendar));
    let cold = |work: &dyn Fn(&Calendar)| {
        let fresh: Vec<Calendar> =
            (0..COLD).filter_map(|_| Calendar::compile(spec.clone()).ok()).collect();
        let mut fresh = fresh.iter();
        each(COLD, || {
            if let Some(calendar) = fresh.next() {
                work(calendar);
            }
        })
    };
    let cold_due = cold(&due);
    let cold_elapsed = cold(&elapsed);
    println!(
        "calendar: {name:<7} {span:<11} deadline {warm_due:>7.0} ns warm, {:>8.1} µs cold   elapsed \
         {warm_elapsed:>7.0} ns warm, {:>8.1} µs cold   (goals: 1 µs warm; a year's elapsed 5 µs)",
        cold_due / 1e3,
        cold_elapsed / 1e3,
    );
    Ok(())
}

fn office() -> Result<CalendarSpec> {
    let document = r#"{"tz":"Europe/Amsterdam","versions":[{"weekly":{"mon":["09:00-17:00"],
        "tue":["09:00-17:00"],"wed":["09:00-17:00"],"thu":["09:00-17:00"],"fri":["09:00-17:00"]},
        "holiday_policy":{"country":"nl"}}]}"#;
    let spec: CalendarSpec = serde_json::from_str(document)?;
    Ok(spec.with_holidays_resolved("2026-01-01T00:00:00Z".parse()?))
}

/// Nanoseconds for each of so many rounds.
fn each(rounds: u32, mut work: impl FnMut()) -> f64 {
    let watch = Stopwatch::start();
    for _ in 0..rounds {
        work();
    }
    watch.wall().as_secs_f64() / f64::from(rounds) * 1e9
}
