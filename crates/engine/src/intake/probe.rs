//! What our own checks find: results become changes of state, changes become signals.
//!
//! The state of a check lives in memory and its changes are written at once; samples are collected
//! and written in blocks ([`Desk::keep_samples`]). A change that could not be written is not taken
//! over: the next result brings it up again, with the same onset.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use piket_core::check::{Change, CheckResult, CheckSpec, CheckState, Metric, Status};
use piket_core::incident::{Actor, EvidenceKind};
use piket_core::key::CheckKey;
use piket_core::priority::Nature;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_store::samples::Sample;
use piket_store::{StoreError, Tx, checks, samples};

use super::accept::{Accepted, Frozen};
use crate::desk::Desk;
use crate::error::ActionError;
use crate::events::Event;

/// The source of signals that come from our own checks.
pub const SOURCE: &str = "check";

/// The memory of the checks: where each stands, and what was measured since it was last written.
#[derive(Debug, Default)]
pub struct Monitor(Mutex<BTreeMap<CheckKey, Watched>>);

/// What is remembered of one check.
#[derive(Debug, Default, Clone)]
pub struct Watched {
    /// Where it stands.
    pub state: CheckState,
    /// The last good result.
    pub good: Option<CheckResult>,
    /// The last bad result.
    pub failing: Option<CheckResult>,
    samples: Vec<Sample>,
}

impl Monitor {
    /// The memory as it was written down.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be read.
    pub async fn open(desk: &Desk) -> Result<Self, StoreError> {
        let watched = desk
            .store()
            .read(|tx| -> Result<_, StoreError> {
                let mut watched = BTreeMap::new();
                for (key, standing) in checks::states(tx)? {
                    let checks::Latest { failing, good } = checks::latest(tx, &key)?;
                    let state = standing.state;
                    watched.insert(key, Watched { state, good, failing, samples: Vec::new() });
                }
                Ok(watched)
            })
            .await?;
        Ok(Self(Mutex::new(watched)))
    }

    /// What is known of a check.
    pub fn of(&self, key: &CheckKey) -> Option<Watched> {
        self.lock().get(key).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<CheckKey, Watched>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Takes one result of a check in, with all that follows from it.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when what follows could not be kept; the next result brings it up
    /// again.
    pub async fn observe(
        &self,
        monitor: &Monitor,
        check: &CheckSpec,
        result: CheckResult,
        now: Timestamp,
    ) -> Result<Vec<Change>, ActionError> {
        let before = monitor.of(&check.key).unwrap_or_default();
        let (state, changes) = before.state.observe(&check.policy(), &result);
        let mut after = Watched { state, ..before };
        after.samples.push(sample(&result));
        if result.status.is_ok() {
            after.good = Some(result);
        } else {
            after.failing = Some(result);
        }
        for change in &changes {
            self.follow(check, &after, change, now).await?;
        }
        if !changes.is_empty() {
            self.keep_state(check, &after, now).await?;
            self.tell(Event::Check(check.key.clone()));
        }
        monitor.lock().insert(check.key.clone(), after);
        Ok(changes)
    }

    async fn follow(
        &self,
        check: &CheckSpec,
        watched: &Watched,
        change: &Change,
        now: Timestamp,
    ) -> Result<(), ActionError> {
        let signal = match change {
            Change::WentHard { status, onset_at, .. } if opens(check, *status) => {
                self.signal(check, watched, SignalAction::Open, *status, *onset_at)
            }
            Change::SeverityChanged { to, at, .. } if opens(check, *to) => {
                self.signal(check, watched, SignalAction::Open, *to, *at)
            }
            Change::Recovered { recovered_at, .. } => {
                self.signal(check, watched, SignalAction::Resolve, Status::Ok, *recovered_at)
            }
            Change::WentHard { .. }
            | Change::SeverityChanged { .. }
            | Change::WentSoft { .. }
            | Change::SoftCleared { .. }
            | Change::Unmeasured { .. } => return Ok(()),
        };
        let accepted = Accepted {
            evidence: evidence(watched, signal.action),
            signal,
            raw: None,
            actor: Actor::Check(check.key.clone()),
        };
        self.accept(accepted, now).await.map(drop)
    }

    fn signal(
        &self,
        check: &CheckSpec,
        watched: &Watched,
        action: SignalAction,
        status: Status,
        happened_at: Timestamp,
    ) -> Signal {
        let directory = self.directory();
        let application = directory.application_name(&check.application);
        let found = match action {
            SignalAction::Resolve => watched.good.as_ref(),
            SignalAction::Open | SignalAction::Update => watched.failing.as_ref(),
        };
        let found = found.map_or("", |result| result.summary.as_str());
        Signal {
            source: SOURCE.to_owned(),
            key: check.key.to_string(),
            action,
            // The client reads the summary; what was found is for us.
            summary: format!("{application}: {}", check.name),
            severity: if status == Status::Warning {
                Severity::Warning
            } else {
                Severity::Critical
            },
            details: found.to_owned(),
            check: Some(check.key.clone()),
            application: Some(check.application.clone()),
            component: check.component.clone(),
            nature: Some(nature(watched)),
            happened_at,
        }
    }

    async fn keep_state(
        &self,
        check: &CheckSpec,
        watched: &Watched,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = check.key.clone();
        let Watched { state, good, failing, .. } = watched.clone();
        self.store()
            .write(move |tx: &mut Tx<'_>| {
                checks::set_state(tx, &key, &state, now)?;
                checks::set_latest(tx, &key, failing.as_ref(), good.as_ref())
            })
            .await
    }

