//! Time spent: on one incident, by month for our own people, and by month for a client.

mod entry;
mod month;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(entry::list, entry::add))
        .routes(routes!(entry::start))
        .routes(routes!(entry::stop))
        .routes(routes!(entry::change))
        .routes(routes!(entry::confirm))
        .routes(routes!(entry::withdraw))
        .routes(routes!(month::month))
        .routes(routes!(month::of_client))
}

/// How many entries or incidents a page has.
const PAGE: u32 = 100;
