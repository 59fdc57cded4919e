//! Calendars on pages and by the API: the year, the editor with what a change would do, feeds, and
//! two managers at once.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{Browser, House};

pub(crate) async fn page(browser: &mut Browser<'_>, address: &str) -> String {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.text()
}

/// The fields of the form with this address, as a browser without scripts would send them.
pub(crate) fn fields(page: &str, action: &str) -> Vec<(String, String)> {
    let form = page.split(&format!("action=\"{action}\"")).nth(1).expect("a form");
    let form = form.split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&amp;", "&").replace("&#39;", "'"))
    };
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            let name = attribute(tag, "name").unwrap();
            if !is_box {
                fields.push((name, attribute(tag, "value").unwrap_or_default()));
            } else if tag.contains(" checked") {
                fields.push((name, attribute(tag, "value").unwrap_or_else(|| "on".to_owned())));
            }
        } else if tag.starts_with("select") {
            fields.push((attribute(tag, "name").unwrap(), String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            fields.last_mut().unwrap().1 = attribute(tag, "value").unwrap();
        }
    }
    fields
}

/// Sends a form with some fields changed.
pub(crate) async fn send(
    browser: &mut Browser<'_>,
    address: &str,
    fields: &[(String, String)],
    changed: &[(&str, &str)],
) -> crate::house::Answer {
    let mut form: Vec<(&str, &str)> =
        fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    for (name, value) in changed {
        match form.iter_mut().find(|(own, _)| own == name) {
            Some(field) => field.1 = value,
            None => form.push((name, value)),
        }
    }
    browser.post(address, &form).await
}

#[tokio::test]
async fn a_calendar_shows_its_year_in_the_readers_language() {
    let house = House::new().await;
    let mut tom = house.browser("tom").await;
    let list = page(&mut tom, "/calendars").await;
    assert!(list.contains("Kalenders") && list.contains("ma–vr 09:00–17:00"), "{list}");
    assert!(list.contains("dag en nacht"));
    let year = page(&mut tom, "/calendars/office?year=2026").await;
    for part in [
        "Jaar 2026",
        "<caption>april</caption>",
        "class=\"h\" title=\"Koningsdag: gesloten\">27<",
        "class=\"c dst\" title=\"de klok verspringt (23 uur): gesloten\">29<sup>23</sup>",
        "Hemelvaartsdag",
        "vanaf het begin",
    ] {
        assert!(year.contains(part), "{part}: {year}");
    }
    assert!(year.len() < 50_000, "{} bytes", year.len());
    assert!(!year.contains("/calendars/office/edit"), "an engineer changes nothing");
    let other = page(&mut tom, "/calendars/office?year=2031").await;
    assert!(other.contains("title=\"Koningsdag: gesloten\">26<"), "a Sunday in 2031");
    assert_eq!(tom.get("/calendars/nowhere").await.status, StatusCode::NOT_FOUND);
    assert_eq!(tom.get("/calendars/office/edit").await.status, StatusCode::FORBIDDEN);
    let mut fatima = house.browser("fatima").await;
    assert_ne!(fatima.get("/calendars").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_is_sent_back_as_it_was_shown_saves_nothing() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    for key in ["office", "always"] {
        let address = format!("/calendars/{key}/edit");
        let shown = fields(&page(&mut marit, &address).await, &address);
        let answer = send(&mut marit, &address, &shown, &[("act", "keep")]).await;
        assert_eq!(answer.header("location"), format!("/calendars/{key}?done=same"));
    }
}

#[tokio::test]
async fn rows_are_added_and_hours_are_changed_without_a_script() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let address = "/calendars/office/edit";
    let shown = fields(&page(&mut marit, address).await, address);
    let more = send(&mut marit, address, &shown, &[("act", "rows"), ("mon", "08:00-12:00")]).await;
    let more = fields(&more.text(), address);
    let rows =
        |fields: &[(String, String)]| fields.iter().filter(|(name, _)| name == "date").count();
    assert_eq!(rows(&more), rows(&shown) + 3);
    let changed = [("date", "2026-12-24"), ("hours", "09:00-12:00"), ("act", "keep")];
    let answer = send(&mut marit, address, &more, &changed).await;
    assert_eq!(answer.header("location"), "/calendars/office?done=kept", "{}", answer.text());
    let shown = page(&mut marit, "/calendars/office?done=kept").await;
    assert!(shown.contains("Opening hours: Mon 08:00–12:00; Tue–Fri 09:00–17:00"), "{shown}");
    assert!(shown.contains("Other hours on Thu 24 Dec 2026"), "{shown}");
}

