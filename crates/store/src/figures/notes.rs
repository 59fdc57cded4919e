//! Notes about the service of an application: planned work, outages and excuses, step by step.

use piket_core::figures::{NoteEntry, ServiceNote};
use piket_core::key::ApplicationKey;
use uuid::Uuid;

use crate::sql::{ReadTx, Row, Tx};
use crate::{StoreError, codec, params};

crate::statements! {
    NOTE_ADD = "INSERT INTO service_note (note_id, seq, application_key, recorded_at, body)
        VALUES ($1, $2, $3, $4, $5)";
    NOTE = "SELECT note_id, application_key, body FROM service_note
        WHERE note_id = $1 ORDER BY seq";
    NOTES_OF = "SELECT note_id, application_key, body FROM service_note
        WHERE application_key = $1 ORDER BY note_id, seq";
}

/// Keeps a step of a note.
///
/// # Errors
///
/// [`StoreError::Conflict`] if somebody else took the same step first: decide again.
pub fn add_step(
    tx: &mut Tx<'_>,
    note: Uuid,
    application: &ApplicationKey,
    entry: &NoteEntry,
) -> Result<(), StoreError> {
    let values = params![note, entry.seq, application, entry.at, codec::json(entry)?];
    tx.execute(NOTE_ADD, values).map(drop)
}

/// One note.
pub fn note(tx: &mut ReadTx<'_>, id: Uuid) -> Result<Option<ServiceNote>, StoreError> {
    Ok(put_together(tx.query(NOTE, params![id], read)?).pop())
}

/// All notes of an application, the first written first.
pub fn notes_of(
    tx: &mut ReadTx<'_>,
    application: &ApplicationKey,
) -> Result<Vec<ServiceNote>, StoreError> {
    Ok(put_together(tx.query(NOTES_OF, params![application], read)?))
}

type Step = (Uuid, ApplicationKey, NoteEntry);

fn read(row: &Row<'_>) -> Result<Step, StoreError> {
    Ok((row.uuid("note_id")?, row.parsed("application_key")?, row.json("body")?))
}

/// Notes of their steps, which come note by note and in order.
fn put_together(steps: Vec<Step>) -> Vec<ServiceNote> {
    let mut notes: Vec<(Uuid, ApplicationKey, Vec<NoteEntry>)> = Vec::new();
    for (id, application, entry) in steps {
        match notes.last_mut() {
            Some((last, _, entries)) if *last == id => entries.push(entry),
            Some(_) | None => notes.push((id, application, vec![entry])),
        }
    }
    let of = |(id, application, entries)| ServiceNote::of(id, application, entries);
    notes.into_iter().filter_map(of).collect()
}
