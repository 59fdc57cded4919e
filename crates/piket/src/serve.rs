//! The server: doors, cycle and checks beside each other, until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use piket_agent::{Destinations, Fetcher, Prober, Runner};
use piket_engine::channel::Mailer;
use piket_engine::deliver::Post;
use piket_engine::intake::probe::Monitor;
use piket_engine::run;
use piket_web::{App, Parts};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::cli::output::say;
use crate::config::Settings;
use crate::failure::{Failure, OrHint};
use crate::house::House;

/// How many results of checks may wait before checks wait themselves.
const RESULTS_WAITING: usize = 1_024;

/// Takes the address on which the doors open.
///
/// # Errors
///
/// A [`Failure`] when it cannot be used.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|why| {
        Failure::new(
            format!("{address} cannot be used: {why}"),
            "another program may use it; choose another with --listen or the setting `listen`",
        )
    })
}

/// A token that is cancelled when the machine or a person asks the program to stop.
///
/// # Errors
///
/// When signals cannot be heard.
pub fn stop_signal() -> anyhow::Result<CancellationToken> {
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let heard = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("Stopping; what is under way is finished first");
        heard.cancel();
    });
    Ok(stop)
}

/// Serves an installation until `stop`: what was under way is finished, what was measured is
/// written down.
///
/// # Errors
///
/// When something cannot be started.
pub async fn run(
    house: House,
    listener: TcpListener,
    mailer: Arc<dyn Mailer>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let House { settings, accounts, desk, clock, .. } = &house;
    let address = listener.local_addr()?;
    let node = node(address);
    let post = Post::new(mailer, &settings.public_url, &node).with_accounts(accounts.clone());
    let app = App::new(Parts {
        desk: desk.clone(),
        accounts: accounts.clone(),
        clock: Arc::clone(clock),
        settings: piket_web::Settings {
            public_url: settings.public_url.clone(),
            secure_cookies: settings.is_behind_tls(),
            trusted_proxies: settings.trusted_proxies.clone(),
        },
    });
    let cycle =
        tokio::spawn(run::cycle(desk.clone(), post, Arc::clone(clock), node.clone(), stop.clone()));
    let tidy = tokio::spawn(run::tidy(desk.clone(), Arc::clone(clock), stop.clone()));
    desk.note_time_zones(clock.now()).await?;
    let feeds = tokio::spawn(run::feeds(
        desk.clone(),
        fetcher(settings)?,
        Arc::clone(clock),
        node.clone(),
        stop.clone(),
    ));
    let checks = if settings.checks.enabled {
        Some(tokio::spawn(checks(&house, stop.clone()).await?))
    } else {
        None
    };
    let doors = tokio::spawn(piket_web::server::serve(listener, app.clone()));
    tracing::info!("Piket serves {} as {node}", settings.public_url);

    stop.cancelled().await;
    app.stop().cancel();
    doors.await?.hint("the log tells what the server was doing")?;
    cycle.await?;
    tidy.await?;
    feeds.await?;
    if let Some(checks) = checks {
        checks.await?;
    }
    tracing::info!("Stopped");
    Ok(())
}

/// What reads the feeds of calendars: from the public network alone, unless told otherwise.
fn fetcher(settings: &Settings) -> anyhow::Result<Fetcher> {
    let destinations =
        if settings.feeds_from_inside { Destinations::default() } else { Destinations::public() };
    Fetcher::for_this_machine(destinations)
        .hint("feeds of calendars need a name server: look at /etc/resolv.conf")
}

/// Everything that looks at applications, as one task.
async fn checks(
    house: &House,
    stop: CancellationToken,
) -> anyhow::Result<impl Future<Output = ()> + Send + use<>> {
    let checks = &house.settings.checks;
    let prober = Prober::for_this_machine(checks.destinations.clone())
        .hint("checks need a name server: look at /etc/resolv.conf")?;
    let (results, measured) = mpsc::channel(RESULTS_WAITING);
    let (runner, handle) =
        Runner::new(Arc::new(prober), Arc::clone(&house.clock), results, checks.at_once);
    let monitor = Arc::new(Monitor::open(&house.desk).await?);
    let (desk, clock) = (house.desk.clone(), Arc::clone(&house.clock));
    Ok(async move {
        tokio::join!(
            runner.run(stop.clone()),
            run::watch(desk.clone(), handle, stop.clone()),
            run::probes(desk.clone(), Arc::clone(&monitor), measured, clock),
            run::keep_samples(desk, monitor, stop),
        );
    })
}

/// The name of this server among others on the same database: the same after a restart.
fn node(address: SocketAddr) -> String {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let machine = machine.trim();
    let machine = if machine.is_empty() { "piket" } else { machine };
    format!("{machine}:{}", address.port())
}

/// Prints the link by which the first administrator comes in, while there is none.
///
/// # Errors
///
/// When the memory cannot be reached.
pub async fn greet_first_administrator(house: &House) -> anyhow::Result<()> {
    let Some(secret) = house.accounts.first_link(house.now()).await? else { return Ok(()) };
    let url = &house.settings.public_url;
    say(format!(
        "\nNobody has a password here yet. Who opens this link once becomes the administrator:\n\n  \
         {url}/link/{}\n",
        secret.expose()
    ));
    Ok(())
}
