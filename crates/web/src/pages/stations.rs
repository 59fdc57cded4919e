//! The stations of the route tracker: the canonical steps as the desk shows them, one line for all
//! incidents. Making the fix and rolling it out are one station; so are resolved and closed.

use jiff::Timestamp;
use piket_core::incident::{State, StepVisit};
use piket_core::process::Step;

use super::eye::Eye;
use super::parts::Station;

/// The stations, each with the steps that lie in it.
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
pub(crate) const COUNT: usize = STATIONS.len();

/// At which station a step lies, from 1.
pub(crate) fn number_of(step: Step) -> usize {
    STATIONS.iter().position(|steps| steps.contains(&step)).map_or(1, |index| index + 1)
}

/// What is known of times to come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ahead {
    /// When the fix will have been watched long enough.
    pub(crate) verified_at: Option<Timestamp>,
    /// Until when it is to be resolved.
    pub(crate) resolve_by: Option<Timestamp>,
}

/// The stations of an incident with their times.
pub(crate) fn of(eye: &Eye<'_>, state: &State, ahead: Ahead) -> Vec<Station> {
    let at = number_of(state.step);
    let mut before: Option<Timestamp> = None;
    STATIONS
        .iter()
        .enumerate()
        .map(|(index, steps)| {
            let number = index + 1;
            let visit = last_stay(&state.visits, steps).filter(|_| number <= at);
            let arrived = visit.map(|visit| visit.from);
            let gap = match (before, arrived) {
                (Some(before), Some(arrived)) => {
                    eye.w.span((arrived.as_second() - before.as_second()).max(0))
                }
                (_, None) | (None, _) => String::new(),
            };
            before = arrived.or(before);
            Station {
                state: look(number, at, visit.is_some(), state.step),
                label: label(eye, number, state.step),
                time: time(eye, number, at, arrived, state.step, ahead),
                gap,
            }
        })
        .collect()
}

/// The beginning of the last stay at a station: of steps that follow each other in it, the first.
fn last_stay<'a>(visits: &'a [StepVisit], steps: &[Step]) -> Option<&'a StepVisit> {
    let mut stay = None;
    for visit in visits.iter().rev() {
        if steps.contains(&visit.step) {
            stay = Some(visit);
        } else if stay.is_some() {
            break;
        }
    }
    stay
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

fn label(eye: &Eye<'_>, number: usize, step: Step) -> String {
    let is_last = number == COUNT;
    let name = match step {
        Step::Cancelled if is_last => "cancelled",
        Step::Resolved | Step::Reviewing if is_last => "resolved",
        _ if is_last => "closed",
        _ => STATIONS.get(number - 1).and_then(|steps| steps.last()).map_or("", |it| it.as_str()),
    };
    eye.w.named("station", name).into_owned()
}

fn time(
    eye: &Eye<'_>,
    number: usize,
    at: usize,
    arrived: Option<Timestamp>,
    step: Step,
    ahead: Ahead,
) -> String {
    match arrived {
        Some(arrived) if number == at && !step.is_over() => {
            return eye.w.t1("station-since", "time", eye.when(arrived));
        }
        Some(arrived) => return eye.when(arrived),
        None => {}
    }
    if number < at {
        return eye.w.t("station-skipped").into_owned();
    }
    let verifying = number_of(Step::Verifying);
    match (ahead.verified_at, ahead.resolve_by) {
        (Some(verified_at), _) if number == verifying => {
            eye.w.t1("station-about", "time", eye.when(verified_at))
        }
        (_, Some(by)) if number == COUNT => eye.w.t1("station-by", "time", eye.when(by)),
        _ => String::new(),
    }
}

/// Where it is in words: "Step 5 of 8: Agreeing".
pub(crate) fn in_words(eye: &Eye<'_>, step: Step) -> String {
    let number = number_of(step);
    let name = eye.w.named("step", step.as_str());
    eye.w.tn("station-of", &[("number", &number), ("of", &COUNT), ("step", &name)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, at};

    #[test]
    fn every_step_lies_at_a_station() {
        for step in Step::ALL {
            assert!(STATIONS.iter().any(|steps| steps.contains(step)), "{step}");
        }
    }

    #[test]
    fn stations_tell_when_they_were_reached_how_long_it_took_and_what_was_left_out() {
        let example = Example::resolved_by_hand();
        let stations = of(&example.eye(), &example.state, Ahead::default());
        let looks: Vec<_> = stations.iter().map(|station| station.state).collect();
        assert_eq!(looks, ["done", "done", "done", "skip", "skip", "skip", "done", "now"]);
        assert_eq!(stations[0].time, "14:58");
        assert_eq!(stations[2].gap, "0 s");
        assert_eq!(stations[7].label, "Resolved");
    }

    #[test]
    fn a_step_back_makes_the_stations_after_it_todo_again() {
        let mut example = Example::reported();
        let visit = |step, from: &str| StepVisit { step, from: at(from), until: None };
        example.state.visits = vec![
            visit(Step::Reported, "14:58"),
            visit(Step::Assigning, "15:01"),
            visit(Step::Investigating, "15:01"),
            visit(Step::Developing, "15:20"),
            visit(Step::Investigating, "15:40"),
        ];
        example.state.step = Step::Investigating;
        let by = Ahead { verified_at: None, resolve_by: Some(at("17:00")) };
        let stations = of(&example.eye(), &example.state, by);
        assert_eq!(stations[2].state, "now");
        assert_eq!(stations[2].time, "since 15:40");
        assert_eq!((stations[3].state, stations[3].time.as_str()), ("todo", ""));
        assert_eq!(stations[7].time, "by 17:00");
    }
}
