//! Running many checks, each at its own moment and never more at once than allowed.
//!
//! The runner decides when, the prober looks, and whoever holds the other end of the channel
//! decides what it means. It keeps the state of each check only to know whether the next run is
//! soon or at the usual moment.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use piket_core::check::{CheckResult, CheckSpec, CheckState, Status, schedule};
use piket_core::key::CheckKey;
use piket_core::time::Clock;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::error;

use crate::probe::Prober;
use crate::wait::{self, moment};

/// A check that has just begun to be watched runs within this time, however rarely it runs.
const FIRST_RUN_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// By how much the clock on the wall may tick slower than the monotonic one. What differs more was
/// set back.
const SLOWER: SignedDuration = SignedDuration::from_secs(1);

/// A result, with the check it belongs to.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The check as it was when it ran.
    pub check: Arc<CheckSpec>,
    /// What it found.
    pub result: CheckResult,
    /// How much later it began than planned.
    pub late_by: Duration,
}

/// What a running runner can be asked.
enum Request {
    Watch(Vec<Arc<CheckSpec>>),
    RunNow(CheckKey),
}

/// Tells a running runner what to do. May be cloned and used from anywhere.
#[derive(Debug, Clone)]
pub struct RunnerHandle(mpsc::UnboundedSender<Request>);

impl RunnerHandle {
    /// Replaces the set of checks. A check that stays keeps its moment; one that is gone is not
    /// run again, though its last result may still come.
    pub fn watch(&self, checks: Vec<Arc<CheckSpec>>) {
        self.ask(Request::Watch(checks));
    }

    /// Runs a check at the first opportunity, as well as at its own moments.
    pub fn run_now(&self, key: CheckKey) {
        self.ask(Request::RunNow(key));
    }

    fn ask(&self, request: Request) {
        // A runner that has stopped has nothing left to do.
        let _stopped = self.0.send(request);
    }
}

/// A check and when it runs.
struct Watched {
    check: Arc<CheckSpec>,
    state: CheckState,
    /// When it runs next: none while it is running.
    due: Option<Due>,
}

/// A planned run.
#[derive(Debug, Clone, Copy)]
struct Due {
    /// By the clock on the wall.
    at: Timestamp,
    /// On the monotonic clock, by which is waited: setting the wall clock delays nothing.
    moment: Instant,
}

/// What a finished run leaves behind: the state, or nothing if nobody takes results any more.
struct Finished {
    key: CheckKey,
    state: Option<CheckState>,
    began_at: Timestamp,
}

/// Runs checks until it is stopped.
pub struct Runner {
    prober: Arc<Prober>,
    clock: Arc<dyn Clock>,
    results: mpsc::Sender<Measured>,
    requests: mpsc::UnboundedReceiver<Request>,
    at_once: usize,
    watched: BTreeMap<CheckKey, Watched>,
    queue: BTreeSet<(Instant, CheckKey)>,
    running: JoinSet<Finished>,
}

impl Runner {
    /// A runner that watches nothing yet, runs at most `at_once` checks at the same time, and
    /// sends what they find to `results`. If results are not taken, checks wait.
    pub fn new(
        prober: Arc<Prober>,
        clock: Arc<dyn Clock>,
        results: mpsc::Sender<Measured>,
        at_once: usize,
    ) -> (Self, RunnerHandle) {
        let (handle, requests) = mpsc::unbounded_channel();
        let runner = Self {
            prober,
            clock,
            results,
            requests,
            at_once: at_once.max(1),
            watched: BTreeMap::new(),
            queue: BTreeSet::new(),
            running: JoinSet::new(),
        };
        (runner, RunnerHandle(handle))
    }

