//! Noting time: a timer is started and stopped, a stretch is typed in, an entry is changed,
//! confirmed or taken back. Each is one transaction; asked twice, it happens once.

use jiff::Timestamp;
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::spent::{
    Stretch, TimeCommand, TimeDeed, TimeEntry, TimeRefusal, TimeStanding, TimeStep, begin, type_in,
};
use piket_store::spent::{self, TimeRow};
use piket_store::{ReadTx, StoreError, Tx};
use uuid::Uuid;

use super::TimeError;
use super::around::Room;
use crate::desk::Desk;
use crate::once;

/// So often is tried anew when somebody else was first.
const TRIES: usize = 5;

/// What is typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedTime {
    /// The stretch.
    pub stretch: Stretch,
    /// What was done in that time.
    pub note: String,
    /// What the form or the program calls it: the same, typed in twice under the same name, is one.
    pub once: Option<String>,
}

/// A timer that runs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimerStarted {
    /// The entry.
    pub entry: Uuid,
    /// On which incident: another one than was asked if that was merged.
    pub number: Number,
    /// Whether it ran already.
    pub ran_already: bool,
    /// The timer of the person that was stopped for it.
    pub stopped: Option<Noted>,
}

/// An entry after something was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The entry.
    pub entry: Uuid,
    /// On which incident.
    pub number: Number,
    /// How it stands.
    pub standing: TimeStanding,
    /// How long it is, in seconds.
    pub seconds: i64,
    /// Whether something was done: not if it was so already.
    pub is_new: bool,
    /// Whether the person noted other time at the same time.
    pub overlaps: bool,
}

impl Desk {
    /// Starts a timer of a person on an incident; the one that runs elsewhere stops. One that runs
    /// there already goes on.
    ///
    /// # Errors
    ///
    /// [`TimeError`]; nothing has happened then.
    pub async fn start_timer(
        &self,
        who: &Who,
        number: Number,
        now: Timestamp,
    ) -> Result<TimerStarted, TimeError> {
        for _ in 0..TRIES {
            let (directory, who, id) = (self.directory(), who.clone(), self.new_id(now));
            let job = move |tx: &mut Tx<'_>| -> Result<TimerStarted, TimeError> {
                let room = Room::hold(tx, &directory, &who, number, now)?;
                let room = room.goes_on(tx, &directory)?;
                let number = room.place.number;
                let stopped = match spent::running(tx, &who.key)? {
                    Some(row) if row.incident == room.id => {
                        let (entry, stopped) = (row.id, None);
                        return Ok(TimerStarted { entry, number, ran_already: true, stopped });
                    }
                    Some(row) => {
                        let there = Room::hold(tx, &directory, &who, row.place.number, now);
                        Some(make_way(tx, &who, &there?, &row, now)?)
                    }
                    None => None,
                };
                let (at, deed) = begin(now);
                write_first(tx, &room, &who, (id, at), deed)?;
                Ok(TimerStarted { entry: id, number, ran_already: false, stopped })
            };
            match self.store().write(job).await {
                Err(TimeError::Store(StoreError::Conflict)) => {}
                done => return done,
            }
        }
        Err(TimeError::Stale)
    }

    /// Stops the timer of a person on an incident. `entry` is the timer that the person saw: was it
    /// stopped meanwhile, the note is still taken down.
    ///
    /// # Errors
    ///
    /// [`TimeError`]; nothing has happened then.
    pub async fn stop_timer(
        &self,
        who: &Who,
        number: Number,
        entry: Option<Uuid>,
        note: String,
        now: Timestamp,
    ) -> Result<Noted, TimeError> {
        let command = TimeCommand::Stop { note };
        if let Some(entry) = entry {
            return self.change_time(who, (number, entry), command, None, now).await;
        }
        let key = who.key.clone();
        let running = self.store().read(move |tx| spent::running(tx, &key)).await?;
        if let Some(row) = running.filter(|row| row.place.number == number) {
            return self.change_time(who, (number, row.id), command, None, now).await;
        }
        // The walls come first: who may not know of the incident learns nothing here.
        let (directory, who) = (self.directory(), who.clone());
        let room =
            move |tx: &mut ReadTx<'_>| Room::open(tx, &directory, &who, number, now).map(drop);
        self.store().read(room).await?;
        Err(TimeRefusal::NotRunning.into())
    }

    /// Types a stretch of work in.
    ///
    /// # Errors
    ///
    /// [`TimeError`]; nothing is written then.
    pub async fn type_time(
        &self,
        who: &Who,
        number: Number,
        typed: TypedTime,
        now: Timestamp,
    ) -> Result<Noted, TimeError> {
        for _ in 0..TRIES {
            let (directory, who, typed) = (self.directory(), who.clone(), typed.clone());
            let fresh = self.new_id(now);
            let job = move |tx: &mut Tx<'_>| -> Result<Noted, TimeError> {
                let room = Room::hold(tx, &directory, &who, number, now)?;
                let room = room.goes_on(tx, &directory)?;
                let id = named(&typed, &who, room.id).unwrap_or(fresh);
                if let Some((entry, _)) = spent::entry(tx, id)? {
                    return told(tx, &room, &entry, false);
                }
                let frozen = room.frozen(tx, &[Some(typed.stretch)])?;
                let deed = type_in(typed.stretch, &typed.note, &who, room.around(&frozen))?;
                let entry = write_first(tx, &room, &who, (id, now), deed)?;
                told(tx, &room, &entry, true)
            };
            match self.store().write(job).await {
                Err(TimeError::Store(StoreError::Conflict)) => {}
                done => return done,
            }
        }
        Err(TimeError::Stale)
    }

    /// Stops, changes, confirms or takes back an entry of an incident. `seen` is the version that
    /// was read.
    ///
    /// # Errors
    ///
    /// [`TimeError`]; nothing has happened then. [`TimeError::Stale`] when somebody else changed it
    /// since it was read.
    pub async fn change_time(
        &self,
        who: &Who,
        (number, id): (Number, Uuid),
        command: TimeCommand,
        seen: Option<u32>,
        now: Timestamp,
    ) -> Result<Noted, TimeError> {
        let (directory, who) = (self.directory(), who.clone());
        let job = move |tx: &mut Tx<'_>| -> Result<Noted, TimeError> {
            let room = Room::hold(tx, &directory, &who, number, now)?;
            let found = spent::entry(tx, id)?.filter(|(entry, _)| entry.incident == room.id);
            let (entry, _) = found.ok_or(TimeError::NotFound("entry"))?;
            let wanted = match &command {
                TimeCommand::Change { stretch, .. } => Some(*stretch),
                TimeCommand::Stop { .. } => entry.stretch().or(Some(so_far(&entry, now))),
                TimeCommand::Confirm | TimeCommand::Withdraw { .. } => None,
            };
            let frozen = room.frozen(tx, &[entry.stretch(), wanted])?;
            let deed = entry.decide(command.clone(), &who, room.around(&frozen))?;
            let Some(deed) = deed else { return told(tx, &room, &entry, false) };
            if seen.is_some_and(|seen| seen != entry.version()) {
                return Err(TimeError::Stale);
            }
            let entry = write_next(tx, &room, &who, entry, (now, !frozen.is_empty()), deed)?;
            told(tx, &room, &entry, true)
        };
        match self.store().write(job).await {
            Err(TimeError::Store(StoreError::Conflict)) => Err(TimeError::Stale),
            done => done,
        }
    }
}

