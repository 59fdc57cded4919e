//! A thread with one connection to PostgreSQL, and one transaction per job.
//!
//! A job is run again when another transaction was in its way, and when the connection was lost
//! before the commit. While the server is away, whoever waits is told so, and the thread goes on.

use postgres::{Client, IsolationLevel};

use super::{Server, Session, Statements};
use crate::StoreError;
use crate::sql::Tx;
use crate::sql::failure::{Again, Failure};
use crate::sql::job::{Job, Jobs};

/// How often a job is run before it is told that the store is busy.
const ATTEMPTS: usize = 10;

/// Of these, how often with a new connection: a restart of the server breaks all of them once,
/// and a second one is bad luck.
const CONNECTIONS: usize = 2;

/// What a worker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sql) enum Duty {
    /// Jobs that read one unchanging state of the memory.
    Read,
    /// Jobs that write. Rows that two jobs want at once are locked by the statements themselves
    /// (`/* for update */`) or guarded by a version.
    Write,
}

/// Serves `jobs` until the queue is closed.
pub(in crate::sql) fn work(server: &Server, duty: Duty, jobs: &Jobs) {
    let mut worker = Worker { server, duty, line: None };
    while let Some(mut job) = jobs.take() {
        let outcome = worker.carry_out(&mut *job);
        if outcome == Err(StoreError::Away) {
            // They would only find the same, one after the other.
            for waiting in jobs.take_waiting(jobs.len()) {
                waiting.answer(Err(StoreError::Away));
            }
        }
        job.answer(outcome);
    }
}

struct Worker<'s> {
    server: &'s Server,
    duty: Duty,
    line: Option<Line>,
}

/// A connection and what it has prepared.
struct Line {
    client: Client,
    statements: Statements,
}

impl Worker<'_> {
    fn carry_out(&mut self, job: &mut dyn Job) -> Result<(), StoreError> {
        let mut connections = 0;
        for _ in 0..ATTEMPTS {
            let failure = match self.attempt(job) {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            match failure.again {
                Again::Never => return Err(failure.error),
                Again::Uncertain => {
                    self.line = None;
                    return Err(failure.error);
                }
                Again::AtOnce => {}
                Again::Reprepared => {
                    if let Some(line) = &mut self.line {
                        line.statements.clear();
                    }
                }
                Again::Reconnected => {
                    self.line = None;
                    connections += 1;
                    if connections > CONNECTIONS {
                        return Err(failure.error);
                    }
                }
            }
        }
        Err(StoreError::Busy)
    }

    /// Runs the job once. `Ok` if its own answer stands, whether that was a success or not.
    fn attempt(&mut self, job: &mut dyn Job) -> Result<(), Failure> {
        let line = Self::connected(self.server, &mut self.line)?;
        let transaction = line
            .client
            .build_transaction()
            .isolation_level(match self.duty {
                Duty::Read => IsolationLevel::RepeatableRead,
                Duty::Write => IsolationLevel::ReadCommitted,
            })
            .read_only(self.duty == Duty::Read)
            .start()
            .map_err(|why| Failure::postgres("BEGIN", &why))?;
        let mut tx = Tx::on_postgres(Session::new(transaction, &mut line.statements));
        let keep = job.run(&mut tx);
        match tx.into_parts() {
            // The job has the error and may have made something of it.
            (_, Some(failure)) if failure.again == Again::Never => Ok(()),
            (_, Some(failure)) => Err(failure),
            (Some(session), None) if keep => session.commit(),
            // Dropped, and thereby rolled back.
            (_, None) => Ok(()),
        }
    }

    fn connected<'l>(server: &Server, line: &'l mut Option<Line>) -> Result<&'l mut Line, Failure> {
        if line.as_ref().is_some_and(|line| line.client.is_closed()) {
            *line = None;
        }
        if let Some(line) = line {
            return Ok(line);
        }
        // Whatever the reason, it is the server that must change, not the job.
        let client = server.connect().map_err(|_| Failure::from(StoreError::Away))?;
        Ok(line.insert(Line { client, statements: Statements::new() }))
    }
}
