//! Verbs of waiting: a question that is taken back, a moment to which the client agreed, and what
//! we wait for while the clocks go on.

use jiff::Timestamp;
use piket_core::incident::{Awaited, Command};
use serde::Deserialize;
use utoipa::ToSchema;

use super::hold::Reason;
use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// Takes back what the client was asked; the clocks go on.
#[utoipa::path(
    post,
    path = "/incidents/{number}/withdraw-question",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn withdraw_question(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::WithdrawQuestion { reason: body.reason }).await
}

/// A later moment to which the client agreed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deferral {
    /// Until when; it goes on by itself then.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// Who of the client agreed, and how.
    agreed: String,
    /// Why.
    reason: String,
}

/// Defers it until a moment to which the client agreed: restore and resolution stand still.
#[utoipa::path(
    post,
    path = "/incidents/{number}/defer",
    tag = "incidents",
    params(Which, Upon),
    request_body = Deferral,
    responses(Verb, Problems)
)]
pub(crate) async fn defer(asked: Asked, Json(body): Json<Deferral>) -> Answer {
    let Deferral { until, agreed, reason } = body;
    asked.act(Command::Defer { until, agreed, reason }).await
}

/// Goes on with what was deferred, before its moment.
#[utoipa::path(
    post,
    path = "/incidents/{number}/end-deferral",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn end_deferral(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::EndDeferral { reason: body.reason }).await
}

/// What we wait for while the clocks go on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWait {
    /// For what: `supplier:<key>`, `change_window` or `internal`.
    #[schema(value_type = String, example = "supplier:nordhost")]
    on: Awaited,
    /// What exactly, in words.
    what: String,
    /// When the wait is over by itself and the holder is reminded; needed for a change window.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// Says what we wait for; no clock stands still. It replaces what was said before, and ends by
/// itself: with the supplier's answer, the rollout, the next step, or its moment.
#[utoipa::path(
    post,
    path = "/incidents/{number}/await",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewWait,
    responses(Verb, Problems)
)]
pub(crate) async fn await_this(asked: Asked, Json(body): Json<NewWait>) -> Answer {
    let NewWait { on, what, until } = body;
    asked.act(Command::Await { on, what, until }).await
}

/// Waits for that no longer.
#[utoipa::path(
    post,
    path = "/incidents/{number}/await-no-longer",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn await_no_longer(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::AwaitNoLonger { reason: body.reason }).await
}
