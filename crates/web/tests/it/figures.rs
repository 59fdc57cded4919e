//! Service levels at the doors: pages of the desk, the client's portal, the API, the file.

use axum::http::{StatusCode, header};
use piket_testkit::at;
use serde_json::json;

use crate::house::House;

/// A house in April, with an outage of the shop in March.
async fn in_april() -> House {
    let mut house = House::new().await;
    house.world.goes_down("shop-home").await;
    house.world.live(60).await;
    house.world.comes_back("shop-home").await;
    house.world.live_until(at("2026-04-02T09:00:00Z")).await;
    house
}

const OUTAGE: [(&str, &str); 6] = [
    ("kind", "outage"),
    ("from", "2026-03-12T10:00"),
    ("until", "2026-03-12T13:00"),
    ("text", "Nobody could order"),
    ("evidence", "INC-1001"),
    ("category", ""),
];

#[tokio::test]
async fn every_application_stands_with_its_month_and_leads_to_its_year_and_each_month() {
    let house = in_april().await;
    let mut ilse = house.browser("ilse").await;
    let all = ilse.get("/figures").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.text().contains("/applications/shop/figures"), "{}", all.text());
    let year = ilse.get("/applications/shop/figures").await.text();
    assert!(year.contains("March 2026") && year.contains("April 2026"), "{year}");
    let long_ago = "/applications/shop/figures/2025-05";
    assert!(!year.contains(long_ago), "nothing is known of it, so it is not in the way");
    assert!(year.contains("/applications/shop/figures/2026-03"));
    let month = ilse.get("/applications/shop/figures/2026-03").await;
    assert_eq!(month.status, StatusCode::OK);
    assert!(month.text().contains("INC-1001"), "the outage names its incident");
    assert!(month.body.len() < 50_000);
    for wrong in ["/applications/shop/figures/2026-13", "/applications/nothing/figures"] {
        assert_eq!(ilse.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn the_file_has_a_line_for_each_month_and_figure() {
    let house = in_april().await;
    let mut ilse = house.browser("ilse").await;
    let file = ilse.get("/applications/shop/figures.csv").await;
    assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    let text = file.text();
    assert!(text.starts_with("month,version,figure,of,raw,corrected,n\n"));
    assert!(text.lines().any(|line| line == "2026-03,,incidents,,1,1,"), "{text}");
    let downtime = text.lines().find(|line| line.starts_with("2026-03,,downtime_s,,"));
    assert!(downtime.is_some_and(|line| !line.contains(",0,0,")), "{text}");
}

#[tokio::test]
async fn a_manager_freezes_a_month_and_an_engineer_cannot() {
    let house = in_april().await;
    let freeze = "/applications/shop/figures/2026-03/freeze";
    let mut ilse = house.browser("ilse").await;
    assert_eq!(ilse.post(freeze, &[]).await.status, StatusCode::FORBIDDEN);
    let mut marit = house.browser("marit").await;
    let done = marit.post(freeze, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = marit.get("/applications/shop/figures/2026-03?done=frozen").await.text();
    assert!(page.contains("frozen, version 1"), "{page}");
    let early = marit.post("/applications/shop/figures/2026-04/freeze", &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("not over yet"));
}

#[tokio::test]
async fn a_form_that_is_refused_comes_back_as_it_was_typed() {
    let house = in_april().await;
    let mut ilse = house.browser("ilse").await;
    let mut silent = OUTAGE;
    silent[4] = ("evidence", "");
    let refused = ilse.post("/applications/shop/notes", &silent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("Nobody could order") && text.contains("2026-03-12T10:00"), "{text}");
    assert!(text.contains("f-evidence-error"), "it is said at the field");
    let mut wrong = OUTAGE;
    wrong[1] = ("from", "yesterday");
    let refused = ilse.post("/applications/shop/notes", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("f-from-error"));
}

#[tokio::test]
async fn an_outage_is_written_down_by_one_and_agreed_to_by_another_on_the_page() {
    let house = in_april().await;
    let mut ilse = house.browser("ilse").await;
    let written = ilse.post("/applications/shop/notes", &OUTAGE).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    let mut marit = house.browser("marit").await;
    let page = marit.get("/applications/shop/figures").await.text();
    assert!(page.contains("waits for somebody to agree"), "{page}");
    let (_, rest) = page.split_once("/applications/shop/notes/").unwrap();
    let (id, _) = rest.split_once('/').unwrap();
    let agree = format!("/applications/shop/notes/{id}/agree");
    assert_eq!(ilse.post(&agree, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(marit.post(&agree, &[]).await.status, StatusCode::SEE_OTHER);
    let month = marit.get("/applications/shop/figures/2026-03").await.text();
    assert!(month.contains("written down by a person"), "{month}");
}

#[tokio::test]
async fn a_client_reads_its_own_months_as_they_were_published_and_no_others() {
    let house = in_april().await;
    let mut marit = house.browser("marit").await;
    marit.post("/applications/shop/figures/2026-03/freeze", &[]).await;
    let mut fatima = house.browser("fatima").await;
    let list = fatima.get("/portal/figures").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text().contains("Webshop") && !list.text().contains("Digitaal loket"));
    let month = fatima.get("/portal/figures/shop/2026-03").await;
    assert!(month.text().contains("Gepubliceerd op"), "{}", month.text());
    assert!(month.text().contains("/portal/incidents/INC-1001"));
    assert_eq!(fatima.get("/portal/figures/loket/2026-03").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fatima.get("/figures").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_program_reads_a_month_freezes_it_and_writes_notes() {
    let house = in_april().await;
    let marit = house.program("marit").await;
    let march = marit.get("/applications/shop/figures?month=2026-03").await.json();
    assert_eq!(march["month"], "2026-03");
    assert_eq!(march["outages"][0]["incidents"], json!(["INC-1001"]));
    assert!(march["availability"]["raw"]["down_s"].as_i64().unwrap() > 3_600);
    assert_eq!(march["frozen_version"], json!(null));
    let wish = json!({"month": "2026-03"});
    let frozen = marit.does("/applications/shop/figures/freeze", wish.clone()).await;
    assert_eq!(frozen, json!({"version": 1, "is_new": true}));
    let again = marit.does("/applications/shop/figures/freeze", wish).await;
    assert_eq!(again["is_new"], false);

    let work = json!({
        "kind": "maintenance", "from": "2026-04-05T20:00:00Z", "until": "2026-04-05T22:00:00Z",
        "text": "New server"
    });
    let note = marit.does("/applications/shop/notes", work).await;
    assert_eq!(note["standing"], "counts");
    let id = note["id"].as_str().unwrap();
    let longer = json!({"until": "2026-04-05T23:00:00Z", "reason": "more to do"});
    let moved = marit.does(&format!("/applications/shop/notes/{id}/move"), longer).await;
    assert_eq!(moved["until"], "2026-04-05T23:00:00Z");
    let back = json!({"reason": "not this week"});
    let gone = marit.does(&format!("/applications/shop/notes/{id}/withdraw"), back).await;
    assert_eq!(gone["standing"], "withdrawn");
    let silent = json!({
        "kind": "outage", "from": "2026-03-12T09:00:00Z", "until": "2026-03-12T12:00:00Z",
        "text": "down"
    });
    let refused = marit.post("/applications/shop/notes", silent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let henk = house.program("henk").await;
    for path in ["/applications/shop/figures", "/applications/shop/notes"] {
        assert_eq!(henk.get(path).await.problem(), (404, "not_found".to_owned()), "{path}");
    }
    let freeze = json!({"month": "2026-03"});
    let denied = henk.post("/applications/loket/figures/freeze", freeze).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}
