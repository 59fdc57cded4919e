//! The start of a series, and the end that a rule names: a date, a local time or an instant, as
//! calendar files write them.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// When a series starts, and by that the time of day, the weekday or the date of all its
/// occurrences that the rule does not tell itself.
///
/// Read from `20260427`, `20260427T090000`, `20260427T070000Z`, or the same with separators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Whole days, which start at midnight in the zone of the series.
    On(Date),
    /// A time in the zone of the series.
    Local(DateTime),
    /// An instant; the series recurs in UTC, whatever its zone.
    At(Timestamp),
}

/// A text that is neither a date nor a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a start; write a local time such as 20260427T090000, or 20260427 for whole days, or 20260427T070000Z for UTC"
)]
pub struct NotAStart(pub String);

impl Start {
    /// The civil time that is written.
    pub(super) fn civil(self) -> DateTime {
        match self {
            Self::On(date) => date.to_datetime(jiff::civil::Time::midnight()),
            Self::Local(time) => time,
            Self::At(instant) => Offset::UTC.to_datetime(instant),
        }
    }
}

impl FromStr for Start {
    type Err = NotAStart;

    fn from_str(text: &str) -> Result<Self, NotAStart> {
        read(text.trim()).ok_or_else(|| NotAStart(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Start> {
    if text.contains(['-', ':']) {
        return with_separators(text);
    }
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return Some(Start::On(read_date(text)?));
    };
    let (time, is_utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let [hour, minute, second] = pairs::<3>(time)?;
    // RFC 5545 §3.3.12: who knows no leap seconds reads the 60th as the 59th.
    let time = jiff::civil::Time::new(hour, minute, second.min(59), 0).ok()?;
    let civil = read_date(date)?.to_datetime(time);
    if second > 60 {
        return None;
    }
    if is_utc {
        Some(Start::At(Offset::UTC.to_timestamp(civil).ok()?))
    } else {
        Some(Start::Local(civil))
    }
}

/// The forms of RFC 3339, which other files use.
fn with_separators(text: &str) -> Option<Start> {
    if text.ends_with(['Z', 'z']) {
        return text.parse().ok().map(Start::At);
    }
    if text.contains(['T', 't']) {
        // An offset would be an instant; those are written in UTC.
        let time = text.split_once(['T', 't'])?.1;
        return if time.contains(['+', '-', '[']) {
            None
        } else {
            text.parse().ok().map(Start::Local)
        };
    }
    text.parse().ok().map(Start::On)
}

fn read_date(digits: &str) -> Option<Date> {
    let [century, year, month, day] = pairs::<4>(digits)?;
    Date::new(i16::from(century) * 100 + i16::from(year), month, day).ok()
}

/// Reads exactly `N` numbers of two digits each.
fn pairs<const N: usize>(digits: &str) -> Option<[i8; N]> {
    if digits.len() != N * 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut numbers = [0; N];
    for (number, pair) in numbers.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *number = std::str::from_utf8(pair).ok()?.parse().ok()?;
    }
    Some(numbers)
}
