//! The rules of Piket: what is true.
//!
//! Everything here is a function of values: facts, agreements, calendars and an instant called
//! `now` go in, decisions and their reasons come out. Nothing in this crate reads a clock, rolls
//! dice, opens a socket or knows SQL; that is the work of the rooms around it.
#![warn(clippy::wildcard_enum_match_arm, clippy::indexing_slicing, clippy::expect_used)]
#![cfg_attr(
    test,
    expect(
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm,
        reason = "tests say what they expect"
    )
)]

pub mod calc;
pub mod calendar;
pub mod chance;
pub mod check;
pub mod directory;
pub mod escalation;
pub mod figures;
pub mod incident;
pub mod key;
pub mod notice;

pub mod party;
pub mod policy;
pub mod priority;
pub mod process;
pub mod raci;
pub mod recurrence;
pub mod signal;
pub mod sla;
pub mod spent;
pub mod time;
