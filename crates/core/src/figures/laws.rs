//! Laws of figures, over random months.

use jiff::Timestamp;
use proptest::prelude::*;

use super::examples::{Made, at, clock, noted, outage};
use super::*;
use crate::calendar::WorkingTime;
use crate::sla::{ClockState, Metric};

/// The beginning of October 2026 in Amsterdam.
const START: &str = "2026-09-30T22:00:00Z";
const DAY: i64 = 86_400;

fn second(offset: i64) -> Timestamp {
    Timestamp::from_second(at(START).as_second() + offset).unwrap()
}

fn text(offset: i64) -> String {
    second(offset).to_string()
}

/// From five days before the month to five days after it.
fn spans(most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-5 * DAY..36 * DAY, 1..3 * DAY), 0..most)
}

fn incidents() -> impl Strategy<Value = Vec<IncidentFigures>> {
    let clocks = prop::collection::vec((-5 * DAY..36 * DAY, 1..DAY, 0..4_u8, any::<bool>()), 0..4);
    let one = ((-5 * DAY..36 * DAY, 1..3 * DAY, any::<bool>()), clocks);
    prop::collection::vec(one, 0..8).prop_map(|all| {
        all.into_iter()
            .zip(1..)
            .map(|(((from, length, lasts), clocks), number)| {
                let end = text(from + length);
                let mut it = outage(number, &text(from), (!lasts).then_some(end.as_str()));
                it.clocks = clocks.into_iter().zip(0..).map(result).collect();
                it
            })
            .collect()
    })
}

fn result(((from, length, state, is_excused), cycle): ((i64, i64, u8, bool), u32)) -> ClockResult {
    let (start, end) = (text(from), text(from + length));
    let (state, stop) = match state {
        0 => (ClockState::Met, Some(end.as_str())),
        1 => (ClockState::Missed, Some(end.as_str())),
        2 => (ClockState::Cancelled, None),
        _ => (ClockState::Running, None),
    };
    let mut clock = clock(Metric::Restore, state, &start, stop);
    clock.cycle = cycle;
    let excuse = || "client_caused".to_owned();
    clock.excuse = (is_excused && state == ClockState::Missed).then(excuse);
    clock
}

fn notes(kind: NoteKind, spans: &[(i64, i64)]) -> Vec<ServiceNote> {
    let note = |&(from, length): &(i64, i64)| {
        noted(kind, &text(from), &text(from + length), &text(from - 2 * DAY))
    };
    spans.iter().map(note).collect()
}

fn made(incidents: Vec<IncidentFigures>, work: &[(i64, i64)], excuses: &[(i64, i64)]) -> Made {
    let mut notes_of = notes(NoteKind::Maintenance, work);
    notes_of.extend(notes(NoteKind::Excuse, excuses));
    Made { incidents, notes: notes_of, ..Made::october() }
}

proptest! {
    /// In which order the incidents come does not matter.
    #[test]
    fn the_order_of_incidents_does_not_matter(
        incidents in incidents(),
        work in spans(4),
        seed in any::<u64>(),
    ) {
        let mut other = incidents.clone();
        other.sort_by_key(|it| it.number.0.wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(
            made(incidents, &work, &[]).figures(),
            made(other, &work, &[]).figures()
        );
    }

    /// A month cut anywhere adds up to the same service time and downtime.
    #[test]
    fn what_is_told_up_to_an_instant_only_grows(
        incidents in incidents(),
        first in 0..31 * DAY,
        more in 0..5 * DAY,
    ) {
        let told = |offset: i64| {
            let now = text(offset);
            let now: &'static str = Box::leak(now.into_boxed_str());
            let made = Made { now, ..made(incidents.clone(), &[], &[]) };
            made.figures().availability.map(|measured| measured.raw).unwrap_or_default()
        };
        let (early, late) = (told(first), told((first + more).min(31 * DAY)));
        prop_assert!(early.agreed <= late.agreed);
        prop_assert!(early.down <= late.down);
        prop_assert!(late.down <= late.agreed);
    }

    /// Excuses alone never make a figure worse, and never touch the figure as it was.
    #[test]
    fn the_corrected_figure_is_never_below_the_raw_one(
        incidents in incidents(),
        work in spans(3),
        excuses in spans(4),
    ) {
        let without = made(incidents.clone(), &work, &[]).figures();
        let found = made(incidents, &work, &excuses).figures();
        let measured = found.availability.clone().unwrap();
        prop_assert_eq!(Some(&measured.raw), without.availability.as_ref().map(|it| &it.raw));
        prop_assert!(measured.corrected.down <= measured.raw.down);
        prop_assert!(measured.corrected.percent() >= measured.raw.percent());
        for kept in found.kept.values() {
            prop_assert_eq!(kept.corrected.met, kept.raw.met);
            prop_assert!(kept.corrected.missed <= kept.raw.missed);
        }
        let excused: WorkingTime = found.outages.iter().map(|it| it.excused).sum();
        prop_assert_eq!(measured.raw.down - measured.corrected.down, excused);
    }

    /// I6: whatever happens later to a broken clock, it stays broken, unless it is refuted.
    #[test]
    fn breaches_only_grow(incidents in incidents(), then in 0..4_u8) {
        let before = made(incidents.clone(), &[], &[]).figures();
        let later: Vec<IncidentFigures> = incidents
            .into_iter()
            .map(|mut it| {
                for clock in &mut it.clocks {
                    if clock.verdict() == Verdict::Missed {
                        clock.breached_at = clock.stopped_at;
                        clock.state = match then {
                            0 => ClockState::Running,
                            1 => ClockState::Paused,
                            2 => ClockState::Cancelled,
                            _ => ClockState::Missed,
                        };
                    }
                }
                it
            })
            .collect();
        let after = made(later, &[], &[]).figures();
        for (metric, kept) in &before.kept {
            let now = after.kept.get(metric).map_or(0, |it| it.raw.missed);
            prop_assert!(now >= kept.raw.missed);
        }
        prop_assert!(after.misses.len() >= before.misses.len());
    }

    /// Every promise that ended in one of three months counts in exactly one of them.
    #[test]
    fn every_promise_counts_once(incidents in incidents()) {
        let ended = incidents.iter().flat_map(|it| &it.clocks);
        let ended = ended.filter(|it| it.verdict().is_met().is_some()).count();
        let mut counted = 0;
        for month in ["2026-09", "2026-10", "2026-11"] {
            let now = "2027-02-01T00:00:00Z";
            let made = Made { month, now, ..made(incidents.clone(), &[], &[]) };
            counted += made.figures().kept.values().map(|it| it.raw.total() as usize).sum::<usize>();
        }
        prop_assert_eq!(counted, ended);
    }

    /// Downtime is what its outages cost, and never more than the service time.
    #[test]
    fn outages_add_up_to_the_downtime(incidents in incidents(), work in spans(4)) {
        let found = made(incidents, &work, &[]).figures();
        let measured = found.availability.unwrap();
        let cost: WorkingTime = found.outages.iter().map(|it| it.cost).sum();
        prop_assert_eq!(cost, measured.raw.down);
        let of_month = measured.raw.agreed + measured.raw.maintenance;
        prop_assert_eq!(of_month.seconds(), 745 * 3_600);
        // Four hours of planned work a month at the most.
        prop_assert!(measured.raw.maintenance <= WorkingTime::hours(4));
    }
}
