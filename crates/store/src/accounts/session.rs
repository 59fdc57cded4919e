//! Sessions: who is signed in with which browser, until when.

use jiff::Timestamp;
use piket_core::key::PersonKey;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

crate::statements! {
    SESSION_BEGIN = "INSERT INTO session (secret_hash, person_key, created_at, seen_at, expires_at,
            user_agent)
        VALUES ($1, $2, $3, $4, $5, $6)";
    SESSION_FIND = "SELECT secret_hash, person_key, created_at, seen_at, expires_at, user_agent
        FROM session WHERE secret_hash = $1";
    SESSIONS_OF = "SELECT secret_hash, person_key, created_at, seen_at, expires_at, user_agent
        FROM session WHERE person_key = $1 ORDER BY seen_at DESC";
    SESSION_SEEN = "UPDATE session SET seen_at = $2, expires_at = $3 WHERE secret_hash = $1";
    SESSION_END = "DELETE FROM session WHERE secret_hash = $1";
    SESSIONS_END = "DELETE FROM session WHERE person_key = $1 AND secret_hash <> $2";
    SESSIONS_FORGET = "DELETE FROM session WHERE expires_at <= $1";
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the secret in the cookie.
    pub secret_hash: String,
    /// Who.
    pub person: PersonKey,
    /// Since when.
    pub created_at: Timestamp,
    /// When the session was last used, give or take what the caller leaves out.
    pub seen_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// Begins a session.
pub fn begin(tx: &mut Tx<'_>, session: &Session) -> Result<(), StoreError> {
    let values = params![
        &session.secret_hash,
        &session.person,
        session.created_at,
        session.seen_at,
        session.expires_at,
        &session.user_agent,
    ];
    tx.execute(SESSION_BEGIN, values).map(drop)
}

/// The session of a secret, also when it is not good any more.
pub fn find(tx: &mut ReadTx<'_>, secret_hash: &str) -> Result<Option<Session>, StoreError> {
    tx.query_opt(SESSION_FIND, params![secret_hash], read)
}

/// The sessions of a person, the last used first.
pub fn of(tx: &mut ReadTx<'_>, person: &PersonKey) -> Result<Vec<Session>, StoreError> {
    tx.query(SESSIONS_OF, params![person], read)
}

/// A session was used, and is good until `expires_at` from now on.
pub fn seen(
    tx: &mut Tx<'_>,
    secret_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(SESSION_SEEN, params![secret_hash, now, expires_at]).map(drop)
}

/// Ends a session. True if there was one.
pub fn end(tx: &mut Tx<'_>, secret_hash: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(SESSION_END, params![secret_hash])? > 0)
}

/// Ends all sessions of a person, except perhaps one, and says how many.
pub fn end_all(
    tx: &mut Tx<'_>,
    person: &PersonKey,
    except: Option<&str>,
) -> Result<u64, StoreError> {
    tx.execute(SESSIONS_END, params![person, except.unwrap_or_default()])
}

/// Deletes the sessions that are not good any more.
pub fn forget_expired(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(SESSIONS_FORGET, params![now])
}

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    Ok(Session {
        secret_hash: row.text("secret_hash")?,
        person: row.parsed("person_key")?,
        created_at: row.at("created_at")?,
        seen_at: row.at("seen_at")?,
        expires_at: row.at("expires_at")?,
        user_agent: row.text("user_agent")?,
    })
}
