//! What is told beside the route on both engines: a follow-up of what can no longer be opened again,
//! and what we wait for while the clocks go on.

use jiff::SignedDuration;
use piket_core::incident::{Channel, Command, Fact, Refusal, ResolutionKind, TicketKind, WaitsOn};
use piket_core::key::Number;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use piket_engine::ActionError;
use piket_engine::actions::{Done, NewIncident};
use piket_store::incidents::Filter;
use piket_testkit::{World, both_engines, solved};

async fn closed(world: &mut World) -> Number {
    let number = world.reports("fatima", "The shop is slow").await;
    let classify = Command::Classify {
        nature: Nature::Performance,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::Medium,
        reason: None,
        agreed: None,
    };
    world.does("ilse", number, classify).await;
    world.does("ilse", number, Command::Take { reason: String::new() }).await;
    world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Answered))).await;
    let waive = Command::WaivePrevention { reason: "once only".to_owned() };
    world.does("marit", number, waive).await;
    world.does("fatima", number, Command::Confirm).await;
    assert_eq!(world.state(number).await.step, Step::Closed);
    number
}

async fn follows_up(world: &World, person: &str, earlier: Number) -> Result<Done, ActionError> {
    sends(world, person, earlier, None).await
}

async fn sends(
    world: &World,
    person: &str,
    earlier: Number,
    once: Option<&str>,
) -> Result<Done, ActionError> {
    let who = world.who(person);
    let new = NewIncident {
        ticket: TicketKind::Incident,
        client: who.client.clone().expect("somebody of a client"),
        application: None,
        summary: "It is slow again".to_owned(),
        details: String::new(),
        channel: Channel::Portal,
        received_at: None,
        caller: None,
        sorted: None,
        felt: None,
        follow_up_of: Some(earlier),
        once: once.map(str::to_owned),
    };
    world.desk.report(&who, new, world.now()).await
}

async fn waiting(world: &World, kind: WaitsOn) -> Vec<Number> {
    let filter = Filter { waiting_on: Some(kind), ..Filter::default() };
    let page = world.desk.list(&world.who("ilse"), filter, None, 10).await.unwrap();
    page.rows.iter().map(|row| row.number).collect()
}

both_engines! {
    a_follow_up_is_written_into_both_or_nothing_has_happened(world) {
        let earlier = closed(world).await;
        let before = world.state(earlier).await;
        let refused = follows_up(world, "fatima", earlier).await;
        assert!(matches!(refused, Err(ActionError::Refused(Refusal::StillReopens))));
        world.live(21 * 24 * 60).await;
        let refused = follows_up(world, "henk", earlier).await;
        assert!(matches!(refused, Err(ActionError::NotFound(_))), "of another client");
        assert_eq!(world.state(earlier).await.version, before.version);
        assert!(world.open_incidents().await.is_empty(), "nothing was left behind");

        let done = follows_up(world, "fatima", earlier).await.unwrap();
        let later = done.state.number;
        let old = world.sees("fatima", earlier).await.unwrap();
        assert_eq!(old.linked.iter().map(|it| it.number).collect::<Vec<_>>(), [later]);
        let new = world.sees("fatima", later).await.unwrap();
        assert_eq!(new.linked.iter().map(|it| it.number).collect::<Vec<_>>(), [earlier]);
        assert_eq!(world.state(earlier).await.step, Step::Closed);
        world.ends_well().await;
    }

    a_report_that_is_sent_twice_opens_one_incident_and_a_new_one_another(world) {
        let earlier = closed(world).await;
        world.live(21 * 24 * 60).await;
        let one = sends(world, "fatima", earlier, Some("form-1")).await.unwrap().state.number;
        let again = sends(world, "fatima", earlier, Some("form-1")).await.unwrap().state.number;
        let other = sends(world, "fatima", earlier, Some("form-2")).await.unwrap().state.number;
        let theirs = sends(world, "bram", earlier, Some("form-1")).await.unwrap().state.number;
        assert_eq!(again, one);
        assert!(other != one && theirs != one && theirs != other);
        let seen = world.sees("ilse", earlier).await.unwrap();
        assert_eq!(seen.linked.len(), 3);
        world.ends_well().await;
    }

    a_follow_up_of_what_was_merged_follows_where_that_went_on(world) {
        let earlier = closed(world).await;
        // Their own of the same time, merged into the one that was solved.
        let own = world.reports("fatima", "It is slow here too").await;
        world.does("ilse", earlier, Command::Reopen { reason: "again".to_owned(), is_down: false }).await;
        let ilse = world.who("ilse");
        let why = "the same".to_owned();
        world.desk.merge(&ilse, (own, earlier), why, (None, None), world.now()).await.unwrap();
        world.does("ilse", earlier, Command::Resolve(solved(ResolutionKind::Answered))).await;
        world.does("fatima", earlier, Command::Confirm).await;
        world.live(21 * 24 * 60).await;
        assert_eq!(world.state(earlier).await.step, Step::Closed);
        let done = follows_up(world, "fatima", own).await.unwrap();
        let seen = world.sees("fatima", done.state.number).await.unwrap();
        assert_eq!(seen.linked.iter().map(|it| it.number).collect::<Vec<_>>(), [earlier]);
        world.ends_well().await;
    }

    a_client_hears_nothing_of_a_follow_up_that_it_may_not_see(world) {
        let earlier = closed(world).await;
        world.live(21 * 24 * 60).await;
        follows_up(world, "fatima", earlier).await.unwrap();
        // Limited to another application, and not the one who reported.
        let mut bram = world.who("bram");
        bram.applications = vec!["shop".parse().unwrap()];
        let seen = world.desk.show(&bram, earlier, world.now()).await.unwrap();
        assert!(seen.linked.is_empty());
        assert!(!seen.entries.iter().any(|it| matches!(it.fact, Fact::Linked { .. })));
        world.ends_well().await;
    }

    what_we_wait_for_is_found_by_its_kind_and_ends_at_its_moment(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        let until = Some(world.now() + SignedDuration::from_hours(3));
        let (on, what) = ("change_window".parse().unwrap(), "release 48".to_owned());
        world.does("ilse", number, Command::Await { on, what, until }).await;
        assert_eq!(waiting(world, WaitsOn::ChangeWindow).await, [number]);
        assert!(waiting(world, WaitsOn::Supplier).await.is_empty());
        world.live(3 * 60).await;
        assert!(waiting(world, WaitsOn::ChangeWindow).await.is_empty());
        let seen = world.sees("ilse", number).await.unwrap();
        let is_over = |fact: &Fact| matches!(fact, Fact::AwaitingEnded { reason: None, .. });
        assert!(seen.entries.iter().any(|it| is_over(&it.fact)));
        assert!(world.state(number).await.reminded.contains_key("awaited_ends"));
        world.ends_well().await;
    }
}
