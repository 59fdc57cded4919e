//! Redirects: followed, counted, refused.

use std::sync::{Arc, Mutex};

use piket_core::check::Status;
use piket_core::check::spec::Method;

use crate::servers::{Reply, look, page, prober, website};

#[tokio::test]
async fn redirects_are_followed_to_the_page_that_is_judged() {
    let shop = website(|request| match request.uri().path() {
        "/" => Reply::redirect(301, "/shop"),
        "/shop" => Reply::redirect(302, "home?x=1"),
        _ => Reply::text(200, "home"),
    })
    .await;
    let mut check = page(shop, "/");
    check.expect.location = Some("/home?x=1".to_owned());

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    let response = result.response.expect("kept");
    assert_eq!((response.url, response.body), (format!("http://{shop}/home?x=1"), "home".into()));
    assert_eq!(response.redirects, [format!("http://{shop}/"), format!("http://{shop}/shop")]);
}

#[tokio::test]
async fn a_redirect_that_ends_elsewhere_is_critical() {
    let shop = website(|request| match request.uri().path() {
        "/" => Reply::redirect(302, "/maintenance"),
        _ => Reply::text(200, "back soon"),
    })
    .await;
    let mut check = page(shop, "/");
    check.expect.location = Some("/home".to_owned());

    let result = look(&prober(), check).await;

    let told = format!("ended at http://{shop}/maintenance, expected http://{shop}/home");
    assert_eq!((result.status, result.summary), (Status::Critical, told));
}

#[tokio::test]
async fn an_unfollowed_redirect_is_the_answer() {
    let shop = website(|_| Reply::redirect(301, "https://shop.example/")).await;
    let mut check = page(shop, "/");
    check.redirects.follow = 0;
    check.expect.status = "301".parse().unwrap();
    check.expect.location = Some("https://shop.example/".to_owned());

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert_eq!(result.response.expect("kept").body, "elsewhere");
}

#[tokio::test]
async fn going_round_in_circles_is_critical() {
    let shop = website(|request| match request.uri().path() {
        "/a" => Reply::redirect(302, "/b"),
        _ => Reply::redirect(302, "/a"),
    })
    .await;

    let result = look(&prober(), page(shop, "/a")).await;

    let told = format!("sent on in a circle, back to http://{shop}/a");
    assert_eq!((result.status, result.summary), (Status::Critical, told));
}

#[tokio::test]
async fn being_sent_on_for_ever_is_critical() {
    let shop = website(|request| Reply::redirect(302, &format!("{}x", request.uri().path()))).await;
    let mut check = page(shop, "/x");
    check.redirects.follow = 3;

    let result = look(&prober(), check).await;

    assert_eq!(result.summary, "sent on more than 3 times");
    assert_eq!(result.response.expect("kept").url, format!("http://{shop}/xxxx"));
}

#[tokio::test]
async fn a_redirect_to_what_is_no_page_is_critical() {
    let shop = website(|_| Reply::redirect(302, "file:///etc/passwd")).await;
    let result = look(&prober(), page(shop, "/")).await;
    assert_eq!(result.summary, "sent on to file:///etc/passwd, which is no page");
}

#[tokio::test]
async fn a_redirect_to_a_metadata_service_is_not_followed() {
    let shop = website(|_| Reply::redirect(302, "http://169.254.169.254/latest/")).await;
    let result = look(&prober(), page(shop, "/")).await;
    assert_eq!(result.status, Status::Unknown);
    assert!(result.summary.contains("may not connect"), "{}", result.summary);
}

#[tokio::test]
async fn a_password_does_not_follow_to_another_host() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    let other = website(move |request| {
        let mut names: Vec<_> = request.headers().keys().map(ToString::to_string).collect();
        names.sort();
        noted.lock().unwrap().extend(names);
        Reply::text(200, "")
    })
    .await;
    let shop = website(move |_| Reply::redirect(307, &format!("http://{other}/"))).await;
    let mut check = page(shop, "/");
    check.headers.insert("Authorization".to_owned(), "Basic dTpw".to_owned());
    check.headers.insert("X-Trace".to_owned(), "7".to_owned());

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    let expected = ["accept", "connection", "host", "user-agent", "x-trace"];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_form_is_sent_again_only_where_the_server_asks_for_it() {
    for (status, method) in [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")] {
        let shop = website(move |request| match request.uri().path() {
            "/" => Reply::redirect(status, "/next"),
            _ => Reply::text(200, request.method().as_str()),
        })
        .await;
        let mut check = page(shop, "/");
        check.method = Method::Post;
        check.body = Some("a=1".to_owned());

        let result = look(&prober(), check).await;

        assert_eq!(result.response.expect("kept").body, method, "{status}");
    }
}
