//! Links that open one door once: to choose a first password, or a new one.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::key::PersonKey;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

crate::statements! {
    LINK_ISSUE = "INSERT INTO link (secret_hash, purpose, person_key, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    LINK_FIND = "SELECT secret_hash, purpose, person_key, created_at, expires_at, used_at
        FROM link WHERE secret_hash = $1";
    LINK_USE = "UPDATE link SET used_at = $2
        WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2
        RETURNING secret_hash, purpose, person_key, created_at, expires_at, used_at";
    LINKS_VOID = "DELETE FROM link WHERE person_key = $1";
    LINKS_FORGET = "DELETE FROM link WHERE expires_at <= $1";
    LINKS_SINCE = "SELECT COUNT(*) AS number FROM link
        WHERE person_key = $1 AND created_at >= $2";
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The first administrator of a new installation.
    FirstAdministrator,
    /// Somebody who has no password yet.
    Invitation,
    /// Somebody who forgot the password.
    PasswordReset,
}

impl Purpose {
    /// The name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FirstAdministrator => "first_administrator",
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Purpose {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::FirstAdministrator, Self::Invitation, Self::PasswordReset]
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
            .ok_or_else(|| format!("{text:?} is not the purpose of a link"))
    }
}

/// A link, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The hash of its secret.
    pub secret_hash: String,
    /// What it is for.
    pub purpose: Purpose,
    /// For whom.
    pub person: PersonKey,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl Link {
    /// Whether the link opens anything at `now`.
    pub fn is_good_at(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }
}

/// Keeps a new link. Whether it was used is not looked at.
pub fn issue(tx: &mut Tx<'_>, link: &Link) -> Result<(), StoreError> {
    let values = params![
        &link.secret_hash,
        link.purpose.as_str(),
        &link.person,
        link.created_at,
        link.expires_at,
    ];
    tx.execute(LINK_ISSUE, values).map(drop)
}

/// The link of a secret, also when it is not good any more.
pub fn find(tx: &mut ReadTx<'_>, secret_hash: &str) -> Result<Option<Link>, StoreError> {
    tx.query_opt(LINK_FIND, params![secret_hash], read)
}

/// Uses a link up. Nothing if it is not good; of two at once, one gets it.
pub fn use_up(
    tx: &mut Tx<'_>,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<Link>, StoreError> {
    tx.query_opt(LINK_USE, params![secret_hash, now], read)
}

/// Voids all links of a person.
pub fn void(tx: &mut Tx<'_>, person: &PersonKey) -> Result<u64, StoreError> {
    tx.execute(LINKS_VOID, params![person])
}

/// How many links were made for a person since `since`, so that nobody floods a mailbox.
pub fn number_since(
    tx: &mut ReadTx<'_>,
    person: &PersonKey,
    since: Timestamp,
) -> Result<u32, StoreError> {
    tx.query_one(LINKS_SINCE, params![person, since], |row| row.int("number"))
}

/// Deletes the links that are not good any more.
pub fn forget_expired(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(LINKS_FORGET, params![now])
}

fn read(row: &Row<'_>) -> Result<Link, StoreError> {
    Ok(Link {
        secret_hash: row.text("secret_hash")?,
        purpose: row.parsed("purpose")?,
        person: row.parsed("person_key")?,
        created_at: row.at("created_at")?,
        expires_at: row.at("expires_at")?,
        used_at: row.opt_at("used_at")?,
    })
}
