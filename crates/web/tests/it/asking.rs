//! What programs read: lists with filters and pages, agreements, checks, people, themselves.

use axum::http::StatusCode;
use piket_core::check::Status;
use serde_json::{Value, json};

use crate::house::House;

fn numbers(page: &Value) -> Vec<String> {
    let rows = page["incidents"].as_array().unwrap();
    rows.iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_list_is_read_page_by_page_without_missing_or_repeating_one() {
    let mut house = House::new().await;
    let mut reported = Vec::new();
    for count in 0..7 {
        let number = house.world.reports("fatima", &format!("Order {count} is lost")).await;
        reported.push(number.to_string());
    }
    let ilse = house.program("ilse").await;
    let mut seen = Vec::new();
    let mut address = "/incidents?limit=3".to_owned();
    loop {
        let page = ilse.get(&address).await.json();
        seen.extend(numbers(&page));
        let Some(next) = page["next"].as_str() else { break };
        address = format!("/incidents?limit=3&cursor={next}");
    }
    seen.sort();
    reported.sort();
    assert_eq!(seen, reported);
}

#[tokio::test]
async fn filters_are_joined_and_a_wish_that_is_none_is_refused() {
    let mut house = House::new().await;
    let shop = house.world.reports("fatima", "The shop is slow").await.to_string();
    let loket = house.world.reports("henk", "The map is empty").await.to_string();
    let ilse = house.program("ilse").await;
    ilse.takes(&shop).await;
    for (wish, expected) in [
        ("client=molen", vec![&shop]),
        ("application=loket", vec![&loket]),
        ("holder=ilse", vec![&shop]),
        ("unassigned=true", vec![&loket]),
        ("holder=ilse&client=oosterveld", vec![]),
        ("status=closed", vec![]),
        ("breached=true", vec![]),
    ] {
        let page = ilse.get(&format!("/incidents?{wish}")).await.json();
        assert_eq!(numbers(&page).iter().collect::<Vec<_>>(), expected, "{wish}");
    }
    for wrong in ["status=gone", "priority=9", "cursor=x", "colour=red", "step=lunch", "client=A+B"]
    {
        let answer = ilse.get(&format!("/incidents?{wrong}")).await;
        assert_eq!(answer.problem(), (400, "malformed".to_owned()), "{wrong}");
    }
}

#[tokio::test]
async fn one_incident_tells_its_state_its_timeline_and_why_its_clocks_stand_where_they_stand() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    house.world.live(20).await;
    let ilse = house.program("ilse").await;

    let answer = ilse.get(&format!("/incidents/{number}")).await;
    let incident = answer.json();
    assert_eq!(incident["number"], number.to_string());
    assert_eq!(incident["client"], "molen");
    assert_eq!(incident["step"], "reported");
    assert_eq!(incident["phase"], "report");
    assert_eq!(incident["holder"]["party"], "own:service_desk");
    assert_eq!(answer.header("etag"), format!("\"{}\"", incident["version"]));

    let timeline = ilse.get(&format!("/incidents/{number}/timeline")).await.json();
    let first = &timeline["entries"][0];
    assert_eq!(first["kind"], "reported", "{timeline}");
    assert_eq!(first["actor"], json!({"kind": "person", "key": "fatima"}));
    assert_eq!(first["fact"]["summary"], "The shop is slow");

    let clocks = ilse.get(&format!("/incidents/{number}/clocks")).await.json();
    let reaction = &clocks["clocks"][0];
    assert_eq!(reaction["metric"], "reaction");
    assert_eq!(reaction["state"], "running");
    assert_eq!(reaction["used_s"], 20 * 60);
    let kinds: Vec<&str> = reaction["explanation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.first(), Some(&"started"));
    assert!(kinds.contains(&"counted") && kinds.contains(&"due"), "{kinds:?}");
}

#[tokio::test]
async fn an_application_shows_agreement_matrix_and_route_to_our_own_people_only() {
    let house = House::new().await;
    let ours = house.program("ilse").await.get("/applications/shop").await.json();
    assert_eq!(ours["agreement"]["key"], "gold");
    assert_eq!(ours["agreement"]["targets"][0]["metric"], "reaction");
    assert_eq!(ours["route"]["key"], "standard");
    let rows = ours["matrix"].as_array().unwrap();
    assert_eq!(rows.len(), 21);
    assert_eq!(rows[0]["activity"], "1.1");
    assert_eq!(rows[0]["cells"]["own:service_desk"], "R");

    let theirs = house.program("fatima").await.get("/applications/shop").await.json();
    assert_eq!(theirs["name"], "Webshop");
    for ours in ["agreement", "matrix", "route"] {
        assert_eq!(theirs[ours], Value::Null, "{ours}");
    }
}

#[tokio::test]
async fn a_check_tells_where_it_stands_and_what_it_measured() {
    let mut house = House::new().await;
    house.world.goes_down("shop-home").await;
    house.world.result("shop-host", Status::Ok).await;
    let ilse = house.program("ilse").await;
    let check = ilse.get("/checks/shop-home").await.json();
    assert_eq!((&check["phase"], &check["status"]), (&json!("hard"), &json!("critical")));
    assert_eq!(check["target"], "https://shop.example/");
    let all = ilse.get("/checks?application=shop").await.json();
    assert_eq!(all["checks"].as_array().unwrap().len(), 2);

    let theirs = house.program("fatima").await.get("/checks/shop-home").await.json();
    assert_eq!(theirs["target"], Value::Null, "what we look at is ours");

    let history = ilse.get("/checks/shop-home/history?period=hour").await;
    assert_eq!(history.json()["period"], "hour");
    let long = "/checks/shop-home/history?from=2020-01-01T00:00:00Z";
    assert_eq!(ilse.get(long).await.problem(), (400, "malformed".to_owned()));
}

#[tokio::test]
async fn words_are_found_in_what_one_may_read() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The checkout hangs").await.to_string();
    let ilse = house.program("ilse").await;
    ilse.does(&format!("/incidents/{number}/notes"), json!({"body": "perhaps Varnish"})).await;
    let fatima = house.program("fatima").await;
    let both = vec![number];
    assert_eq!(numbers(&ilse.get("/search?q=checkout").await.json()), both);
    assert_eq!(numbers(&ilse.get("/search?q=varnish").await.json()), both);
    assert_eq!(numbers(&fatima.get("/search?q=checkout").await.json()), both);
    assert!(numbers(&fatima.get("/search?q=varnish").await.json()).is_empty());
}

