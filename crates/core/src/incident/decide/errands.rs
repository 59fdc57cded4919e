//! What happens by itself when its time has come. The agenda says what is due; here it is done.
//!
//! Waking late is harmless: an errand that is overdue is done once, with the instant at which it
//! was due. Waking twice is harmless too: what was done is a fact, and leaves the agenda.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Draft, solving};
use crate::incident::agenda::{
    Errand, ErrandKind, Watched, agenda, may_close_in_silence, unwritten_breaches, watch,
};
use crate::incident::awaited::Awaited;
use crate::incident::fact::{BreachDetail, Channel, Fact, Message, ResolutionKind, Scope, Share};
use crate::incident::place::{business_days_after, surroundings};
use crate::process::Step;
use crate::process::guard::Surroundings;
use crate::sla::{Metric, Pause};

/// More errands at once than any incident has; a bound against an agenda that never empties.
const MANY: usize = 1_000;

pub(super) fn wake(draft: &mut Draft<'_>) {
    for _ in 0..MANY {
        let due = agenda(&draft.state, draft.context.directory, draft.now())
            .into_iter()
            .find(|errand| errand.at <= draft.now());
        let Some(errand) = due else { return };
        run(draft, errand);
    }
}

/// Writes down what became late before anybody looked. Whoever acts first may stop a clock, let it
/// stand still or end the incident, but not hide that it was late.
pub(super) fn write_down_breaches(draft: &mut Draft<'_>) {
    let now = draft.now();
    for errand in unwritten_breaches(&draft.state, draft.context.directory, now) {
        run(draft, errand);
    }
}

/// Ends what ended by itself before now, so that whoever acts finds the clocks as they are.
pub(super) fn catch_up(draft: &mut Draft<'_>) {
    for _ in 0..MANY {
        let lapsed = |(_, at): &(Lapse, Timestamp)| *at <= draft.now();
        let Some((lapse, at)) = lapses(draft).into_iter().filter(lapsed).min_by_key(|it| it.1)
        else {
            return;
        };
        let (pause, party) = match lapse {
            Lapse::Deferral => (Pause::AgreedDeferral, None),
            Lapse::Party(party) => (Pause::ClientParty, Some(party)),
            Lapse::Awaited(on) => {
                draft.add_due(at, Fact::AwaitingEnded { on, reason: None });
                remind(draft, ErrandKind::AwaitedEnds);
                continue;
            }
        };
        draft.add_due(at, Fact::WaitingEnded { pause, reason: None, party });
    }
}

/// What ends by itself.
enum Lapse {
    Deferral,
    Party(crate::party::Party),
    Awaited(Awaited),
}

fn lapses(draft: &Draft<'_>) -> Vec<(Lapse, Timestamp)> {
    let state = &draft.state;
    let deferrals = state
        .waiting
        .iter()
        .chain(&state.deferred)
        .filter(|waiting| waiting.pause == Pause::AgreedDeferral)
        .map(|waiting| (Lapse::Deferral, waiting.remind_at));
    let parties = state
        .party_waits
        .iter()
        .map(|(party, waiting)| (Lapse::Party(party.clone()), waiting.remind_at));
    let awaited = state
        .awaiting
        .iter()
        .filter_map(|awaiting| Some((Lapse::Awaited(awaiting.on.clone()), awaiting.until?)));
    deferrals.chain(parties).chain(awaited).collect()
}

