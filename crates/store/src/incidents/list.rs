//! Lists of incidents, page by page, each page read off an index from where the last one ended.

use std::fmt;
use std::str::FromStr;

use piket_core::key::IncidentId;

use super::IncidentRow;
use super::filter::{Filter, Lead, where_closed, where_open};
use crate::StoreError;
use crate::sql::{ReadTx, Sql, Value};

macro_rules! open {
    ($lead:literal) => {
        concat!("SELECT ", columns!(), where_open!($lead), " ORDER BY sort_at, id LIMIT $3")
    };
}

macro_rules! closed {
    ($lead:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            where_closed!($lead),
            " ORDER BY sort_at DESC, id DESC LIMIT $3"
        )
    };
}

crate::statements! {
    OPEN_OF_PERSON = open!("holder_person = $5");
    OPEN_OF_APPLICATION = open!("application_key = $7");
    OPEN_OF_NOBODY = open!("is_taken = FALSE");
    OPEN_LATE = open!("is_breached = TRUE");
    OPEN_UNANSWERED = open!("client_waits = TRUE");
    OPEN_WAITING = open!("waiting_on = $16");
    OPEN_OF_CLOCK = open!("clock_state = $15");
    OPEN_OF_CLIENT = open!("client_key = $6");
    OPEN_AT_STEP = open!("step = $8");
    OPEN_OF_PRIORITY = open!("priority = $9");
    OPEN_ALL = open!("sort_at < 9000000000000000000");
    CLOSED_OF_PERSON = closed!("holder_person = $5");
    CLOSED_OF_APPLICATION = closed!("application_key = $7");
    CLOSED_OF_CLIENT = closed!("client_key = $6");
    CLOSED_AT_STEP = closed!("step = $8");
    CLOSED_OF_PRIORITY = closed!("priority = $9");
    CLOSED_ALL = closed!("sort_at < 9000000000000000000");
}

/// Where a page ended, and the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    is_open: bool,
    sort_at: i64,
    id: IncidentId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = if self.is_open { 'o' } else { 'c' };
        write!(f, "{part}{}_{}", self.sort_at, self.id.0.simple())
    }
}

/// Why a text is not where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not where a page of a list ended")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (is_open, rest) = match text.strip_prefix('o') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('c').ok_or(NotACursor)?),
        };
        let (sort_at, id) = rest.split_once('_').ok_or(NotACursor)?;
        Ok(Self {
            is_open,
            sort_at: sort_at.parse().map_err(|_| NotACursor)?,
            id: IncidentId(id.parse().map_err(|_| NotACursor)?),
        })
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The incidents.
    pub rows: Vec<IncidentRow>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

/// At most `limit` incidents that fit `filter`, from where the page before ended.
pub fn list(
    tx: &mut ReadTx<'_>,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page, StoreError> {
    // One more than asked for tells whether there is another page.
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1);
    let mut rows = Vec::new();
    if filter.is_void() {
        return Ok(Page { rows, next: None });
    }
    if filter.shows_open() && after.is_none_or(|cursor| cursor.is_open) {
        rows = part(tx, filter, true, after, wanted)?;
    }
    if filter.shows_closed() && rows.len() < wanted {
        let after = after.filter(|cursor| !cursor.is_open);
        let still_wanted = wanted - rows.len();
        rows.extend(part(tx, filter, false, after, still_wanted)?);
    }
    let is_last = rows.len() < wanted;
    rows.truncate(wanted - 1);
    let next = rows.last().filter(|_| !is_last).map(|row| Cursor {
        is_open: row.is_open,
        sort_at: row.sort_at(),
        id: row.id,
    });
    Ok(Page { rows, next })
}

/// The open or the closed part of a page.
fn part(
    tx: &mut ReadTx<'_>,
    filter: &Filter,
    is_open: bool,
    after: Option<&Cursor>,
    wanted: usize,
) -> Result<Vec<IncidentRow>, StoreError> {
    let values = values(filter, is_open, after, wanted)?;
    tx.query(statement(filter.lead(), is_open), &values, IncidentRow::read)
}

/// `$1` to `$16`. Without a cursor the page begins before the first row there can be.
pub(super) fn values(
    filter: &Filter,
    is_open: bool,
    after: Option<&Cursor>,
    wanted: usize,
) -> Result<Vec<Value>, StoreError> {
    let start = if is_open { i64::MIN } else { i64::MAX };
    let mut values: Vec<Value> = vec![
        after.map_or(start, |cursor| cursor.sort_at).into(),
        after.map_or_else(String::new, |cursor| cursor.id.to_string()).into(),
        i64::try_from(wanted).unwrap_or(i64::MAX).into(),
    ];
    values.extend(filter.values(is_open)?);
    Ok(values)
}

fn statement(lead: Lead, is_open: bool) -> Sql {
    match (lead, is_open) {
        (Lead::Person, true) => OPEN_OF_PERSON,
        (Lead::Application, true) => OPEN_OF_APPLICATION,
        (Lead::Unassigned, true) => OPEN_OF_NOBODY,
        (Lead::Breached, true) => OPEN_LATE,
        (Lead::Unanswered, true) => OPEN_UNANSWERED,
        (Lead::Waiting, true) => OPEN_WAITING,
        (Lead::Clock, true) => OPEN_OF_CLOCK,
        (Lead::Client, true) => OPEN_OF_CLIENT,
        (Lead::Step, true) => OPEN_AT_STEP,
        (Lead::Priority, true) => OPEN_OF_PRIORITY,
        (Lead::All, true) => OPEN_ALL,
        (Lead::Person, false) => CLOSED_OF_PERSON,
        (Lead::Application, false) => CLOSED_OF_APPLICATION,
        (Lead::Client, false) => CLOSED_OF_CLIENT,
        (Lead::Step, false) => CLOSED_AT_STEP,
        (Lead::Priority, false) => CLOSED_OF_PRIORITY,
        // Wishes that concern open incidents; of the closed ones all are looked through.
        (
            Lead::Unassigned
            | Lead::Breached
            | Lead::Unanswered
            | Lead::Waiting
            | Lead::Clock
            | Lead::All,
            false,
        ) => CLOSED_ALL,
    }
}
