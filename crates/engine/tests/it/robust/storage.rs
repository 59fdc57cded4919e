//! The memory fails for a while: whoever asks is told, nothing is half-written, and when there is
//! room again, or the server is back, it goes on by itself.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use piket_core::check::Status;
use piket_core::incident::{Actor, Command, Scope};
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::deliver::Post;
use piket_engine::intake::{Accepted, Verdict};
use piket_engine::{ActionError, run};
use piket_store::outbox::{self, LetterState};
use piket_store::{StoreError, Tx};
use piket_testkit::{Home, Wire, World, message};
use tokio_util::sync::CancellationToken;

piket_store::statements! {
    NO_ROOM = "PRAGMA max_page_count = 1";
    ROOM_AGAIN = "PRAGMA max_page_count = 1000000";
}

/// A signal with a body of some size, as monitoring sends them.
fn signal(world: &World, key: &str) -> Accepted {
    Accepted {
        signal: Signal {
            source: "grafana".to_owned(),
            key: key.to_owned(),
            action: SignalAction::Open,
            summary: "orders stand still".to_owned(),
            severity: Severity::Critical,
            details: "since this morning".to_owned(),
            check: None,
            application: Some("shop".parse().unwrap()),
            component: None,
            nature: None,
            happened_at: world.now(),
        },
        evidence: Vec::new(),
        raw: Some(vec![b'x'; 2_000]),
        actor: Actor::Program("grafana".to_owned()),
    }
}

async fn tell(world: &World, key: &str) -> Result<Verdict, ActionError> {
    world.desk.accept(signal(world, key), world.now()).await
}

/// What must hold after a trouble of the memory: what was acknowledged is there, and nothing else.
async fn is_all_there(world: &World, acknowledged: u64) {
    let verified = world.desk.verify().await.unwrap();
    assert_eq!(verified.timelines, acknowledged);
    assert_eq!(verified.differences, []);
    let kept = world
        .desk
        .store()
        .read(|tx| piket_store::deliveries::list(tx, Some("grafana"), None, 10_000))
        .await
        .unwrap();
    assert_eq!(kept.len() as u64, acknowledged, "the raw deliveries");
}

/// No letter is lost: each went out once, or waits because its addressee got many.
async fn every_letter_goes_out_once(world: &World) {
    let letters =
        world.desk.store().read(|tx| outbox::list(tx, false, None, 10_000)).await.unwrap();
    let (sent, others): (Vec<_>, Vec<_>) =
        letters.iter().partition(|letter| letter.state == LetterState::Sent);
    assert!(others.iter().all(|letter| letter.state == LetterState::Waiting), "{others:?}");
    assert!(sent.len() > others.len(), "{} sent, {} wait", sent.len(), others.len());
    let arrived = world.mailbox.letters();
    let ids: BTreeSet<_> = arrived.iter().map(|mail| mail.id.clone()).collect();
    assert_eq!((ids.len(), arrived.len()), (sent.len(), sent.len()));
}

/// The disk has as much room as the database takes now, or more than it will ever need.
async fn disk(world: &World, room: piket_store::sql::Sql) {
    let limit = move |tx: &mut Tx<'_>| tx.query(room, &[], |_| Ok::<_, StoreError>(())).map(drop);
    world.desk.store().write(limit).await.unwrap();
}

/// Tells until the disk is full. Answers how many were acknowledged, and the refusal.
async fn tell_until_refused(world: &World) -> (u64, StoreError) {
    for number in 0..10_000 {
        if number == 20 {
            disk(world, NO_ROOM).await;
        }
        match tell(world, &format!("orders-{number}")).await {
            Ok(Verdict::Opened(_)) => {}
            Err(ActionError::Store(why)) => return (number, why),
            other => panic!("{other:?}"),
        }
    }
    panic!("the disk was never full")
}

#[tokio::test]
async fn a_full_disk_refuses_what_comes_and_when_there_is_room_all_goes_on() {
    let mut world = World::new(Home::on_sqlite()).await;
    let (told, why) = tell_until_refused(&world).await;
    assert_eq!(why, StoreError::Full);
    assert!(told >= 20);

    // Whoever tries meanwhile is told the same: intakes, checks, people.
    assert!(matches!(tell(&world, "late").await, Err(ActionError::Store(StoreError::Full))));
    let note = "x".repeat(20_000);
    let (number, _) = world.open_incidents().await[0];
    let written = world
        .tries(
            "ilse",
            number,
            Command::Send { message: message(Scope::Internal, &note), remind_at: None },
        )
        .await;
    assert!(matches!(written, Err(ActionError::Store(StoreError::Full))), "{written:?}");
    is_all_there(&world, told).await;

    disk(&world, ROOM_AGAIN).await;
    assert!(matches!(tell(&world, "late").await, Ok(Verdict::Opened(_))));
    world.live(6 * 60).await;
    is_all_there(&world, told + 1).await;
    every_letter_goes_out_once(&world).await;
    world.ends_well().await;
}

