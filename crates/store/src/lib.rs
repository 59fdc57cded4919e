//! The memory of Piket: SQLite and PostgreSQL under one SQL text.
//!
//! A [`Store`] takes closures and runs each in one transaction; the functions they call live in
//! the files beside this one, one file a topic. Nothing here decides, formats or asks the time.
//!
//! Functions that take a [`Tx`] change something, those that take a [`ReadTx`] only ask, and a
//! `&mut Tx` will do for either. Instants are kept in whole milliseconds.

#![expect(
    clippy::missing_errors_doc,
    reason = "every function that asks the database may fail as StoreError says; more is told"
)]

pub mod accounts;
pub mod alerts;
pub mod checks;
pub mod clocks;
mod codec;
pub mod config;
pub mod corrections;
pub mod deliveries;
pub mod drafts;
pub mod due;
mod error;
pub mod evidence;
pub mod feeds;
pub mod figures;
pub mod incidents;
pub mod lease;
pub mod numbers;
pub mod outbox;
pub mod recalculations;
pub mod running_out;
pub mod samples;
pub mod search;
pub mod secrets;
pub mod spent;
pub mod sql;
pub mod verify;

pub use error::StoreError;
pub use sql::{Engine, Options, ReadTx, Reader, Store, Tx};
