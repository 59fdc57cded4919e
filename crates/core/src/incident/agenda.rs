//! The agenda: what will happen to an incident by itself, and when.
//!
//! It is computed from the state, never stored as truth: when the state changes, so does the
//! agenda, and nothing stale can fire. The store keeps only the first instant of it, to know when
//! to wake the incident.

use jiff::{SignedDuration, Timestamp};

use super::engaged::Engagement;
use super::merge::owed_clocks;
use super::place::business_days_after;
use super::state::{Response, State, Told, WaitingOn};
use crate::calendar::WorkingTime;
use crate::directory::Directory;
use crate::escalation;
use crate::priority::Priority;
use crate::process::Step;
use crate::sla::{self, Agreement, Clock, ClockEventKind, ClockState, Metric, Pause};

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
        /// Where the warning is so many minutes before the deadline.
        minutes_before: Option<u32>,
        /// Of which engagement of another party, in the order of [`State::engagements`]; of what
        /// we promise the client if none is named.
        engagement: Option<usize>,
    },
    /// A target is missed.
    Breach {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// As for a warning.
        engagement: Option<usize>,
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
    /// The client, who does not answer, is told that the incident closes unless it objects.
    ProposeClosing,
    /// The client did not object to closing.
    ClosingOver,
    /// The client does not answer, and it is too grave to close: the holder looks at it.
    ClientSilent,
    /// A supplier of the client was not followed up: our time counts again.
    FollowUpLapses,
    /// What we waited for should be there: the holder looks.
    AwaitedEnds,
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
            Self::ProposeClosing => "propose_closing",
            Self::ClosingOver => "closing_over",
            Self::ClientSilent => "client_silent",
            Self::FollowUpLapses => "follow_up_lapses",
            Self::AwaitedEnds => "awaited_ends",
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
    for waiting in incident.waiting.iter().chain(&incident.deferred) {
        if waiting.pause == Pause::AgreedDeferral {
            add(Some(waiting.remind_at), ErrandKind::DeferralEnds);
        } else {
            let (at, kind) = of_silence(incident, directory, waiting);
            add(Some(at), kind);
        }
    }
    for waiting in incident.party_waits.values() {
        add(Some(waiting.remind_at), ErrandKind::FollowUpLapses);
    }
    add(incident.awaiting.as_ref().and_then(|it| it.until), ErrandKind::AwaitedEnds);
    if let Some((at, kind)) = of_step(incident, directory) {
        add(Some(at), kind);
    }
    errands.extend(promises(incident, directory, now));
    errands.extend(of_clocks(incident, directory, now));
    errands.sort_by_key(|errand| errand.at);
    errands
}

/// What comes of a question that the client does not answer: it is asked again when that was said
/// and on the third business day; after the fifth it hears that the incident closes unless it
/// objects. What is grave never closes that way.
fn of_silence(
    incident: &State,
    directory: &Directory,
    waiting: &WaitingOn,
) -> (Timestamp, ErrandKind) {
    let calendar = incident.service_calendar(directory);
    let days = |days| business_days_after(calendar, waiting.since, days);
    match (waiting.reminders, waiting.close_at) {
        (_, Some(close_at)) => (close_at, ErrandKind::ClosingOver),
        (0, None) => (waiting.remind_at, ErrandKind::AskAgain),
        (1, None) if waiting.remind_at < days(3) => (days(3), ErrandKind::AskAgain),
        (_, None) => {
            let first = days(5).max(business_days_after(calendar, waiting.remind_at, 1));
            if may_close_in_silence(incident) {
                (first, ErrandKind::ProposeClosing)
            } else {
                let kind = ErrandKind::ClientSilent;
                (again_after(incident, directory, kind, first), kind)
            }
        }
    }
}

/// Whether an incident may close because the client does not answer: never P1 and P2, and not once
/// a solution is agreed or under way.
pub(super) fn may_close_in_silence(incident: &State) -> bool {
    let is_early =
        matches!(incident.step, Step::Assigning | Step::Investigating | Step::Developing);
    incident.priority > Priority::P2 && is_early && incident.all_green()
}

