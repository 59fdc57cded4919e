//! Retention: measurements that are older than anybody draws really go. Timelines, agreements and
//! letters are not touched here.

use jiff::{SignedDuration, Timestamp};
use piket_store::samples::{Period, forget_raw, forget_rollups};
use piket_store::{StoreError, Tx};

use crate::desk::Desk;

/// How many days single measurements are kept.
const RAW_DAYS: i64 = 14;

/// How many days sums are kept; sums of days are kept for ever.
fn days(period: Period) -> Option<i64> {
    match period {
        Period::Minute => Some(14),
        Period::Hour => Some(400),
        Period::Day => None,
    }
}

impl Desk {
    /// Deletes what was measured long ago, and says how many blocks and sums that were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached; the next time goes on with it.
    pub async fn forget_old_measurements(&self, now: Timestamp) -> Result<u64, StoreError> {
        let before =
            move |days: i64| now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
        let forget = move |tx: &mut Tx<'_>| -> Result<u64, StoreError> {
            let mut gone = forget_raw(tx, before(RAW_DAYS))?;
            for period in Period::ALL {
                if let Some(days) = days(period) {
                    gone += forget_rollups(tx, period, before(days))?;
                }
            }
            Ok(gone)
        };
        self.store().write(forget).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use piket_core::check::Status;
    use piket_core::key::CheckKey;
    use piket_store::Store;
    use piket_store::samples::{Sample, raw, record, rollups};

    use super::*;
    use crate::chance::SeededChance;

    const MEASURED: &str = "2026-03-06T10:00:00Z";

    /// What is left of one measurement after so many days: itself, and sums by minute, hour, day.
    async fn left_after(days: i64) -> [usize; 4] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("piket.db").to_str().unwrap()).unwrap();
        let measured: Timestamp = MEASURED.parse().unwrap();
        let check: CheckKey = "shop".parse().unwrap();
        let sample = Sample { at: measured, status: Status::Ok, ms: Some(120.0) };
        let key = check.clone();
        let keep = move |tx: &mut Tx<'_>| record(tx, &key, &[sample]);
        let kept: Result<(), StoreError> = store.write(keep).await;
        kept.unwrap();

        let desk = Desk::open(store.clone(), Arc::new(SeededChance::new(1))).await.unwrap();
        let now = measured + SignedDuration::from_hours(24 * days);
        desk.forget_old_measurements(now).await.unwrap();

        let (from, until) = (measured - SignedDuration::from_hours(48), Timestamp::MAX);
        let left: Result<_, StoreError> = store
            .read(move |tx| {
                let sums = |tx: &mut _, period| Ok(rollups(tx, &check, period, from, until)?.len());
                Ok([
                    raw(tx, &check, from, until)?.len(),
                    sums(tx, Period::Minute)?,
                    sums(tx, Period::Hour)?,
                    sums(tx, Period::Day)?,
                ])
            })
            .await;
        left.unwrap()
    }

    #[tokio::test]
    async fn a_measurement_is_kept_two_weeks_its_hour_a_year_and_its_day_for_ever() {
        assert_eq!(left_after(13).await, [1, 1, 1, 1]);
        assert_eq!(left_after(15).await, [0, 0, 1, 1]);
        assert_eq!(left_after(399).await, [0, 0, 1, 1]);
        assert_eq!(left_after(401).await, [0, 0, 0, 1]);
    }
}
