//! The calculator: rows in, answers out, so that others can check our sums.
//!
//! One function a sum, each over the same rules that clocks and figures count with. How rows are
//! read from files or requests, and written, is for the command line and the API.

mod calendars;
mod error;
mod norm;
mod rows;
#[cfg(test)]
mod tests;

pub use calendars::{CalendarDocument, Calendars, Hours};
pub use error::{CalendarsError, RowError};
pub use norm::{Judgement, Syntax, Thresholds, judge, syntax, value};
pub use rows::{
    AvailabilityAnswer, AvailabilityRow, ClockAnswer, ClockRow, Deadline, MOST_OCCURRENCES,
    RecurrenceAnswer, RecurrenceRow, USUAL_OCCURRENCES, instant, minutes, recurrence,
};
