//! What must hold when the storm is over. The store is opened by the test itself; what is still to
//! happen happens in moved time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{CancelKind, Command, Entry, Fact, State};
use piket_core::key::IncidentId;
use piket_core::notice::notices;
use piket_core::policy::Who;
use piket_core::time::Clock as _;
use piket_engine::Desk;
use piket_engine::chance::SystemChance;
use piket_engine::channel::memory::MemoryMailer;
use piket_engine::clock::SystemClock;
use piket_engine::deliver::Post;
use piket_store::outbox::{self, Letter, LetterState};
use piket_store::{ReadTx, StoreError, deliveries, incidents, verify};
use tokio::runtime::Runtime;

use crate::house::House;
use crate::storm::Ledger;

/// More of anything than there is.
const ALL: u32 = 100_000;

/// An installation after the storm.
pub(crate) struct Aftermath<'h> {
    house: &'h House,
    runtime: Runtime,
    desk: Desk,
}

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Told {
    incidents: usize,
    alarms: usize,
    letters: usize,
    twice: usize,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { incidents, alarms, letters, twice } = self;
        write!(
            f,
            "{incidents} incidents with {alarms} alarms, each once; \
             {letters} letters, none lost, {twice} of them sent twice"
        )
    }
}

type Timeline = (IncidentId, Vec<Entry>);

impl<'h> Aftermath<'h> {
    pub(crate) fn of(house: &'h House) -> Self {
        let runtime = Runtime::new().unwrap();
        let store = house.home.open();
        let desk = runtime.block_on(Desk::open(store, Arc::new(SystemChance))).unwrap();
        Self { house, runtime, desk }
    }

    pub(crate) fn checks(&self, ledger: &Ledger) -> Told {
        let before = self.timelines();
        every_trouble_has_one_incident(&before, ledger);
        every_word_was_said_once(&before, ledger);
        self.every_signal_was_kept(ledger);
        numbers_have_no_gaps(&before);

        let mailer = MemoryMailer::new();
        self.time_passes(&mailer);
        let after = self.timelines();
        let letters = self.letters();
        self.every_notice_became_a_letter(&after, &letters);
        let (letters, twice) = self.every_letter_arrived(&letters, &mailer);
        every_outcome_is_told_once(&after, letters);
        let verified = self.runtime.block_on(self.desk.verify()).unwrap();
        assert_eq!(verified.differences, [], "lists show what timelines say");
        assert_eq!(verified.timelines, after.len() as u64);
        Told { incidents: after.len(), alarms: every_alarm_once(&after), letters, twice }
    }

    fn read<T: Send + 'static>(
        &self,
        job: impl FnMut(&mut ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.runtime.block_on(self.desk.store().read(job)).unwrap()
    }

    fn timelines(&self) -> Vec<Timeline> {
        self.read(|tx| {
            let mut timelines = Vec::new();
            for id in verify::all_incident_ids(tx, None, ALL)? {
                let timeline = incidents::load(tx, id)?.expect("an incident with a timeline");
                timelines.push((id, timeline.entries));
            }
            Ok(timelines)
        })
    }

    fn letters(&self) -> Vec<Letter> {
        self.read(|tx| outbox::list(tx, false, None, ALL))
    }

    /// Whoever was told "kept" finds the delivery as it came.
    fn every_signal_was_kept(&self, ledger: &Ledger) {
        let kept = self.read(|tx| deliveries::list(tx, None, None, ALL)).len();
        let (told, untold) = (ledger.signals(), ledger.signals_unanswered);
        assert!((told..=told + untold).contains(&kept), "{kept} of {told} (and {untold})");
    }

    /// A day passes; then the manager cancels everything, so that in the end there is nothing more
    /// to say.
    fn time_passes(&self, mailer: &MemoryMailer) {
        let post = Post::new(Arc::new(mailer.clone()), "https://desk.example", "aftermath");
        let begin = SystemClock.now();
        let day = SignedDuration::from_hours(24);
        self.live(&post, begin, begin + day);
        let directory = self.desk.directory();
        let marit = Who::from(&directory.people[&"marit".parse().unwrap()]);
        for (id, _) in self.timelines() {
            let (kind, reason) = (CancelKind::NoIncident, "the storm is over".to_owned());
            let cancel = Command::Cancel { kind, reason };
            // What is resolved already closes by itself.
            drop(self.runtime.block_on(self.desk.act(&marit, id, cancel, None, begin + day)));
        }
        self.live(&post, begin + day, begin + day * 30);
    }

    fn live(&self, post: &Post, from: Timestamp, until: Timestamp) {
        let mut now = from;
        while now <= until {
            let round = self.runtime.block_on(self.desk.round(post, now)).unwrap();
            if round.was_idle() {
                match self.runtime.block_on(self.desk.next_due()).unwrap() {
                    Some(next) => now = next.max(now),
                    None => return,
                }
            }
        }
    }

    /// What the facts ask for is in the outbox, and nothing else: nobody is forgotten.
    fn every_notice_became_a_letter(&self, timelines: &[Timeline], letters: &[Letter]) {
        let put: BTreeSet<_> =
            letters.iter().map(|letter| (&letter.notice.once, &letter.notice.to)).collect();
        let directory = self.desk.directory();
        let mut facts = BTreeSet::new();
        for (id, entries) in timelines {
            facts.extend(entries.iter().map(|entry| format!("{id}-{}", entry.seq)));
            for (batch, after) in happenings(entries) {
                for notice in notices(*id, batch, &after, &directory) {
                    assert!(put.contains(&(&notice.once, &notice.to)), "{notice:?}");
                }
            }
        }
        for letter in letters {
            let fact = letter.notice.once.rsplit_once('-').map(|(fact, _)| fact).unwrap();
            assert!(facts.contains(fact), "nothing asks for {letter:?}");
        }
    }

