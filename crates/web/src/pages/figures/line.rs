//! A month in a row of months: its figures as words, and its bar in the picture above them.

use piket_core::figures::{Availability, Figures, Kept, Mean, Tally};
use piket_core::sla::{Metric, Percent};
use piket_engine::figures::MonthLine;
use piket_text::Words;

use crate::pages::condition::Tone;
use crate::pages::eye::Eye;

/// How many decimals of the availability are shown.
const DECIMALS: u32 = 2;

/// A month, ready to be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Where it is told in full.
    pub(crate) address: String,
    /// Its name: "October 2026".
    pub(crate) name: String,
    /// How it was.
    pub(crate) tone: Tone,
    /// The same in words.
    pub(crate) state: String,
    /// Which frozen version it is, or that it still runs; empty for one that is over.
    pub(crate) standing: String,
    /// How available the application was, without what was excused.
    pub(crate) availability: String,
    /// As it was, where that is another figure.
    pub(crate) raw: String,
    /// What was promised.
    pub(crate) promised: String,
    /// Downtime.
    pub(crate) down: String,
    /// Promises kept, one for each metric: the share, and of how many.
    pub(crate) kept: Vec<(String, String)>,
    /// How many incidents were reported.
    pub(crate) incidents: u32,
    /// The mean times: to acknowledge, to restore.
    pub(crate) means: Vec<String>,
    /// What is not right about the measurement; empty if nothing.
    pub(crate) doubt: String,
}

/// A month of an application in words.
pub(crate) fn line(eye: &Eye<'_>, month: &MonthLine, metrics: &[Metric], address: String) -> Line {
    let it = &month.figures;
    let measured = it.availability.as_ref();
    let tone = tone(it);
    let corrected = measured.map(|it| percent(eye.w, &it.corrected)).unwrap_or_default();
    let raw = measured.map(|it| percent(eye.w, &it.raw)).unwrap_or_default();
    Line {
        address,
        name: name(eye.w, it),
        state: eye.w.named("figures-state", tone.class()).into_owned(),
        tone,
        standing: standing(eye.w, month),
        raw: if raw == corrected { String::new() } else { raw },
        availability: corrected,
        promised: measured
            .and_then(|it| it.promised)
            .map(|it| promised(eye.w, it))
            .unwrap_or_default(),
        down: measured.map(|it| eye.w.duration(it.corrected.down)).unwrap_or_default(),
        kept: metrics.iter().map(|metric| share(eye.w, it.kept.get(metric))).collect(),
        incidents: it.incidents.total(),
        means: vec![mean(eye.w, it.times.acknowledge), mean(eye.w, it.times.restore)],
        doubt: doubt(eye.w, it),
    }
}

/// The metrics of which anything is known in these months, in their order.
pub(crate) fn metrics(months: &[MonthLine]) -> Vec<Metric> {
    let known = |metric: &Metric| months.iter().any(|it| it.figures.kept.contains_key(metric));
    Metric::ALL.into_iter().filter(known).collect()
}

/// The name of a month: "October 2026".
pub(crate) fn name(w: &Words, it: &Figures) -> String {
    w.month_and_year(it.month.first_day())
}

fn standing(w: &Words, month: &MonthLine) -> String {
    match month.version {
        Some(version) => w.t1("figures-frozen-version", "version", version),
        None if month.figures.is_over => String::new(),
        None => w.t("figures-so-far").into_owned(),
    }
}

/// How a month was: nothing measured, as promised, promises broken, less available than promised.
pub(crate) fn tone(it: &Figures) -> Tone {
    let measured = it.availability.as_ref();
    let kept = measured.and_then(|it| it.corrected.keeps(it.promised?));
    let missed = it.kept.values().map(|kept| kept.corrected.missed).sum::<u32>();
    let is_known = measured.is_some_and(|it| it.corrected.percent().is_some());
    match kept {
        Some(false) => Tone::Bad,
        _ if missed > 0 => Tone::Warn,
        _ if is_known || !it.kept.is_empty() => Tone::Ok,
        _ => Tone::Unknown,
    }
}

/// What is not right about the measurement.
pub(crate) fn doubt(w: &Words, it: &Figures) -> String {
    let measured = it.availability.as_ref();
    if measured.is_some() && !it.is_watched {
        return w.t("figures-not-watched").into_owned();
    }
    let poorly = measured.filter(|it| it.raw.is_poorly_measured());
    poorly
        .map(|it| w.t1("figures-poorly", "time", w.duration(it.raw.unmeasured)))
        .unwrap_or_default()
}

/// An availability with its decimals: `99,95%`; "n/a" without service time.
pub(crate) fn percent(w: &Words, it: &Availability) -> String {
    let shown = it.floored(DECIMALS).map(|text| w.percent_of(&text));
    shown.unwrap_or_else(|| w.t("figures-none").into_owned())
}

/// A promised percentage.
pub(crate) fn promised(w: &Words, it: Percent) -> String {
    w.percent_of(&it.to_string())
}

/// The share of kept promises and of how many it is.
pub(crate) fn share(w: &Words, kept: Option<&Kept>) -> (String, String) {
    tally(w, kept.map_or(Tally::default(), |kept| kept.corrected))
}

/// A share and of how many it is: `95,0%` and `19 of 20`.
pub(crate) fn tally(w: &Words, it: Tally) -> (String, String) {
    match it.floored(1) {
        Some(text) => {
            (w.percent_of(&text), w.t2("figures-of", "part", it.met, "whole", it.total()))
        }
        None => (w.t("figures-none").into_owned(), String::new()),
    }
}

/// A mean time on the wall: `12 m`, or "n/a".
pub(crate) fn mean(w: &Words, it: Mean) -> String {
    it.seconds().map_or_else(|| w.t("figures-none").into_owned(), |seconds| w.span(seconds))
}
