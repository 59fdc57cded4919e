//! Whoever asks.

use axum::Json;
use piket_core::policy::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::Problems;
use crate::extract::ApiCaller;

/// The person for whom a token speaks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The person's key.
    key: String,
    /// The person's name.
    name: String,
    /// What the person is: administrator, manager, engineer, developer or client.
    role: &'static str,
    /// Whose person it is, if not ours.
    client: Option<String>,
    /// Applications to which the person is limited; empty for all.
    applications: Vec<String>,
    /// What the person may do, before the incident is looked at.
    #[schema(value_type = Vec<String>)]
    may: Vec<Action>,
}

/// Who am I.
#[utoipa::path(
    get,
    path = "/me",
    tag = "access",
    responses((status = 200, body = Me), Problems)
)]
pub(crate) async fn show(caller: ApiCaller) -> Json<Me> {
    let ApiCaller { who, directory } = caller;
    Json(Me {
        key: who.key.to_string(),
        name: directory.person_name(&who.key).to_owned(),
        role: who.role.as_str(),
        client: who.client.as_ref().map(ToString::to_string),
        applications: who.applications.iter().map(ToString::to_string).collect(),
        may: Action::ALL.into_iter().filter(|action| who.may(*action)).collect(),
    })
}
