//! The doors of Piket: pages for the desk, the portal for clients, the API, intakes.
//!
//! [`router`] puts them together and [`server`] listens. A door says who asks, what is asked and
//! when, calls the desk once, and turns the answer into a page or a document. Nothing is decided
//! here, and nothing is kept.

mod api;
mod app;
mod assets;
mod extract;
mod guard;
mod health;
mod intake;
mod layers;
mod limit;
mod live;
mod pages;
mod portal;
mod problem;
pub mod server;

use axum::Router;
use axum::routing::get;

pub use api::description as openapi;
pub use app::{App, Parts, Settings};

/// All doors over one app.
///
/// Whoever adds a room puts it behind a guard: the desk's pages, the portal and the API each are
/// one nested router whose guard asks who it is before any handler runs. The extractors ask once
/// more, so a handler that is hung up in the wrong place answers nobody.
pub fn router(app: App) -> Router {
    let desk = guard::desk(pages::routes(), &app);
    let portal = guard::portal(portal::routes(), &app);
    let open = pages::open_routes().merge(guard::anybody(live::routes(), &app));
    let people = open.merge(desk).nest("/portal", portal).fallback(problem::no_such_page);
    let people = layers::for_people(people, &app);

    let api = guard::programs(api::routes(), &app).merge(api::open_routes());
    let machines = Router::new()
        .nest("/api/v1", api.fallback(problem::no_such_page))
        .nest("/intake", intake::routes().fallback(problem::no_such_page));
    let machines = layers::for_machines(machines);

    let all =
        people.merge(machines).merge(health::routes()).route("/assets/{*path}", get(assets::serve));
    layers::for_all(all, &app).with_state(app)
}
