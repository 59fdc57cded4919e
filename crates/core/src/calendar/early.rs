//! Closing early on a day of every year: the afternoons of 24 and 31 December.
//!
//! Part of a version and counted from it, so nothing need be resolved: it never changes by itself.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::window::Minutes;

/// A day of every year, written `12-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearDay {
    month: i8,
    day: i8,
}

/// A minute of a local day, written `13:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// Why a text is not a day of the year or a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EarlyError {
    /// It is no day of the year.
    #[error("{0:?} is not a day of the year; it looks like 12-24")]
    NoDay(String),
    /// It is no time of the day.
    #[error("{0:?} is not a time; it looks like 13:00")]
    NoTime(String),
}

impl YearDay {
    /// The day of `date`, in whatever year.
    pub fn of(date: Date) -> Self {
        Self { month: date.month(), day: date.day() }
    }
}

impl TimeOfDay {
    /// What is left of `minutes` when one closes at this time; nothing if they begin later.
    pub(super) fn cut(self, minutes: Minutes) -> Option<Minutes> {
        let cut = Minutes { to: minutes.to.min(self.0), ..minutes };
        (cut.from < cut.to).then_some(cut)
    }
}

impl FromStr for YearDay {
    type Err = EarlyError;

    fn from_str(text: &str) -> Result<Self, EarlyError> {
        // 2024 is a leap year: 29 February is a day of some years.
        let date = format!("2024-{}", text.trim()).parse::<Date>();
        date.map(Self::of).map_err(|_| EarlyError::NoDay(text.to_owned()))
    }
}

impl FromStr for TimeOfDay {
    type Err = EarlyError;

    fn from_str(text: &str) -> Result<Self, EarlyError> {
        let minute = super::window::minute_of_day(text).filter(|minute| *minute > 0);
        minute.map(Self).ok_or_else(|| EarlyError::NoTime(text.to_owned()))
    }
}

impl fmt::Display for YearDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for YearDay {
    type Error = EarlyError;

    fn try_from(text: String) -> Result<Self, EarlyError> {
        text.parse()
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = EarlyError;

    fn try_from(text: String) -> Result<Self, EarlyError> {
        text.parse()
    }
}

impl From<YearDay> for String {
    fn from(day: YearDay) -> Self {
        day.to_string()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{calendar, hours};
    use super::super::{CalendarVersion, DayRule, WorkingTime};

    const EARLY: &str = r#"{
        "weekly": {"wed": ["22:00-06:00"], "thu": ["09:00-12:00", "13:00-17:00"], "fri": ["09:00-17:00"]},
        "early_close": {"12-24": "13:30", "12-31": "11:00"},
        "exceptions": {"2027-12-31": ["09:00-17:00"]}
    }"#;

    fn open_on(day: &str) -> WorkingTime {
        let amsterdam = calendar("Europe/Amsterdam", EARLY);
        let start = format!("{day}T00:00:00+01:00").parse().unwrap();
        let end = format!("{day}T23:59:59+01:00").parse().unwrap();
        amsterdam.elapsed(start, end).unwrap()
    }

    #[test]
    fn the_team_goes_home_early_on_christmas_eve_in_every_year() {
        // A Thursday after a night, with a break; half an hour of the afternoon is left.
        assert_eq!(open_on("2026-12-24"), hours(6 + 3) + WorkingTime::minutes(30));
        assert_eq!(open_on("2026-12-31"), hours(6 + 2));
        assert_eq!(open_on("2027-12-24"), WorkingTime::minutes(270));
    }

    #[test]
    fn hours_of_a_single_date_go_before_the_early_close() {
        assert_eq!(open_on("2027-12-31"), hours(8));
    }

    #[test]
    fn an_early_close_is_told_as_hours_of_its_own_where_it_closes_anything() {
        let version: CalendarVersion = serde_json::from_str(EARLY).unwrap();
        let rule = |day: &str| version.rule_for(day.parse().unwrap());
        assert_eq!(rule("2026-12-24"), DayRule::Exception);
        assert_eq!(rule("2028-12-24"), DayRule::ClosedWeekday, "a Sunday");
        assert_eq!(rule("2026-12-17"), DayRule::OpeningHours);
    }

    #[test]
    fn an_early_close_reads_as_it_is_written() {
        let version: CalendarVersion = serde_json::from_str(EARLY).unwrap();
        let again: CalendarVersion =
            serde_json::from_str(&serde_json::to_string(&version).unwrap()).unwrap();
        assert_eq!(again, version);
        for (day, time) in
            [("13-01", "13:00"), ("02-30", "13:00"), ("12-24", "1 pm"), ("12-24", "00:00")]
        {
            let wrong = format!(r#"{{"early_close": {{"{day}": "{time}"}}}}"#);
            assert!(serde_json::from_str::<CalendarVersion>(&wrong).is_err(), "{wrong}");
        }
    }
}
