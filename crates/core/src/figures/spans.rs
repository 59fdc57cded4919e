//! Sets of time: spans joined, cut and taken from each other, so that nothing counts twice.

use jiff::Timestamp;

use crate::calendar::{Backwards, Calendar, WorkingTime};

/// A span `[from, to)`: its start belongs to it, its end does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Its start.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
}

impl Span {
    /// From `from` until `to`.
    ///
    /// # Errors
    ///
    /// [`Backwards`] if `to` is before `from`.
    pub fn new(from: Timestamp, to: Timestamp) -> Result<Self, Backwards> {
        if to < from { Err(Backwards { from, to }) } else { Ok(Self { from, to }) }
    }

    /// Whether no time is in it.
    fn is_empty(self) -> bool {
        self.to <= self.from
    }

    /// The time that is in both; possibly none.
    fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }
}

/// A set of time: spans in order, apart from each other and never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans(Vec<Span>);

impl FromIterator<Span> for Spans {
    /// Joins spans in any order; those that overlap or touch are one.
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans: Vec<_> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                Some(_) | None => joined.push(span),
            }
        }
        Self(joined)
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self::from_iter([span])
    }
}

impl Spans {
    /// The spans in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> {
        self.0.iter().copied()
    }

    /// Whether there is no time in the set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The time that is in one of both, or in both.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// The time that is in both.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        while let (Some(one), Some(two)) = (ours.peek().copied(), theirs.peek().copied()) {
            common.push(one.within(two));
            if one.to <= two.to {
                ours.next();
            } else {
                theirs.next();
            }
        }
        common.into_iter().collect()
    }

    /// The time that is in this set and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut cuts = other.iter().peekable();
        for mut span in self.iter() {
            while let Some(cut) = cuts.peek().copied().filter(|cut| cut.from < span.to) {
                rest.push(Span { from: span.from, to: cut.from.max(span.from) });
                span.from = span.from.max(cut.to).min(span.to);
                if cut.to > span.to {
                    break;
                }
                cuts.next();
            }
            rest.push(span);
        }
        rest.into_iter().collect()
    }

    /// How much of this time `calendar` is open.
    pub fn open_time(&self, calendar: &Calendar) -> WorkingTime {
        self.iter().filter_map(|span| calendar.elapsed(span.from, span.to).ok()).sum()
    }

    /// How long it is by the clock on the wall, in whole seconds.
    pub fn seconds(&self) -> i64 {
        self.iter().map(|span| span.to.as_second() - span.from.as_second()).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span {
            from: Timestamp::from_second(from).unwrap(),
            to: Timestamp::from_second(to).unwrap(),
        }
    }

    fn set(spans: &[(i64, i64)]) -> Spans {
        spans.iter().map(|&(from, to)| span(from, to)).collect()
    }

    #[test]
    fn spans_that_overlap_or_touch_are_one_and_empty_ones_are_none() {
        assert_eq!(set(&[(30, 40), (5, 5), (10, 20), (9, 2), (20, 30)]), set(&[(10, 40)]));
        assert!(set(&[(7, 7)]).is_empty());
    }

    #[test]
    fn a_long_span_is_cut_by_several_short_ones() {
        let night = set(&[(0, 100)]);
        let work = set(&[(10, 20), (30, 40), (90, 120)]);
        assert_eq!(night.without(&work), set(&[(0, 10), (20, 30), (40, 90)]));
        assert_eq!(night.within(&work), set(&[(10, 20), (30, 40), (90, 100)]));
    }

    #[test]
    fn a_long_cut_takes_several_spans() {
        let outages = set(&[(0, 10), (20, 30), (40, 50)]);
        assert_eq!(outages.without(&set(&[(5, 45)])), set(&[(0, 5), (45, 50)]));
    }

    fn any_set() -> impl Strategy<Value = Vec<(i64, i64)>> {
        prop::collection::vec((0..200_i64, 0..30_i64), 0..8).prop_map(|spans| {
            spans.into_iter().map(|(from, length)| (from, from + length)).collect()
        })
    }

    proptest! {
        /// Every second is where set theory says it is.
        #[test]
        fn sets_of_time_are_sets(one in any_set(), two in any_set()) {
            let holds = |spans: &Spans, at: i64| {
                spans.iter().any(|span| (span.from.as_second()..span.to.as_second()).contains(&at))
            };
            let (one, two) = (set(&one), set(&two));
            for at in 0..240 {
                let (in_one, in_two) = (holds(&one, at), holds(&two, at));
                prop_assert_eq!(holds(&one.joined(&two), at), in_one || in_two);
                prop_assert_eq!(holds(&one.within(&two), at), in_one && in_two);
                prop_assert_eq!(holds(&one.without(&two), at), in_one && !in_two);
            }
            let parts = one.within(&two).seconds() + one.without(&two).seconds();
            prop_assert_eq!(parts, one.seconds());
        }
    }
}
