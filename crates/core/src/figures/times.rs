//! How long things took: means by the clock on the wall, each over the incidents in which the
//! stretch ended within the period, and the time between failures in agreed service time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::incident::IncidentFigures;
use super::{Availability, Span, within};
use crate::incident::TicketKind;

/// A mean with the number of values behind it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// How many.
    pub n: u32,
    /// All together, in seconds.
    pub sum_s: i64,
}

impl Mean {
    /// The mean in whole seconds, rounded down; nothing over nothing.
    pub fn seconds(self) -> Option<i64> {
        (self.n > 0).then(|| self.sum_s.div_euclid(i64::from(self.n)))
    }

    fn add(&mut self, from: Timestamp, to: Timestamp) {
        self.n += 1;
        // A stretch that would be negative (a call written down with an earlier time) took none.
        self.sum_s += (to.as_second() - from.as_second()).max(0);
    }
}

/// How long things took. All by the clock on the wall, but for what is said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// MTTD: from the onset to the first alert or report.
    pub detect: Mean,
    /// MTTA: from the alert or report until a person of ours took it up.
    pub acknowledge: Mean,
    /// MTRS: from the onset until the service was back.
    pub restore: Mean,
    /// MTTR: from the beginning of work until it was resolved.
    pub repair: Mean,
    /// How many failures there were: outages that began in the period and cost service time.
    pub failures: u32,
    /// MTBF: service time without downtime for each failure, in seconds of agreed service time.
    pub between_failures_s: Option<i64>,
    /// MTBSI: MTBF and MTRS together, in seconds.
    pub between_incidents_s: Option<i64>,
}

/// The means of a period.
pub(super) fn times(incidents: &[IncidentFigures], period: Span) -> Times {
    let mut times = Times::default();
    for it in incidents.iter().filter(|it| it.ticket == TicketKind::Incident && !it.is_cancelled) {
        let began_at = it.onset_at.unwrap_or(it.reported_at);
        if it.onset_at.is_some() && within(it.reported_at, period) {
            times.detect.add(began_at, it.reported_at);
        }
        if let Some(at) = it.acknowledged_at.filter(|at| within(*at, period)) {
            times.acknowledge.add(it.reported_at, at);
        }
        if let Some(at) = it.restored_at.filter(|at| within(*at, period)) {
            times.restore.add(began_at, at);
        }
        if let Some(at) = it.resolved_at.filter(|at| within(*at, period))
            && let Some(from) = it.work_began_at
        {
            times.repair.add(from, at);
        }
    }
    times
}

impl Times {
    /// Adds the time between failures.
    pub(super) fn between(&mut self, failures: u32, measured: &Availability) {
        self.failures = failures;
        let up_s = (measured.agreed - measured.down).seconds();
        let is_known = failures > 0 && measured.agreed.seconds() > 0;
        self.between_failures_s = is_known.then(|| up_s.div_euclid(i64::from(failures.max(1))));
        let restore_s = self.restore.seconds();
        self.between_incidents_s =
            self.between_failures_s.zip(restore_s).map(|(between, restore)| between + restore);
    }
}
