//! Pages that answer well, badly, slowly, endlessly or not at all.

use std::time::Duration;

use piket_core::check::{Metric, Probe, Status};

use crate::servers::{Reply, closed_port, friday, look, page, parrot, prober, spec, website};

#[tokio::test]
async fn a_good_page_is_ok_with_each_part_timed() {
    let shop = website(|_| Reply::text(200, "Welcome to the shop")).await;

    let result = look(&prober(), page(shop, "/")).await;

    assert_eq!((result.status, result.http_status), (Status::Ok, Some(200)), "{}", result.summary);
    assert_eq!(result.at, friday());
    assert_eq!(result.addresses, ["127.0.0.1"]);
    assert_eq!(result.metrics.get(&Metric::SizeBytes), Some(&19.0));
    let times = result.timings;
    let parts = [times.connect_ms, times.ttfb_ms, times.transfer_ms];
    let sum: f64 = parts.into_iter().map(|part| part.expect("measured")).sum();
    assert!(sum <= times.total_ms.expect("measured") + 0.01, "{times:?}");
    assert_eq!((times.dns_ms, times.tls_ms), (None, None));
    assert_eq!(result.response.expect("kept").body, "Welcome to the shop");
}

#[tokio::test]
async fn an_internal_error_is_critical_and_its_page_is_kept() {
    let shop = website(|_| Reply::text(500, "stack trace")).await;

    let result = look(&prober(), page(shop, "/")).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "status 500, expected 2xx");
    assert_eq!(result.response.expect("kept").body, "stack trace");
}

#[tokio::test]
async fn nobody_listening_is_critical() {
    let gone = closed_port().await;

    let result = look(&prober(), page(gone, "/")).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, format!("no connection to {gone}: connection refused"));
    assert!(result.timings.total_ms.is_some());
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_and_told_where_it_hung() {
    let shop = website(|_| Reply::Silence).await;
    let mut check = page(shop, "/");
    check.timeout_ms = 50;

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "no answer within 50 ms, while waiting for the first byte");
    assert!(result.timings.connect_ms.is_some());
    assert_eq!(result.timings.ttfb_ms, None);
}

#[tokio::test]
async fn a_page_slower_than_agreed_is_critical() {
    let shop = website(|_| Reply::Late(Duration::from_millis(40))).await;
    let mut check = page(shop, "/");
    check.expect.max_latency_ms = Some(20);

    let result = look(&prober(), check).await;

    assert_eq!(result.status, Status::Critical);
    assert!(result.summary.contains("expected at most 20 ms"), "{}", result.summary);
    assert!(result.timings.ttfb_ms.expect("measured") >= 39.0, "{:?}", result.timings);
}

#[tokio::test]
async fn a_norm_that_is_not_met_warns_and_is_named() {
    let shop = website(|_| Reply::text(200, "")).await;
    let mut spec = spec(Probe::Http(page(shop, "/")));
    spec.norms = serde_json::from_str(
        r#"[{"metric": "total_ms", "warning": "~:0"}, {"metric": "size_bytes", "critical": "10"}]"#,
    )
    .unwrap();

    let result = prober().run(&spec, friday()).await;

    assert_eq!(result.status, Status::Warning);
    assert!(result.summary.starts_with("total_ms is "), "{}", result.summary);
    assert_eq!(result.broken.into_iter().collect::<Vec<_>>(), [Metric::TotalMs]);
}

#[tokio::test]
async fn a_body_that_never_ends_is_read_up_to_its_limit() {
    let hostile = website(|_| Reply::Endless).await;

    let result = look(&prober(), page(hostile, "/")).await;

    let response = result.response.expect("kept");
    assert!(response.cut_off);
    assert_eq!(response.body.len(), 64 * 1024);
    assert!((2 << 20..3 << 20).contains(&response.size_bytes), "{}", response.size_bytes);
    assert_eq!(result.status, Status::Ok);
}

#[tokio::test]
async fn a_long_page_is_counted_in_full_and_kept_in_part() {
    let shop = website(|_| Reply::Page(200, vec![], vec![b'a'; 100_000])).await;

    let response = look(&prober(), page(shop, "/")).await.response.expect("kept");

    assert_eq!((response.size_bytes, response.body.len()), (100_000, 65_536));
    assert!(!response.cut_off);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_critical_and_what_came_is_kept() {
    let shop = parrot("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nthe first half").await;

    let result = look(&prober(), page(shop, "/")).await;

    assert_eq!(result.status, Status::Critical);
    assert!(result.summary.starts_with("the answer broke off"), "{}", result.summary);
    assert_eq!(result.response.expect("kept").body, "the first half");
}

#[tokio::test]
async fn what_is_not_http_is_critical() {
    let mail = parrot("220 mail.example ESMTP\r\n").await;

    let result = look(&prober(), page(mail, "/")).await;

    assert_eq!(result.status, Status::Critical);
    assert!(result.summary.contains("not HTTP"), "{}", result.summary);
}

#[tokio::test]
async fn secrets_are_sent_but_never_kept() {
    let shop = website(|request| {
        let got = request.headers()["authorization"].to_str().unwrap().to_owned();
        let cookie = ("set-cookie", "sid=abc; HttpOnly".to_owned());
        Reply::Page(200, vec![cookie, ("x-echo", got.clone())], got.into_bytes())
    })
    .await;
    let mut check = page(shop, "/?api_key=s3cr3t");
    check.headers.insert("Authorization".to_owned(), "Bearer hunter2".to_owned());

    let result = look(&prober(), check).await;

    let kept = serde_json::to_string(&result).unwrap();
    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    for secret in ["hunter2", "s3cr3t", "abc"] {
        assert!(!kept.contains(secret), "{kept}");
    }
    assert!(kept.contains("sid=[redacted]; HttpOnly"), "{kept}");
}

#[tokio::test]
async fn a_check_says_who_asks_and_sends_its_form() {
    let shop = website(|request| {
        let headers = request.headers();
        let told = format!(
            "{} {} {} {}",
            request.method(),
            request.uri(),
            headers["content-length"].to_str().unwrap(),
            headers["user-agent"].to_str().unwrap()
        );
        Reply::text(200, &told)
    })
    .await;
    let mut check = page(shop, "/search?q=bike#top");
    check.method = piket_core::check::spec::Method::Post;
    check.body = Some("q=bike".to_owned());

    let body = look(&prober(), check).await.response.expect("kept").body;

    assert!(body.starts_with("POST /search?q=bike 6 Piket/"), "{body}");
}
