//! Lists and one incident at 10 000, 100 000 and 1 000 000 incidents, a tenth of them open, loaded
//! in bulk with timelines of a believable size.
//!
//! `PIKET_BENCH_INCIDENTS` says up to how many (1 000 000 takes some minutes and gigabytes).

use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};
use piket_core::directory::Directory;
use piket_core::incident::{
    self, Actor, Channel, Command, Context, Entry, Message, ResolutionKind, Scope, Solved, Source,
    State, TicketKind, agenda,
};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::sla;
use piket_engine::Desk;
use piket_store::clocks::ClockRow;
use piket_store::incidents::{self, Filter, IncidentRow, Status};
use piket_store::{StoreError, Tx};

use crate::agency;
use crate::measure::{Stopwatch, Times, tell};

const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];
const AT_ONCE: u64 = 500;
const LOOKS: usize = 300;

pub(crate) async fn run() -> Result<()> {
    let most = most();
    let folder = tempfile::tempdir_in(".")?;
    let url = format!("sqlite:{}", folder.path().join("bench.db").display());
    let now: Timestamp = "2026-03-10T09:00:00Z".parse()?;
    let desk = agency::desk(&url, now).await?;
    let mut loaded = 0;
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        load(&desk, loaded..size, now).await?;
        loaded = size;
        look(&desk, size, now).await?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the setting of the benchmark")]
fn most() -> u64 {
    std::env::var("PIKET_BENCH_INCIDENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

async fn load(desk: &Desk, numbers: std::ops::Range<u64>, now: Timestamp) -> Result<()> {
    let (watch, mut times) = (Stopwatch::start(), Times::default());
    let count = numbers.end - numbers.start;
    let mut from = numbers.start;
    while from < numbers.end {
        let until = (from + AT_ONCE).min(numbers.end);
        let one = Stopwatch::start();
        let directory = desk.directory();
        let chance = std::sync::Arc::clone(desk.chance());
        let write = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            for number in from..until {
                let id = IncidentId(piket_core::chance::row_id(now, chance.as_ref()));
                let (entries, state) = story(&directory, number, now)
                    .map_err(|e| StoreError::Broken(e.to_string()))?;
                put(tx, id, &entries, &state, &directory, now)?;
            }
            Ok(())
        };
        desk.store().write(write).await?;
        times.add(one.wall());
        from = until;
    }
    let what = format!("lists: loading {count} incidents in bulk");
    tell(&what, usize::try_from(count)?, &watch, &mut times);
    Ok(())
}

pub(crate) fn put(
    tx: &mut Tx<'_>,
    id: IncidentId,
    entries: &[Entry],
    state: &State,
    directory: &Directory,
    now: Timestamp,
) -> Result<(), StoreError> {
    let clocks = sla::clocks(&state.clock_events, directory, now);
    let row = IncidentRow::of(id, state, &clocks);
    let clocks: Vec<ClockRow> = clocks.iter().map(ClockRow::of).collect();
    let due_at = agenda(state, directory, now).first().map(|errand| errand.at);
    let change =
        incidents::Change { expected_version: 0, entries, row: &row, clocks: &clocks, due_at };
    incidents::append(tx, &change)
}

/// One incident with what a day brings: a tenth are still open, the others are closed.
fn story(directory: &Directory, number: u64, now: Timestamp) -> Result<(Vec<Entry>, State)> {
    let minutes = i64::try_from(number % 100_000)?;
    let begun = now.checked_sub(SignedDuration::from_mins(minutes / 20 + 1))?;
    let piket = Actor::Piket;
    let report = incident::Report {
        number: Number(number + 1),
        ticket: TicketKind::Incident,
        client: "molen".parse()?,
        application: Some("shop".parse()?),
        source: Source { channel: Channel::Monitoring, signal: None },
        reporter: None,
        summary: format!("Order {number} stands still after the payment step"),
        details: "The page stays white. ".repeat(10),
        received_at: begun,
        sorted: Some(incident::Sorted {
            nature: Nature::Outage,
            component: None,
            impact: Impact::try_from(u8::try_from(number % 3 + 1)?)?,
            urgency: Urgency::Medium,
        }),
        felt: None,
        alert: None,
        evidence: Vec::new(),
    };
    let mut entries = incident::report(report, Context { directory, actor: &piket, now: begun })?;
    let mut state = incident::opened(&entries)?;
    let who = ["ilse", "tom"][usize::try_from(number % 2)?];
    let mut does = |person: &str, command: Command| -> Result<()> {
        let actor = Actor::Person(person.parse()?);
        let now = begun.checked_add(SignedDuration::from_mins(i64::from(state.version)))?;
        let context = Context { directory, actor: &actor, now };
        let more = incident::decide(&state, command, context)?;
        for entry in &more {
            state.apply(entry);
        }
        entries.extend(more);
        Ok(())
    };
    does(who, Command::Take { reason: "ours".to_owned() })?;
    for word in 0..4 {
        let scope = if word % 2 == 0 { Scope::Public } else { Scope::Internal };
        let message = message(scope, &"What we know so far, and who does what. ".repeat(4));
        does(who, Command::Send { message, remind_at: None })?;
    }
    if !number.is_multiple_of(10) {
        let message = message(Scope::Public, "It works again.");
        let text = || "the pool of workers ran dry".to_owned();
        let kind = ResolutionKind::Recovered;
        does(who, Command::Resolve(Solved { kind, cause: text(), solution: text(), message }))?;
        does(who, Command::WaivePrevention { reason: text() })?;
        does("fatima", Command::Confirm)?;
    }
    Ok((entries, state))
}

pub(crate) fn message(scope: Scope, body: &str) -> Message {
    Message {
        id: uuid::Uuid::nil(),
        scope,
        channel: Channel::Desk,
        to: Vec::new(),
        body: body.to_owned(),
        next_update_at: None,
    }
}

async fn look(desk: &Desk, size: u64, now: Timestamp) -> Result<()> {
    let directory = desk.directory();
    let someone = directory.people.get(&"ilse".parse()?).ok_or_else(|| anyhow!("Ilse"))?;
    let ilse = Who::from(someone);
    let mine = Filter { mine: Some(ilse.key.clone()), ..Filter::default() };
    let closed = Filter { status: Status::Closed, ..Filter::default() };
    for (name, filter) in
        [("queue, all open", Filter::default()), ("queue, mine", mine), ("closed", closed)]
    {
        let (watch, mut times) = (Stopwatch::start(), Times::default());
        for _ in 0..LOOKS {
            let one = Stopwatch::start();
            desk.list(&ilse, filter.clone(), None, 50).await?;
            times.add(one.wall());
        }
        tell(&format!("lists: {name}, 50 of {size}"), LOOKS, &watch, &mut times);
    }
    let (watch, mut times) = (Stopwatch::start(), Times::default());
    for look in 0..LOOKS {
        let number = Number(u64::try_from(look)? * (size / u64::try_from(LOOKS)?) + 1);
        let one = Stopwatch::start();
        desk.show(&ilse, number, now).await?;
        times.add(one.wall());
    }
    tell(&format!("lists: one incident of {size}"), LOOKS, &watch, &mut times);
    let (watch, mut times) = (Stopwatch::start(), Times::default());
    for _ in 0..LOOKS {
        let one = Stopwatch::start();
        desk.count(&ilse, Filter::default()).await?;
        times.add(one.wall());
    }
    tell(&format!("lists: count of open, capped, of {size}"), LOOKS, &watch, &mut times);
    Ok(())
}
