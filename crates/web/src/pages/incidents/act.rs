//! What is asked of an incident by a form on its page: read, carried out, and shown again, or shown
//! as it was typed with the reason why not.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::incident::{Command, Refusal, Scope};
use piket_core::key::Number;
use piket_engine::ActionError;
use piket_engine::view::Seen;
use piket_text::timeline::sentence;

use super::command::{self, Wrong};
use super::show::{Drawing, Flash, drawn, scope_name};
use super::verb::Verb;
use super::view::panel::{Attempt, Refused};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::eye::Eye;
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// `POST /incidents/{number}/{verb}`: somebody asks something of an incident, and is shown it.
pub(crate) async fn act(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, verb)): Path<(String, String)>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let verb = Verb::from_address(&verb).ok_or(Problem::NotFound("page"))?;
    let typed = Typed::new(fields);
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let id = app.desk().new_id(now);
    let command = match command::of(&eye, &seen, verb, &typed, id) {
        Ok(command) => command,
        Err(wrong) => {
            let attempt = unreadable(&eye, verb, typed, wrong);
            return refused(&app, &engineer, &seen, attempt, now).await;
        }
    };
    let sent = sent(&command);
    let asked = typed.seen().filter(|_| !is_note(&command));
    match app.desk().act(engineer.who(), seen.id, command, asked, now).await {
        Ok(_) => Ok(Redirect::to(&address(number, verb, sent)).into_response()),
        Err(ActionError::Refused(refusal)) => {
            let attempt = Attempt { verb, typed, refused: why(&eye, &refusal), wrong: None };
            refused(&app, &engineer, &seen, attempt, now).await
        }
        Err(ActionError::Stale) => stale(&app, &engineer, number, (verb, typed), now).await,
        Err(other) => Err(other.into()),
    }
}

/// Where the page is after it was done, with a word about it.
fn address(number: Number, verb: Verb, sent: &str) -> String {
    let place = if verb == Verb::Say { "#composer" } else { "" };
    let sent = if sent.is_empty() { String::new() } else { format!("&sent={sent}") };
    format!("/incidents/{number}?done={}{sent}{place}", verb.as_str())
}

fn sent(command: &Command) -> &'static str {
    match command {
        Command::Send { message, .. } | Command::SendAgreed { message, .. } => {
            scope_name(&message.scope)
        }
        _ => "",
    }
}

/// A note to ourselves overtakes nobody, so it is never too late for it.
fn is_note(command: &Command) -> bool {
    matches!(command, Command::Send { message, .. } if message.scope == Scope::Internal)
}

fn unreadable(eye: &Eye<'_>, verb: Verb, typed: Typed, wrong: Wrong) -> Attempt {
    let title = eye.w.t("refused-unreadable").into_owned();
    let points = vec![eye.w.t(wrong.key).into_owned()];
    Attempt { verb, typed, refused: Refused { title, points }, wrong: Some(wrong) }
}

fn why(eye: &Eye<'_>, refusal: &Refusal) -> Refused {
    let points = eye.w.missing(refusal).into_iter().map(std::borrow::Cow::into_owned);
    Refused { title: eye.w.refusal(refusal, eye.directory), points: points.collect() }
}

/// 422: the page with the form as it was typed, and the reason.
async fn refused(
    app: &App,
    engineer: &Engineer,
    seen: &Seen,
    attempt: Attempt,
    now: Timestamp,
) -> Result<Response, Problem> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    // What can no longer be opened again offers no form beside which the reason could stand.
    let is_late =
        attempt.verb == Verb::Reopen && seen.state.is_past_reopening(engineer.directory(), now);
    let flash = is_late.then(|| Flash { tone: "warn", text: attempt.refused.title.clone() });
    let drawing = Drawing { status, attempt: Some(attempt), flash, ..Drawing::default() };
    drawn(app, engineer, seen, drawing, now).await
}

/// 409: the page with the fresh state, and what was typed still there.
async fn stale(
    app: &App,
    engineer: &Engineer,
    number: Number,
    (verb, typed): (Verb, Typed),
    now: Timestamp,
) -> Result<Response, Problem> {
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let words = engineer.words();
    let since = typed.seen().unwrap_or(0);
    let fresh = seen.entries.iter().filter(|entry| entry.seq > since && entry.fact.is_weighty());
    let points =
        fresh.take(3).map(|entry| sentence(&words, entry, engineer.directory().as_ref())).collect();
    let title = words.t("refused-stale").into_owned();
    let flash = (verb != Verb::Say).then(|| Flash { tone: "warn", text: title.clone() });
    let attempt = Some(Attempt { verb, typed, refused: Refused { title, points }, wrong: None });
    let status = StatusCode::CONFLICT;
    drawn(app, engineer, &seen, Drawing { status, attempt, flash, ..Drawing::default() }, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_writing_one_is_shown_the_words_and_the_draft_of_that_scope_is_forgotten() {
        let at = address(Number(1042), Verb::Say, "client");
        assert_eq!(at, "/incidents/INC-1042?done=say&sent=client#composer");
        assert_eq!(address(Number(7), Verb::RollOut, ""), "/incidents/INC-7?done=roll-out");
    }
}
