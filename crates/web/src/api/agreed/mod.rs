//! What was agreed: clients, and applications with their agreement, matrix and route.

mod applications;
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
}
