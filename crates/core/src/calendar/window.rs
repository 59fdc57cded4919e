//! Opening windows: the `09:00-17:00` of a weekday or of one date, in local time.
//!
//! Only the written form and its minutes. What it comes to on a given date, with holidays and
//! changes of the clock, is for the timetable.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// Minutes in a local day, whatever the clocks do on it.
const MIDNIGHT: u16 = 24 * 60;

/// A window `[open, close)` in local time, to the minute; written `09:00-17:00`.
///
/// A close before or at the open is on the next day: `22:00-06:00` is a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Window {
    open: u16,
    close: u16,
}

/// Why a text is not an opening window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Not of the form `09:00-17:00`.
    #[error("{0:?} is not an opening window; it looks like 09:00-17:00")]
    Malformed(String),
    /// Opens and closes at the same minute, which could mean never or always.
    #[error("{0:?} opens and closes at the same minute; use 00:00-24:00 for a whole day")]
    Empty(String),
}

/// Minutes `[from, to)` of one local day; `to` is at most 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Minutes {
    pub(super) from: u16,
    pub(super) to: u16,
}

impl Window {
    /// The whole day, midnight to midnight.
    pub const ALL_DAY: Self = Self { open: 0, close: MIDNIGHT };

    /// The minutes of the day at which it opens and closes; a close that is not later is on the
    /// next day.
    pub const fn bounds(self) -> (u16, u16) {
        (self.open, self.close)
    }

    /// Whether the window goes on past midnight.
    pub const fn spans_midnight(self) -> bool {
        self.close <= self.open
    }

    /// The part on the day it opens.
    pub(super) const fn today(self) -> Minutes {
        Minutes { from: self.open, to: if self.spans_midnight() { MIDNIGHT } else { self.close } }
    }

    /// The part on the next day, of a window that spans midnight.
    pub(super) fn tomorrow(self) -> Option<Minutes> {
        self.spans_midnight().then_some(Minutes { from: 0, to: self.close })
    }
}

impl FromStr for Window {
    type Err = WindowError;

    fn from_str(text: &str) -> Result<Self, WindowError> {
        let malformed = || WindowError::Malformed(text.to_owned());
        let (open, close) = text.split_once(['-', '–']).ok_or_else(malformed)?;
        let open = minute_of_day(open).filter(|open| *open < MIDNIGHT).ok_or_else(malformed)?;
        let close = minute_of_day(close).ok_or_else(malformed)?;
        if open == close {
            return Err(WindowError::Empty(text.to_owned()));
        }
        Ok(Self { open, close: if close == 0 { MIDNIGHT } else { close } })
    }
}

/// Reads `09:00` or `24:00`.
pub(super) fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= MIDNIGHT).then_some(of_day)
}

impl TryFrom<String> for Window {
    type Error = WindowError;

    fn try_from(text: String) -> Result<Self, WindowError> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = (self.open, self.close);
        write!(f, "{:02}:{:02}-{:02}:{:02}", open / 60, open % 60, close / 60, close % 60)
    }
}

/// The windows of an ordinary week, by the weekday on which they open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weekly {
    /// Monday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mon: Vec<Window>,
    /// Tuesday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tue: Vec<Window>,
    /// Wednesday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wed: Vec<Window>,
    /// Thursday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thu: Vec<Window>,
    /// Friday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fri: Vec<Window>,
    /// Saturday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sat: Vec<Window>,
    /// Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sun: Vec<Window>,
}

impl Weekly {
    /// The same windows from Monday to Friday, and a closed weekend.
    pub fn workdays(windows: &[Window]) -> Self {
        let day = windows.to_vec();
        Self {
            mon: day.clone(),
            tue: day.clone(),
            wed: day.clone(),
            thu: day.clone(),
            fri: day,
            ..Self::default()
        }
    }

    /// The same windows on all seven days.
    pub fn every_day(windows: &[Window]) -> Self {
        Self { sat: windows.to_vec(), sun: windows.to_vec(), ..Self::workdays(windows) }
    }

    /// The windows that open on `day`.
    pub fn opening_on(&self, day: Weekday) -> &[Window] {
        match day {
            Weekday::Monday => &self.mon,
            Weekday::Tuesday => &self.tue,
            Weekday::Wednesday => &self.wed,
            Weekday::Thursday => &self.thu,
            Weekday::Friday => &self.fri,
            Weekday::Saturday => &self.sat,
            Weekday::Sunday => &self.sun,
        }
    }

    /// The minutes of `day` that are open: its own windows up to midnight, and what the night
    /// before left over.
    pub(super) fn minutes_of(&self, day: Weekday) -> impl Iterator<Item = Minutes> {
        let night_before = self.opening_on(day.previous()).iter().filter_map(|w| w.tomorrow());
        night_before.chain(self.opening_on(day).iter().map(|w| w.today()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &str) -> Window {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_reads_as_it_is_written() {
        for text in ["09:00-17:00", "22:00-06:00", "00:00-24:00", "23:59-24:00"] {
            assert_eq!(window(text).to_string(), text);
        }
        assert_eq!(window("00:00-24:00"), Window::ALL_DAY);
        assert_eq!(window("22:00-00:00"), window("22:00-24:00"));
        assert_eq!(window("09:00 – 17:00"), window("09:00-17:00"));
    }

    #[test]
    fn what_is_no_window_is_refused_with_its_text() {
        for text in
            ["", "09:00", "9:00-17:00", "09:00-25:00", "09:60-17:00", "24:00-06:00", "+9:00-17:00"]
        {
            assert_eq!(text.parse::<Window>(), Err(WindowError::Malformed(text.to_owned())));
        }
    }

    #[test]
    fn a_window_that_opens_and_closes_at_once_is_refused_with_a_hint() {
        let error = "09:00-09:00".parse::<Window>().unwrap_err();
        assert_eq!(error, WindowError::Empty("09:00-09:00".to_owned()));
        assert!(error.to_string().ends_with("use 00:00-24:00 for a whole day"));
        assert!("00:00-00:00".parse::<Window>().is_err());
    }

    #[test]
    fn a_night_is_split_at_midnight_and_goes_on_the_next_weekday() {
        let weekly = Weekly { sun: vec![window("22:00-06:00")], ..Weekly::default() };
        let sunday: Vec<_> = weekly.minutes_of(Weekday::Sunday).collect();
        let monday: Vec<_> = weekly.minutes_of(Weekday::Monday).collect();
        assert_eq!(sunday, [Minutes { from: 22 * 60, to: 24 * 60 }]);
        assert_eq!(monday, [Minutes { from: 0, to: 6 * 60 }]);
    }

    #[test]
    fn a_weekday_that_does_not_exist_is_refused() {
        let wrong = serde_json::from_str::<Weekly>(r#"{"maandag": ["09:00-17:00"]}"#);
        assert!(wrong.unwrap_err().to_string().contains("maandag"));
    }
}
