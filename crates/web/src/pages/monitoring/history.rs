//! What a check measured over a stretch of time, in buckets: for the chart, and for the table that
//! says the same.

use jiff::{SignedDuration, Timestamp};
use piket_core::check::{CheckSpec, Metric, Range};
use piket_store::samples::{Period, Rollup};
use piket_text::Words;
use serde::Serialize;

/// A stretch of time that a chart shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Six hours.
    Hours,
    /// A day.
    #[default]
    Day,
    /// A week.
    Week,
    /// Ninety days.
    Quarter,
}

impl Stretch {
    /// All, shortest first.
    pub(super) const ALL: [Self; 4] = [Self::Hours, Self::Day, Self::Week, Self::Quarter];

    /// The name in addresses and in the catalogue of words.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Day => "day",
            Self::Week => "week",
            Self::Quarter => "quarter",
        }
    }

    /// The stretch of a name; a day for what names none.
    pub(super) fn of(text: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.as_str() == text).unwrap_or_default()
    }

    /// Which sums are read for it.
    pub(super) fn period(self) -> Period {
        match self {
            Self::Hours | Self::Day => Period::Minute,
            Self::Week => Period::Hour,
            Self::Quarter => Period::Day,
        }
    }

    /// How many buckets, and how many seconds each has.
    fn buckets(self) -> (i64, i64) {
        match self {
            Self::Hours => (120, 180),
            Self::Day => (144, 600),
            Self::Week => (168, 3_600),
            Self::Quarter => (90, 86_400),
        }
    }

    /// When it begins, as seen at `now`.
    pub(super) fn from(self, now: Timestamp) -> Timestamp {
        let (count, seconds) = self.buckets();
        let end = (now.as_second().div_euclid(seconds) + 1) * seconds;
        Timestamp::from_second(end - count * seconds).unwrap_or(now)
    }
}

/// What was measured within a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    /// When it begins.
    pub(super) start_at: Timestamp,
    /// How many results, how many of them good, how many that could not be measured.
    pub(super) results: u64,
    pub(super) ok: u64,
    pub(super) unmeasured: u64,
    timed: u64,
    sum_ms: f64,
    max_ms: Option<f64>,
}

impl Bucket {
    /// Whether something was wrong with the application.
    pub(super) fn is_bad(&self) -> bool {
        self.ok + self.unmeasured < self.results
    }

    /// The mean duration in milliseconds.
    pub(super) fn mean_ms(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "nobody measures that often")]
        (self.timed > 0).then(|| self.sum_ms / self.timed as f64)
    }

    /// The longest duration in milliseconds.
    pub(super) fn max_ms(&self) -> Option<f64> {
        self.max_ms
    }
}

/// The buckets of a stretch, oldest first, those without a result included.
pub(super) fn buckets(stretch: Stretch, sums: &[Rollup], now: Timestamp) -> Vec<Bucket> {
    let (count, seconds) = stretch.buckets();
    let from = stretch.from(now);
    let begin = |index: i64| {
        from.checked_add(SignedDuration::from_secs(index * seconds)).unwrap_or(Timestamp::MAX)
    };
    let mut buckets: Vec<Bucket> = (0..count)
        .map(|index| Bucket {
            start_at: begin(index),
            results: 0,
            ok: 0,
            unmeasured: 0,
            timed: 0,
            sum_ms: 0.0,
            max_ms: None,
        })
        .collect();
    for sum in sums {
        let index = (sum.start_at.as_second() - from.as_second()).div_euclid(seconds);
        let Ok(index) = usize::try_from(index) else { continue };
        if let Some(bucket) = buckets.get_mut(index) {
            bucket.results += sum.results;
            bucket.ok += sum.ok_results;
            bucket.unmeasured += sum.unmeasured;
            bucket.timed += sum.timed;
            bucket.sum_ms += sum.sum_ms;
            bucket.max_ms = match (bucket.max_ms, sum.max_ms) {
                (Some(one), Some(other)) => Some(one.max(other)),
                (one, other) => one.or(other),
            };
        }
    }
    buckets
}

/// A chart as `ui/src/charts.ts` reads it.
#[derive(Serialize)]
struct Chart {
    x: Vec<i64>,
    series: Vec<Series>,
    unit: &'static str,
    bands: Vec<(i64, i64)>,
    limits: Vec<Limit>,
}

