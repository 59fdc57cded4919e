//! Facts about holidays that were looked up, and the forms in which they are written.

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
    assert!(serde_json::from_str::<HolidayPolicy>(r#"{"country": "nl", "easter": 1}"#).is_err());
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

/// The dates of a policy in a year, as `01-01`.
fn dates(policy: HolidayPolicy, year: i16) -> String {
    let days = policy.resolve(year..=year).into_keys();
    days.map(|day| day.strftime("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
}

// The dates below were compared with the package `holidays` 0.109 of PyPI, all years from 2020 to
// 2035: the same, but for Good Friday in the Netherlands, which is no day off by law there.

#[test]
fn the_neighbours_have_their_own_holidays_in_2026() {
    for (policy, expected) in [
        (
            HolidayPolicy::Be(NoChoice {}),
            "01-01 04-05 04-06 05-01 05-14 05-24 05-25 07-21 08-15 11-01 11-11 12-25",
        ),
        (
            HolidayPolicy::Fr(FrenchHolidays::default()),
            "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
        ),
        (
            HolidayPolicy::Fr(FrenchHolidays { alsace_moselle: true }),
            "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26",
        ),
        (
            HolidayPolicy::Lu(NoChoice {}),
            "01-01 04-06 05-01 05-09 05-14 05-25 06-23 08-15 11-01 12-25 12-26",
        ),
        (
            HolidayPolicy::De(GermanHolidays::default()),
            "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
        ),
    ] {
        assert_eq!(dates(policy, 2026), expected, "{policy:?}");
    }
}

#[test]
fn each_german_land_adds_its_own() {
    let own = |land, year| {
        let all = HolidayPolicy::De(GermanHolidays { land: Some(land) }).resolve(year..=year);
        let usual = HolidayPolicy::De(GermanHolidays::default()).resolve(year..=year);
        let more = all.into_keys().filter(|day| !usual.contains_key(day));
        more.map(|day| day.strftime("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
    };
    for (land, in_2026) in [
        (Land::Bw, "01-06 06-04 11-01"),
        (Land::By, "01-06 06-04 11-01"),
        (Land::Be, "03-08"),
        (Land::Bb, "04-05 05-24 10-31"),
        (Land::Hb, "10-31"),
        (Land::Hh, "10-31"),
        (Land::He, "06-04"),
        (Land::Mv, "03-08 10-31"),
        (Land::Ni, "10-31"),
        (Land::Nw, "06-04 11-01"),
        (Land::Rp, "06-04 11-01"),
        (Land::Sl, "06-04 08-15 11-01"),
        (Land::Sn, "10-31 11-18"),
        (Land::St, "01-06 10-31"),
        (Land::Sh, "10-31"),
        (Land::Th, "09-20 10-31"),
    ] {
        assert_eq!(own(land, 2026), in_2026, "{land:?}");
    }
    assert_eq!(own(Land::Be, 2025), "03-08 05-08", "80 years of peace");
    assert_eq!(own(Land::Be, 2028), "03-08 06-17", "75 years after the uprising");
    assert_eq!(own(Land::Mv, 2022), "10-31", "women's day is off from 2023 on");
}

#[test]
fn british_holidays_on_a_weekend_are_kept_on_the_next_free_weekday() {
    let of = |nation| HolidayPolicy::Gb(BritishHolidays { nation });
    for (nation, year, expected) in [
        (Nation::EnglandAndWales, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"),
        (
            Nation::EnglandAndWales,
            2027,
            "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
        ),
        (
            Nation::EnglandAndWales,
            2022,
            "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27",
        ),
        (
            Nation::Scotland,
            2027,
            "01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28",
        ),
        (
            Nation::NorthernIreland,
            2026,
            "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13 08-31 12-25 12-26 12-28",
        ),
    ] {
        assert_eq!(dates(of(nation), year), expected, "{nation:?} {year}");
    }
    let christmas = of(Nation::EnglandAndWales).resolve(2027..=2027);
    assert_eq!(christmas[&date(2027, 12, 28)].en, "Boxing Day (substitute day)");
}

#[test]
fn a_neighbour_is_written_with_its_choice() {
    for (written, policy) in [
        (r#"{"country":"be"}"#, HolidayPolicy::Be(NoChoice {})),
        (
            r#"{"country":"de","land":"by"}"#,
            HolidayPolicy::De(GermanHolidays { land: Some(Land::By) }),
        ),
        (
            r#"{"country":"gb","nation":"northern_ireland"}"#,
            HolidayPolicy::Gb(BritishHolidays { nation: Nation::NorthernIreland }),
        ),
    ] {
        assert_eq!(serde_json::from_str::<HolidayPolicy>(written).unwrap(), policy);
        assert_eq!(serde_json::to_string(&policy).unwrap(), written);
    }
    assert!(serde_json::from_str::<HolidayPolicy>(r#"{"country":"be","land":"by"}"#).is_err());
}
