//! What the time spent in a month comes to: by application, by incident, by person, and entry by
//! entry for a file. Summed by the database over the pieces of entries.

use piket_core::figures::Month;
use piket_core::key::{ApplicationKey, ClientKey, IncidentId, Number, PersonKey};
use piket_core::spent::Stretch;
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Value};
use crate::{StoreError, codec, params};

crate::statements! {
    TIME_BY_PLACE = "SELECT client_key, month, application_key,
            CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE month >= $1 AND month <= $2
        GROUP BY client_key, month, application_key
        ORDER BY client_key, month, application_key";
    TIME_BY_PLACE_OF_CLIENT = "SELECT client_key, month, application_key,
            CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE client_key = $3 AND month >= $1 AND month <= $2
        GROUP BY client_key, month, application_key
        ORDER BY client_key, month, application_key";
    TIME_BY_INCIDENT = "SELECT incident_number, CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE month = $1 AND incident_number < $2
            AND (CAST($3 AS TEXT) IS NULL
                OR application_key IN (SELECT value FROM json_each($3)))
        GROUP BY incident_number ORDER BY incident_number DESC LIMIT $4";
    TIME_BY_INCIDENT_OF_CLIENT = "SELECT incident_number, CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE month = $1 AND incident_number < $2
            AND (CAST($3 AS TEXT) IS NULL
                OR application_key IN (SELECT value FROM json_each($3)))
            AND client_key = $5
        GROUP BY incident_number ORDER BY incident_number DESC LIMIT $4";
    TIME_BY_PERSON = "SELECT person_key, CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE month = $1 GROUP BY person_key ORDER BY person_key LIMIT $2";
    TIME_BY_PERSON_OF_CLIENT = "SELECT person_key, CAST(SUM(seconds) AS BIGINT) AS seconds
        FROM time_piece WHERE month = $1 AND client_key = $3
        GROUP BY person_key ORDER BY person_key LIMIT $2";
    TIME_EXPORT = "SELECT p.entry_id, p.incident_number, p.client_key, p.application_key,
            p.person_key, p.seconds, e.from_at, e.until_at, e.worked_on, e.seconds AS whole_s,
            e.note, e.is_late, e.incident_id
        FROM time_piece p JOIN time_entry e ON e.id = p.entry_id
        WHERE p.month = $1 AND (p.incident_number, p.entry_id) > ($2, $3)
        ORDER BY p.incident_number, p.entry_id LIMIT $4";
    TIME_EXPORT_OF_CLIENT = "SELECT p.entry_id, p.incident_number, p.client_key,
            p.application_key, p.person_key, p.seconds, e.from_at, e.until_at, e.worked_on,
            e.seconds AS whole_s, e.note, e.is_late, e.incident_id
        FROM time_piece p JOIN time_entry e ON e.id = p.entry_id
        WHERE p.client_key = $5 AND p.month = $1 AND (p.incident_number, p.entry_id) > ($2, $3)
        ORDER BY p.incident_number, p.entry_id LIMIT $4";
}

/// What counts for an application in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Whose it is.
    pub client: ClientKey,
    /// In which month.
    pub month: Month,
    /// Of which application; nothing where none is known.
    pub application: Option<ApplicationKey>,
    /// How long, in seconds.
    pub seconds: i64,
}

/// Which part of a month is looked at.
#[derive(Debug, Clone)]
pub struct Slice {
    /// The month.
    pub month: Month,
    /// Of this client alone.
    pub client: Option<ClientKey>,
    /// Of these applications alone.
    pub applications: Option<Vec<ApplicationKey>>,
}

/// A piece of an entry, for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The entry.
    pub entry: Uuid,
    /// On which incident.
    pub number: Number,
    /// Its row key.
    pub incident: IncidentId,
    /// Whose it is.
    pub client: ClientKey,
    /// Of which application.
    pub application: Option<ApplicationKey>,
    /// Who worked.
    pub person: PersonKey,
    /// What of it lies in the month, in seconds.
    pub seconds: i64,
    /// All of it.
    pub stretch: Option<Stretch>,
    /// What was done in that time.
    pub note: String,
    /// Whether something was done to it after the month was frozen.
    pub is_late: bool,
}

