//! When no check looked: gaps in what was measured, so that time that nobody saw is neither up nor
//! down.

use jiff::{SignedDuration, Timestamp};

use super::{Span, Spans};

/// What a check measured within an hour, or within another stretch of even length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// When the stretch began.
    pub start_at: Timestamp,
    /// How many results there were.
    pub results: u64,
    /// Of these, how many said that nothing could be measured.
    pub unmeasured: u64,
}

/// The gaps of one check in `period`: stretches without a result that are longer than two of its
/// intervals, and of the others the share in which nothing could be measured.
///
/// `sums` are in order and each is `length` long. What lies after the last one is a gap once it is
/// longer than a stretch and two intervals: what is measured now is summed up a little later.
pub fn gaps(sums: &[Sum], length: SignedDuration, interval: SignedDuration, period: Span) -> Spans {
    let most = interval * 2;
    let mut gaps = Vec::new();
    let mut seen_until = period.from;
    for sum in sums.iter().filter(|sum| sum.results > 0) {
        let end = sum.start_at.checked_add(length).unwrap_or(Timestamp::MAX);
        if sum.start_at.duration_since(seen_until) > most {
            gaps.push(Span { from: seen_until, to: sum.start_at });
        }
        if sum.unmeasured > 0 {
            let part = share(length, sum.unmeasured, sum.results);
            let to = sum.start_at.checked_add(part).unwrap_or(end);
            gaps.push(Span { from: sum.start_at, to });
        }
        seen_until = seen_until.max(end);
    }
    if period.to.duration_since(seen_until) > most + length {
        gaps.push(Span { from: seen_until, to: period.to });
    }
    let gaps: Spans = gaps.into_iter().collect();
    gaps.within(&period.into())
}

fn share(length: SignedDuration, part: u64, whole: u64) -> SignedDuration {
    let milliseconds = length.as_millis().saturating_mul(i128::from(part.min(whole)));
    let share = milliseconds / i128::from(whole.max(1));
    SignedDuration::from_millis(i64::try_from(share).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: SignedDuration = SignedDuration::from_hours(1);
    const MINUTE: SignedDuration = SignedDuration::from_mins(1);

    fn at(text: &str) -> Timestamp {
        format!("2026-10-05T{text}:00Z").parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span { from: at(from), to: at(to) }
    }

    fn sum(start: &str, results: u64, unmeasured: u64) -> Sum {
        Sum { start_at: at(start), results, unmeasured }
    }

    #[test]
    fn hours_without_a_result_are_a_gap() {
        let sums = [sum("08:00", 60, 0), sum("09:00", 60, 0), sum("12:00", 60, 0)];
        let found = gaps(&sums, HOUR, MINUTE, span("08:00", "13:00"));
        assert_eq!(found, span("10:00", "12:00").into());
    }

    #[test]
    fn a_check_that_looks_twice_a_day_has_no_gap_at_night() {
        let sums = [sum("08:00", 1, 0), sum("20:00", 1, 0)];
        let twice_a_day = SignedDuration::from_hours(12);
        assert!(gaps(&sums, HOUR, twice_a_day, span("00:00", "23:00")).is_empty());
    }

    #[test]
    fn an_hour_that_was_half_unmeasured_counts_by_half() {
        let sums = [sum("08:00", 60, 30), sum("09:00", 60, 60)];
        let found = gaps(&sums, HOUR, MINUTE, span("08:00", "10:00"));
        let expected: Spans =
            [span("08:00", "08:30"), span("09:00", "10:00")].into_iter().collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_summed_up_yet_is_no_gap_and_what_was_never_measured_is_all_of_one() {
        let sums = [sum("08:00", 60, 0)];
        assert!(gaps(&sums, HOUR, MINUTE, span("08:00", "10:00")).is_empty());
        let found = gaps(&sums, HOUR, MINUTE, span("08:00", "10:30"));
        assert_eq!(found, span("09:00", "10:30").into());
        assert_eq!(gaps(&[], HOUR, MINUTE, span("08:00", "18:00")), span("08:00", "18:00").into());
    }
}
