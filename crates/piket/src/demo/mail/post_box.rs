//! Where the demo's letters lie: in memory, the newest few thousand.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use piket_engine::channel::Mail;
use tokio::sync::watch;

use super::Letter;

/// How many letters are kept.
const KEPT: usize = 5_000;

/// The letters. Clones share them.
#[derive(Debug, Clone)]
pub struct PostBox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    letters: Mutex<VecDeque<Letter>>,
    newest: watch::Sender<u64>,
}

impl Default for PostBox {
    fn default() -> Self {
        let newest = watch::Sender::new(0);
        Self(Arc::new(Inner { letters: Mutex::default(), newest }))
    }
}

impl PostBox {
    /// Keeps a letter, once for each of those to whom it goes.
    pub fn put(&self, from: &str, to: &[String], raw: &[u8], at: Timestamp) {
        for one in to {
            self.keep(|number| Letter::read(number, at, from, one, raw.to_vec()));
        }
    }

    /// Keeps a letter that never went over a line.
    pub fn put_unsent(&self, mail: &Mail) {
        self.keep(|number| Letter::unsent(number, mail));
    }

    fn keep(&self, letter: impl FnOnce(u64) -> Letter) {
        let mut letters = self.letters();
        let number = *self.0.newest.borrow() + 1;
        letters.push_back(letter(number));
        if letters.len() > KEPT {
            letters.pop_front();
        }
        // Told before the next letter may take its number: two of one number hide each other.
        self.0.newest.send_replace(number);
        drop(letters);
    }

    /// The newest letters first, of all or those to an address that contains `to`.
    pub fn newest(&self, to: Option<&str>, limit: usize) -> Vec<Letter> {
        let wanted = to.unwrap_or_default().to_lowercase();
        let letters = self.letters();
        let found =
            letters.iter().rev().filter(|letter| letter.to.to_lowercase().contains(&wanted));
        found.take(limit).cloned().collect()
    }

    /// The letters after a number, oldest first.
    pub fn after(&self, number: u64) -> Vec<Letter> {
        self.letters().iter().filter(|letter| letter.number > number).cloned().collect()
    }

    /// A letter by its number.
    pub fn get(&self, number: u64) -> Option<Letter> {
        self.letters().iter().find(|letter| letter.number == number).cloned()
    }

    /// Waits until there is a letter after `number`.
    pub async fn until_after(&self, number: u64) {
        // The sender lives as long as the post box, so waiting cannot fail.
        drop(self.0.newest.subscribe().wait_for(|newest| *newest > number).await);
    }

    fn letters(&self) -> MutexGuard<'_, VecDeque<Letter>> {
        self.0.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
