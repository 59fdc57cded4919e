//! The desk's pages: every act of the route by its form, a refusal that names why, two people at
//! once, and what a page shows of all that.

use axum::http::StatusCode;
use piket_core::check::Status;
use piket_core::incident::{Command, Fact, Scope};
use piket_core::key::Number;
use piket_core::process::Step;

use crate::house::{Browser, House};

/// The value of the first hidden `seen` on a page.
fn seen(page: &str) -> String {
    let after = page.split("name=\"seen\" value=\"").nth(1).expect("a page with a form");
    after.split('"').next().unwrap().to_owned()
}

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// Asks a verb by its form, with what the page showed, and is sent back to the page.
async fn does(browser: &mut Browser<'_>, number: Number, verb: &str, fields: &[(&str, &str)]) {
    let version = seen(&page(browser, &format!("/incidents/{number}")).await);
    let mut form = vec![("seen", version.as_str())];
    form.extend_from_slice(fields);
    let answer = browser.post(&format!("/incidents/{number}/{verb}"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{verb}: {}", answer.text());
    let back = answer.header("location").to_owned();
    assert!(back.starts_with(&format!("/incidents/{number}?done={verb}")), "{back}");
    page(browser, &back).await;
}

const REPORT: &str = "It works again. [cause] [solution]";

fn solved(kind: &str) -> Vec<(&str, &str)> {
    vec![
        ("kind", kind),
        ("cause", "Release 47 emptied the pool"),
        ("solution", "Went back to 46"),
        ("change", "46"),
        ("body", REPORT),
    ]
}

#[tokio::test]
async fn a_small_incident_takes_three_acts() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    {
        let mut ilse = house.browser("ilse").await;
        does(&mut ilse, number, "take", &[("reason", "ours")]).await;
        let said = [("scope", "client"), ("text", "We see it too."), ("promise", "on")];
        does(&mut ilse, number, "say", &said).await;
        does(&mut ilse, number, "solve", &solved("fixed")).await;
    }
    assert_eq!(house.world.state(number).await.step, Step::Verifying);
    house.world.comes_back("shop-home").await;
    house.world.live(20).await;
    let state = house.world.state(number).await;
    assert_eq!(state.step, Step::Resolved);
    let read = house.world.sees("fatima", number).await.unwrap();
    let report = read.entries.iter().find_map(|entry| match &entry.fact {
        Fact::ReportedBack(message) => Some(message.body.as_str()),
        _ => None,
    });
    assert_eq!(report, Some("It works again. Release 47 emptied the pool Went back to 46"));
    assert!(!house.world.letters_to("fatima").is_empty());
}

#[tokio::test]
async fn the_whole_route_is_walked_by_forms() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    {
        let mut ilse = house.browser("ilse").await;
        does(&mut ilse, number, "take", &[]).await;
        let finding = [("text", "The pool is empty"), ("is_cause", "on")];
        does(&mut ilse, number, "finding", &finding).await;
        does(&mut ilse, number, "development", &[("question", "Who holds connections?")]).await;
        let mut samira = house.browser("samira").await;
        does(&mut samira, number, "accept", &[]).await;
        let proposal = [
            ("solution", "Go back to 46"),
            ("risk", "Orders are shown twice"),
            ("rollback", "Deploy 47 again"),
            ("test_plan", "Order one bread"),
            ("planned_at", ""),
        ];
        does(&mut samira, number, "propose", &proposal).await;
        does(&mut ilse, number, "consent", &[("proposal", "1"), ("note", "by telephone")]).await;
        does(&mut samira, number, "implement", &[("is_tested", "on"), ("note", "")]).await;
        does(&mut samira, number, "roll-out", &[("change", "46"), ("note", "deployed")]).await;
    }
    house.world.comes_back("shop-home").await;
    house.world.live(20).await;
    {
        let mut ilse = house.browser("ilse").await;
        let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
        assert!(shown.contains("tell the client what it was"), "the next thing is not told");
        does(&mut ilse, number, "solve", &solved("fixed")).await;
        does(&mut ilse, number, "confirm", &[]).await;
        let plan = [("action", "Watch the pool"), ("owner", "samira"), ("due_on", "2026-04-01")];
        does(&mut ilse, number, "plan", &plan).await;
    }
    assert_eq!(house.world.state(number).await.step, Step::Closed);
    house.world.ends_well().await;
}

