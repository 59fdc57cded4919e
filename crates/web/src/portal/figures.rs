//! Service levels for the client: the months of its applications, as published where they are.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::figures::{Month, NoteKind, ServiceNote};
use piket_core::key::ApplicationKey;
use piket_engine::view::visible_applications;
use piket_text::Words;

use super::time::{self, Time, Wish};
use crate::app::App;
use crate::extract::{ClientPerson, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::figures::rows::{Rows, rows};
use crate::pages::figures::sheet::{Sheet, sheet, up_to};
use crate::pages::figures::when;
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::Frame;
use crate::problem::Problem;

/// How many months are shown.
const MONTHS: u32 = 12;

/// An application with its months.
struct Application {
    name: String,
    rows: Rows,
    planned: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/figures.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    time: Option<Time>,
    applications: Vec<Application>,
}

#[derive(Template)]
#[template(path = "portal/month.html")]
struct MonthPage {
    w: Words,
    frame: Frame,
    name: String,
    standing: String,
    sheet: Sheet,
}

/// `GET /portal/figures`: every application of the reader, month by month.
pub(super) async fn list(
    State(app): State<App>,
    reader: ClientPerson,
    Query(wish): Query<Wish>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let mut applications = Vec::new();
    for it in visible_applications(eye.who, eye.directory) {
        let last = app.desk().current_month(&it.key, now);
        let months = app.desk().months(eye.who, &it.key, last, MONTHS, now).await?;
        let notes = app.desk().notes(eye.who, &it.key).await?;
        let address = |month: Month| format!("/portal/figures/{}/{month}", it.key);
        applications.push(Application {
            name: it.name.clone(),
            rows: rows(&eye, &months, address),
            planned: planned(&eye, &notes),
        });
    }
    let title = w.t("figures-title").into_owned();
    let frame = frame(&reader, title, "figures", now);
    let time = time::of(&app, &eye, &wish).await?;
    page::shown(&ListPage { w: w.clone(), frame, time, applications })
}

/// Planned work that is still to come or under way.
fn planned(eye: &Eye<'_>, notes: &[ServiceNote]) -> Vec<(String, String)> {
    let coming = notes
        .iter()
        .filter(|note| note.noted.kind == NoteKind::Maintenance && note.until() > eye.now);
    let mut coming: Vec<&ServiceNote> = coming.collect();
    coming.sort_by_key(|note| note.noted.from);
    coming
        .into_iter()
        .map(|note| (when(eye, note.noted.from, note.until()), note.noted.text.clone()))
        .collect()
}

/// `GET /portal/figures/{key}/{month}`: one month, as it was published last.
pub(super) async fn month(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path((key, month)): Path<(ApplicationKey, Month)>,
) -> Result<Response, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let mut seen = app.desk().month(eye.who, &key, month, now).await?;
    let published = seen.versions.pop();
    let standing = match &published {
        Some(it) => w.t2("figures-published", "version", it.version, "at", w.date(it.at)),
        None if seen.figures.is_over => w.t("figures-preliminary").into_owned(),
        None => up_to(&eye, seen.figures.until),
    };
    let figures = published.map_or(seen.figures, |it| it.figures);
    let shown = sheet(&eye, &figures, "/portal/incidents");
    let name = eye.directory.application_name(&key).to_owned();
    let title = format!("{name} · {}", shown.name);
    let frame = frame(&reader, title, "figures", now);
    page::shown(&MonthPage { w: w.clone(), frame, name, standing, sheet: shown })
}
