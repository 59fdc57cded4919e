//! Many checks: each at its own moment, never too many at once, and replaced while running.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use piket_agent::{Destinations, Measured, Prober, Runner, RunnerHandle, Tls, web_roots};
use piket_core::check::spec::TcpCheck;
use piket_core::check::{CheckSpec, Probe, schedule};
use piket_core::key::CheckKey;
use piket_core::time::Clock;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::servers::{friday, no_names, spec};

/// A clock on the wall that goes with the clock of the runtime, which the tests move, until
/// somebody sets it.
struct Wall {
    begun: Instant,
    set_by_s: AtomicI64,
}

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        let set_by = SignedDuration::from_secs(self.set_by_s.load(Ordering::SeqCst));
        friday() + SignedDuration::try_from(self.begun.elapsed()).unwrap() + set_by
    }
}

struct Running {
    handle: RunnerHandle,
    results: mpsc::Receiver<Measured>,
    stop: CancellationToken,
    task: JoinHandle<()>,
    wall: Arc<Wall>,
}

fn start(destinations: Destinations, at_once: usize) -> Running {
    let prober = Prober::new(no_names(), Tls::trusting(web_roots()).unwrap(), destinations);
    let (sender, results) = mpsc::channel(16);
    let wall = Arc::new(Wall { begun: Instant::now(), set_by_s: AtomicI64::new(0) });
    let clock = Arc::<Wall>::clone(&wall);
    let (runner, handle) = Runner::new(Arc::new(prober), clock, sender, at_once);
    let stop = CancellationToken::new();
    let task = tokio::spawn(runner.run(stop.clone()));
    Running { handle, results, stop, task, wall }
}

