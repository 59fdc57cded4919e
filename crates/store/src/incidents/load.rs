//! Reading one incident back: its timeline, or its row.

use piket_core::incident::{Entry, State};
use piket_core::key::{IncidentId, Number};

use super::IncidentRow;
use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    FACTS_OF = "SELECT seq, happened_at, recorded_at, actor, payload FROM fact
        WHERE incident_id = $1 ORDER BY seq";
    INCIDENT_LOCK = "SELECT id FROM incident WHERE id = $1 /* for update */";
    INCIDENT_BY_NUMBER = "SELECT id FROM incident WHERE number = $1";
    INCIDENT_ROW = concat!("SELECT ", columns!(), " FROM incident WHERE id = $1");
    INCIDENT_ROWS = concat!("SELECT ", columns!(), " FROM incident
        WHERE id IN (SELECT value FROM json_each($1))");
}

/// An incident as its timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Whose timeline.
    pub id: IncidentId,
    /// The facts, oldest first; never empty.
    pub entries: Vec<Entry>,
}

impl Timeline {
    /// The state that the timeline adds up to; `None` if it does not begin with a report, which
    /// [`super::append()`]'s callers never write.
    pub fn state(&self) -> Option<State> {
        State::replay(&self.entries)
    }
}

/// The timeline of an incident.
pub fn load(tx: &mut ReadTx<'_>, id: IncidentId) -> Result<Option<Timeline>, StoreError> {
    let entries = tx.query(FACTS_OF, params![id], entry)?;
    Ok((!entries.is_empty()).then_some(Timeline { id, entries }))
}

fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    Ok(Entry {
        seq: row.int("seq")?,
        at: row.at("happened_at")?,
        recorded_at: row.at("recorded_at")?,
        actor: row.json("actor")?,
        fact: row.json("payload")?,
    })
}

/// Lets nobody else change the incident, or what goes with it, until the transaction is over.
pub fn lock(tx: &mut Tx<'_>, id: IncidentId) -> Result<(), StoreError> {
    tx.query_opt(INCIDENT_LOCK, params![id], |row| row.text("id")).map(drop)
}

/// The incident of that number.
pub fn by_number(tx: &mut ReadTx<'_>, number: Number) -> Result<Option<IncidentId>, StoreError> {
    tx.query_opt(INCIDENT_BY_NUMBER, params![number], |row| codec::incident(row, "id"))
}

/// The row of an incident.
pub fn row(tx: &mut ReadTx<'_>, id: IncidentId) -> Result<Option<IncidentRow>, StoreError> {
    tx.query_opt(INCIDENT_ROW, params![id], IncidentRow::read)
}

/// The rows of these incidents, in the order in which they are named; those that are not there
/// are left out.
pub fn rows(tx: &mut ReadTx<'_>, ids: &[IncidentId]) -> Result<Vec<IncidentRow>, StoreError> {
    let mut rows = tx.query(INCIDENT_ROWS, params![codec::json(ids)?], IncidentRow::read)?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}
