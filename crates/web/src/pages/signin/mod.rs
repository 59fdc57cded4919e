//! Signing in and out, and choosing passwords: the pages before one is known.

mod browser;
pub(crate) mod cookie;
mod enter;
mod forgotten;
mod link;
mod me;
pub(crate) mod password;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use piket_engine::account::LINK_PATH;
use piket_text::Words;

use crate::app::App;
use crate::pages::frame;
use crate::pages::parts::Frame;
use crate::problem::Problem;

/// Pages for whoever is not known yet, and the way out.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(enter::form).post(enter::enter))
        .route("/sign-out", post(enter::leave))
        .route("/password/forgotten", get(forgotten::form).post(forgotten::ask))
        .route(&format!("{LINK_PATH}{{secret}}"), get(link::form).post(link::redeem))
}

/// Pages of the desk about oneself.
pub(crate) fn own_routes() -> Router<App> {
    Router::new()
        .route("/me", get(me::show))
        .route("/me/language", post(me::speak))
        .route("/me/password", post(me::change_password))
        .route("/me/sessions/end", post(me::end_others))
}

/// The address of the page to sign in, from which one comes back to `wanted`.
pub(crate) fn address_to_come_back_to(wanted: &str) -> String {
    if wanted == "/" {
        return "/sign-in".to_owned();
    }
    let query: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("next", wanted).finish();
    format!("/sign-in?{query}")
}

/// Where to go after signing in: an address of ours, or the first page. Other sites are no address
/// of ours, however they are written.
fn own_address(wanted: &str) -> Option<&str> {
    let is_path = wanted.starts_with('/') && !wanted.starts_with("//");
    let is_plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_path && is_plain).then_some(wanted)
}

/// The frame of a page for whoever is not known.
fn gate(app: &App, words: &Words, title: &str, now: jiff::Timestamp) -> Frame {
    let house = app.desk().directory().installation.name.clone();
    frame::gate(words, &house, words.t(title).into_owned(), now)
}

fn page(status: StatusCode, page: &impl askama::Template) -> Result<Response, Problem> {
    let html = page.render().map_err(Problem::broken)?;
    Ok((status, Html(html)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_only_to_an_address_of_this_installation() {
        assert_eq!(own_address("/incidents?state=open"), Some("/incidents?state=open"));
        for elsewhere in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/\t/evil"]
        {
            assert_eq!(own_address(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn the_page_to_sign_in_remembers_where_one_wanted_to_go() {
        assert_eq!(address_to_come_back_to("/"), "/sign-in");
        let wanted = "/incidents?q=a&b";
        assert_eq!(address_to_come_back_to(wanted), "/sign-in?next=%2Fincidents%3Fq%3Da%26b");
    }
}
