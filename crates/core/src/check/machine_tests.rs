//! Stories of checks that fail, waver and recover.

use proptest::prelude::*;

use super::*;
use Status::{Critical, Ok, Unknown, Warning};

fn policy() -> Policy {
    Policy {
        hard_after: 3,
        recover_after: 2,
        interval: SignedDuration::from_secs(60),
        retry_interval: SignedDuration::from_secs(20),
        clear: BTreeMap::new(),
    }
}

/// So many seconds after three in the afternoon.
fn second(seconds: i64) -> Timestamp {
    let three: Timestamp = "2026-03-06T15:00:00Z".parse().unwrap();
    three + SignedDuration::from_secs(seconds)
}

fn result(seconds: i64, status: Status) -> CheckResult {
    CheckResult::plain(second(seconds), status, "")
}

/// The state and all changes after these results.
fn after(results: &[(i64, Status)]) -> (CheckState, Vec<Change>) {
    let start = (CheckState::default(), Vec::new());
    results.iter().fold(start, |(state, mut changes), (seconds, status)| {
        let (next, more) = state.observe(&policy(), &result(*seconds, *status));
        changes.extend(more);
        (next, changes)
    })
}

#[test]
fn three_bad_results_in_a_row_are_a_trouble_that_began_with_the_first() {
    let (state, changes) = after(&[(0, Ok), (60, Warning), (80, Critical), (100, Critical)]);
    assert_eq!(
        changes,
        [
            Change::WentSoft { status: Warning, at: second(60) },
            Change::WentHard { status: Critical, onset_at: second(60), at: second(100) },
        ]
    );
    assert_eq!(state.phase(), Phase::Hard);
    assert_eq!((state.hard, state.onset_at), (Critical, Some(second(60))));
}

#[test]
fn one_good_result_shows_that_a_soft_failure_was_chance() {
    let (state, changes) = after(&[(0, Critical), (20, Critical), (40, Ok)]);
    assert_eq!(changes.last(), Some(&Change::SoftCleared { at: second(40) }));
    assert_eq!(state.phase(), Phase::Good);
    let (again, _) = state.observe(&policy(), &result(60, Critical));
    assert_eq!(again.failures.count, 1);
}

#[test]
fn the_hard_state_takes_the_severity_of_the_latest_result() {
    let (_, changes) = after(&[(0, Critical), (20, Critical), (40, Warning)]);
    let hard = Change::WentHard { status: Warning, onset_at: second(0), at: second(40) };
    assert_eq!(changes.last(), Some(&hard));
}

#[test]
fn two_good_results_end_a_trouble_at_the_first_of_them() {
    let (state, changes) =
        after(&[(0, Critical), (20, Critical), (40, Critical), (100, Ok), (120, Ok)]);
    assert_eq!(
        changes.last(),
        Some(&Change::Recovered {
            onset_at: second(0),
            recovered_at: second(100),
            at: second(120)
        })
    );
    assert_eq!((state.phase(), state.onset_at), (Phase::Good, None));
}

#[test]
fn a_bad_result_between_good_ones_starts_the_recovery_anew() {
    let (state, changes) =
        after(&[(0, Critical), (20, Critical), (40, Critical), (100, Ok), (120, Critical)]);
    assert_eq!(state.phase(), Phase::Hard);
    let (state, more) = state.observe(&policy(), &result(180, Ok));
    assert_eq!((changes.len(), more), (2, vec![]));
    assert_eq!(state.phase(), Phase::Recovering);
    let (_, more) = state.observe(&policy(), &result(200, Ok));
    let recovered =
        Change::Recovered { onset_at: second(0), recovered_at: second(180), at: second(200) };
    assert_eq!(more, [recovered]);
}

