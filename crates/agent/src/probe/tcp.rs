//! The TCP check: does somebody accept a connection.

use piket_core::check::spec::TcpCheck;
use url::Host;

use super::Prober;
use super::failure::Failure;
use super::trace::Trace;

/// Opens a connection and closes it again.
pub(crate) async fn open(
    prober: &Prober,
    check: &TcpCheck,
    trace: &mut Trace,
) -> Result<(), Failure> {
    let host = host(&check.host)?;
    let host = match &host {
        Host::Domain(name) => Host::Domain(name.as_str()),
        Host::Ipv4(address) => Host::Ipv4(*address),
        Host::Ipv6(address) => Host::Ipv6(*address),
    };
    prober.connect(&host, check.port, trace).await?;
    Ok(())
}

/// Reads a name or an address; an IPv6 address with or without brackets.
fn host(text: &str) -> Result<Host<String>, Failure> {
    if let Ok(address) = text.parse() {
        return Ok(Host::Ipv6(address));
    }
    Host::parse(text).map_err(|error| Failure::Unusable(format!("host {text:?}: {error}")))
}
