//! Notes about the service: planned work, outages that no check saw, and excuses.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use piket_core::figures::{ExcuseCategory, NoteCommand, NoteKind, Noted, ServiceNote};
use piket_core::key::{ApplicationKey, ComponentKey};
use piket_engine::Desk;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Problems;
use crate::extract::{ApiCaller, Json as Asked, Now, Path};
use crate::pages::figures::note_problem;
use crate::problem::Problem;

/// Something that a person wrote down about the service.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceNote)]
pub(crate) struct Note {
    /// Its id.
    id: String,
    /// maintenance, outage or excuse.
    kind: &'static str,
    /// waiting, counts or withdrawn.
    standing: &'static str,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// Which parts of the application; none for all of it.
    components: Vec<String>,
    /// In words.
    text: String,
    /// Where it can be seen; for our own people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// Why it does not count; of an excuse.
    category: Option<&'static str>,
    /// When it was written down.
    #[schema(value_type = String, format = DateTime)]
    noted_at: Timestamp,
}

impl Note {
    fn of(it: &ServiceNote, caller: &ApiCaller) -> Self {
        let is_own = caller.who.role.is_own();
        Self {
            id: it.id.to_string(),
            kind: it.noted.kind.as_str(),
            standing: it.standing().as_str(),
            from: it.noted.from,
            until: it.until(),
            components: it.noted.components.iter().map(ToString::to_string).collect(),
            text: it.noted.text.clone(),
            evidence: is_own.then(|| it.noted.evidence.clone()),
            category: it.noted.category.map(ExcuseCategory::as_str),
            noted_at: it.noted_at(),
        }
    }
}

/// Notes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceNotes)]
pub(crate) struct Notes {
    /// The newest first.
    notes: Vec<Note>,
}

/// What people wrote down about the service of an application: planned work, outages, excuses.
#[utoipa::path(
    get,
    path = "/applications/{application}/notes",
    tag = "figures",
    params(("application" = String, Path, description = "The key of the application.")),
    responses((status = 200, body = Notes), Problems)
)]
pub(crate) async fn list(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Path(key): Path<ApplicationKey>,
) -> Result<Json<Notes>, Problem> {
    let found = desk.notes(&caller.who, &key).await?;
    Ok(Json(Notes { notes: found.iter().map(|it| Note::of(it, &caller)).collect() }))
}

/// A note to be written down.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewServiceNote)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewNote {
    /// maintenance, outage or excuse.
    #[schema(value_type = String)]
    kind: NoteKind,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// Which parts of the application; none for all of it.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    components: Vec<ComponentKey>,
    /// In words; the client reads it.
    text: String,
    /// Where it can be seen: an address or the number of an incident. Needed for an outage and an
    /// excuse.
    #[serde(default)]
    evidence: String,
    /// Why it does not count, of an excuse: `client_caused`, `force_majeure`, `measurement_error`
    /// or `agreed_exception`.
    #[schema(value_type = Option<String>)]
    category: Option<ExcuseCategory>,
}

/// Writes down planned work, an outage that no check saw, or an excuse. The last two count once
/// somebody else has agreed.
#[utoipa::path(
    post,
    path = "/applications/{application}/notes",
    tag = "figures",
    params(("application" = String, Path, description = "The key of the application.")),
    request_body = NewNote,
    responses((status = 201, body = Note), Problems)
)]
pub(crate) async fn write(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Asked(new): Asked<NewNote>,
) -> Result<(StatusCode, Json<Note>), Problem> {
    let NewNote { kind, from, until, components, text, evidence, category } = new;
    let noted = Noted { kind, from, until, components, text, evidence, category };
    let note = desk.write_note(&caller.who, &key, noted, now).await.map_err(note_problem)?;
    Ok((StatusCode::CREATED, Json(Note::of(&note, &caller))))
}

/// Another end of planned work.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewEndOfNote)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEnd {
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// Why.
    reason: String,
}

/// Gives planned work another end.
#[utoipa::path(
    post,
    path = "/applications/{application}/notes/{note}/move",
    tag = "figures",
    params(
        ("application" = String, Path, description = "The key of the application."),
        ("note" = String, Path, description = "The id of the note.")
    ),
    request_body = NewEnd,
    responses((status = 200, body = Note), Problems)
)]
pub(crate) async fn move_note(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path((key, id)): Path<(ApplicationKey, Uuid)>,
    Asked(NewEnd { until, reason }): Asked<NewEnd>,
) -> Result<Json<Note>, Problem> {
    let command = NoteCommand::Move { until, reason };
    changed(&desk, &caller, &key, id, command, now).await
}

/// Agrees with an outage or an excuse that somebody else wrote down.
#[utoipa::path(
    post,
    path = "/applications/{application}/notes/{note}/agree",
    tag = "figures",
    params(
        ("application" = String, Path, description = "The key of the application."),
        ("note" = String, Path, description = "The id of the note.")
    ),
    responses((status = 200, body = Note), Problems)
)]
pub(crate) async fn agree(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path((key, id)): Path<(ApplicationKey, Uuid)>,
) -> Result<Json<Note>, Problem> {
    changed(&desk, &caller, &key, id, NoteCommand::Agree, now).await
}

/// Why a note is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = WithdrawNote)]
#[serde(deny_unknown_fields)]
pub(crate) struct Why {
    /// Why.
    reason: String,
}

/// Takes a note back, or refuses it.
#[utoipa::path(
    post,
    path = "/applications/{application}/notes/{note}/withdraw",
    tag = "figures",
    params(
        ("application" = String, Path, description = "The key of the application."),
        ("note" = String, Path, description = "The id of the note.")
    ),
    request_body = Why,
    responses((status = 200, body = Note), Problems)
)]
pub(crate) async fn withdraw(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Path((key, id)): Path<(ApplicationKey, Uuid)>,
    Asked(Why { reason }): Asked<Why>,
) -> Result<Json<Note>, Problem> {
    changed(&desk, &caller, &key, id, NoteCommand::Withdraw { reason }, now).await
}

async fn changed(
    desk: &Desk,
    caller: &ApiCaller,
    key: &ApplicationKey,
    id: Uuid,
    command: NoteCommand,
    now: Timestamp,
) -> Result<Json<Note>, Problem> {
    let note = desk.change_note(&caller.who, key, id, command, now).await.map_err(note_problem)?;
    Ok(Json(Note::of(&note, caller)))
}
