//! The generic intake: trouble is told once or often, well or badly; nothing is lost.

use axum::body::Body;
use axum::http::{Method, Request};
use piket_store::deliveries::{self, Delivery, Outcome};
use serde_json::{Value, json};

use crate::house::{Answer, House};

async fn says(house: &House, secret: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(format!("/intake/{secret}")).body(body.into()).unwrap();
    house.answer(request).await
}

async fn kept(house: &House) -> Vec<Delivery> {
    let read = |tx: &mut piket_store::ReadTx<'_>| deliveries::list(tx, None, None, 100);
    house.world.desk.reader().read(read).await.unwrap()
}

fn trouble(key: &str) -> Value {
    json!({
        "action": "open", "key": key, "summary": "Disk is full", "severity": "critical",
        "details": "/var 100 %", "application": "shop", "component": "hosting",
        "nature": "outage", "happened_at": "2026-03-10T08:55:00Z", "host": "web-1"
    })
}

#[tokio::test]
async fn trouble_opens_an_incident_once_and_its_end_is_told_to_the_same() {
    let mut house = House::new().await;
    let secret = house.intake("nagios", None).await;
    let opened = says(&house, &secret, trouble("disk/web-1").to_string()).await;
    assert_eq!(opened.status, 202, "{}", opened.text());
    assert_eq!(opened.json(), json!({"outcome": "opened", "incident": "INC-1001"}));
    for _ in 0..3 {
        let again = says(&house, &secret, trouble("disk/web-1").to_string()).await;
        assert_eq!(again.json(), json!({"outcome": "counted", "incident": "INC-1001"}));
    }
    let over = json!({"action": "resolve", "key": "disk/web-1"});
    let request = Request::builder().method(Method::PUT).uri(format!("/intake/{secret}"));
    let over = house.answer(request.body(Body::from(over.to_string())).unwrap()).await;
    assert_eq!(over.json(), json!({"outcome": "recovered", "incident": "INC-1001"}));
    let again = json!({"action": "resolve", "key": "disk/web-1"});
    let again = says(&house, &secret, again.to_string()).await;
    assert_eq!(again.json(), json!({"outcome": "nothing_open", "incident": null}));

    let incidents = house.program("ilse").await.get("/incidents?status=all").await.json();
    assert_eq!(incidents["incidents"].as_array().unwrap().len(), 1);
    let incident = house.program("ilse").await.get("/incidents/INC-1001").await.json();
    assert_eq!(incident["classification"]["nature"], "outage");
    assert_eq!(incident["classification"]["component"], "hosting");
    assert_eq!(incident["onset_at"], "2026-03-10T08:55:00Z");
    let mut outcomes: Vec<Outcome> = kept(&house).await.iter().map(|it| it.outcome).collect();
    outcomes.reverse();
    let mut expected = vec![Outcome::Accepted; 5];
    expected.push(Outcome::Ignored);
    assert_eq!(outcomes, expected);
    house.world.ends_well().await;
}

