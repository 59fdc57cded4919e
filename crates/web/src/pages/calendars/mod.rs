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
use piket_core::key::CalendarKey;
use piket_core::policy::Action;
use piket_engine::calendars::Sheet;

use crate::app::App;
use crate::extract::Engineer;
use crate::problem::Problem;

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

/// The calendar, for a person who may change it.
async fn to_change(app: &App, engineer: &Engineer, key: &CalendarKey) -> Result<Sheet, Problem> {
    engineer.must(Action::Configure)?;
    app.desk().calendar(key).await?.ok_or(Problem::NotFound("calendar"))
}
