//! The way to the database server: its address, and whether to speak TLS.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;
use tracing::{info, warn};

use crate::StoreError;
use crate::sql::failure::chain;

/// How long the server may take to greet us, and to acknowledge what it is sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// No statement holds a worker for ever.
const LIMITS: &str = "SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
                      SET idle_in_transaction_session_timeout = '60s'";

/// Statements are short, so compiling them costs more than it saves; and whatever order they ask
/// for can be read off an index, which the planner of a statement with many optional wishes does
/// not always see.
const HABITS: &str = "SET jit = off; SET enable_sort = off";

/// A database server that may be called again and again.
pub(in crate::sql) struct Server {
    config: Config,
    tls: MakeRustlsConnect,
    away: AtomicBool,
}

impl Server {
    /// Reads the address.
    ///
    /// On top of what the driver knows, `sslmode` may be `verify-ca` or `verify-full` (a
    /// certificate is always checked in full), and `sslrootcert` may name a PEM file with the
    /// authorities to trust instead of the public ones. Without `sslmode` a server on this machine
    /// is spoken to plainly, and any other with TLS if it offers that.
    pub(in crate::sql) fn at(url: &str) -> Result<Self, StoreError> {
        let address = Address::read(url);
        let mut config: Config = address
            .plain
            .parse()
            .map_err(|why| StoreError::Broken(format!("the database address: {}", chain(&why))))?;
        if let Some(mode) = address.tls {
            config.ssl_mode(mode);
        } else if config.get_hosts().iter().all(is_here) {
            config.ssl_mode(SslMode::Disable);
        }
        config.connect_timeout(PATIENCE).tcp_user_timeout(PATIENCE * 2);
        config.keepalives_idle(Duration::from_mins(1));
        if config.get_application_name().is_none() {
            config.application_name("piket");
        }
        let tls = MakeRustlsConnect::new(trusting(address.authorities.as_deref())?);
        Ok(Self { config, tls, away: AtomicBool::new(false) })
    }

    /// A new connection; says once in the log when the server is away, and once when it is back.
    pub(in crate::sql) fn connect(&self) -> Result<Client, postgres::Error> {
        let client = self.dial();
        match &client {
            Ok(_) if self.away.swap(false, Ordering::Relaxed) => info!("PostgreSQL is back"),
            Err(why) if !self.away.swap(true, Ordering::Relaxed) => {
                warn!("PostgreSQL cannot be reached: {}", chain(why));
            }
            Ok(_) | Err(_) => {}
        }
        client
    }

    fn dial(&self) -> Result<Client, postgres::Error> {
        let mut client = match self.config.get_ssl_mode() {
            SslMode::Disable => self.config.connect(NoTls)?,
            _ => self.config.connect(self.tls.clone())?,
        };
        client.batch_execute(LIMITS)?;
        client.batch_execute(HABITS)?;
        Ok(client)
    }
}

/// An address without the parameters that the driver does not know.
struct Address {
    plain: String,
    tls: Option<SslMode>,
    authorities: Option<String>,
}

impl Address {
    fn read(url: &str) -> Self {
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let mut address = Self { plain: place.to_owned(), tls: None, authorities: None };
        let mut others = Vec::new();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some(("sslmode", "disable")) => address.tls = Some(SslMode::Disable),
                Some(("sslmode", "allow" | "prefer")) => address.tls = Some(SslMode::Prefer),
                Some(("sslmode", "require" | "verify-ca" | "verify-full")) => {
                    address.tls = Some(SslMode::Require);
                }
                Some(("sslrootcert", path)) => address.authorities = Some(path.to_owned()),
                _ => others.push(parameter),
            }
        }
        if !others.is_empty() {
            address.plain = format!("{place}?{}", others.join("&"));
        }
        address
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => name == "localhost" || name == "::1" || name.starts_with("127."),
    }
}

/// TLS that trusts the authorities in the PEM file at `path`, or else the public ones.
fn trusting(path: Option<&str>) -> Result<ClientConfig, StoreError> {
    let mut authorities = RootCertStore::empty();
    match path {
        None => authorities.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let unreadable = |why: &dyn std::fmt::Display| {
                StoreError::Broken(format!("sslrootcert {path}: {why}"))
            };
            let found = CertificateDer::pem_file_iter(path).map_err(|why| unreadable(&why))?;
            for certificate in found {
                authorities
                    .add(certificate.map_err(|why| unreadable(&why))?)
                    .map_err(|why| unreadable(&why))?;
            }
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(StoreError::broken)?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> SslMode {
        Server::at(url).unwrap().config.get_ssl_mode()
    }

    #[test]
    fn a_server_on_this_machine_is_spoken_to_plainly() {
        assert_eq!(mode("postgres://piket@localhost/piket"), SslMode::Disable);
        assert_eq!(mode("postgres://piket@127.0.0.1:5433/piket"), SslMode::Disable);
        assert_eq!(mode("postgres:///piket?host=/run/postgresql"), SslMode::Disable);
    }

    #[test]
    fn a_server_elsewhere_is_spoken_to_in_tls_if_it_offers_that() {
        assert_eq!(mode("postgres://piket@db.acme.example/piket"), SslMode::Prefer);
    }

    #[test]
    fn the_address_says_when_tls_is_a_must() {
        assert_eq!(mode("postgres://localhost/piket?sslmode=verify-full"), SslMode::Require);
        assert_eq!(mode("postgres://localhost/piket?sslmode=require"), SslMode::Require);
    }

    #[test]
    fn other_parameters_are_left_to_the_driver() {
        let address = Address::read(
            "postgres://h/p?sslmode=require&application_name=night&sslrootcert=/ca.pem",
        );
        assert_eq!(address.plain, "postgres://h/p?application_name=night");
        assert_eq!(address.authorities.as_deref(), Some("/ca.pem"));
    }

    #[test]
    fn an_authority_that_cannot_be_read_is_named() {
        let refused = Server::at("postgres://localhost/piket?sslrootcert=/nowhere.pem").err();
        assert!(matches!(refused, Some(StoreError::Broken(why)) if why.contains("/nowhere.pem")));
    }
}
