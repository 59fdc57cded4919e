//! Pages: the desk's rooms, and the pages before anybody is known.
//!
//! Each area has a folder with its handlers and, beside each, its template. An area says its
//! addresses in `routes()`; here they are put together.

pub(crate) mod agreements;
mod applications;
mod calendars;
mod clients;
pub(crate) mod condition;
mod corrections;
pub(crate) mod csv;
mod desk;
pub(crate) mod drafts;
#[cfg(test)]
pub(crate) mod example;
pub(crate) mod eye;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod incidents;
mod matrices;
mod monitoring;
pub(crate) mod page;
pub(crate) mod parts;
mod people;
pub(crate) mod picture;
pub(crate) mod rail;
pub(crate) mod rows;
mod search;
pub(crate) mod signin;
pub(crate) mod spent;
pub(crate) mod stations;
mod together;
pub(crate) mod typed;
pub(crate) mod why;

use axum::Router;

use crate::app::App;

/// Pages of the desk: only our own people come here. One line an area.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(desk::routes())
        .merge(incidents::routes())
        .merge(corrections::routes())
        .merge(together::routes())
        .merge(search::routes())
        .merge(clients::routes())
        .merge(applications::routes())
        .merge(agreements::routes())
        .merge(matrices::routes())
        .merge(figures::routes())
        .merge(spent::routes())
        .merge(calendars::routes())
        .merge(monitoring::routes())
        .merge(people::routes())
        .merge(signin::own_routes())
}

/// Pages for whoever is not known yet, and for everybody: signing in and out.
pub(crate) fn open_routes() -> Router<App> {
    signin::routes()
}
