//! Attempts to sign in: after too many failures for one account, it is left alone for a while.
//!
//! Kept in memory and per account, whoever asks; the limits per address of the network are the
//! door's. An unknown account is treated like a known one, so that the limit tells nothing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How many failures within [`WINDOW`] are borne.
const FAILURES: usize = 10;

/// Within what time failures count.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// How many accounts are remembered at once.
const ACCOUNTS: usize = 20_000;

/// The failures of each account.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<BTreeMap<String, VecDeque<Timestamp>>>);

impl Attempts {
    /// Counts one more attempt, as a failure until [`Attempts::succeeded`] says otherwise; the
    /// instant from which one may try again if there were too many already.
    pub(super) fn begin(&self, account: &str, now: Timestamp) -> Result<(), Timestamp> {
        let mut all = self.all();
        if all.len() >= ACCOUNTS && !all.contains_key(account) {
            make_room(&mut all, now);
        }
        let own = all.entry(account.to_owned()).or_default();
        own.retain(|at| counts(*at, now));
        match own.front() {
            Some(first) if own.len() >= FAILURES => Err(*first + WINDOW),
            _ => {
                own.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets the failures of an account: its owner came in.
    pub(super) fn succeeded(&self, account: &str) {
        self.all().remove(account);
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, VecDeque<Timestamp>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A failure of the future was made before the clock was set back; it no longer counts.
fn counts(at: Timestamp, now: Timestamp) -> bool {
    at <= now && now.duration_since(at) < WINDOW
}

/// Forgets what no longer counts, and if that is nothing, whoever failed least.
fn make_room(all: &mut BTreeMap<String, VecDeque<Timestamp>>, now: Timestamp) {
    all.retain(|_, own| own.iter().any(|at| counts(*at, now)));
    if all.len() < ACCOUNTS {
        return;
    }
    let least = all.iter().min_by_key(|(_, own)| own.len()).map(|(account, _)| account.clone());
    if let Some(account) = least {
        all.remove(&account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn after_ten_failures_in_a_quarter_an_account_is_left_alone_until_the_quarter_is_over() {
        let attempts = Attempts::default();
        for minute in 0..10 {
            assert_eq!(attempts.begin("sanne", at(minute)), Ok(()));
        }
        assert_eq!(attempts.begin("sanne", at(10)), Err(at(15)));
        assert_eq!(attempts.begin("jan", at(10)), Ok(()));
        assert_eq!(attempts.begin("sanne", at(15)), Ok(()));
    }

    #[test]
    fn being_refused_does_not_prolong_the_refusal() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            attempts.begin("sanne", at(0)).unwrap();
        }
        for minute in 1..15 {
            assert_eq!(attempts.begin("sanne", at(minute)), Err(at(15)));
        }
        assert_eq!(attempts.begin("sanne", at(15)), Ok(()));
    }

    #[test]
    fn whoever_comes_in_begins_anew() {
        let attempts = Attempts::default();
        for _ in 0..9 {
            attempts.begin("sanne", at(0)).unwrap();
        }
        attempts.succeeded("sanne");
        for _ in 0..10 {
            assert_eq!(attempts.begin("sanne", at(1)), Ok(()));
        }
    }

    #[test]
    fn a_storm_of_unknown_names_does_not_fill_the_memory_nor_free_who_is_refused() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            attempts.begin("sanne", at(0)).unwrap();
        }
        for number in 0..ACCOUNTS + 20 {
            attempts.begin(&format!("nobody-{number}"), at(1)).unwrap();
        }
        assert!(attempts.all().len() <= ACCOUNTS);
        assert_eq!(attempts.begin("sanne", at(2)), Err(at(15)));
    }
}
