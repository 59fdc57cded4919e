//! Time spent: noted on an incident, by a timer or typed in, and summed by month against the hours
//! of agreements.

mod act;
mod csv;
mod incident;
mod line;
pub(crate) mod month;
mod panel;
pub(crate) mod sum;
mod typed;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use act::problem;
pub(crate) use panel::{Panel, panel};

use crate::app::App;

/// The pages of time spent.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/time", get(month::show))
        .route("/time.csv", get(csv::download))
        .route("/incidents/{number}/time", get(incident::show).post(act::add))
        .route("/incidents/{number}/time/{deed}", post(act::timer))
        .route("/incidents/{number}/time/{entry}/{deed}", post(act::change))
}
