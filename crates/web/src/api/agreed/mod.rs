//! What was agreed: clients, applications with their agreement, matrix and route, and calendars.

mod agreements;
mod applications;
mod calendars;
mod clients;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(clients::list))
        .routes(routes!(clients::show))
        .routes(routes!(applications::list))
        .routes(routes!(applications::show))
        .routes(routes!(calendars::list))
        .routes(routes!(calendars::show, calendars::keep))
        .routes(routes!(calendars::days))
        .routes(routes!(calendars::preview))
        .routes(routes!(calendars::import))
        .routes(routes!(agreements::list))
        .routes(routes!(agreements::versions))
        .routes(routes!(agreements::between))
        .routes(routes!(agreements::draft, agreements::keep, agreements::give_up))
        .routes(routes!(agreements::activate))
}
