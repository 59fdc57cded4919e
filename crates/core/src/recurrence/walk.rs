//! Walking through the periods of a rule, in order and with an end to the search.
//!
//! A period gives the days that the rule means in it and the times of each. Everything here is
//! civil time; what the clocks of a zone make of it is in `series`.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

use super::days::{Days, is_in};
use super::rule::{Frequency, Recurrence};

const DAY: i64 = 86_400;

/// The calendar repeats after 400 years: a rule that finds nothing in so many days or in as many
/// periods finds nothing ever.
const GREGORIAN_DAYS: u32 = 146_097;

/// Steps below a day that may be looked at without finding anything.
const PATIENCE: u32 = 3_000_000;

/// The occurrences of one period: each of these days at each of these times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) days: Vec<Date>,
    /// Seconds of the day, in order.
    pub(super) times: Vec<i64>,
}

/// Where a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There is no further period with an occurrence.
    Nothing,
    /// The search took too long; there may be one.
    GaveUp,
}

/// A walk over the periods of a rule that have days and times.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    frequency: Frequency,
    interval: i64,
    days: Days,
    hours: BTreeSet<i16>,
    minutes: BTreeSet<i16>,
    seconds: BTreeSet<i16>,
    /// The times of day for periods of a day or more.
    times: Vec<i64>,
    at: Position,
    /// So many periods since something was found.
    looked_at: u32,
}

/// The next period to look at.
#[derive(Debug, Clone, Copy)]
enum Position {
    Year(i64),
    /// Months since the year 0.
    Month(i64),
    /// The first day of a week.
    Week(Date),
    Day(Date),
    /// Hours, minutes or seconds of the calendar since 1970.
    Unit(i64),
    Over,
}

impl Walk {
    pub(super) fn new(rule: &Recurrence, start: DateTime, whole_days: bool) -> Self {
        let given = |set: &BTreeSet<i16>| if whole_days { BTreeSet::new() } else { set.clone() };
        let mut walk = Self {
            frequency: rule.frequency,
            interval: i64::from(rule.interval),
            days: Days::of(rule, start),
            hours: given(&rule.hours),
            minutes: given(&rule.minutes),
            seconds: given(&rule.seconds),
            times: Vec::new(),
            at: Position::Over,
            looked_at: 0,
        };
        walk.complete(start);
        walk.at = walk.first(start).unwrap_or(Position::Over);
        walk
    }

    /// Takes from the start of the series the times that the rule leaves open.
    fn complete(&mut self, start: DateTime) {
        let or = |set: &mut BTreeSet<i16>, value: i8| {
            if set.is_empty() {
                set.insert(i16::from(value));
            }
        };
        if self.frequency >= Frequency::Daily {
            or(&mut self.hours, start.hour());
        }
        if self.frequency >= Frequency::Hourly {
            or(&mut self.minutes, start.minute());
        }
        if self.frequency >= Frequency::Minutely {
            or(&mut self.seconds, start.second());
        }
        if self.frequency >= Frequency::Daily {
            self.times = times(&self.hours, &self.minutes, &self.seconds);
        }
    }

    fn first(&self, start: DateTime) -> Option<Position> {
        let date = start.date();
        Some(match self.frequency {
            Frequency::Yearly => Position::Year(i64::from(date.year())),
            Frequency::Monthly => {
                Position::Month(i64::from(date.year()) * 12 + i64::from(date.month()) - 1)
            }
            Frequency::Weekly => Position::Week(self.days.week_of(date)?),
            Frequency::Daily => Position::Day(date),
            Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => {
                let unit = second_of(start)?.div_euclid(self.unit());
                if self.ever_meets(unit) { Position::Unit(unit) } else { Position::Over }
            }
        })
    }

    /// The seconds of a period below a day.
    const fn unit(&self) -> i64 {
        match self.frequency {
            Frequency::Hourly => 3_600,
            Frequency::Minutely => 60,
            Frequency::Secondly
            | Frequency::Daily
            | Frequency::Weekly
            | Frequency::Monthly
            | Frequency::Yearly => 1,
        }
    }

