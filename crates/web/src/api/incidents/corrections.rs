//! Corrections of one incident: both views of its figures, what was asked, and what became of it.

use axum::Json as Answer;
use jiff::Timestamp;
use piket_core::incident::{
    Command, Corrected, CorrectionRequest, CorrectionWish, Excuse, View, clocks_in,
};
use piket_core::key::{CalendarKey, PersonKey};
use piket_core::party::Party;
use piket_core::policy::Action;
use piket_core::sla::{Clock, ClockState, Metric};
use piket_engine::view::Seen;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Done = Result<Versioned<Incident>, Problem>;

/// The figures of an incident in both views, and what was asked to be corrected.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Corrections {
    /// The clocks as they were recorded, and as they are after what was approved.
    clocks: Vec<Pair>,
    /// Breaches as they were recorded; no row is ever removed.
    breaches: Vec<Breach>,
    /// What was asked, oldest first.
    requests: Vec<One>,
}

/// A clock in both views.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CorrectedClock)]
struct Pair {
    /// What is promised.
    #[schema(value_type = String)]
    metric: Metric,
    /// As recorded.
    raw: Figure,
    /// As corrected.
    corrected: Figure,
    /// Why a breach of it is not held against us, if it is excused.
    #[schema(value_type = Option<String>)]
    excuse: Option<Excuse>,
}

/// How a clock stands in a view.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClockFigure)]
struct Figure {
    /// What the clock does.
    #[schema(value_type = String)]
    state: ClockState,
    /// When it started.
    #[schema(value_type = Option<String>, format = DateTime)]
    started_at: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    stopped_at: Option<Timestamp>,
    /// How much open time is promised, in seconds.
    promised_s: i64,
    /// How much of it is used up, in seconds.
    used_s: i64,
}

/// A breach as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordedBreach)]
struct Breach {
    /// Of which metric.
    #[schema(value_type = String)]
    metric: Metric,
    /// In which cycle of it.
    cycle: u32,
    /// The shown deadline.
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    /// The last instant that was in time.
    #[schema(value_type = String, format = DateTime)]
    limit_at: Timestamp,
    /// Who had the ball.
    #[schema(value_type = String)]
    holder: Party,
    /// The line of the timeline that shows that there was none.
    refuted_by: Option<u32>,
    /// Why it is not held against us.
    #[schema(value_type = Option<String>)]
    excuse: Option<Excuse>,
}

/// What was asked, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Correction)]
struct One {
    /// Its number within the incident.
    correction: u32,
    /// What is corrected: `object` and what it has.
    #[schema(value_type = Object)]
    what: Corrected,
    /// Why.
    reason: String,
    /// On which evidence.
    evidence: Vec<Uuid>,
    /// Who asked.
    #[schema(value_type = Option<String>)]
    requested_by: Option<PersonKey>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    requested_at: Timestamp,
    /// `waiting`, `approved`, `refused` or `withdrawn`.
    standing: &'static str,
    /// Who decided.
    #[schema(value_type = Option<String>)]
    decided_by: Option<PersonKey>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
}

/// The figures of an incident, as recorded and as corrected.
#[utoipa::path(
    get,
    path = "/incidents/{number}/corrections",
    tag = "incidents",
    params(Which),
    responses((status = 200, body = Corrections), Problems)
)]
pub(crate) async fn list(asked: Asked) -> Result<Answer<Corrections>, Problem> {
    asked.caller.must(Action::UseDesk)?;
    let seen = asked.desk.show(&asked.caller.who, asked.number, asked.now).await?;
    Ok(Answer(Corrections::of(&seen, &asked)))
}

impl Corrections {
    fn of(seen: &Seen, asked: &Asked) -> Self {
        let state = &seen.state;
        let now = state.present(asked.now);
        let corrected = clocks_in(state, View::Corrected, asked.directory(), now);
        let pair = |raw: &Clock| {
            let after = corrected.iter().find(|it| it.metric == raw.metric)?;
            let excuse = state.corrections.excuse(raw.metric, raw.cycle).map(|it| it.0);
            let (metric, raw, corrected) = (raw.metric, Figure::of(raw), Figure::of(after));
            Some(Pair { metric, raw, corrected, excuse })
        };
        let breaches = state.corrections.breaches().iter().map(|((metric, cycle), it)| Breach {
            metric: *metric,
            cycle: *cycle,
            due_at: it.due_at,
            limit_at: it.limit_at,
            holder: it.holder.clone(),
            refuted_by: it.refuted_by,
            excuse: state.corrections.excuse(*metric, *cycle).map(|it| it.0),
        });
        Self {
            clocks: seen.clocks.iter().filter_map(pair).collect(),
            breaches: breaches.collect(),
            requests: state.corrections.requests().iter().map(One::of).collect(),
        }
    }
}

impl Figure {
    fn of(clock: &Clock) -> Self {
        Self {
            state: clock.state,
            started_at: clock.started_at,
            stopped_at: clock.stopped_at,
            promised_s: clock.promised.seconds(),
            used_s: clock.used.seconds(),
        }
    }
}

