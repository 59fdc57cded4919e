//! Opening hours that change while clocks run: deadlines move at once, what was counted stays.

use jiff::civil::date;
use piket_core::calendar::CalendarVersion;
use piket_core::incident::{Command, Fact, Moved, Scope};
use piket_core::key::Number;
use piket_core::sla::{ClockState, Metric};
use piket_engine::config::{self, CalendarDocument, Entry};
use piket_store::incidents::Filter;
use piket_store::{Tx, due, recalculations};
use piket_testkit::{World, at, both_engines, message};

/// The calendar as it is stored.
async fn calendar(world: &World, key: &str) -> CalendarDocument {
    let (_, stored) = config::stored(world.desk.store()).await.unwrap();
    config::build(&stored).calendars.remove(&key.parse().unwrap()).unwrap()
}

/// A manager changes the hours from now on.
async fn hours_become(world: &mut World, key: &str, change: impl FnOnce(&mut CalendarVersion)) {
    let mut document = calendar(world, key).await;
    let mut version = document.versions.pop().unwrap();
    version.effective_from = None;
    change(&mut version);
    document.versions = vec![version];
    let entry = Entry::Calendar(Box::new(document));
    world.desk.configure(&world.who("marit"), vec![entry], world.now()).await.unwrap();
    world.live(0).await;
}

/// What the timeline tells of deadlines that moved.
async fn moved(world: &World, number: Number) -> Vec<Moved> {
    let seen = world.sees("marit", number).await.unwrap();
    let told = seen.entries.into_iter().filter_map(|entry| match entry.fact {
        Fact::Recalculated { moved, .. } => Some(moved),
        _ => None,
    });
    told.flatten().collect()
}

