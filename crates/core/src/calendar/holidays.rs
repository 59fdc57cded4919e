//! Public holidays: which dates a holiday policy names, and what they are called.
//!
//! A policy is resolved to explicit dates when a calendar is saved, so that no later change of
//! these rules alters a day that has been counted. The calendar itself only knows the dates.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// Which public holidays close the team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "country", rename_all = "lowercase")]
pub enum HolidayPolicy {
    /// None: open on holidays as on any day.
    #[default]
    None,
    /// Those of the Netherlands.
    Nl(DutchHolidays),
}

/// The Dutch holidays on which employers differ. The other nine are always included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutchHolidays {
    /// Whether Good Friday is a day off; by law it is not.
    pub good_friday: bool,
    /// In which years Liberation Day (5 May) is a day off.
    pub liberation_day: LiberationDay,
}

/// In which years Liberation Day is a day off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LiberationDay {
    /// In no year.
    Never,
    /// Every fifth year (2025, 2030), as most collective agreements have it.
    #[default]
    Lustrum,
    /// In every year.
    Yearly,
}

/// What a holiday is called. A plain text stands for both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "WrittenName", into = "WrittenName")]
pub struct HolidayName {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenName {
    Same(String),
    Each { nl: String, en: String },
}

impl From<WrittenName> for HolidayName {
    fn from(written: WrittenName) -> Self {
        match written {
            WrittenName::Same(name) => Self { nl: name.clone(), en: name },
            WrittenName::Each { nl, en } => Self { nl, en },
        }
    }
}

impl From<HolidayName> for WrittenName {
    fn from(name: HolidayName) -> Self {
        if name.nl == name.en {
            Self::Same(name.nl)
        } else {
            Self::Each { nl: name.nl, en: name.en }
        }
    }
}

impl HolidayPolicy {
    /// The dates this policy names in `years`, with what they are called.
    ///
    /// Two holidays on one date (Ascension Day fell on 5 May in 2016) are one day off; it bears
    /// the name of the one that is a day off by law.
    pub fn resolve(self, years: RangeInclusive<i16>) -> BTreeMap<Date, HolidayName> {
        match self {
            Self::None => BTreeMap::new(),
            Self::Nl(which) => years.flat_map(|year| dutch(year, which)).collect(),
        }
    }
}

/// The Dutch holidays of a year; of two on one date the later in the list counts.
fn dutch(year: i16, which: DutchHolidays) -> impl Iterator<Item = (Date, HolidayName)> {
    let after_easter =
        |days: i64| easter_sunday(year).map(|easter| easter.saturating_add(days.days()));
    let on = |month: i8, day: i8| Date::new(year, month, day).ok();
    let liberation_day = match which.liberation_day {
        LiberationDay::Never => false,
        LiberationDay::Lustrum => year % 5 == 0,
        LiberationDay::Yearly => true,
    };
    let (royal_nl, royal_en) = if year < FIRST_KINGS_DAY {
        ("Koninginnedag", "Queen's Day")
    } else {
        ("Koningsdag", "King's Day")
    };
    [
        (on(5, 5).filter(|_| liberation_day), "Bevrijdingsdag", "Liberation Day"),
        (after_easter(-2).filter(|_| which.good_friday), "Goede vrijdag", "Good Friday"),
        (royal_birthday(year), royal_nl, royal_en),
        (on(1, 1), "Nieuwjaarsdag", "New Year's Day"),
        (after_easter(0), "Eerste paasdag", "Easter Sunday"),
        (after_easter(1), "Tweede paasdag", "Easter Monday"),
        (after_easter(39), "Hemelvaartsdag", "Ascension Day"),
        (after_easter(49), "Eerste pinksterdag", "Whit Sunday"),
        (after_easter(50), "Tweede pinksterdag", "Whit Monday"),
        (on(12, 25), "Eerste kerstdag", "Christmas Day"),
        (on(12, 26), "Tweede kerstdag", "Second Day of Christmas"),
    ]
    .into_iter()
    .filter_map(|(date, nl, en)| {
        Some((date?, HolidayName { nl: nl.to_owned(), en: en.to_owned() }))
    })
}

/// The first year in which the king's birthday was celebrated instead of the queen's.
const FIRST_KINGS_DAY: i16 = 2014;

/// The date of King's Day (27 April, before 2014 Queen's Day on 30 April): a Saturday instead of
/// a Sunday.
fn royal_birthday(year: i16) -> Option<Date> {
    let day = if year < FIRST_KINGS_DAY { 30 } else { 27 };
    let date = Date::new(year, 4, day).ok()?;
    let on_sunday = date.weekday() == Weekday::Sunday;
    Some(if on_sunday { date.saturating_sub(Span::new().days(1)) } else { date })
}

/// Easter Sunday of a year in the Gregorian calendar.
///
/// The computus in the form that Butcher's Ecclesiastical Calendar (1876) gave it: it holds for
/// every year without a table.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let (century, of_century) = (y.div_euclid(100), y.rem_euclid(100));
    let leap_correction = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + leap_correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late_moon = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late_moon + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn named(policy: DutchHolidays, year: i16) -> Vec<(Date, String)> {
        let days = HolidayPolicy::Nl(policy).resolve(year..=year);
        days.into_iter().map(|(date, name)| (date, name.nl)).collect()
    }

