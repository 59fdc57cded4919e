//! Agreements, by page and by program: the offer, a document with its versions, a draft that is
//! edited, compared and brought into force, and what a client reads of it.

use axum::http::StatusCode;
use serde_json::json;

use crate::house::{Browser, House};

pub(crate) async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// The fields of the form of a draft as the page shows them.
pub(crate) fn fields(html: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let form = html.split_once("/draft\">").unwrap().1.split_once("</form>").unwrap().0;
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        if tag.starts_with("input ") {
            let is_box = tag.contains("type=\"checkbox\"");
            if let Some(name) = value(tag, "name")
                && (!is_box || tag.contains(" checked"))
            {
                let text =
                    if is_box { "on".to_owned() } else { value(tag, "value").unwrap_or_default() };
                fields.push((name, text));
            }
        }
        if let Some(select) = tag.strip_prefix("select ") {
            let name = value(&format!(" {select}"), "name").unwrap();
            let rest = form.split_once(&format!("name=\"{name}\"")).unwrap().1;
            let options = rest.split_once("</select>").unwrap().0;
            let chosen = options.split("<option ").find(|it| it.contains(" selected"));
            let chosen = chosen.or_else(|| options.split("<option ").nth(1));
            let chosen = chosen.map(|it| value(&format!(" {it}"), "value").unwrap());
            fields.push((name, chosen.unwrap_or_default()));
        }
        if let Some(area) = tag.strip_prefix("textarea ") {
            let name = value(&format!(" {area}"), "name").unwrap();
            let text = area.split_once('>').unwrap().1.to_owned();
            fields.push((name, text));
        }
    }
    fields
}

/// The form with some fields as somebody typed them.
pub(crate) fn typed(html: &str, changes: &[(&str, &str)], wish: &str) -> Vec<(String, String)> {
    let mut fields = fields(html);
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields.push(("do".to_owned(), wish.to_owned()));
    fields
}

pub(crate) async fn send(
    browser: &mut Browser<'_>,
    address: &str,
    form: &[(String, String)],
) -> crate::house::Answer {
    let form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(address, &form).await
}

#[tokio::test]
async fn the_offer_shows_the_tiers_and_hides_what_is_ours_from_a_client() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let all = page(&mut ilse, "/agreements").await;
    assert!(all.contains("/agreements/gold") && all.contains("Hosting at Nordhost"));
    assert!(!all.contains("/agreements/new"), "an engineer makes no agreements");
    let offer = page(&mut ilse, "/agreements?as=client").await;
    assert!(offer.contains("Gold") && offer.contains("30 minutes"));
    assert!(!offer.contains("Nordhost") && !offer.contains("Second line"));
    assert!(!offer.contains("/applications/"), "who has which is not part of the offer");
    assert!(offer.len() < 50_000 && all.len() < 50_000);
}

#[tokio::test]
async fn a_draft_is_edited_compared_and_brought_into_force_for_new_incidents_only() {
    let mut house = House::new().await;
    let before = house.world.goes_down("shop-home").await;
    {
        let mut marit = house.browser("marit").await;
        let answer = marit.post("/agreements/gold/draft/begin", &[]).await;
        assert_eq!(answer.header("location"), "/agreements/gold/draft");
        let draft = page(&mut marit, "/agreements/gold/draft").await;
        assert!(draft.len() < 50_000, "{} bytes", draft.len());
        let form = typed(&draft, &[("t-reaction-1", "15")], "review");
        let answer = send(&mut marit, "/agreements/gold/draft", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());

        let review = page(&mut marit, "/agreements/gold/draft/review").await;
        assert!(review.contains("Reaction for P1: 30 minutes becomes 15 minutes"), "{review}");
        assert!(review.contains("/applications/shop"), "whom it touches is not told");
        let list = page(&mut marit, "/agreements").await;
        assert!(list.contains("/agreements/gold/draft"), "the draft is not kept");

        let answer = marit.post("/agreements/gold/draft/activate", &[("revision", "2")]).await;
        assert_eq!(answer.header("location"), "/agreements/gold?done=activated");
        let shown = page(&mut marit, "/agreements/gold").await;
        assert!(shown.contains("version 2") && shown.contains("15 minutes"));
        let old = page(&mut marit, "/agreements/gold?version=1").await;
        assert!(old.contains("30 minutes"));
        let told = page(&mut marit, "/agreements/gold/difference?from=1&to=2").await;
        assert!(told.contains("Reaction for P1: 30 minutes becomes 15 minutes"));
        assert_eq!(marit.get("/agreements/gold/draft").await.status, StatusCode::NOT_FOUND);
        let mut fatima = house.browser("fatima").await;
        let theirs = page(&mut fatima, "/portal/agreements/shop").await;
        assert!(theirs.contains("15") && theirs.contains("<details><summary>"), "{theirs}");
        assert!(!theirs.contains("Marit"), "who wrote it down is our own business");
    }
    let pinned = |state: piket_core::incident::State| state.pins.agreement.unwrap().version;
    assert_eq!(pinned(house.world.state(before).await), 1);
    let after = house.world.reports("fatima", "The shop is slow").await;
    assert_eq!(pinned(house.world.state(after).await), 2);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    marit.post("/agreements/gold/draft/begin", &[]).await;
    let draft = page(&mut marit, "/agreements/gold/draft").await;
    let form =
        typed(&draft, &[("t-reaction-1", "straks"), ("managed", "De winkel van morgen")], "save");
    let answer = send(&mut marit, "/agreements/gold/draft", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("straks") && text.contains("De winkel van morgen"));
    assert!(text.contains("This is no time") && text.contains("aria-invalid"));
}

