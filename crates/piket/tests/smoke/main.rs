//! The real binary, with real sockets and real mail: that what is proved piece by piece also works
//! when it is put together. Rules are not proved here.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this is test code, also where it is no test itself"
)]

mod calc;
mod commands;
mod console;
mod demo;
mod http;
mod server;
