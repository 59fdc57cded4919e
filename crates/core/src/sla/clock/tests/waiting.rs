//! Opening hours and waiting: which time counts at all.

use super::super::examples::{Book, Then, at, classified, hours, minutes, reported};
use super::super::{ClockState, SegmentKind, Warning};
use super::{assert_due, resolved_within};
use crate::priority::Priority::{P1, P2, P3};
use crate::sla::ClockEventKind::{PauseBegan, PauseEnded, Resolved};
use crate::sla::Metric::{Reaction, Resolution, Restore, Update};
use crate::sla::Pause;

#[test]
fn four_hours_promised_on_friday_afternoon_or_in_the_weekend_end_on_monday() {
    let book = resolved_within(Book::office(), 4);
    assert_due(&book, &reported("2026-06-12T16:00", P3), "2026-06-12T16:00", "2026-06-15T12:00");
    assert_due(&book, &reported("2026-06-13T11:00", P3), "2026-06-13T11:00", "2026-06-15T13:00");
    assert_due(&book, &reported("2026-06-12T17:00", P3), "2026-06-12T17:00", "2026-06-15T13:00");
}

#[test]
fn kings_day_does_not_count() {
    let book = resolved_within(Book::office(), 4);
    assert_due(&book, &reported("2026-04-24T16:00", P3), "2026-04-24T16:00", "2026-04-28T12:00");
}

#[test]
fn a_pause_over_the_weekend_costs_only_its_open_hours() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-12T16:00", P3).waits(
        Pause::Client,
        "2026-06-12T16:30",
        "2026-06-15T09:30",
    );
    assert_due(&book, &events, "2026-06-15T09:30", "2026-06-15T13:00");

    let book = resolved_within(Book::open_on_workdays(&["08:00-20:00"]), 12);
    let events = reported("2026-06-12T10:00", P3).waits(
        Pause::Client,
        "2026-06-12T12:00",
        "2026-06-15T09:00",
    );
    assert_due(&book, &events, "2026-06-15T09:00", "2026-06-15T19:00");
}

#[test]
fn a_pause_outside_opening_hours_costs_nothing_and_gains_nothing() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-12T16:00", P3);
    let paused = events.clone().waits(Pause::Client, "2026-06-12T17:00", "2026-06-15T09:00");
    assert_due(&book, &events, "2026-06-15T10:00", "2026-06-15T12:00");
    assert_due(&book, &paused, "2026-06-15T10:00", "2026-06-15T12:00");
}

#[test]
fn a_lunch_break_does_not_count() {
    let book =
        |hours| resolved_within(Book::open_on_workdays(&["09:00-13:00", "14:00-18:00"]), hours);
    assert_due(&book(2), &reported("2026-06-15T12:30", P3), "2026-06-15T12:30", "2026-06-15T15:30");
    assert_due(&book(1), &reported("2026-06-15T13:20", P3), "2026-06-15T13:20", "2026-06-15T15:00");
}

#[test]
fn two_reasons_to_wait_at_once_are_one_pause() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", PauseBegan(Pause::Client))
        .then("2026-06-15T11:00", PauseBegan(Pause::ClientParty))
        .then("2026-06-15T12:00", PauseEnded(Pause::Client))
        .then("2026-06-15T13:00", PauseEnded(Pause::ClientParty));
    let at_half_past_twelve = book.clock(Resolution, &events, "2026-06-15T12:30");
    assert_eq!(at_half_past_twelve.state, ClockState::Paused);
    assert_due(&book, &events, "2026-06-15T13:00", "2026-06-15T16:00");

    let kinds: Vec<_> = book
        .clock(Resolution, &events, "2026-06-15T14:00")
        .segments
        .into_iter()
        .map(|segment| (segment.kind, segment.counted))
        .collect();
    assert_eq!(
        kinds,
        [
            (SegmentKind::Run, hours(1)),
            (SegmentKind::Pause(Pause::Client), hours(0)),
            (SegmentKind::Pause(Pause::ClientParty), hours(0)),
            (SegmentKind::Run, hours(1)),
        ]
    );
}

