//! What people write down about the service of an application: the form, the list, and the steps.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::DateTime;
use piket_core::figures::{
    ExcuseCategory, NoteCommand, NoteKind, NoteRefusal, NoteStep, Noted, ServiceNote, Standing,
};
use piket_core::key::ApplicationKey;
use piket_engine::figures::NoteError;
use uuid::Uuid;

use super::year;
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::eye::Eye;
use crate::pages::parts::Choice;
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// A note in the list.
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the line")]
pub(super) struct NoteLine {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) tone: &'static str,
    pub(super) standing: String,
    pub(super) when: String,
    pub(super) text: String,
    pub(super) parts: String,
    pub(super) by: String,
    pub(super) evidence: String,
    pub(super) evidence_address: String,
    pub(super) steps: Vec<String>,
    pub(super) until_field: String,
    pub(super) waits: bool,
    pub(super) is_own: bool,
    pub(super) is_movable: bool,
    pub(super) is_withdrawn: bool,
}

/// A kind of note to choose.
pub(super) struct KindChoice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) about: String,
    pub(super) chosen: bool,
}

/// The form for a new note, as typed.
pub(super) struct NoteForm {
    /// What is wrong, in one sentence; empty if nothing.
    pub(super) wrong: String,
    pub(super) kinds: Vec<KindChoice>,
    /// In which zone moments are typed.
    pub(super) zone: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) text: String,
    pub(super) evidence: String,
    pub(super) parts: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) wrong_from: String,
    pub(super) wrong_until: String,
    pub(super) wrong_text: String,
    pub(super) wrong_evidence: String,
    pub(super) wrong_category: String,
}

impl NoteForm {
    /// The form as it was typed, with what is wrong at its field.
    pub(super) fn of(
        eye: &Eye<'_>,
        key: &ApplicationKey,
        typed: &Typed,
        wrong: Option<Wrong>,
    ) -> Self {
        let chosen = kind(typed);
        let kinds = NoteKind::ALL.map(|it| KindChoice {
            value: it.as_str().to_owned(),
            label: eye.w.named("note-kind", it.as_str()).into_owned(),
            about: eye.w.named("note-about", it.as_str()).into_owned(),
            chosen: it == chosen,
        });
        let parts = eye.directory.applications.get(key).map_or(&[][..], |it| &it.components);
        let ticked: Vec<&str> = typed.all("component").collect();
        let part = |it: &piket_core::directory::Component| Choice {
            value: it.key.to_string(),
            label: it.name.clone(),
            chosen: ticked.contains(&it.key.as_str()),
        };
        let said = wrong.map(|it| it.said(eye)).unwrap_or_default();
        let at = |field: &str| {
            let is_here = wrong.is_some_and(|it| it.field() == field);
            if is_here { said.clone() } else { String::new() }
        };
        Self {
            kinds: kinds.into(),
            zone: eye.w.t1("figures-zone", "zone", eye.w.zone_iana()),
            from: typed.text("from"),
            until: typed.text("until"),
            text: typed.text("text"),
            evidence: typed.text("evidence"),
            parts: parts.iter().map(part).collect(),
            categories: categories(eye, category(typed)),
            wrong_from: at("from"),
            wrong_until: at("until"),
            wrong_text: at("text"),
            wrong_evidence: at("evidence"),
            wrong_category: at("category"),
            wrong: said,
        }
    }
}

fn categories(eye: &Eye<'_>, chosen: Option<ExcuseCategory>) -> Vec<Choice> {
    let none = Choice {
        value: String::new(),
        label: eye.w.t("figures-category-none").into_owned(),
        chosen: chosen.is_none(),
    };
    let all = ExcuseCategory::ALL.map(|it| Choice {
        value: it.as_str().to_owned(),
        label: eye.w.named("note-category", it.as_str()).into_owned(),
        chosen: chosen == Some(it),
    });
    std::iter::once(none).chain(all).collect()
}

fn kind(typed: &Typed) -> NoteKind {
    let name = typed.text("kind");
    let found = NoteKind::ALL.into_iter().find(|it| it.as_str() == name);
    found.unwrap_or(NoteKind::Maintenance)
}

