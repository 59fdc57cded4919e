//! Choosing a password: with the old one, with a link, or by the console.
//!
//! Whichever way, the other sessions of the person end and open links are void: whoever knew the
//! old password is out.

use jiff::Timestamp;
use piket_core::directory::{Directory, Person};
use piket_core::key::PersonKey;
use piket_store::accounts::{credential, link, session};
use piket_store::{ReadTx, StoreError, Tx};

use super::password::{WeakPassword, judge};
use super::sign_in::{SignInError, account};
use super::{Accounts, hashed};
use crate::secret::Secret;

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The new password is too easy.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The old password is not the person's.
    #[error("that is not your present password")]
    Wrong,
    /// There were too many wrong attempts lately.
    #[error("too many attempts; try again after {again_at}")]
    TooMany {
        /// From when on it can be tried again.
        again_at: Timestamp,
    },
    /// The link was used, is too old, or never was one.
    #[error("this link does not work (any more); ask for a new one")]
    NoLink,
    /// The memory could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SignInError> for PasswordError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::Wrong,
            SignInError::TooMany { again_at } => Self::TooMany { again_at },
            SignInError::Store(error) => Self::Store(error),
        }
    }
}

impl Accounts {
    /// Makes `new` the password of the person, who knows the present one. The session in which
    /// this is done, by its secret, goes on.
    ///
    /// # Errors
    ///
    /// [`PasswordError`]; nothing is changed then.
    pub async fn change_password(
        &self,
        person: &Person,
        present: &Secret,
        new: &Secret,
        session: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        judge(new.expose(), person)?;
        self.prove(&account(&person.email), Some(person), present, now).await?;
        let hash = self.0.hasher.hash(new, self.chance()).await;
        self.keep(&person.key, hash, Some(hashed(session)), now).await?;
        Ok(())
    }

    /// Makes `new` the password of the person: for the console, which need not ask.
    ///
    /// # Errors
    ///
    /// [`PasswordError`]; nothing is changed then.
    pub async fn set_password(
        &self,
        person: &Person,
        new: &Secret,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        judge(new.expose(), person)?;
        let hash = self.0.hasher.hash(new, self.chance()).await;
        self.keep(&person.key, hash, None, now).await?;
        Ok(())
    }

    /// Uses a link up to choose a password. A password that is refused does not use it up.
    ///
    /// # Errors
    ///
    /// [`PasswordError`]; nothing is changed then.
    pub async fn redeem(
        &self,
        directory: &Directory,
        secret: &str,
        new: &Secret,
        now: Timestamp,
    ) -> Result<PersonKey, PasswordError> {
        let found = self.link(secret, now).await?.ok_or(PasswordError::NoLink)?;
        let person = directory.people.get(&found.person).filter(|person| person.is_active);
        let person = person.ok_or(PasswordError::NoLink)?;
        judge(new.expose(), person)?;
        self.use_link(secret, &person.key, new, now).await?;
        self.0.attempts.succeeded(&account(&person.email));
        Ok(person.key.clone())
    }

    /// Uses a link up and makes `new` the password of `person`, both or neither.
    pub(super) async fn use_link(
        &self,
        secret: &str,
        person: &PersonKey,
        new: &Secret,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        let hash = self.0.hasher.hash(new, self.chance()).await;
        let (secret_hash, person) = (hashed(secret), person.clone());
        let redeem = move |tx: &mut Tx<'_>| {
            let used = link::use_up(tx, &secret_hash, now)?.ok_or(PasswordError::NoLink)?;
            take_effect(tx, &person, &hash, None, now)?;
            link::void(tx, &used.person)?;
            Ok(())
        };
        self.store().write(redeem).await
    }

    /// Takes a person's password away and ends all sessions, as when somebody leaves.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn shut_out(&self, person: &PersonKey) -> Result<(), StoreError> {
        let person = person.clone();
        let shut_out = move |tx: &mut Tx<'_>| {
            credential::remove(tx, &person)?;
            session::end_all(tx, &person, None)?;
            link::void(tx, &person).map(drop)
        };
        self.store().write(shut_out).await
    }

    /// Everybody who has chosen a password.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn holders(&self) -> Result<Vec<PersonKey>, StoreError> {
        self.store().read(|tx: &mut ReadTx<'_>| credential::holders(tx)).await
    }

    async fn keep(
        &self,
        person: &PersonKey,
        hash: String,
        except: Option<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let person = person.clone();
        let keep = move |tx: &mut Tx<'_>| take_effect(tx, &person, &hash, except.as_deref(), now);
        self.store().write(keep).await
    }
}

fn take_effect(
    tx: &mut Tx<'_>,
    person: &PersonKey,
    password_hash: &str,
    except: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    credential::set(tx, person, password_hash, now)?;
    session::end_all(tx, person, except)?;
    link::void(tx, person).map(drop)
}