/// What a timer measured until now.
fn so_far(entry: &TimeEntry, now: Timestamp) -> Stretch {
    Stretch::between(entry.begun_at(), now)
}

/// Stops a timer because another one is started.
fn make_way(
    tx: &mut Tx<'_>,
    who: &Who,
    room: &Room,
    row: &TimeRow,
    now: Timestamp,
) -> Result<Noted, TimeError> {
    let (entry, _) = spent::entry(tx, row.id)?.ok_or(TimeError::NotFound("entry"))?;
    let Some(deed) = entry.make_way(now) else { return told(tx, room, &entry, false) };
    let frozen = room.frozen(tx, &[Some(so_far(&entry, now))])?;
    let entry = write_next(tx, room, who, entry, (now, !frozen.is_empty()), deed)?;
    told(tx, room, &entry, true)
}

fn write_first(
    tx: &mut Tx<'_>,
    room: &Room,
    who: &Who,
    (id, at): (Uuid, Timestamp),
    deed: TimeDeed,
) -> Result<TimeEntry, TimeError> {
    let stretch = match &deed {
        TimeDeed::Typed { stretch, .. } => Some(*stretch),
        _ => None,
    };
    let is_late = !room.frozen(tx, &[stretch])?.is_empty();
    let step = TimeStep { seq: 1, at, by: who.key.clone(), is_late, deed };
    let entry = TimeEntry::of(id, who.key.clone(), room.id, vec![step.clone()]);
    let entry = entry.ok_or_else(|| StoreError::Broken("an entry without a beginning".into()))?;
    room.keep(tx, &entry, &step)?;
    Ok(entry)
}

fn write_next(
    tx: &mut Tx<'_>,
    room: &Room,
    who: &Who,
    entry: TimeEntry,
    (at, is_late): (Timestamp, bool),
    deed: TimeDeed,
) -> Result<TimeEntry, TimeError> {
    let step = TimeStep { seq: entry.version() + 1, at, by: who.key.clone(), is_late, deed };
    let entry = entry.with(step.clone());
    room.keep(tx, &entry, &step)?;
    Ok(entry)
}

fn told(
    tx: &mut ReadTx<'_>,
    room: &Room,
    entry: &TimeEntry,
    is_new: bool,
) -> Result<Noted, TimeError> {
    let row = spent::row(tx, entry.id)?;
    Ok(Noted {
        entry: entry.id,
        number: room.place.number,
        standing: entry.standing(),
        seconds: entry.stretch().map_or(0, |it| it.seconds()),
        is_new,
        overlaps: row.is_some_and(|row| row.overlaps),
    })
}

/// The row key of what was typed in under a name.
fn named(typed: &TypedTime, who: &Who, incident: IncidentId) -> Option<Uuid> {
    let said = serde_json::json!([who.key, incident, typed.stretch, typed.note.trim()]);
    once::named(typed.once.as_deref(), &said)
}
