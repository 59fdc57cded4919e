//! Tokens: by which programs come in, on behalf of a person or as an intake.

use jiff::{SignedDuration, Timestamp};
use piket_core::key::{ApplicationKey, PersonKey};
use piket_store::accounts::token;
pub use piket_store::accounts::token::{Token, TokenKind};
use piket_store::{ReadTx, StoreError, Tx};
use uuid::Uuid;

use super::{Accounts, hashed};
use crate::secret::Secret;

/// How exactly it is known when a token was last used: writing it down costs.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(30);

/// A token to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What people call it; of an intake, its name on the timeline.
    pub name: String,
    /// What it opens.
    pub kind: TokenKind,
    /// For whom it speaks; a token for the API without a person opens nothing.
    pub person: Option<PersonKey>,
    /// The application that the signals of an intake are about; else each signal names its own.
    pub application: Option<ApplicationKey>,
    /// Until when it is good; `None` until it is taken back.
    pub expires_at: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeToken {
    /// Its secret; it is shown this once.
    pub secret: Secret,
    /// What is kept of it.
    pub token: Token,
}

impl Accounts {
    /// For whom a program acts that carries this token; nothing if it is not good. Whether the
    /// person still takes part is not looked at.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn token(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<PersonKey>, StoreError> {
        Ok(self.good_token(secret, TokenKind::Api, now).await?.and_then(|token| token.person))
    }

    /// The intake that this token opens; nothing if it is not good.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn intake(&self, secret: &str, now: Timestamp) -> Result<Option<Token>, StoreError> {
        self.good_token(secret, TokenKind::Intake, now).await
    }

    /// Makes a token. Its secret is in the answer and nowhere else.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be kept.
    pub async fn make_token(
        &self,
        new: NewToken,
        made_by: &str,
        now: Timestamp,
    ) -> Result<MadeToken, StoreError> {
        let secret = self.new_secret(prefix(new.kind));
        let token = Token {
            id: piket_core::chance::row_id(now, self.chance()),
            name: new.name,
            kind: new.kind,
            secret_hash: hashed(secret.expose()),
            person: new.person,
            application: new.application,
            created_at: now,
            created_by: made_by.to_owned(),
            expires_at: new.expires_at,
            revoked_at: None,
            last_used_at: None,
        };
        let added = token.clone();
        self.store().write(move |tx: &mut Tx<'_>| token::add(tx, &added)).await?;
        Ok(MadeToken { secret, token })
    }

    /// All tokens by name, those that were taken back included.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.store().read(|tx: &mut ReadTx<'_>| token::list(tx)).await
    }

    /// Takes a token back. True if it was not yet.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be taken back.
    pub async fn revoke_token(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        self.store().write(move |tx: &mut Tx<'_>| token::revoke(tx, id, now)).await
    }

    async fn good_token(
        &self,
        secret: &str,
        kind: TokenKind,
        now: Timestamp,
    ) -> Result<Option<Token>, StoreError> {
        if !secret.starts_with(prefix(kind)) {
            return Ok(None);
        }
        let hash = hashed(secret);
        let by_secret = move |tx: &mut ReadTx<'_>| token::by_secret(tx, &hash);
        let found: Option<Token> = self.store().read(by_secret).await?;
        let found = found.filter(|token| token.kind == kind && token.is_good_at(now));
        if let Some(token) = &found
            && token.last_used_at.is_none_or(|at| now.duration_since(at) >= EXACTNESS)
        {
            self.note_token_use(token.id, now).await;
        }
        Ok(found)
    }

    /// The program comes in all the same when this fails: the token is good without it.
    async fn note_token_use(&self, id: Uuid, now: Timestamp) {
        let used: Result<(), StoreError> =
            self.store().write(move |tx: &mut Tx<'_>| token::used(tx, id, now)).await;
        if let Err(error) = used {
            tracing::warn!(token.id = %id, "The use of a token was not written down: {error}");
        }
    }
}

/// What a token begins with, so that people, and programs that look for leaked secrets, know it.
fn prefix(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Api => "pk_",
        TokenKind::Intake => "pi_",
    }
}
