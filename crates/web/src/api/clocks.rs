//! Running clocks by when they run out, for programs that watch the night.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use piket_core::policy::Action;
use piket_core::sla::Metric;
use piket_engine::Desk;
use piket_store::running_out::{After, Between};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Problems, schemas};
use crate::app::App;
use crate::extract::{ApiCaller, Now, Query};
use crate::problem::Problem;

/// So many clocks are on a page at most.
const LONGEST_PAGE: u32 = 200;
const USUAL_PAGE: u32 = 50;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(running_out))
}

/// Which clocks.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Only those whose last good instant is before this one.
    #[param(value_type = String, format = DateTime)]
    limit_before: Timestamp,
    /// Only those whose last good instant is not before this one; now, if nothing is said.
    #[param(value_type = Option<String>, format = DateTime)]
    limit_after: Option<Timestamp>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many, at most 200; 50 if nothing is said.
    limit: Option<u32>,
}

/// A page of running clocks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RunningClocks)]
pub(crate) struct Page {
    /// The clocks, soonest first.
    clocks: Vec<One>,
    /// How many there are on all pages; 1000 means that many or more.
    count: u32,
    /// The `cursor` of the next page; null on the last one.
    next: Option<String>,
}

/// A running clock and its incident.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RunningClock)]
struct One {
    /// The number of the incident.
    #[schema(example = "INC-1042")]
    number: String,
    /// In one line.
    summary: String,
    /// Whose it is.
    client: String,
    /// Which application, when known.
    application: Option<String>,
    /// The order in which it is served.
    #[schema(schema_with = schemas::priority)]
    priority: u8,
    /// What is promised.
    #[schema(value_type = String)]
    metric: Metric,
    /// Which cycle of it, from 0.
    cycle: u32,
    /// How much open time is promised, in seconds.
    promised_s: i64,
    /// The deadline.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// The last instant that is in time.
    #[schema(value_type = String, format = DateTime)]
    limit_at: Timestamp,
    /// The party that has the ball.
    holder_party: String,
    /// Who in it.
    holder_person: Option<String>,
}

/// Running clocks that will be late before an instant, unless something happens; for our own
/// people.
#[utoipa::path(
    get,
    path = "/clocks",
    tag = "incidents",
    params(Wanted),
    responses(
        (status = 200, body = Page),
        (status = 400, description = "A wish that cannot be read.",
            body = crate::problem::Document, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn running_out(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Query(wanted): Query<Wanted>,
    Now(now): Now,
) -> Result<Json<Page>, Problem> {
    caller.must(Action::UseDesk)?;
    let after: Option<After> = wanted
        .cursor
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Problem::Malformed("cursor is not the `next` of a page".to_owned()))?;
    let from = wanted.limit_after.unwrap_or(now);
    let between = Between { from, until: wanted.limit_before };
    let limit = wanted.limit.unwrap_or(USUAL_PAGE).clamp(1, LONGEST_PAGE);
    let soon = desk.running_out(&caller.who, between, after, limit).await?;
    let clocks = soon.clocks.into_iter().map(|(clock, row)| One {
        number: row.number.to_string(),
        summary: row.summary,
        client: row.client.to_string(),
        application: row.application.as_ref().map(ToString::to_string),
        priority: row.priority.into(),
        metric: clock.metric,
        cycle: clock.cycle,
        promised_s: clock.promised.seconds(),
        due_at: clock.due_at,
        limit_at: clock.limit_at,
        holder_party: row.holder_party.to_string(),
        holder_person: row.holder_person.as_ref().map(ToString::to_string),
    });
    let clocks = clocks.collect();
    Ok(Json(Page { clocks, count: soon.count, next: soon.next.map(|next| next.to_string()) }))
}
