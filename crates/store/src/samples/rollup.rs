//! Sums of samples by minute, hour and day, which is what charts and reports read.
//!
//! Days are those of UTC: a chart shows a stretch, not a calendar.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::check::Status;
use piket_core::key::CheckKey;

use super::Sample;
use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

crate::statements! {
    ROLLUP_ADD = "INSERT INTO rollup (check_key, period, start_at, results, ok_results, unmeasured,
            timed, sum_ms, min_ms, max_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (check_key, period, start_at) DO UPDATE SET
            results = rollup.results + excluded.results,
            ok_results = rollup.ok_results + excluded.ok_results,
            unmeasured = rollup.unmeasured + excluded.unmeasured,
            timed = rollup.timed + excluded.timed,
            sum_ms = rollup.sum_ms + excluded.sum_ms,
            min_ms = CASE WHEN rollup.min_ms IS NULL OR excluded.min_ms < rollup.min_ms
                THEN excluded.min_ms ELSE rollup.min_ms END,
            max_ms = CASE WHEN rollup.max_ms IS NULL OR excluded.max_ms > rollup.max_ms
                THEN excluded.max_ms ELSE rollup.max_ms END";
    ROLLUPS = "SELECT start_at, results, ok_results, unmeasured, timed, sum_ms, min_ms, max_ms
        FROM rollup WHERE check_key = $1 AND period = $2 AND start_at >= $3 AND start_at < $4
        ORDER BY start_at";
    ROLLUPS_FORGET = "DELETE FROM rollup WHERE period = $1 AND start_at < $2";
}

/// Over how long samples are summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
}

impl Period {
    /// All periods, shortest first.
    pub const ALL: [Self; 3] = [Self::Minute, Self::Hour, Self::Day];

    /// The name in the table and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// How long it is.
    pub fn length_ms(self) -> i64 {
        match self {
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
            Self::Day => 86_400_000,
        }
    }

    /// When the period began in which `at` lies, in milliseconds.
    fn start_ms(self, at: Timestamp) -> i64 {
        let ms = at.as_millisecond();
        ms - ms.rem_euclid(self.length_ms())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|period| period.as_str() == text)
            .ok_or_else(|| format!("{text:?} is not a period: use minute, hour or day"))
    }
}

/// What a check measured within a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rollup {
    /// When the period began.
    pub start_at: Timestamp,
    /// How many results there were.
    pub results: u64,
    /// Of these, how many were good.
    pub ok_results: u64,
    /// Of these, how many said that nothing could be measured.
    pub unmeasured: u64,
    /// How many results had a duration; the rest of the figures is about them.
    pub timed: u64,
    /// All durations together, in milliseconds.
    pub sum_ms: f64,
    /// The shortest.
    pub min_ms: Option<f64>,
    /// The longest.
    pub max_ms: Option<f64>,
}

impl Rollup {
    /// The mean duration, in milliseconds.
    pub fn mean_ms(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "nobody measures that often")]
        (self.timed > 0).then(|| self.sum_ms / self.timed as f64)
    }

    fn empty(start_at: Timestamp) -> Self {
        Self {
            start_at,
            results: 0,
            ok_results: 0,
            unmeasured: 0,
            timed: 0,
            sum_ms: 0.0,
            min_ms: None,
            max_ms: None,
        }
    }

    fn add(&mut self, sample: &Sample) {
        self.results += 1;
        self.ok_results += u64::from(sample.status.is_ok());
        self.unmeasured += u64::from(sample.status == Status::Unknown);
        if let Some(ms) = sample.ms.filter(|ms| ms.is_finite()) {
            self.timed += 1;
            self.sum_ms += ms;
            self.min_ms = Some(self.min_ms.map_or(ms, |least| least.min(ms)));
            self.max_ms = Some(self.max_ms.map_or(ms, |most| most.max(ms)));
        }
    }
}

/// Adds samples to the sums of their minutes, hours and days.
pub(super) fn add(tx: &mut Tx<'_>, check: &CheckKey, samples: &[Sample]) -> Result<(), StoreError> {
    for period in Period::ALL {
        for sum in sums(period, samples)?.values() {
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let values = params![
                check,
                period.as_str(),
                sum.start_at,
                count(sum.results),
                count(sum.ok_results),
                count(sum.unmeasured),
                count(sum.timed),
                sum.sum_ms,
                sum.min_ms,
                sum.max_ms,
            ];
            tx.execute(ROLLUP_ADD, values)?;
        }
    }
    Ok(())
}

fn sums(period: Period, samples: &[Sample]) -> Result<BTreeMap<i64, Rollup>, StoreError> {
    let mut sums = BTreeMap::new();
    for sample in samples {
        let start_ms = period.start_ms(sample.at);
        let start_at = Timestamp::from_millisecond(start_ms).map_err(StoreError::broken)?;
        sums.entry(start_ms).or_insert_with(|| Rollup::empty(start_at)).add(sample);
    }
    Ok(sums)
}

/// The sums of a check for the periods that begin from `from` on and before `until`, oldest
/// first. Periods without a result are left out.
pub fn rollups(
    tx: &mut ReadTx<'_>,
    check: &CheckKey,
    period: Period,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Rollup>, StoreError> {
    tx.query(ROLLUPS, params![check, period.as_str(), from, until], read)
}

/// Deletes the sums of the periods that began before `before`, and says how many.
pub fn forget_rollups(
    tx: &mut Tx<'_>,
    period: Period,
    before: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(ROLLUPS_FORGET, params![period.as_str(), before])
}

fn read(row: &Row<'_>) -> Result<Rollup, StoreError> {
    Ok(Rollup {
        start_at: row.at("start_at")?,
        results: row.int("results")?,
        ok_results: row.int("ok_results")?,
        unmeasured: row.int("unmeasured")?,
        timed: row.int("timed")?,
        sum_ms: row.real("sum_ms")?,
        min_ms: row.opt_real("min_ms")?,
        max_ms: row.opt_real("max_ms")?,
    })
}
