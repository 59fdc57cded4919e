//! Matrices of responsibilities: the list, one with its versions, and how one is made: as a draft in
//! which every cell is typed, with what is wrong said at the cell, until it is brought into force.

mod draft;
pub(crate) mod grid;
mod list;
mod new;
mod review;
mod show;

use axum::Router;
use axum::routing::{get, post};
use piket_core::raci::Matrix;
use piket_engine::drafts::DraftError;

use super::drafts;
use super::eye::Eye;
use crate::app::App;
use crate::problem::Problem;

/// The pages of matrices.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/matrices", get(list::show))
        .route("/matrices/new", get(new::new).post(new::add))
        .route("/matrices/{key}", get(show::show))
        .route("/matrices/{key}/rows.csv", get(show::rows))
        .route("/matrices/{key}/retire", post(show::retire))
        .route("/matrices/{key}/draft", get(draft::show).post(draft::save))
        .route("/matrices/{key}/draft/begin", post(draft::begin))
        .route("/matrices/{key}/draft/import", post(draft::import))
        .route("/matrices/{key}/draft/give-up", post(draft::give_up))
        .route("/matrices/{key}/draft/review", get(review::review))
        .route("/matrices/{key}/draft/activate", post(review::activate))
}

fn failed(error: DraftError<Matrix>) -> Problem {
    drafts::failed(error, "matrix")
}

/// Where a matrix counts, in words: how specific it is, and for what.
fn place(eye: &Eye<'_>, it: &Matrix) -> String {
    let mut words = vec![eye.w.named("raci-level", it.level().as_str()).into_owned()];
    let client = it.client.as_ref().map(|key| eye.directory.client_name(key).to_owned());
    let application =
        it.application.as_ref().map(|key| eye.directory.application_name(key).to_owned());
    words.extend(client);
    words.extend(application);
    words.extend(it.component.as_ref().map(|key| component_name(eye, it, key.as_str())));
    words.extend(it.nature.map(|nature| eye.w.nature(nature).into_owned()));
    words.join(" · ")
}

fn component_name(eye: &Eye<'_>, it: &Matrix, key: &str) -> String {
    let application = it.application.as_ref().and_then(|key| eye.directory.applications.get(key));
    let parts = application.iter().flat_map(|application| &application.components);
    let part = parts.into_iter().find(|part| part.key.as_str() == key);
    part.map_or_else(|| key.to_owned(), |part| part.name.clone())
}
