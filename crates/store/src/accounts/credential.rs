//! Passwords, as hashes that say themselves how they were made.

use jiff::Timestamp;
use piket_core::key::PersonKey;

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, params};

crate::statements! {
    CREDENTIAL_SET = "INSERT INTO credential (person_key, password_hash, changed_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (person_key) DO UPDATE SET password_hash = excluded.password_hash,
            changed_at = excluded.changed_at";
    CREDENTIAL_OF = "SELECT password_hash, changed_at FROM credential WHERE person_key = $1";
    CREDENTIAL_REMOVE = "DELETE FROM credential WHERE person_key = $1";
    CREDENTIAL_ANY = "SELECT person_key FROM credential LIMIT 1";
    CREDENTIAL_HOLDERS = "SELECT person_key FROM credential ORDER BY person_key";
}

/// The password of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its hash.
    pub password_hash: String,
    /// When it was chosen.
    pub changed_at: Timestamp,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential").field("changed_at", &self.changed_at).finish_non_exhaustive()
    }
}

/// Makes this the password of a person.
pub fn set(
    tx: &mut Tx<'_>,
    person: &PersonKey,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(CREDENTIAL_SET, params![person, password_hash, now]).map(drop)
}

/// The password of a person.
pub fn of(tx: &mut ReadTx<'_>, person: &PersonKey) -> Result<Option<Credential>, StoreError> {
    tx.query_opt(CREDENTIAL_OF, params![person], |row| {
        Ok(Credential {
            password_hash: row.text("password_hash")?,
            changed_at: row.at("changed_at")?,
        })
    })
}

/// Takes a person's password away. True if there was one.
pub fn remove(tx: &mut Tx<'_>, person: &PersonKey) -> Result<bool, StoreError> {
    Ok(tx.execute(CREDENTIAL_REMOVE, params![person])? > 0)
}

/// Whether anybody has a password yet; before that, an installation is new.
pub fn is_any(tx: &mut ReadTx<'_>) -> Result<bool, StoreError> {
    Ok(tx.query_opt(CREDENTIAL_ANY, &[], |_| Ok(()))?.is_some())
}

/// Everybody who has a password.
pub fn holders(tx: &mut ReadTx<'_>) -> Result<Vec<PersonKey>, StoreError> {
    tx.query(CREDENTIAL_HOLDERS, &[], |row| row.parsed("person_key"))
}
