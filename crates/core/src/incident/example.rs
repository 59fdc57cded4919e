//! A small world for tests: one client, one application, everything agreed.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::calendar::{Calendar, CalendarSpec};
use crate::directory::{
    Application, Client, Component, ContractedBy, Directory, Language, Person, Role, Supplier,
};
use crate::key::{IncidentId, Number, PersonKey};
use crate::party::Party;
use crate::priority::{Impact, Nature, Priority, Urgency};
use crate::raci::default_matrix;
use crate::sla::{Agreement, Metric, Target, Tier};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) const MORNING: &str = "2026-03-10T09:00:00Z";

fn person(key: &str, role: Role, client: Option<&str>, parties: &[Party]) -> Person {
    Person {
        key: key.parse().unwrap(),
        name: key.to_owned(),
        email: format!("{key}@example.org"),
        role,
        client: client.map(|key| key.parse().unwrap()),
        parties: parties.to_vec(),
        applications: Vec::new(),
        language: Some(Language::En),
        phone: None,
        is_active: true,
    }
}

pub(super) fn directory() -> Directory {
    let mut directory = Directory::default();
    let molen = Client {
        key: "molen".parse().unwrap(),
        name: "De Molen".to_owned(),
        language: Some(Language::Nl),
        route: None,
    };
    directory.clients.insert(molen.key.clone(), molen);
    let host = Supplier {
        key: "nordhost".parse().unwrap(),
        name: "Nordhost".to_owned(),
        contracted_by: ContractedBy::Us,
        email: Some("desk@nordhost.example".to_owned()),
        escalation_email: Some("duty@nordhost.example".to_owned()),
        language: Language::En,
        calendar: None,
        reaction_minutes: Some(30),
        restore_minutes: None,
    };
    directory.suppliers.insert(host.key.clone(), host);
    let shop = Application {
        key: "shop".parse().unwrap(),
        name: "Webshop".to_owned(),
        client: "molen".parse().unwrap(),
        url: None,
        agreement: Some("gold".parse().unwrap()),
        route: None,
        has_test_environment: true,
        down_when: None,
        components: vec![Component {
            key: "hosting".parse().unwrap(),
            name: "Hosting".to_owned(),
            supplier: Some("nordhost".parse().unwrap()),
            agreement: None,
            contract: None,
        }],
    };
    directory.applications.insert(shop.key.clone(), shop);
    for someone in [
        person("ilse", Role::Engineer, None, &[Party::ServiceDesk]),
        person("tom", Role::Engineer, None, &[Party::ServiceDesk]),
        person("samira", Role::Developer, None, &[Party::Development]),
        person("marit", Role::Manager, None, &[Party::IncidentManager]),
        person("fatima", Role::Client, Some("molen"), &[Party::ClientOwner, Party::ClientContact]),
    ] {
        directory.people.insert(someone.key.clone(), someone);
    }
    let always = Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap();
    directory.calendars.insert("always".parse().unwrap(), Arc::new(always));
    let mut versions = crate::directory::Versions::default();
    versions.add(1, gold());
    directory.agreements.insert("gold".parse().unwrap(), versions);
    let mut versions = crate::directory::Versions::default();
    let matrix = default_matrix("standard".parse().unwrap());
    versions.add(1, matrix);
    directory.matrices.insert("standard".parse().unwrap(), versions);
    directory
}

fn gold() -> Agreement {
    let target =
        |metric, minutes| Priority::ALL.map(|priority| Target::new(metric, priority, minutes));
    let key = "gold".parse().unwrap();
    let calendar = "always".parse().unwrap();
    Agreement {
        client_wait_pauses: vec![Priority::P2, Priority::P3],
        targets: [(Metric::Reaction, 30), (Metric::Update, 60), (Metric::Restore, 240)]
            .into_iter()
            .chain([(Metric::Resolution, 480)])
            .flat_map(|(metric, minutes)| target(metric, minutes))
            .collect(),
        ..Agreement::plain(key, "Gold", Tier::Gold, calendar)
    }
}

pub(super) fn by(person: &str) -> Actor {
    Actor::Person(person.parse::<PersonKey>().unwrap())
}

/// An incident under way, with its timeline.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) directory: Directory,
    pub(super) now: Timestamp,
    pub(super) timeline: Vec<Entry>,
    pub(super) state: State,
}

impl Story {
    /// The check of the shop failed.
    pub(super) fn the_shop_is_down() -> Self {
        Self::reported(Some(FirstAlert {
            key: "check/shop".to_owned(),
            check: None,
            onset_at: at("2026-03-10T08:58:00Z"),
        }))
    }

    /// The client reported something that no check sees.
    pub(super) fn the_client_reports() -> Self {
        Self::reported(None)
    }

    fn reported(alert: Option<FirstAlert>) -> Self {
        let directory = directory();
        let now = at(MORNING);
        let sorted = alert.is_some().then_some(Sorted {
            nature: Nature::Outage,
            component: None,
            impact: Impact::High,
            urgency: Urgency::High,
        });
        let reporter = alert.is_none().then(|| "fatima".parse().unwrap());
        let evidence = alert.iter().map(|_| item(1)).collect();
        let actor = match &reporter {
            Some(person) => Actor::Person(PersonKey::clone(person)),
            None => Actor::Piket,
        };
        let new = Report {
            number: Number(1042),
            ticket: TicketKind::Incident,
            client: "molen".parse().unwrap(),
            application: Some("shop".parse().unwrap()),
            source: Source { channel: Channel::Monitoring, signal: None },
            reporter,
            summary: "Shop answers 502".to_owned(),
            details: String::new(),
            received_at: now,
            sorted,
            felt: None,
            alert,
            evidence,
        };
        let timeline = report(new, Context { directory: &directory, actor: &actor, now }).unwrap();
        let state = opened(&timeline).unwrap();
        Self { directory, now, timeline, state }
    }

