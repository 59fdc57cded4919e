//! What happens by itself when its time has come. The agenda says what is due; here it is done.
//!
//! Waking late is harmless: an errand that is overdue is done once, with the instant at which it
//! was due. Waking twice is harmless too: what was done is a fact, and leaves the agenda.

use jiff::Timestamp;

use super::{Draft, solving};
use crate::incident::agenda::{Errand, ErrandKind, agenda, unwritten_breaches};
use crate::incident::fact::{Fact, ResolutionKind};
use crate::incident::place::surroundings;
use crate::party::Party;
use crate::process::Step;
use crate::process::guard::Surroundings;

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

fn run(draft: &mut Draft<'_>, Errand { at, kind }: Errand) {
    match kind {
        ErrandKind::Rung(rung) => escalate(draft, rung),
        ErrandKind::Warn { metric, cycle, percent } => {
            draft.add_due(at, Fact::Warned { metric, cycle, percent });
        }
        ErrandKind::Breach { metric, cycle, due_at, limit_at } => {
            let holder = holder_at(draft, limit_at);
            let breach = Fact::Breached { metric, cycle, due_at, limit_at, holder };
            draft.add_due(limit_at, breach);
        }
        ErrandKind::Promise => draft.add_due(at, Fact::PromiseMissed { promised_at: at }),
        ErrandKind::OfferExpires => {
            if let Some(offer) = draft.state.offer.clone() {
                draft.add_due(at, Fact::OfferExpired { party: offer.party });
            }
        }
        ErrandKind::DeferralEnds => {
            if let Some(waiting) = draft.state.waiting.clone() {
                draft.add_due(at, Fact::WaitingEnded { pause: waiting.pause });
            }
        }
        ErrandKind::Watched => watched(draft),
        ErrandKind::Unattended => recovered_by_itself(draft),
        ErrandKind::ConfirmationOver => closed_by_silence(draft),
        ErrandKind::AskAgain
        | ErrandKind::Checkpoint
        | ErrandKind::ConsentReminder
        | ErrandKind::PreventionMissing => remind(draft, kind),
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

/// Who had the ball at an instant that may have passed.
fn holder_at(draft: &Draft<'_>, at: Timestamp) -> Party {
    let past = &draft.state.past_holders;
    let mut holders = std::iter::once(&draft.state.holder).chain(past.iter().rev());
    let first = past.first().unwrap_or(&draft.state.holder);
    holders.find(|holder| holder.since <= at).unwrap_or(first).party.clone()
}

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
