//! Entries of time on an incident: read, typed in, timed, changed, confirmed, taken back.

use axum::Json;
use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::spent::{Stretch, TimeCommand, TimeStep};
use piket_engine::spent::{Noted, NotedTime, TypedTime};
use piket_store::spent::TimeRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoResponses, ToSchema};
use uuid::Uuid;

use super::PAGE;
use crate::api::Problems;
use crate::api::asked::{Asked, Which};
use crate::extract::Json as Body;
use crate::pages::spent::problem;
use crate::problem::{Document, Problem};

/// What every verb of time may answer when it is not done.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "these only describe what verbs answer")]
pub(crate) enum Verb {
    /// Somebody else changed it since it was read; nothing was done.
    #[response(status = 409, content_type = "application/problem+json")]
    Stale(Document),
    /// It is not allowed: in the future, long before the report, frozen, without a reason.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(Document),
}

/// A stretch of work: with `from` and `until`, or with `day` and `seconds`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = WorkedStretch)]
struct Worked {
    /// From when.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Timestamp>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    /// On which day.
    #[schema(value_type = Option<String>, format = Date)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// How long, in seconds.
    #[serde(default)]
    seconds: i64,
}

impl Worked {
    fn of(stretch: &Stretch) -> Self {
        let seconds = stretch.seconds();
        match stretch {
            Stretch::Between { from, until } => {
                Self { from: Some(*from), until: Some(*until), day: None, seconds }
            }
            Stretch::On { day, .. } => Self { from: None, until: None, day: Some(*day), seconds },
        }
    }

    fn stretch(&self) -> Result<Stretch, Problem> {
        match (self.from, self.until, self.day) {
            (Some(from), Some(until), None) if from <= until => Ok(Stretch::between(from, until)),
            // Backwards as it came, so that it is refused by name.
            (Some(from), Some(until), None) => Ok(Stretch::Between { from, until }),
            (None, None, Some(day)) => Ok(Stretch::On { day, seconds: self.seconds }),
            _ => {
                let text = "give `from` and `until`, or `day` and `seconds`";
                Err(Problem::Unreadable(text.to_owned()))
            }
        }
    }
}

/// An entry after a verb.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotedTime)]
pub(crate) struct Done {
    /// The entry.
    entry: Uuid,
    /// On which incident: another one than was asked if that was merged.
    incident: String,
    /// `running`, `in_doubt`, `counts` or `withdrawn`.
    standing: &'static str,
    /// How long it is, in seconds.
    seconds: i64,
    /// Whether something was done: not if it was so already.
    is_new: bool,
    /// Whether the person noted other time at the same time.
    overlaps: bool,
    /// The entry whose timer was stopped for this one.
    stopped: Option<Uuid>,
}

impl Done {
    fn of(noted: &Noted) -> Json<Self> {
        Json(Self {
            entry: noted.entry,
            incident: noted.number.to_string(),
            standing: noted.standing.as_str(),
            seconds: noted.seconds,
            is_new: noted.is_new,
            overlaps: noted.overlaps,
            stopped: None,
        })
    }
}

/// The time that was noted on an incident and on those that were merged into it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentTime)]
pub(crate) struct OnIncident {
    /// What counts, in seconds.
    total_s: i64,
    /// The caller's timer that runs, wherever that is.
    running: Option<Line>,
    /// The latest hundred entries, the latest first.
    entries: Vec<Line>,
}

/// An entry of time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimeEntry)]
struct Line {
    /// The entry.
    entry: Uuid,
    /// On which incident.
    incident: String,
    /// Who worked.
    person: String,
    /// `running`, `in_doubt`, `counts` or `withdrawn`.
    standing: &'static str,
    /// When it begins; of one without a beginning the first instant of its day.
    #[schema(value_type = String, format = DateTime)]
    begins_at: Timestamp,
    /// The stretch; nothing while the timer runs.
    worked: Option<Worked>,
    /// What was done in that time.
    note: String,
    /// Whether the person noted other time at the same time.
    overlaps: bool,
    /// Whether something was done to it after its month was frozen.
    is_late: bool,
    /// Its version: who changes it says which was read.
    version: u32,
    /// What was done to it, oldest first.
    #[schema(value_type = Vec<Object>)]
    steps: Vec<TimeStep>,
}

impl Line {
    fn of(row: TimeRow, steps: Vec<TimeStep>) -> Self {
        Self {
            entry: row.id,
            incident: row.place.number.to_string(),
            person: row.person.to_string(),
            standing: row.standing.as_str(),
            begins_at: row.begins_at,
            worked: row.stretch.as_ref().map(Worked::of),
            note: row.note,
            overlaps: row.overlaps,
            is_late: row.is_late,
            version: row.version,
            steps,
        }
    }
}

/// The time that was noted on an incident. For our own people alone.
#[utoipa::path(
    get,
    path = "/incidents/{number}/time",
    tag = "time",
    params(Which),
    responses((status = 200, body = OnIncident), Problems)
)]
pub(crate) async fn list(asked: Asked) -> Result<Json<OnIncident>, Problem> {
    let seen = asked.desk.show(&asked.caller.who, asked.number, asked.now).await?;
    let found = asked.desk.time_on(&asked.caller.who, &seen, None, PAGE).await.map_err(problem)?;
    let entry = |it: NotedTime| Line::of(it.row, it.steps);
    Ok(Json(OnIncident {
        total_s: found.total_s,
        running: found.running.map(|row| Line::of(row, Vec::new())),
        entries: found.entries.into_iter().map(entry).collect(),
    }))
}

