//! Verbs of two incidents: merged, taken apart again, linked, and told the same.

use jiff::Timestamp;
use piket_core::incident::{Link, Refusal};
use piket_core::key::Number;
use piket_core::policy::Action;
use piket_engine::ActionError;
use piket_engine::actions::FamilyWords;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

pub(super) fn other(text: &str) -> Result<Number, Problem> {
    let unknown = || Refusal::Unknown { what: "incident", key: text.to_owned() };
    text.parse().map_err(|_| Problem::Refused(unknown()))
}

async fn after(asked: &Asked, done: Result<(), ActionError>) -> Answer {
    match done {
        Ok(()) => asked.show().await,
        Err(error) => Err(asked.told(error).await),
    }
}

/// Into which incident, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merge {
    /// The number of the incident that goes on.
    #[schema(example = "INC-1042")]
    into: String,
    /// Why they are one.
    reason: String,
    /// The version of it that was read before deciding.
    seen_into: Option<u32>,
}

/// Merges this incident into another one of the same client.
#[utoipa::path(
    post,
    path = "/incidents/{number}/merge",
    tag = "incidents",
    params(Which, Upon),
    request_body = Merge,
    responses(Verb, Problems)
)]
pub(crate) async fn merge(asked: Asked, Json(body): Json<Merge>) -> Answer {
    let pair = (asked.number, other(&body.into)?);
    let seens = (asked.seen(), body.seen_into);
    let done = asked.desk.merge(&asked.caller.who, pair, body.reason, seens, asked.now).await;
    after(&asked, done.map(drop)).await
}

/// Takes the merge of this incident back, within 24 hours: both are as if they had never met.
#[utoipa::path(
    post,
    path = "/incidents/{number}/undo-merge",
    tag = "incidents",
    params(Which, Upon),
    responses(Verb, Problems)
)]
pub(crate) async fn undo_merge(asked: Asked) -> Answer {
    let (_, state) = asked.state().await?;
    asked.caller.must(Action::Work)?;
    let into = state.merging.merged_into().map(|merged| merged.number);
    let into = into.ok_or(Problem::Refused(Refusal::Already))?;
    let (pair, seens) = ((asked.number, into), (asked.seen(), None));
    let done = asked.desk.undo_merge(&asked.caller.who, pair, seens, asked.now).await;
    after(&asked, done.map(drop)).await
}

/// With which incident, and what that one is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLink {
    /// The number of the other one.
    #[schema(example = "INC-1042")]
    with: String,
    /// What the other one is: `parent`, `child`, `related`, `follow_up_of` (the earlier one) or
    /// `followed_up_by`.
    #[schema(value_type = String, example = "parent")]
    r#is: Link,
}

/// Links this incident with another one. Clients see only what follows up what.
#[utoipa::path(
    post,
    path = "/incidents/{number}/links",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewLink,
    responses(Verb, Problems)
)]
pub(crate) async fn link(asked: Asked, Json(body): Json<NewLink>) -> Answer {
    let pair = (asked.number, other(&body.with)?);
    let done = asked.desk.link(&asked.caller.who, pair, body.r#is, asked.now).await;
    after(&asked, done.map(drop)).await
}

/// With which incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OldLink {
    /// The number of the other one.
    #[schema(example = "INC-1042")]
    with: String,
}

/// Takes a link away.
#[utoipa::path(
    post,
    path = "/incidents/{number}/unlink",
    tag = "incidents",
    params(Which, Upon),
    request_body = OldLink,
    responses(Verb, Problems)
)]
pub(crate) async fn unlink(asked: Asked, Json(body): Json<OldLink>) -> Answer {
    let pair = (asked.number, other(&body.with)?);
    let done = asked.desk.unlink(&asked.caller.who, pair, asked.now).await;
    after(&asked, done.map(drop)).await
}

/// The same words for the clients of several incidents.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SameWords {
    /// The text. It may name no client and no other incident.
    body: String,
    /// When the next word is promised; as agreed with each if nothing is said.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_update_at: Option<Timestamp>,
    /// Whether the client of this incident itself reads it too.
    #[serde(default)]
    with_parent: bool,
}

/// Tells the client of each child the same words, as a message of its own there.
#[utoipa::path(
    post,
    path = "/incidents/{number}/tell-children",
    tag = "incidents",
    params(Which, Upon),
    request_body = SameWords,
    responses(Verb, Problems)
)]
pub(crate) async fn tell_children(asked: Asked, Json(body): Json<SameWords>) -> Answer {
    let SameWords { body, next_update_at, with_parent } = body;
    if body.trim().is_empty() {
        return Err(Problem::Refused(Refusal::Missing("the text")));
    }
    let words = FamilyWords { body, next_update_at, with_parent };
    let (desk, who) = (&asked.desk, &asked.caller.who);
    let done = desk.tell_family(who, asked.number, words, asked.now).await;
    after(&asked, done.map(drop)).await
}
