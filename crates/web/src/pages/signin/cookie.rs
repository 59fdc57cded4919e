//! The cookie that carries the session's secret.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::app::Settings;

/// Browsers keep a cookie of this prefix to TLS, to this host and to all of its paths (RFC 6265bis
/// §4.1.3.2), so nobody can plant one.
const SECURE_NAME: &str = "__Host-piket";
/// Without TLS, as on one's own machine, such a name is not taken.
const PLAIN_NAME: &str = "piket";

fn name(settings: &Settings) -> &'static str {
    if settings.secure_cookies { SECURE_NAME } else { PLAIN_NAME }
}

/// The secret that the browser sent.
pub(crate) fn secret(jar: &CookieJar, settings: &Settings) -> Option<String> {
    jar.get(name(settings)).map(|cookie| cookie.value().to_owned())
}

/// Gives the browser the secret. It keeps it; how long the session is good is told here alone.
pub(super) fn given(jar: CookieJar, secret: String, settings: &Settings) -> CookieJar {
    let mut kept = cookie(secret, settings);
    kept.make_permanent();
    jar.add(kept)
}

/// Takes the secret back.
pub(super) fn taken(jar: CookieJar, settings: &Settings) -> CookieJar {
    jar.remove(cookie(String::new(), settings))
}

fn cookie(value: String, settings: &Settings) -> Cookie<'static> {
    Cookie::build((name(settings), value))
        .path("/")
        .secure(settings.secure_cookies)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}
