//! Service levels: what months came to, for all applications and for one, how a month was made,
//! and what people write down about the service.

mod csv;
pub(crate) mod line;
mod list;
mod month;
mod notes;
pub(crate) mod rows;
pub(crate) mod sheet;
mod year;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use month::problem as freeze_problem;
pub(crate) use notes::{problem as note_problem, when};

use crate::app::App;

/// The pages of figures.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/figures", get(list::show))
        .route("/applications/{key}/figures", get(year::show))
        .route("/applications/{key}/figures.csv", get(csv::download))
        .route("/applications/{key}/notes", post(notes::write))
        .route("/applications/{key}/notes/{id}/{verb}", post(notes::change))
        .route("/applications/{key}/figures/{month}", get(month::show))
        .route("/applications/{key}/figures/{month}/freeze", post(month::freeze))
        .route("/applications/{key}/figures/{month}/credits", post(month::decide))
}
