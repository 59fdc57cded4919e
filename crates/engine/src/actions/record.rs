//! Writes down what happened and all that follows, in the transaction that is under way: facts,
//! read models, clocks, when to wake, who must hear.

use jiff::Timestamp;
use piket_core::figures::IncidentFigures;
use piket_core::incident::{Channel, Entry, Fact, Scope, State, agenda, owed_clocks};
use piket_core::key::IncidentId;
use piket_core::notice::{Notice, notices};
use piket_core::sla;
use piket_store::clocks::{self, ClockRow, PartyClockRow};
use piket_store::incidents::{self, IncidentRow};
use piket_store::{StoreError, Tx, corrections, figures, outbox, search};

use crate::desk::Desk;
use crate::figures::read_off;
use crate::spent::follow;

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
    let Happened { entries, after, .. } = happened;
    Record::of(desk, happened, now).write(desk, tx, entries, after)
}

/// All that is written down beside the facts. It is worked out without the memory, so that nobody
/// who has to write waits for it where it can be done before.
pub(crate) struct Record {
    id: IncidentId,
    now: Timestamp,
    expected_version: u32,
    row: IncidentRow,
    clocks: Vec<ClockRow>,
    parties: Vec<PartyClockRow>,
    due_at: Option<Timestamp>,
    figures: IncidentFigures,
    has_corrections: bool,
    words: Option<Said>,
    letters: Vec<Notice>,
}

impl Record {
    /// What is to be written down of what happened.
    pub(crate) fn of(desk: &Desk, happened: Happened<'_>, now: Timestamp) -> Self {
        let Happened { id, history, entries, after } = happened;
        let directory = desk.directory();
        // Not `now`: should the clock of the machine have been set back, nothing is left out.
        let replayed = sla::clocks(&after.clock_events, directory.as_ref(), after.changed_at);
        // What is owed to people of merged incidents has no row of its own, but the nearest
        // deadline may be one of it.
        let mut all = replayed.clone();
        all.extend(owed_clocks(after, directory.as_ref(), after.changed_at));
        Self {
            id,
            now,
            expected_version: history.last().map_or(0, |entry| entry.seq),
            row: IncidentRow::of(id, after, &all),
            clocks: replayed.iter().map(ClockRow::of).collect(),
            parties: PartyClockRow::all_of(after, &directory, after.changed_at),
            due_at: agenda(after, &directory, now).first().map(|errand| errand.at),
            figures: read_off(&directory, after, history.iter().chain(entries)),
            has_corrections: entries.iter().any(|entry| is_of_corrections(&entry.fact)),
            words: newly_said(after, history, entries),
            letters: notices(id, entries, after, &directory),
        }
    }

    /// Writes it down, with the facts of which it was made and the state to which they lead.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when somebody else was first.
    pub(crate) fn write(
        &self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        entries: &[Entry],
        after: &State,
    ) -> Result<(), StoreError> {
        let change = incidents::Change {
            expected_version: self.expected_version,
            entries,
            row: &self.row,
            clocks: &self.clocks,
            due_at: self.due_at,
        };
        incidents::append(tx, &change)?;
        figures::put(tx, self.id, &self.figures)?;
        if self.has_corrections {
            corrections::put(tx, self.id, after)?;
        }
        if entries.iter().any(|entry| matches!(entry.fact, Fact::ApplicationSet { .. })) {
            follow(tx, &desk.directory(), self.id, after)?;
        }
        clocks::put_parties(tx, self.id, &self.parties)?;
        if let Some(Said { public, internal }) = &self.words {
            search::index(tx, self.id, &search::Words { public, internal })?;
        }
        outbox::put(tx, &self.letters, "mail", self.now, desk.chance().as_ref())?;
        Ok(())
    }
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

/// The words by which an incident is found.
struct Said {
    public: String,
    internal: String,
}

/// All words of an incident, when new ones were said.
fn newly_said(after: &State, history: &[Entry], entries: &[Entry]) -> Option<Said> {
    if entries.iter().all(|entry| words(&entry.fact).is_empty()) {
        return None;
    }
    let mut said = Said { public: after.number.to_string(), internal: String::new() };
    for (is_public, more) in history.iter().chain(entries).flat_map(|entry| words(&entry.fact)) {
        let text = if is_public { &mut said.public } else { &mut said.internal };
        text.push(' ');
        text.push_str(more);
    }
    Some(said)
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
    let Some(Said { public, internal }) = newly_said(state, &[], timeline) else { return Ok(()) };
    search::index(tx, id, &search::Words { public: &public, internal: &internal })
}
