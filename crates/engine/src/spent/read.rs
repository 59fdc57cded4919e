//! What was noted on an incident, and which timer of a person runs: for our own people alone.

use jiff::Timestamp;
use piket_core::key::{IncidentId, Number};
use piket_core::policy::{Action, Who};
use piket_core::spent::TimeStep;
use piket_store::StoreError;
use piket_store::spent::{self, Cursor, TimeRow};
use uuid::Uuid;

use super::TimeError;
use crate::desk::Desk;
use crate::view::Seen;

/// An entry with everything that was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedTime {
    /// The entry.
    pub row: TimeRow,
    /// What was done to it, oldest first.
    pub steps: Vec<TimeStep>,
}

/// The time that was noted on an incident and on those that were merged into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeOn {
    /// A page of it, the latest first.
    pub entries: Vec<NotedTime>,
    /// Where the page ended, when there is more.
    pub next: Option<Cursor>,
    /// What counts of all of it, in seconds.
    pub total_s: i64,
    /// The reader's timer that runs, wherever that is.
    pub running: Option<TimeRow>,
}

impl Desk {
    /// The timer of a person that runs. Nothing for who notes no time.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn running_timer(&self, who: &Who) -> Result<Option<TimeRow>, StoreError> {
        if !who.may(Action::NoteTime) {
            return Ok(None);
        }
        let key = who.key.clone();
        self.store().read(move |tx| spent::running(tx, &key)).await
    }

    /// A page of the time that was noted on an incident as `who` saw it.
    ///
    /// # Errors
    ///
    /// [`TimeError::Denied`] for who is not ours.
    pub async fn time_on(
        &self,
        who: &Who,
        seen: &Seen,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<TimeOn, TimeError> {
        if !who.may_note_time(&seen.state) {
            return Err(TimeError::Denied);
        }
        let parts = seen.parts.iter().map(|part| part.id);
        let ids: Vec<IncidentId> = [seen.id].into_iter().chain(parts).collect();
        let key = who.key.clone();
        let read = move |tx: &mut piket_store::ReadTx<'_>| -> Result<TimeOn, StoreError> {
            let mut rows = spent::of_incidents(tx, &ids, after, limit + 1)?;
            let is_more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let next = rows.last().filter(|_| is_more).map(TimeRow::cursor);
            let mut entries = Vec::with_capacity(rows.len());
            for row in rows {
                let steps = spent::steps(tx, row.id)?;
                entries.push(NotedTime { row, steps });
            }
            let (total_s, running) = (spent::total(tx, &ids)?, spent::running(tx, &key)?);
            Ok(TimeOn { entries, next, total_s, running })
        };
        Ok(self.store().read(read).await?)
    }

    /// An entry of an incident as lists show it.
    ///
    /// # Errors
    ///
    /// [`TimeError::Denied`] for who is not ours, [`TimeError::NotFound`] when there is none.
    pub async fn time_entry(
        &self,
        who: &Who,
        number: Number,
        entry: Uuid,
        now: Timestamp,
    ) -> Result<TimeRow, TimeError> {
        let seen = self.show(who, number, now).await?;
        if !who.may_note_time(&seen.state) {
            return Err(TimeError::Denied);
        }
        let row = self.store().read(move |tx| spent::row(tx, entry)).await?;
        row.filter(|row| row.incident == seen.id).ok_or(TimeError::NotFound("entry"))
    }

    /// How long a timer has run at `now`, in seconds.
    pub fn runs_s(row: &TimeRow, now: Timestamp) -> i64 {
        (now.as_second() - row.begins_at.as_second()).max(0)
    }
}
