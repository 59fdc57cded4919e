//! The API.
pub(crate) fn routes() -> axum::Router<crate::app::App> {
    axum::Router::new()
}
pub(crate) fn open_routes() -> axum::Router<crate::app::App> {
    axum::Router::new()
}
/// The description.
pub fn description() -> String {
    String::new()
}
