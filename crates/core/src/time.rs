//! Time as a value: the one trait through which an instant enters the program.
//!
//! Nothing here reads a clock. The system clock and the clock that tests move live in the engine.

use jiff::Timestamp;

/// Where `now` comes from. Read once per request and once per cycle, then passed on as a value.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}
