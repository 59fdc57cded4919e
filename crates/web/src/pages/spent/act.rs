//! What is asked of time by a form: a timer is started or stopped, a stretch is typed in, an entry
//! is changed. Done, the page is shown again; refused, it comes back as it was typed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::key::Number;
use piket_core::spent::{TimeCommand, TimeStanding};
use piket_engine::spent::{Noted, TimeError, TimerStarted, TypedTime};
use uuid::Uuid;

use super::incident::{Wish, drawn};
use super::panel::Attempt;
use super::typed::{Fields, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::eye::Eye;
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// What can be told after something was done.
const DONE: [&str; 12] = [
    "started",
    "ran-already",
    "switched",
    "switched-long",
    "stopped",
    "stopped-long",
    "noted",
    "noted-already",
    "overlaps",
    "changed",
    "confirmed",
    "withdrawn",
];

/// Time that was not noted, where there is no form to show it at.
pub(crate) fn problem(error: TimeError) -> Problem {
    match error {
        TimeError::Denied => Problem::Denied,
        TimeError::NotFound(what) => Problem::NotFound(what),
        TimeError::Refused(refusal) => Problem::Unreadable(refusal.to_string()),
        TimeError::Stale => Problem::Stale(None),
        TimeError::Store(error) => error.into(),
    }
}

/// The number in an address.
pub(super) fn numbered(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound("incident"))
}

/// `POST /incidents/{number}/time`: types a stretch in.
pub(super) async fn add(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let fields = Fields::typed(&typed);
    let once = typed.text("once");
    let stretch = fields.stretch(engineer.words().zone());
    let noted = match stretch {
        Ok(stretch) => {
            let (note, once) = (fields.note.clone(), Some(once.clone()));
            let typed = TypedTime { stretch, note, once };
            app.desk().type_time(engineer.who(), number, typed, now).await.map_err(wrong)
        }
        Err(wrong) => Err(Ok(wrong)),
    };
    match noted {
        Ok(noted) => {
            let done = match noted {
                Noted { is_new: false, .. } => "noted-already",
                Noted { overlaps: true, .. } => "overlaps",
                Noted { .. } => "noted",
            };
            Ok(back(&noted, done))
        }
        Err(wrong) => {
            let attempt = Attempt { entry: None, fields, reason: String::new(), wrong: wrong? };
            again(&app, &engineer, number, (attempt, once), now).await
        }
    }
}

/// `POST /incidents/{number}/time/{deed}`: starts a timer, or stops it.
pub(super) async fn timer(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, deed)): Path<(String, String)>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let who = engineer.who();
    let done = match deed.as_str() {
        "start" => app.desk().start_timer(who, number, now).await.map(|it| started(&it)),
        "stop" => {
            let entry = typed.text("entry").parse().ok();
            let note = typed.text("note");
            let noted = app.desk().stop_timer(who, number, entry, note, now).await;
            noted
                .map(|noted| back(&noted, if is_long(&noted) { "stopped-long" } else { "stopped" }))
        }
        _ => return Err(Problem::NotFound("page")),
    };
    match done.map_err(wrong) {
        Ok(response) => Ok(response),
        Err(wrong) => {
            // The note of a timer that does not run any more goes where it can be typed in.
            let eye = Eye {
                w: &engineer.words(),
                directory: engineer.directory(),
                who: engineer.who(),
                now,
            };
            let fields = Fields { note: typed.text("note"), ..Fields::today(&eye) };
            let attempt = Attempt { entry: None, fields, reason: String::new(), wrong: wrong? };
            again(&app, &engineer, number, (attempt, String::new()), now).await
        }
    }
}

