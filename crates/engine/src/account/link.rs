//! Links that work once: to choose a first password, or a new one.
//!
//! Looking at a link does not use it up, so that a mail program that follows links before people
//! do takes nothing from them; choosing a password does (`choose`).

use jiff::{SignedDuration, Timestamp};
use piket_core::key::PersonKey;
pub use piket_store::accounts::link::Purpose;
use piket_store::accounts::link::{self, Link};
use piket_store::{ReadTx, StoreError, Tx};

use super::{Accounts, after, hashed};
use crate::secret::Secret;

/// What a good link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFor {
    /// For whom.
    pub person: PersonKey,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when.
    pub expires_at: Timestamp,
}

/// How long a link is good.
pub(super) fn life(purpose: Purpose) -> SignedDuration {
    match purpose {
        Purpose::FirstAdministrator => SignedDuration::from_hours(24),
        Purpose::Invitation => SignedDuration::from_hours(7 * 24),
        Purpose::PasswordReset => SignedDuration::from_hours(1),
    }
}

impl Accounts {
    /// What the link of this secret opens; nothing if it was used, is too old, or never was one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn link(&self, secret: &str, now: Timestamp) -> Result<Option<LinkFor>, StoreError> {
        let hash = hashed(secret);
        let found = self.store().read(move |tx: &mut ReadTx<'_>| link::find(tx, &hash)).await?;
        let good = found.filter(|link| link.is_good_at(now));
        Ok(good.map(|Link { person, purpose, expires_at, .. }| LinkFor {
            person,
            purpose,
            expires_at,
        }))
    }

    /// A new link for a person, by its secret, for the console or for a letter.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be kept.
    pub async fn issue_link(
        &self,
        person: &PersonKey,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Secret, StoreError> {
        let secret = self.new_secret("");
        let link = Link {
            secret_hash: hashed(secret.expose()),
            purpose,
            person: person.clone(),
            created_at: now,
            expires_at: after(now, life(purpose)),
            used_at: None,
        };
        self.store().write(move |tx: &mut Tx<'_>| link::issue(tx, &link)).await?;
        Ok(secret)
    }
}
