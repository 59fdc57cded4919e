//! Lists of incidents, page by page, and searching for words.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use piket_core::incident::{TicketKind, WaitsOn};
use piket_core::key::{ApplicationKey, ClientKey, PersonKey};
use piket_core::priority::Priority;
use piket_core::process::{Phase, Step};
use piket_core::sla::Metric;
use piket_engine::Desk;
use piket_store::incidents::{ClockStanding, Cursor, Filter, IncidentRow, Status};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Problems, schemas};
use crate::extract::{ApiCaller, Query};
use crate::problem::Problem;

/// So many incidents are on a page at most.
const LONGEST_PAGE: u32 = 200;
const USUAL_PAGE: u32 = 50;

/// Which incidents, joined by "and".
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// `open` (the default, the nearest deadline first), `closed` (the latest first) or `all`.
    #[param(inline)]
    status: Option<Wish>,
    /// Only this client's.
    #[param(value_type = Option<String>)]
    client: Option<ClientKey>,
    /// Only this application's.
    #[param(value_type = Option<String>)]
    application: Option<ApplicationKey>,
    /// Only what this person holds.
    #[param(value_type = Option<String>)]
    holder: Option<PersonKey>,
    /// Only those at this step.
    #[param(value_type = Option<String>)]
    step: Option<Step>,
    /// Only those of this priority, 1 to 5.
    priority: Option<u8>,
    /// Only what nobody has taken.
    #[serde(default)]
    unassigned: bool,
    /// Only those with a missed target.
    #[serde(default)]
    breached: bool,
    /// Only those where the client waits for an answer.
    #[serde(default)]
    client_waits: bool,
    /// Only open ones whose clocks stand like this: `running` towards a deadline, `paused` (all
    /// that are not over), `never_due` (the configuration is wrong), `breached` (as the wish of
    /// that name).
    #[param(inline)]
    clock: Option<Standing>,
    /// Only those where we wait for this: `client`, `client_party` and `agreed_deferral`, where
    /// clocks may stand still; `supplier`, `change_window` and `internal`, where they go on.
    #[param(value_type = Option<String>)]
    waiting_on: Option<WaitsOn>,
    /// Only open ones with a deadline before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    due_before: Option<Timestamp>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many, at most 200; 50 if nothing is said.
    limit: Option<u32>,
}

/// Whether incidents that are over are meant.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Wish {
    /// Those that are not over.
    Open,
    /// Those that are over.
    Closed,
    /// First the open ones, then the closed ones.
    All,
}

/// How the clocks of an incident stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// One runs towards a deadline.
    Running,
    /// All that are not over stand still.
    Paused,
    /// One can never be due.
    NeverDue,
    /// A target was missed.
    Breached,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentPage)]
pub(crate) struct Page {
    /// The incidents.
    incidents: Vec<Row>,
    /// The `cursor` of the next page; null on the last one.
    next: Option<String>,
}

/// An incident in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentRow)]
pub(crate) struct Row {
    /// Its number.
    #[schema(example = "INC-1042")]
    number: String,
    /// How many facts it is made of.
    version: u32,
    /// What kind of ticket.
    #[schema(schema_with = schemas::ticket)]
    ticket: TicketKind,
    /// Whose it is.
    client: String,
    /// Which application, when known.
    application: Option<String>,
    /// In one line.
    summary: String,
    /// The order in which it is served.
    #[schema(schema_with = schemas::priority)]
    priority: u8,
    /// The step.
    #[schema(schema_with = schemas::step)]
    step: Step,
    /// The phase to which the step belongs.
    #[schema(value_type = String)]
    phase: Phase,
    /// The party that has the ball.
    holder_party: String,
    /// Who in it.
    holder_person: Option<String>,
    /// For whom or what we wait, foremost the client: as the filter of that name.
    #[schema(value_type = Option<String>)]
    waiting_on: Option<WaitsOn>,
    /// Whether the client wrote and nobody of ours has answered.
    client_waits: bool,
    /// Whether it is not over.
    is_open: bool,
    /// Whether a target was missed.
    is_breached: bool,
    /// The nearest deadline of its running clocks.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// Of which promise.
    #[schema(value_type = Option<String>)]
    due_metric: Option<Metric>,
    /// How its clocks stand together: `running`, `paused`, `never_due` or `none`.
    clocks: &'static str,
    /// Since when all of them stand still.
    #[schema(value_type = Option<String>, format = DateTime)]
    paused_at: Option<Timestamp>,
    /// When the next word to the client is promised.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_update_at: Option<Timestamp>,
    /// When it was reported.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Timestamp,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// When it was over.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
}

