//! Working time: how long a team was open, as opposed to how long the clock on the wall ran.
//!
//! How it is worded ("2 h 15 min") is decided where the words are.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A span of working time: hours in which the team is open, not hours on the wall.
///
/// Whole seconds, real ones: a night on which the clocks go back has one hour more. What is left
/// of a promise may be negative, which is how much it is overdue. Written as a number of seconds.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct WorkingTime(i64);

impl WorkingTime {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many seconds.
    pub const fn of_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// So many minutes; promises are made in these.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60))
    }

    /// So many hours.
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3600))
    }

    /// The length in seconds.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Full minutes that have gone by: 59 seconds are none yet. For what has passed and what is
    /// left, so that neither is shown as more than it is.
    pub const fn full_minutes(self) -> i64 {
        self.0.div_euclid(60)
    }

    /// Minutes that have begun: one second is one. For what is overdue.
    pub const fn begun_minutes(self) -> i64 {
        self.0.saturating_add(59).div_euclid(60)
    }

    /// `percent` of this span, rounded down to the second.
    #[must_use]
    pub const fn percent(self, percent: u32) -> Self {
        Self(self.0.saturating_mul(percent as i64).div_euclid(100))
    }

    /// Whether the span is below zero: a promise that is overdue.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for WorkingTime {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for WorkingTime {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for WorkingTime {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for WorkingTime {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for WorkingTime {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for WorkingTime {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passed_and_what_is_left_count_full_minutes_and_overdue_counts_begun_ones() {
        let left = WorkingTime::of_seconds(119);
        assert_eq!(left.full_minutes(), 1);
        assert_eq!(left.begun_minutes(), 2);
        assert_eq!(WorkingTime::minutes(2).begun_minutes(), 2);

        let overdue = WorkingTime::hours(1) - WorkingTime::of_seconds(3601);
        assert!(overdue.is_negative());
        assert_eq!((-overdue).begun_minutes(), 1);
    }

    #[test]
    fn working_time_is_written_as_seconds() {
        let four_hours = WorkingTime::hours(4);
        assert_eq!(serde_json::to_string(&four_hours).unwrap(), "14400");
        assert_eq!(serde_json::from_str::<WorkingTime>("14400").unwrap(), four_hours);
    }

    #[test]
    fn three_quarters_of_an_hour_are_45_minutes() {
        assert_eq!(WorkingTime::hours(1).percent(75), WorkingTime::minutes(45));
    }

    #[test]
    fn spans_add_up_without_overflow() {
        let spans = [WorkingTime::minutes(5), WorkingTime::hours(1), WorkingTime::of_seconds(1)];
        assert_eq!(spans.into_iter().sum::<WorkingTime>(), WorkingTime::of_seconds(3901));
        assert_eq!(
            WorkingTime::hours(i64::MAX) + WorkingTime::hours(1),
            WorkingTime::hours(i64::MAX)
        );
    }
}
