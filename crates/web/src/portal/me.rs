//! The reader's own preferences: the language of pages and letters, and the password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::Language;
use piket_engine::secret::Secret;
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{ClientPerson, Form, Now, Query};
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Choice, Frame};
use crate::pages::signin::password::{self, Wrong};
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
    hint: String,
    wrong: Wrong,
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
        hint: password::hint(&w),
        wrong: Wrong::default(),
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
    let field = |name: &str| typed.get(name).unwrap_or_default();
    let w = reader.words();
    let wrong = match password::alike(field("new"), field("again"), &w) {
        Err(wrong) => wrong,
        Ok(new) => {
            let current = Secret::new(field("current").to_owned());
            let (accounts, person) = (app.accounts(), reader.person());
            let session = reader.session();
            match accounts.change_password(person, &current, &new, session, now).await {
                Ok(()) => return Ok(Redirect::to("/portal/me?done=password").into_response()),
                Err(error) => password::told(error, &w)?,
            }
        }
    };
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &MePage { wrong, ..drawn(&reader, now) })
}
