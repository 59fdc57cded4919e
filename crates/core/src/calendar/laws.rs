//! Laws that hold for every calendar, on calendars and instants made by chance.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use super::{Calendar, CalendarSpec, CalendarVersion, HolidayName, Weekly, Window, WorkingTime};

const ZONES: [&str; 7] = [
    "Europe/Amsterdam",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "UTC",
];

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A window of any form; many of them touch the hours in which clocks change.
fn any_window() -> impl Strategy<Value = Window> {
    let minute = prop_oneof![0_u16..240, 0_u16..1440, (0_u16..24).prop_map(|hour| hour * 60)];
    (minute.clone(), minute)
        .prop_filter("opens and closes at once", |(open, close)| open != close)
        .prop_map(|(open, close)| format!("{}-{}", clock(open), clock(close)).parse().unwrap())
}

fn any_weekly() -> impl Strategy<Value = Weekly> {
    let day = || vec(any_window(), 0..3);
    (day(), day(), day(), day(), day(), day(), day()).prop_map(
        |(mon, tue, wed, thu, fri, sat, sun)| Weekly { mon, tue, wed, thu, fri, sat, sun },
    )
}

fn any_date() -> impl Strategy<Value = Date> {
    (0_i64..1100).prop_map(|days| date(2015, 1, 1).saturating_add(days.days()))
}

fn any_version() -> impl Strategy<Value = CalendarVersion> {
    let exception = vec(any_window().prop_filter("past midnight", |w| !w.spans_midnight()), 0..3);
    let name = HolidayName { nl: "Feest".to_owned(), en: "Feast".to_owned() };
    (
        any_weekly(),
        btree_set(any_date(), 0..40),
        btree_map(any_date(), Just(name), 0..40),
        btree_map(any_date(), exception, 0..40),
    )
        .prop_map(|(weekly, closed_on, holidays, exceptions)| CalendarVersion {
            weekly,
            holidays,
            closed_on,
            exceptions,
            ..CalendarVersion::default()
        })
}

/// An instant of 2015 to 2017, to the second, often on the hour.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    let start = 1_420_070_400_i64;
    prop_oneof![
        (0_i64..1095 * 86_400).prop_map(move |offset| start + offset),
        (0_i64..1095 * 24).prop_map(move |hour| start + hour * 3600),
    ]
    .prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// After all instants of these laws.
const END: Timestamp = Timestamp::constant(1_600_000_000, 0);

fn any_spec() -> impl Strategy<Value = CalendarSpec> {
    let later = (any_instant(), any_version());
    (prop::sample::select(ZONES.as_slice()), any_version(), prop::option::of(later)).prop_map(
        |(tz, first, later)| {
            let mut spec = CalendarSpec::single(tz, first);
            spec.versions.extend(
                later.map(|(from, version)| CalendarVersion {
                    effective_from: Some(from),
                    ..version
                }),
            );
            spec
        },
    )
}

/// A calendar of any hours, in zones whose clocks change in their own ways.
pub(crate) fn any_calendar() -> impl Strategy<Value = Calendar> {
    any_spec().prop_map(|spec| Calendar::compile(spec).unwrap())
}

/// Working time from a minute to some weeks, often in whole hours.
fn any_promise() -> impl Strategy<Value = WorkingTime> {
    prop_oneof![
        (60_i64..2_000_000).prop_map(WorkingTime::of_seconds),
        (1_i64..200).prop_map(WorkingTime::hours),
    ]
}

fn ordered<const N: usize>() -> impl Strategy<Value = [Timestamp; N]> {
    vec(any_instant(), N).prop_map(|mut instants| {
        instants.sort_unstable();
        std::array::from_fn(|n| instants[n])
    })
}

fn second_after(instant: Timestamp) -> Timestamp {
    instant.checked_add(SignedDuration::from_secs(1)).unwrap()
}

