//! Stories of incidents on their route, told in moved time: forward, back, refused, by themselves.

use super::example::*;
use super::*;
use crate::process::{Step, guard::Guard};
use crate::sla::{ClockState, Metric};

fn guards(refusal: Refusal) -> Vec<Guard> {
    match refusal {
        Refusal::Guarded { guards, .. } => guards,
        other => panic!("refused for another reason: {other}"),
    }
}

fn clock(story: &Story, metric: Metric) -> crate::sla::Clock {
    let events = &story.state.clock_events;
    crate::sla::clock(metric, events, &story.directory, story.now).unwrap()
}

#[test]
fn an_incident_walks_the_whole_route_from_the_failing_check_to_closed() {
    let mut story = Story::the_shop_is_down();
    assert_eq!(story.state.step, Step::Reported);

    story = story.taken();
    assert_eq!(story.state.step, Step::Investigating);
    assert_eq!(story.state.holder.person, Some("ilse".parse().unwrap()));

    story.after_minutes(3).does(
        "ilse",
        Command::Send {
            message: message(Scope::Public, "We see it and work on it."),
            remind_at: None,
        },
    );
    assert_eq!(clock(&story, Metric::Reaction).state, ClockState::Met);
    assert!(story.state.next_update_at.is_some(), "the next word is promised");

    story.does(
        "ilse",
        Command::RecordFinding {
            text: "pool runs dry".to_owned(),
            evidence: Vec::new(),
            cause: None,
        },
    );
    story.does("ilse", Command::InvolveDevelopment { question: "why?".to_owned() });
    assert_eq!(story.state.step, Step::Developing);
    assert_eq!(story.state.holder.person, Some("ilse".parse().unwrap()), "until it is accepted");
    story.after_minutes(5).does("samira", Command::Accept);
    assert_eq!(story.state.holder.person, Some("samira".parse().unwrap()));

    story.after_minutes(20).does("samira", propose());
    assert_eq!(story.state.step, Step::Agreeing);
    story = story.rolled_out();
    assert_eq!(story.state.step, Step::Verifying);

    let guards = guards(story.refuses("ilse", Command::Resolve(solved(ResolutionKind::Fixed))));
    assert_eq!(guards, [Guard::WatchedGreen]);

    story = story.resolved();
    assert_eq!(story.state.step, Step::Resolved);
    assert_eq!(clock(&story, Metric::Restore).state, ClockState::Met);
    assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Met);

    story.does("fatima", Command::Confirm);
    assert_eq!(story.state.step, Step::Resolved, "a P1 closes only when prevention is decided");
    story.does("ilse", prevent());
    assert_eq!(story.state.step, Step::Closed);
    assert_eq!(State::replay(&story.timeline), Some(story.state));
}

#[test]
fn a_small_incident_is_solved_in_three_acts() {
    let mut story = Story::the_shop_is_down().taken();
    story.does(
        "ilse",
        Command::Send { message: message(Scope::Public, "We restart it."), remind_at: None },
    );
    story.after_minutes(5).does(
        "ilse",
        Command::Solve { solved: solved(ResolutionKind::Fixed), change: "restarted".to_owned() },
    );
    assert_eq!(story.state.step, Step::Verifying, "the check has not been green yet");

    story.after_minutes(1).recovers().after_minutes(14).wakes();
    assert_eq!(story.state.step, Step::Verifying, "a watch is fifteen minutes");
    story.after_minutes(1).wakes();
    assert_eq!(story.state.step, Step::Resolved, "reported back as soon as it was proved");
}

#[test]
fn nobody_can_take_what_nobody_has_classified() {
    let mut story = Story::the_client_reports();
    let missing = guards(story.refuses("ilse", take()));
    assert_eq!(missing, [Guard::Classified]);
}

#[test]
fn the_second_line_is_asked_with_a_finding_that_rests_on_evidence() {
    let mut story = Story::the_shop_is_down().taken();
    let command = Command::InvolveDevelopment { question: "why?".to_owned() };
    let missing = guards(story.refuses("ilse", command));
    assert_eq!(missing, [Guard::FindingWithEvidence]);
}

