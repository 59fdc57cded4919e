//! Reading a rule: its parts, and which of them may stand together.
//!
//! What a rule comes to on a day is in `days`, and how it is walked through in `walk`.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::Weekday;

use super::start::Start;

/// How often a period begins in which a rule finds its occurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

impl Frequency {
    /// Whether a period is a day or a part of one, and so always has as many times.
    pub(super) const fn is_day_or_less(self) -> bool {
        matches!(self, Self::Secondly | Self::Minutely | Self::Hourly | Self::Daily)
    }
}

/// A weekday of a rule: all of them, or the n-th of the month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayPart {
    /// Monday is 0.
    pub(super) weekday: i8,
    /// Counted from the end if below zero; 0 is every one.
    pub(super) ordinal: i16,
}

/// A rule by which something recurs, such as `FREQ=MONTHLY;BYDAY=-1FR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    pub(super) frequency: Frequency,
    pub(super) interval: u32,
    pub(super) count: Option<u32>,
    pub(super) until: Option<Start>,
    /// The day on which weeks start; Monday is 0.
    pub(super) week_start: i8,
    pub(super) months: BTreeSet<i16>,
    pub(super) week_numbers: BTreeSet<i16>,
    pub(super) year_days: BTreeSet<i16>,
    pub(super) month_days: BTreeSet<i16>,
    pub(super) days: BTreeSet<DayPart>,
    pub(super) hours: BTreeSet<i16>,
    pub(super) minutes: BTreeSet<i16>,
    pub(super) seconds: BTreeSet<i16>,
    pub(super) set_positions: BTreeSet<i16>,
}

/// Why a text is not a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// A part without `=`.
    #[error("{0:?} is not a part of a rule; write NAME=VALUE and a semicolon between parts")]
    Shape(String),
    /// A part that rules do not have.
    #[error(
        "a rule has no part {0:?}; it has FREQ, INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSECOND and BYSETPOS"
    )]
    UnknownPart(String),
    /// A part that is there twice.
    #[error("{0} is there twice; write all its values in one part, with commas between them")]
    Twice(&'static str),
    /// Nothing says how often.
    #[error("the rule has no FREQ; begin with FREQ=DAILY, WEEKLY, MONTHLY or another")]
    NoFrequency,
    /// Not a frequency.
    #[error(
        "{0:?} is not a frequency; use SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY"
    )]
    Frequency(String),
    /// A number that is none, or out of its range.
    #[error("{part} cannot be {text:?}; use {allowed}")]
    Number {
        /// The part.
        part: &'static str,
        /// What is written.
        text: String,
        /// What may be written.
        allowed: &'static str,
    },
    /// Not a weekday.
    #[error(
        "{0:?} is not a weekday; use MO, TU, WE, TH, FR, SA or SU, in BYDAY with a number before it for the n-th of the month or year: -1FR"
    )]
    Weekday(String),
    /// Not a date or time.
    #[error(
        "UNTIL cannot be {0:?}; use 20261231T225959Z for UTC, 20261231T235959 for local time, or 20261231 for the whole day"
    )]
    Until(String),
    /// Two ends.
    #[error("a rule ends by COUNT or by UNTIL; leave one of them out")]
    TwoEnds,
    /// Parts that mean nothing together (RFC 5545 §3.3.10).
    #[error("{0}")]
    Together(&'static str),
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    /// Reads a rule; `RRULE:` may stand before it.
    fn from_str(text: &str) -> Result<Self, RecurrenceError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut reading = Reading::default();
        for part in text.split(';') {
            // A semicolon at the end is common, and harmless.
            if !part.trim().is_empty() {
                reading.take(part.trim())?;
            }
        }
        let rule = reading.rule.finish(reading.frequency.ok_or(RecurrenceError::NoFrequency)?);
        rule.check()?;
        Ok(rule)
    }
}

/// A rule whose frequency is not yet known.
#[derive(Default)]
struct Reading {
    seen: BTreeSet<&'static str>,
    frequency: Option<Frequency>,
    rule: Parts,
}

