//! Fetching a document from the web, guarded: for feeds and other things that Piket reads by itself.
//!
//! The addresses of a name are looked up once, judged, and used as they are, at every redirect
//! anew. Time and size are bounded. What the document means is not looked at.

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use hyper::header::{
    ACCEPT, CONNECTION, ETAG, HOST, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    USER_AGENT,
};
use jiff::Timestamp;
use url::{Position, Url};

use crate::destinations::Destinations;
use crate::probe::exchange::{MAX_BODY_BYTES, Wish, converse};
use crate::probe::failure::Failure;
use crate::probe::trace::{Answer, Trace};
use crate::probe::{Dns, Prober, SetupError, Tls, web_roots};
use crate::redact;

/// How we introduce ourselves.
const WHO_ASKS: HeaderValue =
    HeaderValue::from_static(concat!("Piket/", env!("CARGO_PKG_VERSION"), " (feeds)"));
/// So often is a redirect followed.
const REDIRECTS: usize = 5;
/// So long may all of it take.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a server may call an edition, in bytes; a longer name is not kept.
const EDITION_BYTES: usize = 512;

/// Fetches documents. Holds what all fetching shares; one for the whole program is enough.
#[derive(Debug)]
pub struct Fetcher {
    prober: Prober,
    patience: Duration,
}

/// The edition of a document, as its server names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a server gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// It is still the edition that we have.
    Same,
    /// A document.
    Document {
        /// The bytes, not longer than two megabytes.
        body: Vec<u8>,
        /// How to ask for what is newer.
        edition: Edition,
    },
}

/// Why nothing was fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address is none of the web.
    #[error("{0:?} is not a web address")]
    NotAnAddress(String),
    /// It leads to an address to which one may not connect.
    #[error("it leads to {0}, which is inside a private network")]
    Forbidden(String),
    /// It answered with a status that is none of success.
    #[error("it answered {0}")]
    Status(u16),
    /// It is longer than two megabytes.
    #[error("it is longer than two megabytes")]
    TooLong,
    /// It took longer than twenty seconds.
    #[error("it did not answer in time")]
    TooSlow,
    /// There was no connection, no certificate to trust, no whole answer, or too many redirects.
    #[error("{0}")]
    Failed(String),
}

impl FetchError {
    /// The name in the catalogue of words.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnAddress(_) => "no-address",
            Self::Forbidden(_) => "forbidden",
            Self::Status(_) => "status",
            Self::TooLong => "too-long",
            Self::TooSlow => "too-slow",
            Self::Failed(_) => "failed",
        }
    }

    /// What it is about: an address, a status, a cause; for people who know what these are.
    pub fn about(&self) -> String {
        match self {
            Self::NotAnAddress(what) | Self::Forbidden(what) | Self::Failed(what) => what.clone(),
            Self::Status(status) => status.to_string(),
            Self::TooLong | Self::TooSlow => String::new(),
        }
    }
}

impl From<Failure> for FetchError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Forbidden { host, .. } => Self::Forbidden(host),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl Fetcher {
    /// A fetcher with these name servers, trusted certificates and allowed destinations.
    pub fn new(dns: Dns, tls: Tls, destinations: Destinations) -> Self {
        Self { prober: Prober::new(dns, tls, destinations), patience: PATIENCE }
    }

    /// A fetcher with the name servers of this machine that trusts what browsers trust.
    ///
    /// # Errors
    ///
    /// [`SetupError`] if the machine's name servers cannot be read.
    pub fn for_this_machine(destinations: Destinations) -> Result<Self, SetupError> {
        Ok(Self::new(Dns::of_this_machine()?, Tls::trusting(web_roots())?, destinations))
    }

    /// The same, which waits no longer than this.
    #[must_use]
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Fetches a document, unless it is still the edition that we have.
    ///
    /// # Errors
    ///
    /// [`FetchError`] in all its kinds.
    pub async fn fetch(
        &self,
        address: &str,
        have: &Edition,
        now: Timestamp,
    ) -> Result<Fetched, FetchError> {
        let url = web_address(address)?;
        let fetching = self.follow(url, have, now);
        tokio::time::timeout(self.patience, fetching).await.unwrap_or(Err(FetchError::TooSlow))
    }

