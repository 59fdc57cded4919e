//! The eyes, on real sockets: small servers on this machine that answer well, badly or never.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod dns;
mod http;
mod judging;
mod redirects;
mod runner;
mod servers;
mod tcp;
mod tls;
