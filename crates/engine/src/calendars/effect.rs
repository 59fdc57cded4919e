//! What saving a calendar would do: whether it may be saved, and which deadlines of open incidents
//! would move.
//!
//! Bounded: the open incidents with the nearest deadlines are looked at, and how many that were is
//! told. Nothing is saved.

use std::sync::Arc;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::key::{IncidentId, Number};
use piket_core::policy::{Action, Who};
use piket_core::sla::{self, Metric};
use piket_store::incidents::{self, Filter, IncidentRow};
use piket_store::{ReadTx, StoreError};

use crate::config::{CalendarDocument, Entry, Plan};
use crate::configure::ConfigureError;
use crate::desk::Desk;
use crate::error::ActionError;

/// So many open incidents are looked at.
const LOOKED_AT: usize = 1_000;
/// So many of them in one go.
const AT_ONCE: u32 = 100;
/// So many moved deadlines are listed; the others are counted.
const LISTED: usize = 200;

/// A deadline that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDeadline {
    /// Of which incident.
    pub incident: Number,
    /// What it is about.
    pub summary: String,
    /// Of which promise.
    pub metric: Metric,
    /// The shown deadline as things are.
    pub before: Option<Timestamp>,
    /// The shown deadline as it would be.
    pub after: Option<Timestamp>,
}

/// What saving would do.
#[derive(Debug, Clone)]
pub struct Effect {
    /// What would change, and what is wrong or odd with it.
    pub plan: Plan,
    /// Deadlines that would move, nearest incidents first; at most 200.
    pub moved: Vec<MovedDeadline>,
    /// How many would move, of the incidents that were looked at.
    pub moved_count: usize,
    /// How many open incidents were looked at.
    pub looked_at: usize,
    /// Whether there are open incidents that were not looked at.
    pub is_partial: bool,
}

impl Desk {
    /// What saving a calendar would do.
    ///
    /// # Errors
    ///
    /// [`ConfigureError::Denied`], or [`ConfigureError::Config`] when the memory cannot be read.
    pub async fn calendar_effect(
        &self,
        who: &Who,
        document: CalendarDocument,
        now: Timestamp,
    ) -> Result<Effect, ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let plan = self.rehearse(who, vec![Entry::Calendar(Box::new(document))], now).await?;
        let mut effect =
            Effect { moved: Vec::new(), moved_count: 0, looked_at: 0, is_partial: false, plan };
        if effect.plan.changes_nothing() || !effect.plan.may_be_applied() {
            return Ok(effect);
        }
        let worlds = (self.directory(), effect.plan.directory());
        let mut after = None;
        loop {
            let page = self.list(who, Filter::default(), after, AT_ONCE).await.map_err(broken)?;
            effect.looked_at += page.rows.len();
            let (before, then) = (Arc::clone(&worlds.0), Arc::clone(&worlds.1));
            let found =
                self.store().read(move |tx| moved(tx, &page.rows, &before, &then, now)).await?;
            effect.moved_count += found.len();
            let room = LISTED.saturating_sub(effect.moved.len());
            effect.moved.extend(found.into_iter().take(room));
            after = page.next;
            effect.is_partial = after.is_some();
            if after.is_none() || effect.looked_at >= LOOKED_AT {
                return Ok(effect);
            }
        }
    }
}

fn broken(error: ActionError) -> ConfigureError {
    match error {
        ActionError::Store(error) => error.into(),
        other @ (ActionError::NotFound(_)
        | ActionError::Denied
        | ActionError::Refused(_)
        | ActionError::Stale) => StoreError::Broken(other.to_string()).into(),
    }
}

fn moved(
    tx: &mut ReadTx<'_>,
    rows: &[IncidentRow],
    before: &Directory,
    then: &Directory,
    now: Timestamp,
) -> Result<Vec<MovedDeadline>, StoreError> {
    let mut moved = Vec::new();
    for row in rows {
        moved.extend(moved_of(tx, row.id, row, before, then, now)?);
    }
    Ok(moved)
}

fn moved_of(
    tx: &mut ReadTx<'_>,
    id: IncidentId,
    row: &IncidentRow,
    before: &Directory,
    then: &Directory,
    now: Timestamp,
) -> Result<Vec<MovedDeadline>, StoreError> {
    let Some(state) = incidents::load(tx, id)?.and_then(|timeline| timeline.state()) else {
        return Ok(Vec::new());
    };
    let now = state.present(now);
    let (old, new) = (
        sla::clocks(&state.clock_events, before, now),
        sla::clocks(&state.clock_events, then, now),
    );
    let moved = old.iter().filter(|clock| clock.state.is_going()).filter_map(|clock| {
        let other = new.iter().find(|other| other.metric == clock.metric)?;
        let is_same = clock.due_at == other.due_at && clock.limit_at == other.limit_at;
        (!is_same).then(|| MovedDeadline {
            incident: row.number,
            summary: row.summary.clone(),
            metric: clock.metric,
            before: clock.due_at,
            after: other.due_at,
        })
    });
    Ok(moved.collect())
}
