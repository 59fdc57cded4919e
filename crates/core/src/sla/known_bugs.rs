//! What other service desks got wrong for years, each case a test of ours.
//!
//! `vNN` are reference vectors: a start, a promise and pauses, and when that is due. `thread_NN` are
//! the stories of users whom it happened to. Cases about what a desk does rather than what a clock
//! says stand in `incident/known_bugs.rs`, those that need the running engine in the engine's
//! `tests/it/known_bugs.rs`; that none is missing is proved by `tests/known_bugs.rs` of this crate.

mod threads;
mod vectors;

use jiff::{SignedDuration, Timestamp};

use super::clock::clock;
use super::clock::examples::{Book, at};
use super::{ClockEvent, ClockEventKind, ClockState, Metric};
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, Weekly, Window, WorkingTime};

const AMSTERDAM: &str = "Europe/Amsterdam";

/// An instant with its offset, in any zone.
#[track_caller]
fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn compiled(tz: &str, weekly: Weekly) -> Calendar {
    let version = CalendarVersion { weekly, ..CalendarVersion::default() };
    Calendar::compile(CalendarSpec::single(tz, version)).unwrap()
}

fn windows(texts: &[&str]) -> Vec<Window> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// These windows on all seven days.
fn daily(tz: &str, texts: &[&str]) -> Calendar {
    compiled(tz, Weekly::every_day(&windows(texts)))
}

/// These windows from Monday to Friday.
fn workdays(tz: &str, texts: &[&str]) -> Calendar {
    compiled(tz, Weekly::workdays(&windows(texts)))
}

fn always(tz: &str) -> Calendar {
    daily(tz, &["00:00-24:00"])
}

/// Due then, and exactly what was promised is counted until then: not a second is lost or made up.
#[track_caller]
fn assert_due(calendar: &Calendar, from: &str, promised: WorkingTime, due: &str) {
    assert_eq!(calendar.due(instant(from), promised), Some(instant(due)), "{from}");
    assert_eq!(calendar.elapsed(instant(from), instant(due)), Ok(promised), "counted until {due}");
}

/// The clock of resolution is due then: it says so as soon as it is told of what happened, all of
/// the promise is used up then, solving at that instant is in time and a second later is not.
#[track_caller]
fn assert_clock_due(book: &Book, events: &[ClockEvent], due: &str) {
    let due = at(due);
    let told = events.iter().map(|event| event.at).max().unwrap();
    let seen = |events: &[ClockEvent], now| clock(Metric::Resolution, events, book, now).unwrap();
    assert_eq!(seen(events, told).due_at, Some(due), "as told at {told}");
    let used_up = seen(events, due);
    assert_eq!((used_up.used, used_up.due_at), (used_up.promised, Some(due)));
    for (seconds, state) in [(0, ClockState::Met), (1, ClockState::Missed)] {
        let stop = due + SignedDuration::from_secs(seconds);
        let mut events = events.to_vec();
        events.push(ClockEvent { at: stop, kind: ClockEventKind::Resolved });
        let solved = seen(&events, stop);
        assert_eq!(solved.state, state, "solved {seconds} s after {due}");
        assert_eq!(solved.used, used_up.promised + WorkingTime::of_seconds(seconds));
    }
}
