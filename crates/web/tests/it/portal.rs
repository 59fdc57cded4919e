//! The portal: a client follows an incident in its own words, is asked and answers, and is shown
//! nothing that is not theirs.

use axum::http::StatusCode;
use piket_core::incident::{Command, ResolutionKind, Scope};
use piket_core::key::Number;
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_core::process::Step;
use piket_testkit::{message, propose, roll_out, solved};

use crate::house::{Browser, House};

/// Stands in every word that is written for us alone.
const INTERNAL: &str = "zilvervos";

async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// Sends a form, is sent back to the incident, and reads the page.
async fn says(
    browser: &mut Browser<'_>,
    number: Number,
    what: &str,
    form: &[(&str, &str)],
) -> String {
    let answer = browser.post(&format!("/portal/incidents/{number}/{what}"), form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}: {}", answer.text());
    let back = answer.header("location").to_owned();
    page(browser, &back).await
}

fn classify() -> Command {
    Command::Classify {
        nature: Nature::FunctionalDefect,
        component: None,
        impact: Impact::High,
        urgency: Urgency::High,
        reason: None,
        agreed: None,
    }
}

/// An incident of the bakery whose proposal waits for approval.
async fn proposed(house: &mut House) -> Number {
    let number = house.world.reports("fatima", "Klanten kunnen niet betalen").await;
    house.world.does("ilse", number, classify()).await;
    house.world.does("ilse", number, Command::Take { reason: INTERNAL.to_owned() }).await;
    house.world.does("ilse", number, propose("Terug naar de versie van gisteren")).await;
    number
}

#[tokio::test]
async fn a_client_reports_follows_answers_agrees_and_confirms_in_plain_words() {
    let mut house = House::new().await;
    let number = {
        let mut fatima = house.browser("fatima").await;
        let form = [
            ("kind", "incident"),
            ("application", "shop"),
            ("summary", "Klanten kunnen niet betalen"),
            ("impact", "1"),
            ("urgency", "1"),
            ("details", "Na de laatste knop blijft de pagina wit."),
        ];
        let answer = fatima.post("/portal/report", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let shown = page(&mut fatima, answer.header("location")).await;
        assert!(shown.contains("Wij hebben uw melding"));
        assert!(shown.contains("Na de laatste knop blijft de pagina wit."));
        assert!(shown.contains("P1 · kritiek"), "the answers to the questions give the priority");
        assert!(shown.contains("U krijgt een eerste antwoord vóór"));
        let home = page(&mut fatima, "/portal").await;
        assert!(home.contains("Er is een storing. Wij werken eraan."));
        house.world.open_incidents().await[0].0
    };
    house.world.does("ilse", number, classify()).await;
    house.world.does("ilse", number, Command::Take { reason: String::new() }).await;
    let tomorrow = house.world.now() + jiff::SignedDuration::from_hours(24);
    let question = message(Scope::Public, "Bij welke bank gebeurt het?");
    house
        .world
        .does("ilse", number, Command::Send { message: question, remind_at: Some(tomorrow) })
        .await;
    {
        let mut fatima = house.browser("fatima").await;
        let shown = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
        assert!(shown.contains("Wij hebben een vraag aan u"));
        assert!(shown.contains("Ilse de Vries"), "who acts is told by the name that is shown");
        assert!(shown.contains("Volgend bericht van ons"));
        let shown = says(&mut fatima, number, "reply", &[("text", "Bij alle banken.")]).await;
        assert!(!shown.contains("Wij hebben een vraag aan u"));
        assert!(shown.contains("Bij alle banken."));
    }
    house.world.does("ilse", number, propose("Terug naar de versie van gisteren")).await;
    {
        let mut fatima = house.browser("fatima").await;
        assert!(page(&mut fatima, "/portal").await.contains("Lees ons voorstel en beslis"));
        let shown = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
        assert!(shown.contains("Gaat u akkoord met ons voorstel?"));
        let shown = says(&mut fatima, number, "agree", &[("version", "1"), ("note", "")]).await;
        assert!(shown.contains("Oplossing wordt doorgevoerd"));
    }
    house.world.does("ilse", number, roll_out()).await;
    let proof = Command::Verify { proof: "an order went through".to_owned() };
    house.world.does("ilse", number, proof).await;
    house.world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Fixed))).await;
    {
        let mut fatima = house.browser("fatima").await;
        let shown = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
        assert!(shown.contains("Is het voor u opgelost?"));
        assert!(shown.contains("the pool of workers ran dry"), "the cause is told");
        let shown = says(&mut fatima, number, "confirm", &[]).await;
        assert!(!shown.contains("Is het voor u opgelost?"), "it is asked once");
    }
    let waived = Command::WaivePrevention { reason: INTERNAL.to_owned() };
    house.world.does("marit", number, waived).await;
    assert_eq!(house.world.state(number).await.step, Step::Closed);
    let mut fatima = house.browser("fatima").await;
    let closed = page(&mut fatima, "/portal/incidents?status=closed").await;
    assert!(closed.contains(&number.to_string()));
}

