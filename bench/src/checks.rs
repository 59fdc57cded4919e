//! HTTP checks against a server in the same process: every part timed, one by one and 16 at once.
//!
//! The CPU figure holds both sides; the server's share is measured alone beside it by bare
//! connections that fetch the same page.

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use bytes::Bytes;
use http_body_util::Full;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use piket_agent::{Destinations, Prober};
use piket_core::check::CheckSpec;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::measure::{Stopwatch, Times, tell};

const CHECKS: usize = 2_000;

pub(crate) async fn run() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));
    for at_once in [1, 16] {
        bare(&address.to_string(), at_once).await?;
        probes(&format!("http://{address}/"), at_once).await?;
    }
    Ok(())
}

async fn serve(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(async move {
            let answer = service_fn(|_: Request<hyper::body::Incoming>| async {
                let page = Bytes::from_static(&[b'x'; 2048]);
                Ok::<_, Infallible>(Response::new(Full::new(page)))
            });
            let connection = hyper::server::conn::http1::Builder::new();
            // A peer that hangs up is no failure of the benchmark.
            drop(connection.serve_connection(TokioIo::new(stream), answer).await);
        });
    }
}

async fn bare(address: &str, at_once: usize) -> Result<()> {
    let address = address.to_owned();
    storm(&format!("checks: limit, bare GET, {at_once} at once"), at_once, move || {
        let address = address.clone();
        async move {
            let mut stream = TcpStream::connect(&address).await?;
            stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await?;
            stream.read_to_end(&mut Vec::new()).await?;
            Ok(())
        }
    })
    .await
}

async fn probes(url: &str, at_once: usize) -> Result<()> {
    let spec = format!(
        r#"{{"key":"bench","name":"b","application":"shop","probe":{{"http":{{"url":"{url}"}}}}}}"#
    );
    let spec: Arc<CheckSpec> = Arc::new(serde_json::from_str(&spec)?);
    let prober = Prober::for_this_machine(Destinations::default()).map_err(|e| anyhow!("{e}"))?;
    let prober = Arc::new(prober);
    storm(&format!("checks: HTTP check, {at_once} at once"), at_once, move || {
        let (prober, spec) = (Arc::clone(&prober), Arc::clone(&spec));
        async move {
            let result = prober.run(&spec, "2026-03-10T09:00:00Z".parse()?).await;
            anyhow::ensure!(result.status.is_ok(), "{}", result.summary);
            Ok(())
        }
    })
    .await
}

async fn storm<W, F>(what: &str, at_once: usize, work: W) -> Result<()>
where
    W: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = Result<()>> + Send,
{
    let watch = Stopwatch::start();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..at_once {
        let work = work.clone();
        workers.spawn(async move {
            let mut times = Times::default();
            for _ in 0..CHECKS / at_once {
                let one = Stopwatch::start();
                work().await?;
                times.add(one.wall());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Times::default();
    while let Some(mine) = workers.join_next().await {
        times.extend(mine??);
    }
    tell(what, CHECKS / at_once * at_once, &watch, &mut times);
    Ok(())
}
