//! What is there after the process was started anew, and read models made anew.

use piket_core::check::Status;
use piket_core::incident::Command;
use piket_testkit::{Home, World};

#[tokio::test]
async fn a_restart_forgets_nothing_and_repeats_nothing() {
    let mut world = World::new(Home::on_sqlite()).await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
    let letters = world.mailbox.letters().len();
    let state = world.state(number).await;

    let mut world = world.restarted().await;
    world.live(0).await;
    assert_eq!(world.state(number).await, state);
    assert_eq!(world.mailbox.letters().len(), letters, "nobody hears anything twice");
    world.result("shop-home", Status::Critical).await;
    assert_eq!(world.open_incidents().await.len(), 1, "the check knows that it is in trouble");
    world.ends_well().await;
}

#[tokio::test]
async fn rebuilding_makes_the_lists_anew_from_the_timelines() {
    let mut world = World::new(Home::on_sqlite()).await;
    let first = world.goes_down("shop-home").await;
    let second = world.reports("henk", "De kaart is leeg").await;
    let before = world.open_incidents().await;

    assert_eq!(world.desk.rebuild(world.now()).await.unwrap(), 2);
    assert_eq!(world.open_incidents().await, before);
    let found = world.desk.search(&world.who("henk"), "kaart".to_owned(), 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].number, second);
    assert_ne!(found[0].number, first);
    world.ends_well().await;
}

#[tokio::test]
async fn letters_wait_while_the_mail_server_is_away_and_none_is_lost() {
    let mut world = World::new(Home::on_sqlite()).await;
    world.mailbox.set_down(Some("connection refused"));
    let number = world.goes_down("shop-home").await;
    assert_eq!(world.mailbox.letters().len(), 0);
    world.live(10).await;
    world.mailbox.set_down(None);
    world.live(60).await;
    let letters = world.letters_to("samira");
    assert!(letters.iter().any(|subject| subject.contains(&number.to_string())), "{letters:?}");
    world.ends_well().await;
}
