//! Priorities and agreements: which target holds, from when on, and with how much grace.

use super::super::examples::{Book, Then, agreed, assumed, at, classified, event, hours, reported};
use super::super::{ClockState, TargetChange, clock, clocks};
use super::{assert_due, resolved_within};
use crate::priority::Priority::{P1, P3, P4};
use crate::sla::ClockEventKind::{Confirmed, Reported, Resolved};
use crate::sla::Metric::{Reaction, Resolution};
use crate::sla::Pause;

#[test]
fn an_upgrade_keeps_what_was_used_and_what_was_paused() {
    let book = Book::office().promises(Resolution, P3, 960).promises(Resolution, P1, 240);
    let waited = reported("2026-06-15T09:00", P3).waits(
        Pause::Client,
        "2026-06-15T10:00",
        "2026-06-15T12:00",
    );
    assert_due(&book, &waited, "2026-06-15T12:59", "2026-06-17T11:00");

    let upgraded = waited.then("2026-06-15T13:00", classified(P1));
    assert_due(&book, &upgraded, "2026-06-15T13:00", "2026-06-15T15:00");
    let clock = book.clock(Resolution, &upgraded, "2026-06-15T13:00");
    let change = TargetChange {
        at: at("2026-06-15T13:00"),
        priority: P1,
        from: Some(hours(16)),
        to: hours(4),
        used: hours(2),
        old_due_at: Some(at("2026-06-17T11:00")),
        new_due_at: Some(at("2026-06-15T15:00")),
    };
    assert_eq!(clock.changes, [change]);
}

#[test]
fn an_upgrade_leaves_a_quarter_of_the_new_target_or_its_reaction_time() {
    let book = Book::office().promises(Resolution, P3, 960).promises(Resolution, P1, 240);
    let upgraded = reported("2026-06-15T09:00", P3).then("2026-06-15T15:00", classified(P1));
    assert_due(&book, &upgraded, "2026-06-15T15:00", "2026-06-15T16:00");
    assert_eq!(book.clock(Resolution, &upgraded, "2026-06-15T15:00").promised, hours(7));

    let quick = book.promises(Reaction, P1, 15);
    assert_due(&quick, &upgraded, "2026-06-15T15:00", "2026-06-15T15:15");
    let met = upgraded.clone().then("2026-06-15T15:15", Resolved);
    assert_eq!(quick.clock(Resolution, &met, "2026-06-15T16:00").state, ClockState::Met);
    let missed = upgraded.then("2026-06-15T15:16", Resolved);
    assert_eq!(quick.clock(Resolution, &missed, "2026-06-15T16:00").state, ClockState::Missed);
}

#[test]
fn a_downgrade_brings_the_plain_new_target() {
    let book = Book::office().promises(Resolution, P1, 240).promises(Resolution, P3, 900);
    let events = reported("2026-06-15T09:00", P1).then("2026-06-15T12:00", classified(P3));
    assert_due(&book, &events, "2026-06-15T12:00", "2026-06-16T16:00");
}

#[test]
fn what_ran_round_the_clock_stays_counted_after_a_downgrade_to_office_hours() {
    let book = Book::office()
        .promises(Resolution, P1, 240)
        .counted_in("always")
        .promises(Resolution, P3, 480);
    let events = reported("2026-06-14T22:00", P1).then("2026-06-15T00:00", classified(P3));
    let clock = book.clock(Resolution, &events, "2026-06-15T09:00");
    assert_eq!(clock.used, hours(2));
    assert_eq!(clock.due_at, Some(at("2026-06-15T15:00")));
    let calendars: Vec<_> =
        clock.segments.iter().map(|segment| segment.calendar.as_str()).collect();
    assert_eq!(calendars, ["always", "office"]);
}

#[test]
fn a_breached_clock_gets_no_second_breach_and_no_pardon_from_another_priority() {
    let book = resolved_within(Book::office(), 1)
        .promises(Resolution, P1, 420)
        .promises(Resolution, P4, 960);
    for priority in [P1, P4] {
        let events =
            reported("2026-06-15T09:00", P3).then("2026-06-15T10:30", classified(priority));
        let clock = book.clock(Resolution, &events, "2026-06-15T11:00");
        assert_eq!(clock.limit_at, Some(at("2026-06-15T10:00")));
        assert!(clock.is_breached_at(at("2026-06-15T11:00")));
        let solved = events.then("2026-06-15T11:00", Resolved);
        let state = book.clock(Resolution, &solved, "2026-06-15T12:00").state;
        assert_eq!(state, ClockState::Missed);
    }
    // Exactly at its target it is not broken yet, and the new target holds.
    let events = reported("2026-06-15T09:00", P3).then("2026-06-15T10:00", classified(P1));
    assert_due(&book, &events, "2026-06-15T10:00", "2026-06-15T16:00");
}

#[test]
fn a_promise_is_not_erased_by_a_priority_without_one() {
    let book = Book::office().promises(Resolution, P3, 240);
    let events = reported("2026-06-15T09:00", P3).then("2026-06-15T10:00", classified(P4));
    assert_due(&book, &events, "2026-06-15T10:00", "2026-06-15T13:00");
}

