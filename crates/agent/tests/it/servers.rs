//! Small servers for checks to look at. Each lives as long as the runtime of its test.

use std::convert::Infallible;
use std::future::pending;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use piket_agent::{Destinations, Dns, Prober, Tls, web_roots};
use piket_core::check::spec::HttpCheck;
use piket_core::check::{CheckResult, CheckSpec, Probe};
use rustls::RootCertStore;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// How a server answers.
pub(crate) enum Reply {
    /// With a status, headers and a body.
    Page(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// With a body that never ends.
    Endless,
    /// So much later, with 200.
    Late(Duration),
    /// Never.
    Silence,
}

impl Reply {
    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self::Page(status, Vec::new(), body.as_bytes().to_vec())
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::Page(status, vec![("location", location.to_owned())], b"elsewhere".to_vec())
    }
}

type Body = UnsyncBoxBody<Bytes, std::io::Error>;

async fn answer(reply: Reply) -> Response<Body> {
    match reply {
        Reply::Page(status, headers, body) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            let body = Full::new(Bytes::from(body)).map_err(|never| match never {});
            response.body(body.boxed_unsync()).unwrap()
        }
        Reply::Endless => {
            let piece = || Ok(Frame::data(Bytes::from(vec![b'x'; 64 * 1024])));
            let endless = futures_util::stream::repeat_with(piece);
            Response::new(StreamBody::new(endless).boxed_unsync())
        }
        Reply::Late(delay) => {
            let _woken = timeout(delay, pending::<()>()).await;
            Response::new(Empty::new().map_err(|never| match never {}).boxed_unsync())
        }
        Reply::Silence => pending().await,
    }
}

async fn serve<S, F>(stream: S, replies: Arc<F>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    F: Fn(&Request<Incoming>) -> Reply + Send + Sync + 'static,
{
    let service = service_fn(move |request| {
        let reply = replies(&request);
        async move { Ok::<_, Infallible>(answer(reply).await) }
    });
    // A visitor who leaves in the middle is no concern of a test.
    let _left = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// A web server on this machine.
pub(crate) async fn website<F>(replies: F) -> SocketAddr
where
    F: Fn(&Request<Incoming>) -> Reply + Send + Sync + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let replies = Arc::new(replies);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&replies)));
        }
    });
    address
}

/// A web server with a certificate on this machine.
pub(crate) async fn secure_website<F>(config: rustls::ServerConfig, replies: F) -> SocketAddr
where
    F: Fn(&Request<Incoming>) -> Reply + Send + Sync + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let replies = Arc::new(replies);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, replies) = (acceptor.clone(), Arc::clone(&replies));
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    serve(stream, replies).await;
                }
            });
        }
    });
    address
}

/// A server that says the same to everybody, whatever was asked, and hangs up.
pub(crate) async fn parrot(says: &'static str) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _asked = stream.read(&mut [0; 4096]).await;
            let _left = stream.write_all(says.as_bytes()).await;
        }
    });
    address
}

/// A port of this machine on which nobody listens.
pub(crate) async fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    listener.local_addr().unwrap()
}

/// The instant at which all checks of these tests begin.
pub(crate) fn friday() -> Timestamp {
    "2026-03-06T15:00:00Z".parse().unwrap()
}

/// A name server that is not there, for checks of addresses.
pub(crate) fn no_names() -> Dns {
    let nobody = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9);
    Dns::at(&[nobody], Duration::from_millis(50)).unwrap()
}

pub(crate) fn prober() -> Prober {
    Prober::new(no_names(), Tls::trusting(web_roots()).unwrap(), Destinations::default())
}

pub(crate) fn prober_trusting(roots: RootCertStore) -> Prober {
    Prober::new(no_names(), Tls::trusting(roots).unwrap(), Destinations::default())
}

pub(crate) fn spec(probe: Probe) -> CheckSpec {
    let mut spec: CheckSpec = serde_json::from_value(serde_json::json!({
        "key": "webshop-home",
        "name": "Home page of the shop",
        "application": "webshop",
        "probe": { "tcp": { "host": "replaced", "port": 1 } },
    }))
    .unwrap();
    spec.probe = probe;
    spec
}

/// Runs an HTTP check at the usual instant.
pub(crate) async fn look(prober: &Prober, check: HttpCheck) -> CheckResult {
    prober.run(&spec(Probe::Http(check)), friday()).await
}

/// A check of a page on this machine.
pub(crate) fn page(address: SocketAddr, path: &str) -> HttpCheck {
    HttpCheck::get(format!("http://{address}{path}"))
}
