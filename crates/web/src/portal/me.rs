//! The reader's own preferences: the language of pages and letters, and the password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::Language;
use piket_engine::account::password::{MAX_CHARS, MIN_CHARS};
use piket_engine::account::{PasswordError, WeakPassword};
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{ClientPerson, Form, Now, Query};
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "portal/me.html")]
struct MePage {
    w: Words,
    frame: Frame,
    name: String,
    email: String,
    languages: Vec<Choice>,
    flash: String,
    wrong_current: String,
    wrong_new: String,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /portal/me`.
pub(super) async fn show(
    reader: ClientPerson,
    Now(now): Now,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let w = reader.words();
    let flash = match done.done.as_deref() {
        Some("language") => w.t("portal-me-language-kept").into_owned(),
        Some("password") => w.t("password-changed").into_owned(),
        _ => String::new(),
    };
    page::shown(&MePage { flash, ..drawn(&reader, now) })
}

fn drawn(reader: &ClientPerson, now: Timestamp) -> MePage {
    let w = reader.words();
    let person = reader.person();
    let choice =
        |value: &str, label: String, chosen| Choice { value: value.to_owned(), label, chosen };
    let mut languages =
        vec![choice("", w.t("portal-me-usual").into_owned(), person.language.is_none())];
    languages.extend(Language::ALL.map(|language| {
        let label = Words::of(language).t("portal-me-own-name").into_owned();
        choice(language.code(), label, person.language == Some(language))
    }));
    let title = w.t("desk-preferences").into_owned();
    MePage {
        frame: frame(reader, title, "me", now),
        name: person.name.clone(),
        email: person.email.clone(),
        languages,
        flash: String::new(),
        wrong_current: String::new(),
        wrong_new: String::new(),
        w,
    }
}

/// `POST /portal/me/language`.
pub(super) async fn speak(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let language = Language::from_code(&Typed::new(fields).text("language"));
    app.desk().speak(reader.who(), language, now).await.map_err(Problem::broken)?;
    Ok(Redirect::to("/portal/me?done=language").into_response())
}

/// `POST /portal/me/password`.
pub(super) async fn change_password(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let field = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let (current, new) = (field("current"), field("new"));
    let w = reader.words();
    let mut page = drawn(&reader, now);
    if new != field("again") {
        page.wrong_new = w.t("password-unequal").into_owned();
        return page::with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (current, new) = (Secret::new(current), Secret::new(new));
    let changed = app
        .accounts()
        .change_password(reader.person(), &current, &new, reader.session(), now)
        .await;
    match changed {
        Ok(()) => return Ok(Redirect::to("/portal/me?done=password").into_response()),
        Err(PasswordError::Wrong | PasswordError::NoLink) => {
            page.wrong_current = w.t("password-current-wrong").into_owned();
        }
        Err(PasswordError::TooMany { again_at }) => {
            page.wrong_current = w.t1("signin-locked", "at", w.time_in_zone(again_at));
        }
        Err(PasswordError::Weak(weak)) => page.wrong_new = why_weak(&w, &weak),
        Err(PasswordError::Store(error)) => return Err(error.into()),
    }
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What is wrong with a password, and what would be right.
fn why_weak(w: &Words, weak: &WeakPassword) -> String {
    match weak {
        WeakPassword::TooShort => w.t1("password-too-short", "count", MIN_CHARS),
        WeakPassword::TooLong => w.t1("password-too-long", "count", MAX_CHARS),
        WeakPassword::OwnName => w.t("password-own-name").into_owned(),
        WeakPassword::Monotonous => w.t("password-monotonous").into_owned(),
    }
}