#[tokio::test]
async fn a_target_of_zero_is_told_before_and_refused_by_page_and_program() {
    let house = House::new().await;
    {
        let mut marit = house.browser("marit").await;
        marit.post("/agreements/gold/draft/begin", &[]).await;
        let draft = page(&mut marit, "/agreements/gold/draft").await;
        let form = typed(&draft, &[("t-restore-1", "0")], "save");
        let answer = send(&mut marit, "/agreements/gold/draft", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "a draft may be unfinished");
        let review = page(&mut marit, "/agreements/gold/draft/review").await;
        assert!(review.contains("Restore for P1: a promise is at least one minute"), "{review}");
        let answer = marit.post("/agreements/gold/draft/activate", &[("revision", "2")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let program = house.program("marit").await;
    let body = json!({"revision": 2});
    let answer = program.post("/agreements/gold/draft/activate", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
}

#[tokio::test]
async fn of_two_who_edit_at_once_the_second_is_told_and_keeps_what_was_typed() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    marit.post("/agreements/gold/draft/begin", &[]).await;
    let draft = page(&mut marit, "/agreements/gold/draft").await;
    let first = typed(&draft, &[("t-reaction-1", "20")], "save");
    let second = typed(&draft, &[("t-reaction-1", "10")], "save");
    let answer = send(&mut marit, "/agreements/gold/draft", &first).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = send(&mut marit, "/agreements/gold/draft", &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(
        text.contains("value=\"10\"") && text.contains("Somebody else saved this draft"),
        "{text}"
    );
}

#[tokio::test]
async fn an_engineer_reads_agreements_and_changes_none() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    for address in ["/agreements/gold/draft/begin", "/agreements/gold/retire", "/agreements/new"] {
        let answer = ilse.post(address, &[("key", "x"), ("name", "X")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(ilse.get("/agreements/gold/draft").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_agreement_that_is_still_named_is_not_retired() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let answer = marit.post("/agreements/gold/retire", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("It is still needed"), "{}", answer.text());
    let answer = marit.post("/agreements/second-line/retire", &[]).await;
    assert_eq!(answer.header("location"), "/agreements/second-line?done=retired");
}

#[tokio::test]
async fn a_client_reads_its_own_agreement_and_which_version_its_incident_was_promised() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let mut fatima = house.browser("fatima").await;
    let home = page(&mut fatima, "/portal").await;
    assert!(home.contains("/portal/agreements/shop"));
    let read = page(&mut fatima, "/portal/agreements/shop").await;
    assert!(read.contains("Gold") && read.contains("30 minuten"), "{read}");
    assert!(!read.contains("Nordhost") && !read.contains("gewaarschuwd"));
    let incident = page(&mut fatima, &format!("/portal/incidents/{number}")).await;
    assert!(incident.contains("Gold, versie 1"), "{incident}");
    let promised = page(&mut fatima, &format!("/portal/agreements/shop?incident={number}")).await;
    assert!(promised.contains(&number.to_string()));
    for foreign in ["/portal/agreements/loket", "/portal/agreements/nowhere"] {
        assert_eq!(fatima.get(foreign).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
}

#[tokio::test]
async fn a_program_reads_versions_and_differences_and_brings_a_draft_into_force() {
    let house = House::new().await;
    let marit = house.program("marit").await;
    let all = marit.get("/agreements").await.json();
    let gold = all["agreements"].as_array().unwrap().iter().find(|it| it["key"] == "gold").unwrap();
    assert_eq!(gold["version"], 1);
    let versions = marit.get("/agreements/gold/versions").await.json();
    let mut agreement = versions["versions"][0]["agreement"].clone();
    agreement["name"] = json!("Gold and more");
    let body = json!({"revision": 0, "agreement": agreement});
    let kept = marit.post("/agreements/gold/draft", body).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.text());
    let draft = marit.get("/agreements/gold/draft").await.json();
    assert_eq!(draft["changes"], json!(["Name: “Gold” becomes “Gold and more”"]));
    let done = marit.post("/agreements/gold/draft/activate", json!({"revision": 1})).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text());
    let told = marit.get("/agreements/gold/difference?from=1&to=2").await;
    assert_eq!(told.json()["changes"].as_array().unwrap().len(), 1);
    let henk = house.program("henk").await;
    let answer = henk.get("/agreements").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "what was agreed with others is not there");
}
