//! How available an application was: outages, hours that were agreed, formulas.

use super::HOUR;
use super::made::{Made, agreement, always, at, office, outage};
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, WorkingTime};
use crate::directory::{DownWhen, HowMany};
use crate::figures::*;
use crate::key::Number;
use crate::sla::{Agreement, Percent};

#[test]
fn a_month_of_summer_time_has_its_hours_and_an_outage_its_share() {
    // October 2026 by day and night: 31 × 24 h + 1 h (the clocks go back) = 745 h = 2 682 000 s.
    // Down from 10:00 to 11:29 = 89 min = 5 340 s. (2 682 000 − 5 340) / 2 682 000 = 99.80089 %.
    let mut made = Made::october();
    made.incidents = vec![outage(7, "2026-10-05T08:00:00Z", Some("2026-10-05T09:29:00Z"))];
    let found = made.figures();
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.agreed.seconds(), 745 * HOUR);
    assert_eq!(measured.raw.down.seconds(), 5_340);
    assert_eq!(measured.raw.floored(3).as_deref(), Some("99.800"));
    assert_eq!(measured.raw.keeps(measured.promised.unwrap()), Some(false));
    assert_eq!(found.outages.len(), 1);
    assert_eq!(found.outages[0].incidents, [Number(7)]);
    assert_eq!(found.credits.unwrap().amount_cents, 0, "not below 99.5 %");
}

#[test]
fn two_outages_that_overlap_are_one_and_both_incidents_are_named() {
    // 08:00–10:00 and 09:00–12:00 are 08:00–12:00: 4 h, not 5.
    let mut made = Made::october();
    made.incidents = vec![
        outage(2, "2026-10-05T09:00:00Z", Some("2026-10-05T12:00:00Z")),
        outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T10:00:00Z")),
    ];
    let found = made.figures();
    assert_eq!(found.availability.unwrap().raw.down.seconds(), 4 * HOUR);
    assert_eq!(found.outages.len(), 1);
    assert_eq!(found.outages[0].incidents, [Number(1), Number(2)]);
    assert_eq!(found.times.failures, 1);
    // MTBF: (745 h − 4 h) / 1.
    assert_eq!(found.times.between_failures_s, Some(741 * HOUR));
}

#[test]
fn an_outage_over_the_turn_of_the_month_counts_in_both_and_fails_once() {
    // From 30 September 23:00 to 1 October 02:00 in Amsterdam: 1 h in September, 2 h in October.
    let mut made = Made::october();
    made.incidents = vec![outage(1, "2026-09-30T21:00:00Z", Some("2026-10-01T00:00:00Z"))];
    let october = made.figures();
    assert_eq!(october.availability.as_ref().unwrap().raw.down.seconds(), 2 * HOUR);
    assert_eq!(october.outages[0].from, at("2026-09-30T21:00:00Z"), "it is told from its onset");
    assert_eq!(october.times.failures, 0);
    assert_eq!(october.times.between_failures_s, None);
    made.month = "2026-09";
    let september = made.figures();
    assert_eq!(september.availability.unwrap().raw.down.seconds(), HOUR);
    assert_eq!(september.outages[0].until, None, "it lasted at the end of the month");
    assert_eq!(september.times.failures, 1);
}

#[test]
fn an_outage_longer_than_the_month_leaves_nothing_of_it() {
    let mut made = Made::october();
    made.incidents = vec![outage(1, "2026-09-10T00:00:00Z", None)];
    let found = made.figures();
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.floored(2).as_deref(), Some("0.00"));
    assert_eq!(measured.raw.down, measured.raw.agreed);
    // Below 99.5 %: 5 % of 1 000 euro.
    assert_eq!(found.credits.unwrap().amount_cents, 5_000);
}

#[test]
fn the_month_that_runs_is_told_up_to_now_and_gives_no_credits_yet() {
    // 1 November 00:00 (+01:00) to 20 November 13:00: 19 d 13 h = 469 h.
    let mut made = Made::october();
    made.month = "2026-11";
    made.incidents = vec![outage(1, "2026-11-20T11:00:00Z", None)];
    let found = made.figures();
    assert!(!found.is_over);
    assert_eq!(found.until, at("2026-11-20T12:00:00Z"));
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.agreed.seconds(), 469 * HOUR);
    assert_eq!(measured.raw.down.seconds(), HOUR);
    assert_eq!(found.outages[0].until, None);
    assert_eq!(found.credits, None);
}

