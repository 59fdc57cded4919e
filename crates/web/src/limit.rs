//! How often one address of the network may try something: a bucket of tries for each, refilled
//! by time. Kept in memory; the limit per account is the engine's.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How many addresses are remembered before those with a full bucket are forgotten.
const ADDRESSES: usize = 50_000;

/// A limit of tries per address.
#[derive(Debug)]
pub(crate) struct Limit {
    tries: u32,
    one_more_every: SignedDuration,
    buckets: Mutex<BTreeMap<IpAddr, Bucket>>,
}

/// How many tries are left, as of when.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: u32,
    as_of: Timestamp,
}

impl Limit {
    /// Twenty tries at once, and then one every fifteen seconds.
    pub(crate) fn for_sign_ins() -> Self {
        Self::of(20, SignedDuration::from_secs(15))
    }

    fn of(tries: u32, one_more_every: SignedDuration) -> Self {
        Self { tries, one_more_every, buckets: Mutex::default() }
    }

    /// Takes a try from the address.
    ///
    /// # Errors
    ///
    /// After how long there is one again, when there is none.
    pub(crate) fn take(&self, address: IpAddr, now: Timestamp) -> Result<(), SignedDuration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= ADDRESSES {
            buckets.retain(|_, bucket| self.refilled(*bucket, now).left < self.tries);
        }
        let full = Bucket { left: self.tries, as_of: now };
        let bucket = buckets.entry(network_of(address)).or_insert(full);
        *bucket = self.refilled(*bucket, now);
        if bucket.left == 0 {
            return Err(self.one_more_every - now.duration_since(bucket.as_of));
        }
        bucket.left -= 1;
        Ok(())
    }

    fn refilled(&self, bucket: Bucket, now: Timestamp) -> Bucket {
        // A clock that was set back gives nothing and takes nothing.
        let since = now.duration_since(bucket.as_of).max(SignedDuration::ZERO);
        let more = since.as_millis() / self.one_more_every.as_millis().max(1);
        let left = u32::try_from(more).unwrap_or(u32::MAX).saturating_add(bucket.left);
        if left >= self.tries {
            return Bucket { left: self.tries, as_of: now };
        }
        let spent = i32::try_from(more).unwrap_or(i32::MAX);
        let as_of = bucket.as_of.checked_add(self.one_more_every.saturating_mul(spent));
        Bucket { left, as_of: as_of.unwrap_or(now).min(now) }
    }
}

/// Who has one address of version 6 has a whole network of them, so they count together.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + second).unwrap()
    }

    fn limit() -> Limit {
        Limit::of(3, SignedDuration::from_secs(10))
    }

    #[test]
    fn an_address_that_used_its_tries_waits_for_the_next_one() {
        let (limit, home) = (limit(), "192.0.2.7".parse().unwrap());
        for _ in 0..3 {
            assert_eq!(limit.take(home, at(0)), Ok(()));
        }
        assert_eq!(limit.take(home, at(4)), Err(SignedDuration::from_secs(6)));
        assert_eq!(limit.take(home, at(10)), Ok(()));
        assert!(limit.take(home, at(11)).is_err());
        assert_eq!(limit.take("192.0.2.8".parse().unwrap(), at(11)), Ok(()));
    }

    #[test]
    fn tries_come_back_up_to_the_full_number_and_no_further() {
        let (limit, home) = (limit(), "192.0.2.7".parse().unwrap());
        limit.take(home, at(0)).unwrap();
        for _ in 0..3 {
            assert_eq!(limit.take(home, at(86_400)), Ok(()));
        }
        assert!(limit.take(home, at(86_400)).is_err());
    }

    #[test]
    fn all_addresses_of_one_home_network_of_version_6_count_together() {
        let limit = limit();
        for end in ["::1", "::2", "::3"] {
            limit.take(format!("2001:db8:1:2{end}").parse().unwrap(), at(0)).unwrap();
        }
        assert!(limit.take("2001:db8:1:2::4".parse().unwrap(), at(0)).is_err());
        assert!(limit.take("2001:db8:1:3::4".parse().unwrap(), at(0)).is_ok());
    }

    #[test]
    fn a_clock_that_was_set_back_neither_frees_nor_locks_out() {
        let (limit, home) = (limit(), "192.0.2.7".parse().unwrap());
        for _ in 0..3 {
            limit.take(home, at(100)).unwrap();
        }
        assert!(limit.take(home, at(0)).is_err());
        assert_eq!(limit.take(home, at(110)), Ok(()));
    }
}
