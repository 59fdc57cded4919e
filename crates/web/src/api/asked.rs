//! A verb that is asked of one incident: by whom, when, and upon which version of it.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::{Command, State};
use piket_core::key::{IncidentId, Number};
use piket_engine::{ActionError, Desk};
use serde::Deserialize;
use utoipa::IntoParams;

use super::incidents::{Incident, Versioned};
use crate::app::App;
use crate::extract::{ApiCaller, Now, Path, Query};
use crate::problem::Problem;

/// Which incident.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub(crate) struct Which {
    /// The number of the incident, as `INC-1042` or `1042`.
    number: String,
}

/// Upon which version of the incident a verb was decided.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Upon {
    /// The version that was read before deciding; when something weighty happened since, the
    /// answer is 409. The header `If-Match` with the `ETag` of the incident says the same.
    seen: Option<u32>,
}

/// A verb that is asked of one incident.
pub(crate) struct Asked {
    pub(crate) desk: Desk,
    pub(crate) caller: ApiCaller,
    pub(crate) number: Number,
    pub(crate) now: Timestamp,
    seen: Option<u32>,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = ApiCaller::from_request_parts(parts, app).await?;
        let Now(now) = Now::from_request_parts(parts, app).await?;
        let Path(number): Path<String> = Path::from_request_parts(parts, app).await?;
        let number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
        let Query(query): Query<Upon> = Query::from_request_parts(parts, app).await?;
        let seen = match query.seen {
            Some(seen) => Some(seen),
            None => matched(parts)?,
        };
        Ok(Self { desk: Desk::from_ref(app), caller, number, now, seen })
    }
}

/// The version in `If-Match: "42"`; `*` matches any.
fn matched(parts: &Parts) -> Result<Option<u32>, Problem> {
    let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(None) };
    let value = value.to_str().unwrap_or_default().trim();
    if value == "*" {
        return Ok(None);
    }
    let version = value.trim_start_matches("W/").trim_matches('"').parse();
    version
        .map(Some)
        .map_err(|_| Problem::Malformed("If-Match is not the ETag of an incident".to_owned()))
}

impl Asked {
    /// What was agreed, as it was when the request came.
    pub(crate) fn directory(&self) -> &Directory {
        &self.caller.directory
    }

    /// The incident before the verb, if the caller may see it.
    pub(crate) async fn state(&self) -> Result<(IncidentId, State), Problem> {
        let seen = self.desk.show(&self.caller.who, self.number, self.now).await?;
        Ok((seen.id, seen.state))
    }

    /// Carries it out, and shows the incident as it is then.
    pub(crate) async fn act(&self, command: Command) -> Result<Versioned<Incident>, Problem> {
        let id = self.desk.find(self.number).await?;
        let done = self.desk.act(&self.caller.who, id, command, self.seen, self.now).await;
        match done {
            Ok(_) => self.show().await,
            Err(error) => Err(self.told(error).await),
        }
    }

    /// The incident as the caller sees it.
    pub(crate) async fn show(&self) -> Result<Versioned<Incident>, Problem> {
        let seen = self.desk.show(&self.caller.who, self.number, self.now).await?;
        Ok(Versioned::of(Incident::of(&seen, &self.caller)))
    }

    /// Upon which version it was decided.
    pub(crate) fn seen(&self) -> Option<u32> {
        self.seen
    }

    /// The problem, with the fresh version for whoever decided upon an old one.
    pub(crate) async fn told(&self, error: ActionError) -> Problem {
        match error {
            ActionError::Stale => {
                let state = self.state().await.ok();
                Problem::Stale(state.map(|(_, state)| state.version))
            }
            error @ (ActionError::NotFound(_)
            | ActionError::Denied
            | ActionError::Refused(_)
            | ActionError::Store(_)) => error.into(),
        }
    }
}
