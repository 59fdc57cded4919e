//! One request and its answer on a fresh connection.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use url::Url;

use super::failure::Failure;
use super::trace::{Answer, Stage, Trace};

/// More of a body than this is not read: a server that never stops is not waited for.
pub(crate) const MAX_BODY_BYTES: u64 = 2 * 1024 * 1024;

/// What to do with the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    /// So much of the body is kept.
    pub(crate) keep_bytes: usize,
    /// The body of a redirect is not read.
    pub(crate) follows: bool,
}

/// Sends `request` and puts the answer into the trace as it arrives.
pub(crate) async fn converse<S>(
    stream: S,
    request: Request<Full<Bytes>>,
    url: &Url,
    wish: Wish,
    trace: &mut Trace,
) -> Result<(), Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let watch = trace.begin(Stage::Waiting);
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| Failure::http(&error))?;
    let exchange = async {
        let response = sender.send_request(request).await.map_err(|error| Failure::http(&error))?;
        trace.end(watch);
        let (head, body) = response.into_parts();
        let answer = Answer {
            url: url.clone(),
            status: head.status.as_u16(),
            headers: head.headers,
            body: Vec::new(),
            size_bytes: 0,
            cut_off: false,
        };
        let skips_body = wish.follows && answer.points_elsewhere().is_some();
        trace.answer = Some(answer);
        if skips_body { Ok(()) } else { read(body, wish.keep_bytes, trace).await }
    };
    beside(connection, exchange).await
}

async fn read(mut body: Incoming, keep_bytes: usize, trace: &mut Trace) -> Result<(), Failure> {
    let watch = trace.begin(Stage::Reading);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::http(&error))?;
        if let (Some(piece), Some(answer)) = (frame.data_ref(), &mut trace.answer)
            && !answer.take(piece, keep_bytes)
        {
            break;
        }
    }
    trace.end(watch);
    Ok(())
}

impl Answer {
    /// Counts and keeps a piece of the body. False when enough was read.
    fn take(&mut self, piece: &[u8], keep_bytes: usize) -> bool {
        self.size_bytes += piece.len() as u64;
        let room = keep_bytes.saturating_sub(self.body.len()).min(piece.len());
        self.body.extend_from_slice(&piece[..room]);
        self.cut_off = self.size_bytes > MAX_BODY_BYTES;
        !self.cut_off
    }

    /// Where a redirect points to, as it was written.
    pub(crate) fn points_elsewhere(&self) -> Option<&str> {
        let is_redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        let location = self.headers.get(hyper::header::LOCATION).filter(|_| is_redirect)?;
        location.to_str().ok()
    }
}

/// Drives a connection for as long as the exchange on it lasts, without a task of its own.
async fn beside<C, E>(connection: C, exchange: E) -> E::Output
where
    C: Future,
    E: Future,
{
    let mut connection = pin!(connection);
    let mut exchange = pin!(exchange);
    let mut is_open = true;
    poll_fn(|cx| {
        if let Poll::Ready(outcome) = exchange.as_mut().poll(cx) {
            return Poll::Ready(outcome);
        }
        if is_open && connection.as_mut().poll(cx).is_ready() {
            is_open = false;
        }
        // What the connection has just read may be what the exchange waits for.
        exchange.as_mut().poll(cx)
    })
    .await
}