#[test]
fn a_proposal_needs_a_cause_risk_rollback_and_test_plan() {
    let mut story = Story::the_shop_is_down().taken();
    let Command::Propose { terms, .. } = propose() else { unreachable!() };
    let refusal = story.refuses("ilse", Command::Propose { terms: terms.clone(), cause: None });
    assert_eq!(guards(refusal), [Guard::CauseKnown]);

    story.does(
        "ilse",
        Command::RecordFinding { text: "pool".to_owned(), evidence: Vec::new(), cause: None },
    );
    story.does("ilse", Command::InvolveDevelopment { question: "why?".to_owned() });
    let terms = ProposalTerms { risk: " ".to_owned(), ..terms };
    let refusal = story.refuses("samira", Command::Propose { terms, cause: None });
    assert_eq!(guards(refusal), [Guard::ProposalComplete]);
}

#[test]
fn consent_is_bound_to_the_version_that_was_read() {
    let mut story = Story::the_shop_is_down().taken().proposed();
    story.does("ilse", propose());
    let old = Command::Consent { version: 1, note: String::new() };
    assert_eq!(story.refuses("fatima", old), Refusal::OtherProposal { current: Some(2) });
    story.does("fatima", Command::Consent { version: 2, note: String::new() });
    assert_eq!(story.state.step, Step::Implementing);
}

#[test]
fn refused_consent_goes_back_to_where_the_proposal_came_from() {
    let mut story = Story::the_shop_is_down().taken().proposed();
    let missing = Command::RefuseConsent { version: 1, reason: " ".to_owned() };
    assert_eq!(story.refuses("fatima", missing), Refusal::Missing("the reason"));
    let no = Command::RefuseConsent { version: 1, reason: "not on Saturday".to_owned() };
    story.does("fatima", no);
    assert_eq!(story.state.step, Step::Investigating);
    assert_eq!(story.state.back_steps, 1);
    assert!(story.state.proposal.is_none());
}

#[test]
fn what_is_rolled_out_was_tested_where_there_is_a_test_environment() {
    let mut story = Story::the_shop_is_down().taken().proposed();
    story.does("fatima", Command::Consent { version: 1, note: String::new() });
    let untested =
        Command::RollOut { version: "1".to_owned(), note: String::new(), is_tested: false };
    assert_eq!(guards(story.refuses("ilse", untested)), [Guard::Tested]);
}

#[test]
fn every_step_back_of_the_process_needs_a_reason_and_is_counted() {
    let ways: Vec<(Story, Step)> = {
        let taken = Story::the_shop_is_down().taken();
        let mut developing = taken.clone();
        developing.does(
            "ilse",
            Command::RecordFinding { text: "pool".to_owned(), evidence: Vec::new(), cause: None },
        );
        developing.does("ilse", Command::InvolveDevelopment { question: "why?".to_owned() });
        let mut implementing = taken.clone().proposed();
        implementing.does("fatima", Command::Consent { version: 1, note: String::new() });
        let mut rolling = implementing.clone();
        rolling.does("ilse", Command::Implement { is_tested: true, note: String::new() });
        let verifying = taken.clone().proposed().rolled_out();
        vec![
            (taken, Step::Assigning),
            (developing, Step::Investigating),
            (implementing.clone(), Step::Developing),
            (implementing, Step::Agreeing),
            (rolling, Step::Implementing),
            (verifying.clone(), Step::Implementing),
            (verifying.clone(), Step::Developing),
            (verifying, Step::Investigating),
        ]
    };
    for (mut story, to) in ways {
        let from = story.state.step;
        let back = |reason: &str| Command::StepBack { to, reason: reason.to_owned() };
        assert_eq!(story.refuses("ilse", back("")), Refusal::Missing("the reason"), "{from}");
        story.does("ilse", back("it did not work"));
        assert_eq!((story.state.step, story.state.back_steps), (to, 1), "from {from}");
    }
}

