//! A small table that only these tests know, and what they do with it.

use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};

use piket_store::{ReadTx, Store, StoreError, Tx, params};

piket_store::statements! {
    CREATE = "CREATE TABLE probe (
        id BIGINT PRIMARY KEY,
        words TEXT UNIQUE,
        measure DOUBLE PRECISION,
        truth BOOLEAN,
        bytes BYTEA
    )";
    ADD = "INSERT INTO probe (id, words) VALUES ($1, $2)";
    COUNT = "SELECT COUNT(*) AS number FROM probe";
}

/// What a job of these tests may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    Own(&'static str),
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Makes the table.
pub(crate) fn create(store: &Store) {
    store.write_blocking(|tx| tx.execute(CREATE, &[])).unwrap();
}

/// Writes one row.
pub(crate) fn add(tx: &mut Tx<'_>, id: i64, words: &str) -> Result<(), StoreError> {
    tx.execute(ADD, params![id, words]).map(drop)
}

/// How many rows there are.
pub(crate) fn count(tx: &mut ReadTx<'_>) -> Result<i64, StoreError> {
    tx.query_one(COUNT, &[], |row| row.int("number"))
}

/// How many rows a reader sees.
pub(crate) fn seen(store: &Store) -> i64 {
    store.read_blocking(count).unwrap()
}

/// Begins `future`, which for a job means: it is in the queue now.
pub(crate) fn begin<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    assert!(is_pending(&mut future), "answered already");
    future
}

/// Whether nobody has answered yet.
pub(crate) fn is_pending<F: Future>(future: &mut Pin<Box<F>>) -> bool {
    matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending)
}

/// Waits for the answer.
pub(crate) fn finish<F: Future>(future: Pin<Box<F>>) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// A place where a job stops until the test lets it go on.
pub(crate) struct Gate {
    arrived: Receiver<()>,
    open: Sender<()>,
}

/// The job's side of a [`Gate`].
pub(crate) struct Barrier {
    arrived: Sender<()>,
    open: Receiver<()>,
}

impl Gate {
    pub(crate) fn new() -> (Self, Barrier) {
        let ((arrive, arrived), (opener, open)) = (channel(), channel());
        (Self { arrived, open: opener }, Barrier { arrived: arrive, open })
    }

    /// Waits until the job stands before the gate.
    pub(crate) fn wait(&self) {
        self.arrived.recv().unwrap();
    }

    /// Lets the job go on.
    pub(crate) fn open(&self) {
        self.open.send(()).unwrap();
    }
}

impl Barrier {
    /// Stands before the gate until it opens.
    pub(crate) fn pass(&self) {
        self.arrived.send(()).unwrap();
        self.open.recv().unwrap();
    }
}
