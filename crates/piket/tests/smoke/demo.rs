//! The demo: the shop is broken, its check notices, an incident opens, the right people get mail,
//! and the incident is taken and solved.

use serde_json::Value;

use crate::console::{Running, run, works};
use crate::http::{free_ports, get};

/// A demo without a past, on ports of its own.
struct Demo {
    folder: tempfile::TempDir,
    running: Running,
    desk: u16,
    shop: u16,
    room: u16,
    database: String,
}

impl Demo {
    fn start(database: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports: [u16; 6] = free_ports();
        let [desk, shop, room, neighbours, tls, smtp] = ports.map(|port| port.to_string());
        let mut arguments = vec!["demo", "--no-history", "--data", "data", "--port", &desk];
        arguments.extend(["--shop-port", &shop, "--room-port", &room, "--tls-port", &tls]);
        arguments.extend(["--neighbours-port", &neighbours, "--smtp-port", &smtp]);
        arguments.extend(database.into_iter().flat_map(|url| ["--database-url", url]));
        let mut running = Running::start(folder.path(), &arguments);
        running.until("Ctrl-C ends it");
        let [desk, shop, room, ..] = ports;
        let database = database.map_or_else(|| "sqlite:data/piket.db".to_owned(), str::to_owned);
        Self { folder, running, desk, shop, room, database }
    }

    /// A command of the same installation.
    fn command(&self, arguments: &[&str]) -> String {
        works(self.folder.path(), &self.with_settings(arguments))
    }

    fn with_settings<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        let mut all = vec!["--settings", "installation.toml"];
        all.extend(arguments);
        let text = format!("database_url = {:?}\nkey_file = \"data/piket.key\"\n", self.database);
        std::fs::write(self.folder.path().join("installation.toml"), text).unwrap();
        all
    }

    /// The letters after a number, once there is one that is `wanted`.
    fn letter(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut after = 0;
        // Each answer brings at least one letter more, or comes after half a minute without any.
        for _ in 0..100 {
            let answer = get(&format!("/letters.json?after={after}")).to(self.room).unwrap();
            let letters = answer.json();
            let letters = letters.as_array().unwrap();
            assert!(!letters.is_empty(), "no more letters came");
            if let Some(letter) = letters.iter().find(|letter| wanted(letter)) {
                return letter.clone();
            }
            after = letters.last().unwrap()["number"].as_u64().unwrap();
        }
        panic!("a hundred letters came, and not the one that was waited for");
    }
}

fn breaks_and_is_solved(demo: &Demo) {
    let room = demo.room.to_string();
    let front = get("/").to(demo.shop).unwrap();
    assert!(front.status == 200 && front.body.contains("In winkelwagen"));

    demo.command(&["demo", "break", "500", "--room-port", &room]);
    assert_eq!(get("/").to(demo.shop).unwrap().status, 500);

    // Who is responsible is asked, who must be informed is told: in their languages.
    let to = |letter: &Value, address: &str| letter["to"] == address;
    let asked = demo.letter(|letter| to(letter, "ilse@studiokade.example"));
    let subject = asked["subject"].as_str().unwrap();
    assert!(subject.contains("[INC-"), "{subject}");
    assert!(asked["html"].as_str().unwrap().contains("/incidents/INC-"));
    for address in ["samira@studiokade.example", "fatima@demolen.example"] {
        demo.letter(|letter| to(letter, address));
    }

    let token = demo.command(&["token", "add", "api", "--name", "test", "--for", "ilse", "--bare"]);
    let list = get("/api/v1/incidents").bearer(token.trim()).to(demo.desk).unwrap();
    assert_eq!(list.status, 200, "{list:?}");
    assert!(list.body.contains("demolen-shop"), "{list:?}");

    let number = subject.split(['[', ']']).nth(1).unwrap().to_owned();
    let as_ilse = |verb: &str, rest: &[&str]| {
        let mut arguments = vec!["incident", "--as", "ilse", verb, &number];
        arguments.extend(rest);
        demo.command(&arguments)
    };
    assert!(as_ilse("take", &[]).contains("Investigating"));
    as_ilse("message", &["Wij zien het en zijn bezig."]);
    demo.letter(|letter| {
        to(letter, "fatima@demolen.example")
            && letter["text"].as_str().unwrap().contains("Wij zien het en zijn bezig.")
    });
    demo.command(&["demo", "mend", "--room-port", &room]);
    let solved = ["--cause", "Te veel verbindingen.", "--solution", "Herstart."];
    assert!(as_ilse("solve", &solved).contains("Verifying"));

    // What is not proved yet cannot be resolved, and the answer says what is missing.
    let mut arguments = vec!["incident", "--as", "ilse", "resolve", &number];
    arguments.extend(solved);
    let refused = run(demo.folder.path(), &demo.with_settings(&arguments));
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("hint: "), "{refused:?}");
    assert!(demo.command(&["verify"]).contains("lists show what they say"));
}

#[test]
fn a_broken_shop_becomes_an_incident_and_letters_and_is_solved() {
    let demo = Demo::start(None);
    breaks_and_is_solved(&demo);
    assert_eq!(demo.running.stop(), 0);
}

#[test]
fn the_same_on_postgresql() {
    let Some(home) = piket_testkit::Home::on_postgres() else { return };
    let demo = Demo::start(Some(&home.url));
    breaks_and_is_solved(&demo);
    let refused = run(demo.folder.path(), &demo.with_settings(&["backup", "copy.db"]));
    assert!(refused.code == 2 && refused.err.contains("pg_dump"), "{refused:?}");
    assert_eq!(demo.running.stop(), 0);
}

#[test]
fn a_demo_on_a_port_that_is_taken_says_which_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = run(folder.path(), &["demo", "--port", &port]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains(&format!("port {port} cannot be used")), "{said:?}");
    assert!(said.err.contains("--port"), "{said:?}");
    let nobody =
        run(folder.path(), &["demo", "mend", "--room-port", &free_ports::<1>()[0].to_string()]);
    assert!(nobody.code == 1 && nobody.err.contains("no demo answers"), "{nobody:?}");
}

#[test]
fn every_trouble_of_the_shop_is_seen_by_its_check_and_gone_when_it_is_mended() {
    let demo = Demo::start(None);
    let room = demo.room.to_string();
    let look = |check: &str| run(demo.folder.path(), &demo.with_settings(&["check", "run", check]));
    for (trouble, check, seen) in [
        ("500", "demolen-shop-home", "status 500"),
        ("slow", "demolen-shop-home", "total_ms"),
        ("content", "demolen-shop-home", "In winkelwagen"),
        ("down", "demolen-shop-home", "connection refused"),
        ("certificate", "demolen-shop-tls", "the certificate expired"),
    ] {
        demo.command(&["demo", "break", trouble, "--room-port", &room]);
        let broken = look(check);
        assert!(broken.code == 1 && broken.out.contains(seen), "{trouble}: {broken:?}");
        demo.command(&["demo", "mend", "--room-port", &room]);
        let mended = look(check);
        assert_eq!(mended.code, 0, "{trouble}: {mended:?}");
    }
    for page in ["/storing?lang=nl", "/storing?lang=en", "/"] {
        assert_eq!(get(page).to(demo.room).unwrap().status, 200, "{page}");
    }
    let strange =
        crate::http::post("/storing", "application/x-www-form-urlencoded", "trouble=down");
    let strange = strange.header("sec-fetch-site", "cross-site").to(demo.room).unwrap();
    assert_eq!(strange.status, 403, "another site must not break the shop");
}