#[test]
fn a_step_back_before_consent_voids_it() {
    let mut story = Story::the_shop_is_down().taken().proposed();
    story.does("fatima", Command::Consent { version: 1, note: String::new() });
    let reason = "another fix after all".to_owned();
    story.does("ilse", Command::StepBack { to: Step::Agreeing, reason });
    let consented = story.state.proposal.as_ref().and_then(|proposal| proposal.consented_at);
    assert_eq!(consented, None);
}

#[test]
fn a_move_that_the_process_does_not_know_is_refused_by_name() {
    let mut story = Story::the_shop_is_down().taken();
    let jump = Command::StepBack { to: Step::Closed, reason: "enough".to_owned() };
    let refusal = story.refuses("ilse", jump);
    assert_eq!(refusal, Refusal::NoSuchMove { from: Step::Investigating, to: Step::Closed });
}

#[test]
fn a_client_who_says_not_fixed_gets_the_incident_back_under_investigation() {
    let mut story = Story::the_shop_is_down().taken().proposed().rolled_out().resolved();
    story
        .after_minutes(60)
        .does("fatima", Command::Reopen { reason: "still slow".to_owned(), is_down: false });
    assert_eq!(story.state.step, Step::Investigating);
    assert_eq!(story.state.reopened, 1);
    assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Running);
}

#[test]
fn a_closed_incident_opens_again_only_inside_its_window() {
    let closed = Story::the_shop_is_down().taken().proposed().rolled_out().resolved().closed();
    let reopen = || Command::Reopen { reason: "it is back".to_owned(), is_down: false };

    let mut soon = closed.clone();
    soon.after_minutes(4 * 24 * 60).does("fatima", reopen());
    assert_eq!(soon.state.step, Step::Investigating);

    let mut late = closed;
    late.after_minutes(6 * 24 * 60);
    assert_eq!(late.refuses("fatima", reopen()), Refusal::TooLate);
}

#[test]
fn silence_of_the_client_closes_after_the_confirmation_period() {
    let mut story = Story::the_shop_is_down().taken().proposed().rolled_out().resolved();
    story.does("ilse", prevent());
    story.after_minutes(3 * 24 * 60 - 1).wakes();
    assert_eq!(story.state.step, Step::Resolved);
    story.after_minutes(1).wakes();
    assert_eq!(story.state.step, Step::Closed);
    assert!(matches!(
        story.timeline.last().map(|entry| &entry.fact),
        Some(Fact::Closed { by_silence: true })
    ));
}

#[test]
fn what_nobody_touched_resolves_by_itself_and_counts_no_reaction() {
    let mut story = Story::the_shop_is_down();
    story.after_minutes(5).recovers();
    story.after_minutes(14).wakes();
    assert_eq!(story.state.step, Step::Reported);
    story.after_minutes(1).wakes();
    assert_eq!(story.state.step, Step::Resolved);
    assert_eq!(clock(&story, Metric::Reaction).state, ClockState::Cancelled);
}

#[test]
fn a_human_who_took_it_is_never_overruled_by_a_recovery() {
    let mut story = Story::the_shop_is_down().taken();
    story.recovers().after_minutes(60).wakes();
    assert_eq!(story.state.step, Step::Investigating);
    assert!(story.state.restored_at.is_some());
}

#[test]
fn trouble_that_is_back_after_resolving_by_itself_looks_for_a_holder() {
    let mut story = Story::the_shop_is_down();
    story.after_minutes(5).recovers().after_minutes(15).wakes();
    story.after_minutes(30).fails_again();
    assert_eq!(story.state.step, Step::Assigning);
    let rungs = story.wakes();
    assert!(
        rungs.iter().any(|entry| matches!(entry.fact, Fact::Escalated { rung: 1, .. })),
        "the engineer on duty hears of it again"
    );
}