    fn has(policy: DutchHolidays, day: Date) -> bool {
        HolidayPolicy::Nl(policy).resolve(day.year()..=day.year()).contains_key(&day)
    }

    #[test]
    fn easter_is_where_the_church_put_it() {
        // Earliest and latest possible dates, the two exceptions of the old tables, a leap year.
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2024, 3, 31),
            (2026, 4, 5),
            (2038, 4, 25),
            (2076, 4, 19),
        ] {
            assert_eq!(easter_sunday(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn the_dutch_holidays_of_2026_are_nine_without_toggles() {
        let expected = [
            (date(2026, 1, 1), "Nieuwjaarsdag"),
            (date(2026, 4, 5), "Eerste paasdag"),
            (date(2026, 4, 6), "Tweede paasdag"),
            (date(2026, 4, 27), "Koningsdag"),
            (date(2026, 5, 14), "Hemelvaartsdag"),
            (date(2026, 5, 24), "Eerste pinksterdag"),
            (date(2026, 5, 25), "Tweede pinksterdag"),
            (date(2026, 12, 25), "Eerste kerstdag"),
            (date(2026, 12, 26), "Tweede kerstdag"),
        ];
        let expected: Vec<_> = expected.map(|(date, name)| (date, name.to_owned())).into();
        assert_eq!(named(DutchHolidays::default(), 2026), expected);
    }

    #[test]
    fn kings_day_on_a_sunday_is_kept_on_saturday() {
        let usual = DutchHolidays::default();
        for (year, day) in [(2025, 26), (2031, 26), (2026, 27), (2014, 26)] {
            assert!(has(usual, date(year, 4, day)), "{year}");
        }
        assert!(!has(usual, date(2025, 4, 27)));
        assert!(has(usual, date(2013, 4, 30)) && !has(usual, date(2013, 4, 27)));
        assert!(has(usual, date(2006, 4, 29)), "a Sunday in the days of Queen's Day");
    }

    #[test]
    fn liberation_day_is_off_never_every_fifth_year_or_yearly() {
        let with = |liberation_day| DutchHolidays { liberation_day, ..DutchHolidays::default() };
        for (policy, in_2025, in_2026) in [
            (LiberationDay::Never, false, false),
            (LiberationDay::Lustrum, true, false),
            (LiberationDay::Yearly, true, true),
        ] {
            assert_eq!(has(with(policy), date(2025, 5, 5)), in_2025);
            assert_eq!(has(with(policy), date(2026, 5, 5)), in_2026);
        }
    }

    #[test]
    fn good_friday_is_off_only_where_the_policy_says_so() {
        assert!(!has(DutchHolidays::default(), date(2026, 4, 3)));
        let strict = DutchHolidays { good_friday: true, ..DutchHolidays::default() };
        assert!(has(strict, date(2026, 4, 3)));
    }

    #[test]
    fn two_holidays_on_one_date_bear_the_name_of_the_statutory_one() {
        let yearly =
            DutchHolidays { liberation_day: LiberationDay::Yearly, ..DutchHolidays::default() };
        let of_2016 = HolidayPolicy::Nl(yearly).resolve(2016..=2016);
        assert_eq!(of_2016[&date(2016, 5, 5)].en, "Ascension Day");
        assert_eq!(of_2016.len(), 9);
    }

    #[test]
    fn a_policy_is_written_by_country_with_its_toggles() {
        let policy: HolidayPolicy =
            serde_json::from_str(r#"{"country": "nl", "liberation_day": "yearly"}"#).unwrap();
        let expected = DutchHolidays { good_friday: false, liberation_day: LiberationDay::Yearly };
        assert_eq!(policy, HolidayPolicy::Nl(expected));
        assert_eq!(serde_json::to_string(&HolidayPolicy::None).unwrap(), r#"{"country":"none"}"#);
        assert!(
            serde_json::from_str::<HolidayPolicy>(r#"{"country": "nl", "easter": 1}"#).is_err()
        );
    }

    #[test]
    fn a_name_may_be_one_text_for_both_languages() {
        let one: HolidayName = serde_json::from_str(r#""Sinterklaas""#).unwrap();
        assert_eq!((one.nl.as_str(), one.en.as_str()), ("Sinterklaas", "Sinterklaas"));
        assert_eq!(serde_json::to_string(&one).unwrap(), r#""Sinterklaas""#);

        let two: HolidayName =
            serde_json::from_str(r#"{"nl": "Koningsdag", "en": "King's Day"}"#).unwrap();
        assert_eq!(two.en, "King's Day");
    }
}
