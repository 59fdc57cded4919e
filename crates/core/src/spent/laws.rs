//! Laws of time spent, over random stretches and zones.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Piece, Stretch, length};
use crate::figures::Month;

/// 2026, by its seconds, and some of the year after.
const YEAR: std::ops::Range<i64> = 1_767_225_600..1_800_000_000;

fn zones() -> impl Strategy<Value = TimeZone> {
    let names =
        ["UTC", "Europe/Amsterdam", "America/St_Johns", "Pacific/Auckland", "Asia/Kathmandu"];
    prop::sample::select(names.to_vec()).prop_map(|name| TimeZone::get(name).unwrap())
}

fn second(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap()
}

fn stretches() -> impl Strategy<Value = Stretch> {
    let between = (YEAR, 0..100 * 86_400_i64)
        .prop_map(|(from, long)| Stretch::between(second(from), second(from + long)));
    let on = (0..365_i32, 1..86_400_i64).prop_map(|(day, seconds)| Stretch::On {
        day: Date::constant(2026, 1, 1).saturating_add(jiff::Span::new().days(day)),
        seconds,
    });
    prop_oneof![between, on]
}

fn by_month(pieces: impl IntoIterator<Item = Piece>) -> BTreeMap<Month, i64> {
    let mut months = BTreeMap::new();
    for piece in pieces {
        *months.entry(piece.month).or_default() += piece.seconds;
    }
    months
}

proptest! {
    #[test]
    fn the_months_of_a_stretch_add_up_to_all_of_it(stretch in stretches(), zone in zones()) {
        let pieces = stretch.pieces(&zone);
        prop_assert_eq!(pieces.iter().map(|it| it.seconds).sum::<i64>(), stretch.seconds());
        prop_assert!(!pieces.is_empty());
        for piece in &pieces {
            prop_assert!(piece.seconds >= 0);
            let span = piece.month.span(&zone);
            prop_assert!(piece.seconds <= span.to.as_second() - span.from.as_second());
        }
        let months: Vec<Month> = pieces.iter().map(|it| it.month).collect();
        prop_assert!(months.windows(2).all(|pair| pair[0].next() == pair[1]), "{:?}", months);
    }

    #[test]
    fn a_stretch_in_two_parts_comes_to_the_same_months(
        from in YEAR, first in 0..40 * 86_400_i64, second_part in 0..40 * 86_400_i64, zone in zones()
    ) {
        let (middle, end) = (from + first, from + first + second_part);
        let whole = Stretch::between(second(from), second(end)).pieces(&zone);
        let one = Stretch::between(second(from), second(middle)).pieces(&zone);
        let two = Stretch::between(second(middle), second(end)).pieces(&zone);
        let mut parts = by_month(one.into_iter().chain(two));
        parts.retain(|_, seconds| *seconds > 0);
        let mut whole = by_month(whole);
        whole.retain(|_, seconds| *seconds > 0);
        prop_assert_eq!(parts, whole);
    }

    #[test]
    fn overlapping_is_mutual_and_needs_an_instant_in_both(one in stretches(), other in stretches()) {
        prop_assert_eq!(one.overlaps(&other), other.overlaps(&one));
        if let (
            Stretch::Between { from, until },
            Stretch::Between { from: other_from, until: other_until },
        ) = (one, other)
            && from < until && other_from < other_until
        {
            let common = until.min(other_until).as_second() - from.max(other_from).as_second();
            prop_assert_eq!(one.overlaps(&other), common > 0);
        }
    }

    #[test]
    fn hours_and_minutes_read_alike_however_they_are_written(hours in 0..1_000_i64, minutes in 0..60_i64) {
        let seconds = Ok((hours * 60 + minutes) * 60);
        for text in [
            format!("{hours}:{minutes:02}"),
            format!("{hours}h{minutes}"),
            format!("{hours} u {minutes:02}"),
            (hours * 60 + minutes).to_string(),
        ] {
            prop_assert_eq!(&length(&text), &seconds, "{}", text);
        }
    }

    #[test]
    fn no_text_breaks_the_reading_of_a_length(text in ".{0,20}") {
        if let Ok(seconds) = length(&text) {
            prop_assert!(seconds >= 0);
        }
    }
}
