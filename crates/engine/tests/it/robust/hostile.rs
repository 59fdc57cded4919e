//! Texts that mean harm: control characters, a megabyte, right-to-left, NUL. Kept so that it can be
//! read and worked on, the same on both engines, or refused by name.

use piket_core::incident::{Actor, Channel, Command, Fact, Scope, State, TicketKind};
use piket_core::key::Number;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::ActionError;
use piket_engine::actions::NewIncident;
use piket_engine::intake::{Accepted, Frozen, Verdict};
use piket_testkit::{World, both_engines, message};

const MEGABYTE: usize = 1_000_000;

/// A megabyte of words, each of them long and none of them twice: the hardest for an index.
fn megabyte_of_words() -> String {
    let words = (0..MEGABYTE / 40).map(|number| format!("{number:05}{}", "w".repeat(34)));
    words.collect::<Vec<_>>().join(" ")
}

/// Texts, each with what must be findable of it.
fn hostile() -> Vec<(String, &'static str)> {
    vec![
        (
            "kassa\0 staat\u{1}\u{7}\u{1b}[31m stil\r\nBcc: iedereen@example.nl\u{7f}".to_owned(),
            "stil",
        ),
        ("\u{202e}tfel ot thgir\u{202c} kapot \u{2066}\u{2069}".to_owned(), "kapot"),
        ("الموقع معطل والمتجر لا يعمل".to_owned(), "معطل"),
        ("x".repeat(MEGABYTE), "xxxxx"),
        (format!("bakkerij {}", "🥖".repeat(MEGABYTE / 40)), "bakkerij"),
        (format!("molen {}", "e\u{301}".repeat(MEGABYTE / 30)), "molen"),
        (megabyte_of_words(), "00001"),
        ("'; DROP TABLE incident; -- \\ % _ \" <script>alert(1)</script>".to_owned(), "script"),
        ("\u{feff}\u{fffd}\u{10ffff} rest".to_owned(), "rest"),
    ]
}

async fn report(world: &World, summary: &str, details: &str) -> Result<State, ActionError> {
    let new = NewIncident {
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: Some("shop".parse().unwrap()),
        summary: summary.to_owned(),
        details: details.to_owned(),
        channel: Channel::Portal,
        received_at: None,
        caller: None,
        sorted: None,
        felt: None,
        follow_up_of: None,
        once: None,
    };
    let done = world.desk.report(&world.who("fatima"), new, world.now()).await;
    done.map(|done| done.state)
}

fn classify(reason: &str) -> Command {
    Command::Classify {
        nature: Nature::Outage,
        component: None,
        impact: Impact::Medium,
        urgency: Urgency::Medium,
        reason: Some(reason.to_owned()),
        agreed: None,
    }
}

fn signal(world: &World, key: &str, summary: &str, action: SignalAction) -> Accepted {
    Accepted {
        signal: Signal {
            source: "grafana".to_owned(),
            key: key.to_owned(),
            action,
            summary: summary.to_owned(),
            severity: Severity::Critical,
            details: summary.to_owned(),
            check: None,
            application: Some("shop".parse().unwrap()),
            component: None,
            nature: None,
            happened_at: world.now(),
        },
        evidence: vec![Frozen {
            kind: piket_core::incident::EvidenceKind::Signal,
            title: summary.to_owned(),
            captured_at: world.now(),
            content_type: "text/plain".to_owned(),
            body: summary.as_bytes().to_vec(),
        }],
        raw: Some(summary.as_bytes().to_vec()),
        actor: Actor::Program("grafana".to_owned()),
    }
}

/// A summary is shown in lists, titles and subjects of letters.
fn is_one_clean_line(summary: &str) {
    assert!(!summary.is_empty() && summary.chars().count() <= 300, "{}", summary.len());
    let is_tricky =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!summary.contains(is_tricky), "{summary:?}");
}

async fn is_found(world: &World, words: &str, number: Number) {
    let found = world.desk.search(&world.who("ilse"), words.to_owned(), 50).await.unwrap();
    assert!(found.iter().any(|row| row.number == number), "{number} by {words}");
}

both_engines! {
    whatever_a_client_types_can_be_read_worked_on_and_found(world) {
        for (text, word) in hostile() {
            let state = report(world, &text, &text).await.unwrap();
            is_one_clean_line(&state.summary);
            let number = state.number;
            world.does("ilse", number, classify(&text)).await;
            world.does("ilse", number, Command::Take { reason: text.clone() }).await;
            for scope in [Scope::Public, Scope::Internal] {
                let written = message(scope, &text);
                world.does("ilse", number, Command::Send { message: written, remind_at: None }).await;
            }
            let seen = world.sees("fatima", number).await.unwrap();
            let said = seen.entries.iter().any(|entry| {
                matches!(&entry.fact, Fact::MessageSent(message) if message.body == text)
            });
            assert!(said, "letter for letter");
            is_found(world, word, number).await;
            for mail in world.mailbox.take() {
                is_one_clean_line(&mail.subject);
            }
        }
        world.live(60).await;
    }

    whatever_a_program_sends_is_an_incident_and_its_repeats_and_end_find_it(world) {
        for (text, word) in hostile() {
            let tell = async |action| {
                let told = signal(world, &text, &text, action);
                world.desk.accept(told, world.now()).await.unwrap()
            };
            let Verdict::Opened(id) = tell(SignalAction::Open).await else { panic!("{word}") };
            assert_eq!(tell(SignalAction::Open).await, Verdict::Counted(id), "{word}");
            assert_eq!(tell(SignalAction::Resolve).await, Verdict::Recovered(id), "{word}");
            assert_eq!(tell(SignalAction::Open).await, Verdict::Returned(id), "{word}");
            let newest = world.open_incidents().await.into_iter().map(|(number, _)| number).max();
            let number = newest.unwrap();
            let state = world.state(number).await;
            assert_eq!(state.alerts.len(), 1, "{word}");
            assert!(!state.all_green(), "{word}");
            is_one_clean_line(&state.summary);
            assert_eq!(tell(SignalAction::Resolve).await, Verdict::Recovered(id), "{word}");
            assert!(world.state(number).await.all_green(), "{word}");
        }
        world.live(60).await;
        assert_eq!(world.open_incidents().await.len(), hostile().len());
    }

    keys_that_only_begin_alike_are_two_troubles_however_long_they_are(world) {
        let long = "k".repeat(MEGABYTE);
        let one = signal(world, &format!("{long}1"), "one", SignalAction::Open);
        let other = signal(world, &format!("{long}2"), "other", SignalAction::Open);
        let opened = [
            world.desk.accept(one, world.now()).await.unwrap(),
            world.desk.accept(other, world.now()).await.unwrap(),
        ];
        assert!(opened.iter().all(|verdict| matches!(verdict, Verdict::Opened(_))), "{opened:?}");
    }

    a_text_of_which_nothing_can_be_seen_is_missing(world) {
        for nothing in ["", " \t\r\n ", "\0\u{1}\u{7}", "\u{202e}\u{202c}"] {
            let refused = report(world, nothing, "details").await;
            assert!(matches!(refused, Err(ActionError::Refused(_))), "{nothing:?}");
        }
        let told = signal(world, "orders", "\0\u{1}", SignalAction::Open);
        let verdict = world.desk.accept(told, world.now()).await.unwrap();
        assert!(matches!(verdict, Verdict::Opened(_)), "the key says what it is about");
        assert_eq!(world.open_incidents().await[0].1.summary, "orders");
    }
}
