//! A link that works once: to choose a first password or a new one, and for the first
//! administrator to come in.
//!
//! Looking at the page does not use the link up; choosing a password does.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use piket_core::key::PersonKey;
use piket_engine::account::{FirstError, FirstPerson, LinkFor, PasswordError, Purpose};
use piket_engine::config::ApplyError;
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use super::password::{self, Wrong};
use super::{enter, gate, page};
use crate::app::App;
use crate::extract::{Form, Now, Path, Visitor};
use crate::pages::parts::Frame;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "signin/link.html")]
struct Page {
    w: Words,
    frame: Frame,
    /// For whom it is; empty for the first administrator, who says so.
    email: String,
    is_first: bool,
    hint: String,
    name_error: String,
    email_error: String,
    wrong: Wrong,
    typed: Typed,
}

#[derive(Template)]
#[template(path = "signin/void.html")]
struct VoidPage {
    w: Words,
    frame: Frame,
}

/// What is typed into the form.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

/// `GET /link/{secret}`.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path(secret): Path<String>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = visitor.words;
    match app.accounts().link(&secret, now).await? {
        Some(link) => page(StatusCode::OK, &Page::of(&app, w, &link, now)),
        None => void(&app, w, now),
    }
}

/// `POST /link/{secret}`: the password is chosen, and its owner is in.
pub(super) async fn redeem(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Path(secret): Path<String>,
    Now(now): Now,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    app.sign_ins().take(visitor.address, now).map_err(Problem::TooOften)?;
    let w = visitor.words.clone();
    let Some(link) = app.accounts().link(&secret, now).await? else { return void(&app, w, now) };
    let shown = Page { typed: typed.clone(), ..Page::of(&app, w.clone(), &link, now) };
    let new = match password::alike(&typed.new, &typed.again, &w) {
        Ok(new) => new,
        Err(wrong) => return page(StatusCode::UNPROCESSABLE_ENTITY, &Page { wrong, ..shown }),
    };
    let chosen = match link.purpose {
        Purpose::FirstAdministrator => first(&app, &secret, &typed, &new, now).await,
        Purpose::Invitation | Purpose::PasswordReset => {
            let directory = app.desk().directory();
            let redeemed = app.accounts().redeem(&directory, &secret, &new, now).await;
            redeemed.map_err(FirstError::from)
        }
    };
    match chosen {
        Ok(person) => into_the_house(&app, &visitor, jar, &person, &new, now).await,
        Err(error) => refused(&app, shown, error, now),
    }
}

/// The first administrator, in the words of the language of the page.
async fn first(
    app: &App,
    secret: &str,
    typed: &Typed,
    new: &Secret,
    now: Timestamp,
) -> Result<PersonKey, FirstError> {
    let (name, email) = (typed.name.clone(), typed.email.clone());
    let first = FirstPerson { name, email, language: None };
    let person = app.accounts().make_first(secret, &first, new, now).await?;
    app.desk().refresh().await?;
    Ok(person)
}

/// Whoever just chose a password need not type it once more.
async fn into_the_house(
    app: &App,
    visitor: &Visitor,
    jar: CookieJar,
    person: &PersonKey,
    new: &Secret,
    now: Timestamp,
) -> Result<Response, Problem> {
    let directory = app.desk().directory();
    let Some(person) = directory.people.get(person) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let (email, agent) = (&person.email, &visitor.user_agent);
    match app.accounts().sign_in(&directory, email, new, agent, now).await {
        Ok(signed_in) => Ok(enter::came_in(app, jar, &signed_in, "")),
        Err(_) => Ok(Redirect::to("/sign-in").into_response()),
    }
}

fn refused(app: &App, shown: Page, error: FirstError, now: Timestamp) -> Result<Response, Problem> {
    let w = shown.w.clone();
    let shown = match error {
        FirstError::Password(PasswordError::NoLink) => return void(app, w, now),
        FirstError::Password(error) => Page { wrong: password::told(error, &w)?, ..shown },
        FirstError::Name => Page { name_error: w.t("first-name-wrong").into_owned(), ..shown },
        FirstError::Email | FirstError::OfAClient => {
            Page { email_error: w.t("first-email-wrong").into_owned(), ..shown }
        }
        FirstError::Config(ApplyError::Store(error)) => return Err(error.into()),
        FirstError::Config(error) => return Err(Problem::broken(error)),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The link does not work any more.
fn void(app: &App, w: Words, now: Timestamp) -> Result<Response, Problem> {
    let frame = gate(app, &w, "password-link-void-title", now);
    page(StatusCode::NOT_FOUND, &VoidPage { w, frame })
}

impl Page {
    fn of(app: &App, w: Words, link: &LinkFor, now: Timestamp) -> Self {
        let is_first = link.purpose == Purpose::FirstAdministrator;
        let title = if is_first { "first-title" } else { "password-new-title" };
        let directory = app.desk().directory();
        let person = directory.people.get(&link.person);
        Self {
            frame: gate(app, &w, title, now),
            email: person.map(|person| person.email.clone()).unwrap_or_default(),
            is_first,
            hint: password::hint(&w),
            name_error: String::new(),
            email_error: String::new(),
            wrong: Wrong::default(),
            typed: Typed::default(),
            w,
        }
    }
}
