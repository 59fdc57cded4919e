//! An agreement in the making: begun, edited, kept, given up.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use piket_core::key::AgreementKey;
use piket_core::policy::Action;
use piket_core::sla::Agreement;
use piket_engine::drafts::{Draft, DraftError};

use super::draft_form::drawn;
use super::sheet::{self, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::page;
use crate::pages::typed::Typed;
use crate::problem::Problem;

pub(super) async fn found(
    app: &App,
    engineer: &Engineer,
    key: &AgreementKey,
) -> Result<Draft<Agreement>, Problem> {
    let draft = app.desk().draft(engineer.who(), key).await.map_err(super::failed)?;
    draft.ok_or(Problem::NotFound("agreement"))
}

/// `POST /agreements/{key}/draft/begin`: from what is in force, or goes on with what is there.
pub(super) async fn begin(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let versions = app.desk().versions(&key).await?;
    let newest = versions.into_iter().next_back().ok_or(Problem::NotFound("agreement"))?;
    match app.desk().begin_draft(engineer.who(), newest.document, now).await {
        Ok(_) | Err(DraftError::Taken) => {
            Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response())
        }
        Err(error) => Err(super::failed(error)),
    }
}

/// `GET /agreements/{key}/draft`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    let typed = sheet::of(&draft.document);
    page::shown(&drawn(&app, &engineer, now, &draft, typed, Wrong::new()).await?)
}

/// `POST /agreements/{key}/draft`: saves what was typed, or gives one more row to type in.
pub(super) async fn save(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let mut draft = found(&app, &engineer, &key).await?;
    let revision = typed.text("revision").parse().unwrap_or(0);
    // What is drawn again was read then, so that whoever saved meanwhile is not passed over.
    draft.revision = revision;
    let w = engineer.words();
    let wish = typed.text("do");
    if wish.starts_with("add-") {
        let page = drawn(&app, &engineer, now, &draft, typed, Wrong::new()).await?;
        return page::shown(&page);
    }
    let agreement = match sheet::read(&typed, key.clone(), &w) {
        Ok(agreement) => agreement,
        Err(wrong) => {
            let page = drawn(&app, &engineer, now, &draft, typed, wrong).await?;
            return page::refused(&page);
        }
    };
    match app.desk().save_draft(engineer.who(), agreement, revision, now).await {
        Ok(()) if wish == "review" => {
            Ok(Redirect::to(&format!("/agreements/{key}/draft/review")).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response()),
        Err(DraftError::Stale(other)) => {
            // Theirs is kept; what was typed here stays in the form, and saving again replaces it.
            let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
            let told = w.t1("agreements-stale", "edited", edited(&eye, &other));
            let mut page = drawn(&app, &engineer, now, &other, typed, Wrong::new()).await?;
            page.other = told;
            page::overtaken(&page)
        }
        Err(error) => Err(super::failed(error)),
    }
}

/// `POST /agreements/{key}/draft/give-up`.
pub(super) async fn give_up(
    State(app): State<App>,
    engineer: Engineer,
    Path(key): Path<AgreementKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let read = Typed::new(fields).text("revision").parse().ok();
    app.desk().give_up_draft(engineer.who(), &key, read).await.map_err(super::failed)?;
    let was = !app.desk().versions(&key).await?.is_empty();
    let to = if was { format!("/agreements/{key}?done=discarded") } else { "/agreements".into() };
    Ok(Redirect::to(&to).into_response())
}
