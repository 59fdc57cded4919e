//! The world: a desk, a clock that is moved, a mailbox, people who do things.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use piket_core::check::{Change, CheckResult, Status};
use piket_core::incident::{
    Actor, Channel, Command, Message, ProposalTerms, ResolutionKind, Scope, Solved, State,
    TicketKind,
};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::time::Clock as _;
use piket_engine::actions::{Done, NewIncident};
use piket_engine::chance::SeededChance;
use piket_engine::channel::memory::MemoryMailer;
use piket_engine::clock::SetClock;
use piket_engine::config::{self, File, Wish};
use piket_engine::deliver::Post;
use piket_engine::intake::probe::Monitor;
use piket_engine::view::Seen;
use piket_engine::{ActionError, Desk};
use piket_store::incidents::Filter;

use crate::agency::AGENCY;
use crate::home::Home;

/// Where every story begins: a Tuesday morning in Amsterdam.
const BEGIN: &str = "2026-03-10T09:00:00Z";

/// A simulated world.
pub struct World {
    /// The desk.
    pub desk: Desk,
    /// Everybody's letters.
    pub mailbox: MemoryMailer,
    /// The memory of the checks.
    pub monitor: Monitor,
    clock: Arc<SetClock>,
    post: Post,
    home: Home,
}

/// An instant, as RFC 3339 writes it.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant as RFC 3339 writes it")
}

impl World {
    /// The agency's world, on a Tuesday morning.
    pub async fn new(home: Home) -> Self {
        Self::with(home, AGENCY).await
    }

    /// A world with another agency.
    pub async fn with(home: Home, agency: &str) -> Self {
        let now = at(BEGIN);
        let store = home.open();
        let file = File { name: "agency.toml".to_owned(), text: agency.to_owned() };
        let applied = config::apply(&store, &[file], Wish::default(), &Actor::Piket, now).await;
        if let Err(error) = &applied {
            panic_with(&format!("{error}: {:?}", error.findings()));
        }
        Self::over(home, store, now).await
    }

    async fn over(home: Home, store: piket_store::Store, now: Timestamp) -> Self {
        let desk = Desk::open(store, Arc::new(SeededChance::new(42))).await;
        let desk = desk.expect("the directory that was applied opens");
        let monitor = Monitor::open(&desk).await.expect("the memory of the checks opens");
        let mailbox = MemoryMailer::new();
        let post = Post::rehearsal(Arc::new(mailbox.clone()));
        Self { desk, mailbox, monitor, clock: Arc::new(SetClock::at(now)), post, home }
    }

