//! Figures of applications: months, frozen versions, and notes about the service.

mod document;
mod month;
mod notes;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(month::show))
        .routes(routes!(month::freeze))
        .routes(routes!(notes::list, notes::write))
        .routes(routes!(notes::move_note))
        .routes(routes!(notes::agree))
        .routes(routes!(notes::withdraw))
}
