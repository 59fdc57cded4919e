//! A month of an application: read, and frozen.

use axum::Json;
use axum::extract::State;
use piket_core::figures::Month;
use piket_core::key::ApplicationKey;
use piket_engine::Desk;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::Figures;
use crate::api::Problems;
use crate::extract::{ApiCaller, Json as Asked, Now, Path, Query};
use crate::pages::figures::freeze_problem;
use crate::problem::Problem;

/// Which month.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Which month, as `2026-10`; the present one if it is not said.
    #[param(value_type = Option<String>)]
    month: Option<Month>,
}

/// The figures of an application for a month.
#[utoipa::path(
    get,
    path = "/applications/{application}/figures",
    tag = "figures",
    params(("application" = String, Path, description = "The key of the application."), Wanted),
    responses((status = 200, body = Figures), Problems)
)]
pub(crate) async fn show(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Figures>, Problem> {
    let month = wanted.month.unwrap_or_else(|| desk.current_month(&key, now));
    let seen = desk.month(&caller.who, &key, month, now).await?;
    Ok(Json(Figures::of(seen, &caller)))
}

/// Why a month is frozen.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = FreezeMonth)]
#[serde(deny_unknown_fields)]
pub(crate) struct Freeze {
    /// Which month, as `2026-10`.
    #[schema(value_type = String)]
    month: Option<Month>,
    /// Why the published figures change; needed from the second version on.
    #[serde(default)]
    reason: String,
}

/// What came of freezing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrozenMonth)]
pub(crate) struct Frozen {
    /// The version that holds now.
    version: u32,
    /// Whether it is a new one; otherwise nothing had changed.
    is_new: bool,
}

/// Freezes a month of an application: its figures become a version that never changes.
#[utoipa::path(
    post,
    path = "/applications/{application}/figures/freeze",
    tag = "figures",
    params(("application" = String, Path, description = "The key of the application.")),
    request_body = Freeze,
    responses((status = 200, body = Frozen), Problems)
)]
pub(crate) async fn freeze(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Asked(wanted): Asked<Freeze>,
) -> Result<Json<Frozen>, Problem> {
    let month = wanted.month.ok_or_else(|| Problem::Unreadable("say which month".to_owned()))?;
    let done = desk.freeze_month(&caller.who, &key, month, &wanted.reason, now).await;
    let done = done.map_err(freeze_problem)?;
    Ok(Json(Frozen { version: done.version, is_new: done.is_new }))
}
