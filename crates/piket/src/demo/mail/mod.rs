//! The demo's mail server: it takes every letter and delivers none; they are read on a page.

mod letter;
mod post_box;
mod session;

use std::sync::Arc;

use piket_core::time::Clock;
use tokio::io::BufStream;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use letter::Letter;
pub use post_box::PostBox;

/// Takes letters until `stop`.
pub async fn serve(
    listener: TcpListener,
    post_box: PostBox,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
) {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        let (post_box, clock, stop) = (post_box.clone(), Arc::clone(&clock), stop.clone());
        tokio::spawn(async move {
            let mut line = BufStream::new(stream);
            tokio::select! {
                () = stop.cancelled() => {}
                ended = session::talk(&mut line, &post_box, clock.as_ref()) => {
                    if let Err(why) = ended {
                        tracing::debug!("A letter of the demo was cut off: {why}");
                    }
                }
            }
        });
    }
}
