//! Verbs that say what an incident is and whether it is one.

use piket_core::incident::{CancelKind, Command};
use piket_core::key::{ApplicationKey, ComponentKey};
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Incident, Verb, Versioned};
use crate::api::asked::{Asked, Upon, Which};
use crate::api::{Problems, schemas};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// Nature, impact and urgency to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Classify {
    /// What kind of trouble.
    #[schema(schema_with = schemas::nature)]
    nature: Nature,
    /// Which part of the application.
    #[schema(value_type = Option<String>)]
    component: Option<ComponentKey>,
    /// How much is hit.
    #[schema(schema_with = schemas::level)]
    impact: Impact,
    /// How soon it hurts.
    #[schema(schema_with = schemas::level)]
    urgency: Urgency,
    /// Why; needed when it lowers the priority.
    reason: Option<String>,
    /// Who of the client agreed, and how; needed when it lowers a priority that the client had set
    /// or confirmed.
    agreed: Option<String>,
}

/// Sets nature, impact and urgency; the priority follows.
#[utoipa::path(
    post,
    path = "/incidents/{number}/classify",
    tag = "incidents",
    params(Which, Upon),
    request_body = Classify,
    responses(Verb, Problems)
)]
pub(crate) async fn classify(asked: Asked, Json(body): Json<Classify>) -> Answer {
    let Classify { nature, component, impact, urgency, reason, agreed } = body;
    asked.act(Command::Classify { nature, component, impact, urgency, reason, agreed }).await
}

/// The application it is about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetApplication {
    /// Which.
    #[schema(value_type = String)]
    application: ApplicationKey,
}

/// Says which application it is about.
#[utoipa::path(
    post,
    path = "/incidents/{number}/set-application",
    tag = "incidents",
    params(Which, Upon),
    request_body = SetApplication,
    responses(Verb, Problems)
)]
pub(crate) async fn set_application(asked: Asked, Json(body): Json<SetApplication>) -> Answer {
    asked.act(Command::SetApplication(body.application)).await
}

/// A step back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBack {
    /// To where.
    #[schema(schema_with = schemas::step)]
    to: Step,
    /// Why.
    reason: String,
}

/// Goes a step back.
#[utoipa::path(
    post,
    path = "/incidents/{number}/step-back",
    tag = "incidents",
    params(Which, Upon),
    request_body = StepBack,
    responses(Verb, Problems)
)]
pub(crate) async fn step_back(asked: Asked, Json(body): Json<StepBack>) -> Answer {
    asked.act(Command::StepBack { to: body.to, reason: body.reason }).await
}

/// The side door.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    /// Why.
    #[schema(schema_with = schemas::cancel)]
    kind: CancelKind,
    /// In words.
    reason: String,
}

/// Leaves by the side door: a duplicate, no incident, withdrawn, spam.
#[utoipa::path(
    post,
    path = "/incidents/{number}/cancel",
    tag = "incidents",
    params(Which, Upon),
    request_body = Cancel,
    responses(Verb, Problems)
)]
pub(crate) async fn cancel(asked: Asked, Json(body): Json<Cancel>) -> Answer {
    asked.act(Command::Cancel { kind: body.kind, reason: body.reason }).await
}
