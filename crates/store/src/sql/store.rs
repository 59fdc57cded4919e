//! The store: one handle through which everything is remembered and asked.
//!
//! It owns the worker threads and their queues; what a job may do is in `tx.rs`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::job::{Jobs, Task};
use super::postgres::{Duty, Server};
use super::queue::closed;
use super::{Engine, ReadTx, Tx, migrate, postgres, sqlite};
use crate::StoreError;

/// How many work and how many may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Connections that read.
    pub readers: usize,
    /// Connections that write; on SQLite there is always one.
    pub writers: usize,
    /// How many jobs may wait for a reader, and how many for a writer, before
    /// [`StoreError::Busy`].
    pub waiting: usize,
}

impl Default for Options {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(2, usize::from);
        Self { readers: processors.clamp(2, 8), writers: 8, waiting: 4096 }
    }
}

/// The memory, for those who may change it. Clones share one memory.
#[derive(Debug, Clone)]
pub struct Store(Reader);

/// The memory, for those who only look. Clones share one memory.
#[derive(Clone)]
pub struct Reader(Arc<Inner>);

struct Inner {
    place: Place,
    writes: Arc<Jobs>,
    reads: Arc<Jobs>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

enum Place {
    Sqlite(PathBuf),
    Postgres,
}

impl Store {
    /// Opens the memory at `url` (`postgres://…`, `sqlite:PATH` or a path) and brings its tables
    /// up to date.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] with the reason if the file or the server cannot be used.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Options::default())
    }

    /// The same, with another number of workers or of those who may wait.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open_with(url: &str, options: Options) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_server(url, options)
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            Self::open_file(Path::new(path.strip_prefix("//").unwrap_or(path)), options)
        } else if url.contains("://") {
            Err(StoreError::broken("a database address begins with sqlite: or postgres://"))
        } else {
            Self::open_file(Path::new(url), options)
        }
    }

    fn open_file(path: &Path, options: Options) -> Result<Self, StoreError> {
        let mut writing = sqlite::connect(path)?;
        migrate::sqlite(&mut writing)?;
        let store = Self::new(Place::Sqlite(path.to_owned()), options);
        let jobs = Arc::clone(&store.0.0.writes);
        store.0.employ("piket-write".to_owned(), move || sqlite::write(&writing, &jobs))?;
        for number in 0..options.readers.max(1) {
            let reading = sqlite::connect(path)?;
            reading.pragma_update(None, "query_only", true).map_err(StoreError::broken)?;
            let jobs = Arc::clone(&store.0.0.reads);
            let name = format!("piket-read-{number}");
            store.0.employ(name, move || sqlite::read(&reading, &jobs))?;
        }
        Ok(store)
    }

    fn open_server(url: &str, options: Options) -> Result<Self, StoreError> {
        let server = Arc::new(Server::at(url)?);
        bring_up_to_date(&server)?;
        let store = Self::new(Place::Postgres, options);
        let writers = (0..options.writers.max(1)).map(|number| (Duty::Write, number));
        let readers = (0..options.readers.max(1)).map(|number| (Duty::Read, number));
        for (duty, number) in writers.chain(readers) {
            let (word, jobs) = match duty {
                Duty::Write => ("write", &store.0.0.writes),
                Duty::Read => ("read", &store.0.0.reads),
            };
            let (server, jobs) = (Arc::clone(&server), Arc::clone(jobs));
            let name = format!("piket-{word}-{number}");
            store.0.employ(name, move || postgres::work(&server, duty, &jobs))?;
        }
        Ok(store)
    }

    fn new(place: Place, options: Options) -> Self {
        let queue = || Arc::new(Jobs::new(options.waiting.max(1)));
        let threads = Mutex::new(Vec::new());
        Self(Reader(Arc::new(Inner { place, writes: queue(), reads: queue(), threads })))
    }

    /// Runs `job` in one transaction and answers when what it changed is safe on the disk.
    ///
    /// If `job` fails, or panics, nothing of it is kept. It may be run more than once, so it must
    /// take nothing out of what it captured and do nothing but talk to `tx`. If the caller stops
    /// waiting, the job is run all the same.
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub async fn write<T, E, W>(&self, job: W) -> Result<T, E>
    where
        W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        wait(&self.0.0.writes, job).await
    }

    /// As [`Store::write`], for callers without a runtime: the thread waits. Must not be called
    /// where async code runs.
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub fn write_blocking<T, E, W>(&self, job: W) -> Result<T, E>
    where
        W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        block(&self.0.0.writes, job)
    }

    /// As [`Reader::read`].
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub async fn read<T, E, R>(&self, job: R) -> Result<T, E>
    where
        R: FnMut(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.0.read(job).await
    }

    /// As [`Reader::read_blocking`].
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub fn read_blocking<T, E, R>(&self, job: R) -> Result<T, E>
    where
        R: FnMut(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.0.read_blocking(job)
    }

    /// A handle for those who may only look.
    pub fn reader(&self) -> Reader {
        self.0.clone()
    }

    /// Which engine remembers.
    pub fn engine(&self) -> Engine {
        self.0.engine()
    }

    /// How many jobs wait: to write, and to read.
    pub fn waiting(&self) -> (usize, usize) {
        (self.0.0.writes.len(), self.0.0.reads.len())
    }

    /// Copies the whole memory, as it is at one instant, to a new file, and checks the copy.
    /// Work goes on meanwhile; the calling thread waits.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] with the reason; so on PostgreSQL, which has its own tools.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        match &self.0.0.place {
            Place::Sqlite(from) => sqlite::back_up(from, path),
            Place::Postgres => {
                Err(StoreError::broken("a PostgreSQL database is backed up with pg_dump"))
            }
        }
    }
}

