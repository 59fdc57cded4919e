//! Working time: a deadline and a year's elapsed time in a calendar with holidays, warm.

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{Calendar, CalendarSpec, WorkingTime};
use std::hint::black_box;

use crate::measure::Stopwatch;

const ROUNDS: u32 = 200_000;

pub(crate) fn run() -> Result<()> {
    let office = Calendar::compile(office()?)?;
    let start: Timestamp = "2026-03-27T15:30:00Z".parse()?;
    let year = start.checked_add(SignedDuration::from_hours(365 * 24))?;
    black_box((office.elapsed(start, year)?, office.due(start, WorkingTime::hours(8))));
    time("due, eight hours on a Friday afternoon", || {
        black_box(office.due(black_box(start), WorkingTime::hours(8)));
    });
    time("elapsed, a year", || {
        black_box(office.elapsed(black_box(start), black_box(year)).is_ok());
    });
    Ok(())
}

fn office() -> Result<CalendarSpec> {
    let document = r#"{"tz":"Europe/Amsterdam","versions":[{"weekly":{"mon":["09:00-17:00"],
        "tue":["09:00-17:00"],"wed":["09:00-17:00"],"thu":["09:00-17:00"],"fri":["09:00-17:00"]},
        "holiday_policy":{"country":"nl"}}]}"#;
    let spec: CalendarSpec = serde_json::from_str(document)?;
    Ok(spec.with_holidays_resolved("2026-01-01T00:00:00Z".parse()?))
}

fn time(what: &str, mut work: impl FnMut()) {
    let watch = Stopwatch::start();
    for _ in 0..ROUNDS {
        work();
    }
    let each = watch.wall().as_secs_f64() / f64::from(ROUNDS) * 1e9;
    println!("calendar: {what:<42} {each:>9.0} ns each");
}
