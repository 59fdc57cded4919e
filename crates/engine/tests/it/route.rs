//! The route from a failing check to a closed incident, with everybody told on the way.

use piket_core::incident::{Command, Fact, ResolutionKind, Scope};
use piket_core::process::Step;
use piket_core::sla::{ClockState, Metric};
use piket_engine::ActionError;
use piket_testkit::{World, both_engines, message, propose, roll_out, solved};

fn has(letters: &[String], words: &str) -> bool {
    letters.iter().any(|subject| subject.contains(words))
}

both_engines! {
    a_failing_check_becomes_a_closed_incident_and_everybody_hears_in_time(world) {
        let number = world.goes_down("shop-home").await;
        let state = world.state(number).await;
        assert_eq!(state.step, Step::Reported);
        assert_eq!(state.priority.to_string(), "P1");
        for person in ["ilse", "tom", "samira", "fatima"] {
            let letters = world.letters_to(person);
            assert!(has(&letters, &number.to_string()), "{person} heard of it: {letters:?}");
        }

        world.live(2).await.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        assert_eq!(world.state(number).await.step, Step::Investigating);

        let words = message(Scope::Public, "We zien het en werken eraan.");
        world.does("ilse", number, Command::Send { message: words, remind_at: None }).await;
        let seen = world.sees("ilse", number).await.unwrap();
        let reaction = seen.clocks.iter().find(|clock| clock.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.state, ClockState::Met);
        assert_eq!(world.mailbox.to("fatima@demolen.example").last().unwrap().to.email,
            "fatima@demolen.example");

        let finding = Command::RecordFinding {
            text: "pool runs dry since the last release".to_owned(),
            evidence: Vec::new(),
            cause: None,
        };
        world.does("ilse", number, finding).await;
        let ask = Command::InvolveDevelopment { question: "which release?".to_owned() };
        world.does("ilse", number, ask).await;
        world.live(5).await.does("samira", number, Command::Accept).await;
        world.live(20).await.does("samira", number, propose("roll back to 2026.46")).await;
        assert_eq!(world.state(number).await.step, Step::Agreeing);

        let consent = Command::Consent { version: 1, note: "akkoord".to_owned() };
        world.live(10).await.does("fatima", number, consent).await;
        world.live(10).await.does("samira", number, roll_out()).await;
        let too_soon =
            world.tries("ilse", number, Command::Resolve(solved(ResolutionKind::Fixed))).await;
        assert!(matches!(too_soon, Err(ActionError::Refused(_))), "the check is red");

        world.comes_back("shop-home").await.live(15).await;
        world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Fixed))).await;
        assert_eq!(world.state(number).await.step, Step::Resolved);

        world.live(30).await.does("fatima", number, Command::Confirm).await;
        let prevent = Command::PlanPrevention {
            action: "load test before each release".to_owned(),
            owner: "samira".parse().unwrap(),
            due_on: jiff::civil::date(2026, 4, 1),
        };
        world.does("marit", number, prevent).await;
        assert_eq!(world.state(number).await.step, Step::Closed);
    }

    what_nobody_touched_closes_by_itself_and_bothers_the_client_no_further(world) {
        let number = world.goes_down("shop-home").await;
        world.live(5).await.comes_back("shop-home").await.live(15).await;
        let state = world.state(number).await;
        assert_eq!(state.step, Step::Resolved);
        assert!(state.resolution.unwrap().is_unattended);
    }

    a_resolved_incident_closes_when_the_client_stays_silent_for_three_business_days(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        let solve =
            Command::Solve { solved: solved(ResolutionKind::Fixed), change: "restart".to_owned() };
        world.does("ilse", number, solve).await;
        world.comes_back("shop-home").await.live(15).await;
        assert_eq!(world.state(number).await.step, Step::Resolved, "watched and reported back");
        let waive = Command::WaivePrevention { reason: "a one-off".to_owned() };
        world.does("ilse", number, waive).await;
        world.live(3 * 24 * 60 - 30).await;
        assert_eq!(world.state(number).await.step, Step::Resolved);
        world.live(30).await;
        assert_eq!(world.state(number).await.step, Step::Closed);
    }

    a_client_who_says_no_sends_the_proposal_back_with_the_reason(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        world.does("ilse", number, propose("restart at noon")).await;
        let no = Command::RefuseConsent { version: 1, reason: "niet op zaterdag".to_owned() };
        world.does("fatima", number, no).await;
        let state = world.state(number).await;
        assert_eq!((state.step, state.back_steps), (Step::Investigating, 1));
        assert!(has(&world.letters_to("ilse"), &number.to_string()));
        let seen = world.sees("fatima", number).await.unwrap();
        assert!(seen.entries.iter().any(|entry| matches!(entry.fact, Fact::ConsentRefused { .. })));
    }
}

/// A stakeholder of the client may read, but only the owner decides.
#[tokio::test]
async fn only_who_is_accountable_consents_for_the_client() {
    let mut world = World::new(piket_testkit::Home::on_sqlite()).await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
    world.does("ilse", number, propose("restart")).await;
    let consent = || Command::Consent { version: 1, note: String::new() };
    assert!(matches!(world.tries("bram", number, consent()).await, Err(ActionError::Denied)));
    world.does("fatima", number, consent()).await;
    world.ends_well().await;
}
