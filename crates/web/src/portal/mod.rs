//! The portal: what a client sees of its applications and incidents, and says about them.
//!
//! Everything is read through the desk, which shows a person only what is theirs. Words are those
//! of a client (`side`): no names of our steps, no notes of ours, "you" for the reader.

mod agreement;
mod figures;
mod home;
mod incident;
mod list;
mod me;
mod report;
mod side;
mod time;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Pages of the portal, under `/portal`: only people of clients come here.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/figures", get(figures::list))
        .route("/figures/{key}/{month}", get(figures::month))
        .route("/agreements/{application}", get(agreement::show))
        .route("/incidents", get(list::show))
        .route("/report", get(report::form).post(report::send))
        .route("/incidents/{number}", get(incident::show))
        .route("/incidents/{number}/clocks/{metric}", get(incident::why))
        .route("/incidents/{number}/reply", post(incident::reply))
        .route("/incidents/{number}/agree", post(incident::agree))
        .route("/incidents/{number}/refuse", post(incident::refuse))
        .route("/incidents/{number}/confirm", post(incident::confirm))
        .route("/incidents/{number}/reopen", post(incident::reopen))
        .route("/me", get(me::show))
        .route("/me/language", post(me::speak))
        .route("/me/password", post(me::change_password))
}
