//! The state of a check: when a bad result becomes a trouble, and when a trouble is over.
//!
//! One bad result is soft: it may be chance. So many in a row make it hard, and so many good ones
//! in a row end it. What follows from a change (an alert, an incident, a letter) is decided by
//! others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::norm::{Metric, Range, Status};
use super::result::CheckResult;
use super::schedule;
use crate::key::CheckKey;

/// How patient a check is.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// So many bad results in a row are a trouble; 0 counts as 1.
    pub hard_after: u32,
    /// So many good results in a row end it; 0 counts as 1.
    pub recover_after: u32,
    /// Time between two runs while nothing is in doubt.
    pub interval: SignedDuration,
    /// Time between two runs while something is.
    pub retry_interval: SignedDuration,
    /// For norms with a range of their own for the end of a trouble: that range.
    pub clear: BTreeMap<Metric, Range>,
}

/// Where a check stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// No result yet.
    Unmeasured,
    /// All is well.
    Good,
    /// Bad, but not often enough to be sure.
    Soft,
    /// A trouble.
    Hard,
    /// A trouble, but the latest results are good.
    Recovering,
}

/// Like results in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// How many.
    pub count: u32,
    /// When the first of them began.
    pub first_at: Option<Timestamp>,
}

impl Run {
    fn add(&mut self, at: Timestamp) {
        self.count = self.count.saturating_add(1);
        self.first_at = self.first_at.or(Some(at));
    }
}

/// Where a check stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckState {
    /// What the latest result said; meaningless before the first.
    pub status: Status,
    /// What is settled: good, or the severity of the hard trouble.
    pub hard: Status,
    /// While hard: the first result of the run that became hard.
    pub onset_at: Option<Timestamp>,
    /// When `hard` became what it is.
    pub since: Option<Timestamp>,
    /// Bad results in a row, up to the latest.
    pub failures: Run,
    /// While hard: good results in a row, up to the latest.
    pub successes: Run,
    /// While hard: bad results in a row that are milder than the trouble.
    pub milder: Run,
    /// The metrics whose norm was broken since the trouble began.
    pub broken: BTreeSet<Metric>,
    /// When the latest result was measured.
    pub last_at: Option<Timestamp>,
}

/// What a result changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Nothing was measured for more than two intervals; what comes now begins a new run.
    Unmeasured {
        /// The last result before.
        from: Timestamp,
        /// The first result after.
        until: Timestamp,
    },
    /// The first bad result.
    WentSoft {
        /// How bad.
        status: Status,
        /// When it was measured.
        at: Timestamp,
    },
    /// It was chance: a good result came before the trouble was hard.
    SoftCleared {
        /// When the good result was measured.
        at: Timestamp,
    },
    /// It is a trouble.
    WentHard {
        /// How bad: the latest result's.
        status: Status,
        /// The first bad result of the run.
        onset_at: Timestamp,
        /// The result that settled it.
        at: Timestamp,
    },
    /// The trouble became worse or milder.
    SeverityChanged {
        /// What it was.
        from: Status,
        /// What it is.
        to: Status,
        /// The result that settled it.
        at: Timestamp,
    },
    /// The trouble is over.
    Recovered {
        /// When it began.
        onset_at: Timestamp,
        /// The first good result of the run that proved it.
        recovered_at: Timestamp,
        /// The result that settled it.
        at: Timestamp,
    },
}

/// How a result follows on the one before.
enum Order {
    Next,
    AfterGap,
    Late,
}

impl CheckState {
    /// Where the check stands, in one word.
    pub fn phase(&self) -> Phase {
        match (self.last_at, self.hard.is_ok()) {
            (None, _) => Phase::Unmeasured,
            (Some(_), true) if self.failures.count > 0 => Phase::Soft,
            (Some(_), true) => Phase::Good,
            (Some(_), false) if self.successes.count > 0 => Phase::Recovering,
            (Some(_), false) => Phase::Hard,
        }
    }

    /// Takes one result and tells what it changed.
    ///
    /// A result that is not newer than the latest is ignored, so the same result may be given
    /// twice. After a gap of more than two intervals the result is the first of a new run: it can
    /// settle nothing with what was measured before the gap. The same holds if the machine's
    /// clock was set back by more than that.
    pub fn observe(&self, policy: &Policy, result: &CheckResult) -> (Self, Vec<Change>) {
        let mut next = self.clone();
        let mut changes = Vec::new();
        match self.order(policy, result.at) {
            Order::Late => return (next, changes),
            Order::AfterGap => changes.extend(next.forget_runs(result.at)),
            Order::Next => {}
        }
        next.last_at = Some(result.at);
        next.status = result.status;
        let seen = self.verdict(policy, result);
        changes.extend(if seen.is_ok() {
            next.see_good(policy, result.at, self.phase())
        } else {
            next.broken.extend(&result.broken);
            next.see_bad(policy, result.at, seen)
        });
        (next, changes)
    }

