//! Open hours as a person with a wall clock would draw them, beside those of the program.
//!
//! The reference below knows only one thing of a zone: what a clock on the wall shows at an instant.
//! From that it looks for the instants at which local times come, tries every date, and walks. It
//! is slow, and shares no code with the timetables.

use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use super::{Calendar, CalendarSpec, CalendarVersion, HolidayName, Weekly, Window, WorkingTime};

/// Zones that shift by half an hour, at midnight, by a day, backwards, or stand off by odd minutes;
/// and in which month they did it.
const ZONES: [(&str, i16, i8); 20] = [
    ("Europe/Amsterdam", 2026, 3),
    ("Europe/Amsterdam", 2026, 10),
    ("America/New_York", 2026, 11),
    ("Australia/Lord_Howe", 2026, 4),
    ("Australia/Lord_Howe", 2026, 10),
    ("Asia/Kolkata", 2026, 3),
    ("Asia/Kathmandu", 2026, 3),
    ("Pacific/Chatham", 2026, 4),
    ("America/St_Johns", 2026, 3),
    ("America/St_Johns", 2010, 11),
    ("America/Sao_Paulo", 2015, 10),
    ("America/Sao_Paulo", 2016, 2),
    ("Asia/Beirut", 2026, 3),
    ("Africa/Cairo", 2026, 4),
    ("America/Havana", 2026, 3),
    ("America/Havana", 2026, 11),
    ("America/Asuncion", 2023, 10),
    ("Africa/Casablanca", 2025, 2),
    ("Pacific/Apia", 2011, 12),
    ("Antarctica/Troll", 2026, 3),
];

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Windows of any form, many of them over midnight or in the hours in which clocks change.
fn any_window() -> impl Strategy<Value = Window> {
    let minute = || {
        prop_oneof![0_u16..240, 0_u16..1440, (0_u16..24).prop_map(|hour| hour * 60), 1380_u16..1440]
    };
    (minute(), minute())
        .prop_filter("opens and closes at once", |(open, close)| open != close)
        .prop_map(|(open, close)| format!("{}-{}", clock(open), clock(close)).parse().unwrap())
}

fn any_weekly() -> impl Strategy<Value = Weekly> {
    let day = || vec(any_window(), 0..4);
    (day(), day(), day(), day(), day(), day(), day()).prop_map(
        |(mon, tue, wed, thu, fri, sat, sun)| Weekly { mon, tue, wed, thu, fri, sat, sun },
    )
}

fn any_version(first: Date) -> impl Strategy<Value = CalendarVersion> {
    let day = move || (0_i64..45).prop_map(move |days| first.saturating_add(days.days()));
    let hours = vec(any_window().prop_filter("past midnight", |it| !it.spans_midnight()), 0..3);
    let name = HolidayName { nl: "Feest".to_owned(), en: "Feast".to_owned() };
    (
        any_weekly(),
        btree_set(day(), 0..4),
        btree_map(day(), Just(name), 0..4),
        btree_map(day(), hours, 0..4),
    )
        .prop_map(|(weekly, closed_on, holidays, exceptions)| CalendarVersion {
            weekly,
            holidays,
            closed_on,
            exceptions,
            ..CalendarVersion::default()
        })
}

/// A calendar of one to four versions, and six weeks around a change of its zone.
fn any_calendar() -> impl Strategy<Value = (CalendarSpec, i64)> {
    prop::sample::select(&ZONES[..]).prop_flat_map(|(tz, year, month)| {
        let first = date(year, month, 1);
        let begin = TimeZone::UTC.to_timestamp(first.to_datetime(Time::midnight())).unwrap();
        let begin = begin.as_second();
        let later = vec((0_i64..40 * 86_400, any_version(first)), 0..4);
        (any_version(first), later).prop_map(move |(version, later)| {
            let mut spec = CalendarSpec::single(tz, version);
            let mut later: Vec<_> = later.into_iter().map(|(at, it)| (begin + at, it)).collect();
            later.sort_by_key(|(at, _)| *at);
            later.dedup_by_key(|(at, _)| *at);
            spec.versions.extend(later.into_iter().map(|(at, version)| CalendarVersion {
                effective_from: Timestamp::from_second(at).ok(),
                ..version
            }));
            (spec, begin)
        })
    })
}

/// What the clock on the wall is ahead of UTC.
fn ahead(zone: &TimeZone, second: i64) -> i64 {
    i64::from(zone.to_offset(Timestamp::from_second(second).unwrap()).seconds())
}

/// The quarters of an hour of some days around a local time.
fn around(local: i64) -> impl Iterator<Item = i64> {
    let quarters = 4 * 26;
    (-quarters..=quarters).map(move |quarter| local + quarter * 900)
}

/// The first instant at which the wall shows this time; if it never does, the instant at which it
/// would have come, had the clocks gone on as before.
fn comes_at(zone: &TimeZone, local: i64) -> i64 {
    let offsets: std::collections::BTreeSet<i64> =
        around(local).map(|second| ahead(zone, second)).collect();
    let shown = offsets.iter().map(|offset| local - offset);
    let first = shown.filter(|second| second + ahead(zone, *second) == local).min();
    first.unwrap_or_else(|| {
        let before = local - offsets.last().unwrap();
        local - ahead(zone, before)
    })
}

