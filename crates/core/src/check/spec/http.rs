//! The definition of an HTTP(S) check: what is asked, and what is expected of the answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::status_codes::StatusCodes;
use super::{default_timeout_ms, yes};

/// A check that fetches a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpCheck {
    /// The address, with `http://` or `https://`.
    pub url: String,
    /// How it is asked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub method: Method,
    /// Headers that are sent along. Their values may be secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body that is sent along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What is expected of the answer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expect: Expect,
    /// Which redirects are followed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub redirects: Redirects,
    /// So long may it take, from the search for the address to the last byte.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u32,
    /// Whether a certificate that a browser would refuse is a failure.
    #[serde(default = "yes")]
    pub verify_tls: bool,
    /// How long a certificate should still be valid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certificate: CertificateDays,
}

impl HttpCheck {
    /// A check with defaults that fetches `url`.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            method: Method::default(),
            headers: BTreeMap::new(),
            body: None,
            expect: Expect::default(),
            redirects: Redirects::default(),
            timeout_ms: default_timeout_ms(),
            verify_tls: true,
            certificate: CertificateDays::default(),
        }
    }
}

/// How a page is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Fetch.
    #[default]
    Get,
    /// Fetch the headers only.
    Head,
    /// Send a form or a message.
    Post,
    /// Put a document.
    Put,
    /// Change a document.
    Patch,
    /// Remove a document.
    Delete,
    /// Ask what is possible.
    Options,
}

impl Method {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }
}

/// What is expected of an answer. What is not met is critical.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expect {
    /// The status, such as `200`, `2xx` or `200-299,401`.
    #[serde(skip_serializing_if = "is_default")]
    pub status: StatusCodes,
    /// Texts that must stand in the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<String>,
    /// Texts that must not stand in the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// Values at places in a body of JSON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<JsonExpectation>,
    /// Headers of the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<HeaderExpectation>,
    /// Where the redirects must end; where none is followed, where the answer points to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// So long may the whole check take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_latency_ms: Option<u32>,
}

/// A value expected at a place in a body of JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonExpectation {
    /// The place as JSON Pointer (RFC 6901), such as `/database/status`.
    pub pointer: String,
    /// What stands there.
    pub equals: JsonValue,
}

/// A simple value in JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum JsonValue {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// What is expected of a header; without `equals` and `contains`, that it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderExpectation {
    /// The name, in any case of letters.
    pub name: String,
    /// The whole value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<String>,
    /// A part of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
}

/// Which redirects are followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Redirects {
    /// So many at most; with 0 the redirect itself is the answer. More is critical.
    pub follow: u8,
}

impl Default for Redirects {
    fn default() -> Self {
        Self { follow: 5 }
    }
}

/// How long a certificate should still be valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CertificateDays {
    /// Fewer days than this warn.
    pub warning: u16,
    /// Fewer days than this are critical.
    pub critical: u16,
}

impl Default for CertificateDays {
    fn default() -> Self {
        Self { warning: 21, critical: 7 }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
