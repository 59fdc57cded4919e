//! Laws of clocks, whatever happens in whatever order.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::examples::{Book, agreed, at};
use super::{Clock, ClockState, SegmentKind, clocks, cycles};
use crate::calendar::WorkingTime;
use crate::calendar::laws::any_calendar;
use crate::priority::Priority;
use crate::sla::{Background, ClockEvent, ClockEventKind, Line, Metric, Pause, explain};

/// Everything promised for every priority, P1 round the clock.
fn book() -> Book {
    let mut book = Book::office();
    for (priority, hours) in Priority::ALL.into_iter().zip([2, 4, 12, 30, 80]) {
        for (metric, share) in Metric::ALL.into_iter().zip([10, 15, 15, 30, 60]) {
            book = book.promises(metric, priority, hours * share);
            if priority == Priority::P1 {
                book = book.counted_in("always");
            }
        }
    }
    book
}

/// The same in office hours, or in any.
fn any_book() -> impl Strategy<Value = Book> {
    prop::option::of(any_calendar())
        .prop_map(|hours| hours.into_iter().fold(book(), Book::in_hours))
}

fn after(seconds: i64) -> jiff::Timestamp {
    // The Thursday before Easter 2026: a long weekend lies ahead.
    at("2026-04-02T14:00") + SignedDuration::from_secs(seconds)
}

fn event(seconds: i64, kind: ClockEventKind) -> ClockEvent {
    ClockEvent { at: after(seconds), kind }
}

/// Two weeks.
const SPAN: i64 = 14 * 86_400;

fn pause() -> impl Strategy<Value = Pause> {
    prop_oneof![Just(Pause::Client), Just(Pause::ClientParty), Just(Pause::AgreedDeferral)]
}

fn priority() -> impl Strategy<Value = Priority> {
    prop::sample::select(&Priority::ALL[..])
}

fn happening() -> impl Strategy<Value = ClockEventKind> {
    prop_oneof![
        (priority(), any::<bool>()).prop_map(|(priority, is_provisional)| {
            ClockEventKind::Prioritised { priority, is_provisional }
        }),
        prop::option::of(0..SPAN)
            .prop_map(|seconds| ClockEventKind::Responded { next_update_at: seconds.map(after) }),
        (0..SPAN).prop_map(|seconds| ClockEventKind::ResponseVoided { said_at: after(seconds) }),
        Just(ClockEventKind::ClientWrote),
        Just(ClockEventKind::Confirmed),
        (0..SPAN).prop_map(|seconds| ClockEventKind::UpdateAgreed { until: after(seconds) }),
        pause().prop_map(ClockEventKind::PauseBegan),
        pause().prop_map(ClockEventKind::PauseEnded),
        Just(ClockEventKind::Restored),
        Just(ClockEventKind::DownAgain),
        Just(ClockEventKind::Resolved),
        any::<bool>().prop_map(|counts_between| ClockEventKind::Reopened { counts_between }),
        Just(ClockEventKind::Cancelled),
        Just(ClockEventKind::Closed),
    ]
}

/// A report, and anything after it.
fn story() -> impl Strategy<Value = Vec<ClockEvent>> {
    let later = prop::collection::vec((0..SPAN, happening()), 0..12);
    (priority(), any::<bool>(), later).prop_map(|(priority, is_provisional, later)| {
        let first = [
            ClockEventKind::Reported,
            agreed(),
            ClockEventKind::Prioritised { priority, is_provisional },
        ];
        let mut events: Vec<_> = first.into_iter().map(|kind| event(0, kind)).collect();
        events.extend(later.into_iter().map(|(seconds, kind)| event(seconds, kind)));
        events.sort_by_key(|event| event.at);
        events
    })
}

/// All cycles of all metrics.
fn all_cycles(events: &[ClockEvent], book: &Book, now: jiff::Timestamp) -> Vec<Clock> {
    Metric::ALL.into_iter().flat_map(|metric| cycles(metric, events, book, now)).collect()
}

