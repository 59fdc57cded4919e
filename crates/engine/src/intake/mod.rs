//! How what monitoring says becomes incidents.
//!
//! `accept` is the reception of all signals, whatever format they came in; `probe` turns the results
//! of our own checks into signals. Reading foreign formats is the doors' work.

pub mod accept;
pub mod probe;
mod tidy;

pub use accept::{Accepted, Frozen, Verdict};