#[test]
fn a_trouble_that_worsens_is_worse_at_once_and_milder_only_after_two_results() {
    let (state, changes) =
        after(&[(0, Warning), (20, Warning), (40, Warning), (100, Critical), (160, Warning)]);
    let worse = Change::SeverityChanged { from: Warning, to: Critical, at: second(100) };
    assert_eq!(changes.last(), Some(&worse));
    let (_, more) = state.observe(&policy(), &result(220, Warning));
    let milder = Change::SeverityChanged { from: Critical, to: Warning, at: second(220) };
    assert_eq!(more, [milder]);
}

#[test]
fn not_knowing_keeps_a_trouble_going_at_the_severity_last_known() {
    let (state, changes) =
        after(&[(0, Critical), (20, Critical), (40, Critical), (100, Unknown), (160, Unknown)]);
    assert_eq!((state.hard, state.phase(), changes.len()), (Critical, Phase::Hard, 2));
}

#[test]
fn a_trouble_of_unknown_severity_takes_the_first_severity_that_is_known() {
    let (_, changes) = after(&[(0, Unknown), (20, Unknown), (40, Unknown), (100, Warning)]);
    let known = Change::SeverityChanged { from: Unknown, to: Warning, at: second(100) };
    assert_eq!(changes.last(), Some(&known));
}

#[test]
fn after_a_gap_bad_results_count_from_one() {
    let (state, changes) = after(&[(0, Critical), (20, Critical), (141, Critical)]);
    let gap = Change::Unmeasured { from: second(20), until: second(141) };
    assert!(changes.contains(&gap), "{changes:?}");
    assert_eq!((state.phase(), state.failures.count), (Phase::Soft, 1));
    assert_eq!(state.failures.first_at, Some(second(141)));
}

#[test]
fn two_intervals_exactly_are_not_a_gap() {
    let (state, _) = after(&[(0, Critical), (20, Critical), (140, Critical)]);
    assert_eq!(state.phase(), Phase::Hard);
}

#[test]
fn a_trouble_survives_a_gap_and_its_recovery_counts_from_one() {
    let hard = [(0, Critical), (20, Critical), (40, Critical), (100, Ok)];
    let (state, _) = after(&hard);
    let (state, changes) = state.observe(&policy(), &result(3600, Ok));
    assert_eq!(changes, [Change::Unmeasured { from: second(100), until: second(3600) }]);
    assert_eq!((state.phase(), state.successes.count), (Phase::Recovering, 1));
    let (_, changes) = state.observe(&policy(), &result(3620, Ok));
    let recovered =
        Change::Recovered { onset_at: second(0), recovered_at: second(3600), at: second(3620) };
    assert_eq!(changes, [recovered]);
}

#[test]
fn a_soft_failure_before_a_gap_is_cleared_by_a_good_result_after_it() {
    let (state, changes) = after(&[(0, Critical), (3600, Ok)]);
    assert_eq!(state.phase(), Phase::Good);
    assert_eq!(changes.last(), Some(&Change::SoftCleared { at: second(3600) }));
}

#[test]
fn a_check_that_needs_one_result_is_hard_at_once() {
    let strict = Policy { hard_after: 1, recover_after: 1, ..policy() };
    let (state, changes) = CheckState::default().observe(&strict, &result(0, Critical));
    assert_eq!(
        changes,
        [Change::WentHard { status: Critical, onset_at: second(0), at: second(0) }]
    );
    let (_, changes) = state.observe(&strict, &result(60, Ok));
    assert_eq!(
        changes,
        [Change::Recovered { onset_at: second(0), recovered_at: second(60), at: second(60) }]
    );
}

#[test]
fn a_clock_set_back_by_an_hour_does_not_blind_the_check() {
    let (state, _) = after(&[(3600, Ok)]);
    let (state, changes) = state.observe(&policy(), &result(0, Critical));
    assert_eq!(changes, [Change::WentSoft { status: Critical, at: second(0) }]);
    assert_eq!(state.last_at, Some(second(0)));
}

