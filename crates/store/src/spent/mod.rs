//! Time spent on incidents: entries with every step that was taken, and what months come to.
//!
//! What an entry adds up to is told in `piket_core::spent`; the rows here are read off that.

pub(crate) mod entry;
pub(crate) mod published;
pub(crate) mod sums;

pub use entry::{
    Cursor, Place, TimeRow, add_step, entries_of, entry, in_doubt, of_incidents, put, row, running,
    steps, total,
};
pub use published::{Published, of_application, publish, published};
pub use sums::{Exported, Slice, Sum, by_incident, by_person, by_place, export};
