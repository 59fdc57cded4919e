//! Delivery: takes letters out of the outbox, words them, sends them, and writes down the outcome.
//!
//! A letter is claimed before it is sent and marked after it, so that it goes out at least once,
//! whatever dies in between; should it go out twice, both carry the same Message-ID. The mark and
//! what the timeline tells of it are one transaction. What a letter
//! says is told in `piket_text`, how it leaves in `channel`; when it is tried again and how many
//! one person gets is told in `pace`, how it is addressed in `address`.

mod address;
pub(crate) mod pace;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use piket_core::directory::Language;
use piket_core::key::IncidentId;
use piket_core::notice::Addressee;
use piket_store::outbox::{self, Letter};
use piket_store::{Store, StoreError, Tx};
use uuid::Uuid;

use self::pace::{Allowance, Weight};
use crate::account::Accounts;
use crate::channel::{Mailer, Outcome};

/// How many letters are claimed, and sent at once.
const AT_ONCE: u32 = 8;

/// How many letters are tried in one round.
const IN_A_ROUND: u32 = 200;

/// How long a claim holds: longer than sending can take with all its time limits.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);

/// How often marks are written when somebody else was first to write on one of the timelines.
const TRIES: usize = 8;

/// Letters older than this do not count for the pace any more.
const MEMORY: SignedDuration = SignedDuration::from_hours(48);

/// What is noted at a letter whose addressee got many lately.
const HELD: &str = "held back: there were many letters to this addressee lately";

/// The name of the channel in the outbox.
pub const MAIL: &str = "mail";

/// By whom letters leave, and how those who get them find back.
pub struct Post {
    mailer: Arc<dyn Mailer>,
    public_url: String,
    node: String,
    accounts: Option<Accounts>,
    last_round: Mutex<Option<Timestamp>>,
    unwritten: Mutex<Vec<Mark>>,
}

impl Post {
    /// A post that sends by `mailer`. Links begin with `public_url` (`https://desk.example`); an
    /// empty one leaves them out. `node` names this server, the same after a restart, so that it
    /// finds the letters again that it had claimed.
    pub fn new(mailer: Arc<dyn Mailer>, public_url: &str, node: &str) -> Self {
        Self {
            mailer,
            public_url: public_url.trim_end_matches('/').to_owned(),
            node: node.to_owned(),
            accounts: None,
            last_round: Mutex::default(),
            unwritten: Mutex::default(),
        }
    }

    /// The same post, which also sends what waits at these accounts.
    #[must_use]
    pub fn with_accounts(mut self, accounts: Accounts) -> Self {
        self.accounts = Some(accounts);
        self
    }

    /// Sends the letters about accounts that wait on this server, whoever runs the cycle, and says
    /// how many went out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when a link could not be kept; its letter waits on.
    pub async fn send_account_letters(&self, now: Timestamp) -> Result<usize, StoreError> {
        match &self.accounts {
            Some(accounts) => accounts.send_letters(self, now).await,
            None => Ok(0),
        }
    }

    /// A post for tests and rehearsals, whose links lead nowhere.
    pub fn rehearsal(mailer: Arc<dyn Mailer>) -> Self {
        Self::new(mailer, "https://desk.example", "rehearsal")
    }

    /// How letters leave.
    pub fn mailer(&self) -> &dyn Mailer {
        self.mailer.as_ref()
    }

    /// With what links begin; empty when nobody said.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    fn last_round(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.last_round.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unwritten(&self) -> MutexGuard<'_, Vec<Mark>> {
        self.unwritten.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What finally became of a letter, for the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// Of which incident.
    pub incident: IncidentId,
    /// To whom, by name.
    pub to: String,
    /// In which language.
    pub language: Language,
    /// What it was about.
    pub about: String,
    /// Why it could not be delivered.
    pub failure: Option<String>,
    /// The message that it carried to the client.
    pub message: Option<Uuid>,
    /// What it and the letters to the others about the same thing have in common.
    pub once: String,
}

/// What is to be written down about a letter.
#[derive(Debug, Clone)]
struct Mark {
    id: Uuid,
    at: Timestamp,
    end: End,
    delivered: Delivered,
}

#[derive(Debug, Clone)]
enum End {
    Sent,
    Held { next_at: Timestamp },
    Later { next_at: Timestamp, failure: String },
    Failed { failure: String },
}

