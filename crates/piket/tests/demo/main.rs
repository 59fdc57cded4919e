//! The demo's past: it is made by the real engine, without a wish that the desk refuses.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this is test code, also where it is no test itself"
)]

use jiff::Timestamp;
use piket::demo::{Ports, agency, history};
use piket_core::incident::Actor;
use piket_core::policy::Who;
use piket_core::process::Step;
use piket_engine::{Desk, config};
use piket_store::Store;
use piket_store::incidents::{Filter, Status};

/// A Thursday afternoon.
const TODAY: &str = "2026-11-19T14:30:00+01:00";

async fn told(today: &str, days: i64) -> (tempfile::TempDir, Desk, history::Told) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("piket.db").to_str().unwrap()).unwrap();
    let now: Timestamp = today.parse().unwrap();
    let files = agency::files(&Ports::default());
    let wish = config::Wish::default();
    if let Err(why) = config::apply(&store, &files, wish, &Actor::Piket, now).await {
        let findings: Vec<String> = why.findings().iter().map(ToString::to_string).collect();
        panic!("{why}\n{}", findings.join("\n"));
    }
    let told = history::tell(&store, now, days, "http://127.0.0.1:8080").await.unwrap();
    let chance = std::sync::Arc::new(piket_engine::chance::SystemChance);
    let desk = Desk::open(store, chance).await.unwrap();
    (folder, desk, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn ninety_days_are_told_without_a_refusal_and_lists_show_what_timelines_say() {
    let (_folder, desk, told) = told(TODAY, history::DAYS).await;
    assert_eq!(told.refused, Vec::<String>::new());
    assert!((60..=100).contains(&told.incidents), "{} incidents", told.incidents);
    assert!(told.letters.len() > 500, "{} letters", told.letters.len());

    let verified = desk.verify().await.unwrap();
    assert_eq!(verified.differences, Vec::new());
    assert_eq!(verified.timelines, told.incidents);
}

#[tokio::test(flavor = "multi_thread")]
async fn today_finds_incidents_at_different_steps_and_some_missed_targets_in_the_past() {
    let (_folder, desk, _) = told(TODAY, 16).await;
    let who = Who::from(&desk.directory().people[&"marit".parse().unwrap()]);
    let open = desk.list(&who, Filter::default(), None, 100).await.unwrap().rows;
    let mut steps: Vec<Step> = open.iter().map(|row| row.step).collect();
    steps.sort_unstable();
    steps.dedup();
    for step in [
        Step::Reported,
        Step::Assigning,
        Step::Investigating,
        Step::Developing,
        Step::Agreeing,
        Step::Verifying,
        Step::Resolved,
    ] {
        assert!(steps.contains(&step), "nothing is at {step}: {steps:?}");
    }
    let late = Filter { status: Status::All, breached: true, ..Filter::default() };
    assert!(!desk.list(&who, late, None, 10).await.unwrap().rows.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_can_be_started_on_any_day_and_at_any_hour() {
    for today in [
        "2026-11-22T03:10:00+01:00", // a Sunday night
        "2026-11-23T08:05:00+01:00", // a Monday morning
        "2026-12-26T23:50:00+01:00", // a holiday
        "2026-03-29T03:30:00+02:00", // half an hour after the clocks went forward
        "2026-10-25T02:30:00+01:00", // within the hour that there was twice
        "2026-05-05T12:00:00+02:00",
    ] {
        let (_folder, desk, told) = told(today, 9).await;
        assert_eq!(told.refused, Vec::<String>::new(), "{today}");
        let who = Who::from(&desk.directory().people[&"marit".parse().unwrap()]);
        let open = desk.list(&who, Filter::default(), None, 100).await.unwrap().rows;
        assert!(open.len() >= 8, "{today}: {} are open", open.len());
    }
}
