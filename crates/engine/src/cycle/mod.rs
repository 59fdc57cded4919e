//! What happens by itself: one round of the cycle, in a fixed order.
//!
//! First the directory is read again if it changed, and deadlines that moved with it are counted
//! anew; then incidents are woken whose time has come, and last the letters that wait are sent, with
//! the outcome on the timelines. A round is a function of
//! `now`; waiting between rounds is the work of `run`. Late rounds are harmless, and so is a round
//! that was cut off: what was not done is still due.

mod calendars;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::try_join_all;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use piket_core::incident::{Actor, Command};
use piket_core::key::IncidentId;
use piket_store::{StoreError, Tx, due, incidents, outbox};

use crate::actions::{Done, Prepared, Work};
use crate::deliver::{self, Delivered, Post};
use crate::desk::Desk;
use crate::error::ActionError;

/// How many due incidents are looked up at once.
const AT_ONCE: u32 = 2_000;

/// How many of them are written together.
const TOGETHER: usize = 256;

/// How often an incident is looked at anew when somebody else was first.
const TRIES: usize = 8;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Incidents whose deadlines were counted anew.
    pub recounted: usize,
    /// Incidents that were woken.
    pub woken: usize,
    /// Letters that were tried.
    pub letters: usize,
}

impl Round {
    /// Whether there was nothing to do.
    pub fn was_idle(self) -> bool {
        self == Self::default()
    }
}

impl Desk {
    /// One round of everything that happens by itself.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached; the next round goes on where this ended.
    pub async fn round(&self, post: &Post, now: Timestamp) -> Result<Round, StoreError> {
        self.refresh().await?;
        self.extend_holidays(now).await?;
        let recounted = self.recount_some(now).await?;
        let woken = self.wake_due(now).await?;
        let letters = self.send_waiting(post, now).await?;
        Ok(Round { recounted, woken, letters })
    }

    /// Wakes every incident whose time has come.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn wake_due(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut woken = 0;
        loop {
            let due = self.store().read(move |tx| due::before(tx, now, AT_ONCE)).await?;
            let found = due.len();
            self.wake_all(due.into_iter().map(|(id, _)| id).collect(), now).await?;
            woken += found;
            if found < AT_ONCE as usize {
                return Ok(woken);
            }
        }
    }

    /// Wakes these: while some are written, which share a commit, the next are worked out.
    async fn wake_all(&self, mut ids: Vec<IncidentId>, now: Timestamp) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let decided = stream::iter(ids).map(|id| self.decide(id, now));
            let decided = decided.buffer_unordered(TOGETHER).try_chunks(TOGETHER);
            let written = decided
                .map_err(|failed| failed.1)
                .map_ok(|some| self.write_all(some.into_iter().flatten().collect(), now));
            ids = written.try_buffered(2).try_concat().await?;
            if ids.is_empty() {
                return Ok(());
            }
        }
        // Whoever was always first left them due: the next round finds them.
        Ok(())
    }

    /// Writes these down; gives back those of which somebody else was first.
    async fn write_all(
        &self,
        prepared: Vec<(IncidentId, Prepared)>,
        now: Timestamp,
    ) -> Result<Vec<IncidentId>, StoreError> {
        let written = prepared.into_iter().map(|(id, it)| self.wake(id, it, now));
        let again: Vec<Option<IncidentId>> = try_join_all(written).await?;
        Ok(again.into_iter().flatten().collect())
    }

    /// What waking an incident comes to. One that cannot be woken is put aside.
    async fn decide(
        &self,
        id: IncidentId,
        now: Timestamp,
    ) -> Result<Option<(IncidentId, Prepared)>, StoreError> {
        match self.prepare(id, Command::Wake, now).await {
            Ok(prepared) => Ok(Some((id, prepared))),
            Err(ActionError::Store(error)) => Err(error),
            Err(error) => {
                tracing::error!(incident.id = %id, "Waking {id} failed: {error}");
                self.put_aside(id).await.map(|()| None)
            }
        }
    }

    /// Writes down what waking an incident came to; gives it back if somebody else was first.
    async fn wake(
        &self,
        id: IncidentId,
        prepared: Prepared,
        now: Timestamp,
    ) -> Result<Option<IncidentId>, StoreError> {
        match self.write_prepared(prepared).await {
            Ok(done) if done.entries.is_empty() => {
                self.look_again_later(id, &done, now).await.map(|()| None)
            }
            Ok(_) => Ok(None),
            Err(StoreError::Conflict) => Ok(Some(id)),
            Err(error) => Err(error),
        }
    }

    /// The agenda moved without a fact (a calendar was changed, say): write down the new instant,
    /// unless somebody acted meanwhile and wrote down theirs.
    async fn look_again_later(
        &self,
        id: IncidentId,
        done: &Done,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let directory = self.directory();
        let next = piket_core::incident::agenda(&done.state, &directory, now);
        let next = next.first().map(|errand| errand.at).filter(|at| *at > now);
        let version = done.state.version;
        let write = move |tx: &mut Tx<'_>| match incidents::row(tx, id)? {
            Some(row) if row.version == version => due::set(tx, id, next),
            Some(_) | None => Ok(()),
        };
        self.store().write(write).await
    }

    /// An incident that cannot be woken must not keep the others from it.
    async fn put_aside(&self, id: IncidentId) -> Result<(), StoreError> {
        self.store().write(move |tx| due::set(tx, id, None)).await
    }

    async fn send_waiting(&self, post: &Post, now: Timestamp) -> Result<usize, StoreError> {
        let house = self.directory().installation.name.clone();
        let told = Arc::new(Mutex::new(BTreeMap::new()));
        let (desk, noted) = (self.clone(), Arc::clone(&told));
        let note = move |tx: &mut Tx<'_>, one: &Delivered| {
            let done = desk.note_delivery(tx, one, now)?;
            let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
            noted.extend(done.map(|done| (done.id, done)));
            Ok(())
        };
        let delivered = deliver::round(self.store(), post, &house, now, note).await?;
        for done in told.lock().unwrap_or_else(PoisonError::into_inner).values() {
            self.announce(done);
        }
        Ok(delivered.len())
    }

    /// Tells on the timeline what became of a letter.
    fn note_delivery(
        &self,
        tx: &mut Tx<'_>,
        one: &Delivered,
        now: Timestamp,
    ) -> Result<Option<Done>, StoreError> {
        let Delivered { incident: id, to, language, about, failure, message, once } = one.clone();
        let failed = failure.is_some();
        let command = Command::NoteDelivery { to, language, about, failure, message };
        let work = Work { desk: self.clone(), actor: Actor::Piket, now };
        let noted = work.carry_out(tx, id, command);
        // What reached nobody of the client is no response, however it was meant.
        let voided = match message.filter(|_| failed && noted.is_ok()) {
            Some(message) if outbox::reached_nobody(tx, id, &once)? => {
                match work.carry_out(tx, id, Command::VoidResponse { message }) {
                    Err(ActionError::Refused(_)) => None,
                    voided => Some(voided),
                }
            }
            Some(_) | None => None,
        };
        match voided.unwrap_or(noted) {
            Ok(done) => Ok(Some(done)),
            Err(ActionError::Store(error)) => Err(error),
            Err(error) => {
                tracing::error!(incident.id = %id, "Noting a delivery failed: {error}");
                Ok(None)
            }
        }
    }

    /// When something is due next, as far as is written down.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due = self.store().read(due::next).await?;
        let letter = self.store().read(outbox::next).await?;
        Ok([due, letter].into_iter().flatten().min())
    }
}
