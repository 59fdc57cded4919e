//! The client's side: who acts and where an incident is, in the words that a client reads.
//!
//! Own teams are called "our …", the client's own parties "you", and a step by the words of the
//! client's route where it has some.

use jiff::Timestamp;
use piket_core::incident::{Actor, Holder, State, StepVisit};
use piket_core::party::Party;
use piket_core::process::{Route, Step};

use crate::pages::eye::{Eye, Face};
use crate::pages::parts::Station;

/// The stations as a client sees them, each with the steps that lie in it.
const STATIONS: [&[Step]; 8] = [
    &[Step::Reported],
    &[Step::Assigning],
    &[Step::Investigating],
    &[Step::Developing],
    &[Step::Agreeing],
    &[Step::Implementing, Step::RollingOut],
    &[Step::Verifying],
    &[Step::Resolved, Step::Reviewing, Step::Closed, Step::Cancelled],
];

/// How many stations there are.
pub(super) const COUNT: usize = STATIONS.len();

/// At which station a step lies, from 1.
pub(super) fn number_of(step: Step) -> usize {
    STATIONS.iter().position(|steps| steps.contains(&step)).map_or(1, |index| index + 1)
}

/// A step in the client's words.
pub(super) fn step(eye: &Eye<'_>, route: Option<&Route>, step: Step) -> String {
    let own = route.and_then(|route| route.word(step, eye.w.language()));
    eye.w.step_for_client(step, own).into_owned()
}

/// A station as it is called before one is there and after one was.
fn short(eye: &Eye<'_>, route: Option<&Route>, step: Step) -> String {
    let own = route.and_then(|route| route.word(step, eye.w.language()));
    let named = || eye.w.named("portal-station", step.as_str()).into_owned();
    own.map_or_else(named, str::to_owned)
}

/// Where it is in words: "Step 5 of 8: Proposal".
pub(super) fn in_words(eye: &Eye<'_>, route: Option<&Route>, at: Step) -> String {
    let (number, name) = (number_of(at), step(eye, route, at));
    eye.w.tn("portal-step-of", &[("number", &number), ("of", &COUNT), ("step", &name)])
}

/// The stations of an incident with their times.
pub(super) fn stations(eye: &Eye<'_>, state: &State) -> Vec<Station> {
    let route = state.route(eye.directory);
    let at = number_of(state.step);
    STATIONS
        .iter()
        .zip(1..)
        .map(|(steps, number)| {
            let visit = last_stay(&state.visits, steps).filter(|_| number <= at);
            let is_here = number == at;
            let first = steps.first().copied().unwrap_or(Step::Reported);
            let last = if number == COUNT { Step::Closed } else { first };
            Station {
                state: look(number, at, visit.is_some(), state.step),
                label: if is_here { step(eye, route, state.step) } else { short(eye, route, last) },
                time: time(eye, visit.map(|visit| visit.from), number, at, state.step),
                gap: String::new(),
            }
        })
        .collect()
}

/// The beginning of the last stay at a station.
fn last_stay<'a>(visits: &'a [StepVisit], steps: &[Step]) -> Option<&'a StepVisit> {
    let end = visits.iter().rposition(|visit| steps.contains(&visit.step))?;
    let before = visits.iter().take(end).rposition(|visit| !steps.contains(&visit.step));
    visits.get(before.map_or(0, |index| index + 1))
}

fn look(number: usize, at: usize, was_there: bool, step: Step) -> &'static str {
    match number.cmp(&at) {
        std::cmp::Ordering::Less if was_there => "done",
        std::cmp::Ordering::Less => "skip",
        std::cmp::Ordering::Equal if step.is_over() => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "todo",
    }
}

fn time(eye: &Eye<'_>, from: Option<Timestamp>, number: usize, at: usize, step: Step) -> String {
    match from {
        Some(from) if number == at && !step.is_over() => {
            eye.w.t1("portal-since", "time", eye.when(from))
        }
        Some(from) => eye.when(from),
        None if number < at => eye.w.t("portal-not-needed").into_owned(),
        None => String::new(),
    }
}

