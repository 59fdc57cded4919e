//! Laws of incidents, over random courses of events: one holder and a next action at every moment
//! (I1), replays that give the same (I3), waking at any moment without missing or doubling
//! anything (I9).

use proptest::prelude::*;

use super::example::*;
use super::*;
use crate::process::Step;

fn any_command() -> impl Strategy<Value = (&'static str, Command)> {
    let reason = || "because".to_owned();
    let public = || message(Scope::Public, "a word");
    prop_oneof![
        Just(("ilse", take())),
        Just(("tom", take())),
        Just(("samira", take())),
        Just(("ilse", Command::Send { message: public(), remind_at: None })),
        Just((
            "ilse",
            Command::Send { message: message(Scope::Internal, "note"), remind_at: None }
        )),
        Just(("fatima", Command::Receive(public()))),
        Just((
            "ilse",
            Command::Send {
                message: message(Scope::Party("supplier:nordhost".parse().unwrap()), "look"),
                remind_at: None
            }
        )),
        any::<bool>().prop_map(|asks| {
            let scope = Scope::Party("supplier:nordhost".parse().unwrap());
            ("ilse", Command::Hear { message: message(scope, "we look"), asks })
        }),
        (0..3_000i64).prop_map(|minutes| {
            let until = at(MORNING) + jiff::SignedDuration::from_mins(minutes);
            let (agreed, reason) = ("Fatima".to_owned(), "freeze".to_owned());
            ("ilse", Command::Defer { until, agreed, reason })
        }),
        (0..3_000i64).prop_map(|minutes| {
            let remind_at = Some(at(MORNING) + jiff::SignedDuration::from_mins(minutes));
            ("ilse", Command::Send { message: message(Scope::Public, "which?"), remind_at })
        }),
        Just(("ilse", Command::WithdrawQuestion { reason: "found it".to_owned() })),
        Just(("ilse", Command::VoidResponse { message: uuid::Uuid::nil() })),
        (1..4u8, 1..4u8).prop_map(|(impact, urgency)| {
            let classify = Command::Classify {
                nature: crate::priority::Nature::Outage,
                component: None,
                impact: impact.try_into().unwrap(),
                urgency: urgency.try_into().unwrap(),
                reason: Some("looked".to_owned()),
                agreed: Some("Fatima".to_owned()),
            };
            ("ilse", classify)
        }),
        Just((
            "ilse",
            Command::RecordFinding {
                text: "found".to_owned(),
                evidence: Vec::new(),
                cause: Some("cause".to_owned()),
            }
        )),
        Just(("ilse", Command::InvolveDevelopment { question: "why?".to_owned() })),
        Just(("samira", Command::Accept)),
        Just(("samira", Command::Refuse { reason: reason() })),
        Just((
            "ilse",
            Command::Offer {
                party: "supplier:nordhost".parse().unwrap(),
                person: None,
                reason: reason(),
            }
        )),
        Just(("ilse", propose())),
        (1..4u32).prop_map(|version| ("fatima", Command::Consent { version, note: String::new() })),
        (1..4u32).prop_map(|version| {
            ("fatima", Command::RefuseConsent { version, reason: "no".to_owned() })
        }),
        Just(("ilse", roll_out())),
        Just(("ilse", Command::Verify { proof: "ordered a loaf".to_owned() })),
        Just(("ilse", Command::Resolve(solved(ResolutionKind::Fixed)))),
        Just((
            "ilse",
            Command::Solve { solved: solved(ResolutionKind::Fixed), change: "restart".to_owned() }
        )),
        Just(("fatima", Command::Confirm)),
        Just(("fatima", Command::Reopen { reason: reason(), is_down: false })),
        Just(("ilse", prevent())),
        Just(("ilse", Command::Close)),
        Just(("ilse", Command::Cancel { kind: CancelKind::NoIncident, reason: reason() })),
        prop::sample::select(Step::ALL)
            .prop_map(|to| ("ilse", Command::StepBack { to, reason: "back".to_owned() })),
        Just((
            "ilse",
            Command::Alert {
                key: "check/shop".to_owned(),
                check: None,
                summary: "down".to_owned(),
                onset_at: at(MORNING),
                evidence: Vec::new(),
            }
        )),
        Just((
            "ilse",
            Command::AlertOver {
                key: "check/shop".to_owned(),
                recovered_at: at(MORNING),
                evidence: Vec::new(),
            }
        )),
    ]
}

