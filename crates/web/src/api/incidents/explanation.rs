//! One clock of an incident, explained: the lines, and the same in sentences.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use piket_core::directory::Language;
use piket_core::party::Party;
use piket_core::policy::Action;
use piket_core::sla::{ClockState, Metric};
use piket_engine::Desk;
use piket_text::Words;
use piket_text::explain::{Reader, essence, explain as in_sentences};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clocks::explained;
use super::reason::Reason;
use crate::api::Problems;
use crate::extract::{ApiCaller, Now, Path, Query};
use crate::problem::Problem;

/// Which clock.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct WhichClock {
    /// The number of the incident, as `INC-1042` or `1042`.
    number: String,
    /// The promise: `reaction`, `update`, `restore`, `resolution`.
    metric: String,
}

/// Whose promise, and in which language.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Told {
    /// The supplier or the team that promised it to us, such as `supplier:nordhost`; what we
    /// promised the client if nothing is said. For our own people only.
    #[param(value_type = Option<String>)]
    party: Option<Party>,
    /// The language of the sentences, `nl` or `en`; that of the person if nothing is said.
    #[param(value_type = Option<String>)]
    language: Option<Language>,
}

/// Why a clock stands where it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClockExplanation)]
pub(crate) struct Explained {
    /// What is promised.
    #[schema(value_type = String)]
    metric: Metric,
    /// Who promised it to us; left out for what we promised the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "supplier:nordhost")]
    party: Option<Party>,
    /// What the clock does.
    #[schema(value_type = String)]
    state: ClockState,
    /// The moment for which all of this holds.
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
    /// How much is promised, in seconds.
    promised_s: i64,
    /// How much is used up, in seconds: all that counted in the lines together.
    used_s: i64,
    /// The deadline; null while the clock stands still before it.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// The last instant that is in time.
    #[schema(value_type = Option<String>, format = DateTime)]
    limit_at: Option<Timestamp>,
    /// In the order of time.
    lines: Vec<Reason>,
    /// The same in words, one sentence a line.
    sentences: Vec<String>,
    /// What matters of it, in three sentences at most.
    essence: Vec<String>,
}

/// Why a clock stands where it stands: its lines, and the same in words.
#[utoipa::path(
    get,
    path = "/incidents/{number}/clocks/{metric}/explanation",
    tag = "incidents",
    params(WhichClock, Told),
    responses((status = 200, body = Explained), Problems)
)]
pub(crate) async fn explanation(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path(which): Path<WhichClock>,
    Query(told): Query<Told>,
) -> Result<Json<Explained>, Problem> {
    let number = which.number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let seen = desk.show(&caller.who, number, now).await?;
    let mut clocks = seen.clocks.iter().chain(&seen.party_clocks);
    let clock =
        clocks.find(|clock| clock.metric.as_str() == which.metric && clock.party == told.party);
    let clock = clock.ok_or(Problem::NotFound("clock"))?;
    let directory = caller.directory.as_ref();
    let is_own = caller.who.may(Action::UseDesk);
    let reader = if is_own { Reader::Desk } else { Reader::Client };
    let person = directory.people.get(&caller.who.key);
    let usual = person.map_or(directory.installation.language, |it| directory.language_of(it));
    let words = Words::of(told.language.unwrap_or(usual));
    let words = words.in_zone(&directory.installation.time_zone);
    let now = seen.state.present(now);
    let explanation = explained(clock, &seen, directory, now);
    Ok(Json(Explained {
        metric: clock.metric,
        party: clock.party.clone(),
        state: clock.state,
        now,
        promised_s: clock.promised.seconds(),
        used_s: clock.used.seconds(),
        due_at: clock.due_at,
        limit_at: clock.limit_at,
        lines: Reason::all(&explanation, is_own),
        sentences: in_sentences(&words, &explanation, reader, directory),
        essence: essence(&words, &explanation, reader, directory),
    }))
}
