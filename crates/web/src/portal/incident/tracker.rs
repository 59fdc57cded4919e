//! What happens now, in one sentence, and the few facts that a client wants to know at a glance.

use piket_core::incident::State;
use piket_core::process::Step;
use piket_core::sla::{ClockState, Metric};
use piket_engine::view::Seen;

use crate::pages::eye::Eye;

/// What happens now. For every step: what we do, and until when.
pub(super) fn sentence(eye: &Eye<'_>, seen: &Seen) -> String {
    let state = &seen.state;
    let about = eye.w.about_step(state.step).into_owned();
    let more = match state.step {
        Step::Reported | Step::Assigning => first_answer(eye, seen),
        Step::Agreeing => planned(eye, state),
        Step::Implementing | Step::RollingOut => planned(eye, state),
        Step::Verifying => state
            .watch_ends_at(eye.directory)
            .filter(|at| *at > eye.now)
            .map(|at| eye.w.t1("portal-now-watched", "at", eye.at(at))),
        Step::Resolved if state.confirmed_at.is_some() => {
            return eye.w.t("portal-now-confirmed").into_owned();
        }
        Step::Resolved => state
            .confirmation_ends_at(eye.directory)
            .map(|at| eye.w.t1("portal-now-confirm", "at", eye.at(at))),
        Step::Investigating
        | Step::Developing
        | Step::Reviewing
        | Step::Closed
        | Step::Cancelled => None,
    };
    match more {
        Some(more) => format!("{about} {more}"),
        None => about,
    }
}

/// Until when a first answer is promised.
fn first_answer(eye: &Eye<'_>, seen: &Seen) -> Option<String> {
    let reaction = seen.clocks.iter().find(|clock| clock.metric == Metric::Reaction)?;
    let due_at = reaction.due_at.filter(|_| reaction.state == ClockState::Running)?;
    // A promise that was broken is not repeated.
    (due_at > eye.now).then(|| eye.w.t1("portal-now-first-answer", "at", eye.at(due_at)))
}

fn planned(eye: &Eye<'_>, state: &State) -> Option<String> {
    let planned_at = state.proposal.as_ref()?.terms.planned_at?;
    (planned_at > eye.now).then(|| eye.w.t1("portal-now-planned", "at", eye.at(planned_at)))
}

/// Names and values beside the route.
pub(super) fn facts(eye: &Eye<'_>, seen: &Seen) -> Vec<(String, String)> {
    let state = &seen.state;
    let mut facts = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(value.map(|value| (eye.w.t(key).into_owned(), value)));
    };
    let next_update = state.next_update_at.filter(|_| state.step.is_at_work());
    add("portal-next-update", next_update.map(|at| next_word(eye, at)));
    add("portal-priority", Some(eye.w.priority(state.priority).into_owned()));
    add("portal-reported", Some(eye.w.date_time(state.reported_at)));
    let restored = match (state.restored_at, state.step.is_at_work()) {
        (Some(at), _) => Some(eye.w.t1("portal-restored-at", "at", eye.at(at))),
        (None, true) => Some(eye.w.t("portal-restored-not-yet").into_owned()),
        (None, false) => None,
    };
    add("portal-restored", restored);
    facts
}

/// When the next word comes; late ones are said to be late.
fn next_word(eye: &Eye<'_>, at: jiff::Timestamp) -> String {
    let when = format!("{} {}", eye.at(at), eye.w.zone_name(at));
    if at > eye.now { when } else { eye.w.t1("portal-next-update-late", "at", when) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn a_fresh_report_says_until_when_a_first_answer_comes() {
        let example = Example::reported();
        let said = sentence(&example.eye(), &example.seen());
        assert!(said.contains("15:28"), "{said}");
    }

    #[test]
    fn every_step_says_what_happens_now() {
        for step in Step::ALL {
            let mut example = Example::reported();
            example.state.step = *step;
            let said = sentence(&example.eye(), &example.seen());
            assert!(said.ends_with(['.', '?']) && !said.contains("portal-now"), "{said}");
        }
    }

    #[test]
    fn a_promised_update_that_is_late_is_said_to_be_late() {
        let mut example = Example::taken();
        example.state.next_update_at = Some(example.now - jiff::SignedDuration::from_mins(5));
        let facts = facts(&example.eye(), &example.seen());
        let (_, update) = facts.first().unwrap();
        assert!(update.contains("late"), "{update}");
    }
}
