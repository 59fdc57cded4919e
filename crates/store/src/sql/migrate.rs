//! Brings the tables up to what this program expects, forward only.
//!
//! `migrations/both` holds what one text can say to both engines, the folders beside it what
//! only one of them understands; the numbers run through all that an engine is given.

use refinery::{Migration, Runner};

use super::failure::chain;
use crate::StoreError;

mod both {
    refinery::embed_migrations!("migrations/both");
}
mod for_sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}
mod for_postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// Held while the tables change, so that of two nodes that start together one waits.
/// (The bytes of "piket".)
const ADVISORY_LOCK: &str = "SELECT pg_advisory_lock(482804983156)";

/// Brings an SQLite database up to date.
pub(super) fn sqlite(connection: &mut rusqlite::Connection) -> Result<(), StoreError> {
    let runner = runner(for_sqlite::migrations::runner().get_migrations());
    runner.run(connection).map(drop).map_err(|why| refused(&why))
}

/// Brings a PostgreSQL database up to date. The lock ends with the connection.
pub(super) fn postgres(client: &mut postgres::Client) -> Result<(), StoreError> {
    client.batch_execute(ADVISORY_LOCK).map_err(StoreError::broken)?;
    let runner = runner(for_postgres::migrations::runner().get_migrations());
    runner.run(client).map(drop).map_err(|why| refused(&why))
}

/// All migrations of one engine, in one transaction: half a schema is none.
fn runner(of_this_engine: &[Migration]) -> Runner {
    let mut all = both::migrations::runner().get_migrations().clone();
    all.extend_from_slice(of_this_engine);
    all.sort();
    Runner::new(&all).set_grouped(true)
}

fn refused(why: &refinery::Error) -> StoreError {
    StoreError::Broken(format!("the tables cannot be brought up to date: {}", chain(why)))
}
