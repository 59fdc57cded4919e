//! Laws of explanations, whatever happened: the sum can be done again from the lines alone.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::fold::span;
use super::{Background, Line, explain};
use crate::calendar::WorkingTime;
use crate::incident::Holder;
use crate::party::Party;
use crate::priority::Priority;
use crate::sla::clock::cycles;
use crate::sla::clock::examples::{Book, agreed, at};
use crate::sla::{Clock, ClockEvent, ClockEventKind, ClockState, Metric, Pause};

const DAY: i64 = 86_400;
/// No explanation has more lines than this.
const LONGEST: usize = 160;

/// Everything promised for every priority, some of it round the clock, some for months.
fn book() -> Book {
    let mut book = Book::office_with_longer_days_from("2026-06-01T12:00");
    for (priority, hours) in Priority::ALL.into_iter().zip([2_u32, 12, 60, 300, 900]) {
        for metric in Metric::ALL {
            book = book.promises(metric, priority, hours * 60);
            if priority == Priority::P1 {
                book = book.counted_in("always");
            }
        }
    }
    book
}

fn after(seconds: i64) -> Timestamp {
    at("2026-04-02T14:00") + SignedDuration::from_secs(seconds)
}

fn pause() -> impl Strategy<Value = Pause> {
    prop_oneof![Just(Pause::Client), Just(Pause::ClientParty), Just(Pause::AgreedDeferral)]
}

fn happening() -> impl Strategy<Value = ClockEventKind> {
    let priority = prop::sample::select(&Priority::ALL[..]);
    prop_oneof![
        1 => (priority, any::<bool>()).prop_map(|(priority, is_provisional)| {
            ClockEventKind::Prioritised { priority, is_provisional }
        }),
        1 => Just(ClockEventKind::Responded { next_update_at: None }),
        1 => (0..86_400i64)
            .prop_map(|seconds| ClockEventKind::ResponseVoided { said_at: after(seconds) }),
        3 => pause().prop_map(ClockEventKind::PauseBegan),
        3 => pause().prop_map(ClockEventKind::PauseEnded),
        1 => Just(ClockEventKind::Restored),
        1 => Just(ClockEventKind::DownAgain),
        1 => Just(ClockEventKind::Resolved),
        1 => any::<bool>().prop_map(|counts_between| ClockEventKind::Reopened { counts_between }),
        1 => Just(ClockEventKind::Cancelled),
    ]
}

/// A report, and up to some hundred happenings within a span of two days to three years.
fn story() -> impl Strategy<Value = (Vec<ClockEvent>, i64)> {
    let days = prop_oneof![Just(2_i64), Just(30), Just(200), Just(1_100)];
    let priority = prop::sample::select(&Priority::ALL[..]);
    (days, priority).prop_flat_map(|(days, priority)| {
        let span = days * DAY;
        let later = prop::collection::vec((0..span, happening()), 0..120);
        (later, 0..span).prop_map(move |(later, now)| {
            let kind = ClockEventKind::Prioritised { priority, is_provisional: false };
            let first = [ClockEventKind::Reported, agreed(), kind];
            let mut events: Vec<_> =
                first.into_iter().map(|kind| ClockEvent { at: after(0), kind }).collect();
            let later = later.into_iter();
            events.extend(later.map(|(from, kind)| ClockEvent { at: after(from), kind }));
            events.sort_by_key(|event| event.at);
            (events, now)
        })
    })
}

/// What was counted, what will be, and the deadline: from the lines and nothing else.
struct Again {
    used: WorkingTime,
    ahead: WorkingTime,
    due_at: Option<Timestamp>,
}

fn again(lines: &[Line]) -> Again {
    let mut promised = WorkingTime::ZERO;
    for line in lines {
        match line {
            Line::Started { promised: to, .. } | Line::Folded { promised: Some(to), .. } => {
                promised = *to;
            }
            Line::TargetChanged { change, .. } => promised = change.to,
            _ => {}
        }
    }
    let mut sum = Again { used: WorkingTime::ZERO, ahead: WorkingTime::ZERO, due_at: None };
    for line in lines {
        let (counted, ahead, to) = match line {
            Line::Counted { spent, to, .. } => (*spent, WorkingTime::ZERO, to),
            Line::Ahead { spent, to, .. } | Line::Left { time: spent, to, .. } => {
                (WorkingTime::ZERO, *spent, to)
            }
            Line::Folded { counted, ahead, to, .. } => (*counted, *ahead, to),
            _ => continue,
        };
        sum.used += counted;
        sum.ahead += ahead;
        if sum.due_at.is_none() && sum.used + sum.ahead >= promised {
            assert_eq!(sum.used + sum.ahead, promised, "a line reaches over the deadline");
            sum.due_at = Some(*to);
        }
    }
    sum
}

