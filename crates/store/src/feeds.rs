//! Feeds of calendars: what each gave when it could last be read, and when it is read again.
//!
//! What a feed may close is agreed in the calendar. Here is only what came, so that a feed that
//! fails keeps its last good answer.

use jiff::Timestamp;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

crate::statements! {
    FEED_OF = "SELECT calendar_key, name, url, etag, last_modified, events, fetched_at, tried_at,
            next_at, failures, failure
        FROM calendar_feed WHERE calendar_key = $1 AND name = $2";
    FEEDS = "SELECT calendar_key, name, url, etag, last_modified, events, fetched_at, tried_at,
            next_at, failures, failure
        FROM calendar_feed ORDER BY calendar_key, name";
    FEED_PUT = "INSERT INTO calendar_feed (calendar_key, name, url, etag, last_modified, events,
            fetched_at, tried_at, next_at, failures, failure)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (calendar_key, name) DO UPDATE SET url = excluded.url, etag = excluded.etag,
            last_modified = excluded.last_modified, events = excluded.events,
            fetched_at = excluded.fetched_at, tried_at = excluded.tried_at,
            next_at = excluded.next_at, failures = excluded.failures, failure = excluded.failure";
    FEED_FORGET = "DELETE FROM calendar_feed WHERE calendar_key = $1 AND name = $2";
}

/// What is known of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedState {
    /// The calendar that subscribes to it.
    pub calendar: String,
    /// The name of the feed in the calendar.
    pub name: String,
    /// The address that was asked.
    pub url: String,
    /// What the server calls the edition that it gave last.
    pub etag: Option<String>,
    /// When the server says that it changed last.
    pub last_modified: Option<String>,
    /// What it gave, as JSON that the engine reads; empty if it was never read.
    pub events: String,
    /// When it could last be read.
    pub fetched_at: Option<Timestamp>,
    /// When it was tried last.
    pub tried_at: Option<Timestamp>,
    /// When it is tried again.
    pub next_at: Timestamp,
    /// How often in a row it failed.
    pub failures: u32,
    /// Why it failed last, as a code and what it is about; nothing if it did not.
    pub failure: Option<String>,
}

impl FeedState {
    /// A feed of which nothing is known yet, to be read at once.
    pub fn unread(calendar: &str, name: &str, url: &str, now: Timestamp) -> Self {
        Self {
            calendar: calendar.to_owned(),
            name: name.to_owned(),
            url: url.to_owned(),
            etag: None,
            last_modified: None,
            events: String::new(),
            fetched_at: None,
            tried_at: None,
            next_at: now,
            failures: 0,
            failure: None,
        }
    }

    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            calendar: row.text("calendar_key")?,
            name: row.text("name")?,
            url: row.text("url")?,
            etag: row.opt_text("etag")?,
            last_modified: row.opt_text("last_modified")?,
            events: row.text("events")?,
            fetched_at: row.opt_at("fetched_at")?,
            tried_at: row.opt_at("tried_at")?,
            next_at: row.at("next_at")?,
            failures: row.int("failures")?,
            failure: row.opt_text("failure")?,
        })
    }
}

/// What is known of one feed.
pub fn of(
    tx: &mut ReadTx<'_>,
    calendar: &str,
    name: &str,
) -> Result<Option<FeedState>, StoreError> {
    tx.query_opt(FEED_OF, params![calendar, name], FeedState::read)
}

/// What is known of all feeds, by calendar and name.
pub fn all(tx: &mut ReadTx<'_>) -> Result<Vec<FeedState>, StoreError> {
    tx.query(FEEDS, &[], FeedState::read)
}

/// Keeps what is known of a feed.
pub fn put(tx: &mut Tx<'_>, feed: &FeedState) -> Result<(), StoreError> {
    let values = params![
        feed.calendar.as_str(),
        feed.name.as_str(),
        feed.url.as_str(),
        feed.etag.as_deref(),
        feed.last_modified.as_deref(),
        feed.events.as_str(),
        feed.fetched_at,
        feed.tried_at,
        feed.next_at,
        feed.failures,
        feed.failure.as_deref(),
    ];
    tx.execute(FEED_PUT, values).map(drop)
}

/// Forgets a feed that no calendar subscribes to any more.
pub fn forget(tx: &mut Tx<'_>, calendar: &str, name: &str) -> Result<(), StoreError> {
    tx.execute(FEED_FORGET, params![calendar, name]).map(drop)
}
