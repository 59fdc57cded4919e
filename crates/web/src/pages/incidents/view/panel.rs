//! The panel: what can be done now, the likely thing unfolded, the rest one line each.
//!
//! It follows from the step and from what is known; nothing here allows anything. What a person
//! may not do is not offered, and what is asked already stands in the fields.

use piket_core::incident::{ErrandKind, State, surroundings};
use piket_core::policy::Action;
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_core::sla::Pause;
use piket_engine::view::Seen;

use super::field::Field;
use super::forms;
use crate::pages::eye::Eye;
use crate::pages::incidents::command::{Wrong, back_steps};
use crate::pages::incidents::verb::Verb;
use crate::pages::typed::Typed;

/// Why what was asked was not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Refused {
    /// In one sentence.
    pub(crate) title: String,
    /// What is missing, and what to do about each.
    pub(crate) points: Vec<String>,
}

/// What was asked and not done.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// What was asked.
    pub(crate) verb: Verb,
    /// What was typed.
    pub(crate) typed: Typed,
    /// Why it was not done.
    pub(crate) refused: Refused,
    /// The field that could not be read.
    pub(crate) wrong: Option<Wrong>,
}

/// Something that can be done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Act {
    /// The last part of its address.
    pub(crate) verb: &'static str,
    /// Its sign.
    pub(crate) sign: &'static str,
    /// What it is called.
    pub(crate) title: String,
    /// What it does, in one line.
    pub(crate) about: String,
    /// What stands on its button.
    pub(crate) button: String,
    /// The key for it; empty for none.
    pub(crate) key: &'static str,
    /// Whether it is unfolded.
    pub(crate) is_open: bool,
    /// Whether its button is a grave one.
    pub(crate) is_grave: bool,
    /// What is asked.
    pub(crate) fields: Vec<Field>,
    /// What to know before: the row of the matrix, the proposal.
    pub(crate) notes: Vec<String>,
    /// Why it was not done a moment ago.
    pub(crate) refused: Option<Refused>,
}

/// Something else that can be done: its form is shown when it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct More {
    /// Where its form is.
    pub(crate) address: String,
    /// Its sign.
    pub(crate) sign: &'static str,
    /// What it is called.
    pub(crate) title: String,
    /// What it does, in one line.
    pub(crate) about: String,
    /// The key for it; empty for none.
    pub(crate) key: &'static str,
}

/// What can be done now: with its form, and by a link to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Panel {
    /// What belongs to the step, and what was asked for.
    pub(crate) acts: Vec<Act>,
    /// The rest.
    pub(crate) more: Vec<More>,
}

/// What can be done now. `wanted` is what somebody asked for by name.
pub(crate) fn of(
    eye: &Eye<'_>,
    seen: &Seen,
    attempt: Option<&Attempt>,
    wanted: Option<Verb>,
) -> Panel {
    let order = order(eye, seen);
    let asked = attempt.map(|attempt| attempt.verb).or(wanted);
    let asked = asked.filter(|verb| order.contains(verb));
    let open = asked.or(likely(eye, seen, &order));
    let is_aside = |verb: &Verb| open != Some(*verb) && stands_aside(*verb, seen.state.step);
    let (aside, shown): (Vec<Verb>, Vec<Verb>) = order.into_iter().partition(is_aside);
    Panel {
        acts: acts(eye, seen, shown, open, attempt),
        more: aside
            .into_iter()
            .map(|verb| more(eye, seen, verb))
            .chain(follow_up(eye, seen))
            .collect(),
    }
}

/// Whether the agreement that was promised has other versions than this incident has.
fn has_other_versions(eye: &Eye<'_>, state: &State) -> bool {
    let held = state.pins.agreement.as_ref();
    let all = held.and_then(|held| eye.directory.agreements.get(&held.key));
    all.is_some_and(|all| all.all().count() > 1)
}

/// What can be done at every step, and so need not be in sight.
fn stands_aside(verb: Verb, step: Step) -> bool {
    match verb {
        Verb::Offer => step >= Step::Investigating,
        Verb::Classify
        | Verb::Application
        | Verb::Migrate
        | Verb::Call
        | Verb::Hear
        | Verb::Withdraw
        | Verb::Defer
        | Verb::Resume
        | Verb::Await
        | Verb::GoOn
        | Verb::StepBack
        | Verb::Cancel
        | Verb::Reopen => true,
        Verb::RollOut => step == Step::Investigating,
        Verb::Finding => step == Step::Agreeing,
        _ => false,
    }
}

