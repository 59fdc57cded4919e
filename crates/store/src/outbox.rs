//! The outbox: who must hear of what, written together with what happened, until it is delivered.
//!
//! A letter is claimed for a while, sent, and marked; who claimed it and is not heard of again
//! loses it to the next. So nothing is lost, and a letter may go out twice at most where a node
//! died between sending and marking, under the same id. Words and channels are the engine's.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::chance::{Chance, row_id};
use piket_core::key::{IncidentId, SupplierKey};
use piket_core::notice::{Addressee, Notice, Side};
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

macro_rules! letters {
    ($rest:literal) => {
        concat!(
            "SELECT id, channel, notice, state, attempts, next_at, created_at, done_at, failure \
             FROM outbox ",
            $rest
        )
    };
}

crate::statements! {
    OUTBOX_PUT = "INSERT INTO outbox (id, once, addressee, incident_id, channel, notice, state,
            attempts, next_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7)
        ON CONFLICT (once, addressee, channel) DO NOTHING";
    OUTBOX_CLAIM = "UPDATE outbox SET state = 'sending', claimed_by = $2, next_at = $3,
            attempts = attempts + 1
        WHERE id IN (SELECT id FROM outbox
            WHERE state IN ('waiting', 'sending') AND next_at <= $1
            ORDER BY next_at, id LIMIT $4 /* for update skip locked */)
        RETURNING id, channel, notice, state, attempts, next_at, created_at, done_at, failure";
    OUTBOX_SENT = "UPDATE outbox SET state = 'sent', done_at = $3, failure = NULL,
            claimed_by = NULL
        WHERE id = $1 AND state = 'sending' AND claimed_by = $2";
    OUTBOX_LATER = "UPDATE outbox SET state = 'waiting', next_at = $3, failure = $4,
            claimed_by = NULL
        WHERE id = $1 AND state = 'sending' AND claimed_by = $2";
    OUTBOX_FAILED = "UPDATE outbox SET state = 'failed', done_at = $3, failure = $4,
            claimed_by = NULL
        WHERE id = $1 AND state = 'sending' AND claimed_by = $2";
    OUTBOX_AGAIN = "UPDATE outbox SET state = 'waiting', attempts = 0, next_at = $2,
            done_at = NULL
        WHERE id = $1 AND state = 'failed'";
    OUTBOX_NEXT = "SELECT next_at FROM outbox WHERE state IN ('waiting', 'sending')
        ORDER BY next_at, id LIMIT 1";
    OUTBOX_ONE = letters!("WHERE id = $1");
    OUTBOX_NEWEST = letters!("WHERE id < $1 ORDER BY id DESC LIMIT $2");
    OUTBOX_FAILURES = letters!("WHERE state = 'failed' AND id < $1 ORDER BY id DESC LIMIT $2");
    OUTBOX_ABOUT = letters!("WHERE incident_id = $1 ORDER BY id");
    OUTBOX_SAME = letters!("WHERE incident_id = $1 AND once = $2 ORDER BY id");
    OUTBOX_RECENT = letters!("WHERE addressee = $1 AND created_at >= $2
        ORDER BY created_at DESC LIMIT $3");
    OUTBOX_SENT_TO = "SELECT done_at FROM outbox WHERE addressee = $1 AND created_at >= $2
            AND state = 'sent' AND done_at > $3
        ORDER BY done_at DESC LIMIT $4";
    OUTBOX_RELEASE = "UPDATE outbox SET state = 'waiting', next_at = $2, claimed_by = NULL
        WHERE state IN ('waiting', 'sending') AND state = 'sending' AND claimed_by = $1";
    OUTBOX_BRING_FORWARD = "UPDATE outbox SET state = 'waiting', next_at = $1, claimed_by = NULL
        WHERE state IN ('waiting', 'sending') AND next_at > $2";
    OUTBOX_BACKLOG = "SELECT COUNT(*) AS number FROM (SELECT id FROM outbox
        WHERE state IN ('waiting', 'sending') LIMIT $1) AS found";
    OUTBOX_FAILED_NUMBER = "SELECT COUNT(*) AS number FROM (SELECT id FROM outbox
        WHERE state = 'failed' LIMIT $1) AS found";
}

/// How far a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// It waits for its time.
    Waiting,
    /// Somebody claimed it.
    Sending,
    /// It was handed over.
    Sent,
    /// It could not be delivered and is not tried any more.
    Failed,
}

impl LetterState {
    /// The name in the table and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for LetterState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for LetterState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Waiting, Self::Sending, Self::Sent, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("{text:?} is not the state of a letter"))
    }
}

/// A notice on its way to one addressee by one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its row, the same at every attempt.
    pub id: Uuid,
    /// By which channel.
    pub channel: String,
    /// What it says, to whom.
    pub notice: Notice,
    /// How far it is.
    pub state: LetterState,
    /// How often it was claimed.
    pub attempts: u32,
    /// When it may be claimed.
    pub next_at: Timestamp,
    /// When it was put here.
    pub created_at: Timestamp,
    /// When it was handed over or given up.
    pub done_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub failure: Option<String>,
}

