//! The server on a real socket: it takes requests, and it stops although somebody listens.

use std::time::Duration;

use axum::http::header;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::house::House;

/// Far more than anything here takes: only a server that hangs reaches it.
const AT_MOST: Duration = Duration::from_mins(1);

async fn asks(stream: &mut TcpStream, path: &str, token: &str) {
    let authorization = header::AUTHORIZATION;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: desk.example\r\n{authorization}: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
}

async fn hears(stream: &mut TcpStream, until: &str) -> String {
    let mut heard = Vec::new();
    let mut some = [0; 4096];
    while !String::from_utf8_lossy(&heard).contains(until) {
        let count = stream.read(&mut some).await.unwrap();
        assert!(count > 0, "ended after {}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&some[..count]);
    }
    String::from_utf8(heard).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_answers_and_stops_although_somebody_listens_to_its_events() {
    let house = House::new().await;
    let token = house.program("ilse").await.token;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(piket_web::server::serve(listener, house.app.clone()));

    let mut asking = TcpStream::connect(address).await.unwrap();
    asks(&mut asking, "/api/v1/me", &token).await;
    let answer = hears(&mut asking, "\"ilse\"").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let mut listening = TcpStream::connect(address).await.unwrap();
    asks(&mut listening, "/api/v1/events", &token).await;
    hears(&mut listening, "text/event-stream").await;

    house.app.stop().cancel();
    let stopped = tokio::time::timeout(AT_MOST, serving).await;
    stopped.expect("it stops").unwrap().unwrap();
    let mut rest = Vec::new();
    listening.read_to_end(&mut rest).await.unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody is let in any more");
}
