//! Names: found, unknown, leading where checks may not go, and nobody to ask.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::A;
use hickory_resolver::proto::rr::{RData, Record, RecordType};
use piket_agent::{Destinations, Dns, Prober, Tls, web_roots};
use piket_core::check::Status;
use piket_core::check::spec::HttpCheck;
use tokio::net::UdpSocket;

use crate::servers::{Reply, look, no_names, website};

/// So long a name server is waited for in these tests.
const PATIENCE: Duration = Duration::from_millis(50);

/// A name server that knows `shop.example` at `address` and no other name.
async fn names(address: Ipv4Addr) -> Dns {
    name_server(move |asked| Some(reply(asked, address))).await
}

async fn name_server(replies: impl Fn(&Message) -> Option<Message> + Send + 'static) -> Dns {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        while let Ok((length, asker)) = socket.recv_from(&mut buffer).await {
            let asked = Message::from_vec(&buffer[..length]).unwrap();
            if let Some(answer) = replies(&asked) {
                socket.send_to(&answer.to_vec().unwrap(), asker).await.unwrap();
            }
        }
    });
    Dns::at(&[server], PATIENCE).unwrap()
}

fn reply(asked: &Message, address: Ipv4Addr) -> Message {
    let query = asked.queries[0].clone();
    let mut answer = Message::response(asked.metadata.id, OpCode::Query);
    let is_known = query.name().to_utf8() == "shop.example.";
    if !is_known {
        answer.metadata.response_code = ResponseCode::NXDomain;
    } else if query.query_type() == RecordType::A {
        answer.add_answer(Record::from_rdata(query.name().clone(), 60, RData::A(A(address))));
    }
    answer.add_query(query);
    answer
}

fn prober(dns: Dns) -> Prober {
    Prober::new(dns, Tls::trusting(web_roots()).unwrap(), Destinations::default())
}

#[tokio::test]
async fn a_name_is_found_and_the_search_is_timed() {
    let shop =
        website(|request| Reply::text(200, request.headers()["host"].to_str().unwrap())).await;
    let prober = prober(names(Ipv4Addr::LOCALHOST).await);
    let host = format!("shop.example:{}", shop.port());

    let result = look(&prober, HttpCheck::get(format!("http://{host}/"))).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert!(result.timings.dns_ms.expect("measured") > 0.0);
    assert_eq!(result.addresses, ["127.0.0.1"]);
    assert_eq!(result.response.expect("kept").body, host);
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_critical() {
    for host in ["shop.invalid", "gone.example"] {
        let prober = prober(names(Ipv4Addr::LOCALHOST).await);
        let result = look(&prober, HttpCheck::get(format!("http://{host}/"))).await;
        assert_eq!(result.status, Status::Critical);
        assert_eq!(result.summary, format!("{host} does not resolve: the name does not exist"));
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_metadata_service_is_not_followed() {
    let prober = prober(names(Ipv4Addr::new(169, 254, 169, 254)).await);

    let result = look(&prober, HttpCheck::get("http://shop.example/")).await;

    assert_eq!(result.status, Status::Unknown);
    assert_eq!(
        result.summary,
        "shop.example is at 169.254.169.254, to which checks may not connect"
    );
    assert_eq!(result.addresses, ["169.254.169.254"]);
    assert_eq!(result.timings.connect_ms, None);
}

#[tokio::test]
async fn without_a_name_server_nothing_is_known() {
    let result = look(&prober(no_names()), HttpCheck::get("http://shop.example/")).await;
    assert_eq!(result.status, Status::Unknown, "{}", result.summary);
    assert!(result.summary.starts_with("no name server could be asked"), "{}", result.summary);
}

#[tokio::test]
async fn a_name_for_which_nobody_answers_is_critical_if_the_name_server_is_alive() {
    let knows_only_the_root = |asked: &Message| {
        asked.queries[0].name().is_root().then(|| reply(asked, Ipv4Addr::LOCALHOST))
    };
    let prober = prober(name_server(knows_only_the_root).await);

    let result = look(&prober, HttpCheck::get("http://shop.example/")).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "shop.example does not resolve: no answer in time");
}

#[tokio::test]
async fn a_name_server_that_is_silent_does_not_hold_up_the_check() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server =
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), silent.local_addr().unwrap().port());
    let mut check = HttpCheck::get("http://shop.example/");
    check.timeout_ms = 50;

    let result = look(&prober(Dns::at(&[server], Duration::from_secs(2)).unwrap()), check).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "no answer within 50 ms, while finding the address");
}
