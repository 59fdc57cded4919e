//! Verbs of the ball: who has it, who is asked to take it.

use piket_core::incident::Command;
use piket_core::key::PersonKey;
use piket_core::party::Party;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GivenReason)]
pub(crate) struct Reason {
    /// In words.
    pub(super) reason: String,
}

/// "Action! Who?": I. The caller takes the incident.
#[utoipa::path(
    post,
    path = "/incidents/{number}/take",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn take(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::Take { reason: body.reason }).await
}

/// Whom the ball is offered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOffer)]
pub(crate) struct Offer {
    /// Which party.
    #[schema(value_type = String, example = "supplier:nordhost")]
    party: Party,
    /// Whom in it.
    #[schema(value_type = Option<String>)]
    person: Option<PersonKey>,
    /// Why it is theirs.
    reason: String,
}

/// "Action! Who?": that party. The ball stays where it is until it is taken.
#[utoipa::path(
    post,
    path = "/incidents/{number}/offer",
    tag = "incidents",
    params(Which, Upon),
    request_body = Offer,
    responses(Verb, Problems)
)]
pub(crate) async fn offer(asked: Asked, Json(body): Json<Offer>) -> Answer {
    let Offer { party, person, reason } = body;
    asked.act(Command::Offer { party, person, reason }).await
}

/// Takes the ball that was offered.
#[utoipa::path(
    post,
    path = "/incidents/{number}/accept",
    tag = "incidents",
    params(Which, Upon),
    responses(Verb, Problems)
)]
pub(crate) async fn accept(asked: Asked) -> Answer {
    asked.act(Command::Accept).await
}

/// Does not take the ball that was offered.
#[utoipa::path(
    post,
    path = "/incidents/{number}/refuse",
    tag = "incidents",
    params(Which, Upon),
    request_body = Reason,
    responses(Verb, Problems)
)]
pub(crate) async fn refuse(asked: Asked, Json(body): Json<Reason>) -> Answer {
    asked.act(Command::Refuse { reason: body.reason }).await
}

/// What the second line is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewQuestion)]
pub(crate) struct Question {
    /// In words.
    question: String,
}

/// Asks the development team to take it.
#[utoipa::path(
    post,
    path = "/incidents/{number}/involve-development",
    tag = "incidents",
    params(Which, Upon),
    request_body = Question,
    responses(Verb, Problems)
)]
pub(crate) async fn involve_development(asked: Asked, Json(body): Json<Question>) -> Answer {
    asked.act(Command::InvolveDevelopment { question: body.question }).await
}
