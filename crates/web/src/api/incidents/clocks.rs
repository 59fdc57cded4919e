//! The clocks of an incident, each with the lines that explain its figure.

use axum::Json;
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::party_explanation;
use piket_core::party::Party;
use piket_core::policy::Action;
use piket_core::sla::{Background, Clock, ClockState, Explanation, Metric, explain};
use piket_engine::view::Seen;
use serde::Serialize;
use utoipa::ToSchema;

use super::reason::Reason;
use crate::api::asked::{Asked, Which};
use crate::api::{Problems, schemas};
use crate::problem::Problem;

/// The clocks of an incident.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Clocks {
    /// One for each promise of the agreement; none without an agreement. Behind them, for our own
    /// people, one for each promise of a supplier or a team that was engaged.
    clocks: Vec<One>,
}

/// A clock as it stands at this moment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Clock)]
struct One {
    /// What is promised: reaction, update, `next_reply`, restore or resolution.
    #[schema(value_type = String)]
    metric: Metric,
    /// Who promised it to us; null for what we promised the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "supplier:nordhost")]
    party: Option<Party>,
    /// The priority by which it is promised.
    #[schema(schema_with = schemas::priority)]
    priority: u8,
    /// What the clock does.
    #[schema(value_type = String)]
    state: ClockState,
    /// Which cycle this is, from 0.
    cycle: u32,
    /// When this cycle started.
    #[schema(value_type = Option<String>, format = DateTime)]
    started_at: Option<Timestamp>,
    /// How much open time is promised, in seconds.
    promised_s: i64,
    /// How much of it is used up, in seconds.
    used_s: i64,
    /// What is left, in seconds; below zero is overdue.
    remaining_s: i64,
    /// How many percent are used up.
    percent: u32,
    /// The deadline; null while the clock stands still before it.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// The last instant that is in time.
    #[schema(value_type = Option<String>, format = DateTime)]
    limit_at: Option<Timestamp>,
    /// When the clock ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    stopped_at: Option<Timestamp>,
    /// Whether it is broken at this moment, or was.
    is_breached: bool,
    /// Why it stands where it stands, in the order of time.
    explanation: Vec<Reason>,
}

/// The clocks of an incident, explained.
#[utoipa::path(
    get,
    path = "/incidents/{number}/clocks",
    tag = "incidents",
    params(Which),
    responses((status = 200, body = Clocks), Problems)
)]
pub(crate) async fn clocks(asked: Asked) -> Result<Json<Clocks>, Problem> {
    let seen = asked.desk.show(&asked.caller.who, asked.number, asked.now).await?;
    let all = seen.clocks.iter().chain(&seen.party_clocks);
    let clocks = all.map(|clock| One::of(clock, &seen, &asked)).collect();
    Ok(Json(Clocks { clocks }))
}

/// Why a clock stands where it stands; what a party promised has a story of its own.
pub(super) fn explained(
    clock: &Clock,
    seen: &Seen,
    directory: &Directory,
    now: Timestamp,
) -> Explanation {
    let now = seen.state.present(now);
    let of_party = clock
        .party
        .as_ref()
        .and_then(|party| party_explanation(&seen.state, (party, clock.metric), directory, now));
    match of_party {
        Some((_, explanation)) => explanation,
        None => explain(clock, &Background::of(&seen.state, &seen.entries), directory, now),
    }
}

impl One {
    fn of(clock: &Clock, seen: &Seen, asked: &Asked) -> Self {
        let explanation = explained(clock, seen, asked.directory(), asked.now);
        Self {
            metric: clock.metric,
            party: clock.party.clone(),
            priority: clock.priority.into(),
            state: clock.state,
            cycle: clock.cycle,
            started_at: clock.started_at,
            promised_s: clock.promised.seconds(),
            used_s: clock.used.seconds(),
            remaining_s: clock.remaining().seconds(),
            percent: clock.percent(),
            due_at: clock.due_at,
            limit_at: clock.limit_at,
            stopped_at: clock.stopped_at,
            is_breached: clock.is_breached_at(asked.now),
            explanation: Reason::all(&explanation, asked.caller.who.may(Action::UseDesk)),
        }
    }
}