#[derive(Serialize)]
struct Series {
    label: String,
    y: Vec<Option<f64>>,
}

#[derive(Serialize)]
struct Limit {
    at: f64,
    tone: &'static str,
}

/// The chart of the buckets with the norms of the check, as JSON that may stand in a page.
pub(super) fn chart(w: &Words, spec: &CheckSpec, stretch: Stretch, buckets: &[Bucket]) -> String {
    let (_, seconds) = stretch.buckets();
    let chart = Chart {
        x: buckets.iter().map(|bucket| bucket.start_at.as_second()).collect(),
        series: vec![Series {
            label: w.t("check-mean").into_owned(),
            y: buckets.iter().map(|bucket| bucket.mean_ms().map(in_seconds)).collect(),
        }],
        unit: " s",
        bands: buckets
            .iter()
            .filter(|bucket| bucket.is_bad())
            .map(|bucket| (bucket.start_at.as_second(), bucket.start_at.as_second() + seconds))
            .collect(),
        limits: limits(spec),
    };
    // So that no text in it can end the element in which it stands.
    serde_json::to_string(&chart).unwrap_or_default().replace('<', "\\u003c")
}

/// Milliseconds as seconds, to the millisecond.
fn in_seconds(ms: f64) -> f64 {
    ms.round() / 1000.0
}

/// The upper ends of the norms for the whole duration, in seconds.
fn limits(spec: &CheckSpec) -> Vec<Limit> {
    let norms = spec.norms.iter().filter(|norm| norm.metric == Metric::TotalMs);
    norms
        .flat_map(|norm| [(norm.warning, "warn"), (norm.critical, "bad")])
        .filter_map(|(range, tone)| Some(Limit { at: in_seconds(upper_end(range?)?), tone }))
        .collect()
}

/// The upper end of a range that has one and alerts above it.
fn upper_end(range: Range) -> Option<f64> {
    let text = range.to_string();
    if text.starts_with('@') {
        return None;
    }
    text.rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, at};

    fn sum(start: &str, results: u64, ok: u64, ms: f64) -> Rollup {
        Rollup {
            start_at: at(start),
            results,
            ok_results: ok,
            unmeasured: 0,
            timed: results,
            #[expect(clippy::cast_precision_loss, reason = "a few")]
            sum_ms: ms * results as f64,
            min_ms: Some(ms),
            max_ms: Some(ms),
        }
    }

    #[test]
    fn minutes_are_gathered_into_buckets_and_gaps_stay_gaps() {
        let sums = [sum("14:51", 2, 2, 100.0), sum("14:58", 2, 1, 300.0), sum("15:05", 1, 1, 50.0)];
        let buckets = buckets(Stretch::Day, &sums, at("15:12"));
        assert_eq!(buckets.len(), 144);
        let full: Vec<_> = buckets.iter().filter(|bucket| bucket.results > 0).collect();
        assert_eq!(full.len(), 2);
        assert_eq!((full[0].results, full[0].mean_ms()), (4, Some(200.0)));
        assert!(full[0].is_bad() && !full[1].is_bad());
        assert_eq!(buckets.last().unwrap().start_at, at("15:10"));
        assert_eq!(buckets.last().unwrap().mean_ms(), None);
    }

    #[test]
    fn a_chart_shows_norms_as_lines_and_trouble_as_bands_and_cannot_end_its_element() {
        let example = Example::reported();
        let mut spec = example.directory.checks[&"checkout".parse().unwrap()].clone();
        spec.norms = serde_json::from_value(serde_json::json!([
            {"metric": "total_ms", "warning": "1000", "critical": "~:3000"},
        ]))
        .unwrap();
        let buckets = buckets(Stretch::Hours, &[sum("14:58", 1, 0, 9_000.0)], at("15:00"));
        let json = chart(example.eye().w, &spec, Stretch::Hours, &buckets);
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["limits"][0]["at"], 1.0);
        assert_eq!(read["limits"][1]["at"], 3.0);
        assert_eq!(read["bands"].as_array().unwrap().len(), 1);
        assert!(!json.contains('<'));
    }

    #[test]
    fn a_range_that_alerts_inside_or_has_no_upper_end_is_no_line() {
        for (range, end) in
            [("10", Some(10.0)), ("5:20", Some(20.0)), ("10:", None), ("@10:20", None)]
        {
            assert_eq!(upper_end(range.parse().unwrap()), end, "{range}");
        }
    }
}