fn more(eye: &Eye<'_>, seen: &Seen, verb: Verb) -> More {
    More {
        address: format!("/incidents/{0}?act={1}#act-{1}", seen.state.number, verb.as_str()),
        sign: verb.sign(),
        title: eye.w.named("act", &name(verb)).into_owned(),
        about: eye.w.named("act-about", &name(verb)).into_owned(),
        key: key(verb),
    }
}

/// What can no longer be opened again is followed up.
fn follow_up(eye: &Eye<'_>, seen: &Seen) -> Option<More> {
    let takes = seen.state.takes_follow_up(eye.directory, eye.now);
    (takes && eye.who.may(Action::Report)).then(|| More {
        address: format!("/incidents/new?follow_up_of={}", seen.state.number),
        sign: "rotate",
        title: eye.w.t("act-follow-up").into_owned(),
        about: eye.w.t("act-about-follow-up").into_owned(),
        key: "",
    })
}

fn acts(
    eye: &Eye<'_>,
    seen: &Seen,
    verbs: Vec<Verb>,
    open: Option<Verb>,
    attempt: Option<&Attempt>,
) -> Vec<Act> {
    verbs
        .into_iter()
        .map(|verb| {
            let mut act = Act {
                verb: verb.as_str(),
                sign: verb.sign(),
                title: eye.w.named("act", &name(verb)).into_owned(),
                about: eye.w.named("act-about", &name(verb)).into_owned(),
                button: eye.w.named("act-do", &name(verb)).into_owned(),
                key: key(verb),
                is_open: open == Some(verb),
                is_grave: matches!(verb, Verb::Cancel),
                fields: forms::fields(eye, seen, verb),
                notes: forms::notes(eye, seen, verb),
                refused: None,
            };
            if let Some(attempt) = attempt.filter(|attempt| attempt.verb == verb) {
                refill(eye, &mut act, attempt);
            }
            act
        })
        .collect()
}

/// What was typed stays, with what is wrong beside it.
fn refill(eye: &Eye<'_>, act: &mut Act, attempt: &Attempt) {
    for field in &mut act.fields {
        field.fill(&attempt.typed);
        if let Some(wrong) = attempt.wrong.as_ref().filter(|wrong| wrong.field == field.name) {
            field.error = eye.w.t(wrong.key).into_owned();
        }
    }
    act.refused = Some(attempt.refused.clone());
}

fn name(verb: Verb) -> String {
    verb.as_str().replace('-', "_")
}

fn key(verb: Verb) -> &'static str {
    match verb {
        Verb::Take => "a",
        Verb::Offer => "h",
        _ => "",
    }
}

/// Everything that can be done, in the order in which it is shown.
fn order(eye: &Eye<'_>, seen: &Seen) -> Vec<Verb> {
    let state = &seen.state;
    let who = eye.who;
    let mut verbs = Vec::new();
    if concerns_me(eye, state) {
        verbs.extend([Verb::Accept, Verb::Refuse]);
    }
    verbs.extend(of_step(eye, state));
    if state.step.is_at_work() {
        let is_mine = state.holder.person.as_ref() == Some(&who.key) && state.offer.is_none();
        if !is_mine {
            let early = matches!(state.step, Step::Reported | Step::Assigning);
            let at = if early { verbs.len() } else { 0 };
            verbs.insert(at, Verb::Take);
        }
        verbs.extend([Verb::Offer, Verb::Classify, Verb::Call, Verb::Hear]);
        let waits_for = |pause: Pause| {
            state.waiting.iter().chain(&state.deferred).any(|waiting| waiting.pause == pause)
        };
        if waits_for(Pause::Client) {
            verbs.push(Verb::Withdraw);
        }
        let is_deferred = waits_for(Pause::AgreedDeferral);
        verbs.push(if is_deferred { Verb::Resume } else { Verb::Defer });
        if state.awaiting.is_some() {
            verbs.push(Verb::GoOn);
        }
        verbs.push(Verb::Await);
        if state.application.is_some() {
            verbs.push(Verb::Application);
        }
        if has_other_versions(eye, state) {
            verbs.push(Verb::Migrate);
        }
        if !back_steps(state.step).is_empty() {
            verbs.push(Verb::StepBack);
        }
        if state.step <= Step::Agreeing {
            verbs.push(Verb::Cancel);
        }
    }
    let may = |verb: &Verb| match verb {
        Verb::Consent | Verb::Decline => who.may_decide(state, eye.directory),
        Verb::Confirm | Verb::Reopen => who.may(Action::Confirm),
        Verb::Migrate => who.may(Action::Configure),
        Verb::Propose | Verb::Solve => who.may(Action::Work) && who.may(Action::WriteToClient),
        _ => who.may(Action::Work),
    };
    let mut offered = Vec::new();
    for verb in verbs.into_iter().filter(may) {
        if !offered.contains(&verb) {
            offered.push(verb);
        }
    }
    offered
}