impl From<IncidentRow> for Row {
    fn from(row: IncidentRow) -> Self {
        Self {
            number: row.number.to_string(),
            version: row.version,
            ticket: row.ticket,
            client: row.client.to_string(),
            application: row.application.as_ref().map(ToString::to_string),
            summary: row.summary,
            priority: row.priority.into(),
            step: row.step,
            phase: row.step.phase(),
            holder_party: row.holder_party.to_string(),
            holder_person: row.holder_person.as_ref().map(ToString::to_string),
            waiting_on: row.waiting_on,
            client_waits: row.client_waits,
            is_open: row.is_open,
            is_breached: row.is_breached,
            due_at: row.deadline.map(|deadline| deadline.at),
            due_metric: row.deadline.map(|deadline| deadline.metric),
            clocks: row.clocks.as_str(),
            paused_at: row.paused_at,
            next_update_at: row.next_update_at,
            reported_at: row.reported_at,
            changed_at: row.changed_at,
            closed_at: row.closed_at,
        }
    }
}

impl Wanted {
    fn filter(&self) -> Result<Filter, Problem> {
        let priority = self.priority.map(Priority::try_from).transpose();
        Ok(Filter {
            status: match self.status {
                None | Some(Wish::Open) => Status::Open,
                Some(Wish::Closed) => Status::Closed,
                Some(Wish::All) => Status::All,
            },
            mine: self.holder.clone(),
            unassigned: self.unassigned,
            client: self.client.clone(),
            application: self.application.clone(),
            step: self.step,
            priority: priority.map_err(|error| Problem::Malformed(error.to_string()))?,
            due_before: self.due_before,
            breached: self.breached || self.clock == Some(Standing::Breached),
            client_waits: self.client_waits,
            clock: self.clock.and_then(|clock| match clock {
                Standing::Running => Some(ClockStanding::Running),
                Standing::Paused => Some(ClockStanding::Paused),
                Standing::NeverDue => Some(ClockStanding::NeverDue),
                Standing::Breached => None,
            }),
            waiting_on: self.waiting_on,
            wall: None,
        })
    }

    fn after(&self) -> Result<Option<Cursor>, Problem> {
        let cursor = self.cursor.as_deref().map(str::parse).transpose();
        cursor.map_err(|_| Problem::Malformed("cursor is not the `next` of a page".to_owned()))
    }
}

/// Incidents that the caller may see.
#[utoipa::path(
    get,
    path = "/incidents",
    tag = "incidents",
    params(Wanted),
    responses(
        (status = 200, body = Page),
        (status = 400, description = "A wish that cannot be read.",
            body = crate::problem::Document, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn list(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page>, Problem> {
    let limit = wanted.limit.unwrap_or(USUAL_PAGE).clamp(1, LONGEST_PAGE);
    let page = desk.list(&caller.who, wanted.filter()?, wanted.after()?, limit).await?;
    let next = page.next.map(|cursor| cursor.to_string());
    Ok(Json(Page { incidents: page.rows.into_iter().map(Row::from).collect(), next }))
}

/// Which words.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// The words; all of them, or their beginnings.
    q: String,
    /// How many incidents, at most 200; 50 if nothing is said.
    limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentsFound)]
pub(crate) struct Found {
    /// The incidents, the best first.
    incidents: Vec<Row>,
}

/// Incidents in whose words, as far as the caller may read them, all words occur.
#[utoipa::path(
    get,
    path = "/search",
    tag = "incidents",
    params(Words),
    responses((status = 200, body = Found), Problems)
)]
pub(crate) async fn search(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Query(words): Query<Words>,
) -> Result<Json<Found>, Problem> {
    let limit = words.limit.unwrap_or(USUAL_PAGE).clamp(1, LONGEST_PAGE);
    let rows = desk.search(&caller.who, words.q, limit).await?;
    Ok(Json(Found { incidents: rows.into_iter().map(Row::from).collect() }))
}
