//! What an agreement grants beside its times: a supplier of the client that stops the clock, a team of
//! ours that is held to its promise, a question that nobody answers, a workaround that resolves, a
//! warning so long beforehand.

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{Command, Fact, ResolutionKind, Scope};
use piket_core::key::Number;
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use piket_core::sla::{Agreement, Clock, ClockState, Metric};
use piket_engine::config::Entry;
use piket_testkit::{World, at, both_engines, message, solved};

fn take() -> Command {
    Command::Take { reason: "ours".to_owned() }
}

/// Ilse sorts what was reported, and takes it.
async fn sorted(world: &mut World, number: Number, nature: Nature, weight: (Impact, Urgency)) {
    let is_of_the_map = world.state(number).await.client.as_str() == "oosterveld";
    let classify = Command::Classify {
        nature,
        component: is_of_the_map.then(|| "kaart".parse().unwrap()),
        impact: weight.0,
        urgency: weight.1,
        reason: Some("as Ilse sees it".to_owned()),
        agreed: None,
    };
    world.does("ilse", number, classify).await;
    world.does("ilse", number, take()).await;
}

/// Henk's desk is slow, no more; Ilse looks at it, and it is known to be the map.
async fn the_map_is_slow(world: &mut World) -> Number {
    let number = world.reports("henk", "The map stays white").await;
    sorted(world, number, Nature::Performance, (Impact::Medium, Urgency::Medium)).await;
    number
}

fn to(party: &str, body: &str) -> Command {
    let scope = Scope::Party(party.parse().unwrap());
    Command::Send { message: message(scope, body), remind_at: None }
}

async fn clock(world: &World, number: Number, metric: Metric) -> Clock {
    let seen = world.sees("ilse", number).await.unwrap();
    seen.clocks.into_iter().find(|clock| clock.metric == metric).unwrap()
}

/// When facts of a kind happened.
async fn when(world: &World, number: Number, is_it: impl Fn(&Fact) -> bool) -> Vec<Timestamp> {
    let seen = world.sees("marit", number).await.unwrap();
    seen.entries.iter().filter(|entry| is_it(&entry.fact)).map(|entry| entry.at).collect()
}

/// Gold with something changed.
async fn gold_with(world: &mut World, change: impl FnOnce(&mut Agreement)) {
    let directory = world.desk.directory();
    let (_, gold) = directory.in_force(&"gold".parse().unwrap()).unwrap();
    let mut gold = gold.clone();
    change(&mut gold);
    let marit = world.who("marit");
    let entry = Entry::Agreement(Box::new(gold));
    world.desk.configure(&marit, vec![entry], world.now()).await.unwrap();
}

