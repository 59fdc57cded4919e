//! Coming in with an address and a password, and going out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use piket_core::policy::{Action, Who};
use piket_engine::account::{SignInError, SignedIn};
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use super::{cookie, gate, own_address, page};
use crate::app::App;
use crate::extract::{Form, Now, Query, Visitor};
use crate::pages::parts::Frame;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "signin/enter.html")]
struct Page {
    w: Words,
    frame: Frame,
    /// What happened just before, in a sentence.
    said: String,
    /// What is wrong.
    error: String,
    email: String,
    next: String,
}

/// What the address of the page says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Came {
    /// Where one wanted to go.
    #[serde(default)]
    next: String,
    /// Whether one just signed out.
    #[serde(default)]
    out: bool,
}

/// `GET /sign-in`.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Query(came): Query<Came>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = visitor.words;
    let said = if came.out { w.t("signin-signed-out").into_owned() } else { String::new() };
    let frame = gate(&app, &w, "signin-title", now);
    let next = own_address(&came.next).unwrap_or_default().to_owned();
    let shown = Page { w, frame, said, error: String::new(), email: String::new(), next };
    page(StatusCode::OK, &shown)
}

/// What is typed into the form.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`.
pub(super) async fn enter(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Now(now): Now,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    app.sign_ins().take(visitor.address, now).map_err(Problem::TooOften)?;
    let directory = app.desk().directory();
    let password = Secret::new(typed.password);
    let (email, agent) = (typed.email.trim(), &visitor.user_agent);
    match app.accounts().sign_in(&directory, email, &password, agent, now).await {
        Ok(signed_in) => Ok(came_in(&app, jar, &signed_in, &typed.next)),
        Err(SignInError::Store(error)) => Err(error.into()),
        Err(error) => {
            let w = visitor.words;
            let frame = gate(&app, &w, "signin-title", now);
            let (status, error) = told(&error, &w, now);
            let next = own_address(&typed.next).unwrap_or_default().to_owned();
            let shown =
                Page { w, frame, said: String::new(), error, email: email.to_owned(), next };
            page(status, &shown)
        }
    }
}

fn told(error: &SignInError, w: &Words, now: Timestamp) -> (StatusCode, String) {
    match error {
        SignInError::TooMany { again_at } => {
            let at = w.when(*again_at, now);
            (StatusCode::TOO_MANY_REQUESTS, w.t1("signin-locked", "at", at))
        }
        SignInError::Wrong | SignInError::Store(_) => {
            (StatusCode::UNPROCESSABLE_ENTITY, w.t("signin-wrong").into_owned())
        }
    }
}

/// The browser gets the cookie and is shown where the person wanted to go, if that is on the
/// person's side of the desk.
pub(super) fn came_in(app: &App, jar: CookieJar, signed_in: &SignedIn, next: &str) -> Response {
    let jar = cookie::given(jar, signed_in.secret.expose().to_owned(), app.settings());
    let directory = app.desk().directory();
    let who = directory.people.get(&signed_in.person).map(Who::from);
    let is_own = who.is_some_and(|who| who.may(Action::UseDesk));
    let home = if is_own { "/" } else { "/portal" };
    let is_theirs = |next: &&str| next.starts_with("/portal") != is_own;
    let to = own_address(next).filter(is_theirs).unwrap_or(home);
    (jar, Redirect::to(to)).into_response()
}

/// `POST /sign-out`.
pub(super) async fn leave(State(app): State<App>, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(secret) = cookie::secret(&jar, app.settings()) {
        app.accounts().sign_out(&secret).await?;
    }
    let jar = cookie::taken(jar, app.settings());
    Ok((jar, Redirect::to("/sign-in?out=true")).into_response())
}
