//! A bounded queue between those who ask and the threads that do.
//!
//! It never grows beyond its bound: who comes when it is full is told so at once.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::StoreError;

/// Work that waits for a thread.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    filled: Condvar,
    bound: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// An empty queue in which at most `bound` may wait.
    pub(super) fn new(bound: usize) -> Self {
        let state = State { waiting: VecDeque::new(), closed: false };
        Self { state: Mutex::new(state), filled: Condvar::new(), bound }
    }

    /// Puts `item` at the end, unless the queue is full or closed.
    pub(super) fn offer(&self, item: T) -> Result<(), StoreError> {
        let mut state = self.lock();
        if state.closed {
            return Err(closed());
        }
        if state.waiting.len() >= self.bound {
            return Err(StoreError::Busy);
        }
        state.waiting.push_back(item);
        drop(state);
        self.filled.notify_one();
        Ok(())
    }

    /// Waits for the next item; nothing when the queue is closed and empty.
    pub(super) fn take(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What waits at this moment, at most `most`; does not wait itself.
    pub(super) fn take_waiting(&self, most: usize) -> Vec<T> {
        let mut state = self.lock();
        let count = state.waiting.len().min(most);
        state.waiting.drain(..count).collect()
    }

    /// How many wait at this moment.
    pub(super) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Lets the threads finish what waits, and takes nothing more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // No code of others runs under the lock, so a poisoned one is still in order.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer to whoever comes after the store was closed.
pub(super) fn closed() -> StoreError {
    StoreError::broken("the store has been closed")
}
