//! What is found with a calendar, in the reader's words: the same findings that a file gets.

use piket_engine::config::{About, Finding, Kind, Place, Said};
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
    let said = match &finding.about {
        Some(About::Calendar(said)) => said,
        Some(About::Agreement(_) | About::Gap(_)) | None => return as_written(finding),
    };
    match said {
        Said::Calendar(error) => w.calendar_error(error),
        Said::Oddity(oddity) => w.calendar_oddity(oddity),
        Said::NeverOpen => w.t("calendar-wrong-never-open").into_owned(),
        Said::ClosesForGood => w.t("calendar-wrong-closes-for-good").into_owned(),
        Said::OtherZone => w.t("calendar-wrong-other-zone").into_owned(),
        Said::FromNow => w.t("calendar-wrong-from-now").into_owned(),
        Said::FeedName => w.t("calendar-wrong-feed-name").into_owned(),
        Said::FeedAddress(url) => w.t1("calendar-wrong-feed-address", "address", url.as_str()),
    }
}

/// What has no words of its own in the catalogue, as files are told it.
fn as_written(finding: &Finding) -> String {
    match &finding.hint {
        Some(hint) => format!("{}: {} ({hint})", finding.place, finding.text),
        None => format!("{}: {}", finding.place, finding.text),
    }
}
