//! What a check has seen so far. It survives a check that is cut short, so that evidence of a
//! timeout tells how far it came.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use hyper::header::HeaderMap;
use jiff::Timestamp;
use piket_core::check::norm::Measurements;
use piket_core::check::result::{Certificate, Response, Timings};
use piket_core::check::{CheckResult, Metric, Status};
use url::Url;

use crate::redact;
use crate::stopwatch::Stopwatch;

/// How much of a body is kept as evidence.
const EVIDENCE_BYTES: usize = 64 * 1024;
/// How much of one header is kept as evidence.
const HEADER_CHARS: usize = 2_000;

/// What a check is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Finding the address.
    Resolving,
    /// Opening the connection.
    Connecting,
    /// The TLS handshake.
    Securing,
    /// Waiting for the first byte.
    Waiting,
    /// Reading the body.
    Reading,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Resolving => "while finding the address",
            Self::Connecting => "while connecting",
            Self::Securing => "during the TLS handshake",
            Self::Waiting => "while waiting for the first byte",
            Self::Reading => "while reading the answer",
        })
    }
}

/// An answer as it arrived.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The beginning of the body, as far as it is needed.
    pub(crate) body: Vec<u8>,
    /// How much of the body arrived.
    pub(crate) size_bytes: u64,
    /// Whether more would have come.
    pub(crate) cut_off: bool,
}

/// What a check has seen so far.
#[derive(Debug)]
pub(crate) struct Trace {
    at: Timestamp,
    watch: Stopwatch,
    stage: Stage,
    timings: Timings,
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) redirects: Vec<Url>,
    pub(crate) answer: Option<Answer>,
}

impl Trace {
    /// A check that begins now, at `at` by the clock.
    pub(crate) fn start(at: Timestamp) -> Self {
        Self {
            at,
            watch: Stopwatch::start(),
            stage: Stage::Resolving,
            timings: Timings::default(),
            addresses: Vec::new(),
            certificate: None,
            redirects: Vec::new(),
            answer: None,
        }
    }

    /// When the check began.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// What the check is busy with.
    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// Begins a stage and its watch.
    pub(crate) fn begin(&mut self, stage: Stage) -> Stopwatch {
        self.stage = stage;
        Stopwatch::start()
    }

    /// Ends the stage that began with `watch`.
    pub(crate) fn end(&mut self, watch: Stopwatch) {
        let elapsed_ms = watch.elapsed_ms();
        let slot = match self.stage {
            Stage::Resolving => &mut self.timings.dns_ms,
            Stage::Connecting => &mut self.timings.connect_ms,
            Stage::Securing => &mut self.timings.tls_ms,
            Stage::Waiting => &mut self.timings.ttfb_ms,
            Stage::Reading => &mut self.timings.transfer_ms,
        };
        *slot = Some(slot.unwrap_or(0.0) + elapsed_ms);
    }

    /// The check is over.
    pub(crate) fn stop(&mut self) {
        self.timings.total_ms = Some(self.watch.elapsed_ms());
    }

    /// How long the whole check took.
    pub(crate) fn total_ms(&self) -> f64 {
        self.timings.total_ms.unwrap_or_default()
    }

    /// What norms judge.
    pub(crate) fn measurements(&self) -> Measurements {
        let times = &self.timings;
        [
            (Metric::TotalMs, times.total_ms),
            (Metric::TtfbMs, times.ttfb_ms),
            (Metric::DnsMs, times.dns_ms),
            (Metric::ConnectMs, times.connect_ms),
            (Metric::TlsMs, times.tls_ms),
            (Metric::TransferMs, times.transfer_ms),
            (Metric::SizeBytes, self.answer.as_ref().map(|answer| as_number(answer.size_bytes))),
            (Metric::CertificateDays, self.certificate_days()),
        ]
        .into_iter()
        .filter_map(|(metric, value)| Some((metric, value?)))
        .collect()
    }

    /// How many days the certificate is still valid, to a hundredth; below zero if it is not.
    pub(crate) fn certificate_days(&self) -> Option<f64> {
        let left = self.certificate.as_ref()?.not_after.duration_since(self.at);
        Some((left.as_secs_f64() / 864.0).floor() / 100.0)
    }

    /// One line for a check that found nothing wrong.
    pub(crate) fn all_is_well(&self) -> String {
        match &self.answer {
            Some(answer) => format!(
                "{} in {:.0} ms, {} bytes",
                answer.status,
                self.total_ms(),
                answer.size_bytes
            ),
            None => format!("connected in {:.0} ms", self.total_ms()),
        }
    }

    /// The evidence, without secrets. `sent` are the headers that went along with the request.
    pub(crate) fn into_evidence(self, sent: Option<&BTreeMap<String, String>>) -> CheckResult {
        CheckResult {
            timings: self.timings,
            http_status: self.answer.as_ref().map(|answer| answer.status),
            certificate: self.certificate,
            response: self.answer.map(|answer| response(&answer, &self.redirects, sent)),
            addresses: self.addresses.iter().map(ToString::to_string).collect(),
            ..CheckResult::plain(self.at, Status::Unknown, "")
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "bodies are far below 2^52 bytes")]
fn as_number(bytes: u64) -> f64 {
    bytes as f64
}

fn response(
    answer: &Answer,
    redirects: &[Url],
    sent: Option<&BTreeMap<String, String>>,
) -> Response {
    let kept = answer.body.get(..EVIDENCE_BYTES).unwrap_or(&answer.body);
    let sent = || sent.into_iter().flatten().map(|(name, value)| (name.as_str(), value.as_str()));
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        let value: String =
            String::from_utf8_lossy(value.as_bytes()).chars().take(HEADER_CHARS).collect();
        (name.to_string(), redact::echoes(redact::header(name.as_str(), &value), sent()))
    };
    Response {
        url: redact::url(&answer.url),
        redirects: redirects.iter().map(redact::url).collect(),
        status: answer.status,
        headers: answer.headers.iter().map(header).collect(),
        body: redact::echoes(String::from_utf8_lossy(kept).into_owned(), sent()),
        size_bytes: answer.size_bytes,
        cut_off: answer.cut_off,
    }
}
