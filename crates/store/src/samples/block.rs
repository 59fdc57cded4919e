//! Blocks: samples of one check after each other, packed.
//!
//! A block is three columns of numbers, each packed with pco: instants in milliseconds, verdicts,
//! and durations on a scale of half a percent a step, which is finer than any chart and lets most
//! samples fit into less than two bytes.

use jiff::Timestamp;
use pco::ChunkConfig;
use pco::data_types::Number;
use pco::standalone::{simple_compress, simple_decompress};
use piket_core::check::Status;
use piket_core::key::CheckKey;

use super::Sample;
use crate::StoreError;
use crate::params;
use crate::sql::{ReadTx, Tx};

crate::statements! {
    BLOCK_LAST = "SELECT from_at, until_at, samples, body FROM sample_block
        WHERE check_key = $1 ORDER BY from_at DESC LIMIT 1 /* for update */";
    BLOCK_PUT = "INSERT INTO sample_block (check_key, from_at, until_at, samples, body)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (check_key, from_at) DO UPDATE SET until_at = excluded.until_at,
            samples = excluded.samples, body = excluded.body";
    BLOCK_DROP = "DELETE FROM sample_block WHERE check_key = $1 AND from_at = $2";
    BLOCKS_BETWEEN = "SELECT body FROM sample_block
        WHERE check_key = $1 AND from_at < $3 AND until_at >= $2 ORDER BY from_at";
    BLOCKS_FORGET = "DELETE FROM sample_block WHERE until_at < $1";
}

/// A block is full with so many samples: twelve hours of a check that runs every minute.
const FULL: usize = 720;

/// Packing harder than this costs much and gains little with blocks of this size.
const EFFORT: usize = 4;

/// The first byte of a body, so that another form can be told from this one.
const FORM: u8 = 1;

/// One step on the scale of durations, as a factor.
const STEP: f64 = 1.005;

/// The shortest duration on the scale, in milliseconds.
const SHORTEST_MS: f64 = 0.01;

/// Adds samples to the newest block of a check, or begins the next one.
pub(super) fn add(tx: &mut Tx<'_>, check: &CheckKey, samples: &[Sample]) -> Result<(), StoreError> {
    let mut samples = samples.to_vec();
    samples.sort_by_key(|sample| sample.at);
    let Some(first) = samples.first().map(|sample| sample.at.as_millisecond()) else {
        return Ok(());
    };
    let last = tx.query_opt(BLOCK_LAST, params![check], |row| {
        let until: i64 = row.int("until_at")?;
        let number: usize = row.int("samples")?;
        // Blocks do not overlap, so what comes late goes where it belongs, full or not.
        if number + samples.len() > FULL && until < first {
            return Ok(None);
        }
        Ok(Some((row.int::<i64>("from_at")?, unpack(&row.bytes("body")?)?)))
    })?;
    if let Some((from, earlier)) = last.flatten() {
        samples.extend(earlier);
        samples.sort_by_key(|sample| sample.at);
        if first < from {
            tx.execute(BLOCK_DROP, params![check, from])?;
        }
    }
    put(tx, check, &samples)
}

fn put(tx: &mut Tx<'_>, check: &CheckKey, samples: &[Sample]) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return Ok(()) };
    let number = i64::try_from(samples.len()).unwrap_or(i64::MAX);
    tx.execute(BLOCK_PUT, params![check, first.at, last.at, number, pack(samples)?]).map(drop)
}

