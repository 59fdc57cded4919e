//! Writes down what happened and all that follows, in the transaction that is under way: facts,
//! read models, clocks, when to wake, who must hear.

use jiff::Timestamp;
use piket_core::incident::{Channel, Entry, Fact, Scope, State, agenda, owed_clocks};
use piket_core::key::IncidentId;
use piket_core::notice::notices;
use piket_core::sla;
use piket_store::clocks::{self, ClockRow, PartyClockRow};
use piket_store::incidents::{self, IncidentRow};
use piket_store::{StoreError, Tx, corrections, figures, outbox, search};

use crate::desk::Desk;
use crate::figures::read_off;

/// What happened to an incident.
#[derive(Clone, Copy)]
pub(crate) struct Happened<'a> {
    /// Which.
    pub(crate) id: IncidentId,
    /// Its timeline so far.
    pub(crate) history: &'a [Entry],
    /// What is new.
    pub(crate) entries: &'a [Entry],
    /// Where that leads.
    pub(crate) after: &'a State,
}

/// Appends the new `entries` to the `history`, which leads to the state `after`.
///
/// # Errors
///
/// [`StoreError::Conflict`] when somebody else was first.
pub(crate) fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    happened: Happened<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Happened { id, history, entries, after } = happened;
    let directory = desk.directory();
    // Not `now`: should the clock of the machine have been set back, nothing is left out.
    let replayed = sla::clocks(&after.clock_events, directory.as_ref(), after.changed_at);
    let due_at = agenda(after, &directory, now).first().map(|errand| errand.at);
    // What is owed to people of merged incidents has no row of its own, but the nearest deadline
    // may be one of it.
    let mut all = replayed.clone();
    all.extend(owed_clocks(after, directory.as_ref(), after.changed_at));
    let row = IncidentRow::of(id, after, &all);
    let rows: Vec<ClockRow> = replayed.iter().map(ClockRow::of).collect();
    let parties = PartyClockRow::all_of(after, &directory, after.changed_at);
    let change = incidents::Change {
        expected_version: history.last().map_or(0, |entry| entry.seq),
        entries,
        row: &row,
        clocks: &rows,
        due_at,
    };
    incidents::append(tx, &change)?;
    let timeline = history.iter().chain(entries);
    figures::put(tx, id, &read_off(&directory, after, timeline))?;
    if entries.iter().any(|entry| is_of_corrections(&entry.fact)) {
        corrections::put(tx, id, after)?;
    }
    clocks::put_parties(tx, id, &parties)?;
    make_findable(tx, id, after, history, entries)?;
    let letters = notices(id, entries, after, &directory);
    outbox::put(tx, &letters, "mail", now, desk.chance().as_ref())?;
    Ok(())
}

fn is_of_corrections(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::CorrectionRequested(_)
            | Fact::CorrectionApproved { .. }
            | Fact::CorrectionRefused { .. }
            | Fact::CorrectionWithdrawn { .. }
    )
}

/// Makes the incident findable by its words, when new ones were said.
fn make_findable(
    tx: &mut Tx<'_>,
    id: IncidentId,
    after: &State,
    history: &[Entry],
    entries: &[Entry],
) -> Result<(), StoreError> {
    if entries.iter().all(|entry| words(&entry.fact).is_empty()) {
        return Ok(());
    }
    let (mut public, mut internal) = (after.number.to_string(), String::new());
    for (is_public, said) in history.iter().chain(entries).flat_map(|entry| words(&entry.fact)) {
        let text = if is_public { &mut public } else { &mut internal };
        text.push(' ');
        text.push_str(said);
    }
    search::index(tx, id, &search::Words { public: &public, internal: &internal })
}

/// The words of a fact, and whether the client may find the incident by them.
fn words(fact: &Fact) -> Vec<(bool, &str)> {
    match fact {
        Fact::Reported { source, summary, details, .. } => {
            vec![(true, summary), (source.channel != Channel::Monitoring, details)]
        }
        Fact::MessageSent(message)
        | Fact::MessageReceived(message)
        | Fact::ReportedBack(message) => vec![(message.scope == Scope::Public, &message.body)],
        Fact::Resolved { cause, solution, .. } => vec![(true, cause), (true, solution)],
        Fact::FindingRecorded { text, .. } => vec![(false, text)],
        Fact::CallLogged { body, .. } => vec![(false, body)],
        _ => Vec::new(),
    }
}

/// Makes an incident findable anew from its whole timeline, for `piket rebuild`.
pub(crate) fn index_anew(
    tx: &mut Tx<'_>,
    id: IncidentId,
    state: &State,
    timeline: &[Entry],
) -> Result<(), StoreError> {
    make_findable(tx, id, state, &[], timeline)
}
