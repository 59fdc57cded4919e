//! Service levels: what was promised, and how much of it is used up.
//!
//! A clock is never stored and counted down. It is a replay of what happened ([`ClockEvent`]s, which
//! the incident's timeline yields) over the agreement that was promised and its calendars, so every
//! figure can be computed again and can explain itself.

mod agreement;
mod alignment;
mod clock;
mod difference;
mod event;
mod explain;
#[cfg(test)]
mod known_bugs;
mod problem;
#[cfg(test)]
mod second_opinion;
mod terms;

pub use agreement::{Agreement, AgreementKind, Metric, OnReopen, Target, Tier};
pub use alignment::{Gap, gaps};
pub use clock::{
    Calendars, Clock, ClockState, Mark, PastCycles, Segment, SegmentKind, TargetChange, Warning,
    clock, clocks, cycles,
};
pub use difference::{Term, TermChange, TermValue, difference};
pub use event::{ClockEvent, ClockEventKind, Pause};
pub use explain::{Background, Explanation, Line, Share, SoFar, StartCause, explain};
pub use problem::{AgreementProblem, Part};
pub use terms::{Band, CreditFigure, Credits, Maintenance, NotAPercent, Percent};
