//! Threads that tell of calendars and clocks, by their number.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::super::clock::examples::{
    Book, Then, assumed, at, classified, event, hours, minutes, reported,
};
use super::super::{
    Background, ClockEventKind, ClockState, Line, Metric, Pause, SegmentKind, clocks, explain,
};
use super::{
    AMSTERDAM, always, assert_clock_due, assert_due, compiled, daily, instant, windows, workdays,
};
use crate::calendar::{
    Calendar, CalendarSpec, CalendarVersion, DayRule, DutchHolidays, HolidayName, HolidayPolicy,
    Weekly, WorkingTime,
};
use crate::priority::Priority::{P1, P3, P4};

/// All metrics for P3: reaction 4 h, update 1 h, restore 6 h, resolution 8 h.
fn promising() -> Book {
    Book::office()
        .promises(Metric::Reaction, P3, 240)
        .promises(Metric::Update, P3, 60)
        .promises(Metric::Restore, P3, 360)
        .promises(Metric::Resolution, P3, 480)
}

/// Zones whose clocks change at midnight, by half an hour, by a day, or backwards.
const ODD_ZONES: [&str; 14] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Asuncion",
    "America/Havana",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
];

#[test]
fn thread_01_midnight_can_be_entered_and_a_day_until_2359_lacks_its_last_minute() {
    let (from, to) = ("2026-06-15T00:00:00+02:00", "2026-06-16T00:00:00+02:00");
    let day = |window| daily(AMSTERDAM, &[window]).elapsed(instant(from), instant(to)).unwrap();
    assert_eq!(day("00:00-24:00"), hours(24));
    assert_eq!(day("00:00-00:01"), minutes(1));
    assert_eq!(day("00:00-23:59"), hours(24) - minutes(1), "as written, and never silently closed");
    let late = "2026-06-15T23:30:00+02:00";
    assert_due(&always(AMSTERDAM), late, hours(1), "2026-06-16T00:30:00+02:00");
}

#[test]
fn thread_02_every_change_of_every_odd_zone_is_counted_through() {
    for tz in ODD_ZONES {
        let (calendar, nights) = (always(tz), daily(tz, &["22:00-06:00"]));
        let from = instant("2009-01-01T00:00:00Z");
        let to = instant("2030-01-01T00:00:00Z");
        let changes = calendar.zone().following(from).map(|it| it.timestamp());
        for change in changes.take_while(|at| *at < to) {
            let start = change - SignedDuration::from_hours(3);
            for hours in [1, 3, 4, 30] {
                let promised = WorkingTime::hours(hours);
                let due = start + SignedDuration::from_hours(hours);
                assert_eq!(calendar.due(start, promised), Some(due), "{tz} {change}");
                let of_nights = nights.due(start, promised).unwrap();
                assert_eq!(nights.elapsed(start, of_nights), Ok(promised), "{tz} {change}");
            }
        }
    }
}

#[test]
fn thread_03_an_old_report_is_read_with_the_offset_of_its_day() {
    // Asked in winter about a summer's day, and the other way round.
    let office = workdays(AMSTERDAM, &["09:00-17:00"]);
    assert_due(&office, "2025-07-01T14:30:00Z", hours(1), "2025-07-02T07:30:00Z");
    assert_due(&office, "2025-12-01T15:30:00Z", hours(1), "2025-12-02T08:30:00Z");
    // Casablanca goes back an hour for Ramadan, which is not a daylight saving time: 02:00-03:00
    // came twice on 23 February 2025, and was skipped on 6 April.
    let night = daily("Africa/Casablanca", &["02:00-03:00"]);
    let open = |from, to| night.elapsed(instant(from), instant(to));
    assert_eq!(open("2025-02-22T23:00:00Z", "2025-02-23T23:00:00Z"), Ok(hours(2)));
    assert_eq!(open("2025-04-05T23:30:00Z", "2025-04-06T22:30:00Z"), Ok(hours(0)));
    let office = workdays("Africa/Casablanca", &["09:00-17:00"]);
    assert_due(&office, "2025-02-28T15:00:00Z", hours(3), "2025-03-03T10:00:00Z");
}

/// The office with one closed date.
fn closed_on(tz: &str, day: Date) -> Calendar {
    let version = CalendarVersion {
        weekly: Weekly::every_day(&windows(&["00:00-24:00"])),
        holidays: [(day, HolidayName { nl: "Feest".to_owned(), en: "Feast".to_owned() })].into(),
        ..CalendarVersion::default()
    };
    Calendar::compile(CalendarSpec::single(tz, version)).unwrap()
}

