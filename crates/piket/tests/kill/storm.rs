//! The storm: programs and people ask as fast as they are answered, and write down what was
//! acknowledged and what they never heard of again.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::house::House;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// What was asked, and what became of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// Troubles by key, with how often monitoring was told "kept" about each.
    pub(crate) troubles: BTreeMap<String, usize>,
    /// Words that a person said, or summaries of what a person reported; true when acknowledged.
    pub(crate) words: BTreeMap<String, bool>,
    /// How many signals got no answer.
    pub(crate) signals_unanswered: usize,
    /// Incidents of which somebody was told the number.
    incidents: Vec<String>,
}

impl Ledger {
    /// How many signals were acknowledged.
    pub(crate) fn signals(&self) -> usize {
        self.troubles.values().sum()
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let actions = self.words.values().filter(|is_acknowledged| **is_acknowledged).count();
        write!(f, "{} signals and {actions} actions of people", self.signals())
    }
}

/// Everybody who asks something of one installation.
pub(crate) struct Storm {
    port: u16,
    intake: String,
    token: String,
    asked: AtomicUsize,
    ledger: Mutex<Ledger>,
}

/// One thing that is asked.
enum Deed {
    Signal { key: String, action: &'static str },
    Report { summary: String },
    Note { incident: String, body: String },
    Message { incident: String, body: String },
    Take { incident: String },
}

impl Storm {
    pub(crate) fn towards(house: &House) -> Self {
        Self {
            port: house.port,
            intake: format!("/intake/{}", house.intake),
            token: house.token.clone(),
            asked: AtomicUsize::new(0),
            ledger: Mutex::default(),
        }
    }

    /// So many at once ask until nobody answers any more.
    pub(crate) fn rages(self: &Arc<Self>, at_once: usize) -> Answers {
        let (heard, answers) = channel();
        for _ in 0..at_once {
            let (storm, heard) = (Arc::clone(self), heard.clone());
            thread::spawn(move || storm.asks(&heard));
        }
        Answers(answers)
    }

    /// What was asked so far.
    pub(crate) fn ledger(&self) -> Ledger {
        self.ledger.lock().unwrap().clone()
    }

    fn asks(&self, heard: &Sender<()>) {
        loop {
            let number = self.asked.fetch_add(1, Ordering::Relaxed);
            let deed = self.deed(number);
            let answer = self.ask(&deed);
            let is_over = answer.is_none();
            if self.write_down(deed, answer.as_ref()) {
                // The test may have heard enough.
                heard.send(()).ok();
            }
            if is_over {
                return;
            }
        }
    }

    /// Of twenty deeds one is a new trouble, ten are signals about an earlier one, one is a report,
    /// six are notes, one a message to the client, one takes an incident.
    fn deed(&self, number: usize) -> Deed {
        let ledger = self.ledger.lock().unwrap();
        let keys = ledger.troubles.len();
        let key = ledger.troubles.keys().nth(number * 7 % keys.max(1)).cloned();
        let incidents = ledger.incidents.len();
        let incident = ledger.incidents.get(number * 7 % incidents.max(1)).cloned();
        match (number % 20, key, incident) {
            (1..=7, Some(key), _) => Deed::Signal { key, action: "open" },
            (8..=10, Some(key), _) => Deed::Signal { key, action: "resolve" },
            (11, _, _) => Deed::Report { summary: format!("report-{number}-") },
            (12..=17, _, Some(incident)) => {
                Deed::Note { incident, body: format!("note-{number}-") }
            }
            (18, _, Some(incident)) => Deed::Message { incident, body: format!("word-{number}-") },
            (19, _, Some(incident)) => Deed::Take { incident },
            _ => Deed::Signal { key: format!("trouble-{number}"), action: "open" },
        }
    }

    /// Asks; nothing when there was no answer.
    fn ask(&self, deed: &Deed) -> Option<(u16, Value)> {
        let (path, body) = match deed {
            Deed::Signal { key, action } => {
                (self.intake.clone(), json!({"action": action, "key": key, "summary": key}))
            }
            Deed::Report { summary } => (
                "/api/v1/incidents".to_owned(),
                json!({"application": "veer-site", "summary": summary, "caller": "wim"}),
            ),
            Deed::Note { incident, body } => {
                (format!("/api/v1/incidents/{incident}/notes"), json!({"body": body}))
            }
            Deed::Message { incident, body } => {
                (format!("/api/v1/incidents/{incident}/messages"), json!({"body": body}))
            }
            Deed::Take { incident } => {
                (format!("/api/v1/incidents/{incident}/take"), json!({"reason": "ours"}))
            }
        };
        post(self.port, &path, &self.token, &body.to_string())
    }

    /// Writes down what became of a deed; true when it was acknowledged.
    fn write_down(&self, deed: Deed, answer: Option<&(u16, Value)>) -> bool {
        let is_acknowledged = answer.is_some_and(|(status, _)| (200..300).contains(status));
        let mut ledger = self.ledger.lock().unwrap();
        let ledger = &mut *ledger;
        let number = |name| answer.and_then(|(_, body)| body[name].as_str()).map(str::to_owned);
        match deed {
            Deed::Signal { key, .. } if is_acknowledged => {
                *ledger.troubles.entry(key).or_default() += 1;
                ledger.incidents.extend(number("incident"));
            }
            Deed::Signal { .. } => {
                assert!(answer.is_none(), "a signal is kept, or unanswered: {answer:?}");
                ledger.signals_unanswered += 1;
            }
            Deed::Report { summary: words } => {
                ledger.words.insert(words, is_acknowledged);
                ledger.incidents.extend(number("number"));
            }
            Deed::Note { body: words, .. } | Deed::Message { body: words, .. } => {
                // Too many at once upon one incident are told so.
                let is_told = answer.is_none_or(|(status, _)| [200, 409].contains(status));
                assert!(is_told, "{answer:?}");
                ledger.words.insert(words, is_acknowledged);
            }
            Deed::Take { .. } => {}
        }
        is_acknowledged
    }
}

/// What the storm hears back.
pub(crate) struct Answers(Receiver<()>);

impl Answers {
    /// Waits for one acknowledgement.
    pub(crate) fn one(&self) {
        self.0.recv_timeout(PATIENCE).expect("the server answers");
    }

    /// Waits until all who asked have noticed that nobody answers.
    pub(crate) fn until_all_have_noticed(self) {
        while self.0.recv().is_ok() {}
    }
}

/// One request. Answers its status and body, or nothing when the server died before it had said
/// all of the first line; a body that broke off is an answer nevertheless.
fn post(port: u16, path: &str, token: &str, body: &str) -> Option<(u16, Value)> {
    let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    line.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\
         authorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    line.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    // A reset after the answer is the end of it as well.
    drop(line.read_to_end(&mut bytes));
    let answer = String::from_utf8_lossy(&bytes);
    let (head, body) = answer.split_once("\r\n").unwrap_or((&answer, ""));
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let body = body.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Some((status, serde_json::from_str(body).unwrap_or_default()))
}
