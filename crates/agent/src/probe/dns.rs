//! Finding the addresses of a name.
//!
//! Nothing is cached, so that the time it takes is the time it takes.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RecordType};

use super::SetupError;
use super::failure::Failure;

/// So long is a name server of this machine waited for, before it is asked again or the next is.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks name servers.
#[derive(Clone)]
pub struct Dns(TokioResolver);

impl std::fmt::Debug for Dns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dns")
    }
}

impl Dns {
    /// Asks the name servers of this machine, after its file of hosts.
    ///
    /// # Errors
    ///
    /// [`SetupError::Dns`] if they cannot be read.
    pub fn of_this_machine() -> Result<Self, SetupError> {
        let mut builder = TokioResolver::builder_tokio().map_err(|error| refused(&error))?;
        suit_checks(builder.options_mut(), PATIENCE);
        builder.build().map(Self).map_err(|error| refused(&error))
    }

    /// Asks these name servers, each twice at most, and waits for them so long each time.
    ///
    /// # Errors
    ///
    /// [`SetupError::Dns`] if they cannot be used.
    pub fn at(servers: &[SocketAddr], patience: Duration) -> Result<Self, SetupError> {
        let servers = servers.iter().map(name_server).collect();
        let config = ResolverConfig::from_parts(None, Vec::new(), servers);
        let provider = TokioRuntimeProvider::default();
        let mut builder = TokioResolver::builder_with_config(config, provider);
        suit_checks(builder.options_mut(), patience);
        builder.build().map(Self).map_err(|error| refused(&error))
    }

    /// The addresses of a host, those of the older kind first: where both work they are equally
    /// good, and where one does not it is mostly the newer.
    pub(crate) async fn find(&self, host: &str) -> Result<Vec<IpAddr>, Failure> {
        let found = match self.0.lookup_ip(host).await {
            Ok(found) => found,
            Err(NetError::Timeout) => return Err(self.whose_silence(host).await),
            Err(error) => return Err(unresolved(host, &error)),
        };
        let mut addresses: Vec<IpAddr> = found.iter().collect();
        addresses.sort_by_key(IpAddr::is_ipv6);
        if addresses.is_empty() {
            let cause = "it has no address".to_owned();
            return Err(Failure::NoSuchName { host: host.to_owned(), cause });
        }
        Ok(addresses)
    }

    /// Nobody answered for `host`: is it the name, or do our name servers not answer at all?
    ///
    /// Every name server knows the root, so whether it answers for that tells the two apart.
    async fn whose_silence(&self, host: &str) -> Failure {
        let host = host.to_owned();
        let cause = "no answer in time".to_owned();
        match self.0.lookup(Name::root(), RecordType::NS).await {
            Ok(_) | Err(NetError::Dns(_)) => Failure::NoSuchName { host, cause },
            Err(_) => Failure::NoNameServer { host, cause },
        }
    }
}

fn suit_checks(options: &mut ResolverOpts, patience: Duration) {
    options.cache_size = 0;
    options.timeout = patience;
    options.attempts = 1;
    options.max_active_requests = 4096;
}

fn name_server(address: &SocketAddr) -> NameServerConfig {
    let mut udp = ConnectionConfig::udp();
    udp.port = address.port();
    let mut tcp = ConnectionConfig::tcp();
    tcp.port = address.port();
    NameServerConfig::new(address.ip(), true, vec![udp, tcp])
}

fn refused(error: &NetError) -> SetupError {
    SetupError::Dns(error.to_string())
}

/// A name without an address is the other side's trouble; no name server at all is ours.
fn unresolved(host: &str, error: &NetError) -> Failure {
    let host = host.to_owned();
    if error.is_nx_domain() {
        return Failure::NoSuchName { host, cause: "the name does not exist".to_owned() };
    }
    if error.is_no_records_found() {
        return Failure::NoSuchName { host, cause: "the name has no address".to_owned() };
    }
    let cause = error.to_string();
    match error {
        NetError::NoConnections | NetError::Io(_) | NetError::Busy => {
            Failure::NoNameServer { host, cause }
        }
        _ => Failure::NoSuchName { host, cause },
    }
}
