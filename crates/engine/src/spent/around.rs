//! What is known around an entry: its incident, the clocks by which its months are read, and which
//! months are frozen.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piket_core::directory::Directory;
use piket_core::figures::Month;
use piket_core::incident::State;
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::spent::{self as core, Stretch, TimeEntry, TimeStep};
use piket_store::spent::{self, Place};
use piket_store::{ReadTx, StoreError, Tx, figures, incidents};

use super::TimeError;
use crate::figures::{house_zone, zone_now};

/// A longer stretch, of about a year, touches no month that is looked at.
const MOST_LOOKED_AT_S: i64 = 400 * 86_400;

/// An incident on which time is noted.
pub(super) struct Room {
    pub(super) id: IncidentId,
    pub(super) place: Place,
    pub(super) zone: TimeZone,
    reported_at: Timestamp,
    now: Timestamp,
}

impl Room {
    /// As [`Self::open`], and nobody else changes it, its time, or where that belongs, until the
    /// transaction is over.
    pub(super) fn hold(
        tx: &mut Tx<'_>,
        directory: &Directory,
        who: &Who,
        number: Number,
        now: Timestamp,
    ) -> Result<Self, TimeError> {
        if let Some(id) = incidents::by_number(tx, number)? {
            incidents::lock(tx, id)?;
        }
        Self::open(tx, directory, who, number, now)
    }

    /// The incident of a number as it is; where time goes on if it was merged into another one.
    pub(super) fn open(
        tx: &mut ReadTx<'_>,
        directory: &Directory,
        who: &Who,
        number: Number,
        now: Timestamp,
    ) -> Result<Self, TimeError> {
        let missing = || TimeError::NotFound("incident");
        let id = incidents::by_number(tx, number)?.ok_or_else(missing)?;
        let (id, state) = state(tx, id)?.ok_or_else(missing)?;
        if !who.sees_incident(&state) {
            return Err(missing());
        }
        if !who.may_note_time(&state) {
            return Err(TimeError::Denied);
        }
        Ok(Self::of(id, &state, directory, now))
    }

    /// Where time of the incident goes on: merged incidents are followed to the one that is worked
    /// on.
    pub(super) fn goes_on(self, tx: &mut Tx<'_>, directory: &Directory) -> Result<Self, TimeError> {
        let mut at = self;
        while let Some((_, state)) = state(tx, at.id)? {
            let Some(merged) = state.merging.merged_into() else { break };
            incidents::lock(tx, merged.incident)?;
            let Some((id, further)) = self::state(tx, merged.incident)? else { break };
            at = Self::of(id, &further, directory, at.now);
        }
        Ok(at)
    }

    fn of(id: IncidentId, state: &State, directory: &Directory, now: Timestamp) -> Self {
        Self {
            id,
            place: place_of(state),
            zone: zone_of(directory, state),
            reported_at: state.reported_at,
            now,
        }
    }

    /// Which months of these stretches are frozen.
    pub(super) fn frozen(
        &self,
        tx: &mut ReadTx<'_>,
        stretches: &[Option<Stretch>],
    ) -> Result<BTreeSet<Month>, StoreError> {
        let Some(application) = &self.place.application else { return Ok(BTreeSet::new()) };
        // What is longer is refused, so that nobody waits while its months are looked up.
        let is_sane = |it: &&Stretch| it.seconds() <= MOST_LOOKED_AT_S;
        let sane = stretches.iter().flatten().filter(is_sane);
        let pieces = sane.flat_map(|it| it.pieces(&self.zone));
        let months: BTreeSet<Month> = pieces.map(|piece| piece.month).collect();
        let mut frozen = BTreeSet::new();
        for month in months {
            if figures::frozen_at(tx, application, month)?.is_some() {
                frozen.insert(month);
            }
        }
        Ok(frozen)
    }

    /// The same as the core wants to be told it.
    pub(super) fn around<'a>(&'a self, frozen: &'a BTreeSet<Month>) -> core::Around<'a> {
        core::Around { reported_at: self.reported_at, zone: &self.zone, frozen, now: self.now }
    }

    /// Writes an entry down with the step that was taken.
    pub(super) fn keep(
        &self,
        tx: &mut Tx<'_>,
        entry: &TimeEntry,
        step: &TimeStep,
    ) -> Result<(), StoreError> {
        spent::add_step(tx, entry.id, step)?;
        spent::put(tx, entry, &self.place, &self.zone)
    }
}

fn state(tx: &mut ReadTx<'_>, id: IncidentId) -> Result<Option<(IncidentId, State)>, StoreError> {
    let timeline = incidents::load(tx, id)?;
    Ok(timeline.and_then(|timeline| Some((id, timeline.state()?))))
}

fn place_of(state: &State) -> Place {
    Place {
        number: state.number,
        client: state.client.clone(),
        application: state.application.clone(),
    }
}

/// By the clocks of the agreement that holds for the application, as its figures are.
fn zone_of(directory: &Directory, state: &State) -> TimeZone {
    let application = state.application.as_ref();
    application.map_or_else(|| house_zone(directory), |key| zone_now(directory, key))
}

/// Time belongs where its incident does: when another application is set, it goes with it.
pub(crate) fn follow(
    tx: &mut Tx<'_>,
    directory: &Directory,
    id: IncidentId,
    state: &State,
) -> Result<(), StoreError> {
    let (place, zone) = (place_of(state), zone_of(directory, state));
    for entry in spent::entries_of(tx, id)? {
        spent::put(tx, &entry, &place, &zone)?;
    }
    Ok(())
}
