//! The same alert, told any number of times and in any order, by one sender or by many at once, is
//! one incident at a time (I8). A law, over random courses of events, on both engines.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::incident::{Actor, CancelKind, Command, ResolutionKind, State};
use piket_core::key::IncidentId;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::intake::{Accepted, Verdict};
use piket_store::StoreError;
use piket_testkit::{Home, World, solved};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Deed {
    /// A sender says these things, one after the other.
    Told { key: usize, said: Vec<SignalAction> },
    /// Many senders say these things at once.
    ToldAtOnce { key: usize, said: Vec<SignalAction> },
    /// So many minutes pass.
    Passed(i64),
    /// Somebody does something to the incidents of a key.
    Done { key: usize, command: Command },
}

const KEYS: usize = 2;

fn any_said() -> impl Strategy<Value = Vec<SignalAction>> {
    let open = Just(SignalAction::Open);
    let said =
        prop_oneof![4 => open, 1 => Just(SignalAction::Update), 2 => Just(SignalAction::Resolve)];
    prop::collection::vec(said, 1..6)
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let reason = || "because".to_owned();
    let command = prop_oneof![
        Just(Command::Take { reason: reason() }),
        Just(Command::Solve { solved: solved(ResolutionKind::Fixed), change: reason() }),
        Just(Command::Cancel { kind: CancelKind::NoIncident, reason: reason() }),
    ];
    prop_oneof![
        3 => (0..KEYS, any_said()).prop_map(|(key, said)| Deed::Told { key, said }),
        3 => (0..KEYS, any_said()).prop_map(|(key, said)| Deed::ToldAtOnce { key, said }),
        2 => (0..90i64).prop_map(Deed::Passed),
        1 => (0..KEYS, command).prop_map(|(key, command)| Deed::Done { key, command }),
    ]
}

fn signal(key: &str, action: SignalAction, now: Timestamp) -> Accepted {
    Accepted {
        signal: Signal {
            source: "grafana".to_owned(),
            key: key.to_owned(),
            action,
            summary: "orders stand still".to_owned(),
            severity: Severity::Critical,
            details: String::new(),
            check: None,
            application: Some("shop".parse().unwrap()),
            component: None,
            nature: None,
            happened_at: now,
        },
        evidence: Vec::new(),
        raw: Some(b"{}".to_vec()),
        actor: Actor::Program("grafana".to_owned()),
    }
}

/// A world in which courses of events follow each other, each with keys of its own.
struct Course<'w> {
    world: &'w mut World,
    number: usize,
    /// Which incidents opened under which key.
    opened: BTreeMap<usize, Vec<IncidentId>>,
}

impl Course<'_> {
    fn key(&self, key: usize) -> String {
        format!("orders-{}-{key}", self.number)
    }

    fn note(&mut self, key: usize, verdict: Verdict) {
        if let Verdict::Opened(id) = verdict {
            self.opened.entry(key).or_default().push(id);
        }
    }

    async fn happens(&mut self, deed: Deed) -> TestCaseResult {
        match deed {
            Deed::Told { key, said } => {
                for action in said {
                    let told = signal(&self.key(key), action, self.world.now());
                    let verdict = self.world.desk.accept(told, self.world.now()).await.unwrap();
                    self.note(key, verdict);
                    let carry = self.carrying(key).await;
                    match action {
                        SignalAction::Open => prop_assert_eq!(carry, 1, "trouble has an incident"),
                        SignalAction::Resolve => prop_assert_eq!(carry, 0, "it is over"),
                        SignalAction::Update => {}
                    }
                }
            }
            Deed::ToldAtOnce { key, said } => {
                let is_trouble = said.iter().all(|action| *action == SignalAction::Open);
                for verdict in self.told_at_once(key, said).await {
                    self.note(key, verdict);
                }
                let carry = self.carrying(key).await;
                prop_assert!(carry <= 1 && (carry == 1 || !is_trouble), "{} have it", carry);
            }
            Deed::Passed(minutes) => {
                self.world.live(minutes).await;
            }
            Deed::Done { key, command } => {
                for state in self.states(key).await {
                    let tried = self.world.tries("ilse", state.number, command.clone()).await;
                    // What is refused changes nothing.
                    drop(tried);
                }
            }
        }
        self.at_most_one_is_open().await
    }

    async fn told_at_once(&self, key: usize, said: Vec<SignalAction>) -> Vec<Verdict> {
        let mut senders = JoinSet::new();
        for action in said {
            let (desk, now) = (self.world.desk.clone(), self.world.now());
            let told = signal(&self.key(key), action, now);
            senders.spawn(async move { desk.accept(told, now).await.unwrap() });
        }
        senders.join_all().await
    }

    async fn states(&self, key: usize) -> Vec<State> {
        let ids = self.opened.get(&key).cloned().unwrap_or_default();
        let load = move |tx: &mut piket_store::ReadTx<'_>| -> Result<_, StoreError> {
            let mut states = Vec::new();
            for id in &ids {
                states.extend(piket_store::incidents::load(tx, *id)?.and_then(|it| it.state()));
            }
            Ok(states)
        };
        self.world.desk.store().read(load).await.unwrap()
    }

    /// How many incidents have the alert, which lasts.
    async fn carrying(&self, key: usize) -> usize {
        let states = self.states(key).await;
        states.iter().filter(|state| !state.step.is_over() && !state.all_green()).count()
    }

    async fn at_most_one_is_open(&self) -> TestCaseResult {
        for key in 0..KEYS {
            let states = self.states(key).await;
            let at_work = states.iter().filter(|state| state.step.is_at_work()).count();
            prop_assert!(at_work <= 1, "{} open incidents under one key", at_work);
        }
        Ok(())
    }
}

fn the_same_alert_is_one_incident_at_a_time(home: Home) {
    let runtime = Runtime::new().unwrap();
    let world = RefCell::new(runtime.block_on(World::new(home)));
    let courses = RefCell::new((0_usize, 0_usize));
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() };
    proptest!(config, |(deeds in prop::collection::vec(any_deed(), 1..12))| {
        let (world, mut courses) = (&mut *world.borrow_mut(), courses.borrow_mut());
        courses.0 += 1;
        let mut course = Course { world, number: courses.0, opened: BTreeMap::new() };
        runtime.block_on(async {
            for deed in deeds {
                course.happens(deed).await?;
            }
            Ok::<_, TestCaseError>(())
        })?;
        courses.1 += course.opened.values().map(Vec::len).sum::<usize>();
    });
    let (_, opened) = courses.into_inner();
    let mut world = world.into_inner();
    runtime.block_on(async {
        let verified = world.desk.verify().await.unwrap();
        assert_eq!(verified.timelines, opened as u64, "and none opened that nobody was told of");
        assert!(opened > 10);
        world.ends_well().await;
    });
}

#[test]
fn the_same_alert_in_any_order_is_one_incident_at_a_time_on_sqlite() {
    the_same_alert_is_one_incident_at_a_time(Home::on_sqlite());
}

#[test]
fn the_same_alert_in_any_order_is_one_incident_at_a_time_on_postgres() {
    if let Some(home) = Home::on_postgres() {
        the_same_alert_is_one_incident_at_a_time(home);
    }
}
