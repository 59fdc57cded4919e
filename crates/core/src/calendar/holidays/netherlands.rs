//! The holidays of the Netherlands.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::HolidayName;
use super::rule::{Row, Rule, dates};

/// The Dutch holidays on which employers differ. The other nine are always included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutchHolidays {
    /// Whether Good Friday is a day off; by law it is not.
    pub good_friday: bool,
    /// In which years Liberation Day (5 May) is a day off.
    pub liberation_day: LiberationDay,
}

/// In which years Liberation Day is a day off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LiberationDay {
    /// In no year.
    Never,
    /// Every fifth year (2025, 2030), as most collective agreements have it.
    #[default]
    Lustrum,
    /// In every year.
    Yearly,
}

const GOOD_FRIDAY: Row = Row::new(Rule::Easter(-2), "Goede vrijdag", "Good Friday");
const LIBERATION_DAY: Row = Row::new(Rule::On(5, 5), "Bevrijdingsdag", "Liberation Day");
const QUEENS_DAY: Row = Row::new(Rule::On(4, 30), "Koninginnedag", "Queen's Day");
const KINGS_DAY: Row = Row::new(Rule::On(4, 27), "Koningsdag", "King's Day");

/// Those that are always off.
const TABLE: &[Row] = &[
    Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    Row::new(Rule::Easter(0), "Eerste paasdag", "Easter Sunday"),
    Row::new(Rule::Easter(1), "Tweede paasdag", "Easter Monday"),
    Row::new(Rule::Easter(39), "Hemelvaartsdag", "Ascension Day"),
    Row::new(Rule::Easter(49), "Eerste pinksterdag", "Whit Sunday"),
    Row::new(Rule::Easter(50), "Tweede pinksterdag", "Whit Monday"),
    Row::new(Rule::On(12, 25), "Eerste kerstdag", "Christmas Day"),
    Row::new(Rule::On(12, 26), "Tweede kerstdag", "Second Day of Christmas"),
];

/// The first year in which the king's birthday was celebrated instead of the queen's.
const FIRST_KINGS_DAY: i16 = 2014;

/// The holidays of a year; of two on one date the later counts.
pub(super) fn holidays(year: i16, which: DutchHolidays) -> Vec<(Date, HolidayName)> {
    let has_liberation_day = match which.liberation_day {
        LiberationDay::Never => false,
        LiberationDay::Lustrum => year % 5 == 0,
        LiberationDay::Yearly => true,
    };
    let mut table = Vec::new();
    table.extend(has_liberation_day.then_some(LIBERATION_DAY));
    table.extend(which.good_friday.then_some(GOOD_FRIDAY));
    let mut holidays = dates(&table, year);
    holidays.extend(royal_birthday(year));
    holidays.extend(dates(TABLE, year));
    holidays
}

/// King's Day (27 April, before 2014 Queen's Day on 30 April): a Saturday instead of a Sunday.
fn royal_birthday(year: i16) -> Option<(Date, HolidayName)> {
    let row = if year < FIRST_KINGS_DAY { QUEENS_DAY } else { KINGS_DAY };
    let date = row.date(year)?;
    let on_sunday = date.weekday() == Weekday::Sunday;
    Some((if on_sunday { date.saturating_sub(1.day()) } else { date }, row.name()))
}
