//! The world of the history: one clock, one queue of what is going to happen, the real desk.
//!
//! It goes from one instant to the next: what people and checks are going to do, and what the desk
//! itself has due.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{Calendar, WorkingTime};
use piket_core::directory::Directory;
use piket_core::key::{CheckKey, IncidentId, PersonKey};
use piket_core::process::Step;
use piket_engine::Desk;
use piket_engine::chance::SeededChance;
use piket_engine::channel::memory::MemoryMailer;
use piket_engine::deliver::Post;
use piket_engine::intake::probe::Monitor;
use piket_store::{Store, incidents, verify};

use super::SEED;
use super::case::{self, Case, Story};
use super::luck::Luck;
use super::measure::{self, Trouble};
use super::open::{self, Ago};
use super::signal::{DELIVERIES, Delivery};
use super::story::{Act, Wait, beats};

/// How often the past looks at a check: less often than the present, or it would take minutes.
const GLANCE: SignedDuration = SignedDuration::from_mins(30);
/// How often in the last two days.
const LATELY: SignedDuration = SignedDuration::from_mins(3);
/// How often while something is wrong.
const IN_TROUBLE: SignedDuration = SignedDuration::from_mins(2);
/// How often what was measured is written down.
const KEEP: SignedDuration = SignedDuration::from_hours(12);
/// The last days belong to what is open today.
const QUIET: SignedDuration = SignedDuration::from_hours(4 * 24);

/// Something that is going to happen.
pub(super) enum Event {
    /// A case begins.
    Begin(Box<Case>, Vec<(When, Act)>),
    /// Somebody acts.
    Act(usize),
    /// A check looks, and will look again.
    Look(CheckKey),
    /// A check looks once more because something is in doubt.
    LookAgain(CheckKey),
    /// Another program says something.
    Deliver(Delivery),
    /// What was measured is written down.
    Keep,
}

/// When somebody acts.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// After the act before.
    After(Wait),
    /// At this instant.
    At(Timestamp),
}

/// A case that is being told.
pub(super) struct Tale {
    pub(super) case: Case,
    pub(super) id: Option<IncidentId>,
    pub(super) check: Option<CheckKey>,
    pub(super) engineer: PersonKey,
    pub(super) developer: PersonKey,
    /// How many proposals were made.
    pub(super) proposals: u32,
    beats: VecDeque<(When, Act)>,
}

/// The world of the history.
pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) monitor: Monitor,
    pub(super) luck: Luck,
    pub(super) now: Timestamp,
    pub(super) tales: Vec<Tale>,
    pub(super) troubles: BTreeMap<CheckKey, Trouble>,
    post: Post,
    until: Timestamp,
    queue: BTreeMap<(Timestamp, u64), Event>,
    planned: u64,
    due: Option<Timestamp>,
    refused: Vec<String>,
}

impl World {
    pub(super) async fn new(
        store: &Store,
        from: Timestamp,
        until: Timestamp,
        luck: Luck,
        mailer: &MemoryMailer,
        public_url: &str,
    ) -> anyhow::Result<Self> {
        let desk = Desk::open(store.clone(), Arc::new(SeededChance::new(SEED))).await?;
        let post = Post::new(Arc::new(mailer.clone()), public_url, "history");
        Ok(Self {
            monitor: Monitor::open(&desk).await?,
            desk,
            post,
            luck,
            now: from,
            until,
            queue: BTreeMap::new(),
            planned: 0,
            tales: Vec::new(),
            troubles: BTreeMap::new(),
            due: None,
            refused: Vec::new(),
        })
    }

    /// How many incidents there were.
    pub(super) async fn incidents(&self) -> anyhow::Result<u64> {
        Ok(self.desk.store().read(verify::counts).await?.incidents)
    }

    /// What was wanted and refused.
    pub(super) fn refused(&self) -> Vec<String> {
        self.refused.clone()
    }

    pub(super) fn directory(&self) -> Arc<Directory> {
        self.desk.directory()
    }

    pub(super) fn plan(&mut self, at: Timestamp, event: Event) {
        self.planned += 1;
        self.queue.insert((at, self.planned), event);
    }

    /// Plans the checks, and cases one after the other from a deck that is shuffled again and again.
    pub(super) fn plan_the_past(&mut self) {
        let checks: Vec<CheckKey> = self.directory().checks.keys().cloned().collect();
        for check in checks {
            let first = self.now + self.luck.minutes(0, 14);
            self.plan(first, Event::Look(check));
        }
        self.plan(self.now + KEEP, Event::Keep);
        let mut deck: Vec<Case> = Vec::new();
        let mut at = self.now + self.luck.minutes(60, 900);
        while at < self.until - QUIET {
            if deck.is_empty() {
                deck = case::past();
                self.luck.shuffle(&mut deck);
            }
            let Some(case) = deck.pop() else { break };
            let begins = if case.by == "check" { at } else { self.in_office(at) };
            let beats = beats(&case, &self.luck);
            let beats = beats.into_iter().map(|(wait, act)| (When::After(wait), act)).collect();
            self.plan(begins, Event::Begin(Box::new(case), beats));
            at += self.luck.minutes(4 * 60, 49 * 60);
        }
    }

