//! Ports that are open, closed or not to be touched.

use piket_core::check::spec::TcpCheck;
use piket_core::check::{CheckResult, Probe, Status};

use crate::servers::{closed_port, friday, prober, spec};

async fn knock(host: &str, port: u16) -> CheckResult {
    let check = TcpCheck { host: host.to_owned(), port, timeout_ms: 2_000 };
    prober().run(&spec(Probe::Tcp(check)), friday()).await
}

#[tokio::test]
async fn an_open_port_is_ok() {
    let database = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();

    let result = knock("127.0.0.1", database.local_addr().unwrap().port()).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert!(result.timings.connect_ms.is_some());
    assert!(result.summary.starts_with("connected in "), "{}", result.summary);
}

#[tokio::test]
async fn a_closed_port_is_critical() {
    let gone = closed_port().await;
    let result = knock("127.0.0.1", gone.port()).await;
    assert_eq!(result.status, Status::Critical);
    assert!(result.summary.ends_with("connection refused"), "{}", result.summary);
}

#[tokio::test]
async fn a_metadata_service_is_not_knocked_at_however_it_is_written() {
    for host in ["169.254.169.254", "::ffff:169.254.169.254", "[fe80::1]", "0xa9fea9fe"] {
        let result = knock(host, 80).await;
        assert_eq!(result.status, Status::Unknown, "{host}: {}", result.summary);
        assert!(result.summary.contains("may not connect"), "{}", result.summary);
    }
}

#[tokio::test]
async fn what_is_no_host_cannot_be_looked_at() {
    let result = knock("two words", 80).await;
    assert_eq!(result.status, Status::Unknown);
    assert!(result.summary.contains("cannot be carried out"), "{}", result.summary);
}