#[test]
fn thread_04_a_holiday_is_a_local_date_in_every_zone() {
    let day = date(2026, 12, 25);
    for tz in
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/New_York", AMSTERDAM]
    {
        let calendar = closed_on(tz, day);
        let midnight = |on: Date| calendar.zone().to_timestamp(on.at(0, 0, 0, 0)).unwrap();
        let (from, to) = (midnight(day), midnight(day.tomorrow().unwrap()));
        let second = SignedDuration::from_secs(1);
        assert!(calendar.is_open(from - second) && !calendar.is_open(from), "{tz}");
        assert!(!calendar.is_open(to - second) && calendar.is_open(to), "{tz}");
    }
}

#[test]
fn thread_05_holidays_are_asked_for_and_each_skipped_day_has_its_name() {
    // The plain choice closes on no observance, Good Friday or ordinary Liberation Day.
    assert_eq!(HolidayPolicy::default().resolve(2026..=2026), [].into());
    let dutch = HolidayPolicy::Nl(DutchHolidays::default()).resolve(2026..=2026);
    for on in [date(2026, 11, 11), date(2026, 4, 3), date(2026, 5, 5), date(2026, 12, 5)] {
        assert!(!dutch.contains_key(&on), "{on} is a working day");
    }
    let book = Book::office().promises(Metric::Resolution, P3, 16 * 60);
    let events = reported("2026-12-24T16:00", P3);
    let now = "2026-12-24T16:30";
    let clock = book.clock(Metric::Resolution, &events, now);
    let lines = explain(&clock, &Background::of_events(&events), &book, at(now)).lines;
    let skipped: Vec<_> = lines
        .into_iter()
        .filter_map(|line| match line {
            Line::SkippedDays { first_on, last_on, reason } => Some((first_on, last_on, reason)),
            _ => None,
        })
        .collect();
    let christmas =
        HolidayName { nl: "Eerste kerstdag".to_owned(), en: "Christmas Day".to_owned() };
    assert!(skipped.contains(&(
        date(2026, 12, 25),
        date(2026, 12, 25),
        DayRule::Holiday(christmas)
    )));
    let days = skipped
        .iter()
        .flat_map(|(first, last, _)| first.series(1.day()).take_while(move |day| day <= last));
    let days: Vec<Date> = days.collect();
    assert_eq!(days, [25, 26, 27].map(|day| date(2026, 12, day)), "each closed day, once");
}

#[test]
fn thread_07_what_cannot_be_due_has_no_date_of_1990_or_2038() {
    let book = Book::office().promises(Metric::Resolution, P3, 240).counted_in("never").promises(
        Metric::Reaction,
        P3,
        60,
    );
    let events = reported("2026-06-15T09:00", P3);
    for now in ["2026-06-15T09:00", "2026-06-16T09:00", "2038-01-19T12:00"] {
        let clock = book.clock(Metric::Resolution, &events, now);
        assert_eq!(clock.state, ClockState::NeverDue);
        assert_eq!([clock.due_at, clock.limit_at, clock.continues_at, clock.promise_at], [None; 4]);
        assert!(!clock.is_breached_at(at(now)) && clock.warnings(&[1, 50], &book).is_empty());
        // The clock beside it is as usual.
        let reaction = book.clock(Metric::Reaction, &events, now);
        assert_eq!(reaction.due_at, Some(at("2026-06-15T10:00")));
    }
    // And what is due after that second of 2038 is due then.
    let late = instant("2038-01-19T02:00:00Z");
    let due = late + SignedDuration::from_hours(72);
    assert_eq!(always("UTC").due(late, hours(72)), Some(due));
}

#[test]
fn thread_08_a_pause_survives_every_change_of_priority() {
    let book = Book::office()
        .promises(Metric::Resolution, P4, 24 * 60)
        .promises(Metric::Resolution, P3, 16 * 60)
        .promises(Metric::Resolution, P1, 7 * 60);
    let events = reported("2026-06-15T09:00", P3)
        .waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T12:00")
        .then("2026-06-15T13:00", classified(P4))
        .then("2026-06-15T13:00", classified(P3))
        .then("2026-06-15T14:00", classified(P1));
    // Two hours of pause are still out of it: 09-10, 12-17 and an hour of the next day.
    assert_clock_due(&book, &events, "2026-06-16T10:00");
}

#[test]
fn thread_09_a_target_of_days_is_not_lengthened_by_the_weekend_in_a_pause() {
    let book = Book::office().promises(Metric::Resolution, P3, 2 * 480);
    let events = reported("2026-06-12T09:00", P3).waits(
        Pause::Client,
        "2026-06-12T16:00",
        "2026-06-15T10:00",
    );
    // Friday seven hours, Monday seven, Tuesday two.
    assert_clock_due(&book, &events, "2026-06-16T11:00");
}

