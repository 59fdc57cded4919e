//! Letters about accounts: with a link to choose a password.
//!
//! They wait in memory and are sent by [`Accounts::send_letters`], not while somebody waits for a
//! page: how long an answer takes must not tell whether an address is known. A link is made when
//! its letter is sent, so that no secret lies in the database. What waits is lost when the program
//! stops; whoever asked, asks again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use piket_core::directory::{Directory, Language, Person};
use piket_core::key::PersonKey;
use piket_store::accounts::link;
use piket_store::{ReadTx, StoreError};
use piket_text::letters::{AccountLetter, account_letter};

use super::link::{Purpose, life};
use super::{Accounts, after};
use crate::channel::{Mail, Mailbox, Outcome};
use crate::deliver::{Post, pace};
use crate::secret::Secret;

/// How many letters may wait.
const WAITING: usize = 1_000;

/// How many letters to choose a new password one person gets within an hour.
const RESETS_AN_HOUR: u32 = 3;

/// With what the path of a link begins.
pub const LINK_PATH: &str = "/link/";

/// Letters that wait.
#[derive(Default)]
pub(super) struct Waiting(Mutex<VecDeque<Errand>>);

struct Errand {
    person: PersonKey,
    purpose: Purpose,
    to: Mailbox,
    language: Language,
    house: String,
    asked_at: Timestamp,
    next_at: Timestamp,
    attempts: u32,
    /// The letter, once it has been put together.
    mail: Option<Mail>,
}

impl Accounts {
    /// Somebody forgot the password of this address. Whether it is known is not told: a person who
    /// takes part gets a letter, nobody else.
    pub fn request_reset(&self, directory: &Directory, email: &str, now: Timestamp) {
        if let Some(person) = directory.person_by_email(email) {
            self.ask_letter(directory, person, Purpose::PasswordReset, now);
        }
    }

    /// Sends a person a letter with a link to choose a first password.
    pub fn invite(&self, directory: &Directory, person: &Person, now: Timestamp) {
        self.ask_letter(directory, person, Purpose::Invitation, now);
    }

    /// Sends the letters that wait, and says how many went out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when a link could not be kept; its letter waits on.
    pub async fn send_letters(&self, post: &Post, now: Timestamp) -> Result<usize, StoreError> {
        let mut sent = 0;
        while let Some(mut errand) = self.0.letters.take_due(now) {
            let outcome = self.send_letter(&mut errand, post, now).await;
            sent += usize::from(matches!(outcome, Ok(Outcome::Sent)));
            match outcome {
                Ok(Outcome::Sent) => tracing::info!("Sent {}", errand.name()),
                Ok(Outcome::Never(_)) => tracing::warn!("Gave up {}", errand.name()),
                Ok(Outcome::Later(_)) => self.try_again(errand, now),
                Err(error) => {
                    self.try_again(errand, now);
                    return Err(error);
                }
            }
        }
        if sent > 0 {
            post.mailer().rest().await;
        }
        Ok(sent)
    }

    fn ask_letter(&self, directory: &Directory, person: &Person, purpose: Purpose, now: Timestamp) {
        self.0.letters.put(Errand {
            person: person.key.clone(),
            purpose,
            to: Mailbox { name: person.name.clone(), email: person.email.clone() },
            language: directory.language_of(person),
            house: directory.installation.name.clone(),
            asked_at: now,
            next_at: now,
            attempts: 0,
            mail: None,
        });
    }

    async fn send_letter(
        &self,
        errand: &mut Errand,
        post: &Post,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let mail = match errand.mail.take() {
            Some(mail) => mail,
            None if post.public_url().is_empty() => {
                tracing::error!("Links cannot be sent until the public address is set");
                return Ok(Outcome::Never("there is no public address".to_owned()));
            }
            None if self.has_enough(errand, now).await? => {
                return Ok(Outcome::Never("there were enough already".to_owned()));
            }
            None => self.compose(errand, post.public_url(), now).await?,
        };
        let outcome = post.mailer().send(&mail).await;
        errand.mail = Some(mail);
        Ok(outcome)
    }

    async fn has_enough(&self, errand: &Errand, now: Timestamp) -> Result<bool, StoreError> {
        if errand.purpose != Purpose::PasswordReset {
            return Ok(false);
        }
        let person = errand.person.clone();
        let since = now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MIN);
        let number = move |tx: &mut ReadTx<'_>| link::number_since(tx, &person, since);
        Ok(self.store().read(number).await? >= RESETS_AN_HOUR)
    }

    async fn compose(
        &self,
        errand: &Errand,
        public_url: &str,
        now: Timestamp,
    ) -> Result<Mail, StoreError> {
        let secret = self.issue_link(&errand.person, errand.purpose, now).await?;
        let link = link_address(public_url, &secret);
        let kind = kind(errand.purpose);
        let name = &errand.to.name;
        let letter = account_letter(kind, errand.language, name, &link, &errand.house);
        Ok(Mail {
            id: format!("account.{}", piket_core::chance::row_id(now, self.chance())),
            thread: None,
            to: errand.to.clone(),
            author: None,
            subject: letter.subject,
            text: letter.text,
            html: Some(letter.html).filter(|html| !html.is_empty()),
            at: now,
            is_automatic: letter.is_automatic,
        })
    }

    /// Lets the letter wait, as long as its link would be good.
    fn try_again(&self, mut errand: Errand, now: Timestamp) {
        errand.attempts += 1;
        let next_at = pace::again_at(errand.attempts, now, now);
        let ends_at = after(errand.asked_at, life(errand.purpose));
        if let Some(next_at) = next_at.filter(|next_at| *next_at < ends_at) {
            self.0.letters.put(Errand { next_at, ..errand });
        } else {
            tracing::warn!("Gave up {}", errand.name());
        }
    }
}

/// Where a link of [`Accounts::issue_link`] or [`Accounts::first_link`] leads.
pub fn link_address(public_url: &str, secret: &Secret) -> String {
    format!("{}{LINK_PATH}{}", public_url.trim_end_matches('/'), secret.expose())
}

fn kind(purpose: Purpose) -> AccountLetter {
    match purpose {
        Purpose::PasswordReset => AccountLetter::ResetPassword,
        Purpose::Invitation => AccountLetter::Invitation,
        Purpose::FirstAdministrator => AccountLetter::WelcomeAdmin,
    }
}

impl Errand {
    /// For the log.
    fn name(&self) -> String {
        format!("a letter ({}) to {}", kind(self.purpose).as_str(), self.person)
    }
}

impl Waiting {
    /// Whoever asks twice gets one letter; when too many wait, who asks last gets none.
    fn put(&self, errand: Errand) {
        let mut waiting = self.waiting();
        let is_same =
            |other: &Errand| other.person == errand.person && other.purpose == errand.purpose;
        if waiting.len() < WAITING && !waiting.iter().any(is_same) {
            waiting.push_back(errand);
        }
    }

    fn take_due(&self, now: Timestamp) -> Option<Errand> {
        let mut waiting = self.waiting();
        let at = waiting.iter().position(|errand| errand.next_at <= now)?;
        waiting.remove(at)
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Errand>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
