//! Walking through everything that is kept, for `piket verify`, `rebuild` and `move`.
//!
//! These read whole tables; nothing that a person waits for calls them.

use piket_core::key::IncidentId;

use crate::sql::ReadTx;
use crate::{StoreError, codec, params};

crate::statements! {
    TIMELINES = "SELECT DISTINCT incident_id FROM fact WHERE incident_id > $1
        ORDER BY incident_id LIMIT $2";
    ROWS_WITHOUT_FACTS = "SELECT id FROM incident
        WHERE id > $1 AND NOT EXISTS (SELECT 1 FROM fact WHERE incident_id = incident.id)
        ORDER BY id LIMIT $2";
    COUNTS = "SELECT
        (SELECT COUNT(*) FROM incident) AS incidents,
        (SELECT COUNT(*) FROM incident WHERE is_open = TRUE) AS open_incidents,
        (SELECT COUNT(*) FROM fact) AS facts,
        (SELECT COUNT(*) FROM clock) AS clocks,
        (SELECT COUNT(*) FROM due) AS due,
        (SELECT COUNT(*) FROM alert) AS alerts,
        (SELECT COUNT(*) FROM intake_delivery) AS deliveries,
        (SELECT COUNT(*) FROM outbox) AS letters,
        (SELECT COUNT(*) FROM evidence) AS evidence,
        (SELECT COUNT(*) FROM config_version) AS documents,
        (SELECT COUNT(*) FROM sample_block) AS sample_blocks";
}

/// How many rows there are of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Incidents.
    pub incidents: u64,
    /// Of these, open ones.
    pub open_incidents: u64,
    /// Facts of timelines.
    pub facts: u64,
    /// Clock rows.
    pub clocks: u64,
    /// Due rows.
    pub due: u64,
    /// Keys of alerts.
    pub alerts: u64,
    /// Intake deliveries.
    pub deliveries: u64,
    /// Letters.
    pub letters: u64,
    /// Items of evidence.
    pub evidence: u64,
    /// Versions of documents.
    pub documents: u64,
    /// Blocks of samples.
    pub sample_blocks: u64,
}

/// At most `limit` incidents that have a timeline, by id, from after `after` on.
pub fn all_incident_ids(
    tx: &mut ReadTx<'_>,
    after: Option<IncidentId>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.query(TIMELINES, params![after, limit], |row| codec::incident(row, "incident_id"))
}

/// At most `limit` incidents that lists show and that have no timeline; there should be none.
pub fn rows_without_facts(
    tx: &mut ReadTx<'_>,
    after: Option<IncidentId>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.query(ROWS_WITHOUT_FACTS, params![after, limit], |row| codec::incident(row, "id"))
}

/// How many rows there are of what.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Counts, StoreError> {
    tx.query_one(COUNTS, &[], |row| {
        Ok(Counts {
            incidents: row.int("incidents")?,
            open_incidents: row.int("open_incidents")?,
            facts: row.int("facts")?,
            clocks: row.int("clocks")?,
            due: row.int("due")?,
            alerts: row.int("alerts")?,
            deliveries: row.int("deliveries")?,
            letters: row.int("letters")?,
            evidence: row.int("evidence")?,
            documents: row.int("documents")?,
            sample_blocks: row.int("sample_blocks")?,
        })
    })
}
