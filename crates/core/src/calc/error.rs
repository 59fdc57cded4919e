//! What can be wrong with a row, or with the calendars that rows name.

use jiff::Timestamp;

use crate::calendar::{CalendarError, WindowError};
use crate::recurrence::{NotAStart, RecurrenceError};

/// Why a row has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RowError {
    /// The row names a calendar that is not there.
    #[error(
        "there is no calendar {named:?}; there are: {}",
        if known.is_empty() { "none" } else { known }
    )]
    UnknownCalendar {
        /// What the row says.
        named: String,
        /// Those that there are, at most some.
        known: String,
    },
    /// Not an instant.
    #[error("{field} cannot be {text:?}; write an instant such as 2026-06-15T07:00:00Z")]
    NotAnInstant {
        /// The field of the row.
        field: &'static str,
        /// What is written.
        text: String,
    },
    /// Time does not pass backwards.
    #[error("{end} is before {start}; give the earlier instant first")]
    Backwards {
        /// The first of two instants.
        start: Timestamp,
        /// The second.
        end: Timestamp,
    },
    /// Not a promise.
    #[error("{0:?} minutes cannot be promised; write a whole number from 1")]
    NotMinutes(String),
    /// Not a share.
    #[error("{0} is not a percentage; write a number from 0 to 100")]
    NotAPercentage(f64),
    /// Not a value that can be judged.
    #[error("{0:?} is not a value; write a number without a unit, with a decimal point")]
    NotAValue(String),
    /// A threshold that is not a range.
    #[error("{0}")]
    NotARange(#[from] crate::check::RangeError),
    /// There is no zone of that name.
    #[error("{0:?} is not a time zone; it looks like Europe/Amsterdam")]
    UnknownZone(String),
    /// Not a rule.
    #[error("{0}")]
    NotARule(#[from] RecurrenceError),
    /// Not a start.
    #[error("{0}")]
    NotAStart(#[from] NotAStart),
    /// Too many occurrences are asked for, or none.
    #[error("{0} occurrences cannot be listed; set a limit from 1 to 100000")]
    Limit(u64),
    /// The search for an occurrence took too long.
    #[error(
        "the search was given up after {found} occurrences; the rule looks in steps below a day and seldom or never finds a time that fits: use a larger FREQ with BYHOUR, BYMINUTE and BYSECOND"
    )]
    GaveUp {
        /// So many were found.
        found: usize,
    },
}

/// Why calendars cannot be counted with. All of these are found before the first row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarsError {
    /// There is none.
    #[error("there is no calendar in it")]
    None,
    /// Two have the same name.
    #[error("there are two calendars {0:?}; rows could not tell which")]
    Twice(String),
    /// A weekday that does not exist.
    #[error(
        "calendar {calendar:?} has a weekday {day:?}; use mon, tue, wed, thu, fri, sat and sun"
    )]
    Weekday {
        /// Which calendar.
        calendar: String,
        /// What it says.
        day: String,
    },
    /// Hours that cannot be read.
    #[error("calendar {calendar:?}: {error}")]
    Window {
        /// Which calendar.
        calendar: String,
        /// What is wrong.
        error: WindowError,
    },
    /// The calendar as a whole cannot be read.
    #[error("calendar {calendar:?}: {error}")]
    Calendar {
        /// Which calendar.
        calendar: String,
        /// What is wrong.
        error: CalendarError,
    },
}
