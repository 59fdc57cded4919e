//! The database server: carrying out statements inside a transaction.
//!
//! The way to the server is in `server.rs`; when a job is run again, in `worker.rs`.

mod server;
mod worker;

use std::collections::BTreeMap;

use postgres::types::ToSql;
use postgres::{Statement, Transaction};

pub(super) use server::Server;
pub(super) use worker::{Duty, work};

use super::dialect::for_postgres;
use super::failure::{Again, Failure};
use super::row::{Row, Source};
use super::sqlite::named;
use super::{Sql, Value};
use crate::StoreError;

/// The statements that a connection has prepared, by where their text stands in this program.
pub(super) type Statements = BTreeMap<usize, Statement>;

/// A transaction, and the statements that its connection knows.
pub(super) struct Session<'c> {
    transaction: Transaction<'c>,
    statements: &'c mut Statements,
}

impl<'c> Session<'c> {
    /// Inside `transaction`, on the connection that has prepared `statements`.
    fn new(transaction: Transaction<'c>, statements: &'c mut Statements) -> Self {
        Self { transaction, statements }
    }

    /// Keeps what was done. A commit that gets no answer may have been kept or not.
    fn commit(self) -> Result<(), Failure> {
        self.transaction.commit().map_err(|why| {
            let failure = Failure::postgres("COMMIT", &why);
            match failure.again {
                Again::Reconnected => Failure { again: Again::Uncertain, ..failure },
                _ => failure,
            }
        })
    }

    /// Parses and plans `sql`.
    pub(super) fn prepare(&mut self, sql: Sql) -> Result<(), Failure> {
        self.prepared(sql).map(drop)
    }

    /// Carries out `sql` and says how many rows it changed.
    pub(super) fn execute(&mut self, sql: Sql, params: &[Value]) -> Result<u64, Failure> {
        let statement = self.prepared(sql)?;
        check(sql, &statement, params)?;
        self.transaction
            .execute(&statement, &borrowed(params))
            .map_err(|why| Failure::postgres(sql.name(), &why))
    }

    /// Hands each row that answers `sql` to `read`.
    pub(super) fn query(
        &mut self,
        sql: Sql,
        params: &[Value],
        read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        let statement = self.prepared(sql)?;
        check(sql, &statement, params)?;
        let rows = self
            .transaction
            .query(&statement, &borrowed(params))
            .map_err(|why| Failure::postgres(sql.name(), &why))?;
        for row in &rows {
            read(&Row(Source::Postgres(row))).map_err(|error| named(sql, error))?;
        }
        Ok(())
    }

    fn prepared(&mut self, sql: Sql) -> Result<Statement, Failure> {
        let place = sql.postgres().as_ptr().addr();
        if let Some(statement) = self.statements.get(&place) {
            return Ok(statement.clone());
        }
        let statement = self
            .transaction
            .prepare(&for_postgres(sql.postgres()))
            .map_err(|why| Failure::postgres(sql.name(), &why))?;
        self.statements.insert(place, statement.clone());
        Ok(statement)
    }
}

fn check(sql: Sql, statement: &Statement, params: &[Value]) -> Result<(), Failure> {
    if statement.params().len() == params.len() {
        return Ok(());
    }
    let what = format!("{}: its parameters are not $1 to ${}", sql.name(), params.len());
    Err(StoreError::Broken(what).into())
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
