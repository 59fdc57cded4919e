//! Figures of months: made of what happened, frozen by a manager, corrected by new versions.

use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::WorkingTime;
use piket_core::check::Status;
use piket_core::figures::{Month, NoteCommand, NoteKind, NoteRefusal, Noted, Standing, Told};
use piket_core::incident::{Command, ResolutionKind, Scope};
use piket_core::key::ApplicationKey;
use piket_core::sla::{Metric, Percent};
use piket_engine::ActionError;
use piket_engine::config::Entry;
use piket_engine::figures::{FreezeError, MonthSeen, NoteError};
use piket_store::figures::CreditDecision;
use piket_store::samples::{Sample, record};
use piket_testkit::{World, at, both_engines, message, solved};

fn shop() -> ApplicationKey {
    "shop".parse().unwrap()
}

fn march() -> Month {
    "2026-03".parse().unwrap()
}

/// Both checks of the shop measured once an hour in all of March.
async fn measured(world: &World) {
    let hours: Vec<Timestamp> = (0..745)
        .map(|hour| at("2026-02-28T23:00:00Z") + SignedDuration::from_hours(hour))
        .collect();
    let samples: Vec<Sample> =
        hours.into_iter().map(|at| Sample { at, status: Status::Ok, ms: Some(80.0) }).collect();
    for check in ["shop-home", "shop-host"] {
        let (check, samples) = (check.parse().unwrap(), samples.clone());
        world
            .desk
            .store()
            .write(move |tx: &mut piket_store::Tx<'_>| record(tx, &check, &samples))
            .await
            .unwrap();
    }
}

async fn seen(world: &World) -> MonthSeen {
    world.desk.month(&world.who("marit"), &shop(), march(), world.now()).await.unwrap()
}

fn noted(kind: NoteKind, from: &str, until: &str) -> Noted {
    Noted {
        kind,
        from: at(from),
        until: at(until),
        components: Vec::new(),
        text: "Nobody could order".to_owned(),
        evidence: "INC-1001".to_owned(),
        category: None,
    }
}

both_engines! {
    an_outage_of_an_hour_is_an_hour_of_the_month(world) {
        measured(world).await;
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        let words = message(Scope::Public, "We kijken ernaar.");
        world.does("ilse", number, Command::Send { message: words, remind_at: None }).await;
        world.live(58).await;
        world.comes_back("shop-home").await;
        world.does("ilse", number, Command::Solve {
            solved: solved(ResolutionKind::Recovered), change: String::new(),
        }).await;
        world.live_until(at("2026-04-02T09:00:00Z")).await;

        let found = seen(world).await.figures;
        assert!(found.is_over);
        let outage = &found.outages[0];
        assert_eq!(outage.from, at("2026-03-10T09:00:00Z"), "from the first failing result");
        assert_eq!(outage.incidents, [number]);
        let lasted = outage.until.unwrap().duration_since(outage.from);
        let measured = found.availability.unwrap();
        // March has 743 hours in Amsterdam: the clocks go forward on the 29th.
        assert_eq!(measured.raw.agreed, WorkingTime::hours(743));
        assert_eq!(measured.raw.down.seconds(), lasted.as_secs());
        assert_eq!(found.kept[&Metric::Reaction].raw.met, 1);
        assert_eq!((found.times.acknowledge.n, found.incidents.total()), (1, 1));
        assert_eq!(found.times.failures, 1);
    }

    what_nobody_measured_is_no_service_time(world) {
        world.live_until(at("2026-04-02T09:00:00Z")).await;
        let found = seen(world).await.figures.availability.unwrap();
        assert_eq!(found.raw.percent(), None);
        assert_eq!(found.raw.unmeasured, WorkingTime::hours(743));
    }

    a_month_is_frozen_once_it_is_over_and_once_if_nothing_changed(world) {
        let (marit, key) = (world.who("marit"), shop());
        let desk = world.desk.clone();
        let early = desk.freeze_month(&marit, &key, march(), "", world.now()).await;
        assert!(matches!(early, Err(FreezeError::NotOver)));
        measured(world).await;
        world.live_until(at("2026-04-02T09:00:00Z")).await;
        let now = world.now();
        let engineer = desk.freeze_month(&world.who("ilse"), &key, march(), "", now).await;
        assert!(matches!(engineer, Err(FreezeError::Denied)));
        let client = desk.freeze_month(&world.who("fatima"), &key, march(), "", now).await;
        assert!(matches!(client, Err(FreezeError::Denied)));

        // Two managers press the button at once.
        let (anna, other) = (world.who("anna"), desk.clone());
        let (one, two) = tokio::join!(
            desk.freeze_month(&marit, &key, march(), "", now),
            other.freeze_month(&anna, &key, march(), "", now),
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((one.version, two.version), (1, 1));
        assert!(one.is_new != two.is_new, "one of them froze it");
        let later = now + SignedDuration::from_hours(24);
        let again = desk.freeze_month(&marit, &key, march(), "", later).await.unwrap();
        assert!(!again.is_new);
        assert_eq!(seen(world).await.versions.len(), 1);
    }

    what_is_learnt_after_the_freeze_makes_a_new_version_with_a_reason(world) {
        measured(world).await;
        world.live_until(at("2026-04-02T09:00:00Z")).await;
        let (marit, key, now) = (world.who("marit"), shop(), world.now());
        let desk = world.desk.clone();
        desk.freeze_month(&marit, &key, march(), "", now).await.unwrap();
        let first = seen(world).await.versions;

        let outage = noted(NoteKind::Outage, "2026-03-12T09:00:00Z", "2026-03-12T12:00:00Z");
        let note = desk.write_note(&world.who("ilse"), &key, outage, now).await.unwrap();
        assert_eq!(note.standing(), Standing::Waiting);
        assert_eq!(seen(world).await.since_frozen, [], "nobody has agreed yet");
        desk.change_note(&marit, &key, note.id, NoteCommand::Agree, now).await.unwrap();
        let changed: Vec<Told> = seen(world).await.since_frozen.iter().map(|it| it.what).collect();
        assert_eq!(changed, [Told::Availability, Told::CorrectedAvailability, Told::Outages]);

        let silent = desk.freeze_month(&marit, &key, march(), " ", now).await;
        assert!(matches!(silent, Err(FreezeError::NoReason)));
        let why = "the client showed that nobody could order";
        let second = desk.freeze_month(&marit, &key, march(), why, now).await.unwrap();
        assert_eq!((second.version, second.is_new), (2, true));
        let versions = seen(world).await.versions;
        assert_eq!(versions[0], first[0], "the first version is as it was");
        assert_eq!(versions[1].reason, why);
        assert_ne!(versions[0].inputs_sha256, versions[1].inputs_sha256);
    }

    an_outage_is_written_down_by_one_and_agreed_to_by_another(world) {
        let (key, now) = (shop(), at("2026-03-12T13:00:00Z"));
        let outage = || noted(NoteKind::Outage, "2026-03-12T09:00:00Z", "2026-03-12T12:00:00Z");
        let (marit, ilse, fatima) = (world.who("marit"), world.who("ilse"), world.who("fatima"));
        let desk = world.desk.clone();
        let client = desk.write_note(&fatima, &key, outage(), now).await;
        assert!(matches!(client, Err(NoteError::Denied)));
        let note = desk.write_note(&marit, &key, outage(), now).await.unwrap();
        let own = desk.change_note(&marit, &key, note.id, NoteCommand::Agree, now).await;
        assert!(matches!(own, Err(NoteError::Refused(NoteRefusal::OwnNote))));
        let engineer = desk.change_note(&ilse, &key, note.id, NoteCommand::Agree, now).await;
        assert!(matches!(engineer, Err(NoteError::Denied)));
        let seen_by_client = desk.notes(&fatima, &key).await.unwrap();
        assert_eq!(seen_by_client, [], "what waits for us is not the client's");
        let anna = world.who("anna");
        let agreed = desk.change_note(&anna, &key, note.id, NoteCommand::Agree, now).await.unwrap();
        assert_eq!(agreed.standing(), Standing::Counts);
        assert_eq!(desk.notes(&fatima, &key).await.unwrap().len(), 1);
    }

    nobody_sees_the_figures_of_another_client(world) {
        let henk = world.who("henk");
        let month = world.desk.month(&henk, &shop(), march(), world.now()).await;
        assert!(matches!(month, Err(ActionError::NotFound("application"))));
        let months = world.desk.months(&henk, &shop(), march(), 12, world.now()).await;
        assert!(matches!(months, Err(ActionError::NotFound("application"))));
        assert!(matches!(
            world.desk.notes(&henk, &shop()).await,
            Err(ActionError::NotFound("application"))
        ));
        let loket: ApplicationKey = "loket".parse().unwrap();
        let own = world.desk.months(&henk, &loket, march(), 12, world.now());
        assert_eq!(own.await.unwrap().len(), 12);
    }

    another_version_of_the_agreement_counts_from_when_it_was_saved(world) {
        measured(world).await;
        world.live_until(at("2026-03-16T11:00:00Z")).await;
        let directory = world.desk.directory();
        let (_, gold) = directory.agreements[&"gold".parse().unwrap()].current().unwrap();
        let mut office = gold.clone();
        office.calendar = "office".parse().unwrap();
        office.availability = Some(Percent::of_thousandths(99_500));
        let entries = vec![Entry::Agreement(Box::new(office))];
        let marit = world.who("marit");
        world.desk.configure(&marit, entries, world.now()).await.unwrap();
        world.live_until(at("2026-04-02T09:00:00Z")).await;

        let found = seen(world).await.figures;
        let versions: Vec<u32> = found.agreements.iter().map(|it| it.pin.version).collect();
        assert_eq!(versions, [1, 2]);
        assert_eq!(found.agreements[1].from, at("2026-03-16T11:00:00Z"));
        let measured = found.availability.unwrap();
        // Day and night until Monday 16 March 12:00 in Amsterdam: 15 × 24 + 12 = 372 h. Then
        // office hours: five hours of that Monday, and 17–20, 23–27, 30–31 March: 11 × 8 = 88 h.
        assert_eq!(measured.raw.agreed, WorkingTime::hours(372 + 5 + 88));
        assert_eq!(measured.promised, Some(Percent::of_thousandths(99_500)));
    }

    credits_are_decided_after_the_freeze_and_once(world) {
        measured(world).await;
        let directory = world.desk.directory();
        let (_, gold) = directory.agreements[&"gold".parse().unwrap()].current().unwrap();
        let mut gold = gold.clone();
        gold.credits = serde_json::from_value(serde_json::json!({
            "monthly_fee_cents": 100_000, "cap": 20, "band": [
                { "of": "availability", "below": 99.9, "credit": 5 },
            ],
        })).unwrap();
        let marit = world.who("marit");
        let entries = vec![Entry::Agreement(Box::new(gold))];
        world.desk.configure(&marit, entries, world.now()).await.unwrap();
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        world.live(180).await;
        world.comes_back("shop-home").await;
        world.live_until(at("2026-04-02T09:00:00Z")).await;

        let (key, now, desk) = (shop(), world.now(), world.desk.clone());
        let decision = |is_given, reason: &str| CreditDecision {
            version: 1, decided_at: now, decided_by: "marit".parse().unwrap(), is_given,
            reason: reason.to_owned(),
        };
        let early = desk.decide_credits(&marit, &key, march(), decision(true, "")).await;
        assert!(matches!(early, Err(FreezeError::NotFound("version"))));
        desk.freeze_month(&marit, &key, march(), "", now).await.unwrap();
        let proposal = seen(world).await.versions[0].figures.credits.clone().unwrap();
        // 3 of 743 hours are 0.4 %: below 99.9, so 5 % of 1 000 euro.
        assert_eq!(proposal.amount_cents, 5_000);
        let silent = desk.decide_credits(&marit, &key, march(), decision(false, "")).await;
        assert!(matches!(silent, Err(FreezeError::NoReason)));
        let ilse = world.who("ilse");
        let engineer = desk.decide_credits(&ilse, &key, march(), decision(true, "")).await;
        assert!(matches!(engineer, Err(FreezeError::Denied)));
        desk.decide_credits(&marit, &key, march(), decision(true, "")).await.unwrap();
        let twice = desk.decide_credits(&marit, &key, march(), decision(false, "no")).await;
        assert!(matches!(twice, Err(FreezeError::NothingToDecide)));
    }

    what_was_there_before_figures_is_read_off_once(world) {
        world.goes_down("shop-home").await;
        assert_eq!(world.desk.catch_up_figures().await.unwrap(), 0);
        assert_eq!(world.desk.catch_up_figures().await.unwrap(), 0);
        world.desk.rebuild(world.now()).await.unwrap();
    }
}
