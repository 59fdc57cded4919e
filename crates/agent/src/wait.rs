//! Waiting. The only place of this crate that sleeps.
//!
//! Moments are those of the runtime's clock, which a test can move.

use std::future::pending;

use tokio::time::{Instant, sleep};

/// The present moment.
pub(crate) fn moment() -> Instant {
    Instant::now()
}

/// Returns at the moment `due`, or never if there is none.
#[expect(clippy::disallowed_methods, reason = "the runner waits here for the next check")]
pub(crate) async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep(due.saturating_duration_since(moment())).await,
        None => pending().await,
    }
}