/// Puts notices into the outbox and says how many were new: what is the same notice, by
/// [`Notice::once`], to the same addressee by the same channel, is there already.
pub fn put(
    tx: &mut Tx<'_>,
    notices: &[Notice],
    channel: &str,
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<u64, StoreError> {
    let mut new = 0;
    for notice in notices {
        let values = params![
            row_id(now, chance),
            &notice.once,
            address(&notice.to),
            notice.subject.incident,
            channel,
            codec::json(notice)?,
            now,
        ];
        new += tx.execute(OUTBOX_PUT, values)?;
    }
    Ok(new)
}

/// How an addressee is written in the table. Supplier desks are set apart from people.
fn address(to: &Addressee) -> String {
    match to {
        Addressee::Person(key) => key.as_str().to_owned(),
        Addressee::Desk(key) => desk(key),
    }
}

fn desk(key: &SupplierKey) -> String {
    format!("desk:{key}")
}

/// Claims up to `limit` letters whose time has come for `holder`, until `until`; oldest first.
pub fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    limit: u32,
    holder: &str,
    until: Timestamp,
) -> Result<Vec<Letter>, StoreError> {
    let mut letters = tx.query(OUTBOX_CLAIM, params![now, holder, until, limit], read)?;
    letters.sort_by_key(|letter| letter.id);
    Ok(letters)
}

/// The letter was handed over. False if `holder` has lost it meanwhile, as below.
pub fn sent(tx: &mut Tx<'_>, id: Uuid, holder: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(OUTBOX_SENT, params![id, holder, now])? > 0)
}

/// The letter is to be tried again at `next_at`.
pub fn later(
    tx: &mut Tx<'_>,
    id: Uuid,
    holder: &str,
    next_at: Timestamp,
    failure: &str,
) -> Result<bool, StoreError> {
    Ok(tx.execute(OUTBOX_LATER, params![id, holder, next_at, failure])? > 0)
}

/// The letter cannot be delivered and is given up.
pub fn failed(
    tx: &mut Tx<'_>,
    id: Uuid,
    holder: &str,
    now: Timestamp,
    failure: &str,
) -> Result<bool, StoreError> {
    Ok(tx.execute(OUTBOX_FAILED, params![id, holder, now, failure])? > 0)
}

/// Somebody wants a letter tried again that was given up. False if it was not.
pub fn again(tx: &mut Tx<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(OUTBOX_AGAIN, params![id, now])? > 0)
}

/// When the next letter may be claimed; in the past if one waits already.
pub fn next(tx: &mut ReadTx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_opt(OUTBOX_NEXT, &[], |row| row.at("next_at"))
}

/// One letter.
pub fn get(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Letter>, StoreError> {
    tx.query_opt(OUTBOX_ONE, params![id], read)
}

/// At most `limit` letters, newest first, from before `before` on; only those that were given up
/// if `only_failed`.
pub fn list(
    tx: &mut ReadTx<'_>,
    only_failed: bool,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Vec<Letter>, StoreError> {
    let statement = if only_failed { OUTBOX_FAILURES } else { OUTBOX_NEWEST };
    tx.query(statement, params![before.unwrap_or(Uuid::max()), limit], read)
}

/// The letters about an incident, oldest first.
pub fn about(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<Letter>, StoreError> {
    tx.query(OUTBOX_ABOUT, params![incident], read)
}

/// Whether a message reached nobody of the client: every letter to its people that carried it, known
/// by what they have in common ([`Notice::once`]), was given up.
pub fn reached_nobody(
    tx: &mut ReadTx<'_>,
    incident: IncidentId,
    once: &str,
) -> Result<bool, StoreError> {
    let same = tx.query(OUTBOX_SAME, params![incident, once], read)?;
    let mut to_client = same.iter().filter(|letter| letter.notice.side == Side::Client).peekable();
    Ok(to_client.peek().is_some() && to_client.all(|it| it.state == LetterState::Failed))
}

/// The letters that somebody was to get since `since`, newest first, at most `limit`: to see
/// whether it becomes too much.
pub fn recent_for(
    tx: &mut ReadTx<'_>,
    to: &Addressee,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Letter>, StoreError> {
    tx.query(OUTBOX_RECENT, params![address(to), since, limit], read)
}

/// When letters were handed over to somebody since `since`, newest first, at most `limit`; of
/// letters that were put here since `put_since`.
pub fn sent_to(
    tx: &mut ReadTx<'_>,
    to: &Addressee,
    put_since: Timestamp,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Timestamp>, StoreError> {
    tx.query(OUTBOX_SENT_TO, params![address(to), put_since, since, limit], |row| row.at("done_at"))
}

/// Gives back all letters that `holder` had claimed before it was started anew, and says how many.
pub fn release(tx: &mut Tx<'_>, holder: &str, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(OUTBOX_RELEASE, params![holder, now])
}

/// Lets letters go at `now` that would wait beyond `latest`, and says how many: no letter is made to
/// wait so long, so the clock that said so was wrong.
pub fn bring_forward(
    tx: &mut Tx<'_>,
    now: Timestamp,
    latest: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(OUTBOX_BRING_FORWARD, params![now, latest])
}

/// How many letters wait or are on their way; `cap` means that many or more.
pub fn backlog(tx: &mut ReadTx<'_>, cap: u32) -> Result<u32, StoreError> {
    tx.query_one(OUTBOX_BACKLOG, params![cap], |row| row.int("number"))
}

/// How many letters were given up; `cap` means that many or more.
pub fn failed_number(tx: &mut ReadTx<'_>, cap: u32) -> Result<u32, StoreError> {
    tx.query_one(OUTBOX_FAILED_NUMBER, params![cap], |row| row.int("number"))
}

fn read(row: &Row<'_>) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: row.uuid("id")?,
        channel: row.text("channel")?,
        notice: row.json("notice")?,
        state: row.parsed("state")?,
        attempts: row.int("attempts")?,
        next_at: row.at("next_at")?,
        created_at: row.at("created_at")?,
        done_at: row.opt_at("done_at")?,
        failure: row.opt_text("failure")?,
    })
}
