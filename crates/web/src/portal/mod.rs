//! The portal: what a client sees of its applications and incidents, and says about them.

use axum::Router;

use crate::app::App;

/// Pages of the portal, under `/portal`: only people of clients come here.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}
