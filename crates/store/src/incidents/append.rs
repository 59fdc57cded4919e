//! Appending facts to a timeline, with everything that is read off it, in one transaction.

use jiff::Timestamp;
use piket_core::incident::Entry;
use piket_core::key::IncidentId;

use super::IncidentRow;
use crate::clocks::{self, ClockRow};
use crate::sql::{Tx, Value};
use crate::{StoreError, codec, due, params};

crate::statements! {
    INCIDENT_ADD = concat!("INSERT INTO incident (", columns!(), ") VALUES ($1, $2, $3, $4, $5,
        $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25, $26, $27, $28)");
    INCIDENT_CHANGE = "UPDATE incident SET number = $2, client_key = $3, application_key = $4,
            summary = $5, ticket = $6, step = $7, priority = $8, holder_party = $9,
            holder_person = $10, is_taken = $11, waiting_on = $12, client_waits = $13,
            reporter = $14, version = $15, is_open = $16, reported_at = $17, changed_at = $18,
            closed_at = $19, deadline_at = $20, deadline_metric = $21, is_breached = $22,
            next_update_at = $23, sort_at = $24, visited = $25,
            clock_state = $26, paused_at = $27, offer_until_at = $28
        WHERE id = $1 AND version = $29";
    INCIDENT_CHANGE_QUIETLY = "UPDATE incident SET summary = $5, ticket = $6, holder_party = $9,
            reporter = $14, version = $15, reported_at = $17, changed_at = $18, closed_at = $19,
            deadline_at = $20, deadline_metric = $21, is_breached = $22, visited = $25,
            paused_at = $27
        WHERE id = $1 AND version = $29 AND number = $2 AND client_key = $3
            AND application_key IS NOT DISTINCT FROM $4 AND step = $7 AND priority = $8
            AND holder_person IS NOT DISTINCT FROM $10 AND is_taken = $11
            AND waiting_on IS NOT DISTINCT FROM $12 AND client_waits = $13 AND is_open = $16
            AND next_update_at IS NOT DISTINCT FROM $23 AND sort_at = $24 AND clock_state = $26
            AND offer_until_at IS NOT DISTINCT FROM $28";
    INCIDENT_FORGET = "DELETE FROM incident WHERE id = $1";
    FACT_ADD = "INSERT INTO fact (incident_id, seq, happened_at, recorded_at, actor, kind, payload)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// What becomes of an incident.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// How many facts the decision was based on; 0 for a new incident.
    pub expected_version: u32,
    /// The facts that follow, numbered from the one after.
    pub entries: &'a [Entry],
    /// What lists show after them.
    pub row: &'a IncidentRow,
    /// The clocks after them.
    pub clocks: &'a [ClockRow],
    /// When something will happen by itself next.
    pub due_at: Option<Timestamp>,
}

/// Appends facts to a timeline.
///
/// # Errors
///
/// [`StoreError::Conflict`] if the incident is not at the expected version any more (or, for a new
/// one, if its id or number is taken): decide again on fresh state. Nothing of the job is kept.
pub fn append(tx: &mut Tx<'_>, change: &Change<'_>) -> Result<(), StoreError> {
    let Change { expected_version, entries, row, clocks, due_at } = *change;
    check(change)?;
    let is_new = expected_version == 0;
    let mut values = row.values()?;
    if is_new {
        tx.execute(INCIDENT_ADD, &values)?;
    } else {
        values.push(expected_version.into());
        if tx.update(INCIDENT_CHANGE_QUIETLY, INCIDENT_CHANGE, &values)? == 0 {
            return Err(StoreError::Conflict);
        }
    }
    for entry in entries {
        tx.execute(FACT_ADD, &fact_values(row.id, entry)?)?;
    }
    clocks::put(tx, row.id, clocks, is_new)?;
    if !is_new || due_at.is_some() {
        due::set(tx, row.id, due_at)?;
    }
    Ok(())
}

/// That the facts are the next ones, so that no timeline can get a gap.
fn check(change: &Change<'_>) -> Result<(), StoreError> {
    let mut last = change.expected_version;
    for entry in change.entries {
        if entry.seq != last.saturating_add(1) {
            return Err(StoreError::Broken(format!("fact {} does not follow {last}", entry.seq)));
        }
        last = entry.seq;
    }
    if change.entries.is_empty() || change.row.version != last {
        return Err(StoreError::broken("the row is not that of the last fact"));
    }
    Ok(())
}

fn fact_values(incident: IncidentId, entry: &Entry) -> Result<[Value; 7], StoreError> {
    let payload = serde_json::to_value(&entry.fact).map_err(StoreError::broken)?;
    let kind = payload.get("fact").and_then(serde_json::Value::as_str).unwrap_or_default();
    Ok([
        incident.into(),
        entry.seq.into(),
        entry.at.into(),
        entry.recorded_at.into(),
        codec::json(&entry.actor)?.into(),
        kind.into(),
        payload.to_string().into(),
    ])
}

/// Writes anew what was read off a timeline, for `piket rebuild`; the facts stay as they are.
///
/// # Errors
///
/// [`StoreError::Conflict`] if another incident has its number.
pub fn rewrite(
    tx: &mut Tx<'_>,
    row: &IncidentRow,
    clocks: &[ClockRow],
    due_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(INCIDENT_FORGET, params![row.id])?;
    tx.execute(INCIDENT_ADD, &row.values()?)?;
    clocks::put(tx, row.id, clocks, false)?;
    due::set(tx, row.id, due_at)
}
