//! The embedded engine: opening the file, and carrying out statements on a connection.
//!
//! Who may write, and when, is the business of `writer.rs`; copies are made in `backup.rs`.

mod backup;
mod reader;
mod writer;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub(super) use backup::back_up;
pub(super) use reader::read;
pub(super) use writer::write;

use super::failure::Failure;
use super::row::{Row, Source};
use super::{Sql, Value};
use crate::StoreError;

/// How long a statement waits for another process, the command line for one, to let go.
const PATIENCE: Duration = Duration::from_secs(10);

/// More than the house has statements: each is prepared once per connection.
const STATEMENTS_KEPT: usize = 1024;

/// Every commit is on the disk before it is answered (`synchronous`); `LIKE` minds capitals, as
/// it does in PostgreSQL; the write-ahead log is brought home only every 32 MB, so that a page that
/// many commits touch is written there once, and gives its room back after a large job.
const SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA case_sensitive_like = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16000;
    PRAGMA wal_autocheckpoint = 8000;
    PRAGMA journal_size_limit = 67108864;
";

/// Opens the database file at `path`, made if it is not there, for its owner only.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let cannot = |why: &dyn std::fmt::Display| {
        StoreError::Broken(format!("{} cannot be opened: {why}", path.display()))
    };
    // SQLite gives the files beside it the same permissions.
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
        .map_err(|why| cannot(&why))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|why| cannot(&why))?;
    prepare_for_work(&connection).map_err(|why| cannot(&why))?;
    Ok(connection)
}

fn prepare_for_work(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.execute_batch(SETTINGS)
}

/// Carries out a fixed piece of transaction control.
fn control(connection: &Connection, text: &'static str) -> Result<(), StoreError> {
    connection
        .prepare_cached(text)
        .and_then(|mut statement| statement.raw_execute())
        .map(drop)
        .map_err(|why| Failure::sqlite(text, &why).error)
}

/// Parses and plans `sql`.
pub(super) fn prepare(connection: &Connection, sql: Sql) -> Result<(), Failure> {
    bound(connection, sql).map(drop)
}

/// Carries out `sql`, which answers no rows, and says how many it changed.
pub(super) fn execute(connection: &Connection, sql: Sql, params: &[Value]) -> Result<u64, Failure> {
    let mut statement = bound(connection, sql)?;
    bind(&mut statement, sql, params)?;
    let changed = statement.raw_execute().map_err(|why| Failure::sqlite(sql.name(), &why))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// Hands each row that answers `sql` to `read`.
pub(super) fn query(
    connection: &Connection,
    sql: Sql,
    params: &[Value],
    read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    let failed = |why| Failure::sqlite(sql.name(), &why);
    let mut statement = bound(connection, sql)?;
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        read(&Row(Source::Sqlite(row))).map_err(|error| named(sql, error))?;
    }
    Ok(())
}

fn bound(connection: &Connection, sql: Sql) -> Result<rusqlite::CachedStatement<'_>, Failure> {
    connection.prepare_cached(sql.sqlite()).map_err(|why| Failure::sqlite(sql.name(), &why))
}

/// Binds `$1` to the first of `params`, wherever in the text it stands.
///
/// To SQLite `$2` is a name like any other, numbered by where it is first met.
fn bind(
    statement: &mut rusqlite::Statement<'_>,
    sql: Sql,
    params: &[Value],
) -> Result<(), Failure> {
    let mut highest = 0;
    for place in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(place)
            .and_then(|name| name.strip_prefix('$'))
            .and_then(|digits| digits.parse::<usize>().ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| wrong_number(sql, params))?;
        let value = params.get(number - 1).ok_or_else(|| wrong_number(sql, params))?;
        highest = highest.max(number);
        statement
            .raw_bind_parameter(place, value)
            .map_err(|why| Failure::sqlite(sql.name(), &why))?;
    }
    if highest == params.len() { Ok(()) } else { Err(wrong_number(sql, params)) }
}

fn wrong_number(sql: Sql, params: &[Value]) -> Failure {
    let what = format!("{}: its parameters are not $1 to ${}", sql.name(), params.len());
    StoreError::Broken(what).into()
}

/// The same error, saying in which statement.
pub(super) fn named(sql: Sql, error: StoreError) -> StoreError {
    match error {
        StoreError::Broken(what) => StoreError::Broken(format!("{}: {what}", sql.name())),
        other => other,
    }
}