/// Promises of a next word that are or will be missed and were not written down.
///
/// One that ends with the cadence itself is a matter of its clock, and one that fell into a pause
/// is void.
fn promises(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Errand> {
    let cycles = sla::cycles(Metric::Update, &incident.clock_events, directory, now);
    let ends = |kind: &ClockEventKind| {
        matches!(
            kind,
            ClockEventKind::Resolved | ClockEventKind::Cancelled | ClockEventKind::Closed
        )
    };
    let next = |at: Timestamp, place: usize| {
        let said = incident.responses.get(place + 1).map(|it| it.at);
        let over = incident.clock_events.iter().find(|it| it.at >= at && ends(&it.kind));
        said.into_iter().chain(over.map(|it| it.at)).min()
    };
    let is_owed = |at: Timestamp, promised: Timestamp| match cycles
        .iter()
        .find(|cycle| cycle.started_at == Some(at))
    {
        Some(cycle) => cycle.promise_at == Some(promised),
        None => incident.waiting.as_ref().is_none_or(|it| it.pause == Pause::AgreedDeferral),
    };
    let missed = |(place, response): (usize, &Response)| {
        let promised = response.next_update_at?;
        let is_kept = next(response.at, place).is_some_and(|said| said <= promised);
        let is_told = incident.promises_missed.contains(&promised);
        let is_missed = !is_kept && !is_told && is_owed(response.at, promised);
        is_missed.then_some(Errand { at: promised, kind: ErrandKind::Promise })
    };
    incident.responses.iter().enumerate().filter_map(missed).collect()
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

/// A clock that is watched, by which agreement, and of whose engagement it is.
pub(super) struct Watched<'a> {
    pub(super) engagement: Option<(usize, &'a Engagement)>,
    pub(super) agreement: std::borrow::Cow<'a, Agreement>,
    pub(super) clock: Clock,
}

/// Every cycle of every clock: of what we promised the client, and of what parties promised us.
pub(super) fn watch<'a>(
    incident: &'a State,
    directory: &'a Directory,
    now: Timestamp,
) -> Vec<Watched<'a>> {
    use std::borrow::Cow;
    let mut all = Vec::new();
    if let Some(agreement) = incident.agreement(directory) {
        let cycles = Metric::ALL
            .into_iter()
            .flat_map(|metric| sla::cycles(metric, &incident.clock_events, directory, now));
        let owed = owed_clocks(incident, directory, now);
        all.extend(cycles.chain(owed).map(|clock| Watched {
            engagement: None,
            agreement: Cow::Borrowed(agreement),
            clock,
        }));
    }
    for engagement in incident.engagements.iter().enumerate() {
        let Some(agreement) = engagement.1.agreement(directory) else { continue };
        for clock in engagement.1.clocks(directory, now) {
            all.push(Watched {
                engagement: Some(engagement),
                agreement: Cow::Owned(agreement.clone()),
                clock,
            });
        }
    }
    all
}

/// Warnings and breaches that lie ahead, or were not written down yet.
///
/// A clock that stands still breaks nothing, but what it broke before stays broken.
fn of_clocks(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Errand> {
    watch(incident, directory, now)
        .iter()
        .flat_map(|watched| of_clock(incident, directory, watched, now))
        .collect()
}

/// What was missed and is not written down yet, also by clocks that stopped, stand still or ended
/// since: whoever acts first after the desk slept hides none of it.
pub(super) fn unwritten_breaches(
    incident: &State,
    directory: &Directory,
    now: Timestamp,
) -> Vec<Errand> {
    let now = incident.present(now);
    let mut missed = of_clocks(incident, directory, now);
    missed.retain(|errand| matches!(errand.kind, ErrandKind::Breach { .. }));
    missed.extend(promises(incident, directory, now));
    missed.retain(|errand| errand.at <= now);
    missed.sort_by_key(|errand| errand.at);
    missed
}

fn of_clock(
    incident: &State,
    directory: &Directory,
    watched: &Watched<'_>,
    now: Timestamp,
) -> Vec<Errand> {
    let Watched { engagement, agreement, clock } = watched;
    let (metric, cycle) = (clock.metric, clock.cycle);
    let is_breached = match &clock.party {
        None => incident.breached.contains(&(metric, cycle)),
        Some(party) => incident.party_breached.contains(&(party.clone(), metric, cycle)),
    };
    if is_breached {
        return Vec::new();
    }
    let mut errands = Vec::new();
    let engagement = engagement.map(|(place, _)| place);
    let can_be_late = clock.state == ClockState::Running || clock.used > clock.promised;
    if let (Some(due_at), Some(limit_at), true) = (clock.due_at, clock.limit_at, can_be_late) {
        let at = plus(limit_at, SignedDuration::from_secs(1));
        let kind = ErrandKind::Breach { metric, cycle, engagement, due_at, limit_at };
        errands.push(Errand { at, kind });
    }
    // Once the target is used up, the breach says it all.
    if clock.is_breached_at(now) {
        return errands;
    }
    let target = clock.target_version();
    let is_same = |told: &Told| {
        (&told.party, told.metric, told.cycle, told.target) == (&clock.party, metric, cycle, target)
    };
    // A recalculation that passes several thresholds warns of the highest only.
    let passed =
        |percent: u8| incident.warned.iter().any(|it| is_same(it) && it.percent >= percent);
    let marks = clock.marks(agreement, directory).into_iter();
    let ahead: Vec<Errand> = marks
        .filter(|mark| !passed(mark.percent))
        .map(|mark| {
            let (percent, minutes_before) = (mark.percent, mark.minutes_before);
            let kind = ErrandKind::Warn { metric, cycle, percent, minutes_before, engagement };
            Errand { at: mark.at, kind }
        })
        .collect();
    let first = ahead.iter().rposition(|errand| errand.at <= now).unwrap_or_default();
    errands.extend(ahead.into_iter().skip(first));
    errands
}