proptest! {
    #[test]
    fn a_replay_gives_the_same_twice_and_does_not_look_ahead(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
    ) {
        let once = clocks(&events, &book, after(now));
        prop_assert_eq!(&clocks(&events, &book, after(now)), &once);
        // What lies ahead of now is not looked at.
        let known: Vec<_> = events.into_iter().filter(|event| event.at <= after(now)).collect();
        prop_assert_eq!(&clocks(&known, &book, after(now)), &once);
    }

    #[test]
    fn no_more_is_used_than_went_by_and_segments_add_up(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
    ) {
        let now = after(now);
        for clock in all_cycles(&events, &book, now) {
            let Some(started_at) = clock.started_at else { continue };
            let end = clock.stopped_at.unwrap_or(now);
            prop_assert!(clock.used.seconds() <= end.as_second() - started_at.as_second());
            let counted: WorkingTime = clock.segments.iter().map(|segment| segment.counted).sum();
            prop_assert_eq!(counted, clock.used);

            let first = clock.segments.first().map(|segment| segment.from);
            prop_assert_eq!(first, Some(started_at));
            for pair in clock.segments.windows(2) {
                prop_assert_eq!(pair[0].to, Some(pair[1].from));
            }
            prop_assert_eq!(clock.segments.last().and_then(|last| last.to), clock.stopped_at);
        }
    }

    #[test]
    fn a_result_follows_from_what_was_used(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
    ) {
        let now = after(now);
        for clock in all_cycles(&events, &book, now) {
            match clock.state {
                ClockState::Met => prop_assert!(clock.used <= clock.promised),
                ClockState::Missed => prop_assert!(clock.used > clock.promised),
                ClockState::NotStarted => prop_assert_eq!(clock.started_at, None),
                ClockState::Running
                | ClockState::Paused
                | ClockState::Cancelled
                | ClockState::NeverDue => {}
            }
            let is_late = clock.used > clock.promised;
            prop_assert_eq!(clock.is_breached_at(now), is_late);
            // What is late ran out at an instant that is known, also while it stands still.
            if let (true, Some(limit)) = (is_late, clock.limit_at) {
                prop_assert!(limit < clock.stopped_at.unwrap_or(now));
            }
            prop_assert!(!is_late || clock.limit_at.is_some());
            if let (Some(due), Some(limit)) = (clock.due_at, clock.limit_at) {
                prop_assert!(due <= limit);
            }
        }
    }

    #[test]
    fn until_something_happens_the_deadline_stays_and_ends_where_it_said(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
        later in 0..SPAN,
    ) {
        let next = events.iter().map(|event| event.at).find(|at| *at > after(now));
        let later = after(now + later);
        let later = next.map_or(later, |next| later.min(next - SignedDuration::from_secs(1)));
        let later = later.max(after(now));
        let before = clocks(&events, &book, after(now));
        let afterwards = clocks(&events, &book, later);
        for (before, afterwards) in before.iter().zip(&afterwards) {
            prop_assert_eq!(before.due_at, afterwards.due_at);
            prop_assert_eq!(before.limit_at, afterwards.limit_at);
            prop_assert_eq!(before.state, afterwards.state);
            prop_assert_eq!(before.is_breached_at(later), afterwards.is_breached_at(later));
            prop_assert!(before.used <= afterwards.used);
        }
        prop_assert_eq!(before.len(), afterwards.len());
    }

    #[test]
    fn stopping_at_the_limit_is_in_time_and_a_second_later_is_not(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
    ) {
        let known: Vec<_> =
            events.into_iter().filter(|event| event.at <= after(now)).collect();
        let resolution = cycles(Metric::Resolution, &known, &book, after(now)).pop();
        let Some(clock) = resolution.filter(|clock| clock.state == ClockState::Running) else {
            return Ok(());
        };
        let Some(limit) = clock.limit_at.filter(|limit| *limit >= after(now)) else {
            return Ok(());
        };
        for (late, state) in [(0, ClockState::Met), (1, ClockState::Missed)] {
            let stop = limit + SignedDuration::from_secs(late);
            let mut events = known.clone();
            events.push(ClockEvent { at: stop, kind: ClockEventKind::Resolved });
            let stopped = cycles(Metric::Resolution, &events, &book, stop).pop();
            prop_assert_eq!(stopped.map(|clock| clock.state), Some(state));
        }
    }

    #[test]
    fn one_more_pause_never_brings_a_deadline_nearer(
        waits in prop::collection::vec((pause(), 0..SPAN, 0..3 * 86_400_i64), 0..5),
        pause in pause(),
        from in 0..SPAN,
        long in 0..3 * 86_400_i64,
        // P4 promises so much that pauses of two weeks lie before its deadline, P2 so little that
        // they lie behind it.
        priority in prop::sample::select(vec![Priority::P2, Priority::P4]),
        book in any_book(),
    ) {
        let mut events: Vec<_> = [
            ClockEventKind::Reported,
            agreed(),
            ClockEventKind::Prioritised { priority, is_provisional: false },
        ]
        .into_iter()
        .map(|kind| event(0, kind))
        .collect();
        let wait = |events: &mut Vec<ClockEvent>, pause, from, long| {
            events.push(event(from, ClockEventKind::PauseBegan(pause)));
            events.push(event(from + long, ClockEventKind::PauseEnded(pause)));
        };
        // One question to the client is open at a time, so the others wait for parties.
        for (other, from, long) in waits {
            let other = if other == Pause::Client { Pause::ClientParty } else { other };
            wait(&mut events, other, from, long);
        }
        let now = after(SPAN + 4 * 86_400);
        let without = clocks(&events, &book, now);
        wait(&mut events, pause, from, long);
        let with = clocks(&events, &book, now);
        for (without, with) in without.iter().zip(&with) {
            prop_assert!(without.due_at <= with.due_at);
            prop_assert!(without.limit_at <= with.limit_at);
            prop_assert!(without.used >= with.used);
        }
    }

    #[test]
    fn hours_that_begin_later_touch_no_clock_that_has_stopped(
        events in story(),
        later in 0..SPAN,
    ) {
        let (before, now) = (book(), after(SPAN));
        let changed_at = after(later);
        let changed = book().open_longer_from(changed_at);
        let cycles = all_cycles(&events, &before, now).into_iter();
        for (was, is) in cycles.zip(all_cycles(&events, &changed, now)) {
            if was.stopped_at.is_some_and(|stopped_at| stopped_at < changed_at) {
                prop_assert_eq!(was, is);
            }
        }
    }

    #[test]
    fn an_explanation_accounts_for_every_second(
        events in story(),
        book in any_book(),
        now in 0..SPAN,
    ) {
        let now = after(now);
        for clock in all_cycles(&events, &book, now) {
            let lines = explain(&clock, &Background::default(), &book, now).lines;
            let mut counted = WorkingTime::ZERO;
            let mut ahead = WorkingTime::ZERO;
            for line in &lines {
                if let Line::Counted { spent, .. } = line {
                    counted += *spent;
                }
                if let Line::Ahead { spent, .. } = line {
                    ahead += *spent;
                }
            }
            prop_assert_eq!(counted, clock.used);
            if clock.state == ClockState::Running && clock.used <= clock.promised {
                prop_assert_eq!(counted + ahead, clock.promised);
            } else {
                prop_assert_eq!(ahead, WorkingTime::ZERO);
            }
            let pauses = |kind: &SegmentKind| matches!(kind, SegmentKind::Pause(_));
            let is_told = lines.iter().any(|line| matches!(line, Line::Paused { .. }));
            let is_paused = clock.segments.iter().any(|segment| {
                pauses(&segment.kind) && segment.to != Some(segment.from)
            });
            prop_assert_eq!(is_told, is_paused);
        }
    }
}
