//! Chance as a value: the one trait through which randomness enters the program.
//!
//! Ids, tokens and jitter are made from bytes that are handed in, so a test can repeat a run.

use jiff::Timestamp;
use uuid::Uuid;

/// Where random bytes come from.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// A row key that sorts by time: version 7 of RFC 9562, made from `now` and chance.
pub fn row_id(now: Timestamp, chance: &dyn Chance) -> Uuid {
    let mut random = [0; 10];
    chance.fill(&mut random);
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A secret of 256 bits as 64 hexadecimal digits, for links, sessions and tokens.
pub fn secret(chance: &dyn Chance) -> String {
    let mut random = [0; 32];
    chance.fill(&mut random);
    hexadecimal(&random)
}

/// Bytes as hexadecimal digits, two for each.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}
