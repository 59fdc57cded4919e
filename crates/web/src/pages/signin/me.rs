//! One's own account at the desk: the password, and where one is signed in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_engine::account::{Accounts, Session};
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use super::page;
use super::password::{self, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Query};
use crate::pages::parts::Frame;
use crate::pages::rail;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "signin/me.html")]
struct Page {
    w: Words,
    frame: Frame,
    email: String,
    hint: String,
    wrong: Wrong,
    is_changed: bool,
    sessions: Vec<Place>,
}

/// Where one is signed in.
struct Place {
    browser: String,
    since: String,
    seen: String,
    is_this: bool,
}

/// What the address of the page says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Came {
    #[serde(default)]
    changed: bool,
}

/// `GET /me`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Query(came): Query<Came>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let shown = Page::of(&app, &engineer, now).await?;
    page(StatusCode::OK, &Page { is_changed: came.changed, ..shown })
}

/// What is typed into the form.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    current: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

/// `POST /me/password`.
pub(super) async fn change_password(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let wrong = match password::alike(&typed.new, &typed.again, &w) {
        Err(wrong) => wrong,
        Ok(new) => {
            let current = Secret::new(typed.current);
            let (accounts, person) = (app.accounts(), engineer.person());
            let session = engineer.session();
            match accounts.change_password(person, &current, &new, session, now).await {
                Ok(()) => return Ok(Redirect::to("/me?changed=true").into_response()),
                Err(error) => password::told(error, &w)?,
            }
        }
    };
    let shown = Page::of(&app, &engineer, now).await?;
    page(StatusCode::UNPROCESSABLE_ENTITY, &Page { wrong, ..shown })
}

/// `POST /me/sessions/end`: signed out everywhere but here.
pub(super) async fn end_others(
    State(accounts): State<Accounts>,
    engineer: Engineer,
) -> Result<Redirect, Problem> {
    accounts.end_sessions(&engineer.person().key, Some(engineer.session())).await?;
    Ok(Redirect::to("/me"))
}

impl Page {
    async fn of(app: &App, engineer: &Engineer, now: Timestamp) -> Result<Self, Problem> {
        let w = engineer.words();
        let title = w.t("me-title").into_owned();
        let person = engineer.person();
        let sessions = app.accounts().sessions(&person.key, now).await?;
        let this = Accounts::session_id(engineer.session());
        Ok(Self {
            frame: rail::frame(app, engineer, title, "me", now).await?,
            email: person.email.clone(),
            hint: password::hint(&w),
            wrong: Wrong::default(),
            is_changed: false,
            sessions: sessions.iter().map(|it| Place::of(it, &this, &w, now)).collect(),
            w,
        })
    }
}

impl Place {
    fn of(session: &Session, this: &str, w: &Words, now: Timestamp) -> Self {
        Self {
            browser: session.user_agent.clone(),
            since: w.t1("me-session-since", "at", w.when(session.created_at, now)),
            seen: w.t1("me-session-seen", "at", w.when(session.seen_at, now)),
            is_this: session.secret_hash == this,
        }
    }
}
