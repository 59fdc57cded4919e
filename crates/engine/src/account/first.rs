//! The first administrator: how somebody comes into an installation in which nobody can sign in.
//!
//! At every start without a password in it, a link is made for the console and the one before it
//! is void. Whoever opens it names a person, who becomes an administrator and, being alone, stands
//! in all our own parties, so that a first incident has somebody to ask.

use jiff::Timestamp;
use lettre::Address;
use piket_core::directory::{Directory, Language, Person, Role};
use piket_core::incident::Actor;
use piket_core::key::PersonKey;
use piket_core::party::Party;
use piket_store::accounts::{credential, link};
use piket_store::{StoreError, Tx};

use super::link::{Purpose, life};
use super::password::{WeakPassword, judge};
use super::{Accounts, PasswordError, after, hashed};
use crate::config::{self, ApplyError, Entry, Wish, Written};
use crate::people::free_key;
use crate::secret::Secret;

/// For whom the link is kept while nobody has a name.
const NAMELESS: &str = "first-administrator";

/// How long a name may be.
const NAME_CHARS: usize = 100;

/// Who becomes the first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPerson {
    /// The name.
    pub name: String,
    /// The address for mail and for signing in.
    pub email: String,
    /// The language.
    pub language: Option<Language>,
}

/// Why there is no first administrator yet.
#[derive(Debug, thiserror::Error)]
pub enum FirstError {
    /// There is no name, or no bearable one.
    #[error("a name has 1 to {NAME_CHARS} characters")]
    Name,
    /// The address is none.
    #[error("that is not a mail address")]
    Email,
    /// The address belongs to a person of a client.
    #[error("that is the address of a person of a client")]
    OfAClient,
    /// The link or the password is not accepted.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The person could not be added.
    #[error(transparent)]
    Config(#[from] ApplyError),
}

impl From<WeakPassword> for FirstError {
    fn from(weak: WeakPassword) -> Self {
        Self::Password(weak.into())
    }
}

impl From<StoreError> for FirstError {
    fn from(error: StoreError) -> Self {
        Self::Password(error.into())
    }
}

impl Accounts {
    /// A link for the console by which the first administrator comes in; nothing when somebody has
    /// a password already.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn first_link(&self, now: Timestamp) -> Result<Option<Secret>, StoreError> {
        let secret = self.new_secret("");
        let link = link::Link {
            secret_hash: hashed(secret.expose()),
            purpose: Purpose::FirstAdministrator,
            person: NAMELESS.parse().expect("the name of nobody is a key"),
            created_at: now,
            expires_at: after(now, life(Purpose::FirstAdministrator)),
            used_at: None,
        };
        let issue = move |tx: &mut Tx<'_>| -> Result<bool, StoreError> {
            if credential::is_any(tx)? {
                return Ok(false);
            }
            link::void(tx, &link.person)?;
            link::issue(tx, &link)?;
            Ok(true)
        };
        let is_issued = self.store().write(issue).await?;
        Ok(is_issued.then_some(secret))
    }

    /// Uses the link of [`Accounts::first_link`] up: the person becomes an administrator with this
    /// password. What is refused does not use it up.
    ///
    /// # Errors
    ///
    /// [`FirstError`] says what to say otherwise.
    pub async fn make_first(
        &self,
        secret: &str,
        first: &FirstPerson,
        password: &Secret,
        now: Timestamp,
    ) -> Result<PersonKey, FirstError> {
        let found = self.link(secret, now).await?;
        if found.is_none_or(|link| link.purpose != Purpose::FirstAdministrator) {
            return Err(PasswordError::NoLink.into());
        }
        let (_, directory) = config::load(self.store()).await?;
        let person = administrator(first, &directory)?;
        judge(password.expose(), &person)?;
        let key = person.key.clone();
        // The person first: without a password nobody comes in, without a person nobody ever would.
        let entry = Entry::Person(Box::new(person));
        let written = vec![Written { entry, spot: None }];
        config::save(self.store(), written, Wish::default(), &Actor::Piket, now).await?;
        self.use_link(secret, &key, password, now).await?;
        Ok(key)
    }
}

/// The person as an administrator: new, or known by the address.
fn administrator(first: &FirstPerson, directory: &Directory) -> Result<Person, FirstError> {
    let name = first.name.trim();
    let email = first.email.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
        return Err(FirstError::Name);
    }
    if email.parse::<Address>().is_err() {
        return Err(FirstError::Email);
    }
    match directory.person_by_email(email) {
        Some(known) if known.client.is_some() => Err(FirstError::OfAClient),
        Some(known) => Ok(Person { role: Role::Administrator, ..known.clone() }),
        None => Ok(Person {
            key: free_key(name, directory),
            name: name.to_owned(),
            email: email.to_owned(),
            role: Role::Administrator,
            client: None,
            parties: vec![
                Party::ServiceDesk,
                Party::Development,
                Party::IncidentManager,
                Party::Account,
            ],
            applications: Vec::new(),
            language: first.language,
            phone: None,
            is_active: true,
        }),
    }
}