#[tokio::test]
async fn before_saving_the_page_tells_which_deadlines_would_move() {
    let mut house = House::new().await;
    let number = house.world.reports("fatima", "The shop is slow").await;
    let mut marit = house.browser("marit").await;
    let address = "/calendars/always/edit";
    let shown = fields(&page(&mut marit, address).await, address);
    let changed = [("date", "2026-03-10"), ("act", "look")];
    let answer = send(&mut marit, address, &shown, &changed).await;
    assert_eq!(answer.status, StatusCode::OK);
    let text = answer.text();
    assert!(text.contains("Closed on Tue 10 Mar 2026"), "{text}");
    assert!(text.contains(&format!("/incidents/{number}")), "{text}");
    assert!(text.contains("1 open incidents were looked at"), "{text}");
    assert!(text.contains("value=\"2026-03-10\""), "what was typed is still there");
    let unchanged = page(&mut marit, "/calendars/always").await;
    assert!(!unchanged.contains("10 Mar 2026</th>"), "nothing was saved");
}

#[tokio::test]
async fn what_cannot_be_saved_is_told_at_its_field_and_in_the_readers_words() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let address = "/calendars/office/edit";
    let shown = fields(&page(&mut marit, address).await, address);
    let answer = send(&mut marit, address, &shown, &[("mon", "9-17"), ("act", "keep")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("9-17 is not an opening window"), "{}", answer.text());
    let night = [("date", "2026-12-24"), ("hours", "22:00-06:00"), ("act", "keep")];
    let answer = send(&mut marit, address, &shown, &night).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("run past midnight"), "{}", answer.text());
    let never = ["mon", "tue", "wed", "thu", "fri"].map(|day| (day, "")).to_vec();
    let never: Vec<_> = never.into_iter().chain([("act", "look")]).collect();
    let answer = send(&mut marit, address, &shown, &never).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("It is never open. Give it hours."), "{}", answer.text());
}

