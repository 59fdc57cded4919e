//! Alerts: under which key trouble is known, to which incident it belongs, and whether it lasts.
//!
//! There is one row a key, so a repeat finds its incident and no key can have two at once.

use jiff::Timestamp;
use piket_core::key::IncidentId;
use piket_core::process::Step;

use crate::sql::{ReadTx, Row, Tx, Value};
use crate::{StoreError, codec, params};

macro_rules! alerts {
    ($rest:literal) => {
        concat!(
            "SELECT a.source, a.key, a.incident_id, a.is_open, a.seen_count, a.first_seen_at, \
             a.last_seen_at, a.summary, i.step \
             FROM alert a JOIN incident i ON i.id = a.incident_id ",
            $rest
        )
    };
}

crate::statements! {
    ALERT_LOCK = "SELECT key FROM alert WHERE source = $1 AND key = $2 /* for update */";
    ALERT_FIND = alerts!("WHERE a.source = $1 AND a.key = $2");
    ALERTS_OF = alerts!("WHERE a.incident_id = $1 ORDER BY a.first_seen_at, a.source, a.key");
    ALERT_ADD = "INSERT INTO alert (source, key, incident_id, is_open, seen_count, first_seen_at,
            last_seen_at, summary)
        VALUES ($1, $2, $3, TRUE, 1, $4, $4, $5)";
    ALERT_OPEN = "UPDATE alert SET is_open = TRUE,
            seen_count = CASE WHEN incident_id = $3 THEN seen_count + 1 ELSE 1 END,
            first_seen_at = CASE WHEN incident_id = $3 THEN first_seen_at ELSE $4 END,
            incident_id = $3, last_seen_at = $4, summary = $5
        WHERE source = $1 AND key = $2";
    ALERT_REPEAT = "UPDATE alert SET seen_count = seen_count + 1, last_seen_at = $3
        WHERE source = $1 AND key = $2";
    ALERT_CLOSE = "UPDATE alert SET is_open = FALSE, last_seen_at = $3
        WHERE source = $1 AND key = $2 AND is_open = TRUE";
    ALERT_MOVE = "UPDATE alert SET incident_id = $4
        WHERE source = $1 AND key = $2 AND incident_id = $3";
}

/// What is known under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// From whom: the name of an intake, or `check`.
    pub source: String,
    /// The key, unique within the source.
    pub key: String,
    /// To which incident it belongs, or belonged last.
    pub incident: IncidentId,
    /// Whether it lasts.
    pub is_open: bool,
    /// How often it was seen in this incident.
    pub seen_count: u64,
    /// When it was first seen in this incident.
    pub first_seen_at: Timestamp,
    /// When it was last seen.
    pub last_seen_at: Timestamp,
    /// In one line.
    pub summary: String,
    /// Where its incident is.
    pub step: Step,
}

/// An alert on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAlert<'a> {
    /// From whom.
    pub source: &'a str,
    /// The key.
    pub key: &'a str,
    /// To which incident it belongs.
    pub incident: IncidentId,
    /// In one line.
    pub summary: &'a str,
    /// When it was seen.
    pub seen_at: Timestamp,
}

/// What is known under a key.
pub fn find(tx: &mut ReadTx<'_>, source: &str, key: &str) -> Result<Option<Alert>, StoreError> {
    tx.query_opt(ALERT_FIND, params![source, key], read)
}

/// What is known under a key, for a decision about it: a known key is this transaction's until
/// its end. Of two that meet a new key at once, the second fails in [`add`].
pub fn find_for_change(
    tx: &mut Tx<'_>,
    source: &str,
    key: &str,
) -> Result<Option<Alert>, StoreError> {
    tx.query_opt(ALERT_LOCK, params![source, key], |_| Ok(()))?;
    find(tx, source, key)
}

/// The alerts of an incident, oldest first.
pub fn of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<Alert>, StoreError> {
    tx.query(ALERTS_OF, params![incident], read)
}

/// An alert under a new key.
///
/// # Errors
///
/// [`StoreError::Conflict`] if the key became known meanwhile: decide again.
pub fn add(tx: &mut Tx<'_>, alert: &NewAlert<'_>) -> Result<(), StoreError> {
    tx.execute(ALERT_ADD, &values(alert)).map(drop)
}

/// An alert under a known key lasts again, in the same incident or in a new one.
pub fn reopen(tx: &mut Tx<'_>, alert: &NewAlert<'_>) -> Result<(), StoreError> {
    tx.execute(ALERT_OPEN, &values(alert)).map(drop)
}

fn values(alert: &NewAlert<'_>) -> [Value; 5] {
    [
        alert.source.into(),
        alert.key.into(),
        alert.incident.into(),
        alert.seen_at.into(),
        alert.summary.into(),
    ]
}

/// The same alert was seen once more.
pub fn repeat(tx: &mut Tx<'_>, source: &str, key: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(ALERT_REPEAT, params![source, key, at]).map(drop)
}

/// The alert is over. True if it lasted until now.
pub fn close(tx: &mut Tx<'_>, source: &str, key: &str, at: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(ALERT_CLOSE, params![source, key, at])? > 0)
}

/// What comes under this key belongs to the second incident from now on, if it was the first's.
pub fn hand_over(
    tx: &mut Tx<'_>,
    source: &str,
    key: &str,
    (from, to): (IncidentId, IncidentId),
) -> Result<(), StoreError> {
    tx.execute(ALERT_MOVE, params![source, key, from, to]).map(drop)
}

fn read(row: &Row<'_>) -> Result<Alert, StoreError> {
    Ok(Alert {
        source: row.text("source")?,
        key: row.text("key")?,
        incident: codec::incident(row, "incident_id")?,
        is_open: row.bool("is_open")?,
        seen_count: row.int("seen_count")?,
        first_seen_at: row.at("first_seen_at")?,
        last_seen_at: row.at("last_seen_at")?,
        summary: row.text("summary")?,
        step: row.parsed("step")?,
    })
}