#[test]
fn thread_10_no_warning_at_night_at_creation_or_after_the_deadline() {
    let book = Book::office().promises(Metric::Resolution, P3, 60);
    for start in ["2026-06-12T16:30", "2026-06-12T23:00", "2026-06-15T00:00"] {
        let clock = book.clock(Metric::Resolution, &reported(start, P3), start);
        let warnings = clock.warnings(&[1, 50, 75, 90, 99], &book);
        assert_eq!(warnings.len(), 5);
        for warning in warnings {
            assert!(warning.at > at(start), "{start}: {warning:?}");
            assert!(warning.at < clock.due_at.unwrap(), "{start}: {warning:?}");
            // At the latest at the closing, with the last second that counted.
            let counted = warning.at - SignedDuration::from_secs(1);
            assert!(workdays(AMSTERDAM, &["09:00-17:00"]).is_open(counted), "{start}: {warning:?}");
        }
    }
}

#[test]
fn thread_11_solved_is_not_waiting() {
    let book = Book::office().promises(Metric::Resolution, P3, 480);
    let events = reported("2026-06-15T09:00", P3)
        .waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T11:00")
        .then("2026-06-15T12:00", ClockEventKind::Resolved)
        .then("2026-06-15T13:00", ClockEventKind::Closed)
        .then("2026-06-16T12:00", ClockEventKind::Reopened { counts_between: false });
    assert_clock_due(&book, &events, "2026-06-17T10:00");
    let clock = book.clock(Metric::Resolution, &events, "2026-06-16T12:00");
    let spans: Vec<_> = clock.segments.iter().map(|it| (it.kind, it.from)).collect();
    assert_eq!(
        spans,
        [
            (SegmentKind::Run, at("2026-06-15T09:00")),
            (SegmentKind::Pause(Pause::Client), at("2026-06-15T10:00")),
            (SegmentKind::Run, at("2026-06-15T11:00")),
            (SegmentKind::Stopped, at("2026-06-15T12:00")),
            (SegmentKind::Run, at("2026-06-16T12:00")),
        ]
    );
}

#[test]
fn thread_12_a_paused_clock_can_never_breach() {
    let book = Book::office().promises(Metric::Resolution, P3, 60);
    let paused = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", ClockEventKind::PauseBegan(Pause::Client));
    for now in ["2026-06-15T10:00", "2026-06-15T10:00:01", "2026-06-16T09:00", "2027-06-15T09:00"] {
        let clock = book.clock(Metric::Resolution, &paused, now);
        assert_eq!((clock.state, clock.used), (ClockState::Paused, hours(1)));
        assert_eq!(clock.limit_at, None);
        assert!(!clock.is_breached_at(at(now)));
        assert_eq!(clock.warnings(&[50, 75, 90], &book), []);
    }
}

#[test]
fn thread_15_a_short_cadence_does_not_shorten_the_first_response() {
    let clocks = clocks(&reported("2026-06-15T09:00", P3), &promising(), at("2026-06-15T11:00"));
    let going: Vec<_> =
        clocks.iter().filter_map(|clock| Some((clock.metric, clock.due_at?))).collect();
    assert_eq!(going[0], (Metric::Reaction, at("2026-06-15T13:00")));
    assert!(going.iter().all(|(metric, _)| *metric != Metric::Update), "{going:?}");
    assert!(clocks.iter().all(|clock| !clock.is_breached_at(at("2026-06-15T11:00"))));
}

#[test]
fn thread_16_the_first_reply_stops_the_reaction_and_not_the_second() {
    let events = reported("2026-06-15T09:00", P3).responds("2026-06-15T09:30");
    let reaction = promising().clock(Metric::Reaction, &events, "2026-06-15T16:00");
    assert_eq!(
        (reaction.state, reaction.stopped_at),
        (ClockState::Met, Some(at("2026-06-15T09:30")))
    );
    let again = events.responds("2026-06-15T15:00");
    assert_eq!(promising().clock(Metric::Reaction, &again, "2026-06-15T16:00"), reaction);
}

#[test]
fn thread_17_what_is_solved_and_closed_has_all_its_figures() {
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T10:00")
        .then("2026-06-15T12:00", ClockEventKind::Resolved)
        .then("2026-06-18T12:00", ClockEventKind::Closed);
    let used = [hours(1), hours(2), hours(3), hours(3)];
    for now in ["2026-06-15T12:00", "2026-06-18T12:00", "2027-01-01T00:00"] {
        let clocks = clocks(&events, &promising(), at(now));
        assert_eq!(clocks.len(), 4);
        for (clock, used) in clocks.iter().zip(used) {
            assert!(matches!(clock.state, ClockState::Met | ClockState::Missed), "{clock:?}");
            assert!(
                clock.stopped_at.is_some() && clock.due_at.is_some() && clock.limit_at.is_some()
            );
            assert_eq!(clock.used, used, "{:?}", clock.metric);
        }
    }
}

