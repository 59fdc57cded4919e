//! Coming in and going out with a browser, and who is shown which room.

use axum::http::StatusCode;
use piket_engine::account::Purpose;
use piket_web::Settings;

use crate::house::{House, PASSWORD};

#[tokio::test]
async fn whoever_is_not_signed_in_is_shown_the_way_and_comes_back_to_where_they_wanted() {
    let house = House::new().await;
    let ilse = house.browser("ilse").await;
    drop(ilse);
    let mut stranger = house.stranger();
    let answer = stranger.get("/incidents?status=closed").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Fincidents%3Fstatus%3Dclosed");
    let form = [
        ("email", "Ilse@StudioKade.example "),
        ("password", PASSWORD),
        ("next", "/incidents?status=closed"),
    ];
    let answer = stranger.post("/sign-in", &form).await;
    assert_eq!(answer.header("location"), "/incidents?status=closed");
    assert_eq!(stranger.get("/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_cookie_is_for_this_house_alone_and_with_tls_bound_to_it() {
    let set = async |settings| {
        let house = House::with(settings).await;
        let mut ilse = house.browser("ilse").await;
        let form = [("email", "ilse@studiokade.example"), ("password", PASSWORD)];
        ilse.post("/sign-in", &form).await.header("set-cookie").to_owned()
    };
    let plain = set(Settings::default()).await;
    assert!(plain.starts_with("piket="), "{plain}");
    let secure = set(Settings { secure_cookies: true, ..Settings::default() }).await;
    assert!(secure.starts_with("__Host-piket=") && secure.contains("; Secure"), "{secure}");
    for cookie in [plain, secure] {
        for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn with_tls_browsers_are_told_never_to_come_without_it() {
    let secure = House::with(Settings { secure_cookies: true, ..Settings::default() }).await;
    let told = secure.get("/sign-in").await;
    assert_eq!(told.header("strict-transport-security"), "max-age=31536000");
    let plain = House::new().await.get("/sign-in").await;
    assert_eq!(plain.header("strict-transport-security"), "");
}

#[tokio::test]
async fn behind_a_proxy_the_limit_of_tries_is_for_who_is_before_it() {
    let settings = Settings {
        public_url: "https://desk.example".to_owned(),
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..Settings::default()
    };
    let house = House::with(settings).await;
    let tries = async |from: &str| {
        let request = axum::http::Request::post("/password/forgotten")
            .header("x-forwarded-for", from)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://desk.example")
            .header("host", "10.0.0.7:8080");
        let answer = house.answer(request.body("email=x".into()).unwrap()).await;
        answer.status.as_u16()
    };
    for _ in 0..20 {
        assert_eq!(tries("203.0.113.9").await, 200);
    }
    assert_eq!(tries("203.0.113.9").await, 429);
    assert_eq!(tries("203.0.113.10").await, 200);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer_with_the_form_as_typed() {
    let house = House::new().await;
    drop(house.browser("ilse").await);
    let mut stranger = house.stranger();
    let mut answers = Vec::new();
    for email in ["ilse@studiokade.example", "nobody@studiokade.example"] {
        let form = [("email", email), ("password", "wrong"), ("next", "/incidents")];
        let answer = stranger.post("/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(&format!("value=\"{email}\"")), "{}", answer.text());
        assert!(answer.text().contains("value=\"/incidents\""));
        assert_eq!(answer.header("set-cookie"), "");
        answers.push(answer.text().replace(email, ""));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn after_too_many_tries_an_address_waits_and_an_account_is_left_alone() {
    let mut house = House::new().await;
    drop(house.browser("ilse").await);
    let tries = async |house: &House, email: &str| {
        let form = [("email", email), ("password", "wrong")];
        house.stranger().post("/sign-in", &form).await.status.as_u16()
    };
    for _ in 0..10 {
        assert_eq!(tries(&house, "ilse@studiokade.example").await, 422);
    }
    assert_eq!(tries(&house, "ilse@studiokade.example").await, 429, "the account");
    for number in 0..8 {
        tries(&house, &format!("{number}@studiokade.example")).await;
    }
    let form = [("email", "x@studiokade.example"), ("password", "wrong")];
    let answer = house.stranger().post("/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "the address of the network");
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    house.world.sleep(16);
    assert_eq!(tries(&house, "ilse@studiokade.example").await, 422);
}

#[tokio::test]
async fn other_sites_cannot_act_in_the_name_of_whoever_is_signed_in() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    for site in ["cross-site", "same-site"] {
        let answer = ilse.post_from(site, "/sign-out", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site}");
        assert!(answer.text().contains("another site"), "{}", answer.text());
    }
    assert_eq!(ilse.get("/me").await.status, StatusCode::OK, "still signed in");
    let answer = ilse.post_from("same-origin", "/sign-out", &[]).await;
    assert_eq!(answer.header("location"), "/sign-in?out=true");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let cookie = ilse.cookie.clone();
    ilse.post("/sign-out", &[]).await;
    assert_eq!(ilse.cookie, None);
    ilse.cookie = cookie;
    assert_eq!(ilse.get("/me").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn everybody_is_shown_their_own_side_of_the_desk() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    assert_eq!(fatima.get("/").await.header("location"), "/portal");
    for room in ["/me", "/incidents", "/people"] {
        let answer = fatima.get(room).await;
        assert!([403, 404].contains(&answer.status.as_u16()), "{room}: {}", answer.status);
    }
    let mut ilse = house.browser("ilse").await;
    assert_eq!(ilse.get("/portal").await.header("location"), "/");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let house = House::new().await;
    drop(house.browser("ilse").await);
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "/portal"] {
        let form = [("email", "ilse@studiokade.example"), ("password", PASSWORD), ("next", next)];
        let answer = house.stranger().post("/sign-in", &form).await;
        assert_eq!(answer.header("location"), "/", "{next}");
    }
}

#[tokio::test]
async fn a_link_lets_one_choose_a_password_once_and_looking_at_it_does_not_use_it_up() {
    let house = House::new().await;
    let now = house.world.now();
    let tom = "tom".parse().unwrap();
    let secret = house.accounts.issue_link(&tom, Purpose::Invitation, now).await.unwrap();
    let address = format!("/link/{}", secret.expose());
    let mut browser = house.stranger();
    for _ in 0..2 {
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("tom@studiokade.example"));
    }
    for (new, again) in [("fietspomp", "fietspomp"), (PASSWORD, "another-sentence")] {
        let answer = browser.post(&address, &[("new", new), ("again", again)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text().contains(new), "a password is never shown again");
    }
    let chosen = browser.post(&address, &[("new", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
    assert_eq!(browser.get("/me").await.status, StatusCode::OK, "and is in");
    let again = house.stranger().get(&address).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text().contains("does not work any more"));
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_the_link_of_the_console() {
    let house = House::new().await;
    let secret = house.accounts.first_link(house.world.now()).await.unwrap().unwrap();
    let address = format!("/link/{}", secret.expose());
    let mut browser = house.stranger();
    assert!(browser.get(&address).await.text().contains("name=\"name\""));
    let mut form = vec![("name", ""), ("email", "eva@studiokade.example")];
    form.extend([("new", PASSWORD), ("again", PASSWORD)]);
    let refused = browser.post(&address, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("eva@studiokade.example"), "the form as typed");
    form[0].1 = "Eva Jansen";
    let chosen = browser.post(&address, &form).await;
    assert_eq!(chosen.header("location"), "/", "{}", chosen.text());
    assert!(browser.get("/me").await.text().contains("Eva Jansen"));
    assert_eq!(house.accounts.first_link(house.world.now()).await.unwrap(), None);
}

#[tokio::test]
async fn asking_for_a_new_password_does_not_tell_who_is_known() {
    let house = House::new().await;
    let mut pages = Vec::new();
    for email in ["ilse@studiokade.example", "nobody@studiokade.example"] {
        let answer = house.stranger().post("/password/forgotten", &[("email", email)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        pages.push(answer.text());
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn a_changed_password_signs_out_everywhere_else() {
    let house = House::new().await;
    let mut here = house.browser("ilse").await;
    let mut there = house.stranger();
    let form = [("email", "ilse@studiokade.example"), ("password", PASSWORD)];
    there.post("/sign-in", &form).await;
    assert!(here.get("/me").await.text().contains("Sign out everywhere else"));
    let new = "erwtensoep-op-dinsdag";
    let wrong = [("current", "not this"), ("new", new), ("again", new)];
    let refused = here.post("/me/password", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("current", PASSWORD), ("new", new), ("again", new)];
    let changed = here.post("/me/password", &right).await;
    assert_eq!(changed.header("location"), "/me?changed=true");
    assert_eq!(here.get("/me").await.status, StatusCode::OK);
    assert_eq!(there.get("/me").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_chooses_a_language_reads_it_from_then_on() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    assert!(ilse.get("/me").await.text().contains("<html lang=\"en\""));
    let kept = ilse.post("/me/language", &[("language", "nl")]).await;
    assert_eq!(kept.header("location"), "/me");
    house.world.desk.refresh().await.unwrap();
    assert!(ilse.get("/me").await.text().contains("<html lang=\"nl\""));
}

#[tokio::test]
async fn pages_before_sign_in_speak_the_language_of_the_browser() {
    let house = House::new().await;
    for (accepted, word) in [("nl-NL,nl;q=0.9,en;q=0.5", "Wachtwoord"), ("fr", "Password")] {
        let request = axum::http::Request::get("/sign-in").header("accept-language", accepted);
        let answer = house.answer(request.body(axum::body::Body::empty()).unwrap()).await;
        assert!(answer.text().contains(word), "{accepted}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_words() {
    let house = House::new().await;
    let answer = house.get("/no/such/page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text().contains("There is nothing here"));
}
