//! Dutch holidays of 2020 to 2035 as independent libraries list them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use piket_core::calendar::{DutchHolidays, HolidayPolicy, LiberationDay};
use serde::Deserialize;

use crate::folder;

const FILE: &str = "holidays/nl_public_holidays_2020_2035.csv";

#[derive(Deserialize)]
struct Row {
    date: Date,
    name_nl: String,
    class: String,
    closed_when_lustrum_policy: String,
}

/// Compares the dates and Dutch names that a policy gives with the rows it should include.
fn check(policy: DutchHolidays, includes: impl Fn(&Row) -> bool) {
    let Some(rows) = folder::csv::<Row>(FILE) else { return };
    let expected: BTreeMap<Date, &str> = rows
        .iter()
        .filter(|row| includes(row))
        .map(|row| (row.date, row.name_nl.as_str()))
        .collect();
    let resolved = HolidayPolicy::Nl(policy).resolve(2020..=2035);
    let got: BTreeMap<Date, &str> =
        resolved.iter().map(|(date, name)| (*date, name.nl.as_str())).collect();
    let wrong = |one: &BTreeMap<Date, &str>, other: &BTreeMap<Date, &str>, what: &str| {
        let not_in_other = one.iter().filter(|(date, name)| other.get(date) != Some(name));
        not_in_other.map(|(date, name)| format!("{what} {date} {name}")).collect::<Vec<_>>()
    };
    let failures = [wrong(&expected, &got, "missing"), wrong(&got, &expected, "extra")].concat();
    folder::conclude(FILE, rows.len(), 0, &failures);
}

#[test]
fn with_all_toggles_every_listed_day_is_off() {
    let all = DutchHolidays { good_friday: true, liberation_day: LiberationDay::Yearly };
    check(all, |_| true);
}

#[test]
fn by_default_the_core_and_liberation_day_of_every_fifth_year_are_off() {
    check(DutchHolidays::default(), |row| {
        row.class != "good_friday" && row.closed_when_lustrum_policy == "yes"
    });
}

#[test]
fn without_toggles_the_core_is_off() {
    let core = DutchHolidays { good_friday: false, liberation_day: LiberationDay::Never };
    check(core, |row| row.class == "core");
}
