//! Warnings, breaches, promises and the ladder: once each, at the right instant, also after a
//! sleep of the server.

use piket_core::incident::{Command, Fact, Scope};
use piket_core::sla::Metric;
use piket_testkit::{both_engines, message};

both_engines! {
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
        words.next_update_at = Some(world.now().checked_add(jiff::SignedDuration::from_mins(20)).unwrap());
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
