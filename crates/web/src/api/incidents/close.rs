//! Verbs of the end: confirmed or not, prevention, closed.

use jiff::civil::Date;
use piket_core::incident::Command;
use piket_core::key::PersonKey;
use serde::Deserialize;
use utoipa::ToSchema;

use super::hold::Reason;
use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// The client confirms that it is solved.
#[utoipa::path(
    post,
    path = "/incidents/{number}/confirm",
    tag = "incidents",
    params(Which, Upon),
    responses(Verb, Problems)
)]
pub(crate) async fn confirm(asked: Asked) -> Answer {
    asked.act(Command::Confirm).await
}

/// Why it is opened again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reopen {
    /// Why.
    reason: String,
    /// Whether the service is down again: the restore time begins anew then.
    #[serde(default)]
    is_down: bool,
}

/// It is not solved, or it is back.
#[utoipa::path(
    post,
    path = "/incidents/{number}/reopen",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reopen,
    responses(Verb, Problems)
)]
pub(crate) async fn reopen(asked: Asked, Json(body): Json<Reopen>) -> Answer {
    asked.act(Command::Reopen { reason: body.reason, is_down: body.is_down }).await
}

/// What will be done so that it does not happen again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPreventiveAction {
    /// What.
    action: String,
    /// By whom.
    #[schema(value_type = String)]
    owner: PersonKey,
    /// By when.
    #[schema(value_type = String, format = Date)]
    due_on: Date,
}

/// Plans a preventive action.
#[utoipa::path(
    post,
    path = "/incidents/{number}/preventive-actions",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewPreventiveAction,
    responses(Verb, Problems)
)]
pub(crate) async fn preventive_actions(
    asked: Asked,
    Json(new): Json<NewPreventiveAction>,
) -> Answer {
    let NewPreventiveAction { action, owner, due_on } = new;
    asked.act(Command::PlanPrevention { action, owner, due_on }).await
}

/// Says why no preventive action is needed.
#[utoipa::path(
    post,
    path = "/incidents/{number}/waive-prevention",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn waive_prevention(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::WaivePrevention { reason: body.reason }).await
}

/// Closes it.
#[utoipa::path(
    post,
    path = "/incidents/{number}/close",
    tag = "incidents",
    params(Which, Upon),
    responses(Verb, Problems)
)]
pub(crate) async fn close(asked: Asked) -> Answer {
    asked.act(Command::Close).await
}
