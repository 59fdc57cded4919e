//! The reference vectors V1 to V20. NL is Monday to Friday 09:00-17:00 in Amsterdam.

use super::super::clock::examples::{Book, Then, at, classified, hours, minutes, reported};
use super::super::clock::{Warning, clock};
use super::super::{ClockEventKind, ClockState, Metric, Pause};
use super::{AMSTERDAM, always, assert_clock_due, assert_due, compiled, daily, instant, workdays};
use crate::calendar::{
    Calendar, CalendarError, CalendarSpec, CalendarVersion, Weekly, WorkingTime, validate,
};
use crate::priority::Priority::{P1, P3};

const SAO_PAULO: &str = "America/Sao_Paulo";

/// NL with the promise to solve a P3 within so many minutes.
fn nl(minutes: u32) -> Book {
    Book::office().promises(Metric::Resolution, P3, minutes)
}

fn week(windows: &[&str], minutes: u32) -> Book {
    Book::open_on_workdays(windows).promises(Metric::Resolution, P3, minutes)
}

#[test]
fn v01_eight_hours_over_the_spring_change_are_eight_hours() {
    let (from, due) = ("2026-03-28T22:00:00+01:00", "2026-03-29T07:00:00+02:00");
    assert_due(&always(AMSTERDAM), from, hours(8), due);
    let book = nl(480).counted_in("always");
    assert_clock_due(&book, &reported("2026-03-28T22:00", P3), "2026-03-29T07:00");
}

#[test]
fn v02_eight_hours_over_the_autumn_change_are_eight_hours() {
    let (from, due) = ("2026-10-24T22:00:00+02:00", "2026-10-25T05:00:00+01:00");
    assert_due(&always(AMSTERDAM), from, hours(8), due);
    let book = nl(480).counted_in("always");
    assert_clock_due(&book, &reported("2026-10-24T22:00", P3), "2026-10-25T05:00");
}

#[test]
fn v03_no_minute_is_lost_at_midnight() {
    for tz in [AMSTERDAM, "UTC", "Asia/Kolkata"] {
        let calendar = always(tz);
        let start = calendar.zone().to_timestamp(jiff::civil::date(2026, 6, 15).at(23, 0, 0, 0));
        let start = start.unwrap();
        for promised in [2, 72] {
            let due = start + jiff::SignedDuration::from_hours(promised);
            assert_eq!(calendar.due(start, hours(promised)), Some(due));
            assert_eq!(calendar.elapsed(start, due), Ok(hours(promised)));
        }
    }
    let year = "2026-12-31T23:00:00+01:00";
    assert_due(&always(AMSTERDAM), year, hours(2), "2027-01-01T01:00:00+01:00");
}

