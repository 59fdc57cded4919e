//! The demo: a whole agency on one machine, with a past of ninety days, a shop that can be broken
//! and a mail server whose letters can be read.
//!
//! Nothing in it is special: the agency is applied from files, the past was made by the engine, the
//! shop is a web site, the mail server speaks SMTP.

pub mod agency;
pub mod history;
mod listen;
pub mod mail;
mod page;
pub mod remote;
pub mod room;
pub mod shop;
mod start;
pub mod trouble;

use std::path::PathBuf;

pub use start::{furnish, run};

/// The password of everybody in the demo.
pub const PASSWORD: &str = "vers-brood-om-zeven";

/// What can be chosen about the demo.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it keeps its data.
    pub data: PathBuf,
    /// The ports on which it listens.
    pub ports: Ports,
    /// Whether an earlier demo is thrown away.
    pub fresh: bool,
    /// How many days of history it begins with; none for 0.
    pub days: i64,
    /// What is logged.
    pub log: crate::config::Log,
    /// Another database than the file in the folder of the data.
    pub database_url: Option<String>,
}

/// The ports of the demo, all on this machine only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// The desk.
    pub desk: u16,
    /// The shop.
    pub shop: u16,
    /// The page with the letters, and the one to break the shop.
    pub room: u16,
    /// The web sites of the other applications.
    pub neighbours: u16,
    /// The shop's TLS.
    pub tls: u16,
    /// The mail server.
    pub smtp: u16,
}

impl Default for Ports {
    fn default() -> Self {
        Self { desk: 8080, shop: 8081, room: 8082, neighbours: 8083, tls: 8444, smtp: 8025 }
    }
}
