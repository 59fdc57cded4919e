//! Luck that repeats itself: which case comes next, and how long people take.

use jiff::SignedDuration;
use piket_core::chance::Chance;
use piket_engine::chance::SeededChance;

/// Luck from a seed.
#[derive(Debug)]
pub(super) struct Luck(SeededChance);

impl Luck {
    pub(super) fn new(seed: u64) -> Self {
        Self(SeededChance::new(seed))
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn between(&self, low: i64, high: i64) -> i64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        let span = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        low + i64::try_from(u64::from_le_bytes(bytes) % span).unwrap_or(0)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub(super) fn happens(&self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// So many minutes from `low` to `high`, with the seconds as they fall.
    pub(super) fn minutes(&self, low: i64, high: i64) -> SignedDuration {
        SignedDuration::from_secs(self.between(low * 60, high * 60))
    }

    /// The same things in another order.
    pub(super) fn shuffle<T>(&self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let bound = i64::try_from(last).unwrap_or(i64::MAX);
            let other = usize::try_from(self.between(0, bound)).unwrap_or(0);
            things.swap(last, other);
        }
    }
}
