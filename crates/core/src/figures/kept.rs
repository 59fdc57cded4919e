//! How many promises were kept: met against missed, and the share of it.
//!
//! A share is compared unrounded and shown rounded down; where nothing ended there is no share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::incident::{ClockResult, IncidentFigures, Verdict, View};
use super::{Span, within};
use crate::priority::Priority;
use crate::sla::{Metric, Percent};

/// Promises that ended: so many in time, so many not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Kept.
    pub met: u32,
    /// Broken.
    pub missed: u32,
}

impl Tally {
    /// How many ended.
    pub const fn total(self) -> u32 {
        self.met + self.missed
    }

    /// The share that was kept in percent, rounded down to so many decimals (at most 6) and with a
    /// decimal point: 2 of 3 with one decimal is `66.6`. Nothing if none ended.
    pub fn floored(self, decimals: u32) -> Option<String> {
        floored(i128::from(self.met), i128::from(self.total()), decimals)
    }

    /// The share that was kept in percent, unrounded.
    pub fn percent(self) -> Option<f64> {
        (self.total() > 0).then(|| f64::from(self.met) * 100.0 / f64::from(self.total()))
    }

    /// Whether the share is below a percentage; exactly as much is not below. Nothing if none
    /// ended.
    pub fn is_below(self, percent: Percent) -> Option<bool> {
        let (met, total) = (u64::from(self.met), u64::from(self.total()));
        let promised = total * u64::from(percent.thousandths());
        (total > 0).then(|| met * u64::from(Percent::HUNDRED.thousandths()) < promised)
    }

    fn count(&mut self, is_met: bool) {
        if is_met {
            self.met += 1;
        } else {
            self.missed += 1;
        }
    }
}

/// `part` of `whole` in percent, rounded down to so many decimals (at most 6).
pub(super) fn floored(part: i128, whole: i128, decimals: u32) -> Option<String> {
    let decimals = decimals.min(6);
    let scale = 10_i128.pow(decimals);
    let shown = (whole > 0).then(|| (part * 100 * scale).div_euclid(whole))?;
    let (units, rest) = (shown.div_euclid(scale), shown.rem_euclid(scale));
    Some(match decimals {
        0 => units.to_string(),
        decimals => format!("{units}.{rest:0width$}", width = decimals as usize),
    })
}

/// The promises of one metric that ended in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// As it was.
    pub raw: Tally,
    /// Without what was excused.
    pub corrected: Tally,
    /// As it was, by priority.
    pub by_priority: BTreeMap<Priority, Tally>,
    /// Without what was excused, by priority.
    pub corrected_by_priority: BTreeMap<Priority, Tally>,
}

impl Kept {
    fn count(&mut self, view: View, clock: &ClockResult) {
        let Some(is_met) = clock.verdict().is_met() else { return };
        let priority = clock.priority;
        match view {
            View::Raw => {
                self.raw.count(is_met);
                self.by_priority.entry(priority).or_default().count(is_met);
            }
            // An excused breach is left out, not counted as kept: nothing is gained by it either.
            View::Corrected if is_met || clock.excuse.is_none() => {
                self.corrected.count(is_met);
                self.corrected_by_priority.entry(priority).or_default().count(is_met);
            }
            View::Corrected => {}
        }
    }
}

/// What was kept of each metric in `period`: every clock counts once, in the period in which it
/// first stopped or broke.
pub(super) fn kept(incidents: &[IncidentFigures], period: Span) -> BTreeMap<Metric, Kept> {
    let mut by_metric: BTreeMap<Metric, Kept> = BTreeMap::new();
    for view in [View::Raw, View::Corrected] {
        for clock in incidents.iter().flat_map(|incident| incident.clocks_in(view)) {
            let is_counted = matches!(clock.verdict(), Verdict::Met | Verdict::Missed);
            if is_counted && clock.decided_at().is_some_and(|at| within(at, period)) {
                by_metric.entry(clock.metric).or_default().count(view, clock);
            }
        }
    }
    by_metric
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_and_compared_unrounded() {
        let two_of_three = Tally { met: 2, missed: 1 };
        assert_eq!(two_of_three.floored(1).as_deref(), Some("66.6"));
        assert_eq!(two_of_three.floored(0).as_deref(), Some("66"));
        assert_eq!(two_of_three.is_below(Percent::of_thousandths(66_666)), Some(false));
        assert_eq!(two_of_three.is_below(Percent::of_thousandths(66_667)), Some(true));
        // 19 999 of 20 000 is 99.995 %, which is not 100.0.
        assert_eq!(Tally { met: 19_999, missed: 1 }.floored(1).as_deref(), Some("99.9"));
    }

    #[test]
    fn all_kept_is_not_below_a_hundred_and_nothing_is_no_share() {
        assert_eq!(Tally { met: 3, missed: 0 }.is_below(Percent::HUNDRED), Some(false));
        assert_eq!(Tally::default().floored(1), None);
        assert_eq!(Tally::default().percent(), None);
        assert_eq!(Tally::default().is_below(Percent::HUNDRED), None);
    }
}
