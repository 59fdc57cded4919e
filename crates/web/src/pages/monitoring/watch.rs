//! A check as it stands now with what it measured in the last hours: beside the incident that it
//! opened.

use jiff::Timestamp;
use piket_core::check::CheckState;
use piket_core::key::CheckKey;

use super::board::state;
use super::check::{in_words, known};
use super::history::{self, Stretch};
use crate::app::App;
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::problem::Problem;

/// A check beside an incident.
#[derive(Debug, Clone)]
pub(crate) struct Watch {
    /// The key of the check.
    pub(crate) key: String,
    /// Its page.
    pub(crate) address: String,
    /// Its name.
    pub(crate) name: String,
    /// How it is.
    pub(crate) tone: Tone,
    /// The same in words, in trouble with since when.
    pub(crate) state: String,
    /// The chart as JSON that may stand in a page.
    pub(crate) chart: String,
    /// The chart in words.
    pub(crate) chart_words: String,
}

/// A check as it stands now; `None` when it is not configured any more.
///
/// # Errors
///
/// When the memory cannot be read.
pub(crate) async fn of(app: &App, eye: &Eye<'_>, key: &CheckKey) -> Result<Option<Watch>, Problem> {
    const STRETCH: Stretch = Stretch::Hours;
    let Some(spec) = eye.directory.checks.get(key) else { return Ok(None) };
    let known = known(app, key.clone(), STRETCH, eye.now).await?;
    let buckets = history::buckets(STRETCH, &known.sums, eye.now);
    let tone = condition::of_check(spec, known.standing.as_ref());
    let fresh = CheckState::default();
    let standing = known.standing.as_ref().map_or(&fresh, |it| &it.state);
    let word = state(eye.w, spec, standing.phase(), tone);
    let since = standing.onset_at.filter(|_| tone >= Tone::Warn);
    Ok(Some(Watch {
        key: key.to_string(),
        address: format!("/monitoring/{key}"),
        name: spec.name.clone(),
        tone,
        state: match since {
            Some(since) => lasting(eye, &word, since),
            None => word,
        },
        chart: history::chart(eye.w, spec, STRETCH, &buckets),
        chart_words: in_words(eye, STRETCH, &buckets),
    }))
}

/// "down 48 m".
fn lasting(eye: &Eye<'_>, state: &str, since: Timestamp) -> String {
    let seconds = eye.now.duration_since(since).as_secs().max(0);
    eye.w.t2("check-lasting", "state", state, "span", eye.w.span(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, at};

    #[test]
    fn trouble_is_said_with_how_long_it_lasts() {
        let mut example = Example::reported();
        example.now = at("15:46");
        assert_eq!(lasting(&example.eye(), "down", at("14:58")), "down 48 m");
    }
}
