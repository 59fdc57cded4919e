//! Feeds of calendars, read from a real server: good ones close what was chosen, bad ones change
//! nothing and are told.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use piket_agent::{Destinations, Dns, Fetcher, Tls, web_roots};
use piket_core::calendar::{Chosen, Closing, DayRule, Feed};
use piket_engine::calendars::Given;
use piket_engine::config::CalendarDocument;
use piket_store::feeds::FeedState;
use piket_testkit::{Home, World, at};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server that says the same to everybody until it is told otherwise, and remembers what was
/// asked.
#[derive(Clone)]
struct Server {
    address: SocketAddr,
    says: Arc<Mutex<Vec<u8>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { address, says: Arc::default(), asked: Arc::default() };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut asked = [0; 4096];
                let length = stream.read(&mut asked).await.unwrap_or(0);
                let text = String::from_utf8_lossy(&asked[..length]).to_lowercase();
                own.asked.lock().unwrap().push(text);
                let says = own.says.lock().unwrap().clone();
                // A visitor who has heard enough leaves.
                let _left = stream.write_all(&says).await;
                let _closed = stream.shutdown().await;
            }
        });
        server
    }

    fn says(&self, head: &str, body: &str) {
        let length = body.len();
        let text = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n{body}");
        *self.says.lock().unwrap() = text.into_bytes();
    }

    fn url(&self) -> String {
        format!("http://{}/holidays.ics", self.address)
    }
}

const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\n\
    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260310\r\nSUMMARY:Vandaag\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260312\r\nSUMMARY:Bedrijfsdag\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260313\r\nSUMMARY:St. Martin\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

fn fetcher(destinations: Destinations) -> Fetcher {
    let nobody = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 9);
    let dns = Dns::at(&[nobody], Duration::from_millis(50)).unwrap();
    Fetcher::new(dns, Tls::trusting(web_roots()).unwrap(), destinations)
}

async fn document(world: &World) -> (CalendarDocument, u32) {
    let sheet = world.desk.calendar(&"office".parse().unwrap()).await.unwrap().unwrap();
    (sheet.document, sheet.version)
}

/// The office subscribes to a feed.
async fn subscribes(world: &World, url: &str, close: Closing) {
    let (mut document, seen) = document(world).await;
    document.feeds = vec![Feed { name: "Holidays".to_owned(), url: Some(url.to_owned()), close }];
    let marit = world.who("marit");
    world.desk.keep_calendar(&marit, document, Some(seen), world.now()).await.unwrap();
}

async fn state(world: &World) -> FeedState {
    world.desk.feed_states().await.unwrap().remove(0)
}

/// By which rule the office is open or closed on a date from now on.
fn rule(world: &World, on: &str) -> DayRule {
    let directory = world.desk.directory();
    let spec = directory.calendars[&"office".parse().unwrap()].spec();
    spec.version_at(world.now()).unwrap().rule_for(on.parse().unwrap())
}

fn chosen(titles: &[&str]) -> Closing {
    let events = titles.iter().map(|title| (*title).to_owned()).collect();
    Closing::Some(Chosen { events, ..Chosen::default() })
}

async fn world() -> (World, Server, Fetcher) {
    let (world, server) = (World::new(Home::on_sqlite()).await, Server::new().await);
    server.says("200 OK", HOLIDAYS);
    (world, server, fetcher(Destinations::default()))
}

#[tokio::test]
async fn a_feed_closes_what_was_chosen_and_leaves_today_and_observances_alone() {
    let (world, server, fetcher) = world().await;
    subscribes(&world, &server.url(), Closing::Nothing).await;
    world.desk.read_feeds(&fetcher, world.now()).await.unwrap();
    assert_eq!(Given::of(&state(&world).await).events.len(), 3);
    assert_eq!(rule(&world, "2026-03-12"), DayRule::OpeningHours, "nobody chose it yet");

    let close = chosen(&["Bedrijfsdag", "Vandaag"]);
    subscribes(&world, &server.url(), close).await;
    let DayRule::Holiday(name) = rule(&world, "2026-03-12") else { panic!("it is open") };
    assert_eq!(name.nl, "Bedrijfsdag");
    assert_eq!(rule(&world, "2026-03-13"), DayRule::OpeningHours, "an observance");
    assert_eq!(rule(&world, "2026-03-10"), DayRule::OpeningHours, "today stays as it was");

    let (before, _) = document(&world).await;
    world.desk.read_feeds(&fetcher, at("2026-03-14T12:00:00Z")).await.unwrap();
    assert_eq!(document(&world).await.0, before, "what was followed is followed once");
}

