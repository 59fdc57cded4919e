//! Walls, as laws: whatever happens, no client is told anything of another, on any address, and no
//! word that was written for us alone.

use std::collections::BTreeSet;

use axum::http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::house::{Answer, House, Program};
use crate::openapi::operations;
use crate::verbs::{body_of, verbs};

/// In every word that is written for us alone.
const INTERNAL: &str = "zilvervos";

/// A client, a person of it, its application, and what stands in every word about it.
struct Side {
    client: &'static str,
    person: &'static str,
    application: &'static str,
    mark: &'static str,
    /// What else would give it away.
    names: &'static [&'static str],
}

const SIDES: [Side; 2] = [
    Side {
        client: "molen",
        person: "fatima",
        application: "shop",
        mark: "krentenbol",
        names: &["Molen", "fatima", "Fatima", "Webshop", "shop.example", "\"shop\""],
    },
    Side {
        client: "oosterveld",
        person: "henk",
        application: "loket",
        mark: "bestemmingsplan",
        names: &["Oosterveld", "henk", "Henk", "loket"],
    },
];

/// What happens: how far each incident goes on its route, and then anything at all.
#[derive(Debug, Clone)]
struct Story {
    lengths: [usize; 4],
    deeds: Vec<Deed>,
}

/// One thing that somebody does to some incident.
#[derive(Debug, Clone)]
struct Deed {
    incident: usize,
    by_client: bool,
    verb: usize,
}

/// The route, so that stories come to its end as well.
const ROUTE: [&str; 16] = [
    "classify",
    "take",
    "messages",
    "notes",
    "evidence",
    "findings",
    "calls",
    "involve-development",
    "proposals",
    "consent",
    "implement",
    "roll-out",
    "verify",
    "resolve",
    "confirm",
    "preventive-actions",
];

fn stories() -> impl Strategy<Value = Story> {
    let deed = (0..4_usize, any::<bool>(), 0..40_usize)
        .prop_map(|(incident, by_client, verb)| Deed { incident, by_client, verb });
    let deeds = prop::collection::vec(deed, 0..25);
    let lengths = prop::array::uniform4(0..=ROUTE.len());
    (lengths, deeds).prop_map(|(lengths, deeds)| Story { lengths, deeds })
}

/// What one of ours says with a verb: the client's mark where the client may read it.
fn words(verb: &str, mark: &str) -> Value {
    let ours = format!("{INTERNAL} {mark} here");
    let theirs = format!("about {mark}");
    match verb {
        "classify" => json!({"nature": "outage", "impact": 1, "urgency": 1, "reason": ours}),
        "take" | "refuse" | "waive-prevention" => json!({"reason": ours}),
        "step-back" => json!({"to": "investigating", "reason": ours}),
        "offer" => json!({"party": "supplier:nordhost", "reason": ours}),
        "involve-development" => json!({"question": ours}),
        "messages" => json!({"body": theirs, "remind_at": "2026-03-12T09:00:00Z"}),
        "notes" => json!({"body": ours}),
        "await" => json!({"on": "supplier:nordhost", "what": ours}),
        "calls" => json!({"with": theirs, "body": theirs}),
        "evidence" => json!({"title": ours, "text": ours}),
        "findings" => json!({"text": ours, "cause": ours}),
        "proposals" => json!({
            "solution": theirs, "risk": theirs, "rollback": theirs, "test_plan": theirs,
            "cause": ours
        }),
        "consent" => json!({"version": 1, "note": theirs}),
        "refuse-consent" => json!({"version": 1, "reason": theirs}),
        "implement" => json!({"is_tested": true, "note": ours}),
        "roll-out" => json!({"version": theirs, "note": theirs, "is_tested": true}),
        "verify" => json!({"proof": ours}),
        "resolve" => json!({
            "kind": "answered", "cause": theirs, "solution": theirs, "message": theirs
        }),
        "solve" => json!({
            "kind": "fixed", "cause": theirs, "solution": theirs, "message": theirs,
            "change": theirs
        }),
        "corrections" => {
            json!({"object": "reported_at", "at": "2026-03-10T08:00:00Z", "reason": ours})
        }
        "time" => json!({"day": "2026-03-10", "seconds": 60, "note": ours}),
        "time/stop" => json!({"note": ours}),
        "cancel" => json!({"kind": "no_incident", "reason": theirs}),
        "reopen" => json!({"reason": theirs}),
        "preventive-actions" => {
            json!({"action": theirs, "owner": "ilse", "due_on": "2026-05-01"})
        }
        other => body_of(other),
    }
}