/// A runner whose checks need no network: every address is forbidden, so all end at once.
fn start_blind() -> Running {
    let everything = vec!["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()];
    start(Destinations::except(everything), 100)
}

fn check(key: &str, port: u16) -> CheckSpec {
    let tcp = TcpCheck { host: "127.0.0.1".to_owned(), port, timeout_ms: 5_000 };
    CheckSpec { key: key.parse().unwrap(), hard_after: 1, ..spec(Probe::Tcp(tcp)) }
}

fn shared(checks: impl IntoIterator<Item = CheckSpec>) -> Vec<Arc<CheckSpec>> {
    checks.into_iter().map(Arc::new).collect()
}

#[tokio::test(start_paused = true)]
async fn every_check_runs_once_a_minute_at_its_own_second() {
    let mut running = start_blind();
    running.handle.watch(shared((0..50).map(|number| check(&format!("shop-{number}"), 1))));

    let mut runs: BTreeMap<CheckKey, Vec<Timestamp>> = BTreeMap::new();
    for _ in 0..50 * 10 {
        let measured = running.results.recv().await.expect("the runner runs");
        runs.entry(measured.check.key.clone()).or_default().push(measured.result.at);
    }

    let minute = SignedDuration::from_secs(60);
    assert_eq!(runs.len(), 50);
    for (key, times) in runs {
        let offset = schedule::offset(&key, minute);
        let first = schedule::next_run(friday(), minute, offset);
        let planned = (0..10).map(|nth| first + minute * nth);
        let late = times.iter().zip(planned).map(|(at, planned)| at.duration_since(planned));
        let late: Vec<_> = late.map(|late| late.as_millis()).collect();
        assert!(late.iter().all(|late| (0..=2).contains(late)), "{key}: {late:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_check_in_doubt_runs_again_after_the_retry_interval() {
    let mut running = start_blind();
    running.handle.watch(shared([CheckSpec { hard_after: 3, ..check("shop", 1) }]));

    let mut times = Vec::new();
    for _ in 0..4 {
        times.push(running.results.recv().await.expect("the runner runs").result.at);
    }

    let apart: Vec<_> =
        times.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_secs()).collect();
    assert_eq!(apart[..2], [20, 20]);
    assert!((1..=60).contains(&apart[2]), "{apart:?}");
}

#[tokio::test(start_paused = true)]
async fn a_check_of_once_a_day_is_first_run_within_a_minute() {
    let mut running = start_blind();
    running.handle.watch(shared([CheckSpec { interval_s: 86_400, ..check("shop", 1) }]));

    let first = running.results.recv().await.expect("the runner runs").result.at;

    assert!(first.duration_since(friday()) <= SignedDuration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_check_that_is_taken_away_or_disabled_runs_no_more_and_the_others_go_on() {
    let mut running = start_blind();
    running.handle.watch(shared([check("stays", 1), check("goes", 1), check("sleeps", 1)]));
    for _ in 0..3 {
        running.results.recv().await.expect("the runner runs");
    }

    let asleep = CheckSpec { enabled: false, ..check("sleeps", 1) };
    running.handle.watch(shared([check("stays", 1), asleep, check("comes", 1)]));

    let mut runs: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..20 {
        let measured = running.results.recv().await.expect("the runner runs");
        *runs.entry(measured.check.key.to_string()).or_default() += 1;
    }
    assert_eq!(runs, BTreeMap::from([("comes".to_owned(), 10), ("stays".to_owned(), 10)]));
}

#[tokio::test(start_paused = true)]
async fn a_check_runs_at_once_when_asked() {
    let mut running = start_blind();
    running.handle.watch(shared([check("shop", 1)]));
    running.handle.run_now("shop".parse().unwrap());
    running.handle.run_now("unknown".parse().unwrap());

    let measured = running.results.recv().await.expect("the runner runs");

    assert_eq!(measured.result.at, friday());
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_a_day_back_or_forward_delays_no_check() {
    let mut running = start_blind();
    running.handle.watch(shared([check("shop", 1)]));
    let day = 24 * 60 * 60;
    let mut moments = Vec::new();
    for set_by in [0, -day, -day, 0, day, day, 0, 0] {
        running.wall.set_by_s.store(set_by, Ordering::SeqCst);
        let measured = running.results.recv().await.expect("the runner runs");
        moments.push(Instant::now());
        assert!(
            measured.result.at.duration_since(running.wall.now()).abs()
                <= SignedDuration::from_mins(1)
        );
    }
    assert!(moments.windows(2).all(|pair| pair[1] - pair[0] <= Duration::from_mins(2)));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_runner_ends_and_closes_its_results() {
    let mut running = start_blind();
    running.handle.watch(shared([check("shop", 1)]));
    running.stop.cancel();

    running.task.await.unwrap();

    while running.results.recv().await.is_some() {}
    running.handle.watch(Vec::new());
}

#[tokio::test(start_paused = true)]
async fn a_runner_whose_results_nobody_takes_any_more_ends() {
    let running = start_blind();
    running.handle.watch(shared([check("shop", 1)]));
    drop(running.results);
    running.task.await.unwrap();
}

/// Six checks knock at a door that lets nobody in before three stand there.
#[tokio::test]
async fn never_more_checks_run_at_once_than_allowed() {
    let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = door.local_addr().unwrap();
    let most = Arc::new(std::sync::Mutex::new((0_usize, 0_usize)));
    let inside = Arc::clone(&most);
    let crowd = Arc::new(Semaphore::new(0));
    tokio::spawn(async move {
        let mut stands = 0;
        while let Ok((stream, _)) = door.accept().await {
            stands += 1;
            if stands % 3 == 0 {
                crowd.add_permits(3);
            }
            let (inside, crowd) = (Arc::clone(&inside), Arc::clone(&crowd));
            {
                let mut counts = inside.lock().unwrap();
                counts.0 += 1;
                counts.1 = counts.1.max(counts.0);
            }
            tokio::spawn(async move {
                crowd.acquire().await.unwrap().forget();
                inside.lock().unwrap().0 -= 1;
                stream.try_write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
                drop(stream);
            });
        }
    });
    let mut running = start(Destinations::default(), 3);
    let http = |number: u32| {
        let page = crate::servers::page(address, "/");
        CheckSpec { key: format!("shop-{number}").parse().unwrap(), ..spec(Probe::Http(page)) }
    };
    running.handle.watch(shared((0..6).map(http)));
    for number in 0..6 {
        running.handle.run_now(format!("shop-{number}").parse().unwrap());
    }

    for _ in 0..6 {
        let measured = running.results.recv().await.expect("the runner runs");
        assert_eq!(measured.result.http_status, Some(204), "{}", measured.result.summary);
    }
    assert_eq!(most.lock().unwrap().1, 3);
}
