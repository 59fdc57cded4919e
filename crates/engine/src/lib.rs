//! The work of Piket: what is done, by people's wish or by itself.
//!
//! A [`Desk`] is the one thing that doors are given to act with. Its verbs stand in `actions`, what
//! monitoring says comes in by `intake`, what happens by itself is `cycle`, and letters leave by
//! `deliver`. Whether something is allowed is decided in `piket_core`; here it is carried out, in
//! one transaction each. There is no HTTP server here, so nothing important happens only because a
//! browser called.

pub mod account;
pub mod actions;
pub mod calc;
pub mod calendars;
pub mod chance;
pub mod channel;
pub mod clock;
pub mod config;
pub mod configure;
pub mod cycle;
pub mod deliver;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod events;
pub mod figures;
pub mod intake;
mod once;
pub mod people;
mod retention;
pub mod run;
pub mod running_out;
pub mod secret;
pub mod spent;
pub mod upkeep;
pub mod view;

pub use desk::Desk;
pub use error::ActionError;
