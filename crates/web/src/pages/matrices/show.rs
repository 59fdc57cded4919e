//! One matrix: its rows as people sign them, its versions with what differs, and the applications
//! that it serves.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::Application;
use piket_core::key::MatrixKey;
use piket_core::policy::Action;
use piket_core::raci::{Matrix, csv, difference, judge_draft};
use piket_engine::drafts::PastVersion;
use piket_text::Words;
use serde::Deserialize;

use super::grid::{self, Grid, Source, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A version in the list.
struct Version {
    address: String,
    number: u32,
    since: String,
    who: String,
    is_shown: bool,
}

#[derive(Template)]
#[template(path = "matrices/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    place: String,
    number: u32,
    is_current: bool,
    is_retired: bool,
    may_change: bool,
    draft: String,
    flash: String,
    wrong: Vec<String>,
    grid: Grid,
    versions: Vec<Version>,
    /// The version before the shown one, and what is different from it.
    before: Option<(u32, Vec<String>)>,
    places: Vec<(String, String)>,
}

/// Which version is wanted, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    version: Option<u32>,
    done: Option<String>,
}

/// `GET /matrices/{key}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let done =
        wanted.done.as_deref().filter(|it| ["activated", "discarded", "retired"].contains(it));
    let flash = done.map(|it| engineer.words().named("matrices-done", it).into_owned());
    let page = drawn(&app, &engineer, now, &key, wanted.version, Vec::new()).await?;
    page::shown(&ShowPage { flash: flash.unwrap_or_default(), ..page })
}

/// `GET /matrices/{key}/rows.csv`: the rows for a spreadsheet.
pub(super) async fn rows(
    State(app): State<App>,
    _: Engineer,
    Path(key): Path<MatrixKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let versions = app.desk().versions(&key).await?;
    let shown = chosen(&versions, wanted.version)?;
    let name = format!("attachment; filename=\"{key}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, csv::write(&shown.document.rows)).into_response())
}

/// `POST /matrices/{key}/retire`.
pub(super) async fn retire(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
) -> Result<Response, Problem> {
    match app.desk().retire(engineer.who(), &key, now).await {
        Ok(()) => Ok(Redirect::to(&format!("/matrices/{key}?done=retired")).into_response()),
        Err(error) if error.findings().is_empty() => Err(super::failed(error)),
        Err(error) => {
            let blocking = error.findings().iter().filter(|it| it.blocks());
            let wrong = blocking.map(|it| format!("{}: {}", it.place, it.text)).collect();
            let page = drawn(&app, &engineer, now, &key, None, wrong).await?;
            page::with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn chosen(
    versions: &[PastVersion<Matrix>],
    wanted: Option<u32>,
) -> Result<&PastVersion<Matrix>, Problem> {
    let found = match wanted {
        Some(number) => versions.iter().find(|it| it.version == number),
        None => versions.last(),
    };
    found.ok_or(Problem::NotFound("matrix"))
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    key: &MatrixKey,
    wanted: Option<u32>,
    wrong: Vec<String>,
) -> Result<ShowPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let versions = app.desk().versions(key).await?;
    let shown = chosen(&versions, wanted)?;
    let it = &shown.document;
    let may_change = eye.who.may(Action::Configure);
    let draft = if may_change {
        app.desk().draft(eye.who, key).await.map_err(super::failed)?
    } else {
        None
    };
    let current = directory.matrices.get(key).and_then(|versions| versions.current());
    let is_current = current.is_some_and(|(version, _)| version == shown.version);
    let judged = if is_current { judge_draft(it, directory) } else { Vec::new() };
    let source = Source {
        matrix: it,
        is_of_now: is_current,
        columns: &[],
        judged: &judged,
        wrong: &Wrong::new(),
    };
    let before = versions.iter().rev().find(|before| before.version < shown.version);
    Ok(ShowPage {
        frame: rail::frame(app, engineer, it.name.clone(), "agreements", now).await?,
        key: key.to_string(),
        name: it.name.clone(),
        place: super::place(&eye, it),
        number: shown.version,
        is_current,
        is_retired: current.is_none(),
        may_change,
        draft: draft.map(|it| edited(&eye, &it)).unwrap_or_default(),
        flash: String::new(),
        wrong,
        grid: grid::of(&eye, &source),
        versions: lines(&eye, key, &versions, shown.version),
        before: before.map(|before| {
            let changes = difference(&before.document, it);
            let told = changes.iter().map(|it| w.matrix_change(it, directory.as_ref()));
            (before.version, told.collect())
        }),
        places: if is_current { places(&eye, it) } else { Vec::new() },
        w: w.clone(),
    })
}

/// The versions, newest first.
fn lines(eye: &Eye<'_>, key: &MatrixKey, all: &[PastVersion<Matrix>], shown: u32) -> Vec<Version> {
    let line = |it: &PastVersion<Matrix>| Version {
        address: format!("/matrices/{key}?version={}", it.version),
        number: it.version,
        since: eye.w.date_time(it.since),
        who: eye.actor(&it.by).name,
        is_shown: it.version == shown,
    };
    all.iter().rev().map(line).collect()
}

/// The applications that it serves: the address of the matrix there, and the name.
pub(super) fn places(eye: &Eye<'_>, it: &Matrix) -> Vec<(String, String)> {
    let serves = |application: &&Application| {
        it.client.as_ref().is_none_or(|client| *client == application.client)
            && it.application.as_ref().is_none_or(|key| *key == application.key)
    };
    let served = eye.directory.applications.values().filter(serves);
    let place = |application: &Application| {
        let name = eye.about(&application.client, Some(&application.key));
        (format!("/applications/{}#matrix", application.key), name)
    };
    served.map(place).collect()
}
