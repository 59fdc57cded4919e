//! Which deadlines must be counted anew, because hours or time zones changed: a walk over all
//! incidents that are not over, and how far it has come.
//!
//! Every incident that is not over has a due row, so the walk goes along these.

use jiff::Timestamp;
use piket_core::key::IncidentId;

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    RECALCULATION_BEGIN = "INSERT INTO recalculation (subject, version, begun_at, after_id)
        VALUES ($1, $2, $3, '')
        ON CONFLICT (subject) DO UPDATE SET version = excluded.version,
            begun_at = excluded.begun_at, after_id = ''";
    RECALCULATION_NEXT = "SELECT subject, version, begun_at, after_id FROM recalculation
        ORDER BY begun_at, subject LIMIT 1";
    RECALCULATION_ADVANCE = "UPDATE recalculation SET after_id = $4
        WHERE subject = $1 AND version = $2 AND begun_at = $3";
    RECALCULATION_END = "DELETE FROM recalculation
        WHERE subject = $1 AND version = $2 AND begun_at = $3";
    RECALCULATION_INCIDENTS = "SELECT incident_id FROM due WHERE incident_id > $1
        ORDER BY incident_id LIMIT $2";
    ZONES_EDITION = "SELECT edition FROM zone_tables WHERE name = 'iana'";
    ZONES_NOTE = "INSERT INTO zone_tables (name, edition) VALUES ('iana', $1)
        ON CONFLICT (name) DO UPDATE SET edition = excluded.edition";
}

/// The subject of a walk because the tables of time zones changed; no calendar has such a key.
pub const ZONES: &str = "*";

/// A walk over the incidents that are not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalculation {
    /// The key of the calendar that changed, or [`ZONES`].
    pub subject: String,
    /// The version of its document.
    pub version: u32,
    /// When it was asked for.
    pub begun_at: Timestamp,
    /// The incident that was looked at last.
    pub after: Option<IncidentId>,
}

/// Asks for a walk; one for the same subject that is under way begins anew.
pub fn begin(
    tx: &mut Tx<'_>,
    subject: &str,
    version: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(RECALCULATION_BEGIN, params![subject, version, now]).map(drop)
}

/// The walk that was asked for first.
pub fn next(tx: &mut ReadTx<'_>) -> Result<Option<Recalculation>, StoreError> {
    tx.query_opt(RECALCULATION_NEXT, &[], |row| {
        let after = row.text("after_id")?;
        Ok(Recalculation {
            subject: row.text("subject")?,
            version: row.int("version")?,
            begun_at: row.at("begun_at")?,
            after: if after.is_empty() { None } else { Some(codec::incident(row, "after_id")?) },
        })
    })
}

/// The next incidents of a walk, at most so many.
pub fn incidents(
    tx: &mut ReadTx<'_>,
    after: Option<IncidentId>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.query(RECALCULATION_INCIDENTS, params![after, limit], |row| {
        codec::incident(row, "incident_id")
    })
}

/// Notes how far a walk has come; `None` is the end of it. Nothing if it was begun anew meanwhile.
pub fn advance(
    tx: &mut Tx<'_>,
    walk: &Recalculation,
    to: Option<IncidentId>,
) -> Result<(), StoreError> {
    let Recalculation { subject, version, begun_at, .. } = walk;
    match to {
        Some(to) => {
            tx.execute(RECALCULATION_ADVANCE, params![subject.as_str(), *version, *begun_at, to])
        }
        None => tx.execute(RECALCULATION_END, params![subject.as_str(), *version, *begun_at]),
    }
    .map(drop)
}

/// The edition of the tables of time zones by which deadlines were counted last.
pub fn zones_edition(tx: &mut ReadTx<'_>) -> Result<Option<String>, StoreError> {
    tx.query_opt(ZONES_EDITION, &[], |row| row.text("edition"))
}

/// Notes the edition of the tables of time zones.
pub fn note_zones_edition(tx: &mut Tx<'_>, edition: &str) -> Result<(), StoreError> {
    tx.execute(ZONES_NOTE, params![edition]).map(drop)
}
