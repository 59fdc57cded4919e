//! Known cases: what calendars must say on days that other programs got wrong, and on plain ones.

use jiff::Timestamp;

use super::{
    Backwards, Calendar, CalendarSpec, CalendarVersion, DutchHolidays, HolidayPolicy, Weekly,
    WorkingTime,
};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn hours(hours: i64) -> WorkingTime {
    WorkingTime::hours(hours)
}

pub(super) fn minutes(minutes: i64) -> WorkingTime {
    WorkingTime::minutes(minutes)
}

/// A calendar with one version, written as JSON.
pub(super) fn calendar(tz: &str, version: &str) -> Calendar {
    let version: CalendarVersion = serde_json::from_str(version).unwrap();
    Calendar::compile(CalendarSpec::single(tz, version)).unwrap()
}

/// Monday to Friday 09:00-17:00 in Amsterdam, closed on Dutch holidays.
pub(super) fn office() -> Calendar {
    let version = CalendarVersion {
        weekly: Weekly::workdays(&["09:00-17:00".parse().unwrap()]),
        holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
        ..CalendarVersion::default()
    };
    let spec = CalendarSpec::single("Europe/Amsterdam", version);
    Calendar::compile(spec.with_holidays_resolved(at("2026-01-01T12:00:00Z"))).unwrap()
}

fn always(tz: &str) -> Calendar {
    Calendar::compile(CalendarSpec::always_open(tz)).unwrap()
}

/// The same window on all seven days.
fn daily(tz: &str, window: &str) -> Calendar {
    let weekly = Weekly::every_day(&[window.parse().unwrap()]);
    let version = CalendarVersion { weekly, ..CalendarVersion::default() };
    Calendar::compile(CalendarSpec::single(tz, version)).unwrap()
}

const AMSTERDAM: &str = "Europe/Amsterdam";
const SAO_PAULO: &str = "America/Sao_Paulo";

/// `due` is as expected, and exactly the promised time passes until then.
#[track_caller]
fn assert_due(calendar: &Calendar, from: &str, promised: WorkingTime, expected: &str) {
    let due = calendar.due(at(from), promised);
    assert_eq!(due, Some(at(expected)));
    assert_eq!(calendar.elapsed(at(from), at(expected)), Ok(promised));
}

#[track_caller]
fn assert_elapsed(calendar: &Calendar, from: &str, to: &str, expected: WorkingTime) {
    assert_eq!(calendar.elapsed(at(from), at(to)), Ok(expected));
}

#[test]
fn a_promise_of_friday_afternoon_ends_on_monday_morning_after_the_clocks_changed() {
    assert_due(&office(), "2026-03-27T16:30:00+01:00", minutes(60), "2026-03-30T09:30:00+02:00");
}

#[test]
fn kings_day_on_a_monday_counts_for_nothing() {
    assert_due(&office(), "2026-04-24T16:00:00+02:00", minutes(120), "2026-04-28T10:00:00+02:00");
    assert_due(&office(), "2026-04-24T16:00:00+02:00", hours(4), "2026-04-28T12:00:00+02:00");
}

#[test]
fn half_an_hour_over_the_spring_change_is_half_an_hour() {
    assert_due(
        &always(AMSTERDAM),
        "2026-03-29T01:45:00+01:00",
        minutes(30),
        "2026-03-29T03:15:00+02:00",
    );
}

#[test]
fn eight_hours_over_a_night_of_change_are_eight_hours() {
    let calendar = always(AMSTERDAM);
    assert_due(&calendar, "2026-03-28T22:00:00+01:00", hours(8), "2026-03-29T07:00:00+02:00");
    assert_due(&calendar, "2026-10-24T22:00:00+02:00", hours(8), "2026-10-25T05:00:00+01:00");
}

#[test]
fn no_minute_is_lost_at_midnight() {
    let calendar = always(AMSTERDAM);
    assert_due(&calendar, "2026-06-15T23:00:00+02:00", hours(2), "2026-06-16T01:00:00+02:00");
    assert_due(&calendar, "2026-06-15T23:00:00+02:00", hours(72), "2026-06-18T23:00:00+02:00");
    assert_due(&calendar, "2026-12-31T23:00:00+01:00", hours(2), "2027-01-01T01:00:00+01:00");
}