impl Reader {
    /// Runs `job` on one unchanging state of the memory. It may be run more than once.
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub async fn read<T, E, R>(&self, mut job: R) -> Result<T, E>
    where
        R: FnMut(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        wait(&self.0.reads, move |tx: &mut Tx<'_>| job(tx)).await
    }

    /// As [`Reader::read`], for callers without a runtime: the thread waits. Must not be called
    /// where async code runs.
    ///
    /// # Errors
    ///
    /// The job's own, or a [`StoreError`].
    pub fn read_blocking<T, E, R>(&self, mut job: R) -> Result<T, E>
    where
        R: FnMut(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        block(&self.0.reads, move |tx: &mut Tx<'_>| job(tx))
    }

    /// Which engine remembers.
    pub fn engine(&self) -> Engine {
        match self.0.place {
            Place::Sqlite(_) => Engine::Sqlite,
            Place::Postgres => Engine::Postgres,
        }
    }

    /// Starts a worker thread, which lives until the last handle is dropped.
    fn employ(&self, name: String, work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
        let thread = thread::Builder::new().name(name).spawn(work).map_err(StoreError::broken)?;
        self.0.threads().push(thread);
        Ok(())
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Reader").field(&self.engine()).finish()
    }
}

impl Inner {
    fn threads(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    /// What waits is still done, so that nobody is left without an answer.
    fn drop(&mut self) {
        self.writes.close();
        self.reads.close();
        let here = thread::current().id();
        for thread in std::mem::take(&mut *self.threads()) {
            // A job may have held the last handle; a thread cannot wait for itself.
            if thread.thread().id() != here && thread.join().is_err() {
                tracing::error!("A thread of the store had panicked");
            }
        }
    }
}

async fn wait<T, E, W>(jobs: &Jobs, work: W) -> Result<T, E>
where
    W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    jobs.offer(Box::new(Task::new(work, move |made| drop(sender.send(made)))))?;
    receiver.await.unwrap_or_else(|_| Err(closed().into()))
}

fn block<T, E, W>(jobs: &Jobs, work: W) -> Result<T, E>
where
    W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(1);
    jobs.offer(Box::new(Task::new(work, move |made| drop(sender.send(made)))))?;
    receiver.recv().unwrap_or_else(|_| Err(closed().into()))
}

/// In a thread of its own: the driver cannot be called where async code runs.
fn bring_up_to_date(server: &Arc<Server>) -> Result<(), StoreError> {
    let server = Arc::clone(server);
    let migrated = thread::Builder::new()
        .name("piket-migrate".to_owned())
        .spawn(move || {
            let mut client = server.connect().map_err(|why| {
                let why = super::failure::chain(&why);
                StoreError::Broken(format!("PostgreSQL cannot be reached: {why}"))
            })?;
            migrate::postgres(&mut client)
        })
        .map_err(StoreError::broken)?
        .join();
    migrated.unwrap_or_else(|_| Err(StoreError::broken("the migration panicked")))
}
