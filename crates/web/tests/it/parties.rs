//! Other parties at work: what we wait for, what they promised us and why it stands where it stands,
//! evidence that came with a merged incident; and what a client may know of all that.

use axum::http::StatusCode;
use piket_core::incident::{Command, Scope};
use piket_core::key::Number;
use piket_testkit::message;
use serde_json::json;

use crate::house::{Browser, House};

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// The shop is down, Ilse has it, and asks the host.
async fn host_is_asked(house: &mut House) -> Number {
    let number = house.world.goes_down("shop-home").await;
    let ilse = house.program("ilse").await;
    ilse.takes(&number.to_string()).await;
    let question = message(Scope::Party("supplier:nordhost".parse().unwrap()), "Is the host up?");
    let ask = Command::Send { message: question, remind_at: None };
    house.world.does("ilse", number, ask).await;
    house.world.live(10).await;
    number
}

#[tokio::test]
async fn the_clock_of_a_supplier_has_a_page_that_tells_how_it_came_about() {
    let mut house = House::new().await;
    let number = host_is_asked(&mut house).await;
    let mut ilse = house.browser("ilse").await;
    let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
    let address = format!("/incidents/{number}/clocks/reaction?party=supplier:nordhost");
    assert!(shown.contains(&address), "the card leads to the reason: {shown}");
    let why = page(&mut ilse, &address).await;
    for told in ["Nordhost", "clock-picture", "as the party was engaged", "10 m", "<tfoot>"] {
        assert!(why.contains(told), "{told} is missing: {why}");
    }
    let nobody = format!("/incidents/{number}/clocks/reaction?party=supplier:nobody");
    assert_eq!(ilse.get(&nobody).await.status, StatusCode::NOT_FOUND);

    let api = house.program("ilse").await;
    let explained = format!("/incidents/{number}/clocks/reaction/explanation");
    let party = api.get(&format!("{explained}?party=supplier:nordhost&language=en")).await.json();
    assert_eq!((&party["party"], &party["used_s"]), (&json!("supplier:nordhost"), &json!(600)));
    assert!(!party["sentences"].as_array().unwrap().is_empty());
    let ours = api.get(&explained).await.json();
    assert_eq!(ours.get("party"), None, "without a party it is our own promise");
}

#[tokio::test]
async fn no_client_reads_the_clock_of_a_supplier_on_any_address() {
    let mut house = House::new().await;
    let number = host_is_asked(&mut house).await;
    let fatima = house.program("fatima").await;
    let explained = format!("/incidents/{number}/clocks/reaction/explanation");
    let answer = fatima.get(&format!("{explained}?party=supplier:nordhost")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let clocks = fatima.get(&format!("/incidents/{number}/clocks")).await.text();
    assert!(!clocks.contains("nordhost"), "{clocks}");
    let mut fatima = house.browser("fatima").await;
    let address = format!("/portal/incidents/{number}/clocks/reaction?party=supplier:nordhost");
    let why = page(&mut fatima, &address).await;
    assert!(!why.contains("Nordhost"), "it is our own promise to the client: {why}");
    let desk = format!("/incidents/{number}/clocks/reaction?party=supplier:nordhost");
    assert_ne!(fatima.get(&desk).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_we_wait_for_is_said_on_the_page_found_in_the_queue_and_ends_with_the_answer() {
    let mut house = House::new().await;
    let number = host_is_asked(&mut house).await;
    let mut ilse = house.browser("ilse").await;
    let form = page(&mut ilse, &format!("/incidents/{number}?act=await")).await;
    assert!(form.contains("value=\"supplier:nordhost\"") && form.contains("value=\"internal\""));
    let wait = [("on", "supplier:nordhost"), ("what", "een nieuwe schijf"), ("until", "")];
    let answer = ilse.post(&format!("/incidents/{number}/await"), &wait).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = page(&mut ilse, answer.header("location")).await;
    assert!(shown.contains("Waiting for Nordhost") && shown.contains("een nieuwe schijf"));
    let has = |list: &str| list.contains(&format!("/incidents/{number}\""));
    assert!(has(&page(&mut ilse, "/incidents?waiting=supplier").await));
    assert!(!has(&page(&mut ilse, "/incidents?waiting=change_window").await));
    let window = [("on", "change_window"), ("what", "tonight"), ("until", "")];
    let answer = ilse.post(&format!("/incidents/{number}/await"), &window).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("when the change window opens"), "{}", answer.text());

    let api = house.program("ilse").await;
    let told = api.get(&format!("/incidents/{number}")).await.json();
    assert_eq!(told["awaiting"]["party"], "supplier:nordhost");
    assert_eq!(told["awaiting"]["what"], "een nieuwe schijf");
    let list = api.get("/incidents?waiting_on=supplier").await.json();
    assert_eq!(list["incidents"][0]["waiting_on"], "supplier");
    let answer = json!({"party": "supplier:nordhost", "body": "It is in the post."});
    let told = api.does(&format!("/incidents/{number}/party-answers"), answer).await;
    assert_eq!(told["awaiting"], json!(null));
    let wait = json!({"on": "internal", "what": "Tom looks too"});
    api.does(&format!("/incidents/{number}/await"), wait).await;
    let reason = json!({"reason": "he did"});
    let told = api.does(&format!("/incidents/{number}/await-no-longer"), reason).await;
    assert_eq!(told["awaiting"], json!(null));
}

#[tokio::test]
async fn the_client_reads_for_whom_we_wait_in_its_own_words_and_not_what_for() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let ilse = house.program("ilse").await;
    ilse.takes(&number.to_string()).await;
    let wait = json!({"on": "supplier:nordhost", "what": "zilvervos"});
    ilse.does(&format!("/incidents/{number}/await"), wait).await;
    let told = house.program("fatima").await.get(&format!("/incidents/{number}")).await.json();
    assert_eq!(told["awaiting"]["on"], "supplier");
    assert_eq!(told["awaiting"].get("what"), None);
    let mut fatima = house.browser("fatima").await;
    let shown = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
    assert!(shown.contains("Wij wachten op") && !shown.contains("zilvervos"), "{shown}");
}

#[tokio::test]
async fn evidence_of_a_merged_incident_stands_with_the_one_that_goes_on_and_says_whence_it_came() {
    let mut house = House::new().await;
    let from = house.world.goes_down("shop-home").await;
    let into = house.world.reports("fatima", "The shop is down").await;
    let (ilse, now) = (house.world.who("ilse"), house.world.now());
    let reason = "the same".to_owned();
    house.world.desk.merge(&ilse, (from, into), reason, (None, None), now).await.unwrap();
    let mut ilse = house.browser("ilse").await;
    let shown = page(&mut ilse, &format!("/incidents/{into}")).await;
    assert!(shown.contains(&format!("from {from}")), "{shown}");
    let address = format!("/incidents/{into}/evidence/");
    let item = shown.split_once(&address).expect("evidence is linked").1;
    let item = item.split_once('"').unwrap().0.to_owned();
    page(&mut ilse, &format!("{address}{item}")).await;
    let answer = house.program("fatima").await.get(&format!("{address}{item}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "what is ours stays ours");
}
