//! The definition of a check, as it stands in configuration files and in the store.
//!
//! Reading one guarantees its shape only; [`CheckSpec::problems`] tells whether it makes sense.

mod http;
mod problems;
mod status_codes;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

pub use http::{
    CertificateDays, Expect, HeaderExpectation, HttpCheck, JsonExpectation, JsonValue, Method,
    Redirects,
};
pub use problems::SpecProblem;
pub use status_codes::{NotStatusCodes, StatusCodes};

use super::machine::Policy;
use super::norm::{Metric, Norm};
use crate::key::{ApplicationKey, CheckKey, ComponentKey};
use crate::priority::Impact;

/// A check: what is looked at, how often, and what is good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckSpec {
    /// How files and people call it; never changes.
    pub key: CheckKey,
    /// What it is called on pages.
    pub name: String,
    /// The application it watches.
    pub application: ApplicationKey,
    /// The part of the application, if it watches one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentKey>,
    /// Whether it runs.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Seconds between two runs.
    #[serde(default = "default_interval_s")]
    pub interval_s: u32,
    /// Seconds between two runs while something is in doubt.
    #[serde(default = "default_retry_interval_s")]
    pub retry_interval_s: u32,
    /// So many bad results in a row are a trouble.
    #[serde(default = "default_hard_after")]
    pub hard_after: u32,
    /// So many good results in a row end it.
    #[serde(default = "default_recover_after")]
    pub recover_after: u32,
    /// How much is hit when it fails.
    #[serde(default = "default_impact")]
    pub impact: Impact,
    /// Whether a warning that lasts opens an incident too, not only a critical trouble.
    #[serde(default, skip_serializing_if = "is_no")]
    pub incident_on_warning: bool,
    /// How it looks.
    pub probe: Probe,
    /// The values its measurements should keep to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<Norm>,
}

/// How a check looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "nearly every check is an HTTP check")]
pub enum Probe {
    /// Fetches a page.
    Http(HttpCheck),
    /// Opens a connection.
    Tcp(TcpCheck),
}

/// A check that opens a TCP connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TcpCheck {
    /// A name or an address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// So long may it take, the search for the address included.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u32,
}

impl CheckSpec {
    /// How patient the check is.
    pub fn policy(&self) -> Policy {
        Policy {
            hard_after: self.hard_after,
            recover_after: self.recover_after,
            interval: SignedDuration::from_secs(i64::from(self.interval_s)),
            retry_interval: SignedDuration::from_secs(i64::from(self.retry_interval_s)),
            clear: self.norms.iter().filter_map(|norm| Some((norm.metric, norm.clear?))).collect(),
        }
    }
}

impl Probe {
    /// The kind of check in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Http(_) => "http",
            Self::Tcp(_) => "tcp",
        }
    }

    /// What is looked at, for people: an address or a host with its port.
    pub fn target(&self) -> String {
        match self {
            Self::Http(http) => http.url.clone(),
            Self::Tcp(tcp) => format!("{}:{}", tcp.host, tcp.port),
        }
    }

    /// So long may one run take, in milliseconds.
    pub fn timeout_ms(&self) -> u32 {
        match self {
            Self::Http(http) => http.timeout_ms,
            Self::Tcp(tcp) => tcp.timeout_ms,
        }
    }

    /// Whether this kind of check can measure `metric`.
    pub fn measures(&self, metric: Metric) -> bool {
        match (self, metric) {
            (Self::Http(_), _) => true,
            (Self::Tcp(_), Metric::TotalMs | Metric::DnsMs | Metric::ConnectMs) => true,
            (
                Self::Tcp(_),
                Metric::TtfbMs
                | Metric::TlsMs
                | Metric::TransferMs
                | Metric::SizeBytes
                | Metric::CertificateDays,
            ) => false,
        }
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no(flag: &bool) -> bool {
    !flag
}

fn default_interval_s() -> u32 {
    60
}

fn default_retry_interval_s() -> u32 {
    20
}

fn default_hard_after() -> u32 {
    3
}

fn default_recover_after() -> u32 {
    2
}

fn default_impact() -> Impact {
    Impact::Medium
}

fn default_timeout_ms() -> u32 {
    10_000
}
