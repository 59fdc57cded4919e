//! Verbs of the solution: proposed, agreed, made, rolled out, proved, reported back.

use jiff::Timestamp;
use piket_core::incident::{
    Channel, Command, Message, ProposalTerms, ResolutionKind, Scope, Solved,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Incident, Verb, Versioned};
use crate::api::asked::{Asked, Upon, Which};
use crate::api::{Problems, schemas};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// A solution to be proposed to the client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewProposal {
    /// What will be done.
    solution: String,
    /// What may go wrong.
    risk: String,
    /// How it is undone.
    rollback: String,
    /// How it is tested.
    test_plan: String,
    /// When it is planned.
    #[schema(value_type = Option<String>, format = DateTime)]
    planned_at: Option<Timestamp>,
    /// The cause, when it was not written down yet.
    cause: Option<String>,
}

/// Proposes a solution, or a new version of it.
#[utoipa::path(
    post,
    path = "/incidents/{number}/proposals",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewProposal,
    responses(Verb, Problems)
)]
pub(crate) async fn proposals(asked: Asked, Json(new): Json<NewProposal>) -> Answer {
    let NewProposal { solution, risk, rollback, test_plan, planned_at, cause } = new;
    let terms = ProposalTerms { solution, risk, rollback, test_plan, planned_at };
    asked.act(Command::Propose { terms, cause }).await
}

/// Consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consent {
    /// To which version of the proposal.
    version: u32,
    /// In words; on whose behalf, when one of ours writes it down.
    #[serde(default)]
    note: String,
}

/// Consents to a version of the proposal.
#[utoipa::path(
    post,
    path = "/incidents/{number}/consent",
    tag = "incidents",
    params(Which, Upon),
    request_body = Consent,
    responses(Verb, Problems)
)]
pub(crate) async fn consent(asked: Asked, Json(body): Json<Consent>) -> Answer {
    asked.act(Command::Consent { version: body.version, note: body.note }).await
}

/// No consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefuseConsent {
    /// To which version of the proposal.
    version: u32,
    /// Why.
    reason: String,
}

/// Refuses a version of the proposal.
#[utoipa::path(
    post,
    path = "/incidents/{number}/refuse-consent",
    tag = "incidents",
    params(Which, Upon),
    request_body = RefuseConsent,
    responses(Verb, Problems)
)]
pub(crate) async fn refuse_consent(asked: Asked, Json(body): Json<RefuseConsent>) -> Answer {
    asked.act(Command::RefuseConsent { version: body.version, reason: body.reason }).await
}

/// That the fix is made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Implement {
    /// Whether it was tested outside production.
    is_tested: bool,
    /// What was done.
    #[serde(default)]
    note: String,
}

/// The fix is made and may go to production.
#[utoipa::path(
    post,
    path = "/incidents/{number}/implement",
    tag = "incidents",
    params(Which, Upon),
    request_body = Implement,
    responses(Verb, Problems)
)]
pub(crate) async fn implement(asked: Asked, Json(body): Json<Implement>) -> Answer {
    asked.act(Command::Implement { is_tested: body.is_tested, note: body.note }).await
}

/// That the fix is in production.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollOut {
    /// Which version or change.
    version: String,
    /// What was done.
    #[serde(default)]
    note: String,
    /// Whether it was tested outside production.
    #[serde(default)]
    is_tested: bool,
}

/// The fix is in production.
#[utoipa::path(
    post,
    path = "/incidents/{number}/roll-out",
    tag = "incidents",
    params(Which, Upon),
    request_body = RollOut,
    responses(Verb, Problems)
)]
pub(crate) async fn roll_out(asked: Asked, Json(body): Json<RollOut>) -> Answer {
    let RollOut { version, note, is_tested } = body;
    asked.act(Command::RollOut { version, note, is_tested }).await
}

/// Proof by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    /// In words.
    proof: String,
}

/// There is proof by hand that the fix works in production.
#[utoipa::path(
    post,
    path = "/incidents/{number}/verify",
    tag = "incidents",
    params(Which, Upon),
    request_body = Proof,
    responses(Verb, Problems)
)]
pub(crate) async fn verify(asked: Asked, Json(body): Json<Proof>) -> Answer {
    asked.act(Command::Verify { proof: body.proof }).await
}

/// How it was solved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resolve {
    /// In which way.
    #[schema(schema_with = schemas::resolution)]
    kind: ResolutionKind,
    /// What it was, in the client's words.
    cause: String,
    /// How it was solved, in the client's words.
    solution: String,
    /// The report back to the client.
    message: String,
}

impl Resolve {
    fn solved(self, asked: &Asked) -> Solved {
        let message = Message {
            id: asked.desk.new_id(asked.now),
            scope: Scope::Public,
            channel: Channel::Api,
            to: Vec::new(),
            body: self.message,
            next_update_at: None,
        };
        Solved { kind: self.kind, cause: self.cause, solution: self.solution, message }
    }
}

/// It is solved: reports back and resolves now.
#[utoipa::path(
    post,
    path = "/incidents/{number}/resolve",
    tag = "incidents",
    params(Which, Upon),
    request_body = Resolve,
    responses(Verb, Problems)
)]
pub(crate) async fn resolve(asked: Asked, Json(body): Json<Resolve>) -> Answer {
    let solved = body.solved(&asked);
    asked.act(Command::Resolve(solved)).await
}

/// How it was solved, and what went to production for it.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Solve {
    #[serde(flatten)]
    solved: Resolve,
    /// Which version or change went to production, when it was a fix.
    #[serde(default)]
    change: String,
}

/// It is solved: reports back and resolves as soon as the check has been green long enough.
#[utoipa::path(
    post,
    path = "/incidents/{number}/solve",
    tag = "incidents",
    params(Which, Upon),
    request_body = Solve,
    responses(Verb, Problems)
)]
pub(crate) async fn solve(asked: Asked, Json(body): Json<Solve>) -> Answer {
    let solved = body.solved.solved(&asked);
    asked.act(Command::Solve { solved, change: body.change }).await
}
