//! A forgotten password: whoever has the address gets a link by mail. The page says the same
//! whether the address is known or not.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use piket_text::Words;
use serde::Deserialize;

use super::{gate, page};
use crate::app::App;
use crate::extract::{Form, Now, Visitor};
use crate::pages::parts::Frame;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "signin/forgotten.html")]
struct Page {
    w: Words,
    frame: Frame,
    is_sent: bool,
}

/// `GET /password/forgotten`.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = visitor.words;
    let frame = gate(&app, &w, "password-forgotten-title", now);
    page(StatusCode::OK, &Page { w, frame, is_sent: false })
}

/// What is typed into the form.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    email: String,
}

/// `POST /password/forgotten`.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Now(now): Now,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    app.sign_ins().take(visitor.address, now).map_err(Problem::TooOften)?;
    app.accounts().request_reset(&app.desk().directory(), typed.email.trim(), now);
    let w = visitor.words;
    let frame = gate(&app, &w, "password-forgotten-title", now);
    page(StatusCode::OK, &Page { w, frame, is_sent: true })
}
