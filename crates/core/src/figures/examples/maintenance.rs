//! Planned work, and what people wrote down: what passes, what counts, what is excused.

use super::HOUR;
use super::made::{Made, at, clock, noted, outage};
use crate::calendar::WorkingTime;
use crate::figures::*;
use crate::sla::{ClockState, Metric};

#[test]
fn planned_work_passes_as_far_as_the_agreement_goes() {
    let work =
        |from: &str, until: &str, when: &str| noted(NoteKind::Maintenance, from, until, when);
    let mut made = Made::october();
    made.notes = vec![
        // 02:00–05:00 local, announced two days before: 3 h of the 4.
        work("2026-10-06T00:00:00Z", "2026-10-06T03:00:00Z", "2026-10-04T00:00:00Z"),
        // 02:00–04:00 local: 1 h is left, 1 h is too much.
        work("2026-10-07T00:00:00Z", "2026-10-07T02:00:00Z", "2026-10-04T00:00:00Z"),
        // Announced 23 h before.
        work("2026-10-08T00:00:00Z", "2026-10-08T01:00:00Z", "2026-10-07T01:00:00Z"),
        // 05:00–07:00 local, of which one hour is night; but nothing of the allowance is left.
        work("2026-10-09T03:00:00Z", "2026-10-09T05:00:00Z", "2026-10-04T00:00:00Z"),
    ];
    let found = made.figures();
    let told: Vec<(i64, i64, Vec<Excess>)> = found
        .maintenance
        .iter()
        .map(|it| (it.taken.seconds() / HOUR, it.permitted.seconds() / HOUR, it.excess.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (3, 3, vec![]),
            (2, 1, vec![Excess::BeyondAllowance]),
            (1, 0, vec![Excess::LateNotice]),
            (2, 0, vec![Excess::BeyondAllowance]),
        ]
    );
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.maintenance.seconds(), 4 * HOUR);
    assert_eq!(measured.raw.agreed.seconds(), (745 - 4) * HOUR);
}

#[test]
fn work_outside_its_hours_is_service_time_and_so_is_work_that_nobody_agreed_to() {
    let mut made = Made::october();
    // 05:00–07:00 local: only the first hour is night.
    let work = noted(
        NoteKind::Maintenance,
        "2026-10-09T03:00:00Z",
        "2026-10-09T05:00:00Z",
        "2026-10-04T00:00:00Z",
    );
    made.notes = vec![work];
    let found = made.figures();
    assert_eq!(found.maintenance[0].permitted.seconds(), HOUR);
    assert_eq!(found.maintenance[0].excess, [Excess::OutsideWindows]);

    made.agreements[0].1.maintenance = None;
    let found = made.figures();
    assert_eq!(found.maintenance[0].permitted, WorkingTime::ZERO);
    assert_eq!(found.maintenance[0].excess, [Excess::NotAgreed]);
}

#[test]
fn an_outage_in_planned_work_is_none_and_what_overruns_it_is_one() {
    // Work from 02:00 to 04:00 local, down from 02:30 to 05:00: one hour counts.
    let mut made = Made::october();
    made.notes = vec![noted(
        NoteKind::Maintenance,
        "2026-10-06T00:00:00Z",
        "2026-10-06T02:00:00Z",
        "2026-10-04T00:00:00Z",
    )];
    made.incidents = vec![outage(1, "2026-10-06T00:30:00Z", Some("2026-10-06T03:00:00Z"))];
    let found = made.figures();
    assert_eq!(found.availability.unwrap().raw.down.seconds(), HOUR);
    assert_eq!(found.outages[0].cost, WorkingTime::hours(1));
}

#[test]
fn work_on_one_part_forgives_that_part_and_leaves_the_service_time() {
    let mut work = noted(
        NoteKind::Maintenance,
        "2026-10-06T00:00:00Z",
        "2026-10-06T02:00:00Z",
        "2026-10-04T00:00:00Z",
    );
    work.noted.components = vec!["web".parse().unwrap()];
    let mut made = Made::october();
    made.notes = vec![work];
    made.incidents = vec![outage(1, "2026-10-06T00:30:00Z", Some("2026-10-06T03:00:00Z"))];
    assert_eq!(made.raw().agreed.seconds(), 745 * HOUR);
    assert_eq!(made.raw().down.seconds(), HOUR);
}

#[test]
fn an_outage_that_a_person_wrote_down_counts_once_it_is_agreed_and_is_never_unmeasured() {
    let mut made = Made::october();
    let (from, until) = ("2026-10-05T08:00:00Z", "2026-10-05T10:00:00Z");
    made.notes = vec![noted(NoteKind::Outage, from, until, "2026-10-06T08:00:00Z")];
    // Nobody looked from 08:00 to 14:00: 4 h of it are not known to have been down.
    made.unmeasured =
        Span { from: at("2026-10-05T08:00:00Z"), to: at("2026-10-05T14:00:00Z") }.into();
    let measured = made.raw();
    assert_eq!(measured.down.seconds(), 2 * HOUR);
    assert_eq!(measured.unmeasured.seconds(), 4 * HOUR);
    assert_eq!(measured.agreed.seconds(), (745 - 4) * HOUR);
    assert!(!measured.is_poorly_measured(), "4 of 745 hours are 0.54 %");

    made.notes[0].entries.truncate(1);
    assert_eq!(made.raw().down, WorkingTime::ZERO);
    assert_eq!(made.raw().unmeasured.seconds(), 6 * HOUR);
}

#[test]
fn an_excused_outage_counts_as_it_was_and_not_in_the_corrected_figure() {
    let mut made = Made::october();
    made.incidents = vec![outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T18:00:00Z"))];
    made.notes = vec![noted(
        NoteKind::Excuse,
        "2026-10-05T08:00:00Z",
        "2026-10-05T16:00:00Z",
        "2026-10-06T08:00:00Z",
    )];
    let found = made.figures();
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.down.seconds(), 10 * HOUR);
    assert_eq!(measured.corrected.down.seconds(), 2 * HOUR);
    assert_eq!(found.outages[0].excused, WorkingTime::hours(8));
    // 98.6 % would give credits; 99.7 % does not, and credits go by the corrected figure.
    assert_eq!(found.credits.unwrap().amount_cents, 0);
}

#[test]
fn what_was_corrected_counts_in_the_place_of_what_was_recorded() {
    // The check came back at 09:00, and not at 12:00 as was recorded: 3 h less, in one view only.
    let mut made = Made::october();
    let mut it = outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T12:00:00Z"));
    it.clocks = vec![clock(
        Metric::Restore,
        ClockState::Missed,
        "2026-10-05T08:00:00Z",
        Some("2026-10-05T12:00:00Z"),
    )];
    let alerts = outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z")).alerts;
    let clocks = vec![clock(
        Metric::Restore,
        ClockState::Met,
        "2026-10-05T08:00:00Z",
        Some("2026-10-05T09:00:00Z"),
    )];
    it.corrected = Some(Corrected { clocks, alerts });
    made.incidents = vec![it];
    let found = made.figures();
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.down.seconds(), 4 * HOUR);
    assert_eq!(measured.corrected.down.seconds(), HOUR);
    assert_eq!(found.outages[0].excused, WorkingTime::hours(3));
    let kept = &found.kept[&Metric::Restore];
    assert_eq!(
        (kept.raw, kept.corrected),
        (Tally { met: 0, missed: 1 }, Tally { met: 1, missed: 0 })
    );
}