/// One round: sends what waits, in the name of `house`, and says what finally became of which
/// letter. What is to be tried again is not told. `note` puts it on the timeline, in the
/// transaction that marks the letter; it may be called more than once.
///
/// # Errors
///
/// [`StoreError`] when the memory cannot be reached. A letter that was sent meanwhile is marked in
/// the next round of the same post.
pub async fn round<N>(
    store: &Store,
    post: &Post,
    house: &str,
    now: Timestamp,
    note: N,
) -> Result<Vec<Delivered>, StoreError>
where
    N: Fn(&mut Tx<'_>, &Delivered) -> Result<(), StoreError> + Clone + Send + 'static,
{
    start(store, post, now).await?;
    let mut told = write_down(store, post, &note).await?;
    for _ in 0..IN_A_ROUND / AT_ONCE {
        let claimed = claim(store, post, now).await?;
        let found = claimed.len();
        let marks = join_all(claimed.into_iter().map(|one| send(post, house, one, now))).await;
        let is_stuck = nothing_got_out(&marks);
        post.unwritten().extend(marks);
        told.extend(write_down(store, post, &note).await?);
        if found < AT_ONCE as usize || is_stuck {
            break;
        }
    }
    post.mailer.rest().await;
    Ok(told)
}

/// Whether letters were tried and none of them came to an end: there is no use in going on now.
fn nothing_got_out(marks: &[Mark]) -> bool {
    let mut tried = marks.iter().filter(|mark| !matches!(mark.end, End::Held { .. })).peekable();
    tried.peek().is_some() && tried.all(|mark| !mark.is_final())
}

/// After a start, what this node had claimed before is nobody's; and when the clock was set back,
/// nothing waits until it has caught up.
async fn start(store: &Store, post: &Post, now: Timestamp) -> Result<(), StoreError> {
    let last_round = *post.last_round();
    if last_round.is_none_or(|last| last > now) {
        let node = post.node.clone();
        let latest = now.checked_add(pace::NEVER_SO_LONG).unwrap_or(Timestamp::MAX);
        let is_new = last_round.is_none();
        let job = move |tx: &mut Tx<'_>| -> Result<u64, StoreError> {
            let released = if is_new { outbox::release(tx, &node, now)? } else { 0 };
            Ok(released + outbox::bring_forward(tx, now, latest)?)
        };
        let taken_up = store.write(job).await?;
        if taken_up > 0 {
            tracing::info!("Taking up {taken_up} letters again that were on their way");
        }
    }
    *post.last_round() = Some(now);
    Ok(())
}

/// A claimed letter, and when it may go: now, or later because its addressee got many.
struct Claimed {
    letter: Letter,
    hold_until: Option<Timestamp>,
}

async fn claim(store: &Store, post: &Post, now: Timestamp) -> Result<Vec<Claimed>, StoreError> {
    let node = post.node.clone();
    let before = move |time| now.checked_sub(time).unwrap_or(Timestamp::MIN);
    let job = move |tx: &mut Tx<'_>| {
        let until = now.checked_add(CLAIM).unwrap_or(Timestamp::MAX);
        let letters = outbox::claim(tx, now, AT_ONCE, &node, until)?;
        let mut allowances: BTreeMap<Addressee, Allowance> = BTreeMap::new();
        for letter in &letters {
            let to = &letter.notice.to;
            if !allowances.contains_key(to) {
                let (memory, window) = (before(MEMORY), before(pace::WINDOW));
                let most = u32::try_from(pace::MOST).unwrap_or(u32::MAX);
                let sent = outbox::sent_to(tx, to, memory, window, most)?;
                allowances.insert(to.clone(), Allowance::after(sent, now));
            }
        }
        Ok((letters, allowances))
    };
    let (letters, mut allowances) = store.write(job).await?;
    let claimed = letters.into_iter().map(|letter| {
        let allowance = allowances.entry(letter.notice.to.clone()).or_default();
        let hold_until = allowance.ask(Weight::of(&letter.notice.about), now).err();
        Claimed { letter, hold_until }
    });
    Ok(claimed.collect())
}

