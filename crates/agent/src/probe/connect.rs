//! From a host to an open connection, over exactly the address that was allowed.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Host;

use super::Prober;
use super::failure::Failure;
use super::trace::{Stage, Trace};

/// So long is one address waited for while there are others to try.
const PATIENCE: Duration = Duration::from_secs(3);

impl Prober {
    /// Opens a connection to a host.
    ///
    /// The addresses are looked up once, judged, and then used as they are: a name that changes
    /// its mind between the two cannot lead a check astray.
    pub(crate) async fn connect(
        &self,
        host: &Host<&str>,
        port: u16,
        trace: &mut Trace,
    ) -> Result<TcpStream, Failure> {
        let found = self.addresses(host, trace).await?;
        trace.addresses.clone_from(&found);
        let allowed: Vec<IpAddr> =
            found.iter().copied().filter(|address| self.destinations.allow(*address)).collect();
        let watch = trace.begin(Stage::Connecting);
        let stream = first_open(&found, &allowed, host, port).await?;
        trace.end(watch);
        // A request is one small write; waiting to send it with others would falsify the timing.
        let _unsupported = stream.set_nodelay(true);
        Ok(stream)
    }

    async fn addresses(
        &self,
        host: &Host<&str>,
        trace: &mut Trace,
    ) -> Result<Vec<IpAddr>, Failure> {
        match host {
            Host::Ipv4(address) => Ok(vec![IpAddr::V4(*address)]),
            Host::Ipv6(address) => Ok(vec![IpAddr::V6(*address)]),
            Host::Domain(name) => {
                let watch = trace.begin(Stage::Resolving);
                let found = self.dns.find(name).await;
                trace.end(watch);
                found
            }
        }
    }
}

async fn first_open(
    found: &[IpAddr],
    allowed: &[IpAddr],
    host: &Host<&str>,
    port: u16,
) -> Result<TcpStream, Failure> {
    let Some((last, others)) = allowed.split_last() else {
        return Err(forbidden(found, host));
    };
    for address in others {
        if let Ok(Ok(stream)) = timeout(PATIENCE, TcpStream::connect((*address, port))).await {
            return Ok(stream);
        }
    }
    // The last one has all the time that is left to the check.
    let address = SocketAddr::new(*last, port);
    TcpStream::connect(address)
        .await
        .map_err(|cause| Failure::NoConnection { address, cause: plain(&cause) })
}

fn forbidden(found: &[IpAddr], host: &Host<&str>) -> Failure {
    let host = host.to_string();
    if let Some(address) = found.first() {
        return Failure::Forbidden { host, address: *address };
    }
    Failure::NoSuchName { host, cause: "the name has no address".to_owned() }
}

/// The error without the number of the operating system.
fn plain(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), error.kind().to_string())
}
