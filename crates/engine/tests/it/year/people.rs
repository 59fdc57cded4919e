//! The people of the year: who reports what, who answers when, and when the power goes off. All by
//! chance, and by the same chance every time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{
    Actor, CancelKind, Channel, Command, ResolutionKind, Scope, TicketKind,
};
use piket_core::key::{IncidentId, Number};
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::ActionError;
use piket_engine::actions::NewIncident;
use piket_engine::intake::{Accepted, Verdict};
use piket_testkit::{World, message, solved};

/// The same numbers every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % u64::try_from(many).unwrap()).unwrap()
    }

    fn one_in(&mut self, many: i64) -> bool {
        self.below(many) == 0
    }

    /// So many seconds, mostly few, now and then very many.
    fn wait(&mut self) -> i64 {
        match self.below(10) {
            0..=4 => 60 + self.below(50 * 60),
            5..=7 => 1800 + self.below(6 * 3600),
            _ => 6 * 3600 + self.below(40 * 3600),
        }
    }
}

/// Something that somebody does.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// A client reports, or a program does.
    Begin,
    /// An engineer says what it is, and takes it.
    Take,
    Say,
    Call,
    Ask,
    Answer,
    Reclassify,
    /// The other program says that it is over.
    Recover,
    /// The other program says that it is back.
    Return,
    Solve,
    Cancel,
    Confirm,
    Reopen,
    /// The process is started anew, after so many hours without power.
    Restart(i64),
}

/// A year under way.
pub(super) struct Year {
    pub(super) world: World,
    pub(super) ids: Vec<IncidentId>,
    pub(super) sleeps: usize,
    pub(super) restarts: usize,
    pub(super) deeds: usize,
    numbers: BTreeMap<usize, Number>,
    plan: BTreeMap<(Timestamp, usize), (usize, Deed)>,
    planned: usize,
    dice: Dice,
}

const DAYS: i64 = 365;

/// Which way an incident comes in: a program, a client with an agreement day and night, a client
/// with office hours.
fn is_alert(incident: usize) -> bool {
    incident % 10 < 3
}

impl Year {
    pub(super) fn begins(world: World, incidents: usize) -> Self {
        let mut year = Self {
            world,
            ids: Vec::new(),
            sleeps: 0,
            restarts: 0,
            deeds: 0,
            numbers: BTreeMap::new(),
            plan: BTreeMap::new(),
            planned: 0,
            dice: Dice(0x5eed_2026),
        };
        let every = DAYS * 86_400 / i64::try_from(incidents).unwrap();
        for incident in 0..incidents {
            let at = every * i64::try_from(incident).unwrap() + year.dice.below(every);
            year.after(at, incident, Deed::Begin);
        }
        for day in (2..DAYS).step_by(3) {
            let at = day * 86_400 + year.dice.below(86_400);
            let hours = if year.dice.one_in(2) { 1 + year.dice.below(14) } else { 0 };
            year.after(at, usize::MAX, Deed::Restart(hours));
        }
        year
    }

    fn after(&mut self, seconds: i64, incident: usize, deed: Deed) {
        let at = self.world.now() + SignedDuration::from_secs(seconds);
        self.planned += 1;
        self.plan.insert((at, self.planned), (incident, deed));
    }

    fn later(&mut self, incident: usize, deed: Deed) {
        let wait = self.dice.wait();
        self.after(wait, incident, deed);
    }

    /// All that is planned happens, each in its time, and what is due happens in between.
    pub(super) async fn passes(mut self, step: SignedDuration) -> Self {
        while let Some(((at, _), (incident, deed))) = self.plan.pop_first() {
            if at > self.world.now() {
                self.world.live_in_steps(at, step).await;
            }
            self.deeds += 1;
            match deed {
                Deed::Restart(hours) => self = self.restart(hours, step).await,
                Deed::Begin => self.begin(incident).await,
                _ => self.carry_on(incident, deed).await,
            }
        }
        let end = self.world.now() + SignedDuration::from_hours(24);
        self.world.live_in_steps(end, step).await;
        self
    }

