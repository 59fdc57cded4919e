//! The desk's pages of reference: clients, applications, monitoring, and the rooms of whoever keeps
//! the house.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use piket_core::check::Status;
use piket_engine::channel::Outcome;
use piket_store::samples::{self, Sample};

use crate::house::{Browser, House};

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// The words of a page without its tags.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_client_and_its_application_show_what_was_agreed_and_who_does_what() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await.to_string();
    let mut ilse = house.browser("ilse").await;
    let list = page(&mut ilse, "/clients").await;
    assert!(list.contains("Bakkerij De Molen") && list.contains("/applications/shop"));
    let client = words(&page(&mut ilse, "/clients/molen").await);
    assert!(client.contains("Fatima Yılmaz") && client.contains("Client: owner"));
    assert!(client.contains("Webshop") && client.contains("Gold"));

    let shop = words(&page(&mut ilse, "/applications/shop").await);
    for promise in ["30 minutes", "4 hours", "24 hours", "day and night"] {
        assert!(shop.contains(promise), "{promise} is not shown: {shop}");
    }
    assert!(shop.contains("2.1 Action: who? Assign the holder"));
    assert!(shop.contains("Standard , for everything"), "where a row comes from is not told");
    assert!(shop.contains("Nordhost contracted by us"));
    assert!(shop.contains("green for 15 minutes and at least 3 results"));
    assert!(shop.contains(&number), "its incidents are not shown");
    assert!(!shop.contains("Support desk of another"), "no other application is shown");

    let hosting = page(&mut ilse, "/applications/shop?component=hosting").await;
    assert!(hosting.len() < 50_000, "{} bytes", hosting.len());
    assert!(hosting.contains("<th class=\"c\">Nordhost</th>"), "the supplier has no column");
    let office = words(&page(&mut ilse, "/applications/loket").await);
    assert!(office.contains("Mon to Fri 09:00–17:00"));
    assert!(office.contains("Closed on public holidays; the next one is"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let nobody = "0191d2d0-0000-7000-8000-000000000000";
    for address in [
        "/clients/nobody",
        "/applications/nothing",
        "/monitoring/nothing",
        "/clients/Not%20a%20key",
        &format!("/intakes/{nobody}"),
    ] {
        assert_eq!(ilse.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_client_sees_no_page_of_the_desk() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    for address in [
        "/clients",
        "/clients/molen",
        "/applications/shop",
        "/monitoring",
        "/monitoring/shop-home",
        "/people",
        "/people/fatima",
        "/tokens",
        "/intakes",
        "/mail",
    ] {
        assert_eq!(fatima.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
}

#[tokio::test]
async fn only_an_administrator_keeps_people_and_tokens() {
    let house = House::new().await;
    let nobody = "0191d2d0-0000-7000-8000-000000000000";
    for person in ["ilse", "samira", "marit"] {
        let mut browser = house.browser(person).await;
        for address in ["/people", "/people/new", "/people/tom", "/tokens"] {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person} {address}");
        }
        for address in [
            "/people/new",
            "/people/tom",
            "/people/tom/invite",
            "/people/tom/leave",
            "/people/tom/return",
            "/tokens",
            &format!("/tokens/{nobody}/revoke"),
            &format!("/mail/{nobody}/again"),
        ] {
            let answer = browser.post(address, &[("name", "x"), ("email", "x@y.example")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person} {address}");
        }
        let mail = page(&mut browser, "/mail").await;
        assert!(!mail.contains("href=\"/tokens\""), "a closed room is shown");
    }
    assert!(house.world.desk.directory().people[&"tom".parse().unwrap()].is_active);
}

#[tokio::test]
async fn monitoring_shows_each_check_with_its_history_and_its_latest_results() {
    let mut house = House::new().await;
    house.world.result("shop-home", Status::Ok).await;
    house.world.live(1).await;
    house.world.goes_down("shop-home").await;
    let now = house.world.now();
    let measured: Vec<Sample> = (1..200)
        .map(|minute| Sample {
            at: now - SignedDuration::from_mins(minute),
            status: if minute < 5 { Status::Critical } else { Status::Ok },
            ms: Some(250.0),
        })
        .collect();
    let key = "shop-home".parse().unwrap();
    let write = move |tx: &mut piket_store::Tx<'_>| samples::record(tx, &key, &measured);
    house.world.desk.store().write(write).await.unwrap();

    let mut ilse = house.browser("ilse").await;
    let board = page(&mut ilse, "/monitoring").await;
    let said = words(&board);
    assert!(said.contains("Webshop down"), "{said}");
    assert!(said.contains("1 open incident"));
    assert!(board.contains("<rect class=\"warn\"") || board.contains("<rect class=\"bad\""));

    let check = page(&mut ilse, "/monitoring/shop-home").await;
    let said = words(&check);
    assert!(said.contains("Last failing result") && said.contains("502 Bad Gateway"));
    assert!(said.contains("Last good result") && said.contains("200 OK"));
    assert!(check.contains("data-chart"), "there is no chart");
    assert!(said.contains("The same as a table"), "the chart has no twin");
    assert!(said.contains("250 ms"));
    for stretch in ["hours", "week", "quarter"] {
        let shown = page(&mut ilse, &format!("/monitoring/shop-home?stretch={stretch}")).await;
        assert!(shown.contains("aria-current=\"page\""), "{stretch}");
        assert!(shown.len() < 50_000, "{stretch}: {} bytes", shown.len());
    }
    let silent = page(&mut ilse, "/monitoring/shop-host").await;
    assert!(silent.contains("Nothing was measured in this time"));
}

#[tokio::test]
async fn an_administrator_adds_changes_and_lets_people_go() {
    let house = House::new().await;
    let mut anna = house.browser("anna").await;
    let form = [
        ("name", "Noor de Boer"),
        ("email", "noor@studiokade.example"),
        ("role", "engineer"),
        ("client", ""),
        ("language", "nl"),
        ("party", "own:service_desk"),
        ("invite", "on"),
    ];
    let answer = anna.post("/people/new", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(page(&mut anna, "/people").await.contains("/people/noor-de-boer"));

    let twice = anna.post("/people/new", &form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "an address signs in one person");
    assert!(twice.text().contains("value=\"Noor de Boer\""), "what was typed is lost");

    let changed = [
        ("name", "Noor de Boer"),
        ("email", "noor@studiokade.example"),
        ("role", "developer"),
        ("client", ""),
        ("language", ""),
        ("party", "own:development"),
    ];
    let answer = anna.post("/people/noor-de-boer", &changed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let mut noor = house.browser("noor-de-boer").await;
    assert_eq!(noor.get("/incidents").await.status, StatusCode::OK);

    let answer = anna.post("/people/noor-de-boer/leave", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(noor.get("/incidents").await.status, StatusCode::SEE_OTHER, "still signed in");
    let shown = page(&mut anna, "/people/noor-de-boer").await;
    assert!(shown.contains("no longer takes part"));
    let answer = anna.post("/people/noor-de-boer/return", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[tokio::test]
async fn somebody_is_always_left_who_keeps_the_house() {
    let house = House::new().await;
    let mut anna = house.browser("anna").await;
    let answer = anna.post("/people/anna/leave", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&answer.text()).contains("Somebody must be left who keeps the house"));
    assert_eq!(anna.get("/people").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_needed_by_the_matrix_cannot_be_let_go_without_a_word() {
    let house = House::new().await;
    let mut anna = house.browser("anna").await;
    let answer = anna.post("/people/marit/leave", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(house.world.desk.directory().people[&"marit".parse().unwrap()].is_active);
}

#[tokio::test]
async fn a_token_is_shown_once_opens_its_intake_and_is_taken_back() {
    let house = House::new().await;
    let mut anna = house.browser("anna").await;
    let nameless = anna.post("/tokens", &[("kind", "intake"), ("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let alone = anna.post("/tokens", &[("kind", "api"), ("name", "script")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&alone.text()).contains("Please choose on whose behalf it speaks."));

    let form = [("kind", "intake"), ("name", "zabbix"), ("application", "shop"), ("days", "30")];
    let made = anna.post("/tokens", &form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let shown = made.text();
    let begin = shown.find("pi_").expect("the secret is shown");
    let is_secret = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let secret: String = shown[begin..].chars().take_while(|c| is_secret(*c)).collect();
    let list = page(&mut anna, "/tokens").await;
    assert!(list.contains("zabbix") && !list.contains(&secret), "a secret is shown again");

    let post = async |body: &'static str| {
        let request = Request::post(format!("/intake/{secret}"))
            .header("content-type", "application/json")
            .body(Body::from(body))
            .unwrap();
        house.answer(request).await
    };
    let opened = post(r#"{"key": "disk", "summary": "Disk is full"}"#).await;
    assert_eq!(opened.status, StatusCode::ACCEPTED, "{}", opened.text());
    let odd = post(r#"{"summary": "no key at all"}"#).await;
    assert!(odd.status.is_client_error());

    let intakes = page(&mut anna, "/intakes").await;
    let at = intakes.find("/intakes/").expect("the intake is linked");
    let address: String = intakes[at..].chars().take_while(|c| *c != '"').collect();
    let intake = page(&mut anna, &address).await;
    let said = words(&intake);
    assert!(said.contains("an incident opened"), "{said}");
    assert!(said.contains("not understood"), "{said}");
    assert!(said.contains("curl -sS -X POST"));
    let mut bodies = String::new();
    for (at, _) in intake.match_indices(&format!("{address}/deliveries/")) {
        let delivery: String = intake[at..].chars().take_while(|c| *c != '"').collect();
        bodies += &words(&page(&mut anna, &delivery).await);
    }
    assert!(bodies.contains("no key at all"), "what was not understood is lost: {bodies}");
    let mut ilse = house.browser("ilse").await;
    assert!(words(&page(&mut ilse, "/intakes").await).contains("not understood"), "quarantine");

    let id = address.rsplit('/').next().unwrap();
    let answer = anna.post(&format!("/tokens/{id}/revoke"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let shut = post(r#"{"key": "disk", "summary": "Disk is full"}"#).await;
    assert_eq!(shut.status, StatusCode::NOT_FOUND);
    let again = anna.post(&format!("/tokens/{id}/revoke"), &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it is taken back once");
}

#[tokio::test]
async fn a_letter_that_was_given_up_shows_why_and_is_tried_again() {
    let mut house = House::new().await;
    let refused = Outcome::Never("550 no such user".to_owned());
    house.world.mailbox.answer("fatima@demolen.example", refused);
    house.world.reports("fatima", "Klanten kunnen niet betalen").await;
    {
        let mut anna = house.browser("anna").await;
        let failed = page(&mut anna, "/mail?failed=true").await;
        assert!(failed.contains("550 no such user"), "{}", words(&failed));
        house.world.mailbox.answer("fatima@demolen.example", Outcome::Sent);
        let begin = failed.find("action=\"/mail/").expect("it can be tried again") + 8;
        let address: String = failed[begin..].chars().take_while(|c| *c != '"').collect();
        let answer = anna.post(&address, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    house.world.live(1).await;
    let mut anna = house.browser("anna").await;
    assert!(words(&page(&mut anna, "/mail?failed=true").await).contains("No letter was given up"));
    assert!(!house.world.letters_to("fatima").is_empty());
}

#[tokio::test]
async fn an_empty_house_says_on_every_page_what_to_do_next() {
    let house = House::new().await;
    let mut anna = house.browser("anna").await;
    for (address, said) in [
        ("/tokens", "Make a token below"),
        ("/intakes", "Make a token for an intake"),
        ("/mail", "Letters appear here when there is something to tell."),
        ("/mail?failed=true", "Letters that cannot be delivered stand here with the reason."),
    ] {
        let shown = words(&page(&mut anna, address).await);
        assert!(shown.contains(said), "{address}: {shown}");
    }
}
