//! Promises kept and missed, and the means of a month.

use super::HOUR;
use super::made::{Made, at, clock, incident, outage};
use crate::figures::*;
use crate::incident::TicketKind;
use crate::priority::Priority;
use crate::sla::{ClockState, Metric};

#[test]
fn a_promise_counts_once_in_the_month_in_which_it_first_stopped_or_broke() {
    let mut made = Made::october();
    let mut late = clock(
        Metric::Restore,
        ClockState::Missed,
        "2026-09-30T10:00:00Z",
        Some("2026-10-02T10:00:00Z"),
    );
    // It broke in September and stopped in October: September's.
    late.breached_at = Some(at("2026-09-30T20:00:00Z"));
    let kept = clock(
        Metric::Restore,
        ClockState::Met,
        "2026-09-30T21:00:00Z",
        Some("2026-09-30T22:00:00Z"),
    );
    let open = clock(Metric::Resolution, ClockState::Running, "2026-10-30T10:00:00Z", None);
    let unheard = clock(Metric::Reaction, ClockState::Cancelled, "2026-10-30T10:00:00Z", None);
    made.incidents = vec![IncidentFigures {
        clocks: vec![late, kept, open, unheard],
        ..incident(1, "2026-09-30T10:00:00Z")
    }];
    let october = made.figures();
    assert_eq!(october.kept[&Metric::Restore].raw, Tally { met: 1, missed: 0 });
    assert_eq!(october.running.len(), 1);
    assert_eq!(october.running[0].metric, Metric::Resolution);
    assert!(!october.kept.contains_key(&Metric::Reaction));
    made.month = "2026-09";
    let september = made.figures();
    assert_eq!(september.kept[&Metric::Restore].raw, Tally { met: 0, missed: 1 });
    assert_eq!(september.misses.len(), 1);
    // At the end of September the second one ran.
    assert_eq!(september.running.len(), 1);
}

#[test]
fn a_breach_stays_whatever_becomes_of_the_clock_unless_it_is_refuted() {
    let mut broken = clock(Metric::Restore, ClockState::Cancelled, "2026-10-05T08:00:00Z", None);
    broken.breached_at = Some(at("2026-10-05T09:00:00Z"));
    assert_eq!(broken.verdict(), Verdict::Missed);
    broken.state = ClockState::Running;
    assert_eq!(broken.verdict(), Verdict::Missed);
    // A call at 08:30, written down at 09:10.
    broken.state = ClockState::Met;
    broken.stopped_at = Some(at("2026-10-05T08:30:00Z"));
    assert_eq!(broken.verdict(), Verdict::Met);
    assert!(broken.is_refuted());
    assert_eq!(broken.decided_at(), Some(at("2026-10-05T08:30:00Z")));
}

#[test]
fn an_excused_breach_is_left_out_of_the_corrected_figure() {
    let mut made = Made::october();
    let stop = Some("2026-10-05T12:00:00Z");
    let met = clock(Metric::Restore, ClockState::Met, "2026-10-05T08:00:00Z", stop);
    let missed = clock(Metric::Restore, ClockState::Missed, "2026-10-05T08:00:00Z", stop);
    let excused = ClockResult { excuse: Some("client_caused".to_owned()), ..missed.clone() };
    made.incidents = [met, missed, excused]
        .into_iter()
        .zip(1..)
        .map(|(clock, number)| IncidentFigures {
            clocks: vec![clock],
            ..incident(number, "2026-10-05T08:00:00Z")
        })
        .collect();
    let found = made.figures();
    let kept = &found.kept[&Metric::Restore];
    // 1 of 3 as it was, 1 of 2 without the excused one.
    assert_eq!(
        (kept.raw, kept.corrected),
        (Tally { met: 1, missed: 2 }, Tally { met: 1, missed: 1 })
    );
    assert_eq!(kept.raw.floored(1).as_deref(), Some("33.3"));
    assert_eq!(kept.by_priority[&Priority::P1], kept.raw);
    assert_eq!(found.misses.len(), 2);
}

#[test]
fn means_are_over_what_ended_in_the_month() {
    let mut made = Made::october();
    let first = IncidentFigures {
        reported_at: at("2026-10-05T08:03:00Z"),
        acknowledged_at: Some(at("2026-10-05T08:07:00Z")),
        work_began_at: Some(at("2026-10-05T08:07:00Z")),
        restored_at: Some(at("2026-10-05T09:00:00Z")),
        resolved_at: Some(at("2026-10-05T10:07:00Z")),
        first_resolved_at: Some(at("2026-10-05T10:07:00Z")),
        ..outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))
    };
    // Begins in October, is restored in November.
    let second = IncidentFigures {
        reported_at: at("2026-10-31T20:05:00Z"),
        acknowledged_at: Some(at("2026-10-31T20:11:00Z")),
        work_began_at: Some(at("2026-10-31T20:11:00Z")),
        restored_at: Some(at("2026-11-01T02:00:00Z")),
        reopened_at: vec![at("2026-10-31T22:00:00Z")],
        ..outage(2, "2026-10-31T20:00:00Z", Some("2026-11-01T02:00:00Z"))
    };
    made.incidents = vec![first, second];
    let found = made.figures();
    // MTTD (3 + 5) / 2 min; MTTA (4 + 6) / 2 min; MTRS 60 min of the first; MTTR 2 h of the first.
    assert_eq!((found.times.detect.n, found.times.detect.seconds()), (2, Some(240)));
    assert_eq!((found.times.acknowledge.n, found.times.acknowledge.seconds()), (2, Some(300)));
    assert_eq!((found.times.restore.n, found.times.restore.seconds()), (1, Some(HOUR)));
    assert_eq!((found.times.repair.n, found.times.repair.seconds()), (1, Some(2 * HOUR)));
    // Down 1 h, and from 21:00 to midnight local (the clocks are back at +01:00) 3 h: 741 h / 2.
    assert_eq!(found.times.failures, 2);
    assert_eq!(found.times.between_failures_s, Some(741 * HOUR / 2));
    assert_eq!(found.times.between_incidents_s, Some(741 * HOUR / 2 + HOUR));
    assert_eq!(found.incidents.first_time_right, Tally { met: 1, missed: 0 });
    assert_eq!(found.incidents.reopened, 1);
    assert_eq!(found.incidents.total(), 2);
}

#[test]
fn what_was_no_incident_is_in_no_mean() {
    let mut made = Made::october();
    let down = outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"));
    let mistaken = IncidentFigures { is_cancelled: true, ..down.clone() };
    let question =
        IncidentFigures { ticket: TicketKind::Question, ..incident(2, "2026-10-05T08:00:00Z") };
    made.incidents = vec![mistaken, question];
    let found = made.figures();
    assert_eq!(found.incidents.total(), 0);
    assert_eq!(found.times.detect.seconds(), None);
    assert_eq!(found.times.detect.n, 0);
}
