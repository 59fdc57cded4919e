//! What the drivers report, sorted into what a worker does about it.
//!
//! Texts name the statement and the engine's complaint, never a value: rows hold names and
//! addresses of people, and texts end in logs.

use std::error::Error;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::StoreError;

/// A statement, or the end of a transaction, that did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// What the caller is told if nothing helps.
    pub(super) error: StoreError,
    /// What helps.
    pub(super) again: Again,
}

/// Whether the job may be run again, and after what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Running it again would fail again.
    Never,
    /// Another transaction was in the way.
    AtOnce,
    /// The tables were changed under prepared statements.
    Reprepared,
    /// The connection is gone.
    Reconnected,
    /// The connection is gone, and perhaps the job was kept: it is not run again.
    Uncertain,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self { error, again: Again::Never }
    }
}

impl Failure {
    /// What SQLite reports about `what`.
    pub(super) fn sqlite(what: &str, why: &rusqlite::Error) -> Self {
        let error = match why {
            rusqlite::Error::SqliteFailure(cause, said) => {
                match (cause.code, cause.extended_code) {
                    (
                        ErrorCode::ConstraintViolation,
                        ffi::SQLITE_CONSTRAINT_UNIQUE
                        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                        | ffi::SQLITE_CONSTRAINT_ROWID,
                    ) => StoreError::Conflict,
                    (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Busy,
                    // The second: the index of the write-ahead log could not grow.
                    (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full,
                    _ => {
                        let said = said.as_deref().unwrap_or("without words");
                        StoreError::Broken(format!("{what}: {said} ({cause})"))
                    }
                }
            }
            other => StoreError::Broken(format!("{what}: {other}")),
        };
        error.into()
    }

    /// What PostgreSQL, or the way to it, reports about `what`.
    pub(super) fn postgres(what: &str, why: &postgres::Error) -> Self {
        let Some(cause) = why.as_db_error() else {
            return if is_lost(why) {
                Self { error: StoreError::Away, again: Again::Reconnected }
            } else {
                StoreError::Broken(format!("{what}: {}", chain(why))).into()
            };
        };
        let broken = || StoreError::Broken(format!("{what}: {}", cause.message()));
        let (error, again) = match cause.code().code() {
            // unique_violation, exclusion_violation
            "23505" | "23P01" => (StoreError::Conflict, Again::Never),
            // serialization_failure, deadlock_detected
            "40001" | "40P01" => (StoreError::Busy, Again::AtOnce),
            // lock_not_available, query_canceled (a time limit), out_of_memory,
            // too_many_connections
            "55P03" | "57014" | "53200" | "53300" => (StoreError::Busy, Again::Never),
            // disk_full
            "53100" => (StoreError::Full, Again::Never),
            // admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout,
            // idle_in_transaction_session_timeout
            "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => {
                (StoreError::Away, Again::Reconnected)
            }
            // read_only_sql_transaction: the server has become a stand-by
            "25006" => (broken(), Again::Reconnected),
            // feature_not_supported: "cached plan must not change result type";
            // invalid_sql_statement_name
            "0A000" | "26000" => (broken(), Again::Reprepared),
            code if code.starts_with("08") => (StoreError::Away, Again::Reconnected),
            _ => (broken(), Again::Never),
        };
        Self { error, again }
    }
}

/// Whether the connection is gone, as far as the driver noticed.
fn is_lost(why: &postgres::Error) -> bool {
    why.is_closed() || why.source().is_some_and(<dyn Error>::is::<std::io::Error>)
}

/// An error with its causes, in one line.
pub(super) fn chain(why: &dyn Error) -> String {
    let mut line = why.to_string();
    let mut cause = why.source();
    while let Some(deeper) = cause {
        line = format!("{line}: {deeper}");
        cause = deeper.source();
    }
    line
}
