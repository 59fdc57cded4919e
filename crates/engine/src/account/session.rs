//! Sessions: who is signed in, with which browser, until when.
//!
//! A session that is used goes on for [`IDLE`], and ends after [`LONGEST`] in any case.

use jiff::{SignedDuration, Timestamp};
use piket_core::directory::Directory;
use piket_core::key::PersonKey;
use piket_core::policy::Who;
pub use piket_store::accounts::session::Session;
use piket_store::accounts::{link, session};
use piket_store::{ReadTx, StoreError, Tx};

use super::{Accounts, after, hashed};
use crate::secret::Secret;

/// How long a session goes on that nobody uses.
pub(super) const IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long a session goes on at most.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How exactly it is known when a session was last used: writing it down costs.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(30);

/// How much of what a browser calls itself is kept.
const USER_AGENT_CHARS: usize = 200;

impl Accounts {
    /// Whose session the secret belongs to, and that it was used now; nothing if it is not good.
    /// Whether the person still takes part is not looked at; see [`Accounts::who`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn session(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<PersonKey>, StoreError> {
        let hash = hashed(secret);
        let find = move |tx: &mut ReadTx<'_>| session::find(tx, &hash);
        let found = self.store().read(find).await?;
        let Some(session) = found.filter(|session| now < session.expires_at) else {
            return Ok(None);
        };
        if now.duration_since(session.seen_at) >= EXACTNESS {
            self.note_use(&session, now).await;
        }
        Ok(Some(session.person))
    }

    /// Who the session belongs to, if the person still takes part.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn who(
        &self,
        secret: &str,
        directory: &Directory,
        now: Timestamp,
    ) -> Result<Option<Who>, StoreError> {
        let key = self.session(secret, now).await?;
        let person = key.and_then(|key| directory.people.get(&key));
        Ok(person.filter(|person| person.is_active).map(Who::from))
    }

    /// The sessions of a person that are good, the last used first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be asked.
    pub async fn sessions(
        &self,
        person: &PersonKey,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let person = person.clone();
        let mut sessions: Vec<Session> =
            self.store().read(move |tx: &mut ReadTx<'_>| session::of(tx, &person)).await?;
        sessions.retain(|session| now < session.expires_at);
        Ok(sessions)
    }

    /// What a session in the list of [`Accounts::sessions`] is called that belongs to this secret.
    pub fn session_id(secret: &str) -> String {
        hashed(secret)
    }

    /// Ends the session of this secret.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be ended.
    pub async fn sign_out(&self, secret: &str) -> Result<(), StoreError> {
        let hash = hashed(secret);
        self.store().write(move |tx: &mut Tx<'_>| session::end(tx, &hash).map(drop)).await
    }

    /// Ends one of the person's sessions, by its `secret_hash`. False if it is not there, or
    /// somebody else's.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it could not be ended.
    pub async fn end_session(&self, person: &PersonKey, id: &str) -> Result<bool, StoreError> {
        let (person, id) = (person.clone(), id.to_owned());
        let end = move |tx: &mut Tx<'_>| match session::find(tx, &id)? {
            Some(found) if found.person == person => session::end(tx, &id),
            _ => Ok(false),
        };
        self.store().write(end).await
    }

    /// Ends all sessions of a person, except perhaps the one of a secret, and says how many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when they could not be ended.
    pub async fn end_sessions(
        &self,
        person: &PersonKey,
        except: Option<&str>,
    ) -> Result<u64, StoreError> {
        let (person, except) = (person.clone(), except.map(hashed));
        let end = move |tx: &mut Tx<'_>| session::end_all(tx, &person, except.as_deref());
        self.store().write(end).await
    }

    /// Begins a session for a person who has just proved to be that person. Sessions and links
    /// that are not good any more are deleted on the way.
    pub(super) async fn begin_session(
        &self,
        person: &PersonKey,
        user_agent: &str,
        now: Timestamp,
    ) -> Result<(Secret, Timestamp), StoreError> {
        let secret = self.new_secret("");
        let expires_at = expiry(now, now);
        let session = Session {
            secret_hash: hashed(secret.expose()),
            person: person.clone(),
            created_at: now,
            seen_at: now,
            expires_at,
            user_agent: printable(user_agent),
        };
        let begin = move |tx: &mut Tx<'_>| {
            session::forget_expired(tx, now)?;
            link::forget_expired(tx, now)?;
            session::begin(tx, &session)
        };
        self.store().write::<_, StoreError, _>(begin).await?;
        Ok((secret, expires_at))
    }

    /// A page is shown all the same when this fails: the session is good without it.
    async fn note_use(&self, session: &Session, now: Timestamp) {
        let (hash, until) = (session.secret_hash.clone(), expiry(session.created_at, now));
        let seen = move |tx: &mut Tx<'_>| session::seen(tx, &hash, now, until);
        if let Err(error) = self.store().write(seen).await {
            let error: StoreError = error;
            tracing::warn!("The use of a session was not written down: {error}");
        }
    }
}

fn expiry(created_at: Timestamp, seen_at: Timestamp) -> Timestamp {
    after(seen_at, IDLE).min(after(created_at, LONGEST))
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(USER_AGENT_CHARS).collect()
}