    /// Whether a walk in steps below a day can ever come to a time of day that the rule means.
    ///
    /// Such a walk comes, on one day or another, to all times of day that differ from the first by
    /// a multiple of what divides both the interval and the day.
    fn ever_meets(&self, first: i64) -> bool {
        let per_day = DAY / self.unit();
        let common = greatest_divisor(self.interval, per_day);
        let offset = first.rem_euclid(per_day).rem_euclid(common);
        (0..per_day / common).any(|n| self.is_time((offset + n * common) * self.unit()))
    }

    /// Whether the rule means this time of day, as far as it is not expanded from the period.
    fn is_time(&self, second: i64) -> bool {
        let part = |divisor: i64, modulus: i64| small(second / divisor % modulus);
        is_in(&self.hours, || part(3_600, 24))
            && (self.frequency >= Frequency::Hourly || is_in(&self.minutes, || part(60, 60)))
            && (self.frequency >= Frequency::Minutely || is_in(&self.seconds, || part(1, 60)))
    }

    /// The periods after which the calendar repeats, where periods are days or more.
    ///
    /// With an interval they are further apart, but the days of so many still come to all that
    /// there ever will be.
    const fn cycle(&self) -> Option<u32> {
        match self.frequency {
            Frequency::Yearly => Some(400),
            Frequency::Monthly => Some(4_800),
            Frequency::Weekly => Some(GREGORIAN_DAYS / 7),
            Frequency::Daily => Some(GREGORIAN_DAYS),
            Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => None,
        }
    }

    /// Begins the search anew, because something was found.
    pub(super) const fn found(&mut self) {
        self.looked_at = 0;
    }

    /// Ends the walk: what a period gave is what all will give, and it was nothing.
    pub(super) const fn end_if_alike(&mut self) {
        if self.frequency.is_day_or_less() {
            self.at = Position::Over;
        }
    }

    /// The next period with at least one day and time.
    pub(super) fn next(&mut self) -> Result<Period, End> {
        loop {
            if self.looked_at > self.cycle().unwrap_or(PATIENCE) {
                self.at = Position::Over;
                return Err(if self.cycle().is_some() { End::Nothing } else { End::GaveUp });
            }
            self.looked_at += 1;
            let period = self.look().ok_or(End::Nothing)?;
            if !period.days.is_empty() {
                return Ok(period);
            }
        }
    }

    /// Looks at one period, in which there may be no days, and steps on. Nothing if there are no
    /// more.
    fn look(&mut self) -> Option<Period> {
        let at = self.at;
        // Until the next step is known, there is none: the calendar ends with the year 9999.
        self.at = Position::Over;
        let days = match at {
            Position::Over => return None,
            Position::Unit(unit) => return self.look_below_a_day(unit),
            Position::Year(year) => {
                self.at = Position::Year(year + self.interval);
                self.days_of_year(i16::try_from(year).ok()?)?
            }
            Position::Month(month) => {
                self.at = Position::Month(month + self.interval);
                let year = i16::try_from(month.div_euclid(12)).ok()?;
                let number = i8::try_from(month.rem_euclid(12) + 1).ok()?;
                self.days_from(Date::new(year, number, 1).ok()?, None)
            }
            Position::Week(first) => {
                let days = self.interval.checked_mul(7)?;
                self.at = later(first, days).map_or(Position::Over, Position::Week);
                self.days_from(first, Some(7))
            }
            Position::Day(day) => {
                self.at = later(day, self.interval).map_or(Position::Over, Position::Day);
                self.days_from(day, Some(1))
            }
        };
        let times = if days.is_empty() { Vec::new() } else { self.times.clone() };
        Some(Period { days, times })
    }

    fn days_of_year(&self, year: i16) -> Option<Vec<Date>> {
        let mut days = Vec::new();
        for month in 1..=12 {
            if is_in(&self.days.months, || i16::from(month)) {
                days.extend(self.days_from(Date::new(year, month, 1).ok()?, None));
            }
        }
        Some(days)
    }

