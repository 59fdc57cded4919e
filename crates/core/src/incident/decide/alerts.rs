//! What checks and other programs see: trouble that begins, comes back, or is over.
//!
//! What a human did is never undone here: an alert that is over is noted, and only an incident that
//! nobody touched resolves by itself (see `errands`).

use jiff::Timestamp;

use super::Draft;
use crate::incident::command::Refusal;
use crate::incident::fact::Fact;
use crate::key::CheckKey;
use crate::process::Step;

pub(super) fn raise(
    draft: &mut Draft<'_>,
    key: String,
    check: Option<CheckKey>,
    summary: String,
    onset_at: Timestamp,
) {
    match draft.state.alerts.get(&key) {
        Some(alert) if alert.recovered_at.is_none() => return,
        Some(_) => draft.add(Fact::AlertReturned { key, onset_at }),
        None => draft.add(Fact::AlertLinked { key, check, summary: summary.clone(), onset_at }),
    }
    if draft.state.step >= Step::Resolved && draft.state.step != Step::Cancelled {
        // Every step from which it can come back has this way back; see the table of moves.
        let reason = summary.clone();
        let reopened = Fact::Reopened { reason, is_objection: false, is_down: false };
        if draft.reopen(reopened, summary).is_err() {
            debug_assert!(false, "a resolved incident can be opened again");
        }
    }
}

impl Draft<'_> {
    /// It was resolved, and is not: the same incident goes on. One that resolved by itself starts
    /// where a holder is found.
    pub(super) fn reopen(&mut self, reopened: Fact, reason: String) -> Result<(), Refusal> {
        let unattended = self.state.resolution.as_ref().is_some_and(|it| it.is_unattended);
        let wanted = if unattended && self.state.step == Step::Resolved {
            Step::Assigning
        } else {
            Step::Investigating
        };
        self.add(reopened);
        self.go_for(wanted, reason)
    }
}

pub(super) fn over(
    draft: &mut Draft<'_>,
    key: String,
    recovered_at: Timestamp,
) -> Result<(), Refusal> {
    let open = draft.state.alerts.get(&key).filter(|alert| alert.recovered_at.is_none());
    // Not over before it began, or it would count as green for long already.
    let recovered_at = match open {
        Some(alert) => recovered_at.max(alert.onset_at),
        None => return Err(Refusal::Already),
    };
    draft.add(Fact::AlertRecovered { key, recovered_at });
    if draft.state.all_green() && draft.state.restored_at.is_none() {
        let actor = draft.context.actor.clone();
        draft.add_as(actor, recovered_at.max(draft.state.reported_at), Fact::Restored);
    }
    Ok(())
}
