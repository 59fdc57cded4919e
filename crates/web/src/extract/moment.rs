//! When a request came, and under which number it stands in the log.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::problem::Problem;

/// The instant of the request: the clock is read once, by the outermost layer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now(pub(crate) Timestamp);

/// The number of the request, for the log and for whoever asks what went wrong.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Now {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().copied().ok_or_else(|| Problem::broken("no layer read the clock"))
    }
}
