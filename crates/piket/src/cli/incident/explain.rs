//! How the clocks of an incident came about, as a console shows it: a heading for each clock, and
//! the same lines as the page.

use clap::Args;
use jiff::Timestamp;
use piket_core::directory::{Directory, Language};
use piket_core::incident::party_explanation;
use piket_core::key::Number;
use piket_core::party::Party;
use piket_core::policy::{Action, Who};
use piket_core::sla::{Background, Clock, Explanation, Metric, explain};
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
    /// What this supplier or team promised us, such as supplier:KEY; all of them if none is named
    #[arg(long)]
    pub(super) party: Option<Party>,
    /// In this language, nl or en; your own if none is named
    #[arg(long, value_parser = language)]
    pub(super) language: Option<Language>,
}

fn metric(text: &str) -> Result<Metric, String> {
    let named = Metric::ALL.into_iter().find(|metric| metric.as_str() == text);
    let names = Metric::ALL.map(Metric::as_str).join(", ");
    named.ok_or_else(|| format!("it is one of {names}"))
}

pub(in crate::cli) fn language(text: &str) -> Result<Language, String> {
    let named = Language::ALL.into_iter().find(|language| language.code() == text);
    named.ok_or_else(|| "it is nl or en".to_owned())
}

/// The clocks of an incident, explained; nothing if there is none of that metric.
pub(super) fn told(
    seen: &Seen,
    who: &Who,
    wanted: &Wanted,
    words: &Words,
    directory: &Directory,
    now: Timestamp,
) -> Option<String> {
    let is_wanted = |clock: &&Clock| {
        wanted.metric.is_none_or(|metric| clock.metric == metric)
            && wanted.party.as_ref().is_none_or(|party| clock.party.as_ref() == Some(party))
    };
    let now = seen.state.present(now);
    let reader = if who.may(Action::UseDesk) { Reader::Desk } else { Reader::Client };
    let one = |clock: &Clock| {
        let explanation = explained(clock, seen, directory, now);
        let metric = words.metric(clock.metric);
        let name = match &clock.party {
            None => metric.into_owned(),
            Some(party) => {
                let party = words.party_label(party, directory);
                words.t2("clock-of-party", "party", party, "metric", metric)
            }
        };
        let mut lines = vec![format!("{name}: {}", words.clock_state(clock.state))];
        let sentences = in_sentences(words, &explanation, reader, directory);
        lines.extend(sentences.iter().map(|sentence| format!("  {sentence}")));
        lines.join("\n")
    };
    let all = seen.clocks.iter().chain(&seen.party_clocks);
    let told: Vec<String> = all.filter(is_wanted).map(one).collect();
    (!told.is_empty()).then(|| told.join("\n\n"))
}

/// Why a clock stands where it stands; what a party promised has a story of its own.
fn explained(clock: &Clock, seen: &Seen, directory: &Directory, now: Timestamp) -> Explanation {
    let of_party = clock
        .party
        .as_ref()
        .and_then(|party| party_explanation(&seen.state, (party, clock.metric), directory, now));
    match of_party {
        Some((_, explanation)) => explanation,
        None => explain(clock, &Background::of(&seen.state, &seen.entries), directory, now),
    }
}
