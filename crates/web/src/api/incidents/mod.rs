//! Incidents: lists, one incident, its timeline and clocks, and all that can be asked of it.

mod clocks;
mod close;
mod corrections;
mod document;
mod evidence;
mod explanation;
mod hold;
mod list;
mod reason;
mod report;
mod show;
mod solve;
mod sort;
mod talk;
mod timeline;
mod together;
mod wait;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::IntoResponses;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use document::Incident;

use crate::app::App;
use crate::problem::Document;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, report::report))
        .routes(routes!(list::search))
        .routes(routes!(show::show))
        .routes(routes!(timeline::timeline))
        .routes(routes!(clocks::clocks))
        .routes(routes!(explanation::explanation))
        .routes(routes!(sort::classify))
        .routes(routes!(sort::set_application))
        .routes(routes!(sort::step_back))
        .routes(routes!(sort::cancel))
        .routes(routes!(hold::take))
        .routes(routes!(hold::offer))
        .routes(routes!(hold::accept))
        .routes(routes!(hold::refuse))
        .routes(routes!(hold::involve_development))
        .routes(routes!(talk::messages))
        .routes(routes!(talk::notes))
        .routes(routes!(talk::calls))
        .routes(routes!(talk::party_answers))
        .routes(routes!(wait::withdraw_question))
        .routes(routes!(wait::defer))
        .routes(routes!(wait::end_deferral))
        .routes(routes!(wait::await_this))
        .routes(routes!(wait::await_no_longer))
        .routes(routes!(evidence::add))
        .routes(routes!(evidence::show))
        .routes(routes!(talk::findings))
        .routes(routes!(solve::proposals))
        .routes(routes!(solve::consent))
        .routes(routes!(solve::refuse_consent))
        .routes(routes!(solve::implement))
        .routes(routes!(solve::roll_out))
        .routes(routes!(solve::verify))
        .routes(routes!(solve::resolve))
        .routes(routes!(solve::solve))
        .routes(routes!(close::confirm))
        .routes(routes!(close::reopen))
        .routes(routes!(close::preventive_actions))
        .routes(routes!(close::waive_prevention))
        .routes(routes!(close::close))
        .routes(routes!(corrections::list, corrections::request))
        .routes(routes!(corrections::approve))
        .routes(routes!(corrections::refuse))
        .routes(routes!(corrections::withdraw))
        .routes(routes!(together::merge))
        .routes(routes!(together::undo_merge))
        .routes(routes!(together::link))
        .routes(routes!(together::unlink))
        .routes(routes!(together::tell_children))
}

/// A document that has a version, which is its `ETag`.
pub(crate) struct Versioned<T> {
    document: T,
    version: u32,
}

impl Versioned<Incident> {
    pub(crate) fn of(document: Incident) -> Self {
        Self { version: document.version, document }
    }
}

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut answer = axum::Json(self.document).into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.version)) {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        answer
    }
}

/// What every verb may answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "these only describe what verbs answer")]
#[expect(clippy::large_enum_variant, reason = "no value of it ever exists")]
pub(crate) enum Verb {
    /// It is done; the incident as it is now.
    #[response(status = 200)]
    Done(Incident),
    /// The body is not JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Document),
    /// Something weighty happened since the version that was read; nothing was done.
    #[response(status = 409, content_type = "application/problem+json")]
    Stale(Document),
    /// The process, the agreement or the state of the incident does not allow it; everything that
    /// is missing is in `guards`. Nothing was done.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(Document),
}
