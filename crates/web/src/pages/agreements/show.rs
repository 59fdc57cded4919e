//! One agreement: the document in a version, its versions with what changed from one to the next,
//! and where it holds.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::key::AgreementKey;
use piket_core::policy::Action;
use piket_core::sla::{Agreement, difference};
use piket_engine::drafts::PastVersion;
use piket_text::Words;
use serde::Deserialize;

use super::document::{self, Document, Reader};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A version in the list.
struct Version {
    address: String,
    number: u32,
    since: String,
    who: String,
    is_shown: bool,
    /// How much differs from the one before; empty for the first.
    changed: String,
    difference: String,
}

/// Where it holds.
struct Place {
    address: String,
    name: String,
    parts: String,
}

#[derive(Template)]
#[template(path = "agreements/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    key: String,
    document: Document,
    is_current: bool,
    is_retired: bool,
    may_change: bool,
    draft: String,
    flash: String,
    wrong: Vec<String>,
    versions: Vec<Version>,
    places: Vec<Place>,
}

/// Which version is wanted, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    version: Option<u32>,
    done: Option<String>,
}

/// `GET /agreements/{key}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let done =
        wanted.done.as_deref().filter(|it| ["activated", "discarded", "retired"].contains(it));
    let w = engineer.words();
    let flash = done.map(|it| w.named("agreements-done", it).into_owned()).unwrap_or_default();
    let page = drawn(&app, &engineer, now, &key, wanted.version, Vec::new()).await?;
    page::shown(&ShowPage { flash, ..page })
}

/// `POST /agreements/{key}/retire`.
pub(super) async fn retire(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    use axum::response::{IntoResponse, Redirect};
    match app.desk().retire(engineer.who(), &key, now).await {
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{key}?done=retired")).into_response()),
        Err(error) if error.findings().is_empty() => Err(super::failed(error)),
        Err(error) => {
            let w = engineer.words();
            let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
            let blocking = error.findings().iter().filter(|it| it.blocks());
            let wrong = blocking.map(|it| super::found(&eye, it)).collect();
            let page = drawn(&app, &engineer, now, &key, None, wrong).await?;
            page::with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: jiff::Timestamp,
    key: &AgreementKey,
    wanted: Option<u32>,
    wrong: Vec<String>,
) -> Result<ShowPage, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let versions = app.desk().versions(key).await?;
    let newest = versions.last().ok_or(Problem::NotFound("agreement"))?.version;
    let wanted = wanted.unwrap_or(newest);
    let shown = versions.iter().find(|it| it.version == wanted);
    let shown = shown.ok_or(Problem::NotFound("agreement"))?;
    let may_change = eye.who.may(Action::Configure);
    let draft = if may_change {
        app.desk().draft(eye.who, key).await.map_err(super::failed)?
    } else {
        None
    };
    let current = eye.directory.in_force(key).map(|(version, _)| version);
    let places = eye.directory.held_by(key).map(|held| {
        let parts: Vec<String> = held.parts.iter().map(|part| part.name.clone()).collect();
        Place {
            address: format!("/applications/{}", held.application.key),
            name: eye.about(&held.application.client, Some(&held.application.key)),
            parts: w.list(&parts),
        }
    });
    let title = shown.document.name.clone();
    Ok(ShowPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        key: key.to_string(),
        document: document::of(&eye, shown.version, &shown.document, Reader::Desk),
        is_current: current == Some(shown.version),
        is_retired: current.is_none(),
        may_change,
        draft: draft.map(|it| edited(&eye, &it)).unwrap_or_default(),
        flash: String::new(),
        wrong,
        versions: lines(&eye, key, &versions, shown.version),
        places: places.collect(),
        w: w.clone(),
    })
}

/// The versions, newest first, each with how much it changed.
fn lines(
    eye: &Eye<'_>,
    key: &AgreementKey,
    all: &[PastVersion<Agreement>],
    shown: u32,
) -> Vec<Version> {
    let before = std::iter::once(None).chain(all.iter().map(Some));
    let mut lines: Vec<Version> = all
        .iter()
        .zip(before)
        .map(|(it, before)| {
            let changes = before.map(|before| difference(&before.document, &it.document).len());
            let from = before.map(|before| before.version);
            Version {
                address: format!("/agreements/{key}?version={}", it.version),
                number: it.version,
                since: eye.w.date_time(it.since),
                who: eye.actor(&it.by).name,
                is_shown: it.version == shown,
                changed: changes
                    .map(|count| eye.w.t1("agreements-changes", "count", count))
                    .unwrap_or_default(),
                difference: from
                    .map(|from| {
                        format!("/agreements/{key}/difference?from={from}&to={}", it.version)
                    })
                    .unwrap_or_default(),
            }
        })
        .collect();
    lines.reverse();
    lines
}

#[derive(Template)]
#[template(path = "agreements/difference.html")]
struct DifferencePage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    from: Vec<Choice>,
    to: Vec<Choice>,
    changes: Vec<String>,
}

/// Between which versions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Between {
    from: Option<u32>,
    to: Option<u32>,
}

/// `GET /agreements/{key}/difference`: what differs between any two versions.
pub(super) async fn between(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Query(wanted): Query<Between>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let versions = app.desk().versions(&key).await?;
    let newest = versions.last().ok_or(Problem::NotFound("agreement"))?;
    let to = wanted.to.unwrap_or(newest.version);
    let from = wanted.from.unwrap_or(to.saturating_sub(1).max(1));
    let find = |number| versions.iter().find(|it| it.version == number);
    let (Some(before), Some(after)) = (find(from), find(to)) else {
        return Err(Problem::NotFound("agreement"));
    };
    let choices = |chosen: u32| {
        let choice = |it: &PastVersion<Agreement>| Choice {
            value: it.version.to_string(),
            label: format!(
                "{} · {}",
                w.t1("clients-version", "version", it.version),
                w.date(it.since)
            ),
            chosen: it.version == chosen,
        };
        versions.iter().map(choice).collect()
    };
    let changes = difference(&before.document, &after.document);
    let names = engineer.directory().as_ref();
    let name = newest.document.name.clone();
    page::shown(&DifferencePage {
        frame: rail::frame(&app, &engineer, name.clone(), "agreements", now).await?,
        key: key.to_string(),
        name,
        from: choices(from),
        to: choices(to),
        changes: changes.iter().map(|it| w.term_change(it, names)).collect(),
        w: w.clone(),
    })
}
