//! Tokens: by which programs come in, on behalf of a person or as an intake.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::key::{ApplicationKey, PersonKey};
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

macro_rules! tokens {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, kind, secret_hash, person_key, application_key, created_at, \
             created_by, expires_at, revoked_at, last_used_at FROM token ",
            $rest
        )
    };
}

crate::statements! {
    TOKEN_ADD = "INSERT INTO token (id, name, kind, secret_hash, person_key, application_key,
            created_at, created_by, expires_at, revoked_at, last_used_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    TOKEN_BY_SECRET = tokens!("WHERE secret_hash = $1");
    TOKEN_ONE = tokens!("WHERE id = $1");
    TOKENS = tokens!("ORDER BY name, id");
    TOKEN_USED = "UPDATE token SET last_used_at = $2 WHERE id = $1";
    TOKEN_REVOKE = "UPDATE token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
}

/// What a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// The API, as far as its person may.
    Api,
    /// One intake, and nothing else.
    Intake,
}

impl TokenKind {
    /// The name in the table and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Intake => "intake",
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TokenKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Api, Self::Intake]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("{text:?} is not a kind of token"))
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its row.
    pub id: Uuid,
    /// What people call it; of an intake, its name on the timeline.
    pub name: String,
    /// What it opens.
    pub kind: TokenKind,
    /// The hash of its secret.
    pub secret_hash: String,
    /// For whom it speaks.
    pub person: Option<PersonKey>,
    /// The application that its signals are about.
    pub application: Option<ApplicationKey>,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom: a person, or `console`.
    pub created_by: String,
    /// Until when it is good; `None` for ever.
    pub expires_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, give or take what the caller leaves out.
    pub last_used_at: Option<Timestamp>,
}

impl Token {
    /// Whether the token opens anything at `now`.
    pub fn is_good_at(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|expires_at| now < expires_at)
    }
}

/// Keeps a token.
///
/// # Errors
///
/// [`StoreError::Conflict`] if there is one with the same secret.
pub fn add(tx: &mut Tx<'_>, token: &Token) -> Result<(), StoreError> {
    let values = params![
        token.id,
        &token.name,
        token.kind.as_str(),
        &token.secret_hash,
        token.person.as_ref(),
        token.application.as_ref(),
        token.created_at,
        &token.created_by,
        token.expires_at,
        token.revoked_at,
        token.last_used_at,
    ];
    tx.execute(TOKEN_ADD, values).map(drop)
}

/// The token of a secret, also when it is not good any more.
pub fn by_secret(tx: &mut ReadTx<'_>, secret_hash: &str) -> Result<Option<Token>, StoreError> {
    tx.query_opt(TOKEN_BY_SECRET, params![secret_hash], read)
}

/// One token.
pub fn get(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Token>, StoreError> {
    tx.query_opt(TOKEN_ONE, params![id], read)
}

/// All tokens by name, those that were taken back included.
pub fn list(tx: &mut ReadTx<'_>) -> Result<Vec<Token>, StoreError> {
    tx.query(TOKENS, &[], read)
}

/// A token was used.
pub fn used(tx: &mut Tx<'_>, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(TOKEN_USED, params![id, now]).map(drop)
}

/// Takes a token back. True if it was not yet.
pub fn revoke(tx: &mut Tx<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(TOKEN_REVOKE, params![id, now])? > 0)
}

fn read(row: &Row<'_>) -> Result<Token, StoreError> {
    Ok(Token {
        id: row.uuid("id")?,
        name: row.text("name")?,
        kind: row.parsed("kind")?,
        secret_hash: row.text("secret_hash")?,
        person: row.opt_parsed("person_key")?,
        application: row.opt_parsed("application_key")?,
        created_at: row.at("created_at")?,
        created_by: row.text("created_by")?,
        expires_at: row.opt_at("expires_at")?,
        revoked_at: row.opt_at("revoked_at")?,
        last_used_at: row.opt_at("last_used_at")?,
    })
}
