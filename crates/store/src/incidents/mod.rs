//! Incidents: appending to a timeline, reading it back, and lists of what was read off it.
//!
//! Nothing here knows the process: facts come in decided, and the row comes in read off
//! ([`IncidentRow::of`]).

/// The columns of [`IncidentRow`], for statements.
macro_rules! columns {
    () => {
        "id, number, client_key, application_key, summary, ticket, step, priority, holder_party, \
         holder_person, is_taken, waiting_on, client_waits, reporter, version, is_open, \
         reported_at, changed_at, closed_at, deadline_at, deadline_metric, is_breached, \
         next_update_at, sort_at, visited, clock_state, paused_at, offer_until_at"
    };
}

pub(crate) mod append;
pub(crate) mod count;
mod filter;
pub(crate) mod list;
pub(crate) mod load;
mod row;

pub use append::{Change, append, rewrite};
pub use count::count;
pub use filter::{Filter, Status, Wall};
pub use list::{Cursor, NotACursor, Page, list};
pub use load::{Timeline, by_number, load, lock, row, rows};
pub use row::{ClockStanding, Deadline, IncidentRow};