#[tokio::test]
async fn not_solved_opens_it_again_and_needs_to_say_what_is_wrong() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "Klanten kunnen niet betalen").await;
    house.world.does("ilse", number, classify()).await;
    house.world.does("ilse", number, Command::Take { reason: String::new() }).await;
    let answered = Command::Resolve(solved(ResolutionKind::Answered));
    house.world.does("ilse", number, answered).await;
    {
        let mut fatima = house.browser("fatima").await;
        let address = format!("/portal/incidents/{number}/reopen");
        let answer = fatima.post(&address, &[("reason", "  ")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("de reden"), "{}", answer.text());
        says(&mut fatima, number, "reopen", &[("reason", "Nog steeds wit.")]).await;
    }
    let state = house.world.state(number).await;
    assert_eq!((state.step, state.reopened), (Step::Investigating, 1));
}

#[tokio::test]
async fn who_may_not_decide_reads_who_does_and_cannot_decide_by_hand() {
    let mut house = House::new().await;
    let number = proposed(&mut house).await;
    let mut bram = house.browser("bram").await;
    let shown = page(&mut bram, &format!("/portal/incidents/{number}")).await;
    assert!(shown.contains("The decision is with Fatima Yılmaz"));
    assert!(!shown.contains(&format!("{number}/agree\"")));
    let address = format!("/portal/incidents/{number}/agree");
    let answer = bram.post(&address, &[("version", "1")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(house.world.state(number).await.step, Step::Agreeing);
}

#[tokio::test]
async fn a_refusal_needs_a_reason_and_goes_back_with_it() {
    let mut house = House::new().await;
    let number = proposed(&mut house).await;
    let mut fatima = house.browser("fatima").await;
    let address = format!("/portal/incidents/{number}/refuse");
    let answer = fatima.post(&address, &[("version", "1"), ("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Vul nog in: de reden."));
    let reason = [("version", "1"), ("reason", "Niet op vrijdagmiddag.")];
    let shown = says(&mut fatima, number, "refuse", &reason).await;
    assert!(shown.contains("Niet op vrijdagmiddag."));
    assert_eq!(house.world.state(number).await.step, Step::Investigating);
}

#[tokio::test]
async fn another_proposal_in_the_meantime_is_shown_and_nothing_typed_is_lost() {
    let mut house = House::new().await;
    let number = proposed(&mut house).await;
    house.world.does("ilse", number, propose("Een kleine verbetering")).await;
    let mut fatima = house.browser("fatima").await;
    let address = format!("/portal/incidents/{number}/refuse");
    let reason = [("version", "1"), ("reason", "Liever niet terug naar gisteren.")];
    let answer = fatima.post(&address, &reason).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let shown = answer.text();
    assert!(shown.contains("Een kleine verbetering"), "the fresh proposal is not shown");
    assert!(shown.contains("Liever niet terug naar gisteren."), "what was typed is lost");
    assert_eq!(house.world.state(number).await.step, Step::Agreeing);
}

#[tokio::test]
async fn a_report_that_says_too_little_comes_back_as_it_was_typed() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    let form = [
        ("kind", "incident"),
        ("application", "shop"),
        ("summary", ""),
        ("impact", "2"),
        ("details", "Sinds vanochtend, bij iedereen in de winkel."),
    ];
    let answer = fatima.post("/portal/report", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = answer.text();
    assert!(shown.contains("Schrijf in één regel wat er aan de hand is."));
    assert!(shown.contains("Beantwoord de twee vragen hierboven"));
    assert!(shown.contains("Sinds vanochtend, bij iedereen in de winkel."));
    assert!(shown.contains("name=\"impact\" value=\"2\" checked"));
    assert!(house.world.open_incidents().await.is_empty());
}

#[tokio::test]
async fn a_question_needs_no_answers_about_impact() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    let form = [("kind", "question"), ("application", ""), ("summary", "Hoe maak ik een account?")];
    let answer = fatima.post("/portal/report", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let home = page(&mut fatima, "/portal").await;
    assert!(home.contains("Hoe maak ik een account?"));
    assert!(!home.contains("Er is een storing"), "a question is no trouble");
}

#[tokio::test]
async fn nobody_of_another_client_finds_an_incident_on_any_page_or_by_any_form() {
    let mut house = House::new().await;
    let number = proposed(&mut house).await;
    let mut henk = house.browser("henk").await;
    let answer = henk.get(&format!("/portal/incidents/{number}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let form = [("text", "hallo"), ("version", "1"), ("reason", "x"), ("note", "")];
    for what in ["reply", "agree", "refuse", "confirm", "reopen"] {
        let answer = henk.post(&format!("/portal/incidents/{number}/{what}"), &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
    }
    let addresses = [
        "/portal",
        "/portal/incidents",
        "/portal/incidents?status=closed",
        "/portal/incidents?application=shop",
        "/portal/report?application=shop",
        "/portal/me",
    ];
    for address in addresses {
        let shown = page(&mut henk, address).await;
        for word in ["betalen", "Webshop", "Molen", "Fatima"] {
            assert!(!shown.contains(word), "{address} tells of {word}");
        }
    }
    let form = [
        ("kind", "incident"),
        ("application", "shop"),
        ("summary", "niet van mij"),
        ("impact", "1"),
        ("urgency", "1"),
    ];
    let answer = henk.post("/portal/report", &form).await;
    assert!(answer.status.is_client_error(), "a report about another client's application");
    assert!(!answer.text().contains("Webshop"), "it is told that there is one");
    assert_eq!(house.world.open_incidents().await.len(), 1);
}

#[tokio::test]
async fn what_is_written_for_us_alone_is_on_no_page_of_the_portal() {
    let mut house = House::new().await;
    let number = house.world.goes_down("shop-home").await;
    let internal = || INTERNAL.to_owned();
    let deeds = [
        Command::Take { reason: internal() },
        Command::Send { message: message(Scope::Internal, INTERNAL), remind_at: None },
        Command::Send {
            message: message(Scope::Party(Party::Development), INTERNAL),
            remind_at: None,
        },
        Command::RecordFinding { text: internal(), evidence: Vec::new(), cause: Some(internal()) },
        Command::InvolveDevelopment { question: internal() },
    ];
    for deed in deeds {
        house.world.does("ilse", number, deed).await;
    }
    house.world.does("samira", number, Command::Accept).await;
    house.world.does("samira", number, propose("Terug naar gisteren")).await;
    let addresses = [
        "/portal".to_owned(),
        "/portal/incidents".to_owned(),
        "/portal/report".to_owned(),
        format!("/portal/incidents/{number}"),
    ];
    let read = async |house: &House, when: &str| {
        let mut fatima = house.browser("fatima").await;
        for address in &addresses {
            let shown = page(&mut fatima, address).await;
            assert!(!shown.contains(INTERNAL), "{when}: {address} tells what is ours");
        }
    };
    read(&house, "proposed").await;
    let consent = Command::Consent { version: 1, note: String::new() };
    house.world.does("fatima", number, consent).await;
    let implement = Command::Implement { is_tested: true, note: internal() };
    house.world.does("samira", number, implement).await;
    let out = Command::RollOut { version: internal(), note: internal(), is_tested: true };
    house.world.does("samira", number, out).await;
    read(&house, "rolled out").await;
    house.world.comes_back("shop-home").await;
    house.world.live(20).await;
    house.world.does("ilse", number, Command::Resolve(solved(ResolutionKind::Fixed))).await;
    let waived = Command::WaivePrevention { reason: internal() };
    house.world.does("marit", number, waived).await;
    house.world.does("fatima", number, Command::Confirm).await;
    assert_eq!(house.world.state(number).await.step, Step::Closed);
    read(&house, "closed").await;
}

#[tokio::test]
async fn everybody_reads_in_their_own_language_and_can_change_it() {
    let house = House::new().await;
    let mut bram = house.browser("bram").await;
    assert!(page(&mut bram, "/portal").await.contains("<html lang=\"en\""));
    let mut fatima = house.browser("fatima").await;
    assert!(page(&mut fatima, "/portal").await.contains("Hoe het ervoor staat"));
    let answer = fatima.post("/portal/me/language", &[("language", "en")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = page(&mut fatima, "/portal").await;
    assert!(shown.contains("<html lang=\"en\"") && shown.contains("How things are"));
    fatima.post("/portal/me/language", &[("language", "")]).await;
    assert!(page(&mut fatima, "/portal").await.contains("<html lang=\"nl\""));
}

#[tokio::test]
async fn a_password_is_changed_with_the_present_one_only() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    let form = |current: &'static str, again: &'static str| {
        [("current", current), ("new", "brood en banket op dinsdag"), ("again", again)]
    };
    let wrong = form("not mine at all", "brood en banket op dinsdag");
    let answer = fatima.post("/portal/me/password", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unequal = form(crate::house::PASSWORD, "iets anders");
    let answer = fatima.post("/portal/me/password", &unequal).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = form(crate::house::PASSWORD, "brood en banket op dinsdag");
    let answer = fatima.post("/portal/me/password", &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(page(&mut fatima, "/portal/me").await.contains("fatima@demolen.example"));
}

#[tokio::test]
async fn where_there_is_nothing_the_page_says_what_to_do() {
    let house = House::new().await;
    let mut fatima = house.browser("fatima").await;
    let home = page(&mut fatima, "/portal").await;
    assert!(home.contains("Er zijn geen open incidenten"));
    assert!(home.contains("href=\"/portal/report\""));
    let open = page(&mut fatima, "/portal/incidents").await;
    assert!(open.contains("Werkt er iets niet, of hebt u een vraag?"));
    let closed = page(&mut fatima, "/portal/incidents?status=closed").await;
    assert!(closed.contains("Wat is opgelost blijft hier staan"));
}

#[tokio::test]
async fn our_own_people_have_their_own_pages_and_not_the_portal() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    for address in ["/portal/incidents", "/portal/report", "/portal/me"] {
        assert_eq!(ilse.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
}
