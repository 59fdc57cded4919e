//! The agenda: what will happen to an incident by itself, and when.
//!
//! It is computed from the state, never stored as truth: when the state changes, so does the
//! agenda, and nothing stale can fire. The store keeps only the first instant of it, to know when
//! to wake the incident.

use jiff::{SignedDuration, Timestamp};

use super::merge::owed_clocks;
use super::place::business_days_after;
use super::state::State;
use crate::calendar::WorkingTime;
use crate::directory::Directory;
use crate::escalation;
use crate::priority::Priority;
use crate::process::Step;
use crate::sla::{self, Agreement, Clock, ClockState, Metric, Pause};

/// Something that will happen by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errand {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: ErrandKind,
}

/// What will happen by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrandKind {
    /// A rung of the ladder hears that nobody took the incident.
    Rung(u8),
    /// A share of a target is used.
    Warn {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// How much of it.
        percent: u8,
    },
    /// A target is missed.
    Breach {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// The shown deadline.
        due_at: Timestamp,
        /// The instant after which it is late.
        limit_at: Timestamp,
    },
    /// A promised next word has not come.
    Promise,
    /// An offer of the ball was not answered.
    OfferExpires,
    /// The moment has come to which the client agreed to defer.
    DeferralEnds,
    /// The client is asked again.
    AskAgain,
    /// The fix was green for the watch period.
    Watched,
    /// Nobody touched it and it stayed green.
    Unattended,
    /// It lasts: think of the second line, look at it again.
    Checkpoint,
    /// The client is asked again for consent.
    ConsentReminder,
    /// The client's time to object is over.
    ConfirmationOver,
    /// It cannot close before prevention is decided.
    PreventionMissing,
}

impl ErrandKind {
    /// The name in the timeline and in the catalogue of words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rung(_) => "rung",
            Self::Warn { .. } => "warn",
            Self::Breach { .. } => "breach",
            Self::Promise => "promise",
            Self::OfferExpires => "offer_expires",
            Self::DeferralEnds => "deferral_ends",
            Self::AskAgain => "ask_again",
            Self::Watched => "watched",
            Self::Unattended => "unattended",
            Self::Checkpoint => "checkpoint",
            Self::ConsentReminder => "consent_reminder",
            Self::ConfirmationOver => "confirmation_over",
            Self::PreventionMissing => "prevention_missing",
        }
    }
}

