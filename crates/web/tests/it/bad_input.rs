//! What must not become an agreement or a calendar, typed on a page and sent by a program: refused
//! or warned of as from a file, and said in words. The same by file is told in the engine's tests.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{Answer, House, Program};
use crate::{agreements, calendars};

const CALENDAR: &str = "/calendars/office/edit";
const DRAFT: &str = "/agreements/gold/draft";

/// What comes of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is refused, and nothing is different.
    Refused,
    /// It is saved, and somebody is to look at it.
    Warned,
}

use Fate::{Refused, Warned};

/// The hours of a week without its usual days, and with these fields.
fn week(mon: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![("mon", mon), ("tue", ""), ("wed", ""), ("thu", ""), ("fri", "")]
}

#[tokio::test]
async fn hours_that_must_not_be_are_refused_or_warned_of_on_their_page() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let night = vec![("date", "2026-12-24"), ("hours", "20:00-02:00")];
    let late = [&week("")[..], &[("from", "2026-06-01T00:00"), ("act", "look")]].concat();
    for (what, typed, fate, said) in [
        ("windows that overlap", week("09:00-13:00, 12:00-17:00"), Warned, "overlap"),
        ("hours that never open", week(""), Refused, "It is never open"),
        ("a window of no length", week("09:00-09:00"), Refused, "00:00-24:00"),
        ("a minute that there is not", week("09:00-17:60"), Refused, "not an opening window"),
        ("a date that runs past midnight", night, Refused, "run past midnight"),
        ("a date that there is not", vec![("date", "2026-02-30")], Refused, "2026-02-30"),
        ("a season that never ends", late, Refused, "closed"),
        ("a moment that there is not", vec![("from", "straks")], Refused, "straks"),
    ] {
        let page = calendars::page(&mut marit, CALENDAR).await;
        let shown = calendars::fields(&page, CALENDAR);
        let look = [&typed[..], &[("act", "look")]].concat();
        let looked = calendars::send(&mut marit, CALENDAR, &shown, &look).await;
        let expected = if fate == Warned { 200 } else { 422 };
        assert_eq!(looked.status, expected, "{what}: {}", looked.text());
        assert!(looked.text().contains(said), "{what}: {}", looked.text());

        let keep = [&typed[..], &[("act", "keep")]].concat();
        let kept = calendars::send(&mut marit, CALENDAR, &shown, &keep).await;
        let expected = if fate == Warned { 303 } else { 422 };
        assert_eq!(kept.status, expected, "{what}: {}", kept.text());
        let after = calendars::fields(&calendars::page(&mut marit, CALENDAR).await, CALENDAR);
        assert_eq!(after == shown, fate == Refused, "{what}");
    }
}

#[tokio::test]
async fn two_plans_for_one_moment_on_a_page_are_one_plan() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    for mon in ["08:00-12:00", "10:00-12:00"] {
        let shown = calendars::fields(&calendars::page(&mut marit, CALENDAR).await, CALENDAR);
        let typed = [("mon", mon), ("from", "2026-07-01T00:00"), ("act", "keep")];
        let kept = calendars::send(&mut marit, CALENDAR, &shown, &typed).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    }
    let document = house.program("marit").await.get("/calendars/office").await.json();
    let versions = document["document"]["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2, "{versions:?}");
    assert_eq!(versions[1]["weekly"]["mon"], json!(["10:00-12:00"]));
}

/// The document of the office with another zone or other versions.
fn office(changed: &Value) -> Value {
    let mut document = json!({"key": "office", "name": "Office", "tz": "Europe/Amsterdam"});
    let fields = document.as_object_mut().unwrap();
    fields.extend(changed.as_object().unwrap().clone());
    document
}

/// Asks what keeping a calendar would do, and keeps it.
async fn kept(program: &Program<'_>, document: &Value) -> (Answer, Answer) {
    let rehearsed = program.post("/calendars/office/preview", document.clone()).await;
    let request = program.request(Method::PUT, "/calendars/office");
    (rehearsed, program.send(request, document.clone()).await)
}

