//! A year of a desk: thousands of incidents in moved time, through the production cycle, while the
//! engine is stopped and started again at random and sleeps for hours.
//!
//! At its end every breach stands in its timeline once and at its true instant, as a second opinion
//! ([`reference`]) works it out from the facts alone; every warning was given once, to a clock that
//! ran; and the letters about them went out once, at a pace that a person can bear.
//! `PIKET_YEAR_INCIDENTS` says how many incidents, 5 000 if nothing is said.

mod people;
mod reference;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{Entry, Fact};
use piket_core::key::IncidentId;
use piket_core::notice::About;
use piket_core::sla::Metric;
use piket_store::outbox::{self, Letter, LetterState};
use piket_store::{ReadTx, StoreError, incidents};
use piket_testkit::{AGENCY, Home, World};

use people::Year;
use reference::{Cycle, Hours, Terms};

/// The agency, with a matrix that tells nobody who need not hear: thousands of incidents with news
/// for everybody are another test's.
fn agency() -> String {
    let is_row = |line: &str| line.starts_with('"') && line.contains("\" = { ");
    let quiet = |line: &str| if is_row(line) { without_news(line) } else { line.to_owned() };
    AGENCY.lines().map(quiet).collect::<Vec<_>>().join("\n")
}

fn without_news(row: &str) -> String {
    let (activity, cells) = row.split_once("{ ").unwrap();
    let is_news = |cell: &&str| cell.ends_with("\"I\"") || cell.ends_with("\"C\"");
    // Without these the matrix is refused.
    let must_hear =
        |cell: &&str| cell.contains("own:development") || cell.contains("product_owner");
    let cells = cells.trim_end_matches(" }").split(", ");
    let weighty = cells.filter(|cell| !is_news(cell) || must_hear(cell));
    format!("{activity}{{ {} }}", weighty.collect::<Vec<_>>().join(", "))
}

const GOLD: Terms = Terms {
    hours: Hours::Always,
    targets: &[
        (Metric::Reaction, 1, 30),
        (Metric::Update, 1, 60),
        (Metric::Restore, 1, 240),
        (Metric::Resolution, 1, 1440),
        (Metric::Reaction, 2, 60),
        (Metric::Update, 2, 120),
        (Metric::Restore, 2, 480),
        (Metric::Resolution, 2, 2880),
        (Metric::Reaction, 3, 240),
        (Metric::Restore, 3, 1440),
        (Metric::Resolution, 3, 4320),
    ],
};

const OFFICE: Terms = Terms {
    hours: Hours::Office,
    targets: &[
        (Metric::Reaction, 1, 60),
        (Metric::Reaction, 2, 120),
        (Metric::Reaction, 3, 240),
        (Metric::Restore, 1, 480),
        (Metric::Restore, 2, 960),
        (Metric::Restore, 3, 1440),
    ],
};

/// What came out.
#[derive(Debug, Default)]
struct Tally {
    facts: usize,
    breaches: usize,
    warnings: usize,
    letters: usize,
    caught_up: usize,
}

async fn timeline(world: &World, id: IncidentId) -> (Vec<Entry>, Vec<Letter>) {
    let read = move |tx: &mut ReadTx<'_>| -> Result<_, StoreError> {
        Ok((incidents::load(tx, id)?, outbox::about(tx, id)?))
    };
    let (timeline, letters) = world.desk.store().read(read).await.unwrap();
    (timeline.unwrap().entries, letters)
}

fn terms(entries: &[Entry]) -> &'static Terms {
    match &entries[0].fact {
        Fact::Reported { pins, .. } if pins.agreement.as_ref().unwrap().key.as_str() == "gold" => {
            &GOLD
        }
        _ => &OFFICE,
    }
}

/// What was known when a fact was written.
fn known_before<'a>(entries: &'a [Entry], fact: &Entry) -> &'a [Entry] {
    let count = entries.iter().take_while(|entry| entry.seq < fact.seq).count();
    &entries[..count]
}

fn find(cycles: &[Cycle], metric: Metric, number: u32) -> &Cycle {
    let found = cycles.iter().find(|it| it.metric == metric && it.number == number);
    found.unwrap_or_else(|| panic!("no {metric:?} {number} in {cycles:?}"))
}

/// Every breach is there, once, true, and at its instant.
fn judge_breaches(entries: &[Entry], now: Timestamp, tally: &mut Tally) {
    let terms = terms(entries);
    let (mut written, mut limits) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        let Fact::Breached { metric, cycle, limit_at, .. } = &entry.fact else { continue };
        assert!(written.insert((*metric, *cycle)), "{metric:?} {cycle} is late twice");
        let known = reference::cycles(known_before(entries, entry), terms, entry.recorded_at);
        let judged = find(&known, *metric, *cycle);
        assert_eq!(judged.limit, Some(limit_at.as_second()), "{entry:?}\n{judged:?}\n{entries:#?}");
        assert_eq!(entry.at, *limit_at, "at its true instant");
        assert!(limits.insert((*metric, *limit_at)), "{entry:?} is told twice\n{entries:#?}");
        tally.breaches += 1;
        tally.caught_up += usize::from(entry.recorded_at.duration_since(entry.at).as_mins() > 60);
    }
    for cycle in reference::cycles(entries, terms, now) {
        let is_late = cycle.limit.is_some_and(|limit| limit < now.as_second());
        let is_written = written.contains(&(cycle.metric, cycle.number));
        assert!(!is_late || is_written, "{cycle:?} is late and nobody was told\n{entries:#?}");
    }
}

