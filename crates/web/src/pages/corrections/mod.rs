//! Corrections: what waits for a decision, what was decided, and one incident's figures with what
//! is corrected beside them.

mod ask;
mod incident;
mod list;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use list::waiting_for;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/corrections", get(list::show))
        .route("/incidents/{number}/corrections", get(incident::show).post(incident::request))
        .route("/incidents/{number}/corrections/{correction}/{decision}", post(incident::decide))
}
