//! What is said about a calendar when it is saved.
//!
//! The form of a window is checked where it is read; this looks at the calendar as a whole.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::spec::{CalendarSpec, CalendarVersion};
use super::window::Minutes;
use super::{Calendar, CalendarError, HORIZON_DAYS, HolidayPolicy};

/// In any such span of the coming days there must be an open minute.
const ROLLING: SignedDuration = SignedDuration::from_hours(31 * 24);

/// What is wrong or odd with a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Reasons not to save it.
    pub errors: Vec<CalendarError>,
    /// Things to look at; it may be saved.
    pub warnings: Vec<CalendarWarning>,
}

impl Report {
    /// Whether an agreement may count by the calendar; `overridden` says that somebody has given
    /// a reason for a long closed season.
    pub fn is_usable(&self, overridden: bool) -> bool {
        self.errors.iter().all(|error| overridden && error.may_be_overridden())
    }
}

/// Something odd in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarWarning {
    /// Windows of a weekday overlap; the time counts once.
    #[error("version {number}: windows of {day} overlap; the time counts once")]
    WeekdayOverlaps {
        /// Which version, counted from 1.
        number: usize,
        /// The weekday, as it is written: `mon`.
        day: &'static str,
    },
    /// Windows of a single date overlap; the time counts once.
    #[error("version {number}: windows of {on} overlap; the time counts once")]
    DateOverlaps {
        /// Which version, counted from 1.
        number: usize,
        /// The date.
        on: Date,
    },
    /// The holidays end before the calendar is looked at again: save a new version.
    #[error("the holidays are known until {until} only; save a new version to extend them")]
    HolidaysRunOut {
        /// The last known holiday.
        until: Date,
    },
}

/// Says what is wrong or odd with a calendar that is to be saved at `now`.
pub fn validate(spec: &CalendarSpec, now: Timestamp) -> Report {
    let mut errors = unreadable(spec);
    if errors.is_empty()
        && let Ok(calendar) = Calendar::compile(spec.clone())
    {
        errors.extend(closed_too_long(&calendar, now));
    }
    Report { errors, warnings: oddities(spec, now) }
}

/// Why the hours of a document cannot be read.
pub(super) fn unreadable(spec: &CalendarSpec) -> Vec<CalendarError> {
    let mut errors = Vec::new();
    if spec.zone().is_none() {
        errors.push(CalendarError::UnknownZone(spec.tz.clone()));
    }
    if spec.versions.is_empty() {
        errors.push(CalendarError::NoVersion);
    }
    let starts = spec.versions.iter().map(|version| version.effective_from);
    for (index, (before, after)) in starts.clone().zip(starts.skip(1)).enumerate() {
        // `None`, since ever, is before all instants.
        if after <= before {
            errors.push(CalendarError::VersionsOutOfOrder { number: index + 2 });
        }
    }
    for version in &spec.versions {
        for (&on, windows) in &version.exceptions {
            let spanning = windows.iter().filter(|window| window.spans_midnight());
            errors.extend(
                spanning.map(|&window| CalendarError::ExceptionSpansMidnight { on, window }),
            );
        }
    }
    errors.extend(unresolved(spec));
    errors
}

fn unresolved(spec: &CalendarSpec) -> impl Iterator<Item = CalendarError> {
    numbered(spec)
        .filter(|(_, version)| {
            version.holiday_policy != HolidayPolicy::None && version.holidays.is_empty()
        })
        .map(|(number, _)| CalendarError::HolidaysNotResolved { number })
}

/// The first 31 days of the next 400 with less than an open minute.
///
/// Working time in a span that slides can only have its least value where the span starts at a
/// closing or ends at an opening, so only those are looked at.
fn closed_too_long(calendar: &Calendar, now: Timestamp) -> Option<CalendarError> {
    let end = now.saturating_add(SignedDuration::from_hours(HORIZON_DAYS * 24)).ok()?;
    let last = end.saturating_sub(ROLLING).ok()?;
    let windows = calendar.windows(now, end);
    let after_closing = windows.iter().map(|(_, closing)| *closing);
    let before_opening =
        windows.iter().filter_map(|(opening, _)| opening.saturating_sub(ROLLING).ok());
    let mut starts: Vec<_> = [now, last]
        .into_iter()
        .chain(after_closing)
        .chain(before_opening)
        .filter(|start| (now..=last).contains(start))
        .collect();
    starts.sort_unstable();
    let open_seconds = |from: Timestamp| {
        let to = from.saturating_add(ROLLING).ok()?;
        calendar.elapsed(from, to).ok().map(super::WorkingTime::seconds)
    };
    starts
        .into_iter()
        .find(|start| open_seconds(*start) < Some(60))
        .map(|from| CalendarError::ClosedTooLong { from })
}