#[tokio::test]
async fn people_and_tokens_are_for_administrators() {
    let house = House::new().await;
    for (person, status) in [("anna", 200), ("marit", 403), ("ilse", 403), ("fatima", 403)] {
        let program = house.program(person).await;
        for address in ["/people", "/people/ilse", "/tokens"] {
            assert_eq!(program.get(address).await.status, status, "{person} {address}");
        }
    }
}

#[tokio::test]
async fn a_token_is_made_shown_once_and_opens_nothing_after_it_was_taken_back() {
    let house = House::new().await;
    let anna = house.program("anna").await;
    let made = anna
        .does("/tokens", json!({"name": "nightly report", "kind": "api", "person": "ilse"}))
        .await;
    let secret = made["secret"].as_str().unwrap();
    let listed = anna.get("/tokens").await.text();
    assert!(listed.contains("nightly report") && !listed.contains(secret));

    let as_ilse = crate::house::Program::with(&house, secret);
    assert_eq!(as_ilse.get("/me").await.json()["key"], "ilse");
    let id = made["id"].as_str().unwrap();
    let request = anna.request(axum::http::Method::DELETE, &format!("/tokens/{id}"));
    assert_eq!(anna.send(request, Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(as_ilse.get("/me").await.problem(), (401, "no_token".to_owned()));

    for (wrong, code) in [
        (json!({"name": "x", "kind": "api"}), "missing"),
        (json!({"name": " ", "kind": "intake"}), "missing"),
        (json!({"name": "x", "kind": "api", "person": "nobody"}), "unknown"),
        (json!({"name": "x", "kind": "intake", "application": "nothing"}), "unknown"),
        (json!({"name": "x", "kind": "root"}), "unreadable"),
    ] {
        assert_eq!(anna.post("/tokens", wrong).await.problem(), (422, code.to_owned()));
    }
}

#[tokio::test]
async fn a_token_of_a_person_who_left_opens_nothing() {
    let house = House::new().await;
    let bram = house.program("bram").await;
    assert_eq!(bram.get("/me").await.status, 200);
    let anna = house.world.who("anna");
    let mut left = house.world.desk.directory().people[&"bram".parse().unwrap()].clone();
    left.is_active = false;
    let now = house.world.now();
    house.world.desk.keep_person(&anna, left, now).await.unwrap();
    assert_eq!(bram.get("/me").await.problem(), (401, "no_token".to_owned()));
}