#[tokio::test]
async fn what_was_sent_stands_in_the_evidence_with_every_field_that_we_do_not_know() {
    let house = House::new().await;
    let secret = house.intake("nagios", None).await;
    says(&house, &secret, trouble("disk/web-1").to_string()).await;
    let ilse = house.program("ilse").await;
    let timeline = ilse.get("/incidents/INC-1001/timeline").await.json();
    let entries = timeline["entries"].as_array().unwrap();
    let evidence = entries.iter().find(|line| line["kind"] == "evidence_added").unwrap();
    let id = evidence["fact"]["id"].as_str().unwrap();
    let body = ilse.get(&format!("/incidents/INC-1001/evidence/{id}")).await.json();
    assert_eq!(body["host"], "web-1");
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_with_the_reason_and_kept() {
    let mut house = House::new().await;
    let secret = house.intake("nagios", None).await;
    let unknown = json!({"key": "a", "summary": "x", "application": "nothing"}).to_string();
    let nobodys = json!({"key": "a", "summary": "x"}).to_string();
    let no_key = json!({"key": " ", "application": "shop"}).to_string();
    let long = json!({"key": "k".repeat(501), "application": "shop"}).to_string();
    let severe = json!({"key": "a", "severity": "bad", "application": "shop"}).to_string();
    for (body, status, code) in [
        ("{\"key\": ", 400, "malformed"),
        ("", 400, "malformed"),
        ("[]", 422, "unreadable"),
        ("{}", 422, "unreadable"),
        (&severe, 422, "unreadable"),
        (&no_key, 422, "missing"),
        (&long, 422, "unreadable"),
        (&unknown, 422, "unknown"),
        (&nobodys, 422, "missing"),
    ] {
        house.world.sleep(1);
        let answer = says(&house, &secret, body.to_owned()).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{body}");
        let newest = kept(&house).await.remove(0);
        assert_eq!(newest.outcome, Outcome::Refused, "{body}");
        assert_eq!(newest.size_bytes, body.len() as u64, "{body}");
        assert!(!newest.reason.is_empty(), "{body}");
    }
    let answer = says(&house, &secret, vec![0xff, 0xfe, 0x00]).await;
    assert_eq!(answer.problem(), (400, "malformed".to_owned()));
    let deep = says(&house, &secret, "[".repeat(500_000)).await;
    assert_eq!(deep.problem().0, 400);
    assert_eq!(kept(&house).await.len(), 11);
    let page = house.program("ilse").await.get("/incidents?status=all").await.json();
    assert_eq!(page["incidents"], json!([]));
}

#[tokio::test]
async fn a_wrong_token_finds_nothing_and_leaves_nothing() {
    let house = House::new().await;
    let api = house.program("ilse").await.token;
    for secret in ["pi_wrong", "x", "%00", api.as_str()] {
        let answer = says(&house, secret, trouble("a").to_string()).await;
        assert_eq!(answer.problem(), (404, "not_found".to_owned()), "{secret}");
    }
    let secret = house.intake("nagios", None).await;
    let as_api = crate::house::Program::with(&house, &secret);
    assert_eq!(as_api.get("/me").await.problem(), (401, "no_token".to_owned()));
    assert!(kept(&house).await.is_empty());
}

#[tokio::test]
async fn more_than_a_megabyte_is_too_large_and_a_megabyte_is_not() {
    let house = House::new().await;
    let secret = house.intake("nagios", None).await;
    let mut body = trouble("a");
    body["details"] = json!("x".repeat(1024 * 1024));
    let answer = says(&house, &secret, body.to_string()).await;
    assert_eq!(answer.problem(), (413, "too_large".to_owned()));
    body["details"] = json!("x".repeat(1024 * 1024 - 600));
    assert_eq!(says(&house, &secret, body.to_string()).await.status, 202);
}

#[tokio::test]
async fn an_intake_for_one_application_speaks_for_no_other() {
    let house = House::new().await;
    let shop = house.intake("uptime", Some("shop")).await;
    let loket = house.intake("uptime", Some("loket")).await;
    let plain = json!({"key": "down", "summary": "It is down"}).to_string();
    assert_eq!(says(&house, &shop, plain.clone()).await.json()["incident"], "INC-1001");
    let other = says(&house, &loket, plain.clone()).await.json();
    assert_eq!(other, json!({"outcome": "opened", "incident": "INC-1002"}), "keys do not mix");
    let crossed = json!({"key": "b", "application": "loket"}).to_string();
    assert_eq!(says(&house, &shop, crossed).await.problem(), (422, "unknown".to_owned()));
    let over = json!({"action": "resolve", "key": "down"}).to_string();
    assert_eq!(says(&house, &loket, over).await.json()["incident"], "INC-1002");
}

#[tokio::test]
async fn an_intake_that_is_called_check_does_not_speak_for_our_checks() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await.to_string();
    let secret = house.intake("check", None).await;
    let over = json!({"action": "resolve", "key": "shop-home"}).to_string();
    let answer = says(&house, &secret, over).await.json();
    assert_eq!(answer, json!({"outcome": "nothing_open", "incident": null}));
    let incident = house.program("ilse").await.get(&format!("/incidents/{number}")).await.json();
    assert_eq!(incident["restored_at"], Value::Null);
}

#[tokio::test]
async fn information_opens_nothing() {
    let house = House::new().await;
    let secret = house.intake("nagios", Some("shop")).await;
    let body = json!({"key": "backup", "summary": "Backup done", "severity": "info"});
    let answer = says(&house, &secret, body.to_string()).await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json(), json!({"outcome": "only_information", "incident": null}));
}
