//! What can be wrong with a calendar, or with a question to it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::window::Window;

/// Why the working time between two instants cannot be told: the second is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{to} is before {from}: no time has passed backwards")]
pub struct Backwards {
    /// The instant to count from.
    pub from: Timestamp,
    /// The instant to count to.
    pub to: Timestamp,
}

/// Why a calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// There is no time zone of that name.
    #[error("{0:?} is not a time zone; it looks like Europe/Amsterdam")]
    UnknownZone(String),
    /// There are no opening hours at all.
    #[error("the calendar has no version")]
    NoVersion,
    /// A version does not take effect after the one before it.
    #[error("version {number} must take effect after the one before it, at an instant of its own")]
    VersionsOutOfOrder {
        /// Which version, counted from 1.
        number: usize,
    },
    /// The hours of a single date run past its midnight.
    #[error("the hours {window} of {on} run past midnight; give the next date its own part")]
    ExceptionSpansMidnight {
        /// The date of the exception.
        on: Date,
        /// Its window.
        window: Window,
    },
    /// A holiday policy is chosen, but its dates were not resolved.
    #[error("version {number} names a holiday policy, but has no holidays; resolve them on saving")]
    HolidaysNotResolved {
        /// Which version, counted from 1.
        number: usize,
    },
    /// The calendar is closed for so long that no clock should count by it, unless somebody has
    /// said so with a reason: a closed season.
    #[error("the calendar is closed for the 31 days from {from}")]
    ClosedTooLong {
        /// Where the first 31 days start that have less than a minute.
        from: Timestamp,
    },
}

impl CalendarError {
    /// Whether the calendar may be used all the same if somebody gives a reason.
    pub const fn may_be_overridden(&self) -> bool {
        matches!(self, Self::ClosedTooLong { .. })
    }
}
