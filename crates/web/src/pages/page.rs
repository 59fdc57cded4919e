//! A page as an answer.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::problem::Problem;

/// The page.
///
/// # Errors
///
/// [`Problem::Broken`] when it could not be written.
pub(crate) fn shown(page: &impl Template) -> Result<Response, Problem> {
    with(StatusCode::OK, page)
}

/// The form as it was typed, because of something that is wrong with it.
///
/// # Errors
///
/// [`Problem::Broken`] when it could not be written.
pub(crate) fn refused(page: &impl Template) -> Result<Response, Problem> {
    with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// The form as it was typed, because somebody else was first.
///
/// # Errors
///
/// [`Problem::Broken`] when it could not be written.
pub(crate) fn overtaken(page: &impl Template) -> Result<Response, Problem> {
    with(StatusCode::CONFLICT, page)
}

/// The page, with another status.
///
/// # Errors
///
/// [`Problem::Broken`] when it could not be written.
pub(crate) fn with(status: StatusCode, page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map_err(Problem::broken)?;
    Ok((status, Html(html)).into_response())
}
