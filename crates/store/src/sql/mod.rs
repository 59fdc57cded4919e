//! The only place that names a database driver: statements, values, transactions, workers.
//!
//! What is asked of the tables is not here but one level up, a file a topic.

pub mod dialect;
mod failure;
mod job;
mod keys;
mod migrate;
mod postgres;
mod queue;
mod row;
mod sqlite;
mod statement;
mod store;
mod tx;
mod value;

pub use dialect::Engine;
pub use row::{Column, Row};
pub use statement::Sql;
pub use store::{Options, Reader, Store};
pub use tx::{ReadTx, Tx};
pub use value::Value;

/// Every statement of the house, for the test that prepares each on both engines.
///
/// A file with `statements!` is named here; a test compares the list with the sources.
pub fn all_statements() -> Vec<Sql> {
    let files: &[&[Sql]] = &[
        crate::accounts::credential::ALL,
        crate::accounts::link::ALL,
        crate::accounts::session::ALL,
        crate::accounts::token::ALL,
        crate::alerts::ALL,
        crate::checks::ALL,
        crate::clocks::ALL,
        crate::config::ALL,
        crate::corrections::ALL,
        crate::deliveries::ALL,
        crate::drafts::ALL,
        crate::due::ALL,
        crate::evidence::ALL,
        crate::figures::frozen::ALL,
        crate::figures::incident::ALL,
        crate::figures::notes::ALL,
        crate::feeds::ALL,
        crate::incidents::append::ALL,
        crate::incidents::count::ALL,
        crate::incidents::list::ALL,
        crate::incidents::load::ALL,
        crate::lease::ALL,
        crate::numbers::ALL,
        crate::outbox::ALL,
        crate::recalculations::ALL,
        crate::running_out::ALL,
        crate::samples::block::ALL,
        crate::samples::rollup::ALL,
        crate::secrets::ALL,
        crate::spent::entry::ALL,
        crate::spent::published::ALL,
        crate::spent::sums::ALL,
        crate::verify::ALL,
        dialect::ALL,
    ];
    files.concat()
}
