//! One trouble is one incident, however often and in whatever order it is told.

use jiff::SignedDuration;
use piket_core::check::Status;
use piket_core::incident::{Actor, Command};
use piket_core::process::Step;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::intake::{Accepted, Verdict};
use piket_testkit::{World, both_engines};

fn signal(world: &World, key: &str, action: SignalAction) -> Accepted {
    Accepted {
        signal: Signal {
            source: "grafana".to_owned(),
            key: key.to_owned(),
            action,
            summary: "orders stand still".to_owned(),
            severity: Severity::Critical,
            details: String::new(),
            check: None,
            application: Some("shop".parse().unwrap()),
            component: None,
            nature: None,
            happened_at: world.now(),
        },
        evidence: Vec::new(),
        raw: Some(b"{}".to_vec()),
        actor: Actor::Program("grafana".to_owned()),
    }
}

async fn tell(world: &World, key: &str, action: SignalAction) -> Verdict {
    world.desk.accept(signal(world, key, action), world.now()).await.unwrap()
}

both_engines! {
    the_same_alert_told_many_times_is_one_incident(world) {
        let first = tell(world, "orders", SignalAction::Open).await;
        let Verdict::Opened(id) = first else { panic!("{first:?}") };
        for _ in 0..20 {
            assert_eq!(tell(world, "orders", SignalAction::Open).await, Verdict::Counted(id));
        }
        assert_eq!(world.open_incidents().await.len(), 1);
    }

    a_hundred_at_once_under_one_key_are_one_incident(world) {
        let mut tellers = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let (desk, told, now) =
                (world.desk.clone(), signal(world, "orders", SignalAction::Open), world.now());
            tellers.spawn(async move { desk.accept(told, now).await });
        }
        let verdicts = tellers.join_all().await;
        let opened = verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Ok(Verdict::Opened(_))))
            .count();
        assert_eq!(opened, 1);
        assert!(verdicts.iter().all(Result::is_ok), "and everybody is acknowledged");
        assert_eq!(world.open_incidents().await.len(), 1);
    }

    a_recovery_without_an_open_alert_opens_nothing(world) {
        let verdict = tell(world, "orders", SignalAction::Resolve).await;
        assert!(matches!(verdict, Verdict::Ignored(_)));
        assert_eq!(world.open_incidents().await.len(), 0);
    }

    trouble_that_is_back_within_the_hour_goes_on_in_its_incident(world) {
        let Verdict::Opened(id) = tell(world, "orders", SignalAction::Open).await else { panic!() };
        world.live(5).await;
        assert_eq!(tell(world, "orders", SignalAction::Resolve).await, Verdict::Recovered(id));
        world.live(20).await;
        assert_eq!(world.open_incidents().await[0].1.step, Step::Resolved);
        assert_eq!(tell(world, "orders", SignalAction::Open).await, Verdict::Returned(id));
        assert_eq!(world.open_incidents().await[0].1.step, Step::Assigning);
    }

    trouble_that_is_back_after_all_was_over_refers_to_the_incident_it_had_before(world) {
        tell(world, "orders", SignalAction::Open).await;
        tell(world, "orders", SignalAction::Resolve).await;
        world.live(10 * 24 * 60).await;
        let earlier = world.open_incidents().await[0].0;
        let verdict = tell(world, "orders", SignalAction::Open).await;
        assert!(matches!(verdict, Verdict::Opened(_)), "{verdict:?}");
        let all = world.open_incidents().await;
        let new = all.iter().find(|(number, _)| *number != earlier).unwrap();
        assert_eq!(new.1.recurrence_of, Some(earlier));
        assert!(all.iter().any(|(_, state)| state.recurrence_of.is_none()));
    }

    one_bad_result_is_chance_and_three_are_a_trouble(world) {
        world.result("shop-home", Status::Critical).await;
        world.sleep(1).result("shop-home", Status::Critical).await;
        assert_eq!(world.open_incidents().await.len(), 0);
        world.sleep(1).result("shop-home", Status::Critical).await;
        let incidents = world.open_incidents().await;
        assert_eq!(incidents.len(), 1);
        let onset = world.now().checked_sub(SignedDuration::from_mins(2)).unwrap();
        assert_eq!(incidents[0].1.onset_at, onset, "it began with the first of them");
        assert_eq!(incidents[0].1.evidence.len(), 1, "the failing result is frozen");
    }

    what_a_human_did_is_not_undone_by_a_recovery(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        world.comes_back("shop-home").await.live(60).await;
        let state = world.state(number).await;
        assert_eq!(state.step, Step::Investigating);
        assert!(state.restored_at.is_some());
    }

    an_application_that_nobody_knows_is_kept_and_opens_nothing(world) {
        let mut told = signal(world, "orders", SignalAction::Open);
        told.signal.application = Some("nowhere".parse().unwrap());
        let verdict = world.desk.accept(told, world.now()).await.unwrap();
        assert_eq!(verdict, Verdict::Quarantined);
        assert_eq!(world.open_incidents().await.len(), 0);
        let kept = world
            .desk
            .store()
            .read(|tx| piket_store::deliveries::list(tx, Some("grafana"), None, 10))
            .await
            .unwrap();
        assert_eq!(kept.len(), 1);
    }
}