/// `POST /incidents/{number}/time/{entry}/{deed}`: changes, confirms or takes back an entry.
pub(super) async fn change(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, entry, deed)): Path<(String, Uuid, String)>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let (fields, reason) = (Fields::typed(&typed), typed.text("reason"));
    let command = match deed.as_str() {
        "change" => match changed(&app, &engineer, (number, entry), &fields, now).await? {
            Ok(stretch) => {
                let note = fields.note.clone();
                Ok(TimeCommand::Change { stretch, note, reason: reason.clone() })
            }
            Err(wrong) => Err(wrong),
        },
        "confirm" => Ok(TimeCommand::Confirm),
        "withdraw" => Ok(TimeCommand::Withdraw { reason: reason.clone() }),
        _ => return Err(Problem::NotFound("page")),
    };
    let noted = match command {
        Ok(command) => {
            let place = (number, entry);
            let seen = typed.seen();
            let noted = app.desk().change_time(engineer.who(), place, command, seen, now).await;
            noted.map_err(wrong)
        }
        Err(wrong) => Err(Ok(wrong)),
    };
    match noted {
        Ok(noted) => {
            let done = match deed.as_str() {
                "change" => "changed",
                "confirm" => "confirmed",
                _ => "withdrawn",
            };
            Ok(back(&noted, done))
        }
        Err(wrong) => {
            let attempt = Attempt { entry: Some(entry.to_string()), fields, reason, wrong: wrong? };
            let wish = Wish { after: typed.text("after"), ..Wish::default() };
            shown_again(&app, &engineer, number, (attempt, String::new()), wish, now).await
        }
    }
}

/// The stretch that a form for an entry means.
async fn changed(
    app: &App,
    engineer: &Engineer,
    (number, entry): (Number, Uuid),
    fields: &Fields,
    now: Timestamp,
) -> Result<Result<piket_core::spent::Stretch, Wrong>, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let row = app.desk().time_entry(eye.who, number, entry, now).await.map_err(problem)?;
    Ok(fields.changed(&eye, row.stretch.as_ref()))
}

/// What is wrong in the words of a form, or a problem that no form can tell.
fn wrong(error: TimeError) -> Result<Wrong, Problem> {
    match error {
        TimeError::Refused(refusal) => Ok(Wrong::Refused(refusal)),
        TimeError::Stale => Ok(Wrong::Stale),
        error @ (TimeError::Denied | TimeError::NotFound(_) | TimeError::Store(_)) => {
            Err(problem(error))
        }
    }
}

/// 422, or 409 for what somebody else changed: the page as it was typed.
async fn again(
    app: &App,
    engineer: &Engineer,
    number: Number,
    attempt: (Attempt, String),
    now: Timestamp,
) -> Result<Response, Problem> {
    shown_again(app, engineer, number, attempt, Wish::default(), now).await
}

/// As [`again`], on the page of entries on which it was typed.
async fn shown_again(
    app: &App,
    engineer: &Engineer,
    number: Number,
    attempt: (Attempt, String),
    wish: Wish,
    now: Timestamp,
) -> Result<Response, Problem> {
    let status = match attempt.0.wrong {
        Wrong::Stale => StatusCode::CONFLICT,
        Wrong::Field(_) | Wrong::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    drawn(app, engineer, number, (status, Some(attempt), wish), now).await
}

fn is_long(noted: &Noted) -> bool {
    noted.standing == TimeStanding::InDoubt
}

fn back(noted: &Noted, done: &str) -> Response {
    let Noted { number, seconds, .. } = noted;
    let address = format!("/incidents/{number}/time?done={done}&seconds={seconds}");
    Redirect::to(&address).into_response()
}

fn started(timer: &TimerStarted) -> Response {
    let number = timer.number;
    let address = match &timer.stopped {
        _ if timer.ran_already => format!("/incidents/{number}/time?done=ran-already"),
        None => format!("/incidents/{number}/time?done=started"),
        Some(it) => {
            let done = if is_long(it) { "switched-long" } else { "switched" };
            let (other, seconds) = (it.number, it.seconds);
            format!("/incidents/{number}/time?done={done}&seconds={seconds}&other={other}")
        }
    };
    Redirect::to(&address).into_response()
}

/// A word about what was just done, and its tone.
pub(super) fn told(eye: &Eye<'_>, wish: &Wish) -> (&'static str, String) {
    let Some(done) = DONE.into_iter().find(|done| *done == wish.done) else {
        return ("", String::new());
    };
    let is_warning = done.ends_with("-long") || done == "overlaps";
    let key = format!("spent-done-{done}");
    // Whoever writes the address chooses no words: only a number of an incident is shown.
    let other = wish.other.parse::<Number>().map(|it| it.to_string()).unwrap_or_default();
    let time = eye.w.worked(wish.seconds);
    let told = eye.w.t2(&key, "time", time, "number", other);
    (if is_warning { "warn" } else { "ok" }, told)
}
