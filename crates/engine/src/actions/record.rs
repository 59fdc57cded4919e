//! Writes down what happened and all that follows, in the transaction that is under way: facts,
//! read models, clocks, when to wake, who must hear.

use jiff::Timestamp;
use piket_core::incident::{Entry, State, agenda};
use piket_core::key::IncidentId;
use piket_core::notice::notices;
use piket_core::sla;
use piket_store::{StoreError, Tx, incidents, outbox};

use crate::desk::Desk;

/// Appends `entries`, which lead from version `before` to `after`.
///
/// # Errors
///
/// [`StoreError::Conflict`] when somebody else was first.
pub(crate) fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    id: IncidentId,
    before: u32,
    entries: &[Entry],
    after: &State,
    now: Timestamp,
) -> Result<(), StoreError> {
    let directory = desk.directory();
    let clocks = sla::clocks(&after.clock_events, directory.as_ref(), now);
    let due_at = agenda(after, &directory, now).first().map(|errand| errand.at);
    incidents::append(tx, id, before, entries, after, &clocks, due_at)?;
    let letters = notices(id, entries, after, &directory);
    outbox::put(tx, &letters, "mail", now, &mut || desk.new_id(now))
}
