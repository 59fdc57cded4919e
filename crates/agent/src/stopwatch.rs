//! Measuring how long something took. The only place that reads the clock for it.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "durations are measured on the monotonic clock")]
fn now() -> Instant {
    Instant::now()
}

/// A watch that was started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub(crate) fn start() -> Self {
        Self(now())
    }

    /// Milliseconds since the start, to the microsecond.
    pub(crate) fn elapsed_ms(self) -> f64 {
        let elapsed = now().duration_since(self.0);
        (elapsed.as_secs_f64() * 1_000_000.0).round() / 1_000.0
    }
}
