//! What runs out between two instants: clocks that will be late, words that were promised, offers
//! that expire. Each is read off an index of what comes next, however many incidents are open.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::key::IncidentId;
use piket_core::sla::Metric;

use crate::incidents::NotACursor;
use crate::sql::ReadTx;
use crate::{StoreError, codec, params};

crate::statements! {
    CLOCKS_RUNNING_OUT = "SELECT incident_id, metric, cycle, due_at, limit_at, promised_s
        FROM clock
        WHERE state = 'running' AND limit_at < $2 AND (limit_at, incident_id, metric) > ($1, $4, $5)
        ORDER BY limit_at, incident_id, metric LIMIT $3";
    CLOCKS_RUNNING_OUT_NUMBER = "SELECT COUNT(*) AS number FROM (SELECT incident_id FROM clock
        WHERE state = 'running' AND limit_at >= $1 AND limit_at < $2
        ORDER BY limit_at, incident_id, metric LIMIT $3) AS found";
    WORDS_PROMISED = "SELECT id, next_update_at AS at FROM incident
        WHERE is_open = TRUE AND next_update_at >= $1 AND next_update_at < $2
        ORDER BY next_update_at, id LIMIT $3";
    OFFERS_EXPIRING = "SELECT id, offer_until_at AS at FROM incident
        WHERE is_open = TRUE AND offer_until_at >= $1 AND offer_until_at < $2
        ORDER BY offer_until_at, id LIMIT $3";
}

/// From an instant on, up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// From this instant on.
    pub from: Timestamp,
    /// Up to this one, which is not part of it.
    pub until: Timestamp,
}

/// A clock that will be late unless something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningOut {
    /// Of which incident.
    pub incident: IncidentId,
    /// What is promised.
    pub metric: Metric,
    /// In which cycle of it.
    pub cycle: u32,
    /// The deadline to show.
    pub due_at: Option<Timestamp>,
    /// The last instant that is in time.
    pub limit_at: Timestamp,
    /// How much is promised.
    pub promised: WorkingTime,
}

/// Where a page of these ended, and the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    limit_at: Timestamp,
    incident: IncidentId,
    metric: Metric,
}

impl From<&RunningOut> for After {
    fn from(last: &RunningOut) -> Self {
        Self { limit_at: last.limit_at, incident: last.incident, metric: last.metric }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, id) = (self.limit_at.as_millisecond(), self.incident.0.simple());
        write!(f, "{at}.{id}.{}", self.metric.as_str())
    }
}

impl FromStr for After {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (at, rest) = text.split_once('.').ok_or(NotACursor)?;
        let (id, name) = rest.split_once('.').ok_or(NotACursor)?;
        let at = at.parse().map_err(|_| NotACursor)?;
        let mut metrics = Metric::ALL.into_iter();
        Ok(Self {
            limit_at: Timestamp::from_millisecond(at).map_err(|_| NotACursor)?,
            incident: IncidentId(id.parse().map_err(|_| NotACursor)?),
            metric: metrics.find(|metric| metric.as_str() == name).ok_or(NotACursor)?,
        })
    }
}

/// At most `limit` running clocks whose last good instant lies within, soonest first, from where
/// the page before ended.
pub fn clocks(
    tx: &mut ReadTx<'_>,
    between: Between,
    after: Option<&After>,
    limit: u32,
) -> Result<Vec<RunningOut>, StoreError> {
    // Before every id and every metric of that instant; an id is never empty.
    let (from, id, metric) = match after {
        Some(after) if after.limit_at >= between.from => {
            (after.limit_at, after.incident.to_string(), after.metric.as_str())
        }
        Some(_) | None => (between.from, String::new(), ""),
    };
    let values = params![from, between.until, limit, id, metric];
    tx.query(CLOCKS_RUNNING_OUT, values, |row| {
        Ok(RunningOut {
            incident: codec::incident(row, "incident_id")?,
            metric: codec::named(row, "metric")?,
            cycle: row.int("cycle")?,
            due_at: row.opt_at("due_at")?,
            limit_at: row.at("limit_at")?,
            promised: WorkingTime::of_seconds(row.int("promised_s")?),
        })
    })
}

/// How many there are; `cap` means that many or more.
pub fn count(tx: &mut ReadTx<'_>, between: Between, cap: u32) -> Result<u32, StoreError> {
    let values = params![between.from, between.until, cap];
    tx.query_one(CLOCKS_RUNNING_OUT_NUMBER, values, |row| row.int("number"))
}

/// At most `limit` words that were promised to clients for an instant within, soonest first.
pub fn words(
    tx: &mut ReadTx<'_>,
    between: Between,
    limit: u32,
) -> Result<Vec<(IncidentId, Timestamp)>, StoreError> {
    moments(tx, WORDS_PROMISED, between, limit)
}

/// At most `limit` offers of the ball that wait for an answer until an instant within.
pub fn offers(
    tx: &mut ReadTx<'_>,
    between: Between,
    limit: u32,
) -> Result<Vec<(IncidentId, Timestamp)>, StoreError> {
    moments(tx, OFFERS_EXPIRING, between, limit)
}

fn moments(
    tx: &mut ReadTx<'_>,
    sql: crate::sql::Sql,
    between: Between,
    limit: u32,
) -> Result<Vec<(IncidentId, Timestamp)>, StoreError> {
    let values = params![between.from, between.until, limit];
    tx.query(sql, values, |row| Ok((codec::incident(row, "id")?, row.at("at")?)))
}