/// Opens incidents of both clients in all ways, and lets people do whatever they may.
async fn happens(house: &mut House, story: &Story) -> Vec<(usize, String)> {
    let mut incidents = Vec::new();
    for (side, it) in SIDES.iter().enumerate() {
        let report = json!({
            "summary": format!("{} is broken", it.mark), "details": it.mark,
            "application": it.application
        });
        let made = house.program(it.person).await.does("/incidents", report).await;
        incidents.push((side, made["number"].as_str().unwrap().to_owned()));
    }
    let down = house.world.goes_down("shop-home").await.to_string();
    incidents.push((0, down));
    let intake = house.intake("nagios", Some("loket")).await;
    let signal = json!({"key": "a", "summary": SIDES[1].mark, "details": SIDES[1].mark});
    let request = axum::http::Request::post(format!("/intake/{intake}"));
    let request = request.body(axum::body::Body::from(signal.to_string())).unwrap();
    let told = house.answer(request).await.json();
    let number = told["incident"].as_str().unwrap_or_else(|| panic!("{told}"));
    incidents.push((1, number.to_owned()));

    // Two clients below one parent, told the same: neither learns of the other.
    let (parent, child) = (&incidents[2].1, &incidents[1].1);
    let ilse = house.program("ilse").await;
    let linked = json!({"with": parent, "is": "parent"});
    ilse.does(&format!("/incidents/{child}/links"), linked).await;
    let said = json!({"body": "We are looking into it.", "with_parent": true});
    ilse.does(&format!("/incidents/{parent}/tell-children"), said).await;

    for ((side, number), length) in incidents.iter().zip(story.lengths) {
        for verb in &ROUTE[..length] {
            does(house, &SIDES[*side], number, verb, false).await;
        }
    }
    let verbs = verbs();
    for deed in &story.deeds {
        let (side, number) = &incidents[deed.incident];
        let verb = &verbs[deed.verb % verbs.len()];
        does(house, &SIDES[*side], number, verb, deed.by_client).await;
    }
    incidents
}

/// Somebody tries something. Much of it is refused: only the walls are asked for here.
async fn does(house: &mut House, side: &Side, number: &str, verb: &str, by_client: bool) {
    let program = house.program(if by_client { side.person } else { "ilse" }).await;
    program.post(&format!("/incidents/{number}/{verb}"), words(verb, side.mark)).await;
    house.world.live(7).await;
}

/// Every address that can be read, with everything that there is put into it.
async fn addresses(ilse: &Program<'_>, incidents: &[(usize, String)]) -> Vec<String> {
    let mut items = BTreeSet::new();
    for (_, number) in incidents {
        let timeline = ilse.get(&format!("/incidents/{number}/timeline")).await.json();
        let entries = timeline["entries"].as_array().unwrap().clone();
        let ids = entries.iter().filter(|line| line["kind"] == "evidence_added");
        items.extend(ids.map(|line| line["fact"]["id"].as_str().unwrap().to_owned()));
    }
    let numbers: Vec<&str> = incidents.iter().map(|(_, number)| number.as_str()).collect();
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    let things: [(&str, &[&str]); 9] = [
        ("{number}", &numbers),
        ("{item}", &items),
        ("{client}", &["molen", "oosterveld"]),
        ("{application}", &["shop", "loket"]),
        ("{agreement}", &["gold", "office", "nordhost"]),
        ("{check}", &["shop-home", "shop-host"]),
        ("{person}", &["ilse", "fatima", "henk"]),
        ("{calendar}", &["office", "always"]),
        ("{metric}", &["reaction", "resolution"]),
    ];
    let reading = operations()
        .into_iter()
        .filter(|(method, path, _)| method == Method::GET && path != "/events");
    let mut addresses: Vec<String> = reading.map(|(_, path, _)| path).collect();
    for (hole, fillings) in things {
        addresses = addresses
            .into_iter()
            .flat_map(|path| {
                if path.contains(hole) {
                    fillings.iter().map(|it| path.replace(hole, it)).collect()
                } else {
                    vec![path]
                }
            })
            .collect();
    }
    let marks = SIDES.iter().map(|side| side.mark).chain([INTERNAL]);
    addresses.retain(|path| path != "/search");
    addresses.push("/clocks?limit_before=2036-01-01T00:00:00Z".to_owned());
    addresses.extend(marks.map(|mark| format!("/search?q={mark}")));
    for wish in ["status=all", "client=molen", "client=oosterveld", "application=shop&status=all"] {
        addresses.push(format!("/incidents?{wish}"));
    }
    addresses
}

