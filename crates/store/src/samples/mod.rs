//! Samples: what checks measured, in compressed blocks, and summed up for drawing.
//!
//! A sample is not a row. Whoever runs the checks collects the results of a check for a while and
//! hands them over together; a block grows until it is full. What pages draw are the sums.

pub(crate) mod block;
pub(crate) mod rollup;

use jiff::Timestamp;
use piket_core::check::{CheckResult, Status};
use piket_core::key::CheckKey;

use crate::StoreError;
use crate::sql::Tx;

pub use block::{forget_raw, raw};
pub use rollup::{Period, Rollup, forget_rollups, rollups};

/// What one run of a check measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When the run began.
    pub at: Timestamp,
    /// The verdict.
    pub status: Status,
    /// How long it took, in milliseconds; nothing if it did not come to an end.
    pub ms: Option<f64>,
}

impl From<&CheckResult> for Sample {
    fn from(result: &CheckResult) -> Self {
        Self { at: result.at, status: result.status, ms: result.timings.total_ms }
    }
}

/// Keeps samples of a check and adds them to its sums. Each is to be handed over once.
pub fn record(tx: &mut Tx<'_>, check: &CheckKey, samples: &[Sample]) -> Result<(), StoreError> {
    if samples.is_empty() {
        return Ok(());
    }
    block::add(tx, check, samples)?;
    rollup::add(tx, check, samples)
}