fn category(typed: &Typed) -> Option<ExcuseCategory> {
    let name = typed.text("category");
    ExcuseCategory::ALL.into_iter().find(|it| it.as_str() == name)
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// A moment cannot be read.
    Moment(&'static str),
    /// The rules do not allow it.
    Refused(NoteRefusal),
}

impl Wrong {
    fn said(self, eye: &Eye<'_>) -> String {
        match self {
            Self::Moment(_) => eye.w.t("wrong-moment").into_owned(),
            Self::Refused(refusal) => eye.w.named("note-refused", refusal.as_str()).into_owned(),
        }
    }

    /// At which field it is said.
    fn field(self) -> &'static str {
        match self {
            Self::Moment(field) => field,
            Self::Refused(refusal) => match refusal {
                NoteRefusal::EndsBeforeItBegins
                | NoteRefusal::TooLong
                | NoteRefusal::InTheFuture
                | NoteRefusal::EndsInThePast => "until",
                NoteRefusal::NoText => "text",
                NoteRefusal::NoEvidence => "evidence",
                NoteRefusal::NoCategory => "category",
                NoteRefusal::NoReason
                | NoteRefusal::OwnNote
                | NoteRefusal::Decided
                | NoteRefusal::NotMovable => "reason",
            },
        }
    }
}

/// `POST /applications/{key}/notes`: writes a note down.
pub(super) async fn write(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let wrong = match noted(&eye, &typed) {
        Err(wrong) => wrong,
        Ok(noted) => match app.desk().write_note(eye.who, &key, noted, now).await {
            Ok(_) => return Ok(done(&key, "written")),
            Err(NoteError::Refused(refusal)) => Wrong::Refused(refusal),
            Err(other) => return Err(problem(other)),
        },
    };
    let form = NoteForm::of(&eye, &key, &typed, Some(wrong));
    year::refused(&app, &engineer, &eye, &key, form).await
}

