//! Clocks that explain themselves, by page and by API; the queue by urgency; and the night.

use axum::http::StatusCode;
use serde_json::json;

use crate::house::{Browser, House};

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    assert!(answer.body.len() < 50_000, "{address}: {} bytes", answer.body.len());
    answer.text()
}

/// Ilse takes it and asks the client something: what waits for the client stands still.
async fn asked(house: &mut House) -> String {
    let number = house.world.goes_down("shop-home").await.to_string();
    let ilse = house.program("ilse").await;
    ilse.takes(&number).await;
    let lower =
        json!({"nature": "outage", "impact": 2, "urgency": 2, "reason": "only some orders"});
    ilse.does(&format!("/incidents/{number}/classify"), lower).await;
    let question = json!({"body": "Which browser?", "remind_at": "2026-03-12T09:00:00Z"});
    ilse.does(&format!("/incidents/{number}/messages"), question).await;
    house.world.live(30).await;
    number
}

#[tokio::test]
async fn every_clock_has_a_page_that_tells_how_it_came_about() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    house.world.live(10).await;
    let mut ilse = house.browser("ilse").await;
    let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
    let address = format!("/incidents/{number}/clocks/reaction");
    assert!(shown.contains(&address), "the card leads to the reason");
    let why = page(&mut ilse, &address).await;
    for told in ["clock-picture", "with the alert of the monitoring", "By the agreement", "<tfoot>"]
    {
        assert!(why.contains(told), "{told} is missing: {why}");
    }
    let missing = ilse.get(&format!("/incidents/{number}/clocks/limbo")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_client_reads_its_own_clocks_in_its_own_words_and_no_name_of_ours() {
    let mut house = House::new().await;
    let number = asked(&mut house).await;
    let mut fatima = house.browser("fatima").await;
    let shown = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
    let address = format!("/portal/incidents/{number}/clocks/resolution");
    assert!(shown.contains(&address), "{shown}");
    let why = page(&mut fatima, &address).await;
    assert!(why.contains("wij wachten op u") || why.contains("we are waiting for you"), "{why}");
    assert!(!why.contains("only some orders"), "a reason of ours");
    let mut henk = house.browser("henk").await;
    assert_eq!(henk.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_api_explains_in_lines_and_in_the_language_that_is_asked_for() {
    let mut house = House::new().await;
    let number = asked(&mut house).await;
    let path = format!("/incidents/{number}/clocks/resolution/explanation");
    let ilse = house.program("ilse").await;
    let told = ilse.get(&format!("{path}?language=nl")).await.json();
    let lines = told["lines"].as_array().unwrap();
    let counted: i64 = lines
        .iter()
        .filter(|line| line["kind"] == "counted")
        .map(|line| line["seconds"].as_i64().unwrap())
        .sum();
    assert_eq!(Some(counted), told["used_s"].as_i64());
    let paused = lines.iter().find(|line| line["kind"] == "paused").unwrap();
    assert_eq!((&paused["pause"], &paused["holder_person"]), (&json!("client"), &json!("ilse")));
    let sentences = told["sentences"].to_string();
    assert!(sentences.contains("Gepauzeerd sinds"), "{sentences}");
    assert!(told["essence"].as_array().unwrap().len() <= 3);
    let english = ilse.get(&format!("{path}?language=en")).await.text();
    assert!(english.contains("Paused since"), "{english}");
    let fatima = house.program("fatima").await;
    let theirs = fatima.get(&path).await.text();
    assert!(!theirs.contains("ilse") && !theirs.contains("only some orders"), "{theirs}");
    let henk = house.program("henk").await;
    assert_eq!(henk.get(&path).await.status, StatusCode::NOT_FOUND);
    let none = ilse.get(&format!("/incidents/{number}/clocks/limbo/explanation")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_stands_still_has_a_chip_and_a_section_and_is_found_by_its_address() {
    let mut house = House::new().await;
    let number = asked(&mut house).await;
    let ilse = house.program("ilse").await;
    let paused = ilse.get("/incidents?clock=paused").await.json();
    assert_eq!(paused["incidents"][0]["number"], json!(number));
    assert!(paused["incidents"][0]["paused_at"].is_string());
    let running = ilse.get("/incidents?clock=running").await.json();
    assert_eq!(running["incidents"], json!([]));
    let waiting = ilse.get("/incidents?waiting_on=client").await.json();
    assert_eq!(waiting["incidents"][0]["number"], json!(number));
    let mut browser = house.browser("ilse").await;
    let queue = page(&mut browser, "/incidents").await;
    for address in ["/incidents?clock=paused", "/incidents?view=waiting", "/incidents/tonight"] {
        assert!(queue.contains(address), "{address} is missing");
    }
    let shown = page(&mut browser, "/incidents?clock=paused").await;
    assert!(shown.contains(&number), "{shown}");
}

#[tokio::test]
async fn the_night_lists_what_runs_out_and_apart_what_stands_still() {
    let mut house = House::new().await;
    let paused = asked(&mut house).await;
    let running = house.world.goes_down("shop-host").await.to_string();
    house.world.live(1).await;
    let ilse = house.program("ilse").await;
    let soon = ilse.get("/clocks?limit_before=2036-01-01T00:00:00Z&limit=1").await.json();
    assert_eq!(soon["clocks"][0]["number"], json!(running));
    assert!(soon["count"].as_u64().unwrap() >= 2, "{soon}");
    let next = soon["next"].as_str().unwrap();
    let more = format!("/clocks?limit_before=2036-01-01T00:00:00Z&cursor={next}");
    let more = ilse.get(&more).await.json();
    assert_ne!(more["clocks"][0]["metric"], soon["clocks"][0]["metric"]);
    assert_eq!(ilse.get("/clocks").await.problem().0, 400);
    let wrong = ilse.get("/clocks?limit_before=2036-01-01T00:00:00Z&cursor=x").await;
    assert_eq!(wrong.problem().0, 400);
    let fatima = house.program("fatima").await;
    let denied = fatima.get("/clocks?limit_before=2036-01-01T00:00:00Z").await;
    assert_eq!(denied.problem().0, 403);
    let mut browser = house.browser("ilse").await;
    let night = page(&mut browser, "/incidents/tonight?hours=24").await;
    let (breaks, stands) = night.split_once("tonight-paused").unwrap();
    // Its promised update may be due; none of its clocks is.
    let clock_of = |number: &str| format!("/incidents/{number}/clocks/");
    assert!(breaks.contains(&clock_of(&running)), "{night}");
    assert!(!breaks.contains(&clock_of(&paused)), "{night}");
    assert!(stands.contains(&paused), "{night}");
}
