//! Clock rows: how each promise of an incident stood when the incident last changed.
//!
//! They serve lists and reports in SQL. What is true is the replay of the timeline.

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::key::IncidentId;
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
    CLOCK_CLEAR = "DELETE FROM clock WHERE incident_id = $1
        AND metric NOT IN (SELECT value FROM json_each($2))";
    CLOCKS_OF = "SELECT metric, cycle, state, started_at, due_at, limit_at, used_s, promised_s,
            stopped_at
        FROM clock WHERE incident_id = $1";
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
        tx.execute(CLOCK_PUT, values)?;
    }
    Ok(())
}

/// The clocks of an incident, in the order in which they are shown.
pub fn of(tx: &mut ReadTx<'_>, incident: IncidentId) -> Result<Vec<ClockRow>, StoreError> {
    let mut clocks = tx.query(CLOCKS_OF, params![incident], ClockRow::read)?;
    clocks.sort_by_key(|clock| clock.metric);
    Ok(clocks)
}
