//! Figures that were worked out by hand, with the sums beside them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::*;
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, Weekly, WorkingTime};
use crate::check::CheckSpec;
use crate::check::spec::{Probe, TcpCheck};
use crate::directory::{Application, Component, DownWhen, HowMany, Pin};
use crate::incident::TicketKind;
use crate::key::Number;
use crate::priority::{Impact, Priority};
use crate::sla::{
    Agreement, Band, ClockState, CreditFigure, Credits, Maintenance, Metric, Percent, Tier,
};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn amsterdam() -> TimeZone {
    CalendarSpec::always_open("Europe/Amsterdam").zone().unwrap()
}

/// Monday to Friday from nine to five in Amsterdam, without holidays.
pub(super) fn office() -> Calendar {
    let weekly = Weekly::workdays(&["09:00-17:00".parse().unwrap()]);
    let version = CalendarVersion { weekly, ..CalendarVersion::default() };
    Calendar::compile(CalendarSpec::single("Europe/Amsterdam", version)).unwrap()
}

pub(super) fn always() -> Calendar {
    Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap()
}

/// 99.9 % available; work announced a day before on any night, four hours a month.
pub(super) fn agreement() -> Agreement {
    let key = "gold".parse().unwrap();
    let night = "00:00-06:00".parse().unwrap();
    Agreement {
        availability: Some(Percent::of_thousandths(99_900)),
        maintenance: Some(Maintenance {
            notice_hours: 24,
            windows: Weekly::every_day(&[night]),
            allowance_minutes: 240,
        }),
        credits: Some(Credits {
            monthly_fee_cents: 100_000,
            currency: "EUR".to_owned(),
            cap: Percent::of_thousandths(20_000),
            bands: vec![Band {
                of: CreditFigure::Availability,
                below: Percent::of_thousandths(99_500),
                credit: Percent::of_thousandths(5_000),
            }],
            exclusions: Vec::new(),
        }),
        ..Agreement::plain(key, "Gold", Tier::Gold, "always".parse().unwrap())
    }
}

pub(super) fn check(key: &str, component: Option<&str>, impact: Impact) -> CheckSpec {
    CheckSpec {
        key: key.parse().unwrap(),
        name: key.to_owned(),
        application: "shop".parse().unwrap(),
        component: component.map(|key| key.parse().unwrap()),
        enabled: true,
        interval_s: 60,
        retry_interval_s: 20,
        hard_after: 3,
        recover_after: 2,
        impact,
        incident_on_warning: false,
        probe: Probe::Tcp(TcpCheck {
            host: "shop.example".to_owned(),
            port: 443,
            timeout_ms: 1_000,
        }),
        norms: Vec::new(),
    }
}

pub(super) fn shop() -> Application {
    let component = |key: &str| Component {
        key: key.parse().unwrap(),
        name: key.to_owned(),
        supplier: None,
        agreement: None,
        contract: None,
    };
    Application {
        key: "shop".parse().unwrap(),
        name: "Webshop".to_owned(),
        client: "molen".parse().unwrap(),
        url: None,
        agreement: Some("gold".parse().unwrap()),
        route: None,
        has_test_environment: false,
        down_when: None,
        components: vec![component("web"), component("search")],
    }
}

pub(super) fn incident(number: u64, reported: &str) -> IncidentFigures {
    IncidentFigures {
        number: Number(number),
        summary: "The shop is down".to_owned(),
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: Some("shop".parse().unwrap()),
        priority: Priority::P1,
        impact: Some(Impact::High),
        agreement: None,
        is_cancelled: false,
        reported_at: at(reported),
        onset_at: None,
        acknowledged_at: None,
        restored_at: None,
        work_began_at: None,
        resolved_at: None,
        first_resolved_at: None,
        reopened_at: Vec::new(),
        clocks: Vec::new(),
        alerts: Vec::new(),
        corrected: None,
    }
}

/// An incident of an alert of the check `home`.
pub(super) fn outage(number: u64, from: &str, to: Option<&str>) -> IncidentFigures {
    let alerts =
        vec![AlertSpan { check: Some("home".parse().unwrap()), from: at(from), to: to.map(at) }];
    IncidentFigures { onset_at: Some(at(from)), alerts, ..incident(number, from) }
}

pub(super) fn clock(
    metric: Metric,
    state: ClockState,
    from: &str,
    stop: Option<&str>,
) -> ClockResult {
    ClockResult {
        metric,
        cycle: 0,
        priority: Priority::P1,
        state,
        started_at: at(from),
        due_at: None,
        stopped_at: stop.map(at),
        breached_at: None,
        promised_s: 3_600,
        used_s: None,
        excuse: None,
    }
}

