//! What the examples are made of: an application, its agreement, and a month of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, Weekly};
use crate::check::CheckSpec;
use crate::check::spec::{Probe, TcpCheck};
use crate::directory::{Application, Component, Pin};
use crate::figures::*;
use crate::incident::TicketKind;
use crate::key::Number;
use crate::priority::{Impact, Priority};
use crate::sla::{
    Agreement, Band, ClockState, CreditFigure, Credits, Maintenance, Metric, Percent, Tier,
};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn amsterdam() -> TimeZone {
    CalendarSpec::always_open("Europe/Amsterdam").zone().unwrap()
}

/// Monday to Friday from nine to five in Amsterdam, without holidays.
pub(crate) fn office() -> Calendar {
    let weekly = Weekly::workdays(&["09:00-17:00".parse().unwrap()]);
    let version = CalendarVersion { weekly, ..CalendarVersion::default() };
    Calendar::compile(CalendarSpec::single("Europe/Amsterdam", version)).unwrap()
}

pub(crate) fn always() -> Calendar {
    Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap()
}

/// 99.9 % available; work announced a day before on any night, four hours a month.
pub(crate) fn agreement() -> Agreement {
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

pub(crate) fn check(key: &str, component: Option<&str>, impact: Impact) -> CheckSpec {
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

pub(crate) fn shop() -> Application {
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

pub(crate) fn incident(number: u64, reported: &str) -> IncidentFigures {
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
pub(crate) fn outage(number: u64, from: &str, to: Option<&str>) -> IncidentFigures {
    let alerts =
        vec![AlertSpan { check: Some("home".parse().unwrap()), from: at(from), to: to.map(at) }];
    IncidentFigures { onset_at: Some(at(from)), alerts, ..incident(number, from) }
}

pub(crate) fn clock(
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

pub(crate) fn noted(kind: NoteKind, from: &str, until: &str, when: &str) -> ServiceNote {
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
pub(crate) struct Made {
    pub(crate) month: &'static str,
    pub(crate) now: &'static str,
    pub(crate) application: Application,
    pub(crate) checks: Vec<CheckSpec>,
    pub(crate) agreements: Vec<(&'static str, Agreement, Calendar)>,
    pub(crate) incidents: Vec<IncidentFigures>,
    pub(crate) notes: Vec<ServiceNote>,
    pub(crate) unmeasured: Spans,
}

impl Made {
    pub(crate) fn october() -> Self {
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

    pub(crate) fn figures(&self) -> Figures {
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

    pub(super) fn raw(&self) -> Availability {
        self.figures().availability.unwrap().raw
    }
}
