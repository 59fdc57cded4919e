//! Evidence: frozen facts about the trouble. Its bytes are kept apart; this is what is known of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fact::Scope;

/// What kind of thing was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The result of a check that failed.
    FailingResult,
    /// The last result of the same check that was good.
    LastGoodResult,
    /// A piece of a log.
    LogExcerpt,
    /// What another program sent.
    Signal,
    /// Words of a person.
    Note,
}

/// An item of evidence; immutable, a later version is a new item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its row.
    pub id: Uuid,
    /// What kind.
    pub kind: EvidenceKind,
    /// In one line.
    pub title: String,
    /// When it was captured.
    pub captured_at: Timestamp,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Who may see it.
    pub scope: Scope,
}
