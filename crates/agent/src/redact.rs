//! Hiding secrets in what is kept as evidence: which one it was is told, its value is not.

use url::Url;

/// What stands in the place of a secret.
pub(crate) const HIDDEN: &str = "[redacted]";

/// Parts of names whose values are secret.
const SECRET_NAMES: [&str; 17] = [
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "api-key",
    "api_key",
    "apikey",
    "access-key",
    "access_key",
    "session",
    "csrf",
    "xsrf",
    "jwt",
    "credential",
    "signature",
];

/// Whether what goes by this name is a secret: a header, a parameter of an address.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = || name.split(['-', '_', '.']);
    SECRET_NAMES.iter().any(|part| name.contains(part))
        || words().any(|word| ["auth", "sig", "pwd"].contains(&word) && !name.starts_with("www-"))
}

/// The value of a header as it may be kept.
pub(crate) fn header(name: &str, value: &str) -> String {
    if name.eq_ignore_ascii_case("set-cookie") {
        return cookie(value);
    }
    if is_secret_name(name) || looks_like_token(value) {
        return HIDDEN.to_owned();
    }
    if name.eq_ignore_ascii_case("location") || name.eq_ignore_ascii_case("refresh") {
        return Url::parse(value).map_or_else(|_| query(value), |address| url(&address));
    }
    value.to_owned()
}

/// An address as it may be kept: without a password, and without secrets among its parameters.
pub(crate) fn url(address: &Url) -> String {
    let mut shown = address.clone();
    if !shown.username().is_empty() || shown.password().is_some() {
        // Only addresses without a host refuse; they have no user either.
        let _refused = shown.set_username("").and_then(|()| shown.set_password(None));
    }
    query(shown.as_str())
}

/// Hides the values of secret parameters in the part of `address` that follows the `?` or `#`.
fn query(address: &str) -> String {
    let Some(start) = address.find(['?', '#']) else { return address.to_owned() };
    let (place, parameters) = address.split_at(start);
    let shown: String = parameters.split_inclusive(['?', '&', '#']).map(parameter).collect();
    format!("{place}{shown}")
}

/// One parameter, with the sign that ends it.
fn parameter(text: &str) -> String {
    let pair = text.trim_end_matches(['?', '&', '#']);
    match pair.split_once('=') {
        Some((name, value)) if is_secret_name(name) || looks_like_token(value) => {
            let end = text.strip_prefix(pair).unwrap_or_default();
            format!("{name}={HIDDEN}{end}")
        }
        Some(_) | None => text.to_owned(),
    }
}

/// A cookie without its value; its attributes are of use to engineers.
fn cookie(value: &str) -> String {
    let (pair, attributes) = match value.split_once(';') {
        Some((pair, attributes)) => (pair, format!(";{attributes}")),
        None => (value, String::new()),
    };
    let name = pair.split_once('=').map_or("", |(name, _)| name.trim());
    format!("{name}={HIDDEN}{attributes}")
}

/// Credentials by their looks: `Bearer …`, `Basic …`, and signed tokens of three parts (RFC 7519).
fn looks_like_token(value: &str) -> bool {
    let scheme = value.split_whitespace().next().unwrap_or_default();
    let has_scheme = ["bearer", "basic"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && !value.contains('"')
        && value.len() > scheme.len();
    let is_signed = value
        .split([' ', '=', '&', '"'])
        .any(|word| word.starts_with("eyJ") && word.matches('.').count() == 2);
    has_scheme || is_signed
}

/// Hides in a text the secrets that were sent along, should a server repeat them.
pub(crate) fn echoes<'a>(text: String, sent: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    sent.filter(|(name, value)| value.len() >= 4 && is_secret_name(name))
        .fold(text, |text, (_, value)| text.replace(value, HIDDEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_carry_secrets_keep_their_name_only() {
        for name in
            ["Authorization", "cookie", "X-Api-Key", "x-auth-token", "X-Amz-Signature", "X-Auth"]
        {
            assert_eq!(header(name, "s3cr3t"), HIDDEN, "{name}");
        }
        for name in ["content-type", "www-authenticate", "x-author", "server", "x-cache-key"] {
            assert_eq!(header(name, "text/html"), "text/html", "{name}");
        }
    }

    #[test]
    fn a_cookie_keeps_its_name_and_attributes() {
        let kept = header("Set-Cookie", "sid=abc123; Path=/; HttpOnly");
        assert_eq!(kept, "sid=[redacted]; Path=/; HttpOnly");
        assert_eq!(header("set-cookie", "nonsense"), "=[redacted]");
    }

    #[test]
    fn a_token_is_hidden_wherever_it_stands() {
        assert_eq!(header("x-debug", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"), HIDDEN);
        assert_eq!(header("x-debug", "Bearer abcdef"), HIDDEN);
        assert_eq!(header("x-debug", "Basic dTpw="), HIDDEN);
        assert_eq!(header("www-authenticate", "Basic realm=\"shop\""), "Basic realm=\"shop\"");
    }

    #[test]
    fn an_address_keeps_its_parameters_but_not_the_secret_ones() {
        let address = "https://me:pw@shop.example/a?page=2&access_token=abc&x=1#id_token=z";
        let shown = url(&Url::parse(address).unwrap());
        assert_eq!(
            shown,
            "https://shop.example/a?page=2&access_token=[redacted]&x=1#id_token=[redacted]"
        );
        assert_eq!(header("Location", "/next?token=abc"), "/next?token=[redacted]");
    }

    #[test]
    fn a_secret_that_the_server_repeats_is_hidden() {
        let sent = [("authorization", "Bearer abc"), ("accept", "text")];
        let kept = echoes("you sent Bearer abc as text".to_owned(), sent.into_iter());
        assert_eq!(kept, "you sent [redacted] as text");
    }
}
