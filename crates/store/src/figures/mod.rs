//! What figures are made of, so that a month need not replay its incidents, and months that were
//! frozen.
//!
//! A row of an incident is read off its timeline and written in the same transaction; `piket
//! verify` compares it and `piket rebuild` makes it anew. Notes and frozen months are kept as they
//! were written and never changed.

pub(crate) mod frozen;
pub(crate) mod incident;
pub(crate) mod notes;

pub use frozen::{
    CreditDecision, Frozen, decide_credit, decisions, freeze, frozen_at, latest, versions,
};
pub use incident::{between, caught_up, is_behind, missing, of, put};
pub use notes::{add_step, note, notes_of};