#[tokio::test]
async fn hours_that_must_not_be_are_refused_or_warned_of_by_the_api() {
    let house = House::new().await;
    let marit = house.program("marit").await;
    let mondays = json!({"mon": ["09:00-17:00"]});
    let versions = |all: &[Value]| json!({"versions": all});
    let from = |at: &str| json!({"effective_from": at, "weekly": {"mon": ["09:00-17:00"]}});
    for (what, changed, fate, said) in [
        (
            "windows that overlap",
            versions(&[json!({"weekly": {"mon": ["09:00-13:00", "12:00-17:00"]}})]),
            Warned,
            "overlap",
        ),
        ("hours that never open", versions(&[json!({"weekly": {}})]), Refused, "never open"),
        (
            "a zone that there is not",
            json!({"tz": "Europe/Atlantis", "versions": [{"weekly": mondays}]}),
            Refused,
            "is not a time zone",
        ),
        (
            "versions that start at once",
            versions(&[from("2026-07-01T00:00:00Z"), from("2026-07-01T00:00:00Z")]),
            Refused,
            "must take effect after the one before it",
        ),
        (
            "versions in the wrong order",
            versions(&[from("2026-08-01T00:00:00Z"), from("2026-07-01T00:00:00Z")]),
            Refused,
            "must take effect after the one before it",
        ),
        (
            "a date that runs past midnight",
            versions(&[json!({"weekly": mondays, "exceptions": {"2026-12-24": ["20:00-02:00"]}})]),
            Refused,
            "run past midnight",
        ),
        (
            "a window of no length",
            versions(&[json!({"weekly": {"mon": ["09:00-09:00"]}})]),
            Refused,
            "use 00:00-24:00 for a whole day",
        ),
        (
            "a weekday that there is not",
            versions(&[json!({"weekly": {"maandag": []}})]),
            Refused,
            "maandag",
        ),
    ] {
        let before = marit.get("/calendars/office").await.json();
        let (rehearsed, answer) = kept(&marit, &office(&changed)).await;
        assert!(rehearsed.text().contains(said), "{what}: {}", rehearsed.text());
        if rehearsed.status == StatusCode::OK {
            assert_eq!(rehearsed.json()["may_be_applied"], fate == Warned, "{what}");
        }
        let after = marit.get("/calendars/office").await.json();
        if fate == Refused {
            assert_eq!(answer.problem(), (422, "unreadable".to_owned()), "{what}");
            assert!(answer.text().contains(said), "{what}: {}", answer.text());
            assert_eq!(after["document"], before["document"], "{what}");
        } else {
            assert_eq!(answer.status, StatusCode::OK, "{what}: {}", answer.text());
            assert_ne!(after["version"], before["version"], "{what}");
        }
    }
}

