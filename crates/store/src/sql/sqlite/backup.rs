//! A copy of the database file, made while the program goes on working.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::connect;
use crate::StoreError;

/// Copies the database at `from` to a new file `to`, as it is at one instant, and checks the copy.
///
/// The copy gets its name when it is complete and found sound; a file of that name is never
/// overwritten.
pub(in crate::sql) fn back_up(from: &Path, to: &Path) -> Result<(), StoreError> {
    let refused = |why: &dyn std::fmt::Display| {
        StoreError::Broken(format!("no backup to {}: {why}", to.display()))
    };
    if to.exists() {
        return Err(refused(&"there is a file of that name"));
    }
    let unfinished = to.with_added_extension("part");
    copy(from, &unfinished).map_err(|why| refused(&why))?;
    fs::hard_link(&unfinished, to).map_err(|why| refused(&why))?;
    fs::remove_file(&unfinished).map_err(|why| refused(&why))?;
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|why| refused(&why))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        fs::remove_file(to).map_err(StoreError::broken)?; // left by one that was interrupted
    }
    let source = connect(from)?;
    let mut target = Connection::open(to).map_err(StoreError::broken)?;
    let backup = Backup::new(&source, &mut target).map_err(StoreError::broken)?;
    // All pages in one step: one state of the memory; the writer is not held up by it.
    let step = backup.step(-1).map_err(StoreError::broken)?;
    drop(backup);
    if step != StepResult::Done {
        return Err(StoreError::Busy);
    }
    verify(&target)
}

fn verify(copy: &Connection) -> Result<(), StoreError> {
    // The copy is one file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE").map_err(StoreError::broken)?;
    let verdict: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(StoreError::broken)?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Broken(verdict)) }
}