#[tokio::test]
async fn the_ball_is_offered_and_a_supplier_answers_by_us() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-host").await;
    {
        let mut ilse = house.browser("ilse").await;
        let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
        assert!(shown.contains("This part is supplied by Nordhost"), "the matrix is silent");
        let offer = [("to", "supplier:nordhost"), ("reason", "The host does not answer")];
        does(&mut ilse, number, "offer", &offer).await;
        let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
        assert!(shown.contains("You answer on behalf of Nordhost"));
        does(&mut ilse, number, "refuse", &[("reason", "They see no trouble")]).await;
        does(&mut ilse, number, "offer", &offer).await;
        does(&mut ilse, number, "accept", &[]).await;
    }
    let state = house.world.state(number).await;
    assert_eq!(state.holder.party.to_string(), "supplier:nordhost");
    assert_eq!(state.step, Step::Investigating);
}

#[tokio::test]
async fn what_stands_beside_the_route_has_forms_too() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let mut ilse = house.browser("ilse").await;
    let classified =
        [("nature", "performance"), ("component", "shop"), ("impact", "2"), ("urgency", "2")];
    let reason = [("reason", "only slow")];
    let classified: Vec<_> = classified.into_iter().chain(reason).collect();
    does(&mut ilse, number, "classify", &classified).await;
    does(&mut ilse, number, "take", &[]).await;
    let call = [("with", "Fatima"), ("body", "Told her"), ("occurred_at", "")];
    does(&mut ilse, number, "call", &call).await;
    let note = [("scope", "internal"), ("text", "The pool is empty")];
    does(&mut ilse, number, "say", &note).await;
    let asked = [("scope", "party"), ("party", "own:development"), ("text", "Do you see it?")];
    does(&mut ilse, number, "say", &asked).await;
    let back = [("to", "assigning"), ("reason", "it is the host after all")];
    does(&mut ilse, number, "step-back", &back).await;
    does(&mut ilse, number, "cancel", &[("kind", "duplicate"), ("reason", "see the other")]).await;
    let state = house.world.state(number).await;
    assert_eq!((state.step, state.back_steps), (Step::Cancelled, 1));
    assert_eq!(u8::from(state.priority), 3);
}

#[tokio::test]
async fn waiting_for_the_client_is_part_of_asking() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    {
        let mut ilse = house.browser("ilse").await;
        let classify = [("nature", "performance"), ("impact", "2"), ("urgency", "2")];
        does(&mut ilse, number, "classify", &classify).await;
        does(&mut ilse, number, "take", &[]).await;
        let ask = [
            ("scope", "client"),
            ("text", "Since when is it slow?"),
            ("wait", "on"),
            ("remind_at", "2026-03-11T08:00:00Z"),
        ];
        does(&mut ilse, number, "say", &ask).await;
        let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
        assert!(shown.contains("the client answers; otherwise we ask again"));
    }
    assert!(house.world.state(number).await.waiting.is_some());
}

