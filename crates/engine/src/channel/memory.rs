//! A channel into memory: keeps letters instead of sending them, for tests and rehearsals.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;

use super::{Mail, Mailer, Outcome};

/// A mailbox of everybody. Clones share one.
#[derive(Debug, Clone, Default)]
pub struct MemoryMailer(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    letters: Vec<Mail>,
    outcomes: BTreeMap<String, Outcome>,
    down: Option<String>,
    attempts: usize,
}

impl MemoryMailer {
    /// An empty mailbox.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on, letters to `email` have this outcome.
    pub fn answer(&self, email: &str, outcome: Outcome) {
        self.kept().outcomes.insert(email.to_owned(), outcome);
    }

    /// From now on nothing gets out, for this reason; `None` mends it.
    pub fn set_down(&self, reason: Option<&str>) {
        self.kept().down = reason.map(str::to_owned);
    }

    /// All letters that went out, oldest first.
    pub fn letters(&self) -> Vec<Mail> {
        self.kept().letters.clone()
    }

    /// The letters that went out to an address, oldest first.
    pub fn to(&self, email: &str) -> Vec<Mail> {
        self.kept().letters.iter().filter(|mail| mail.to.email == email).cloned().collect()
    }

    /// Takes all letters out, oldest first.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.kept().letters)
    }

    /// How often sending was tried, with whatever outcome.
    pub fn attempts(&self) -> usize {
        self.kept().attempts
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, mail: &Mail) -> Outcome {
        let mut kept = self.kept();
        kept.attempts += 1;
        if let Some(reason) = &kept.down {
            return Outcome::Later(reason.clone());
        }
        match kept.outcomes.get(&mail.to.email) {
            Some(other) if *other != Outcome::Sent => other.clone(),
            _ => {
                kept.letters.push(mail.clone());
                Outcome::Sent
            }
        }
    }
}

impl Mailer for MemoryMailer {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Outcome> {
        Box::pin(async move { self.put(mail) })
    }
}