fn any_course() -> impl Strategy<Value = Vec<(i64, bool, (&'static str, Command))>> {
    prop::collection::vec((0..600i64, any::<bool>(), any_command()), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn at_every_moment_there_is_one_holder_and_a_next_action_with_a_time(course in any_course()) {
        let mut story = Story::the_shop_is_down();
        for (minutes, wakes, (person, command)) in course {
            story.after_minutes(minutes);
            if wakes {
                story.wakes();
            }
            let _refused_is_fine = story.try_as(&by(person), command).is_ok();
            let open_visits = story.state.visits.iter().filter(|it| it.until.is_none()).count();
            prop_assert_eq!(open_visits, 1, "exactly one step");
            let agenda = agenda(&story.state, &story.directory, story.now);
            prop_assert_eq!(agenda.is_empty(), story.state.step.is_over(), "{}", story.state.step);
        }
    }

    #[test]
    fn replaying_the_timeline_gives_the_same_state_clocks_and_agenda(course in any_course()) {
        let mut story = Story::the_shop_is_down();
        for (minutes, wakes, (person, command)) in course {
            story.after_minutes(minutes);
            if wakes {
                story.wakes();
            }
            let _refused_is_fine = story.try_as(&by(person), command).is_ok();
        }
        let stored: Vec<Entry> = story
            .timeline
            .iter()
            .map(|entry| serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap())
            .collect();
        let replayed = State::replay(&stored).unwrap();
        prop_assert_eq!(&replayed, &story.state);
        let clocks = |state: &State| {
            crate::sla::clocks(&state.clock_events, &story.directory, story.now)
        };
        prop_assert_eq!(clocks(&replayed), clocks(&story.state));
    }

    #[test]
    fn a_clock_that_is_set_back_for_a_while_breaches_and_warns_the_same(
        course in any_course(), hours in 1..48i64
    ) {
        let mut disturbed = Story::the_shop_is_down();
        let mut story = Story::the_shop_is_down();
        for (minutes, jumps, (person, command)) in course {
            disturbed.wakes();
            story.wakes();
            if jumps {
                disturbed.after_minutes(-60 * hours).wakes();
                disturbed.after_minutes(60 * hours).wakes();
            }
            for story in [&mut disturbed, &mut story] {
                story.after_minutes(minutes).wakes();
                let _refused_is_fine = story.try_as(&by(person), command.clone()).is_ok();
            }
        }
        prop_assert_eq!(&disturbed.state, &story.state);
        prop_assert_eq!(&disturbed.timeline, &story.timeline);
    }

    #[test]
    fn however_the_clock_jumps_nothing_is_warned_of_or_breached_twice(
        course in prop::collection::vec((-2_000..2_000i64, any_command()), 1..30)
    ) {
        let mut story = Story::the_shop_is_down();
        for (minutes, (person, command)) in course {
            story.after_minutes(minutes).wakes();
            let _refused_is_fine = story.try_as(&by(person), command).is_ok();
            let waits = story.state.step.is_over()
                || !agenda(&story.state, &story.directory, story.now).is_empty();
            prop_assert!(waits, "{} has a next action", story.state.step);
        }
        let mut once = std::collections::BTreeSet::new();
        for entry in &story.timeline {
            if let Fact::Warned { .. } | Fact::Breached { .. } | Fact::PromiseMissed { .. } = &entry.fact {
                let key = match &entry.fact {
                    Fact::Breached { metric, cycle, .. } => format!("{metric:?} {cycle}"),
                    other => format!("{other:?}"),
                };
                prop_assert!(once.insert(key), "twice: {:?}", entry.fact);
            }
        }
        let visits: Vec<_> = story.state.visits.iter().map(|visit| visit.from).collect();
        prop_assert!(visits.is_sorted(), "no step begins before the one before it");
    }

    #[test]
    fn waking_often_or_late_breaches_and_warns_the_same(course in any_course()) {
        let mut often = Story::the_shop_is_down();
        let mut late = Story::the_shop_is_down();
        for (minutes, _, (person, command)) in course {
            for _ in 0..minutes.min(60) {
                often.after_minutes(1).wakes();
            }
            late.after_minutes(minutes.min(60));
            late.wakes();
            prop_assert_eq!(often.now, late.now);
            let a = often.try_as(&by(person), command.clone()).is_ok();
            let b = late.try_as(&by(person), command).is_ok();
            let walked = |story: &Story| {
                let visits = story.state.visits.iter();
                visits.map(|visit| (visit.step, visit.from)).collect::<Vec<_>>()
            };
            if a != b || walked(&often) != walked(&late) {
                // Waking in time may act (an offer expires, an incident resolves) where waking late
                // finds it done otherwise; from there the two are different stories.
                return Ok(());
            }
        }
        prop_assert_eq!(&often.state.breached, &late.state.breached);
    }
}
