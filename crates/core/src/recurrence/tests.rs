//! What rules come to; the larger part from the table and the text of RFC 5545 §3.3.10.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;

fn series(rule: &str, start: &str, zone: &str) -> Series {
    Series::new(rule.parse().unwrap(), start.parse().unwrap(), TimeZone::get(zone).unwrap())
}

/// The first occurrences as local times, such as `2026-03-29 03:30`.
fn first(count: usize, rule: &str, start: &str, zone: &str) -> Vec<String> {
    let local = TimeZone::get(zone).unwrap();
    series(rule, start, zone)
        .occurrences()
        .take(count)
        .map(|at| local.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
        .collect()
}

/// The first occurrences as dates, of a series that starts at nine in Amsterdam.
fn dates(count: usize, rule: &str, start_on: &str) -> Vec<String> {
    let found = first(count, rule, &format!("{start_on}T090000"), "Europe/Amsterdam");
    found.iter().map(|at| at.strip_suffix(" 09:00").expect("all are at nine").to_owned()).collect()
}

fn refused(rule: &str) -> String {
    rule.parse::<Recurrence>().unwrap_err().to_string()
}

#[test]
fn the_last_friday_of_each_month_is_maintenance() {
    let fridays = dates(4, "FREQ=MONTHLY;BYDAY=-1FR", "20260101");
    assert_eq!(fridays, ["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"]);
}

#[test]
fn the_start_counts_only_if_it_fits_the_rule() {
    assert_eq!(dates(5, "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "20260616"), ["2026-06-22", "2026-06-29"]);
    assert_eq!(dates(5, "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "20260615"), ["2026-06-15", "2026-06-22"]);
}

#[test]
fn what_the_rule_leaves_open_comes_from_the_start() {
    assert_eq!(dates(2, "FREQ=YEARLY", "20260427"), ["2026-04-27", "2027-04-27"]);
    assert_eq!(dates(2, "FREQ=YEARLY;BYMONTH=1,2", "20260427"), ["2027-01-27", "2027-02-27"]);
    assert_eq!(
        dates(2, "FREQ=MONTHLY", "20260131"),
        ["2026-01-31", "2026-03-31"],
        "not in February"
    );
    assert_eq!(dates(2, "FREQ=WEEKLY", "20260617"), ["2026-06-17", "2026-06-24"]);
    // Week 20 on the weekday of the start, a Wednesday.
    assert_eq!(dates(2, "FREQ=YEARLY;BYWEEKNO=20", "20260617"), ["2027-05-19", "2028-05-17"]);
}

#[test]
fn a_leap_day_comes_every_four_years_and_not_in_2100() {
    let leap = dates(3, "FREQ=YEARLY", "20920229");
    assert_eq!(leap, ["2092-02-29", "2096-02-29", "2104-02-29"]);
}

#[test]
fn days_are_counted_from_both_ends_of_the_month_and_the_year() {
    let days = dates(4, "FREQ=MONTHLY;BYMONTHDAY=1,-1", "20260201");
    assert_eq!(days, ["2026-02-01", "2026-02-28", "2026-03-01", "2026-03-31"]);
    let days = dates(4, "FREQ=YEARLY;BYYEARDAY=1,-1,366", "20270102");
    assert_eq!(days, ["2027-12-31", "2028-01-01", "2028-12-31", "2029-01-01"]);
}

#[test]
fn the_nth_weekday_is_that_of_the_year_or_of_the_months_that_are_named() {
    assert_eq!(dates(2, "FREQ=YEARLY;BYDAY=20MO", "20260101"), ["2026-05-18", "2027-05-17"]);
    let in_march = dates(2, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "20260101");
    assert_eq!(in_march, ["2026-03-29", "2027-03-28"]);
}

#[test]
fn weekday_and_day_of_the_month_together_are_friday_the_thirteenth() {
    let fridays = dates(3, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "20260101");
    assert_eq!(fridays, ["2026-02-13", "2026-03-13", "2026-11-13"]);
}

#[test]
fn week_one_is_the_first_with_four_days_and_belongs_to_dates_of_two_years() {
    // Week 1 of 2026 starts on Monday 29 December 2025; 2026 has 53 weeks.
    let weeks = dates(4, "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "20250601");
    assert_eq!(weeks, ["2025-12-29", "2027-01-04", "2028-01-03", "2029-01-01"]);
    let last = dates(2, "FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", "20260601");
    assert_eq!(last, ["2027-01-01", "2032-12-31"]);
    assert_eq!(dates(1, "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR", "20260601"), ["2027-01-01"]);
}

#[test]
fn the_day_on_which_weeks_start_decides_which_weeks_are_meant() {
    // RFC 5545: the same rule with another start of the week.
    let rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=";
    let monday = dates(4, &format!("{rule}MO"), "19970805");
    assert_eq!(monday, ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]);
    let sunday = dates(4, &format!("{rule}SU"), "19970805");
    assert_eq!(sunday, ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]);
}

#[test]
fn a_position_chooses_within_the_whole_period_also_before_the_start() {
    let last_workday = dates(3, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "20260610");
    assert_eq!(last_workday, ["2026-06-30", "2026-07-31", "2026-08-31"]);
    // Sunday 15 May 2016 is the third of the days of its week, though the series starts on it.
    let third = dates(2, "FREQ=WEEKLY;BYDAY=TU,WE,SU;BYSETPOS=3", "20160515");
    assert_eq!(third, ["2016-05-15", "2016-05-22"]);
}

#[test]
fn times_of_day_expand_days_and_limit_hours() {
    let found = first(3, "FREQ=DAILY;BYHOUR=8,20;BYMINUTE=30", "20260615T090000", "UTC");
    assert_eq!(found, ["2026-06-15 20:30", "2026-06-16 08:30", "2026-06-16 20:30"]);
    let found = first(3, "FREQ=HOURLY;INTERVAL=2;BYHOUR=9,10,11", "20260615T090000", "UTC");
    assert_eq!(found, ["2026-06-15 09:00", "2026-06-15 11:00", "2026-06-16 09:00"]);
    let found = first(3, "FREQ=MINUTELY;INTERVAL=40;BYHOUR=9", "20260615T090000", "UTC");
    assert_eq!(found, ["2026-06-15 09:00", "2026-06-15 09:40", "2026-06-16 09:00"]);
}

#[test]
fn an_end_is_an_instant_a_local_time_or_a_whole_day() {
    let count = |until: &str| dates(9, &format!("FREQ=DAILY;UNTIL={until}"), "20260615").len();
    assert_eq!(count("20260617T070000Z"), 3, "that is nine in Amsterdam");
    assert_eq!(count("20260617T065959Z"), 2);
    assert_eq!(count("20260617T090000"), 3);
    assert_eq!(count("20260617T085959"), 2);
    assert_eq!(count("20260617"), 3);
    assert_eq!(count("20260601"), 0);
}

#[test]
fn a_start_that_the_clocks_skip_moves_forward_and_one_that_comes_twice_is_the_first() {
    let spring = first(3, "FREQ=DAILY", "20260328T023000", "Europe/Amsterdam");
    assert_eq!(spring, ["2026-03-28 02:30", "2026-03-29 03:30", "2026-03-30 02:30"]);
    let autumn: Vec<_> =
        series("FREQ=DAILY;COUNT=1", "20261025T023000", "Europe/Amsterdam").occurrences().collect();
    assert_eq!(autumn, ["2026-10-25T00:30:00Z".parse::<Timestamp>().unwrap()]);
}

#[test]
fn hours_that_the_clocks_skip_are_not_told_twice() {
    let hours = first(4, "FREQ=HOURLY;COUNT=4", "20260329T010000", "Europe/Amsterdam");
    assert_eq!(
        hours,
        ["2026-03-29 01:00", "2026-03-29 03:00", "2026-03-29 04:00", "2026-03-29 05:00"]
    );
    let found = first(5, "FREQ=MINUTELY;INTERVAL=25", "20260329T020500", "Europe/Amsterdam");
    assert_eq!(
        found,
        [
            "2026-03-29 03:05",
            "2026-03-29 03:20",
            "2026-03-29 03:30",
            "2026-03-29 03:45",
            "2026-03-29 03:55"
        ]
    );
}

#[test]
fn a_series_that_starts_in_utc_recurs_in_utc() {
    let found = first(2, "FREQ=DAILY", "20260328T083000Z", "Europe/Amsterdam");
    assert_eq!(found, ["2026-03-28 09:30", "2026-03-29 10:30"]);
}

#[test]
fn whole_days_start_at_midnight_and_take_no_times() {
    let found = first(2, "FREQ=DAILY;BYHOUR=9", "20260615", "Europe/Amsterdam");
    assert_eq!(found, ["2026-06-15 00:00", "2026-06-16 00:00"]);
}

#[test]
fn an_hour_of_maintenance_is_an_hour_when_the_clocks_change() {
    let maintenance = series("FREQ=DAILY;COUNT=1", "20260329T013000", "Europe/Amsterdam");
    let span = maintenance.spans(SignedDuration::from_hours(1)).next().unwrap();
    assert_eq!(span.to, "2026-03-29T01:30:00Z".parse().unwrap());
    let local = TimeZone::get("Europe/Amsterdam").unwrap().to_datetime(span.to);
    assert_eq!((local.hour(), local.minute()), (3, 30));
}

#[test]
fn rules_that_never_fit_end_at_once() {
    for rule in [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=1FR;BYSETPOS=2",
        "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
        "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3",
        "FREQ=HOURLY;BYMINUTE=1,2;BYSETPOS=3",
        "FREQ=YEARLY;BYDAY=-53MO;BYMONTH=1",
        "FREQ=DAILY;INTERVAL=4294967295;BYMONTH=1;COUNT=4294967295",
    ] {
        let mut found = series(rule, "20260615T090000", "UTC").occurrences();
        assert_eq!(found.next(), None, "{rule}");
        assert!(!found.gave_up(), "{rule}");
        assert_eq!(found.next(), None, "{rule} stays at its end");
    }
}

#[test]
fn a_rule_may_have_a_name_before_it_small_letters_and_a_semicolon_at_the_end() {
    let plain: Recurrence = "FREQ=MONTHLY;BYDAY=+1MO,-1FR".parse().unwrap();
    assert_eq!("RRULE:freq=monthly; byday=1mo,-1FR;".parse(), Ok(plain.clone()));
    assert_eq!(plain.frequency(), Frequency::Monthly);
    assert!(!plain.is_bounded());
}

#[test]
fn what_is_wrong_with_a_rule_is_said() {
    assert!(refused("").contains("no FREQ"));
    assert!(refused("FREQ=SOMETIMES").contains("SECONDLY"));
    assert!(refused("FREQ=DAILY;BYEASTER=1").contains("no part \"BYEASTER\""));
    assert!(refused("FREQ=DAILY;INTERVAL").contains("NAME=VALUE"));
    assert!(refused("FREQ=DAILY;INTERVAL=0").contains("a whole number from 1"));
    assert!(refused("FREQ=DAILY;COUNT=-1").contains("a whole number from 1"));
    assert!(refused("FREQ=DAILY;COUNT=1;UNTIL=20261231").contains("leave one of them out"));
    assert!(refused("FREQ=DAILY;COUNT=1;COUNT=2").contains("COUNT is there twice"));
    assert!(refused("FREQ=DAILY;UNTIL=tomorrow").contains("20261231T225959Z"));
    assert!(refused("FREQ=DAILY;BYHOUR=24").contains("0 to 23"));
    assert!(refused("FREQ=DAILY;BYHOUR=-1").contains("0 to 23"));
    assert!(refused("FREQ=DAILY;BYHOUR=").contains("0 to 23"));
    assert!(refused("FREQ=MONTHLY;BYMONTHDAY=0").contains("1 to 31 or -1 to -31"));
    assert!(refused("FREQ=MONTHLY;BYDAY=54MO").contains("not a weekday"));
    assert!(refused("FREQ=MONTHLY;BYDAY=").contains("not a weekday"));
    assert!(refused("FREQ=MONTHLY;BYDAY=1\u{e9}\u{e9}").contains("not a weekday"));
    assert!(refused("FREQ=WEEKLY;BYDAY=1MO").contains("leave the number out"));
    assert!(refused("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO").contains("BYWEEKNO"));
    assert!(refused("FREQ=WEEKLY;BYMONTHDAY=1").contains("FREQ=MONTHLY"));
    assert!(refused("FREQ=MONTHLY;BYYEARDAY=1").contains("FREQ=YEARLY"));
    assert!(refused("FREQ=MONTHLY;BYWEEKNO=1").contains("FREQ=YEARLY"));
    assert!(refused("FREQ=DAILY;BYSETPOS=1").contains("another BY part"));
    for start in
        ["", "2026", "20260230", "20260615T0900", "20260615T096000", "2026-06-15T09:00:00+02:00"]
    {
        assert!(start.parse::<Start>().is_err(), "{start}");
    }
    assert_eq!("2026-06-15T09:00:00".parse::<Start>(), "20260615T090000".parse());
    assert_eq!("2026-06-15".parse::<Start>(), "20260615".parse());
    assert_eq!("2026-06-15T07:00:00Z".parse::<Start>(), "20260615T070000Z".parse());
}

prop_compose! {
    fn any_rule()(
        frequency in prop::sample::select(vec!["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        interval in 1..5_u32,
        months in prop::option::of(1..=12_u8),
        days in prop::option::of(prop::sample::subsequence(vec!["MO", "TU", "FR", "SU"], 1..3)),
        hours in prop::option::of(0..24_u8),
    ) -> String {
        let mut rule = format!("FREQ={frequency};INTERVAL={interval};WKST=MO");
        let mut push = |name: &str, value: String| rule.extend([";", name, "=", &value]);
        if let Some(month) = months { push("BYMONTH", month.to_string()) }
        if let Some(days) = days { push("BYDAY", days.join(",")) }
        if let Some(hour) = hours { push("BYHOUR", hour.to_string()) }
        rule
    }
}

proptest! {
    /// Occurrences are in order, none is before the start, and ends only cut.
    #[test]
    fn a_series_is_in_order_and_its_ends_only_cut(
        rule in any_rule(),
        day in 1..=28,
        hour in 0..24,
        count in 1..12_usize,
        zone in prop::sample::select(vec!["Europe/Amsterdam", "Australia/Lord_Howe", "UTC"]),
    ) {
        let start = format!("202610{day:02}T{hour:02}3000");
        let all: Vec<_> = series(&rule, &start, zone).occurrences().take(12).collect();
        prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        let begins = TimeZone::get(zone).unwrap().to_timestamp(start.parse::<Start>().unwrap().civil());
        prop_assert!(all.iter().all(|at| *at >= begins.clone().unwrap()));

        let counted: Vec<_> = series(&format!("{rule};COUNT={count}"), &start, zone).occurrences().collect();
        prop_assert_eq!(&counted[..], &all[..count.min(all.len())]);
        if let Some(last) = counted.last() {
            let until = last.strftime("%Y%m%dT%H%M%SZ");
            let until: Vec<_> = series(&format!("{rule};UNTIL={until}"), &start, zone).occurrences().collect();
            prop_assert_eq!(until, counted);
        }
    }

    /// Whatever is written is read or refused, and what is read can be walked.
    #[test]
    fn any_text_is_a_rule_or_refused(text in "[A-Z=;,0-9+-]{0,40}|FREQ=(SECONDLY|DAILY|YEARLY);BY(DAY|HOUR|MONTH|SETPOS)=[-0-9MOTU,]{1,8}") {
        if let Ok(rule) = text.parse::<Recurrence>() {
            let series = Series::new(rule, "20260615T090000".parse().unwrap(), TimeZone::UTC);
            prop_assert!(series.occurrences().take(3).count() <= 3);
        }
    }
}