#[test]
fn the_ladder_is_climbed_until_somebody_takes_it() {
    let mut story = Story::the_shop_is_down();
    let rungs = |story: &Story| story.state.rungs_told.len();
    story.wakes();
    assert_eq!(rungs(&story), 1);
    story.after_minutes(9).wakes();
    assert_eq!(rungs(&story), 1);
    story.after_minutes(1).wakes();
    assert_eq!(rungs(&story), 2);
    let mut taken = story.clone();
    taken.does("tom", take()).after_minutes(30).wakes();
    assert_eq!(rungs(&taken), 2, "taking it stops the climb");
    story.after_minutes(10).wakes();
    assert_eq!(rungs(&story), 3);
}

#[test]
fn a_server_that_slept_writes_every_warning_and_breach_once_with_the_true_instant() {
    let mut story = Story::the_shop_is_down();
    story.after_minutes(26 * 60).wakes();
    let breaches: Vec<_> = story
        .timeline
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::Breached { metric, limit_at, .. } => Some((*metric, entry.at, *limit_at)),
            _ => None,
        })
        .collect();
    let reaction = at("2026-03-10T09:30:00Z");
    assert_eq!(breaches.first(), Some(&(Metric::Reaction, reaction, reaction)));
    assert_eq!(breaches.len(), 3, "reaction, restore and resolution");
    assert_eq!(story.wakes(), [], "waking twice is harmless");
}

#[test]
fn a_supplier_who_refuses_leaves_the_ball_where_it_was() {
    let mut story = Story::the_shop_is_down().taken();
    let hosting = "supplier:nordhost".parse().unwrap();
    let reason = "their disk".to_owned();
    story.does("ilse", Command::Offer { party: hosting, person: None, reason });
    assert_eq!(story.state.holder.party, crate::party::Party::ServiceDesk);
    story.does("ilse", Command::Refuse { reason: "not ours".to_owned() });
    assert_eq!(story.state.holder.person, Some("ilse".parse().unwrap()));
    assert_eq!(story.state.refusals, 1);
}

#[test]
fn an_offer_that_nobody_answers_expires_after_the_supplier_s_reaction_time() {
    let mut story = Story::the_shop_is_down().taken();
    let party = "supplier:nordhost".parse().unwrap();
    let reason = "their disk".to_owned();
    story.does("ilse", Command::Offer { party, person: None, reason });
    story.after_minutes(29).wakes();
    assert!(story.state.offer.is_some());
    story.after_minutes(1).wakes();
    assert!(story.state.offer.is_none());
}

#[test]
fn a_question_to_the_client_ends_the_wait_with_any_answer_by_the_client() {
    let mut story = Story::the_client_reports();
    story.does(
        "ilse",
        Command::Classify {
            nature: crate::priority::Nature::FunctionalDefect,
            component: None,
            impact: crate::priority::Impact::Medium,
            urgency: crate::priority::Urgency::Medium,
            reason: None,
            agreed: None,
        },
    );
    story.does("ilse", take());
    let tomorrow = at("2026-03-11T09:00:00Z");
    story.does(
        "ilse",
        Command::Send {
            message: message(Scope::Public, "Which browser?"),
            remind_at: Some(tomorrow),
        },
    );
    assert_eq!(clock(&story, Metric::Restore).state, ClockState::Paused);
    story.after_minutes(90).does("fatima", Command::Receive(message(Scope::Public, "Firefox")));
    assert_eq!(clock(&story, Metric::Restore).state, ClockState::Running);
}

fn finding() -> Command {
    Command::RecordFinding { text: "pool".to_owned(), evidence: Vec::new(), cause: None }
}

fn offer_to_the_host() -> Command {
    let party = "supplier:nordhost".parse().unwrap();
    Command::Offer { party, person: None, reason: "their disk".to_owned() }
}

