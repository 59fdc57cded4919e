//! Availability of periods with outages and planned work as independent sums agree on it.

use jiff::Timestamp;
use piket_core::figures::{Observed, Span, Spans, availability};
use serde::Deserialize;

use crate::{business_time, folder};

type Pairs = Vec<(Timestamp, Timestamp)>;

#[derive(Deserialize)]
struct Row {
    id: String,
    calendar: String,
    period_start: Timestamp,
    period_end: Timestamp,
    outages: Pairs,
    planned_maintenance: Pairs,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    agreed_service_seconds: i64,
    downtime_seconds: i64,
    availability_pct: Option<f64>,
}

fn spans(pairs: &Pairs) -> Spans {
    pairs.iter().map(|&(from, to)| Span::new(from, to).unwrap()).collect()
}

#[test]
fn availability_is_what_others_make_of_it() {
    let file = "availability/availability_cases.json";
    let rows = folder::json::<Vec<Row>>(file);
    let Some((calendars, rows)) = business_time::calendars().zip(rows) else { return };
    let mut failures = Vec::new();
    for row in &rows {
        let observed = Observed {
            outages: spans(&row.outages),
            maintenance: spans(&row.planned_maintenance),
            ..Observed::default()
        };
        let period = Span::new(row.period_start, row.period_end).unwrap();
        let found = availability(period, &calendars[&row.calendar], &observed);
        // The set is rounded to four decimals.
        let rounded = found.percent().map(|percent| (percent * 10_000.0).round() / 10_000.0);
        let got = (found.agreed.seconds(), found.down.seconds(), rounded);
        let expected = &row.expected;
        let expected =
            (expected.agreed_service_seconds, expected.downtime_seconds, expected.availability_pct);
        if got != expected {
            failures.push(format!("{}: {got:?} instead of {expected:?}", row.id));
        }
    }
    folder::conclude(file, rows.len(), 0, &failures);
}
