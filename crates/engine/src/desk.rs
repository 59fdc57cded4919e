//! The desk: what every door is given to act with. It holds no state of its own but the directory,
//! which it reads again whenever somebody changed it.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use piket_core::chance::Chance;
use piket_core::directory::Directory;
use piket_store::{Reader, Store, StoreError};
use tokio::sync::{Notify, broadcast};

use crate::config;
use crate::events::Event;

/// How many events a slow listener may be behind before it misses some.
const EVENTS_KEPT: usize = 1_024;

/// What every door is given to act with. Cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    store: Store,
    chance: Arc<dyn Chance>,
    directory: RwLock<(i64, Arc<Directory>)>,
    events: broadcast::Sender<Event>,
    work: Notify,
    /// On which day, and upon which configuration, holidays were last to be extended.
    extended: Mutex<Option<(i64, Date)>>,
}

impl Desk {
    /// A desk over a store, with the directory that is in it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the directory cannot be read.
    pub async fn open(store: Store, chance: Arc<dyn Chance>) -> Result<Self, StoreError> {
        let directory = config::load(&store).await?;
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let directory = RwLock::new(directory);
        Ok(Self(Arc::new(Inner {
            store,
            chance,
            directory,
            events,
            work: Notify::new(),
            extended: Mutex::new(None),
        })))
    }

    /// What was agreed, as it is now.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.0.directory.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Reads the directory again if somebody (perhaps on another server) changed it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be read; the directory stays as it was.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let known = self.0.directory.read().unwrap_or_else(PoisonError::into_inner).0;
        let revision = self.store().read(piket_store::config::revision).await?;
        if revision == known {
            return Ok(());
        }
        let fresh = config::load(self.store()).await?;
        *self.0.directory.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        self.tell(Event::Directory);
        Ok(())
    }

    /// Whether holidays were not yet to be extended today, upon this configuration. From now on
    /// they were.
    pub(crate) fn is_first_try_today(&self, now: Timestamp) -> bool {
        let revision = self.0.directory.read().unwrap_or_else(PoisonError::into_inner).0;
        let today = (revision, TimeZone::UTC.to_datetime(now).date());
        let mut last = self.0.extended.lock().unwrap_or_else(PoisonError::into_inner);
        last.replace(today) != Some(today)
    }

    /// The memory.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The reading side of the memory.
    pub fn reader(&self) -> Reader {
        self.0.store.reader()
    }

    /// Where random bytes come from.
    pub fn chance(&self) -> &Arc<dyn Chance> {
        &self.0.chance
    }

    /// A new row key.
    pub fn new_id(&self, now: Timestamp) -> uuid::Uuid {
        piket_core::chance::row_id(now, self.0.chance.as_ref())
    }

    /// Hears of everything that changes from now on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    /// Tells those who look that something changed.
    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        drop(self.0.events.send(event));
    }

    /// Wakes the cycle: there may be something due or something to send.
    pub(crate) fn nudge(&self) {
        self.0.work.notify_one();
    }

    /// Waits until somebody nudges.
    pub(crate) async fn nudged(&self) {
        self.0.work.notified().await;
    }
}