    async fn follow(
        &self,
        mut url: Url,
        have: &Edition,
        now: Timestamp,
    ) -> Result<Fetched, FetchError> {
        let mut visited = BTreeSet::new();
        for _ in 0..=REDIRECTS {
            if !visited.insert(url.to_string()) {
                return Err(FetchError::Failed("it sends on in a circle".to_owned()));
            }
            let answer = self.ask(&url, have, now).await?;
            let Some(place) = answer.points_elsewhere() else { return judged(answer) };
            let next = url.join(place).map_err(|_| FetchError::NotAnAddress(place.to_owned()))?;
            let is_downgrade = url.scheme() == "https" && next.scheme() != "https";
            if is_downgrade {
                return Err(FetchError::Failed("it sends on to an unprotected page".to_owned()));
            }
            url = web_address(next.as_str())?;
        }
        Err(FetchError::Failed(format!("it sends on more than {REDIRECTS} times")))
    }

    async fn ask(&self, url: &Url, have: &Edition, now: Timestamp) -> Result<Answer, FetchError> {
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(FetchError::NotAnAddress(redact::url(url)));
        };
        let mut trace = Trace::start(now);
        let keep_bytes = usize::try_from(MAX_BODY_BYTES).unwrap_or(usize::MAX);
        let wish = Wish { keep_bytes, follows: true };
        let request = request(url, have)?;
        let stream = self.prober.connect(&host, port, &mut trace).await?;
        if url.scheme() == "https" {
            let name = url.host_str().unwrap_or_default();
            let stream = self.prober.tls.secure(stream, name, true, &mut trace).await?;
            converse(stream, request, url, wish, &mut trace).await?;
        } else {
            converse(stream, request, url, wish, &mut trace).await?;
        }
        trace.answer.take().ok_or_else(|| FetchError::Failed("there was no answer".to_owned()))
    }
}

/// An address of the web without a name and password in it: those would stand in logs and pages.
fn web_address(address: &str) -> Result<Url, FetchError> {
    let wrong = || FetchError::NotAnAddress(address.to_owned());
    // Calendars are often linked by a scheme of their own.
    let address = match address.trim().strip_prefix("webcal://") {
        Some(rest) => format!("https://{rest}"),
        None => address.trim().to_owned(),
    };
    let url = Url::parse(&address).map_err(|_| wrong())?;
    let is_web = ["http", "https"].contains(&url.scheme()) && url.has_host();
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_web && is_plain { Ok(url) } else { Err(wrong()) }
}

fn request(url: &Url, have: &Edition) -> Result<Request<Full<Bytes>>, FetchError> {
    let wrong = || FetchError::NotAnAddress(redact::url(url));
    let host = HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort]);
    let mut request = Request::builder()
        .uri(&url[Position::BeforePath..Position::AfterQuery])
        .body(Full::new(Bytes::new()))
        .map_err(|_| wrong())?;
    let headers = request.headers_mut();
    headers.insert(HOST, host.map_err(|_| wrong())?);
    headers.insert(USER_AGENT, WHO_ASKS);
    headers.insert(ACCEPT, HeaderValue::from_static("text/calendar, */*;q=0.5"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let mut ask = |name, value: &Option<String>| {
        let value = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok());
        if let Some(value) = value {
            headers.insert(name, value);
        }
    };
    ask(IF_NONE_MATCH, &have.etag);
    ask(IF_MODIFIED_SINCE, &have.last_modified);
    Ok(request)
}

fn judged(answer: Answer) -> Result<Fetched, FetchError> {
    match answer.status {
        304 => Ok(Fetched::Same),
        200 if answer.cut_off => Err(FetchError::TooLong),
        200 => {
            let header = |name| {
                let value = answer.headers.get(name)?.to_str().ok()?;
                (value.len() <= EDITION_BYTES).then(|| value.to_owned())
            };
            let edition = Edition { etag: header(ETAG), last_modified: header(LAST_MODIFIED) };
            Ok(Fetched::Document { body: answer.body, edition })
        }
        status => Err(FetchError::Status(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_are_fetched() {
        for good in ["https://a.example/h.ics", "http://a.example", " webcal://a.example/x "] {
            assert!(web_address(good).is_ok(), "{good}");
        }
        for wrong in [
            "",
            "a.example/h.ics",
            "file:///etc/passwd",
            "ftp://a.example/",
            "https://me:word@a.example/",
        ] {
            assert!(web_address(wrong).is_err(), "{wrong}");
        }
    }
}