    /// The same under another number.
    pub(super) fn numbered(mut self, new: u64) -> Self {
        if let Some(Entry { fact: Fact::Reported { number, .. }, .. }) = self.timeline.first_mut() {
            *number = Number(new);
        }
        self.state = State::replay(&self.timeline).unwrap();
        self
    }

    /// The same of another client.
    pub(super) fn of_client(mut self, new: &str) -> Self {
        if let Some(Entry { fact: Fact::Reported { client, .. }, .. }) = self.timeline.first_mut() {
            *client = new.parse().unwrap();
        }
        self.state = State::replay(&self.timeline).unwrap();
        self
    }

    /// The same, reported so many minutes later.
    pub(super) fn later(mut self, minutes: i64) -> Self {
        self.after_minutes(minutes);
        for entry in &mut self.timeline {
            entry.at = self.now;
            entry.recorded_at = self.now;
        }
        self.state = State::replay(&self.timeline).unwrap();
        self
    }

    pub(super) fn after_minutes(&mut self, minutes: i64) -> &mut Self {
        self.now = self.now.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
        self
    }

    pub(super) fn try_as(
        &mut self,
        actor: &Actor,
        command: Command,
    ) -> Result<Vec<Entry>, Refusal> {
        let context = Context { directory: &self.directory, actor, now: self.now };
        let entries = decide(&self.state, command, context)?;
        for entry in &entries {
            self.state.apply(entry);
        }
        self.timeline.extend(entries.clone());
        Ok(entries)
    }

    #[expect(clippy::needless_pass_by_value, reason = "stories read better without ampersands")]
    pub(super) fn does(&mut self, person: &str, command: Command) -> &mut Self {
        if let Err(refusal) = self.try_as(&by(person), command.clone()) {
            panic!("{person} may not {command:?} at {}: {refusal}", self.state.step);
        }
        self
    }

    pub(super) fn refuses(&mut self, person: &str, command: Command) -> Refusal {
        let before = self.state.clone();
        let refusal = self.try_as(&by(person), command).unwrap_err();
        assert_eq!(before, self.state, "a refused command leaves everything as it was");
        refusal
    }

    pub(super) fn wakes(&mut self) -> Vec<Entry> {
        self.try_as(&Actor::Piket, Command::Wake).unwrap()
    }

    pub(super) fn recovers(&mut self) -> &mut Self {
        let command = Command::AlertOver {
            key: "check/shop".to_owned(),
            recovered_at: self.now,
            evidence: Vec::new(),
        };
        self.try_as(&Actor::Piket, command).unwrap();
        self
    }

    pub(super) fn fails_again(&mut self) -> &mut Self {
        let command = Command::Alert {
            key: "check/shop".to_owned(),
            check: None,
            summary: "Shop answers 502".to_owned(),
            onset_at: self.now,
            evidence: Vec::new(),
        };
        self.try_as(&Actor::Piket, command).unwrap();
        self
    }

    /// At `Investigating`, held by Ilse.
    pub(super) fn taken(mut self) -> Self {
        self.after_minutes(2).does("ilse", take());
        self
    }

    /// At `Agreeing`, with a proposal on the table.
    pub(super) fn proposed(mut self) -> Self {
        self.after_minutes(20).does("ilse", propose());
        self
    }

    /// At `Verifying`, the fix in production.
    pub(super) fn rolled_out(mut self) -> Self {
        self.does("fatima", Command::Consent { version: 1, note: String::new() });
        self.after_minutes(10).does("ilse", roll_out());
        self
    }

    /// At `Resolved`.
    pub(super) fn resolved(mut self) -> Self {
        self.recovers().after_minutes(15).wakes();
        self.does("ilse", Command::Resolve(solved(ResolutionKind::Fixed)));
        self
    }

    /// At `Closed`.
    pub(super) fn closed(mut self) -> Self {
        self.does("ilse", prevent()).does("fatima", Command::Confirm);
        self
    }
}

pub(super) fn item(number: u128) -> Evidence {
    Evidence {
        id: Uuid::from_u128(number),
        kind: EvidenceKind::FailingResult,
        title: "502".to_owned(),
        captured_at: at(MORNING),
        sha256: String::new(),
        scope: Scope::Internal,
    }
}

pub(super) fn take() -> Command {
    Command::Take { reason: "ours".to_owned() }
}

pub(super) fn message(scope: Scope, body: &str) -> Message {
    let id = IncidentId(Uuid::nil()).0;
    Message {
        id,
        scope,
        channel: Channel::Desk,
        to: Vec::new(),
        body: body.to_owned(),
        next_update_at: None,
    }
}

pub(super) fn propose() -> Command {
    let text = |text: &str| text.to_owned();
    Command::Propose {
        terms: ProposalTerms {
            solution: text("roll back"),
            risk: text("none known"),
            rollback: text("roll forward"),
            test_plan: text("order a loaf"),
            planned_at: None,
        },
        cause: Some(text("pool exhausted")),
    }
}

pub(super) fn roll_out() -> Command {
    Command::RollOut { version: "2026.46".to_owned(), note: String::new(), is_tested: true }
}

pub(super) fn solved(kind: ResolutionKind) -> Solved {
    Solved {
        kind,
        cause: "pool exhausted".to_owned(),
        solution: "rolled back".to_owned(),
        message: message(Scope::Public, "It works again."),
    }
}

pub(super) fn prevent() -> Command {
    Command::PlanPrevention {
        action: "load test".to_owned(),
        owner: "samira".parse().unwrap(),
        due_on: jiff::civil::date(2026, 4, 1),
    }
}
