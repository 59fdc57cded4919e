//! A draft before it comes into force: what would change, what is wrong or odd, and for whom.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::key::AgreementKey;
use piket_core::sla::{Agreement, difference};
use piket_engine::drafts::{Draft, DraftError};
use piket_text::Words;

use super::draft::found;
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "agreements/review.html")]
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

/// `GET /agreements/{key}/draft/review`: what would change, what is wrong or odd, and for whom.
pub(super) async fn review(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    page::shown(&reviewed(&app, &engineer, now, &draft).await?)
}

/// `POST /agreements/{key}/draft/activate`.
pub(super) async fn activate(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let revision = Typed::new(fields).text("revision").parse().unwrap_or(0);
    let (status, refused) =
        match app.desk().activate_draft(engineer.who(), &key, revision, now).await {
            Ok(_) => {
                let to = format!("/agreements/{key}?done=activated");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(DraftError::Stale(other)) => {
                let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
                (StatusCode::CONFLICT, w.t1("agreements-stale", "edited", edited(&eye, &other)))
            }
            Err(DraftError::Retired) => {
                (StatusCode::CONFLICT, w.t("agreements-retired-meanwhile").into_owned())
            }
            Err(DraftError::Outdated(version)) => {
                (StatusCode::CONFLICT, w.t1("agreements-outdated", "version", version))
            }
            Err(error) if error.findings().is_empty() => return Err(super::failed(error)),
            Err(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, w.t("agreements-not-activated").into_owned())
            }
        };
    let draft = found(&app, &engineer, &key).await?;
    let page = reviewed(&app, &engineer, now, &draft).await?;
    page::with(status, &ReviewPage { refused, ..page })
}

async fn reviewed(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft<Agreement>,
) -> Result<ReviewPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let it = &draft.document;
    let plan = app.desk().rehearse_draft(eye.who, it, now).await.map_err(super::failed)?;
    let before = app.desk().versions(&it.key).await?;
    let changes = before.last().map(|before| difference(&before.document, it));
    let names = directory.as_ref();
    let (errors, warnings): (Vec<_>, Vec<_>) =
        plan.findings.iter().partition(|finding| finding.blocks());
    let places = directory.held_by(&it.key).map(|held| {
        let name = eye.about(&held.application.client, Some(&held.application.key));
        (format!("/applications/{}", held.application.key), name)
    });
    Ok(ReviewPage {
        frame: rail::frame(app, engineer, it.name.clone(), "agreements", now).await?,
        key: it.key.to_string(),
        name: it.name.clone(),
        revision: draft.revision,
        edited: edited(&eye, draft),
        is_new: changes.is_none(),
        changes: changes.iter().flatten().map(|it| w.term_change(it, names)).collect(),
        errors: errors.iter().map(|it| super::found(&eye, it)).collect(),
        warnings: warnings.iter().map(|it| super::found(&eye, it)).collect(),
        places: places.collect(),
        refused: String::new(),
        w: w.clone(),
    })
}
