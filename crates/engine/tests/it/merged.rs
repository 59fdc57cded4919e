//! One trouble under two numbers, and one word for several clients.

use piket_core::incident::{Channel, Command, Fact, Link, Refusal, Scope, TicketKind};
use piket_core::key::Number;
use piket_core::process::Step;
use piket_core::sla::{ClockState, Metric};
use piket_engine::ActionError;
use piket_engine::actions::{Both, FamilyWords, NewIncident};
use piket_testkit::{World, both_engines, message};

async fn merge(world: &World, from: Number, into: Number) -> Result<Both, ActionError> {
    let (who, reason) = (world.who("ilse"), "the same".to_owned());
    world.desk.merge(&who, (from, into), reason, (None, None), world.now()).await
}

async fn undo(world: &World, from: Number, into: Number) -> Result<Both, ActionError> {
    world.desk.undo_merge(&world.who("ilse"), (from, into), (None, None), world.now()).await
}

fn word() -> Command {
    Command::Send { message: message(Scope::Public, "We look at it."), remind_at: None }
}

both_engines! {
    a_report_merged_into_the_alert_hears_what_is_said_there(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        merge(world, from, into).await.unwrap();
        world.live(0).await;
        let merged = world.state(from).await;
        assert_eq!((merged.step, merged.merging.merged_into().unwrap().number), (Step::Cancelled, into));
        let letters = world.letters_to("fatima").len();
        world.does("ilse", into, word()).await;
        assert_eq!(world.letters_to("fatima").len(), letters + 1);
        let seen = world.sees("fatima", into).await.unwrap();
        assert_eq!(seen.parts.len(), 1, "what was said is read there");
        world.ends_well().await;
    }

    nothing_more_happens_to_what_was_merged(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        merge(world, from, into).await.unwrap();
        let before = world.state(from).await;
        world.live(3 * 24 * 60).await;
        let after = world.state(from).await;
        assert_eq!((before.breached, before.warned), (after.breached, after.warned));
        assert_eq!(before.rungs_told, after.rungs_told);
        world.ends_well().await;
    }

    what_the_client_writes_to_the_merged_one_arrives_where_it_goes_on(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        merge(world, from, into).await.unwrap();
        let words = message(Scope::Public, "Any news?");
        world.does("fatima", from, Command::Receive(words)).await;
        assert!(world.state(into).await.client_waits);
    }

    repeats_of_an_alert_find_the_one_that_goes_on_and_their_own_after_an_undo(world) {
        let from = world.goes_down("shop-home").await;
        let into = world.reports("fatima", "The shop is down").await;
        merge(world, from, into).await.unwrap();
        world.comes_back("shop-home").await;
        let state = world.state(into).await;
        assert!(state.alerts["check/shop-home"].recovered_at.is_some());
        undo(world, from, into).await.unwrap();
        let state = world.state(from).await;
        assert!(state.alerts["check/shop-home"].recovered_at.is_some());
        assert!(world.state(into).await.alerts.is_empty());
        world.ends_well().await;
    }

    a_merge_taken_back_wakes_up_where_it_was_with_the_breaches_that_it_slept_through(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        let limit = world.sees("marit", from).await.unwrap().clocks;
        let limit = limit.iter().find(|it| it.metric == Metric::Reaction).unwrap().limit_at;
        merge(world, from, into).await.unwrap();
        world.live(20 * 60).await;
        undo(world, from, into).await.unwrap();
        world.live(1).await;
        let state = world.state(from).await;
        assert_eq!(state.step, Step::Reported);
        let breach = state.corrections.breach(Metric::Reaction, 0).unwrap();
        assert_eq!(Some(breach.limit_at), limit, "at its true instant");
        world.ends_well().await;
    }

    what_was_said_to_both_while_they_were_one_counts_for_both_and_is_sent_once(world) {
        let into = world.goes_down("shop-home").await;
        let from = world.reports("fatima", "The shop is down").await;
        merge(world, from, into).await.unwrap();
        world.does("ilse", into, word()).await;
        world.live(1).await;
        let letters = world.letters_to("fatima").len();
        undo(world, from, into).await.unwrap();
        world.live(1).await;
        let after = world.letters_to("fatima").len();
        assert_eq!(after, letters + 1, "that they are apart again, and nothing twice");
        let seen = world.sees("fatima", from).await.unwrap();
        let reaction = seen.clocks.iter().find(|it| it.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.state, ClockState::Met);
        let is_there = |fact: &Fact| matches!(fact, Fact::SaidInMerged { of, .. } if *of == into);
        assert!(seen.entries.iter().any(|it| is_there(&it.fact)), "and it stands in both stories");
        world.ends_well().await;
    }

    what_was_said_about_another_application_counts_and_is_read_only_there(world) {
        let into = world.goes_down("shop-home").await;
        let new = NewIncident {
            ticket: TicketKind::Incident,
            client: "molen".parse().unwrap(),
            application: None,
            summary: "The till is slow".to_owned(),
            details: String::new(),
            channel: Channel::Portal,
            received_at: None,
            caller: None,
            sorted: None,
            felt: None,
            follow_up_of: None,
            once: None,
        };
        let fatima = world.who("fatima");
        let from = world.desk.report(&fatima, new, world.now()).await.unwrap().state.number;
        world.live(0).await;
        merge(world, from, into).await.unwrap();
        world.does("ilse", into, word()).await;
        world.live(1).await;
        undo(world, from, into).await.unwrap();
        let seen = world.sees("fatima", from).await.unwrap();
        let said = seen.entries.iter().find_map(|it| match &it.fact {
            Fact::SaidInMerged { message, .. } => Some(message.body.as_str()),
            _ => None,
        });
        assert_eq!(said, Some(""), "that there was a word, and not which");
        let reaction = seen.clocks.iter().find(|it| it.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.state, ClockState::Met, "it reached who reported");
        world.ends_well().await;
    }

    two_who_merge_crosswise_at_once_make_no_circle(world) {
        let one = world.reports("fatima", "The shop is down").await;
        let other = world.reports("bram", "Nobody can order").await;
        let (there, back) = tokio::join!(merge(world, one, other), merge(world, other, one));
        let is_refused = |it: &Result<Both, ActionError>| matches!(it, Err(ActionError::Refused(Refusal::MergedAlready { .. })));
        assert_eq!(u8::from(there.is_ok()) + u8::from(back.is_ok()), 1, "{there:?} {back:?}");
        assert!(is_refused(&there) || is_refused(&back));
        world.ends_well().await;
    }

    incidents_of_two_clients_are_never_merged(world) {
        let one = world.reports("fatima", "The shop is down").await;
        let other = world.reports("henk", "The desk is down").await;
        let answer = merge(world, one, other).await;
        assert!(matches!(answer, Err(ActionError::Refused(Refusal::OtherClient))));
        let by_client = world.who("fatima");
        let pair = (one, one);
        let answer = world.desk.merge(&by_client, pair, String::new(), (None, None), world.now()).await;
        assert!(matches!(answer, Err(ActionError::Denied)));
    }

    one_word_reaches_each_client_below_a_parent_and_counts_where_it_was_sent(world) {
        let parent = world.goes_down("shop-home").await;
        let child = world.reports("henk", "The desk is down").await;
        let over = world.reports("henk", "Something else").await;
        let marit = world.who("marit");
        for it in [child, over] {
            world.desk.link(&marit, (it, parent), Link::Parent, world.now()).await.unwrap();
        }
        let cancel = Command::Cancel {
            kind: piket_core::incident::CancelKind::NoIncident,
            reason: "none".to_owned(),
        };
        world.does("ilse", over, cancel).await;
        let words = |body: &str| FamilyWords {
            body: body.to_owned(),
            next_update_at: None,
            with_parent: false,
        };
        let named = words("The shop of Bakkerij De Molen is down.");
        let answer = world.desk.tell_family(&marit, parent, named, world.now()).await;
        let name = world.desk.directory().client_name(&"molen".parse().unwrap()).to_owned();
        if name.contains("Molen") {
            assert!(matches!(answer, Err(ActionError::Refused(Refusal::NamesAnother(_)))), "{answer:?}");
        }
        let told = words("We are working on a disturbance.");
        let family = world.desk.tell_family(&marit, parent, told, world.now()).await.unwrap();
        assert_eq!(family.left_out, [over]);
        world.live(0).await;
        let seen = world.sees("henk", child).await.unwrap();
        let reaction = seen.clocks.iter().find(|it| it.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.state, ClockState::Met);
        let is_ours = |fact: &Fact| matches!(fact, Fact::Linked { .. } | Fact::ChildrenTold { .. });
        assert!(!seen.entries.iter().any(|entry| is_ours(&entry.fact)), "no client sees links");
        assert!(world.state(parent).await.responded_at.is_none(), "it was not told there");
        world.ends_well().await;
    }
}