#[test]
fn thread_22_any_weekday_may_be_the_only_one() {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    for (name, day) in names.into_iter().zip(15..) {
        let only = format!(r#"{{"{name}": ["10:00-12:00"]}}"#);
        let calendar = compiled("UTC", serde_json::from_str(&only).unwrap());
        let due = format!("2026-06-{day}T11:00:00Z");
        assert_due(&calendar, "2026-06-14T20:00:00Z", hours(1), &due);
        // Three hours need the same day of the next week, too.
        let next = instant(&due) + SignedDuration::from_hours(7 * 24);
        assert_eq!(calendar.due(instant("2026-06-14T20:00:00Z"), hours(3)), Some(next));
    }
    // Lunch is two windows, no holiday.
    let lunch = workdays("UTC", &["09:00-13:00", "14:00-18:00"]);
    assert_due(&lunch, "2026-06-15T12:00:00Z", hours(2), "2026-06-15T15:00:00Z");
}

#[test]
fn thread_23_a_hold_is_not_added_to_the_beginning_and_nothing_fails_at_creation() {
    let book = Book::office().promises(Metric::Resolution, P3, 480);
    // Reported on a Saturday: nothing is used up, and the hold of Monday moves Tuesday's deadline.
    let events = reported("2026-06-13T10:00", P3);
    let saturday = book.clock(Metric::Resolution, &events, "2026-06-13T10:00");
    assert_eq!((saturday.used, saturday.is_outside_window), (hours(0), true));
    assert!(!saturday.is_breached_at(at("2026-06-13T10:00")));
    assert_eq!(saturday.due_at, Some(at("2026-06-15T17:00")));
    let held = events.waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T13:00");
    assert_clock_due(&book, &held, "2026-06-16T12:00");
    // While it says "paused" it does not run.
    let early = book.clock(Metric::Resolution, &held, "2026-06-15T10:30");
    let late = book.clock(Metric::Resolution, &held, "2026-06-15T12:59");
    assert_eq!((early.state, late.state), (ClockState::Paused, ClockState::Paused));
    assert_eq!((early.used, late.used), (hours(1), hours(1)));
}

#[test]
fn thread_25_a_pause_counts_once_and_one_that_began_with_the_report_burns_nothing() {
    let book = Book::office().promises(Metric::Resolution, P3, 240);
    let held = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T09:00", ClockEventKind::PauseBegan(Pause::Client));
    let later = book.clock(Metric::Resolution, &held, "2026-06-19T17:00");
    assert_eq!((later.state, later.used), (ClockState::Paused, hours(0)));
    let resumed = held.then("2026-06-16T09:00", ClockEventKind::PauseEnded(Pause::Client));
    assert_clock_due(&book, &resumed, "2026-06-16T13:00");
    // However often it is looked at and recalculated in between.
    let looked = (10..16)
        .fold(resumed, |events, hour| events.then(&format!("2026-06-15T{hour}:00"), assumed(P3)));
    assert_clock_due(&book, &looked, "2026-06-16T13:00");
    // Closed at the instant of its report.
    let closed = vec![event("2026-06-15T09:00", ClockEventKind::Closed)];
    let closed: Vec<_> = reported("2026-06-15T09:00", P3).into_iter().chain(closed).collect();
    let clock = book.clock(Metric::Resolution, &closed, "2027-06-15T09:00");
    assert_eq!((clock.state, clock.used), (ClockState::Cancelled, hours(0)));
    assert!(!clock.is_breached_at(at("2027-06-15T09:00")));
}

#[test]
fn thread_26_hours_are_kept_as_they_are_written_wherever_they_are_edited() {
    let spec = CalendarSpec::single(
        "Australia/Lord_Howe",
        CalendarVersion {
            weekly: Weekly::workdays(&windows(&["08:30-12:00", "22:00-06:00"])),
            effective_from: Some(Timestamp::UNIX_EPOCH),
            ..CalendarVersion::default()
        },
    );
    let written = serde_json::to_string(&spec).unwrap();
    assert!(written.contains(r#""mon":["08:30-12:00","22:00-06:00"]"#), "{written}");
    let read: CalendarSpec = serde_json::from_str(&written).unwrap();
    assert_eq!(read, spec);
    assert_eq!(serde_json::to_string(&read).unwrap(), written, "saving it again changes nothing");
}
