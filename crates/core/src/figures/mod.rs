//! Figures: what a period came to, computed from what happened and what was agreed.
//!
//! Functions of values. Which incidents, outages and measurements go in is asked of the store;
//! how a figure is shown is decided where the words are.

mod availability;
mod credits;
mod difference;
mod down;
mod incident;
mod kept;
mod maintenance;
mod month;
mod note;
mod report;
mod spans;
mod times;
mod unmeasured;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod laws;

use jiff::Timestamp;

pub use availability::{Availability, Observed, UNMEASURED_LIMIT, availability};
pub use credits::{CreditLine, Proposal};
pub use difference::{Changed, Told, changes};
pub use down::parts as parts_that_tell;
pub use incident::{AlertSpan, ClockResult, Corrected, IncidentFigures, Verdict};
pub use kept::{Kept, Tally};
pub use maintenance::{Excess, Planned};
pub use month::{Month, NotAMonth};
pub use note::{
    Announced, ExcuseCategory, NoteCommand, NoteEntry, NoteKind, NoteRefusal, NoteStep, Noted,
    ServiceNote, Standing, note,
};
pub use report::{Counts, Figures, Held, Inputs, Measured, Miss, Outage, Piece, Running, figures};
pub use spans::{Span, Spans};
pub use times::{Mean, Times};
pub use unmeasured::{Sum, gaps};

/// Whether an instant lies in a span: its start does, its end does not.
fn within(at: Timestamp, span: Span) -> bool {
    span.from <= at && at < span.to
}