#[tokio::test]
async fn promises_that_must_not_be_are_said_at_their_fields_or_before_a_draft_comes_into_force() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    marit.post("/agreements/gold/draft/begin", &[]).await;
    let row = [("h-metric-0", "reaction"), ("h-priority-0", "1"), ("h-calendar-0", "Moon!")];
    for (what, typed, said) in [
        ("a target below nothing", vec![("t-reaction-1", "-5")], "This is no time"),
        ("a target in words", vec![("t-reaction-1", "soon")], "This is no time"),
        ("more than all of it", vec![("availability", "100.1")], "percent"),
        ("hours whose name is none", row.to_vec(), "field-error"),
        ("a warning in words", vec![("warn", "half")], "field-error"),
    ] {
        let draft = agreements::page(&mut marit, DRAFT).await;
        let form = agreements::typed(&draft, &typed, "save");
        let answer = agreements::send(&mut marit, DRAFT, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(answer.text().contains(said), "{what}: {}", answer.text());
    }
    let moon = [("h-metric-0", "reaction"), ("h-priority-0", "1"), ("h-calendar-0", "moon")];
    for (what, typed, said) in [
        ("a target of no time", vec![("t-reaction-1", "0")], "at least one minute"),
        ("hours that there are not", moon.to_vec(), "moon"),
        ("a warning after the end", vec![("warn", "50, 100")], "100"),
        ("a calendar that there is not", vec![("calendar", "moon")], "moon"),
    ] {
        let draft = agreements::page(&mut marit, DRAFT).await;
        let form = agreements::typed(&draft, &typed, "review");
        let kept = agreements::send(&mut marit, DRAFT, &form).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{what}: a draft may be unfinished");
        let review = agreements::page(&mut marit, "/agreements/gold/draft/review").await;
        assert!(review.contains(said), "{what}: {review}");
        let saved = agreements::page(&mut marit, DRAFT).await;
        let fields = agreements::fields(&saved);
        let revision = fields.iter().find(|(name, _)| name == "revision").unwrap().1.clone();
        let address = "/agreements/gold/draft/activate";
        let answer = marit.post(address, &[("revision", &revision)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(answer.text().contains(said), "{what}: {}", answer.text());
        // The next begins with what is in force.
        marit.post("/agreements/gold/draft/give-up", &[]).await;
        marit.post("/agreements/gold/draft/begin", &[]).await;
    }
    assert!(!agreements::page(&mut marit, "/agreements/gold").await.contains("version 2"));
}

#[tokio::test]
async fn promises_that_must_not_be_are_refused_or_warned_of_by_the_api() {
    let house = House::new().await;
    let marit = house.program("marit").await;
    let versions = marit.get("/agreements/gold/versions").await.json();
    let gold = &versions["versions"][0]["agreement"];
    let target = |fields: Value| {
        let mut target = json!({"metric": "reaction", "priority": 1, "minutes": 5});
        target.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        target
    };
    let targets = |all: &[Value]| json!({"target": all});
    for (what, changed, said) in [
        ("a target below nothing", targets(&[target(json!({"minutes": -5}))]), "-5"),
        ("a priority that there is not", targets(&[target(json!({"priority": 6}))]), "scale"),
        ("a metric that there is not", targets(&[target(json!({"metric": "luck"}))]), "luck"),
    ] {
        let body = json!({"revision": 0, "agreement": changed_from(gold, &changed)});
        let answer = marit.post(DRAFT, body).await;
        assert_eq!(answer.problem(), (422, "unreadable".to_owned()), "{what}");
        assert!(answer.text().contains(said), "{what}: {}", answer.text());
    }
    for (what, changed, fate, said) in [
        (
            "a target of no time",
            targets(&[target(json!({"minutes": 0}))]),
            Refused,
            "at least one minute",
        ),
        ("the same promise twice", targets(&vec![target(json!({})); 2]), Refused, "twice"),
        ("a warning after the end", json!({"warn_percents": [50, 100]}), Refused, "100"),
        (
            "hours that there are not",
            targets(&[target(json!({"calendar": "moon"}))]),
            Refused,
            "moon",
        ),
        ("an agreement that promises nothing", targets(&[]), Warned, "promises nothing"),
    ] {
        let body = json!({"revision": 0, "agreement": changed_from(gold, &changed)});
        let kept = marit.post(DRAFT, body).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{what}: {}", kept.text());
        let draft = marit.get(DRAFT).await.json();
        let found = if fate == Refused { "errors" } else { "warnings" };
        assert!(draft[found].to_string().contains(said), "{what}: {draft}");
        let answer = marit.post(&format!("{DRAFT}/activate"), json!({"revision": 1})).await;
        if fate == Refused {
            assert_eq!(answer.problem(), (422, "unreadable".to_owned()), "{what}");
            assert!(answer.text().contains(said), "{what}: {}", answer.text());
            let request = marit.request(Method::DELETE, DRAFT);
            assert_eq!(marit.send(request, Value::Null).await.status, StatusCode::NO_CONTENT);
        } else {
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{what}: {}", answer.text());
        }
    }
}

fn changed_from(agreement: &Value, changed: &Value) -> Value {
    let mut agreement = agreement.clone();
    agreement.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
    agreement
}

#[tokio::test]
async fn calendar_files_that_are_none_close_nothing_by_page_and_program() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let address = "/calendars/office/feeds";
    let good = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260320\nSUMMARY:Heidag\n\
                END:VEVENT\nEND:VCALENDAR";
    let seen = calendars::fields(&calendars::page(&mut marit, address).await, address);
    let seen = seen.into_iter().find(|(name, _)| name == "seen").unwrap().1;
    let add = |text| [("seen", seen.as_str()), ("name", "Ons"), ("text", text), ("act", "add")];
    let bad = [
        ("<html>Sign in</html>", "web page"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "it ends in the middle"),
        ("Dear all, the office is closed on Friday.", "calendar"),
    ];
    for (text, said) in bad {
        let answer = marit.post(address, &add(text)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    assert_eq!(marit.post(address, &add(good)).await.status, StatusCode::SEE_OTHER);
    let program = house.program("marit").await;
    let before = program.get("/calendars/office").await.json();
    for (text, said) in bad {
        let body = json!({"feed": "Ons", "text": text});
        let answer = program.post("/calendars/office/import", body).await;
        assert_eq!(answer.problem(), (422, "unreadable".to_owned()), "{text}");
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    assert_eq!(program.get("/calendars/office").await.json(), before);
}
