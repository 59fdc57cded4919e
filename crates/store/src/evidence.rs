//! Evidence: the bytes behind what the timeline says was frozen.
//!
//! An item never changes. Who may see it is told by its scope; asking is the caller's duty.

use piket_core::incident::Evidence;
use piket_core::key::IncidentId;
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    EVIDENCE_ADD = "INSERT INTO evidence (id, incident_id, kind, title, captured_at, scope,
            content_type, sha256, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    EVIDENCE_OF = "SELECT id, incident_id, kind, title, captured_at, scope, content_type, sha256,
            LENGTH(body) AS size_bytes
        FROM evidence WHERE incident_id = $1 ORDER BY id";
    EVIDENCE_ONE = "SELECT id, incident_id, kind, title, captured_at, scope, content_type, sha256,
            LENGTH(body) AS size_bytes
        FROM evidence WHERE id = $1";
    EVIDENCE_BODY = "SELECT body FROM evidence WHERE id = $1";
}

/// An item of evidence, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// To which incident it belongs.
    pub incident: IncidentId,
    /// What the timeline says of it.
    pub evidence: Evidence,
    /// What its bytes are, as a media type.
    pub content_type: String,
    /// How many bytes there are.
    pub size_bytes: u64,
}

/// Keeps an item of evidence.
pub fn add(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    evidence: &Evidence,
    content_type: &str,
    body: &[u8],
) -> Result<(), StoreError> {
    let values = params![
        evidence.id,
        incident,
        codec::name(&evidence.kind)?,
        &evidence.title,
        evidence.captured_at,
        codec::json(&evidence.scope)?,
        content_type,
        &evidence.sha256,
        body,
    ];
    tx.execute(EVIDENCE_ADD, values).map(drop)
}

/// The evidence of an incident, oldest first.
pub fn of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<Item>, StoreError> {
    tx.query(EVIDENCE_OF, params![incident], read)
}

/// One item.
pub fn get(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Item>, StoreError> {
    tx.query_opt(EVIDENCE_ONE, params![id], read)
}

/// The bytes of an item.
pub fn body(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(EVIDENCE_BODY, params![id], |row| row.bytes("body"))
}

fn read(row: &Row<'_>) -> Result<Item, StoreError> {
    Ok(Item {
        incident: codec::incident(row, "incident_id")?,
        evidence: Evidence {
            id: row.uuid("id")?,
            kind: codec::named(row, "kind")?,
            title: row.text("title")?,
            captured_at: row.at("captured_at")?,
            sha256: row.text("sha256")?,
            scope: row.json("scope")?,
        },
        content_type: row.text("content_type")?,
        size_bytes: row.int("size_bytes")?,
    })
}