#[test]
fn a_promise_that_comes_with_an_upgrade_is_not_broken_at_once() {
    let book = Book::office().promises(Resolution, P3, 240);
    let events = reported("2026-06-15T09:00", P4);
    assert_eq!(clock(Resolution, &events, &book, at("2026-06-15T15:00")), None);
    // Six hours went by before anything was promised; a quarter of the target is left.
    let upgraded = events.then("2026-06-15T15:00", classified(P3));
    assert_due(&book, &upgraded, "2026-06-15T15:00", "2026-06-15T16:00");
}

#[test]
fn the_first_classification_counts_from_the_report_and_without_grace() {
    let book = Book::office().promises(Resolution, P3, 900).promises(Resolution, P1, 240);
    let events = vec![
        event("2026-06-15T09:00", Reported),
        event("2026-06-15T09:00", agreed()),
        event("2026-06-15T09:00", assumed(P3)),
    ];
    assert_due(&book, &events, "2026-06-15T15:00", "2026-06-16T16:00");

    let classified_late = events.then("2026-06-15T15:00", classified(P1));
    let clock = book.clock(Resolution, &classified_late, "2026-06-15T15:00");
    assert_eq!(clock.due_at, Some(at("2026-06-15T13:00")));
    assert!(clock.is_breached_at(at("2026-06-15T15:00")));
    assert_eq!(clock.changes, []);
}

#[test]
fn a_classification_that_confirms_what_was_assumed_changes_nothing() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3);
    let confirmed = events.clone().then("2026-06-15T10:00", classified(P3));
    let now = "2026-06-15T11:00";
    assert_eq!(book.clock(Resolution, &confirmed, now), book.clock(Resolution, &events, now));
}

#[test]
fn pauses_before_the_classification_are_judged_by_the_classified_priority() {
    let book = resolved_within(Book::office(), 4).promises(Resolution, P1, 240);
    let events = vec![
        event("2026-06-15T09:00", Reported),
        event("2026-06-15T09:00", agreed()),
        event("2026-06-15T09:00", assumed(P3)),
    ]
    .waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T11:00");
    assert_due(&book, &events, "2026-06-15T11:00", "2026-06-15T14:00");
    let major = events.then("2026-06-15T11:30", classified(P1));
    assert_due(&book, &major, "2026-06-15T11:30", "2026-06-15T13:00");
}

#[test]
fn an_agreement_that_is_found_late_counts_from_the_report() {
    let book = resolved_within(Book::office(), 4);
    let events =
        vec![event("2026-06-15T09:00", Reported), event("2026-06-15T09:00", classified(P3))];
    assert_eq!(clocks(&events, &book, at("2026-06-15T10:00")), []);
    let found = events.then("2026-06-15T12:00", agreed());
    assert_due(&book, &found, "2026-06-15T12:00", "2026-06-15T13:00");
}

#[test]
fn a_met_reaction_is_not_started_again_by_an_upgrade() {
    let book = Book::office().promises(Reaction, P3, 120).promises(Reaction, P1, 15);
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T10:00")
        .then("2026-06-15T11:00", classified(P1));
    let clock = book.clock(Reaction, &events, "2026-06-15T12:00");
    assert_eq!((clock.state, clock.used), (ClockState::Met, hours(1)));
    assert_eq!(clock.stopped_at, Some(at("2026-06-15T10:00")));
}

#[test]
fn what_happens_after_now_is_not_known_yet() {
    let book = Book::office().promises(Resolution, P3, 900).promises(Resolution, P1, 240);
    let events = reported("2026-06-15T09:00", P3);
    let upgraded = events.clone().then("2026-06-15T12:00", classified(P1));
    let before = "2026-06-15T11:59";
    assert_eq!(book.clock(Resolution, &upgraded, before), book.clock(Resolution, &events, before));
}

#[test]
fn a_grave_report_by_mail_counts_round_the_clock_only_once_it_is_confirmed() {
    let book = Book::office().promises(Resolution, P1, 240).counted_in("always").once_confirmed();
    let mailed = reported("2026-06-13T20:00", P1);
    assert_due(&book, &mailed, "2026-06-13T20:00", "2026-06-15T13:00");
    let confirmed = mailed.clone().then("2026-06-14T09:00", Confirmed);
    assert_due(&book, &confirmed, "2026-06-14T09:00", "2026-06-14T13:00");
    let called = mailed.then("2026-06-13T20:00", Confirmed);
    assert_due(&book, &called, "2026-06-13T20:00", "2026-06-14T00:00");
}

#[test]
fn what_counted_before_it_was_confirmed_stays_counted() {
    let book = Book::office().promises(Resolution, P1, 240).counted_in("always").once_confirmed();
    let events = reported("2026-06-15T15:00", P1).then("2026-06-15T20:00", Confirmed);
    let clock = book.clock(Resolution, &events, "2026-06-15T21:00");
    assert_eq!((clock.used, clock.due_at), (hours(3), Some(at("2026-06-15T22:00"))));
}
