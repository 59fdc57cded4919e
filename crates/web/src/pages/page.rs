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

/// The page, with another status: 422 for a form as it was typed, 409 for a fresh state.
///
/// # Errors
///
/// [`Problem::Broken`] when it could not be written.
pub(crate) fn with(status: StatusCode, page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map_err(Problem::broken)?;
    Ok((status, Html(html)).into_response())
}
