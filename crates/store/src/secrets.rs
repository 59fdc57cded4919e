//! Secrets of the house: passwords for other systems, sealed before they come here.
//!
//! The key lies outside the database; nothing here can open what it keeps.

use jiff::Timestamp;

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, params};

crate::statements! {
    SECRET_SET = "INSERT INTO secret (name, sealed, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed,
            changed_at = excluded.changed_at";
    SECRET_GET = "SELECT sealed FROM secret WHERE name = $1";
    SECRETS = "SELECT name, changed_at FROM secret ORDER BY name";
    SECRET_REMOVE = "DELETE FROM secret WHERE name = $1";
}

/// Keeps a sealed secret under a name.
pub fn set(tx: &mut Tx<'_>, name: &str, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.execute(SECRET_SET, params![name, sealed, now]).map(drop)
}

/// The sealed secret of that name.
pub fn get(tx: &mut ReadTx<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(SECRET_GET, params![name], |row| row.bytes("sealed"))
}

/// The names of all secrets, and when each was last changed.
pub fn names(tx: &mut ReadTx<'_>) -> Result<Vec<(String, Timestamp)>, StoreError> {
    tx.query(SECRETS, &[], |row| Ok((row.text("name")?, row.at("changed_at")?)))
}

/// Forgets a secret. True if there was one.
pub fn remove(tx: &mut Tx<'_>, name: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(SECRET_REMOVE, params![name])? > 0)
}
