//! Leases: which node does what only one may do, until when.
//!
//! A node that dies loses its leases by the passing of time alone. A lease that ends later than
//! any that could have been given was taken by a clock that was wrong, and keeps nobody out.

use jiff::{SignedDuration, Timestamp};

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, params};

crate::statements! {
    LEASE_TAKE = "INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $4)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
        WHERE lease.holder = excluded.holder OR lease.until_at <= $3 OR lease.until_at > $5";
    LEASE_GIVE_BACK = "DELETE FROM lease WHERE name = $1 AND holder = $2";
    LEASE_HOLDER = "SELECT holder, until_at FROM lease WHERE name = $1";
}

/// By how much the clocks of two nodes may differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(1);

/// Takes or prolongs a lease until `until`; false if another holds it at `now`.
pub fn take(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let latest = until.checked_add(CLOCKS_DIFFER).unwrap_or(Timestamp::MAX);
    Ok(tx.execute(LEASE_TAKE, params![name, holder, now, until, latest])? > 0)
}

/// Gives a lease back, so that nobody need wait for its end.
pub fn give_back(tx: &mut Tx<'_>, name: &str, holder: &str) -> Result<(), StoreError> {
    tx.execute(LEASE_GIVE_BACK, params![name, holder]).map(drop)
}

/// Who took the lease last, and until when.
pub fn holder(tx: &mut ReadTx<'_>, name: &str) -> Result<Option<(String, Timestamp)>, StoreError> {
    tx.query_opt(LEASE_HOLDER, params![name], |row| Ok((row.text("holder")?, row.at("until_at")?)))
}