#[tokio::test]
async fn a_feed_that_goes_bad_keeps_its_last_good_answer_and_says_why() {
    let (world, server, fetcher) = world().await;
    subscribes(&world, &server.url(), Closing::All).await;
    world.desk.read_feeds(&fetcher, world.now()).await.unwrap();
    let (good, kept) = (document(&world).await.0, state(&world).await.events);

    let large = "X".repeat(10 * 1024 * 1024);
    let many = format!(
        "BEGIN:VCALENDAR\n{}END:VCALENDAR",
        "BEGIN:VEVENT\nDTSTART:20270101\nEND:VEVENT\n".repeat(30_000)
    );
    let far = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99990101\nEND:VEVENT\nEND:VCALENDAR";
    for (day, (head, body, why)) in [
        ("500 Oops", "", "status 500"),
        ("200 OK", "<html>Sign in</html>", "web-page"),
        ("200 OK", "", "empty"),
        ("200 OK", &large, "too-long"),
        ("200 OK", &many, "too-many"),
        ("200 OK", far, "no-events"),
        ("200 OK", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "cut-off"),
        ("302 Found\r\nlocation: file:///etc/passwd", "", "no-address"),
    ]
    .into_iter()
    .enumerate()
    {
        server.says(head, body);
        let later =
            world.now() + jiff::SignedDuration::from_hours(72 * (i64::try_from(day).unwrap() + 1));
        world.desk.read_feeds(&fetcher, later).await.unwrap();
        let state = state(&world).await;
        assert!(
            state.failure.as_deref().unwrap_or_default().starts_with(why),
            "{why}: {:?}",
            state.failure
        );
        assert_eq!(state.events, kept, "{why}");
        assert!(state.next_at > later);
        assert_eq!(document(&world).await.0.versions.len(), good.versions.len(), "{why}");
    }
    server.says("200 OK", HOLIDAYS);
    world.desk.read_feeds(&fetcher, at("2026-05-01T00:00:00Z")).await.unwrap();
    let state = state(&world).await;
    assert_eq!((state.failure, state.failures), (None, 0));
}

#[tokio::test]
async fn a_feed_that_never_ends_is_not_waited_for() {
    let (world, server, _) = world().await;
    // It promises more than it says, and then hangs up: nothing whole ever comes.
    *server.says.lock().unwrap() =
        b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR".to_vec();
    subscribes(&world, &server.url(), Closing::All).await;
    let hurried = fetcher(Destinations::default()).waiting_at_most(Duration::from_secs(2));
    world.desk.read_feeds(&hurried, world.now()).await.unwrap();
    let failure = state(&world).await.failure.unwrap();
    assert!(failure.starts_with("failed"), "{failure}");
}

#[tokio::test]
async fn a_server_that_listens_and_never_answers_holds_up_no_other_feed() {
    let (world, server, _) = world().await;
    // The machine takes the call, and nobody ever picks it up.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let silent_url = format!("http://{}/", silent.local_addr().unwrap());
    let (mut document, seen) = document(&world).await;
    document.feeds = [("Silent", silent_url), ("Talking", server.url())]
        .map(|(name, url)| Feed { name: name.to_owned(), url: Some(url), close: Closing::All })
        .into();
    let marit = world.who("marit");
    world.desk.keep_calendar(&marit, document, Some(seen), world.now()).await.unwrap();

    let hurried = fetcher(Destinations::default()).waiting_at_most(Duration::from_millis(500));
    assert_eq!(world.desk.read_feeds(&hurried, world.now()).await.unwrap(), 2);
    let states = world.desk.feed_states().await.unwrap();
    let state = |feed: &str| states.iter().find(|state| state.name == feed).unwrap();
    assert_eq!(state("Silent").failure.as_deref(), Some("too-slow"));
    assert!(state("Silent").next_at > world.now(), "it is tried again, and not at once");
    assert_eq!(state("Talking").failure, None);
    assert_ne!(rule(&world, "2026-03-12"), DayRule::OpeningHours);
}

