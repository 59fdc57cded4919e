//! Why a clock stands where it stands, as a page shows it: picture, sentences and the sum.
//!
//! The same for the desk and the portal, in the words of whoever reads. Nothing is computed here:
//! the explanation is the one of the core.

use piket_core::calendar::WorkingTime;
use piket_core::incident::party_explanation;
use piket_core::party::Party;
use piket_core::sla::{Background, Clock, Explanation, Line, Metric, explain};
use piket_engine::view::Seen;
use piket_text::explain::{Reader, essence, explain as in_sentences, label};

use super::eye::Eye;
use super::picture::{self, Picture};

/// A clock, explained for a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Why {
    /// What is promised.
    pub(crate) title: String,
    /// What is meant by it.
    pub(crate) about: String,
    /// `ok`, `warn`, `bad`, `quiet`.
    pub(crate) tone: &'static str,
    /// How it stands, in a word.
    pub(crate) state: String,
    /// The picture; none before the clock started.
    pub(crate) picture: Option<Picture>,
    /// What the picture shows, for those who do not see it.
    pub(crate) alternative: String,
    /// Line by line.
    pub(crate) sentences: Vec<String>,
    /// The sum.
    pub(crate) rows: Vec<Row>,
    /// What all rows together come to.
    pub(crate) total: String,
    /// Of how much.
    pub(crate) promised: String,
    /// What is left, or by how much it is late.
    pub(crate) left: String,
    /// How earlier cycles ended; empty when there were none.
    pub(crate) past: String,
    /// The clocks of the incident: address, name, and whether it is this one.
    pub(crate) tabs: Vec<(String, String, bool)>,
}

/// A row of the sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// From when to when, or on which days.
    pub(crate) when: String,
    /// What it was.
    pub(crate) what: String,
    /// How much counted.
    pub(crate) counted: String,
    /// How much did not.
    pub(crate) spared: String,
}

/// The clocks that the reader may know of: what we promised the client, and for our own people
/// what suppliers and teams promised us.
pub(crate) fn all(seen: &Seen) -> impl Iterator<Item = &Clock> {
    seen.clocks.iter().chain(&seen.party_clocks)
}

/// Why a clock of the incident stands where it stands. What a party promised has a story of its
/// own: of when it was engaged, what it answered, and what it waits for of ours.
pub(crate) fn explained(eye: &Eye<'_>, seen: &Seen, clock: &Clock) -> Explanation {
    let now = seen.state.present(eye.now);
    let of_party = clock.party.as_ref().and_then(|party| {
        party_explanation(&seen.state, (party, clock.metric), eye.directory, now)
    });
    if let Some((_, explanation)) = of_party {
        return explanation;
    }
    let background = Background::of(&seen.state, &seen.entries);
    explain(clock, &background, eye.directory, now)
}

/// Where a clock is explained; `base` is the address of the incident.
pub(crate) fn address(base: &str, clock: &Clock) -> String {
    let metric = clock.metric.as_str();
    match &clock.party {
        None => format!("{base}/clocks/{metric}"),
        Some(party) => format!("{base}/clocks/{metric}?party={party}"),
    }
}

/// What a clock is called: the promise, and whose it is where it is not ours.
fn name(eye: &Eye<'_>, clock: &Clock) -> String {
    let metric = eye.w.metric(clock.metric);
    match &clock.party {
        None => metric.into_owned(),
        Some(party) => eye.w.t2("clock-of-party", "party", eye.party(party), "metric", metric),
    }
}