#[test]
fn a_month_without_agreed_hours_has_no_availability() {
    let mut made = Made::october();
    let closed = CalendarSpec::single("Europe/Amsterdam", CalendarVersion::default());
    made.agreements[0].2 = Calendar::compile(closed).unwrap();
    made.incidents = vec![outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))];
    let found = made.figures();
    assert_eq!(found.availability.unwrap().raw.percent(), None);
    assert_eq!(found.times.failures, 0, "it cost no service time");
}

#[test]
fn an_application_without_an_agreement_has_times_but_no_availability() {
    let mut made = Made::october();
    made.agreements.clear();
    let down = outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"));
    made.incidents = vec![IncidentFigures {
        reported_at: at("2026-10-05T08:02:00Z"),
        restored_at: Some(at("2026-10-05T09:00:00Z")),
        ..down
    }];
    let found = made.figures();
    assert_eq!(found.availability, None);
    assert_eq!(found.credits, None);
    assert_eq!(found.times.detect.seconds(), Some(120));
    assert_eq!(found.times.restore.seconds(), Some(HOUR));
}

#[test]
fn agreements_that_follow_each_other_each_count_their_own_hours() {
    // Office hours until Thursday 15 October 09:00 local, day and night after that.
    // Workdays before: 1, 2, 5–9, 12–14 October = 10 days × 8 h = 80 h.
    // After: from 15 October 09:00 (+02:00) to 1 November 00:00 (+01:00) =
    // 16 d 15 h and the hour of the clocks = 399 h + 1 h = 400 h.
    let mut made = Made::october();
    let later = Agreement { availability: Some(Percent::of_thousandths(99_000)), ..agreement() };
    made.agreements = vec![
        ("2026-01-01T00:00:00Z", agreement(), office()),
        ("2026-10-15T07:00:00Z", later, always()),
    ];
    // A Saturday that nobody looks after, and one after the change.
    made.incidents = vec![
        outage(1, "2026-10-10T08:00:00Z", Some("2026-10-10T09:00:00Z")),
        outage(2, "2026-10-17T08:00:00Z", Some("2026-10-17T09:00:00Z")),
    ];
    let found = made.figures();
    let measured = found.availability.unwrap();
    assert_eq!(measured.raw.agreed.seconds(), (80 + 400) * HOUR);
    assert_eq!(measured.raw.down.seconds(), HOUR);
    assert_eq!(measured.promised, Some(Percent::of_thousandths(99_000)));
    let held: Vec<u32> = found.agreements.iter().map(|held| held.pin.version).collect();
    assert_eq!(held, [1, 2]);
    assert_eq!(found.outages[0].cost, WorkingTime::ZERO);
}

#[test]
fn an_application_is_down_by_its_formula_and_degraded_by_the_rest() {
    let search = |number, from, to| {
        let mut it = outage(number, from, Some(to));
        it.alerts[0].check = Some("search".parse().unwrap());
        it
    };
    let mut made = Made::october();
    // home 08:00–10:00, search 09:00–12:00.
    made.incidents = vec![
        outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T10:00:00Z")),
        search(2, "2026-10-05T09:00:00Z", "2026-10-05T12:00:00Z"),
    ];
    // Without a formula only `home` has impact 1: 2 h down, 2 h degraded, which weigh nothing.
    assert_eq!(made.raw().down.seconds(), 2 * HOUR);
    assert_eq!(made.raw().degraded.seconds(), 2 * HOUR);

    let parts = vec!["home".parse().unwrap(), "search".parse().unwrap()];
    let formula = |fails| DownWhen { fails, checks: parts.clone(), ..DownWhen::default() };
    made.application.down_when = Some(formula(HowMany::Any));
    assert_eq!(made.raw().down.seconds(), 4 * HOUR);
    made.application.down_when = Some(formula(HowMany::All));
    assert_eq!(made.raw().down.seconds(), HOUR);
    made.application.down_when = Some(formula(HowMany::AtLeast(2)));
    assert_eq!(made.raw().down.seconds(), HOUR);
    assert_eq!(made.raw().degraded.seconds(), 3 * HOUR);

    // Half of the degraded time is lost: 1 h + 3 h / 2 = 2.5 h of 745 h = 0.33557 %.
    let half = Some(Percent::of_thousandths(50_000));
    let weighed = DownWhen { degraded_weight: half, ..formula(HowMany::All) };
    made.application.down_when = Some(weighed);
    assert_eq!(made.raw().floored(3).as_deref(), Some("99.664"));

    // By components: the web part has `home`, the search part `search`.
    let components = vec!["web".parse().unwrap(), "search".parse().unwrap()];
    made.application.down_when =
        Some(DownWhen { fails: HowMany::All, components, ..DownWhen::default() });
    assert_eq!(made.raw().down.seconds(), HOUR);
}
