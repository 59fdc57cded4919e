//! A stretch of work: from an instant until another, or so long on a day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::figures::Month;

/// A stretch of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stretch {
    /// From an instant until another: what a timer measured, or typed in with its beginning.
    Between {
        /// Its beginning.
        from: Timestamp,
        /// Its end; never before the beginning.
        until: Timestamp,
    },
    /// So long on a day, nobody wrote down when.
    On {
        /// The day, by the clocks of the agreement.
        day: Date,
        /// How long, in seconds.
        seconds: i64,
    },
}

/// What of a stretch lies in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The month.
    pub month: Month,
    /// How long, in seconds.
    pub seconds: i64,
}

impl Stretch {
    /// From an instant until another, in whole seconds. A clock that was set back gives no time.
    pub fn between(from: Timestamp, until: Timestamp) -> Self {
        let from = whole(from);
        Self::Between { from, until: whole(until).max(from) }
    }

    /// How long it is, in elapsed seconds: an hour that the clocks repeat or skip counts as it was
    /// lived.
    pub fn seconds(&self) -> i64 {
        match self {
            Self::Between { from, until } => until.as_second() - from.as_second(),
            Self::On { seconds, .. } => *seconds,
        }
    }

    /// Where it begins, for lists; of one without a beginning the first instant of its day.
    pub fn begins_at(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Between { from, .. } => *from,
            Self::On { day, .. } => start_of(*day, zone),
        }
    }

    /// What of it lies in which month, by the clocks of a zone. Together that is all of it.
    pub fn pieces(&self, zone: &TimeZone) -> Vec<Piece> {
        match self {
            Self::Between { from, until } => cut(*from, *until, zone),
            Self::On { day, seconds } => {
                vec![Piece { month: Month::of_day(*day), seconds: *seconds }]
            }
        }
    }

    /// Whether some time is in both. Of one without a beginning nobody can say.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Between { from, until },
                Self::Between { from: other_from, until: other_until },
            ) => from < other_until && other_from < until,
            (Self::Between { .. } | Self::On { .. }, Self::Between { .. } | Self::On { .. }) => {
                false
            }
        }
    }
}

fn cut(from: Timestamp, until: Timestamp, zone: &TimeZone) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut month = Month::of(from, zone);
    let mut begin = from;
    loop {
        let end = until.min(month.span(zone).to);
        pieces.push(Piece { month, seconds: end.as_second() - begin.as_second() });
        // Past the end of all calendars no month ends after it begins.
        if end >= until || end <= begin {
            return pieces;
        }
        (month, begin) = (month.next(), end);
    }
}

/// An instant without its part of a second.
pub(super) fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// The first instant of a day. A midnight that the clocks skip is the first instant after it.
pub(super) fn start_of(day: Date, zone: &TimeZone) -> Timestamp {
    let midnight = zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0));
    midnight.compatible().unwrap_or(Timestamp::MAX)
}

/// So many seconds before an instant.
pub(super) fn before(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MIN)
}