/// What counts by client, month and application, from `first` to `last`.
pub fn by_place(
    tx: &mut ReadTx<'_>,
    first: Month,
    last: Month,
    client: Option<&ClientKey>,
) -> Result<Vec<Sum>, StoreError> {
    let (first, last) = (first.to_string(), last.to_string());
    let read = |row: &Row<'_>| {
        Ok(Sum {
            client: row.parsed("client_key")?,
            month: row.parsed("month")?,
            application: row.opt_parsed("application_key")?,
            seconds: row.int("seconds")?,
        })
    };
    match client {
        Some(client) => tx.query(TIME_BY_PLACE_OF_CLIENT, params![first, last, client], read),
        None => tx.query(TIME_BY_PLACE, params![first, last], read),
    }
}

/// What counts by incident: at most `limit`, the newest first, from before an incident on.
pub fn by_incident(
    tx: &mut ReadTx<'_>,
    slice: &Slice,
    before: Option<Number>,
    limit: u32,
) -> Result<Vec<(Number, i64)>, StoreError> {
    let before = before.map_or(Value::Int(i64::MAX), Value::from);
    let month = slice.month.to_string();
    let applications = slice.applications.as_ref().map(codec::json).transpose()?;
    let read =
        |row: &Row<'_>| Ok((Number(row.int("incident_number")?), row.int::<i64>("seconds")?));
    match &slice.client {
        Some(client) => {
            let values = params![month, before, applications, limit, client];
            tx.query(TIME_BY_INCIDENT_OF_CLIENT, values, read)
        }
        None => tx.query(TIME_BY_INCIDENT, params![month, before, applications, limit], read),
    }
}

/// What counts by person: at most `limit`, by key.
pub fn by_person(
    tx: &mut ReadTx<'_>,
    month: Month,
    client: Option<&ClientKey>,
    limit: u32,
) -> Result<Vec<(PersonKey, i64)>, StoreError> {
    let month = month.to_string();
    let read = |row: &Row<'_>| Ok((row.parsed("person_key")?, row.int("seconds")?));
    match client {
        Some(client) => tx.query(TIME_BY_PERSON_OF_CLIENT, params![month, limit, client], read),
        None => tx.query(TIME_BY_PERSON, params![month, limit], read),
    }
}

/// What counts entry by entry: at most `limit`, by incident, from after an entry on.
pub fn export(
    tx: &mut ReadTx<'_>,
    month: Month,
    client: Option<&ClientKey>,
    after: Option<(Number, Uuid)>,
    limit: u32,
) -> Result<Vec<Exported>, StoreError> {
    let month = month.to_string();
    let (number, entry) = match after {
        Some((number, entry)) => (number.into(), entry.into()),
        None => (Value::Int(-1), Value::from("")),
    };
    match client {
        Some(client) => {
            tx.query(TIME_EXPORT_OF_CLIENT, params![month, number, entry, limit, client], exported)
        }
        None => tx.query(TIME_EXPORT, params![month, number, entry, limit], exported),
    }
}

fn exported(row: &Row<'_>) -> Result<Exported, StoreError> {
    let between = row.opt_at("from_at")?.zip(row.opt_at("until_at")?);
    let on = row.opt_on("worked_on")?.map(|day| (day, row.int("whole_s")));
    let stretch = match (between, on) {
        (Some((from, until)), _) => Some(Stretch::Between { from, until }),
        (None, Some((day, seconds))) => Some(Stretch::On { day, seconds: seconds? }),
        (None, None) => None,
    };
    Ok(Exported {
        entry: row.uuid("entry_id")?,
        number: Number(row.int("incident_number")?),
        incident: codec::incident(row, "incident_id")?,
        client: row.parsed("client_key")?,
        application: row.opt_parsed("application_key")?,
        person: row.parsed("person_key")?,
        seconds: row.int("seconds")?,
        stretch,
        note: row.text("note")?,
        is_late: row.bool("is_late")?,
    })
}