/// Open minutes of the days on which the clocks of Amsterdam change in 2026.
fn on_the_days_of_change(calendar: &Calendar) -> [i64; 2] {
    let minutes = |from, to| calendar.elapsed(instant(from), instant(to)).unwrap().seconds() / 60;
    [
        minutes("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        minutes("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
    ]
}

#[test]
fn v04_a_night_of_change_has_five_or_seven_hours() {
    assert_eq!(on_the_days_of_change(&daily(AMSTERDAM, &["00:00-06:00"])), [5 * 60, 7 * 60]);
}

#[test]
fn v05_a_window_that_opens_in_the_gap_or_in_the_hour_that_comes_twice() {
    assert_eq!(on_the_days_of_change(&daily(AMSTERDAM, &["02:30-06:00"])), [150, 270]);
}

#[test]
fn v06_a_day_that_has_no_midnight_or_has_an_hour_twice_before_it() {
    let calendar = always(SAO_PAULO);
    assert_due(&calendar, "2015-10-17T22:00:00-03:00", hours(4), "2015-10-18T03:00:00-02:00");
    assert_due(&calendar, "2016-02-20T22:00:00-02:00", hours(4), "2016-02-21T01:00:00-03:00");
}

#[test]
fn v07_hours_that_end_before_a_midnight_that_does_not_exist() {
    let calendar = daily(SAO_PAULO, &["00:00-23:00"]);
    assert_due(&calendar, "2015-10-17T20:00:00-03:00", hours(30), "2015-10-19T05:00:00-02:00");
}

#[test]
fn v08_four_hours_from_friday_afternoon_from_saturday_and_from_the_closing() {
    assert_clock_due(&nl(240), &reported("2026-06-12T16:00", P3), "2026-06-15T12:00");
    assert_clock_due(&nl(240), &reported("2026-06-13T11:00", P3), "2026-06-15T13:00");
    assert_clock_due(&nl(240), &reported("2026-06-12T17:00", P3), "2026-06-15T13:00");
}

#[test]
fn v09_kings_day_on_a_monday_counts_for_nothing() {
    assert_clock_due(&nl(240), &reported("2026-04-24T16:00", P3), "2026-04-28T12:00");
}

#[test]
fn v10_a_pause_over_the_weekend_moves_the_deadline_by_its_open_hour_only() {
    let paused =
        |at: &str| reported("2026-06-12T16:00", P3).waits(Pause::Client, "2026-06-12T16:30", at);
    assert_clock_due(&nl(240), &paused("2026-06-15T09:30"), "2026-06-15T13:00");
}

#[test]
fn v11_a_pause_over_a_weekend_in_long_office_hours() {
    let events = reported("2026-06-12T10:00", P3).waits(
        Pause::Client,
        "2026-06-12T12:00",
        "2026-06-15T09:00",
    );
    assert_clock_due(&week(&["08:00-20:00"], 720), &events, "2026-06-15T19:00");
}

#[test]
fn v12_a_pause_is_not_lost_when_the_priority_changes() {
    let book = nl(960).promises(Metric::Resolution, P1, 240);
    let waited = reported("2026-06-15T09:00", P3).waits(
        Pause::Client,
        "2026-06-15T10:00",
        "2026-06-15T12:00",
    );
    assert_clock_due(&book, &waited, "2026-06-17T11:00");
    let upgraded = waited.then("2026-06-15T13:00", classified(P1));
    assert_clock_due(&book, &upgraded, "2026-06-15T15:00");
}

#[test]
fn v13_the_time_in_which_it_was_solved_does_not_count() {
    let reopened = ClockEventKind::Reopened { counts_between: false };
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", ClockEventKind::Resolved)
        .then("2026-06-16T10:00", reopened);
    assert_clock_due(&nl(240), &events, "2026-06-16T12:00");
}

#[test]
fn v14_a_warning_an_hour_before_a_morning_deadline_comes_in_the_morning() {
    let book = week(&["08:00-18:00"], 240);
    let events = reported("2026-06-15T17:00", P3);
    assert_clock_due(&book, &events, "2026-06-16T11:00");
    // Three of the four hours: one before the deadline.
    let running = book.clock(Metric::Resolution, &events, "2026-06-15T17:00");
    let expected = [Warning { percent: 75, at: at("2026-06-16T10:00") }];
    assert_eq!(running.warnings(&[75], &book), expected);
}

#[test]
fn v15_lunch_is_left_out() {
    let book = |minutes| week(&["09:00-13:00", "14:00-18:00"], minutes);
    assert_clock_due(&book(120), &reported("2026-06-15T12:30", P3), "2026-06-15T15:30");
    assert_clock_due(&book(60), &reported("2026-06-15T13:20", P3), "2026-06-15T15:00");
}

#[test]
fn v16_a_team_that_opens_on_tuesdays_only() {
    let tuesdays = Weekly { tue: super::windows(&["08:00-17:00"]), ..Weekly::default() };
    let calendar = compiled(AMSTERDAM, tuesdays);
    assert_due(&calendar, "2026-06-17T10:00:00+02:00", hours(12), "2026-06-30T11:00:00+02:00");
}

#[test]
fn v17_a_calendar_that_never_opens_gives_no_deadline_and_an_error() {
    let empty = CalendarSpec::single(AMSTERDAM, CalendarVersion::default());
    let days = jiff::civil::date(2026, 1, 1).series(jiff::ToSpan::days(1)).take(5 * 366);
    let all_holidays = CalendarSpec::single(
        AMSTERDAM,
        CalendarVersion {
            weekly: Weekly::every_day(&super::windows(&["09:00-17:00"])),
            closed_on: days.collect(),
            ..CalendarVersion::default()
        },
    );
    let now = instant("2026-06-15T09:00:00+02:00");
    for spec in [empty, all_holidays] {
        let errors = validate(&spec, now).errors;
        assert_eq!(errors, [CalendarError::ClosedTooLong { from: now }]);
        let calendar = Calendar::compile(spec).unwrap();
        assert_eq!(calendar.due(now, minutes(1)), None);
        assert_eq!(calendar.limit(now, minutes(1)), None);
        assert_eq!(calendar.next_opening(now), None);
        let year_later = instant("2027-06-15T09:00:00+02:00");
        assert_eq!(calendar.elapsed(now, year_later), Ok(WorkingTime::ZERO));
    }
    let book = nl(240).counted_in("never");
    let clock =
        book.clock(Metric::Resolution, &reported("2026-06-15T09:00", P3), "2036-01-01T00:00");
    assert_eq!((clock.state, clock.due_at, clock.limit_at), (ClockState::NeverDue, None, None));
}

#[test]
fn v18_the_zone_of_the_calendar_counts_and_not_that_of_the_server() {
    let calendar = workdays("America/New_York", &["09:00-17:00"]);
    assert_due(&calendar, "2026-06-15T20:00:00Z", hours(2), "2026-06-16T10:00:00-04:00");
}

#[test]
fn v19_two_pauses_that_overlap_are_one_and_end_with_the_later() {
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", ClockEventKind::PauseBegan(Pause::Client))
        .then("2026-06-15T11:00", ClockEventKind::PauseBegan(Pause::ClientParty))
        .then("2026-06-15T12:00", ClockEventKind::PauseEnded(Pause::Client))
        .then("2026-06-15T13:00", ClockEventKind::PauseEnded(Pause::ClientParty));
    assert_clock_due(&nl(240), &events, "2026-06-15T16:00");
    let between = clock(Metric::Resolution, &events, &nl(240), at("2026-06-15T12:30")).unwrap();
    assert_eq!((between.state, between.used), (ClockState::Paused, hours(1)));
}

#[test]
fn v20_sixty_pauses_of_fifty_seconds_count_to_the_second() {
    let events = (0..60).fold(reported("2026-06-15T09:00", P3), |events, minute| {
        events.waits(
            Pause::Client,
            &format!("2026-06-15T10:{minute:02}:00"),
            &format!("2026-06-15T10:{minute:02}:50"),
        )
    });
    assert_clock_due(&nl(240), &events, "2026-06-15T13:50");
}
