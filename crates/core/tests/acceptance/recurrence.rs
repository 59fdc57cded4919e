//! Recurrence rules, many of them from RFC 5545, as independent implementations expand them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piket_core::recurrence::{Recurrence, Series, Start};
use serde::Deserialize;

use crate::folder;

/// Of longer series, the set lists so many.
const LISTED: usize = 40;

#[derive(Deserialize)]
struct Row {
    id: String,
    tz: String,
    dtstart: String,
    rrule: String,
    occurrences_utc: Vec<Timestamp>,
}

#[test]
fn series_are_what_others_make_of_them() {
    let file = "recurrence/rrule_cases.json";
    let Some(rows) = folder::json::<Vec<Row>>(file) else { return };
    let mut failures = Vec::new();
    for row in &rows {
        let rule: Recurrence = row.rrule.parse().unwrap();
        let start: Start = row.dtstart.parse().unwrap();
        let series = Series::new(rule, start, TimeZone::get(&row.tz).unwrap());
        let got: Vec<_> = series.occurrences().take(LISTED).collect();
        if got != row.occurrences_utc {
            failures.push(format!("{} {}: {got:?}", row.id, row.rrule));
        }
    }
    folder::conclude(file, rows.len(), 0, &failures);
}
