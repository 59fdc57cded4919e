//! The memory of Piket: SQLite and PostgreSQL under one SQL text.
//!
//! A [`Store`] takes closures and runs each in one transaction; the functions they call live in
//! the files beside this one, one file a topic. Nothing here decides, formats or asks the time.

#![expect(
    clippy::missing_errors_doc,
    reason = "every function that asks the database may fail as StoreError says; more is told"
)]

mod error;
pub mod sql;

pub use error::StoreError;
pub use sql::{Engine, Options, ReadTx, Reader, Store, Tx};
