//! Starts and stops: responses, updates, restoring, re-opening, cancelling.

use super::super::examples::{Book, Then, at, classified, hours, minutes, reported};
use super::super::{ClockState, PastCycles, SegmentKind, clocks, cycles};
use super::{assert_due, resolved_within};
use crate::priority::Priority::{P1, P3};
use crate::sla::ClockEventKind::{
    Cancelled, ClientWrote, Closed, DownAgain, Reopened, Resolved, Responded, ResponseVoided,
    Restored, UpdateAgreed,
};
use crate::sla::Metric::{NextReply, Reaction, Resolution, Restore, Update};
use crate::sla::{OnReopen, Pause};

/// All metrics for P3: reaction 1 h, update 2 h, restore 4 h, resolution 8 h.
fn promising() -> Book {
    Book::office()
        .promises(Reaction, P3, 60)
        .promises(Update, P3, 120)
        .promises(Restore, P3, 240)
        .promises(Resolution, P3, 480)
}

#[test]
fn every_metric_has_its_clock_in_the_order_of_showing() {
    let shown = clocks(&reported("2026-06-15T09:00", P3), &promising(), at("2026-06-15T09:00"));
    let shown: Vec<_> = shown.into_iter().map(|clock| (clock.metric, clock.state)).collect();
    assert_eq!(
        shown,
        [
            (Reaction, ClockState::Running),
            (Update, ClockState::NotStarted),
            (Restore, ClockState::Running),
            (Resolution, ClockState::Running),
        ]
    );
}

#[test]
fn a_response_exactly_at_the_target_is_in_time_and_a_second_later_is_not() {
    let events = reported("2026-06-15T09:00", P3);
    let exactly = events.clone().responds("2026-06-15T10:00");
    let clock = promising().clock(Reaction, &exactly, "2026-06-15T11:00");
    assert_eq!((clock.state, clock.used), (ClockState::Met, hours(1)));
    assert!(!clock.is_breached_at(at("2026-06-15T11:00")));

    let late = events.responds("2026-06-15T10:00:01");
    let clock = promising().clock(Reaction, &late, "2026-06-15T11:00");
    assert_eq!(clock.state, ClockState::Missed);
    assert_eq!(clock.limit_at, Some(at("2026-06-15T10:00")));
}

#[test]
fn a_running_clock_is_late_a_second_after_its_limit() {
    let clock = promising().clock(Reaction, &reported("2026-06-15T09:00", P3), "2026-06-15T09:30");
    assert!(!clock.is_breached_at(at("2026-06-15T10:00:00")));
    assert!(!clock.is_breached_at(at("2026-06-15T10:00:00.5")));
    assert!(clock.is_breached_at(at("2026-06-15T10:00:01")));
}

#[test]
fn an_answer_in_the_evening_to_a_promise_that_ended_with_the_day_is_in_time() {
    let events = reported("2026-06-15T16:00", P3).responds("2026-06-15T20:00");
    let clock = promising().clock(Reaction, &events, "2026-06-16T09:00");
    assert_eq!((clock.state, clock.used), (ClockState::Met, hours(1)));
    assert_eq!(clock.due_at, Some(at("2026-06-15T17:00")));
    assert_eq!(clock.limit_at, Some(at("2026-06-16T09:00")));
}

#[test]
fn hours_that_begin_after_a_stop_do_not_touch_its_deadlines() {
    let longer = Book::office_with_longer_days_from("2026-06-16T00:00").promises(Reaction, P3, 240);
    let events = reported("2026-06-15T15:00", P3).responds("2026-06-15T16:00");
    let clock = longer.clock(Reaction, &events, "2026-06-20T12:00");
    assert_eq!(clock.state, ClockState::Met);
    assert_eq!(clock.due_at, Some(at("2026-06-16T11:00")), "by the hours that it was answered in");

    let running = longer.clock(Reaction, &reported("2026-06-15T15:00", P3), "2026-06-15T16:00");
    assert_eq!(running.due_at, Some(at("2026-06-16T10:00")), "by those that were announced");
}