#[tokio::test]
async fn a_refused_move_names_why_and_keeps_what_was_typed() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let mut ilse = house.browser("ilse").await;
    does(&mut ilse, number, "take", &[]).await;
    let address = format!("/incidents/{number}/propose");
    let form = [("solution", "Go back to the last release"), ("risk", "none that we know")];
    let answer = ilse.post(&address, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = answer.text();
    assert!(shown.contains("Note a finding and mark it as the cause"), "{shown}");
    assert!(shown.contains("Go back to the last release"), "what was typed is lost");
    assert!(shown.contains("id=\"act-propose\" name=\"act\" open"), "the form is folded");

    let answer = ilse.post(&format!("/incidents/{number}/classify"), &[("impact", "9")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Choose one of the possibilities"));
    assert_eq!(house.world.state(number).await.step, Step::Investigating);
}

#[tokio::test]
async fn of_two_who_act_at_once_the_second_is_told_and_loses_nothing_typed() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let mut ilse = house.browser("ilse").await;
    let mut tom = house.browser("tom").await;
    let both_saw = seen(&page(&mut ilse, &format!("/incidents/{number}")).await);
    page(&mut tom, &format!("/incidents/{number}")).await;
    does(&mut ilse, number, "take", &[("reason", "ours")]).await;

    let form =
        [("seen", both_saw.as_str()), ("scope", "client"), ("text", "Tom is looking into it.")];
    let answer = tom.post(&format!("/incidents/{number}/say"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let shown = answer.text();
    assert!(shown.contains("Tom is looking into it."), "what Tom typed is lost");
    assert!(shown.contains("Ilse de Vries"), "nobody says who was first");
    assert!(seen(&shown) > both_saw, "the page is not fresh");
    assert!(house.world.state(number).await.responded_at.is_none());

    // A note to ourselves overtakes nobody.
    let note = [("seen", both_saw.as_str()), ("scope", "internal"), ("text", "Saw it as well")];
    let answer = tom.post(&format!("/incidents/{number}/say"), &note).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);

    // What cannot be done any more keeps its words as well.
    let form = [("seen", both_saw.as_str()), ("reason", "this is a duplicate of another one")];
    does(&mut ilse, number, "solve", &solved("fixed")).await;
    let answer = tom.post(&format!("/incidents/{number}/cancel"), &form).await;
    assert!(matches!(answer.status.as_u16(), 409 | 422), "{}", answer.status);
    assert!(answer.text().contains("this is a duplicate of another one"));
}

#[tokio::test]
async fn a_page_that_is_open_is_told_what_others_did_since() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let mut ilse = house.browser("ilse").await;
    let version = seen(&page(&mut ilse, &format!("/incidents/{number}")).await);
    let changed = format!("/incidents/{number}/changed?since={version}");
    assert!(!page(&mut ilse, &changed).await.contains("flash"));
    let mut tom = house.browser("tom").await;
    does(&mut tom, number, "take", &[]).await;
    let told = page(&mut ilse, &changed).await;
    assert!(told.contains("Tom Bakker"), "{told}");
}

#[tokio::test]
async fn the_evidence_of_a_failing_check_can_be_read() {
    let mut house = House::new().await;
    house.world.result("shop-home", Status::Ok).await;
    house.world.sleep(1);
    let number = house.world.goes_down("shop-home").await;
    let mut ilse = house.browser("ilse").await;
    let shown = page(&mut ilse, &format!("/incidents/{number}")).await;
    assert!(shown.contains("HTTP 502") && shown.contains("HTTP 200"), "{shown}");
    let address = shown.split(&format!("/incidents/{number}/evidence/")).nth(1).unwrap();
    let item = address.split('"').next().unwrap();
    let answer = ilse.get(&format!("/incidents/{number}/evidence/{item}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("text/plain"));
    assert!(answer.text().contains("502"));
    let nowhere = "/evidence/00000000-0000-0000-0000-000000000000";
    let answer = ilse.get(&format!("/incidents/{number}{nowhere}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_queue_is_grouped_filtered_and_read_page_by_page() {
    let mut house = House::new().await;
    let down = house.world.goes_down("shop-home").await;
    let mut others = Vec::new();
    for count in 0..55 {
        others.push(house.world.reports("henk", &format!("Question {count}")).await);
    }
    let mut ilse = house.browser("ilse").await;
    let queue = page(&mut ilse, "/incidents").await;
    assert!(queue.contains("Needs you now") && queue.contains(&down.to_string()));
    assert!(queue.contains("rel=\"next\""), "there is no second page");
    let next = queue.split("href=\"").find(|it| it.contains("rel=\"next\"")).unwrap();
    let next = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = page(&mut ilse, &next).await;
    let on_both = others
        .iter()
        .filter(|number| {
            let link = format!("href=\"/incidents/{number}\"");
            usize::from(queue.contains(&link)) + usize::from(second.contains(&link)) != 1
        })
        .count();
    assert_eq!(on_both, 0, "an incident stands on both pages or on none");

    let of_molen = page(&mut ilse, "/incidents?client=molen").await;
    assert!(of_molen.contains(&down.to_string()));
    assert!(!of_molen.contains("Question"), "another client's incident is shown");
    let mine = page(&mut ilse, "/incidents?view=mine").await;
    assert!(mine.contains("Nothing here"));
}

#[tokio::test]
async fn my_desk_tells_what_needs_me_now_and_why() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    {
        let mut ilse = house.browser("ilse").await;
        let home = page(&mut ilse, "/").await;
        assert!(home.contains("Nobody has taken") && home.contains(&number.to_string()));
        assert!(home.contains("/monitoring/shop-home"), "the check in trouble is not shown");
        does(&mut ilse, number, "take", &[]).await;
        does(&mut ilse, number, "finding", &[("text", "It is the code")]).await;
        does(&mut ilse, number, "development", &[("question", "Which release?")]).await;
        let mut samira = house.browser("samira").await;
        let home = page(&mut samira, "/").await;
        assert!(home.contains("Offered to you"), "{home}");
    }
    house.world.does("ilse", number, Command::Take { reason: "after all".to_owned() }).await;
    let word = piket_testkit::message(Scope::Public, "Is there news?");
    house.world.does("fatima", number, Command::Receive(word)).await;
    let mut ilse = house.browser("ilse").await;
    let home = page(&mut ilse, "/").await;
    assert!(home.contains("The client waits for an answer"), "{home}");
}

#[tokio::test]
async fn an_incident_is_opened_by_hand_in_one_short_form() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    assert!(page(&mut ilse, "/incidents/new").await.contains("Open incident"));
    let form = [("whose", "shop"), ("caller", "fatima"), ("summary", "")];
    let answer = ilse.post("/incidents/new", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Say in one line what is the matter"));
    for (received, said) in [
        ("2026-03-10T23:00", "the report lies in the future"),
        ("2026-03-01T09:00", "until 24 hours afterwards"),
        ("last night", "not a moment that there is"),
    ] {
        let form = [("whose", "shop"), ("summary", "It is slow"), ("received", received)];
        let answer = ilse.post("/incidents/new", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{received}");
        assert!(answer.text().contains(said), "{received}: {}", answer.text());
    }

    let form = [
        ("whose", "shop"),
        ("caller", "fatima"),
        ("summary", "Paying takes a minute"),
        ("details", "Since this morning"),
        ("nature", "performance"),
        ("impact", "2"),
        ("urgency", "1"),
        ("channel", "phone"),
        ("received", "2026-03-10T09:20"),
    ];
    let answer = ilse.post("/incidents/new", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = page(&mut ilse, answer.header("location")).await;
    assert!(shown.contains("Paying takes a minute") && shown.contains("Since this morning"));
    assert!(shown.contains("2026-03-10T08:20:00Z"), "the clocks began with the call: {shown}");
    assert!(shown.contains("P2"));
}

#[tokio::test]
async fn search_goes_straight_to_a_number_and_finds_by_words() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The oven page is empty").await;
    let mut ilse = house.browser("ilse").await;
    let answer = ilse.get(&format!("/search?q={number}")).await;
    assert_eq!(answer.header("location"), format!("/incidents/{number}"));
    let found = page(&mut ilse, "/search?q=oven").await;
    assert!(found.contains(&number.to_string()), "{found}");
    let found = page(&mut ilse, "/search?q=molen").await;
    assert!(found.contains("/clients/molen"));
    assert!(page(&mut ilse, "/search?q=xyzzy").await.contains("Nothing fits"));
}

#[tokio::test]
async fn no_page_of_the_desk_opens_for_a_client() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let mut fatima = house.browser("fatima").await;
    for address in ["/", "/incidents", "/incidents/new", "/search?q=slow"] {
        let answer = fatima.get(address).await;
        assert_ne!(answer.status, StatusCode::OK, "{address}");
        assert!(!answer.text().contains("The shop is slow"), "{address}");
    }
    let answer = fatima.post(&format!("/incidents/{number}/take"), &[]).await;
    assert!(!answer.status.is_success() && !house.world.state(number).await.human_acted);
}

#[tokio::test]
async fn a_page_of_the_desk_is_small_and_has_nothing_inline() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    for count in 0..30 {
        house.world.reports("fatima", &format!("Question {count}")).await;
    }
    let mut tom = house.browser("tom").await;
    for address in ["/".to_owned(), "/incidents".to_owned(), format!("/incidents/{number}")] {
        let shown = page(&mut tom, &address).await;
        assert!(!shown.contains("style=") && !shown.contains("<style"), "{address}");
        assert!(!shown.contains(" onclick="), "{address}");
        assert!(shown.contains("lang=\"nl\""), "{address} is not in the reader's language");
        assert!(shown.len() < 50_000, "{address} has {} bytes", shown.len());
        for area in ["inc-", "act-do-", "next-step-", "field-", "queue-", "home-", "need-"] {
            let untold = shown.split('>').filter_map(|part| part.split('<').next());
            let keys: Vec<&str> = untold.filter(|text| text.trim().starts_with(area)).collect();
            assert!(keys.is_empty(), "{address}: {keys:?}");
        }
    }
}

#[tokio::test]
async fn what_is_late_stands_in_the_view_of_late_incidents_and_nothing_else_does() {
    let mut house = House::new().await;
    let late = house.world.goes_down("shop-home").await;
    house.world.live(40).await;
    let fine = house.world.reports("fatima", "The menu is slow").await;
    let mut ilse = house.browser("ilse").await;
    let shown = page(&mut ilse, "/incidents?clock=breached").await;
    assert!(shown.contains(&format!("/incidents/{late}\"")), "{shown}");
    assert!(!shown.contains(&format!("/incidents/{fine}\"")), "{shown}");
    let all = page(&mut ilse, "/incidents").await;
    assert!(all.contains(&format!("/incidents/{fine}\"")));
}
