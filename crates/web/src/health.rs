//! Whether this server lives, and whether it can do its work: for those who watch it and for
//! whoever sends requests to it.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use piket_engine::Desk;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(lives)).route("/readyz", get(works))
}

/// `GET /healthz`: the process answers.
async fn lives() -> &'static str {
    "ok"
}

/// `GET /readyz`: the memory answers as well.
async fn works(State(desk): State<Desk>) -> (StatusCode, &'static str) {
    match desk.reader().read(piket_store::config::revision).await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::warn!("Not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the memory does not answer")
        }
    }
}
