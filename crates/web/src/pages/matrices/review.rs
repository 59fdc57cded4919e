//! The draft of a matrix before it counts: what would change, what is wrong or odd, and where.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::key::MatrixKey;
use piket_core::raci::{Judged, Matrix, difference, judge_draft};
use piket_engine::config::{Finding, Kind};
use piket_engine::drafts::{Draft, DraftError};
use piket_text::Words;

use super::draft::found;
use super::grid;
use super::show::places;
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "matrices/review.html")]
struct ReviewPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    revision: u32,
    edited: String,
    is_new: bool,
    changes: Vec<String>,
    errors: Vec<String>,
    warnings: Vec<String>,
    places: Vec<(String, String)>,
    /// Why it was not activated.
    refused: String,
}

/// `GET /matrices/{key}/draft/review`.
pub(super) async fn review(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    page::shown(&reviewed(&app, &engineer, now, &draft).await?)
}

/// `POST /matrices/{key}/draft/activate`.
pub(super) async fn activate(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let revision = Typed::new(fields).text("revision").parse().unwrap_or(0);
    let mut elsewhere = Vec::new();
    let (status, refused) =
        match app.desk().activate_draft(engineer.who(), &key, revision, now).await {
            Ok(_) => {
                return Ok(Redirect::to(&format!("/matrices/{key}?done=activated")).into_response());
            }
            Err(DraftError::Stale(other)) => {
                let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
                let edited = edited(&eye, &other);
                (StatusCode::CONFLICT, w.t1("matrices-stale", "edited", edited))
            }
            Err(DraftError::Retired) => {
                (StatusCode::CONFLICT, w.t("matrices-retired-meanwhile").into_owned())
            }
            Err(DraftError::Outdated(version)) => {
                (StatusCode::CONFLICT, w.t1("agreements-outdated", "version", version))
            }
            Err(error) if error.findings().is_empty() => return Err(super::failed(error)),
            Err(error) => {
                let others = error.findings().iter().filter(|it| it.blocks());
                elsewhere = others.map(|it| format!("{}: {}", it.place, it.text)).collect();
                (StatusCode::UNPROCESSABLE_ENTITY, w.t("matrices-not-activated").into_owned())
            }
        };
    let draft = found(&app, &engineer, &key).await?;
    let mut page = reviewed(&app, &engineer, now, &draft).await?;
    if page.errors.is_empty() {
        page.errors = elsewhere;
    }
    page::with(status, &ReviewPage { refused, ..page })
}

async fn reviewed(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft<Matrix>,
) -> Result<ReviewPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let it = &draft.document;
    let plan = app.desk().rehearse_draft(eye.who, it, now).await.map_err(super::failed)?;
    let before = app.desk().versions(&it.key).await?;
    let changes = before.last().map(|before| difference(&before.document, it));
    let judged = judge_draft(it, directory);
    let all: Vec<&Judged> = judged.iter().collect();
    let told = |tone: &str| {
        let found = grid::found(&eye, &all).into_iter().filter(|it| it.tone == tone);
        found.map(|it| it.text).collect::<Vec<String>>()
    };
    let mut errors = told("bad");
    errors.extend(others(&plan.findings, &judged, &it.key));
    Ok(ReviewPage {
        frame: rail::frame(app, engineer, it.name.clone(), "agreements", now).await?,
        key: it.key.to_string(),
        name: it.name.clone(),
        revision: draft.revision,
        edited: edited(&eye, draft),
        is_new: changes.is_none(),
        changes: changes
            .iter()
            .flatten()
            .map(|it| w.matrix_change(it, directory.as_ref()))
            .collect(),
        errors,
        warnings: told("warn"),
        places: places(&eye, it),
        refused: String::new(),
        w: w.clone(),
    })
}

/// What else keeps it from counting, beside what its own rows say: another matrix for the same
/// place, say.
fn others<'f>(
    findings: &'f [Finding],
    judged: &[Judged],
    key: &MatrixKey,
) -> impl Iterator<Item = String> + 'f {
    let own: Vec<String> = judged.iter().map(|it| it.finding.to_string()).collect();
    let key = key.to_string();
    findings
        .iter()
        .filter(move |it| {
            let is_own = it.is_about(Kind::Matrix, &key)
                && own.iter().any(|text| it.text.starts_with(text.as_str()));
            it.blocks() && !is_own
        })
        .map(|it| format!("{}: {}", it.place, it.text))
}
