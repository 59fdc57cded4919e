//! What one run of a check found: the verdict, the figures, and the evidence behind it.
//!
//! A result is immutable. What it means for the state of the check is decided by the machine.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::norm::{Measurements, Metric, Status};

/// What one run of a check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    /// When the run began.
    pub at: Timestamp,
    /// The verdict.
    pub status: Status,
    /// The verdict in one line, for engineers: what was found, not what it means.
    pub summary: String,
    /// How long each part took.
    #[serde(default)]
    pub timings: Timings,
    /// The HTTP status of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// The certificate that was shown, also when it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// The last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The addresses that the name gave, in the order in which they were tried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// What norms judge.
    #[serde(default)]
    pub metrics: Measurements,
    /// The metrics whose norm was not met.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub broken: BTreeSet<Metric>,
}

impl CheckResult {
    /// A result that says only how it went, without figures or evidence.
    pub fn plain(at: Timestamp, status: Status, summary: impl Into<String>) -> Self {
        Self {
            at,
            status,
            summary: summary.into(),
            timings: Timings::default(),
            http_status: None,
            certificate: None,
            response: None,
            addresses: Vec::new(),
            metrics: Measurements::new(),
            broken: BTreeSet::new(),
        }
    }
}

/// How long each part of a check took, in milliseconds. A part that was not reached is absent;
/// where redirects were followed, each part is the sum over all requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the unit belongs in the name")]
pub struct Timings {
    /// Finding the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dns_ms: Option<f64>,
    /// Opening the connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect_ms: Option<f64>,
    /// The TLS handshake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_ms: Option<f64>,
    /// From the request sent to the first byte of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttfb_ms: Option<f64>,
    /// From the first byte of the answer to the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_ms: Option<f64>,
    /// From the start of the check to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_ms: Option<f64>,
}

/// The certificate a server showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// For whom it was made out.
    pub subject: String,
    /// The names and addresses for which it is valid.
    pub sans: Vec<String>,
    /// Who signed it.
    pub issuer: String,
    /// Its serial number, in hexadecimal digits.
    pub serial: String,
    /// From when it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid.
    pub not_after: Timestamp,
}

/// The last answer of a server, as evidence. Secrets in it are already hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The address that answered.
    pub url: String,
    /// The addresses that sent us on to it, first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<String>,
    /// The HTTP status.
    pub status: u16,
    /// The headers in the order of their arrival.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body as text; what is not UTF-8 is replaced.
    pub body: String,
    /// How many bytes of body arrived.
    pub size_bytes: u64,
    /// Whether the body was longer than what is read of it.
    #[serde(default)]
    pub cut_off: bool,
}
