//! Frozen months: the figures as they were published, version by version, and what was decided
//! about the credits of a version.

use jiff::Timestamp;
use piket_core::figures::{Figures, Month};
use piket_core::key::{ApplicationKey, PersonKey};

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    FROZEN_ADD = "INSERT INTO frozen_month (application_key, month, version, frozen_at, frozen_by,
            reason, inputs_sha256, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FROZEN_VERSIONS = "SELECT version, frozen_at, frozen_by, reason, inputs_sha256, body
        FROM frozen_month WHERE application_key = $1 AND month = $2 ORDER BY version";
    FROZEN_LATEST = "SELECT version, frozen_at, frozen_by, reason, inputs_sha256, body
        FROM frozen_month f
        WHERE application_key = $1 AND month >= $2 AND month <= $3 AND version =
            (SELECT MAX(version) FROM frozen_month l
             WHERE l.application_key = f.application_key AND l.month = f.month)
        ORDER BY month";
    FROZEN_AT = "SELECT MAX(frozen_at) AS frozen_at FROM frozen_month
        WHERE application_key = $1 AND month = $2";
    CREDIT_ADD = "INSERT INTO credit_decision (application_key, month, version, decided_at,
            decided_by, is_given, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    CREDITS = "SELECT version, decided_at, decided_by, is_given, reason FROM credit_decision
        WHERE application_key = $1 AND month = $2 ORDER BY version";
}

/// A version of a frozen month.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// Which version, from 1.
    pub version: u32,
    /// When it was frozen.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonKey,
    /// Why there is another version; empty for the first.
    pub reason: String,
    /// The SHA-256 of everything that the figures were made of, in hexadecimal.
    pub inputs_sha256: String,
    /// The figures.
    pub figures: Figures,
}

/// What was decided about the credits of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditDecision {
    /// Of which version.
    pub version: u32,
    /// When.
    pub decided_at: Timestamp,
    /// By whom.
    pub decided_by: PersonKey,
    /// Whether the client gets what was proposed.
    pub is_given: bool,
    /// What was said about it.
    pub reason: String,
}

/// Keeps a version.
///
/// # Errors
///
/// [`StoreError::Conflict`] if there is one of that number: somebody else was first.
pub fn freeze(tx: &mut Tx<'_>, frozen: &Frozen) -> Result<(), StoreError> {
    let Frozen { version, at, by, reason, inputs_sha256, figures } = frozen;
    let values = params![
        &figures.application,
        figures.month.to_string(),
        *version,
        *at,
        by,
        reason,
        inputs_sha256,
        codec::json(figures)?,
    ];
    tx.execute(FROZEN_ADD, values).map(drop)
}

/// The versions of a month, oldest first; none if it is not frozen.
pub fn versions(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
    month: Month,
) -> Result<Vec<Frozen>, StoreError> {
    tx.query(FROZEN_VERSIONS, params![application, month.to_string()], read)
}

/// When the last version of a month was frozen; nothing if it is not frozen.
pub fn frozen_at(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
    month: Month,
) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(FROZEN_AT, params![application, month.to_string()], |row| row.opt_at("frozen_at"))
}

/// The last version of each month that is frozen, from `first` to `last`.
pub fn latest(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
    first: Month,
    last: Month,
) -> Result<Vec<Frozen>, StoreError> {
    let values = params![application, first.to_string(), last.to_string()];
    tx.query(FROZEN_LATEST, values, read)
}

/// Keeps what was decided about credits.
///
/// # Errors
///
/// [`StoreError::Conflict`] if it was decided before.
pub fn decide_credit(
    tx: &mut Tx<'_>,
    application: &ApplicationKey,
    month: Month,
    decision: &CreditDecision,
) -> Result<(), StoreError> {
    let CreditDecision { version, decided_at, decided_by, is_given, reason } = decision;
    let values = params![
        application,
        month.to_string(),
        *version,
        *decided_at,
        decided_by,
        *is_given,
        reason,
    ];
    tx.execute(CREDIT_ADD, values).map(drop)
}

/// What was decided about the credits of a month, by version.
pub fn decisions(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
    month: Month,
) -> Result<Vec<CreditDecision>, StoreError> {
    tx.query(CREDITS, params![application, month.to_string()], |row| {
        Ok(CreditDecision {
            version: row.int("version")?,
            decided_at: row.at("decided_at")?,
            decided_by: row.parsed("decided_by")?,
            is_given: row.bool("is_given")?,
            reason: row.text("reason")?,
        })
    })
}

fn read(row: &Row<'_>) -> Result<Frozen, StoreError> {
    Ok(Frozen {
        version: row.int("version")?,
        at: row.at("frozen_at")?,
        by: row.parsed("frozen_by")?,
        reason: row.text("reason")?,
        inputs_sha256: row.text("inputs_sha256")?,
        figures: row.json("body")?,
    })
}
