//! Agreements: what was promised, to whom, in which version.

mod list;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages of agreements.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/agreements", get(list::show))
}
