//! Time spent: what a person worked on an incident, by a timer or typed in, and what a month of it
//! comes to against the hours of an agreement.
//!
//! Time spent is no part of an incident's process: it is not on the timeline, stops no clock, and
//! merging or undoing does not touch it. Whose incident it is and which agreement holds is looked
//! up elsewhere.

mod against;
mod decide;
mod entry;
mod length;
mod stretch;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use against::Against;
pub use decide::{Around, TimeCommand, TimeRefusal, begin, type_in};
pub use entry::{TimeDeed, TimeEntry, TimeStanding, TimeStep};
pub use length::{NotALength, length};
pub use stretch::{Piece, Stretch};

/// After so many seconds a timer may have been forgotten: what it measured counts only once
/// somebody says that it is right, or what it should be.
pub const DOUBTED_AFTER_S: i64 = 12 * 3_600;

/// The longest stretch that can be written down, in seconds: a day.
pub const LONGEST_S: i64 = 24 * 3_600;

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 2_000;

/// So many seconds before the report of an incident work on it may have begun: who is called at
/// night writes the incident down in the morning.
pub const BEFORE_REPORT_S: i64 = 24 * 3_600;
