//! Corrections: what waits for a decision, and what was decided, for lists.
//!
//! What is true is the timeline; these rows are read off it.

use jiff::Timestamp;
use piket_core::incident::{Correction, CorrectionRequest, Standing, State};
use piket_core::key::{ClientKey, IncidentId, Number, PersonKey};

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

macro_rules! corrections {
    ($rest:literal) => {
        concat!(
            "SELECT incident_id, number, incident_number, client_key, standing, is_alone, \
             requested_by, requested_at, decided_by, sort_at, correction FROM correction ",
            $rest
        )
    };
}

crate::statements! {
    CORRECTION_PUT = "INSERT INTO correction (incident_id, number, incident_number, client_key,
            standing, is_waiting, is_alone, requested_by, requested_at, decided_by, sort_at,
            correction)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (incident_id, number) DO UPDATE SET standing = excluded.standing,
            is_waiting = excluded.is_waiting, is_alone = excluded.is_alone,
            decided_by = excluded.decided_by, sort_at = excluded.sort_at";
    CORRECTIONS_WAITING = corrections!("WHERE is_waiting = TRUE
        ORDER BY sort_at, incident_id, number LIMIT $1");
    CORRECTIONS_DECIDED = corrections!("WHERE is_waiting = FALSE
            AND (sort_at, incident_id, number) < ($1, $2, $3)
        ORDER BY sort_at DESC, incident_id DESC, number DESC LIMIT $4");
}

/// A request as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// Of which incident.
    pub incident: IncidentId,
    /// The number by which people call that.
    pub incident_number: Number,
    /// Whose it is.
    pub client: ClientKey,
    /// What was asked.
    pub correction: Correction,
    /// What became of it, by name.
    pub standing: String,
    /// Whether who asked approved it alone.
    pub is_alone: bool,
    /// Who asked.
    pub requested_by: Option<PersonKey>,
    /// When.
    pub requested_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<PersonKey>,
    /// When it was asked while it waits, when it was decided after that.
    pub sort_at: Timestamp,
}

/// Where a page of decided requests ended.
pub type Cursor = (Timestamp, IncidentId, u32);

impl CorrectionRow {
    /// Where a page that ends with this row ends.
    pub const fn cursor(&self) -> Cursor {
        (self.sort_at, self.incident, self.correction.number)
    }
}

/// Writes down how every request of an incident stands.
pub fn put(tx: &mut Tx<'_>, incident: IncidentId, state: &State) -> Result<(), StoreError> {
    for request in state.corrections.requests() {
        put_one(tx, incident, state, request)?;
    }
    Ok(())
}

fn put_one(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    state: &State,
    request: &CorrectionRequest,
) -> Result<(), StoreError> {
    let standing = &request.standing;
    let values = params![
        incident,
        request.correction.number,
        state.number,
        &state.client,
        standing.as_str(),
        request.is_waiting(),
        matches!(standing, Standing::Approved { is_alone: true, .. }),
        request.requested_by.as_ref(),
        request.requested_at,
        standing.decided_by(),
        standing.decided_at().unwrap_or(request.requested_at),
        codec::json(&request.correction)?,
    ];
    tx.execute(CORRECTION_PUT, values).map(drop)
}

/// At most `limit` requests that wait for a decision, the oldest first.
pub fn waiting(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<CorrectionRow>, StoreError> {
    tx.query(CORRECTIONS_WAITING, params![limit], read)
}

/// At most `limit` requests that were decided, the latest first, from where a page ended.
pub fn decided(
    tx: &mut ReadTx<'_>,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<CorrectionRow>, StoreError> {
    let values = match after {
        Some((at, incident, number)) => params![at, incident, number, limit],
        None => params![i64::MAX, "", 0u32, limit],
    };
    tx.query(CORRECTIONS_DECIDED, values, read)
}

fn read(row: &Row<'_>) -> Result<CorrectionRow, StoreError> {
    Ok(CorrectionRow {
        incident: codec::incident(row, "incident_id")?,
        incident_number: Number(row.int("incident_number")?),
        client: row.parsed("client_key")?,
        correction: row.json("correction")?,
        standing: row.text("standing")?,
        is_alone: row.bool("is_alone")?,
        requested_by: row.opt_parsed("requested_by")?,
        requested_at: row.at("requested_at")?,
        decided_by: row.opt_parsed("decided_by")?,
        sort_at: row.at("sort_at")?,
    })
}