    async fn restart(mut self, hours: i64, step: SignedDuration) -> Self {
        self.restarts += 1;
        self.sleeps += usize::from(hours > 0);
        self.world.sleep(hours * 60);
        // Never at the very same instant: the chance of the tests begins anew, too.
        self.world.clock().advance(SignedDuration::from_secs(1));
        let world = self.world.restarted().await;
        let mut year = Self { world, ..self };
        // Either the desk looks first, or whoever waited at the door is faster.
        if year.dice.one_in(2) {
            let now = year.world.now();
            year.world.live_in_steps(now, step).await;
        }
        year
    }

    async fn begin(&mut self, incident: usize) {
        let (id, number) = if is_alert(incident) {
            self.signal(incident, SignalAction::Open).await.expect("an incident opens")
        } else {
            self.report(incident).await
        };
        self.ids.push(id);
        self.numbers.insert(incident, number);
        match self.dice.below(30) {
            // Nobody looks, for days.
            0 => self.after(6 * 86_400, incident, Deed::Cancel),
            1..=8 if is_alert(incident) => self.later(incident, Deed::Recover),
            _ => self.later(incident, Deed::Take),
        }
    }

    async fn report(&mut self, incident: usize) -> (IncidentId, Number) {
        let (person, application) =
            if incident.is_multiple_of(2) { ("fatima", "shop") } else { ("henk", "loket") };
        let who = self.world.who(person);
        let new = NewIncident {
            ticket: TicketKind::Incident,
            client: who.client.clone().unwrap(),
            application: Some(application.parse().unwrap()),
            summary: format!("It does not work ({incident})"),
            details: String::new(),
            channel: Channel::Portal,
            received_at: None,
            caller: None,
            sorted: None,
            felt: None,
            follow_up_of: None,
            once: None,
        };
        let done = self.world.desk.report(&who, new, self.world.now()).await.unwrap();
        (done.id, done.state.number)
    }

    /// Another program says something; the incident, if one opened.
    async fn signal(
        &mut self,
        incident: usize,
        action: SignalAction,
    ) -> Option<(IncidentId, Number)> {
        let now = self.world.now();
        let signal = Signal {
            source: "grafana".to_owned(),
            key: format!("orders-{incident}"),
            action,
            summary: "orders stand still".to_owned(),
            severity: if incident.is_multiple_of(3) {
                Severity::Critical
            } else {
                Severity::Warning
            },
            details: String::new(),
            check: None,
            application: Some("shop".parse().unwrap()),
            component: None,
            nature: None,
            happened_at: now,
        };
        let actor = Actor::Program("grafana".to_owned());
        let told = Accepted { signal, evidence: Vec::new(), raw: None, actor };
        match self.world.desk.accept(told, now).await.unwrap() {
            Verdict::Opened(id) => {
                let read =
                    move |tx: &mut piket_store::ReadTx<'_>| piket_store::incidents::row(tx, id);
                let row = self.world.desk.store().read(read).await.unwrap().unwrap();
                Some((id, row.number))
            }
            _ => None,
        }
    }

    /// Somebody tries something; what the process refuses is no failure of the desk.
    async fn tries(&self, person: &str, incident: usize, command: Command) -> bool {
        match self.world.tries(person, self.numbers[&incident], command).await {
            Ok(_) => true,
            Err(ActionError::Refused(_)) => false,
            Err(other) => panic!("{person}: {other}"),
        }
    }

