//! Notes about the service of an application: planned work is announced, outages and excuses are
//! written down and agreed to by somebody else.

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::figures::{NoteCommand, NoteEntry, NoteRefusal, Noted, ServiceNote, note as begin};
use piket_core::key::{ApplicationKey, ComponentKey};
use piket_core::policy::{Action, Who};
use piket_store::figures::{add_step, note};
use piket_store::{StoreError, Tx};
use uuid::Uuid;

use super::seen;
use crate::desk::Desk;
use crate::error::ActionError;

/// Why a note was not written or changed.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such application, note or component.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// It is not allowed.
    #[error(transparent)]
    Refused(#[from] NoteRefusal),
    /// Somebody else was first: it has changed since it was read.
    #[error("it has changed meanwhile")]
    Stale,
    /// The memory could not be reached or is full.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ActionError> for NoteError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotFound(what) => Self::NotFound(what),
            ActionError::Stale => Self::Stale,
            ActionError::Store(error) => Self::Store(error),
            ActionError::Denied | ActionError::Refused(_) => Self::Denied,
        }
    }
}

impl Desk {
    /// Writes a note down.
    ///
    /// # Errors
    ///
    /// [`NoteError`]; nothing is written then.
    pub async fn write_note(
        &self,
        who: &Who,
        key: &ApplicationKey,
        noted: Noted,
        now: Timestamp,
    ) -> Result<ServiceNote, NoteError> {
        let directory = self.directory();
        let application = seen(who, &directory, key)?;
        if !who.may(Action::Work) {
            return Err(NoteError::Denied);
        }
        let is_known =
            |key: &ComponentKey| application.components.iter().any(|part| part.key == *key);
        if !noted.components.iter().all(is_known) {
            return Err(NoteError::NotFound("component"));
        }
        let step = begin(noted, now)?;
        let id = self.new_id(now);
        let entry = NoteEntry { seq: 1, at: now, by: who.key.clone(), step };
        let (application, kept) = (key.clone(), entry.clone());
        let job = move |tx: &mut Tx<'_>| add_step(tx, id, &application, &kept);
        self.store().write(job).await?;
        let written = ServiceNote::of(id, key.clone(), vec![entry]);
        written.ok_or(NoteError::NotFound("note"))
    }

    /// Moves, agrees to or takes back a note.
    ///
    /// # Errors
    ///
    /// [`NoteError`]; nothing is changed then.
    pub async fn change_note(
        &self,
        who: &Who,
        key: &ApplicationKey,
        id: Uuid,
        command: NoteCommand,
        now: Timestamp,
    ) -> Result<ServiceNote, NoteError> {
        let directory = self.directory();
        seen(who, &directory, key)?;
        let right = match command {
            NoteCommand::Agree => Action::Configure,
            NoteCommand::Move { .. } | NoteCommand::Withdraw { .. } => Action::Work,
        };
        if !who.may(right) {
            return Err(NoteError::Denied);
        }
        let is_alone = is_alone(who, &directory);
        let (key, who) = (key.clone(), who.key.clone());
        let job = move |tx: &mut Tx<'_>| -> Result<ServiceNote, NoteError> {
            let found = note(tx, id)?.filter(|it| it.application == key);
            let mut found = found.ok_or(NoteError::NotFound("note"))?;
            let step = found.decide(command.clone(), &who, is_alone, now)?;
            let seq = found.entries.last().map_or(0, |entry| entry.seq) + 1;
            let entry = NoteEntry { seq, at: now, by: who.clone(), step };
            add_step(tx, id, &key, &entry)?;
            found.entries.push(entry);
            Ok(found)
        };
        match self.store().write(job).await {
            Err(NoteError::Store(StoreError::Conflict)) => Err(NoteError::Stale),
            done => done,
        }
    }
}

/// Whether nobody else could agree.
fn is_alone(who: &Who, directory: &Directory) -> bool {
    let others = directory.people.values().filter(|it| it.is_active && it.key != who.key);
    !others.into_iter().any(|it| Who::from(it).may(Action::Configure))
}
