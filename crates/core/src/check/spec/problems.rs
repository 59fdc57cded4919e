//! What is wrong with the definition of a check, told so that it can be mended.

use std::collections::BTreeSet;
use std::fmt;

use super::{CheckSpec, HttpCheck, Probe, TcpCheck};
use crate::check::norm::Norm;

/// A mistake in the definition of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecProblem {
    /// Where, as a path of names: `probe.http.url`.
    pub field: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for SpecProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// The longest interval: a day.
const MAX_INTERVAL_S: u32 = 86_400;
/// The longest wait for an answer: two minutes.
const MAX_TIMEOUT_MS: u32 = 120_000;
/// More redirects than browsers follow make no sense.
const MAX_REDIRECTS: u8 = 20;
/// So many results in a row are beyond patience.
const MAX_IN_A_ROW: u32 = 100;

#[derive(Default)]
struct Problems(Vec<SpecProblem>);

impl Problems {
    fn unless(&mut self, fine: bool, field: &str, message: impl Into<String>) {
        if !fine {
            self.0.push(SpecProblem { field: field.to_owned(), message: message.into() });
        }
    }
}

impl CheckSpec {
    /// Everything that is wrong with the definition; empty if it can be used.
    pub fn problems(&self) -> Vec<SpecProblem> {
        let mut problems = Problems::default();
        self.pace_problems(&mut problems);
        match &self.probe {
            Probe::Http(http) => http_problems(http, &mut problems),
            Probe::Tcp(tcp) => tcp_problems(tcp, &mut problems),
        }
        norm_problems(&self.probe, &self.norms, &mut problems);
        problems.0
    }

    fn pace_problems(&self, problems: &mut Problems) {
        let interval_s = self.interval_s;
        problems.unless(!self.name.trim().is_empty(), "name", "a check needs a name");
        problems.unless(
            (1..=MAX_INTERVAL_S).contains(&interval_s),
            "interval_s",
            format!("{interval_s} seconds is not between 1 and {MAX_INTERVAL_S} (a day)"),
        );
        problems.unless(
            (1..=interval_s.max(1)).contains(&self.retry_interval_s),
            "retry_interval_s",
            format!("{} seconds is not between 1 and interval_s", self.retry_interval_s),
        );
        for (field, count) in
            [("hard_after", self.hard_after), ("recover_after", self.recover_after)]
        {
            problems.unless(
                (1..=MAX_IN_A_ROW).contains(&count),
                field,
                format!("{count} results in a row is not between 1 and {MAX_IN_A_ROW}"),
            );
        }
        let timeout_ms = self.probe.timeout_ms();
        problems.unless(
            (1..=MAX_TIMEOUT_MS).contains(&timeout_ms),
            &format!("probe.{}.timeout_ms", self.probe.kind()),
            format!("{timeout_ms} ms is not between 1 and {MAX_TIMEOUT_MS} (two minutes)"),
        );
    }
}

fn http_problems(http: &HttpCheck, problems: &mut Problems) {
    if let Err(message) = host_of(&http.url) {
        problems.unless(false, "probe.http.url", message);
    }
    for (name, value) in &http.headers {
        let field = format!("probe.http.headers.{name}");
        problems.unless(is_header_name(name), &field, "is not the name of a header");
        problems.unless(
            !value.chars().any(char::is_control),
            &field,
            "the value holds a line break or another control character",
        );
    }
    let follow = http.redirects.follow;
    problems.unless(
        follow <= MAX_REDIRECTS,
        "probe.http.redirects.follow",
        format!("{follow} redirects is more than {MAX_REDIRECTS}"),
    );
    let days = &http.certificate;
    problems.unless(
        days.critical <= days.warning,
        "probe.http.certificate",
        format!(
            "critical ({} days) must not come before warning ({})",
            days.critical, days.warning
        ),
    );
    expectation_problems(http, problems);
}