#[test]
fn a_day_of_change_has_23_or_25_hours_and_its_night_7_or_9() {
    let (all_day, night) = (always(AMSTERDAM), daily(AMSTERDAM, "22:00-06:00"));
    for (from, to, day, of_night) in [
        ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 82_800, 7),
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 90_000, 9),
        ("2026-06-15T00:00:00+02:00", "2026-06-16T00:00:00+02:00", 86_400, 8),
    ] {
        assert_elapsed(&all_day, from, to, WorkingTime::of_seconds(day));
        let noon_before = at(from).saturating_sub(jiff::SignedDuration::from_hours(12)).unwrap();
        let noon = at(from).saturating_add(jiff::SignedDuration::from_hours(12)).unwrap();
        assert_eq!(night.elapsed(noon_before, noon), Ok(hours(of_night)));
    }
}

#[test]
fn a_window_over_the_change_is_as_long_as_the_clocks_make_it() {
    let (spring, autumn) = (
        ["2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"],
        ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"],
    );
    for (window, in_spring, in_autumn) in [
        ("00:00-06:00", 300, 420),
        ("02:30-06:00", 150, 270), // 02:30 is read as 03:30, or is the first 02:30
        ("01:30-02:30", 60, 60),   // closes at 03:30, which is an hour later, or at the first 02:30
        ("02:00-03:00", 0, 120),   // the hour that is skipped, or comes twice
        ("02:15-02:45", 30, 30),   // wholly inside: moved on, or the first time
        ("03:00-04:00", 60, 60),
    ] {
        let calendar = daily(AMSTERDAM, window);
        let minutes_on =
            |[from, to]: [&str; 2]| calendar.elapsed(at(from), at(to)).unwrap().full_minutes();
        assert_eq!(minutes_on(spring), in_spring, "{window} in spring");
        assert_eq!(minutes_on(autumn), in_autumn, "{window} in autumn");
    }
}

