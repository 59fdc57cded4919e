//! The eyes of Piket: it looks at what is out there and tells what it saw.
//!
//! A [`Prober`] carries out one check; a [`Runner`] carries out many, each at its own moment; a
//! [`Fetcher`] fetches documents for other rooms. What a result means is decided elsewhere. The library knows no store, no pages and no letters, so
//! that it can also run on somebody else's server.

mod destinations;
mod fetch;
mod probe;
mod redact;
mod runner;
mod stopwatch;
mod wait;

pub use destinations::{Destinations, Network, NotANetwork};
pub use fetch::{Edition, FetchError, Fetched, Fetcher};
pub use probe::{Dns, Prober, SetupError, Tls, web_roots};
pub use runner::{Measured, Runner, RunnerHandle};