impl One {
    fn of(request: &CorrectionRequest) -> Self {
        let correction = request.correction.clone();
        Self {
            correction: correction.number,
            what: correction.what,
            reason: correction.reason,
            evidence: correction.evidence,
            requested_by: request.requested_by.clone(),
            requested_at: request.requested_at,
            standing: request.standing.as_str(),
            decided_by: request.standing.decided_by().cloned(),
            decided_at: request.standing.decided_at(),
        }
    }
}

/// What is asked to be corrected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCorrection {
    /// `breach`, `reported_at`, `responded_at`, `restored_at`, `outage_start`, `outage_end` or
    /// `calendar`.
    #[schema(example = "restored_at")]
    object: String,
    /// Of a breach: which metric.
    #[schema(value_type = Option<String>)]
    metric: Option<Metric>,
    /// Of a breach: in which cycle.
    #[serde(default)]
    cycle: u32,
    /// Of a breach: `client_caused`, `force_majeure`, `measurement_error`, `duplicate` or
    /// `agreed_exception`.
    #[schema(value_type = Option<String>)]
    excuse: Option<Excuse>,
    /// Of an instant: the right one.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    /// Of an outage: the key of the alert.
    alert: Option<String>,
    /// Of a calendar: which counted.
    #[schema(value_type = Option<String>)]
    old_calendar: Option<CalendarKey>,
    /// Of a calendar: which should have counted.
    #[schema(value_type = Option<String>)]
    new_calendar: Option<CalendarKey>,
    /// Why.
    reason: String,
    /// On which evidence of the incident.
    #[serde(default)]
    evidence: Vec<Uuid>,
}

impl NewCorrection {
    fn wish(&self) -> Result<CorrectionWish, Problem> {
        let at = || self.at.ok_or_else(|| lacks("at"));
        let alert = || self.alert.clone().ok_or_else(|| lacks("alert"));
        Ok(match self.object.as_str() {
            "breach" => CorrectionWish::Excuse {
                metric: self.metric.ok_or_else(|| lacks("metric"))?,
                cycle: self.cycle,
                excuse: self.excuse.ok_or_else(|| lacks("excuse"))?,
            },
            "reported_at" => CorrectionWish::ReportedAt(at()?),
            "responded_at" => CorrectionWish::RespondedAt(at()?),
            "restored_at" => CorrectionWish::RestoredAt(at()?),
            "outage_start" => CorrectionWish::OutageStart(alert()?, at()?),
            "outage_end" => CorrectionWish::OutageEnd(alert()?, at()?),
            "calendar" => CorrectionWish::Calendar(
                self.old_calendar.clone().ok_or_else(|| lacks("old_calendar"))?,
                self.new_calendar.clone().ok_or_else(|| lacks("new_calendar"))?,
            ),
            other => {
                let text = Value::String(other.to_owned());
                return Err(Problem::Malformed(format!("{text} cannot be corrected")));
            }
        })
    }
}

fn lacks(field: &str) -> Problem {
    Problem::Malformed(format!("`{field}` is missing for this object"))
}

/// Asks to correct what was recorded, or to excuse a breach. It counts once somebody else approved.
#[utoipa::path(
    post,
    path = "/incidents/{number}/corrections",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewCorrection,
    responses(Verb, Problems)
)]
pub(crate) async fn request(asked: Asked, Json(new): Json<NewCorrection>) -> Done {
    let wish = new.wish()?;
    let NewCorrection { reason, evidence, .. } = new;
    asked.act(Command::RequestCorrection { wish, reason, evidence }).await
}

/// A decision on a correction.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// The number of the correction within the incident.
    correction: u32,
    /// In words; needed to refuse, and where nobody else could approve.
    #[serde(default)]
    note: String,
}

/// Lets a correction count.
#[utoipa::path(
    post,
    path = "/incidents/{number}/corrections/approve",
    tag = "incidents",
    params(Which, Upon),
    request_body = Decision,
    responses(Verb, Problems)
)]
pub(crate) async fn approve(asked: Asked, Json(body): Json<Decision>) -> Done {
    let Decision { correction, note } = body;
    asked.act(Command::ApproveCorrection { correction, note }).await
}

/// Does not let a correction count.
#[utoipa::path(
    post,
    path = "/incidents/{number}/corrections/refuse",
    tag = "incidents",
    params(Which, Upon),
    request_body = Decision,
    responses(Verb, Problems)
)]
pub(crate) async fn refuse(asked: Asked, Json(body): Json<Decision>) -> Done {
    let Decision { correction, note } = body;
    asked.act(Command::RefuseCorrection { correction, reason: note }).await
}

/// Takes back what the caller asked for.
#[utoipa::path(
    post,
    path = "/incidents/{number}/corrections/withdraw",
    tag = "incidents",
    params(Which, Upon),
    request_body = Decision,
    responses(Verb, Problems)
)]
pub(crate) async fn withdraw(asked: Asked, Json(body): Json<Decision>) -> Done {
    asked.act(Command::WithdrawCorrection { correction: body.correction }).await
}