/// Every warning is given once, to a clock that ran, after its share was used up.
fn judge_warnings(entries: &[Entry], tally: &mut Tally) {
    let terms = terms(entries);
    let mut given = BTreeSet::new();
    for entry in entries {
        let Fact::Warned { metric, cycle, percent, target, .. } = &entry.fact else { continue };
        let known = known_before(entries, entry);
        let now = reference::cycles(known, terms, entry.recorded_at);
        let judged = find(&now, *metric, *cycle);
        assert!(judged.is_running, "{entry:?} stands still: {judged:?}");
        let promised = judged.promised.unwrap();
        let then = reference::cycles(known, terms, entry.at);
        let used = find(&then, *metric, *cycle).used;
        let mark = promised * i64::from(*percent) / 100;
        assert!(used >= mark, "{entry:?} came early: {judged:?}");
        // Once for each version of the target: an upgrade or a downgrade may warn anew, also one that
        // leads back to what was assumed before the first classification.
        assert!(given.insert((*metric, *cycle, *percent, *target)), "{entry:?} is given twice");
        tally.warnings += 1;
    }
}

/// Whoever has the ball hears of every breach and warning, in the letter of that moment, and
/// nobody hears of any of them twice.
fn judge_letters(id: IncidentId, entries: &[Entry], letters: &[Letter], tally: &mut Tally) {
    let mut told: BTreeMap<u32, usize> = BTreeMap::new();
    let mut once = BTreeSet::new();
    for letter in letters {
        let key = (letter.notice.once.clone(), letter.notice.to.clone());
        assert!(once.insert(key), "{letter:?} is there twice");
        if matches!(letter.notice.about, About::Breach { .. } | About::Warning { .. }) {
            assert_eq!(letter.state, LetterState::Sent, "{letter:?}");
            tally.letters += 1;
        }
        let seq =
            letter.notice.once.strip_prefix(&format!("{id}-")).and_then(|it| it.split('-').next());
        if let Some(seq) = seq.and_then(|seq| seq.parse().ok()) {
            *told.entry(seq).or_default() += 1;
        }
    }
    for entry in entries {
        if !matches!(entry.fact, Fact::Breached { .. } | Fact::Warned { .. }) {
            continue;
        }
        // The heaviest news of one moment stands for all of it.
        let moment = entries.iter().filter(|other| other.recorded_at == entry.recorded_at);
        let is_told = moment.map(|other| other.seq).any(|seq| told.contains_key(&seq));
        assert!(is_told, "nobody heard of {entry:?}");
    }
}

/// Nobody gets more automatic letters in an hour than a person can bear, and none of them twice.
fn judge_mailbox(world: &World) {
    let letters = world.mailbox.letters();
    let ids: BTreeSet<_> = letters.iter().map(|mail| mail.id.clone()).collect();
    assert_eq!(ids.len(), letters.len(), "a letter went out twice");
    let mut by_reader: BTreeMap<String, Vec<Timestamp>> = BTreeMap::new();
    for mail in letters.iter().filter(|mail| mail.is_automatic) {
        by_reader.entry(mail.to.email.clone()).or_default().push(mail.at);
    }
    for (reader, mut times) in by_reader {
        times.sort_unstable();
        for hour in times.windows(31) {
            let within = hour[30].duration_since(hour[0]);
            assert!(within >= SignedDuration::from_hours(1), "{reader} got 31 letters in {within}");
        }
    }
}

#[expect(clippy::print_stdout, reason = "what the year was like is worth a line")]
async fn lives_through(home: Home, incidents: usize, step: SignedDuration) {
    let world = World::with(home, &agency()).await;
    let year = Year::begins(world, incidents).passes(step).await;
    let Year { mut world, ids, sleeps, restarts, deeds, .. } = year;
    world.ends_well().await;
    let mut tally = Tally::default();
    for id in &ids {
        let (entries, letters) = timeline(&world, *id).await;
        judge_breaches(&entries, world.now(), &mut tally);
        judge_warnings(&entries, &mut tally);
        judge_letters(*id, &entries, &letters, &mut tally);
        tally.facts += entries.len();
    }
    judge_mailbox(&world);
    let Tally { facts, breaches, warnings, letters, caught_up } = tally;
    println!(
        "a year: {} incidents, {deeds} deeds, {facts} facts; {breaches} breaches ({caught_up} written \
         down after the engine had slept), {warnings} warnings, {letters} letters about them; \
         {restarts} restarts, {sleeps} of them after hours of sleep",
        ids.len(),
    );
    assert!(ids.len() >= incidents);
    assert!(breaches * 5 > ids.len() && warnings * 5 > ids.len(), "a year with some trouble");
    assert!(caught_up > 0 && restarts > sleeps && sleeps > 0);
}

#[expect(clippy::disallowed_methods, reason = "the setting of the test")]
fn incidents() -> usize {
    let Ok(wanted) = std::env::var("PIKET_YEAR_INCIDENTS") else { return 5_000 };
    wanted.parse().expect("PIKET_YEAR_INCIDENTS is a number of incidents")
}

#[tokio::test]
async fn a_year_of_incidents_ends_with_every_breach_at_its_true_instant_on_sqlite() {
    lives_through(Home::on_sqlite(), incidents(), SignedDuration::from_mins(30)).await;
}

#[tokio::test]
async fn a_year_of_incidents_ends_with_every_breach_at_its_true_instant_on_postgres() {
    if let Some(home) = Home::on_postgres() {
        lives_through(home, (incidents() / 50).max(100), SignedDuration::ZERO).await;
    }
}
