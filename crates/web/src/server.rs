//! The server: takes connections and hands their requests to the doors.
//!
//! Whoever is slow to ask, or opens connections without end, does not take us away from others;
//! on stopping, requests under way are finished.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::app::App;
use crate::extract::Peer;

/// How many connections are held at once; more wait at the door.
const CONNECTIONS: usize = 4_096;
/// Within what time a request must have said what it wants.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// How long requests under way get to finish when we stop.
const DRAIN: Duration = Duration::from_secs(20);
/// The pause after a connection could not be taken: most often there are too many open files.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// Serves until [`App::stop`] is cancelled and what was under way is done.
///
/// # Errors
///
/// None at present: a connection that fails is its own affair.
pub async fn serve(listener: TcpListener, app: App) -> io::Result<()> {
    let doors = crate::router(app.clone());
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = app.stop().cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(stream, peer, doors.clone());
                let connection = graceful.watch(connection);
                tokio::spawn(async move {
                    // Browsers go away all the time; there is nothing to do about it.
                    if let Err(error) = connection.await {
                        tracing::trace!("A connection ended early: {error}");
                    }
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!("A connection could not be taken: {error}");
                pause().await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("Some requests did not finish in time and were cut off");
    }
    Ok(())
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    doors: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<
    Error = Box<dyn std::error::Error + Send + Sync>,
> + Send {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::trace!("A connection stays slow: {error}");
    }
    let service = tower::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        doors.clone().oneshot(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Duration::from_secs(20));
    builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "there is nothing to wait for but time")]
async fn pause() {
    tokio::time::sleep(AFTER_FAILURE).await;
}
