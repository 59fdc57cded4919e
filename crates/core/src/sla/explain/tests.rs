//! Explanations as people ask for them: why is this due then, and why does it stand still.

use jiff::civil::date;

use super::*;
use crate::priority::Priority::{P1, P3, P4};
use crate::sla::clock::examples::{Book, Then, at, classified, hours, minutes, reported};
use crate::sla::{ClockEvent, ClockEventKind, Metric};

fn lines(book: &Book, metric: Metric, events: &[ClockEvent], now: &str) -> Vec<Line> {
    let background = Background::of_events(events);
    explain(&book.clock(metric, events, now), &background, book, at(now)).lines
}

/// What is said first of a clock that starts with its report.
fn started(when: &str, promised: WorkingTime, priority: Priority) -> Line {
    Line::Started { at: at(when), promised, priority, cause: StartCause::Report(None) }
}

/// The agreement of the book, known from the start.
fn gold() -> Line {
    Line::Agreed { agreement: "gold".parse().unwrap(), version: 1, known_at: None }
}

#[test]
fn a_deadline_after_kings_day_names_each_day_that_was_skipped() {
    let book = Book::office().promises(Metric::Resolution, P3, 120);
    let events = reported("2026-04-24T16:00", P3);
    let kings_day = HolidayName { nl: "Koningsdag".to_owned(), en: "King's Day".to_owned() };
    assert_eq!(
        lines(&book, Metric::Resolution, &events, "2026-04-25T12:00"),
        [
            started("2026-04-24T16:00", hours(2), P3),
            gold(),
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
        old_due_at: Some(at("2026-06-17T11:00")),
        new_due_at: Some(at("2026-06-15T15:00")),
    };
    assert_eq!(
        lines(&book, Metric::Resolution, &events, "2026-06-16T09:00"),
        [
            started("2026-06-15T09:00", hours(16), P3),
            gold(),
            counted("2026-06-15T09:00", "2026-06-15T10:00", hours(1)),
            Line::Paused {
                from: at("2026-06-15T10:00"),
                to: Some(at("2026-06-15T12:00")),
                why: Pause::Client,
                spared: hours(2),
                holder: None
            },
            counted("2026-06-15T12:00", "2026-06-15T13:00", hours(1)),
            Line::TargetChanged { change, by: None, reason: None },
            counted("2026-06-15T13:00", "2026-06-15T14:30", minutes(90)),
            Line::Left {
                from: at("2026-06-15T14:30"),
                to: at("2026-06-15T15:00"),
                time: minutes(30)
            },
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
        holder: None,
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
        holder: None,
    };
    assert_eq!(last, Some(paused));
}

#[test]
fn a_late_clock_tells_since_when_and_by_how_much() {
    let book = Book::office().promises(Metric::Reaction, P3, 480);
    let events = reported("2026-06-15T09:00", P3);
    let lines = lines(&book, Metric::Reaction, &events, "2026-06-16T09:30");
    assert_eq!(
        lines[4..],
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
        .promises(Metric::Resolution, P3, 300 * 60)
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

#[test]
fn what_counted_before_and_after_the_deadline_are_two_lines() {
    let book = Book::office().promises(Metric::Resolution, P3, 120);
    let events = reported("2026-06-15T09:00", P3);
    let lines = lines(&book, Metric::Resolution, &events, "2026-06-15T13:00");
    let counted = |from, to| Line::Counted { from: at(from), to: at(to), spent: hours(2) };
    assert_eq!(
        lines[2..4],
        [
            counted("2026-06-15T09:00", "2026-06-15T11:00"),
            counted("2026-06-15T11:00", "2026-06-15T13:00")
        ]
    );
}

#[test]
fn an_answer_that_reached_nobody_is_told_as_one() {
    let book = Book::office().promises(Metric::Reaction, P3, 120);
    let events = reported("2026-06-15T09:00", P3).responds("2026-06-15T09:30").then(
        "2026-06-15T09:40",
        ClockEventKind::ResponseVoided { said_at: at("2026-06-15T09:30") },
    );
    let lines = lines(&book, Metric::Reaction, &events, "2026-06-15T10:00");
    let voided =
        Line::ResponseVoided { sent_at: at("2026-06-15T09:30"), at: at("2026-06-15T09:40") };
    assert!(lines.contains(&voided), "{lines:?}");
}

#[test]
fn an_agreement_that_became_known_later_holds_from_the_start_and_says_so() {
    let book = Book::office().promises(Metric::Resolution, P3, 120);
    let mut events = reported("2026-06-15T09:00", P3);
    events.remove(1);
    let events = events.then("2026-06-15T09:20", crate::sla::clock::examples::agreed());
    let lines = lines(&book, Metric::Resolution, &events, "2026-06-15T10:00");
    let known_at = Some(at("2026-06-15T09:20"));
    assert_eq!(lines[1], Line::Agreed { agreement: "gold".parse().unwrap(), version: 1, known_at });
}

#[test]
fn an_update_clock_is_started_by_the_word_before_it() {
    let book = Book::office().promises(Metric::Update, P3, 60);
    let events = reported("2026-06-15T09:00", P3).responds("2026-06-15T09:30");
    let lines = lines(&book, Metric::Update, &events, "2026-06-15T10:00");
    let cause = StartCause::Word;
    assert_eq!(
        lines[0],
        Line::Started { at: at("2026-06-15T09:30"), promised: hours(1), priority: P3, cause }
    );
}

#[test]
fn hours_that_change_while_a_clock_runs_are_named_where_they_changed() {
    let book = Book::office_with_longer_days_from("2026-06-16T00:00").promises(
        Metric::Resolution,
        P3,
        1200,
    );
    let events = reported("2026-06-15T09:00", P3);
    let lines = lines(&book, Metric::Resolution, &events, "2026-06-16T21:00");
    let counted = |from, to, spent| Line::Counted { from: at(from), to: at(to), spent };
    assert_eq!(
        lines[2..5],
        [
            counted("2026-06-15T09:00", "2026-06-15T17:00", hours(8)),
            Line::CalendarChanged {
                at: at("2026-06-16T00:00"),
                calendar: "office".parse().unwrap()
            },
            counted("2026-06-16T08:00", "2026-06-16T20:00", hours(12)),
        ]
    );
}
