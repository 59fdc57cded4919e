//! Waiting: the only place where the engine waits for time to pass.
//!
//! Rounds follow each other: at once when somebody nudges, else when something is due, and at
//! least once a second. On several servers a lease says who runs them.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use piket_agent::{Fetcher, Measured, RunnerHandle};
use piket_core::time::Clock;
use piket_store::{StoreError, lease};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::deliver::Post;
use crate::desk::Desk;
use crate::events::Event;
use crate::intake::probe::Monitor;

/// The longest pause between two rounds.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// The pause after a round that failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How long a server keeps the cycle when it falls silent.
const LEASE: SignedDuration = SignedDuration::from_secs(10);
/// How often what was measured is written down.
const KEEP: Duration = Duration::from_secs(30);
/// How often is looked whether a feed is to be read.
const FEEDS: Duration = Duration::from_secs(20);
/// How long a server looks after the feeds when it falls silent.
const FEEDS_LEASE: SignedDuration = SignedDuration::from_mins(3);
/// How often what is too old is deleted.
const TIDY: Duration = Duration::from_hours(1);

/// Runs rounds until it is told to stop.
pub async fn cycle(
    desk: Desk,
    post: Post,
    clock: Arc<dyn Clock>,
    node: String,
    stop: CancellationToken,
) {
    let mut held_until = Timestamp::MIN;
    while !stop.is_cancelled() {
        let now = clock.now();
        let wait = match one_round(&desk, &post, now, &node, &mut held_until).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!("A round of the cycle failed and will be tried again: {error}");
                AFTER_FAILURE
            }
        };
        pause(&desk, wait, &stop).await;
    }
    let holder = node.clone();
    let release = move |tx: &mut piket_store::Tx<'_>| lease::give_back(tx, "cycle", &holder);
    if let Err(error) = desk.store().write(release).await {
        tracing::debug!("The cycle's lease runs out by itself: {error}");
    }
}

async fn one_round(
    desk: &Desk,
    post: &Post,
    now: Timestamp,
    node: &str,
    held_until: &mut Timestamp,
) -> Result<Duration, StoreError> {
    // Letters about accounts wait in the memory of the server that was asked for them.
    post.send_account_letters(now).await?;
    if !is_ours(desk, now, node, held_until).await? {
        desk.refresh().await?;
        return Ok(LONGEST_WAIT);
    }
    let round = desk.round(post, now).await?;
    if !round.was_idle() {
        return Ok(Duration::ZERO);
    }
    let next = desk.next_due().await?;
    let wait = next.map_or(LONGEST_WAIT, |at| {
        Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO)
    });
    Ok(wait.clamp(Duration::from_millis(20), LONGEST_WAIT))
}

/// Whether this server runs the cycle. The lease is prolonged when half of it has passed.
async fn is_ours(
    desk: &Desk,
    now: Timestamp,
    node: &str,
    held_until: &mut Timestamp,
) -> Result<bool, StoreError> {
    let half = now.checked_add(LEASE / 2).unwrap_or(Timestamp::MAX);
    let until = now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
    // A clock that was set back must not keep a lease that nobody else knows of.
    if (half..=until).contains(held_until) {
        return Ok(true);
    }
    let holder = node.to_owned();
    let take = move |tx: &mut piket_store::Tx<'_>| lease::take(tx, "cycle", &holder, now, until);
    let is_ours = desk.store().write(take).await?;
    *held_until = if is_ours { until } else { Timestamp::MIN };
    Ok(is_ours)
}

#[expect(clippy::disallowed_methods, reason = "this is where the engine waits")]
async fn pause(desk: &Desk, wait: Duration, stop: &CancellationToken) {
    if wait.is_zero() {
        return;
    }
    tokio::select! {
        () = tokio::time::sleep(wait) => {}
        () = desk.nudged() => {}
        () = stop.cancelled() => {}
    }
}

/// Takes the results of checks in until there are no more.
pub async fn probes(
    desk: Desk,
    monitor: Arc<Monitor>,
    mut results: mpsc::Receiver<Measured>,
    clock: Arc<dyn Clock>,
) {
    while let Some(Measured { check, result, .. }) = results.recv().await {
        if let Err(error) = desk.observe(&monitor, &check, result, clock.now()).await {
            // The state was not taken over: the next result brings it up again.
            tracing::warn!(check.key = %check.key, "A result of {} was not kept: {error}", check.key);
        }
    }
}

/// Lets the runner watch the checks of the directory, whenever it changes.
pub async fn watch(desk: Desk, runner: RunnerHandle, stop: CancellationToken) {
    let mut events = desk.listen();
    loop {
        let directory = desk.directory();
        runner.watch(directory.checks.values().cloned().map(Arc::new).collect());
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                event = events.recv() => match event {
                    // Whoever missed something looks again.
                    Ok(Event::Directory) | Err(RecvError::Lagged(_)) => break,
                    Ok(Event::Incident { .. } | Event::Check(_)) => {}
                    Err(RecvError::Closed) => return,
                },
            }
        }
    }
}

/// Writes down what was measured, now and then, and once more when it is over.
pub async fn keep_samples(desk: Desk, monitor: Arc<Monitor>, stop: CancellationToken) {
    let mut is_over = false;
    while !is_over {
        is_over = !wait_or_stop(KEEP, &stop).await;
        if let Err(error) = desk.keep_samples(&monitor).await {
            tracing::warn!("What was measured could not be written yet: {error}");
        }
    }
}

/// Reads the feeds of calendars when it is time, until it is told to stop. On several servers a
/// lease says which of them does.
pub async fn feeds(
    desk: Desk,
    fetcher: Fetcher,
    clock: Arc<dyn Clock>,
    node: String,
    stop: CancellationToken,
) {
    loop {
        let now = clock.now();
        let until = now.checked_add(FEEDS_LEASE).unwrap_or(Timestamp::MAX);
        let holder = node.clone();
        let take =
            move |tx: &mut piket_store::Tx<'_>| lease::take(tx, "feeds", &holder, now, until);
        let outcome = match desk.store().write(take).await {
            Ok(true) => desk.read_feeds(&fetcher, now).await.map(drop),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            tracing::warn!("Feeds of calendars could not be looked after yet: {error}");
        }
        if !wait_or_stop(FEEDS, &stop).await {
            return;
        }
    }
}

/// Deletes what is too old, now and then, until it is told to stop.
pub async fn tidy(desk: Desk, clock: Arc<dyn Clock>, stop: CancellationToken) {
    match desk.catch_up_figures().await {
        Ok(0) => {}
        Ok(made) => tracing::info!("Read off what {made} incidents give to the figures"),
        Err(error) => tracing::warn!("The figures are not complete yet: {error}"),
    }
    loop {
        match desk.forget_old_measurements(clock.now()).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!("Forgot {gone} old measurements and sums"),
            Err(error) => tracing::warn!("Old measurements could not be deleted yet: {error}"),
        }
        if !wait_or_stop(TIDY, &stop).await {
            return;
        }
    }
}

/// Waits; false when it was cut short.
#[expect(clippy::disallowed_methods, reason = "this is where the engine waits")]
async fn wait_or_stop(wait: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = tokio::time::sleep(wait) => true,
        () = stop.cancelled() => false,
    }
}
