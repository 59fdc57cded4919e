//! What the time spent in a month came to when the month was frozen: one figure a version, never
//! changed.

use std::collections::BTreeMap;

use piket_core::figures::Month;
use piket_core::key::{ApplicationKey, ClientKey};

use crate::sql::{ReadTx, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    TIME_PUBLISH = "INSERT INTO time_published (application_key, month, version, seconds)
        VALUES ($1, $2, $3, $4)";
    TIME_PUBLISHED = "SELECT application_key, month, seconds FROM time_published
        WHERE application_key IN (SELECT value FROM json_each($1)) AND month >= $2 AND month <= $3
        ORDER BY application_key, month, version";
    TIME_OF_APPLICATION = "SELECT CAST(COALESCE(SUM(seconds), 0) AS BIGINT) AS seconds
        FROM time_piece WHERE client_key = $1 AND month = $2 AND application_key = $3";
}

/// What was published, by application and month, in seconds.
pub type Published = BTreeMap<(ApplicationKey, Month), i64>;

/// What counts for an application in a month as things are, in seconds.
pub fn of_application(
    tx: &mut ReadTx<'_>,
    client: &ClientKey,
    application: &ApplicationKey,
    month: Month,
) -> Result<i64, StoreError> {
    let values = params![client, month.to_string(), application];
    tx.query_one(TIME_OF_APPLICATION, values, |row| row.int("seconds"))
}

/// Keeps what a version of a frozen month publishes.
pub fn publish(
    tx: &mut Tx<'_>,
    application: &ApplicationKey,
    (month, version): (Month, u32),
    seconds: i64,
) -> Result<(), StoreError> {
    let values = params![application, month.to_string(), version, seconds];
    tx.execute(TIME_PUBLISH, values).map(drop)
}

/// What the last versions of these months published, from `first` to `last`. A month that was
/// frozen before time was kept with it has nothing here.
pub fn published(
    tx: &mut ReadTx<'_>,
    applications: &[ApplicationKey],
    first: Month,
    last: Month,
) -> Result<Published, StoreError> {
    let values = params![codec::json(applications)?, first.to_string(), last.to_string()];
    let rows = tx.query(TIME_PUBLISHED, values, |row| {
        let key = (row.parsed("application_key")?, row.parsed("month")?);
        Ok((key, row.int::<i64>("seconds")?))
    })?;
    Ok(rows.into_iter().collect())
}
