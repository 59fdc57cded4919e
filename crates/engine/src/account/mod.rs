//! Accounts: how people and programs prove who they are.
//!
//! People sign in with a password (`sign_in`) and are remembered by a session (`session`); a link
//! that works once (`link`) lets them choose a password; programs carry a token (`token`). Who
//! somebody is and what they may do stands in the directory and is decided in
//! [`piket_core::policy`]; a person who no longer takes part is nobody here.
//!
//! Every secret that we hand out is 256 random bits, and what is kept of it is its SHA-256, so that
//! whoever reads the database cannot come in with it.

mod attempts;
mod choose;
mod first;
mod letter;
mod link;
pub mod password;
mod session;
mod sign_in;
mod token;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use piket_core::chance::Chance;
use piket_store::Store;
use sha2::{Digest, Sha256};

pub use choose::PasswordError;
pub use first::{FirstError, FirstPerson};
pub use letter::{LINK_PATH, link_address};
pub use link::{LinkFor, Purpose};
pub use password::WeakPassword;
pub use session::Session;
pub use sign_in::{SignInError, SignedIn};
pub use token::{MadeToken, NewToken, Token, TokenKind};

use crate::secret::Secret;

/// The accounts of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

struct Inner {
    store: Store,
    chance: Arc<dyn Chance>,
    hasher: password::Hasher,
    attempts: attempts::Attempts,
    letters: letter::Waiting,
}

impl Accounts {
    /// The accounts that are kept in `store`.
    pub fn new(store: Store, chance: Arc<dyn Chance>) -> Self {
        Self(Arc::new(Inner {
            store,
            chance,
            hasher: password::Hasher::default(),
            attempts: attempts::Attempts::default(),
            letters: letter::Waiting::default(),
        }))
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    fn chance(&self) -> &dyn Chance {
        self.0.chance.as_ref()
    }

    /// A new secret to hand out, behind what tells its kind.
    fn new_secret(&self, kind: &str) -> Secret {
        Secret::new(format!("{kind}{}", piket_core::chance::secret(self.chance())))
    }
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Accounts")
    }
}

/// What is kept of a secret that we handed out.
fn hashed(secret: &str) -> String {
    let hash = Sha256::digest(secret.as_bytes());
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn after(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}
