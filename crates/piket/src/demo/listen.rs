//! Serving the small web sites of the demo. Not for the real doors; those have a server of their
//! own, with limits against strangers.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::trouble::{Switch, Trouble};
use crate::failure::Failure;

/// Takes a port of this machine.
///
/// # Errors
///
/// A [`Failure`] that names the option by which another is chosen.
pub(super) async fn on(port: u16, option: &str) -> Result<TcpListener, Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.map_err(|why| {
        Failure::new(
            format!("port {port} cannot be used: {why}"),
            format!("another demo may run; choose another port with {option}"),
        )
    })
}

/// Serves until `stop`.
pub(super) async fn serve(listener: TcpListener, site: Router, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    tokio::spawn(connection(stream, site.clone(), stop.clone()));
                }
            }
        }
    }
}

/// Serves until `stop`; while the switch says so, nobody listens.
pub(super) async fn serve_with_outages(
    listener: TcpListener,
    site: Router,
    switch: Switch,
    stop: CancellationToken,
) {
    let Ok(address) = listener.local_addr() else { return };
    let mut listener = Some(listener);
    while !stop.is_cancelled() {
        let open = match listener.take() {
            Some(open) => Ok(open),
            None => TcpListener::bind(address).await,
        };
        let Ok(open) = open else {
            tracing::error!("The shop cannot listen on {address} any more");
            return;
        };
        // Ends all connections too: a browser that kept one would not notice.
        let outage = stop.child_token();
        tokio::select! {
            () = serve(open, site.clone(), outage.clone()) => {}
            () = switch.until(|trouble| *trouble == Trouble::Down) => {}
        }
        outage.cancel();
        tokio::select! {
            () = stop.cancelled() => return,
            () = switch.until(|trouble| *trouble != Trouble::Down) => {}
        }
    }
}

/// Serves over TLS until `stop`; the certificate is asked for with every connection.
pub(super) async fn serve_tls(
    listener: TcpListener,
    site: Router,
    certificate: impl Fn() -> Arc<ServerConfig>,
    stop: CancellationToken,
) {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        let acceptor = TlsAcceptor::from(certificate());
        let (site, stop) = (site.clone(), stop.clone());
        tokio::spawn(async move {
            // Whoever does not like the certificate goes away.
            if let Ok(stream) = acceptor.accept(stream).await {
                connection(stream, site, stop).await;
            }
        });
    }
}

async fn connection<S>(stream: S, site: Router, stop: CancellationToken)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let builder = Builder::new(TokioExecutor::new());
    let service = TowerToHyperService::new(site);
    let served = builder.serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        () = stop.cancelled() => {}
        ended = served => {
            if let Err(error) = ended {
                tracing::trace!("A connection of the demo ended early: {error}");
            }
        }
    }
}
