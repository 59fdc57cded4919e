//! Clients: who they are, who speaks for them, how their applications are.

mod list;
mod show;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages of clients.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/clients", get(list::show)).route("/clients/{key}", get(show::show))
}
