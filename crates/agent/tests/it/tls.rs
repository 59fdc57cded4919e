//! Certificates: good, soon to expire, expired, for somebody else, signed by nobody.

use jiff::Timestamp;
use piket_agent::Prober;
use piket_core::check::spec::HttpCheck;
use piket_core::check::{CheckResult, Metric, Probe, Status};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::servers::{Reply, friday, prober_trusting, secure_website, spec};

/// Valid in 2026.
fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params
}

fn server(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> rustls::ServerConfig {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    rustls::ServerConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap()
}

/// A shop on `https://127.0.0.1` with a certificate of 2026 made out for `name`, and a prober
/// that trusts its issuer.
async fn shop(name: &str) -> (String, Prober) {
    let mut authority = params("Piket test authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.not_after = date_time_ymd(2040, 1, 1);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = params(name).signed_by(&key, &authority).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();

    let config = server(vec![leaf.der().clone()], &key);
    let address = secure_website(config, |_| Reply::text(200, "safe")).await;
    (format!("https://{address}/"), prober_trusting(roots))
}

async fn look_at(prober: &Prober, check: HttpCheck, at: Timestamp) -> CheckResult {
    prober.run(&spec(Probe::Http(check)), at).await
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_good_certificate_is_ok_and_read() {
    let (url, prober) = shop("127.0.0.1").await;

    let result = look_at(&prober, HttpCheck::get(url), friday()).await;

    assert_eq!(result.status, Status::Ok, "{}", result.summary);
    assert!(result.timings.tls_ms.is_some());
    let certificate = result.certificate.expect("read");
    assert_eq!(certificate.sans, ["127.0.0.1"]);
    assert!(certificate.issuer.contains("Piket test authority"), "{}", certificate.issuer);
    assert_eq!(certificate.not_after, at("2027-01-01T00:00:00Z"));
    assert_eq!(result.metrics.get(&Metric::CertificateDays), Some(&300.37));
}

#[tokio::test]
async fn three_weeks_before_its_end_a_certificate_warns() {
    let (url, prober) = shop("127.0.0.1").await;

    let on_time = look_at(&prober, HttpCheck::get(&*url), at("2026-12-11T00:00:00Z")).await;
    let soon = look_at(&prober, HttpCheck::get(url), at("2026-12-11T00:00:01Z")).await;

    assert_eq!(on_time.status, Status::Ok, "{}", on_time.summary);
    assert_eq!(soon.status, Status::Warning);
    assert_eq!(soon.summary, "the certificate expires in 20 days");
}

#[tokio::test]
async fn a_week_before_its_end_a_certificate_is_critical() {
    let (url, prober) = shop("127.0.0.1").await;

    let result = look_at(&prober, HttpCheck::get(url), at("2026-12-28T00:00:00Z")).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "the certificate expires in 4 days");
}

#[tokio::test]
async fn an_expired_certificate_is_refused_but_still_read() {
    let (url, prober) = shop("127.0.0.1").await;

    let result = look_at(&prober, HttpCheck::get(url), at("2027-01-04T12:00:00Z")).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(
        result.summary,
        "the certificate is refused: it expired on 2027-01-01; the certificate expired 3 days ago"
    );
    assert_eq!(result.certificate.expect("read").not_after, at("2027-01-01T00:00:00Z"));
    assert_eq!(result.response, None);
}

#[tokio::test]
async fn a_certificate_for_somebody_else_is_refused_by_name() {
    let (url, prober) = shop("other.example").await;

    let result = look_at(&prober, HttpCheck::get(url), friday()).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(result.summary, "the certificate is refused: it is made out for other.example");
}

async fn self_signed() -> String {
    let key = KeyPair::generate().unwrap();
    let certificate = params("127.0.0.1").self_signed(&key).unwrap();
    let config = server(vec![certificate.der().clone()], &key);
    format!("https://{}/", secure_website(config, |_| Reply::text(200, "safe")).await)
}

#[tokio::test]
async fn a_certificate_signed_by_itself_is_refused_but_still_read() {
    let url = self_signed().await;
    let (_, stranger) = shop("127.0.0.1").await;

    let result = look_at(&stranger, HttpCheck::get(url), friday()).await;

    assert_eq!(result.status, Status::Critical);
    assert_eq!(
        result.summary,
        "the certificate is refused: it is signed by itself, and not trusted"
    );
    assert_eq!(result.certificate.expect("read").sans, ["127.0.0.1"]);
}

#[tokio::test]
async fn who_does_not_insist_still_hears_that_the_certificate_expires() {
    let url = self_signed().await;
    let (_, stranger) = shop("127.0.0.1").await;
    let mut check = HttpCheck::get(url);
    check.verify_tls = false;

    let good = look_at(&stranger, check.clone(), friday()).await;
    let soon = look_at(&stranger, check, at("2026-12-20T00:00:00Z")).await;

    assert_eq!((good.status, good.http_status), (Status::Ok, Some(200)), "{}", good.summary);
    assert_eq!((soon.status, soon.http_status), (Status::Warning, Some(200)), "{}", soon.summary);
}

#[tokio::test]
async fn a_plain_page_on_a_secure_port_is_critical() {
    let plain = crate::servers::website(|_| Reply::text(200, "")).await;
    let (_, prober) = shop("127.0.0.1").await;

    let result = look_at(&prober, HttpCheck::get(format!("https://{plain}/")), friday()).await;

    assert_eq!(result.status, Status::Critical);
    assert!(result.summary.starts_with("the TLS handshake"), "{}", result.summary);
}
