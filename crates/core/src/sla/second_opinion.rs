//! Clocks beside a second way of counting: many pauses at once against the union of their spans, and
//! stories told with more cuts than they need.

use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;

use super::clock::examples::{Book, agreed, at};
use super::clock::{Calendars, Clock, ClockState, clock, cycles};
use super::{ClockEvent, ClockEventKind, Metric, Pause};
use crate::calendar::Pauses;
use crate::priority::Priority::{self, P1, P2, P3, P4};

/// Five weeks, over Easter, King's Day and the spring change.
const SPAN: i64 = 35 * 86_400;

fn after(seconds: i64) -> Timestamp {
    at("2026-03-26T15:00") + SignedDuration::from_secs(seconds)
}

fn event(seconds: i64, kind: ClockEventKind) -> ClockEvent {
    ClockEvent { at: after(seconds), kind }
}

fn reported(priority: Priority) -> Vec<ClockEvent> {
    let classified = ClockEventKind::Prioritised { priority, is_provisional: false };
    [ClockEventKind::Reported, agreed(), classified].map(|kind| event(0, kind)).to_vec()
}

/// Resolution for each priority; P1 round the clock.
fn book(minutes: [u32; 4]) -> Book {
    let [first, rest @ ..] = minutes;
    let book = Book::office().promises(Metric::Resolution, P1, first).counted_in("always");
    [P2, P3, P4].into_iter().zip(rest).fold(book, |book, (priority, minutes)| {
        book.promises(Metric::Resolution, priority, minutes)
    })
}

fn any_pause() -> impl Strategy<Value = Pause> {
    // Of a question to the client only one is open at a time; the other reasons pile up.
    prop_oneof![Just(Pause::ClientParty), Just(Pause::AgreedDeferral)]
}

/// The clock without what depends on where it was cut.
fn essence(clock: Clock) -> Clock {
    Clock { segments: Vec::new(), ..clock }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn hundreds_of_pauses_are_the_union_of_their_spans(
        priority in prop::sample::select(vec![P2, P3, P4]),
        minutes in 30_u32..9_000,
        waits in vec((any_pause(), 0..SPAN, 1_i64..3 * 86_400), 0..300),
        now in 0..SPAN,
    ) {
        let book = book([60, minutes, minutes, minutes]);
        let mut events = reported(priority);
        for (pause, from, long) in &waits {
            events.push(event(*from, ClockEventKind::PauseBegan(*pause)));
            events.push(event(from + long, ClockEventKind::PauseEnded(*pause)));
        }
        // Ends come after begins of the same instant, as they were written.
        events.sort_by_key(|event| event.at);
        let spans = waits.iter().map(|(_, from, long)| (after(*from), Some(after(from + long))));
        let pauses = Pauses::new(spans);
        let office = book.calendar(&"office".parse().unwrap()).unwrap();
        let promised = crate::calendar::WorkingTime::minutes(i64::from(minutes));

        let seen = clock(Metric::Resolution, &events, &book, after(now)).unwrap();
        prop_assert_eq!(Ok(seen.used), office.elapsed_around(&pauses, after(0), after(now)));
        let over = after(SPAN + 4 * 86_400);
        let last = clock(Metric::Resolution, &events, &book, over).unwrap();
        prop_assert_eq!(last.due_at, office.due_around(&pauses, after(0), promised));
        prop_assert_eq!(last.limit_at, office.limit_around(&pauses, after(0), promised));
        prop_assert_eq!(last.is_breached_at(over), last.limit_at.unwrap() < over);
    }

    #[test]
    fn a_story_cut_at_any_moment_is_the_same_story(
        priorities in vec((0..SPAN, prop::sample::select(vec![P1, P2, P3, P4])), 0..6),
        waits in vec((0..SPAN, 1_i64..5 * 86_400), 0..6),
        stops in vec((0..SPAN, 1_i64..5 * 86_400), 0..3),
        cuts in vec(0..SPAN, 1..20),
        minutes in [60_u32..5_000, 60_u32..5_000, 60_u32..5_000, 60_u32..5_000],
        now in 0..SPAN,
    ) {
        let book = book(minutes);
        let mut events = reported(P3);
        for (at, priority) in &priorities {
            let kind = ClockEventKind::Prioritised { priority: *priority, is_provisional: false };
            events.push(event(*at, kind));
        }
        for (from, long) in &waits {
            events.push(event(*from, ClockEventKind::PauseBegan(Pause::ClientParty)));
            events.push(event(from + long, ClockEventKind::PauseEnded(Pause::ClientParty)));
        }
        for (from, long) in &stops {
            events.push(event(*from, ClockEventKind::Resolved));
            events.push(event(from + long, ClockEventKind::Reopened { counts_between: false }));
        }
        events.sort_by_key(|event| event.at);
        let whole = cycles(Metric::Resolution, &events, &book, after(now));

        // A pause of no length, the same agreement said again: nothing that could change a figure.
        let mut cut = events;
        for at in cuts {
            cut.push(event(at, ClockEventKind::PauseBegan(Pause::AgreedDeferral)));
            cut.push(event(at, ClockEventKind::PauseEnded(Pause::AgreedDeferral)));
            cut.push(event(at, agreed()));
        }
        let cut = cycles(Metric::Resolution, &cut, &book, after(now));
        let essences = |clocks: Vec<Clock>| clocks.into_iter().map(essence).collect::<Vec<_>>();
        prop_assert_eq!(essences(cut), essences(whole));
    }

    #[test]
    fn an_upgrade_never_breaks_a_promise_by_itself_and_leaves_its_grace(
        minutes in [60_u32..5_000, 60_u32..5_000, 60_u32..5_000, 60_u32..5_000],
        changes in vec((0..SPAN, prop::sample::select(vec![P1, P2, P3, P4])), 1..6),
    ) {
        let book = book(minutes);
        let mut events = reported(P4);
        let mut changes = changes;
        changes.sort_by_key(|(at, _)| *at);
        changes.dedup_by_key(|(at, _)| *at);
        let mut before = P4;
        for (at, priority) in changes {
            let seen = |events: &[ClockEvent]| {
                clock(Metric::Resolution, events, &book, after(at)).unwrap()
            };
            let was = seen(&events);
            let kind = ClockEventKind::Prioritised { priority, is_provisional: false };
            events.push(event(at, kind));
            let is = seen(&events);
            prop_assert_eq!(is.used, was.used, "what was used is carried over");
            prop_assert_eq!(is.started_at, was.started_at);
            if priority < before && was.state == ClockState::Running {
                prop_assert_eq!(is.is_breached_at(after(at)), was.is_breached_at(after(at)));
            }
            if priority < before && !was.is_breached_at(after(at)) {
                let target = is.promised.max(was.used);
                prop_assert!(is.remaining().seconds() > 0, "{:?} of {:?}", is.used, target);
            }
            before = priority;
        }
    }
}
