//! Channels: the ways by which a letter leaves the house.
//!
//! A channel takes one [`Mail`] and says what became of it. When to send, what to send again and
//! what to give up is decided in `deliver`.

mod mail;
pub mod memory;
pub mod smtp;

use futures_util::future::BoxFuture;

pub use mail::{Mail, Mailbox};

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has taken it and answers for it from now on.
    Sent,
    /// Not now; the reason. Trying again later may help.
    Later(String),
    /// Never; the reason. The other side refuses this letter or this address.
    Never(String),
}

/// A channel by which mail leaves.
pub trait Mailer: Send + Sync {
    /// Sends one letter. Always answers: a channel has time limits of its own.
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Outcome>;

    /// Nothing more is to be sent for now: connections may be closed.
    fn rest(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

/// The channel of an installation in which no mail server is named: letters wait.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMailer;

impl Mailer for NoMailer {
    fn send<'a>(&'a self, _: &'a Mail) -> BoxFuture<'a, Outcome> {
        Box::pin(async { Outcome::Later("no mail server is named in the settings".to_owned()) })
    }
}
