//! What every door is given: the desk, the accounts, the clock, and how we are reached.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use piket_core::time::Clock;
use piket_engine::Desk;
use piket_engine::account::Accounts;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::limit::Limit;

/// How we are reached.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The address of this installation as people type it, without a slash at the end:
    /// `https://desk.example`. Links in letters begin with it; empty when nobody said.
    pub public_url: String,
    /// Whether browsers reach us over TLS, so that cookies are kept to it.
    pub secure_cookies: bool,
    /// The proxies before us, whose word about the address of a caller is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The desk.
    pub desk: Desk,
    /// People's and programs' ways to prove who they are.
    pub accounts: Accounts,
    /// The clock, read once per request.
    pub clock: Arc<dyn Clock>,
    /// How we are reached.
    pub settings: Settings,
}

/// So many requests to the calculator are computed at a time; others are told to come back.
const SUMS_AT_ONCE: usize = 2;

/// What every door is given. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    stop: CancellationToken,
    sign_ins: Limit,
    sums: Arc<Semaphore>,
}

impl App {
    /// An app of these parts.
    pub fn new(parts: Parts) -> Self {
        let stop = CancellationToken::new();
        let sums = Arc::new(Semaphore::new(SUMS_AT_ONCE));
        Self(Arc::new(Inner { parts, stop, sign_ins: Limit::for_sign_ins(), sums }))
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.0.parts.desk
    }

    /// People's and programs' ways to prove who they are.
    pub fn accounts(&self) -> &Accounts {
        &self.0.parts.accounts
    }

    /// The clock. Handlers take [`crate::extract::Now`] instead.
    pub(crate) fn clock(&self) -> &dyn Clock {
        self.0.parts.clock.as_ref()
    }

    /// How we are reached.
    pub fn settings(&self) -> &Settings {
        &self.0.parts.settings
    }

    /// Cancelled when the server stops: streams end then.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// How often one address may try to sign in.
    pub(crate) fn sign_ins(&self) -> &Limit {
        &self.0.sign_ins
    }

    /// How many requests to the calculator may still begin.
    pub(crate) fn sums(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.sums)
    }
}

impl FromRef<App> for Desk {
    fn from_ref(app: &App) -> Self {
        app.desk().clone()
    }
}

impl FromRef<App> for Accounts {
    fn from_ref(app: &App) -> Self {
        app.accounts().clone()
    }
}
