//! Signing in and out, and choosing passwords: the pages before one is known.

pub(crate) mod cookie;

use axum::Router;

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
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
pub(crate) fn own_address(wanted: &str) -> Option<&str> {
    let is_path = wanted.starts_with('/') && !wanted.starts_with("//");
    let is_plain = !wanted.contains(['\\', '\n', '\r', '\t']) && wanted.is_ascii();
    (is_path && is_plain).then_some(wanted)
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
}
