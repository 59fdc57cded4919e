//! A person freezes evidence: its bytes are kept and the timeline tells of it, both or neither.

use jiff::Timestamp;
use piket_core::incident::{Actor, Command, Refusal, Scope};
use piket_core::key::IncidentId;
use piket_core::policy::Who;
use piket_store::{StoreError, Tx, incidents};

use super::{Done, TRIES, Work, is_stale, may};
use crate::desk::Desk;
use crate::error::ActionError;
use crate::intake::{Frozen, accept};

impl Desk {
    /// Freezes an item of evidence that a person brings; `seen` as for [`Desk::act`].
    ///
    /// # Errors
    ///
    /// [`ActionError`] in all its kinds; nothing has happened then.
    pub async fn add_evidence(
        &self,
        who: &Who,
        id: IncidentId,
        item: (Frozen, Scope),
        seen: Option<u32>,
        now: Timestamp,
    ) -> Result<Done, ActionError> {
        if item.0.title.trim().is_empty() {
            return Err(Refusal::Missing("the title").into());
        }
        for _ in 0..TRIES {
            let bringing = Bringing {
                desk: self.clone(),
                who: who.clone(),
                id,
                item: item.clone(),
                seen,
                now,
            };
            match self.store().write(move |tx| bringing.carry_out(tx)).await {
                Err(ActionError::Store(StoreError::Conflict)) => {}
                Ok(done) => {
                    self.announce(&done);
                    return Ok(done);
                }
                Err(other) => return Err(other),
            }
        }
        Err(ActionError::Stale)
    }
}

/// A person who brings evidence, in one transaction.
struct Bringing {
    desk: Desk,
    who: Who,
    id: IncidentId,
    item: (Frozen, Scope),
    seen: Option<u32>,
    now: Timestamp,
}

impl Bringing {
    fn carry_out(&self, tx: &mut Tx<'_>) -> Result<Done, ActionError> {
        let Self { desk, who, id, item: (frozen, scope), seen, now } = self;
        let timeline = incidents::load(tx, *id)?.ok_or(ActionError::NotFound("incident"))?;
        let state = timeline.state().ok_or(ActionError::NotFound("incident"))?;
        let evidence = accept::freeze(desk, tx, *id, frozen, scope.clone(), *now)?;
        // What is not allowed takes the bytes back with it.
        let command = Command::AddEvidence(evidence);
        may(who, &state, &command, &desk.directory())?;
        if seen.is_some_and(|seen| is_stale(&timeline.entries, seen)) {
            return Err(ActionError::Stale);
        }
        let actor = Actor::Person(who.key.clone());
        let work = Work { desk: desk.clone(), actor, now: *now };
        work.decide_and_record(tx, *id, &timeline.entries, &state, command)
    }
}
