//! What other service desks got wrong for years, as far as it takes a running desk to show: what is
//! kept, what is written to whom, and what happens when what was agreed is changed meanwhile. The
//! other cases stand in the core (`sla/known_bugs.rs`, `incident/known_bugs.rs`).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{Actor, Command, Entry, Fact, ResolutionKind, Scope};
use piket_core::key::Number;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::sla::{ClockState, Metric};
use piket_engine::config::{self, File, Wish};
use piket_store::clocks::{self, ClockRow};
use piket_testkit::{AGENCY, World, both_engines, message, solved};

fn take() -> Command {
    Command::Take { reason: "ours".to_owned() }
}

fn say(body: &str) -> Command {
    Command::Send { message: message(Scope::Public, body), remind_at: None }
}

fn ask(world: &World, days: i64) -> Command {
    let remind_at = world.now() + SignedDuration::from_hours(24 * days);
    Command::Send { message: message(Scope::Public, "Which browser?"), remind_at: Some(remind_at) }
}

fn p3() -> Command {
    Command::Classify {
        nature: Nature::FunctionalDefect,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::Medium,
        reason: None,
        agreed: None,
    }
}

async fn entries(world: &World, number: Number) -> Vec<Entry> {
    world.sees("marit", number).await.unwrap().entries
}

fn breaches(entries: &[Entry], of: Metric) -> Vec<Timestamp> {
    let is_it =
        |entry: &&Entry| matches!(entry.fact, Fact::Breached { metric, .. } if metric == of);
    entries.iter().filter(is_it).map(|entry| entry.at).collect()
}

async fn clock_rows(world: &World, number: Number) -> Vec<ClockRow> {
    let id = world.id(number).await;
    world.desk.store().read(move |tx| clocks::of(tx, id)).await.unwrap()
}

/// The agency is changed: `text` instead of what stood there.
async fn change(world: &World, from: &str, to: &str, wish: Wish) {
    assert!(AGENCY.contains(from), "{from}");
    let file = File { name: "agency.toml".to_owned(), text: AGENCY.replace(from, to) };
    let applied =
        config::apply(world.desk.store(), &[file], wish, &Actor::Piket, world.now()).await;
    if let Err(error) = applied {
        panic!("{error}: {:?}", error.findings());
    }
}