/// Each window of the week, cut in two at some minute inside of it.
fn cut_windows(weekly: &Weekly, at: u16) -> Weekly {
    let cut = |windows: &Vec<Window>| {
        let halves = windows.iter().flat_map(|window| {
            let text = window.to_string();
            let (open, close) = text.split_once('-').unwrap();
            let middle = clock(at);
            let today = window.today();
            if today.from < at && at < today.to {
                vec![format!("{open}-{middle}"), format!("{middle}-{close}")]
            } else {
                vec![text]
            }
        });
        halves.map(|text| text.parse().unwrap()).collect()
    };
    Weekly {
        mon: cut(&weekly.mon),
        tue: cut(&weekly.tue),
        wed: cut(&weekly.wed),
        thu: cut(&weekly.thu),
        fri: cut(&weekly.fri),
        sat: cut(&weekly.sat),
        sun: cut(&weekly.sun),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn time_in_two_parts_is_the_time_in_one(calendar in any_calendar(), [a, b, c] in ordered()) {
        let parts = calendar.elapsed(a, b).unwrap() + calendar.elapsed(b, c).unwrap();
        prop_assert_eq!(parts, calendar.elapsed(a, c).unwrap());
    }

    #[test]
    fn working_time_is_never_more_than_time_and_never_less_than_none(
        calendar in any_calendar(),
        [a, b] in ordered(),
    ) {
        let passed = calendar.elapsed(a, b).unwrap().seconds();
        prop_assert!((0..=b.as_second() - a.as_second()).contains(&passed));
    }

    #[test]
    fn a_longer_span_has_no_less_working_time(
        calendar in any_calendar(),
        [a, b, c, d] in ordered(),
    ) {
        prop_assert!(calendar.elapsed(b, c).unwrap() <= calendar.elapsed(a, d).unwrap());
    }

    #[test]
    fn a_deadline_is_the_first_instant_at_which_the_promise_is_used_up(
        calendar in any_calendar(),
        from in any_instant(),
        promised in any_promise(),
    ) {
        if let Some(due) = calendar.due(from, promised) {
            prop_assert_eq!(calendar.elapsed(from, due).unwrap(), promised);
            let before = due.checked_sub(SignedDuration::from_secs(1)).unwrap();
            prop_assert!(calendar.elapsed(from, before).unwrap() < promised);
        }
    }

    #[test]
    fn the_limit_is_the_last_instant_that_is_in_time(
        calendar in any_calendar(),
        from in any_instant(),
        promised in any_promise(),
    ) {
        if let Some(limit) = calendar.limit(from, promised) {
            prop_assert!(calendar.due(from, promised).unwrap() <= limit);
            prop_assert!(calendar.is_open(limit));
            prop_assert_eq!(calendar.elapsed(from, limit).unwrap(), promised);
            prop_assert!(calendar.elapsed(from, second_after(limit)).unwrap() > promised);
        }
    }

    #[test]
    fn a_later_start_or_a_longer_promise_is_due_no_earlier(
        calendar in any_calendar(),
        [early, late] in ordered(),
        one in any_promise(),
        other in any_promise(),
    ) {
        let (short, long) = (one.min(other), one.max(other));
        if let (Some(first), Some(second)) = (calendar.due(early, short), calendar.due(late, short)) {
            prop_assert!(first <= second);
        }
        if let Some(second) = calendar.due(early, long) {
            prop_assert!(calendar.due(early, short).unwrap() <= second);
        }
    }

    #[test]
    fn serving_a_promise_in_two_parts_ends_at_the_same_instant(
        calendar in any_calendar(),
        from in any_instant(),
        one in any_promise(),
        other in any_promise(),
    ) {
        let in_parts = calendar.due(from, one).and_then(|middle| calendar.due(middle, other));
        prop_assert_eq!(in_parts, calendar.due(from, one + other));
    }

    #[test]
    fn cutting_windows_in_two_changes_nothing(
        spec in any_spec(),
        // Earlier in the night the cut could fall into a gap. There it is read as a later time,
        // which may be after the closing.
        at in 240_u16..1439,
        [from, to] in ordered(),
    ) {
        let mut cut = spec.clone();
        for version in &mut cut.versions {
            version.weekly = cut_windows(&version.weekly, at);
        }
        let (whole, cut) = (Calendar::compile(spec).unwrap(), Calendar::compile(cut).unwrap());
        prop_assert_eq!(whole.windows(from, to), cut.windows(from, to));
    }

    #[test]
    fn hours_that_change_leave_alone_what_was_counted_before(
        spec in any_spec(),
        other in any_version(),
        [a, b, changed_at] in ordered(),
    ) {
        let began = |version: &CalendarVersion| version.effective_from.is_none_or(|at| at < changed_at);
        let mut later = spec.clone();
        later.versions.retain(began);
        later.versions.push(CalendarVersion { effective_from: Some(changed_at), ..other });
        let (before, after) =
            (Calendar::compile(spec).unwrap(), Calendar::compile(later).unwrap());
        prop_assert_eq!(before.elapsed(a, b), after.elapsed(a, b));
        let whole = after.elapsed(a, changed_at).unwrap() + after.elapsed(changed_at, END).unwrap();
        prop_assert_eq!(after.elapsed(a, END).unwrap(), whole);
    }

    #[test]
    fn round_the_clock_all_time_is_working_time(
        tz in prop::sample::select(ZONES.as_slice()),
        [a, b] in ordered(),
    ) {
        let calendar = Calendar::compile(CalendarSpec::always_open(tz)).unwrap();
        let all = WorkingTime::of_seconds(b.as_second() - a.as_second());
        prop_assert_eq!(calendar.elapsed(a, b), Ok(all));
        prop_assert_eq!(calendar.due(a, all), Some(b));
    }

    #[test]
    fn the_windows_are_in_order_and_apart_and_hold_all_the_working_time(
        calendar in any_calendar(),
        [a, b] in ordered(),
    ) {
        let windows = calendar.windows(a, b);
        prop_assert!(windows.iter().all(|(start, end)| a <= *start && start < end && *end <= b));
        prop_assert!(windows.windows(2).all(|pair| pair[0].1 < pair[1].0));
        let sum: i64 = windows.iter().map(|(start, end)| end.as_second() - start.as_second()).sum();
        prop_assert_eq!(calendar.elapsed(a, b).unwrap().seconds(), sum);
        for (start, end) in windows {
            prop_assert!(calendar.is_open(start));
            prop_assert!(end == b || !calendar.is_open(end));
        }
    }

    #[test]
    fn an_explanation_accounts_for_every_second(calendar in any_calendar(), [a, b] in ordered()) {
        let days = calendar.explain(a, b);
        let told: WorkingTime = days.iter().map(|day| day.total).sum();
        prop_assert_eq!(told, calendar.elapsed(a, b).unwrap());
        prop_assert!(days.windows(2).all(|pair| pair[0].on <= pair[1].on));
    }

    #[test]
    fn with_clocks_that_never_change_a_minute_is_open_if_its_local_time_is(
        version in any_version(),
        from in any_instant(),
        tz in prop::sample::select(["UTC", "Asia/Kolkata"].as_slice()),
    ) {
        let calendar = Calendar::compile(CalendarSpec::single(tz, version.clone())).unwrap();
        let from = from.as_second().div_euclid(60) * 60;
        for minute in 0..3 * 1440 {
            let at = Timestamp::from_second(from + minute * 60).unwrap();
            prop_assert_eq!(calendar.is_open(at), reads_as_open(&version, &calendar, at));
        }
    }
}

/// Whether the document says that an instant is open, read as a person would read it.
fn reads_as_open(version: &CalendarVersion, calendar: &Calendar, at: Timestamp) -> bool {
    let local = calendar.zone().to_datetime(at);
    let (on, now) = (local.date(), format!("{:02}:{:02}", local.hour(), local.minute()));
    let hours = |window: &Window| {
        let text = window.to_string();
        let (open, close) = text.split_once('-').unwrap();
        (open.to_owned(), close.to_owned())
    };
    if let Some(windows) = version.exceptions.get(&on) {
        return windows.iter().map(hours).any(|(open, close)| open <= now && now < close);
    }
    if version.holidays.contains_key(&on) || version.closed_on.contains(&on) {
        return false;
    }
    let today = version.weekly.opening_on(on.weekday()).iter().map(hours);
    let last_night = version.weekly.opening_on(on.weekday().previous()).iter().map(hours);
    today.into_iter().any(|(open, close)| open <= now && (now < close || close <= open))
        || last_night.into_iter().any(|(open, close)| close <= open && now < close)
}
