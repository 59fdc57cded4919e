//! Intakes: what other programs say comes in here, each by a secret address of its own.
//!
//! An answer of 2xx is given after everything is durable. What cannot be understood is refused
//! with the reason, and kept where an engineer sees it.

mod generic;

use axum::Router;
use axum::routing::post;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/{token}", post(generic::take).put(generic::take))
}
