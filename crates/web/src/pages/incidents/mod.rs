//! Incidents at the desk: the queue, one incident with all that is done to it, and opening one by
//! hand.

mod act;
mod command;
mod new;
mod queue;
mod show;
mod tonight;
mod verb;
pub(super) mod view;
mod why;

pub(crate) use view::panel::concerns_me;
pub(crate) use why::metric_of;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/incidents", get(queue::queue))
        .route("/incidents/new", get(new::form).post(new::open))
        .route("/incidents/tonight", get(tonight::tonight))
        .route("/incidents/{number}", get(show::show))
        .route("/incidents/{number}/clocks/{metric}", get(why::why))
        .route("/incidents/{number}/changed", get(show::changed))
        .route("/incidents/{number}/evidence/{item}", get(show::item))
        .route("/incidents/{number}/{verb}", post(act::act))
}