fn all_cycles(events: &[ClockEvent], book: &Book, now: Timestamp) -> Vec<Clock> {
    Metric::ALL.into_iter().flat_map(|metric| cycles(metric, events, book, now)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_lines_alone_give_what_is_used_and_when_it_is_due((events, now) in story()) {
        let (book, now) = (book(), after(now));
        for clock in all_cycles(&events, &book, now) {
            let background = Background::of_events(&events);
            let lines = explain(&clock, &background, &book, now).lines;
            let again = again(&lines);
            prop_assert_eq!(again.used, clock.used);
            // A promise that was used up by its very start, by a shorter target, has no line.
            if clock.promised > WorkingTime::ZERO && clock.started_at.is_some() {
                prop_assert_eq!(again.due_at, clock.due_at, "{:#?} {:#?}", lines, clock);
            }
            if clock.state == ClockState::Running && clock.used <= clock.promised {
                prop_assert_eq!(again.used + again.ahead, clock.promised);
            }
        }
    }

    #[test]
    fn no_line_tells_of_a_moment_that_another_tells_of((events, now) in story()) {
        let (book, now) = (book(), after(now));
        for clock in all_cycles(&events, &book, now) {
            let lines = explain(&clock, &Background::of_events(&events), &book, now).lines;
            let spans: Vec<_> = lines.iter().filter_map(span).collect();
            for pair in spans.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0, "{:?}", pair);
            }
            prop_assert!(spans.iter().all(|(from, to)| from < to));
        }
    }

    #[test]
    fn an_explanation_stays_readable_however_long_it_took((events, now) in story()) {
        let (book, now) = (book(), after(now));
        for clock in all_cycles(&events, &book, now) {
            let lines = explain(&clock, &Background::of_events(&events), &book, now).lines;
            prop_assert!(lines.len() <= LONGEST, "{} lines", lines.len());
        }
    }

    #[test]
    fn the_shares_of_the_holders_are_all_that_is_used(
        (events, now) in story(),
        mut changes in prop::collection::vec(0..200 * DAY, 0..6),
    ) {
        let (book, now) = (book(), after(now));
        changes.sort_unstable();
        let mut holders = vec![Holder { party: Party::ServiceDesk, person: None, since: after(0) }];
        for (number, from) in changes.into_iter().enumerate() {
            let party = if number % 2 == 0 { Party::Development } else { Party::ServiceDesk };
            holders.push(Holder { party, person: None, since: after(from) });
        }
        let background = Background::of_events(&events).with_holders(&holders);
        for clock in all_cycles(&events, &book, now) {
            let shares = background.shares(&clock, &book, now);
            let mut sum = WorkingTime::ZERO;
            for share in &shares {
                sum += share.used;
            }
            prop_assert_eq!(sum, clock.used);
            prop_assert!(shares.len() <= 2);
        }
    }
}

#[test]
fn hundreds_of_pauses_in_a_year_are_told_month_by_month() {
    let book = book();
    let mut events = vec![
        ClockEvent { at: after(0), kind: ClockEventKind::Reported },
        ClockEvent { at: after(0), kind: agreed() },
        ClockEvent {
            at: after(0),
            kind: ClockEventKind::Prioritised { priority: Priority::P5, is_provisional: false },
        },
    ];
    for day in 1..365 {
        let noon = day * DAY - 2 * 3600;
        let pause = Pause::AgreedDeferral;
        events.push(ClockEvent { at: after(noon), kind: ClockEventKind::PauseBegan(pause) });
        events.push(ClockEvent { at: after(noon + 3600), kind: ClockEventKind::PauseEnded(pause) });
    }
    let now = after(365 * DAY);
    let clock = cycles(Metric::Resolution, &events, &book, now).pop().unwrap();
    let lines = explain(&clock, &Background::of_events(&events), &book, now).lines;
    let folds = lines.iter().filter(|line| matches!(line, Line::Folded { .. })).count();
    assert!((10..=14).contains(&folds), "{folds} folds");
    assert!(lines.len() < 60, "{} lines", lines.len());
}
