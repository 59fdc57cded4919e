//! The calendar as people write it: a zone, and versions of opening hours that follow each other.
//!
//! A document, in TOML or JSON, and no more. [`super::Calendar`] counts with it, and
//! [`super::validate`] says what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

use super::holidays::{HolidayName, HolidayPolicy};
use super::window::{Minutes, Weekly, Window};

/// A business calendar as it is written and stored.
///
/// ```toml
/// tz = "Europe/Amsterdam"
///
/// [[versions]]
/// holiday_policy = { country = "nl" }
/// closed_on = ["2026-05-15"]
/// weekly = { mon = ["09:00-17:00"], tue = ["09:00-12:30", "13:00-17:00"] }
/// exceptions = { 2026-12-24 = ["09:00-13:00"] }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// The IANA name of the zone in which the hours are read, such as `Europe/Amsterdam`.
    pub tz: String,
    /// The versions in the order in which they took effect.
    pub versions: Vec<CalendarVersion>,
}

/// The opening hours from one instant until the next version takes effect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarVersion {
    /// The instant from which this version counts; nothing means since ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Timestamp>,
    /// The hours of an ordinary week.
    pub weekly: Weekly,
    /// Which public holidays were asked for. Only the dates in `holidays` close the team.
    #[serde(skip_serializing_if = "is_none")]
    pub holiday_policy: HolidayPolicy,
    /// The holidays as dates, as resolved when this version was saved, or written by hand.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub holidays: BTreeMap<Date, HolidayName>,
    /// Other dates on which the team is closed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub closed_on: BTreeSet<Date>,
    /// Dates with hours of their own, which replace everything else on that date; no window
    /// means closed. May open a holiday or a Saturday.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<Date, Vec<Window>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_none(policy: &HolidayPolicy) -> bool {
    *policy == HolidayPolicy::None
}

/// Why a local date has the hours it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayRule {
    /// An ordinary weekday with opening hours.
    OpeningHours,
    /// A weekday on which the team does not open, such as Sunday.
    ClosedWeekday,
    /// A public holiday.
    Holiday(HolidayName),
    /// A date on which the team is closed by its own choice.
    ClosedDate,
    /// A date with hours of its own.
    Exception,
}

impl CalendarSpec {
    /// A calendar with one version that counts since ever.
    pub fn single(tz: &str, version: CalendarVersion) -> Self {
        Self { tz: tz.to_owned(), versions: vec![version] }
    }

    /// Round the clock on all days: an ordinary calendar that never closes.
    pub fn always_open(tz: &str) -> Self {
        let weekly = Weekly::every_day(&[Window::ALL_DAY]);
        Self::single(tz, CalendarVersion { weekly, ..CalendarVersion::default() })
    }

    /// The zone of the calendar, if there is one of that name.
    ///
    /// Zones come from the tables in the program, not from those of the machine, so that two
    /// servers count the same hours.
    pub fn zone(&self) -> Option<TimeZone> {
        static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        ZONES.get_or_init(TimeZoneDatabase::bundled).get(&self.tz).ok()
    }

    /// The document with the holidays of each version as dates, as it is to be saved at `now`.
    ///
    /// A version that has dates keeps them: what was resolved once is never resolved anew.
    #[must_use]
    pub fn with_holidays_resolved(mut self, now: Timestamp) -> Self {
        let years = years_to_resolve(now);
        for version in &mut self.versions {
            if version.holidays.is_empty() {
                version.holidays = version.holiday_policy.resolve(years.clone());
            }
        }
        self
    }
}

/// The years for which holidays are resolved when a calendar is saved at `now`: the past one, so
/// that a clock that runs over the turn of the year is right, to the fifth ahead.
fn years_to_resolve(now: Timestamp) -> RangeInclusive<i16> {
    let year = TimeZone::UTC.to_datetime(now).year();
    year.saturating_sub(1)..=year.saturating_add(5)
}

impl CalendarVersion {
    /// Why `date` has the hours it has.
    pub fn rule_for(&self, date: Date) -> DayRule {
        if self.exceptions.contains_key(&date) {
            DayRule::Exception
        } else if let Some(name) = self.holidays.get(&date) {
            DayRule::Holiday(name.clone())
        } else if self.closed_on.contains(&date) {
            DayRule::ClosedDate
        } else if self.weekly.minutes_of(date.weekday()).next().is_some() {
            DayRule::OpeningHours
        } else {
            DayRule::ClosedWeekday
        }
    }