/// The clock of a metric, explained; nothing if there is none that the reader may know of. Named
/// with a party it is what that party promised us.
///
/// `base` is the address of the incident.
pub(crate) fn of(
    eye: &Eye<'_>,
    seen: &Seen,
    (party, metric): (Option<&Party>, Metric),
    reader: Reader,
    base: &str,
) -> Option<Why> {
    let is_it = |clock: &Clock| clock.metric == metric && clock.party.as_ref() == party;
    let clock = all(seen).find(|clock| is_it(clock))?;
    let now = seen.state.present(eye.now);
    let explanation = explained(eye, seen, clock);
    let w = eye.w;
    let left = clock.remaining();
    let rows = explanation.lines.iter().filter_map(|line| row(eye, line)).collect();
    let tabs = all(seen).map(|clock| (address(base, clock), name(eye, clock), is_it(clock)));
    Some(Why {
        title: name(eye, clock),
        about: w.about_metric(metric).into_owned(),
        tone: tone(eye, clock),
        state: state(eye, clock),
        picture: picture::of(w, clock, eye.directory, now),
        alternative: essence(w, &explanation, reader, eye.directory).join(". "),
        sentences: in_sentences(w, &explanation, reader, eye.directory),
        rows,
        total: w.duration(clock.used),
        promised: w.duration(clock.promised),
        left: if left < WorkingTime::ZERO {
            w.t1("why-late", "time", w.overdue(WorkingTime::ZERO - left))
        } else {
            w.t1("why-left", "time", w.remaining(left))
        },
        past: past(eye, clock),
        tabs: tabs.collect(),
    })
}

pub(crate) fn tone(eye: &Eye<'_>, clock: &Clock) -> &'static str {
    use piket_core::sla::ClockState as State;
    match clock.state {
        State::Met => "ok",
        State::Missed | State::NeverDue => "bad",
        State::Running | State::Paused if clock.is_breached_at(eye.now) => "bad",
        State::Running => "route",
        State::Paused | State::NotStarted | State::Cancelled => "quiet",
    }
}

pub(crate) fn state(eye: &Eye<'_>, clock: &Clock) -> String {
    let state = eye.w.clock_state(clock.state);
    if clock.state.is_going() && clock.is_breached_at(eye.now) {
        return eye.w.t1("why-breached", "state", state);
    }
    state.into_owned()
}

fn past(eye: &Eye<'_>, clock: &Clock) -> String {
    let past = clock.past_cycles;
    if past.met + past.missed == 0 {
        return String::new();
    }
    eye.w.t2("why-past", "met", past.met, "missed", past.missed)
}

fn row(eye: &Eye<'_>, line: &Line) -> Option<Row> {
    let w = eye.w;
    let time = |time: WorkingTime| {
        if time > WorkingTime::ZERO { w.duration(time) } else { String::new() }
    };
    let (when, what) = label(w, line)?;
    let (counted, spared) = match line {
        Line::Counted { spent, .. } => (time(*spent), String::new()),
        Line::Folded { counted, spared, .. } => (time(*counted), time(*spared)),
        Line::Paused { spared, .. } | Line::Stopped { spared, .. } => {
            (String::new(), time(*spared))
        }
        _ => (String::new(), String::new()),
    };
    Some(Row { when, what, counted, spared })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn a_clock_is_shown_as_picture_sentences_and_a_sum() {
        let example = Example::taken();
        let seen = example.seen();
        let why = of(
            &example.eye(),
            &seen,
            (None, Metric::Resolution),
            Reader::Desk,
            "/incidents/INC-1042",
        );
        let why = why.unwrap();
        assert!(why.picture.is_some());
        assert!(why.sentences[0].contains("monitoring"), "{:?}", why.sentences);
        assert_eq!((why.total.as_str(), why.promised.as_str()), ("5 m", "4 h 00 m"));
        assert_eq!(why.rows[0].counted, "5 m");
        let (address, name, is_this) = &why.tabs[3];
        assert_eq!(address, "/incidents/INC-1042/clocks/resolution");
        assert!(*is_this && name == "Resolution");
    }

    #[test]
    fn what_was_not_promised_is_not_explained() {
        let mut example = Example::taken();
        example.state.clock_events.clear();
        let seen = example.seen();
        let which = (None, Metric::Reaction);
        assert!(of(&example.eye(), &seen, which, Reader::Desk, "").is_none());
    }
}
