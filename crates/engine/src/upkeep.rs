//! Upkeep: is what lists show what the timelines say, and if not, make it so.
//!
//! [`Desk::verify`] replays every timeline and compares; it changes nothing. [`Desk::rebuild`] writes
//! the read models, the clocks, the words for searching and the wake-up times anew. Both walk
//! through everything, in pieces, while Piket goes on working.

use jiff::Timestamp;
use piket_core::incident::{State, agenda, owed_clocks};
use piket_core::key::{IncidentId, Number};
use piket_core::sla;
use piket_store::clocks::{self, ClockRow, PartyClockRow};
use piket_store::incidents::{self, IncidentRow};
use piket_store::verify::{all_incident_ids, rows_without_facts};
use piket_store::{StoreError, Tx, corrections, due, figures};

use crate::actions::index_anew;
use crate::desk::Desk;
use crate::figures::read_off;
use crate::spent::follow;

/// How many incidents are looked at in one go.
const AT_ONCE: u32 = 200;

/// Something that is not what the timelines say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which incident.
    pub incident: IncidentId,
    /// Its number, when it is known.
    pub number: Option<Number>,
    /// What differs.
    pub what: &'static str,
}

/// What a walk through all incidents found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many timelines were replayed.
    pub timelines: u64,
    /// How many facts they hold.
    pub facts: u64,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Desk {
    /// Replays every timeline and compares it with what lists show.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be read.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        let mut after = None;
        loop {
            let ids = self.store().read(move |tx| all_incident_ids(tx, after, AT_ONCE)).await?;
            let Some(last) = ids.last().copied() else { break };
            for id in ids {
                self.verify_one(id, &mut verified).await?;
            }
            after = Some(last);
        }
        let orphans = self.store().read(|tx| rows_without_facts(tx, None, AT_ONCE)).await?;
        verified.differences.extend(orphans.into_iter().map(|incident| Difference {
            incident,
            number: None,
            what: "lists show it, but it has no timeline",
        }));
        Ok(verified)
    }

    async fn verify_one(&self, id: IncidentId, verified: &mut Verified) -> Result<(), StoreError> {
        let found = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                let figures = figures::of(tx, id)?;
                let shown = (clocks::of(tx, id)?, clocks::of_parties(tx, id)?);
                let rows = (incidents::row(tx, id)?, due::of(tx, id)?);
                Ok((incidents::load(tx, id)?, rows, figures, shown))
            })
            .await?;
        let (timeline, (row, due_at), given, shown) = found;
        let Some(timeline) = timeline else { return Ok(()) };
        verified.timelines += 1;
        verified.facts += timeline.entries.len() as u64;
        let mut differs = |number: Option<Number>, what: &'static str| {
            verified.differences.push(Difference { incident: id, number, what });
        };
        let Some(state) = timeline.state() else {
            differs(None, "its timeline does not begin with a report");
            return Ok(());
        };
        let number = Some(state.number);
        let Some(row) = row else {
            differs(number, "lists do not show it");
            return Ok(());
        };
        let (expected, mut expected_clocks, _) = self.row(id, &state, state.changed_at);
        expected_clocks.sort_by_key(|clock| clock.metric);
        if !is_same(&row, &expected) {
            differs(number, "lists show something else than its timeline says");
        }
        let parties = PartyClockRow::all_of(&state, &self.directory(), state.changed_at);
        let of =
            |rows: &[PartyClockRow]| rows.iter().map(|it| it.clock.clone()).collect::<Vec<_>>();
        if !are_as_far(&shown.0, &expected_clocks) || !are_as_far(&of(&shown.1), &of(&parties)) {
            differs(number, "its clocks stand elsewhere than its timeline says");
        }
        let expected = read_off(&self.directory(), &state, &timeline.entries);
        if given != Some(expected.clone()) && expected.application.is_some() {
            differs(number, "figures count something else than its timeline says");
        }
        if state.step.is_over() != due_at.is_none() {
            differs(number, "nobody will wake it, or somebody would though it is over");
        }
        Ok(())
    }

    fn row(
        &self,
        id: IncidentId,
        state: &State,
        at: Timestamp,
    ) -> (IncidentRow, Vec<ClockRow>, Option<Timestamp>) {
        let directory = self.directory();
        let clocks = sla::clocks(&state.clock_events, directory.as_ref(), at);
        let due_at = agenda(state, &directory, at).first().map(|errand| errand.at);
        let rows = clocks.iter().map(ClockRow::of).collect();
        let mut all = clocks;
        all.extend(owed_clocks(state, directory.as_ref(), at));
        (IncidentRow::of(id, state, &all), rows, due_at)
    }

    /// Writes everything that was read off timelines anew. Answers how many incidents there were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached; what was written until then stays.
    pub async fn rebuild(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut rebuilt = 0;
        let mut after = None;
        loop {
            let ids = self.store().read(move |tx| all_incident_ids(tx, after, AT_ONCE)).await?;
            let Some(last) = ids.last().copied() else { return Ok(rebuilt) };
            rebuilt += ids.len() as u64;
            for id in ids {
                let desk = self.clone();
                self.store().write(move |tx: &mut Tx<'_>| desk.rebuild_one(tx, id, now)).await?;
            }
            after = Some(last);
        }
    }

    fn rebuild_one(
        &self,
        tx: &mut Tx<'_>,
        id: IncidentId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(timeline) = incidents::load(tx, id)? else { return Ok(()) };
        let Some(state) = timeline.state() else { return Ok(()) };
        let (row, clocks, due_at) = self.row(id, &state, now);
        incidents::rewrite(tx, &row, &clocks, due_at)?;
        figures::put(tx, id, &read_off(&self.directory(), &state, &timeline.entries))?;
        corrections::put(tx, id, &state)?;
        follow(tx, &self.directory(), id, &state)?;
        let parties = PartyClockRow::all_of(&state, &self.directory(), now);
        clocks::put_parties(tx, id, &parties)?;
        index_anew(tx, id, &state, &timeline.entries)
    }
}

/// Whether two rows show the same. A deadline may have moved with a calendar since it was written.
fn is_same(shown: &IncidentRow, expected: &IncidentRow) -> bool {
    let mut shown = shown.clone();
    shown.deadline = expected.deadline;
    shown == *expected
}

fn are_as_far(shown: &[ClockRow], expected: &[ClockRow]) -> bool {
    let all = |(shown, expected)| is_as_far(shown, expected);
    shown.len() == expected.len() && shown.iter().zip(expected).all(all)
}

/// Whether two rows of a clock tell the same. What still goes may have got another deadline with
/// its calendar since it was written; what has ended is as it ended.
fn is_as_far(shown: &ClockRow, expected: &ClockRow) -> bool {
    if shown.state.is_going() && expected.state.is_going() {
        let begun = |row: &ClockRow| (row.metric, row.cycle, row.started_at);
        begun(shown) == begun(expected)
    } else {
        shown == expected
    }
}
