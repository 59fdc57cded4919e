//! Letters: which went out, which wait, and which were given up, with a way to try those again.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use piket_core::policy::Action;
use piket_store::outbox::{self, Letter, LetterState};
use piket_store::{ReadTx, StoreError};
use piket_text::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::{View, views};
use crate::app::App;
use crate::extract::{Admin, Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many letters a page shows.
const PAGE: u32 = 50;
/// Counting stops here.
const COUNTED: u32 = 1_000;

/// A letter.
struct Line {
    id: String,
    to: String,
    email: String,
    about: String,
    incident: String,
    at: String,
    time: String,
    tone: &'static str,
    state: String,
    failure: String,
    attempts: u32,
    is_failed: bool,
}

#[derive(Template)]
#[template(path = "people/mail.html")]
struct MailPage {
    w: Words,
    frame: Frame,
    views: Vec<View>,
    flash: String,
    figures: Vec<(String, String, &'static str)>,
    only_failed: bool,
    lines: Vec<Line>,
    may_try: bool,
    next: String,
    /// The keys of what is said when there is nothing.
    none: &'static str,
    none_next: &'static str,
}

/// What is asked for in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    failed: Option<bool>,
    before: Option<Uuid>,
    done: Option<String>,
}

/// `GET /mail`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let only_failed = wanted.failed.unwrap_or_default();
    let before = wanted.before;
    let read = move |tx: &mut ReadTx<'_>| -> Result<_, StoreError> {
        let letters = outbox::list(tx, only_failed, before, PAGE)?;
        Ok((letters, outbox::backlog(tx, COUNTED)?, outbox::failed_number(tx, COUNTED)?))
    };
    let (letters, waiting, failed) = app.desk().reader().read(read).await?;
    let figure = |key: &str, count: u32, tone| {
        (w.t(key).into_owned(), w.count(u64::from(count)), if count == 0 { "" } else { tone })
    };
    let is_full = letters.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let last = letters.last().map(|letter| letter.id).filter(|_| is_full);
    let title = w.t("people-mail").into_owned();
    page::shown(&MailPage {
        frame: rail::frame(&app, &engineer, title, "people", now).await?,
        views: views(&engineer, &w, "/mail"),
        flash: match wanted.done.as_deref() {
            Some("again") => w.t("mail-tried-again").into_owned(),
            _ => String::new(),
        },
        figures: vec![figure("mail-waiting", waiting, ""), figure("mail-failed", failed, "is-bad")],
        only_failed,
        lines: letters.iter().map(|letter| line(&eye, letter)).collect(),
        may_try: engineer.who().may(Action::Administer),
        next: last
            .map(|last| format!("/mail?failed={only_failed}&before={last}"))
            .unwrap_or_default(),
        none: if only_failed { "mail-none-failed" } else { "mail-none" },
        none_next: if only_failed { "mail-none-failed-next" } else { "mail-none-next" },
        w: w.clone(),
    })
}

/// `POST /mail/{letter}/again`: tries a letter again that was given up.
pub(super) async fn again(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(letter): Path<Uuid>,
) -> Result<Response, Problem> {
    if app.desk().send_again(admin.who(), letter, now).await? {
        Ok(Redirect::to("/mail?failed=true&done=again").into_response())
    } else {
        Err(Problem::NotFound("letter"))
    }
}

fn line(eye: &Eye<'_>, letter: &Letter) -> Line {
    let notice = &letter.notice;
    let (tone, key) = match letter.state {
        LetterState::Waiting if letter.attempts > 0 => ("warn", "mail-state-later"),
        LetterState::Waiting => ("none", "mail-state-waiting"),
        LetterState::Sending => ("none", "mail-state-sending"),
        LetterState::Sent => ("ok", "mail-state-sent"),
        LetterState::Failed => ("bad", "mail-state-failed"),
    };
    let at = letter.done_at.unwrap_or(letter.created_at);
    Line {
        id: letter.id.to_string(),
        to: notice.name.clone(),
        email: notice.email.clone().unwrap_or_default(),
        about: eye.w.named("about", notice.about.as_str()).into_owned(),
        incident: notice.subject.number.to_string(),
        at: at.to_string(),
        time: eye.at(at),
        tone,
        state: eye.w.t(key).into_owned(),
        failure: letter.failure.clone().unwrap_or_default(),
        attempts: letter.attempts,
        is_failed: letter.state == LetterState::Failed,
    }
}
