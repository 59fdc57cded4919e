//! Entries of time spent: their steps, which are never changed, and a row of each for lists.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piket_core::key::{ApplicationKey, ClientKey, IncidentId, Number, PersonKey};
use piket_core::spent::{Stretch, TimeEntry, TimeStanding, TimeStep};
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

/// What a row is read from. Two entries of a person overlap when both count and have their
/// beginning and end; what counts lasts a day at the most, so no earlier ones are looked at.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.person_key, e.incident_id, e.incident_number, e.client_key,
                e.application_key, e.standing, e.begins_at, e.from_at, e.until_at, e.worked_on,
                e.seconds, e.note, e.is_late, e.version,
                EXISTS (SELECT 1 FROM time_entry o WHERE o.person_key = e.person_key
                    AND o.from_at > e.from_at - 86400000 AND o.from_at < e.until_at
                    AND o.until_at > e.from_at AND o.id <> e.id
                    AND o.standing = 'counts' AND e.standing = 'counts') AS overlaps
            FROM time_entry e ",
            $rest
        )
    };
}

crate::statements! {
    TIME_PUT = "INSERT INTO time_entry (id, person_key, incident_id, incident_number, client_key,
            application_key, standing, begins_at, from_at, until_at, worked_on, seconds, note,
            is_late, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT (id) DO UPDATE SET client_key = excluded.client_key,
            application_key = excluded.application_key, standing = excluded.standing,
            begins_at = excluded.begins_at, from_at = excluded.from_at,
            until_at = excluded.until_at, worked_on = excluded.worked_on,
            seconds = excluded.seconds, note = excluded.note, is_late = excluded.is_late,
            version = excluded.version";
    TIME_STEP_ADD = "INSERT INTO time_step (entry_id, seq, recorded_at, body)
        VALUES ($1, $2, $3, $4)";
    TIME_STEPS = "SELECT body FROM time_step WHERE entry_id = $1 ORDER BY seq";
    TIME_PIECES_FORGET = "DELETE FROM time_piece WHERE entry_id = $1";
    TIME_PIECE_ADD = "INSERT INTO time_piece (entry_id, month, client_key, application_key,
            incident_number, person_key, seconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TIME_ROW = rows!("WHERE e.id = $1");
    TIME_RUNNING = rows!("WHERE e.person_key = $1 AND e.standing = 'running'");
    TIME_OF_INCIDENTS = rows!("WHERE e.incident_id IN (SELECT value FROM json_each($1))
            AND (e.begins_at, e.id) < ($2, $3)
        ORDER BY e.begins_at DESC, e.id DESC LIMIT $4");
    TIME_IN_DOUBT = rows!("WHERE e.standing = 'in_doubt' ORDER BY e.begins_at, e.id LIMIT $1");
    TIME_TOTAL = "SELECT CAST(COALESCE(SUM(seconds), 0) AS BIGINT) AS seconds FROM time_entry
        WHERE incident_id IN (SELECT value FROM json_each($1)) AND standing = 'counts'";
    TIME_IDS = "SELECT id FROM time_entry WHERE incident_id = $1 ORDER BY id";
}

/// Where an entry belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The number of its incident.
    pub number: Number,
    /// Whose incident it is.
    pub client: ClientKey,
    /// Of which application, when known.
    pub application: Option<ApplicationKey>,
}

/// An entry as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeRow {
    /// The row key.
    pub id: Uuid,
    /// Who worked.
    pub person: PersonKey,
    /// On which incident.
    pub incident: IncidentId,
    /// Where it belongs.
    pub place: Place,
    /// How it stands.
    pub standing: TimeStanding,
    /// Where it begins; of one without a beginning the first instant of its day.
    pub begins_at: Timestamp,
    /// The stretch; nothing while the timer runs.
    pub stretch: Option<Stretch>,
    /// How long it is, in seconds; 0 while the timer runs.
    pub seconds: i64,
    /// What was done in that time.
    pub note: String,
    /// Whether something was done to it after a month that it touches was frozen.
    pub is_late: bool,
    /// Whether the person noted other time that counts at the same time.
    pub overlaps: bool,
    /// How many steps it has.
    pub version: u32,
}

/// Where a page of entries ended.
pub type Cursor = (Timestamp, Uuid);

impl TimeRow {
    /// Where a page that ends with this row ends.
    pub const fn cursor(&self) -> Cursor {
        (self.begins_at, self.id)
    }
}

/// Keeps a step of an entry.
///
/// # Errors
///
/// [`StoreError::Conflict`] if somebody else took the same step first: decide again.
pub fn add_step(tx: &mut Tx<'_>, entry: Uuid, step: &TimeStep) -> Result<(), StoreError> {
    let values = params![entry, step.seq, step.at, codec::json(step)?];
    tx.execute(TIME_STEP_ADD, values).map(drop)
}

