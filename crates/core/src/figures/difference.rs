//! What is different between two versions of the figures of a month, as values that can be shown.

use super::report::Figures;
use super::times::Mean;
use super::{Availability, Tally};
use crate::sla::{Metric, Percent};

/// A figure that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which figure.
    pub what: Told,
    /// What it was; empty for "n/a".
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Which figure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The availability as it was, in percent.
    Availability,
    /// The availability without what was excused, in percent.
    CorrectedAvailability,
    /// How many outages there were.
    Outages,
    /// The promises kept of a metric: kept of all.
    Kept(Metric),
    /// The same without what was excused.
    CorrectedKept(Metric),
    /// How many incidents were reported.
    Incidents,
    /// How often one was opened again.
    Reopened,
    /// The mean time to restore, in seconds.
    Restore,
    /// The share of the fee that the client gets back, in percent.
    Credit,
}

/// What is different, in the order in which figures are shown. Empty if nothing that is told is.
pub fn changes(before: &Figures, after: &Figures) -> Vec<Changed> {
    let mut changes = Vec::new();
    let mut compare = |what: Told, of: &dyn Fn(&Figures) -> String| {
        let (before, after) = (of(before), of(after));
        if before != after {
            changes.push(Changed { what, before, after });
        }
    };
    compare(Told::Availability, &|it| {
        percent(it.availability.as_ref().map(|measured| &measured.raw))
    });
    compare(Told::CorrectedAvailability, &|it| {
        percent(it.availability.as_ref().map(|measured| &measured.corrected))
    });
    compare(Told::Outages, &|it| it.outages.len().to_string());
    for metric in Metric::ALL {
        compare(Told::Kept(metric), &|it| tally(it.kept.get(&metric).map(|kept| kept.raw)));
        compare(Told::CorrectedKept(metric), &|it| {
            tally(it.kept.get(&metric).map(|kept| kept.corrected))
        });
    }
    compare(Told::Incidents, &|it| it.incidents.total().to_string());
    compare(Told::Reopened, &|it| it.incidents.reopened.to_string());
    compare(Told::Restore, &|it| mean(it.times.restore));
    compare(Told::Credit, &|it| {
        let credit = it.credits.as_ref().map_or(Percent::of_thousandths(0), |it| it.percent);
        credit.to_string()
    });
    changes
}

fn percent(measured: Option<&Availability>) -> String {
    measured.and_then(|it| it.floored(3)).unwrap_or_default()
}

fn tally(tally: Option<Tally>) -> String {
    let tally = tally.filter(|it| it.total() > 0);
    tally.map(|it| format!("{}/{}", it.met, it.total())).unwrap_or_default()
}

fn mean(mean: Mean) -> String {
    mean.seconds().map(|seconds| seconds.to_string()).unwrap_or_default()
}
