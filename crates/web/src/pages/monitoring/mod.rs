//! Monitoring: how all applications are, and one check with what it measured.

mod board;
mod check;
mod history;
pub(super) mod watch;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages of monitoring.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/monitoring", get(board::show))
        .route("/monitoring/{check}", get(check::show))
}
