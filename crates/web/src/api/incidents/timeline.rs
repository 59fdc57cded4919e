//! What happened to an incident, as far as the caller may read it.

use axum::Json;
use jiff::Timestamp;
use piket_core::incident::{Actor, Entry, Fact};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::Problems;
use crate::api::asked::{Asked, Which};
use crate::problem::Problem;

/// A timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Timeline {
    /// What happened, in its order; what the caller may not read is left out.
    entries: Vec<Line>,
}

/// One line of a timeline.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelineEntry)]
struct Line {
    /// The place in the timeline, from 1.
    seq: u32,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// When it was written down: later than `at` for a call that was logged afterwards.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    /// Who did it.
    actor: By,
    /// What happened: `reported`, `classified`, `message_sent` and so on.
    kind: String,
    /// More about it; what there is depends on the kind.
    #[schema(value_type = Object)]
    fact: Map<String, Value>,
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Actor)]
struct By {
    /// `piket` itself, a `person`, a `party`, a `check` or a `program`.
    kind: &'static str,
    /// The key of the person, the party or the check, or the name of the program.
    key: Option<String>,
}

impl By {
    fn of(actor: &Actor) -> Self {
        match actor {
            Actor::Piket => Self { kind: "piket", key: None },
            Actor::Person(key) => Self { kind: "person", key: Some(key.to_string()) },
            Actor::Party(party) => Self { kind: "party", key: Some(party.to_string()) },
            Actor::Check(key) => Self { kind: "check", key: Some(key.to_string()) },
            Actor::Program(name) => Self { kind: "program", key: Some(name.clone()) },
        }
    }
}

impl Line {
    fn of(entry: &Entry) -> Result<Self, Problem> {
        let (kind, fact) = told(&entry.fact)?;
        Ok(Self {
            seq: entry.seq,
            at: entry.at,
            recorded_at: entry.recorded_at,
            actor: By::of(&entry.actor),
            kind,
            fact,
        })
    }
}

/// The kind of a fact, and the rest of it.
fn told(fact: &Fact) -> Result<(String, Map<String, Value>), Problem> {
    let Value::Object(mut fact) = serde_json::to_value(fact).map_err(Problem::broken)? else {
        return Err(Problem::broken("a fact is no object"));
    };
    match fact.remove("fact") {
        Some(Value::String(kind)) => Ok((kind, fact)),
        _ => Err(Problem::broken("a fact has no name")),
    }
}

/// What happened to an incident.
#[utoipa::path(
    get,
    path = "/incidents/{number}/timeline",
    tag = "incidents",
    params(Which),
    responses((status = 200, body = Timeline), Problems)
)]
pub(crate) async fn timeline(asked: Asked) -> Result<Json<Timeline>, Problem> {
    let seen = asked.desk.show(&asked.caller.who, asked.number, asked.now).await?;
    let entries = seen.entries.iter().map(Line::of).collect::<Result<_, _>>()?;
    Ok(Json(Timeline { entries }))
}
