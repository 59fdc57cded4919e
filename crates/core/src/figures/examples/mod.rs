//! Figures that were worked out by hand, with the sums beside them.

mod availability;
mod made;
mod maintenance;
mod promises;
mod report;

pub(super) use made::{Made, at, clock, noted, outage};

const HOUR: i64 = 3_600;