fn oddities(spec: &CalendarSpec, now: Timestamp) -> Vec<CalendarWarning> {
    let mut warnings = Vec::new();
    for (number, version) in numbered(spec) {
        let days = overlapping_weekdays(version);
        warnings.extend(days.map(|day| CalendarWarning::WeekdayOverlaps { number, day }));
        let dates = version.exceptions.keys().copied();
        let overlapping = dates.filter(|date| overlap(version.minutes_of(*date)));
        warnings.extend(overlapping.map(|on| CalendarWarning::DateOverlaps { number, on }));
    }
    warnings.extend(holidays_run_out(spec, now));
    warnings
}

fn overlapping_weekdays(version: &CalendarVersion) -> impl Iterator<Item = &'static str> {
    use jiff::civil::Weekday as Day;
    [
        (Day::Monday, "mon"),
        (Day::Tuesday, "tue"),
        (Day::Wednesday, "wed"),
        (Day::Thursday, "thu"),
        (Day::Friday, "fri"),
        (Day::Saturday, "sat"),
        (Day::Sunday, "sun"),
    ]
    .into_iter()
    .filter(|(day, _)| overlap(version.weekly.minutes_of(*day).collect()))
    .map(|(_, name)| name)
}

fn overlap(mut minutes: Vec<Minutes>) -> bool {
    minutes.sort_unstable();
    minutes.iter().zip(minutes.iter().skip(1)).any(|(first, second)| second.from < first.to)
}

/// Whether the holidays of the last version end within the year that clocks may look ahead.
fn holidays_run_out(spec: &CalendarSpec, now: Timestamp) -> Option<CalendarWarning> {
    let newest = spec.versions.last()?;
    if newest.holiday_policy == HolidayPolicy::None {
        return None;
    }
    let (&until, _) = newest.holidays.last_key_value()?;
    let next_year = spec.zone()?.to_datetime(now).year().saturating_add(1);
    (until.year() < next_year).then_some(CalendarWarning::HolidaysRunOut { until })
}