    /// Plans what is open today, and what another program says.
    pub(super) fn plan_today(&mut self) {
        for delivery in DELIVERIES {
            self.plan(delivery.at(self.until), Event::Deliver(delivery));
        }
        for case in case::open() {
            let (begins, beats) = open::beats(&case.key, &|ago| self.ago(ago));
            self.plan(begins, Event::Begin(Box::new(case), beats));
        }
    }

    /// Somewhere in the office hours after `at`.
    fn in_office(&self, at: Timestamp) -> Timestamp {
        self.office_after(at, self.luck.between(5, 420))
    }

    /// So many minutes of office hours after `at`.
    fn office_after(&self, at: Timestamp, minutes: i64) -> Timestamp {
        let office = self.office();
        let seconds = SignedDuration::from_secs(self.luck.between(0, 59));
        office
            .and_then(|office| office.due(at, WorkingTime::minutes(minutes)))
            .map_or(at, |at| at + seconds)
    }

    /// The instant that lies so long before today.
    fn ago(&self, ago: Ago) -> Timestamp {
        let minutes = match ago {
            Ago::Minutes(minutes) => return self.until - SignedDuration::from_mins(minutes),
            Ago::Office(minutes) => minutes,
        };
        let long_ago = self.until - SignedDuration::from_hours(24 * 21);
        let mut left = SignedDuration::from_mins(minutes);
        let hours = self.office().map(|office| office.windows(long_ago, self.until));
        for (opens, closes) in hours.unwrap_or_default().into_iter().rev() {
            let open = closes.duration_since(opens);
            if left < open {
                return closes - left;
            }
            left -= open;
        }
        self.until - SignedDuration::from_mins(minutes)
    }

    fn office(&self) -> Option<Arc<Calendar>> {
        let key = "kantoor".parse().ok()?;
        self.directory().calendars.get(&key).map(Arc::clone)
    }

    /// Lives until the end, from one instant to the next.
    pub(super) async fn live(&mut self) -> anyhow::Result<()> {
        loop {
            let next = self.queue.first_key_value().map(|(&(at, _), _)| at);
            let due = self.due.filter(|due| next.is_none_or(|next| *due <= next));
            match due.or(next) {
                Some(at) if at <= self.until => self.now = self.now.max(at),
                _ => break,
            }
            if due.is_some() {
                self.round().await?;
            } else if let Some((_, event)) = self.queue.pop_first() {
                self.happen(event).await?;
            }
        }
        self.now = self.until;
        self.desk.keep_samples(&self.monitor).await?;
        Ok(())
    }

    /// Lets the desk do what is due.
    async fn round(&mut self) -> anyhow::Result<()> {
        while !self.desk.round(&self.post, self.now).await?.was_idle() {}
        let soonest = self.now + SignedDuration::from_millis(1);
        self.due = self.desk.next_due().await?.map(|due| due.max(soonest));
        Ok(())
    }

    async fn happen(&mut self, event: Event) -> anyhow::Result<()> {
        match event {
            Event::Begin(case, beats) => self.begin(*case, beats).await,
            Event::Act(tale) => self.next_act(tale).await,
            Event::Look(check) => {
                self.look(&check).await?;
                let lately = self.until - SignedDuration::from_hours(48) < self.now;
                let pause = match (self.troubles.contains_key(&check), lately) {
                    (true, _) => IN_TROUBLE,
                    (false, true) => LATELY,
                    (false, false) => GLANCE,
                };
                self.plan(self.now + pause, Event::Look(check));
                Ok(())
            }
            Event::LookAgain(check) => self.look(&check).await,
            Event::Deliver(delivery) => {
                self.deliver(delivery).await?;
                self.round().await
            }
            Event::Keep => {
                self.desk.keep_samples(&self.monitor).await?;
                self.plan(self.now + KEEP, Event::Keep);
                Ok(())
            }
        }
    }

    /// A case begins: a check fails, or somebody reports.
    async fn begin(&mut self, case: Case, beats: Vec<(When, Act)>) -> anyhow::Result<()> {
        let check = case.check(&self.directory());
        if let Some(check) = &check
            && !self.is_free(check).await?
        {
            let later = self.now + SignedDuration::from_hours(20);
            if later < self.until - QUIET {
                self.plan(later, Event::Begin(Box::new(case), beats));
            }
            return Ok(());
        }
        let names = if self.luck.happens(60) { ("ilse", "samira") } else { ("tom", "joris") };
        let tale = Tale {
            engineer: names.0.parse()?,
            developer: names.1.parse()?,
            beats: beats.into(),
            id: None,
            proposals: 0,
            check: check.clone(),
            case,
        };
        let number = self.tales.len();
        self.tales.push(tale);
        if let Some(check) = check {
            self.fail(number, &check);
            return Ok(());
        }
        self.report(number).await?;
        self.round().await
    }

