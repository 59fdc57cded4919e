//! What was agreed, as documents in versions: clients, agreements, matrices, checks and all others.
//!
//! A body is JSON that the core reads; it is kept as it is given and never changed, a change is a
//! new version. Whether a document is right is decided before it comes here.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::incident::Actor;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    CONFIG_LOCK = "SELECT next_value FROM counter WHERE name = 'config' /* for update */";
    CONFIG_REVISION = "SELECT next_value FROM counter WHERE name = 'config'";
    CONFIG_REVISE = "UPDATE counter SET next_value = next_value + 1 WHERE name = 'config'";
    CONFIG_HEAD = "SELECT v.version, v.body, h.is_active FROM config_head h
        JOIN config_version v ON v.kind = h.kind AND v.key = h.key AND v.version = h.version
        WHERE h.kind = $1 AND h.key = $2";
    CONFIG_ADD = "INSERT INTO config_version (kind, key, version, body, recorded_at, actor)
        VALUES ($1, $2, $3, $4, $5, $6)";
    CONFIG_SET_HEAD = "INSERT INTO config_head (kind, key, version, is_active)
        VALUES ($1, $2, $3, TRUE)
        ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version, is_active = TRUE";
    CONFIG_RETIRE = "UPDATE config_head SET is_active = FALSE
        WHERE kind = $1 AND key = $2 AND is_active = TRUE";
    CONFIG_ALL = "SELECT v.kind, v.key, v.version, v.body, v.recorded_at, v.actor,
            h.version AS head, h.is_active
        FROM config_version v JOIN config_head h ON h.kind = v.kind AND h.key = v.key
        ORDER BY v.kind, v.key, v.version";
    CONFIG_HISTORY = "SELECT v.kind, v.key, v.version, v.body, v.recorded_at, v.actor,
            h.version AS head, h.is_active
        FROM config_version v JOIN config_head h ON h.kind = v.kind AND h.key = v.key
        WHERE v.kind = $1 AND v.key = $2 ORDER BY v.version";
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What kind of document it is. The order is one in which each refers to earlier ones only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in the table.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

kinds! {
    /// What holds for the whole installation; there is one, under [`INSTALLATION`].
    Installation = "installation";
    /// A calendar.
    Calendar = "calendar";
    /// An agreement.
    Agreement = "agreement";
    /// A route.
    Route = "route";
    /// A client.
    Client = "client";
    /// A supplier.
    Supplier = "supplier";
    /// An application with its components.
    Application = "application";
    /// A person.
    Person = "person";
    /// A RACI matrix.
    Matrix = "matrix";
    /// A check.
    Check = "check";
}

/// The key of the only document of its kind.
pub const INSTALLATION: &str = "installation";

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a text does not name a kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a kind of document")]
pub struct NotAKind(pub String);

impl FromStr for Kind {
    type Err = NotAKind;

    fn from_str(text: &str) -> Result<Self, NotAKind> {
        let found = Self::ALL.iter().copied().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| NotAKind(text.to_owned()))
    }
}

/// One version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What kind.
    pub kind: Kind,
    /// Its key.
    pub key: String,
    /// Which version, from 1.
    pub version: u32,
    /// What it says, as JSON.
    pub body: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// Whether this is the newest version.
    pub is_head: bool,
    /// Whether the document is still in force; the same for all its versions.
    pub is_active: bool,
}

/// A document on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDocument<'a> {
    /// What kind.
    pub kind: Kind,
    /// Its key.
    pub key: &'a str,
    /// What it says, as JSON.
    pub body: &'a str,
}

/// Keeps a document and answers its version; `None` if it is what was kept already.
///
/// A retired document comes into force again; if it says what it said, with its last version.
pub fn save(
    tx: &mut Tx<'_>,
    document: &NewDocument<'_>,
    now: Timestamp,
    actor: &Actor,
) -> Result<Option<u32>, StoreError> {
    let NewDocument { kind, key, body } = *document;
    // Of two at once, the second waits for the first here.
    tx.query_one(CONFIG_LOCK, &[], |row| row.int::<i64>("next_value"))?;
    let head = tx.query_opt(CONFIG_HEAD, params![kind.as_str(), key], |row| {
        Ok((row.int::<u32>("version")?, row.str("body")? == body, row.bool("is_active")?))
    })?;
    let version = match head {
        Some((_, true, true)) => return Ok(None),
        Some((version, true, false)) => version,
        Some((version, false, _)) => version.saturating_add(1),
        None => 1,
    };
    if head.is_none_or(|(_, is_same, _)| !is_same) {
        let actor = codec::json(actor)?;
        tx.execute(CONFIG_ADD, params![kind.as_str(), key, version, body, now, actor])?;
    }
    tx.execute(CONFIG_SET_HEAD, params![kind.as_str(), key, version])?;
    tx.execute(CONFIG_REVISE, &[])?;
    Ok(Some(version))
}

/// Puts a document out of force; its versions stay. True if it was in force.
pub fn retire(tx: &mut Tx<'_>, kind: Kind, key: &str) -> Result<bool, StoreError> {
    let is_retired = tx.execute(CONFIG_RETIRE, params![kind.as_str(), key])? > 0;
    if is_retired {
        tx.execute(CONFIG_REVISE, &[])?;
    }
    Ok(is_retired)
}

/// All versions of all documents, by kind and key, oldest first.
pub fn load_all(tx: &mut ReadTx<'_>) -> Result<Vec<Document>, StoreError> {
    tx.query(CONFIG_ALL, &[], read)
}

/// All versions of one document, oldest first.
pub fn history(tx: &mut ReadTx<'_>, kind: Kind, key: &str) -> Result<Vec<Document>, StoreError> {
    tx.query(CONFIG_HISTORY, params![kind.as_str(), key], read)
}

/// A number that changes whenever anything here does, so that other nodes notice.
pub fn revision(tx: &mut ReadTx<'_>) -> Result<i64, StoreError> {
    tx.query_one(CONFIG_REVISION, &[], |row| row.int("next_value"))
}

fn read(row: &Row<'_>) -> Result<Document, StoreError> {
    let version = row.int("version")?;
    Ok(Document {
        kind: row.parsed("kind")?,
        key: row.text("key")?,
        version,
        body: row.text("body")?,
        recorded_at: row.at("recorded_at")?,
        actor: row.json("actor")?,
        is_head: row.int::<u32>("head")? == version,
        is_active: row.bool("is_active")?,
    })
}
