//! A calendar date by date, as a wall calendar shows it: what is open on each, by which rule, and on
//! which dates the clocks change.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::spec::DayRule;
use super::timetable::start_of_date;
use super::{Calendar, WorkingTime, at};

/// One local date of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The date in the calendar's zone.
    pub on: Date,
    /// By which rule it is open or closed; where hours changed on it, by the later.
    pub rule: DayRule,
    /// The stretches in which it is open, as start and end.
    pub open: Vec<(Timestamp, Timestamp)>,
    /// How much they come to.
    pub total: WorkingTime,
    /// How long the date is: 24 hours, unless the clocks change on it.
    pub length: WorkingTime,
}

impl CalendarDay {
    /// Whether the clocks change on this date.
    pub fn has_clock_change(&self) -> bool {
        self.length != WorkingTime::hours(24)
    }
}

impl Calendar {
    /// The dates from `first` to `last`, both included. A date that the zone left out is left out.
    pub fn days(&self, first: Date, last: Date) -> Vec<CalendarDay> {
        first
            .series(1.day())
            .take_while(|date| *date <= last)
            .filter_map(|on| self.day(on))
            .collect()
    }

    fn day(&self, on: Date) -> Option<CalendarDay> {
        let start = start_of_date(self.zone(), on)?;
        let end = start_of_date(self.zone(), on.tomorrow().ok()?)?;
        let parts = self.explain(at(start)?, at(end)?);
        let rule = parts.last()?.rule.clone();
        let total = parts.iter().map(|part| part.total).sum();
        let open = self.windows(at(start)?, at(end)?);
        Some(CalendarDay { on, rule, open, total, length: WorkingTime::of_seconds(end - start) })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::examples::{hours, office};
    use super::super::{Calendar, CalendarSpec};
    use super::*;

    #[test]
    fn a_year_of_the_office_shows_its_holidays_and_its_days_of_change() {
        let year = office().days(date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!(year.len(), 365);
        let changes: Vec<_> = year.iter().filter(|day| day.has_clock_change()).collect();
        assert_eq!(
            changes.iter().map(|day| day.on).collect::<Vec<_>>(),
            [date(2026, 3, 29), date(2026, 10, 25)]
        );
        assert_eq!(
            changes.iter().map(|day| day.length).collect::<Vec<_>>(),
            [hours(23), hours(25)]
        );
        let holidays = year.iter().filter(|day| matches!(day.rule, DayRule::Holiday(_)));
        assert_eq!(holidays.count(), 9);
        let open: WorkingTime = year.iter().map(|day| day.total).sum();
        // 261 weekdays, of which six are holidays.
        assert_eq!(open, hours(255 * 8));
    }

    #[test]
    fn a_day_round_the_clock_is_open_as_long_as_it_is() {
        let always = Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap();
        let days = always.days(date(2026, 3, 28), date(2026, 3, 29));
        assert_eq!(days.iter().map(|day| day.total).collect::<Vec<_>>(), [hours(24), hours(23)]);
        assert_eq!(days[1].open.len(), 1);
    }

    #[test]
    fn a_date_that_the_zone_left_out_is_not_shown() {
        let samoa = Calendar::compile(CalendarSpec::always_open("Pacific/Apia")).unwrap();
        let days = samoa.days(date(2011, 12, 29), date(2011, 12, 31));
        assert_eq!(days.iter().map(|day| day.on.day()).collect::<Vec<_>>(), [29, 31]);
    }
}
