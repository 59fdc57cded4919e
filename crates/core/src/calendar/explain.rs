//! Why a deadline is where it is: day by day, what counted and by which rule.
//!
//! Values only; the sentences are made where the words are.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::spec::DayRule;
use super::timetable::{segments, start_of_date};
use super::{Calendar, WorkingTime, at};

/// One local date of a counted span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedDay {
    /// The date in the calendar's zone.
    pub on: Date,
    /// By which rule it is open or closed.
    pub rule: DayRule,
    /// The stretches of that date that counted, as start and end.
    pub counted: Vec<(Timestamp, Timestamp)>,
    /// How much they come to.
    pub total: WorkingTime,
}

impl Calendar {
    /// Goes through `[from, to)` date by date. All `total`s together are what
    /// [`Self::elapsed`] says.
    ///
    /// A date on which another version took effect appears once for each. Takes as long as the
    /// span has days, so it is for one deadline that somebody looks at, not for sums.
    pub fn explain(&self, from: Timestamp, to: Timestamp) -> Vec<ExplainedDay> {
        let mut days = Vec::new();
        for (version, start, end) in segments(&self.spec.versions, from.as_second(), to.as_second())
        {
            for (date, start, end) in self.dates(start, end) {
                days.push(self.explained(date, version.rule_for(date), start, end));
            }
        }
        days
    }

    /// The local dates of `[from, to)` with the part of it that each covers.
    fn dates(&self, from: i64, to: i64) -> impl Iterator<Item = (Date, i64, i64)> {
        let first = at(from).map(|from| self.zone.to_datetime(from).date());
        let dates = first.into_iter().flat_map(|first| first.series(1.day()));
        dates
            .map_while(move |date| {
                let start = start_of_date(&self.zone, date).filter(|start| *start < to)?;
                let end = start_of_date(&self.zone, date.tomorrow().ok()?)?;
                Some((date, start.max(from), end.min(to)))
            })
            .filter(|(_, start, end)| start < end)
    }

    fn explained(&self, on: Date, rule: DayRule, from: i64, to: i64) -> ExplainedDay {
        let stretches: Vec<_> = self.stretches(from, to).collect();
        let seconds = stretches.iter().map(|(start, end)| end - start).sum();
        let counted =
            stretches.into_iter().filter_map(|(start, end)| Some((at(start)?, at(end)?))).collect();
        ExplainedDay { on, rule, counted, total: WorkingTime::of_seconds(seconds) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::examples::{at, calendar, minutes, office};
    use super::super::{CalendarSpec, CalendarVersion, HolidayName};
    use super::*;

    #[test]
    fn a_deadline_after_kings_day_is_explained_day_by_day() {
        let days =
            office().explain(at("2026-04-24T16:00:00+02:00"), at("2026-04-28T10:00:00+02:00"));
        let kings_day = HolidayName { nl: "Koningsdag".to_owned(), en: "King's Day".to_owned() };
        let told: Vec<_> = days.into_iter().map(|day| (day.on, day.rule, day.total)).collect();
        assert_eq!(
            told,
            [
                (date(2026, 4, 24), DayRule::OpeningHours, minutes(60)),
                (date(2026, 4, 25), DayRule::ClosedWeekday, minutes(0)),
                (date(2026, 4, 26), DayRule::ClosedWeekday, minutes(0)),
                (date(2026, 4, 27), DayRule::Holiday(kings_day), minutes(0)),
                (date(2026, 4, 28), DayRule::OpeningHours, minutes(60)),
            ]
        );
    }

    #[test]
    fn each_counted_stretch_is_named_with_its_instants() {
        let lunch =
            calendar("Europe/Amsterdam", r#"{"weekly": {"mon": ["09:00-13:00", "14:00-18:00"]}}"#);
        let days = lunch.explain(at("2026-06-15T12:30:00+02:00"), at("2026-06-15T15:30:00+02:00"));
        assert_eq!(days.len(), 1);
        assert_eq!(
            days[0].counted,
            [
                (at("2026-06-15T12:30:00+02:00"), at("2026-06-15T13:00:00+02:00")),
                (at("2026-06-15T14:00:00+02:00"), at("2026-06-15T15:30:00+02:00")),
            ]
        );
    }

    #[test]
    fn a_date_on_which_the_hours_changed_is_explained_by_both_versions() {
        let mut spec = CalendarSpec::always_open("Europe/Amsterdam");
        spec.versions.push(CalendarVersion {
            effective_from: Some(at("2026-06-15T12:00:00+02:00")),
            ..CalendarVersion::default()
        });
        let days = Calendar::compile(spec)
            .unwrap()
            .explain(at("2026-06-15T09:00:00+02:00"), at("2026-06-15T17:00:00+02:00"));
        let told: Vec<_> = days.into_iter().map(|day| (day.on, day.rule, day.total)).collect();
        assert_eq!(
            told,
            [
                (date(2026, 6, 15), DayRule::OpeningHours, minutes(180)),
                (date(2026, 6, 15), DayRule::ClosedWeekday, minutes(0)),
            ]
        );
    }

    #[test]
    fn nothing_is_explained_of_no_time() {
        let nine = at("2026-06-15T09:00:00+02:00");
        assert_eq!(office().explain(nine, nine), []);
    }
}
