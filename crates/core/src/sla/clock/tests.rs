//! Known cases of clocks: what other programs got wrong, and what was agreed about each metric.

mod priorities;
mod stops;
mod waiting;

use super::examples::{Book, at};
use super::{ClockEvent, Metric, Priority};

/// Resolution within so many hours for P2 and P3, in the office's hours.
fn resolved_within(book: Book, hours: u32) -> Book {
    [Priority::P2, Priority::P3]
        .into_iter()
        .fold(book, |book, priority| book.promises(Metric::Resolution, priority, hours * 60))
}

/// Resolution is due then, and late a second later.
#[track_caller]
fn assert_due(book: &Book, events: &[ClockEvent], now: &str, due: &str) {
    let clock = book.clock(Metric::Resolution, events, now);
    assert_eq!(clock.due_at, Some(at(due)));
    assert_eq!(clock.limit_at, Some(at(due)));
}
