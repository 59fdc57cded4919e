//! What is expected of an answer: texts, values, headers.

use piket_core::check::spec::{HeaderExpectation, JsonExpectation, JsonValue};
use piket_core::check::{CheckResult, Status};

use crate::servers::{Reply, look, page, prober, website};

async fn with_texts(contains: &[&str], lacks: &[&str]) -> CheckResult {
    let shop = website(|_| Reply::text(200, "Order now. 3 bikes in stock.")).await;
    let mut check = page(shop, "/");
    check.expect.contains = contains.iter().map(ToString::to_string).collect();
    check.expect.lacks = lacks.iter().map(ToString::to_string).collect();
    look(&prober(), check).await
}

#[tokio::test]
async fn a_page_with_the_right_words_is_ok() {
    let result = with_texts(&["Order now", "in stock"], &["error"]).await;
    assert_eq!(result.status, Status::Ok, "{}", result.summary);
}

#[tokio::test]
async fn wrong_content_under_a_good_status_is_critical() {
    let result = with_texts(&["Checkout"], &["3 bikes"]).await;
    assert_eq!(result.status, Status::Critical);
    assert_eq!(
        result.summary,
        r#"the text "Checkout" is missing; the text "3 bikes" should not be there"#
    );
}

#[tokio::test]
async fn a_text_beyond_the_kept_part_is_still_found() {
    let shop = website(|_| {
        let mut body = vec![b' '; 500_000];
        body.extend_from_slice(b"</html>");
        Reply::Page(200, vec![], body)
    })
    .await;
    let mut check = page(shop, "/");
    check.expect.contains = vec!["</html>".to_owned()];

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert_eq!(result.response.expect("kept").body.len(), 65_536);
}

async fn with_json(body: &'static str, pointer: &str, equals: JsonValue) -> CheckResult {
    let health = website(move |_| Reply::text(200, body)).await;
    let mut check = page(health, "/health");
    check.expect.json = vec![JsonExpectation { pointer: pointer.to_owned(), equals }];
    look(&prober(), check).await
}

const HEALTH: &str = r#"{"database": {"status": "up", "lag": 2.0, "replicas": [true]}}"#;

#[tokio::test]
async fn values_in_json_are_compared_by_what_they_are() {
    for (pointer, equals) in [
        ("/database/status", JsonValue::Text("up".to_owned())),
        ("/database/lag", JsonValue::Whole(2)),
        ("/database/lag", JsonValue::Number(2.0)),
        ("/database/replicas/0", JsonValue::Flag(true)),
    ] {
        let result = with_json(HEALTH, pointer, equals).await;
        assert_eq!(result.status, Status::Ok, "{}", result.summary);
    }
}

#[tokio::test]
async fn a_wrong_value_in_json_is_told_with_what_was_found() {
    let result = with_json(HEALTH, "/database/status", JsonValue::Text("ok".to_owned())).await;
    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, r#"the JSON has "up" at /database/status, expected "ok""#);
    let result = with_json(HEALTH, "/cache", JsonValue::Flag(true)).await;
    assert_eq!(result.summary, "the JSON has nothing at /cache");
    let result = with_json("<html>", "/cache", JsonValue::Flag(true)).await;
    assert!(result.summary.starts_with("the answer is not JSON"), "{}", result.summary);
}

#[tokio::test]
async fn an_endless_answer_is_not_taken_for_json() {
    let hostile = website(|_| Reply::Endless).await;
    let mut check = page(hostile, "/");
    check.expect.json =
        vec![JsonExpectation { pointer: "/a".to_owned(), equals: JsonValue::Whole(1) }];

    let result = look(&prober(), check).await;

    assert_eq!(result.summary, "the answer is too long to be read as JSON");
}

#[tokio::test]
async fn headers_must_be_there_and_say_what_is_expected() {
    let shop = website(|_| {
        let security = ("strict-transport-security", "max-age=31536000".to_owned());
        Reply::Page(200, vec![security, ("cache-control", "private".to_owned())], vec![])
    })
    .await;
    let expected = |name: &str, equals: Option<&str>, contains: Option<&str>| HeaderExpectation {
        name: name.to_owned(),
        equals: equals.map(ToOwned::to_owned),
        contains: contains.map(ToOwned::to_owned),
    };

    let mut check = page(shop, "/");
    check.expect.headers = vec![
        expected("Strict-Transport-Security", None, Some("max-age")),
        expected("cache-control", Some("private"), None),
        expected("date", None, None),
    ];
    let good = look(&prober(), check.clone()).await;
    check.expect.headers =
        vec![expected("cache-control", Some("no-store"), None), expected("etag", None, None)];
    let bad = look(&prober(), check).await;

    assert_eq!(good.status, Status::Ok, "{}", good.summary);
    assert_eq!(bad.status, Status::Critical);
    assert_eq!(
        bad.summary,
        r#"the header cache-control is "private", expected "no-store"; the header etag is missing"#
    );
}

#[tokio::test]
async fn a_status_may_be_expected_that_is_not_a_success() {
    let shop = website(|_| Reply::text(401, "sign in")).await;
    let mut check = page(shop, "/admin");
    check.expect.status = "401,403".parse().unwrap();

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert!(result.summary.starts_with("401 in "), "{}", result.summary);
}
