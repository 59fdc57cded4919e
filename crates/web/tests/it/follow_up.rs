//! A trouble that is back when the earlier incident can no longer be opened again: by the portal, by
//! the desk and by program, and only ever within one client.

use axum::http::StatusCode;
use piket_core::incident::{Command, ResolutionKind};
use piket_core::key::Number;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use piket_testkit::solved;
use serde_json::json;

use crate::house::{Browser, House};

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// An incident of the bakery that was closed.
async fn closed(house: &mut House) -> Number {
    let number = house.world.reports("fatima", "De webshop is traag").await;
    let classify = Command::Classify {
        nature: Nature::Performance,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::Medium,
        reason: None,
        agreed: None,
    };
    house.world.does("ilse", number, classify).await;
    house.world.does("ilse", number, Command::Take { reason: String::new() }).await;
    house.world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Answered))).await;
    let waive = Command::WaivePrevention { reason: "once only".to_owned() };
    house.world.does("marit", number, waive).await;
    house.world.does("fatima", number, Command::Confirm).await;
    assert_eq!(house.world.state(number).await.step, Step::Closed);
    number
}

/// The same, three weeks ago: nothing can be opened again by now.
async fn closed_long_ago(house: &mut House) -> Number {
    let number = closed(house).await;
    house.world.live(21 * 24 * 60).await;
    number
}

fn report<'a>(summary: &'a str, earlier: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "incident"),
        ("application", "shop"),
        ("summary", summary),
        ("impact", "2"),
        ("urgency", "2"),
        ("details", "Sinds vanochtend weer."),
        ("follow_up_of", earlier),
    ]
}

