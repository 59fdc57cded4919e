//! A calendar month, as figures are made of: `2026-10`, from midnight of its first day to midnight
//! of the first day of the next, by the clocks of a zone.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::Span;

/// A month of a year. Written as `2026-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Its first day.
    first: Date,
}

/// Why a text is not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a month; it looks like 2026-10")]
pub struct NotAMonth(pub String);

impl Month {
    /// The month in which an instant lies, by the clocks of a zone.
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        Self { first: zone.to_datetime(at).date().first_of_month() }
    }

    /// The month of a day.
    pub fn of_day(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// Its first day.
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.saturating_add(1.month()) }
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { first: self.first.saturating_sub(1.month()) }
    }

    /// So many months up to this one, oldest first.
    pub fn back(self, count: u32) -> Vec<Self> {
        let months = std::iter::successors(Some(self), |month| Some(month.previous()));
        let mut months: Vec<Self> = months.take(count as usize).collect();
        months.reverse();
        months
    }

    /// From its first instant to the first of the next month, by the clocks of a zone. A midnight
    /// that the clocks skip is read as the first instant after it.
    pub fn span(self, zone: &TimeZone) -> Span {
        Span { from: start_of(self.first, zone), to: start_of(self.next().first, zone) }
    }
}

fn start_of(day: Date, zone: &TimeZone) -> Timestamp {
    let midnight = zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0));
    // Only years that no calendar knows have no instant.
    midnight.compatible().unwrap_or(Timestamp::MAX)
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let wrong = || NotAMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !is_plain(year) || !is_plain(month) {
            return Err(wrong());
        }
        let (year, month): (i16, i8) =
            year.parse().ok().zip(month.parse().ok()).ok_or_else(wrong)?;
        // The years that calendars count in.
        if !(1970..=2105).contains(&year) {
            return Err(wrong());
        }
        Date::new(year, month, 1).map(|first| Self { first }).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Self, NotAMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amsterdam() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_reads_as_it_is_written_and_nothing_else_does() {
        for text in ["2026-10", "1970-01", "2105-12"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
        }
        for wrong in ["", "2026", "2026-13", "2026-00", "26-10", "2026-1", "+026-10", "2026-10-01"]
        {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth(wrong.to_owned())));
        }
    }

    #[test]
    fn a_month_lasts_by_the_clocks_of_its_zone() {
        // Summer time ends on 25 October: 31 days and an hour.
        let october = "2026-10".parse::<Month>().unwrap().span(&amsterdam());
        assert_eq!(october.from, at("2026-09-30T22:00:00Z"));
        assert_eq!(october.to, at("2026-10-31T23:00:00Z"));
        let seconds = october.to.as_second() - october.from.as_second();
        assert_eq!(seconds, 31 * 86_400 + 3_600);
        // And begins on 29 March: an hour less.
        let march = "2026-03".parse::<Month>().unwrap().span(&amsterdam());
        assert_eq!(march.to.as_second() - march.from.as_second(), 31 * 86_400 - 3_600);
    }

    #[test]
    fn an_instant_lies_in_the_month_of_the_clock_on_the_wall() {
        let midnight = at("2026-09-30T22:00:00Z");
        assert_eq!(Month::of(midnight, &amsterdam()).to_string(), "2026-10");
        assert_eq!(Month::of(midnight, &TimeZone::UTC).to_string(), "2026-09");
    }

    #[test]
    fn the_last_twelve_months_are_a_year() {
        let year = "2026-02".parse::<Month>().unwrap().back(12);
        assert_eq!(year.first().unwrap().to_string(), "2025-03");
        assert_eq!(year.last().unwrap().to_string(), "2026-02");
        assert_eq!(year.len(), 12);
    }
}
