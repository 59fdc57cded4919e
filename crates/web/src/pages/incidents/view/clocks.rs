//! The clocks as cards: due, left, paused or done, each with the reason for its deadline.

use piket_core::calendar::WorkingTime;
use piket_core::incident::State;
use piket_core::sla::{Clock, ClockState};
use piket_engine::view::Seen;
use piket_text::explain::{Reader, essence};

use crate::pages::eye::{Eye, Face};
use crate::pages::why;

/// From which share of a promise on it is nearly used up, in percent.
const NEARLY: u32 = 75;

/// A clock as a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Card {
    /// Where it is explained line by line.
    pub(crate) address: String,
    /// What is promised.
    pub(crate) label: String,
    /// How much of it is used.
    pub(crate) side: String,
    /// `ok`, `warn`, `bad`, `paused`, or empty while there is time.
    pub(crate) tone: &'static str,
    /// The tone of the bar.
    pub(crate) bar: &'static str,
    /// When it is due, RFC 3339, while it runs; empty for a clock that stands.
    pub(crate) due: String,
    /// How it reads.
    pub(crate) text: String,
    /// Behind the countdown: until when.
    pub(crate) until: String,
    /// How much is used, in percent, at most 100.
    pub(crate) used: u32,
    /// Whether it is the one that presses most.
    pub(crate) main: bool,
    /// Why it stands where it stands, in three lines at most.
    pub(crate) why: Vec<String>,
}

/// Who has the ball, as a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HolderCard {
    /// The face; without a name nobody has taken it.
    pub(crate) face: Face,
    /// Since when, or to whom it is offered.
    pub(crate) side: String,
}

/// All clocks, the one that presses most marked.
pub(crate) fn of(eye: &Eye<'_>, seen: &Seen) -> Vec<Card> {
    let presses = seen
        .clocks
        .iter()
        .filter(|clock| clock.state == ClockState::Running)
        .min_by_key(|clock| clock.due_at)
        .map(|clock| clock.metric);
    let own = seen.clocks.iter();
    let own =
        own.map(|clock| Card { main: presses == Some(clock.metric), ..card(eye, seen, clock) });
    own.chain(seen.party_clocks.iter().map(|clock| of_party(eye, seen, clock))).collect()
}

/// What a supplier or a team promised us, under its name.
fn of_party(eye: &Eye<'_>, seen: &Seen, clock: &Clock) -> Card {
    let card = card(eye, seen, clock);
    let Some(party) = &clock.party else { return card };
    let label = eye.w.t2("clock-of-party", "party", eye.party(party), "metric", &card.label);
    Card { label, ..card }
}

fn card(eye: &Eye<'_>, seen: &Seen, clock: &Clock) -> Card {
    let w = eye.w;
    let used = clock.percent().min(100);
    let is_late = clock.is_breached_at(eye.now);
    let due = clock.due_at.filter(|_| clock.state == ClockState::Running);
    let tone = match clock.state {
        ClockState::Met => "ok",
        ClockState::Missed | ClockState::NeverDue => "bad",
        ClockState::Paused | ClockState::NotStarted | ClockState::Cancelled => "paused",
        ClockState::Running if is_late => "bad",
        ClockState::Running if used >= NEARLY => "warn",
        ClockState::Running => "",
    };
    let explanation = why::explained(eye, seen, clock);
    let base = format!("/incidents/{}", seen.state.number);
    Card {
        address: why::address(&base, clock),
        label: w.named("metric", clock.metric.as_str()).into_owned(),
        side: w.t2("clock-of", "used", w.duration(clock.used), "of", short(eye, clock.promised)),
        tone,
        bar: if tone.is_empty() { "ok" } else { tone },
        due: due.map(|at| at.to_string()).unwrap_or_default(),
        text: match due {
            Some(at) => eye.countdown(at),
            None => w.named("clock-is", clock.state.as_str()).into_owned(),
        },
        until: until(eye, clock),
        used,
        main: false,
        why: essence(w, &explanation, Reader::Desk, eye.directory),
    }
}

/// A promise in figures, without minutes where there are none.
fn short(eye: &Eye<'_>, promised: WorkingTime) -> String {
    let minutes = promised.full_minutes();
    if minutes >= 60 && minutes % 60 == 0 {
        return eye.w.t1("clock-hours", "hours", minutes / 60);
    }
    eye.w.duration(promised)
}

fn until(eye: &Eye<'_>, clock: &Clock) -> String {
    let w = eye.w;
    if clock.state == ClockState::Running && clock.is_outside_window {
        return match clock.continues_at {
            Some(at) => w.t1("clock-opens", "at", eye.when(at)),
            None => String::new(),
        };
    }
    match (clock.state, clock.due_at, clock.stopped_at) {
        (ClockState::Running, Some(at), _) => w.t1("clock-by", "at", eye.when(at)),
        (ClockState::Met | ClockState::Missed, _, Some(at)) => w.t1("clock-at", "at", eye.when(at)),
        _ => String::new(),
    }
}

/// Who has the ball.
pub(crate) fn holder(eye: &Eye<'_>, state: &State) -> HolderCard {
    let offered = state.offer.as_ref().map(|offer| {
        let to = match &offer.person {
            Some(person) => eye.person(person).name,
            None => eye.party(&offer.party),
        };
        eye.w.t1("holder-offered", "to", to)
    });
    let since = || eye.w.t1("holder-since", "at", eye.when(state.holder.since));
    let face = if state.is_taken() { eye.holder(&state.holder) } else { Face::default() };
    let side = offered.unwrap_or_else(|| if state.is_taken() { since() } else { String::new() });
    HolderCard { face, side }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn the_running_clock_that_is_due_first_is_the_main_one() {
        let example = Example::reported();
        let cards = of(&example.eye(), &example.seen());
        let main: Vec<_> = cards.iter().filter(|card| card.main).map(|card| &card.label).collect();
        assert_eq!(main, ["Reaction"]);
        assert!(cards.iter().all(|card| !card.why.is_empty()));
    }

    #[test]
    fn a_met_clock_says_so_and_counts_no_further() {
        let example = Example::resolved_by_hand();
        let cards = of(&example.eye(), &example.seen());
        let resolution = cards.iter().find(|card| card.label == "Resolution").unwrap();
        assert_eq!((resolution.tone, resolution.text.as_str()), ("ok", "Met"));
        assert_eq!(resolution.due, "");
    }

    #[test]
    fn nobody_holds_what_nobody_has_taken() {
        let example = Example::reported();
        assert_eq!(holder(&example.eye(), &example.state).face, Face::default());
        let example = Example::taken();
        assert_eq!(holder(&example.eye(), &example.state).face.name, "Ilse de Vries");
    }
}
