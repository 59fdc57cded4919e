//! Figures: what a period came to, computed from what happened and what was agreed.
//!
//! Functions of values. Which incidents, outages and measurements go in is asked of the store;
//! how a figure is shown is decided where the words are.

mod availability;
mod spans;

pub use availability::{Availability, Observed, UNMEASURED_LIMIT, availability};
pub use spans::{Span, Spans};
