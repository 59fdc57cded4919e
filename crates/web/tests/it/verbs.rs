//! The route of an incident, walked by programs: everything that a page can ask, the API can ask.

use axum::http::Method;
use serde_json::{Value, json};

use crate::house::House;
use crate::openapi::operations;

#[tokio::test]
async fn an_incident_is_walked_from_the_report_to_its_end_by_programs_alone() {
    let mut house = House::new().await;
    let ilse = house.program("ilse").await;
    let fatima = house.program("fatima").await;
    let report = json!({
        "summary": "Nobody can pay", "details": "The page stays white.", "application": "shop"
    });
    let answer = fatima.post("/incidents", report).await;
    assert_eq!(answer.status, 201);
    let incident = answer.json();
    let number = incident["number"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/api/v1/incidents/{number}"));
    assert_eq!((&incident["client"], &incident["reporter"]), (&json!("molen"), &json!("fatima")));
    let at = |verb: &str| format!("/incidents/{number}/{verb}");

    let classify =
        json!({"nature": "functional_defect", "component": "shop", "impact": 1, "urgency": 1});
    let incident = ilse.does(&at("classify"), classify).await;
    assert_eq!(incident["priority"], 1);
    ilse.does(&at("take"), json!({"reason": "it is our code"})).await;
    ilse.does(&at("messages"), json!({"body": "We are looking into it."})).await;
    fatima.does(&at("messages"), json!({"body": "Since noon, by the way."})).await;
    ilse.does(&at("calls"), json!({"with": "Fatima", "body": "since noon"})).await;
    let evidence = json!({"kind": "log_excerpt", "title": "php.log", "text": "out of workers"});
    ilse.does(&at("evidence"), evidence).await;
    let finding = json!({"text": "the pool is empty", "cause": "too few workers"});
    ilse.does(&at("findings"), finding).await;
    let proposal = json!({
        "solution": "more workers", "risk": "none", "rollback": "fewer", "test_plan": "pay once"
    });
    let incident = ilse.does(&at("proposals"), proposal).await;
    assert_eq!(incident["step"], "agreeing");
    let incident = fatima.does(&at("consent"), json!({"version": 1, "note": "please"})).await;
    assert_eq!(incident["step"], "implementing");
    ilse.does(&at("implement"), json!({"is_tested": true, "note": "on test"})).await;
    let rolled_out = json!({"version": "2026.11", "note": "", "is_tested": true});
    ilse.does(&at("roll-out"), rolled_out).await;
    ilse.does(&at("verify"), json!({"proof": "ordered a loaf"})).await;
    let resolved = json!({
        "kind": "fixed", "cause": "too few workers", "solution": "more of them",
        "message": "Everybody can pay again."
    });
    let incident = ilse.does(&at("resolve"), resolved).await;
    assert_eq!(incident["step"], "resolved");
    fatima.does(&at("confirm"), Value::Null).await;
    let prevention = json!({"action": "watch the pool", "owner": "ilse", "due_on": "2026-04-01"});
    // Confirmed, and provided for: there is nothing left to wait for.
    let incident = ilse.does(&at("preventive-actions"), prevention).await;
    assert_eq!((&incident["step"], &incident["phase"]), (&json!("closed"), &json!("close")));
    house.world.ends_well().await;
}

#[tokio::test]
async fn evidence_that_somebody_froze_is_read_back_as_it_was_and_only_by_whom_it_concerns() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let ilse = house.program("ilse").await;
    let fatima = house.program("fatima").await;
    let at = format!("/incidents/{number}/evidence");
    ilse.does(&at, json!({"title": "note to self", "text": "<script>"})).await;
    ilse.does(&at, json!({"title": "curve", "text": "see here", "is_public": true})).await;
    let timeline = ilse.get(&format!("/incidents/{number}/timeline")).await.json();
    let items: Vec<String> = timeline["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["kind"] == "evidence_added")
        .map(|line| line["fact"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(items.len(), 2);
    let own = ilse.get(&format!("{at}/{}", items[0])).await;
    assert_eq!(own.text(), "<script>");
    assert_eq!(own.header("content-disposition"), "attachment");
    assert!(own.header("content-security-policy").contains("sandbox"));
    assert_eq!(fatima.get(&format!("{at}/{}", items[0])).await.status, 404);
    assert_eq!(fatima.get(&format!("{at}/{}", items[1])).await.text(), "see here");
    let answer = ilse.post(&at, json!({"title": " ", "text": "x"})).await;
    assert_eq!(answer.problem(), (422, "missing".to_owned()));
    assert_eq!(fatima.post(&at, json!({"title": "x", "text": "x"})).await.problem().0, 403);
}

#[tokio::test]
async fn a_message_reaches_only_people_of_the_incident() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let ilse = house.program("ilse").await;
    let at = format!("/incidents/{number}/messages");
    let answer = ilse.post(&at, json!({"body": "Hello.", "to": ["henk"]})).await;
    assert_eq!(answer.problem(), (422, "unknown".to_owned()));
    ilse.does(&at, json!({"body": "Hello.", "to": ["bram"]})).await;
    house.world.live(1).await;
    assert!(house.world.letters_to("henk").is_empty());
    assert_eq!(house.world.letters_to("bram").len(), 1);
}

#[tokio::test]
async fn one_of_ours_writes_an_incident_down_for_a_caller_of_the_client() {
    let house = House::new().await;
    let ilse = house.program("ilse").await;
    let new = json!({
        "application": "shop", "summary": "Bram says the shop is down", "caller": "bram",
        "classification": {"nature": "outage", "impact": 1, "urgency": 2}
    });
    let answer = ilse.post("/incidents", new).await;
    let incident = answer.json();
    assert_eq!(answer.status, 201, "{incident}");
    assert_eq!((&incident["reporter"], &incident["client"]), (&json!("bram"), &json!("molen")));
    for (wrong, code) in [
        (json!({"summary": "x"}), "missing"),
        (json!({"summary": "x", "client": "nobody"}), "unknown"),
        (json!({"summary": "x", "application": "nothing"}), "unknown"),
        (json!({"summary": "x", "application": "shop", "client": "oosterveld"}), "unknown"),
    ] {
        assert_eq!(ilse.post("/incidents", wrong).await.problem(), (422, code.to_owned()));
    }
}

/// An entry of time that nobody noted.
const NO_ENTRY: &str = "00000000-0000-4000-8000-000000000001";

/// A body with which each verb can be read.
pub(crate) fn body_of(verb: &str) -> Value {
    match verb {
        "classify" => json!({"nature": "performance", "impact": 2, "urgency": 2, "reason": "x"}),
        "set-application" => json!({"application": "shop"}),
        "step-back" => json!({"to": "investigating", "reason": "x"}),
        "cancel" => json!({"kind": "withdrawn", "reason": "x"}),
        "take" | "refuse" | "reopen" | "await-no-longer" | "end-deferral" | "withdraw-question"
        | "waive-prevention" => json!({"reason": "x"}),
        "offer" => json!({"party": "own:development", "reason": "x"}),
        "involve-development" => json!({"question": "x"}),
        "messages" | "notes" => json!({"body": "x"}),
        "calls" => json!({"with": "x", "body": "x"}),
        "evidence" => json!({"title": "x", "text": "x"}),
        "findings" => json!({"text": "x"}),
        "proposals" => {
            json!({"solution": "x", "risk": "x", "rollback": "x", "test_plan": "x"})
        }
        "consent" => json!({"version": 1}),
        "refuse-consent" => json!({"version": 1, "reason": "x"}),
        "implement" => json!({"is_tested": true}),
        "roll-out" => json!({"version": "x"}),
        "verify" => json!({"proof": "x"}),
        "resolve" | "solve" => {
            json!({"kind": "answered", "cause": "x", "solution": "x", "message": "x"})
        }
        "preventive-actions" => json!({"action": "x", "owner": "ilse", "due_on": "2026-12-01"}),
        "corrections" => {
            json!({"object": "reported_at", "at": "2026-03-10T08:00:00Z", "reason": "x"})
        }
        "corrections/approve" | "corrections/refuse" | "corrections/withdraw" => {
            json!({"correction": 1, "note": "x"})
        }
        "merge" => json!({"into": "INC-1", "reason": "x"}),
        "links" => json!({"with": "INC-1", "is": "related"}),
        "unlink" => json!({"with": "INC-1"}),
        "tell-children" => json!({"body": "x"}),
        "defer" => {
            json!({"until": "2026-03-20T08:00:00Z", "agreed": "x", "reason": "x"})
        }
        "await" => json!({"on": "supplier:nordhost", "what": "x"}),
        "party-answers" => json!({"party": "supplier:nordhost", "body": "x"}),
        "time" => json!({"day": "2026-03-10", "seconds": 60, "note": "x"}),
        "time/stop" => json!({"note": "x"}),
        "time/change" => {
            json!({"entry": NO_ENTRY, "day": "2026-03-10", "seconds": 60, "reason": "x"})
        }
        "time/confirm" | "time/withdraw" => json!({"entry": NO_ENTRY, "reason": "x"}),
        "accept" | "confirm" | "close" | "undo-merge" | "time/start" => Value::Null,
        other => panic!("the test does not know the verb {other}"),
    }
}

/// The verbs that the description names.
pub(crate) fn verbs() -> Vec<String> {
    let verbs = operations().into_iter().filter(|(method, _, _)| method == Method::POST);
    let verbs = verbs
        .filter_map(|(_, path, _)| path.strip_prefix("/incidents/{number}/").map(str::to_owned));
    verbs.collect()
}

#[tokio::test]
async fn a_client_cannot_ask_what_is_ours_to_do() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let bram = house.program("bram").await;
    let before = house.world.state(number).await;
    let theirs = ["messages", "confirm", "reopen"];
    for verb in verbs().iter().filter(|verb| !theirs.contains(&verb.as_str())) {
        let answer = bram.post(&format!("/incidents/{number}/{verb}"), body_of(verb)).await;
        assert_eq!(answer.problem(), (403, "denied".to_owned()), "{verb}");
    }
    assert_eq!(house.world.state(number).await, before);
}