fn expectation_problems(http: &HttpCheck, problems: &mut Problems) {
    let expect = &http.expect;
    for (field, texts) in [
        ("probe.http.expect.contains", &expect.contains),
        ("probe.http.expect.lacks", &expect.lacks),
    ] {
        problems.unless(
            texts.iter().all(|text| !text.is_empty()),
            field,
            "an empty text stands in every body",
        );
    }
    for json in &expect.json {
        problems.unless(
            json.pointer.is_empty() || json.pointer.starts_with('/'),
            "probe.http.expect.json.pointer",
            format!("{:?} is not a JSON Pointer: it starts with '/'", json.pointer),
        );
    }
    for header in &expect.headers {
        problems.unless(
            is_header_name(&header.name),
            "probe.http.expect.headers.name",
            format!("{:?} is not the name of a header", header.name),
        );
    }
    problems.unless(
        expect.max_latency_ms.is_none_or(|limit| (1..=http.timeout_ms).contains(&limit)),
        "probe.http.expect.max_latency_ms",
        "must be between 1 and timeout_ms; a later answer is not waited for",
    );
}

fn tcp_problems(tcp: &TcpCheck, problems: &mut Problems) {
    problems.unless(
        is_host(&tcp.host),
        "probe.tcp.host",
        format!("{:?} is neither a host name nor an address", tcp.host),
    );
    problems.unless(tcp.port > 0, "probe.tcp.port", "0 is not a port");
}

fn norm_problems(probe: &Probe, norms: &[Norm], problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for norm in norms {
        let field = format!("norms.{}", norm.metric);
        problems.unless(seen.insert(norm.metric), &field, "stands there twice");
        problems.unless(
            probe.measures(norm.metric),
            &field,
            format!("a check by {} does not measure this", probe.kind()),
        );
        problems.unless(
            norm.warning.is_some() || norm.critical.is_some(),
            &field,
            "has neither a warning nor a critical range",
        );
        let unit = norm.metric.unit();
        problems.unless(
            norm.unit.as_deref().is_none_or(|written| written == unit),
            &field,
            format!("is measured in {unit}, not in {:?}", norm.unit.as_deref().unwrap_or_default()),
        );
    }
}

/// The host in an address, or what is wrong with the address.
fn host_of(url: &str) -> Result<&str, String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .ok_or_else(|| format!("{url:?} does not start with http:// or https://"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("a name and password belong in a header, not in the address".to_owned());
    }
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let port_is_fine = port.parse::<u16>().is_ok_and(|port| port > 0);
            if !port_is_fine {
                return Err(format!("{port:?} is not a port"));
            }
            host
        }
        Some(_) | None => authority,
    };
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let has_blanks = url.chars().any(|c| c.is_whitespace() || c.is_control());
    if is_host(bare) && !has_blanks {
        Ok(bare)
    } else {
        Err(format!("{url:?} is not an address of a page"))
    }
}

/// Whether a text can be a host name (also with letters beyond ASCII) or an address.
fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || ".-_:".contains(c);
    !text.is_empty() && text.len() <= 253 && text.chars().all(allowed)
}