/// All that will happen by itself as things stand, soonest first. Empty only when it is over.
pub fn agenda(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Errand> {
    if incident.step.is_over() {
        return Vec::new();
    }
    let now = incident.present(now);
    let mut errands = Vec::new();
    let mut add = |at: Option<Timestamp>, kind| {
        errands.extend(at.map(|at| Errand { at, kind }));
    };
    if let Some((rung, at)) = escalation::next_rung(incident, directory) {
        add(Some(at), ErrandKind::Rung(rung));
    }
    add(incident.offer.as_ref().map(|offer| offer.accept_by), ErrandKind::OfferExpires);
    let missed = |at: &Timestamp| incident.promises_missed.contains(at);
    add(incident.next_update_at.filter(|at| !missed(at)), ErrandKind::Promise);
    if let Some(waiting) = &incident.waiting {
        if waiting.pause == Pause::AgreedDeferral {
            add(Some(waiting.remind_at), ErrandKind::DeferralEnds);
        } else {
            let again = again_after(incident, directory, ErrandKind::AskAgain, waiting.remind_at);
            add(Some(again), ErrandKind::AskAgain);
        }
    }
    if let Some((at, kind)) = of_step(incident, directory) {
        add(Some(at), kind);
    }
    errands.extend(of_clocks(incident, directory, now));
    errands.sort_by_key(|errand| errand.at);
    errands
}

/// What the step itself waits for.
fn of_step(incident: &State, directory: &Directory) -> Option<(Timestamp, ErrandKind)> {
    let since = incident.visits.last().map_or(incident.reported_at, |visit| visit.from);
    let checkpoint = || {
        let first = plus_work(incident, directory, since, checkpoint_minutes(incident, directory));
        (again_after(incident, directory, ErrandKind::Checkpoint, first), ErrandKind::Checkpoint)
    };
    Some(match incident.step {
        Step::Reported | Step::Assigning => match incident.unattended_ends_at(directory) {
            Some(at) if incident.step == Step::Reported => (at, ErrandKind::Unattended),
            Some(_) | None => checkpoint(),
        },
        Step::Investigating | Step::Developing | Step::Implementing | Step::RollingOut => {
            checkpoint()
        }
        Step::Agreeing => {
            let minutes = consent_minutes(incident, directory);
            let first = plus_work(incident, directory, since, minutes);
            let kind = ErrandKind::ConsentReminder;
            (again_after(incident, directory, kind, first), kind)
        }
        Step::Verifying => match incident.watch_ends_at(directory) {
            Some(at) if incident.verified_at.is_none() => (at, ErrandKind::Watched),
            Some(_) | None => checkpoint(),
        },
        Step::Resolved | Step::Reviewing => {
            let ends_at = incident.confirmation_ends_at(directory).unwrap_or(since);
            if incident.confirmed_at.is_some()
                || incident.reminded.contains_key(ErrandKind::PreventionMissing.as_str())
            {
                let kind = ErrandKind::PreventionMissing;
                (again_after(incident, directory, kind, plus_day(incident, directory, since)), kind)
            } else {
                (ends_at, ErrandKind::ConfirmationOver)
            }
        }
        Step::Closed | Step::Cancelled => return None,
    })
}

/// `first`, or a business day after people were last reminded of the same thing at this step.
fn again_after(
    incident: &State,
    directory: &Directory,
    kind: ErrandKind,
    first: Timestamp,
) -> Timestamp {
    match incident.reminded.get(kind.as_str()) {
        Some(last) if *last >= first => plus_day(incident, directory, *last),
        Some(_) | None => first,
    }
}

fn plus_day(incident: &State, directory: &Directory, at: Timestamp) -> Timestamp {
    business_days_after(incident.service_calendar(directory), at, 1)
}

/// Minutes of the service window, or of the clock on the wall for P1.
fn plus_work(incident: &State, directory: &Directory, from: Timestamp, minutes: u32) -> Timestamp {
    let calendar = match incident.priority {
        Priority::P1 => None,
        Priority::P2 | Priority::P3 | Priority::P4 | Priority::P5 => {
            incident.service_calendar(directory)
        }
    };
    let minutes = i64::from(minutes);
    calendar
        .and_then(|calendar| calendar.due(from, WorkingTime::minutes(minutes)))
        .unwrap_or_else(|| plus(from, SignedDuration::from_mins(minutes)))
}

fn plus(from: Timestamp, wait: SignedDuration) -> Timestamp {
    from.checked_add(wait).unwrap_or(Timestamp::MAX)
}

fn checkpoint_minutes(incident: &State, directory: &Directory) -> u32 {
    let minutes = incident.route(directory).map_or(120, |route| route.checkpoint_minutes);
    if incident.priority == Priority::P1 { minutes.div_ceil(4) } else { minutes }
}

fn consent_minutes(incident: &State, directory: &Directory) -> u32 {
    let minutes = incident.route(directory).map_or(240, |route| route.consent_reminder_minutes);
    if incident.priority == Priority::P1 { minutes.min(30) } else { minutes }
}

impl State {
    /// How long a check must be green before its trouble counts as over: the route's watch period,
    /// and long enough for the results that it asks for.
    fn watch(&self, directory: &Directory) -> SignedDuration {
        let (minutes, results) = self
            .route(directory)
            .map_or((15, 3), |route| (route.watch_minutes, route.watch_results));
        let slowest = self
            .alerts
            .values()
            .filter_map(|alert| directory.checks.get(alert.check.as_ref()?))
            .map(|check| i64::from(check.interval_s))
            .max()
            .unwrap_or(0);
        let results = SignedDuration::from_secs(slowest * i64::from(results));
        SignedDuration::from_mins(i64::from(minutes)).max(results)
    }

    /// When the rollout will have been green for the watch period; `None` while it is red, when
    /// there is no rollout, or when no check watches.
    pub fn watch_ends_at(&self, directory: &Directory) -> Option<Timestamp> {
        let since = self.green_since()?.max(self.rollout.as_ref()?.at);
        Some(plus(since, self.watch(directory)))
    }

    /// When an incident that nobody touched will resolve by itself; `None` when somebody did, when
    /// the client wrote, or while it is red.
    fn unattended_ends_at(&self, directory: &Directory) -> Option<Timestamp> {
        if self.human_acted || self.client_wrote || self.reporter.is_some() {
            return None;
        }
        Some(plus(self.green_since()?, self.watch(directory)))
    }
}

/// Warnings and breaches that lie ahead, or were not written down yet.
fn of_clocks(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Errand> {
    let Some(agreement) = incident.agreement(directory) else { return Vec::new() };
    if !incident.step.is_at_work() {
        return Vec::new();
    }
    let mut errands = Vec::new();
    for clock in all_cycles(incident, directory, now) {
        errands.extend(breach(incident, &clock, now));
        errands.extend(warnings(incident, &clock, agreement, directory, now));
    }
    errands
}

/// Breaches that happened and were not written down yet, also those of clocks that stopped, stand
/// still or ended since: whoever acts first after the desk slept hides none of them.
pub(super) fn unwritten_breaches(
    incident: &State,
    directory: &Directory,
    now: Timestamp,
) -> Vec<Errand> {
    let cycles = all_cycles(incident, directory, now);
    let breaches = cycles.iter().filter_map(|clock| breach(incident, clock, now));
    let mut breaches: Vec<Errand> = breaches.filter(|errand| errand.at <= now).collect();
    breaches.sort_by_key(|errand| errand.at);
    breaches
}

fn all_cycles(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Clock> {
    let cycles = |metric| sla::cycles(metric, &incident.clock_events, directory, now);
    let own = Metric::ALL.into_iter().flat_map(cycles);
    own.chain(owed_clocks(incident, directory, now)).collect()
}

/// The breach of a clock that runs towards it, or is past it, and that is not written down yet.
fn breach(incident: &State, clock: &Clock, now: Timestamp) -> Option<Errand> {
    let (metric, cycle) = (clock.metric, clock.cycle);
    let (due_at, limit_at) = clock.due_at.zip(clock.limit_at)?;
    let is_late = clock.state == ClockState::Running || clock.is_breached_at(now);
    let is_written = incident.breached.contains(&(metric, cycle));
    (is_late && !is_written).then(|| Errand {
        at: plus(limit_at, SignedDuration::from_secs(1)),
        kind: ErrandKind::Breach { metric, cycle, due_at, limit_at },
    })
}

/// The warnings of a clock that runs and is not late. A recalculation that passes several
/// thresholds warns of the highest only.
fn warnings(
    incident: &State,
    clock: &Clock,
    agreement: &Agreement,
    directory: &Directory,
    now: Timestamp,
) -> Vec<Errand> {
    let (metric, cycle) = (clock.metric, clock.cycle);
    if clock.state != ClockState::Running || incident.breached.contains(&(metric, cycle)) {
        return Vec::new();
    }
    let passed = |percent: u8| {
        incident.warned.iter().any(|(m, c, p)| (*m, *c) == (metric, cycle) && *p >= percent)
    };
    let ahead = clock.warnings(&agreement.warn_percents, directory).into_iter();
    let mut ahead: Vec<Errand> = ahead
        .filter(|warning| !passed(warning.percent))
        .map(|warning| {
            let kind = ErrandKind::Warn { metric, cycle, percent: warning.percent };
            Errand { at: warning.at, kind }
        })
        .collect();
    ahead.sort_by_key(|errand| std::cmp::Reverse(errand.at));
    if let Some(highest_due) = ahead.iter().position(|errand| errand.at <= now) {
        ahead.truncate(highest_due + 1);
    }
    ahead
}