#[tokio::test]
async fn of_two_managers_at_once_the_second_is_told_and_loses_nothing() {
    let house = House::new().await;
    let (mut marit, mut anna) = (house.browser("marit").await, house.browser("anna").await);
    let address = "/calendars/office/edit";
    let first = fields(&page(&mut marit, address).await, address);
    let second = fields(&page(&mut anna, address).await, address);
    let kept = send(&mut marit, address, &first, &[("mon", "08:00-17:00"), ("act", "keep")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let late = send(&mut anna, address, &second, &[("tue", "10:00-17:00"), ("act", "keep")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let again = fields(&late.text(), address);
    assert!(again.contains(&("tue".to_owned(), "10:00-17:00".to_owned())), "what was typed");
    let kept = send(&mut anna, address, &again, &[("act", "keep")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "upon the fresh version it is kept");
}

#[tokio::test]
async fn a_day_is_closed_with_one_button_and_opened_again() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let shown = fields(&page(&mut marit, "/calendars/office").await, "/calendars/office/day");
    let answer = send(&mut marit, "/calendars/office/day", &shown, &[("act", "tomorrow")]).await;
    assert_eq!(answer.header("location"), "/calendars/office?done=kept");
    let closed = page(&mut marit, "/calendars/office").await;
    assert!(closed.contains("class=\"x\" title=\"closed date: closed\">11<"), "{closed}");
    let shown = fields(&closed, "/calendars/office/day");
    let usual = [("date", "2026-03-11"), ("act", "usual")];
    send(&mut marit, "/calendars/office/day", &shown, &usual).await;
    let open = page(&mut marit, "/calendars/office").await;
    assert!(!open.contains("class=\"x\" title"), "{open}");
}

#[tokio::test]
async fn a_calendar_file_is_imported_and_closes_what_is_ticked() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let address = "/calendars/office/feeds";
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260320\nSUMMARY:Heidag\n\
                END:VEVENT\nEND:VCALENDAR";
    let seen = fields(&page(&mut marit, address).await, address);
    let seen = seen.iter().find(|(name, _)| name == "seen").unwrap().1.clone();
    let form = [
        ("seen", seen.as_str()),
        ("name", "Ons team"),
        ("url", ""),
        ("text", text),
        ("act", "add"),
    ];
    let answer = marit.post(address, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let listed = page(&mut marit, address).await;
    assert!(listed.contains("Heidag") && listed.contains("imported just now"), "{listed}");
    let ticked = fields(&listed, address);
    let ticked = [("close", "some"), ("event", "Heidag"), ("act", "keep")].into_iter().fold(
        ticked,
        |mut fields, (name, value)| {
            fields.retain(|(own, _)| own != name);
            fields.push((name.to_owned(), value.to_owned()));
            fields
        },
    );
    let answer = send(&mut marit, address, &ticked, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let year = page(&mut marit, "/calendars/office").await;
    assert!(year.contains("title=\"Heidag: closed\">20<"), "{year}");

    let page_text = [("seen", "9"), ("name", "X"), ("text", "<html>"), ("act", "add")];
    let wrong = marit.post(address, &page_text).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("it is a web page, not a calendar"), "{}", wrong.text());
}

#[tokio::test]
async fn a_new_calendar_is_made_on_its_page() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let shown = fields(&page(&mut marit, "/calendars/new").await, "/calendars/new");
    let wrong = [("key", "Weekend!"), ("name", "Weekend"), ("act", "keep")];
    let answer = send(&mut marit, "/calendars/new", &shown, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let zone = [
        ("key", "weekend"),
        ("name", "Weekend"),
        ("tz", "Europe/Amstelveen"),
        ("sat", "10:00-16:00"),
        ("act", "keep"),
    ];
    let answer = send(&mut marit, "/calendars/new", &shown, &zone).await;
    assert!(answer.text().contains("Europe/Amstelveen is not a time zone"), "{}", answer.text());
    let right = [("key", "weekend"), ("name", "Weekend"), ("sat", "10:00-16:00"), ("act", "keep")];
    let answer = send(&mut marit, "/calendars/new", &shown, &right).await;
    assert_eq!(answer.header("location"), "/calendars/weekend?done=added", "{}", answer.text());
    page(&mut marit, "/calendars/weekend").await;
}

#[tokio::test]
async fn programs_read_rehearse_and_change_calendars_behind_the_same_walls() {
    let mut house = House::new().await;
    house.world.reports("fatima", "The shop is slow").await;
    let (marit, ilse, fatima) =
        (house.program("marit").await, house.program("ilse").await, house.program("fatima").await);
    let listed = ilse.get("/calendars").await.json();
    assert_eq!(listed["calendars"].as_array().unwrap().len(), 2);
    assert_eq!(fatima.get("/calendars").await.problem().0, 403);
    let days = ilse.get("/calendars/office/days?year=2026").await.json();
    assert_eq!(days["days"][116]["rule"], "holiday");
    assert_eq!(days["days"][116]["holiday"]["nl"], "Koningsdag");
    assert_eq!(days["days"][87]["length_seconds"], 82_800);
    assert_eq!(ilse.get("/calendars/office/days?year=1500").await.problem().0, 422);

    let shown = marit.get("/calendars/always").await.json();
    let mut document: Value = shown["document"].clone();
    document["versions"][0]["closed_on"] = json!(["2026-03-10"]);
    let effect = marit.post("/calendars/always/preview", document.clone()).await.json();
    assert!(effect["moved_count"].as_u64().unwrap() > 0, "{effect}");
    assert_eq!(effect["may_be_applied"], true);
    assert_eq!(ilse.post("/calendars/always/preview", document.clone()).await.problem().0, 403);
    let put = |seen: u64| format!("/calendars/always?seen={seen}");
    let stale = marit.send(marit.request(Method::PUT, &put(7)), document.clone()).await;
    assert_eq!(stale.problem().0, 409);
    let kept = marit.send(marit.request(Method::PUT, &put(1)), document.clone()).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    assert_eq!(kept.json()["version"], 2);
    let denied = ilse.send(ilse.request(Method::PUT, &put(2)), document.clone()).await;
    assert_eq!(denied.problem().0, 403);
    document["tz"] = json!("Mars/Olympus");
    let wrong = marit.send(marit.request(Method::PUT, &put(2)), document).await;
    assert_eq!(wrong.problem().0, 422, "{}", wrong.text());
}