/// RFC 9110 §5.6.2: the name of a field is a token.
fn is_header_name(text: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::spec::{CertificateDays, JsonExpectation, JsonValue};

    fn minimal() -> CheckSpec {
        serde_json::from_value(serde_json::json!({
            "key": "webshop-home",
            "name": "Home page of the shop",
            "application": "webshop",
            "probe": { "http": { "url": "https://shop.example/" } },
        }))
        .unwrap()
    }

    fn http(spec: &mut CheckSpec) -> &mut HttpCheck {
        match &mut spec.probe {
            Probe::Http(http) => http,
            Probe::Tcp(_) => panic!("the minimal check is an HTTP check"),
        }
    }

    fn fields(spec: &CheckSpec) -> Vec<String> {
        spec.problems().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_key_a_name_an_application_and_an_address_are_enough() {
        let spec = minimal();
        assert_eq!(spec.problems(), []);
        assert_eq!((spec.interval_s, spec.retry_interval_s), (60, 20));
        assert_eq!((spec.hard_after, spec.recover_after), (3, 2));
        assert_eq!(http(&mut minimal()).certificate, CertificateDays { warning: 21, critical: 7 });
    }

    #[test]
    fn a_misspelt_field_is_refused_by_name() {
        let written = serde_json::json!({
            "key": "x", "name": "X", "application": "webshop", "intervals": 5,
            "probe": { "tcp": { "host": "db", "port": 5432 } },
        });
        let refused = serde_json::from_value::<CheckSpec>(written).unwrap_err().to_string();
        assert!(refused.contains("unknown field `intervals`"), "{refused}");
    }

    #[test]
    fn a_check_written_out_and_read_again_is_the_same() {
        let mut spec = minimal();
        http(&mut spec).expect.json.push(JsonExpectation {
            pointer: "/database/ok".to_owned(),
            equals: JsonValue::Flag(true),
        });
        let written = serde_json::to_string(&spec).unwrap();
        assert_eq!(serde_json::from_str::<CheckSpec>(&written).unwrap(), spec);
    }

    #[test]
    fn addresses_that_cannot_be_fetched_are_refused() {
        for wrong in [
            "shop.example",
            "ftp://shop.example",
            "https://",
            "https:///x",
            "https://shop.example:0/",
            "https://shop.example:99999/",
            "https://shop example/",
            "https://shop.example/a b",
            "https://user:secret@shop.example/",
        ] {
            let mut spec = minimal();
            http(&mut spec).url = wrong.to_owned();
            assert_eq!(fields(&spec), ["probe.http.url"], "{wrong}");
        }
        for right in [
            "http://127.0.0.1:8080",
            "https://[::1]:8443/health?x=1#y",
            "https://[2001:db8::1]/",
            "https://café.example/",
        ] {
            let mut spec = minimal();
            http(&mut spec).url = right.to_owned();
            assert_eq!(spec.problems(), [], "{right}");
        }
    }

    #[test]
    fn a_secret_in_the_address_is_not_repeated_in_the_problem() {
        let mut spec = minimal();
        http(&mut spec).url = "https://user:hunter2@shop.example/".to_owned();
        assert!(!spec.problems().iter().any(|problem| problem.to_string().contains("hunter2")));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mut spec = minimal();
        spec.name = " ".to_owned();
        spec.interval_s = 0;
        spec.retry_interval_s = 0;
        spec.hard_after = 0;
        http(&mut spec).timeout_ms = 0;
        http(&mut spec).certificate = CertificateDays { warning: 7, critical: 21 };
        http(&mut spec).headers.insert("x y".to_owned(), "1\n2".to_owned());
        http(&mut spec).expect.contains.push(String::new());
        http(&mut spec).expect.max_latency_ms = Some(20_000);
        assert_eq!(
            fields(&spec),
            [
                "name",
                "interval_s",
                "retry_interval_s",
                "hard_after",
                "probe.http.timeout_ms",
                "probe.http.headers.x y",
                "probe.http.headers.x y",
                "probe.http.certificate",
                "probe.http.expect.contains",
                "probe.http.expect.max_latency_ms",
            ]
        );
    }

    #[test]
    fn a_norm_in_seconds_on_a_metric_in_milliseconds_is_refused() {
        let mut spec = minimal();
        spec.norms = serde_json::from_str(
            r#"[{"metric": "total_ms", "warning": "2", "critical": "5", "unit": "s"}]"#,
        )
        .unwrap();
        let told: Vec<_> = spec.problems().iter().map(SpecProblem::to_string).collect();
        assert_eq!(told, [r#"norms.total_ms: is measured in ms, not in "s""#]);
    }

    #[test]
    fn a_tcp_check_has_no_norm_on_the_first_byte() {
        let mut spec = minimal();
        spec.probe =
            Probe::Tcp(TcpCheck { host: "db.example".to_owned(), port: 5432, timeout_ms: 1000 });
        spec.norms = serde_json::from_str(
            r#"[{"metric": "ttfb_ms", "warning": "2"}, {"metric": "dns_ms"}]"#,
        )
        .unwrap();
        assert_eq!(fields(&spec), ["norms.ttfb_ms", "norms.dns_ms"]);
    }

    #[test]
    fn a_broken_range_is_refused_with_its_reason_when_it_is_read() {
        let written = r#"{"metric": "total_ms", "warning": "-10"}"#;
        let refused = serde_json::from_str::<Norm>(written).unwrap_err().to_string();
        assert!(refused.contains("may not be above the end"), "{refused}");
    }
}
