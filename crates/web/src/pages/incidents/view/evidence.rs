//! Evidence as cards: what the check saw when it failed and when it was last good, and whatever
//! else was kept, readable.

use jiff::Timestamp;
use piket_core::check::{CheckResult, Status};
use piket_core::incident::{Entry, Evidence, EvidenceKind, Fact};
use piket_core::key::Number;
use piket_engine::view::Seen;

use crate::pages::eye::Eye;
use crate::pages::parts::{LogLine, Phase};

/// How wide the bar of phases is.
const BAR: u16 = 300;
/// The least width of a phase that took any time.
const SLIVER: u16 = 6;
/// How much of a body is shown on the page; the rest is a click away.
const EXCERPT: usize = 800;
/// How many lines are short enough to be shown unfolded.
const SHORT: usize = 8;
/// From how many days on a certificate is worth a warning.
const CERTIFICATE_SOON_DAYS: i64 = 21;

/// A card of evidence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Card {
    /// What kind it is, as a heading.
    pub(crate) title: String,
    /// In one line.
    pub(crate) summary: String,
    /// `bad`, `warn`, `ok` or `none`.
    pub(crate) tone: &'static str,
    /// A short word for the badge: the HTTP status, or the verdict.
    pub(crate) state: String,
    /// When it was captured.
    pub(crate) at: String,
    /// The same, to be read.
    pub(crate) time: String,
    /// In which merged incident it was kept: its number and its sentence; empty for this one.
    pub(crate) from: String,
    /// Where the whole of it is.
    pub(crate) address: String,
    /// The parts of the request, in the order of time.
    pub(crate) phases: Vec<Phase>,
    /// The same in words.
    pub(crate) phases_words: String,
    /// Names and values.
    pub(crate) rows: Vec<(String, String)>,
    /// Headers of the answer.
    pub(crate) headers: Vec<(String, String)>,
    /// The beginning of the body, or of the text.
    pub(crate) excerpt: Vec<LogLine>,
    /// Whether it is shown unfolded.
    pub(crate) is_open: bool,
}

/// What was kept of the incident itself, newest of its kind first: the failing result, the last
/// good one, the rest.
pub(crate) fn kept(seen: &Seen) -> Vec<&Evidence> {
    in_order(items(&seen.entries))
}

/// What was kept of the incidents that were merged into it, each with the number where it was
/// kept, in the same order.
pub(crate) fn kept_elsewhere(seen: &Seen) -> Vec<(Number, &Evidence)> {
    let parts = seen.parts.iter();
    let kept = parts.map(|part| (part.number, in_order(items(&part.entries))));
    kept.flat_map(|(number, items)| items.into_iter().map(move |item| (number, item))).collect()
}

fn items(entries: &[Entry]) -> Vec<&Evidence> {
    let items = entries.iter().rev().filter_map(|entry| match &entry.fact {
        Fact::EvidenceAdded(item) => Some(item),
        _ => None,
    });
    items.collect()
}

fn in_order(mut items: Vec<&Evidence>) -> Vec<&Evidence> {
    items.sort_by_key(|item| match item.kind {
        EvidenceKind::FailingResult => 0,
        EvidenceKind::LastGoodResult => 1,
        EvidenceKind::LogExcerpt | EvidenceKind::Signal | EvidenceKind::Note => 2,
    });
    items
}

/// One item with its bytes, as a card.
pub(crate) fn card(eye: &Eye<'_>, number: Number, item: &Evidence, body: &[u8]) -> Card {
    let card = Card {
        title: eye.w.evidence(item.kind).into_owned(),
        summary: item.title.clone(),
        tone: "none",
        at: item.captured_at.to_string(),
        time: eye.when(item.captured_at),
        address: format!("/incidents/{number}/evidence/{}", item.id),
        ..Card::default()
    };
    match serde_json::from_slice::<CheckResult>(body) {
        Ok(result) => of_result(eye, &result, card),
        Err(_) => Card { excerpt: lines(&text(body)), ..card },
    }
}

/// A result of a check as a card: the verdict, the parts of the request, the answer.
pub(crate) fn of_result(eye: &Eye<'_>, result: &CheckResult, card: Card) -> Card {
    let (tone, word) = match result.status {
        Status::Ok => ("ok", "check-ok"),
        Status::Warning => ("warn", "check-warning"),
        Status::Critical => ("bad", "check-critical"),
        Status::Unknown => ("none", "check-unknown"),
    };
    let state = match result.http_status {
        Some(status) => format!("HTTP {status}"),
        None => eye.w.t(word).into_owned(),
    };
    let (phases, phases_words) = phases(eye, result);
    let response = result.response.as_ref();
    let excerpt = response.map(|it| lines(&it.body)).unwrap_or_default();
    Card {
        tone,
        state,
        phases,
        phases_words,
        // What is as it should be needs no reading; it stands there to be compared.
        rows: if result.status.is_ok() { Vec::new() } else { rows(eye, result) },
        headers: response.map(|it| it.headers.clone()).unwrap_or_default(),
        is_open: !result.status.is_ok() && excerpt.len() <= SHORT,
        excerpt,
        ..card
    }
}