#[test]
fn a_report_by_telephone_is_answered_with_nothing_used() {
    let events = reported("2026-06-15T11:00", P3).responds("2026-06-15T11:00");
    let clock = promising().clock(Reaction, &events, "2026-06-15T12:00");
    assert_eq!((clock.state, clock.used), (ClockState::Met, hours(0)));
    assert_eq!(clock.due_at, Some(at("2026-06-15T12:00")));
}

#[test]
fn a_response_that_reached_nobody_never_was() {
    let events = reported("2026-06-15T09:00", P3);
    let said_at = at("2026-06-15T09:30");
    let voided = events
        .clone()
        .responds("2026-06-15T09:30")
        .then("2026-06-15T09:40", ResponseVoided { said_at });
    let now = "2026-06-15T11:00";
    for metric in [Reaction, Update, Restore, Resolution] {
        assert_eq!(
            promising().clock(metric, &voided, now),
            promising().clock(metric, &events, now)
        );
    }
    assert!(promising().clock(Reaction, &voided, now).is_breached_at(at(now)));

    let again = voided.responds("2026-06-15T10:30");
    let clock = promising().clock(Reaction, &again, now);
    assert_eq!((clock.state, clock.stopped_at), (ClockState::Missed, Some(at("2026-06-15T10:30"))));
}

#[test]
fn only_the_response_that_reached_nobody_is_voided() {
    let said_at = at("2026-06-15T10:00");
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T09:30")
        .responds("2026-06-15T10:00")
        .then("2026-06-15T10:01", ResponseVoided { said_at });
    let reaction = promising().clock(Reaction, &events, "2026-06-15T11:00");
    assert_eq!(reaction.stopped_at, Some(at("2026-06-15T09:30")));
    let update = promising().clock(Update, &events, "2026-06-15T11:00");
    assert_eq!((update.cycle, update.started_at), (0, Some(at("2026-06-15T09:30"))));
}

#[test]
fn each_word_to_the_client_ends_a_cycle_and_starts_the_next() {
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T09:30")
        .responds("2026-06-15T11:00")
        .responds("2026-06-15T13:00:01");
    let clock = promising().clock(Update, &events, "2026-06-15T14:00");
    assert_eq!((clock.cycle, clock.past_cycles), (2, PastCycles { met: 1, missed: 1 }));
    assert_eq!(clock.used, WORD_AGO);
    assert_eq!(clock.due_at, Some(at("2026-06-15T15:00:01")));

    let all = cycles(Update, &events, &promising(), at("2026-06-15T14:00"));
    let limits: Vec<_> = all.iter().map(|clock| (clock.state, clock.limit_at)).collect();
    assert_eq!(
        limits,
        [
            (ClockState::Met, Some(at("2026-06-15T11:30"))),
            (ClockState::Missed, Some(at("2026-06-15T13:00"))),
            (ClockState::Running, Some(at("2026-06-15T15:00:01"))),
        ]
    );
}

/// From 13:00:01 to 14:00.
const WORD_AGO: crate::calendar::WorkingTime = crate::calendar::WorkingTime::of_seconds(3599);

#[test]
fn a_call_that_is_logged_late_begins_a_cycle_of_its_own_and_renames_no_other() {
    let in_order = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T09:30")
        .responds("2026-06-15T13:00")
        .responds("2026-06-15T14:00");
    let logged = in_order.clone().responds("2026-06-15T10:30");
    let named = |events| -> Vec<_> {
        let all = cycles(Update, events, &promising(), at("2026-06-15T15:00"));
        all.into_iter().map(|clock| (clock.cycle, clock.started_at.unwrap())).collect()
    };
    let [first, second, third] =
        ["2026-06-15T09:30", "2026-06-15T13:00", "2026-06-15T14:00"].map(at);
    assert_eq!(named(&in_order), [(0, first), (1, second), (2, third)]);
    assert_eq!(named(&logged), [(0, first), (3, at("2026-06-15T10:30")), (1, second), (2, third)]);

    let void = in_order.clone().then("2026-06-15T14:30", ResponseVoided { said_at: second });
    assert_eq!(named(&void), [(0, first), (2, third)]);
}

