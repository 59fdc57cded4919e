//! What goes wrong, for machines: a document of RFC 9457 that says what to do.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};

use crate::house::House;

#[tokio::test]
async fn a_problem_says_its_kind_in_words_and_codes_and_under_which_number_we_find_it() {
    let house = House::new().await;
    let answer = house.program("ilse").await.get("/incidents/INC-999").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    let problem = answer.json();
    assert_eq!(
        problem,
        json!({
            "type": "/problems/not_found",
            "title": "There is no such thing, or it is not yours to see",
            "status": 404,
            "detail": "there is no such incident, or it is not yours to see",
            "code": "not_found",
            "request": answer.header("x-request-id"),
        })
    );
    assert_eq!(answer.header("x-request-id").len(), 16);
}

#[tokio::test]
async fn a_move_that_lacks_something_is_refused_with_everything_that_it_lacks() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let ilse = house.program("ilse").await;
    let take = format!("/incidents/{number}/take");
    let answer = ilse.post(&take, json!({"reason": "it is ours"})).await;
    assert_eq!(answer.problem(), (422, "guarded".to_owned()));
    assert_eq!(answer.json()["guards"], json!(["classified"]));
    ilse.takes(&number.to_string()).await;
    let answer = ilse.post(&format!("/incidents/{number}/close"), Value::Null).await;
    assert_eq!(answer.problem(), (422, "no_such_move".to_owned()));
}

#[tokio::test]
async fn whoever_decides_upon_an_old_version_is_told_the_new_one_and_nothing_is_done() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let ilse = house.program("ilse").await;
    let tom = house.program("tom").await;
    let sorted = json!({"nature": "outage", "impact": 1, "urgency": 1});
    let read = ilse.does(&format!("/incidents/{number}/classify"), sorted).await;
    let seen = read["version"].as_u64().unwrap();
    let take = format!("/incidents/{number}/take");
    let now = tom.does(&take, json!({"reason": "I know it"})).await;

    let late = ilse.post(&format!("{take}?seen={seen}"), json!({"reason": "mine"})).await;
    assert_eq!(late.problem(), (409, "stale".to_owned()));
    assert_eq!(late.json()["current"], now["version"]);
    let request = ilse.request(Method::POST, &take).header("if-match", format!("\"{seen}\""));
    let late = ilse.send(request, json!({"reason": "mine"})).await;
    assert_eq!(late.problem(), (409, "stale".to_owned()));
    let holder = ilse.get(&format!("/incidents/{number}")).await.json()["holder"].clone();
    assert_eq!(holder["person"], "tom");

    let fresh = now["version"].as_u64().unwrap();
    let note = format!("/incidents/{number}/notes?seen={fresh}");
    ilse.does(&note, json!({"body": "seen in the log"})).await;
    let request = ilse.request(Method::POST, &take).header("if-match", "yesterday");
    let wrong = ilse.send(request, json!({"reason": "mine"})).await;
    assert_eq!(wrong.problem(), (400, "malformed".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_by_the_kind_of_the_mistake() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let ilse = house.program("ilse").await;
    let take = format!("/incidents/{number}/take");
    let send = async |kind: &str, body: &str| {
        let request = ilse.request(Method::POST, &take).header(header::CONTENT_TYPE, kind);
        house.answer(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let kind_json = "application/json";
    for (kind, body, expected) in [
        (kind_json, "{", (400, "malformed")),
        (kind_json, "\u{0}", (400, "malformed")),
        (kind_json, "{}", (422, "unreadable")),
        (kind_json, r#"{"reason": 7}"#, (422, "unreadable")),
        (kind_json, r#"{"reason": "x", "colour": "red"}"#, (422, "unreadable")),
        ("text/plain", r#"{"reason": "x"}"#, (415, "not_json")),
    ] {
        let (status, code) = send(kind, body).await.problem();
        assert_eq!((status, code.as_str()), expected, "{body}");
    }
    let blank = json!({"body": "  "});
    let blank = ilse.post(&format!("/incidents/{number}/notes"), blank).await;
    assert_eq!(blank.problem(), (422, "missing".to_owned()));
    assert_eq!(blank.json()["missing"], "the text");
    let large = format!(r#"{{"reason": "{}"}}"#, "x".repeat(1024 * 1024));
    assert_eq!(send(kind_json, &large).await.problem(), (413, "too_large".to_owned()));
    let deep = format!(r#"{{"reason": {}"#, "[".repeat(100_000));
    assert_eq!(send(kind_json, &deep).await.problem(), (422, "unreadable".to_owned()));
}

#[tokio::test]
async fn an_address_that_is_none_and_a_method_that_it_does_not_know_are_problems_too() {
    let house = House::new().await;
    let ilse = house.program("ilse").await;
    assert_eq!(ilse.get("/lunch").await.problem(), (404, "not_found".to_owned()));
    assert_eq!(ilse.get("/incidents/lunch").await.problem(), (404, "not_found".to_owned()));
    let request = Request::delete("/api/v1/me").body(Body::empty()).unwrap();
    let answer = house.answer(request).await;
    assert!([401, 405].contains(&answer.problem().0));
    let outside = house.get("/intake").await;
    assert_eq!(outside.status, 404);
}

#[tokio::test]
async fn every_answer_forbids_what_a_page_does_not_need() {
    let house = House::new().await;
    for path in ["/sign-in", "/nothing", "/api/v1/me", "/healthz", "/intake/x"] {
        let answer = house.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
    assert_eq!(house.get("/sign-in").await.header("cache-control"), "no-store");
    assert_eq!(house.get("/readyz").await.text(), "ok");
}
