//! Matrices by page: the list, one that people sign, a draft in which every cell is typed, what is
//! wrong with it said at the cell, and who is asked once it counts.

use axum::http::{StatusCode, header};

use crate::agreements::{page, send, typed};
use crate::house::{Browser, House};

/// Begins the draft of a new matrix for the web server of the shop.
async fn begun(marit: &mut Browser<'_>, like: &str) -> String {
    let fields = [
        ("name", "The shop at night"),
        ("key", "shop-night"),
        ("client", ""),
        ("application", "shop"),
        ("component", ""),
        ("nature", "certificate_dns"),
        ("like", like),
    ];
    let answer = marit.post("/matrices/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header(header::LOCATION), "/matrices/shop-night/draft");
    page(marit, "/matrices/shop-night/draft").await
}

/// The address of the only matrix that there is.
async fn usual(browser: &mut Browser<'_>) -> String {
    let list = page(browser, "/matrices").await;
    let (_, rest) = list.split_once("<th scope=\"row\"><a href=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn everybody_of_ours_reads_the_matrices_and_who_may_changes_them() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let address = usual(&mut ilse).await;
    let one = page(&mut ilse, &address).await;
    assert!(one.contains("Engage the supplier") && one.contains(">R1</span>"), "{one}");
    assert!(!one.contains("/draft/begin") && !one.contains("/retire"), "she may not change it");
    let csv = ilse.get(&format!("{address}/rows.csv")).await;
    assert!(csv.text().starts_with("activity;party;letters\n1.1;own:service_desk;R\n"));
    for post in ["/matrices/new".to_owned(), format!("{address}/draft/begin")] {
        assert_eq!(ilse.post(&post, &[]).await.status, StatusCode::FORBIDDEN, "{post}");
    }
    assert_eq!(ilse.get("/matrices/new").await.status, StatusCode::FORBIDDEN);
    let mut fatima = house.browser("fatima").await;
    for path in ["/matrices", address.as_str()] {
        assert_eq!(fatima.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_row_of_its_own_counts_and_the_others_come_from_the_general_matrix() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "nothing").await;
    assert!(draft.contains("placeholder=\"R\""), "the letters from elsewhere are in sight");
    let taken = typed(&draft, &[], "take-3.3");
    let answer = send(&mut marit, "/matrices/shop-night/draft", &taken).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let draft = page(&mut marit, "/matrices/shop-night/draft").await;
    let changes =
        [("3.3 own:service_desk", "i"), ("3.3 own:development", "r"), ("3.3 client:contact", "I")];
    let form = typed(&draft, &changes, "review");
    let answer = send(&mut marit, "/matrices/shop-night/draft", &form).await;
    assert_eq!(answer.header(header::LOCATION), "/matrices/shop-night/draft/review");
    let review = page(&mut marit, "/matrices/shop-night/draft/review").await;
    assert!(!review.contains(" disabled"), "{review}");
    let revision = [("revision", "3")];
    let answer = marit.post("/matrices/shop-night/draft/activate", &revision).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shop = page(&mut marit, "/applications/shop?nature=certificate_dns").await;
    assert!(shop.contains("The shop at night"), "{shop}");
    let other = page(&mut marit, "/applications/shop?nature=outage").await;
    assert!(!other.contains("<b>The shop at night</b>"));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_the_cell_and_keeps_it_from_counting() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "usual").await;
    let changes = [("4.1 own:incident_manager", "I"), ("4.2 own:development", "")];
    let form = typed(&draft, &changes, "save");
    send(&mut marit, "/matrices/shop-night/draft", &form).await;
    let draft = page(&mut marit, "/matrices/shop-night/draft").await;
    let row = |code: &str| {
        let rest = draft.split_once(&format!("id=\"row-{code}\"")).unwrap().1.to_owned();
        rest.split_once("</tr>").unwrap().0.to_owned()
    };
    assert!(row("4.1").contains("obody is accountable"), "{}", row("4.1"));
    assert!(row("4.2").contains("aria-invalid=\"true\""), "{}", row("4.2"));
    assert!(!row("3.1").contains("is-bad"), "{}", row("3.1"));
    let answer = marit.post("/matrices/shop-night/draft/activate", &[("revision", "2")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("obody is accountable"), "{}", answer.text());
    assert_eq!(marit.get("/matrices/shop-night").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn letters_that_are_none_are_shown_as_they_were_typed_and_nothing_is_lost() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "usual").await;
    let changes = [("3.1 own:development", "X<"), ("3.2 own:development", "R")];
    let form = typed(&draft, &changes, "save");
    let answer = send(&mut marit, "/matrices/shop-night/draft", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("value=\"X&#60;\"") && text.contains("are not letters"), "{text}");
    let kept = "name=\"3.2 own:development\" value=\"R\"";
    assert!(text.contains(kept), "what was right is still there");
}

#[tokio::test]
async fn a_file_from_a_spreadsheet_becomes_the_rows_or_says_which_lines_it_is_not() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    begun(&mut marit, "usual").await;
    let import = "/matrices/shop-night/draft/import";
    let wrong = [("revision", "1"), ("lines", "2.1;own:service_desk;R\n9.9;own:account;I")];
    let answer = marit.post(import, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("line 2: "), "{}", answer.text());
    let lines = "activity;party;letters\r\n2.1;own:service_desk;R\r\n2.1;own:incident_manager;A\r\n\
                 2.1;own:development;I\r\n2.1;client:product_owner;I\r\n";
    let right = [("revision", "1"), ("lines", lines)];
    assert_eq!(marit.post(import, &right).await.status, StatusCode::SEE_OTHER);
    let answer = marit.post("/matrices/shop-night/draft/activate", &[("revision", "2")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let csv = marit.get("/matrices/shop-night/rows.csv").await.text();
    assert_eq!(csv.lines().count(), 5, "{csv}");
}

#[tokio::test]
async fn a_change_is_told_cell_by_cell_before_it_counts_and_after() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let address = usual(&mut marit).await;
    let draft = format!("{address}/draft");
    assert_eq!(marit.post(&format!("{draft}/begin"), &[]).await.status, StatusCode::SEE_OTHER);
    let html = page(&mut marit, &draft).await;
    let form = typed(&html, &[("6.3 own:service_desk", "I")], "review");
    send(&mut marit, &draft, &form).await;
    let told = "6.3 Review afterwards, Service desk: C becomes I";
    let review = page(&mut marit, &format!("{draft}/review")).await;
    assert!(review.contains(told), "{review}");
    marit.post(&format!("{draft}/activate"), &[("revision", "2")]).await;
    let after = page(&mut marit, &address).await;
    assert!(after.contains(told), "{after}");
    let first = page(&mut marit, &format!("{address}?version=1")).await;
    assert!(!first.contains(told) && first.contains("no longer counts"), "{first}");
}

#[tokio::test]
async fn of_two_who_type_at_once_the_second_reads_who_was_first_and_keeps_what_was_typed() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "usual").await;
    let address = "/matrices/shop-night/draft";
    let first = typed(&draft, &[("name", "By the first")], "save");
    assert_eq!(send(&mut marit, address, &first).await.status, StatusCode::SEE_OTHER);
    let second = typed(&draft, &[("6.4 own:service_desk", "I")], "save");
    let answer = send(&mut marit, address, &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(text.contains("Somebody else saved this draft"), "{text}");
    assert!(text.contains("name=\"6.4 own:service_desk\" value=\"I\""), "{text}");
}

#[tokio::test]
async fn a_letter_that_was_mistyped_does_not_hide_that_somebody_else_saved() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "usual").await;
    let address = "/matrices/shop-night/draft";
    let first = typed(&draft, &[("name", "By the first")], "save");
    send(&mut marit, address, &first).await;
    let mistyped = typed(&draft, &[("6.4 own:service_desk", "X")], "save");
    let refused = send(&mut marit, address, &mistyped).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mended = typed(&refused.text(), &[("6.4 own:service_desk", "I")], "save");
    assert_eq!(send(&mut marit, address, &mended).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_draft_that_somebody_saved_since_is_not_given_up_with_the_old_one() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let draft = begun(&mut marit, "usual").await;
    let address = "/matrices/shop-night/draft";
    send(&mut marit, address, &typed(&draft, &[("name", "Better")], "save")).await;
    let give_up = "/matrices/shop-night/draft/give-up";
    let old = marit.post(give_up, &[("revision", "1")]).await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    assert!(page(&mut marit, address).await.contains("Better"));
    assert_eq!(marit.post(give_up, &[("revision", "2")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(marit.get(address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_retired_meanwhile_does_not_come_back_by_an_old_draft() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    begun(&mut marit, "usual").await;
    marit.post("/matrices/shop-night/draft/activate", &[("revision", "1")]).await;
    marit.post("/matrices/shop-night/draft/begin", &[]).await;
    marit.post("/matrices/shop-night/retire", &[]).await;
    let answer = marit.post("/matrices/shop-night/draft/activate", &[("revision", "1")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("It was retired since"), "{}", answer.text());
    let list = page(&mut marit, "/matrices").await;
    assert!(list.contains("/matrices/shop-night/draft"), "the draft can still be found: {list}");
}

#[tokio::test]
async fn a_place_whose_parts_do_not_belong_together_is_refused() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    for (client, application, component, nature) in [
        ("oosterveld", "shop", "", ""),
        ("", "shop", "loket/kaart", ""),
        ("", "gone", "", ""),
        ("", "", "shop", ""),
        ("", "", "", "weather"),
    ] {
        let fields = [
            ("name", "Nowhere"),
            ("key", "nowhere"),
            ("client", client),
            ("application", application),
            ("component", component),
            ("nature", nature),
            ("like", "usual"),
        ];
        let answer = marit.post("/matrices/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{client} {application}");
        assert!(answer.text().contains("Choose again"), "{}", answer.text());
    }
    let taken = [("name", "New"), ("key", "new"), ("like", "usual")];
    assert_eq!(marit.post("/matrices/new", &taken).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_matrix_that_all_depend_on_cannot_be_retired_and_a_special_one_can() {
    let house = House::new().await;
    let mut marit = house.browser("marit").await;
    let general = usual(&mut marit).await;
    let answer = marit.post(&format!("{general}/retire"), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    begun(&mut marit, "usual").await;
    marit.post("/matrices/shop-night/draft/activate", &[("revision", "1")]).await;
    let answer = marit.post("/matrices/shop-night/retire", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(page(&mut marit, "/matrices/shop-night").await.contains("was retired"));
}

#[tokio::test]
async fn tried_out_at_night_it_says_who_hears_first_what_is_promised_and_who_does_what() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let asked = "component=hosting&nature=certificate_dns&priority=1&at=2026-03-15T03:00";
    let found = page(&mut ilse, &format!("/applications/shop/try?{asked}")).await;
    let hears = |name: &str| found.matches(name).count();
    assert!(hears("Ilse de Vries") > 0 && hears("Nordhost") > 0, "{found}");
    assert!(found.contains("Sun 15 Mar 03:00: Ilse de Vries, by mail"), "{found}");
    assert!(found.contains("Reaction: until Sun 15 Mar 03:30"), "{found}");
    let (_, row) = found.split_once("3.2 ").unwrap();
    let (row, _) = row.split_once("</tr>").unwrap();
    assert!(row.contains("<td data-label=\"Does it\"><span>Nordhost"), "{row}");
}

#[tokio::test]
async fn a_moment_that_there_is_not_is_told_and_the_present_is_tried() {
    let house = House::new().await;
    let mut ilse = house.browser("ilse").await;
    let wrong = page(&mut ilse, "/applications/shop/try?at=31+February&priority=9").await;
    assert!(wrong.contains("This is not a moment that there is."), "{wrong}");
    assert!(wrong.contains("What is promised for P1"), "the worst, where none is meant");
    assert_eq!(ilse.get("/applications/none/try").await.status, StatusCode::NOT_FOUND);
    let mut fatima = house.browser("fatima").await;
    let answer = fatima.get("/applications/shop/try").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
