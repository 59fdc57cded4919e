//! An application month by month, and what people wrote down about its service.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use piket_core::key::ApplicationKey;
use piket_core::policy::Action;
use piket_text::Words;
use serde::Deserialize;

use super::notes::{NoteForm, NoteLine, note_line};
use super::rows::{Rows, rows};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many months are shown.
pub(super) const MONTHS: u32 = 12;
/// How many notes are shown.
const NOTES: usize = 20;

#[derive(Template)]
#[template(path = "figures/year.html")]
pub(super) struct YearPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    client: String,
    flash: String,
    rows: Rows,
    notes: Vec<NoteLine>,
    may_agree: bool,
    form: NoteForm,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /applications/{key}/figures`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let form = NoteForm::of(&eye, &key, &Typed::default(), None);
    let mut page = drawn(&app, &engineer, &eye, &key, form).await?;
    if let Some(done) = done.done.as_deref()
        && ["written", "moved", "agreed", "withdrawn"].contains(&done)
    {
        page.flash = w.named("figures-note-done", done).into_owned();
    }
    page::shown(&page)
}

/// The page with the form as it was typed.
pub(super) async fn refused(
    app: &App,
    engineer: &Engineer,
    eye: &Eye<'_>,
    key: &ApplicationKey,
    form: NoteForm,
) -> Result<Response, Problem> {
    let page = drawn(app, engineer, eye, key, form).await?;
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    eye: &Eye<'_>,
    key: &ApplicationKey,
    form: NoteForm,
) -> Result<YearPage, Problem> {
    let it = eye.directory.applications.get(key).ok_or(Problem::NotFound("application"))?;
    let last = app.desk().current_month(key, eye.now);
    let months = app.desk().months(eye.who, key, last, MONTHS, eye.now).await?;
    let notes = app.desk().notes(eye.who, key).await?;
    let address = |month| format!("/applications/{key}/figures/{month}");
    let title = format!("{} · {}", it.name, eye.w.t("figures-title"));
    Ok(YearPage {
        frame: rail::frame(app, engineer, title, "agreements", eye.now).await?,
        key: key.to_string(),
        name: it.name.clone(),
        client: eye.directory.client_name(&it.client).to_owned(),
        flash: String::new(),
        rows: rows(eye, &months, address),
        notes: notes.iter().take(NOTES).map(|note| note_line(eye, note)).collect(),
        may_agree: eye.who.may(Action::Configure),
        form,
        w: eye.w.clone(),
    })
}
