//! All matrices, the most general first, each with where it counts and what was found about it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::key::MatrixKey;
use piket_core::policy::Action;
use piket_core::raci::{Matrix, Severity, judge_all};
use piket_engine::drafts::Draft;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A matrix in the list.
struct Line {
    address: String,
    name: String,
    place: String,
    version: u32,
    rows: String,
    errors: String,
    warnings: String,
    /// Who edits it, and when last; empty for nobody.
    draft: String,
}

#[derive(Template)]
#[template(path = "matrices/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    may_change: bool,
    lines: Vec<Line>,
    /// Drafts of matrices that are not in force: the address, the name, who edits it.
    new: Vec<(String, String, String)>,
}

/// `GET /matrices`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let may_change = eye.who.may(Action::Configure);
    let drafts: Vec<Draft<Matrix>> = if may_change {
        app.desk().drafts(eye.who).await.map_err(super::failed)?
    } else {
        Vec::new()
    };
    let mut current = eye.directory.current_matrices();
    current.sort_by_key(|(_, it)| (std::cmp::Reverse(it.level()), it.name.to_lowercase()));
    let current_keys: BTreeSet<&MatrixKey> = current.iter().map(|(_, it)| &it.key).collect();
    let judged = judge_all(eye.directory);
    let line = |(version, it): (u32, &Matrix)| {
        let count = |severity| {
            let about = judged.iter().filter(|judged| judged.matrix == it.key);
            let findings = about.filter(|judged| judged.finding.severity() == severity);
            findings.map(|it| it.finding.to_string()).collect::<BTreeSet<_>>().len()
        };
        let told = |key: &str, count: usize| {
            if count == 0 { String::new() } else { w.t1(key, "count", count) }
        };
        let draft = drafts.iter().find(|draft| draft.document.key == it.key);
        Line {
            address: format!("/matrices/{}", it.key),
            name: it.name.clone(),
            place: super::place(&eye, it),
            version,
            rows: w.t1("matrices-rows", "count", it.rows.len()),
            errors: told("matrices-errors", count(Severity::Error)),
            warnings: told("matrices-warnings", count(Severity::Warning)),
            draft: draft.map(|it| edited(&eye, it)).unwrap_or_default(),
        }
    };
    let is_shown = |key| current_keys.contains(key);
    let new = drafts.iter().filter(|it| !is_shown(&it.document.key)).map(|it| {
        let address = format!("/matrices/{}/draft", it.document.key);
        (address, it.document.name.clone(), edited(&eye, it))
    });
    let title = w.t("matrices-title").into_owned();
    page::shown(&ListPage {
        frame: rail::frame(&app, &engineer, title, "agreements", now).await?,
        may_change,
        lines: current.into_iter().map(line).collect(),
        new: new.collect(),
        w: w.clone(),
    })
}
