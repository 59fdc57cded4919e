//! What happens now, in one sentence, and the few facts that a client wants to know at a glance.

use piket_core::incident::State;
use piket_core::party::Party;
use piket_core::process::Step;
use piket_core::sla::{ClockState, Metric};
use piket_engine::view::Seen;

use crate::pages::eye::Eye;
use crate::portal::side;

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
    let waits = awaited(eye, state).map(|what| eye.w.t1("portal-now-waits", "what", what));
    [Some(about), more, waits].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What we wait for, beside the reader's answer, in the reader's words. Which supplier it is stays
/// between the supplier and us unless the matrix lets the reader know.
fn awaited(eye: &Eye<'_>, state: &State) -> Option<String> {
    let named = |party: &Party| {
        if eye.who.knows_of(party, state, eye.directory) {
            side::party(eye, party)
        } else {
            eye.w.t("portal-waits-supplier").into_owned()
        }
    };
    let Some(it) = &state.awaiting else { return state.party_waits.keys().next().map(named) };
    let what = match it.on.party() {
        Some(party) => named(&party),
        None => eye.w.named("portal-waits", it.on.kind().as_str()).into_owned(),
    };
    Some(match it.until {
        Some(until) => eye.w.t2("portal-waits-until", "what", what, "until", eye.at(until)),
        None => what,
    })
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
    add("portal-waits", awaited(eye, state));
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
    fn the_client_reads_for_which_supplier_we_wait_only_where_the_matrix_lets_it() {
        let mut example = Example::taken();
        let on = "supplier:nordhost".parse().unwrap();
        let what = "a new disk".to_owned();
        example.asks("ilse", piket_core::incident::Command::Await { on, what, until: None });
        let mut reader = piket_core::policy::Who {
            key: "fatima".parse().unwrap(),
            role: piket_core::directory::Role::Client,
            client: Some(example.state.client.clone()),
            parties: vec![Party::ClientOwner],
            applications: Vec::new(),
        };
        let said = |example: &Example, who: &piket_core::policy::Who| {
            let eye = Eye { who, ..example.eye() };
            (sentence(&eye, &example.seen()), facts(&eye, &example.seen()))
        };
        let (owner, list) = said(&example, &reader);
        assert!(owner.contains("We wait for Nord"), "{owner}");
        assert!(list.iter().any(|(name, value)| name == "We wait for" && value.contains("Nord")));
        assert!(!owner.contains("disk"), "what exactly is between the supplier and us");
        reader.parties = vec![Party::ClientStakeholders];
        let (stakeholder, _) = said(&example, &reader);
        assert!(stakeholder.ends_with("We wait for a supplier."), "{stakeholder}");
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
