//! Which days a rule means.
//!
//! RFC 5545 §3.3.10 speaks of parts that expand a period into days and parts that limit them. Both
//! come to the same test, asked of each day of the period, once what the rule leaves open is taken
//! from the start of the series.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::rule::{DayPart, Frequency, Recurrence};

/// The days of a rule with a start.
#[derive(Debug, Clone)]
pub(super) struct Days {
    pub(super) months: BTreeSet<i16>,
    week_numbers: BTreeSet<i16>,
    of_year: BTreeSet<i16>,
    of_month: BTreeSet<i16>,
    weekdays: BTreeSet<DayPart>,
    week_start: i8,
    /// Whether the n-th weekday is that of a month; of a year otherwise.
    counts_in_month: bool,
}

impl Days {
    pub(super) fn of(rule: &Recurrence, start: DateTime) -> Self {
        let mut days = Self {
            months: rule.months.clone(),
            week_numbers: rule.week_numbers.clone(),
            of_year: rule.year_days.clone(),
            of_month: rule.month_days.clone(),
            weekdays: rule.days.clone(),
            week_start: rule.week_start,
            counts_in_month: rule.frequency == Frequency::Monthly || !rule.months.is_empty(),
        };
        days.complete(rule.frequency, start);
        days
    }

    /// Takes from the start of the series what the rule leaves open.
    fn complete(&mut self, frequency: Frequency, start: DateTime) {
        if !self.of_year.is_empty() || !self.of_month.is_empty() || !self.weekdays.is_empty() {
            return;
        }
        let weekday = DayPart { weekday: start.weekday().to_monday_zero_offset(), ordinal: 0 };
        match frequency {
            Frequency::Yearly if !self.week_numbers.is_empty() => {
                self.weekdays.insert(weekday);
            }
            Frequency::Yearly => {
                if self.months.is_empty() {
                    self.months.insert(i16::from(start.month()));
                }
                self.of_month.insert(i16::from(start.day()));
            }
            Frequency::Monthly => {
                self.of_month.insert(i16::from(start.day()));
            }
            Frequency::Weekly => {
                self.weekdays.insert(weekday);
            }
            Frequency::Daily | Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => {}
        }
    }

    /// Whether the rule means `date`, as far as the period in which it lies is one of the rule's.
    pub(super) fn contains(&self, date: Date) -> bool {
        is_in(&self.months, || i16::from(date.month()))
            && (self.of_month.is_empty() || self.has_month_day(date))
            && (self.weekdays.is_empty() || self.has_weekday(date))
            && (self.of_year.is_empty() || self.has_year_day(date))
            && (self.week_numbers.is_empty() || self.has_week(date))
    }

    fn has_month_day(&self, date: Date) -> bool {
        let day = i16::from(date.day());
        let from_end = day - i16::from(date.days_in_month()) - 1;
        self.of_month.contains(&day) || self.of_month.contains(&from_end)
    }

    fn has_year_day(&self, date: Date) -> bool {
        let day = date.day_of_year();
        let from_end = day - date.days_in_year() - 1;
        self.of_year.contains(&day) || self.of_year.contains(&from_end)
    }

    fn has_weekday(&self, date: Date) -> bool {
        let weekday = date.weekday().to_monday_zero_offset();
        let (day, length) = if self.counts_in_month {
            (i16::from(date.day()), i16::from(date.days_in_month()))
        } else {
            (date.day_of_year(), date.days_in_year())
        };
        let ordinals = [0, (day - 1) / 7 + 1, -((length - day) / 7 + 1)];
        ordinals.into_iter().any(|ordinal| self.weekdays.contains(&DayPart { weekday, ordinal }))
    }

    /// Week 1 is the first with at least four days in its year (RFC 5545, as ISO 8601), and so the
    /// year of a week is that of its fourth day.
    fn has_week(&self, date: Date) -> bool {
        let Some(fourth) =
            self.week_of(date).and_then(|first| first.checked_add(jiff::Span::new().days(3)).ok())
        else {
            return false;
        };
        let number = (fourth.day_of_year() - 1) / 7 + 1;
        let weeks_after = (fourth.days_in_year() - fourth.day_of_year()) / 7;
        self.week_numbers.contains(&number) || self.week_numbers.contains(&(-weeks_after - 1))
    }

    /// The first day of the week in which `date` lies.
    pub(super) fn week_of(&self, date: Date) -> Option<Date> {
        let into = (date.weekday().to_monday_zero_offset() - self.week_start).rem_euclid(7);
        date.checked_sub(jiff::Span::new().days(i64::from(into))).ok()
    }
}

/// Whether a part allows a value; a part that is not there allows all.
pub(super) fn is_in(set: &BTreeSet<i16>, value: impl FnOnce() -> i16) -> bool {
    set.is_empty() || set.contains(&value())
}
