//! The incident process: steps, moves between them, and what stands in the way of a move.
//!
//! The steps are canonical: reports always use them. A client's route may rename them and change
//! its timers ([`Route`]); it cannot take a step away. Whether a move is allowed at all is a table
//! ([`kind_of`]); whether it is allowed *now* is asked of its guards ([`guard`]).

pub mod guard;
mod moves;
mod route;
mod step;

pub use moves::{Move, allowed_moves, kind_of};
pub use route::{Route, RouteProblem, StepWords};
pub use step::{Phase, Step};