/// A stretch that is typed in.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewTime {
    /// The stretch.
    #[serde(flatten)]
    worked: Worked,
    /// What was done in that time. The client never reads it.
    #[serde(default)]
    note: String,
    /// What the program calls it: the same sent twice under the same name is one.
    #[serde(default)]
    once: Option<String>,
}

/// Types a stretch of work in.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time",
    tag = "time",
    params(Which),
    request_body = NewTime,
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn add(asked: Asked, Body(new): Body<NewTime>) -> Result<Json<Done>, Problem> {
    asked.state().await?;
    asked.caller.must(piket_core::policy::Action::NoteTime)?;
    let typed = TypedTime { stretch: new.worked.stretch()?, note: new.note, once: new.once };
    let noted = asked.desk.type_time(&asked.caller.who, asked.number, typed, asked.now).await;
    Ok(Done::of(&noted.map_err(problem)?))
}

/// Starts the caller's timer; the one that runs elsewhere stops.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time/start",
    tag = "time",
    params(Which),
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn start(asked: Asked) -> Result<Json<Done>, Problem> {
    let timer = asked.desk.start_timer(&asked.caller.who, asked.number, asked.now).await;
    let timer = timer.map_err(problem)?;
    Ok(Json(Done {
        entry: timer.entry,
        incident: timer.number.to_string(),
        standing: "running",
        seconds: 0,
        is_new: !timer.ran_already,
        overlaps: false,
        stopped: timer.stopped.map(|it| it.entry),
    }))
}

/// A timer that is stopped.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Stop {
    /// The timer that was seen; without it the one that runs on the incident.
    entry: Option<Uuid>,
    /// What was done in that time.
    note: String,
}

/// Stops the caller's timer.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time/stop",
    tag = "time",
    params(Which),
    request_body = Stop,
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn stop(asked: Asked, Body(body): Body<Stop>) -> Result<Json<Done>, Problem> {
    let Asked { desk, caller, number, now, .. } = &asked;
    let noted = desk.stop_timer(&caller.who, *number, body.entry, body.note, *now).await;
    Ok(Done::of(&noted.map_err(problem)?))
}

/// What an entry should be.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ChangedTime {
    /// Which entry of the incident.
    entry: Uuid,
    /// The right stretch.
    #[serde(flatten)]
    worked: Worked,
    /// The right note.
    #[serde(default)]
    note: String,
    /// Why; needed for what others noted, and once the month is frozen.
    #[serde(default)]
    reason: String,
    /// The version that was read; when it is another one now, the answer is 409.
    #[serde(default)]
    seen: Option<u32>,
}

/// Says what an entry should be: one's own, or as a manager.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time/change",
    tag = "time",
    params(Which),
    request_body = ChangedTime,
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn change(
    asked: Asked,
    Body(body): Body<ChangedTime>,
) -> Result<Json<Done>, Problem> {
    asked.state().await?;
    asked.caller.must(piket_core::policy::Action::NoteTime)?;
    let stretch = body.worked.stretch()?;
    let command = TimeCommand::Change { stretch, note: body.note, reason: body.reason };
    changed(&asked, body.entry, command, body.seen).await
}

/// An entry of the incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneTime {
    /// Which.
    entry: Uuid,
    /// Why; needed to take back what others noted, and once the month is frozen.
    #[serde(default)]
    reason: String,
    /// The version that was read; when it is another one now, the answer is 409.
    #[serde(default)]
    seen: Option<u32>,
}

/// Says that a timer that ran for more than twelve hours is right.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time/confirm",
    tag = "time",
    params(Which),
    request_body = OneTime,
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn confirm(
    asked: Asked,
    Body(body): Body<OneTime>,
) -> Result<Json<Done>, Problem> {
    changed(&asked, body.entry, TimeCommand::Confirm, body.seen).await
}

/// Takes an entry back: it stays to be read and counts no more.
#[utoipa::path(
    post,
    path = "/incidents/{number}/time/withdraw",
    tag = "time",
    params(Which),
    request_body = OneTime,
    responses((status = 200, description = "The entry as it is now.", body = Done), Verb, Problems)
)]
pub(crate) async fn withdraw(
    asked: Asked,
    Body(body): Body<OneTime>,
) -> Result<Json<Done>, Problem> {
    let command = TimeCommand::Withdraw { reason: body.reason };
    changed(&asked, body.entry, command, body.seen).await
}

async fn changed(
    asked: &Asked,
    entry: Uuid,
    command: TimeCommand,
    seen: Option<u32>,
) -> Result<Json<Done>, Problem> {
    let place = (asked.number, entry);
    let noted = asked.desk.change_time(&asked.caller.who, place, command, seen, asked.now).await;
    Ok(Done::of(&noted.map_err(problem)?))
}
