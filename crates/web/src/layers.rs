//! What holds for every request of a room, whatever its handler: limits, headers, the clock.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use piket_core::chance::Chance;
use tower::util::option_layer;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::Instrument;

use crate::app::App;
use crate::extract::{Now, RequestId};
use crate::problem;

/// How large a body may be.
pub(crate) const MAX_BODY_BYTES: usize = 1024 * 1024;

/// After what time a request is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, nothing inline, and nobody shows us in a frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
    object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Pages: problems are pages, and other sites cannot act in a reader's name.
pub(crate) fn for_people(room: Router<App>, app: &App) -> Router<App> {
    room.layer(cross_site(app))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(from_fn_with_state(app.clone(), problem::shown_to_people))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(not_stored())
}

/// The API and intakes: problems are documents. There are no cookies, so nothing to protect from
/// other sites.
pub(crate) fn for_machines(room: Router<App>) -> Router<App> {
    room.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(from_fn(problem::told_to_machines))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(not_stored())
}

/// Everything.
pub(crate) fn for_all(all: Router<App>, app: &App) -> Router<App> {
    all.layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Precise(4)))
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(option_layer(only_over_tls(app)))
        .layer(from_fn_with_state(app.clone(), begin))
}

/// A header for answers that do not say it themselves.
fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Where browsers reach us over TLS, they never try without it again.
fn only_over_tls(app: &App) -> Option<SetResponseHeaderLayer<HeaderValue>> {
    let for_a_year = || header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    app.settings().secure_cookies.then(for_a_year)
}

/// What was shown to one is not kept for the next.
fn not_stored() -> SetResponseHeaderLayer<HeaderValue> {
    header(header::CACHE_CONTROL, "no-store")
}

/// Requests that change something come from our own pages: the browser says so itself.
fn cross_site(app: &App) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let own = app.settings().public_url.as_str();
    // Behind a proxy that changes the host, the address that people type is the one that counts.
    if own.is_empty() { layer } else { layer.add_trusted_origin(own).unwrap_or_default() }
}

/// Reads the clock, gives the request a number, and writes one line about it.
async fn begin(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = number(app.desk().chance().as_ref());
    request.extensions_mut().insert(Now(app.clock().now()));
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::debug_span!("request", id, method = %request.method());
    let mut answer = next.run(request).instrument(span.clone()).await;
    tracing::debug!(parent: &span, "Answered with {}", answer.status().as_u16());
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert("x-request-id", value);
    }
    answer
}

fn number(chance: &dyn Chance) -> String {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}
