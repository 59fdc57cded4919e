//! Agreements: what is offered in tiers, what was promised to whom in which version, and how an
//! agreement is made: as a draft that is compared, checked and brought into force.

pub(crate) mod document;
mod draft;
mod draft_form;
mod list;
mod new;
mod review;
mod sheet;
mod show;

use axum::Router;
use axum::routing::{get, post};
use piket_core::sla::Agreement;
use piket_engine::config::{About, Finding};
use piket_engine::drafts::DraftError;

use super::drafts;
use super::eye::Eye;
use crate::app::App;
use crate::problem::Problem;

/// The pages of agreements.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/agreements", get(list::show))
        .route("/agreements/new", get(new::new).post(new::add))
        .route("/agreements/{key}", get(show::show))
        .route("/agreements/{key}/difference", get(show::between))
        .route("/agreements/{key}/retire", post(show::retire))
        .route("/agreements/{key}/draft", get(draft::show).post(draft::save))
        .route("/agreements/{key}/draft/begin", post(draft::begin))
        .route("/agreements/{key}/draft/give-up", post(draft::give_up))
        .route("/agreements/{key}/draft/review", get(review::review))
        .route("/agreements/{key}/draft/activate", post(review::activate))
}

fn failed(error: DraftError<Agreement>) -> Problem {
    drafts::failed(error, "agreement")
}

/// What was found, in the reader's words where it can be said in them.
fn found(eye: &Eye<'_>, it: &Finding) -> String {
    match &it.about {
        Some(About::Agreement(problem)) => eye.w.agreement_problem(problem, eye.directory),
        Some(About::Gap(gap)) => eye.w.gap(gap, eye.directory),
        Some(About::Calendar(_)) | None => match &it.hint {
            Some(hint) => format!("{}: {} ({hint})", it.place, it.text),
            None => format!("{}: {}", it.place, it.text),
        },
    }
}
