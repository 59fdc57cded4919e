//! How the clocks of an incident came about, as a console shows it: a heading for each clock, and
//! the same lines as the page.

use clap::Args;
use jiff::Timestamp;
use piket_core::directory::{Directory, Language};
use piket_core::key::Number;
use piket_core::policy::{Action, Who};
use piket_core::sla::{Background, Clock, Metric, explain};
use piket_engine::view::Seen;
use piket_text::Words;
use piket_text::explain::{Reader, explain as in_sentences};

/// Which clock, in which language.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// Its number, such as INC-1042
    pub(super) number: Number,
    /// The promise: reaction, update, restore, resolution; all of them if none is named
    #[arg(value_parser = metric)]
    pub(super) metric: Option<Metric>,
    /// In this language, nl or en; your own if none is named
    #[arg(long, value_parser = language)]
    pub(super) language: Option<Language>,
}

fn metric(text: &str) -> Result<Metric, String> {
    let named = Metric::ALL.into_iter().find(|metric| metric.as_str() == text);
    let names = Metric::ALL.map(Metric::as_str).join(", ");
    named.ok_or_else(|| format!("it is one of {names}"))
}

fn language(text: &str) -> Result<Language, String> {
    let named = Language::ALL.into_iter().find(|language| language.code() == text);
    named.ok_or_else(|| "it is nl or en".to_owned())
}

/// The clocks of an incident, explained; nothing if there is none of that metric.
pub(super) fn told(
    seen: &Seen,
    who: &Who,
    metric: Option<Metric>,
    words: &Words,
    directory: &Directory,
    now: Timestamp,
) -> Option<String> {
    let wanted = |clock: &&Clock| metric.is_none_or(|metric| clock.metric == metric);
    let now = seen.state.present(now);
    let background = Background::of(&seen.state, &seen.entries);
    let reader = if who.may(Action::UseDesk) { Reader::Desk } else { Reader::Client };
    let one = |clock: &Clock| {
        let explanation = explain(clock, &background, directory, now);
        let name = words.metric(clock.metric);
        let mut lines = vec![format!("{name}: {}", words.clock_state(clock.state))];
        let sentences = in_sentences(words, &explanation, reader, directory);
        lines.extend(sentences.iter().map(|sentence| format!("  {sentence}")));
        lines.join("\n")
    };
    let told: Vec<String> = seen.clocks.iter().filter(wanted).map(one).collect();
    (!told.is_empty()).then(|| told.join("\n\n"))
}