both_engines! {
    a_supplier_of_the_client_stops_the_clients_clock_until_we_forget_to_ask_again(world) {
        let number = the_map_is_slow(world).await;
        let geobasis: Party = "supplier:geobasis".parse().unwrap();
        let asked = world.now();
        world.does("ilse", number, to("supplier:geobasis", "Is your tile server down?")).await;
        assert_eq!(clock(world, number, Metric::Restore).await.state, ClockState::Paused);
        assert!(world.state(number).await.party_waits.contains_key(&geobasis));
        let used = clock(world, number, Metric::Restore).await.used;

        world.sleep(50 * 60);
        world.live(0).await;
        // A business day later nobody had asked again: from then on the waiting is ours.
        let ended = when(world, number, |it| matches!(it, Fact::WaitingEnded { .. })).await;
        assert_eq!(ended, [asked + SignedDuration::from_hours(24)]);
        let restore = clock(world, number, Metric::Restore).await;
        assert_eq!(restore.state, ClockState::Running);
        assert!(restore.used > used);
        world.ends_well().await;
    }

    a_supplier_of_ours_stops_no_clock_of_the_client(world) {
        let number = world.goes_down("shop-host").await;
        world.does("ilse", number, take()).await;
        world.does("ilse", number, to("supplier:nordhost", "Is your disk full?")).await;
        assert_eq!(clock(world, number, Metric::Restore).await.state, ClockState::Running);
        assert!(world.state(number).await.party_waits.is_empty());
        world.ends_well().await;
    }

    a_team_of_ours_is_held_to_what_it_promised_and_its_miss_is_written_once(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, take()).await;
        let offer = Command::Offer {
            party: Party::Development,
            person: Some("samira".parse().unwrap()),
            reason: "it is in the code".to_owned(),
        };
        world.does("ilse", number, offer).await;
        world.live(5).await;
        world.does("samira", number, Command::Accept).await;
        let team = |metric: Metric, seen: &piket_engine::view::Seen| {
            let of_team = |clock: &&Clock| clock.party == Some(Party::Development);
            let mut clocks = seen.party_clocks.iter().filter(of_team);
            clocks.find(|clock| clock.metric == metric).unwrap().state
        };
        let seen = world.sees("marit", number).await.unwrap();
        assert_eq!(team(Metric::Reaction, &seen), ClockState::Met);
        assert_eq!(team(Metric::Restore, &seen), ClockState::Running);
        world.live(4 * 60).await;
        let missed = when(world, number, |it| {
            matches!(it, Fact::PartyBreached { party: Party::Development, .. })
        });
        assert_eq!(missed.await.len(), 1, "to restore within three hours, once");
        let client = world.sees("fatima", number).await.unwrap();
        assert_eq!(client.party_clocks, [], "what our teams promise us is not the client's");
        world.ends_well().await;
    }

    a_supplier_that_is_late_hears_it_where_it_wants_to_hear_of_trouble(world) {
        let directory = world.desk.directory();
        let mut nordhost = directory.suppliers[&"nordhost".parse().unwrap()].clone();
        nordhost.escalation_email = Some("duty@nordhost.example".to_owned());
        let marit = world.who("marit");
        let entry = Entry::Supplier(Box::new(nordhost));
        world.desk.configure(&marit, vec![entry], world.now()).await.unwrap();
        let number = world.goes_down("shop-host").await;
        world.does("ilse", number, take()).await;
        world.does("ilse", number, to("supplier:nordhost", "Is your disk full?")).await;
        assert!(world.mailbox.to("duty@nordhost.example").is_empty(), "not before it is late");
        world.live(45).await;
        let told = world.mailbox.to("duty@nordhost.example");
        assert_eq!(told.len(), 1, "its answer is late: {told:?}");
        world.ends_well().await;
    }

    a_question_that_nobody_answers_closes_what_is_not_grave_and_says_so_beforehand(world) {
        let number = the_map_is_slow(world).await;
        let remind_at = Some(world.now() + SignedDuration::from_hours(24));
        let question = message(Scope::Public, "Which browser do you use?");
        world.does("ilse", number, Command::Send { message: question, remind_at }).await;
        world.live_until(at("2026-03-31T09:00:00Z")).await;
        let proposed = when(world, number, |it| matches!(it, Fact::ClosingProposed { .. })).await;
        // Asked on Tuesday the tenth: five business days are over on the seventeenth.
        let days: Vec<String> = proposed.iter().map(|at| at.to_string()[..10].to_owned()).collect();
        assert_eq!(days, ["2026-03-17"]);
        let state = world.state(number).await;
        assert!(matches!(state.step, Step::Resolved | Step::Closed), "{:?}", state.step);
        assert_eq!(state.resolution.unwrap().kind, ResolutionKind::NoReply);
        let told = world.letters_to("henk");
        assert!(told.len() >= 3, "asked, asked again, and told that it closes: {told:?}");
        world.ends_well().await;
    }

    what_is_grave_stays_open_however_long_nobody_answers(world) {
        let number = world.reports("fatima", "Nobody can pay").await;
        sorted(world, number, Nature::Outage, (Impact::High, Urgency::High)).await;
        let remind_at = Some(world.now() + SignedDuration::from_hours(24));
        let question = message(Scope::Public, "Since when?");
        world.does("ilse", number, Command::Send { message: question, remind_at }).await;
        world.live_until(at("2026-03-31T09:00:00Z")).await;
        assert!(when(world, number, |it| matches!(it, Fact::ClosingProposed { .. })).await.is_empty());
        assert_eq!(world.state(number).await.step, Step::Investigating);
        world.ends_well().await;
    }

    a_workaround_resolves_where_that_was_agreed_and_only_there(world) {
        let small = (Impact::Medium, Urgency::Medium);
        let number = world.reports("fatima", "The coupons do not work").await;
        sorted(world, number, Nature::FunctionalDefect, small).await;
        let workaround = || Command::Resolve(solved(ResolutionKind::Workaround));
        let refused = world.tries("ilse", number, workaround()).await;
        assert!(refused.is_err(), "Gold does not say that a workaround resolves");
        gold_with(world, |gold| gold.resolution_by_workaround = true).await;
        let later = world.reports("fatima", "The coupons do not work again").await;
        sorted(world, later, Nature::FunctionalDefect, small).await;
        world.does("ilse", later, workaround()).await;
        assert_eq!(world.state(later).await.step, Step::Resolved);
        let old = world.tries("ilse", number, workaround()).await;
        assert!(old.is_err(), "an open incident keeps what it was promised");
        world.ends_well().await;
    }

    a_warning_comes_so_many_minutes_before_the_deadline_and_once(world) {
        gold_with(world, |gold| gold.warn_minutes = vec![45]).await;
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, take()).await;
        let restore = clock(world, number, Metric::Restore).await;
        world.live(5 * 60).await;
        let warned = when(world, number, |it| {
            matches!(it, Fact::Warned { metric: Metric::Restore, minutes_before: Some(45), .. })
        });
        let due = restore.due_at.unwrap();
        assert_eq!(warned.await, [due - SignedDuration::from_mins(45)]);
        world.ends_well().await;
    }
}