/// The samples of a check from `from` on and before `until`, oldest first. Durations are true to
/// a quarter of a percent.
pub fn raw(
    tx: &mut ReadTx<'_>,
    check: &CheckKey,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Sample>, StoreError> {
    let blocks =
        tx.query(BLOCKS_BETWEEN, params![check, from, until], |row| unpack(&row.bytes("body")?))?;
    let mut samples = blocks.concat();
    samples.retain(|sample| from <= sample.at && sample.at < until);
    Ok(samples)
}

/// Deletes the blocks that end before `before`, and says how many.
pub fn forget_raw(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(BLOCKS_FORGET, params![before])
}

fn pack(samples: &[Sample]) -> Result<Vec<u8>, StoreError> {
    let instants: Vec<i64> = samples.iter().map(|sample| sample.at.as_millisecond()).collect();
    let verdicts: Vec<u16> = samples.iter().map(|sample| verdict(sample.status)).collect();
    let durations: Vec<u16> = samples.iter().map(|sample| on_scale(sample.ms)).collect();
    let mut body = vec![FORM];
    column(&mut body, &instants)?;
    column(&mut body, &verdicts)?;
    column(&mut body, &durations)?;
    Ok(body)
}

/// Appends the length of a column and the column.
fn column<T: Number>(body: &mut Vec<u8>, numbers: &[T]) -> Result<(), StoreError> {
    let effort = ChunkConfig::default().with_compression_level(EFFORT);
    let packed = simple_compress(numbers, &effort).map_err(StoreError::broken)?;
    let length = u32::try_from(packed.len()).map_err(StoreError::broken)?;
    body.extend_from_slice(&length.to_le_bytes());
    body.extend_from_slice(&packed);
    Ok(())
}

fn unpack(body: &[u8]) -> Result<Vec<Sample>, StoreError> {
    let Some((&FORM, mut rest)) = body.split_first() else { return Err(unreadable()) };
    let instants: Vec<i64> = next_column(&mut rest)?;
    let verdicts: Vec<u16> = next_column(&mut rest)?;
    let durations: Vec<u16> = next_column(&mut rest)?;
    if instants.len() != verdicts.len() || instants.len() != durations.len() {
        return Err(unreadable());
    }
    let rows = instants.into_iter().zip(verdicts).zip(durations);
    rows.map(|((at, verdict), duration)| {
        Ok(Sample {
            at: Timestamp::from_millisecond(at).map_err(StoreError::broken)?,
            status: Status::ALL.get(usize::from(verdict)).copied().ok_or_else(unreadable)?,
            ms: off_scale(duration),
        })
    })
    .collect()
}

fn next_column<T: Number>(rest: &mut &[u8]) -> Result<Vec<T>, StoreError> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or_else(unreadable)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(StoreError::broken)?;
    let (packed, after) = after.split_at_checked(length).ok_or_else(unreadable)?;
    *rest = after;
    simple_decompress(packed).map_err(StoreError::broken)
}

fn unreadable() -> StoreError {
    StoreError::broken("a block of samples cannot be read")
}

/// The place of a status among all; they are never put in another order.
fn verdict(status: Status) -> u16 {
    match status {
        Status::Ok => 0,
        Status::Warning => 1,
        Status::Unknown => 2,
        Status::Critical => 3,
    }
}

/// A duration as a number of steps from 1; 0 is none.
fn on_scale(ms: Option<f64>) -> u16 {
    let Some(ms) = ms.filter(|ms| ms.is_finite()) else { return 0 };
    let steps = (ms.max(SHORTEST_MS) / SHORTEST_MS).ln() / STEP.ln();
    let steps = steps.round().clamp(0.0, f64::from(u16::MAX - 1));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and clamped to what fits"
    )]
    let steps = steps as u16;
    steps + 1
}

fn off_scale(step: u16) -> Option<f64> {
    let steps = step.checked_sub(1)?;
    Some(SHORTEST_MS * STEP.powi(i32::from(steps)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(number: usize) -> Vec<Sample> {
        let start: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
        (0..number)
            .map(|minute| {
                let wobble = (minute * 7919) % 41;
                let ms = i64::try_from(minute * 60_000 + wobble).unwrap();
                Sample {
                    at: start + jiff::SignedDuration::from_millis(ms),
                    status: if minute % 97 == 0 { Status::Warning } else { Status::Ok },
                    ms: (minute % 211 != 0)
                        .then(|| 120.0 + f64::from(u32::try_from(wobble).unwrap())),
                }
            })
            .collect()
    }

    #[test]
    fn a_block_gives_back_what_it_was_given_with_durations_to_a_quarter_of_a_percent() {
        let samples = minutes(FULL);
        let back = unpack(&pack(&samples).unwrap()).unwrap();
        assert_eq!(back.len(), samples.len());
        for (sample, back) in samples.iter().zip(&back) {
            assert_eq!((back.at, back.status), (sample.at, sample.status));
            assert_eq!(back.ms.is_some(), sample.ms.is_some());
            let (ms, back) = (sample.ms.unwrap_or(1.0), back.ms.unwrap_or(1.0));
            assert!((back / ms - 1.0).abs() < 0.0026, "{ms} became {back}");
        }
    }

    #[test]
    fn a_sample_of_a_full_block_takes_less_than_two_bytes() {
        let size = pack(&minutes(FULL)).unwrap().len();
        assert!(size < 2 * FULL, "{size} bytes");
    }

    #[test]
    fn the_scale_has_a_place_for_every_duration() {
        for ms in [-1.0, 0.0, 0.004, 0.01, 1.0, 30_000.0, 86_400_000.0, 1e30] {
            assert!(off_scale(on_scale(Some(ms))).is_some_and(f64::is_finite), "{ms}");
        }
        assert_eq!(off_scale(on_scale(Some(f64::NAN))), None);
        assert_eq!(off_scale(on_scale(None)), None);
    }

    #[test]
    fn a_damaged_block_is_said_to_be_unreadable_and_nothing_worse() {
        let body = pack(&minutes(10)).unwrap();
        assert_eq!(unpack(&[]), Err(unreadable()));
        assert_eq!(unpack(&[9]), Err(unreadable()));
        for length in 1..body.len() {
            assert!(unpack(&body[..length]).is_err(), "cut at {length}");
        }
    }
}