/// A party as a client reads it: "Our developers", "You", or the supplier's name.
pub(super) fn party(eye: &Eye<'_>, party: &Party) -> String {
    let name = match party {
        Party::ServiceDesk => "service_desk",
        Party::Development => "development",
        Party::IncidentManager => "incident_manager",
        Party::Account => "account",
        Party::ClientOwner | Party::ClientContact | Party::ClientStakeholders => "client",
        Party::ComponentSupplier => "supplier",
        Party::Supplier(_) => return eye.party(party),
    };
    eye.w.named("portal-party", name).into_owned()
}

/// A party with its face.
pub(super) fn party_face(eye: &Eye<'_>, it: &Party) -> Face {
    Face { name: party(eye, it), ..eye.party_face(it) }
}

/// Who acts: the person by the name that is shown, else the party.
pub(super) fn holder(eye: &Eye<'_>, holder: &Holder) -> Face {
    match &holder.person {
        Some(person) => eye.person(person),
        None => party_face(eye, &holder.party),
    }
}

/// Who did something. Checks and programs are "our monitoring".
pub(super) fn actor(eye: &Eye<'_>, actor: &Actor) -> Face {
    match actor {
        Actor::Person(key) => eye.person(key),
        Actor::Party(it) => party_face(eye, it),
        Actor::Check(_) | Actor::Program(_) => {
            Face { name: eye.w.t("portal-monitoring").into_owned(), ..Face::default() }
        }
        Actor::Piket => Face { name: eye.directory.installation.name.clone(), ..Face::default() },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use piket_core::directory::{Language, Pin, Versions};

    use super::*;
    use crate::pages::example::{Example, at};

    #[test]
    fn every_step_lies_at_a_station_and_has_a_short_name_in_every_language() {
        for step in Step::ALL {
            assert!(STATIONS.iter().any(|steps| steps.contains(step)), "{step}");
        }
        let example = Example::reported();
        for language in Language::ALL {
            let words = piket_text::Words::of(language);
            let eye = Eye { w: &words, ..example.eye() };
            for station in stations(&eye, &example.state) {
                assert!(!station.label.contains("portal-station"), "{}", station.label);
            }
        }
    }

    #[test]
    fn a_step_is_called_as_the_clients_own_route_calls_it() {
        let mut example = Example::reported();
        let mut route = Route::canonical("own".parse().unwrap());
        let words = Language::ALL.map(|language| (language, "Wij zoeken".to_owned()));
        route.words.insert(Step::Investigating, BTreeMap::from(words));
        let mut versions = Versions::default();
        versions.add(1, route);
        example.directory.routes.insert("own".parse().unwrap(), versions);
        example.state.pins.route = Some(Pin { key: "own".parse().unwrap(), version: 1 });
        example.state.step = Step::Investigating;
        let stations = stations(&example.eye(), &example.state);
        assert_eq!(stations[2].label, "Wij zoeken");
        assert_eq!(stations[2].state, "now");
    }

    #[test]
    fn a_stay_begins_where_its_station_was_entered_last() {
        let visit = |step, from: &str| StepVisit { step, from: at(from), until: None };
        let visits = [
            visit(Step::Reported, "14:58"),
            visit(Step::Implementing, "15:01"),
            visit(Step::RollingOut, "15:10"),
            visit(Step::Implementing, "15:20"),
            visit(Step::RollingOut, "15:30"),
            visit(Step::Verifying, "15:40"),
            visit(Step::RollingOut, "15:50"),
        ];
        let steps = &[Step::Implementing, Step::RollingOut];
        assert_eq!(last_stay(&visits, steps).unwrap().from, at("15:50"));
        assert_eq!(last_stay(&visits[..6], steps).unwrap().from, at("15:01"));
        assert_eq!(last_stay(&visits, &[Step::Agreeing]), None);
    }
}
