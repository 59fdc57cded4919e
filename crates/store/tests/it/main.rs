//! The contract of the store: what holds on SQLite and on PostgreSQL alike.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this is test code, also where it is no test itself"
)]

mod accounts;
mod alerts;
mod checks;
mod config;
mod desk;
mod doors;
mod drafts;
mod engines;
mod figures;
mod house_rules;
mod incidents;
mod jobs;
mod lists;
mod on_postgres;
mod on_sqlite;
mod outbox;
mod plans;
mod probe;
mod proxy;
mod races;
mod running_out;
mod schema;
mod search;
mod spent;
mod time_rows;
mod values;
mod verify;
