//! Durable intake: signals that are acknowledged after commit, repeats of an open alert and new
//! ones that open incidents, at 1, 16 and 256 callers, beside the disk's own limit.
//!
//! Names the fsync policy: SQLite with WAL and `synchronous=FULL`; PostgreSQL as its server is
//! configured (`PIKET_BENCH_POSTGRES`).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use jiff::Timestamp;
use piket_core::incident::Actor;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::Desk;
use piket_engine::intake::Accepted;

use crate::measure::{Stopwatch, Times, tell};
use crate::{agency, disk};

const CALLERS: [usize; 3] = [1, 16, 256];

pub(crate) async fn run() -> Result<()> {
    let folder = tempfile::tempdir_in(".")?;
    disk::fsync_rate(folder.path())?;
    let url = format!("sqlite:{}", folder.path().join("bench.db").display());
    on(&url, "SQLite, synchronous=FULL").await?;
    if let Some(url) = postgres() {
        on(&url, "PostgreSQL").await?;
    } else {
        println!("intake: PostgreSQL skipped, PIKET_BENCH_POSTGRES is not set");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the setting of the benchmark")]
fn postgres() -> Option<String> {
    std::env::var("PIKET_BENCH_POSTGRES").ok().filter(|url| !url.is_empty())
}

async fn on(url: &str, engine: &str) -> Result<()> {
    let now: Timestamp = "2026-03-10T09:00:00Z".parse()?;
    let desk = agency::desk(url, now).await?;
    desk.accept(signal("open", now), now).await?;
    for callers in CALLERS {
        let what = format!("intake: repeats, {engine}, {callers} callers");
        storm(&desk, &what, callers, 20 * callers.max(50), |_| "open".to_owned()).await?;
    }
    let next = Arc::new(AtomicUsize::new(0));
    for callers in CALLERS {
        let what = format!("intake: new incidents, {engine}, {callers} callers");
        let next = Arc::clone(&next);
        let key = move |_| format!("new-{}", next.fetch_add(1, Ordering::Relaxed));
        storm(&desk, &what, callers, 4 * callers.max(50), key).await?;
    }
    Ok(())
}

async fn storm<K>(desk: &Desk, what: &str, callers: usize, count: usize, key: K) -> Result<()>
where
    K: Fn(usize) -> String + Send + Sync + Clone + 'static,
{
    let now: Timestamp = "2026-03-10T09:01:00Z".parse()?;
    let watch = Stopwatch::start();
    let mut tellers = tokio::task::JoinSet::new();
    for caller in 0..callers {
        let (desk, key) = (desk.clone(), key.clone());
        let mine = count / callers;
        tellers.spawn(async move {
            let mut times = Times::default();
            for _ in 0..mine {
                let one = Stopwatch::start();
                desk.accept(signal(&key(caller), now), now).await?;
                times.add(one.wall());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Times::default();
    while let Some(mine) = tellers.join_next().await {
        times.extend(mine??);
    }
    tell(what, count / callers * callers, &watch, &mut times);
    Ok(())
}

fn signal(key: &str, now: Timestamp) -> Accepted {
    Accepted {
        signal: Signal {
            source: "bench".to_owned(),
            key: key.to_owned(),
            action: SignalAction::Open,
            summary: "orders stand still".to_owned(),
            severity: Severity::Critical,
            details: "p95 2.1 s over 5 minutes".to_owned(),
            check: None,
            application: "shop".parse().ok(),
            component: None,
            nature: None,
            happened_at: now,
        },
        evidence: Vec::new(),
        raw: Some(vec![b'x'; 400]),
        actor: Actor::Program("bench".to_owned()),
    }
}
