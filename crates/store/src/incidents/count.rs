//! How many incidents fit a filter, counted no further than anybody reads.
//!
//! They are counted in the order of the list, so that no engine walks through all incidents in the
//! hope of meeting enough of them soon.

use super::filter::{Filter, Lead, where_closed, where_open};
use super::list;
use crate::StoreError;
use crate::sql::{ReadTx, Sql};

macro_rules! open {
    ($lead:literal) => {
        concat!(
            "SELECT COUNT(*) AS number FROM (SELECT id",
            where_open!($lead),
            " ORDER BY sort_at, id LIMIT $3) AS found"
        )
    };
}

macro_rules! closed {
    ($lead:literal) => {
        concat!(
            "SELECT COUNT(*) AS number FROM (SELECT id",
            where_closed!($lead),
            " ORDER BY sort_at DESC, id DESC LIMIT $3) AS found"
        )
    };
}

crate::statements! {
    COUNT_OPEN_OF_PERSON = open!("holder_person = $5");
    COUNT_OPEN_OF_APPLICATION = open!("application_key = $7");
    COUNT_OPEN_OF_NOBODY = open!("is_taken = FALSE");
    COUNT_OPEN_LATE = open!("is_breached = TRUE");
    COUNT_OPEN_UNANSWERED = open!("client_waits = TRUE");
    COUNT_OPEN_WAITING = open!("waiting_on = $16");
    COUNT_OPEN_OF_CLOCK = open!("clock_state = $15");
    COUNT_OPEN_OF_CLIENT = open!("client_key = $6");
    COUNT_OPEN_AT_STEP = open!("step = $8");
    COUNT_OPEN_OF_PRIORITY = open!("priority = $9");
    COUNT_OPEN_ALL = open!("sort_at < 9000000000000000000");
    COUNT_CLOSED_OF_PERSON = closed!("holder_person = $5");
    COUNT_CLOSED_OF_APPLICATION = closed!("application_key = $7");
    COUNT_CLOSED_OF_CLIENT = closed!("client_key = $6");
    COUNT_CLOSED_AT_STEP = closed!("step = $8");
    COUNT_CLOSED_OF_PRIORITY = closed!("priority = $9");
    COUNT_CLOSED_ALL = closed!("sort_at < 9000000000000000000");
}

/// How many incidents fit `filter`; `cap` means that many or more. Counting stops there, so the
/// cost does not grow with what is in the store.
pub fn count(tx: &mut ReadTx<'_>, filter: &Filter, cap: u32) -> Result<u32, StoreError> {
    let mut counted = 0;
    if filter.is_void() {
        return Ok(counted);
    }
    if filter.shows_open() {
        counted = part(tx, filter, true, cap)?;
    }
    if filter.shows_closed() && counted < cap {
        counted += part(tx, filter, false, cap - counted)?;
    }
    Ok(counted)
}

fn part(tx: &mut ReadTx<'_>, filter: &Filter, is_open: bool, cap: u32) -> Result<u32, StoreError> {
    let cap = usize::try_from(cap).unwrap_or(usize::MAX);
    let values = list::values(filter, is_open, None, cap)?;
    tx.query_one(statement(filter.lead(), is_open), &values, |row| row.int("number"))
}

fn statement(lead: Lead, is_open: bool) -> Sql {
    match (lead, is_open) {
        (Lead::Person, true) => COUNT_OPEN_OF_PERSON,
        (Lead::Application, true) => COUNT_OPEN_OF_APPLICATION,
        (Lead::Unassigned, true) => COUNT_OPEN_OF_NOBODY,
        (Lead::Breached, true) => COUNT_OPEN_LATE,
        (Lead::Unanswered, true) => COUNT_OPEN_UNANSWERED,
        (Lead::Waiting, true) => COUNT_OPEN_WAITING,
        (Lead::Clock, true) => COUNT_OPEN_OF_CLOCK,
        (Lead::Client, true) => COUNT_OPEN_OF_CLIENT,
        (Lead::Step, true) => COUNT_OPEN_AT_STEP,
        (Lead::Priority, true) => COUNT_OPEN_OF_PRIORITY,
        (Lead::All, true) => COUNT_OPEN_ALL,
        (Lead::Person, false) => COUNT_CLOSED_OF_PERSON,
        (Lead::Application, false) => COUNT_CLOSED_OF_APPLICATION,
        (Lead::Client, false) => COUNT_CLOSED_OF_CLIENT,
        (Lead::Step, false) => COUNT_CLOSED_AT_STEP,
        (Lead::Priority, false) => COUNT_CLOSED_OF_PRIORITY,
        (
            Lead::Unassigned
            | Lead::Breached
            | Lead::Unanswered
            | Lead::Waiting
            | Lead::Clock
            | Lead::All,
            false,
        ) => COUNT_CLOSED_ALL,
    }
}
