//! When a check runs: spread over its interval, the same on every server and after every restart.
//!
//! The moment within the interval follows from the key of the check, so a thousand checks of one
//! minute do not run in the same second. Waiting is done elsewhere.

use jiff::{SignedDuration, Timestamp};

use crate::key::CheckKey;

/// How far into each interval a check runs.
///
/// An interval of no length or less gives no offset.
pub fn offset(key: &CheckKey, interval: SignedDuration) -> SignedDuration {
    let Ok(length) = u64::try_from(interval.as_millis()) else { return SignedDuration::ZERO };
    let position = spread(key.as_str()).checked_rem(length).unwrap_or(0);
    SignedDuration::from_millis(i64::try_from(position).unwrap_or(0))
}

/// The first instant after `after` that lies `offset` into an interval, counted from 1970.
///
/// An interval of less than a millisecond counts as a millisecond, so time always moves on.
pub fn next_run(after: Timestamp, interval: SignedDuration, offset: SignedDuration) -> Timestamp {
    let interval_ms = i64::try_from(interval.as_millis()).unwrap_or(i64::MAX).max(1);
    let offset_ms = i64::try_from(offset.as_millis()).unwrap_or(0);
    let into = after.as_millisecond().saturating_sub(offset_ms).rem_euclid(interval_ms);
    let next_ms = after.as_millisecond().saturating_add(interval_ms - into);
    Timestamp::from_millisecond(next_ms).unwrap_or(Timestamp::MAX)
}

/// A number that looks random for each key: FNV-1a, then mixed so that similar keys, which
/// differ in their last letter only, end up far apart.
fn spread(key: &str) -> u64 {
    let hashed = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hashed ^ (hashed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: SignedDuration = SignedDuration::from_secs(60);

    fn key(text: &str) -> CheckKey {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_check_runs_once_each_minute_at_its_own_second() {
        let offset = SignedDuration::from_secs(12);
        let first = next_run(at("2026-03-06T15:00:11.999Z"), MINUTE, offset);
        let second = next_run(first, MINUTE, offset);
        assert_eq!(first, at("2026-03-06T15:00:12Z"));
        assert_eq!(second, at("2026-03-06T15:01:12Z"));
    }

    #[test]
    fn a_restart_does_not_move_a_check_within_its_minute() {
        let webshop = key("webshop-home");
        assert_eq!(offset(&webshop, MINUTE), offset(&webshop, MINUTE));
        assert_ne!(offset(&webshop, MINUTE), offset(&key("webshop-cart"), MINUTE));
    }

    #[test]
    fn six_hundred_checks_of_a_minute_never_crowd_into_one_second() {
        let mut per_second = [0; 60];
        for number in 0..600 {
            let offset = offset(&key(&format!("shop-{number}")), MINUTE);
            per_second[usize::try_from(offset.as_secs()).unwrap()] += 1;
        }
        assert!(per_second.iter().all(|count| *count < 30), "{per_second:?}");
        assert!(per_second.iter().all(|count| *count > 0), "{per_second:?}");
    }

    #[test]
    fn an_interval_of_nothing_still_moves_on() {
        let noon = at("2026-03-06T12:00:00Z");
        assert_eq!(offset(&key("webshop"), SignedDuration::ZERO), SignedDuration::ZERO);
        assert!(next_run(noon, SignedDuration::ZERO, SignedDuration::ZERO) > noon);
    }

    proptest! {
        #[test]
        fn the_next_run_is_after_now_and_at_most_one_interval_away(
            now_ms in 0_i64..4_000_000_000_000,
            interval_ms in 1_i64..86_400_000,
            name in "[a-z]{1,20}",
        ) {
            let now = Timestamp::from_millisecond(now_ms).unwrap();
            let interval = SignedDuration::from_millis(interval_ms);
            let offset = offset(&key(&name), interval);
            let next = next_run(now, interval, offset);
            prop_assert!(next > now);
            prop_assert!(next.duration_since(now) <= interval);
            prop_assert_eq!(next_run(next, interval, offset).duration_since(next), interval);
        }
    }
}