    /// Every letter arrived, before or after the storm. Answers how many, and how many twice: the
    /// server died between sending them and writing that down.
    fn every_letter_arrived(&self, letters: &[Letter], mailer: &MemoryMailer) -> (usize, usize) {
        let is_sent = |letter: &Letter| letter.state == LetterState::Sent;
        let unsent: Vec<_> = letters.iter().filter(|letter| !is_sent(letter)).collect();
        assert!(unsent.is_empty(), "{unsent:?}");
        let mut arrived = self.house.post_box.letters();
        assert!(arrived.len() > 20, "letters went out during the storm: {}", arrived.len());
        for mail in mailer.letters() {
            let (_, row) = mail.id.split_once('.').unwrap();
            *arrived.entry(row.parse().unwrap()).or_default() += 1;
        }
        let wanted: BTreeSet<_> = letters.iter().map(|letter| letter.id).collect();
        assert_eq!(arrived.keys().copied().collect::<BTreeSet<_>>(), wanted);
        let twice = arrived.values().filter(|times| **times > 1).count();
        // What one round has in hand at once.
        assert!(twice <= 8 * self.house.kills(), "{twice} letters were sent twice");
        (wanted.len(), twice)
    }
}

/// What was written down together, with the state that it led to.
fn happenings(entries: &[Entry]) -> Vec<(&[Entry], State)> {
    let mut state = State::begin(&entries[0]).expect("a report");
    let mut is_first = true;
    let mut happenings = Vec::new();
    for batch in entries.chunk_by(|a, b| a.recorded_at == b.recorded_at) {
        for entry in batch.iter().skip(usize::from(is_first)) {
            state.apply(entry);
        }
        is_first = false;
        happenings.push((batch, state.clone()));
    }
    happenings
}

/// The outcome of every letter stands on its timeline.
fn every_outcome_is_told_once(timelines: &[Timeline], letters: usize) {
    let is_outcome = |entry: &&Entry| matches!(entry.fact, Fact::Delivered { .. });
    let told = timelines.iter().flat_map(|(_, entries)| entries).filter(is_outcome).count();
    assert_eq!(told, letters, "outcomes of letters");
}

fn states(timelines: &[Timeline]) -> impl Iterator<Item = State> + '_ {
    timelines.iter().map(|(_, entries)| State::replay(entries).expect("a timeline begins"))
}

fn every_trouble_has_one_incident(timelines: &[Timeline], ledger: &Ledger) {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for state in states(timelines) {
        for key in state.alerts.keys() {
            let key = key.rsplit('/').next().unwrap_or_default();
            *found.entry(key.to_owned()).or_default() += 1;
        }
    }
    for key in ledger.troubles.keys() {
        assert_eq!(found.get(key), Some(&1), "{key}");
    }
    assert!(found.values().all(|number| *number == 1), "{found:?}");
}

fn every_word_was_said_once(timelines: &[Timeline], ledger: &Ledger) {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, entries) in timelines {
        for entry in entries {
            let words = match &entry.fact {
                Fact::Reported { summary, .. } => summary,
                Fact::MessageSent(message) => &message.body,
                _ => continue,
            };
            *said.entry(words).or_default() += 1;
        }
    }
    for (words, is_acknowledged) in &ledger.words {
        let times = said.get(words.as_str()).copied().unwrap_or_default();
        assert!(times <= 1, "{words} was said {times} times");
        assert!(times == 1 || !is_acknowledged, "{words} was acknowledged and is gone");
    }
}

fn numbers_have_no_gaps(timelines: &[Timeline]) {
    let numbers: BTreeSet<u64> = states(timelines).map(|state| state.number.0).collect();
    assert_eq!(numbers.len(), timelines.len(), "each its own");
    let (first, last) = (numbers.first().unwrap(), numbers.last().unwrap());
    assert_eq!(last - first + 1, numbers.len() as u64, "and none was skipped");
}

/// Rungs of the ladder, warnings and breaches: whatever was due happened once. Answers how many.
fn every_alarm_once(timelines: &[Timeline]) -> usize {
    let mut alarms = 0;
    for (id, entries) in timelines {
        let mut once = BTreeSet::new();
        for entry in entries {
            let alarm = match &entry.fact {
                Fact::Escalated { rung, .. } => format!("rung {rung}"),
                Fact::Warned { metric, cycle, percent, .. } => {
                    format!("{metric:?} {cycle} {percent}")
                }
                Fact::Breached { metric, cycle, .. } => format!("{metric:?} {cycle} missed"),
                _ => continue,
            };
            assert!(once.insert(alarm.clone()), "{id}: {alarm} twice");
        }
        let was_taken = entries.iter().any(|it| matches!(it.fact, Fact::HolderAccepted { .. }));
        assert!(was_taken || once.contains("rung 3"), "{id} climbed the ladder: {once:?}");
        alarms += once.len();
    }
    assert!(alarms > timelines.len());
    alarms
}
