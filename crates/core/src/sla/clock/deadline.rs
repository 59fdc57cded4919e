//! Deadlines from segments: when a promise is used up, and until when it is not broken.
//!
//! A promise that ran out in an earlier segment ran out then, whatever happened later.

use jiff::Timestamp;

use super::{Calendars, Segment, SegmentKind};
use crate::calendar::WorkingTime;

/// When a span of open time is used up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Deadline {
    /// The earliest instant at which it is.
    pub(super) due_at: Option<Timestamp>,
    /// The latest instant at which no more than it is.
    pub(super) limit_at: Option<Timestamp>,
}

/// When `promised` is used up by these segments, the last of which is thought to go on.
///
/// Neither is known if the clock stands still before that, or if its calendar never opens. Of a
/// clock that `stopped_at` an instant the hours of then hold: what is decided later about opening
/// hours does not touch it.
pub(super) fn deadline(
    segments: &[Segment],
    promised: WorkingTime,
    stopped_at: Option<Timestamp>,
    calendars: &dyn Calendars,
) -> Deadline {
    let mut left = promised;
    let mut due_at = None;
    let last = segments.len().saturating_sub(1);
    for (index, segment) in segments.iter().enumerate() {
        if segment.kind != SegmentKind::Run {
            continue;
        }
        let Some(calendar) = calendars.calendar(&segment.calendar) else { continue };
        let calendar = stopped_at.map_or(calendar, |at| calendar.as_it_stood_at(at));
        if due_at.is_none() && (segment.counted >= left || index == last) {
            due_at = calendar.due(segment.from, left);
        }
        if segment.counted > left || index == last {
            return Deadline { due_at, limit_at: calendar.limit(segment.from, left) };
        }
        left -= segment.counted;
    }
    Deadline { due_at, limit_at: None }
}