#[test]
fn solving_ends_the_updates_and_a_word_afterwards_starts_none() {
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T09:30")
        .then("2026-06-15T11:00", Resolved)
        .responds("2026-06-15T11:05");
    let clock = promising().clock(Update, &events, "2026-06-16T14:00");
    assert_eq!((clock.cycle, clock.state), (0, ClockState::Met));
    assert_eq!(clock.stopped_at, Some(at("2026-06-15T11:00")));

    let reopened = events.then("2026-06-16T14:00", Reopened { counts_between: false });
    let clock = promising().clock(Update, &reopened, "2026-06-16T15:00");
    assert_eq!((clock.cycle, clock.due_at), (2, Some(at("2026-06-16T16:00"))));
    assert_eq!(clock.past_cycles, PastCycles { met: 1, missed: 0 });
}

#[test]
fn an_earlier_promised_word_is_shown_and_missing_it_is_no_breach() {
    let next_update_at = Some(at("2026-06-15T10:00"));
    let events =
        reported("2026-06-15T09:00", P3).then("2026-06-15T09:30", Responded { next_update_at });
    let clock = promising().clock(Update, &events, "2026-06-15T10:30");
    assert_eq!((clock.promise_at, clock.due_at), (next_update_at, Some(at("2026-06-15T11:30"))));
    assert!(clock.is_promise_missed_at(at("2026-06-15T10:30")));
    assert!(!clock.is_promise_missed_at(at("2026-06-15T10:00")));
    assert!(!clock.is_breached_at(at("2026-06-15T10:30")));

    let said = events.responds("2026-06-15T09:59");
    let [kept, _] = &cycles(Update, &said, &promising(), at("2026-06-15T12:00"))[..] else {
        panic!("two cycles")
    };
    assert!(!kept.is_promise_missed_at(at("2026-06-15T12:00")));
}

#[test]
fn a_later_promised_word_does_not_move_the_deadline() {
    let next_update_at = Some(at("2026-06-15T16:00"));
    let events =
        reported("2026-06-15T09:00", P3).then("2026-06-15T09:30", Responded { next_update_at });
    let clock = promising().clock(Update, &events, "2026-06-15T10:30");
    assert_eq!((clock.promise_at, clock.due_at), (None, Some(at("2026-06-15T11:30"))));
}

#[test]
fn a_word_promised_for_a_time_at_which_the_client_is_waited_for_is_not_owed() {
    let next_update_at = Some(at("2026-06-15T10:30"));
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T09:30", Responded { next_update_at })
        .waits(Pause::Client, "2026-06-15T10:00", "2026-06-15T12:00");
    for now in ["2026-06-15T11:00", "2026-06-15T12:30"] {
        let clock = promising().clock(Update, &events, now);
        assert_eq!(clock.promise_at, None);
        assert!(!clock.is_promise_missed_at(at(now)));
    }
}

#[test]
fn reopening_goes_on_where_it_stopped_without_the_time_between() {
    let book = resolved_within(Book::office(), 4);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Resolved)
        .then("2026-06-15T11:00", Closed)
        .then("2026-06-16T10:00", Reopened { counts_between: false });
    let solved = book.clock(Resolution, &events, "2026-06-15T12:00");
    assert_eq!((solved.state, solved.used), (ClockState::Met, hours(2)));
    assert_due(&book, &events, "2026-06-16T10:00", "2026-06-16T12:00");
    let kinds: Vec<_> = book
        .clock(Resolution, &events, "2026-06-16T10:00")
        .segments
        .into_iter()
        .map(|segment| segment.kind)
        .collect();
    assert_eq!(kinds, [SegmentKind::Run, SegmentKind::Stopped, SegmentKind::Run]);
}

#[test]
fn if_the_client_says_in_time_that_the_stop_was_wrong_the_time_between_counts_where_agreed() {
    let book = resolved_within(Book::office(), 12).when_reopened(Resolution, OnReopen::Void);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Resolved)
        .then("2026-06-15T11:00", Closed)
        .then("2026-06-16T10:00", Reopened { counts_between: true });
    let clock = book.clock(Resolution, &events, "2026-06-16T10:00");
    assert_eq!((clock.used, clock.stopped_at), (hours(9), None));
    assert_due(&book, &events, "2026-06-16T10:00", "2026-06-16T13:00");
}