#[tokio::test]
async fn a_client_reports_a_follow_up_from_the_old_incident_and_both_lead_to_the_other() {
    let mut house = House::new().await;
    let earlier = closed_long_ago(&mut house).await.to_string();
    let mut fatima = house.browser("fatima").await;
    let old = page(&mut fatima, &format!("/portal/incidents/{earlier}")).await;
    let address = format!("/portal/report?follow_up_of={earlier}");
    assert!(old.contains(&address), "{old}");
    assert!(!old.contains("id=\"reply\""), "nobody would read a reply there");
    let form = page(&mut fatima, &address).await;
    assert!(form.contains("De webshop is traag") && form.contains("Een vervolg melden"));
    assert!(form.contains(&format!("name=\"follow_up_of\" value=\"{earlier}\"")), "{form}");

    let sent = fatima.post("/portal/report", &report("Weer traag", &earlier)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let new = page(&mut fatima, sent.header("location")).await;
    assert!(new.contains("Dit is een vervolg op") && new.contains(&earlier), "{new}");
    let old = page(&mut fatima, &format!("/portal/incidents/{earlier}")).await;
    assert!(old.contains("Hierop kwam een vervolg") && old.contains("Weer traag"), "{old}");
    let (later, state) = house.world.open_incidents().await.remove(0);
    assert_eq!(state.links.follow_up_of().count(), 1);
    let mut ilse = house.browser("ilse").await;
    let desk = page(&mut ilse, &format!("/incidents/{later}")).await;
    assert!(desk.contains(&format!("Follow-up of: {earlier}")), "{desk}");
    let desk = page(&mut ilse, &format!("/incidents/{earlier}")).await;
    assert!(desk.contains(&format!("Followed up by: {later}")), "{desk}");
    assert!(desk.contains(&format!("{later} follows this up")), "the timeline tells it too");
}

#[tokio::test]
async fn words_that_come_too_late_stand_in_the_form_of_a_follow_up_and_are_not_lost() {
    let mut house = House::new().await;
    let earlier = closed_long_ago(&mut house).await;
    let mut fatima = house.browser("fatima").await;
    for (what, field) in [("reply", "text"), ("reopen", "reason")] {
        let address = format!("/portal/incidents/{earlier}/{what}");
        let answer = fatima.post(&address, &[(field, "De kassa hapert opnieuw.")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{what}");
        let shown = answer.text();
        assert!(shown.contains("De kassa hapert opnieuw.</textarea>"), "{what}: {shown}");
        assert!(shown.contains(&format!("name=\"follow_up_of\" value=\"{earlier}\"")), "{shown}");
        assert!(shown.contains("kan niet meer worden heropend"), "it is said why: {shown}");
    }
    assert!(!house.world.state(earlier).await.client_waits, "nothing waits where nobody looks");
    let fatima = house.program("fatima").await;
    let answer = fatima.post(&format!("/incidents/{earlier}/messages"), json!({"body": "x"})).await;
    let (_, code) = answer.problem();
    assert_eq!(code, "too_late");
}

#[tokio::test]
async fn the_desk_fills_in_a_follow_up_with_what_the_earlier_one_tells() {
    let mut house = House::new().await;
    let earlier = closed_long_ago(&mut house).await;
    let mut ilse = house.browser("ilse").await;
    let old = page(&mut ilse, &format!("/incidents/{earlier}")).await;
    let address = format!("/incidents/new?follow_up_of={earlier}");
    assert!(old.contains(&address) && !old.contains("act=reopen"), "{old}");
    let form = page(&mut ilse, &address).await;
    for told in
        ["value=\"shop\" selected", "value=\"fatima\" selected", "value=\"De webshop is traag\""]
    {
        assert!(form.contains(told), "{told} is missing: {form}");
    }
    let late =
        ilse.post(&format!("/incidents/{earlier}/reopen"), &[("reason", "it is back")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = late.text();
    assert!(shown.contains("The time to reopen this has passed"), "{shown}");
    assert!(shown.contains("it is back") && shown.contains(&address), "{shown}");

    let number = earlier.to_string();
    let fields = [
        ("whose", "shop"),
        ("caller", "fatima"),
        ("summary", "Slow again"),
        ("channel", "phone"),
        ("impact", "2"),
        ("urgency", "2"),
        ("nature", ""),
        ("details", ""),
        ("follow_up_of", number.as_str()),
    ];
    let answer = ilse.post("/incidents/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let new = page(&mut ilse, answer.header("location")).await;
    assert!(new.contains(&format!("This is a follow-up of {earlier}")), "{new}");
}

#[tokio::test]
async fn a_program_reports_a_follow_up_and_reads_the_link_from_both_ends() {
    let mut house = House::new().await;
    let open = closed(&mut house).await.to_string();
    let fatima = house.program("fatima").await;
    let body = |earlier: &str| json!({"summary": "Weer traag", "application": "shop", "follow_up_of": earlier});
    let (_, code) = fatima.post("/incidents", body(&open)).await.problem();
    assert_eq!(code, "still_reopens", "that keeps the story together");
    house.world.live(21 * 24 * 60).await;
    let fatima = house.program("fatima").await;
    let made = fatima.post("/incidents", body(&open)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(made["links"][0]["is"], "follow_up_of");
    assert_eq!(made["links"][0]["number"], open.as_str());
    let old = fatima.get(&format!("/incidents/{open}")).await.json();
    assert_eq!(old["links"][0]["is"], "followed_up_by");
    assert_eq!(old["links"][0]["number"], made["number"]);
    let lines = fatima.get(&format!("/incidents/{open}/timeline")).await.text();
    assert!(lines.contains("followed_up_by"), "{lines}");
}

#[tokio::test]
async fn nobody_follows_up_what_another_client_had_and_learns_nothing_by_trying() {
    let mut house = House::new().await;
    let earlier = closed_long_ago(&mut house).await.to_string();
    let mut henk = house.browser("henk").await;
    let address = format!("/portal/report?follow_up_of={earlier}");
    assert_eq!(henk.get(&address).await.status, StatusCode::NOT_FOUND);
    let form = [("kind", "question"), ("summary", "hallo"), ("follow_up_of", earlier.as_str())];
    let answer = henk.post("/portal/report", &form).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text());
    let henk = house.program("henk").await;
    let body = json!({"summary": "x", "application": "loket", "follow_up_of": earlier});
    let answer = henk.post("/incidents", body).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text());
    assert!(house.world.open_incidents().await.is_empty());
}

#[tokio::test]
async fn a_follow_up_stays_within_one_client_also_when_one_of_ours_links_by_hand() {
    let mut house = House::new().await;
    let earlier = closed_long_ago(&mut house).await;
    let ilse = house.program("ilse").await;
    let other = ilse.post("/incidents", json!({"summary": "Elsewhere", "client": "oosterveld"}));
    let other = other.await.json()["number"].as_str().unwrap().to_owned();
    let link = json!({"with": other, "is": "followed_up_by"});
    let answer = ilse.post(&format!("/incidents/{earlier}/links"), link).await;
    assert_eq!(answer.problem().1, "other_client");
}