#[test]
fn who_sent_it_back_to_find_another_party_can_take_it_up_again() {
    let mut story = Story::the_shop_is_down().taken();
    story.does("ilse", Command::StepBack { to: Step::Assigning, reason: "the host?".to_owned() });
    story.does("ilse", offer_to_the_host());
    story.does("ilse", Command::Refuse { reason: "not ours".to_owned() });
    story.does("ilse", take());
    assert_eq!(story.state.step, Step::Investigating);
    assert_eq!(story.refuses("ilse", take()), Refusal::AlreadyYours);
}

#[test]
fn the_second_line_is_not_asked_for_what_it_holds_already() {
    let mut story = Story::the_shop_is_down();
    story.does("samira", take()).does("samira", finding());
    story.does("samira", Command::InvolveDevelopment { question: "mine".to_owned() });
    assert_eq!(story.state.step, Step::Developing);
    assert_eq!(story.state.offer, None);
}

#[test]
fn it_is_offered_to_nobody_outside_the_party() {
    let mut story = Story::the_shop_is_down().taken();
    let party = "own:development".parse().unwrap();
    let person = Some("fatima".parse().unwrap());
    let refusal = story.refuses("ilse", Command::Offer { party, person, reason: "x".to_owned() });
    assert_eq!(refusal, Refusal::Unknown { what: "person", key: "fatima".to_owned() });
}

#[test]
fn the_client_is_told_the_name_of_the_supplier_who_acts() {
    let mut story = Story::the_shop_is_down();
    story.does("ilse", offer_to_the_host()).does("ilse", Command::Accept);
    let told = story.timeline.iter().find_map(|entry| match &entry.fact {
        Fact::ClientTold { what } => Some(what.as_str()),
        _ => None,
    });
    assert_eq!(told, Some("Nordhost"));
}

#[test]
fn a_second_version_that_is_refused_goes_back_to_where_the_first_came_from() {
    let mut story = Story::the_shop_is_down().taken();
    story.does("ilse", finding());
    story.does("ilse", Command::InvolveDevelopment { question: "why?".to_owned() });
    story.does("samira", Command::Accept).does("samira", propose()).does("samira", propose());
    let no = Command::RefuseConsent { version: 2, reason: "too risky".to_owned() };
    story.does("fatima", no);
    assert_eq!(story.state.step, Step::Developing);
}

#[test]
fn a_void_consent_ends_the_pause_that_it_gave() {
    let mut story = Story::the_shop_is_down().taken();
    let Command::Propose { mut terms, cause } = propose() else { unreachable!() };
    terms.planned_at = Some(at("2026-03-14T09:00:00Z"));
    story.does("ilse", Command::Propose { terms, cause });
    story.does("fatima", Command::Consent { version: 1, note: String::new() });
    assert_eq!(clock(&story, Metric::Restore).state, ClockState::Paused);
    let reason = "another fix after all".to_owned();
    story.does("ilse", Command::StepBack { to: Step::Developing, reason });
    assert_eq!(story.state.waiting, None);
    assert_eq!(clock(&story, Metric::Restore).state, ClockState::Running);
}

#[test]
fn who_writes_down_the_client_s_consent_says_who_gave_it_and_how() {
    let mut story = Story::the_shop_is_down().taken().proposed();
    let silent = Command::Consent { version: 1, note: " ".to_owned() };
    assert!(matches!(story.refuses("ilse", silent), Refusal::Missing(_)));
    let note = "Fatima, by telephone".to_owned();
    story.does("ilse", Command::Consent { version: 1, note });
    assert_eq!(story.state.step, Step::Implementing);
}

#[test]
fn a_call_and_a_decision_answer_the_question_that_was_asked() {
    let asked = || Command::Send {
        message: message(Scope::Public, "May we restart it?"),
        remind_at: Some(at("2026-03-11T09:00:00Z")),
    };
    let mut called = Story::the_shop_is_down().taken();
    called.does("ilse", asked()).after_minutes(5);
    let occurred_at = called.now;
    let (with, body) = ("Fatima".to_owned(), "She says yes.".to_owned());
    called.does("ilse", Command::LogCall { with, body, occurred_at });
    assert_eq!(called.state.waiting, None);

    let mut decided = Story::the_shop_is_down().taken().proposed();
    decided.does("ilse", asked());
    decided.does("fatima", Command::Consent { version: 1, note: String::new() });
    assert_eq!(decided.state.waiting, None);
}

