//! The one thread that writes to SQLite, many jobs to a commit.
//!
//! What waits is taken together and paid for with one flush of the disk. Each job has a savepoint
//! of its own, so that one that fails leaves its neighbours alone; nobody is answered before the
//! commit.

use rusqlite::Connection;
use tracing::error;

use super::control;
use crate::StoreError;
use crate::sql::Tx;
use crate::sql::job::{Job, Jobs};

/// At most so many jobs share a commit, so that the first of them does not wait long.
const TOGETHER: usize = 256;

/// Serves `jobs` until the queue is closed.
pub(in crate::sql) fn write(connection: &Connection, jobs: &Jobs) {
    while let Some(first) = jobs.take() {
        let mut batch =
            Batch { connection, done: Vec::with_capacity(jobs.len().min(TOGETHER) + 1) };
        batch.add(first);
        for job in jobs.take_waiting(TOGETHER - 1) {
            batch.add(job);
        }
        batch.commit();
    }
}

/// Jobs that share a transaction. It is begun by the first one.
struct Batch<'c> {
    connection: &'c Connection,
    /// Run, and not answered yet.
    done: Vec<Box<dyn Job>>,
}

impl Batch<'_> {
    fn add(&mut self, mut job: Box<dyn Job>) {
        let outcome = self.begin().and_then(|()| self.carry_out(&mut *job));
        self.done.push(job);
        if let Err(why) = outcome {
            self.give_up(&why);
        }
    }

    fn begin(&self) -> Result<(), StoreError> {
        // Also after a full disk, for which SQLite undoes all by itself.
        if self.connection.is_autocommit() {
            control(self.connection, "BEGIN IMMEDIATE")
        } else {
            Ok(())
        }
    }

    /// Runs one job and undoes it alone if it fails. An error here concerns the whole batch.
    fn carry_out(&self, job: &mut dyn Job) -> Result<(), StoreError> {
        control(self.connection, "SAVEPOINT job")?;
        let mut tx = Tx::on_sqlite(self.connection);
        let keep = job.run(&mut tx);
        if self.connection.is_autocommit() {
            let (_, failure) = tx.into_parts();
            return Err(failure.map_or_else(
                || StoreError::broken("a job ended the transaction"),
                |failure| failure.error,
            ));
        }
        if !keep {
            control(self.connection, "ROLLBACK TO job")?;
        }
        control(self.connection, "RELEASE job")
    }

    fn commit(mut self) {
        if self.connection.is_autocommit() {
            return; // all given up
        }
        match control(self.connection, "COMMIT") {
            Ok(()) => self.answer(&Ok(())),
            Err(why) => self.give_up(&why),
        }
    }

    /// Undoes everything since the last answer, and says so to all.
    fn give_up(&mut self, why: &StoreError) {
        error!(jobs = self.done.len(), "Nothing of this batch was written: {why}");
        if !self.connection.is_autocommit()
            && let Err(why) = control(self.connection, "ROLLBACK")
        {
            error!("The batch could not be undone: {why}");
        }
        self.answer(&Err(why.clone()));
    }

    fn answer(&mut self, outcome: &Result<(), StoreError>) {
        for job in self.done.drain(..) {
            job.answer(outcome.clone());
        }
    }
}