#[test]
fn a_priority_that_changed_while_it_was_solved_holds_from_the_reopening() {
    let book = resolved_within(Book::office(), 4).promises(Resolution, P1, 180);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Resolved)
        .then("2026-06-15T12:00", classified(P1));
    let solved = book.clock(Resolution, &events, "2026-06-15T13:00");
    assert_eq!((solved.promised, solved.state), (hours(4), ClockState::Met));
    let events = events.then("2026-06-15T14:00", Reopened { counts_between: false });
    assert_due(&book, &events, "2026-06-15T14:00", "2026-06-15T15:00");
}

#[test]
fn restore_stops_when_the_service_is_back_and_starts_anew_when_it_is_down_again() {
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Restored)
        .then("2026-06-15T13:00", DownAgain)
        .then("2026-06-15T13:30", DownAgain);
    let back = promising().clock(Restore, &events, "2026-06-15T12:00");
    assert_eq!((back.state, back.used, back.cycle), (ClockState::Met, hours(2), 0));

    let down = promising().clock(Restore, &events, "2026-06-15T14:00");
    assert_eq!((down.cycle, down.used), (1, hours(1)));
    assert_eq!(down.due_at, Some(at("2026-06-15T17:00")));
    assert_eq!(down.past_cycles, PastCycles { met: 1, missed: 0 });
    // Resolution runs on all the while.
    assert_eq!(promising().clock(Resolution, &events, "2026-06-15T14:00").used, hours(5));
}

#[test]
fn reopening_alone_does_not_say_that_the_service_is_down() {
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Resolved)
        .then("2026-06-15T13:00", Reopened { counts_between: true });
    let clock = promising().clock(Restore, &events, "2026-06-15T14:00");
    assert_eq!((clock.state, clock.stopped_at), (ClockState::Met, Some(at("2026-06-15T11:00"))));
}

#[test]
fn cancelling_ends_what_runs_without_a_result_and_leaves_the_rest() {
    let events = reported("2026-06-15T09:00", P3)
        .responds("2026-06-15T09:30")
        .then("2026-06-15T10:00", Cancelled);
    let states = clocks(&events, &promising(), at("2026-06-16T12:00"));
    let states: Vec<_> = states.into_iter().map(|clock| (clock.state, clock.stopped_at)).collect();
    let cancelled = (ClockState::Cancelled, Some(at("2026-06-15T10:00")));
    let met = (ClockState::Met, Some(at("2026-06-15T09:30")));
    assert_eq!(states, [met, cancelled, cancelled, cancelled]);
}

#[test]
fn a_cancelled_clock_goes_on_after_reopening() {
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T09:20", Cancelled)
        .then("2026-06-15T10:00", Reopened { counts_between: false });
    let reaction = promising().clock(Reaction, &events, "2026-06-15T10:10");
    assert_eq!((reaction.state, reaction.used), (ClockState::Running, minutes(30)));
    assert_eq!(reaction.due_at, Some(at("2026-06-15T10:40")));
}

#[test]
fn a_clock_that_was_late_when_it_was_cancelled_stays_late() {
    let events = reported("2026-06-15T09:00", P3).then("2026-06-15T11:00", Cancelled);
    let reaction = promising().clock(Reaction, &events, "2026-06-15T12:00");
    assert_eq!(reaction.state, ClockState::Cancelled);
    assert!(reaction.is_breached_at(at("2026-06-15T12:00")));
    assert_eq!(reaction.limit_at, Some(at("2026-06-15T10:00")));
}

#[test]
fn what_was_recorded_late_counts_from_when_it_happened() {
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T11:00", Resolved)
        // A call at half past nine, written down after the solution.
        .responds("2026-06-15T09:30");
    let reaction = promising().clock(Reaction, &events, "2026-06-15T12:00");
    assert_eq!((reaction.state, reaction.used), (ClockState::Met, minutes(30)));
}

