//! Months of an application under each other, with a picture above: for the desk and the portal.

use piket_core::figures::{Figures, Month};
use piket_engine::figures::MonthLine;

use super::line::{Line, line, metrics, name, percent, tone};
use crate::pages::condition::Tone;
use crate::pages::eye::Eye;

/// Months, ready to be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// The picture above them.
    pub(crate) picture: Picture,
    /// The metrics of which anything is known, by name.
    pub(crate) metrics: Vec<String>,
    /// The months, the newest first.
    pub(crate) lines: Vec<Line>,
}

/// Months, oldest first, as rows; `address` says where a month is told in full.
pub(crate) fn rows(eye: &Eye<'_>, months: &[MonthLine], address: impl Fn(Month) -> String) -> Rows {
    let known = metrics(months);
    let lines = since_known(months).iter().rev();
    Rows {
        picture: picture(eye, months),
        metrics: known.iter().map(|metric| eye.w.metric(*metric).into_owned()).collect(),
        lines: lines.map(|it| line(eye, it, &known, address(it.figures.month))).collect(),
    }
}

/// The months from the first of which anything is known; the last, if of none.
fn since_known(months: &[MonthLine]) -> &[MonthLine] {
    let first = months.iter().position(is_known).unwrap_or(months.len().saturating_sub(1));
    months.get(first..).unwrap_or_default()
}

fn is_known(month: &MonthLine) -> bool {
    let it = &month.figures;
    let is_empty = known(it).is_none() && it.kept.is_empty() && it.incidents.total() == 0;
    month.version.is_some() || !is_empty
}

/// The picture above a row of months: a bar a month, and the line of what was promised.
#[derive(Debug, Clone, Default)]
pub(crate) struct Picture {
    /// The bars, oldest first.
    pub(crate) bars: Vec<Bar>,
    /// How high the promise lies, from above; nothing without a promise.
    pub(crate) promised_y: Option<u32>,
    /// How wide the picture is.
    pub(crate) width: u32,
    /// The same in words, for who does not see it.
    pub(crate) words: String,
    /// The percentage at the foot of the picture.
    pub(crate) foot: String,
}

/// A bar of the picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bar {
    /// Where it stands.
    pub(crate) x: u32,
    /// Where it begins, from above.
    pub(crate) y: u32,
    /// How high it is.
    pub(crate) height: u32,
    /// `ok`, `warn`, `bad` or `none`.
    pub(crate) class: &'static str,
    /// The month and its figure.
    pub(crate) title: String,
}

/// The height of the picture and the width of a bar with the room beside it.
const HEIGHT: u32 = 64;
const STEP: u32 = 20;

/// The picture of a row of months, oldest first.
pub(crate) fn picture(eye: &Eye<'_>, months: &[MonthLine]) -> Picture {
    let percents: Vec<Option<f64>> = months.iter().map(|it| known(&it.figures)).collect();
    let measured = months.iter().rev().find_map(|it| it.figures.availability.as_ref());
    let promised = measured.and_then(|it| it.promised);
    let lowest =
        percents.iter().flatten().copied().chain(promised.map(f64::from)).fold(100.0, f64::min);
    // The foot lies a little below the lowest figure, and never so high that noise looks like news.
    let foot = (100.0 - (100.0 - lowest) * 1.25).clamp(0.0, 99.5);
    let y_of = |percent: f64| -> u32 {
        let share = ((100.0 - percent) / (100.0 - foot)).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the height of the picture"
        )]
        let y = (share * f64::from(HEIGHT)).round() as u32;
        y
    };
    let bars = months.iter().zip(&percents).zip(0..).map(|((month, percent), place)| {
        let y = percent.map_or(HEIGHT - 2, |percent| y_of(percent).min(HEIGHT - 2));
        let tone = if percent.is_some() { tone(&month.figures) } else { Tone::Unknown };
        Bar {
            x: place * STEP,
            y,
            height: HEIGHT - y,
            class: tone.class(),
            title: title(eye, month),
        }
    });
    let bars: Vec<Bar> = bars.collect();
    let width = STEP * u32::try_from(bars.len()).unwrap_or(1).max(1);
    Picture {
        words: words(eye, months),
        promised_y: promised.map(|it| y_of(f64::from(it))),
        foot: eye.w.percent_of(&format!("{foot:.1}")),
        width,
        bars,
    }
}

fn known(it: &Figures) -> Option<f64> {
    it.availability.as_ref()?.corrected.percent()
}

fn title(eye: &Eye<'_>, month: &MonthLine) -> String {
    let it = &month.figures;
    let measured = it.availability.as_ref();
    let shown = measured.map(|it| percent(eye.w, &it.corrected));
    format!(
        "{}: {}",
        name(eye.w, it),
        shown.unwrap_or_else(|| eye.w.t("figures-none").into_owned())
    )
}

fn words(eye: &Eye<'_>, months: &[MonthLine]) -> String {
    let titles: Vec<String> = months.iter().map(|month| title(eye, month)).collect();
    eye.w.t1("figures-picture", "months", titles.join("; "))
}
