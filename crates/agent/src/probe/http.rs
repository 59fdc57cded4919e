//! The HTTP(S) check: ask, follow where the answer points to, and leave the judging to others.

use std::collections::BTreeSet;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use hyper::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING, USER_AGENT,
};
use piket_core::check::spec::{HttpCheck, Method};
use url::{Position, Url};

use super::Prober;
use super::exchange::{MAX_BODY_BYTES, Wish, converse};
use super::failure::Failure;
use super::trace::Trace;
use crate::redact;

/// How we introduce ourselves.
const WHO_ASKS: HeaderValue =
    HeaderValue::from_static(concat!("Piket/", env!("CARGO_PKG_VERSION"), " (monitoring)"));
/// So much of a body is kept when nothing in it is expected.
const EVIDENCE_BYTES: usize = 64 * 1024;

/// What is asked next.
struct Question {
    url: Url,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

/// Asks, follows redirects as far as the check allows, and leaves the last answer in the trace.
pub(crate) async fn fetch(
    prober: &Prober,
    check: &HttpCheck,
    trace: &mut Trace,
) -> Result<(), Failure> {
    let mut question = Question::first(check)?;
    let mut visited = BTreeSet::new();
    loop {
        visited.insert(question.url.to_string());
        ask(prober, check, &question, trace).await?;
        let Some(next) = next_place(check, trace)? else { return Ok(()) };
        if trace.redirects.len() == usize::from(check.redirects.follow) {
            let limit = check.redirects.follow;
            return Err(Failure::Redirect(format!("sent on more than {limit} times")));
        }
        if visited.contains(next.as_str()) {
            let place = redact::url(&next);
            return Err(Failure::Redirect(format!("sent on in a circle, back to {place}")));
        }
        let status = trace.answer.as_ref().map_or(0, |answer| answer.status);
        trace.redirects.push(question.url.clone());
        question = question.onward(next, status);
    }
}

async fn ask(
    prober: &Prober,
    check: &HttpCheck,
    question: &Question,
    trace: &mut Trace,
) -> Result<(), Failure> {
    let url = &question.url;
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err(Failure::Unusable(format!("{} has no host", redact::url(url))));
    };
    let wish = Wish { keep_bytes: bytes_to_keep(check), follows: check.redirects.follow > 0 };
    let request = question.request()?;
    let stream = prober.connect(&host, port, trace).await?;
    if url.scheme() == "https" {
        let name = url.host_str().unwrap_or_default();
        let stream = prober.tls.secure(stream, name, check.verify_tls, trace).await?;
        converse(stream, request, url, wish, trace).await
    } else {
        converse(stream, request, url, wish, trace).await
    }
}

fn bytes_to_keep(check: &HttpCheck) -> usize {
    let expect = &check.expect;
    let reads_body =
        !(expect.contains.is_empty() && expect.lacks.is_empty() && expect.json.is_empty());
    if reads_body {
        usize::try_from(MAX_BODY_BYTES).unwrap_or(EVIDENCE_BYTES)
    } else {
        EVIDENCE_BYTES
    }
}

/// Where the last answer sends us, if the check follows.
fn next_place(check: &HttpCheck, trace: &Trace) -> Result<Option<Url>, Failure> {
    let Some(answer) = trace.answer.as_ref().filter(|_| check.redirects.follow > 0) else {
        return Ok(None);
    };
    let Some(location) = answer.points_elsewhere() else { return Ok(None) };
    match answer.url.join(location) {
        Ok(next) if ["http", "https"].contains(&next.scheme()) && next.has_host() => Ok(Some(next)),
        Ok(next) => {
            Err(Failure::Redirect(format!("sent on to {}, which is no page", redact::url(&next))))
        }
        Err(_) => Err(Failure::Redirect("sent on to an address that cannot be read".to_owned())),
    }
}

impl Question {
    fn first(check: &HttpCheck) -> Result<Self, Failure> {
        let url = Url::parse(&check.url)
            .map_err(|error| Failure::Unusable(format!("the address: {error}")))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &check.headers {
            let unusable = || Failure::Unusable(format!("the header {name:?}"));
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
            headers.append(header, HeaderValue::from_str(value).map_err(|_| unusable())?);
        }
        let body = Bytes::from(check.body.clone().unwrap_or_default());
        Ok(Self { url, method: check.method, headers, body })
    }

    /// The question after a redirect. RFC 9110 §15.4: after 303 one fetches, and after 301 and
    /// 302 everybody does. What is secret goes to nobody but the host it was meant for.
    fn onward(mut self, next: Url, status: u16) -> Self {
        let fetches = match (status, self.method) {
            (301 | 302, Method::Post) => true,
            (303, Method::Get | Method::Head) => false,
            (303, _) => true,
            (_, _) => false,
        };
        if fetches {
            self.method = Method::Get;
            self.body = Bytes::new();
            for gone in [CONTENT_TYPE, CONTENT_LENGTH] {
                self.headers.remove(gone);
            }
        }
        if next.origin() != self.url.origin() {
            let secret: Vec<HeaderName> = self
                .headers
                .keys()
                .filter(|name| redact::is_secret_name(name.as_str()) || **name == HOST)
                .cloned()
                .collect();
            for name in secret {
                self.headers.remove(name);
            }
        }
        self.url = next;
        self
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, Failure> {
        let unusable =
            |what: &str| Failure::Unusable(format!("{what} of {}", redact::url(&self.url)));
        let host = HeaderValue::from_str(&self.url[Position::BeforeHost..Position::AfterPort])
            .map_err(|_| unusable("the host"))?;
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(&self.url[Position::BeforePath..Position::AfterQuery])
            .body(Full::new(self.body.clone()))
            .map_err(|_| unusable("the path"))?;
        let headers = request.headers_mut();
        headers.insert(HOST, host);
        headers.insert(USER_AGENT, WHO_ASKS);
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        for name in self.headers.keys() {
            headers.remove(name);
        }
        headers.extend(self.headers.clone());
        // One request a connection, and hyper alone frames the body.
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        headers.remove(CONTENT_LENGTH);
        headers.remove(TRANSFER_ENCODING);
        Ok(request)
    }
}
