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

use super::early::{TimeOfDay, YearDay};
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
    /// The dates that feeds close, with what the feeds call them. Those who write a calendar leave
    /// them out; the import keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_feeds: Option<BTreeMap<Date, HolidayName>>,
    /// Days of every year on which the team closes at an earlier time than usual.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub early_close: BTreeMap<YearDay, TimeOfDay>,
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

impl CalendarSpec {
    /// The version that holds at an instant.
    pub fn version_at(&self, at: Timestamp) -> Option<&CalendarVersion> {
        let began =
            |version: &&CalendarVersion| version.effective_from.is_none_or(|from| from <= at);
        self.versions.iter().take_while(began).last()
    }

    /// The zone's year at `now`.
    fn year_at(&self, now: Timestamp) -> i16 {
        self.zone().unwrap_or(TimeZone::UTC).to_datetime(now).year()
    }

    /// The document with holidays up to the fifth year ahead, where they end earlier: as a new
    /// version from `now` on, so that what was counted stays. Nothing if they reach far enough.
    ///
    /// Only years after the last known holiday are added; of the others nothing is resolved anew.
    pub fn extended(&self, now: Timestamp) -> Option<Self> {
        let wanted = self.year_at(now).saturating_add(5);
        let mut versions = self.versions.clone();
        let began = versions.iter().take_while(|it| it.effective_from.is_none_or(|at| at <= now));
        let (current, mut is_longer) = (began.count().checked_sub(1)?, false);
        for ahead in versions.iter_mut().skip(current + 1) {
            is_longer |= ahead.extend_holidays(wanted);
        }
        let mut next = versions.get(current)?.clone();
        if next.extend_holidays(wanted) {
            next.effective_from = Timestamp::from_second(now.as_second()).ok();
            versions.insert(current + 1, next);
            is_longer = true;
        }
        is_longer.then(|| Self { tz: self.tz.clone(), versions })
    }
}

impl CalendarSpec {
    /// Whether [`Self::extended`] may have something to add. Quick, so that it can be asked often.
    pub fn extended_is_due(&self, now: Timestamp) -> bool {
        let has_policy = |version: &CalendarVersion| version.holiday_policy != HolidayPolicy::None;
        let last =
            |version: &CalendarVersion| version.holidays.last_key_value().map(|it| it.0.year());
        let newest =
            self.versions.iter().filter(|version| has_policy(version)).filter_map(last).max();
        newest.is_some_and(|year| year < self.year_at(now).saturating_add(5))
    }
}

impl CalendarVersion {
    /// Adds the holidays of the years that are missing up to `last`. Whether there were any.
    fn extend_holidays(&mut self, last: i16) -> bool {
        let known = self.holidays.last_key_value().map(|(date, _)| date.year());
        let Some(first) = known.map(|year| year.saturating_add(1)) else { return false };
        let more = self.holiday_policy.resolve(first..=last);
        let is_longer = !more.is_empty();
        self.holidays.extend(more);
        is_longer
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
        } else if let Some(name) = self.holiday_on(date) {
            DayRule::Holiday(name.clone())
        } else if self.closed_on.contains(&date) {
            DayRule::ClosedDate
        } else if self.weekly.minutes_of(date.weekday()).next().is_some() {
            if self.closes_early_on(date).is_some() {
                DayRule::Exception
            } else {
                DayRule::OpeningHours
            }
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
        } else if self.is_closed_on(date) {
            Vec::new()
        } else {
            let usual = self.weekly.minutes_of(date.weekday());
            match self.closes_early_on(date) {
                Some(close) => usual.filter_map(|minutes| close.cut(minutes)).collect(),
                None => usual.collect(),
            }
        }
    }

    fn is_closed_on(&self, date: Date) -> bool {
        self.holiday_on(date).is_some() || self.closed_on.contains(&date)
    }

    fn holiday_on(&self, date: Date) -> Option<&HolidayName> {
        let of_feed = || self.from_feeds.as_ref().and_then(|closed| closed.get(&date));
        self.holidays.get(&date).or_else(of_feed)
    }

    fn closes_early_on(&self, date: Date) -> Option<TimeOfDay> {
        self.early_close.get(&YearDay::of(date)).copied()
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
    fn holidays_are_extended_by_a_new_version_when_a_year_has_begun() {
        let version = CalendarVersion {
            holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
            ..CalendarVersion::default()
        };
        let saved_at = "2026-06-15T10:00:00Z".parse().unwrap();
        let saved =
            CalendarSpec::single("Europe/Amsterdam", version).with_holidays_resolved(saved_at);
        assert_eq!(saved.extended("2026-12-31T22:59:59Z".parse().unwrap()), None);

        let new_year: Timestamp = "2026-12-31T23:00:00.5Z".parse().unwrap();
        let longer = saved.extended(new_year).unwrap();
        assert_eq!(longer.versions.len(), 2);
        assert_eq!(longer.versions[0], saved.versions[0], "what was counted stays");
        assert_eq!(longer.versions[1].effective_from, "2026-12-31T23:00:00Z".parse().ok());
        assert_eq!(longer.versions[1].holidays.last_key_value().unwrap().0, &date(2032, 12, 26));
        assert_eq!(longer.extended(new_year), None, "once a year is enough");
    }

    #[test]
    fn a_holiday_that_a_hand_took_out_stays_out_when_others_are_added() {
        let version = CalendarVersion {
            holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
            ..CalendarVersion::default()
        };
        let saved_at = "2026-06-15T10:00:00Z".parse().unwrap();
        let mut saved =
            CalendarSpec::single("Europe/Amsterdam", version).with_holidays_resolved(saved_at);
        saved.versions[0].holidays.remove(&date(2028, 4, 27));
        let longer = saved.extended("2027-06-15T10:00:00Z".parse().unwrap()).unwrap();
        assert!(!longer.versions[1].holidays.contains_key(&date(2028, 4, 27)));
        assert!(longer.versions[1].holidays.contains_key(&date(2032, 4, 27)));
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
