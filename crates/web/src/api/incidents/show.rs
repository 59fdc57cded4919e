//! One incident.

use super::{Incident, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Which};
use crate::problem::Problem;

/// One incident. Its `ETag` is its version, for `If-Match` of verbs.
#[utoipa::path(
    get,
    path = "/incidents/{number}",
    tag = "incidents",
    params(Which),
    responses((status = 200, body = Incident), Problems)
)]
pub(crate) async fn show(asked: Asked) -> Result<Versioned<Incident>, Problem> {
    asked.show().await
}