fn numbered(spec: &CalendarSpec) -> impl Iterator<Item = (usize, &CalendarVersion)> {
    spec.versions.iter().enumerate().map(|(index, version)| (index + 1, version))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{DutchHolidays, Weekly};
    use super::*;

    fn now() -> Timestamp {
        "2026-06-15T09:00:00Z".parse().unwrap()
    }

    fn version(json: &str) -> CalendarVersion {
        serde_json::from_str(json).unwrap()
    }

    fn of(json: &str) -> CalendarSpec {
        CalendarSpec::single("Europe/Amsterdam", version(json))
    }

    const OFFICE: &str = r#"{"weekly": {"mon": ["09:00-17:00"]}}"#;

    #[test]
    fn a_good_calendar_has_nothing_said_about_it() {
        assert_eq!(validate(&of(OFFICE), now()), Report::default());
        assert_eq!(validate(&CalendarSpec::always_open("UTC"), now()), Report::default());
    }

    #[test]
    fn a_zone_that_does_not_exist_is_an_error() {
        let spec = CalendarSpec::single("Europe/Amsterdamn", version(OFFICE));
        let expected = CalendarError::UnknownZone("Europe/Amsterdamn".to_owned());
        assert_eq!(validate(&spec, now()).errors, std::slice::from_ref(&expected));
        assert_eq!(Calendar::compile(spec).unwrap_err(), expected);
    }

    #[test]
    fn a_calendar_without_a_version_is_an_error() {
        let spec = CalendarSpec { tz: "UTC".to_owned(), versions: Vec::new() };
        assert_eq!(validate(&spec, now()).errors, [CalendarError::NoVersion]);
    }

    #[test]
    fn versions_follow_each_other_in_time() {
        let since = |text: &str| CalendarVersion {
            effective_from: Some(text.parse().unwrap()),
            ..version(OFFICE)
        };
        let mut spec = of(OFFICE);
        spec.versions.push(since("2026-07-01T00:00:00Z"));
        assert!(validate(&spec, now()).errors.is_empty());

        spec.versions.push(since("2026-07-01T00:00:00Z"));
        spec.versions.push(version(OFFICE));
        let expected = [3, 4].map(|number| CalendarError::VersionsOutOfOrder { number });
        assert_eq!(validate(&spec, now()).errors, expected);
    }

    #[test]
    fn the_hours_of_a_single_date_must_end_on_it() {
        let spec = of(r#"{"weekly": {"mon": ["09:00-17:00"]},
                "exceptions": {"2026-12-31": ["10:00-12:00", "22:00-02:00"]}}"#);
        let error = validate(&spec, now()).errors.remove(0);
        assert_eq!(
            error.to_string(),
            "the hours 22:00-02:00 of 2026-12-31 run past midnight; give the next date its own part"
        );
        assert!(Calendar::compile(spec).is_err());
    }

    #[test]
    fn overlapping_windows_are_accepted_with_a_warning() {
        let spec =
            of(r#"{"weekly": {"mon": ["09:00-13:00", "12:00-17:00"], "thu": ["20:00-10:00"],
                           "fri": ["09:00-17:00"], "sat": ["08:00-10:00", "10:00-12:00"]},
                "exceptions": {"2026-12-24": ["09:00-12:00", "11:00-13:00"]}}"#);
        let report = validate(&spec, now());
        assert!(report.errors.is_empty());
        assert_eq!(
            report.warnings,
            [
                CalendarWarning::WeekdayOverlaps { number: 1, day: "mon" },
                CalendarWarning::WeekdayOverlaps { number: 1, day: "fri" },
                CalendarWarning::DateOverlaps { number: 1, on: date(2026, 12, 24) },
            ]
        );
    }

    #[test]
    fn a_calendar_that_is_never_open_is_an_error() {
        let report = validate(&of("{}"), now());
        assert_eq!(report.errors, [CalendarError::ClosedTooLong { from: now() }]);
        assert!(!report.is_usable(false));
    }

    #[test]
    fn a_closed_season_needs_a_reason() {
        // Open on 1 July and again on 31 July or, if that is closed as well, on Monday 3 August.
        let closed: Vec<_> = (2..=30).map(|day| format!(r#""2026-07-{day:02}""#)).collect();
        let season = |more: &str| {
            of(&format!(
                r#"{{"weekly": {{"mon": ["09:00-17:00"], "tue": ["09:00-17:00"],
                    "wed": ["09:00-17:00"], "thu": ["09:00-17:00"], "fri": ["09:00-17:00"]}},
                    "closed_on": [{}{more}]}}"#,
                closed.join(",")
            ))
        };
        assert!(validate(&season(""), now()).errors.is_empty(), "29 days");

        let report = validate(&season(r#", "2026-07-31""#), now());
        let from = "2026-07-01T15:00:00Z".parse().unwrap();
        assert_eq!(report.errors, [CalendarError::ClosedTooLong { from }]);
        assert!(!report.is_usable(false));
        assert!(report.is_usable(true));
    }

    #[test]
    fn half_a_minute_in_31_days_is_not_enough() {
        // The last Monday on which the team opens ends after 30 seconds.
        let mut spec = of(r#"{"weekly": {"mon": ["09:00-17:00"]}}"#);
        spec.versions.push(CalendarVersion {
            effective_from: Some("2026-06-29T07:00:30Z".parse().unwrap()),
            ..CalendarVersion::default()
        });
        let from = "2026-06-22T15:00:00Z".parse().unwrap();
        assert_eq!(validate(&spec, now()).errors, [CalendarError::ClosedTooLong { from }]);
    }

    #[test]
    fn holidays_that_are_not_resolved_or_run_out_are_told() {
        let mut office = CalendarVersion {
            holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
            weekly: Weekly::workdays(&["09:00-17:00".parse().unwrap()]),
            ..CalendarVersion::default()
        };
        let unresolved = CalendarSpec::single("Europe/Amsterdam", office.clone());
        let errors = validate(&unresolved, now()).errors;
        assert_eq!(errors, [CalendarError::HolidaysNotResolved { number: 1 }]);
        assert!(Calendar::compile(unresolved.clone()).is_err(), "it would be open on holidays");

        office.holidays = office.holiday_policy.resolve(2025..=2026);
        let short = CalendarSpec::single("Europe/Amsterdam", office);
        let until = date(2026, 12, 26);
        assert_eq!(validate(&short, now()).warnings, [CalendarWarning::HolidaysRunOut { until }]);

        let saved = unresolved.with_holidays_resolved(now());
        assert_eq!(validate(&saved, now()), Report::default());
    }
}