    /// The days that the rule means among so many from `first` on, or among those of its month.
    fn days_from(&self, first: Date, count: Option<i8>) -> Vec<Date> {
        let count = count.unwrap_or_else(|| first.days_in_month());
        std::iter::successors(Some(first), |day| day.tomorrow().ok())
            .take(usize::from(count.unsigned_abs()))
            .filter(|day| self.days.contains(*day))
            .collect()
    }

    /// Looks at one hour, minute or second, and steps on over what cannot be meant.
    fn look_below_a_day(&mut self, unit: i64) -> Option<Period> {
        let second = unit.checked_mul(self.unit())?;
        let date = civil_of(second)?.date();
        if !self.days.contains(date) {
            let next = self.next_day(date)?;
            self.at = Position::Unit(self.step_to(unit, next)?);
            return Some(Period::default());
        }
        let of_day = second.rem_euclid(DAY);
        if !is_in(&self.hours, || small(of_day / 3_600)) {
            self.at = Position::Unit(self.step_to(unit, second - of_day % 3_600 + 3_600)?);
            return Some(Period::default());
        }
        let is_second_of_minute = self.frequency == Frequency::Secondly;
        if is_second_of_minute && !is_in(&self.minutes, || small(of_day / 60 % 60)) {
            self.at = Position::Unit(self.step_to(unit, second - of_day % 60 + 60)?);
            return Some(Period::default());
        }
        self.at = Position::Unit(unit.checked_add(self.interval)?);
        if !self.is_time(of_day) {
            return Some(Period::default());
        }
        let times = self.times_of_unit(of_day);
        Some(Period { days: vec![date], times })
    }

    /// The times of one hour, minute or second of the day.
    fn times_of_unit(&self, of_day: i64) -> Vec<i64> {
        match self.frequency {
            Frequency::Hourly => {
                times(&[small(of_day / 3_600)].into(), &self.minutes, &self.seconds)
            }
            Frequency::Minutely => {
                self.seconds.iter().map(|second| of_day + i64::from(*second)).collect()
            }
            Frequency::Secondly
            | Frequency::Daily
            | Frequency::Weekly
            | Frequency::Monthly
            | Frequency::Yearly => vec![of_day],
        }
    }

    /// The start of the next day after `date` that the rule means, in seconds since 1970.
    fn next_day(&self, date: Date) -> Option<i64> {
        let days = std::iter::successors(date.tomorrow().ok(), |day| day.tomorrow().ok());
        let mut days = days.take(usize::try_from(GREGORIAN_DAYS).ok()?);
        second_of(
            days.find(|day| self.days.contains(*day))?.to_datetime(jiff::civil::Time::midnight()),
        )
    }

    /// The first step of the walk that is not before `second`.
    fn step_to(&self, unit: i64, second: i64) -> Option<i64> {
        let wanted = second.div_euclid(self.unit()) - unit;
        let steps = wanted.checked_add(self.interval - 1)?.div_euclid(self.interval).max(1);
        unit.checked_add(steps.checked_mul(self.interval)?)
    }
}

/// All times of day of these hours, minutes and seconds.
fn times(hours: &BTreeSet<i16>, minutes: &BTreeSet<i16>, seconds: &BTreeSet<i16>) -> Vec<i64> {
    let mut times = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in hours {
        for minute in minutes {
            let start = i64::from(*hour) * 3_600 + i64::from(*minute) * 60;
            times.extend(seconds.iter().map(|second| start + i64::from(*second)));
        }
    }
    times
}

fn later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The seconds of the calendar since 1970, as if the civil time were one in UTC.
fn second_of(civil: DateTime) -> Option<i64> {
    Some(Offset::UTC.to_timestamp(civil).ok()?.as_second())
}

fn civil_of(second: i64) -> Option<DateTime> {
    Some(Offset::UTC.to_datetime(Timestamp::from_second(second).ok()?))
}

/// A part of a time of day, which is at most 86 399.
fn small(part: i64) -> i16 {
    i16::try_from(part).unwrap_or(i16::MAX)
}

const fn greatest_divisor(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
