//! Tokens, for whoever keeps them: by which programs come in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use piket_core::incident::Refusal;
use piket_core::key::{ApplicationKey, PersonKey};
use piket_core::policy::Action;
use piket_engine::account::{self, Accounts, NewToken, TokenKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Problems;
use crate::extract::{ApiCaller, Json, Now, Path};
use crate::problem::Problem;

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Token {
    /// Its row.
    id: Uuid,
    /// What people call it.
    name: String,
    /// `api` or `intake`.
    kind: &'static str,
    /// For whom it speaks, when it opens the API.
    person: Option<String>,
    /// The application that its signals are about, when it opens an intake.
    application: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// By whom: a person, or `console`.
    created_by: String,
    /// Until when it is good.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
    /// When it was last used, give or take some minutes.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

impl From<account::Token> for Token {
    fn from(token: account::Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            kind: token.kind.as_str(),
            person: token.person.as_ref().map(ToString::to_string),
            application: token.application.as_ref().map(ToString::to_string),
            created_at: token.created_at,
            created_by: token.created_by,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
            last_used_at: token.last_used_at,
        }
    }
}

/// Tokens.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tokens {
    /// By name, those that were taken back included.
    tokens: Vec<Token>,
}

/// All tokens. For administrators.
#[utoipa::path(
    get,
    path = "/tokens",
    tag = "access",
    responses((status = 200, body = Tokens), Problems)
)]
pub(crate) async fn list(
    State(accounts): State<Accounts>,
    caller: ApiCaller,
) -> Result<axum::Json<Tokens>, Problem> {
    caller.must(Action::Administer)?;
    let tokens = accounts.tokens().await?.into_iter().map(Token::from).collect();
    Ok(axum::Json(Tokens { tokens }))
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewToken)]
pub(crate) struct Wanted {
    /// What people call it; of an intake, its name on the timeline.
    name: String,
    /// What it opens.
    kind: Kind,
    /// For whom it speaks; needed for the API.
    #[schema(value_type = Option<String>)]
    person: Option<PersonKey>,
    /// The application that its signals are about, for an intake; without it each signal says so.
    #[schema(value_type = Option<String>)]
    application: Option<ApplicationKey>,
    /// Until when it is good; without it until it is taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// What a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = TokenKind)]
pub(crate) enum Kind {
    /// The API, as far as its person may.
    Api,
    /// One intake, and nothing else.
    Intake,
}

impl From<Wanted> for NewToken {
    fn from(wanted: Wanted) -> Self {
        let Wanted { name, kind, person, application, expires_at } = wanted;
        let kind = match kind {
            Kind::Api => TokenKind::Api,
            Kind::Intake => TokenKind::Intake,
        };
        Self { name, kind, person, application, expires_at }
    }
}

/// A token that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MadeToken)]
pub(crate) struct Made {
    #[serde(flatten)]
    token: Token,
    /// The secret; it is shown this once.
    secret: String,
}

/// Makes a token. For administrators. Its secret is in the answer and nowhere else.
#[utoipa::path(
    post,
    path = "/tokens",
    tag = "access",
    request_body = Wanted,
    responses(
        (status = 201, body = Made),
        (status = 422, description = "The person or the application is missing or unknown.",
            body = crate::problem::Document, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    caller: ApiCaller,
    Now(now): Now,
    Json(wanted): Json<Wanted>,
) -> Result<Response, Problem> {
    caller.must(Action::Administer)?;
    judge(&wanted, &caller)?;
    let made = accounts.make_token(wanted.into(), caller.who.key.as_str(), now).await?;
    let secret = made.secret.expose().to_owned();
    let made = Made { token: made.token.into(), secret };
    Ok((StatusCode::CREATED, axum::Json(made)).into_response())
}

/// Refuses a token without a name, and one for somebody or something that is not there.
fn judge(wanted: &Wanted, caller: &ApiCaller) -> Result<(), Problem> {
    let unknown = |what, key: String| Err(Problem::Refused(Refusal::Unknown { what, key }));
    let directory = &caller.directory;
    if wanted.name.trim().is_empty() {
        return Err(Problem::Refused(Refusal::Missing("the name")));
    }
    match (&wanted.person, &wanted.application) {
        (None, _) if wanted.kind == Kind::Api => {
            Err(Problem::Refused(Refusal::Missing("the person")))
        }
        (Some(key), _) if !directory.people.contains_key(key) => unknown("person", key.to_string()),
        (_, Some(key)) if !directory.applications.contains_key(key) => {
            unknown("application", key.to_string())
        }
        _ => Ok(()),
    }
}

/// Takes a token back. For administrators.
#[utoipa::path(
    delete,
    path = "/tokens/{token}",
    tag = "access",
    params(("token" = Uuid, Path, description = "The row of the token.")),
    responses((status = 204, description = "It opens nothing any more."), Problems)
)]
pub(crate) async fn revoke(
    State(accounts): State<Accounts>,
    caller: ApiCaller,
    Now(now): Now,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    caller.must(Action::Administer)?;
    if accounts.revoke_token(id, now).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::NotFound("token"))
    }
}
