//! Time spent at the doors: the page of an incident, the month, the file, the portal, the API.

use axum::http::{StatusCode, header};
use piket_core::key::Number;
use piket_engine::config::Entry;
use piket_testkit::at;
use serde_json::{Value, json};

use crate::house::{Browser, House};

/// In every note: no client ever reads it.
const NOTE: &str = "zilvervos in the log";

const HOUR: [(&str, &str); 5] =
    [("day", "2026-03-10"), ("length", "1:00"), ("from", ""), ("note", NOTE), ("once", "form-1")];

/// A house in which eight hours a month are agreed with De Molen, and an incident of it.
async fn house() -> (House, Number) {
    let mut house = House::new().await;
    let directory = house.world.desk.directory();
    let (_, gold) = directory.agreements[&"gold".parse().unwrap()].current().unwrap();
    let mut gold = gold.clone();
    gold.hours_per_month = Some(8);
    let entries = vec![Entry::Agreement(Box::new(gold))];
    let (marit, now) = (house.world.who("marit"), house.world.now());
    house.world.desk.configure(&marit, entries, now).await.unwrap();
    let number = house.world.reports("fatima", "The shop is slow").await;
    (house, number)
}

async fn done(browser: &mut Browser<'_>, path: &str, form: &[(&str, &str)]) -> String {
    let answer = browser.post(path, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
    let address = answer.header(header::LOCATION).to_owned();
    browser.get(&address).await.text()
}

#[tokio::test]
async fn a_timer_is_started_and_stopped_on_the_page_and_seen_wherever_one_is() {
    let (mut house, number) = house().await;
    let other = house.world.reports("fatima", "The shop is down").await;
    let at = |verb: &str| format!("/incidents/{number}/time/{verb}");
    {
        let mut ilse = house.browser("ilse").await;
        let page = ilse.get(&format!("/incidents/{number}")).await.text();
        assert!(page.contains(&at("start")) && !page.contains(&at("stop")), "{page}");
        let page = done(&mut ilse, &at("start"), &[]).await;
        assert!(page.contains("Your timer runs.") && page.contains(&at("stop")), "{page}");
        let desk = ilse.get("/").await.text();
        assert!(desk.contains(&format!("Your timer runs on {number}")), "{desk}");
    }
    house.world.live(25).await;
    let mut ilse = house.browser("ilse").await;
    let there = format!("/incidents/{other}/time/start");
    let page = done(&mut ilse, &there, &[]).await;
    let told = format!("The one on {number} was stopped after 25 m");
    assert!(page.contains(&told), "{page}");
    let page = done(&mut ilse, &format!("/incidents/{other}/time/stop"), &[("note", NOTE)]).await;
    assert!(page.contains(NOTE), "{page}");
    let desk = ilse.get("/").await.text();
    assert!(!desk.contains("Your timer runs"));
    let page = ilse.get(&format!("/incidents/{number}")).await;
    assert!(page.text().contains("25 m"));
    assert!(page.body.len() < 50_000, "{}", page.body.len());
}

#[tokio::test]
async fn a_stretch_is_typed_in_once_however_often_the_form_is_sent() {
    let (house, number) = house().await;
    let mut ilse = house.browser("ilse").await;
    let path = format!("/incidents/{number}/time");
    let page = done(&mut ilse, &path, &HOUR).await;
    assert!(page.contains("1 h 00 m noted.") && page.contains(NOTE), "{page}");
    let page = done(&mut ilse, &path, &HOUR).await;
    assert!(page.contains("nothing is counted twice"), "{page}");
    assert!(page.contains("1 h 00 m in all"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_noted_comes_back_as_it_was_typed() {
    let (house, number) = house().await;
    let mut ilse = house.browser("ilse").await;
    let path = format!("/incidents/{number}/time");
    for (field, wrong, error) in [
        ("length", "long", "f-length-error"),
        ("length", "0", "f-length-error"),
        ("day", "2026-03-11", "f-day-error"),
        ("day", "2026-02-01", "f-day-error"),
        ("from", "noon", "f-from-error"),
    ] {
        let mut form = HOUR;
        let place = form.iter().position(|(name, _)| *name == field).unwrap();
        form[place].1 = wrong;
        let answer = ilse.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let text = answer.text();
        assert!(text.contains(error) && text.contains(NOTE), "{wrong}: {text}");
        assert!(text.contains("form-1"), "it is still the same form");
    }
    let stopped = ilse.post(&format!("{path}/stop"), &[("note", NOTE)]).await;
    assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stopped.text().contains(NOTE), "a note is never lost");
}

#[tokio::test]
async fn an_entry_is_changed_on_its_page_and_others_need_a_manager_with_a_reason() {
    let (house, number) = house().await;
    let mut ilse = house.browser("ilse").await;
    let path = format!("/incidents/{number}/time");
    let page = done(&mut ilse, &path, &HOUR).await;
    let (_, rest) = page.split_once(&format!("{path}/")).unwrap();
    let (_, rest) = rest.split_once("id=\"entry-").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let (change, back) = (format!("{path}/{id}/change"), format!("{path}/{id}/withdraw"));
    let shorter = [
        ("seen", "1"),
        ("day", "2026-03-10"),
        ("length", "0:30"),
        ("from", ""),
        ("note", NOTE),
        ("reason", ""),
    ];
    let mut tom = house.browser("tom").await;
    let refused = tom.post(&change, &shorter).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!tom.get(&path).await.text().contains(&change), "nothing is offered to him");
    let mut marit = house.browser("marit").await;
    let silent = marit.post(&change, &shorter).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().contains("Say why."), "{}", silent.text());
    let mut reasoned = shorter;
    reasoned[5] = ("reason", "counted twice");
    let page = done(&mut marit, &change, &reasoned).await;
    assert!(page.contains("counted twice") && page.contains("30 m in all"), "{page}");
    let mut late = shorter;
    late[2] = ("length", "0:45");
    let stale = ilse.post(&change, &late).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let page = done(&mut ilse, &back, &[("seen", "2")]).await;
    assert!(page.contains("taken back") && page.contains("0 m in all"), "{page}");
}

#[tokio::test]
async fn a_month_stands_against_the_hours_and_leaves_as_a_file_without_formulas() {
    let (house, number) = house().await;
    let mut ilse = house.browser("ilse").await;
    let mut formula = HOUR;
    formula[3] = ("note", "=HYPERLINK(\"x\")");
    done(&mut ilse, &format!("/incidents/{number}/time"), &formula).await;
    let page = ilse.get("/time").await;
    let text = page.text();
    assert_eq!(page.status, StatusCode::OK);
    for said in ["Bakkerij De Molen", "8 h", "7 h 00 m", "12% used", "Ilse de Vries", "INC-1001"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let one = ilse.get("/time?month=2026-03&client=oosterveld").await.text();
    assert!(!one.contains("INC-1001"), "{one}");
    for wrong in ["/time?month=2026-13", "/time?client=nobody", "/time?client=%00"] {
        assert_eq!(ilse.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let file = ilse.get("/time.csv?month=2026-03").await;
    assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(file.header(header::CONTENT_DISPOSITION).contains("time-2026-03.csv"));
    let text = file.text();
    let row = "2026-03,molen,shop,INC-1001,Ilse de Vries,2026-03-10,,,3600,1.0000,\"'=HYPERLINK";
    assert!(text.contains(row), "{text}");
}

#[tokio::test]
async fn a_client_reads_its_hours_and_neither_who_nor_what_was_noted() {
    let (mut house, number) = house().await;
    {
        let mut ilse = house.browser("ilse").await;
        done(&mut ilse, &format!("/incidents/{number}/time"), &HOUR).await;
        let mut fatima = house.browser("fatima").await;
        let page = fatima.get("/portal/figures?month=2026-03").await.text();
        assert!(page.contains("Bestede tijd") && page.contains("1 u 00 m"), "{page}");
        assert!(page.contains(&format!("/portal/incidents/{number}")), "{page}");
        assert!(!page.contains("zilvervos") && !page.contains("Ilse"), "{page}");
        let mut henk = house.browser("henk").await;
        let others = henk.get("/portal/figures?month=2026-03").await.text();
        assert!(!others.contains("Bestede tijd") && !others.contains("INC-1001"), "{others}");
        for path in ["/time", "/time.csv", "/incidents/INC-1001/time"] {
            assert_eq!(fatima.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let start = format!("/incidents/{number}/time/start");
        assert_eq!(fatima.post(&start, &[]).await.status, StatusCode::FORBIDDEN);
    }
    house.world.live_until(at("2026-04-02T09:00:00Z")).await;
    let mut fatima = house.browser("fatima").await;
    let page = fatima.get("/portal/figures").await.text();
    let (_, time) = page.split_once("Bestede tijd").unwrap();
    assert!(time.contains("april 2026") && time.contains("maart 2026"), "{time}");
    assert!(!time.contains("februari 2026"), "no time was spent then: {time}");
}

#[tokio::test]
async fn a_program_notes_time_and_reads_what_it_came_to() {
    let (mut house, number) = house().await;
    let path = format!("/incidents/{number}/time");
    let entry = {
        let ilse = house.program("ilse").await;
        let first = ilse.does(&format!("{path}/start"), Value::Null).await;
        assert_eq!((&first["standing"], &first["is_new"]), (&json!("running"), &json!(true)));
        let again = ilse.does(&format!("{path}/start"), Value::Null).await;
        assert_eq!((&again["entry"], &again["is_new"]), (&first["entry"], &json!(false)));
        first["entry"].clone()
    };
    house.world.live(30).await;
    let ilse = house.program("ilse").await;
    let stopped = ilse.does(&format!("{path}/stop"), json!({"note": NOTE})).await;
    assert_eq!((&stopped["entry"], &stopped["seconds"]), (&entry, &json!(1_800)));
    let hour = json!({"day": "2026-03-10", "seconds": 3_600, "note": NOTE, "once": "a"});
    let one = ilse.does(&path, hour.clone()).await;
    let two = ilse.does(&path, hour).await;
    assert_eq!((&one["entry"], &two["is_new"]), (&two["entry"], &json!(false)));
    let shorter = json!({"entry": one["entry"], "day": "2026-03-10", "seconds": 600, "seen": 1});
    let changed = ilse.does(&format!("{path}/change"), shorter).await;
    assert_eq!(changed["seconds"], 600);
    let found = ilse.get(&path).await.json();
    assert_eq!(found["total_s"], 2_400);
    assert_eq!(found["entries"].as_array().unwrap().len(), 2);
    let month = ilse.get("/time?month=2026-03&client=molen").await.json();
    let line = &month["clients"][0]["agreements"][0];
    assert_eq!((&line["spent_s"], &line["agreed_hours"]), (&json!(2_400), &json!(8)));
    assert_eq!(month["people"], json!([{"person": "ilse", "seconds": 2_400}]));
    let back = json!({"entry": one["entry"]});
    let gone = ilse.does(&format!("{path}/withdraw"), back).await;
    assert_eq!(gone["standing"], "withdrawn");
    let wrong = json!({"note": "when?"});
    assert_eq!(ilse.post(&path, wrong).await.problem(), (422, "unreadable".to_owned()));
    let tomorrow = json!({"day": "2026-03-11", "seconds": 60});
    assert_eq!(ilse.post(&path, tomorrow).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let fatima = house.program("fatima").await;
    let own = fatima.get("/clients/molen/time?month=2026-03").await;
    assert_eq!(own.json()["incidents"], json!([{"incident": "INC-1001", "seconds": 1_800}]));
    assert!(!own.text().contains("ilse") && !own.text().contains("zilvervos"));
    let other = fatima.get("/clients/oosterveld/time").await;
    assert_eq!(other.problem(), (404, "not_found".to_owned()));
    assert_eq!(fatima.get("/time").await.problem(), (403, "denied".to_owned()));
    assert_eq!(fatima.get(&path).await.problem(), (403, "denied".to_owned()));
}
