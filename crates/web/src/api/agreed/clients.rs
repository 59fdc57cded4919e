//! Clients.

use axum::Json;
use piket_core::key::ClientKey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Problems;
use crate::extract::{ApiCaller, Path};
use crate::problem::Problem;

/// A client: an organisation whose applications we look after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Client {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The language of its people who have none of their own.
    language: &'static str,
    /// Its applications that the caller may see, by key.
    applications: Vec<String>,
}

impl Client {
    fn of(client: &piket_core::directory::Client, caller: &ApiCaller) -> Self {
        let directory = &caller.directory;
        let own = directory.applications.values().filter(|it| it.client == client.key);
        let seen = own.filter(|it| caller.who.sees(&it.client, Some(&it.key)));
        Self {
            key: client.key.to_string(),
            name: client.name.clone(),
            language: client.language.unwrap_or(directory.installation.language).code(),
            applications: seen.map(|it| it.key.to_string()).collect(),
        }
    }
}

/// Whether the caller may know of a client: our own people of all, others of their own.
fn is_visible(caller: &ApiCaller, key: &ClientKey) -> bool {
    match &caller.who.client {
        Some(own) => own == key,
        None => caller.who.role.is_own(),
    }
}

/// Clients.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Clients {
    /// By key.
    clients: Vec<Client>,
}

/// Clients that the caller may see.
#[utoipa::path(
    get,
    path = "/clients",
    tag = "agreed",
    responses((status = 200, body = Clients), Problems)
)]
pub(crate) async fn list(caller: ApiCaller) -> Json<Clients> {
    let all = caller.directory.clients.values();
    let seen = all.filter(|client| is_visible(&caller, &client.key));
    let clients = seen.map(|client| Client::of(client, &caller)).collect();
    Json(Clients { clients })
}

/// One client.
#[utoipa::path(
    get,
    path = "/clients/{client}",
    tag = "agreed",
    params(("client" = String, Path, description = "The key of the client.")),
    responses((status = 200, body = Client), Problems)
)]
pub(crate) async fn show(
    caller: ApiCaller,
    Path(key): Path<ClientKey>,
) -> Result<Json<Client>, Problem> {
    let client = caller.directory.clients.get(&key).filter(|_| is_visible(&caller, &key));
    let client = client.ok_or(Problem::NotFound("client"))?;
    Ok(Json(Client::of(client, &caller)))
}
