//! Who takes part, by which tokens programs come in, what intakes brought, and which letters went
//! out: the rooms of whoever keeps the house.
//!
//! People and tokens are kept by administrators. What came in and what went out, every engineer
//! may see.

mod intakes;
mod list;
mod mail;
mod person;
mod tokens;

use axum::Router;
use axum::routing::{get, post};
use piket_core::policy::Action;
use piket_text::Words;

use crate::app::App;
use crate::extract::SignedIn;

/// The pages of people, tokens, intakes and mail.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list::show))
        .route("/people/new", get(person::new).post(person::add))
        .route("/people/{key}", get(person::show).post(person::change))
        .route("/people/{key}/invite", post(person::invite))
        .route("/people/{key}/leave", post(person::leave))
        .route("/people/{key}/return", post(person::come_back))
        .route("/tokens", get(tokens::show).post(tokens::make))
        .route("/tokens/{id}/revoke", post(tokens::revoke))
        .route("/intakes", get(intakes::list))
        .route("/intakes/{id}", get(intakes::show))
        .route("/intakes/{id}/deliveries/{delivery}", get(intakes::delivery))
        .route("/mail", get(mail::show))
        .route("/mail/{letter}/again", post(mail::again))
}

/// One of the rooms, as a view of the same place.
pub(crate) struct View {
    /// Where it is.
    pub(crate) address: &'static str,
    /// What it is called.
    pub(crate) label: String,
    /// Whether it is the one that is shown.
    pub(crate) is_current: bool,
}

/// The rooms that the reader may enter.
fn views(reader: &SignedIn, w: &Words, current: &str) -> Vec<View> {
    let rooms = [
        ("/people", "people-people", true),
        ("/tokens", "people-tokens", true),
        ("/intakes", "people-intakes", false),
        ("/mail", "people-mail", false),
    ];
    let may = |for_keepers: bool| !for_keepers || reader.who().may(Action::Administer);
    rooms
        .into_iter()
        .filter(|(_, _, for_keepers)| may(*for_keepers))
        .map(|(address, key, _)| View {
            address,
            label: w.t(key).into_owned(),
            is_current: address == current,
        })
        .collect()
}
