//! Checks: where each stands, and its latest failing and good results, which become evidence.
//!
//! Only changes are written here; single measurements go to [`crate::samples`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::check::{CheckResult, CheckState};
use piket_core::key::CheckKey;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    CHECK_STATE_SET = "INSERT INTO check_state (check_key, state, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (check_key) DO UPDATE SET state = excluded.state,
            changed_at = excluded.changed_at";
    CHECK_STATE = "SELECT check_key, state, changed_at FROM check_state WHERE check_key = $1";
    CHECK_STATES = "SELECT check_key, state, changed_at FROM check_state";
    CHECK_LATEST_SET = "INSERT INTO check_latest (check_key, failing, good) VALUES ($1, $2, $3)
        ON CONFLICT (check_key) DO UPDATE SET
            failing = COALESCE(excluded.failing, check_latest.failing),
            good = COALESCE(excluded.good, check_latest.good)";
    CHECK_LATEST = "SELECT failing, good FROM check_latest WHERE check_key = $1";
    CHECK_STATE_FORGET = "DELETE FROM check_state WHERE check_key = $1";
    CHECK_LATEST_FORGET = "DELETE FROM check_latest WHERE check_key = $1";
}

/// Where a check stands, and since when this is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which check.
    pub check: CheckKey,
    /// Where it stands.
    pub state: CheckState,
    /// When that was written.
    pub changed_at: Timestamp,
}

/// The latest results of a check, one of each kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Latest {
    /// The latest that was not good.
    pub failing: Option<CheckResult>,
    /// The latest that was good.
    pub good: Option<CheckResult>,
}

/// Notes where a check stands.
pub fn set_state(
    tx: &mut Tx<'_>,
    check: &CheckKey,
    state: &CheckState,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(CHECK_STATE_SET, params![check, codec::json(state)?, now]).map(drop)
}

/// Where a check stands.
pub fn state(tx: &mut ReadTx<'_>, check: &CheckKey) -> Result<Option<Standing>, StoreError> {
    tx.query_opt(CHECK_STATE, params![check], read)
}

/// Where all checks stand.
pub fn states(tx: &mut ReadTx<'_>) -> Result<BTreeMap<CheckKey, Standing>, StoreError> {
    let standings = tx.query(CHECK_STATES, &[], read)?;
    Ok(standings.into_iter().map(|standing| (standing.check.clone(), standing)).collect())
}

/// Notes the latest results; a kind that is not given stays as it is.
pub fn set_latest(
    tx: &mut Tx<'_>,
    check: &CheckKey,
    failing: Option<&CheckResult>,
    good: Option<&CheckResult>,
) -> Result<(), StoreError> {
    let failing = failing.map(codec::json).transpose()?;
    let good = good.map(codec::json).transpose()?;
    tx.execute(CHECK_LATEST_SET, params![check, failing, good]).map(drop)
}

/// The latest results of a check.
pub fn latest(tx: &mut ReadTx<'_>, check: &CheckKey) -> Result<Latest, StoreError> {
    let latest = tx.query_opt(CHECK_LATEST, params![check], |row| {
        Ok(Latest { failing: row.opt_json("failing")?, good: row.opt_json("good")? })
    })?;
    Ok(latest.unwrap_or_default())
}

/// Forgets where a check stood and its latest results, because it is another check now or none.
pub fn forget(tx: &mut Tx<'_>, check: &CheckKey) -> Result<(), StoreError> {
    tx.execute(CHECK_STATE_FORGET, params![check])?;
    tx.execute(CHECK_LATEST_FORGET, params![check]).map(drop)
}

fn read(row: &Row<'_>) -> Result<Standing, StoreError> {
    Ok(Standing {
        check: row.parsed("check_key")?,
        state: row.json("state")?,
        changed_at: row.at("changed_at")?,
    })
}