    async fn carry_on(&mut self, incident: usize, deed: Deed) {
        let client =
            if is_alert(incident) || incident.is_multiple_of(2) { "fatima" } else { "henk" };
        let engineer = if incident.is_multiple_of(3) { "tom" } else { "ilse" };
        let says = |body: &str| message(Scope::Public, body);
        match deed {
            Deed::Take => {
                if !is_alert(incident) {
                    let command = self.sorting();
                    self.tries(engineer, incident, command).await;
                }
                let reason = "ours".to_owned();
                self.tries(engineer, incident, Command::Take { reason }).await;
                for _ in 0..self.dice.below(4) {
                    let deed = self.middle();
                    self.later(incident, deed);
                }
                let end = if self.dice.one_in(12) { Deed::Cancel } else { Deed::Solve };
                let wait = self.dice.wait() + self.dice.wait();
                self.after(wait, incident, end);
            }
            Deed::Say => {
                let mut words = says("We look into it.");
                if self.dice.one_in(3) {
                    let next = SignedDuration::from_secs(600 + self.dice.below(7200));
                    words.next_update_at = Some(self.world.now() + next);
                }
                let command = Command::Send { message: words, remind_at: None };
                self.tries(engineer, incident, command).await;
            }
            Deed::Call => {
                let (with, body) = (client.to_owned(), "We spoke.".to_owned());
                let ago = SignedDuration::from_secs(self.dice.below(3600));
                let occurred_at = self.world.now() - ago;
                self.tries(engineer, incident, Command::LogCall { with, body, occurred_at }).await;
            }
            Deed::Ask => {
                let days = SignedDuration::from_hours(24 * (1 + self.dice.below(3)));
                let remind_at = Some(self.world.now() + days);
                let command = Command::Send { message: says("Which browser?"), remind_at };
                if self.tries(engineer, incident, command).await && !self.dice.one_in(5) {
                    self.later(incident, Deed::Answer);
                }
            }
            Deed::Answer => {
                self.tries(client, incident, Command::Receive(says("Firefox."))).await;
            }
            Deed::Reclassify => {
                let command = self.sorting();
                self.tries(engineer, incident, command).await;
            }
            Deed::Recover => {
                self.signal(incident, SignalAction::Resolve).await;
                if self.dice.one_in(4) {
                    self.after(300, incident, Deed::Return);
                }
            }
            Deed::Return => self.comes_back(incident).await,
            Deed::Solve => self.solve(engineer, incident).await,
            Deed::Cancel => {
                let reason = "the same as another".to_owned();
                let command = Command::Cancel { kind: CancelKind::Duplicate, reason };
                self.tries(engineer, incident, command).await;
            }
            Deed::Confirm => {
                self.tries(client, incident, Command::Confirm).await;
            }
            Deed::Reopen => {
                let reason = "still the same".to_owned();
                if self.tries(client, incident, Command::Reopen { reason, is_down: false }).await {
                    self.later(incident, Deed::Say);
                    let wait = self.dice.wait() + self.dice.wait();
                    self.after(wait, incident, Deed::Solve);
                }
            }
            Deed::Begin | Deed::Restart(_) => unreachable!("done elsewhere"),
        }
    }

    /// Trouble that is back: the same incident, or a new one if the first is closed.
    async fn comes_back(&mut self, incident: usize) {
        if let Some((id, number)) = self.signal(incident, SignalAction::Open).await {
            self.ids.push(id);
            self.numbers.insert(incident, number);
        }
        self.later(incident, Deed::Take);
    }

    async fn solve(&mut self, engineer: &str, incident: usize) {
        let kind = if is_alert(incident) {
            self.signal(incident, SignalAction::Resolve).await;
            ResolutionKind::Recovered
        } else {
            ResolutionKind::Answered
        };
        if !self.tries(engineer, incident, Command::Resolve(solved(kind))).await {
            return;
        }
        let reason = "nothing to learn".to_owned();
        self.tries(engineer, incident, Command::WaivePrevention { reason }).await;
        match self.dice.below(10) {
            0 | 1 => self.later(incident, Deed::Reopen),
            2..=5 => self.later(incident, Deed::Confirm),
            _ => {}
        }
    }

    fn middle(&mut self) -> Deed {
        match self.dice.below(10) {
            0..=3 => Deed::Say,
            4 | 5 => Deed::Ask,
            6 => Deed::Call,
            _ => Deed::Reclassify,
        }
    }

    fn sorting(&mut self) -> Command {
        let level = |dice: &mut Dice| u8::try_from(1 + dice.below(3)).unwrap();
        Command::Classify {
            nature: Nature::FunctionalDefect,
            component: None,
            impact: Impact::try_from(level(&mut self.dice)).unwrap(),
            urgency: Urgency::try_from(level(&mut self.dice)).unwrap(),
            reason: Some("as the client sees it".to_owned()),
            agreed: Some("the client, by telephone".to_owned()),
        }
    }
}
