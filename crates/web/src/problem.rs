//! What goes wrong at a door: a kind for machines, a page for people, a cause for the log.
//!
//! A [`Problem`] travels as an empty answer until the outer layer of its room writes it out: as a
//! document of RFC 9457 for machines, as a page in the reader's language for people. It is logged
//! there, once.

mod document;
mod page;

use std::any::Any;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use piket_core::incident::Refusal;
use piket_engine::ActionError;
use piket_store::StoreError;
use tower_http::csrf::ProtectionError;

pub(crate) use document::Document;
pub(crate) use page::shown_to_people;

use crate::extract::RequestId;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Nobody is signed in.
    NotSignedIn,
    /// There is no token that is known.
    NoToken,
    /// Whoever asks may not do this.
    Denied,
    /// The request comes from another site.
    CrossSite,
    /// There is no such thing, or it is not theirs to see.
    NotFound(&'static str),
    /// The address is there, but not for this method.
    WrongMethod,
    /// What was sent is not what it says it is.
    Malformed(String),
    /// What was sent can be read but lacks something or has something unknown.
    Unreadable(String),
    /// It must be `application/json`.
    NotJson,
    /// What was sent is too large.
    TooLarge,
    /// Too many tries; there is one again after this time.
    TooOften(SignedDuration),
    /// The process, the agreement or the state of the incident does not allow it.
    Refused(Refusal),
    /// It has changed since it was read; with the version that it has now, when it is known.
    Stale(Option<u32>),
    /// Too much is going on, or the memory is away; it may go better in a moment.
    Busy(String),
    /// We failed; the text is for the log.
    Broken(String),
}

impl Problem {
    /// We failed, because of this.
    pub(crate) fn broken(cause: impl std::fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }

    /// The status of the answer, and the name for machines and for the catalogue of words.
    pub(crate) fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Self::NoToken => (StatusCode::UNAUTHORIZED, "no_token"),
            Self::Denied => (StatusCode::FORBIDDEN, "denied"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "wrong_method"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::Unreadable(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
            Self::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.code()),
            Self::Stale(_) => (StatusCode::CONFLICT, "stale"),
            Self::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        }
    }

    /// After how many seconds it is worth another try.
    fn retry_after(&self) -> Option<i64> {
        match self {
            Self::Busy(_) => Some(2),
            Self::TooOften(wait) => Some(wait.as_secs().max(0) + 1),
            Self::NotSignedIn
            | Self::NoToken
            | Self::Denied
            | Self::CrossSite
            | Self::NotFound(_)
            | Self::WrongMethod
            | Self::Malformed(_)
            | Self::Unreadable(_)
            | Self::NotJson
            | Self::TooLarge
            | Self::Refused(_)
            | Self::Stale(_)
            | Self::Broken(_) => None,
        }
    }

    /// What happened, in English: for a delivery that is kept with the reason why it was refused.
    pub(crate) fn reason(&self) -> String {
        document::detail(self)
    }

    /// The problem behind an answer that a library gave: the router, a limit, a guard.
    fn of(answer: &Response) -> Option<Self> {
        if let Some(problem) = answer.extensions().get::<Self>() {
            return Some(problem.clone());
        }
        if answer.extensions().get::<ProtectionError>().is_some() {
            return Some(Self::CrossSite);
        }
        if answer.headers().contains_key(header::CONTENT_TYPE) {
            return None;
        }
        match answer.status() {
            StatusCode::NOT_FOUND => Some(Self::NotFound("page")),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::WrongMethod),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Busy("it took too long".to_owned())),
            _ => None,
        }
    }

    /// Writes into the log what a person of ours should know of.
    fn log(&self, request: &str) {
        match self {
            Self::Broken(cause) => tracing::error!(request, "A request failed: {cause}"),
            Self::Busy(cause) => tracing::warn!(request, "A request was sent away: {cause}"),
            other => tracing::debug!(request, "A request was refused: {}", other.kind().1),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut answer = self.kind().0.into_response();
        let headers = answer.headers_mut();
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self == Self::NoToken {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotFound(what) => Self::NotFound(what),
            ActionError::Denied => Self::Denied,
            ActionError::Refused(refusal) => Self::Refused(refusal),
            ActionError::Stale => Self::Stale(None),
            ActionError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Away | StoreError::Full => Self::Busy(error.to_string()),
            StoreError::Conflict => Self::Stale(None),
            StoreError::Broken(cause) => Self::Broken(cause),
        }
    }
}

/// Where no other address fits.
pub(crate) async fn no_such_page() -> Problem {
    Problem::NotFound("page")
}

/// A handler panicked: a mistake of ours.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
pub(crate) fn of_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::Broken(text.unwrap_or_else(|| "a panic without a text".to_owned())).into_response()
}

/// The outer layer of doors for machines: writes problems out as documents.
pub(crate) async fn told_to_machines(request: Request, next: Next) -> Response {
    let number = number_of(&request);
    let answer = next.run(request).await;
    let Some(problem) = Problem::of(&answer) else { return answer };
    problem.log(&number);
    let document = Document::of(&problem, number);
    answered(answer, document.into_response())
}

fn number_of(request: &Request) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// The written-out answer with the status and the headers of the empty one.
fn answered(empty: Response, written: Response) -> Response {
    let (mut parts, _) = empty.into_parts();
    let (written, body) = written.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(written.headers);
    Response::from_parts(parts, body)
}
