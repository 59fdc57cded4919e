//! Warnings, breaches, promises and the ladder: once each, at the right instant, also after a
//! sleep of the server.

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{Channel, Command, Fact, Refusal, Scope, Sorted, TicketKind};
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::sla::Metric;
use piket_engine::ActionError;
use piket_engine::actions::NewIncident;
use piket_testkit::{both_engines, message};

/// A call of Fatima's that Ilse writes down, so many minutes after it began.
fn call(began: Timestamp) -> NewIncident {
    NewIncident {
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: Some("shop".parse().unwrap()),
        summary: "Nobody can pay".to_owned(),
        details: String::new(),
        channel: Channel::Phone,
        received_at: Some(began),
        caller: Some("fatima".parse().unwrap()),
        sorted: Some(Sorted {
            nature: Nature::Outage,
            component: None,
            impact: Impact::High,
            urgency: Urgency::High,
        }),
        felt: None,
        follow_up_of: None,
        once: None,
    }
}

both_engines! {
    a_call_that_is_written_down_later_counts_from_when_it_began(world) {
        let now = world.now();
        let began = now - SignedDuration::from_mins(50);
        let (ilse, fatima) = (world.who("ilse"), world.who("fatima"));
        let done = world.desk.report(&ilse, call(began), now).await.unwrap();
        assert_eq!(done.state.reported_at, began);
        world.live(4 * 60).await;
        let seen = world.sees("ilse", done.state.number).await.unwrap();
        let missed = seen.entries.iter().find(|it| {
            matches!(it.fact, Fact::Breached { metric: Metric::Restore, .. })
        });
        assert_eq!(missed.unwrap().at, began + SignedDuration::from_mins(240));
        let now = world.now();
        let began = now - SignedDuration::from_mins(50);
        let later = world.desk.report(&ilse, call(now + SignedDuration::from_mins(5)), now).await;
        assert!(matches!(later, Err(ActionError::Refused(Refusal::WrongTime(_)))));
        let long_ago = call(now - SignedDuration::from_hours(25));
        let long_ago = world.desk.report(&ilse, long_ago, now).await;
        assert!(matches!(long_ago, Err(ActionError::Refused(Refusal::WrongTime(_)))));
        let own = NewIncident { caller: None, ..call(began) };
        let theirs = world.desk.report(&fatima, own, now).await.unwrap();
        assert_eq!(theirs.state.reported_at, now, "a client does not say when we received it");
        world.ends_well().await;
    }

    nobody_takes_it_and_the_ladder_is_climbed(world) {
        let number = world.goes_down("shop-home").await;
        world.live(30).await;
        let state = world.state(number).await;
        assert_eq!(state.rungs_told.len(), 3);
        assert!(world.letters_to("marit").len() > 1);
    }

    a_missed_reaction_is_written_down_once_with_the_true_instant(world) {
        let number = world.goes_down("shop-home").await;
        let reported_at = world.state(number).await.reported_at;
        world.sleep(200).live(0).await;
        world.live(60).await;
        let seen = world.sees("marit", number).await.unwrap();
        let breaches: Vec<_> = seen
            .entries
            .iter()
            .filter(|entry| {
                matches!(entry.fact, Fact::Breached { metric: Metric::Reaction, .. })
            })
            .collect();
        assert_eq!(breaches.len(), 1);
        let waited = breaches[0].at.duration_since(reported_at);
        assert_eq!(waited.as_mins(), 30, "though it was noticed hours later");
    }

    a_promised_word_that_does_not_come_is_told_to_who_promised_it(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        let mut words = message(Scope::Public, "We kijken ernaar.");
        words.next_update_at = Some(world.now().checked_add(SignedDuration::from_mins(20)).unwrap());
        world.does("ilse", number, Command::Send { message: words, remind_at: None }).await;
        let before = world.letters_to("ilse").len();
        world.live(21).await;
        assert_eq!(world.state(number).await.promises_missed.len(), 1);
        assert!(world.letters_to("ilse").len() > before);
    }

    a_month_passes_without_anything_forgotten(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        world.live(30 * 24 * 60).await;
        let state = world.state(number).await;
        assert!(state.breached.contains(&(Metric::Resolution, 0)));
    }
}