    /// When the check runs again after a run at `after`: sooner while something is in doubt,
    /// otherwise at its own moment of the interval.
    pub fn next_run(&self, policy: &Policy, key: &CheckKey, after: Timestamp) -> Timestamp {
        match self.phase() {
            Phase::Soft | Phase::Recovering => {
                after.checked_add(policy.retry_interval).unwrap_or(Timestamp::MAX)
            }
            Phase::Unmeasured | Phase::Good | Phase::Hard => {
                let offset = schedule::offset(key, policy.interval);
                schedule::next_run(after, policy.interval, offset)
            }
        }
    }

    fn order(&self, policy: &Policy, at: Timestamp) -> Order {
        let Some(last_at) = self.last_at else { return Order::Next };
        let apart = at.duration_since(last_at);
        if apart.abs() > policy.interval.saturating_mul(2) {
            Order::AfterGap
        } else if apart > SignedDuration::ZERO {
            Order::Next
        } else {
            Order::Late
        }
    }

    fn forget_runs(&mut self, until: Timestamp) -> Option<Change> {
        self.failures = Run::default();
        self.successes = Run::default();
        self.milder = Run::default();
        let from = self.last_at.filter(|from| *from < until)?;
        Some(Change::Unmeasured { from, until })
    }

    /// The result's status; but a metric that caused the trouble must be back inside its clear
    /// range before a good result counts as good.
    fn verdict(&self, policy: &Policy, result: &CheckResult) -> Status {
        let held = |(metric, range): (&Metric, &Range)| {
            let measured = result.metrics.get(metric);
            self.broken.contains(metric) && measured.is_none_or(|value| range.alerts(*value))
        };
        if result.status.is_ok() && !self.hard.is_ok() && policy.clear.iter().any(held) {
            return Status::Warning;
        }
        result.status
    }

    fn see_good(&mut self, policy: &Policy, at: Timestamp, before: Phase) -> Option<Change> {
        self.failures = Run::default();
        self.milder = Run::default();
        if self.hard.is_ok() {
            self.since = self.since.or(Some(at));
            self.broken.clear();
            return (before == Phase::Soft).then_some(Change::SoftCleared { at });
        }
        self.successes.add(at);
        if self.successes.count < policy.recover_after {
            return None;
        }
        let recovered_at = self.successes.first_at.unwrap_or(at);
        let onset_at = self.onset_at.take().unwrap_or(recovered_at);
        self.hard = Status::Ok;
        self.since = Some(at);
        self.successes = Run::default();
        self.broken.clear();
        Some(Change::Recovered { onset_at, recovered_at, at })
    }

    fn see_bad(&mut self, policy: &Policy, at: Timestamp, seen: Status) -> Option<Change> {
        self.successes = Run::default();
        self.failures.add(at);
        if !self.hard.is_ok() {
            return self.weigh(policy, at, seen);
        }
        if self.failures.count >= policy.hard_after {
            let onset_at = self.failures.first_at.unwrap_or(at);
            self.hard = seen;
            self.since = Some(at);
            self.onset_at = Some(onset_at);
            return Some(Change::WentHard { status: seen, onset_at, at });
        }
        (self.failures.count == 1).then_some(Change::WentSoft { status: seen, at })
    }

    /// Another bad result while hard: worse counts at once, milder after some in a row. A result
    /// that is unknown says nothing about the severity of a known trouble.
    fn weigh(&mut self, policy: &Policy, at: Timestamp, seen: Status) -> Option<Change> {
        let is_known = seen != Status::Unknown;
        let is_worse = is_known && (seen > self.hard || self.hard == Status::Unknown);
        if is_known && seen < self.hard {
            self.milder.add(at);
        } else {
            self.milder = Run::default();
        }
        let is_milder = self.milder.count > 0 && self.milder.count >= policy.recover_after;
        if !is_worse && !is_milder {
            return None;
        }
        let from = std::mem::replace(&mut self.hard, seen);
        self.since = Some(at);
        self.milder = Run::default();
        Some(Change::SeverityChanged { from, to: seen, at })
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
