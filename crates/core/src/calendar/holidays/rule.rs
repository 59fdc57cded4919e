//! The rules from which the holidays of a year follow: a date, days around Easter, the nth weekday
//! of a month, the weekday before a date.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::HolidayName;

/// When in a year a holiday is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// On this month and day.
    On(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The nth such weekday of the month; counted from its end if negative.
    Nth(i8, Weekday, i8),
    /// The last such weekday before this month and day.
    Before(Weekday, i8, i8),
}

/// A row of a table of holidays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    rule: Rule,
    nl: &'static str,
    en: &'static str,
    first: i16,
    last: i16,
}

impl Row {
    /// A holiday of every year.
    pub(super) const fn new(rule: Rule, nl: &'static str, en: &'static str) -> Self {
        Self { rule, nl, en, first: i16::MIN, last: i16::MAX }
    }

    /// The same, from this year on.
    #[must_use]
    pub(super) const fn since(self, first: i16) -> Self {
        Self { first, ..self }
    }

    /// The same, in this year alone.
    #[must_use]
    pub(super) const fn only_in(self, year: i16) -> Self {
        Self { first: year, last: year, ..self }
    }

    /// The date in a year in which it is one.
    pub(super) fn date(&self, year: i16) -> Option<Date> {
        if !(self.first..=self.last).contains(&year) {
            return None;
        }
        self.rule.date(year)
    }

    /// What it is called.
    pub(super) fn name(&self) -> HolidayName {
        HolidayName { nl: self.nl.to_owned(), en: self.en.to_owned() }
    }
}

impl Rule {
    pub(super) fn date(self, year: i16) -> Option<Date> {
        match self {
            Self::On(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter_sunday(year)?.checked_add(days.days()).ok(),
            Self::Nth(nth, day, month) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, day).ok()
            }
            Self::Before(weekday, month, day) => {
                Date::new(year, month, day).ok()?.nth_weekday(-1, weekday).ok()
            }
        }
    }
}

/// The holidays of a table in a year; of two on one date the later in the table counts.
pub(super) fn dates(table: &[Row], year: i16) -> Vec<(Date, HolidayName)> {
    table.iter().filter_map(|row| Some((row.date(year)?, row.name()))).collect()
}

/// Easter Sunday of a year in the Gregorian calendar.
///
/// The computus in the form that Butcher's Ecclesiastical Calendar (1876) gave it: it holds for
/// every year without a table.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let (century, of_century) = (y.div_euclid(100), y.rem_euclid(100));
    let leap_correction = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + leap_correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late_moon + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
