//! Intake deliveries: bodies as programs sent them, kept before anybody tries to read them.
//!
//! What could not be understood stays here with the reason, where an engineer sees it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use piket_core::key::IncidentId;
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, params};

macro_rules! deliveries {
    ($rest:literal) => {
        concat!(
            "SELECT id, intake, received_at, outcome, reason, incident_id, \
             LENGTH(body) AS size_bytes FROM intake_delivery ",
            $rest
        )
    };
}

crate::statements! {
    DELIVERY_KEEP = "INSERT INTO intake_delivery (id, intake, received_at, body, outcome, reason,
            incident_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELIVERY_SETTLE = "UPDATE intake_delivery SET outcome = $2, reason = $3, incident_id = $4
        WHERE id = $1";
    DELIVERY_BODY = "SELECT body FROM intake_delivery WHERE id = $1";
    DELIVERY_ONE = deliveries!("WHERE id = $1");
    DELIVERIES_OF = deliveries!("WHERE intake = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    DELIVERIES = deliveries!("WHERE id < $1 ORDER BY id DESC LIMIT $2");
    DELIVERIES_UNREAD = deliveries!("WHERE outcome = 'received' AND id > $1 ORDER BY id LIMIT $2");
    DELIVERIES_FORGET = "DELETE FROM intake_delivery WHERE id IN
        (SELECT id FROM intake_delivery WHERE id < $1 ORDER BY id LIMIT $2)";
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept, and nobody has read it yet.
    Received,
    /// It was understood and acted on.
    Accepted,
    /// It was understood, and nothing followed.
    Ignored,
    /// It could not be understood.
    Refused,
}

impl Outcome {
    /// The name in the table and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Ignored => "ignored",
            Self::Refused => "refused",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Received, Self::Accepted, Self::Ignored, Self::Refused]
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
            .ok_or_else(|| format!("{text:?} is not the outcome of a delivery"))
    }
}

/// What is known of a delivery, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its row; sorts by time.
    pub id: Uuid,
    /// By which intake it came.
    pub intake: String,
    /// When it was received.
    pub received_at: Timestamp,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in words.
    pub reason: String,
    /// To which incident it led.
    pub incident: Option<IncidentId>,
    /// How long its body is.
    pub size_bytes: u64,
}

/// A delivery on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDelivery<'a> {
    /// Its row, made from the time of its arrival: `chance::row_id`.
    pub id: Uuid,
    /// By which intake it came.
    pub intake: &'a str,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was sent.
    pub body: &'a [u8],
    /// What became of it, if that is known in the same transaction.
    pub verdict: Verdict<'a>,
}

/// What became of a delivery, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in words.
    pub reason: &'a str,
    /// To which incident it led.
    pub incident: Option<IncidentId>,
}

impl Verdict<'_> {
    /// Nobody has read it yet.
    pub const UNREAD: Self = Self { outcome: Outcome::Received, reason: "", incident: None };
}

/// Keeps a delivery.
pub fn keep(tx: &mut Tx<'_>, delivery: &NewDelivery<'_>) -> Result<(), StoreError> {
    let NewDelivery { id, intake, received_at, body, verdict } = *delivery;
    let values = params![
        id,
        intake,
        received_at,
        body,
        verdict.outcome.as_str(),
        verdict.reason,
        verdict.incident,
    ];
    tx.execute(DELIVERY_KEEP, values).map(drop)
}

/// Notes what became of a delivery that was kept earlier.
pub fn settle(tx: &mut Tx<'_>, id: Uuid, verdict: &Verdict<'_>) -> Result<(), StoreError> {
    let Verdict { outcome, reason, incident } = *verdict;
    tx.execute(DELIVERY_SETTLE, params![id, outcome.as_str(), reason, incident]).map(drop)
}

/// One delivery.
pub fn get(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Delivery>, StoreError> {
    tx.query_opt(DELIVERY_ONE, params![id], read)
}

/// What was sent.
pub fn body(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(DELIVERY_BODY, params![id], |row| row.bytes("body"))
}

/// At most `limit` deliveries, newest first, from before `before` on; of one intake, or of all.
pub fn list(
    tx: &mut ReadTx<'_>,
    intake: Option<&str>,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Vec<Delivery>, StoreError> {
    let before = before.unwrap_or(Uuid::max());
    match intake {
        Some(intake) => tx.query(DELIVERIES_OF, params![intake, before, limit], read),
        None => tx.query(DELIVERIES, params![before, limit], read),
    }
}

/// At most `limit` deliveries that nobody has read yet, oldest first, from after `after` on.
pub fn unread(
    tx: &mut ReadTx<'_>,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<Delivery>, StoreError> {
    tx.query(DELIVERIES_UNREAD, params![after.unwrap_or_default(), limit], read)
}

/// Deletes at most `limit` deliveries that were received before `before`, and says how many.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
    // The earliest key that a row of that instant can have: see `chance::row_id`.
    let ms = u64::try_from(before.as_millisecond()).unwrap_or_default();
    let bound = uuid::Builder::from_unix_timestamp_millis(ms, &[0; 10]).into_uuid();
    tx.execute(DELIVERIES_FORGET, params![bound, limit])
}

fn read(row: &Row<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.uuid("id")?,
        intake: row.text("intake")?,
        received_at: row.at("received_at")?,
        outcome: row.parsed("outcome")?,
        reason: row.text("reason")?,
        incident: row.opt_uuid("incident_id")?.map(IncidentId),
        size_bytes: row.int("size_bytes")?,
    })
}
