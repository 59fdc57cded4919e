//! The inside of a transaction: what a job may do, the same on both engines.
//!
//! A [`ReadTx`] only asks. A [`Tx`] also changes, and is a `ReadTx` wherever one is wanted
//! (`&mut Tx` coerces), so functions that read take `&mut ReadTx` and serve both.

use std::ops::{Deref, DerefMut};

use super::failure::Failure;
use super::postgres::Session;
use super::{Engine, Row, Sql, Value, sqlite};
use crate::StoreError;

/// A transaction that reads one unchanging state of the memory.
///
/// After a statement has failed, every further one fails with the same error and nothing is
/// kept: PostgreSQL has it so, and SQLite is held to it. Who expects a conflict says
/// `ON CONFLICT` and looks at the number of rows.
pub struct ReadTx<'c> {
    link: Link<'c>,
    failure: Option<Failure>,
}

/// A transaction that may change the memory; all of it is kept, or nothing.
pub struct Tx<'c>(ReadTx<'c>);

enum Link<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(Session<'c>),
}

impl<'c> Tx<'c> {
    /// Inside a transaction or savepoint that the caller has begun on `connection`.
    pub(super) fn on_sqlite(connection: &'c rusqlite::Connection) -> Self {
        Self(ReadTx { link: Link::Sqlite(connection), failure: None })
    }

    /// Inside the transaction of `session`.
    pub(super) fn on_postgres(session: Session<'c>) -> Self {
        Self(ReadTx { link: Link::Postgres(session), failure: None })
    }

    /// Gives the PostgreSQL session back, to commit or roll back, and what went wrong in it.
    pub(super) fn into_parts(self) -> (Option<Session<'c>>, Option<Failure>) {
        match self.0.link {
            Link::Sqlite(_) => (None, self.0.failure),
            Link::Postgres(session) => (Some(session), self.0.failure),
        }
    }

    /// Carries out a statement and says how many rows it changed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if a row exists already that may exist only once;
    /// otherwise what the engine reports.
    pub fn execute(&mut self, sql: Sql, params: &[Value]) -> Result<u64, StoreError> {
        self.0.attempt(|link| match link {
            Link::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Link::Postgres(session) => session.execute(sql, params),
        })
    }
}

impl Tx<'_> {
    /// Brings a row up to date: `quietly`, which sets as few columns of indexes as can be and finds no
    /// row when one of the others has another value now, or else by `whole`.
    ///
    /// SQLite writes every index anew of which a statement sets a column, also to the value that it
    /// had, and most changes leave those columns alone. PostgreSQL compares the values itself, and
    /// is not asked twice.
    ///
    /// # Errors
    ///
    /// As [`Tx::execute`].
    pub fn update(
        &mut self,
        quietly: Sql,
        whole: Sql,
        params: &[Value],
    ) -> Result<u64, StoreError> {
        if self.engine() == Engine::Sqlite {
            let changed = self.execute(quietly, params)?;
            if changed > 0 {
                return Ok(changed);
            }
        }
        self.execute(whole, params)
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<'c> ReadTx<'c> {
    /// All rows that answer the statement, each turned into a `T`.
    ///
    /// # Errors
    ///
    /// What the engine reports, or the first error of `read`.
    pub fn query<T>(
        &mut self,
        sql: Sql,
        params: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, params, &mut |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The only row that answers the statement, if there is one.
    ///
    /// # Errors
    ///
    /// As [`ReadTx::query`]; also [`StoreError::Broken`] if there are several rows.
    pub fn query_opt<T>(
        &mut self,
        sql: Sql,
        params: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, params, &mut |row| {
            if found.is_some() {
                return Err(StoreError::broken("more than one row"));
            }
            found = Some(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The only row that answers the statement.
    ///
    /// # Errors
    ///
    /// As [`ReadTx::query_opt`]; also [`StoreError::Broken`] if there is no row.
    pub fn query_one<T>(
        &mut self,
        sql: Sql,
        params: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.query_opt(sql, params, read)?
            .ok_or_else(|| StoreError::Broken(format!("{}: no row", sql.name())))
    }

    /// Asks the engine to parse and plan a statement, and does no more.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] with what the engine has against it.
    pub fn prepare(&mut self, sql: Sql) -> Result<(), StoreError> {
        self.attempt(|link| match link {
            Link::Sqlite(connection) => sqlite::prepare(connection, sql),
            Link::Postgres(session) => session.prepare(sql),
        })
    }

    /// Which engine this is, for `dialect.rs` and for tests.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
        }
    }

    /// The failure of a statement that keeps this transaction from being kept.
    pub(super) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    fn each(
        &mut self,
        sql: Sql,
        params: &[Value],
        read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.attempt(|link| match link {
            Link::Sqlite(connection) => sqlite::query(connection, sql, params, read),
            Link::Postgres(session) => session.query(sql, params, read),
        })
    }

    fn attempt<T>(
        &mut self,
        deed: impl FnOnce(&mut Link<'c>) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        if let Some(failure) = &self.failure {
            return Err(failure.error.clone());
        }
        deed(&mut self.link).map_err(|failure| {
            let error = failure.error.clone();
            self.failure = Some(failure);
            error
        })
    }
}

impl std::fmt::Debug for ReadTx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ReadTx").field(&self.engine()).finish()
    }
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Tx").field(&self.engine()).finish()
    }
}
