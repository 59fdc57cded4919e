//! An installation whose server is started and killed: its agency, its tokens, its mail server.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use piket_testkit::Home;
use tempfile::TempDir;

use crate::post_box::PostBox;

/// The ladder is climbed at once, so that there is something due for every incident.
const AGENCY: &str = r#"
[installation]
name = "Noordwerk"
default_agreement = "bronze"
default_route = "standard"
service_manager = "marit"
ladder = { first = "sanne", second = "joost", second_after_minutes = 0, manager_after_minutes = 0 }

[[person]]
key = "sanne"
name = "Sanne de Wit"
email = "sanne@noordwerk.example"
role = "engineer"
parties = ["own:service_desk"]

[[person]]
key = "joost"
name = "Joost Vos"
email = "joost@noordwerk.example"
role = "developer"
parties = ["own:development"]

[[person]]
key = "marit"
name = "Marit Visser"
email = "marit@noordwerk.example"
role = "manager"
parties = ["own:incident_manager"]

[[client]]
key = "veer"
name = "Het Veer"

[[person]]
key = "wim"
name = "Wim Bos"
email = "wim@veer.example"
role = "client"
client = "veer"
parties = ["client:product_owner", "client:contact"]

[[application]]
key = "veer-site"
name = "Website Het Veer"
client = "veer"
"#;

/// Ports of other tests of this run.
static TAKEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// An installation.
pub(crate) struct House {
    pub(crate) home: Home,
    pub(crate) post_box: PostBox,
    /// Where the server serves, whenever it runs.
    pub(crate) port: u16,
    /// The secret of the intake of the monitoring.
    pub(crate) intake: String,
    /// The secret by which Sanne's program asks.
    pub(crate) token: String,
    folder: TempDir,
    kills: Cell<usize>,
}

impl House {
    /// An agency with a client and one application, whose server does not run yet.
    pub(crate) fn furnish(home: Home) -> Self {
        let port = free_port();
        let (folder, post_box) = (tempfile::tempdir().unwrap(), PostBox::open());
        let (intake, token) = (String::new(), String::new());
        let mut house = Self { home, post_box, port, intake, token, folder, kills: Cell::new(0) };
        std::fs::write(house.folder.path().join("agency.toml"), AGENCY).unwrap();
        house.works(&["apply", "agency.toml", "--yes"]);
        let new = ["token", "add", "--bare", "--name", "grafana"];
        house.intake = house.works(&[&new[..], &["intake", "--application", "veer-site"]].concat());
        house.token = house.works(&[&new[..], &["api", "--for", "sanne"]].concat());
        house
    }

    /// Starts the server.
    pub(crate) fn start(&self) -> Server<'_> {
        let mut server = self.piket(&["serve", "--listen", &format!("127.0.0.1:{}", self.port)]);
        server.env("PIKET_LOG_LEVEL", "info").env("PIKET_CHECKS_ENABLED", "false");
        let mut child =
            server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the server starts");
        let log = BufReader::new(child.stderr.take().expect("a log"));
        let (said, heard) = channel();
        // Read to its end, or the server would wait for a reader.
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                // Nobody listens any more once it serves.
                drop(said.send(line));
            }
        });
        Server { child, heard, kills: &self.kills }
    }

    /// On which engine it remembers.
    pub(crate) fn engine(&self) -> &'static str {
        if self.home.url.starts_with("postgres") { "PostgreSQL" } else { "SQLite" }
    }

    /// How often its server was killed.
    pub(crate) fn kills(&self) -> usize {
        self.kills.get()
    }

    /// Carries out a command on the console, and answers what it printed.
    fn works(&self, arguments: &[&str]) -> String {
        let output = self.piket(arguments).output().expect("the program runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn piket(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_piket"));
        let inherited = std::env::vars_os()
            .map(|(name, _)| name)
            .filter(|name| name.to_string_lossy().starts_with("PIKET_"));
        for name in inherited {
            command.env_remove(name);
        }
        command
            .current_dir(self.folder.path())
            .env("PIKET_DATABASE_URL", &self.home.url)
            .env("PIKET_SMTP_HOST", "127.0.0.1")
            .env("PIKET_SMTP_PORT", self.post_box.port.to_string())
            .env("PIKET_SMTP_SECURITY", "none")
            .env("PIKET_SMTP_FROM_ADDRESS", "piket@noordwerk.example")
            .args(arguments)
            .stdin(Stdio::null());
        command
    }
}

/// A port below those that outgoing connections are given, so that nobody takes it while the server
/// is down.
fn free_port() -> u16 {
    let first = u16::try_from(std::process::id() % 10_000).unwrap() + 20_000;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let taken = |port: &u16| TAKEN.lock().unwrap().insert(*port);
    (first..32_000).filter(is_free).find(taken).expect("a free port")
}

/// A running server.
pub(crate) struct Server<'h> {
    child: Child,
    heard: Receiver<String>,
    kills: &'h Cell<usize>,
}

impl Server<'_> {
    /// Waits until its doors are open.
    pub(crate) fn until_it_serves(&mut self) {
        let mut all = Vec::new();
        for line in &self.heard {
            if line.contains("Piket serves") {
                return;
            }
            all.push(line);
        }
        panic!("it ended:\n{}", all.join("\n"))
    }

    /// `kill -9`: nothing of it can be finished, said or written any more.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.kills.set(self.kills.get() + 1);
    }
}

impl Drop for Server<'_> {
    /// A test that failed leaves nothing running.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}
