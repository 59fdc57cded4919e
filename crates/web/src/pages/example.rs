//! An incident for tests of pages: a bakery's web shop is down, as in the picture of the desk.
//!
//! Its timeline is made by the rules themselves, so no test looks at what cannot be.

use std::sync::Arc;

use jiff::Timestamp;
use piket_core::calendar::{Calendar, CalendarSpec};
use piket_core::check::{CheckResult, Status};
use piket_core::directory::{Directory, Language, Versions};
use piket_core::incident::{
    self, Actor, Channel, Command, Context, Entry, Evidence, EvidenceKind, FirstAlert, Message,
    ProposalTerms, Report, ResolutionKind, Scope, Solved, Sorted, Source, State, TicketKind,
};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::raci::default_matrix;
use piket_core::sla;
use piket_engine::view::Seen;
use piket_text::Words;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use super::eye::Eye;

/// An incident, who looks at it, and when.
pub(crate) struct Example {
    pub(crate) directory: Directory,
    pub(crate) who: Who,
    pub(crate) words: Words,
    pub(crate) entries: Vec<Entry>,
    pub(crate) state: State,
    pub(crate) now: Timestamp,
}

/// A time of day on 23 November 2026 in Amsterdam.
pub(crate) fn at(time: &str) -> Timestamp {
    format!("2026-11-23T{time}:00+01:00").parse().unwrap()
}

fn read<T: DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// What was agreed with the bakery.
pub(crate) fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.installation.name = "Waymark".to_owned();
    directory.installation.language = Language::En;
    directory.installation.default_agreement = Some("gold".parse().unwrap());
    let always = Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap();
    directory.calendars.insert("always".parse().unwrap(), Arc::new(always));
    let targets: Vec<_> = [("reaction", 30), ("update", 60), ("restore", 120), ("resolution", 240)]
        .into_iter()
        .flat_map(|(metric, minutes)| {
            (1..=5).map(
                move |priority| json!({"metric": metric, "priority": priority, "minutes": minutes}),
            )
        })
        .collect();
    let agreement = read(json!({
        "key": "gold", "name": "Gold", "tier": "gold", "calendar": "always", "target": targets,
    }));
    let mut versions = Versions::default();
    versions.add(1, agreement);
    directory.agreements.insert("gold".parse().unwrap(), versions);
    let mut versions = Versions::default();
    versions.add(1, default_matrix("usual".parse().unwrap()));
    directory.matrices.insert("usual".parse().unwrap(), versions);
    for (key, name) in [("molen", "Bakkerij De Molen"), ("linde", "Zorggroep Linde")] {
        let client = read(json!({"key": key, "name": name}));
        directory.clients.insert(key.parse().unwrap(), client);
    }
    let shop = read(json!({
        "key": "shop", "name": "demolen.nl", "client": "molen",
        "components": [{"key": "web", "name": "Web server", "supplier": "nordhost"}],
    }));
    directory.applications.insert("shop".parse().unwrap(), shop);
    let nordhost = read(json!({
        "key": "nordhost", "name": "NordHost", "email": "noc@nordhost.example",
    }));
    directory.suppliers.insert("nordhost".parse().unwrap(), nordhost);
    for (key, name, role, client, party) in [
        ("ilse", "Ilse de Vries", "engineer", None, "own:service_desk"),
        ("tom", "Tom Bakker", "developer", None, "own:development"),
        ("mira", "Mira Stein", "manager", None, "own:incident_manager"),
        ("fatima", "Fatima Yılmaz", "client", Some("molen"), "client:product_owner"),
    ] {
        let mut person = json!({
            "key": key, "name": name, "role": role, "parties": [party],
            "email": format!("{key}@example.org"),
        });
        if let Some(client) = client {
            person["client"] = json!(client);
        }
        directory.people.insert(key.parse().unwrap(), read(person));
    }
    let check = read(json!({
        "key": "checkout", "name": "Checkout", "application": "shop", "component": "web",
        "probe": {"http": {"url": "https://demolen.nl/checkout"}},
    }));
    directory.checks.insert("checkout".parse().unwrap(), check);
    directory
}

/// What the check saw when it failed.
pub(crate) fn failing_result() -> CheckResult {
    let mut result = CheckResult::plain(at("14:58"), Status::Critical, "answered 502");
    result.http_status = Some(502);
    result.timings.dns_ms = Some(4.0);
    result.timings.connect_ms = Some(11.0);
    result.timings.tls_ms = Some(19.0);
    result.timings.ttfb_ms = Some(9_966.0);
    result.timings.total_ms = Some(10_000.0);
    result.response = Some(read(json!({
        "url": "https://demolen.nl/checkout", "status": 502, "size_bytes": 552,
        "headers": [["server", "nginx"]], "body": "<h1>502 Bad Gateway</h1>\nnginx",
    })));
    result.certificate = Some(read(json!({
        "subject": "CN=demolen.nl", "sans": ["demolen.nl"], "issuer": "R11", "serial": "03",
        "not_before": "2026-10-01T00:00:00Z", "not_after": "2027-01-23T00:00:00Z",
    })));
    result
}

fn evidence(number: u128, kind: EvidenceKind, title: &str) -> Evidence {
    Evidence {
        id: Uuid::from_u128(number),
        kind,
        title: title.to_owned(),
        captured_at: at("14:58"),
        sha256: "00".repeat(32),
        scope: Scope::Internal,
    }
}