both_engines! {
    thread_12_a_week_of_waiting_for_the_client_breaks_no_promise(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        let question = ask(world, 1);
        world.does("ilse", number, question).await;
        // Much longer, and a silent client would have been told that it closes.
        world.live(7 * 24 * 60).await;
        let entries = entries(world, number).await;
        assert_eq!(breaches(&entries, Metric::Restore), []);
        let restore = clock_rows(world, number).await;
        let restore = restore.iter().find(|row| row.metric == Metric::Restore).unwrap();
        assert_eq!((restore.state, restore.limit_at), (ClockState::Paused, None));
        assert!(world.letters_to("henk").len() > 1, "and the client is asked again");
    }

    thread_17_the_figures_of_what_is_closed_are_all_there(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.live(20).await.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        world.does("ilse", number, say("We kijken ernaar.")).await;
        world.live(60).await;
        world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Answered))).await;
        world.does("henk", number, Command::Confirm).await;
        let rows = clock_rows(world, number).await;
        let seen: Vec<_> = rows.iter().map(|row| (row.metric, row.state, row.used.seconds())).collect();
        let expected =
            [(Metric::Reaction, ClockState::Met, 20 * 60), (Metric::Restore, ClockState::Met, 80 * 60)];
        assert_eq!(seen, expected);
        assert!(rows.iter().all(|row| row.stopped_at.is_some() && row.due_at.is_some()));
    }

    thread_18_an_agreement_that_is_retired_still_holds_for_what_was_reported_under_it(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        let due = clock_rows(world, number).await[0].due_at.unwrap();
        // Everything of the client now counts by the other agreement, and the old one is gone.
        change(world, "agreement = \"office\"", "agreement = \"gold\"", Wish::default()).await;
        let start = AGENCY.find("[[agreement]]\nkey = \"office\"").unwrap();
        let end = start + AGENCY[start..].find("[[check]]").unwrap();
        let text = AGENCY.replace(&AGENCY[start..end], "");
        let text = text.replace("agreement = \"office\"", "agreement = \"gold\"");
        let file = File { name: "agency.toml".to_owned(), text };
        let wish = Wish { prune: true };
        config::apply(world.desk.store(), &[file], wish, &Actor::Piket, world.now()).await.unwrap();
        world.live(0).await;
        let fresh = world.reports("henk", "Nu ook de lijst").await;
        world.live(3 * 24 * 60).await;
        let old = entries(world, number).await;
        assert_eq!(breaches(&old, Metric::Reaction), [due], "as it was promised");
        assert_eq!(breaches(&old, Metric::Resolution), [], "which that agreement never promised");
        let now = entries(world, fresh).await;
        assert_eq!(breaches(&now, Metric::Reaction).len(), 1, "by the new one, day and night");
        assert!(breaches(&now, Metric::Reaction)[0] > due - SignedDuration::from_hours(3));
    }

    thread_18_hours_that_change_move_deadlines_and_nothing_stale_fires(world) {
        // Reported at 10:00, due at 14:00. At half past ten the office closes until noon.
        let number = world.reports("henk", "De kaart is leeg").await;
        world.live(30).await;
        change(
            world,
            "weekly = { mon = [\"09:00-17:00\"], tue = [\"09:00-17:00\"]",
            "weekly = { mon = [\"12:00-20:00\"], tue = [\"12:00-20:00\"]",
            Wish::default(),
        )
        .await;
        world.live(24 * 60).await;
        let found = breaches(&entries(world, number).await, Metric::Reaction);
        assert_eq!(found, ["2026-03-10T14:30:00Z".parse::<Timestamp>().unwrap()]);
    }

    thread_19_a_duplicate_escalates_no_more(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.live(5).await.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        let reason = "the same as another".to_owned();
        let kind = piket_core::incident::CancelKind::Duplicate;
        world.does("ilse", number, Command::Cancel { kind, reason }).await;
        let letters = world.mailbox.letters().len();
        world.live(30 * 24 * 60).await;
        assert_eq!(world.mailbox.letters().len(), letters);
        assert_eq!(world.desk.next_due().await.unwrap(), None);
    }

    thread_20_whichever_door_it_came_in_by_the_first_response_is_awaited(world) {
        let by_check = world.goes_down("shop-home").await;
        let by_client = world.reports("henk", "De kaart is leeg").await;
        for number in [by_check, by_client] {
            let rows = clock_rows(world, number).await;
            assert_eq!((rows[0].metric, rows[0].state), (Metric::Reaction, ClockState::Running));
            assert!(rows[0].due_at.is_some());
        }
    }

    thread_25_who_writes_at_once_waits_in_line_and_no_pause_counts_twice(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        let id = world.id(number).await;
        let question = ask(world, 1);
        world.does("ilse", number, question).await;
        world.live(60).await;
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..20 {
            let (who, command) = match writer % 3 {
                0 => ("henk", Command::Receive(message(Scope::Public, "Firefox"))),
                1 => ("ilse", ask(world, 1)),
                _ => ("tom", say("We kijken ernaar.")),
            };
            let (who, desk, now) = (world.who(who), world.desk.clone(), world.now());
            writers.spawn(async move { desk.act(&who, id, command, None, now).await });
        }
        let done = writers.join_all().await.into_iter().flatten().count();
        assert!(done > 0);
        let entries = entries(world, number).await;
        let seqs: Vec<u32> = entries.iter().map(|entry| entry.seq).collect();
        assert_eq!(seqs, (1..=u32::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
        world.does("henk", number, Command::Receive(message(Scope::Public, "En nu?"))).await;
        let rows = clock_rows(world, number).await;
        let restore = rows.iter().find(|row| row.metric == Metric::Restore).unwrap();
        assert_eq!((restore.state, restore.used.seconds()), (ClockState::Running, 0));
    }

    thread_27_each_threshold_has_one_letter_whatever_restarts_in_between(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        for _ in 0..60 {
            world.sleep(90);
            world.live(0).await;
            world.live(0).await;
        }
        let entries = entries(world, number).await;
        let warned: Vec<_> = entries
            .iter()
            .filter(|entry| matches!(entry.fact, Fact::Warned { .. }))
            .map(|entry| format!("{:?}", entry.fact))
            .collect();
        let once: BTreeSet<_> = warned.iter().collect();
        assert_eq!(once.len(), warned.len(), "{warned:?}");
        let letters: Vec<_> = world.mailbox.to("ilse@studiokade.example");
        let alarms = letters.iter().filter(|mail| {
            mail.id.starts_with("warning.") || mail.id.starts_with("breach.")
        });
        let breached = breaches(&entries, Metric::Reaction).len() + breaches(&entries, Metric::Restore).len();
        assert_eq!(breached, 2);
        let count = alarms.count();
        assert!((2..=warned.len() + breached).contains(&count), "{count} letters, {warned:?}");
    }

    thread_28_a_target_that_is_edited_changes_nothing_about_what_is_closed(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        world.live(20).await.does("ilse", number, p3()).await.does("ilse", number, take()).await;
        world.does("ilse", number, say("We kijken ernaar.")).await;
        world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Answered))).await;
        world.does("henk", number, Command::Confirm).await;
        let before = clock_rows(world, number).await;
        let shorter = "{ metric = \"reaction\", priority = 3, minutes = 1 },\n  { metric = \"restore\", priority = 1, minutes = 480 }";
        let was = "{ metric = \"reaction\", priority = 3, minutes = 240 },\n  { metric = \"restore\", priority = 1, minutes = 480 }";
        change(world, was, shorter, Wish::default()).await;
        world.live(24 * 60).await;
        world.desk.rebuild(world.now()).await.unwrap();
        assert_eq!(clock_rows(world, number).await, before);
        assert_eq!(breaches(&entries(world, number).await, Metric::Reaction), []);
        let fresh = world.reports("henk", "Nu de lijst").await;
        let promised = clock_rows(world, fresh).await[0].promised;
        assert_eq!(promised.full_minutes(), 1, "what is reported from now on is judged by it");
    }
}