async fn send(post: &Post, house: &str, claimed: Claimed, now: Timestamp) -> Mark {
    let Claimed { letter, hold_until } = claimed;
    if let Some(next_at) = hold_until {
        return Mark::of(&letter, now, End::Held { next_at });
    }
    let outcome = match address::mail(&letter, house, &post.public_url, now) {
        Some(mail) => post.mailer.send(&mail).await,
        None => Outcome::Never("there is no address".to_owned()),
    };
    Mark::of(&letter, now, end(&letter, outcome, now))
}

/// What follows from an outcome.
fn end(letter: &Letter, outcome: Outcome, now: Timestamp) -> End {
    match outcome {
        Outcome::Sent => End::Sent,
        Outcome::Never(failure) => End::Failed { failure },
        Outcome::Later(failure) => match pace::again_at(letter.attempts, letter.created_at, now) {
            Some(next_at) => End::Later { next_at, failure },
            None => End::Failed { failure },
        },
    }
}

impl Mark {
    fn of(letter: &Letter, at: Timestamp, end: End) -> Self {
        let notice = &letter.notice;
        let failure = match &end {
            End::Failed { failure } => Some(failure.clone()),
            End::Sent | End::Held { .. } | End::Later { .. } => None,
        };
        let delivered = Delivered {
            incident: notice.subject.incident,
            to: notice.name.clone(),
            language: notice.language,
            about: notice.about.as_str().to_owned(),
            failure,
            message: notice.message,
            once: notice.once.clone(),
        };
        Self { id: letter.id, at, end, delivered }
    }

    fn is_final(&self) -> bool {
        matches!(self.end, End::Sent | End::Failed { .. })
    }

    fn write(&self, tx: &mut Tx<'_>, node: &str) -> Result<bool, StoreError> {
        match &self.end {
            End::Sent => outbox::sent(tx, self.id, node, self.at),
            End::Held { next_at } => outbox::later(tx, self.id, node, *next_at, HELD),
            End::Later { next_at, failure } => outbox::later(tx, self.id, node, *next_at, failure),
            End::Failed { failure } => outbox::failed(tx, self.id, node, self.at, failure),
        }
    }
}

/// Writes down what became of letters; what cannot be written down now waits in memory. Answers the
/// final ones.
async fn write_down<N>(store: &Store, post: &Post, note: &N) -> Result<Vec<Delivered>, StoreError>
where
    N: Fn(&mut Tx<'_>, &Delivered) -> Result<(), StoreError> + Clone + Send + 'static,
{
    let waiting = std::mem::take(&mut *post.unwritten());
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let mut written = Err(StoreError::Conflict);
    for _ in 0..TRIES {
        if written == Err(StoreError::Conflict) {
            written = write_marks(store, post, waiting.clone(), note.clone()).await;
        }
    }
    if let Err(StoreError::Broken(why)) = &written {
        // A timeline that cannot be read must not make letters go out again and again.
        tracing::error!("What became of letters cannot be told on a timeline: {why}");
        written = write_marks(store, post, waiting.clone(), |_, _| Ok(())).await;
    }
    match &written {
        Ok(told) => told.iter().for_each(log),
        Err(_) => drop(post.unwritten().splice(0..0, waiting)),
    }
    written
}

/// Marks letters and notes the final outcomes, all or nothing.
async fn write_marks<N>(
    store: &Store,
    post: &Post,
    marks: Vec<Mark>,
    note: N,
) -> Result<Vec<Delivered>, StoreError>
where
    N: Fn(&mut Tx<'_>, &Delivered) -> Result<(), StoreError> + Send + 'static,
{
    let node = post.node.clone();
    let job = move |tx: &mut Tx<'_>| {
        let mut told = Vec::new();
        for mark in &marks {
            // Somebody else has it if our claim ran out; then it is theirs to tell.
            if mark.write(tx, &node)? && mark.is_final() {
                note(tx, &mark.delivered)?;
                told.push(mark.delivered.clone());
            }
        }
        Ok(told)
    };
    store.write(job).await
}

fn log(one: &Delivered) {
    let (id, about) = (one.incident, &one.about);
    if one.failure.is_none() {
        tracing::info!(incident.id = %id, "Sent a letter ({about}) of {id}");
    } else {
        tracing::warn!(incident.id = %id, "Gave up a letter ({about}) of {id}");
    }
}
