//! Drafts: documents in the making, until they come into force or are given up.
//!
//! There is one draft of a document at most, and whoever saves it says which revision was read, so
//! that of two who edit at once the second is told. What is in a draft is decided elsewhere.

use jiff::Timestamp;
use piket_core::incident::Actor;

use crate::config::Kind;
use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    DRAFT = "SELECT kind, key, body, based_on, revision, changed_at, actor FROM draft
        WHERE kind = $1 AND key = $2";
    DRAFTS = "SELECT kind, key, body, based_on, revision, changed_at, actor FROM draft
        WHERE kind = $1 ORDER BY key";
    DRAFT_ADD = "INSERT INTO draft (kind, key, body, based_on, revision, changed_at, actor)
        VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT (kind, key) DO NOTHING";
    DRAFT_CHANGE = "UPDATE draft SET body = $4, revision = revision + 1, changed_at = $5,
        actor = $6 WHERE kind = $1 AND key = $2 AND revision = $3";
    DRAFT_PUT_AWAY = "DELETE FROM draft WHERE kind = $1 AND key = $2 AND revision = $3";
    DRAFT_DROP = "DELETE FROM draft WHERE kind = $1 AND key = $2";
}

/// A document in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What kind of document it becomes.
    pub kind: Kind,
    /// Its key.
    pub key: String,
    /// What it says, as JSON.
    pub body: String,
    /// The version in force when it was begun; 0 for a new document.
    pub based_on: u32,
    /// How often it was saved, from 1.
    pub revision: u32,
    /// When it was saved last.
    pub changed_at: Timestamp,
    /// By whom.
    pub actor: Actor,
}

/// The draft of a document, if there is one.
pub fn draft(tx: &mut ReadTx<'_>, kind: Kind, key: &str) -> Result<Option<Draft>, StoreError> {
    tx.query_opt(DRAFT, params![kind.as_str(), key], read)
}

/// All drafts of a kind, by key.
pub fn drafts(tx: &mut ReadTx<'_>, kind: Kind) -> Result<Vec<Draft>, StoreError> {
    tx.query(DRAFTS, params![kind.as_str()], read)
}

/// Begins a draft; false when there is one already.
pub fn begin(
    tx: &mut Tx<'_>,
    (kind, key): (Kind, &str),
    body: &str,
    based_on: u32,
    now: Timestamp,
    actor: &Actor,
) -> Result<bool, StoreError> {
    let actor = codec::json(actor)?;
    let added = params![kind.as_str(), key, body, based_on, now, actor];
    Ok(tx.execute(DRAFT_ADD, added)? > 0)
}

/// Saves a draft over the revision that was read; false when it is no longer that one.
pub fn change(
    tx: &mut Tx<'_>,
    (kind, key): (Kind, &str),
    read: u32,
    body: &str,
    now: Timestamp,
    actor: &Actor,
) -> Result<bool, StoreError> {
    let actor = codec::json(actor)?;
    let changed = params![kind.as_str(), key, read, body, now, actor];
    Ok(tx.execute(DRAFT_CHANGE, changed)? > 0)
}

/// Gives a draft up, or puts it away once it is in force: the revision that was read, or whichever
/// there is. True if there was one.
pub fn give_up(
    tx: &mut Tx<'_>,
    (kind, key): (Kind, &str),
    read: Option<u32>,
) -> Result<bool, StoreError> {
    let gone = match read {
        Some(revision) => tx.execute(DRAFT_PUT_AWAY, params![kind.as_str(), key, revision]),
        None => tx.execute(DRAFT_DROP, params![kind.as_str(), key]),
    };
    Ok(gone? > 0)
}

fn read(row: &Row<'_>) -> Result<Draft, StoreError> {
    Ok(Draft {
        kind: row.parsed("kind")?,
        key: row.text("key")?,
        body: row.text("body")?,
        based_on: row.int("based_on")?,
        revision: row.int("revision")?,
        changed_at: row.at("changed_at")?,
        actor: row.json("actor")?,
    })
}