fn tells_nothing_of(answer: &Answer, other: &Side, asked: &str) -> Result<(), TestCaseError> {
    // What was asked for may be repeated: it was known before.
    let text = answer.text().replace(asked.split('=').next_back().unwrap_or_default(), "");
    prop_assert!(!text.contains(other.mark), "{asked}: {text}");
    prop_assert!(!text.contains(INTERNAL), "{asked}: {text}");
    for name in other.names {
        prop_assert!(!text.contains(name), "{asked} tells {name}: {text}");
    }
    Ok(())
}

async fn walls_hold(story: Story) -> Result<(), TestCaseError> {
    let mut house = House::new().await;
    let incidents = happens(&mut house, &story).await;
    let ilse = house.program("ilse").await;
    let addresses = addresses(&ilse, &incidents).await;
    for (own, side) in SIDES.iter().enumerate() {
        let other = &SIDES[1 - own];
        let program = house.program(side.person).await;
        let mut read = 0;
        for address in &addresses {
            let answer = program.get(address).await;
            tells_nothing_of(&answer, other, address)?;
            read += usize::from(answer.status.is_success());
        }
        prop_assert!(read >= 10, "{} read {read} addresses", side.client);
        for (of, number) in &incidents {
            if *of == own {
                continue;
            }
            for verb in verbs() {
                let address = format!("/incidents/{number}/{verb}");
                let answer = program.post(&address, body_of(&verb)).await;
                prop_assert_eq!(answer.status.as_u16(), 404, "{}", address);
                tells_nothing_of(&answer, other, &address)?;
            }
        }
        let report = json!({"summary": "x", "application": other.application});
        let answer = program.post("/incidents", report).await;
        prop_assert_eq!(answer.status.as_u16(), 422);
        pages_hold(&house, side, other, &incidents).await?;
    }
    Ok(())
}

/// Every page to which a link leads from the portal, and those of the other side.
async fn pages_hold(
    house: &House,
    side: &Side,
    other: &Side,
    incidents: &[(usize, String)],
) -> Result<(), TestCaseError> {
    let mut browser = house.browser(side.person).await;
    let mut to_visit = vec!["/portal".to_owned()];
    for (_, number) in incidents {
        to_visit.push(format!("/portal/incidents/{number}"));
        to_visit.push(format!("/incidents/{number}"));
    }
    let mut seen = BTreeSet::new();
    while let Some(address) = to_visit.pop() {
        if !seen.insert(address.clone()) || address.starts_with("/assets/") {
            continue;
        }
        let page = browser.get(&address).await;
        tells_nothing_of(&page, other, &address)?;
        to_visit.extend(links(&page.text()));
    }
    prop_assert!(seen.len() >= 8, "{seen:?}");
    Ok(())
}

/// The addresses of this house to which a page links.
fn links(page: &str) -> Vec<String> {
    let addresses = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = addresses.filter(|address| address.starts_with('/') && !address.contains('#'));
    own.map(|address| address.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn no_client_is_ever_told_of_another_or_of_what_is_ours_alone(story in stories()) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(walls_hold(story))?;
    }
}

#[tokio::test]
async fn what_is_ours_alone_is_read_by_us() {
    // So that the law above is known to look at something: the marks do stand there.
    let mut house = House::new().await;
    let story = Story { lengths: [ROUTE.len(); 4], deeds: Vec::new() };
    let incidents = happens(&mut house, &story).await;
    let ilse = house.program("ilse").await;
    let mut all = String::new();
    for (_, number) in &incidents {
        all.push_str(&ilse.get(&format!("/incidents/{number}/timeline")).await.text());
    }
    assert!(all.matches(INTERNAL).count() > 20, "{}", all.matches(INTERNAL).count());
    assert!(all.contains("\"closed\""), "a story comes to its end");
    for side in SIDES {
        assert!(all.contains(side.mark));
    }
}

#[tokio::test]
async fn no_client_counts_with_calendars_of_the_desk_or_learns_their_names() {
    let house = House::new().await;
    let row = json!({
        "calendar": "office", "start_utc": "2026-03-10T08:00:00Z", "end_utc": "2026-03-11T08:00:00Z",
        "business_minutes": 60, "target_minutes": 60, "at_utc": "2026-03-10T09:00:00Z",
        "period_start": "2026-03-10T08:00:00Z", "period_end": "2026-03-11T08:00:00Z"
    });
    for sum in ["elapsed", "deadline", "clock", "availability"] {
        let address = format!("/calc/{sum}");
        let asked = json!({"rows": [row]});
        let ours = house.program("ilse").await.does(&address, asked.clone()).await;
        assert_eq!(ours["errors"], 0, "{ours}");
        for side in SIDES {
            let theirs = house.program(side.person).await.does(&address, asked.clone()).await;
            assert_eq!(
                theirs["rows"][0]["error"],
                r#"there is no calendar "office"; there are: none"#
            );
        }
    }
}