    /// The minutes of the local `date` that are open, in no order and possibly overlapping.
    ///
    /// A closed date is closed from midnight to midnight: a night that runs into it is cut off,
    /// and a night that began on it goes on after it.
    pub(super) fn minutes_of(&self, date: Date) -> Vec<Minutes> {
        if let Some(windows) = self.exceptions.get(&date) {
            windows.iter().map(|window| window.today()).collect()
        } else if self.holidays.contains_key(&date) || self.closed_on.contains(&date) {
            Vec::new()
        } else {
            self.weekly.minutes_of(date.weekday()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::holidays::DutchHolidays;
    use super::*;

    #[test]
    fn a_calendar_is_pleasant_to_write_and_reads_back_the_same() {
        let written = r#"{
            "tz": "Europe/Amsterdam",
            "versions": [{
                "weekly": {"mon": ["09:00-12:30", "13:00-17:00"], "sat": ["22:00-06:00"]},
                "holidays": {"2026-04-27": {"nl": "Koningsdag", "en": "King's Day"}},
                "closed_on": ["2026-05-15"],
                "exceptions": {"2026-12-24": ["09:00-13:00"]}
            }, {
                "effective_from": "2026-07-01T00:00:00Z",
                "weekly": {"mon": ["08:00-18:00"]},
                "holiday_policy": {"country": "nl", "good_friday": true}
            }]
        }"#;
        let spec: CalendarSpec = serde_json::from_str(written).unwrap();
        assert_eq!(
            serde_json::to_value(&spec).unwrap()["versions"][0],
            serde_json::from_str::<serde_json::Value>(written).unwrap()["versions"][0],
        );
        let again = serde_json::from_str(&serde_json::to_string(&spec).unwrap()).unwrap();
        assert_eq!(spec, again);
    }

    #[test]
    fn a_calendar_reads_from_a_configuration_file() {
        let spec: CalendarSpec = toml::from_str(
            r#"
            tz = "Europe/Amsterdam"

            [[versions]]
            weekly = { mon = ["09:00-17:00"], fri = ["22:00-06:00"] }
            holiday_policy = { country = "nl" }
            closed_on = ["2026-05-15"]
            exceptions = { 2026-12-24 = ["09:00-13:00"] }

            [[versions]]
            effective_from = "2026-07-01T00:00:00+02:00"
            weekly = { mon = ["08:00-18:00"] }
            [versions.holidays]
            2026-12-05 = "Sinterklaas"
            2026-12-25 = { nl = "Eerste kerstdag", en = "Christmas Day" }
            "#,
        )
        .unwrap();
        assert_eq!(spec.versions[0].rule_for(date(2026, 12, 24)), DayRule::Exception);
        assert_eq!(spec.versions[1].holidays[&date(2026, 12, 25)].en, "Christmas Day");
        assert_eq!(toml::from_str::<CalendarSpec>(&toml::to_string(&spec).unwrap()), Ok(spec));
    }

    #[test]
    fn a_misspelt_field_is_refused_by_name() {
        let wrong = r#"{"tz": "UTC", "versions": [{"holliday_policy": {"country": "nl"}}]}"#;
        let error = serde_json::from_str::<CalendarSpec>(wrong).unwrap_err();
        assert!(error.to_string().contains("holliday_policy"), "{error}");
    }

    #[test]
    fn holidays_are_resolved_from_last_year_to_the_fifth_ahead_and_never_twice() {
        let version = CalendarVersion {
            holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
            ..CalendarVersion::default()
        };
        let saved = CalendarSpec::single("Europe/Amsterdam", version)
            .with_holidays_resolved("2026-06-15T10:00:00Z".parse().unwrap());
        let days = &saved.versions[0].holidays;
        assert_eq!(days.first_key_value().unwrap().0, &date(2025, 1, 1));
        assert_eq!(days.last_key_value().unwrap().0, &date(2031, 12, 26));

        let years_later =
            saved.clone().with_holidays_resolved("2031-01-01T10:00:00Z".parse().unwrap());
        assert_eq!(years_later, saved);
    }

    #[test]
    fn a_date_tells_by_which_rule_it_is_open_or_closed() {
        let version: CalendarVersion = serde_json::from_str(
            r#"{"weekly": {"mon": ["09:00-17:00"], "fri": ["22:00-06:00"]},
                "holidays": {"2026-04-27": "Koningsdag", "2026-05-11": "Marktdag"},
                "closed_on": ["2026-05-04"], "exceptions": {"2026-05-11": ["10:00-12:00"]}}"#,
        )
        .unwrap();
        let king = HolidayName { nl: "Koningsdag".to_owned(), en: "Koningsdag".to_owned() };
        for (day, rule) in [
            (date(2026, 4, 20), DayRule::OpeningHours),
            (date(2026, 4, 21), DayRule::ClosedWeekday),
            (date(2026, 4, 25), DayRule::OpeningHours), // what Friday's night left over
            (date(2026, 4, 27), DayRule::Holiday(king)),
            (date(2026, 5, 4), DayRule::ClosedDate),
            (date(2026, 5, 11), DayRule::Exception),
        ] {
            assert_eq!(version.rule_for(day), rule, "{day}");
        }
    }
}