fn of_step(eye: &Eye<'_>, state: &State) -> Vec<Verb> {
    match state.step {
        Step::Reported | Step::Assigning if state.application.is_none() => vec![Verb::Application],
        Step::Reported | Step::Assigning if state.classified.is_none() => vec![Verb::Classify],
        Step::Reported => Vec::new(),
        Step::Assigning => vec![Verb::Solve],
        Step::Investigating => {
            vec![Verb::Finding, Verb::Solve, Verb::Development, Verb::Propose, Verb::RollOut]
        }
        Step::Developing => vec![Verb::Propose, Verb::Finding, Verb::Solve],
        Step::Agreeing => vec![Verb::Consent, Verb::Decline, Verb::Propose, Verb::Finding],
        Step::Implementing => vec![Verb::RollOut, Verb::Implement],
        Step::RollingOut => vec![Verb::RollOut],
        Step::Verifying if state.verified_at.is_some() => vec![Verb::Solve],
        Step::Verifying => vec![Verb::Solve, Verb::Verify],
        Step::Resolved | Step::Reviewing => resolved(eye, state),
        Step::Closed if state.is_past_reopening(eye.directory, eye.now) => vec![Verb::Plan],
        Step::Closed => vec![Verb::Plan, Verb::Reopen],
        Step::Cancelled => Vec::new(),
    }
}

fn resolved(eye: &Eye<'_>, state: &State) -> Vec<Verb> {
    let around = surroundings(state, eye.directory, eye.now);
    let mut verbs = Vec::new();
    if state.confirmed_at.is_none() && around.has_client_people && state.step == Step::Resolved {
        verbs.push(Verb::Confirm);
    }
    verbs.push(Verb::Plan);
    if !state.prevention_is_decided() {
        verbs.push(Verb::Waive);
    }
    verbs.extend([Verb::Close, Verb::Reopen]);
    verbs
}

/// What is most likely wanted: it is shown unfolded.
fn likely(eye: &Eye<'_>, seen: &Seen, order: &[Verb]) -> Option<Verb> {
    let state = &seen.state;
    let wanted = match state.step {
        _ if concerns_me(eye, state) => Verb::Accept,
        _ if state.offer.is_some() => return None,
        Step::Reported | Step::Assigning if state.application.is_none() => Verb::Application,
        Step::Reported | Step::Assigning if state.classified.is_none() => Verb::Classify,
        Step::Reported | Step::Assigning => Verb::Take,
        Step::Investigating if state.cause.is_some() || state.finding_with_evidence => Verb::Solve,
        Step::Investigating => Verb::Finding,
        Step::Developing => Verb::Propose,
        Step::Agreeing => return None,
        Step::Implementing | Step::RollingOut => Verb::RollOut,
        Step::Verifying if state.prepared.is_some() => return None,
        Step::Verifying => Verb::Solve,
        Step::Resolved | Step::Reviewing
            if state.priority <= Priority::P2 && !state.prevention_is_decided() =>
        {
            Verb::Plan
        }
        Step::Resolved | Step::Reviewing if over(seen) => Verb::Close,
        Step::Resolved | Step::Reviewing | Step::Closed | Step::Cancelled => return None,
    };
    order.contains(&wanted).then_some(wanted)
}

/// Whether nothing stands in the way of closing any more.
fn over(seen: &Seen) -> bool {
    let waits = |kind: ErrandKind| seen.agenda.iter().any(|errand| errand.kind == kind);
    seen.state.confirmed_at.is_some() && !waits(ErrandKind::PreventionMissing)
}

