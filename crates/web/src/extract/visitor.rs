//! Whoever knocks before anybody signed in: from which address, in which language.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use piket_core::directory::Language;
use piket_text::Words;

use crate::app::App;
use crate::problem::Problem;

/// The other end of the connection; put into each request by the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whoever knocks.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// From which address of the network.
    pub(crate) address: IpAddr,
    /// The words of the language that the browser asks for, or else of the house.
    pub(crate) words: Words,
    /// What the browser calls itself.
    pub(crate) user_agent: String,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<Peer>().map_or(Ipv4Addr::LOCALHOST.into(), |peer| peer.0);
        Ok(Self {
            address: address_of(peer, &parts.headers, &app.settings().trusted_proxies),
            words: words_of(&parts.headers, app),
            user_agent: text(&parts.headers, header::USER_AGENT).chars().take(200).collect(),
        })
    }
}

/// The words that a browser asks for, or else of the house.
pub(crate) fn words_of(headers: &HeaderMap, app: &App) -> Words {
    let directory = app.desk().directory();
    let installation = &directory.installation;
    let wanted = wanted_language(text(headers, header::ACCEPT_LANGUAGE));
    Words::of(wanted.unwrap_or(installation.language)).in_zone(&installation.time_zone)
}

/// The first of our languages in the order of the reader's liking (RFC 9110 §12.5.4).
fn wanted_language(accepted: &str) -> Option<Language> {
    let mut wanted: Vec<(u32, Language)> = accepted
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';');
            let language = Language::from_code(parts.next()?.trim())?;
            let liking = parts.find_map(|part| part.trim().strip_prefix("q=")).unwrap_or("1");
            Some((thousandths(liking), language))
        })
        .filter(|(liking, _)| *liking > 0)
        .collect();
    wanted.sort_by_key(|(liking, _)| std::cmp::Reverse(*liking));
    wanted.first().map(|(_, language)| *language)
}

/// A quality such as `0.8` in thousandths.
fn thousandths(quality: &str) -> u32 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let fraction: u32 = format!("{fraction:0<3}").get(..3).unwrap_or("0").parse().unwrap_or(0);
    whole.parse::<u32>().unwrap_or(0).saturating_mul(1000).saturating_add(fraction)
}

/// The address of the caller: the peer, or if that is a proxy of ours, the last one before it in
/// `X-Forwarded-For` that is not.
pub(crate) fn address_of(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer.to_canonical()) {
        return peer;
    }
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<IpAddr> =
        hops.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.reverse();
    hops.into_iter().find(|hop| !proxies.contains(hop)).unwrap_or(peer)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_liked_best_of_ours_is_taken() {
        for (accepted, language) in [
            ("nl-NL,nl;q=0.9,en;q=0.8", Some(Language::Nl)),
            ("fr, en;q=0.4, nl;q=0.7", Some(Language::Nl)),
            ("de;q=0.9, en-GB;q=0.51, nl;q=0.5", Some(Language::En)),
            ("fr", None),
            ("en;q=0", None),
            ("", None),
        ] {
            assert_eq!(wanted_language(accepted), language, "{accepted}");
        }
    }

    #[test]
    fn only_a_proxy_of_ours_is_believed_about_where_a_caller_is() {
        let proxy: IpAddr = "127.0.0.1".parse().unwrap();
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.1, 198.51.100.4, 127.0.0.1".parse().unwrap());
        assert_eq!(address_of(stranger, &headers, &[proxy]), stranger);
        assert_eq!(address_of(proxy, &headers, &[proxy]).to_string(), "198.51.100.4");
        assert_eq!(address_of(proxy, &HeaderMap::new(), &[proxy]), proxy);
        assert_eq!(address_of(proxy, &headers, &[]), proxy);
    }
}