    /// From now on a check sees trouble; it looks again until it is sure.
    fn fail(&mut self, tale: usize, check: &CheckKey) {
        let case = self.tales.get(tale).map(|tale| &tale.case);
        let Some(trouble) = case.map(|case| measure::trouble(case, tale)) else { return };
        self.troubles.insert(check.clone(), trouble);
        self.look_again(check, 4);
    }

    /// Looks so many times more, as soon as a check does that is in doubt.
    pub(super) fn look_again(&mut self, check: &CheckKey, times: i64) {
        let pause = self.directory().checks.get(check).map_or(20, |check| check.retry_interval_s);
        for time in 0..times {
            let at = self.now + SignedDuration::from_secs(time * i64::from(pause) + 1);
            self.plan(at, Event::LookAgain(check.clone()));
        }
    }

    /// Whether the check is well and its last incident is over.
    async fn is_free(&self, check: &CheckKey) -> anyhow::Result<bool> {
        let told = self.tales.iter().rev().find(|tale| tale.check.as_ref() == Some(check));
        let Some(tale) = told else { return Ok(true) };
        let Some(id) = tale.id else { return Ok(false) };
        let row = self.desk.store().read(move |tx| incidents::row(tx, id)).await?;
        Ok(!self.troubles.contains_key(check) && row.is_some_and(|row| row.step == Step::Closed))
    }

    async fn look(&mut self, check: &CheckKey) -> anyhow::Result<()> {
        let directory = self.directory();
        let Some(spec) = directory.checks.get(check) else { return Ok(()) };
        let trouble = self.troubles.get(check);
        let result = measure::result(spec, trouble, &self.luck, self.now);
        let spec = measure::at_the_pace_of_the_past(spec, GLANCE);
        let mut heard = self.desk.listen();
        let changes = self.desk.observe(&self.monitor, &spec, result, self.now).await?;
        if changes.is_empty() {
            return Ok(());
        }
        while let Ok(event) = heard.try_recv() {
            self.opened(check, &event);
        }
        self.round().await
    }

    /// The incident that a check opened belongs to the case that made it fail; from then on people
    /// act.
    fn opened(&mut self, check: &CheckKey, event: &piket_engine::events::Event) {
        let piket_engine::events::Event::Incident { id, .. } = event else { return };
        let Some(number) = self.troubles.get(check).map(|trouble| trouble.tale) else { return };
        let Some(tale) = self.tales.get_mut(number) else { return };
        if tale.id.replace(*id).is_none() {
            self.plan_next(number);
        }
    }

    /// Plans the next act of a tale.
    pub(super) fn plan_next(&mut self, number: usize) {
        let Some(tale) = self.tales.get(number) else { return };
        let Some((when, _)) = tale.beats.front() else { return };
        let at = match *when {
            When::At(at) => at,
            When::After(wait) => self.after(wait, tale),
        };
        self.plan(at, Event::Act(number));
    }

    fn after(&self, wait: Wait, tale: &Tale) -> Timestamp {
        match wait {
            Wait::Minutes(low, high) => self.now + self.luck.minutes(low, high),
            Wait::Office(low, high) => self.office_after(self.now, self.luck.between(low, high)),
            Wait::OnDuty(low, high) if self.is_on_duty(tale) => {
                self.now + self.luck.minutes(low, high)
            }
            Wait::OnDuty(low, high) => self.office_after(self.now, self.luck.between(low, high)),
        }
    }

    /// Whether somebody acts at any hour: for checks of applications with the best agreement.
    fn is_on_duty(&self, tale: &Tale) -> bool {
        let directory = self.directory();
        let agreement = directory
            .applications
            .get(&tale.case.application)
            .and_then(|application| application.agreement.as_ref());
        tale.check.is_some() && agreement.is_some_and(|key| key.as_str() == "goud")
    }

    async fn next_act(&mut self, number: usize) -> anyhow::Result<()> {
        let next = self.tales.get_mut(number).and_then(|tale| tale.beats.pop_front());
        let Some((_, act)) = next else { return Ok(()) };
        if let Err(why) = self.act(number, act).await {
            let case = self.tales.get(number).map_or("", |tale| tale.case.key.as_str());
            self.refused.push(format!("{case}, {act:?} at {}: {why:#}", self.now));
            return Ok(());
        }
        self.plan_next(number);
        self.round().await
    }

    /// Whether the story is one of those that end today.
    pub(super) fn is_open_today(&self, number: usize) -> bool {
        self.tales.get(number).is_some_and(|tale| tale.case.story == Story::Open)
    }
}