    /// Writes down what was measured since the last time.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be written; it is kept in memory for the next time.
    pub async fn keep_samples(&self, monitor: &Monitor) -> Result<usize, StoreError> {
        let collected: Vec<(CheckKey, Vec<Sample>)> = monitor
            .lock()
            .iter_mut()
            .filter(|(_, watched)| !watched.samples.is_empty())
            .map(|(key, watched)| (key.clone(), std::mem::take(&mut watched.samples)))
            .collect();
        let count = collected.iter().map(|(_, samples)| samples.len()).sum();
        let to_write = collected.clone();
        let written = self
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
                to_write.iter().try_for_each(|(key, block)| samples::record(tx, key, block))
            })
            .await;
        if let Err(error) = written {
            let mut memory = monitor.lock();
            for (key, mut samples) in collected {
                let watched = memory.entry(key).or_default();
                samples.append(&mut watched.samples);
                watched.samples = samples;
            }
            return Err(error);
        }
        Ok(count)
    }
}

/// Whether a trouble of this severity opens an incident.
fn opens(check: &CheckSpec, status: Status) -> bool {
    match status {
        Status::Critical | Status::Unknown => true,
        Status::Warning => check.incident_on_warning,
        Status::Ok => false,
    }
}

fn sample(result: &CheckResult) -> Sample {
    Sample {
        at: result.at,
        status: result.status,
        ms: result.metrics.get(&Metric::TotalMs).copied(),
    }
}

/// What kind of trouble the check sees: what was broken tells.
fn nature(watched: &Watched) -> Nature {
    let broken = &watched.state.broken;
    let only = |metric: Metric| broken.len() == 1 && broken.contains(&metric);
    let has_answer = watched.failing.as_ref().is_some_and(|result| result.http_status.is_some());
    if broken.contains(&Metric::CertificateDays) {
        Nature::CertificateDns
    } else if has_answer && (only(Metric::TotalMs) || only(Metric::TtfbMs)) {
        Nature::Performance
    } else {
        Nature::Outage
    }
}

/// The failing and the last good result, or the good result that ended it.
fn evidence(watched: &Watched, action: SignalAction) -> Vec<Frozen> {
    let frozen = |kind, result: &CheckResult| {
        Some(Frozen {
            kind,
            title: result.summary.clone(),
            captured_at: result.at,
            content_type: "application/json".to_owned(),
            body: serde_json::to_vec(result).ok()?,
        })
    };
    let good =
        watched.good.iter().filter_map(|result| frozen(EvidenceKind::LastGoodResult, result));
    let failing =
        watched.failing.iter().filter_map(|result| frozen(EvidenceKind::FailingResult, result));
    match action {
        SignalAction::Resolve => good.collect(),
        SignalAction::Open | SignalAction::Update => failing.chain(good).collect(),
    }
}