#[test]
fn a_slow_page_recovers_only_below_its_clear_range() {
    let clear = BTreeMap::from([(Metric::TotalMs, "1500".parse().unwrap())]);
    let policy = Policy { hard_after: 1, recover_after: 1, clear, ..policy() };
    let slow = CheckResult {
        broken: BTreeSet::from([Metric::TotalMs]),
        metrics: BTreeMap::from([(Metric::TotalMs, 2400.0)]),
        ..result(0, Warning)
    };
    let better =
        CheckResult { metrics: BTreeMap::from([(Metric::TotalMs, 1900.0)]), ..result(60, Ok) };
    let good =
        CheckResult { metrics: BTreeMap::from([(Metric::TotalMs, 900.0)]), ..result(120, Ok) };

    let (state, _) = CheckState::default().observe(&policy, &slow);
    let (state, changes) = state.observe(&policy, &better);
    assert_eq!((state.phase(), changes), (Phase::Hard, vec![]));
    let (state, _) = state.observe(&policy, &good);
    assert_eq!(state.phase(), Phase::Good);
}

#[test]
fn a_check_in_doubt_runs_again_soon_and_a_settled_one_at_its_own_second() {
    let key: CheckKey = "webshop-home".parse().unwrap();
    let (soft, _) = after(&[(0, Critical)]);
    assert_eq!(soft.next_run(&policy(), &key, second(0)), second(20));
    let (good, _) = after(&[(0, Ok)]);
    let first = good.next_run(&policy(), &key, second(0));
    assert_eq!(good.next_run(&policy(), &key, first), first + policy().interval);
}

#[test]
fn a_state_survives_being_written_and_read() {
    let (state, _) = after(&[(0, Critical), (20, Critical), (40, Critical), (100, Ok)]);
    let written = serde_json::to_string(&state).unwrap();
    assert_eq!(serde_json::from_str::<CheckState>(&written).unwrap(), state);
}

fn any_results() -> impl Strategy<Value = Vec<(i64, Status)>> {
    let status = prop_oneof![Just(Ok), Just(Warning), Just(Unknown), Just(Critical)];
    proptest::collection::vec((1_i64..200, status), 1..60).prop_map(|steps| {
        let mut now = 0;
        steps
            .into_iter()
            .map(|(wait, status)| {
                now += wait;
                (now, status)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn giving_every_result_twice_changes_nothing(results in any_results()) {
        let doubled: Vec<_> = results.iter().flat_map(|result| [*result, *result]).collect();
        prop_assert_eq!(after(&results), after(&doubled));
    }

    #[test]
    fn troubles_begin_and_end_in_turn_and_never_end_before_they_begin(results in any_results()) {
        let mut open = None;
        for change in after(&results).1 {
            match change {
                Change::WentHard { onset_at, at, status } => {
                    prop_assert_eq!(open, None);
                    prop_assert!(onset_at <= at && !status.is_ok());
                    open = Some(onset_at);
                }
                Change::SeverityChanged { from, to, .. } => {
                    prop_assert!(open.is_some() && from != to && !to.is_ok());
                }
                Change::Recovered { onset_at, recovered_at, at } => {
                    prop_assert_eq!(open.take(), Some(onset_at));
                    prop_assert!(onset_at < recovered_at && recovered_at <= at);
                }
                Change::WentSoft { .. } | Change::SoftCleared { .. } => {
                    prop_assert_eq!(open, None);
                }
                Change::Unmeasured { from, until } => prop_assert!(from < until),
            }
        }
    }

    #[test]
    fn a_trouble_is_hard_exactly_if_it_was_told(results in any_results()) {
        let (state, changes) = after(&results);
        let told = |change: &Change| match change {
            Change::WentHard { .. } => 1,
            Change::Recovered { .. } => -1,
            Change::Unmeasured { .. }
            | Change::WentSoft { .. }
            | Change::SoftCleared { .. }
            | Change::SeverityChanged { .. } => 0,
        };
        let open: i32 = changes.iter().map(told).sum();
        prop_assert_eq!(open == 1, matches!(state.phase(), Phase::Hard | Phase::Recovering));
    }
}
