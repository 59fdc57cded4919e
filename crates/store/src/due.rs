//! Due rows: when each incident must be looked at next, because something will happen by itself.
//!
//! What that is, is not kept: the agenda is computed anew from the incident when its time comes.

use jiff::Timestamp;
use piket_core::key::IncidentId;

use crate::sql::{ReadTx, Tx, Value};
use crate::{StoreError, codec, params};

crate::statements! {
    DUE_SET = "INSERT INTO due (incident_id, due_at) VALUES ($1, $2)
        ON CONFLICT (incident_id) DO UPDATE SET due_at = excluded.due_at
            WHERE due.due_at <> excluded.due_at";
    DUE_CLEAR = "DELETE FROM due WHERE incident_id = $1";
    DUE_BEFORE = "SELECT incident_id, due_at FROM due WHERE due_at <= $1
        ORDER BY due_at, incident_id LIMIT $2";
    DUE_NEXT = "SELECT due_at FROM due ORDER BY due_at, incident_id LIMIT 1";
    DUE_OF = "SELECT due_at FROM due WHERE incident_id = $1";
}

/// Notes when `incident` is to be looked at; `None` if nothing will happen by itself.
///
/// A part of a millisecond is rounded up, so that nobody is woken too early.
pub fn set(tx: &mut Tx<'_>, incident: IncidentId, at: Option<Timestamp>) -> Result<(), StoreError> {
    match at {
        Some(at) => tx.execute(DUE_SET, params![incident, rounded_up(at)]),
        None => tx.execute(DUE_CLEAR, params![incident]),
    }
    .map(drop)
}

fn rounded_up(at: Timestamp) -> Value {
    let ms = at.as_millisecond();
    let is_whole = at.subsec_nanosecond() % 1_000_000 == 0;
    // Before 1970 parts of a millisecond are cut off upwards already.
    Value::Int(if is_whole || ms < 0 { ms } else { ms.saturating_add(1) })
}

/// The incidents whose time has come at `now`, longest waiting first.
pub fn before(
    tx: &mut ReadTx<'_>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(IncidentId, Timestamp)>, StoreError> {
    tx.query(DUE_BEFORE, params![now, limit], |row| {
        Ok((codec::incident(row, "incident_id")?, row.at("due_at")?))
    })
}

/// When the next incident is to be looked at; in the past if one waits already.
pub fn next(tx: &mut ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_opt(DUE_NEXT, &[], |row| row.at("due_at"))
}

/// When this incident is to be looked at.
pub fn of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Option<Timestamp>, StoreError> {
    tx.query_opt(DUE_OF, params![incident], |row| row.at("due_at"))
}
