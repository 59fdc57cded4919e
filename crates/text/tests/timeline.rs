//! Every fact of a timeline as a line, for the desk and for the client, in every language.

#![expect(
    clippy::unwrap_used,
    reason = "all of this is test code, also where it is no test itself"
)]

use jiff::Timestamp;
use piket_core::directory::Language;
use piket_core::incident::{Actor, Entry, ErrandKind, Fact};
use piket_core::key::{ApplicationKey, CheckKey, ClientKey, PersonKey, SupplierKey};
use piket_core::process::Step;
use piket_core::sla::Metric;
use piket_text::timeline::{next, sentence, sentence_for_client};
use piket_text::{Names, Words};
use serde_json::{Value, json};

/// Names as people gave them.
struct Named;

impl Names for Named {
    fn person(&self, key: &PersonKey) -> String {
        match key.as_str() {
            "ilse" => "Ilse de Vries".to_owned(),
            "tom" => "Tom Bakker".to_owned(),
            "marieke" => "Marieke de Wit".to_owned(),
            other => other.to_owned(),
        }
    }

    fn supplier(&self, _: &SupplierKey) -> String {
        "NordHost".to_owned()
    }

    fn application(&self, _: &ApplicationKey) -> String {
        "Webshop".to_owned()
    }

    fn client(&self, _: &ClientKey) -> String {
        "Bakkerij De Molen".to_owned()
    }

    fn check(&self, _: &CheckKey) -> String {
        "Startpagina".to_owned()
    }
}