fn rows(eye: &Eye<'_>, result: &CheckResult) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut add = |key: &str, value: String| rows.push((eye.w.t(key).into_owned(), value));
    if let Some(response) = &result.response {
        add("ev-address", response.url.clone());
        if !response.redirects.is_empty() {
            add("ev-redirects", response.redirects.join(" → "));
        }
        add("ev-size", eye.w.bytes(response.size_bytes));
    }
    if !result.addresses.is_empty() {
        add("ev-found-at", result.addresses.join(", "));
    }
    if let Some(certificate) = &result.certificate {
        let days = days_until(certificate.not_after, result.at);
        let key = if days < CERTIFICATE_SOON_DAYS { "ev-certificate-soon" } else { "ev-valid" };
        let until = eye.w.date(certificate.not_after);
        add("ev-certificate", eye.w.t2(key, "until", until, "days", days));
        add("ev-issuer", certificate.issuer.clone());
    }
    rows
}

fn days_until(at: Timestamp, from: Timestamp) -> i64 {
    at.duration_since(from).as_hours().div_euclid(24)
}

/// The parts of the request as a bar: each as wide as its share, none too thin to be seen.
fn phases(eye: &Eye<'_>, result: &CheckResult) -> (Vec<Phase>, String) {
    let timings = result.timings;
    let parts: Vec<(&'static str, &str, f64)> = [
        ("a", "phase-dns", timings.dns_ms),
        ("b", "phase-connect", timings.connect_ms),
        ("c", "phase-tls", timings.tls_ms),
        ("d", "phase-first-byte", timings.ttfb_ms),
        ("e", "phase-transfer", timings.transfer_ms),
    ]
    .into_iter()
    .filter_map(|(class, key, ms)| Some((class, key, ms?.max(0.0))))
    .collect();
    let last = parts.len().saturating_sub(1);
    let total: f64 = parts.iter().map(|(_, _, ms)| ms).sum();
    let count = u16::try_from(parts.len()).unwrap_or(0);
    let room = f64::from(BAR - SLIVER * count);
    let mut x = 0;
    let mut phases = Vec::new();
    for (index, (class, key, ms)) in parts.into_iter().enumerate() {
        let share = if total > 0.0 { ms / total * room } else { 0.0 };
        let width = SLIVER + whole(share);
        // Where a check broke off, the part that it was busy with is the one that is wrong.
        let is_cut = index == last && result.http_status.is_none() && !result.status.is_ok();
        let class = if is_cut { "bad" } else { class };
        let label = eye.w.t(key).into_owned();
        let time = eye.w.milliseconds(u64::from(whole(ms.min(65_000.0))));
        phases.push(Phase { class, x, width: width.saturating_sub(1).max(1), label, time });
        x += width;
    }
    let words: Vec<String> =
        phases.iter().map(|phase| format!("{} {}", phase.label, phase.time)).collect();
    (phases, words.join(", "))
}

/// The whole part of a number that is known to be small.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between nothing and 65 000"
)]
fn whole(number: f64) -> u16 {
    number.clamp(0.0, 65_000.0).round() as u16
}

fn text(body: &[u8]) -> String {
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    }
}

fn lines(text: &str) -> Vec<LogLine> {
    let excerpt: String = text.chars().take(EXCERPT).collect();
    let line = |text: &str| LogLine { text: text.to_owned(), ..LogLine::default() };
    excerpt.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, failing_result};

    #[test]
    fn a_failing_result_shows_status_parts_and_certificate() {
        let example = Example::reported();
        let seen = example.seen();
        let item = kept(&seen)[0].clone();
        let body = serde_json::to_vec(&failing_result()).unwrap();
        let card = card(&example.eye(), example.state.number, &item, &body);
        assert_eq!((card.tone, card.state.as_str()), ("bad", "HTTP 502"));
        let classes: Vec<_> = card.phases.iter().map(|phase| phase.class).collect();
        assert_eq!(classes, ["a", "b", "c", "d"]);
        let end = card.phases.last().map(|phase| phase.x + phase.width).unwrap();
        assert!((295..=300).contains(&end), "{end}");
        assert!(card.rows.iter().any(|(name, _)| name == "Certificate"));
        assert!(card.is_open);
    }

    #[test]
    fn a_check_that_broke_off_marks_the_part_it_was_busy_with() {
        let example = Example::reported();
        let mut result = failing_result();
        result.http_status = None;
        result.response = None;
        let (phases, _) = phases(&example.eye(), &result);
        assert_eq!(phases.last().unwrap().class, "bad");
    }

    #[test]
    fn what_is_no_result_of_a_check_is_shown_as_text() {
        let example = Example::reported();
        let item = kept(&example.seen())[0].clone();
        let card = card(&example.eye(), example.state.number, &item, b"{\"status\":\"firing\"}");
        assert_eq!(card.excerpt.len(), 3);
        assert!(card.phases.is_empty());
    }
}
