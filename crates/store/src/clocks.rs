//! Clock rows: how each promise of an incident stood when the incident last changed.
//!
//! They serve lists and reports in SQL. What is true is the replay of the timeline.

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::directory::Directory;
use piket_core::incident::State;
use piket_core::key::IncidentId;
use piket_core::party::Party;
use piket_core::sla::{Clock, ClockState, Metric};

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    CLOCK_PUT = "INSERT INTO clock (incident_id, metric, cycle, state, started_at, due_at,
            limit_at, used_s, promised_s, stopped_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (incident_id, metric) DO UPDATE SET cycle = excluded.cycle,
            state = excluded.state, started_at = excluded.started_at, due_at = excluded.due_at,
            limit_at = excluded.limit_at, used_s = excluded.used_s,
            promised_s = excluded.promised_s, stopped_at = excluded.stopped_at";
    CLOCK_PUT_QUIETLY = "UPDATE clock SET cycle = $3, started_at = $5, due_at = $6, used_s = $8,
            promised_s = $9, stopped_at = $10
        WHERE incident_id = $1 AND metric = $2 AND state = $4 AND limit_at IS NOT DISTINCT FROM $7";
    CLOCK_CLEAR = "DELETE FROM clock WHERE incident_id = $1
        AND metric NOT IN (SELECT value FROM json_each($2))";
    CLOCKS_OF = "SELECT metric, cycle, state, started_at, due_at, limit_at, used_s, promised_s,
            stopped_at
        FROM clock WHERE incident_id = $1";
    PARTY_CLOCK_PUT = "INSERT INTO party_clock (incident_id, party, cycle, metric, state,
            started_at, due_at, limit_at, used_s, promised_s, stopped_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (incident_id, party, cycle, metric) DO UPDATE SET state = excluded.state,
            started_at = excluded.started_at, due_at = excluded.due_at,
            limit_at = excluded.limit_at, used_s = excluded.used_s,
            promised_s = excluded.promised_s, stopped_at = excluded.stopped_at";
    PARTY_CLOCKS_OF = "SELECT party, metric, cycle, state, started_at, due_at, limit_at, used_s,
            promised_s, stopped_at
        FROM party_clock WHERE incident_id = $1";
}

/// A clock as it stood when its incident last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// What is promised.
    pub metric: Metric,
    /// Which cycle of it, from 0.
    pub cycle: u32,
    /// What the clock did.
    pub state: ClockState,
    /// When the cycle started.
    pub started_at: Option<Timestamp>,
    /// The deadline to show.
    pub due_at: Option<Timestamp>,
    /// The last instant that is in time.
    pub limit_at: Option<Timestamp>,
    /// How much of the promise was used up.
    pub used: WorkingTime,
    /// How much is promised.
    pub promised: WorkingTime,
    /// When the cycle ended.
    pub stopped_at: Option<Timestamp>,
}

impl ClockRow {
    /// The row of a clock.
    pub fn of(clock: &Clock) -> Self {
        Self {
            metric: clock.metric,
            cycle: clock.cycle,
            state: clock.state,
            started_at: clock.started_at.map(codec::kept),
            due_at: clock.due_at.map(codec::kept),
            limit_at: clock.limit_at.map(codec::kept),
            used: clock.used,
            promised: clock.promised,
            stopped_at: clock.stopped_at.map(codec::kept),
        }
    }

    /// Whether both tell the same, seen at different moments: what a running clock has used up
    /// grows by itself.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let is_running = self.state == ClockState::Running;
        let used = if is_running { other.used } else { self.used };
        Self { used, ..self.clone() } == *other
    }

    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            metric: codec::named(row, "metric")?,
            cycle: row.int("cycle")?,
            state: codec::named(row, "state")?,
            started_at: row.opt_at("started_at")?,
            due_at: row.opt_at("due_at")?,
            limit_at: row.opt_at("limit_at")?,
            used: WorkingTime::of_seconds(row.int("used_s")?),
            promised: WorkingTime::of_seconds(row.int("promised_s")?),
            stopped_at: row.opt_at("stopped_at")?,
        })
    }
}

/// A clock of what a supplier or a team promised us. Kept apart from what we promised, so that no
/// figure for a client ever counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyClockRow {
    /// Who promised it.
    pub party: Party,
    /// The clock; its cycle is the how manieth time the party was engaged.
    pub clock: ClockRow,
}

impl PartyClockRow {
    /// The rows of everything that was promised to us for an incident.
    pub fn all_of(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Self> {
        let mut rows: Vec<Self> = incident
            .engagements
            .iter()
            .flat_map(|engagement| engagement.clocks(directory, now))
            .filter_map(|clock| {
                Some(Self { party: clock.party.clone()?, clock: ClockRow::of(&clock) })
            })
            .collect();
        rows.sort_by_key(Self::place);
        rows
    }

    fn place(&self) -> (Party, u32, Metric) {
        (self.party.clone(), self.clock.cycle, self.clock.metric)
    }
}

/// Writes down the clocks of what parties promised us. Engagements are never taken back, so none
/// has to be cleared away.
pub fn put_parties(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    rows: &[PartyClockRow],
) -> Result<(), StoreError> {
    for PartyClockRow { party, clock } in rows {
        let values = params![
            incident,
            party.to_string(),
            clock.cycle,
            clock.metric.as_str(),
            clock.state.as_str(),
            clock.started_at,
            clock.due_at,
            clock.limit_at,
            clock.used.seconds(),
            clock.promised.seconds(),
            clock.stopped_at,
        ];
        tx.execute(PARTY_CLOCK_PUT, values)?;
    }
    Ok(())
}

/// The clocks of what parties promised us for an incident.
pub fn of_parties(
    tx: &mut ReadTx<'_>,
    incident: IncidentId,
) -> Result<Vec<PartyClockRow>, StoreError> {
    let read = |row: &Row<'_>| -> Result<PartyClockRow, StoreError> {
        let party = row.text("party")?.parse().map_err(StoreError::broken)?;
        Ok(PartyClockRow { party, clock: ClockRow::read(row)? })
    };
    let mut rows = tx.query(PARTY_CLOCKS_OF, params![incident], read)?;
    rows.sort_by_key(PartyClockRow::place);
    Ok(rows)
}

/// Makes `clocks` the clocks of the incident. A new incident has none to clear away.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    clocks: &[ClockRow],
    is_new: bool,
) -> Result<(), StoreError> {
    if !is_new {
        let metrics: Vec<_> = clocks.iter().map(|clock| clock.metric.as_str()).collect();
        tx.execute(CLOCK_CLEAR, params![incident, codec::json(&metrics)?])?;
    }
    for clock in clocks {
        let values = params![
            incident,
            clock.metric.as_str(),
            clock.cycle,
            clock.state.as_str(),
            clock.started_at,
            clock.due_at,
            clock.limit_at,
            clock.used.seconds(),
            clock.promised.seconds(),
            clock.stopped_at,
        ];
        if is_new {
            tx.execute(CLOCK_PUT, values)?;
        } else {
            tx.update(CLOCK_PUT_QUIETLY, CLOCK_PUT, values)?;
        }
    }
    Ok(())
}

/// The clocks of an incident, in the order in which they are shown.
pub fn of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<ClockRow>, StoreError> {
    let mut clocks = tx.query(CLOCKS_OF, params![incident], ClockRow::read)?;
    clocks.sort_by_key(|clock| clock.metric);
    Ok(clocks)
}