fn words(language: Language) -> Words {
    Words::of(language).in_zone("Europe/Amsterdam")
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const NONE: &str = "00000000-0000-0000-0000-000000000000";

fn message(scope: &Value) -> Value {
    json!({"id": NONE, "scope": scope, "channel": "mail", "to": [], "body": "geheim",
           "next_update_at": null})
}

fn with(mut fact: Value, more: Value) -> Value {
    let Value::Object(more) = more else { return fact };
    for (name, value) in more {
        fact[name] = value;
    }
    fact
}

/// Each kind of fact, with who did it.
fn facts() -> Vec<(Actor, Value)> {
    let person = |key: &str| Actor::Person(key.parse().unwrap());
    let check = || Actor::Check("startpagina".parse().unwrap());
    let supplier = || Actor::Party("supplier:nordhost".parse().unwrap());
    let soon = "2026-07-14T01:30:00Z";
    let reported = |channel: &str| {
        json!({"fact": "reported", "number": 1042, "ticket": "incident", "client": "molen",
               "application": "webshop", "source": {"channel": channel}, "reporter": null,
               "summary": "Startpagina geeft 502", "details": "", "provisional": 1,
               "pins": {}, "onset_at": null})
    };
    vec![
        (check(), reported("monitoring")),
        (person("marieke"), reported("portal")),
        (person("ilse"), reported("desk")),
        (Actor::Program("Alertmanager".to_owned()), reported("api")),
        (
            check(),
            json!({"fact": "alert_linked", "key": "k", "check": "startpagina",
                   "summary": "502", "onset_at": soon}),
        ),
        (check(), json!({"fact": "alert_recovered", "key": "k", "recovered_at": soon})),
        (check(), json!({"fact": "alert_returned", "key": "k", "onset_at": soon})),
        (
            person("ilse"),
            json!({"fact": "classified", "nature": "outage", "impact": 1, "urgency": 2,
                   "priority": 2, "reason": "Alleen de kassa"}),
        ),
        (person("ilse"), json!({"fact": "application_set", "application": "webshop", "pins": {}})),
        (
            person("ilse"),
            json!({"fact": "holder_offered", "party": "supplier:nordhost", "person": null,
                   "reason": "De server staat bij hen", "accept_by": soon}),
        ),
        (
            person("ilse"),
            json!({"fact": "holder_offered", "party": "own:development", "person": "tom",
                   "reason": "Kent deze code", "accept_by": soon}),
        ),
        (
            person("ilse"),
            json!({"fact": "holder_accepted", "party": "own:service_desk", "person": "ilse",
                   "reason": "Wij kunnen dit"}),
        ),
        (
            supplier(),
            json!({"fact": "holder_accepted", "party": "supplier:nordhost", "person": null,
                   "reason": ""}),
        ),
        (
            supplier(),
            json!({"fact": "holder_refused", "party": "supplier:nordhost",
                   "reason": "Niet bij ons"}),
        ),
        (Actor::Piket, json!({"fact": "offer_expired", "party": "own:development"})),
        (
            person("ilse"),
            json!({"fact": "step_changed", "from": "assigning", "to": "investigating"}),
        ),
        (
            person("ilse"),
            json!({"fact": "step_changed", "from": "verifying", "to": "implementing",
                   "reason": "Weer rood"}),
        ),
        (
            person("ilse"),
            json!({"fact": "step_changed", "from": "investigating", "to": "verifying",
                   "skipped": ["5.1", "5.2"]}),
        ),
        (
            person("ilse"),
            json!({"fact": "step_changed", "from": "implementing", "to": "rolling_out"}),
        ),
        (person("ilse"), with(json!({"fact": "message_sent"}), message(&json!("public")))),
        (
            person("ilse"),
            with(json!({"fact": "message_sent"}), message(&json!({"party": "supplier:nordhost"}))),
        ),
        (person("ilse"), with(json!({"fact": "message_sent"}), message(&json!("internal")))),
        (person("marieke"), with(json!({"fact": "message_received"}), message(&json!("public")))),
        (
            supplier(),
            with(
                json!({"fact": "message_received"}),
                message(&json!({"party": "supplier:nordhost"})),
            ),
        ),
        (person("ilse"), json!({"fact": "call_logged", "with": "Marieke", "body": "geheim"})),
        (Actor::Piket, json!({"fact": "client_told", "what": "Ilse de Vries"})),
        (Actor::Piket, json!({"fact": "client_told", "what": "own:development"})),
        (Actor::Piket, json!({"fact": "response_voided", "message": NONE})),
        (
            person("ilse"),
            json!({"fact": "waiting_began", "pause": "client",
                   "question": "Welke browser?", "remind_at": soon}),
        ),
        (person("marieke"), json!({"fact": "waiting_ended", "pause": "client"})),
        (
            person("ilse"),
            json!({"fact": "awaiting_began", "on": "supplier:nordhost", "what": "Een nieuwe schijf",
                   "until": soon}),
        ),
        (
            person("ilse"),
            json!({"fact": "awaiting_began", "on": "internal", "what": "Tom kijkt mee"}),
        ),
        (
            person("ilse"),
            json!({"fact": "awaiting_ended", "on": "change_window", "reason": "Niet meer nodig"}),
        ),
        (
            check(),
            json!({"fact": "evidence_added", "id": NONE, "kind": "failing_result",
                   "title": "502 in 38 ms", "captured_at": soon, "sha256": "", "scope": "internal"}),
        ),
        (
            person("ilse"),
            json!({"fact": "finding_recorded", "text": "De schijf is vol", "evidence": []}),
        ),
        (
            person("ilse"),
            json!({"fact": "finding_recorded", "text": "De schijf is vol", "evidence": [],
                   "cause": "Logbestanden groeiden"}),
        ),
        (
            person("tom"),
            json!({"fact": "solution_proposed", "version": 2, "solution": "s", "risk": "r",
                   "rollback": "b", "test_plan": "t"}),
        ),
        (
            person("marieke"),
            json!({"fact": "consent_given", "version": 2, "note": "Graag vandaag"}),
        ),
        (person("marieke"), json!({"fact": "consent_refused", "version": 2, "reason": "Te duur"})),
        (person("tom"), json!({"fact": "implemented", "is_tested": true, "note": ""})),
        (person("tom"), json!({"fact": "implemented", "is_tested": false, "note": "snel"})),
        (person("tom"), json!({"fact": "rolled_out", "version": "v2.4.1", "note": ""})),
        (Actor::Piket, json!({"fact": "verification_passed", "proof": soon})),
        (
            person("tom"),
            json!({"fact": "verification_passed", "proof": "Zelf een bestelling gedaan"}),
        ),
        (Actor::Piket, json!({"fact": "restored"})),
        (person("ilse"), with(json!({"fact": "reported_back"}), message(&json!("public")))),
        (
            person("ilse"),
            json!({"fact": "resolution_prepared", "kind": "fixed", "cause": "c", "solution": "s",
                   "message": message(&json!("public"))}),
        ),
        (
            person("ilse"),
            json!({"fact": "resolved", "resolution": "fixed", "cause": "c", "solution": "s",
                   "is_unattended": false}),
        ),
        (
            Actor::Piket,
            json!({"fact": "resolved", "resolution": "recovered", "cause": "c", "solution": "s",
                   "is_unattended": true}),
        ),
        (person("marieke"), json!({"fact": "confirmed"})),
        (
            person("ilse"),
            json!({"fact": "prevention_planned", "action": "Schijfruimte bewaken",
                   "owner": "tom", "due_on": "2026-08-01"}),
        ),
        (person("ilse"), json!({"fact": "prevention_waived", "reason": "Eenmalig"})),
        (person("ilse"), json!({"fact": "closed", "by_silence": false})),
        (Actor::Piket, json!({"fact": "closed", "by_silence": true})),
        (
            person("ilse"),
            json!({"fact": "cancelled", "cancel": "duplicate", "reason": "Zie INC-1041"}),
        ),
        (person("marieke"), json!({"fact": "reopened", "reason": "Weer stuk"})),
        (Actor::Piket, json!({"fact": "warned", "metric": "restore", "cycle": 0, "percent": 75})),
        (
            Actor::Piket,
            json!({"fact": "breached", "metric": "restore", "cycle": 0, "due_at": soon,
                   "limit_at": soon, "holder": "own:development"}),
        ),
        (Actor::Piket, json!({"fact": "promise_missed", "promised_at": soon})),
        (Actor::Piket, json!({"fact": "escalated", "rung": 2, "person": "tom"})),
        (Actor::Piket, json!({"fact": "escalated", "rung": 3, "person": null})),
        (Actor::Piket, json!({"fact": "reminded", "errand": "checkpoint"})),
        (
            Actor::Piket,
            json!({"fact": "delivered", "to": "Marieke de Wit", "language": "nl",
                   "about": "message"}),
        ),
        (
            Actor::Piket,
            json!({"fact": "delivered", "to": "Marieke de Wit", "language": "nl",
                   "about": "confirm_asked", "failure": "550 mailbox unknown"}),
        ),
    ]
    .into_iter()
    .chain(beside())
    .collect()
}

/// Facts beside the route: corrections, merged and linked incidents.
fn beside() -> Vec<(Actor, Value)> {
    let tom = || Actor::Person("tom".parse().unwrap());
    let ilse = || Actor::Person("ilse".parse().unwrap());
    let (old, new) = ("2026-07-14T01:30:00Z", "2026-07-14T01:10:00Z");
    let asked = |number: u32, what: Value| {
        let asked = json!({"fact": "correction_requested", "number": number,
                           "reason": "Staat in het belverslag"});
        (tom(), with(asked, what))
    };
    let instants = |object: &str| json!({"object": object, "alert": "k", "old": old, "new": new});
    vec![
        asked(
            1,
            json!({"object": "breach", "metric": "reaction", "cycle": 0,
                        "excuse": "client_caused"}),
        ),
        asked(2, instants("reported_at")),
        asked(3, instants("responded_at")),
        asked(4, instants("restored_at")),
        asked(5, instants("outage_start")),
        asked(6, instants("outage_end")),
        asked(7, json!({"object": "calendar", "old": "kantoor", "new": "kantoor-lang"})),
        (ilse(), json!({"fact": "correction_approved", "correction": 1})),
        (
            ilse(),
            json!({"fact": "correction_approved", "correction": 2, "note": "Ik ben alleen",
                        "is_alone": true}),
        ),
        (ilse(), json!({"fact": "correction_refused", "correction": 3, "reason": "Geen bewijs"})),
        (tom(), json!({"fact": "correction_withdrawn", "correction": 4})),
        (tom(), json!({"fact": "breach_refuted", "metric": "reaction", "cycle": 0, "by": 12})),
        (
            tom(),
            json!({"fact": "merged_into", "into": 1044, "incident": NONE,
                       "reason": "Geheime reden", "undo_until": new}),
        ),
        (tom(), json!({"fact": "merge_undone", "from": 1044})),
        (
            tom(),
            json!({"fact": "absorbed", "number": 1043, "incident": NONE, "reported_at": new,
                       "onset_at": new}),
        ),
        (tom(), json!({"fact": "released", "number": 1043})),
        (tom(), json!({"fact": "linked", "number": 1050, "incident": NONE, "link": "parent"})),
        (tom(), json!({"fact": "linked", "number": 1051, "incident": NONE, "link": "child"})),
        (tom(), json!({"fact": "linked", "number": 1052, "incident": NONE, "link": "related"})),
        (
            tom(),
            json!({"fact": "linked", "number": 1017, "incident": NONE, "link": "follow_up_of"}),
        ),
        (
            tom(),
            json!({"fact": "linked", "number": 1077, "incident": NONE, "link": "followed_up_by"}),
        ),
        (
            tom(),
            json!({"fact": "said_in_merged", "of": 1043, "message": message(&json!("public"))}),
        ),
        (tom(), json!({"fact": "unlinked", "number": 1052, "link": "related"})),
        (tom(), json!({"fact": "children_told", "children": [1051, 1053]})),
        (tom(), json!({"fact": "children_told", "children": [1051], "left_out": [1053]})),
    ]
}

fn entries() -> Vec<Entry> {
    let entry = |(place, (actor, fact)): (u32, (Actor, Value))| {
        let fact: Fact = serde_json::from_value(fact).unwrap();
        Entry {
            seq: place,
            at: at("2026-07-14T01:00:00Z"),
            recorded_at: at("2026-07-14T01:00:00Z"),
            actor,
            fact,
        }
    };
    (1..).zip(facts()).map(entry).collect()
}

#[test]
fn every_fact_is_a_line_for_the_desk() {
    for language in Language::ALL {
        let words = words(language);
        let lines: Vec<String> =
            entries().iter().map(|entry| sentence(&words, entry, &Named)).collect();
        for line in &lines {
            for left_over in ["{$", "{ $", "fact-", "errand-", "about-", "channel-", "geheim"] {
                assert!(!line.contains(left_over), "{line}");
            }
        }
        insta::assert_snapshot!(format!("desk_{}", language.code()), lines.join("\n"));
    }
}

#[test]
fn the_client_reads_what_is_the_clients_business_and_no_more() {
    for language in Language::ALL {
        let words = words(language);
        let own = |step: Step| {
            (step == Step::Verifying && language == Language::Nl).then(|| "Nacontrole".to_owned())
        };
        let lines: Vec<String> = entries()
            .iter()
            .filter_map(|entry| sentence_for_client(&words, entry, &Named, &own))
            .collect();
        for line in &lines {
            for ours in [
                "Weer rood",
                "Wij kunnen dit",
                "5.1",
                "INC-1041",
                "Weer stuk",
                "geheim",
                "Geheime reden",
                "INC-1050",
            ] {
                assert!(!line.contains(ours), "{line}");
            }
        }
        insta::assert_snapshot!(format!("client_{}", language.code()), lines.join("\n"));
    }
}

#[test]
fn what_happens_next_is_one_sentence_with_its_time() {
    let now = at("2026-07-14T10:00:00+02:00");
    let due_at = at("2026-07-14T16:00:00+02:00");
    let every = [
        ErrandKind::Rung(2),
        ErrandKind::Warn {
            metric: Metric::Restore,
            cycle: 0,
            percent: 75,
            minutes_before: None,
            engagement: None,
        },
        ErrandKind::Breach {
            metric: Metric::Restore,
            cycle: 0,
            engagement: None,
            due_at,
            limit_at: due_at,
        },
        ErrandKind::Promise,
        ErrandKind::OfferExpires,
        ErrandKind::DeferralEnds,
        ErrandKind::AskAgain,
        ErrandKind::AwaitedEnds,
        ErrandKind::Watched,
        ErrandKind::Unattended,
        ErrandKind::Checkpoint,
        ErrandKind::ConsentReminder,
        ErrandKind::ConfirmationOver,
        ErrandKind::PreventionMissing,
    ];
    for (language, begin) in [(Language::Nl, "vandaag 16:00: "), (Language::En, "today 16:00: ")] {
        for kind in &every {
            let said = next(&words(language), due_at, kind, now);
            assert!(said.starts_with(begin) && !said.contains("{$"), "{said}");
        }
    }
    assert_eq!(
        next(&words(Language::Nl), due_at, &every[1], now),
        "vandaag 16:00: 75% van de hersteltijd is gebruikt"
    );
}
