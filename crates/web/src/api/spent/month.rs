//! Months of time: of all clients or one for our own people, and of a client for its own.

use axum::Json;
use axum::extract::State;
use piket_core::figures::Month;
use piket_core::key::{ClientKey, Number};
use piket_engine::Desk;
use piket_engine::spent::{AgreementTime, ClientTime, IncidentSum, MonthWish};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PAGE;
use crate::api::Problems;
use crate::extract::{ApiCaller, Now, Path, Query};
use crate::pages::spent::problem;
use crate::problem::Problem;

/// Which month.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wish {
    /// The month, as `2026-11`; the present one if nothing is said.
    #[param(value_type = Option<String>)]
    month: Option<Month>,
    /// Of this client alone.
    #[param(value_type = Option<String>)]
    client: Option<ClientKey>,
    /// Which page of clients, from 0.
    #[serde(default)]
    page: usize,
    /// Incidents before this number.
    before: Option<u64>,
}

/// What was spent under an agreement in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimeUnderAgreement)]
struct Under {
    /// The agreement; nothing where none held.
    agreement: Option<String>,
    /// The applications for which it held.
    applications: Vec<String>,
    /// What was spent, in seconds.
    spent_s: i64,
    /// The hours of the agreement; nothing when it has none.
    agreed_hours: Option<u32>,
    /// What is left of them, in seconds.
    left_s: Option<i64>,
    /// How much more was spent, in seconds.
    over_s: i64,
    /// What it came to when the month was frozen; nothing unless it is.
    published_s: Option<i64>,
}

impl Under {
    fn of(it: &AgreementTime) -> Self {
        Self {
            agreement: it.agreement.as_ref().map(ToString::to_string),
            applications: it.applications.iter().map(ToString::to_string).collect(),
            spent_s: it.against.spent_s,
            agreed_hours: it.against.agreed_hours,
            left_s: it.against.left_s(),
            over_s: it.against.over_s(),
            published_s: it.published_s,
        }
    }
}

/// What was spent for a client in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClientTime)]
struct OfClient {
    /// The client.
    client: String,
    /// By agreement.
    agreements: Vec<Under>,
}

impl OfClient {
    fn of(it: &ClientTime) -> Self {
        let agreements = it.agreements.iter().map(Under::of).collect();
        Self { client: it.client.to_string(), agreements }
    }
}

/// What was spent on an incident in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimeOnIncident)]
struct One {
    /// The incident.
    incident: String,
    /// How long, in seconds.
    seconds: i64,
}

fn ones(sums: &[IncidentSum]) -> Vec<One> {
    let one = |it: &IncidentSum| One { incident: it.row.number.to_string(), seconds: it.seconds };
    sums.iter().map(one).collect()
}

/// What a person spent in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimeOfPerson)]
struct OfPerson {
    /// The person.
    person: String,
    /// How long, in seconds.
    seconds: i64,
}

/// A month of time spent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthTime)]
pub(crate) struct OfMonth {
    /// The month, as `2026-11`.
    month: String,
    /// Clients with time in it, or with hours agreed; at most fifty.
    clients: Vec<OfClient>,
    /// Whether there is another page of them.
    more_clients: bool,
    /// By incident, the newest first; at most a hundred.
    incidents: Vec<One>,
    /// `before` of the next page of incidents.
    next: Option<u64>,
    /// By person.
    people: Vec<OfPerson>,
}

/// A month of time spent, of all clients or of one. For our own people alone.
#[utoipa::path(
    get,
    path = "/time",
    tag = "time",
    params(Wish),
    responses((status = 200, body = OfMonth), Problems)
)]
pub(crate) async fn month(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Query(wish): Query<Wish>,
) -> Result<Json<OfMonth>, Problem> {
    let month = wish.month.unwrap_or_else(|| desk.this_month(now));
    let before = wish.before.map(Number);
    let wish = MonthWish { client: wish.client, page: wish.page, before, limit: PAGE };
    let found = desk.month_time(&caller.who, month, wish, now).await.map_err(problem)?;
    let people = found.people.iter();
    Ok(Json(OfMonth {
        month: month.to_string(),
        clients: found.clients.iter().map(OfClient::of).collect(),
        more_clients: found.more_clients,
        incidents: ones(&found.incidents),
        next: found.next.map(|it| it.0),
        people: people
            .map(|(key, seconds)| OfPerson { person: key.to_string(), seconds: *seconds })
            .collect(),
    }))
}

/// Which month of a client.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ClientWish {
    /// The month, as `2026-11`; the present one if nothing is said.
    #[param(value_type = Option<String>)]
    month: Option<Month>,
    /// Incidents before this number.
    before: Option<u64>,
}

/// A month of a client.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthOfClient)]
pub(crate) struct MonthOfClient {
    /// The month, as `2026-11`.
    month: String,
    /// By agreement; for the client's own people only those with hours.
    agreements: Vec<Under>,
    /// By incident, the newest first; at most a hundred.
    incidents: Vec<One>,
    /// `before` of the next page of incidents.
    next: Option<u64>,
}

/// A month of time spent for a client, without who worked and without notes.
#[utoipa::path(
    get,
    path = "/clients/{client}/time",
    tag = "time",
    params(("client" = String, Path, description = "The key of the client."), ClientWish),
    responses((status = 200, body = MonthOfClient), Problems)
)]
pub(crate) async fn of_client(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path(client): Path<ClientKey>,
    Query(wish): Query<ClientWish>,
) -> Result<Json<MonthOfClient>, Problem> {
    let month = wish.month.unwrap_or_else(|| desk.this_month(now));
    let found = desk.client_time(&caller.who, &client, month, 1, now).await.map_err(problem)?;
    let page = (wish.before.map(Number), PAGE);
    let incidents = desk.client_incidents(&caller.who, &client, month, page, now).await;
    let (incidents, next) = incidents.map_err(problem)?;
    Ok(Json(MonthOfClient {
        month: month.to_string(),
        agreements: found.iter().flat_map(|it| &it.agreements).map(Under::of).collect(),
        incidents: ones(&incidents),
        next: next.map(|it| it.0),
    }))
}
