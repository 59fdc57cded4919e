//! Explanations as people ask for them: why is this due then, and why does it stand still.

use jiff::civil::date;

use super::*;
use crate::calendar::HolidayName;
use crate::priority::Priority::{P1, P3, P4};
use crate::sla::clock::examples::{Book, Then, at, classified, hours, minutes, reported};
use crate::sla::{ClockEvent, ClockEventKind, Metric};

fn lines(book: &Book, metric: Metric, events: &[ClockEvent], now: &str) -> Vec<Line> {
    explain(&book.clock(metric, events, now), book, at(now)).lines
}

#[test]
fn a_deadline_after_kings_day_names_each_day_that_was_skipped() {
    let book = Book::office().promises(Metric::Resolution, P3, 120);
    let events = reported("2026-04-24T16:00", P3);
    let kings_day = HolidayName { nl: "Koningsdag".to_owned(), en: "King's Day".to_owned() };
    assert_eq!(
        lines(&book, Metric::Resolution, &events, "2026-04-25T12:00"),
        [
            Line::Started { at: at("2026-04-24T16:00"), promised: hours(2) },
            Line::Counted {
                from: at("2026-04-24T16:00"),
                to: at("2026-04-24T17:00"),
                spent: hours(1)
            },
            Line::SkippedDays {
                first_on: date(2026, 4, 25),
                last_on: date(2026, 4, 25),
                reason: DayRule::ClosedWeekday
            },
            Line::OutsideWindow { until: Some(at("2026-04-28T09:00")) },
            Line::SkippedDays {
                first_on: date(2026, 4, 26),
                last_on: date(2026, 4, 26),
                reason: DayRule::ClosedWeekday
            },
            Line::SkippedDays {
                first_on: date(2026, 4, 27),
                last_on: date(2026, 4, 27),
                reason: DayRule::Holiday(kings_day)
            },
            Line::Ahead {
                from: at("2026-04-28T09:00"),
                to: at("2026-04-28T10:00"),
                spent: hours(1)
            },
            Line::Due { at: at("2026-04-28T10:00") },
        ]
    );
}

#[test]
fn a_pause_and_a_new_target_stand_between_what_counted() {
    let book =
        Book::office().promises(Metric::Resolution, P3, 960).promises(Metric::Resolution, P1, 240);
    let events = reported("2026-06-15T09:00", P3)
        .waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T12:00")
        .then("2026-06-15T13:00", classified(P1))
        .then("2026-06-15T14:30", ClockEventKind::Resolved);
    let counted = |from, to, spent| Line::Counted { from: at(from), to: at(to), spent };
    let change = TargetChange {
        at: at("2026-06-15T13:00"),
        priority: P1,
        from: Some(hours(16)),
        to: hours(4),
        used: hours(2),
    };
    assert_eq!(
        lines(&book, Metric::Resolution, &events, "2026-06-16T09:00"),
        [
            Line::Started { at: at("2026-06-15T09:00"), promised: hours(16) },
            counted("2026-06-15T09:00", "2026-06-15T10:00", hours(1)),
            Line::Paused {
                from: at("2026-06-15T10:00"),
                to: Some(at("2026-06-15T12:00")),
                why: Pause::Client,
                spared: hours(2)
            },
            counted("2026-06-15T12:00", "2026-06-15T13:00", hours(1)),
            Line::TargetChanged(change),
            counted("2026-06-15T13:00", "2026-06-15T14:30", minutes(90)),
            Line::Due { at: at("2026-06-15T15:00") },
            Line::Met { at: at("2026-06-15T14:30"), used: minutes(210) },
        ]
    );
}

#[test]
fn a_pause_in_the_night_is_shown_to_have_cost_nothing() {
    let book = Book::office().promises(Metric::Resolution, P3, 240);
    let events = reported("2026-06-15T16:00", P3).waits(
        Pause::Client,
        "2026-06-15T18:00",
        "2026-06-16T08:00",
    );
    let paused = Line::Paused {
        from: at("2026-06-15T18:00"),
        to: Some(at("2026-06-16T08:00")),
        why: Pause::Client,
        spared: hours(0),
    };
    assert!(lines(&book, Metric::Resolution, &events, "2026-06-16T09:00").contains(&paused));
}

#[test]
fn a_clock_that_waits_ends_with_the_reason() {
    let book = Book::office().promises(Metric::Resolution, P3, 240);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", ClockEventKind::PauseBegan(Pause::AgreedDeferral));
    let last = lines(&book, Metric::Resolution, &events, "2026-06-15T12:00").pop();
    let paused = Line::Paused {
        from: at("2026-06-15T10:00"),
        to: None,
        why: Pause::AgreedDeferral,
        spared: hours(2),
    };
    assert_eq!(last, Some(paused));
}

#[test]
fn a_late_clock_tells_since_when_and_by_how_much() {
    let book = Book::office().promises(Metric::Reaction, P3, 480);
    let events = reported("2026-06-15T09:00", P3);
    let lines = lines(&book, Metric::Reaction, &events, "2026-06-16T09:30");
    assert_eq!(
        lines[3..],
        [
            Line::Due { at: at("2026-06-15T17:00") },
            Line::Limit { at: at("2026-06-16T09:00") },
            Line::Overdue { since: at("2026-06-16T09:00"), by: minutes(30) },
        ]
    );
}

#[test]
fn a_long_span_is_told_in_one_line_a_day_and_round_the_clock_in_one() {
    let book = Book::open_on_workdays(&["09:00-12:00", "13:00-17:00"])
        .promises(Metric::Resolution, P4, 70 * 60)
        .promises(Metric::Resolution, P3, 200 * 60)
        .counted_in("always");
    let counted = |priority| {
        let events = reported("2026-06-01T09:00", priority);
        let mut lines = lines(&book, Metric::Resolution, &events, "2026-06-12T17:00");
        lines.retain(|line| matches!(line, Line::Counted { .. }));
        lines
    };
    let days = counted(P4);
    assert_eq!(days.len(), 10);
    assert_eq!(
        days[0],
        Line::Counted { from: at("2026-06-01T09:00"), to: at("2026-06-01T17:00"), spent: hours(7) }
    );
    let whole = Line::Counted {
        from: at("2026-06-01T09:00"),
        to: at("2026-06-12T17:00"),
        spent: hours(11 * 24 + 8),
    };
    assert_eq!(counted(P3), [whole]);
}

#[test]
fn what_was_not_started_and_what_never_opens_is_said_so() {
    let book = Book::office()
        .promises(Metric::Update, P3, 60)
        .promises(Metric::Resolution, P3, 60)
        .counted_in("never");
    let events = reported("2026-06-15T09:00", P3);
    let now = "2026-06-15T10:00";
    assert_eq!(
        lines(&book, Metric::Update, &events, now),
        [Line::NotStarted { promised: hours(1) }]
    );
    let last = lines(&book, Metric::Resolution, &events, now).pop();
    assert_eq!(last, Some(Line::NeverOpen { calendar: "never".parse().unwrap() }));
}
