//! Corrections: what is said beside a figure that was wrong, or a breach that is excused.
//!
//! The original is never touched. A correction names it, gives the reason and the evidence, and
//! counts from the moment at which somebody other than the one who asked has approved it; both
//! figures can be shown for ever (domain §2.10). Here are the words; what they do to the clocks is
//! in `view`, what becomes of a request is kept in the [`Ledger`].

mod ledger;
#[cfg(test)]
mod tests;
mod view;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use ledger::{CorrectionRequest, Ledger, RecordedBreach, Standing};
pub use view::{Recounted, View, clocks_in, cycles_in};

use crate::key::CalendarKey;
use crate::sla::Metric;

/// Why a breach is not held against us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Excuse {
    /// The client brought it about.
    ClientCaused,
    /// Nobody could have prevented it.
    ForceMajeure,
    /// What was measured was wrong.
    MeasurementError,
    /// The same trouble is counted elsewhere.
    Duplicate,
    /// The client agreed to an exception.
    AgreedException,
}

impl Excuse {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ClientCaused,
        Self::ForceMajeure,
        Self::MeasurementError,
        Self::Duplicate,
        Self::AgreedException,
    ];

    /// The name in files, in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientCaused => "client_caused",
            Self::ForceMajeure => "force_majeure",
            Self::MeasurementError => "measurement_error",
            Self::Duplicate => "duplicate",
            Self::AgreedException => "agreed_exception",
        }
    }
}

/// What is corrected, with the figure as it was recorded and as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "object", rename_all = "snake_case")]
pub enum Corrected {
    /// A breach is excused. Its row stays.
    Breach {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// Why it is not held against us.
        excuse: Excuse,
    },
    /// The report was received at another instant.
    ReportedAt {
        /// As recorded.
        old: Timestamp,
        /// As it was.
        new: Timestamp,
    },
    /// The first response came at another instant.
    RespondedAt {
        /// As recorded.
        old: Timestamp,
        /// As it was.
        new: Timestamp,
    },
    /// The service was back at another instant.
    RestoredAt {
        /// As recorded.
        old: Timestamp,
        /// As it was.
        new: Timestamp,
    },
    /// The outage behind an alert began at another instant.
    OutageStart {
        /// The key of the alert.
        alert: String,
        /// As recorded.
        old: Timestamp,
        /// As it was.
        new: Timestamp,
    },
    /// The outage behind an alert ended at another instant.
    OutageEnd {
        /// The key of the alert.
        alert: String,
        /// As recorded.
        old: Timestamp,
        /// As it was.
        new: Timestamp,
    },
    /// Another calendar should have counted: a change of the service window for the past.
    Calendar {
        /// Which counted.
        old: CalendarKey,
        /// Which should have.
        new: CalendarKey,
    },
}

impl Corrected {
    /// What is corrected, as the API and the catalogue of words name it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Breach { .. } => "breach",
            Self::ReportedAt { .. } => "reported_at",
            Self::RespondedAt { .. } => "responded_at",
            Self::RestoredAt { .. } => "restored_at",
            Self::OutageStart { .. } => "outage_start",
            Self::OutageEnd { .. } => "outage_end",
            Self::Calendar { .. } => "calendar",
        }
    }

    /// Whether both speak of the same figure, so that the later takes the place of the earlier.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Breach { metric, cycle, .. },
                Self::Breach { metric: metric_too, cycle: cycle_too, .. },
            ) => (metric, cycle) == (metric_too, cycle_too),
            (Self::ReportedAt { old, .. }, Self::ReportedAt { old: old_too, .. })
            | (Self::RespondedAt { old, .. }, Self::RespondedAt { old: old_too, .. })
            | (Self::RestoredAt { old, .. }, Self::RestoredAt { old: old_too, .. }) => {
                old == old_too
            }
            (
                Self::OutageStart { alert, old, .. },
                Self::OutageStart { alert: alert_too, old: old_too, .. },
            )
            | (
                Self::OutageEnd { alert, old, .. },
                Self::OutageEnd { alert: alert_too, old: old_too, .. },
            ) => (alert, old) == (alert_too, old_too),
            (Self::Calendar { old, .. }, Self::Calendar { old: old_too, .. }) => old == old_too,
            (
                Self::Breach { .. }
                | Self::ReportedAt { .. }
                | Self::RespondedAt { .. }
                | Self::RestoredAt { .. }
                | Self::OutageStart { .. }
                | Self::OutageEnd { .. }
                | Self::Calendar { .. },
                _,
            ) => false,
        }
    }
}

/// What somebody asks to have corrected; what was recorded is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionWish {
    /// Excuse a breach.
    Excuse {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// Why it is not held against us.
        excuse: Excuse,
    },
    /// The report was received then.
    ReportedAt(Timestamp),
    /// The first response came then.
    RespondedAt(Timestamp),
    /// The service was back then.
    RestoredAt(Timestamp),
    /// The outage behind this alert began then.
    OutageStart(String, Timestamp),
    /// The outage behind this alert ended then.
    OutageEnd(String, Timestamp),
    /// The second calendar should have counted where the first did.
    Calendar(CalendarKey, CalendarKey),
}

/// A correction as it was asked for. It never changes; a better one is a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Which of the incident, from 1.
    pub number: u32,
    /// What is corrected.
    #[serde(flatten)]
    pub what: Corrected,
    /// Why.
    pub reason: String,
    /// On which evidence of the incident.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Uuid>,
}
