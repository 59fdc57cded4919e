//! One's own account at the desk: the language, the password, and where one is signed in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::Language;
use piket_engine::account::{Accounts, Session};
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use super::browser;
use super::page;
use super::password::{self, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Query};
use crate::pages::parts::{Choice, Frame};
use crate::pages::rail;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "signin/me.html")]
struct Page {
    w: Words,
    frame: Frame,
    email: String,
    languages: Vec<Choice>,
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

/// What is chosen in the form.
#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    language: String,
}

/// `POST /me/language`.
pub(super) async fn speak(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(chosen): Form<Chosen>,
) -> Result<Redirect, Problem> {
    let language = Language::from_code(&chosen.language);
    app.desk().speak(engineer.who(), language, now).await.map_err(Problem::broken)?;
    Ok(Redirect::to("/me"))
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
            languages: languages(&w, person.language),
            hint: password::hint(&w),
            wrong: Wrong::default(),
            is_changed: false,
            sessions: sessions.iter().map(|it| Place::of(it, &this, &w, now)).collect(),
            w,
        })
    }
}

/// The languages of the product, each by its own name, and the one of the house.
fn languages(w: &Words, own: Option<Language>) -> Vec<Choice> {
    let usual = w.t("me-language-usual").into_owned();
    let usual = Choice { value: String::new(), label: usual, chosen: own.is_none() };
    let each = Language::ALL.map(|language| Choice {
        value: language.code().to_owned(),
        label: Words::of(language).t("me-language-name").into_owned(),
        chosen: own == Some(language),
    });
    [usual].into_iter().chain(each).collect()
}

impl Place {
    fn of(session: &Session, this: &str, w: &Words, now: Timestamp) -> Self {
        Self {
            browser: browser::name(&session.user_agent),
            since: w.t1("me-session-since", "at", w.when(session.created_at, now)),
            seen: w.t1("me-session-seen", "at", w.when(session.seen_at, now)),
            is_this: session.secret_hash == this,
        }
    }
}
