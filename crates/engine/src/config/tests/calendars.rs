//! How hours that change leave alone what was counted before.

use piket_core::calendar::{CalendarVersion, WorkingTime};

use super::*;

const MORE: &str = "[[calendar]]\nkey = \"desk\"\nname = \"Desk\"\ntz = \"Europe/Amsterdam\"\n";

fn desk(versions: &str) -> Vec<File> {
    vec![file("desk.toml", &format!("{MORE}{versions}"))]
}

fn open(hours: &str) -> Vec<File> {
    desk(&format!("[[calendar.versions]]\nweekly = {{ mon = [{hours:?}], tue = [{hours:?}] }}\n"))
}

fn week_later() -> Timestamp {
    "2026-03-09T11:00:00Z".parse().unwrap()
}

/// The versions of the calendar as they are stored.
async fn versions(house: &House) -> Vec<CalendarVersion> {
    let (_, directory) = load(&house.store).await.unwrap();
    directory.calendars[&"desk".parse().unwrap()].spec().versions.clone()
}

#[tokio::test]
async fn hours_that_change_count_from_now_on_and_not_before() {
    let house = House::new().await;
    house.apply(&open("09:00-17:00")).await.unwrap();
    house.apply_at(&open("09:00-13:00"), week_later()).await.unwrap();

    assert_eq!(versions(&house).await.len(), 2);
    let (_, directory) = load(&house.store).await.unwrap();
    let calendar = &directory.calendars[&"desk".parse().unwrap()];
    let elapsed = |from: &str, to: &str| {
        calendar.elapsed(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    };
    let day = |day: &str| elapsed(&format!("{day}T00:00:00Z"), &format!("{day}T23:00:00Z"));
    assert_eq!(day("2026-03-02"), WorkingTime::hours(8));
    assert_eq!(day("2026-03-09"), WorkingTime::hours(4));
    assert_eq!(day("2026-03-10"), WorkingTime::hours(4));
}

#[tokio::test]
async fn a_plain_text_of_the_hours_that_hold_changes_nothing_whatever_the_past_was() {
    let house = House::new().await;
    house.apply(&open("09:00-17:00")).await.unwrap();
    house.apply_at(&open("09:00-13:00"), week_later()).await.unwrap();
    let before = house.stored().await;
    house.apply_at(&open("09:00-13:00"), week_later()).await.unwrap();
    assert_eq!(house.stored().await, before);
}

#[tokio::test]
async fn hours_that_lie_ahead_are_as_written() {
    let house = House::new().await;
    house.apply(&open("09:00-17:00")).await.unwrap();
    let ahead = |hours: &str| {
        desk(&format!(
            "[[calendar.versions]]\nweekly = {{ mon = [\"09:00-17:00\"], tue = [\"09:00-17:00\"] }}\n\
             [[calendar.versions]]\neffective_from = 2026-07-01T00:00:00+02:00\n\
             weekly = {{ mon = [{hours:?}] }}\n"
        ))
    };
    house.apply(&ahead("10:00-16:00")).await.unwrap();
    house.apply(&ahead("10:00-15:00")).await.unwrap();
    let versions = versions(&house).await;
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].weekly.mon[0].to_string(), "10:00-15:00");

    let before = house.stored().await;
    let august = "2026-08-01T00:00:00Z".parse().unwrap();
    house.apply_at(&ahead("10:00-15:00"), august).await.unwrap();
    assert_eq!(house.stored().await, before, "what lay ahead has become the past as it was");
}

#[tokio::test]
async fn hours_said_to_start_in_the_past_start_now_with_a_warning() {
    let house = House::new().await;
    house.apply(&open("09:00-17:00")).await.unwrap();
    let backdated = desk(
        "[[calendar.versions]]\nweekly = { mon = [\"09:00-17:00\"], tue = [\"09:00-17:00\"] }\n\
         [[calendar.versions]]\neffective_from = 2026-03-03T00:00:00+01:00\n\
         weekly = { mon = [\"10:00-12:00\"] }\n",
    );
    let applied = house.apply_at(&backdated, week_later()).await.unwrap();
    assert!(applied.warnings.iter().any(|it| it.text.contains("count from now on")));
    let versions = versions(&house).await;
    assert_eq!(versions[1].effective_from, Some(week_later()));
}

#[tokio::test]
async fn a_calendar_cannot_move_to_another_zone() {
    let house = House::new().await;
    house.apply(&open("09:00-17:00")).await.unwrap();
    let text = open("09:00-17:00")[0].text.replace("Europe/Amsterdam", "Europe/London");
    let error = house.apply(&[file("desk.toml", &text)]).await.unwrap_err();
    let told = error.findings()[0].to_string();
    assert!(
        told.contains("calendar desk (desk.toml:1): tz: its zone was Europe/Amsterdam"),
        "{told}"
    );
}

#[tokio::test]
async fn holidays_are_extended_when_they_would_run_out_and_not_before() {
    let house = House::new().await;
    house.apply(&agency()).await.unwrap();
    let before = house.stored().await;
    let next_year = "2027-03-02T08:00:00Z".parse().unwrap();
    house.apply_at(&agency(), next_year).await.unwrap();
    assert_eq!(house.stored().await, before);

    let in_2031 = "2031-03-03T08:00:00Z".parse().unwrap();
    let applied = house.apply_at(&agency(), in_2031).await.unwrap();
    let changed = applied.changes.iter().filter(|it| it.what != What::Unchanged).count();
    assert_eq!(changed, 1, "{:?}", applied.changes);
    let directory = load(&house.store).await.unwrap().1;
    let versions = &directory.calendars[&"shop-hours".parse().unwrap()].spec().versions;
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].effective_from, Some(in_2031));
    assert_eq!(versions[1].holidays.last_key_value().unwrap().0.year(), 2036);
}