pub(super) fn noted(kind: NoteKind, from: &str, until: &str, when: &str) -> ServiceNote {
    let noted = Noted {
        kind,
        from: at(from),
        until: at(until),
        components: Vec::new(),
        text: "New server".to_owned(),
        evidence: "INC-1".to_owned(),
        category: Some(ExcuseCategory::MeasurementError),
    };
    let entry =
        |seq, by: &str, step| NoteEntry { seq, at: at(when), by: by.parse().unwrap(), step };
    let mut entries = vec![entry(1, "ilse", NoteStep::Noted(noted))];
    if kind.needs_consent() {
        entries.push(entry(2, "marit", NoteStep::Agreed { is_alone: false }));
    }
    let id = Uuid::from_u128(u128::try_from(at(from).as_second()).unwrap());
    ServiceNote::of(id, "shop".parse().unwrap(), entries).unwrap()
}

/// Everything that the figures of October 2026 are made of.
pub(super) struct Made {
    pub(super) month: &'static str,
    pub(super) now: &'static str,
    pub(super) application: Application,
    pub(super) checks: Vec<CheckSpec>,
    pub(super) agreements: Vec<(&'static str, Agreement, Calendar)>,
    pub(super) incidents: Vec<IncidentFigures>,
    pub(super) notes: Vec<ServiceNote>,
    pub(super) unmeasured: Spans,
}

impl Made {
    pub(super) fn october() -> Self {
        Self {
            month: "2026-10",
            now: "2026-11-20T12:00:00Z",
            application: shop(),
            checks: vec![
                check("home", Some("web"), Impact::High),
                check("search", Some("search"), Impact::Medium),
            ],
            agreements: vec![("2026-01-01T00:00:00Z", agreement(), always())],
            incidents: Vec::new(),
            notes: Vec::new(),
            unmeasured: Spans::default(),
        }
    }

    pub(super) fn figures(&self) -> Figures {
        let checks: Vec<&CheckSpec> = self.checks.iter().collect();
        let pieces: Vec<Piece<'_>> = self
            .agreements
            .iter()
            .zip(1..)
            .map(|((from, agreement, calendar), version)| Piece {
                from: at(from),
                pin: Pin { key: agreement.key.clone(), version },
                agreement,
                calendar,
            })
            .collect();
        figures(&Inputs {
            month: self.month.parse().unwrap(),
            zone: &amsterdam(),
            now: at(self.now),
            application: &self.application,
            checks: &checks,
            pieces: &pieces,
            incidents: &self.incidents,
            notes: &self.notes,
            unmeasured: &self.unmeasured,
        })
    }

    fn raw(&self) -> Availability {
        self.figures().availability.unwrap().raw
    }
}

const HOUR: i64 = 3_600;

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

#[test]
fn the_figures_can_be_kept_and_read_again() {
    let mut made = Made::october();
    made.incidents = vec![IncidentFigures {
        clocks: vec![clock(
            Metric::Restore,
            ClockState::Met,
            "2026-10-05T08:00:00Z",
            Some("2026-10-05T09:00:00Z"),
        )],
        ..outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))
    }];
    let found = made.figures();
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Figures>(&text).unwrap(), found);
}

#[test]
fn what_changed_between_two_versions_is_told_figure_by_figure() {
    let mut made = Made::october();
    let before = made.figures();
    assert_eq!(changes(&before, &before), []);
    made.incidents = vec![outage(1, "2026-10-05T08:00:00Z", Some("2026-10-05T09:00:00Z"))];
    let told: Vec<Told> = changes(&before, &made.figures()).iter().map(|it| it.what).collect();
    let expected =
        [Told::Availability, Told::CorrectedAvailability, Told::Outages, Told::Incidents];
    assert_eq!(told, expected);
}

#[test]
fn a_formula_is_written_in_words_or_as_a_number() {
    for (text, fails) in [
        ("fails = \"any\"", HowMany::Any),
        ("fails = \"all\"", HowMany::All),
        ("fails = 2", HowMany::AtLeast(2)),
        ("", HowMany::Any),
    ] {
        let formula: DownWhen = toml::from_str(text).unwrap();
        assert_eq!(formula.fails, fails, "{text}");
    }
    assert!(toml::from_str::<DownWhen>("fails = \"most\"").is_err());
}