#[derive(Default)]
struct Parts {
    interval: Option<u32>,
    count: Option<u32>,
    until: Option<Start>,
    week_start: i8,
    months: BTreeSet<i16>,
    week_numbers: BTreeSet<i16>,
    year_days: BTreeSet<i16>,
    month_days: BTreeSet<i16>,
    days: BTreeSet<DayPart>,
    hours: BTreeSet<i16>,
    minutes: BTreeSet<i16>,
    seconds: BTreeSet<i16>,
    set_positions: BTreeSet<i16>,
}

const NAMES: [&str; 14] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
    "BYSETPOS",
];

impl Reading {
    fn take(&mut self, part: &str) -> Result<(), RecurrenceError> {
        let (name, value) =
            part.split_once('=').ok_or_else(|| RecurrenceError::Shape(part.to_owned()))?;
        let (name, value) = (name.trim(), value.trim());
        let known = NAMES.into_iter().find(|known| *known == name);
        let name = known.ok_or_else(|| RecurrenceError::UnknownPart(name.to_owned()))?;
        if !self.seen.insert(name) {
            return Err(RecurrenceError::Twice(name));
        }
        let rule = &mut self.rule;
        let list = |allowed: Allowed| allowed.list(name, value);
        match name {
            "FREQ" => self.frequency = Some(frequency(value)?),
            "INTERVAL" => rule.interval = Some(positive(name, value)?),
            "COUNT" => rule.count = Some(positive(name, value)?),
            "UNTIL" => {
                let until = value.parse().map_err(|_| RecurrenceError::Until(value.to_owned()))?;
                rule.until = Some(until);
            }
            "WKST" => rule.week_start = weekday(value)?,
            "BYMONTH" => rule.months = list(Allowed::from_one(12, "the numbers 1 to 12"))?,
            "BYWEEKNO" => rule.week_numbers = list(Allowed::both(53, "1 to 53 or -1 to -53"))?,
            "BYYEARDAY" => rule.year_days = list(Allowed::both(366, "1 to 366 or -1 to -366"))?,
            "BYMONTHDAY" => rule.month_days = list(Allowed::both(31, "1 to 31 or -1 to -31"))?,
            "BYSETPOS" => rule.set_positions = list(Allowed::both(366, "1 to 366 or -1 to -366"))?,
            "BYDAY" => rule.days = value.split(',').map(day_part).collect::<Result<_, _>>()?,
            "BYHOUR" => rule.hours = list(Allowed::from_zero(23, "the hours 0 to 23"))?,
            "BYMINUTE" => rule.minutes = list(Allowed::from_zero(59, "the minutes 0 to 59"))?,
            // A leap second is the 60th; see `Start`.
            _ => {
                let seconds = list(Allowed::from_zero(60, "the seconds 0 to 60"))?;
                rule.seconds = seconds.into_iter().map(|second| second.min(59)).collect();
            }
        }
        Ok(())
    }
}

impl Parts {
    fn finish(self, frequency: Frequency) -> Recurrence {
        Recurrence {
            frequency,
            interval: self.interval.unwrap_or(1),
            count: self.count,
            until: self.until,
            week_start: self.week_start,
            months: self.months,
            week_numbers: self.week_numbers,
            year_days: self.year_days,
            month_days: self.month_days,
            days: self.days,
            hours: self.hours,
            minutes: self.minutes,
            seconds: self.seconds,
            set_positions: self.set_positions,
        }
    }
}

impl Recurrence {
    /// How often a period begins.
    pub const fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Whether the rule says itself where it ends.
    pub const fn is_bounded(&self) -> bool {
        self.count.is_some() || self.until.is_some()
    }