    /// The same world after the process was started anew: only what the store holds is left.
    #[must_use]
    pub async fn restarted(self) -> Self {
        let Self { desk, home, clock, mailbox, .. } = self;
        drop(desk);
        let store = home.open();
        let mut world = Self::over(home, store, clock.now()).await;
        world.post = Post::rehearsal(Arc::new(mailbox.clone()));
        world.mailbox = mailbox;
        world
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock, for doors that stand in this world.
    pub fn clock(&self) -> Arc<SetClock> {
        Arc::clone(&self.clock)
    }

    /// The address of the store.
    pub fn url(&self) -> &str {
        &self.home.url
    }

    /// Somebody of the agency or of a client.
    pub fn who(&self, key: &str) -> Who {
        let directory = self.desk.directory();
        let person = directory.people.get(&key.parse().expect("a key")).expect("a known person");
        Who::from(person)
    }

    /// Time passes, and all that happens by itself happens when it is due.
    pub async fn live(&mut self, minutes: i64) -> &mut Self {
        let until = self.now().checked_add(SignedDuration::from_mins(minutes));
        self.live_until(until.expect("an instant")).await
    }

    /// Time passes until an instant, from one due thing to the next.
    pub async fn live_until(&mut self, until: Timestamp) -> &mut Self {
        loop {
            let round = self.desk.round(&self.post, self.now()).await.expect("a round");
            if !round.was_idle() {
                continue;
            }
            let next = self.desk.next_due().await.expect("the next due instant");
            match next.filter(|next| *next <= until) {
                Some(next) => self.clock.set(next.max(self.now())),
                None => break,
            }
        }
        self.clock.set(until.max(self.now()));
        self
    }

    /// Time passes until an instant, and what is due is looked at at most once a `step`: a busy
    /// server whose rounds are late. With a step of zero it is [`Self::live_until`].
    pub async fn live_in_steps(&mut self, until: Timestamp, step: SignedDuration) -> &mut Self {
        while let Some(next) = self.desk.next_due().await.expect("the next due instant") {
            if next > until {
                break;
            }
            let late = self.now().checked_add(step).unwrap_or(until).min(until);
            self.clock.set(next.max(late).max(self.now()));
            let round = self.desk.round(&self.post, self.now()).await.expect("a round");
            if round.was_idle() && self.now() >= until {
                break;
            }
        }
        self.clock.set(until.max(self.now()));
        self
    }

    /// The server sleeps: time passes and nothing happens.
    pub fn sleep(&mut self, minutes: i64) -> &mut Self {
        self.clock.advance(SignedDuration::from_mins(minutes));
        self
    }

    /// A check gives one result.
    pub async fn result(&mut self, check: &str, status: Status) -> Vec<Change> {
        let directory = self.desk.directory();
        let spec = directory.checks.get(&check.parse().expect("a key")).expect("a known check");
        let words = if status.is_ok() { "200 OK" } else { "502 Bad Gateway" };
        let mut result = CheckResult::plain(self.now(), status, words);
        result.http_status = Some(if status.is_ok() { 200 } else { 502 });
        let changes = self.desk.observe(&self.monitor, spec, result, self.now()).await;
        changes.expect("a result is taken in")
    }

    /// A check fails until it is a trouble. Answers the number of the incident that has it.
    pub async fn goes_down(&mut self, check: &str) -> Number {
        for _ in 0..3 {
            self.result(check, Status::Critical).await;
            self.clock.advance(SignedDuration::from_secs(20));
        }
        self.live(0).await;
        let key = format!("check/{check}");
        let mine = self.open_incidents().await;
        let mut found = None;
        for (number, state) in mine {
            if state.alerts.contains_key(&key) {
                found = Some(number);
            }
        }
        found.expect("an incident for the check")
    }

    /// A check is good again for as long as it takes.
    pub async fn comes_back(&mut self, check: &str) -> &mut Self {
        for _ in 0..2 {
            self.result(check, Status::Ok).await;
            self.clock.advance(SignedDuration::from_secs(20));
        }
        self.live(0).await
    }

    /// All incidents that are not over.
    pub async fn open_incidents(&self) -> Vec<(Number, State)> {
        let manager = self.who("marit");
        let page = self.desk.list(&manager, Filter::default(), None, 200).await;
        let mut incidents = Vec::new();
        for row in page.expect("a list").rows {
            incidents.push((row.number, self.state(row.number).await));
        }
        incidents
    }

    /// What somebody sees of an incident.
    pub async fn sees(&self, person: &str, number: Number) -> Result<Seen, ActionError> {
        self.desk.show(&self.who(person), number, self.now()).await
    }

    /// The state of an incident.
    pub async fn state(&self, number: Number) -> State {
        self.sees("marit", number).await.expect("the manager sees everything").state
    }

    /// The row key of an incident.
    pub async fn id(&self, number: Number) -> IncidentId {
        self.desk.find(number).await.expect("a known number")
    }

    /// Somebody tries something.
    pub async fn tries(
        &self,
        person: &str,
        number: Number,
        command: Command,
    ) -> Result<Done, ActionError> {
        let id = self.desk.find(number).await?;
        self.desk.act(&self.who(person), id, command, None, self.now()).await
    }

    /// Somebody does something that is allowed; what follows at once happens.
    pub async fn does(&mut self, person: &str, number: Number, command: Command) -> &mut Self {
        let words = format!("{person} does {command:?}");
        if let Err(error) = self.tries(person, number, command).await {
            panic_with(&format!("{words}: {error}"));
        }
        self.live(0).await
    }

    /// A client reports something on the portal.
    pub async fn reports(&mut self, person: &str, summary: &str) -> Number {
        let who = self.who(person);
        let directory = self.desk.directory();
        let client = who.client.clone().expect("a person of a client");
        let application = directory
            .applications
            .values()
            .find(|application| application.client == client)
            .map(|application| application.key.clone());
        let new = NewIncident {
            ticket: TicketKind::Incident,
            client,
            application,
            summary: summary.to_owned(),
            details: "It does not work.".to_owned(),
            channel: Channel::Portal,
            received_at: None,
            caller: None,
            sorted: None,
            felt: None,
            follow_up_of: None,
            once: None,
        };
        let done = self.desk.report(&who, new, self.now()).await.expect("a report is taken in");
        self.live(0).await;
        done.state.number
    }

    /// The subjects of the letters to somebody so far.
    pub fn letters_to(&self, person: &str) -> Vec<String> {
        let directory = self.desk.directory();
        let person = directory.people.get(&person.parse().expect("a key")).expect("known");
        self.mailbox.to(&person.email).into_iter().map(|mail| mail.subject).collect()
    }

    /// What must hold at the end of every story: lists show what timelines say, nothing that is
    /// due was forgotten, no letter is left behind.
    pub async fn ends_well(&mut self) {
        self.live(0).await;
        let verified = self.desk.verify().await.expect("everything can be read");
        assert_eq!(verified.differences, [], "lists show what timelines say");
        let next = self.desk.next_due().await.expect("the next due instant");
        assert!(next.is_none_or(|next| next > self.now()), "nothing due was forgotten");
    }
}

#[expect(clippy::panic, reason = "a story that cannot go on says why")]
fn panic_with(words: &str) -> ! {
    panic!("{words}")
}

/// A message of the desk.
pub fn message(scope: Scope, body: &str) -> Message {
    Message {
        id: uuid::Uuid::nil(),
        scope,
        channel: Channel::Desk,
        to: Vec::new(),
        body: body.to_owned(),
        next_update_at: None,
    }
}

/// A complete proposal, with its cause.
pub fn propose(solution: &str) -> Command {
    Command::Propose {
        terms: ProposalTerms {
            solution: solution.to_owned(),
            risk: "none known".to_owned(),
            rollback: "the release before".to_owned(),
            test_plan: "order a loaf".to_owned(),
            planned_at: None,
        },
        cause: Some("the pool of workers runs dry".to_owned()),
    }
}

/// A tested rollout.
pub fn roll_out() -> Command {
    Command::RollOut { version: "2026.46".to_owned(), note: String::new(), is_tested: true }
}

/// A solution with its report back to the client.
pub fn solved(kind: ResolutionKind) -> Solved {
    Solved {
        kind,
        cause: "the pool of workers ran dry".to_owned(),
        solution: "rolled back to the release before".to_owned(),
        message: message(Scope::Public, "It works again. The cause was a lack of workers."),
    }
}