#[tokio::test]
async fn a_feed_is_asked_only_for_what_is_newer() {
    let (world, server, fetcher) = world().await;
    server.says("200 OK\r\netag: \"v7\"\r\nlast-modified: Mon, 09 Mar 2026 08:00:00 GMT", HOLIDAYS);
    subscribes(&world, &server.url(), Closing::All).await;
    world.desk.read_feeds(&fetcher, world.now()).await.unwrap();
    server.says("304 Not Modified", "");
    let tomorrow = world.now() + jiff::SignedDuration::from_hours(27);
    assert_eq!(world.desk.read_feeds(&fetcher, tomorrow).await.unwrap(), 1);
    let asked = server.asked.lock().unwrap().clone();
    assert!(asked[1].contains("if-none-match: \"v7\""), "{}", asked[1]);
    assert!(asked[1].contains("if-modified-since: mon, 09 mar 2026"), "{}", asked[1]);
    let state = state(&world).await;
    assert_eq!(Given::of(&state).events.len(), 3);
    assert_eq!((state.failure, state.fetched_at), (None, Some(tomorrow)));
    assert_eq!(world.desk.read_feeds(&fetcher, tomorrow).await.unwrap(), 0, "not twice a day");
}

#[tokio::test]
async fn a_feed_inside_a_private_network_is_not_read_nor_is_one_that_sends_on_to_it() {
    let (world, server, _) = world().await;
    subscribes(&world, &server.url(), Closing::All).await;
    world.desk.read_feeds(&fetcher(Destinations::public()), world.now()).await.unwrap();
    assert!(state(&world).await.failure.unwrap().starts_with("forbidden"));
    assert!(server.asked.lock().unwrap().is_empty());

    server.says("302 Found\r\nlocation: http://169.254.169.254/latest/meta-data/", "");
    let later = world.now() + jiff::SignedDuration::from_hours(72);
    world.desk.read_feeds(&fetcher(Destinations::default()), later).await.unwrap();
    let failure = state(&world).await.failure.unwrap();
    assert_eq!(failure, "forbidden 169.254.169.254");
    assert_eq!(rule(&world, "2026-03-12"), DayRule::OpeningHours);
}

#[tokio::test]
async fn a_feed_that_is_given_up_closes_nothing_more() {
    let (world, server, fetcher) = world().await;
    subscribes(&world, &server.url(), Closing::All).await;
    world.desk.read_feeds(&fetcher, world.now()).await.unwrap();
    assert_ne!(rule(&world, "2026-03-12"), DayRule::OpeningHours);
    let (mut document, seen) = document(&world).await;
    document.feeds.clear();
    let later = world.now() + jiff::SignedDuration::from_mins(1);
    world.desk.keep_calendar(&world.who("marit"), document, Some(seen), later).await.unwrap();
    let directory = world.desk.directory();
    let spec = directory.calendars[&"office".parse().unwrap()].spec();
    let rule = spec.version_at(later).unwrap().rule_for("2026-03-12".parse().unwrap());
    assert_eq!(rule, DayRule::OpeningHours);
    world.desk.read_feeds(&fetcher, later).await.unwrap();
    assert_eq!(world.desk.feed_states().await.unwrap(), []);
}

#[tokio::test]
async fn only_who_may_configure_imports_or_changes_a_calendar() {
    let (world, _, _) = world().await;
    let (sheet, seen) = document(&world).await;
    for person in ["ilse", "samira", "fatima"] {
        let who = world.who(person);
        let kept = world.desk.keep_calendar(&who, sheet.clone(), Some(seen), world.now()).await;
        assert!(matches!(kept, Err(piket_engine::configure::ConfigureError::Denied)), "{person}");
    }
}
