//! What is found with a calendar, in the reader's words: the same findings that a file gets.

use piket_engine::config::{Finding, Kind, Place, Said};
use piket_text::Words;

/// A sentence of the page.
pub(super) struct Told {
    /// Whether it keeps the calendar from being saved.
    pub(super) blocks: bool,
    /// What is the matter.
    pub(super) text: String,
}

/// What is found with this calendar, and what with others because of it.
pub(super) fn told(w: &Words, key: &str, findings: &[Finding]) -> Vec<Told> {
    let concerns = |finding: &&Finding| finding.blocks() || is_about(&finding.place, key);
    findings
        .iter()
        .filter(concerns)
        .map(|it| Told { blocks: it.blocks(), text: text(w, it) })
        .collect()
}

fn is_about(place: &Place, key: &str) -> bool {
    matches!(place, Place::Document { kind: Kind::Calendar, key: own, .. } if own == key)
}

fn text(w: &Words, finding: &Finding) -> String {
    match &finding.said {
        Some(Said::Calendar(error)) => w.calendar_error(error),
        Some(Said::Oddity(oddity)) => w.calendar_oddity(oddity),
        Some(Said::NeverOpen) => w.t("calendar-wrong-never-open").into_owned(),
        Some(Said::ClosesForGood) => w.t("calendar-wrong-closes-for-good").into_owned(),
        Some(Said::OtherZone) => w.t("calendar-wrong-other-zone").into_owned(),
        Some(Said::FromNow) => w.t("calendar-wrong-from-now").into_owned(),
        Some(Said::FeedName) => w.t("calendar-wrong-feed-name").into_owned(),
        Some(Said::FeedAddress(url)) => {
            w.t1("calendar-wrong-feed-address", "address", url.as_str())
        }
        None => match &finding.hint {
            Some(hint) => format!("{}: {} ({hint})", finding.place, finding.text),
            None => format!("{}: {}", finding.place, finding.text),
        },
    }
}