impl Example {
    /// The check failed at 14:58; nobody has taken it yet. It is 15:00, and Ilse looks.
    pub(crate) fn reported() -> Self {
        let directory = directory();
        let now = at("14:58");
        let actor = Actor::Check("checkout".parse().unwrap());
        let report = Report {
            number: Number(1042),
            ticket: TicketKind::Incident,
            client: "molen".parse().unwrap(),
            application: Some("shop".parse().unwrap()),
            source: Source {
                channel: Channel::Monitoring,
                signal: Some("check/checkout".to_owned()),
            },
            reporter: None,
            summary: "Checkout returns 502 after payment step".to_owned(),
            details: String::new(),
            received_at: now,
            sorted: Some(Sorted {
                nature: Nature::Outage,
                component: Some("web".parse().unwrap()),
                impact: Impact::High,
                urgency: Urgency::High,
            }),
            felt: None,
            alert: Some(FirstAlert {
                key: "check/checkout".to_owned(),
                check: Some("checkout".parse().unwrap()),
                onset_at: now,
            }),
            evidence: vec![
                evidence(1, EvidenceKind::FailingResult, "answered 502"),
                evidence(2, EvidenceKind::LastGoodResult, "answered 200"),
            ],
        };
        let context = Context { directory: &directory, actor: &actor, now };
        let entries = incident::report(report, context).unwrap();
        let state = incident::opened(&entries).unwrap();
        let who = Who::from(&directory.people[&"ilse".parse().unwrap()]);
        let words = Words::of(Language::En).in_zone("Europe/Amsterdam");
        Self { directory, who, words, entries, state, now: at("15:00") }
    }

    /// Ilse took it at 15:03.
    pub(crate) fn taken() -> Self {
        let mut example = Self::reported();
        example.now = at("15:03");
        example.asks("ilse", Command::Take { reason: "ours".to_owned() });
        example
    }

    /// Fixed and prepared at 15:30; green since 15:40; it is 15:41.
    pub(crate) fn solved_and_watched() -> Self {
        let mut example = Self::taken();
        example.now = at("15:30");
        example.asks(
            "ilse",
            Command::Solve { solved: solved(ResolutionKind::Fixed), change: "2026.46".to_owned() },
        );
        example.now = at("15:40");
        example.recovers();
        example.now = at("15:41");
        example
    }

    /// The same, watched and reported back at 15:56.
    pub(crate) fn resolved_by_hand() -> Self {
        let mut example = Self::solved_and_watched();
        example.now = at("15:56");
        example.happens(&Actor::Piket, Command::Wake);
        example
    }

    /// A proposal waits for the client since 15:20.
    pub(crate) fn agreeing() -> Self {
        let mut example = Self::taken();
        example.now = at("15:20");
        let terms = ProposalTerms {
            solution: "Go back to 2026.46".to_owned(),
            risk: "Orders of the last hour are shown twice".to_owned(),
            rollback: "Deploy 2026.47 again".to_owned(),
            test_plan: "Order one bread".to_owned(),
            planned_at: None,
        };
        let cause = Some("2026.47 empties the pool".to_owned());
        example.asks("ilse", Command::Propose { terms, cause });
        example
    }

    /// A person of ours asks something, and it is done.
    pub(crate) fn asks(&mut self, person: &str, command: Command) {
        self.happens(&Actor::Person(person.parse().unwrap()), command);
    }

    /// The check is good again.
    pub(crate) fn recovers(&mut self) {
        let command = Command::AlertOver {
            key: "check/checkout".to_owned(),
            recovered_at: self.now,
            evidence: Vec::new(),
        };
        self.happens(&Actor::Check("checkout".parse().unwrap()), command);
    }

    /// Ilse writes.
    pub(crate) fn say(&mut self, scope: Scope, body: &str) {
        let message = message(scope, body);
        self.asks("ilse", Command::Send { message, remind_at: None });
    }

    /// Fatima writes.
    pub(crate) fn client_says(&mut self, body: &str) {
        let message = Message { channel: Channel::Portal, ..message(Scope::Public, body) };
        self.asks("fatima", Command::Receive(message));
    }

    /// A letter went out, or could not.
    pub(crate) fn delivered(&mut self, to: &str, about: &str, failure: Option<&str>) {
        let command = Command::NoteDelivery {
            to: to.to_owned(),
            language: Language::En,
            about: about.to_owned(),
            failure: failure.map(str::to_owned),
            message: None,
        };
        self.happens(&Actor::Piket, command);
    }

    fn happens(&mut self, actor: &Actor, command: Command) {
        let context = Context { directory: &self.directory, actor, now: self.now };
        let entries = incident::decide(&self.state, command, context).unwrap();
        for entry in &entries {
            self.state.apply(entry);
        }
        self.entries.extend(entries);
    }

    /// Who looks.
    pub(crate) fn eye(&self) -> Eye<'_> {
        Eye { w: &self.words, directory: &self.directory, who: &self.who, now: self.now }
    }

    /// What is seen.
    pub(crate) fn seen(&self) -> Seen {
        Seen {
            id: IncidentId(Uuid::from_u128(1042)),
            state: self.state.clone(),
            entries: self.entries.clone(),
            clocks: sla::clocks(&self.state.clock_events, &self.directory, self.now),
            party_clocks: Vec::new(),
            agenda: incident::agenda(&self.state, &self.directory, self.now),
            parts: Vec::new(),
            linked: Vec::new(),
        }
    }
}

/// How it was solved.
pub(crate) fn solved(kind: ResolutionKind) -> Solved {
    Solved {
        kind,
        cause: "Release 2026.47 emptied the pool".to_owned(),
        solution: "Went back to 2026.46".to_owned(),
        message: message(Scope::Public, "It works again."),
    }
}

fn message(scope: Scope, body: &str) -> Message {
    Message {
        id: Uuid::from_u128(7),
        scope,
        channel: Channel::Desk,
        to: Vec::new(),
        body: body.to_owned(),
        next_update_at: None,
    }
}
