//! Pages: the desk's rooms, and the pages before anybody is known.
//!
//! Each area has a folder with its handlers and, beside each, its template. An area says its
//! addresses in `routes()`; here they are put together.

pub(crate) mod frame;
pub(crate) mod parts;
pub(crate) mod signin;

use axum::Router;

use crate::app::App;

/// Pages of the desk: only our own people come here. One line an area.
pub(crate) fn routes() -> Router<App> {
    Router::new()
}

/// Pages for whoever is not known yet, and for everybody: signing in and out.
pub(crate) fn open_routes() -> Router<App> {
    signin::routes()
}
