//! The API, version 1: what programs read of incidents, agreements and checks, and ask of them.
//!
//! Every address speaks for the person of its token, behind that person's walls; the policy is
//! asked where pages ask it. The description at `/api/v1/openapi.json` is made from the handlers.

mod agreed;
mod asked;
mod calc;
mod checks;
mod clocks;
mod events;
mod figures;
mod incidents;
mod me;
mod people;
mod schemas;
mod spent;
mod tokens;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{IntoResponses, Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Document;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Piket",
        version = "1",
        description = "Incidents on their agreed route, with their clocks; agreements; checks. \
            Instants are RFC 3339 in UTC. What the person of a token may not see does not exist \
            for it. Errors are documents of RFC 9457; their `code` names the kind.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    servers((url = "/api/v1")),
    security(("token" = [])),
    components(schemas(Document)),
    modifiers(&Token),
    tags(
        (name = "incidents", description = "Incidents and what can be asked of them."),
        (name = "agreed", description = "Clients, applications and what was agreed for them."),
        (name = "figures", description = "What months came to, and notes about the service."),
        (name = "time", description = "Time spent on incidents, against the hours of agreements."),
        (name = "checks", description = "Checks and what they measured."),
        (name = "calc", description = "The sums themselves, on rows of anybody's: the same as \
            `piket calc`. Nothing is kept."),
        (name = "access", description = "Whoever asks, people and tokens."),
    )
)]
struct Description;

/// Says that programs carry a token.
struct Token;

impl Modify for Token {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        components
            .add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// What any address may answer when it does not answer as asked.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "these only describe what the layers answer")]
pub(crate) enum Problems {
    /// There is no token, or none that is good.
    #[response(status = 401, content_type = "application/problem+json")]
    NoToken(Document),
    /// The person of the token may not do this.
    #[response(status = 403, content_type = "application/problem+json")]
    Denied(Document),
    /// There is no such thing, or it is not this person's to see.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Document),
    /// Too much is going on, or the memory is away; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(Document),
}

fn all() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(incidents::routes())
        .merge(clocks::routes())
        .merge(agreed::routes())
        .merge(checks::routes())
        .merge(figures::routes())
        .merge(calc::routes())
        .merge(spent::routes())
        .routes(routes!(me::show))
        .routes(routes!(people::list))
        .routes(routes!(people::show))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
        .routes(routes!(events::listen))
}

/// What programs with a token reach, under `/api/v1`.
pub(crate) fn routes() -> Router<App> {
    all().split_for_parts().0
}

/// What programs reach without one: the description.
pub(crate) fn open_routes() -> Router<App> {
    Router::new().route("/openapi.json", get(described))
}

async fn described() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], description())
}

/// The description of the API, as OpenAPI 3.1 in JSON.
pub fn description() -> String {
    let mut description = all().split_for_parts().1;
    for (path, item) in &mut description.paths.paths {
        name("get", path, item.get.as_mut());
        name("post", path, item.post.as_mut());
        name("put", path, item.put.as_mut());
        name("delete", path, item.delete.as_mut());
    }
    let mut text = description.to_pretty_json().expect("a description of texts and numbers");
    text.push('\n');
    text
}

/// Names an operation after its address, so that no two have the same name:
/// `post_incidents_by_number_take`.
fn name(method: &str, path: &str, operation: Option<&mut Operation>) {
    let Some(operation) = operation else { return };
    let words = path.split('/').filter(|word| !word.is_empty());
    let words = words.map(|word| match word.strip_prefix('{') {
        Some(hole) => format!("by_{}", hole.trim_end_matches('}')),
        None => word.replace('-', "_"),
    });
    let words: Vec<String> = [method.to_owned()].into_iter().chain(words).collect();
    operation.operation_id = Some(words.join("_"));
}
