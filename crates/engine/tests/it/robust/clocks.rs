//! The clock of the machine jumps: no warning or breach is missed or given twice (I9).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use piket_core::check::Status;
use piket_core::incident::{Command, Entry, Fact, Scope};
use piket_core::key::Number;
use piket_testkit::{Home, World, both_engines, message};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn set(world: &World, by: SignedDuration) {
    let clock = world.clock();
    clock.set(world.now().checked_add(by).unwrap());
}

fn take() -> Command {
    Command::Take { reason: "ours".to_owned() }
}

/// The warnings, breaches and missed promises of a timeline, with their instants.
fn alarms(entries: &[Entry]) -> Vec<(Timestamp, String)> {
    let is_alarm = |fact: &Fact| {
        matches!(fact, Fact::Warned { .. } | Fact::Breached { .. } | Fact::PromiseMissed { .. })
    };
    let alarms = entries.iter().filter(|entry| is_alarm(&entry.fact));
    alarms.map(|entry| (entry.at, format!("{:?}", entry.fact))).collect()
}

async fn alarms_of(world: &World, number: Number) -> Vec<(Timestamp, String)> {
    alarms(&world.sees("marit", number).await.unwrap().entries)
}

/// The alarms of three days in which nobody does anything but take it, while `disturb` happens
/// after a quarter of an hour.
async fn undone(home: Home, disturb: impl AsyncFn(&mut World)) -> Vec<(Timestamp, String)> {
    let mut world = World::new(home).await;
    let number = world.goes_down("shop-home").await;
    world.live(15).await;
    disturb(&mut world).await;
    world.live(5).await.does("ilse", number, take()).await;
    world.live(3 * 24 * 60).await;
    let alarms = alarms_of(&world, number).await;
    world.ends_well().await;
    alarms
}

async fn a_day_back_and_forth(world: &mut World) {
    set(world, -DAY);
    world.live(2).await;
    world.result("shop-home", Status::Critical).await;
    set(world, DAY);
}

#[tokio::test]
async fn a_clock_that_is_a_day_behind_for_a_while_changes_no_alarm_on_sqlite() {
    let undisturbed = undone(Home::on_sqlite(), async |world| {
        world.live(2).await;
    })
    .await;
    assert!(undisturbed.len() > 3, "{undisturbed:?}");
    assert_eq!(undone(Home::on_sqlite(), a_day_back_and_forth).await, undisturbed);
}

#[tokio::test]
async fn a_clock_that_is_a_day_behind_for_a_while_changes_no_alarm_on_postgres() {
    let (Some(one), Some(other)) = (Home::on_postgres(), Home::on_postgres()) else { return };
    let undisturbed = undone(one, async |world| {
        world.live(2).await;
    })
    .await;
    assert_eq!(undone(other, a_day_back_and_forth).await, undisturbed);
}

both_engines! {
    a_clock_that_is_a_day_ahead_for_a_while_tells_nothing_twice(world) {
        let number = world.goes_down("shop-home").await;
        world.live(5).await;
        set(world, DAY);
        world.live(1).await;
        let early = alarms_of(world, number).await;
        assert!(!early.is_empty(), "the promises of a day were broken, as far as one could know");
        let letters = world.mailbox.letters().len();

        set(world, -DAY);
        world.live(60).await;
        world.does("ilse", number, take()).await;
        world.live(24 * 60 - 70).await;
        assert_eq!(alarms_of(world, number).await, early, "the same instants, not told again");
        let later = &world.mailbox.letters()[letters..];
        assert!(later.iter().all(|mail| !mail.subject.contains("missed")), "nor by mail");
        world.live(30 * 24 * 60).await;
        let all = alarms_of(world, number).await;
        assert_eq!(all.iter().map(|(_, what)| what).collect::<BTreeSet<_>>().len(), all.len());
    }

    what_comes_in_while_the_clock_is_a_day_ahead_is_told_when_it_is_set_right(world) {
        set(world, DAY);
        world.mailbox.set_down(Some("connection refused"));
        let number = world.goes_down("shop-home").await;
        assert_eq!(world.mailbox.letters().len(), 0);
        set(world, -DAY);
        world.mailbox.set_down(None);
        world.live(1).await;
        let told = world.letters_to("ilse");
        assert!(told.iter().any(|subject| subject.contains(&number.to_string())), "{told:?}");
        world.does("ilse", number, take()).await;
        world.comes_back("shop-home").await.live(3 * 24 * 60).await;
    }

    whatever_the_clock_does_everybody_can_go_on_working(world) {
        let number = world.goes_down("shop-home").await;
        let reported = world.reports("henk", "De kaart is leeg").await;
        let words = |body: &str| Command::Send { message: message(Scope::Public, body), remind_at: None };
        for (round, jump) in [-DAY, DAY, DAY, -DAY, -DAY * 2, DAY * 2].into_iter().enumerate() {
            set(world, jump);
            world.live(1).await;
            let ours = if round == 0 { take() } else { words("We kijken ernaar.") };
            world.does("ilse", number, ours).await;
            world.does("tom", reported, words("We zoeken het uit.")).await;
            world.result("shop-home", Status::Critical).await;
            world.reports("henk", "Nog iets").await;
        }
        assert_eq!(world.open_incidents().await.len(), 8, "and no check opened a second one");
        world.live(40 * 24 * 60).await;
        for (number, _) in world.open_incidents().await {
            let alarms = alarms_of(world, number).await;
            let once: BTreeSet<_> = alarms.iter().map(|(_, what)| what).collect();
            assert_eq!(once.len(), alarms.len(), "{alarms:?}");
        }
        let ids: BTreeSet<_> = world.mailbox.letters().into_iter().map(|mail| mail.id).collect();
        assert_eq!(ids.len(), world.mailbox.letters().len(), "and no letter went out twice");
    }
}