#[test]
fn what_another_program_saw_can_be_proved_by_hand() {
    let mut story = Story::the_shop_is_down().taken().proposed().rolled_out();
    assert!(!story.state.all_green(), "the other program never says that it is over");
    story.does("ilse", Command::Verify { proof: "ordered a loaf".to_owned() });
    story.does("ilse", Command::Resolve(solved(ResolutionKind::Fixed)));
    assert_eq!(story.state.step, Step::Resolved);
}

#[test]
fn what_goes_out_after_the_watch_is_the_word_of_who_wrote_it() {
    let mut story = Story::the_shop_is_down().taken();
    let solved = solved(ResolutionKind::Fixed);
    let mut inward = solved.clone();
    inward.message.scope = Scope::Internal;
    let refusal =
        story.refuses("ilse", Command::Solve { solved: inward, change: "restarted".to_owned() });
    assert_eq!(refusal, Refusal::Missing("a report that the client can read"));

    story.does("ilse", Command::Solve { solved, change: "restarted".to_owned() });
    story.recovers().after_minutes(15).wakes();
    let author = story.timeline.iter().find_map(|entry| match &entry.fact {
        Fact::ReportedBack(_) => Some(entry.actor.clone()),
        _ => None,
    });
    assert_eq!(author, Some(by("ilse")));
}

#[test]
fn the_client_can_say_not_fixed_as_long_as_it_is_not_closed() {
    let mut story = Story::the_shop_is_down().taken().proposed().rolled_out().resolved();
    story.after_minutes(20 * 24 * 60).wakes();
    assert_eq!(story.state.step, Step::Resolved, "prevention is not decided");
    story.does("fatima", Command::Reopen { reason: "still slow".to_owned(), is_down: false });
    assert_eq!(story.state.step, Step::Investigating);
}

#[test]
fn a_client_who_opens_again_what_nobody_touched_finds_the_ladder_climbed() {
    let mut story = Story::the_shop_is_down();
    story.recovers().after_minutes(15).wakes();
    story.does("fatima", Command::Reopen { reason: "still down here".to_owned(), is_down: false });
    assert_eq!(story.state.step, Step::Assigning);
    assert!(
        story.wakes().iter().any(|entry| matches!(entry.fact, Fact::Escalated { rung: 1, .. }))
    );
}

#[test]
fn an_offer_ends_when_the_incident_is_resolved() {
    let mut story = Story::the_shop_is_down().taken().proposed().rolled_out();
    story.does("ilse", offer_to_the_host());
    story = story.resolved();
    assert_eq!(story.state.offer, None);
    assert_eq!(story.refuses("samira", Command::Accept), Refusal::NoOffer);
}

#[test]
fn a_call_that_one_of_ours_takes_in_is_the_first_response() {
    let directory = directory();
    let (actor, now) = (by("ilse"), at(MORNING));
    let report = |caller: Option<&str>| Report {
        number: crate::key::Number(1043),
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: Some("shop".parse().unwrap()),
        source: Source { channel: Channel::Phone, signal: None },
        reporter: caller.map(|caller| caller.parse().unwrap()),
        summary: "Invoices show the wrong VAT".to_owned(),
        details: String::new(),
        received_at: now,
        sorted: None,
        felt: None,
        alert: None,
        evidence: Vec::new(),
    };
    let reaction = |caller| {
        let context = Context { directory: &directory, actor: &actor, now };
        let state = opened(&super::report(report(caller), context).unwrap()).unwrap();
        crate::sla::clock(Metric::Reaction, &state.clock_events, &directory, now).unwrap().state
    };
    assert_eq!(reaction(Some("fatima")), ClockState::Met);
    assert_eq!(reaction(None), ClockState::Running, "a hunch of ours is no response");
}
