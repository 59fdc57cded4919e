//! Evidence: freezing an item, and its bytes.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use piket_core::incident::{EvidenceKind, Scope};
use piket_core::key::Number;
use piket_engine::intake::Frozen;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::{ApiCaller, Json, Now, Path};
use crate::problem::Problem;

/// An item of evidence to be frozen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEvidence {
    /// What kind.
    #[serde(default)]
    kind: Kind,
    /// In one line.
    title: String,
    /// The text itself, as it was found.
    text: String,
    /// When it was captured; now if nothing is said.
    #[schema(value_type = Option<String>, format = DateTime)]
    captured_at: Option<Timestamp>,
    /// Whether the client may see it too.
    #[serde(default)]
    is_public: bool,
}

/// What kind of thing is frozen by hand.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EvidenceKind)]
pub(crate) enum Kind {
    /// Words of a person.
    #[default]
    Note,
    /// A piece of a log.
    LogExcerpt,
}

/// Freezes evidence; it is never changed afterwards.
#[utoipa::path(
    post,
    path = "/incidents/{number}/evidence",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewEvidence,
    responses(Verb, Problems)
)]
pub(crate) async fn add(
    asked: Asked,
    Json(new): Json<NewEvidence>,
) -> Result<Versioned<Incident>, Problem> {
    let item = Frozen {
        kind: match new.kind {
            Kind::Note => EvidenceKind::Note,
            Kind::LogExcerpt => EvidenceKind::LogExcerpt,
        },
        title: new.title,
        captured_at: new.captured_at.unwrap_or(asked.now),
        content_type: "text/plain; charset=utf-8".to_owned(),
        body: new.text.into_bytes(),
    };
    let scope = if new.is_public { Scope::Public } else { Scope::Internal };
    let id = asked.desk.find(asked.number).await?;
    let who = &asked.caller.who;
    let done = asked.desk.add_evidence(who, id, (item, scope), asked.seen(), asked.now).await;
    match done {
        Ok(_) => asked.show().await,
        Err(error) => Err(asked.told(error).await),
    }
}

/// The bytes of an item of evidence, as they were frozen. They are somebody else's: do not let a
/// browser run them.
#[utoipa::path(
    get,
    path = "/incidents/{number}/evidence/{item}",
    tag = "incidents",
    params(
        ("number" = String, Path, description = "The number of the incident."),
        ("item" = Uuid, Path, description = "The `id` in the fact `evidence_added`.")
    ),
    responses(
        (status = 200, description = "The bytes.", body = Vec<u8>,
            content_type = "application/octet-stream"),
        Problems
    )
)]
pub(crate) async fn show(
    axum::extract::State(desk): axum::extract::State<piket_engine::Desk>,
    caller: ApiCaller,
    Path((number, item)): Path<(String, Uuid)>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let (item, body) = desk.evidence(&caller.who, number, item, now).await?;
    let content_type = HeaderValue::try_from(item.content_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
    ];
    Ok((headers, body).into_response())
}