#[test]
fn a_new_cycle_begins_at_a_reopening_where_that_is_agreed() {
    let book = resolved_within(Book::office(), 4).when_reopened(Resolution, OnReopen::NewCycle);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T12:00", Resolved)
        .then("2026-06-15T12:30", Reopened { counts_between: true });
    let clock = book.clock(Resolution, &events, "2026-06-15T13:30");
    assert_eq!((clock.cycle, clock.used), (1, hours(1)));
    assert_eq!(clock.past_cycles, PastCycles { met: 1, missed: 0 });
    assert_due(&book, &events, "2026-06-15T14:00", "2026-06-15T16:30");
}

#[test]
fn a_reply_is_due_from_the_oldest_message_that_nobody_answered() {
    let book = Book::office().promises(NextReply, P3, 120);
    let waits = reported("2026-06-15T09:00", P3).then("2026-06-15T09:00", ClientWrote);
    let again = waits.clone().then("2026-06-15T10:30", ClientWrote);
    for events in [&waits, &again] {
        let clock = book.clock(NextReply, events, "2026-06-15T10:45");
        assert_eq!((clock.cycle, clock.due_at), (0, Some(at("2026-06-15T11:00"))));
    }
    let answered = again.responds("2026-06-15T10:50");
    let clock = book.clock(NextReply, &answered, "2026-06-15T12:00");
    assert_eq!((clock.state, clock.used), (ClockState::Met, minutes(110)));

    let asks = answered.then("2026-06-15T13:00", ClientWrote);
    let clock = book.clock(NextReply, &asks, "2026-06-15T14:00");
    assert_eq!((clock.cycle, clock.due_at), (2, Some(at("2026-06-15T15:00"))));
    assert_eq!(clock.past_cycles, PastCycles { met: 1, missed: 0 });
}

#[test]
fn an_answer_is_still_owed_after_the_solution_but_not_after_closing() {
    let book = Book::office().promises(NextReply, P3, 120);
    let solved = reported("2026-06-15T09:00", P3).then("2026-06-15T10:00", Resolved);
    let asks = solved.clone().then("2026-06-15T10:30", ClientWrote);
    assert_eq!(book.clock(NextReply, &asks, "2026-06-15T11:00").state, ClockState::Running);
    let closed = asks.then("2026-06-15T11:00", Closed);
    assert_eq!(book.clock(NextReply, &closed, "2026-06-15T12:00").state, ClockState::Cancelled);
    let thanks = solved.then("2026-06-15T10:30", Closed).then("2026-06-15T11:00", ClientWrote);
    assert_eq!(book.clock(NextReply, &thanks, "2026-06-15T12:00").state, ClockState::NotStarted);
}

#[test]
fn a_reply_that_reached_nobody_leaves_the_client_waiting_since_its_first_message() {
    let book = Book::office().promises(NextReply, P3, 120);
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T09:00", ClientWrote)
        .responds("2026-06-15T09:30")
        .then("2026-06-15T09:40", ClientWrote)
        .then("2026-06-15T09:45", ResponseVoided { said_at: at("2026-06-15T09:30") });
    let clock = book.clock(NextReply, &events, "2026-06-15T10:00");
    assert_eq!((clock.cycle, clock.due_at), (0, Some(at("2026-06-15T11:00"))));
}

#[test]
fn a_later_word_that_the_client_agreed_to_moves_the_deadline_once() {
    let next_update_at = Some(at("2026-06-15T16:00"));
    let events = reported("2026-06-15T09:00", P3)
        .then("2026-06-15T09:30", UpdateAgreed { until: at("2026-06-15T16:00") })
        .then("2026-06-15T09:30", Responded { next_update_at });
    let clock = promising().clock(Update, &events, "2026-06-15T12:00");
    assert_eq!((clock.promise_at, clock.due_at), (None, next_update_at));
    let again = events.responds("2026-06-15T13:00");
    let clock = promising().clock(Update, &again, "2026-06-15T14:00");
    assert_eq!(clock.due_at, Some(at("2026-06-15T15:00")));
}