#[test]
fn two_suppliers_of_the_client_are_waited_for_until_the_second_answers() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", PauseBegan(Pause::ClientParty))
        .then("2026-06-15T11:00", PauseBegan(Pause::ClientParty))
        .then("2026-06-15T12:00", PauseEnded(Pause::ClientParty))
        .then("2026-06-15T13:00", PauseEnded(Pause::ClientParty));
    assert_due(&book, &events, "2026-06-15T13:00", "2026-06-15T16:00");
}

#[test]
fn one_answer_of_the_client_ends_the_wait_for_two_questions() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", PauseBegan(Pause::Client))
        .then("2026-06-15T11:00", PauseBegan(Pause::Client))
        .then("2026-06-15T12:00", PauseEnded(Pause::Client));
    assert_due(&book, &events, "2026-06-15T12:00", "2026-06-15T15:00");
}

#[test]
fn sixty_pauses_of_fifty_seconds_count_to_the_second() {
    let book = resolved_within(Book::office(), 4);
    let events = (0..60).fold(reported("2026-06-15T09:00", P3), |events, minute| {
        events.waits(
            Pause::Client,
            &format!("2026-06-15T10:{minute:02}:00"),
            &format!("2026-06-15T10:{minute:02}:50"),
        )
    });
    assert_due(&book, &events, "2026-06-15T11:00", "2026-06-15T13:50");
    let clock = book.clock(Resolution, &events, "2026-06-15T11:00");
    assert_eq!(clock.used, minutes(70));
}

#[test]
fn a_warning_lies_in_open_hours_like_the_deadline() {
    let book = resolved_within(Book::open_on_workdays(&["08:00-18:00"]), 4);
    let events = reported("2026-06-15T17:00", P3);
    let clock = book.clock(Resolution, &events, "2026-06-15T17:00");
    assert_eq!(clock.due_at, Some(at("2026-06-16T11:00")));
    let warnings = [
        Warning { percent: 50, at: at("2026-06-16T09:00") },
        Warning { percent: 75, at: at("2026-06-16T10:00") },
    ];
    assert_eq!(clock.warnings(&[50, 75], &book), warnings);
}

#[test]
fn a_warning_that_was_reached_before_a_pause_keeps_its_instant() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3).waits(
        Pause::Client,
        "2026-06-15T11:30",
        "2026-06-15T12:30",
    );
    let paused = book.clock(Resolution, &events, "2026-06-15T12:00");
    assert_eq!(paused.warnings(&[50, 75], &book), []);
    let running = book.clock(Resolution, &events, "2026-06-15T12:30");
    let warnings = [
        Warning { percent: 50, at: at("2026-06-15T11:00") },
        Warning { percent: 75, at: at("2026-06-15T13:00") },
    ];
    assert_eq!(running.warnings(&[50, 75], &book), warnings);
}

#[test]
fn each_metric_waits_for_its_own_reasons() {
    let waits = |metric, priority, pause| {
        let book = [P1, P3].into_iter().fold(Book::office(), |book, priority| {
            [Reaction, Update, Restore, Resolution]
                .into_iter()
                .fold(book, |book, metric| book.promises(metric, priority, 240))
        });
        let reported = reported("2026-06-15T09:00", priority);
        // The reaction clock is looked at without a response, which would stop it.
        let events =
            if metric == Reaction { reported } else { reported.responds("2026-06-15T09:10") };
        let events = events.then("2026-06-15T10:00", PauseBegan(pause));
        book.clock(metric, &events, "2026-06-15T11:00").state == ClockState::Paused
    };
    for pause in [Pause::Client, Pause::ClientParty] {
        let waiting =
            [Reaction, Update, Restore, Resolution].map(|metric| waits(metric, P3, pause));
        assert_eq!(waiting, [false, true, true, true], "{pause:?}");
        let major = [Reaction, Update, Restore, Resolution].map(|metric| waits(metric, P1, pause));
        assert_eq!(major, [false; 4], "{pause:?}");
    }
    for priority in [P1, P3] {
        let deferred = [Reaction, Update, Restore, Resolution]
            .map(|metric| waits(metric, priority, Pause::AgreedDeferral));
        assert_eq!(deferred, [false, false, true, true]);
    }
}