/// `POST /applications/{key}/notes/{id}/{verb}`: move, agree or withdraw.
pub(super) async fn change(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path((key, id, verb)): Path<(ApplicationKey, Uuid, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let reason = typed.text("reason");
    let (command, said) = match verb.as_str() {
        "move" => match moment(&eye, &typed, "until") {
            Ok(until) => (Ok(NoteCommand::Move { until, reason }), "moved"),
            Err(wrong) => (Err(wrong), "moved"),
        },
        "agree" => (Ok(NoteCommand::Agree), "agreed"),
        "withdraw" => (Ok(NoteCommand::Withdraw { reason }), "withdrawn"),
        _ => return Err(Problem::NotFound("page")),
    };
    let wrong = match command {
        Err(wrong) => wrong,
        Ok(command) => match app.desk().change_note(eye.who, &key, id, command, now).await {
            Ok(_) => return Ok(done(&key, said)),
            Err(NoteError::Refused(refusal)) => Wrong::Refused(refusal),
            Err(other) => return Err(problem(other)),
        },
    };
    let form = NoteForm::of(&eye, &key, &Typed::default(), Some(wrong));
    year::refused(&app, &engineer, &eye, &key, form).await
}

fn done(key: &ApplicationKey, what: &str) -> Response {
    Redirect::to(&format!("/applications/{key}/figures?done={what}#notes")).into_response()
}

/// A note that cannot be written, where it is not for the form to say.
pub(crate) fn problem(error: NoteError) -> Problem {
    match error {
        NoteError::Denied => Problem::Denied,
        NoteError::NotFound(what) => Problem::NotFound(what),
        NoteError::Refused(refusal) => Problem::Unreadable(refusal.to_string()),
        NoteError::Stale => Problem::Stale(None),
        NoteError::Store(error) => error.into(),
    }
}

fn noted(eye: &Eye<'_>, typed: &Typed) -> Result<Noted, Wrong> {
    let kind = kind(typed);
    Ok(Noted {
        kind,
        from: moment(eye, typed, "from")?,
        until: moment(eye, typed, "until")?,
        components: typed.all("component").filter_map(|key| key.parse().ok()).collect(),
        text: typed.text("text"),
        evidence: typed.text("evidence"),
        category: category(typed).filter(|_| kind == NoteKind::Excuse),
    })
}

fn moment(eye: &Eye<'_>, typed: &Typed, field: &'static str) -> Result<Timestamp, Wrong> {
    let local: DateTime = typed.text(field).parse().map_err(|_| Wrong::Moment(field))?;
    let zoned = local.to_zoned_datetime(eye.w.zone().clone());
    Ok(zoned.map_err(|_| Wrong::Moment(field))?.timestamp())
}

/// A note in the list of the desk.
pub(super) fn note_line(eye: &Eye<'_>, note: &ServiceNote) -> NoteLine {
    let standing = note.standing();
    let noted = &note.noted;
    let is_link = noted.evidence.starts_with("https://") || noted.evidence.starts_with("http://");
    let number: Option<piket_core::key::Number> = noted.evidence.parse().ok();
    let incident = number.map(|number| format!("/incidents/{number}"));
    let link = is_link.then(|| noted.evidence.clone());
    NoteLine {
        id: note.id.to_string(),
        kind: eye.w.named("note-kind", noted.kind.as_str()).into_owned(),
        tone: match standing {
            Standing::Waiting => "warn",
            Standing::Counts => "ok",
            Standing::Withdrawn => "quiet",
        },
        standing: eye.w.named("note-standing", standing.as_str()).into_owned(),
        when: when(eye, noted.from, note.until()),
        text: noted.text.clone(),
        parts: parts(eye, note),
        by: note.by().map(|by| who_when(eye, by, note.noted_at())).unwrap_or_default(),
        evidence: noted.evidence.clone(),
        evidence_address: link.or(incident).unwrap_or_default(),
        steps: note.entries.iter().skip(1).map(|entry| step(eye, entry)).collect(),
        until_field: eye.local_field(note.until()),
        waits: standing == Standing::Waiting,
        is_own: note.by() == Some(&eye.who.key),
        is_movable: noted.kind == NoteKind::Maintenance
            && standing == Standing::Counts
            && note.until() > eye.now,
        is_withdrawn: standing == Standing::Withdrawn,
    }
}

/// From when until when, with the date once if it is the same.
pub(crate) fn when(eye: &Eye<'_>, from: Timestamp, until: Timestamp) -> String {
    let is_same_day = eye.w.local(from).date() == eye.w.local(until).date();
    let end = if is_same_day { eye.w.time(until) } else { eye.w.date_time(until) };
    eye.w.t2("time-range", "from", eye.w.date_time(from), "to", end)
}

/// The parts of the application that a note is about, by name.
pub(crate) fn parts(eye: &Eye<'_>, note: &ServiceNote) -> String {
    let application = eye.directory.applications.get(&note.application);
    let name = |key: &piket_core::key::ComponentKey| {
        let part = application.and_then(|it| it.components.iter().find(|part| part.key == *key));
        part.map_or_else(|| key.to_string(), |part| part.name.clone())
    };
    let names: Vec<String> = note.noted.components.iter().map(name).collect();
    eye.w.list(&names)
}

fn who_when(eye: &Eye<'_>, by: &piket_core::key::PersonKey, at: Timestamp) -> String {
    format!("{} · {}", eye.person(by).name, eye.w.date_time(at))
}

fn step(eye: &Eye<'_>, entry: &piket_core::figures::NoteEntry) -> String {
    let by = who_when(eye, &entry.by, entry.at);
    let said = match &entry.step {
        NoteStep::Noted(noted) => noted.text.clone(),
        NoteStep::Moved { until, reason } => {
            eye.w.t2("note-step-moved", "until", eye.w.date_time(*until), "reason", reason)
        }
        NoteStep::Agreed { is_alone: false } => eye.w.t("note-step-agreed").into_owned(),
        NoteStep::Agreed { is_alone: true } => eye.w.t("note-step-agreed-alone").into_owned(),
        NoteStep::Withdrawn { reason } => eye.w.t1("note-step-withdrawn", "reason", reason),
    };
    format!("{by} · {said}")
}