    /// Runs checks until `stop`, or until nobody takes the results. Runs under way are given up.
    pub async fn run(mut self, stop: CancellationToken) {
        loop {
            self.begin_what_is_due();
            let has_room = self.running.len() < self.at_once;
            let next = self.queue.first().map(|(moment, _)| *moment).filter(|_| has_room);
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.results.closed() => return,
                Some(request) = self.requests.recv() => self.answer(request),
                Some(finished) = self.running.join_next() => match finished {
                    Ok(finished) => self.plan_next(finished),
                    Err(lost) => error!("A check was lost: {lost}"),
                },
                () = wait::until(next) => {}
            }
        }
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Watch(checks) => self.watch(checks),
            Request::RunNow(key) => {
                let now = Due { at: self.clock.now(), moment: moment() };
                if self.watched.get(&key).is_some_and(|watched| watched.due.is_some()) {
                    self.plan(&key, now);
                }
            }
        }
    }

    fn watch(&mut self, checks: Vec<Arc<CheckSpec>>) {
        let mut before = std::mem::take(&mut self.watched);
        self.queue.clear();
        for check in checks.into_iter().filter(|check| check.enabled) {
            let key = check.key.clone();
            let known = before.remove(&key);
            let keeps_pace = known.as_ref().is_some_and(|known| {
                (known.check.interval_s, known.check.retry_interval_s)
                    == (check.interval_s, check.retry_interval_s)
            });
            let is_running = known.as_ref().is_some_and(|known| known.due.is_none());
            let due = known.as_ref().and_then(|known| known.due).filter(|_| keeps_pace);
            let state = known.map(|known| known.state).unwrap_or_default();
            let first = (!is_running).then(|| due.unwrap_or_else(|| self.first_run(&check)));
            self.watched.insert(key.clone(), Watched { check, state, due: None });
            if let Some(due) = first {
                self.plan(&key, due);
            }
        }
    }

    /// The first run: at the check's own moment, but soon for checks that run rarely.
    fn first_run(&self, check: &CheckSpec) -> Due {
        let interval = check.policy().interval.min(FIRST_RUN_WITHIN);
        let offset = schedule::offset(&check.key, interval);
        let now = self.clock.now();
        due_at(schedule::next_run(now, interval, offset), now)
    }

    fn plan(&mut self, key: &CheckKey, due: Due) {
        let Some(watched) = self.watched.get_mut(key) else { return };
        if let Some(before) = watched.due.replace(due) {
            self.queue.remove(&(before.moment, key.clone()));
        }
        self.queue.insert((due.moment, key.clone()));
    }

    fn plan_next(&mut self, finished: Finished) {
        let Finished { key, state: Some(state), began_at } = finished else { return };
        let Some(watched) = self.watched.get_mut(&key) else { return };
        let policy = watched.check.policy();
        let now = self.clock.now();
        let began_at = at_or_after(began_at, now);
        let next = state.next_run(&policy, &key, began_at);
        // A run that took longer than the interval waits for its next moment, it does not hurry.
        let next = if next < now { state.next_run(&policy, &key, now) } else { next };
        watched.state = state;
        self.plan(&key, due_at(next, now));
    }

    fn begin_what_is_due(&mut self) {
        let now = moment();
        while self.running.len() < self.at_once {
            let Some((due, _)) = self.queue.first() else { return };
            if *due > now {
                return;
            }
            let Some((_, key)) = self.queue.pop_first() else { return };
            self.begin(key, now);
        }
    }

    fn begin(&mut self, key: CheckKey, now: Instant) {
        let Some(watched) = self.watched.get_mut(&key) else { return };
        let Some(due) = watched.due.take() else { return };
        let late_by = now.saturating_duration_since(due.moment);
        // A run never begins before its moment, or it would be planned for the same moment again.
        let began_at = at_or_after(due.at, self.clock.now());
        let check = Arc::<CheckSpec>::clone(&watched.check);
        let run = Run {
            prober: Arc::<Prober>::clone(&self.prober),
            results: self.results.clone(),
            state: watched.state.clone(),
            check,
            began_at,
            late_by,
        };
        self.running.spawn(run.carry_out(key));
    }
}

/// One run of one check.
struct Run {
    prober: Arc<Prober>,
    results: mpsc::Sender<Measured>,
    state: CheckState,
    check: Arc<CheckSpec>,
    began_at: Timestamp,
    late_by: Duration,
}

impl Run {
    async fn carry_out(self, key: CheckKey) -> Finished {
        let Self { prober, results, state, check, began_at, late_by } = self;
        let looked = AssertUnwindSafe(prober.run(&check, began_at)).catch_unwind().await;
        let result = looked.unwrap_or_else(|_| {
            error!(check.key = %key, "The check {key} broke down");
            CheckResult::plain(began_at, Status::Unknown, "the check itself broke down")
        });
        let (state, _) = state.observe(&check.policy(), &result);
        let taken = results.send(Measured { check, result, late_by }).await;
        Finished { key, state: taken.is_ok().then_some(state), began_at }
    }
}

/// `now`, or `planned` if that is only [`SLOWER`] clocks away: a clock that was set back by a day
/// must not delay anything by a day.
fn at_or_after(planned: Timestamp, now: Timestamp) -> Timestamp {
    if planned.duration_since(now) <= SLOWER { now.max(planned) } else { now }
}

fn due_at(at: Timestamp, now: Timestamp) -> Due {
    let wait = Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO);
    Due { at, moment: moment() + wait }
}