    /// The combinations that RFC 5545 §3.3.10 excludes.
    fn check(&self) -> Result<(), RecurrenceError> {
        use Frequency::{Daily, Monthly, Weekly, Yearly};
        if self.count.is_some() && self.until.is_some() {
            return Err(RecurrenceError::TwoEnds);
        }
        let has_ordinal = self.days.iter().any(|day| day.ordinal != 0);
        let wrong = if has_ordinal && !matches!(self.frequency, Monthly | Yearly) {
            "the n-th weekday, such as 1MO, needs FREQ=MONTHLY or YEARLY; leave the number out"
        } else if has_ordinal && !self.week_numbers.is_empty() {
            "a week has each weekday once; leave the number before the weekday out, or BYWEEKNO"
        } else if !self.month_days.is_empty() && self.frequency == Weekly {
            "BYMONTHDAY does not go with FREQ=WEEKLY; use FREQ=MONTHLY, or BYDAY for days of a week"
        } else if !self.year_days.is_empty() && matches!(self.frequency, Daily | Weekly | Monthly) {
            "BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY; use FREQ=YEARLY"
        } else if !self.week_numbers.is_empty() && self.frequency != Yearly {
            "BYWEEKNO goes with FREQ=YEARLY only"
        } else if !self.set_positions.is_empty() && !self.has_other_by_part() {
            "BYSETPOS chooses among what another BY part finds; add one, such as BYDAY"
        } else {
            return Ok(());
        };
        Err(RecurrenceError::Together(wrong))
    }

    fn has_other_by_part(&self) -> bool {
        let numbers = [
            &self.months,
            &self.week_numbers,
            &self.year_days,
            &self.month_days,
            &self.hours,
            &self.minutes,
            &self.seconds,
        ];
        !self.days.is_empty() || numbers.into_iter().any(|set| !set.is_empty())
    }
}

fn frequency(text: &str) -> Result<Frequency, RecurrenceError> {
    Ok(match text {
        "SECONDLY" => Frequency::Secondly,
        "MINUTELY" => Frequency::Minutely,
        "HOURLY" => Frequency::Hourly,
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return Err(RecurrenceError::Frequency(text.to_owned())),
    })
}

/// A whole number of at least one.
fn positive(part: &'static str, text: &str) -> Result<u32, RecurrenceError> {
    let number = digits(text).and_then(|()| text.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| RecurrenceError::Number {
        part,
        text: text.to_owned(),
        allowed: "a whole number from 1",
    })
}

fn digits(text: &str) -> Option<()> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
}

/// Which numbers a list may hold.
#[derive(Clone, Copy)]
struct Allowed {
    least: i16,
    most: i16,
    negative: bool,
    said: &'static str,
}

impl Allowed {
    const fn from_zero(most: i16, said: &'static str) -> Self {
        Self { least: 0, most, negative: false, said }
    }

    const fn from_one(most: i16, said: &'static str) -> Self {
        Self { least: 1, most, negative: false, said }
    }

    const fn both(most: i16, said: &'static str) -> Self {
        Self { least: 1, most, negative: true, said }
    }

    fn list(self, part: &'static str, text: &str) -> Result<BTreeSet<i16>, RecurrenceError> {
        let wrong = |text: &str| RecurrenceError::Number {
            part,
            text: text.to_owned(),
            allowed: self.said,
        };
        let number = |text: &str| self.number(text.trim()).ok_or_else(|| wrong(text));
        text.split(',').map(number).collect()
    }

    fn number(self, text: &str) -> Option<i16> {
        let (sign, unsigned) = signed(text);
        digits(unsigned)?;
        let number: i16 = unsigned.parse().ok()?;
        let is_allowed = (self.least..=self.most).contains(&number) && (self.negative || sign > 0);
        is_allowed.then_some(number * sign)
    }
}

fn signed(text: &str) -> (i16, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn day_part(text: &str) -> Result<DayPart, RecurrenceError> {
    let text = text.trim();
    let wrong = || RecurrenceError::Weekday(text.to_owned());
    let name_at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
    let (number, name) = text.split_at_checked(name_at).ok_or_else(wrong)?;
    let weekday = weekday(name)?;
    if number.is_empty() {
        return Ok(DayPart { weekday, ordinal: 0 });
    }
    let ordinal = Allowed::both(53, "").number(number).ok_or_else(wrong)?;
    Ok(DayPart { weekday, ordinal })
}

/// The number of a weekday, from 0 for Monday.
fn weekday(text: &str) -> Result<i8, RecurrenceError> {
    let weekday = match text {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(RecurrenceError::Weekday(text.to_owned())),
    };
    Ok(weekday.to_monday_zero_offset())
}
