//! The next thing to happen, in one sentence: from the step, what is missing and the agenda.

use jiff::Timestamp;
use piket_core::incident::{ErrandKind, State, surroundings};
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_core::sla::Pause;
use piket_engine::view::Seen;

use crate::pages::eye::Eye;

/// The sentence after "Next:".
pub(crate) fn sentence(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    beside_the_step(eye, state).unwrap_or_else(|| at_the_step(eye, seen))
}

/// What comes before anything else, wherever the incident is.
fn beside_the_step(eye: &Eye<'_>, state: &State) -> Option<String> {
    if state.step.is_over() {
        return None;
    }
    if let Some(offer) = &state.offer {
        let who = match &offer.person {
            Some(person) => eye.person(person).name,
            None => eye.party(&offer.party),
        };
        let until = eye.at(offer.accept_by);
        return Some(eye.w.t2("next-step-offer", "who", who, "until", until));
    }
    let Some(waiting) = &state.waiting else { return awaiting(eye, state) };
    let key = match waiting.pause {
        Pause::Client | Pause::ClientParty | Pause::Us => "next-step-waiting",
        Pause::AgreedDeferral => "next-step-deferred",
    };
    Some(eye.w.t1(key, "at", eye.at(waiting.remind_at)))
}

/// What one of ours said that we wait for.
fn awaiting(eye: &Eye<'_>, state: &State) -> Option<String> {
    let it = state.awaiting.as_ref()?;
    let awaits = eye.w.awaits(&it.on, eye.directory);
    let until = it.until.map(|until| eye.at(until)).unwrap_or_default();
    let key = if it.until.is_some() { "next-step-awaiting-until" } else { "next-step-awaiting" };
    Some(eye.w.tn(key, &[("awaits", &awaits), ("what", &it.what), ("until", &until)]))
}

fn at_the_step(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    let plain = |key: &str| eye.w.t(key).into_owned();
    match state.step {
        Step::Reported | Step::Assigning => sorting(eye, seen),
        Step::Investigating => investigating(eye, state),
        Step::Developing => plain("next-step-developing"),
        Step::Agreeing => agreeing(eye, seen),
        Step::Implementing => plain("next-step-implementing"),
        Step::RollingOut => plain("next-step-rolling-out"),
        Step::Verifying => verifying(eye, seen),
        Step::Resolved | Step::Reviewing => resolved(eye, seen),
        Step::Closed => match state.reopening_ends_at(eye.directory) {
            Some(until) if until > eye.now => {
                eye.w.t1("next-step-closed-reopen", "until", eye.at(until))
            }
            Some(_) => plain("next-step-closed-follow-up"),
            None => plain("next-step-closed"),
        },
        Step::Cancelled => plain("next-step-cancelled"),
    }
}

fn sorting(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    let plain = |key: &str| eye.w.t(key).into_owned();
    if state.application.is_none() {
        return plain("next-step-application");
    }
    if state.classified.is_none() {
        return plain("next-step-classify");
    }
    match errand(seen, ErrandKind::Unattended) {
        Some(at) => eye.w.t1("next-step-unattended", "at", eye.at(at)),
        None => plain("next-step-take"),
    }
}

fn investigating(eye: &Eye<'_>, state: &State) -> String {
    let around = surroundings(state, eye.directory, eye.now);
    let key = match (&state.cause, state.finding_with_evidence) {
        (Some(_), _) if around.minor_fixes_preapproved => "next-step-cause-small",
        (Some(_), _) => "next-step-cause",
        (None, true) => "next-step-finding",
        (None, false) => "next-step-investigate",
    };
    eye.w.t(key).into_owned()
}

fn agreeing(eye: &Eye<'_>, seen: &Seen) -> String {
    let version = seen.state.proposal.as_ref().map_or(1, |proposal| proposal.version);
    match errand(seen, ErrandKind::ConsentReminder) {
        Some(at) => eye.w.t2("next-step-agreeing", "version", version, "at", eye.at(at)),
        None => eye.w.t1("next-step-agreeing-asked", "version", version),
    }
}

fn verifying(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    let plain = |key: &str| eye.w.t(key).into_owned();
    if state.verified_at.is_some() {
        return plain("next-step-report-back");
    }
    if state.alerts.is_empty() {
        return plain("next-step-verify-by-hand");
    }
    match state.watch_ends_at(eye.directory) {
        None => plain("next-step-still-red"),
        Some(at) if state.prepared.is_some() => eye.w.t1("next-step-watch-then", "at", eye.at(at)),
        Some(at) => eye.w.t1("next-step-watch", "at", eye.at(at)),
    }
}

fn resolved(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    let needs_prevention = state.priority <= Priority::P2 && !state.prevention_is_decided();
    if state.confirmed_at.is_some() && needs_prevention {
        return eye.w.t("next-step-prevention").into_owned();
    }
    match state.confirmation_ends_at(eye.directory) {
        Some(at) if needs_prevention => {
            eye.w.t1("next-step-confirm-and-prevention", "at", eye.at(at))
        }
        Some(at) => eye.w.t1("next-step-confirm", "at", eye.at(at)),
        None => eye.w.t("next-step-close").into_owned(),
    }
}

fn errand(seen: &Seen, kind: ErrandKind) -> Option<Timestamp> {
    seen.agenda.iter().find(|errand| errand.kind == kind).map(|errand| errand.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn an_incident_without_an_application_asks_for_it_first() {
        let mut example = Example::reported();
        example.state.application = None;
        let next = sentence(&example.eye(), &example.seen());
        assert!(next.starts_with("say which application"), "{next}");
    }

    #[test]
    fn a_proposal_waits_for_the_client_and_says_when_it_asks_again() {
        let example = Example::agreeing();
        let next = sentence(&example.eye(), &example.seen());
        assert!(next.contains("proposal 1") && next.contains("15:50"), "{next}");
    }

    #[test]
    fn a_green_check_says_when_the_watch_is_over_and_that_the_report_goes_out_by_itself() {
        let example = Example::solved_and_watched();
        let next = sentence(&example.eye(), &example.seen());
        assert!(next.contains("15:55"), "{next}");
        assert!(next.contains("report"), "{next}");
    }

    #[test]
    fn a_grave_incident_that_was_confirmed_asks_for_prevention() {
        let mut example = Example::resolved_by_hand();
        example.state.confirmed_at = Some(example.now);
        let next = sentence(&example.eye(), &example.seen());
        assert!(next.contains("preventive"), "{next}");
    }
}
