//! What the checks of the past measured: believable figures, and what is broken when something is.

use jiff::{SignedDuration, Timestamp};
use piket_core::check::result::{Response, Timings};
use piket_core::check::{CheckResult, CheckSpec, Metric, Status};

use super::case::Case;
use super::luck::Luck;

/// What is wrong with what a check looks at.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    /// The tale to which it belongs.
    pub(super) tale: usize,
    seen: String,
    metric: Option<Metric>,
    http_status: Option<u16>,
}

/// The trouble of a case.
pub(super) fn trouble(case: &Case, tale: usize) -> Trouble {
    let metric = match case.metric.as_deref() {
        Some("total_ms") => Some(Metric::TotalMs),
        Some("certificate_days") => Some(Metric::CertificateDays),
        _ => None,
    };
    let status = case.seen.strip_prefix("HTTP ").and_then(|rest| rest.get(..3)?.parse().ok());
    let answered = metric.map(|_| 200);
    Trouble { tale, seen: case.seen.clone(), metric, http_status: status.or(answered) }
}

/// A check that looks as rarely as the past does; the present looks more often.
pub(super) fn at_the_pace_of_the_past(check: &CheckSpec, glance: SignedDuration) -> CheckSpec {
    let interval_s = u32::try_from(glance.as_secs()).unwrap_or(u32::MAX);
    CheckSpec { interval_s, ..check.clone() }
}

/// What a check finds at `now`.
pub(super) fn result(
    check: &CheckSpec,
    trouble: Option<&Trouble>,
    luck: &Luck,
    now: Timestamp,
) -> CheckResult {
    let ms = usual_ms(check, luck, now);
    match trouble {
        None => good(ms, now),
        Some(trouble) => bad(check, trouble, ms, luck, now),
    }
}

/// How long an answer takes: each check has its own pace, days are busier than nights, and now and
/// then one is slow.
#[expect(clippy::cast_precision_loss, reason = "a few hundred milliseconds")]
fn usual_ms(check: &CheckSpec, luck: &Luck, now: Timestamp) -> f64 {
    let own = 60 + check.key.as_str().bytes().map(i64::from).sum::<i64>() % 140;
    let hour = (now.as_second() / 3_600) % 24;
    let busy = if (8..17).contains(&hour) { 40 } else { 0 };
    let now_and_then = if luck.happens(2) { luck.between(120, 480) } else { 0 };
    (own + busy + luck.between(0, 45) + now_and_then) as f64 + luck.between(0, 999) as f64 / 1_000.0
}

fn good(ms: f64, now: Timestamp) -> CheckResult {
    let summary = format!("HTTP 200 in {ms:.0} ms");
    let mut result = CheckResult::plain(now, Status::Ok, summary);
    result.http_status = Some(200);
    result.timings = timings(ms);
    result.metrics.insert(Metric::TotalMs, ms);
    result
}

fn bad(check: &CheckSpec, trouble: &Trouble, ms: f64, luck: &Luck, now: Timestamp) -> CheckResult {
    let mut result = CheckResult::plain(now, Status::Critical, trouble.seen.clone());
    result.http_status = trouble.http_status;
    result.broken.extend(trouble.metric);
    if let Some(status) = trouble.http_status {
        let is_slow = trouble.metric == Some(Metric::TotalMs);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand milliseconds")]
        let ms = if is_slow { luck.between(3_200, 4_700) as f64 } else { ms };
        result.timings = timings(ms);
        result.metrics.insert(Metric::TotalMs, ms);
        result.response = Some(answer(check, status));
    }
    result
}

fn answer(check: &CheckSpec, status: u16) -> Response {
    let body = match status {
        200 => "<!doctype html>\n<html lang=\"nl\">".to_owned(),
        502 | 504 => "<html><head><title>Bad Gateway</title></head></html>".to_owned(),
        503 => "Service Unavailable".to_owned(),
        _ => "{\"error\":\"too many connections\"}".to_owned(),
    };
    Response {
        url: check.probe.target(),
        redirects: Vec::new(),
        status,
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        size_bytes: u64::try_from(body.len()).unwrap_or(0),
        body,
        cut_off: false,
    }
}

fn timings(total_ms: f64) -> Timings {
    Timings {
        dns_ms: None,
        connect_ms: Some(total_ms * 0.06),
        tls_ms: None,
        ttfb_ms: Some(total_ms * 0.82),
        transfer_ms: Some(total_ms * 0.12),
        total_ms: Some(total_ms),
    }
}
