//! All agreements that are in force: of which kind, in which version, and what they hold for.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::sla::Agreement;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// An agreement in the list.
struct Line {
    name: String,
    kind: String,
    tier: String,
    version: u32,
    used_by: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "agreements/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    lines: Vec<Line>,
}

/// `GET /agreements`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let in_force = eye.directory.agreements.values().filter_map(|versions| versions.current());
    let mut lines: Vec<Line> = in_force.map(|(version, it)| line(&eye, version, it)).collect();
    lines.sort_by_key(|line| line.name.to_lowercase());
    let title = w.t("desk-agreements").into_owned();
    let frame = rail::frame(&app, &engineer, title, "agreements", now).await?;
    page::shown(&ListPage { w: w.clone(), frame, lines })
}

fn line(eye: &Eye<'_>, version: u32, it: &Agreement) -> Line {
    let applications = eye.directory.held_by(&it.key).map(|held| held.application);
    Line {
        name: it.name.clone(),
        kind: eye.w.agreement_kind(it.kind).into_owned(),
        tier: eye.w.tier(it.tier).into_owned(),
        version,
        used_by: applications
            .map(|it| (format!("/applications/{}", it.key), it.name.clone()))
            .collect(),
    }
}
