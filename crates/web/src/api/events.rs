//! What changes, as it changes: server-sent events for programs.

use axum::extract::State;
use axum::response::IntoResponse;

use super::Problems;
use crate::app::App;
use crate::extract::{ApiCaller, Now};
use crate::live;

/// What changes from now on: `event: changed`, and as data the topics that changed, separated by
/// spaces. Topics are `incidents`, `incident:INC-1042`, `checks`, `check:<key>` and `directory`;
/// without any, anything may have changed. Events carry no content: ask again for what you show.
#[utoipa::path(
    get,
    path = "/events",
    tag = "incidents",
    responses(
        (status = 200, description = "A stream without end.", body = String,
            content_type = "text/event-stream"),
        Problems
    )
)]
pub(crate) async fn listen(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
) -> impl IntoResponse {
    live::stream(&app, caller.who, now)
}
