//! A thread that reads from SQLite; several of them read beside the one that writes.

use rusqlite::Connection;

use super::control;
use crate::StoreError;
use crate::sql::Tx;
use crate::sql::job::{Job, Jobs};

/// Serves `jobs` until the queue is closed. Each sees one state of the memory from its first
/// question to its last.
pub(in crate::sql) fn read(connection: &Connection, jobs: &Jobs) {
    while let Some(mut job) = jobs.take() {
        let outcome = carry_out(connection, &mut *job);
        job.answer(outcome);
    }
}

fn carry_out(connection: &Connection, job: &mut dyn Job) -> Result<(), StoreError> {
    if !connection.is_autocommit() {
        control(connection, "ROLLBACK")?; // an earlier end failed
    }
    control(connection, "BEGIN")?;
    job.run(&mut Tx::on_sqlite(connection));
    control(connection, "COMMIT")
}