/// Whether the ball is offered to the reader, or to a supplier for whom we answer.
pub(crate) fn concerns_me(eye: &Eye<'_>, state: &State) -> bool {
    state.offer.as_ref().is_some_and(|offer| match &offer.person {
        Some(person) => *person == eye.who.key,
        None => eye.is_in(&offer.party) || offer.party.is_supplier(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    fn verbs(example: &Example) -> Vec<&'static str> {
        let panel = of(&example.eye(), &example.seen(), None, None);
        panel.acts.iter().map(|act| act.verb).collect()
    }

    fn open(example: &Example) -> Option<&'static str> {
        let acts = of(&example.eye(), &example.seen(), None, None).acts;
        acts.iter().find(|act| act.is_open).map(|act| act.verb)
    }

    #[test]
    fn a_classified_report_waits_for_somebody_to_take_it() {
        let example = Example::reported();
        assert_eq!(open(&example), Some("take"));
        assert_eq!(verbs(&example)[..2], ["take", "offer"]);
    }

    #[test]
    fn what_is_not_classified_is_classified_first() {
        let mut example = Example::reported();
        example.state.classified = None;
        assert_eq!(open(&example), Some("classify"));
    }

    #[test]
    fn whoever_holds_it_is_not_asked_to_take_it_and_can_solve_it_in_one_act() {
        let example = Example::taken();
        assert!(!verbs(&example).contains(&"take"));
        assert!(verbs(&example).contains(&"solve"));
        assert_eq!(open(&example), Some("finding"));
    }

    #[test]
    fn what_can_be_done_at_every_step_stands_aside_until_it_is_asked_for() {
        let example = Example::taken();
        let panel = of(&example.eye(), &example.seen(), None, None);
        let aside: Vec<_> = panel.more.iter().map(|more| more.key).collect();
        assert!(aside.contains(&"h"), "{aside:?}");
        let panel = of(&example.eye(), &example.seen(), None, Some(Verb::Classify));
        let open: Vec<_> =
            panel.acts.iter().filter(|act| act.is_open).map(|act| act.verb).collect();
        assert_eq!(open, ["classify"]);
    }

    #[test]
    fn a_grave_incident_that_is_resolved_asks_for_prevention() {
        assert_eq!(open(&Example::resolved_by_hand()), Some("plan"));
    }

    #[test]
    fn what_can_no_longer_be_opened_again_is_followed_up_instead() {
        let mut example = Example::resolved_by_hand();
        let follow_up = |example: &Example| {
            let panel = of(&example.eye(), &example.seen(), None, None);
            panel.more.into_iter().find(|it| it.address.contains("follow_up_of"))
        };
        example.state.step = Step::Closed;
        assert_eq!(follow_up(&example), None);
        example.now += jiff::SignedDuration::from_hours(24 * 20);
        let more = follow_up(&example).unwrap();
        assert_eq!(more.address, "/incidents/new?follow_up_of=INC-1042");
        let panel = of(&example.eye(), &example.seen(), None, None);
        assert!(panel.more.iter().all(|it| !it.address.contains("reopen")));
    }

    #[test]
    fn only_whoever_is_asked_answers_an_offer() {
        let mut example = Example::taken();
        let offer = |party: &str| piket_core::incident::Command::Offer {
            party: party.parse().unwrap(),
            person: None,
            reason: "it is theirs".to_owned(),
        };
        example.asks("ilse", offer("own:development"));
        assert!(!verbs(&example).contains(&"accept"));
        example.asks("ilse", offer("supplier:nordhost"));
        assert_eq!(open(&example), Some("accept"));
    }

    #[test]
    fn a_developer_is_not_offered_what_only_the_desk_records_for_the_client() {
        let mut example = Example::resolved_by_hand();
        example.who.role = piket_core::directory::Role::Developer;
        let verbs = verbs(&example);
        assert!(!verbs.contains(&"confirm") && !verbs.contains(&"reopen"), "{verbs:?}");
    }

    #[test]
    fn a_refused_act_is_unfolded_with_what_was_typed_and_why() {
        let example = Example::taken();
        let attempt = Attempt {
            verb: Verb::Cancel,
            typed: Typed::new(vec![
                ("kind".into(), "spam".into()),
                ("reason".into(), String::new()),
            ]),
            refused: Refused { title: "The reason is missing.".into(), points: Vec::new() },
            wrong: None,
        };
        let acts = of(&example.eye(), &example.seen(), Some(&attempt), None).acts;
        let act = acts.iter().find(|act| act.verb == "cancel").unwrap();
        assert!(act.is_open && act.refused.is_some());
        let kind = act.fields.iter().find(|field| field.name == "kind").unwrap();
        let chosen: Vec<_> = kind.choices.iter().filter(|choice| choice.chosen).collect();
        assert_eq!(chosen[0].value, "spam");
        assert_eq!(acts.iter().filter(|act| act.is_open).count(), 1);
    }
}
