//! Live events: everybody hears that something changed, as far as they may know of it.

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use futures_util::StreamExt;
use serde_json::json;

use crate::house::House;

async fn listens(house: &House, token: &str) -> BodyDataStream {
    let request = Request::get("/api/v1/events")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let answer = house.knock(request).await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
    answer.into_body().into_data_stream()
}

async fn next(stream: &mut BodyDataStream) -> String {
    let frame = stream.next().await.expect("the stream goes on").unwrap();
    String::from_utf8(frame.to_vec()).unwrap()
}

#[tokio::test]
async fn our_people_hear_of_everything_and_a_client_of_its_own_alone() {
    let mut house = House::new().await;
    let ilse = house.program("ilse").await.token;
    let henk = house.program("henk").await.token;
    let mut ilses = listens(&house, &ilse).await;
    let mut henks = listens(&house, &henk).await;
    let shop = house.world.reports("fatima", "The shop is slow").await;
    let loket = house.world.reports("henk", "The map is empty").await;
    let heard = next(&mut ilses).await;
    assert_eq!(heard, format!("event: changed\ndata: incidents incident:{shop}\n\n"));
    let mut henk_heard = String::new();
    while !henk_heard.contains(&loket.to_string()) {
        henk_heard.push_str(&next(&mut henks).await);
    }
    assert!(!henk_heard.contains(&shop.to_string()), "{henk_heard}");
}

#[tokio::test]
async fn a_stream_ends_when_the_server_stops() {
    let house = House::new().await;
    let ilse = house.program("ilse").await.token;
    let mut stream = listens(&house, &ilse).await;
    house.app.stop().cancel();
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn after_a_while_a_stream_ends_so_that_the_reader_is_asked_again_who_they_are() {
    let mut house = House::new().await;
    let ilse = house.program("ilse").await.token;
    let mut stream = listens(&house, &ilse).await;
    house.world.sleep(11);
    let number = house.world.reports("fatima", "The shop is slow").await;
    assert!(stream.next().await.is_none());
    let fresh = house.program("ilse").await;
    let mut stream = listens(&house, &fresh.token).await;
    fresh.does(&format!("/incidents/{number}/notes"), json!({"body": "x"})).await;
    assert!(next(&mut stream).await.contains(&number.to_string()));
}

#[tokio::test]
async fn a_page_without_a_session_gets_no_stream() {
    let house = House::new().await;
    let request = Request::get("/events").header("accept", "text/event-stream");
    let answer = house.answer(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
}
