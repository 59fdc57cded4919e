//! The ladder: who hears, and when, that nobody took an incident.
//!
//! Three rungs: the engineer on duty hears at once, the next after some minutes, and at last the
//! service manager. Taking the incident (or offering it to somebody) stops the climb.

use jiff::{SignedDuration, Timestamp};

use crate::directory::Directory;
use crate::incident::State;
use crate::key::PersonKey;
use crate::process::Step;

/// How many rungs there are.
pub const RUNGS: u8 = 3;

/// The next rung and when it hears, while nobody has taken the incident.
///
/// Late calls are harmless: a rung that is overdue is due, however long ago that was.
pub fn next_rung(incident: &State, directory: &Directory) -> Option<(u8, Timestamp)> {
    // Investigating without a holder: it was opened again after nobody had ever taken it.
    let waits = matches!(incident.step, Step::Reported | Step::Assigning | Step::Investigating);
    if !waits || incident.is_taken() || incident.offer.is_some() {
        return None;
    }
    let told = u8::try_from(incident.rungs_told.len()).unwrap_or(RUNGS);
    let rung = told.checked_add(1).filter(|rung| *rung <= RUNGS)?;
    let since = incident.visits.last().map_or(incident.reported_at, |visit| visit.from);
    let at = since.checked_add(time_until(directory, rung)).ok()?;
    Some((rung, at))
}

/// How long after the report a rung hears.
pub fn time_until(directory: &Directory, rung: u8) -> SignedDuration {
    let ladder = &directory.installation.ladder;
    let minutes = match rung {
        1 => 0,
        2 => ladder.second_after_minutes,
        _ => ladder.manager_after_minutes,
    };
    SignedDuration::from_mins(i64::from(minutes))
}

/// Who stands on a rung: whoever is named, and the service manager where nobody is.
pub fn person_on(directory: &Directory, rung: u8) -> Option<PersonKey> {
    let ladder = &directory.installation.ladder;
    let named = match rung {
        1 => ladder.first.as_ref(),
        2 => ladder.second.as_ref().or(ladder.first.as_ref()),
        _ => None,
    };
    let is_there =
        |key: &&PersonKey| directory.people.get(*key).is_some_and(|person| person.is_active);
    named
        .filter(is_there)
        .cloned()
        .or_else(|| directory.service_manager().map(|person| person.key.clone()))
}
