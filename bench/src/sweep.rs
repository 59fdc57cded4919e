//! A restart: 1 000, 10 000 and 100 000 incidents are open, a tenth of them became late while the
//! server was off. How long until every late breach is written down, with all that follows from it?
//!
//! Beside it the queue of that desk by its nearest deadlines, and the memory that it takes.

use std::sync::Arc;

use anyhow::{Result, anyhow, ensure};
use jiff::{SignedDuration, Timestamp};
use piket_core::directory::Directory;
use piket_core::incident::{
    self, Actor, Channel, Command, Context, Entry, Fact, Scope, Source, State, TicketKind,
};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::Who;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_engine::Desk;
use piket_engine::chance::SystemChance;
use piket_store::incidents::Filter;
use piket_store::{Store, StoreError, Tx};

use crate::agency;
use crate::lists::{message, put};
use crate::measure::{Stopwatch, Times, memory_mb, tell};

const SIZES: [u64; 3] = [1_000, 10_000, 100_000];
const AT_ONCE: u64 = 500;
const LOOKS: usize = 300;

/// The server goes off.
const OFF: &str = "2026-03-10T09:00:00Z";
/// It is on again.
const ON: &str = "2026-03-10T10:00:00Z";

pub(crate) async fn run() -> Result<()> {
    for size in SIZES {
        let folder = tempfile::tempdir_in(".")?;
        let url = format!("sqlite:{}", folder.path().join("bench.db").display());
        one(&url, size).await?;
    }
    Ok(())
}

async fn one(url: &str, size: u64) -> Result<()> {
    let (off, on): (Timestamp, Timestamp) = (OFF.parse()?, ON.parse()?);
    let before = agency::desk(url, off).await?;
    load(&before, size, off).await?;
    drop(before);

    let watch = Stopwatch::start();
    let store = Store::open(url)?;
    let desk = Desk::open(store, Arc::new(SystemChance)).await?;
    let opened = watch.wall();
    let woken = desk.wake_due(on).await?;
    let (wall, cpu) = (watch.wall().as_secs_f64(), watch.cpu());
    let late = usize::try_from(size / 10)?;
    ensure!(woken >= late, "{woken} were woken of {late} that are late");
    count_breaches(&desk, size).await?;
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let each = |seconds: f64| seconds / late as f64 * 1e6;
    println!(
        "sweep: {size:>7} open, {late:>6} late: all written after {wall:>6.2} s (opening {:>5.0} ms, \
         limit 2 s at 100 000)  {:>6.1} µs wall, {:>6.1} µs CPU each  {:>5.0} MB",
        opened.as_secs_f64() * 1e3,
        each(wall),
        each(cpu),
        memory_mb(),
    );
    queue(&desk, size).await
}

/// Every tenth is late by its timeline, and no other.
async fn count_breaches(desk: &Desk, size: u64) -> Result<()> {
    for number in [1, size / 2, size] {
        let number = Number(number);
        let id = desk.find(number).await?;
        let load = move |tx: &mut piket_store::ReadTx<'_>| piket_store::incidents::load(tx, id);
        let timeline = desk.store().read(load).await?.ok_or_else(|| anyhow!("a timeline"))?;
        let limit: Timestamp = "2026-03-10T09:30:00Z".parse()?;
        let is_breach = |entry: &Entry| matches!(entry.fact, Fact::Breached { limit_at, .. } if limit_at == limit && entry.at == limit);
        let breaches = timeline.entries.iter().filter(|entry| is_breach(entry)).count();
        let expected = usize::from(number.0.is_multiple_of(10));
        ensure!(breaches == expected, "{number}: {breaches} breaches");
    }
    Ok(())
}

async fn queue(desk: &Desk, size: u64) -> Result<()> {
    let directory = desk.directory();
    let someone = directory.people.get(&"ilse".parse()?).ok_or_else(|| anyhow!("Ilse"))?;
    let ilse = Who::from(someone);
    let (watch, mut times) = (Stopwatch::start(), Times::default());
    for _ in 0..LOOKS {
        let one = Stopwatch::start();
        desk.list(&ilse, Filter::default(), None, 50).await?;
        times.add(one.wall());
    }
    tell(&format!("sweep: queue by nearest deadline, 50 of {size}"), LOOKS, &watch, &mut times);
    Ok(())
}

async fn load(desk: &Desk, size: u64, off: Timestamp) -> Result<()> {
    let mut from = 0;
    while from < size {
        let until = (from + AT_ONCE).min(size);
        let (directory, chance) = (desk.directory(), Arc::clone(desk.chance()));
        let write = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            for number in from..until {
                let id = IncidentId(piket_core::chance::row_id(off, chance.as_ref()));
                let (entries, state) = story(&directory, number + 1, off)
                    .map_err(|error| StoreError::Broken(error.to_string()))?;
                put(tx, id, &entries, &state, &directory, off)?;
            }
            Ok(())
        };
        desk.store().write(write).await?;
        from = until;
    }
    Ok(())
}

/// An incident that somebody works on. The time to restore every tenth ends half an hour after the
/// server went off; of the others nothing is due for hours.
fn story(directory: &Directory, number: u64, off: Timestamp) -> Result<(Vec<Entry>, State)> {
    let is_late = number.is_multiple_of(10);
    let minutes = if is_late { 24 * 60 - 30 } else { 12 };
    let begun = off.checked_sub(SignedDuration::from_mins(minutes))?;
    let piket = Actor::Piket;
    let report = incident::Report {
        number: Number(number),
        ticket: TicketKind::Incident,
        client: "molen".parse()?,
        application: Some("shop".parse()?),
        source: Source { channel: Channel::Monitoring, signal: None },
        reporter: None,
        summary: format!("Order {number} stands still after the payment step"),
        details: "The page stays white. ".repeat(10),
        received_at: begun,
        sorted: Some(incident::Sorted {
            nature: Nature::FunctionalDefect,
            component: None,
            impact: Impact::Medium,
            urgency: Urgency::Medium,
        }),
        felt: None,
        alert: None,
        evidence: Vec::new(),
    };
    let mut entries = incident::report(report, Context { directory, actor: &piket, now: begun })?;
    let mut state = incident::opened(&entries)?;
    let ilse = Actor::Person("ilse".parse()?);
    let mut does = |actor: &Actor, command: Command, now: Timestamp| -> Result<()> {
        let more = incident::decide(&state, command, Context { directory, actor, now })?;
        for entry in &more {
            state.apply(entry);
        }
        entries.extend(more);
        Ok(())
    };
    let taken = begun.checked_add(SignedDuration::from_mins(5))?;
    does(&ilse, Command::Take { reason: "ours".to_owned() }, taken)?;
    for word in 0..3 {
        let scope = if word == 0 { Scope::Public } else { Scope::Internal };
        let mut message = message(scope, &"What we know so far, and who does what. ".repeat(4));
        message.next_update_at = Some(off.checked_add(SignedDuration::from_hours(9))?);
        does(&ilse, Command::Send { message, remind_at: None }, taken)?;
    }
    // What was due before the server went off was done.
    does(&piket, Command::Wake, off)?;
    Ok((entries, state))
}
