//! A problem as machines read it: a document of RFC 9457.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use piket_core::incident::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use super::Problem;

/// What went wrong (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Document {
    /// Names the kind of problem; the last part is `code`.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words; the same for every problem of the kind.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What happened this time.
    detail: String,
    /// The kind of problem as one word.
    code: &'static str,
    /// The number of the request, to ask us about it.
    request: String,
    /// Everything that is missing before the incident can make this step (code `guarded`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guards: Vec<&'static str>,
    /// What is missing in the request (code `missing`).
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    /// The version that the incident has now (code `stale`), or that the proposal has
    /// (code `other_proposal`).
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<u32>,
}

impl Document {
    pub(super) fn of(problem: &Problem, request: String) -> Self {
        let (status, code) = problem.kind();
        Self {
            kind: format!("/problems/{code}"),
            title: title(problem),
            status: status.as_u16(),
            detail: detail(problem),
            code,
            request,
            guards: guards(problem),
            missing: missing(problem),
            current: current(problem),
        }
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let mut answer = axum::Json(self).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(header::CONTENT_TYPE, json);
        answer
    }
}

fn title(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotSignedIn => "Nobody is signed in",
        Problem::NoToken => "A token is needed",
        Problem::Denied => "You may not do this",
        Problem::CrossSite => "The request comes from another site",
        Problem::NotFound(_) => "There is no such thing, or it is not yours to see",
        Problem::WrongMethod => "This address does not know the method",
        Problem::Malformed(_) => "What was sent cannot be read",
        Problem::Unreadable(_) => "What was sent lacks something or says something unknown",
        Problem::NotJson => "What is sent must be application/json",
        Problem::TooLarge => "What was sent is too large",
        Problem::TooOften(_) => "Too many tries",
        Problem::Refused(_) => "The incident does not allow this now",
        Problem::Stale(_) => "It has changed since it was read",
        Problem::Busy(_) => "Too much is going on; try again in a moment",
        Problem::Broken(_) => "We failed",
    }
}

pub(super) fn detail(problem: &Problem) -> String {
    match problem {
        Problem::NotSignedIn => "sign in first".to_owned(),
        Problem::NoToken => {
            "send a valid token as `Authorization: Bearer …`; it may be revoked or expired"
                .to_owned()
        }
        Problem::Denied => "the person of this token may not do this".to_owned(),
        Problem::CrossSite => "the browser says that another site sent this request".to_owned(),
        Problem::NotFound(what) => format!("there is no such {what}, or it is not yours to see"),
        Problem::WrongMethod => "see the header Allow".to_owned(),
        Problem::Malformed(text) | Problem::Unreadable(text) => text.clone(),
        Problem::NotJson => "set the header Content-Type to application/json".to_owned(),
        Problem::TooLarge => "at most 1 MB".to_owned(),
        Problem::TooOften(_) | Problem::Busy(_) => "see the header Retry-After".to_owned(),
        Problem::Refused(refusal) => refusal.to_string(),
        Problem::Stale(_) => "read it again and decide upon what it is now".to_owned(),
        Problem::Broken(_) => "ask us, and name the number of the request".to_owned(),
    }
}

fn guards(problem: &Problem) -> Vec<&'static str> {
    match problem {
        Problem::Refused(Refusal::Guarded { guards, .. }) => {
            guards.iter().map(|guard| guard.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

fn missing(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::Refused(Refusal::Missing(what)) => Some(what),
        _ => None,
    }
}

fn current(problem: &Problem) -> Option<u32> {
    match problem {
        Problem::Stale(current) | Problem::Refused(Refusal::OtherProposal { current }) => *current,
        _ => None,
    }
}