fn run(draft: &mut Draft<'_>, Errand { at, kind }: Errand) {
    match kind {
        ErrandKind::Rung(rung) => escalate(draft, rung),
        ErrandKind::Warn { metric, cycle, percent, minutes_before, engagement } => {
            let Some(fact) = with_clock(draft, metric, cycle, engagement, |it, _| {
                let target = it.clock.target_version();
                match it.clock.party.clone() {
                    None => Fact::Warned { metric, cycle, percent, target, minutes_before },
                    Some(party) => Fact::PartyWarned { party, metric, cycle, percent, target },
                }
            }) else {
                return;
            };
            draft.add_due(at, fact);
        }
        ErrandKind::Breach { metric, cycle, engagement, due_at, limit_at } => {
            let Some(fact) = with_clock(draft, metric, cycle, engagement, |it, draft| {
                let detail = detail(draft, it, limit_at);
                match it.clock.party.clone() {
                    None => {
                        let holder = draft.state.holder_at(limit_at).party.clone();
                        let detail = Some(detail);
                        Fact::Breached { metric, cycle, due_at, limit_at, holder, detail }
                    }
                    Some(party) => {
                        Fact::PartyBreached { party, metric, cycle, due_at, limit_at, detail }
                    }
                }
            }) else {
                return;
            };
            draft.add_due(limit_at, fact);
        }
        ErrandKind::Promise => draft.add_due(at, Fact::PromiseMissed { promised_at: at }),
        ErrandKind::OfferExpires => {
            if let Some(offer) = draft.state.offer.clone() {
                draft.add_due(at, Fact::OfferExpired { party: offer.party });
            }
        }
        ErrandKind::DeferralEnds | ErrandKind::FollowUpLapses | ErrandKind::AwaitedEnds => {
            catch_up(draft);
        }
        ErrandKind::ProposeClosing => {
            let calendar = draft.state.service_calendar(draft.context.directory);
            let days = draft.state.route(draft.context.directory).map_or(3, |it| it.confirm_days);
            let close_at = business_days_after(calendar, draft.now(), days);
            draft.add_due(draft.now(), Fact::ClosingProposed { close_at });
        }
        ErrandKind::ClosingOver => resolved_by_silence(draft),
        ErrandKind::Watched => watched(draft),
        ErrandKind::Unattended => recovered_by_itself(draft),
        ErrandKind::ConfirmationOver => closed_by_silence(draft),
        ErrandKind::AskAgain
        | ErrandKind::ClientSilent
        | ErrandKind::Checkpoint
        | ErrandKind::ConsentReminder
        | ErrandKind::PreventionMissing => remind(draft, kind),
    }
}

/// What follows from the clock that an errand is about, unless it is gone.
fn with_clock<T>(
    draft: &Draft<'_>,
    metric: Metric,
    cycle: u32,
    engagement: Option<usize>,
    then: impl FnOnce(&Watched<'_>, &Draft<'_>) -> T,
) -> Option<T> {
    let all = watch(&draft.state, draft.context.directory, draft.now());
    let it = all.iter().find(|it| {
        (it.clock.metric, it.clock.cycle) == (metric, cycle)
            && it.engagement.map(|(place, _)| place) == engagement
    })?;
    Some(then(it, draft))
}

/// What is kept of a breach, as it stood at its limit, whenever it is written down.
fn detail(draft: &Draft<'_>, it: &Watched<'_>, limit_at: Timestamp) -> BreachDetail {
    let state = &draft.state;
    let started_at = it.clock.started_at.unwrap_or(limit_at);
    let directory = draft.context.directory;
    let counted = |from, to| it.clock.counted_between(from, to, directory).seconds();
    let mut split: Vec<Share> = Vec::new();
    let holders: Vec<_> = state.past_holders.iter().chain([&state.holder]).collect();
    for (place, holder) in holders.iter().enumerate() {
        let next = holders.get(place + 1).map_or(limit_at, |next| next.since.min(limit_at));
        // The first had it from the start, also of what is counted from before it was known.
        let from = if place == 0 { started_at } else { holder.since.max(started_at) };
        let seconds = if from < next { counted(from, next) } else { 0 };
        match split.iter_mut().find(|share| share.party == holder.party) {
            _ if seconds == 0 => {}
            Some(share) => share.seconds += seconds,
            None => split.push(Share { party: holder.party.clone(), seconds }),
        }
    }
    let agreement = match it.engagement {
        None => state.pins.agreement.clone(),
        Some((_, engagement)) => engagement.promise.agreement().cloned(),
    };
    let target = it.clock.changes.iter().filter(|change| change.at <= limit_at).count();
    BreachDetail {
        agreement,
        target: u32::try_from(target).unwrap_or(u32::MAX),
        elapsed_s: counted(started_at, limit_at),
        split,
    }
}

