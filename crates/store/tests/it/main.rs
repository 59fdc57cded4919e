//! The contract of the store: what holds on SQLite and on PostgreSQL alike.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this is test code, also where it is no test itself"
)]

mod engines;
mod house_rules;
mod jobs;
mod on_postgres;
mod on_sqlite;
mod probe;
mod proxy;
mod values;
