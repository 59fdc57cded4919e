//! Recurrence: the instants of something that happens again and again (RFC 5545 §3.3.10).
//!
//! A [`Recurrence`] is read from the text of an `RRULE`; with a [`Start`] and a zone it is a
//! [`Series`]. Only rules of this one kind: exceptions of a series, further dates and whole
//! calendar files are for those who read such files.

mod days;
mod rule;
mod series;
mod start;
#[cfg(test)]
mod tests;
mod walk;

pub use rule::{Frequency, Recurrence, RecurrenceError};
pub use series::{Occurrences, Series};
pub use start::{NotAStart, Start};