/// Writes down how an entry stands, and what of it lies in which month by the clocks of a zone.
///
/// # Errors
///
/// [`StoreError::Conflict`] if it runs and another one of the person does: decide again.
pub fn put(
    tx: &mut Tx<'_>,
    entry: &TimeEntry,
    place: &Place,
    zone: &TimeZone,
) -> Result<(), StoreError> {
    let stretch = entry.stretch();
    let (from, until, on) = match stretch {
        Some(Stretch::Between { from, until }) => (Some(from), Some(until), None),
        Some(Stretch::On { day, .. }) => (None, None, Some(day)),
        None => (Some(entry.begun_at()), None, None),
    };
    let values = params![
        entry.id,
        &entry.person,
        entry.incident,
        place.number,
        &place.client,
        place.application.as_ref(),
        entry.standing().as_str(),
        stretch.map_or(entry.begun_at(), |it| it.begins_at(zone)),
        from,
        until,
        on,
        stretch.map_or(0, |it| it.seconds()),
        entry.note(),
        entry.is_late(),
        entry.version(),
    ];
    tx.execute(TIME_PUT, values)?;
    tx.execute(TIME_PIECES_FORGET, params![entry.id])?;
    for piece in entry.counted(zone) {
        let values = params![
            entry.id,
            piece.month.to_string(),
            &place.client,
            place.application.as_ref(),
            place.number,
            &entry.person,
            piece.seconds,
        ];
        tx.execute(TIME_PIECE_ADD, values)?;
    }
    Ok(())
}

/// An entry as lists show it.
pub fn row(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<TimeRow>, StoreError> {
    tx.query_opt(TIME_ROW, params![id], read)
}

/// What was done to an entry, oldest first.
pub fn steps(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Vec<TimeStep>, StoreError> {
    tx.query(TIME_STEPS, params![id], |row| row.json::<TimeStep>("body"))
}

/// An entry with all its steps, and where it belongs.
pub fn entry(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<(TimeEntry, Place)>, StoreError> {
    let Some(row) = row(tx, id)? else { return Ok(None) };
    let steps = steps(tx, id)?;
    let entry = TimeEntry::of(id, row.person, row.incident, steps);
    Ok(entry.map(|entry| (entry, row.place)))
}

/// Every entry of an incident, with all its steps.
pub fn entries_of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<TimeEntry>, StoreError> {
    let ids = tx.query(TIME_IDS, params![incident], |row| row.uuid("id"))?;
    let found = ids.iter().filter_map(|id| entry(tx, *id).transpose());
    found.map(|found| found.map(|(entry, _)| entry)).collect()
}

/// The timer of a person that runs.
pub fn running(tx: &mut ReadTx<'_>, person: &PersonKey) -> Result<Option<TimeRow>, StoreError> {
    tx.query_opt(TIME_RUNNING, params![person], read)
}

/// At most `limit` entries of these incidents, the latest first, from where a page ended.
pub fn of_incidents(
    tx: &mut ReadTx<'_>,
    incidents: &[IncidentId],
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<TimeRow>, StoreError> {
    let incidents = codec::json(incidents)?;
    let values = match after {
        Some((at, id)) => params![incidents, at, id, limit],
        None => params![incidents, i64::MAX, "", limit],
    };
    tx.query(TIME_OF_INCIDENTS, values, read)
}

/// At most `limit` entries that wait for somebody to say whether they are right, the oldest first.
pub fn in_doubt(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<TimeRow>, StoreError> {
    tx.query(TIME_IN_DOUBT, params![limit], read)
}

/// What counts on these incidents, in seconds.
pub fn total(tx: &mut ReadTx<'_>, incidents: &[IncidentId]) -> Result<i64, StoreError> {
    tx.query_one(TIME_TOTAL, params![codec::json(incidents)?], |row| row.int("seconds"))
}

pub(super) fn read(row: &Row<'_>) -> Result<TimeRow, StoreError> {
    let standing: TimeStanding = codec::named(row, "standing")?;
    let seconds = row.int("seconds")?;
    let (from, until) = (row.opt_at("from_at")?, row.opt_at("until_at")?);
    let stretch = match (from.zip(until), row.opt_on("worked_on")?) {
        (Some((from, until)), _) => Some(Stretch::Between { from, until }),
        (None, Some(day)) => Some(Stretch::On { day, seconds }),
        (None, None) => None,
    };
    Ok(TimeRow {
        id: row.uuid("id")?,
        person: row.parsed("person_key")?,
        incident: codec::incident(row, "incident_id")?,
        place: Place {
            number: Number(row.int("incident_number")?),
            client: row.parsed("client_key")?,
            application: row.opt_parsed("application_key")?,
        },
        standing,
        begins_at: row.at("begins_at")?,
        stretch,
        seconds,
        note: row.text("note")?,
        is_late: row.bool("is_late")?,
        overlaps: row.bool("overlaps")?,
        version: row.int("version")?,
    })
}
