//! Calendars: which there are, one with its year, its editor, its feeds.

mod day;
mod editor;
mod feeds;
mod form;
mod list;
mod show;
mod told;
mod year;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of calendars.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/calendars", get(list::show))
        .route("/calendars/new", get(editor::new).post(editor::add))
        .route("/calendars/{key}", get(show::show))
        .route("/calendars/{key}/edit", get(editor::edit).post(editor::keep))
        .route("/calendars/{key}/day", post(day::keep))
        .route("/calendars/{key}/drop", post(day::drop_plan))
        .route("/calendars/{key}/feeds", get(feeds::show).post(feeds::change))
}