#[tokio::test]
async fn the_cycle_gets_over_a_full_disk_by_itself() {
    let mut world = World::new(Home::on_sqlite()).await;
    let (told, _) = tell_until_refused(&world).await;
    let post = Post::rehearsal(Arc::new(world.mailbox.clone()));
    assert_eq!(world.desk.round(&post, world.now()).await, Err(StoreError::Full));
    let went_out = world.mailbox.letters().len();
    let stop = CancellationToken::new();
    let mut events = world.desk.listen();
    let (desk, clock) = (world.desk.clone(), world.clock());
    let cycle = tokio::spawn(run::cycle(desk, post, clock, "rehearsal".to_owned(), stop.clone()));

    disk(&world, ROOM_AGAIN).await;
    let delivered = async {
        while world.mailbox.letters().len() <= went_out {
            events.recv().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(1), delivered).await.expect("letters go out again");
    stop.cancel();
    cycle.await.unwrap();
    is_all_there(&world, told).await;
    world.live(6 * 60).await;
    every_letter_goes_out_once(&world).await;
}

#[tokio::test]
async fn while_postgres_is_away_everybody_is_told_and_afterwards_all_goes_on() {
    let Some(mut home) = Home::on_postgres() else { return };
    let wire = Wire::to(&mut home);
    let mut world = World::new(home).await;
    let number = world.goes_down("shop-home").await;
    tell(&world, "before").await.unwrap();
    let letters = world.mailbox.letters().len();

    wire.cut();
    let is_away = |answer: &ActionError| matches!(answer, ActionError::Store(StoreError::Away));
    assert!(is_away(&tell(&world, "during").await.unwrap_err()));
    assert!(is_away(&world.sees("ilse", number).await.unwrap_err()));
    let take = Command::Take { reason: "ours".to_owned() };
    assert!(is_away(&world.tries("ilse", number, take.clone()).await.unwrap_err()));
    let directory = world.desk.directory();
    let check = &directory.checks[&"shop-home".parse().unwrap()];
    for _ in 0..2 {
        let good = piket_core::check::CheckResult::plain(world.now(), Status::Ok, "200 OK");
        let answer = world.desk.observe(&world.monitor, check, good, world.now()).await;
        assert!(answer.is_err() || answer.is_ok_and(|changes| changes.is_empty()));
    }
    let post = Post::rehearsal(Arc::new(world.mailbox.clone()));
    assert_eq!(world.desk.round(&post, world.now()).await, Err(StoreError::Away));
    assert_eq!(world.mailbox.letters().len(), letters);

    wire.mend();
    assert!(matches!(tell(&world, "during").await, Ok(Verdict::Opened(_))), "it was not kept");
    world.does("ilse", number, take).await;
    world.comes_back("shop-home").await.live(60).await;
    assert!(world.state(number).await.restored_at.is_some(), "the recovery was not lost");
    is_all_there_but_for_checks(&world).await;
    every_letter_goes_out_once(&world).await;
    world.ends_well().await;
}

async fn is_all_there_but_for_checks(world: &World) {
    let verified = world.desk.verify().await.unwrap();
    assert_eq!((verified.timelines, verified.differences), (3, vec![]));
}

#[tokio::test]
async fn the_cycle_gets_over_a_postgres_that_was_away_by_itself() {
    let Some(mut home) = Home::on_postgres() else { return };
    let wire = Wire::to(&mut home);
    let world = World::new(home).await;
    tell(&world, "orders").await.unwrap();
    wire.cut();
    let stop = CancellationToken::new();
    let post = Post::rehearsal(Arc::new(world.mailbox.clone()));
    let clock = world.clock();
    let cycle = run::cycle(world.desk.clone(), post, clock, "node".to_owned(), stop.clone());
    let cycle = tokio::spawn(cycle);
    assert!(tell(&world, "stock").await.is_err());
    wire.mend();
    let mut events = world.desk.listen();
    let delivered =
        async { while events.recv().await.is_ok() && world.mailbox.letters().is_empty() {} };
    tokio::time::timeout(Duration::from_mins(1), delivered).await.expect("letters go out again");
    stop.cancel();
    cycle.await.unwrap();
    is_all_there(&world, 1).await;
}

#[tokio::test]
async fn connections_that_break_in_the_middle_of_a_storm_lose_nothing_that_was_acknowledged() {
    let Some(mut home) = Home::on_postgres() else { return };
    let wire = Arc::new(Wire::to(&mut home));
    let mut world = World::new(home).await;
    let mut senders = tokio::task::JoinSet::new();
    for number in 0..30 {
        let (desk, now) = (world.desk.clone(), world.now());
        let told = signal(&world, &format!("orders-{number}"));
        let wire = Arc::clone(&wire);
        senders.spawn(async move {
            let mut tries = 0;
            // As a sender does that was not told that it was kept.
            while let Err(error) = desk.accept(told.clone(), now).await {
                assert!(matches!(error, ActionError::Store(why) if why.is_passing()));
                tries += 1;
                assert!(tries < 1_000, "it never goes on");
                tokio::task::yield_now().await;
            }
            if number % 10 == 7 {
                wire.cut();
                wire.mend();
            }
        });
    }
    senders.join_all().await;
    world.live(6 * 60).await;
    let verified = world.desk.verify().await.unwrap();
    assert_eq!((verified.timelines, verified.differences), (30, vec![]), "one each");
    every_letter_goes_out_once(&world).await;
    world.ends_well().await;
}
