//! Signing in with an address and a password.
//!
//! Whoever fails learns nothing: an unknown address, a person without a password and a wrong
//! password cost the same work and get the same answer.

use jiff::Timestamp;
use piket_core::directory::{Directory, Person};
use piket_core::key::PersonKey;
use piket_store::accounts::credential;
use piket_store::{ReadTx, StoreError};

use super::Accounts;
use crate::secret::Secret;

/// Somebody came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub person: PersonKey,
    /// The secret for the cookie; it is shown nowhere else and never again.
    pub secret: Secret,
    /// Until when the session is good if it is not used.
    pub expires_at: Timestamp,
}

/// Why somebody did not come in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address and the password do not belong together; which of them is wrong is not told.
    #[error("the address and the password do not belong together")]
    Wrong,
    /// There were too many failures for this address lately.
    #[error("too many attempts; try again after {again_at}")]
    TooMany {
        /// From when on it can be tried again.
        again_at: Timestamp,
    },
    /// The memory could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Begins a session for whoever has this address and this password.
    ///
    /// # Errors
    ///
    /// [`SignInError`].
    pub async fn sign_in(
        &self,
        directory: &Directory,
        email: &str,
        password: &Secret,
        user_agent: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInError> {
        let person = directory.person_by_email(email);
        self.prove(&account(email), person, password, now).await?;
        let person = person.ok_or(SignInError::Wrong)?.key.clone();
        let (secret, expires_at) = self.begin_session(&person, user_agent, now).await?;
        Ok(SignedIn { person, secret, expires_at })
    }

    /// Whether it is the person's password, within the limit of attempts of the account.
    pub(super) async fn prove(
        &self,
        account: &str,
        person: Option<&Person>,
        password: &Secret,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let attempts = &self.0.attempts;
        attempts.begin(account, now).map_err(|again_at| SignInError::TooMany { again_at })?;
        let hash = self.kept_hash(person).await?;
        if !self.0.hasher.is(password, hash).await {
            return Err(SignInError::Wrong);
        }
        attempts.succeeded(account);
        Ok(())
    }

    /// For nobody it is asked as well, and nothing made of it.
    async fn kept_hash(&self, person: Option<&Person>) -> Result<Option<String>, StoreError> {
        let is_known = person.is_some();
        let key = person.map_or_else(
            || "nobody".parse().expect("a short lower-case word is a key"),
            |person| person.key.clone(),
        );
        let of = move |tx: &mut ReadTx<'_>| credential::of(tx, &key);
        let kept = self.store().read(of).await?;
        Ok(kept.filter(|_| is_known).map(|credential| credential.password_hash))
    }
}

/// Under what the attempts for an address are counted.
pub(super) fn account(email: &str) -> String {
    email.trim().chars().take(254).flat_map(char::to_lowercase).collect()
}
