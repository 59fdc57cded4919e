//! What was sent: forms, documents, words in the address. What cannot be read is a problem in the
//! words of whoever sent it.

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::extract::{FormRejection, QueryRejection};
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A form of a page. Repeated fields are lists.
pub(crate) struct Form<T>(pub(crate) T);

/// A document of the API.
pub(crate) struct Json<T>(pub(crate) T);

/// The words after the question mark. Repeated ones are lists.
pub(crate) struct Query<T>(pub(crate) T);

/// The parts of the address.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match axum_extra::extract::Form::from_request(request, state).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(rejection) => Err(no_form(&rejection)),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match axum::Json::from_request(request, state).await {
            Ok(axum::Json(document)) => Ok(Self(document)),
            Err(rejection) => Err(no_json(&rejection)),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum_extra::extract::Query::from_request_parts(parts, state).await {
            Ok(axum_extra::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(no_query(&rejection)),
        }
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(rejection) => Err(no_path(&rejection)),
        }
    }
}

/// What is wrong with a document that could not be read.
fn no_json(rejection: &JsonRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::NotJson,
        StatusCode::UNPROCESSABLE_ENTITY => Problem::Unreadable(rejection.body_text()),
        _ => Problem::Malformed(rejection.body_text()),
    }
}

fn no_form(rejection: &FormRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed(rejection.body_text()),
    }
}

fn no_query(rejection: &QueryRejection) -> Problem {
    Problem::Malformed(rejection.body_text())
}

/// An address with a part that cannot be what it should be leads nowhere.
fn no_path(_: &PathRejection) -> Problem {
    Problem::NotFound("page")
}