#[test]
fn windows_that_the_change_pushes_over_each_other_count_once() {
    // 02:15-02:45 is read as 03:15-03:45 on that day, which lies within 03:00-04:00.
    let calendar = calendar(AMSTERDAM, r#"{"weekly": {"sun": ["02:15-02:45", "03:00-04:00"]}}"#);
    let (from, to) = (at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00"));
    assert_eq!(
        calendar.windows(from, to),
        [(at("2026-03-29T03:00:00+02:00"), at("2026-03-29T04:00:00+02:00"))]
    );
}

#[test]
fn a_day_without_midnight_loses_nothing_but_that_hour() {
    let calendar = always(SAO_PAULO);
    assert_due(&calendar, "2015-10-17T22:00:00-03:00", hours(4), "2015-10-18T03:00:00-02:00");
    assert_due(&calendar, "2016-02-20T22:00:00-02:00", hours(4), "2016-02-21T01:00:00-03:00");

    let but_the_last_hour = daily(SAO_PAULO, "00:00-23:00");
    assert_due(
        &but_the_last_hour,
        "2015-10-17T20:00:00-03:00",
        hours(30),
        "2015-10-19T05:00:00-02:00",
    );
}

#[test]
fn a_date_that_a_zone_left_out_has_no_hours() {
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    let calendar =
        calendar("Pacific/Apia", r#"{"weekly": {"thu": ["09:00-17:00"], "fri": ["09:00-17:00"]}}"#);
    assert_eq!(
        calendar.windows(at("2011-12-29T00:00:00-10:00"), at("2012-01-02T00:00:00+14:00")),
        [(at("2011-12-29T09:00:00-10:00"), at("2011-12-29T17:00:00-10:00"))]
    );
}

#[test]
fn four_hours_asked_for_at_the_weekend_start_on_monday_morning() {
    let calendar = office();
    assert_due(&calendar, "2026-06-12T16:00:00+02:00", hours(4), "2026-06-15T12:00:00+02:00");
    assert_due(&calendar, "2026-06-13T11:00:00+02:00", hours(4), "2026-06-15T13:00:00+02:00");
    assert_due(&calendar, "2026-06-12T17:00:00+02:00", hours(4), "2026-06-15T13:00:00+02:00");
}

#[test]
fn a_warning_an_hour_before_a_morning_deadline_comes_in_the_morning() {
    let calendar =
        calendar(AMSTERDAM, r#"{"weekly": {"mon": ["08:00-18:00"], "tue": ["08:00-18:00"]}}"#);
    let start = "2026-06-15T17:00:00+02:00";
    assert_due(&calendar, start, hours(4), "2026-06-16T11:00:00+02:00");
    assert_due(&calendar, start, hours(4) - hours(1), "2026-06-16T10:00:00+02:00");
}

#[test]
fn lunch_is_left_out() {
    let calendar = calendar(AMSTERDAM, r#"{"weekly": {"mon": ["09:00-13:00", "14:00-18:00"]}}"#);
    assert_due(&calendar, "2026-06-15T12:30:00+02:00", hours(2), "2026-06-15T15:30:00+02:00");
    assert_due(&calendar, "2026-06-15T13:20:00+02:00", hours(1), "2026-06-15T15:00:00+02:00");
}

#[test]
fn a_team_that_opens_on_tuesdays_only_needs_two_of_them_for_twelve_hours() {
    let calendar = calendar(AMSTERDAM, r#"{"weekly": {"tue": ["08:00-17:00"]}}"#);
    assert_due(&calendar, "2026-06-17T10:00:00+02:00", hours(12), "2026-06-30T11:00:00+02:00");
}

#[test]
fn a_calendar_that_never_opens_has_no_deadline_and_says_so_at_once() {
    let start = at("2026-06-15T09:00:00+02:00");
    let empty = calendar(AMSTERDAM, "{}");
    assert_eq!(empty.due(start, hours(1)), None);
    assert_eq!(empty.limit(start, hours(1)), None);
    assert_eq!(empty.next_opening(start), None);
    assert_eq!(empty.due(start, WorkingTime::ZERO), Some(start));
    assert_elapsed(&empty, "1970-01-01T00:00:00Z", "2106-01-01T00:00:00Z", hours(0));

    let holidays: Vec<_> = (0..8).map(|n| format!(r#""2026-06-{:02}""#, 15 + n)).collect();
    let one_monday = calendar(
        AMSTERDAM,
        &format!(
            r#"{{"closed_on": [{}], "exceptions": {{"2028-01-03": ["09:00-17:00"]}}}}"#,
            holidays.join(",")
        ),
    );
    assert_eq!(one_monday.due(start, hours(1)), None, "opens, but beyond the horizon");
}

#[test]
fn the_horizon_is_counted_from_the_last_closing() {
    // Open on 15 June 2026, then again 400 days after it closed, or a day later.
    let with = |second: &str| {
        calendar(
            "UTC",
            &format!(
                r#"{{"exceptions": {{"2026-06-15": ["09:00-24:00"], "{second}": ["00:00-08:00"]}}}}"#
            ),
        )
    };
    let start = at("2026-06-15T20:00:00Z");
    let after_400_days = with("2027-07-21");
    assert_eq!(after_400_days.due(start, hours(5)), Some(at("2027-07-21T01:00:00Z")));
    assert_eq!(after_400_days.limit(start, hours(4)), Some(at("2027-07-21T00:00:00Z")));

    let after_401_days = with("2027-07-22");
    assert_eq!(after_401_days.due(start, hours(4)), Some(at("2026-06-16T00:00:00Z")));
    assert_eq!(after_401_days.limit(start, hours(4)), None);
    assert_eq!(after_401_days.due(start, hours(5)), None);
}

#[test]
fn the_zone_of_the_calendar_counts_and_not_that_of_the_server() {
    let version = r#"{"weekly": {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"]}}"#;
    let new_york = calendar("America/New_York", version);
    assert_due(&new_york, "2026-06-15T20:00:00Z", hours(2), "2026-06-16T10:00:00-04:00");
}

#[test]
fn a_promise_that_ends_with_the_working_day_is_late_only_after_the_next_opening() {
    let calendar = office();
    let nine = at("2026-06-15T09:00:00+02:00");
    assert_eq!(calendar.due(nine, minutes(480)), Some(at("2026-06-15T17:00:00+02:00")));
    assert_eq!(calendar.limit(nine, minutes(480)), Some(at("2026-06-16T09:00:00+02:00")));
    assert_eq!(calendar.limit(nine, minutes(479)), calendar.due(nine, minutes(479)));

    let reply_at_eight_in_the_evening = at("2026-06-15T20:00:00+02:00");
    assert_eq!(calendar.elapsed(nine, reply_at_eight_in_the_evening), Ok(minutes(480)));
}

#[test]
fn the_instant_of_opening_is_open_and_that_of_closing_is_not() {
    let calendar = office();
    for (instant, open) in [
        ("2026-06-15T08:59:59+02:00", false),
        ("2026-06-15T09:00:00+02:00", true),
        ("2026-06-15T16:59:59.999+02:00", true),
        ("2026-06-15T17:00:00+02:00", false),
        ("2026-06-14T12:00:00+02:00", false),
        ("2026-04-27T12:00:00+02:00", false),
    ] {
        assert_eq!(calendar.is_open(at(instant)), open, "{instant}");
    }
    let friday_evening = at("2026-04-24T19:00:00+02:00");
    assert_eq!(calendar.next_opening(friday_evening), Some(at("2026-04-28T09:00:00+02:00")));
    let ten = at("2026-06-15T10:00:00.5+02:00");
    assert_eq!(calendar.next_opening(ten), Some(ten));
}

#[test]
fn no_time_is_due_at_once_and_late_at_the_next_opening() {
    let calendar = office();
    let saturday = at("2026-06-13T11:00:00+02:00");
    assert_eq!(calendar.due(saturday, WorkingTime::ZERO), Some(saturday));
    assert_eq!(calendar.limit(saturday, WorkingTime::ZERO), Some(at("2026-06-15T09:00:00+02:00")));
    assert_eq!(calendar.due(saturday, -hours(1)), Some(saturday));
}

#[test]
fn time_does_not_pass_backwards() {
    let (from, to) = (at("2026-06-15T10:00:00Z"), at("2026-06-15T09:00:00Z"));
    assert_eq!(office().elapsed(from, to), Err(Backwards { from, to }));
    assert_eq!(office().elapsed(from, from), Ok(WorkingTime::ZERO));
    assert_eq!(office().windows(from, to), []);
}

#[test]
fn a_closed_date_cuts_the_night_that_runs_into_it_and_keeps_the_one_that_began_on_it() {
    let version = r#"{"weekly": {"thu": ["22:00-06:00"], "fri": ["22:00-06:00"]},
                      "closed_on": ["2026-06-19"]}"#;
    let calendar = calendar(AMSTERDAM, version);
    assert_eq!(
        calendar.windows(at("2026-06-18T12:00:00+02:00"), at("2026-06-21T12:00:00+02:00")),
        [
            (at("2026-06-18T22:00:00+02:00"), at("2026-06-19T00:00:00+02:00")),
            (at("2026-06-20T00:00:00+02:00"), at("2026-06-20T06:00:00+02:00")),
        ]
    );
}

#[test]
fn the_hours_of_a_single_date_replace_everything_on_it() {
    let version = r#"{"weekly": {"wed": ["09:00-17:00"], "thu": ["22:00-06:00"], "fri": ["09:00-17:00"]},
        "holidays": {"2026-12-25": "Eerste kerstdag"},
        "exceptions": {"2026-12-23": [], "2026-12-24": ["20:00-24:00"], "2026-12-26": ["10:00-14:00"]}}"#;
    let calendar = calendar(AMSTERDAM, version);
    assert_eq!(
        calendar.windows(at("2026-12-23T00:00:00+01:00"), at("2026-12-28T00:00:00+01:00")),
        [
            (at("2026-12-24T20:00:00+01:00"), at("2026-12-25T00:00:00+01:00")),
            (at("2026-12-26T10:00:00+01:00"), at("2026-12-26T14:00:00+01:00")),
        ]
    );
}

#[test]
fn an_exception_may_open_a_holiday() {
    let version = r#"{"holidays": {"2026-04-27": "Koningsdag"},
                      "exceptions": {"2026-04-27": ["10:00-14:00"]}}"#;
    let from = "2026-04-27T00:00:00+02:00";
    assert_due(&calendar(AMSTERDAM, version), from, hours(4), "2026-04-27T14:00:00+02:00");
}

#[test]
fn a_new_version_counts_from_its_instant_and_leaves_the_past_alone() {
    let mut spec = office().spec().clone();
    spec.versions.push(CalendarVersion {
        effective_from: Some(at("2026-06-16T12:00:00+02:00")),
        weekly: Weekly::workdays(&["12:00-20:00".parse().unwrap()]),
        ..CalendarVersion::default()
    });
    let changed = Calendar::compile(spec).unwrap();
    let monday = "2026-06-15T09:00:00+02:00";
    // Monday by the old hours 8 h, Tuesday until noon 3 h, and until 20:00 by the new ones 8 h.
    assert_elapsed(&changed, monday, "2026-06-17T00:00:00+02:00", hours(19));
    assert_due(&changed, monday, hours(19), "2026-06-16T20:00:00+02:00");
    assert_due(&changed, monday, hours(20), "2026-06-17T13:00:00+02:00");
    assert_due(&office(), monday, hours(20), "2026-06-17T13:00:00+02:00");
    assert_eq!(
        changed.windows(at("2026-06-16T00:00:00+02:00"), at("2026-06-17T00:00:00+02:00")),
        [(at("2026-06-16T09:00:00+02:00"), at("2026-06-16T20:00:00+02:00"))]
    );
}

#[test]
fn before_the_first_version_took_effect_nothing_was_open() {
    let mut spec = CalendarSpec::always_open("UTC");
    spec.versions[0].effective_from = Some(at("2026-06-15T09:00:00Z"));
    let calendar = Calendar::compile(spec).unwrap();
    assert_elapsed(&calendar, "2026-06-15T08:00:00Z", "2026-06-15T10:00:00Z", hours(1));
}

#[test]
fn round_the_clock_is_one_window_over_the_years() {
    let (from, to) = (at("1971-03-01T10:00:00Z"), at("2099-03-01T10:00:00Z"));
    assert_eq!(always(AMSTERDAM).windows(from, to), [(from, to)]);
    let seconds = WorkingTime::of_seconds(to.as_second() - from.as_second());
    assert_eq!(always(AMSTERDAM).elapsed(from, to), Ok(seconds));
}

#[test]
fn outside_of_the_known_years_nothing_is_open_and_nothing_fails() {
    let calendar = always("UTC");
    assert_eq!(calendar.due(at("2106-02-07T00:00:00Z"), hours(24 * 30)), None);
    assert!(!calendar.is_open(at("2200-01-01T00:00:00Z")));
    assert_eq!(calendar.next_opening(at("1900-01-01T00:00:00Z")), None);
    assert_eq!(calendar.windows(Timestamp::MAX, Timestamp::MAX), []);
    let all = calendar.elapsed(Timestamp::MIN, Timestamp::MAX);
    assert_eq!(all, Ok(WorkingTime::of_seconds(1 << 32)));
}

#[test]
fn a_fraction_of_a_second_never_makes_a_deadline_earlier_than_its_start() {
    let start = at("2026-06-15T10:00:00.750+02:00");
    let calendar = office();
    assert_eq!(calendar.limit(start, WorkingTime::ZERO), Some(start));
    let due = calendar.due(start, minutes(1)).unwrap();
    assert_eq!(calendar.elapsed(start, due), Ok(minutes(1)));
}
