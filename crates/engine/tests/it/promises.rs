//! What pauses, voids and restarts the clocks of a running desk, and what others promised us.

use piket_core::incident::{Command, Fact, Scope};
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::sla::{ClockState, Metric};
use piket_engine::channel::Outcome;
use piket_testkit::{Home, World, message};

async fn world() -> World {
    World::new(Home::on_sqlite()).await
}

fn take() -> Command {
    Command::Take { reason: "ours".to_owned() }
}

fn public(body: &str) -> Command {
    Command::Send { message: message(Scope::Public, body), remind_at: None }
}

#[tokio::test]
async fn what_a_supplier_promised_runs_beside_and_its_breach_is_written_once() {
    let mut world = world().await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, take()).await;
    let ask = message(Scope::Party("supplier:nordhost".parse().unwrap()), "Is your disk full?");
    world.does("ilse", number, Command::Send { message: ask, remind_at: None }).await;
    let seen = world.sees("ilse", number).await.unwrap();
    assert!(seen.party_clocks.iter().any(|clock| clock.state == ClockState::Running));
    let client = world.sees("fatima", number).await.unwrap();
    assert_eq!(client.party_clocks, [], "what others promised us is not the client's");

    world.live(26 * 60).await;
    let seen = world.sees("marit", number).await.unwrap();
    let breaches = seen
        .entries
        .iter()
        .filter(|entry| matches!(&entry.fact, Fact::PartyBreached { metric: Metric::Reaction, .. }))
        .count();
    assert_eq!(breaches, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_question_that_is_taken_back_lets_the_clocks_go_on() {
    let mut world = world().await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, take()).await;
    let classify = Command::Classify {
        nature: Nature::Outage,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::Medium,
        reason: Some("one page only".to_owned()),
        agreed: None,
    };
    world.does("ilse", number, classify).await;
    let tomorrow = world.now() + jiff::SignedDuration::from_hours(24);
    let question = message(Scope::Public, "Which browser?");
    let asks = Command::Send { message: question, remind_at: Some(tomorrow) };
    world.does("ilse", number, asks).await;
    assert!(world.state(number).await.waiting.is_some());
    let back = Command::WithdrawQuestion { reason: "found it in the log".to_owned() };
    world.does("ilse", number, back).await;
    assert!(world.state(number).await.waiting.is_none());
    world.ends_well().await;
}

#[tokio::test]
async fn a_deferral_ends_by_itself_at_its_moment_though_the_server_slept() {
    let mut world = world().await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, take()).await;
    let until = world.now() + jiff::SignedDuration::from_hours(3);
    let (agreed, reason) = ("Fatima, by telephone".to_owned(), "release freeze".to_owned());
    world.does("ilse", number, Command::Defer { until, agreed, reason }).await;
    world.sleep(10 * 60);
    world.does("ilse", number, public("We go on now.")).await;
    let seen = world.sees("ilse", number).await.unwrap();
    let ended = seen.entries.iter().find(|it| matches!(it.fact, Fact::WaitingEnded { .. }));
    assert_eq!(ended.map(|entry| entry.at), Some(until), "not when somebody noticed");
    world.ends_well().await;
}

#[tokio::test]
async fn a_later_word_than_agreed_needs_the_client_who_agreed() {
    let mut world = world().await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, take()).await;
    let mut words = message(Scope::Public, "Tomorrow more.");
    words.next_update_at = Some(world.now() + jiff::SignedDuration::from_hours(48));
    let plain = Command::Send { message: words.clone(), remind_at: None };
    assert!(world.tries("ilse", number, plain).await.is_err());
    let agreed = "Fatima, by telephone".to_owned();
    let with = Command::SendAgreed { message: words, remind_at: None, agreed };
    world.does("ilse", number, with).await;
    let seen = world.sees("fatima", number).await.unwrap();
    assert!(seen.entries.iter().any(|it| matches!(it.fact, Fact::UpdateAgreed { .. })));
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_that_no_address_accepts_is_no_answer_and_the_holder_hears_of_it() {
    let mut world = world().await;
    let number = world.goes_down("shop-home").await;
    world.does("ilse", number, take()).await;
    for person in world.desk.directory().people.values().filter(|it| it.client.is_some()) {
        world.mailbox.answer(&person.email, Outcome::Never("550 no such user".to_owned()));
    }
    let mut words = message(Scope::Public, "We see it.");
    words.id = uuid::Uuid::from_u128(7);
    let send = Command::Send { message: words, remind_at: None };
    world.tries("ilse", number, send).await.unwrap();
    assert!(world.state(number).await.responded_at.is_some(), "as far as is known by then");
    world.live(5).await;
    let state = world.state(number).await;
    assert_eq!(state.responded_at, None);
    let seen = world.sees("ilse", number).await.unwrap();
    let reaction = seen.clocks.iter().find(|clock| clock.metric == Metric::Reaction).unwrap();
    assert_ne!(reaction.state, ClockState::Met);
    world.ends_well().await;
}
