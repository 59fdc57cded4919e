//! Judging an answer against what was expected of it. Pure: looks at what was seen, nothing else.

use piket_core::check::Status;
use piket_core::check::norm::{Measurements, Norm};
use piket_core::check::spec::{
    CertificateDays, HeaderExpectation, HttpCheck, JsonExpectation, JsonValue,
};
use serde_json::Value;
use url::Url;

use super::trace::{Answer, Trace};
use crate::redact;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// How bad it is.
    pub(crate) status: Status,
    /// What was found, in a part of a sentence.
    pub(crate) text: String,
}

fn critical(text: String) -> Finding {
    Finding { status: Status::Critical, text }
}

/// The verdict over all findings: the worst of them, and one line that tells the worst first.
pub(crate) fn sum_up(
    mut findings: Vec<Finding>,
    all_is_well: impl FnOnce() -> String,
) -> (Status, String) {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.status));
    let Some(worst) = findings.first() else { return (Status::Ok, all_is_well()) };
    let status = worst.status;
    let told: Vec<_> = findings.into_iter().map(|finding| finding.text).collect();
    (status, told.join("; "))
}

/// What is wrong with the answer.
pub(crate) fn answer(check: &HttpCheck, trace: &Trace) -> Vec<Finding> {
    let Some(answer) = &trace.answer else { return Vec::new() };
    let expect = &check.expect;
    let mut findings = Vec::new();
    if !expect.status.contain(answer.status) {
        findings.push(critical(format!("status {}, expected {}", answer.status, expect.status)));
    }
    findings.extend(place(check, answer));
    findings.extend(expect.headers.iter().filter_map(|expected| header(expected, answer)));
    findings.extend(texts(check, answer));
    findings.extend(json(&expect.json, answer));
    let limit_ms = expect.max_latency_ms.map(f64::from);
    if let Some(limit_ms) = limit_ms.filter(|limit_ms| trace.total_ms() > *limit_ms) {
        let took_ms = trace.total_ms();
        findings.push(critical(format!("took {took_ms:.0} ms, expected at most {limit_ms:.0} ms")));
    }
    findings
}

/// What is wrong with the place where the redirects ended or, unfollowed, point to.
fn place(check: &HttpCheck, answer: &Answer) -> Option<Finding> {
    let written = check.expect.location.as_deref()?;
    let expected = Url::parse(&check.url).and_then(|start| start.join(written)).ok()?;
    let pointed = answer.points_elsewhere().and_then(|location| answer.url.join(location).ok());
    let found = match pointed {
        Some(pointed) if check.redirects.follow == 0 => pointed,
        Some(_) | None => answer.url.clone(),
    };
    (found != expected).then(|| {
        critical(format!("ended at {}, expected {}", redact::url(&found), redact::url(&expected)))
    })
}

fn header(expected: &HeaderExpectation, answer: &Answer) -> Option<Finding> {
    let name = &expected.name;
    let found: Vec<String> = answer
        .headers
        .get_all(name.as_str())
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    let Some(first) = found.first() else {
        return Some(critical(format!("the header {name} is missing")));
    };
    let is_met = |value: &String| {
        expected.equals.as_ref().is_none_or(|whole| value == whole)
            && expected.contains.as_ref().is_none_or(|part| value.contains(part))
    };
    if found.iter().any(is_met) {
        return None;
    }
    let wanted = match (&expected.equals, &expected.contains) {
        (Some(whole), _) => whole.clone(),
        (None, part) => format!("…{}…", part.as_deref().unwrap_or_default()),
    };
    let shown = redact::header(name, first);
    Some(critical(format!("the header {name} is {shown:?}, expected {wanted:?}")))
}

fn texts(check: &HttpCheck, answer: &Answer) -> Vec<Finding> {
    let expect = &check.expect;
    if expect.contains.is_empty() && expect.lacks.is_empty() {
        return Vec::new();
    }
    let body = String::from_utf8_lossy(&answer.body);
    let beginning = if answer.cut_off { " in the first 2 MB" } else { "" };
    let missing = expect.contains.iter().filter(|text| !body.contains(text.as_str()));
    let unwanted = expect.lacks.iter().filter(|text| body.contains(text.as_str()));
    missing
        .map(|text| critical(format!("the text {text:?} is missing{beginning}")))
        .chain(unwanted.map(|text| critical(format!("the text {text:?} should not be there"))))
        .collect()
}

fn json(expected: &[JsonExpectation], answer: &Answer) -> Vec<Finding> {
    if expected.is_empty() {
        return Vec::new();
    }
    if answer.cut_off {
        return vec![critical("the answer is too long to be read as JSON".to_owned())];
    }
    match serde_json::from_slice::<Value>(&answer.body) {
        Ok(body) => expected.iter().filter_map(|one| json_value(one, &body)).collect(),
        Err(error) => vec![critical(format!("the answer is not JSON: {error}"))],
    }
}

fn json_value(expected: &JsonExpectation, body: &Value) -> Option<Finding> {
    let pointer = &expected.pointer;
    let Some(found) = body.pointer(pointer) else {
        return Some(critical(format!("the JSON has nothing at {pointer}")));
    };
    let is_met = match &expected.equals {
        JsonValue::Flag(flag) => found.as_bool() == Some(*flag),
        JsonValue::Whole(whole) => found.as_i64() == Some(*whole) || is_number(found, *whole),
        JsonValue::Number(number) => found.as_f64() == Some(*number),
        JsonValue::Text(text) => found.as_str() == Some(text),
    };
    (!is_met).then(|| {
        let wanted = serde_json::to_string(&expected.equals).unwrap_or_default();
        let shown: String = found.to_string().chars().take(100).collect();
        critical(format!("the JSON has {shown} at {pointer}, expected {wanted}"))
    })
}

/// JSON does not tell 1 from 1.0.
#[expect(clippy::cast_precision_loss, reason = "a loss would only make unequal what is unequal")]
fn is_number(found: &Value, whole: i64) -> bool {
    found.as_f64() == Some(whole as f64)
}

/// What is wrong with the certificate's remaining life. One that was refused is judged too.
pub(crate) fn certificate(days: &CertificateDays, trace: &Trace) -> Option<Finding> {
    let left = trace.certificate_days()?;
    let status = if left < f64::from(days.critical) {
        Status::Critical
    } else if left < f64::from(days.warning) {
        Status::Warning
    } else {
        return None;
    };
    let text = if left < 0.0 {
        format!("the certificate expired {:.0} days ago", (-left).floor())
    } else {
        format!("the certificate expires in {:.0} days", left.floor())
    };
    Some(Finding { status, text })
}

/// A norm that was not met.
pub(crate) fn norm(norm: &Norm, status: Status, metrics: &Measurements) -> Finding {
    let metric = norm.metric;
    let range = match status {
        Status::Critical => norm.critical,
        Status::Ok | Status::Warning | Status::Unknown => norm.warning,
    };
    let text = match (metrics.get(&metric), range) {
        (Some(value), Some(range)) => format!("{metric} is {value}, norm {range}"),
        (Some(value), None) => format!("{metric} is {value}"),
        (None, _) => format!("{metric} was not measured"),
    };
    Finding { status, text }
}
