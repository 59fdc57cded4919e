//! Corrections, merges and links on pages and through the API.

use axum::http::StatusCode;
use piket_core::key::Number;
use serde_json::json;

use crate::house::House;

/// Nobody answered for three days.
async fn late(house: &mut House) -> Number {
    let number = house.world.reports("fatima", "The shop is slow").await;
    house.world.live(3 * 24 * 60).await;
    number
}

#[tokio::test]
async fn an_excuse_is_asked_on_the_page_approved_by_another_and_shown_beside_the_breach() {
    let mut house = House::new().await;
    let number = late(&mut house).await;
    let page = format!("/incidents/{number}/corrections");
    let mut ilse = house.browser("ilse").await;
    let form = ilse.get(&page).await.text();
    assert!(form.contains("breach:reaction:0"), "{form}");
    let ask = [("object", "breach:reaction:0"), ("excuse", "client_caused"), ("reason", "")];
    let answer = ilse.post(&page, &ask).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
    let ask = [("object", "breach:reaction:0"), ("excuse", "client_caused"), ("reason", "wall")];
    let answer = ilse.post(&page, &ask).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(!ilse.get(&page).await.text().contains("/corrections/1/approve"), "not her own");
    assert_eq!(ilse.post(&format!("{page}/1/approve"), &[("note", "")]).await.status, 403);

    let mut marit = house.browser("marit").await;
    assert!(marit.get("/").await.text().contains("href=\"/corrections\""));
    assert!(marit.get("/corrections").await.text().contains(&number.to_string()));
    let answer = marit.post(&format!("{page}/1/approve"), &[("note", "right")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = marit.get(&page).await.text();
    assert!(shown.contains("right"), "{shown}");

    let marit = house.program("marit").await;
    let told = marit.get(&page).await.json();
    assert_eq!(told["breaches"][0]["excuse"], "client_caused");
    assert_eq!(told["requests"][0]["standing"], "approved");
    assert_eq!(house.program("fatima").await.get(&page).await.status, 403);
}

#[tokio::test]
async fn a_time_that_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost() {
    let mut house = House::new().await;
    let number = late(&mut house).await;
    let mut ilse = house.browser("ilse").await;
    let page = format!("/incidents/{number}/corrections");
    let ask = [("object", "reported_at"), ("at", "yesterday"), ("reason", "it lay in a mailbox")];
    let answer = ilse.post(&page, &ask).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("it lay in a mailbox") && text.contains("field-error"), "{text}");
}

#[tokio::test]
async fn two_reports_are_merged_on_the_page_and_taken_apart_again() {
    let mut house = House::new().await;
    let into = house.world.reports("fatima", "The shop is slow").await;
    let from = house.world.reports("bram", "Nobody can order").await;
    let mut ilse = house.browser("ilse").await;
    let page = format!("/incidents/{from}/together");
    assert!(ilse.get(&page).await.text().contains(&format!("{page}?with={into}")), "suggested");
    let confirm = ilse.get(&format!("{page}?with={into}")).await.text();
    assert!(confirm.contains(&format!("{page}/merge")), "{confirm}");
    let form = [("with", into.to_string()), ("reason", "one trouble".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let answer = ilse.post(&format!("{page}/merge"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = ilse.get(&format!("/incidents/{from}")).await.text();
    assert!(shown.contains(&format!("/incidents/{into}")), "the banner leads on");
    let shown = ilse.get(&format!("/incidents/{into}")).await.text();
    assert!(shown.contains("Nobody can order"), "what was reported there is read here");

    let mut bram = house.browser("bram").await;
    let portal = bram.get(&format!("/portal/incidents/{from}")).await.text();
    assert!(portal.contains(&format!("/portal/incidents/{into}")), "{portal}");
    assert_eq!(bram.get(&format!("/portal/incidents/{into}")).await.status, StatusCode::OK);

    let undo = [("with", into.to_string())];
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let answer = ilse.post(&format!("{page}/undo"), &undo).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(house.world.state(from).await.merging.merged_into().is_none());
}

#[tokio::test]
async fn programs_merge_link_and_tell_a_family() {
    let mut house = House::new().await;
    let shop = house.world.reports("fatima", "The shop is slow").await;
    let desk = house.world.reports("henk", "The desk is slow").await;
    let ilse = house.program("ilse").await;
    let merge = json!({"into": shop.to_string(), "reason": "x"});
    let answer = ilse.post(&format!("/incidents/{desk}/merge"), merge).await;
    assert_eq!(answer.problem(), (422, "other_client".to_owned()));
    let link = json!({"with": shop.to_string(), "is": "parent"});
    ilse.does(&format!("/incidents/{desk}/links"), link).await;
    let naming = json!({"body": format!("As in {shop}, we look at it.")});
    let answer = ilse.post(&format!("/incidents/{shop}/tell-children"), naming).await;
    assert_eq!(answer.problem(), (422, "names_another".to_owned()));
    let words = json!({"body": "We look at it.", "with_parent": true});
    ilse.does(&format!("/incidents/{shop}/tell-children"), words).await;
    for number in [shop, desk] {
        assert!(house.world.state(number).await.responded_at.is_some(), "{number}");
    }
    ilse.does(&format!("/incidents/{desk}/unlink"), json!({"with": shop.to_string()})).await;
    assert!(house.world.state(shop).await.links.is_empty());
}