#[test]
fn a_clock_that_waits_goes_on_when_the_incident_becomes_a_major_one() {
    let book = resolved_within(Book::office(), 4).promises(Resolution, P1, 240);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T10:00", PauseBegan(Pause::Client))
        .then("2026-06-15T12:00", classified(P1));
    assert_eq!(book.clock(Resolution, &events, "2026-06-15T11:59").state, ClockState::Paused);
    assert_due(&book, &events, "2026-06-15T12:00", "2026-06-15T15:00");
}

#[test]
fn a_clock_that_waits_has_no_deadline_and_cannot_become_late() {
    let book = resolved_within(Book::office(), 4);
    let events =
        reported("2026-06-15T09:00", P2).then("2026-06-15T12:00", PauseBegan(Pause::Client));
    let clock = book.clock(Resolution, &events, "2026-06-22T12:00");
    assert_eq!((clock.due_at, clock.limit_at), (None, None));
    assert_eq!(clock.remaining(), hours(1));
    assert!(!clock.is_breached_at(at("2026-06-22T12:00")));
}

#[test]
fn a_clock_that_was_late_before_it_waited_stays_late_with_its_true_deadline() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3).waits(
        Pause::Client,
        "2026-06-15T14:00",
        "2026-06-16T09:00",
    );
    for now in ["2026-06-15T15:00", "2026-06-16T10:00"] {
        let clock = book.clock(Resolution, &events, now);
        assert_eq!(clock.due_at, Some(at("2026-06-15T13:00")));
        assert_eq!(clock.limit_at, Some(at("2026-06-15T13:00")));
        assert!(clock.is_breached_at(at(now)));
    }
}

#[test]
fn a_promise_that_ends_with_the_day_is_late_only_in_the_hours_after_the_pause() {
    let book = resolved_within(Book::office(), 8);
    let events = reported("2026-06-15T09:00", P3).waits(
        Pause::Client,
        "2026-06-15T18:00",
        "2026-06-16T10:30",
    );
    let waiting = book.clock(Resolution, &events, "2026-06-16T09:30");
    assert_eq!((waiting.due_at, waiting.limit_at), (Some(at("2026-06-15T17:00")), None));
    let running = book.clock(Resolution, &events, "2026-06-16T10:30");
    assert_eq!(running.limit_at, Some(at("2026-06-16T10:30")));
    let solved = events.then("2026-06-16T10:30", Resolved);
    assert_eq!(book.clock(Resolution, &solved, "2026-06-17T09:00").state, ClockState::Met);
}

#[test]
fn outside_its_window_a_clock_says_when_it_continues() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-12T16:00", P3);
    let open = book.clock(Resolution, &events, "2026-06-12T16:59");
    assert_eq!((open.is_outside_window, open.continues_at), (false, None));
    let closed = book.clock(Resolution, &events, "2026-06-13T12:00");
    assert_eq!(closed.state, ClockState::Running);
    assert_eq!(
        (closed.is_outside_window, closed.continues_at),
        (true, Some(at("2026-06-15T09:00")))
    );
    assert_eq!((closed.used, closed.percent()), (hours(1), 25));
}

#[test]
fn a_calendar_that_never_opens_gives_no_deadline_instead_of_a_false_one() {
    for calendar in ["never", "unheard-of"] {
        let book = Book::office().promises(Resolution, P3, 240).counted_in(calendar);
        let clock = book.clock(Resolution, &reported("2026-06-15T09:00", P3), "2026-09-01T09:00");
        assert_eq!(clock.state, ClockState::NeverDue);
        assert_eq!((clock.due_at, clock.limit_at), (None, None));
        assert!(!clock.is_breached_at(at("2026-12-01T09:00")));
    }
}
