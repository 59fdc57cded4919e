//! Figures that were wrong: asked by one, approved by another, beside the original for ever.

use piket_core::incident::{Command, CorrectionWish, Excuse, View, clocks_in};
use piket_core::sla::{ClockState, Metric};
use piket_engine::ActionError;
use piket_store::corrections;
use piket_testkit::both_engines;

fn excuse() -> Command {
    let (metric, cycle, excuse) = (Metric::Reaction, 0, Excuse::ClientCaused);
    Command::RequestCorrection {
        wish: CorrectionWish::Excuse { metric, cycle, excuse },
        reason: "their firewall".to_owned(),
        evidence: Vec::new(),
    }
}

both_engines! {
    an_excuse_waits_in_the_list_and_the_manager_is_told_and_the_asker_hears(world) {
        let number = world.reports("fatima", "The shop is down").await;
        world.live(3 * 24 * 60).await;
        let letters = (world.letters_to("marit").len(), world.letters_to("ilse").len());
        world.does("ilse", number, excuse()).await;
        let waiting = world.desk.store().read(|tx| corrections::waiting(tx, 10)).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].incident_number), (1, number));
        assert_eq!(world.letters_to("marit").len(), letters.0 + 1);

        let approve = Command::ApproveCorrection { correction: 1, note: String::new() };
        let by_engineer = world.tries("tom", number, approve.clone()).await;
        assert!(matches!(by_engineer, Err(ActionError::Denied)), "{by_engineer:?}");
        world.does("marit", number, approve).await;
        assert_eq!(world.letters_to("ilse").len(), letters.1 + 1);
        let (waiting, decided) = world
            .desk
            .store()
            .read(|tx| Ok((corrections::waiting(tx, 10)?, corrections::decided(tx, None, 10)?)))
            .await
            .map_err(|error: piket_store::StoreError| error)
            .unwrap();
        assert_eq!((waiting.len(), decided.len()), (0, 1));
        let after = Some(decided[0].cursor());
        let next = world.desk.store().read(move |tx| corrections::decided(tx, after, 10)).await;
        assert_eq!(next.unwrap().len(), 0);

        let state = world.state(number).await;
        let excused = state.corrections.excuse(Metric::Reaction, 0);
        assert_eq!(excused, Some((Excuse::ClientCaused, 1)));
        let directory = world.desk.directory();
        let raw = clocks_in(&state, View::Raw, directory.as_ref(), world.now());
        assert!(raw.iter().any(|it| it.metric == Metric::Reaction && it.is_breached_at(world.now())));
        let seen = world.sees("fatima", number).await.unwrap();
        assert!(seen.entries.iter().all(|entry| !format!("{entry:?}").contains("firewall")));
        world.ends_well().await;
    }

    a_call_noted_later_refutes_the_breach_that_was_written_down(world) {
        let number = world.reports("fatima", "The shop is down").await;
        let reported_at = world.now();
        world.live(23 * 60).await;
        assert!(world.state(number).await.corrections.breach(Metric::Reaction, 0).is_some());
        let call = Command::LogCall {
            with: "Fatima".to_owned(),
            body: "we look at it".to_owned(),
            occurred_at: reported_at + jiff::SignedDuration::from_mins(5),
        };
        world.does("ilse", number, call).await;
        let seen = world.sees("marit", number).await.unwrap();
        let breach = seen.state.corrections.breach(Metric::Reaction, 0).unwrap();
        assert!(breach.refuted_by.is_some());
        let reaction = seen.clocks.iter().find(|it| it.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.state, ClockState::Met);
        world.ends_well().await;
    }
}