both_engines! {
    a_day_that_is_closed_moves_the_deadlines_of_running_clocks_and_the_timeline_tells(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let before = world.sees("marit", number).await.unwrap().clocks[0].clone();
        world.live(60).await;
        hours_become(world, "always", |hours| { hours.closed_on.insert(date(2026, 3, 10)); }).await;

        let moved = moved(world, number).await;
        let reaction = moved.iter().find(|it| it.metric == Metric::Reaction).unwrap();
        assert_eq!(reaction.due_before, before.due_at);
        // An hour of four had passed at eleven; the others follow after midnight.
        assert_eq!(reaction.due_at, Some(at("2026-03-11T03:00:00+01:00")));
        let manager = world.who("marit");
        let rows = world.desk.list(&manager, Filter::default(), None, 10).await.unwrap().rows;
        let shown = rows.iter().find(|row| row.number == number).unwrap();
        assert_eq!(shown.deadline.as_ref().unwrap().at, at("2026-03-11T03:00:00+01:00"));

        world.live_until(at("2026-03-11T04:00:00+01:00")).await;
        let seen = world.sees("marit", number).await.unwrap();
        let breached: Vec<_> = seen.entries.iter().filter_map(|entry| match entry.fact {
            Fact::Breached { metric: Metric::Reaction, .. } => Some(entry.at),
            _ => None,
        }).collect();
        assert_eq!(breached, [at("2026-03-11T03:00:00+01:00")]);
        let warned = seen.entries.iter().filter(|entry| {
            matches!(entry.fact, Fact::Warned { metric: Metric::Reaction, percent: 50, .. })
        });
        let warned: Vec<_> = warned.map(|entry| entry.at).collect();
        assert_eq!(warned, [at("2026-03-11T01:00:00+01:00")], "the warning moved along");
    }

    a_deadline_that_comes_earlier_is_watched_from_then_on(world) {
        hours_become(world, "always", |hours| { hours.closed_on.insert(date(2026, 3, 10)); }).await;
        let number = world.reports("fatima", "The shop is slow").await;
        world.live(60).await;
        hours_become(world, "always", |hours| hours.closed_on.clear()).await;
        world.live(300).await;
        let seen = world.sees("marit", number).await.unwrap();
        let breached = seen.entries.iter().find(|entry| {
            matches!(entry.fact, Fact::Breached { metric: Metric::Reaction, .. })
        });
        assert_eq!(breached.unwrap().at, at("2026-03-10T11:00:00Z") + jiff::SignedDuration::from_hours(3));
    }

    a_clock_that_was_stopped_is_left_alone_when_hours_change(world) {
        let number = world.goes_down("shop-home").await;
        world.live(10).await;
        world.does("ilse", number, Command::Take { reason: "ours".to_owned() }).await;
        let words = message(Scope::Public, "We see it too.");
        world.does("ilse", number, Command::Send { message: words, remind_at: None }).await;
        let clock = |seen: piket_engine::view::Seen| {
            seen.clocks.into_iter().find(|clock| clock.metric == Metric::Reaction).unwrap()
        };
        let before = clock(world.sees("marit", number).await.unwrap());
        assert_eq!(before.state, ClockState::Met);
        hours_become(world, "always", |hours| { hours.closed_on.insert(date(2026, 3, 10)); }).await;
        let after = clock(world.sees("marit", number).await.unwrap());
        let result = |it: &piket_core::sla::Clock| (it.state, it.used, it.stopped_at, it.segments.clone());
        assert_eq!(result(&after), result(&before));
        let moved = moved(world, number).await;
        assert!(moved.iter().all(|it| it.metric != Metric::Reaction), "{moved:?}");
        assert!(moved.iter().any(|it| it.metric == Metric::Restore));
    }

    hours_that_no_promise_counts_by_move_nothing(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let before = world.state(number).await.version;
        hours_become(world, "office", |hours| { hours.closed_on.insert(date(2026, 3, 11)); }).await;
        assert_eq!(world.state(number).await.version, before);
    }

    holidays_of_another_year_are_added_when_a_year_begins(world) {
        assert_eq!(calendar(world, "office").await.versions.len(), 1);
        world.live_until(at("2026-12-31T23:59:00+01:00")).await;
        world.live(2).await;
        world.live(0).await;
        let versions = calendar(world, "office").await.versions;
        assert_eq!(versions.len(), 2);
        assert_eq!(versions[1].holidays.last_key_value().unwrap().0, &date(2032, 12, 26));
        world.live(24 * 60).await;
        assert_eq!(calendar(world, "office").await.versions.len(), 2, "once a year is enough");
        assert_eq!(world.desk.directory().calendars[&"office".parse().unwrap()].spec().versions, versions);
    }

    newer_tables_of_time_zones_count_what_is_open_anew_once(world) {
        let number = world.reports("fatima", "The shop is slow").await;
        let (id, now) = (world.id(number).await, world.now());
        world.desk.note_time_zones(now).await.unwrap();
        let store = world.desk.store().clone();
        let due = store.read(move |tx| due::of(tx, id)).await.unwrap();
        let spoilt = move |tx: &mut Tx<'_>| {
            due::set(tx, id, Some(at("2030-01-01T00:00:00Z")))?;
            recalculations::note_zones_edition(tx, "2019a")
        };
        store.write(spoilt).await.unwrap();
        assert!(world.desk.note_time_zones(now).await.unwrap(), "these are other tables");
        assert!(!world.desk.note_time_zones(now).await.unwrap(), "and now they are known");
        world.live(0).await;
        assert_eq!(store.read(move |tx| due::of(tx, id)).await.unwrap(), due);
        world.ends_well().await;
    }
}

#[tokio::test]
async fn deadlines_of_many_incidents_are_counted_anew_in_pieces_also_over_a_restart() {
    let mut world = World::new(piket_testkit::Home::on_sqlite()).await;
    let mut numbers = Vec::new();
    for number in 0..450 {
        numbers.push(world.reports("fatima", &format!("Trouble {number}")).await);
    }
    let mut document = calendar(&world, "always").await;
    document.versions[0].closed_on.insert(date(2026, 3, 10));
    let entry = Entry::Calendar(Box::new(document));
    world.desk.configure(&world.who("marit"), vec![entry], world.now()).await.unwrap();
    let mut world = world.restarted().await;
    world.live(0).await;
    for number in numbers {
        assert!(!moved(&world, number).await.is_empty(), "{number}");
    }
    world.ends_well().await;
}