/// The client did not object to closing what it did not answer.
fn resolved_by_silence(draft: &mut Draft<'_>) {
    let Some(waiting) = draft.state.waiting.clone() else { return };
    if !may_close_in_silence(&draft.state) {
        // It became graver, or is being solved; the holder decides.
        draft.add_due(
            draft.now(),
            Fact::WaitingEnded { pause: waiting.pause, reason: None, party: None },
        );
        remind(draft, ErrandKind::ClientSilent);
        return;
    }
    let message = Message {
        id: Uuid::from_u64_pair(draft.state.number.0, u64::from(draft.state.version)),
        scope: Scope::Public,
        channel: Channel::Desk,
        to: Vec::new(),
        body: waiting.question.clone(),
        next_update_at: None,
    };
    let pause = waiting.pause;
    let now = draft.now();
    let (cause, solution) = (waiting.question, NO_ANSWER.to_owned());
    let resolution = ResolutionKind::NoReply;
    draft.add_due(now, Fact::WaitingEnded { pause, reason: None, party: None });
    draft.add_due(now, Fact::ReportedBack(message));
    draft.add_due(now, Fact::Resolved { resolution, cause, solution, is_unattended: false });
    if draft.go(Step::Resolved).is_err() {
        debug_assert!(false, "what the client let rest can be resolved");
    }
}

/// How it was solved, where the client never answered. Letters word it for their reader.
const NO_ANSWER: &str = "no answer";

fn remind(draft: &mut Draft<'_>, kind: ErrandKind) {
    let now = draft.now();
    draft.add_due(now, Fact::Reminded { errand: kind.as_str().to_owned() });
}

fn escalate(draft: &mut Draft<'_>, rung: u8) {
    let person = crate::escalation::person_on(draft.context.directory, rung);
    let now = draft.now();
    draft.add_due(now, Fact::Escalated { rung, person });
}

/// The check has been green for the watch period.
fn watched(draft: &mut Draft<'_>) {
    let since = draft.state.green_since().map(|at| at.to_string()).unwrap_or_default();
    let now = draft.now();
    draft.add_due(now, Fact::VerificationPassed { proof: since });
    if draft.state.restored_at.is_none() {
        draft.add_due(now, Fact::Restored);
    }
    if let Some(solved) = draft.state.prepared.clone()
        && solving::resolve(draft, solved).is_err()
    {
        // What was prepared no longer fits; the engineer resolves by hand.
        remind(draft, ErrandKind::Checkpoint);
    }
}

/// Nobody touched it and it stayed green: resolved, counted apart, clocks without a result.
fn recovered_by_itself(draft: &mut Draft<'_>) {
    let now = draft.now();
    let resolution = ResolutionKind::Recovered;
    let words = "recovered by itself".to_owned();
    draft.add_due(
        now,
        Fact::Resolved { resolution, cause: words.clone(), solution: words, is_unattended: true },
    );
    if draft.go(Step::Resolved).is_err() {
        debug_assert!(false, "what nobody engaged with can be resolved");
    }
}

fn closed_by_silence(draft: &mut Draft<'_>) {
    let before = draft.state.step;
    solving::close_if_all_is_said(draft);
    if draft.state.step == before {
        remind(draft, ErrandKind::PreventionMissing);
    }
}

impl Draft<'_> {
    pub(super) fn around(&self) -> Surroundings {
        surroundings(&self.state, self.context.directory, self.now())
    }

    /// Whether a check (or another program) will say by itself that the fix works.
    pub(super) fn is_watched_by_check(&self) -> bool {
        !self.state.alerts.is_empty()
    }

    /// Whether a check of ours watches that is still there; what only another program saw, or a
    /// check that was taken away, can be proved by hand.
    pub(super) fn has_living_check(&self) -> bool {
        let checks = &self.context.directory.checks;
        let mut watching = self.state.alerts.values().filter_map(|alert| alert.check.as_ref());
        watching.any(|check| checks.contains_key(check))
    }

    pub(super) fn watch_is_over(&self) -> bool {
        self.state
            .watch_ends_at(self.context.directory)
            .is_some_and(|ends_at| ends_at <= self.now())
    }
}