fn seconds_of(on: Date) -> i64 {
    TimeZone::UTC.to_timestamp(on.to_datetime(Time::midnight())).unwrap().as_second()
}

fn has_been(zone: &TimeZone, on: Date) -> bool {
    let noon = seconds_of(on) + 12 * 3600;
    let shown = |second| (second + ahead(zone, second)).div_euclid(86_400) * 86_400;
    around(noon).chain([noon]).any(|second| shown(second) == seconds_of(on))
}

/// The minutes of a window as they are written; a close at or before the open is on the next day.
fn minutes(window: Window) -> (i64, i64) {
    let text = window.to_string();
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap()
    };
    let (open, close) = text.split_once('-').unwrap();
    (minute(open), minute(close))
}

/// The local minutes that a version opens on a date.
fn opens(version: &CalendarVersion, on: Date) -> Vec<(i64, i64)> {
    if let Some(windows) = version.exceptions.get(&on) {
        return windows.iter().copied().map(minutes).collect();
    }
    if version.holidays.contains_key(&on) || version.closed_on.contains(&on) {
        return Vec::new();
    }
    let today = version.weekly.opening_on(on.weekday()).iter().copied().map(minutes);
    let yesterday = version.weekly.opening_on(on.weekday().previous()).iter().copied().map(minutes);
    let today = today.map(|(open, close)| (open, if close <= open { 1440 } else { close }));
    let night = yesterday.filter(|(open, close)| close <= open).map(|(_, close)| (0, close));
    today.chain(night).collect()
}

/// The open stretches of a span, by the reference.
fn drawn(spec: &CalendarSpec, from: i64, to: i64) -> Vec<(i64, i64)> {
    let zone = spec.zone().unwrap();
    let start = |index: usize| match spec.versions.get(index) {
        None => i64::MAX,
        Some(version) => version.effective_from.map_or(i64::MIN, Timestamp::as_second),
    };
    let before = Timestamp::from_second(from - 3 * 86_400).unwrap();
    let first = TimeZone::UTC.to_datetime(before).date();
    let days = (to - from) / 86_400 + 6;
    let mut open = Vec::new();
    for on in first.series(1.day()).take(usize::try_from(days).unwrap()) {
        if !has_been(&zone, on) {
            continue;
        }
        for (index, version) in spec.versions.iter().enumerate() {
            for (opening, closing) in opens(version, on) {
                let at = |minute: i64| comes_at(&zone, seconds_of(on) + minute * 60);
                let opening = at(opening).max(start(index)).max(from);
                let closing = at(closing).min(start(index + 1)).min(to);
                if opening < closing {
                    open.push((opening, closing));
                }
            }
        }
    }
    open.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (opening, closing) in open {
        match joined.last_mut() {
            Some(last) if opening <= last.1 => last.1 = last.1.max(closing),
            _ => joined.push((opening, closing)),
        }
    }
    joined
}

fn seconds(windows: &[(Timestamp, Timestamp)]) -> Vec<(i64, i64)> {
    windows.iter().map(|(open, close)| (open.as_second(), close.as_second())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_hours_are_as_a_person_with_a_wall_clock_would_draw_them(
        (spec, begin) in any_calendar(),
        offset in 0_i64..28 * 86_400,
        days in 1_i64..12,
    ) {
        let (from, to) = (begin + offset, begin + offset + days * 86_400);
        let expected = drawn(&spec, from, to);
        let calendar = Calendar::compile(spec).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        prop_assert_eq!(seconds(&calendar.windows(at(from), at(to))), &expected[..]);
        let total: i64 = expected.iter().map(|(open, close)| close - open).sum();
        prop_assert_eq!(calendar.elapsed(at(from), at(to)), Ok(WorkingTime::of_seconds(total)));
    }

    #[test]
    fn deadlines_are_where_walking_through_the_hours_ends(
        (spec, begin) in any_calendar(),
        offset in 0_i64..20 * 86_400,
        promised in prop_oneof![1_i64..40 * 3600, (1_i64..40).prop_map(|hours| hours * 3600)],
    ) {
        let from = begin + offset;
        let mut left = promised;
        let (mut due, mut limit) = (None, None);
        for (open, close) in drawn(&spec, from, from + 20 * 86_400) {
            let length = close - open;
            if due.is_none() && left <= length {
                due = Some(open + left);
            }
            if left < length {
                limit = Some(open + left);
                break;
            }
            left -= length;
        }
        let calendar = Calendar::compile(spec).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let promised = WorkingTime::of_seconds(promised);
        if let Some(due) = due {
            prop_assert_eq!(calendar.due(at(from), promised), Some(at(due)));
        }
        if let Some(limit) = limit {
            prop_assert_eq!(calendar.limit(at(from), promised), Some(at(limit)));
        }
    }
}
