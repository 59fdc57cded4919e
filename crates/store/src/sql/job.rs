//! A job: a caller's closure on its way through a worker thread, and the answer back.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Tx;
use super::queue::Queue;
use crate::StoreError;

/// What a worker sees of a caller's closure.
pub(super) trait Job: Send {
    /// Carries the work out inside `tx`; true when what it changed is to be kept.
    ///
    /// May be called again when the transaction had to be given up.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// Answers the caller: with what the last run made of it, or with the error for which the
    /// transaction as a whole was not kept.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// Jobs that wait.
pub(super) type Jobs = Queue<Box<dyn Job>>;

/// A closure, what it made, and where the answer goes.
pub(super) struct Task<W, A, T, E> {
    work: W,
    answer: A,
    made: Option<Result<T, E>>,
}

impl<W, A, T, E> Task<W, A, T, E> {
    /// A task that has not run yet.
    pub(super) fn new(work: W, answer: A) -> Self {
        Self { work, answer, made: None }
    }
}

impl<W, A, T, E> Job for Task<W, A, T, E>
where
    W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    A: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let work = &mut self.work;
        // Sound to go on after a panic: the transaction is undone, and the closure is either run
        // anew by nobody or dropped.
        let made = catch_unwind(AssertUnwindSafe(|| work(tx))).unwrap_or_else(|panic| {
            Err(E::from(StoreError::Broken(format!("a job panicked: {}", said(&*panic)))))
        });
        // A statement failed and the job went on as if nothing had been: see `Tx`.
        let made = match (made, tx.failure()) {
            (Ok(_), Some(failure)) => Err(E::from(failure.error.clone())),
            (made, _) => made,
        };
        self.made.insert(made).is_ok()
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let answer = match (outcome, self.made) {
            (Ok(()), Some(made)) => made,
            (Ok(()), None) => Err(E::from(StoreError::broken("the job was never run"))),
            (Err(error), _) => Err(E::from(error)),
        };
        (self.answer)(answer);
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words")
}
