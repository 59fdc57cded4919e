//! Carrying out one check: look, measure, judge, keep the evidence.

mod certificate;
mod connect;
mod dns;
pub(crate) mod exchange;
pub(crate) mod failure;
mod http;
mod judge;
mod tcp;
mod tls;
pub(crate) mod trace;

use std::time::Duration;

use jiff::Timestamp;
use piket_core::check::norm::{Measurements, Norm};
use piket_core::check::{CheckResult, CheckSpec, Metric, Probe, Status};

pub use dns::Dns;
pub use tls::{Tls, web_roots};

use crate::destinations::Destinations;
use failure::Failure;
use judge::Finding;
use trace::Trace;

/// Carries out checks. Holds what all checks share; one for the whole program is enough.
#[derive(Debug)]
pub struct Prober {
    dns: Dns,
    pub(crate) tls: Tls,
    destinations: Destinations,
}

/// Why no prober could be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The name servers of this machine are not known.
    #[error("the name servers of this machine cannot be read: {0}")]
    Dns(String),
    /// The certificates to trust cannot be used.
    #[error("the certificates to trust cannot be used: {0}")]
    Tls(String),
}

impl Prober {
    /// A prober with these name servers, trusted certificates and allowed destinations.
    pub fn new(dns: Dns, tls: Tls, destinations: Destinations) -> Self {
        Self { dns, tls, destinations }
    }

    /// A prober with the name servers of this machine that trusts what browsers trust.
    ///
    /// # Errors
    ///
    /// [`SetupError`] if the machine's name servers cannot be read.
    pub fn for_this_machine(destinations: Destinations) -> Result<Self, SetupError> {
        Ok(Self::new(Dns::of_this_machine()?, Tls::trusting(web_roots())?, destinations))
    }

    /// Carries out a check that begins at `at`. Always returns; later than its timeout it has
    /// given up.
    pub async fn run(&self, spec: &CheckSpec, at: Timestamp) -> CheckResult {
        let mut trace = Trace::start(at);
        let timeout_ms = spec.probe.timeout_ms();
        let patience = Duration::from_millis(u64::from(timeout_ms));
        let looked = tokio::time::timeout(patience, self.look(&spec.probe, &mut trace));
        let outcome = match looked.await {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::TooLate { timeout_ms, stage: trace.stage() }),
        };
        trace.stop();
        conclude(spec, trace, outcome.err().as_ref())
    }

    async fn look(&self, probe: &Probe, trace: &mut Trace) -> Result<(), Failure> {
        match probe {
            Probe::Http(check) => http::fetch(self, check, trace).await,
            Probe::Tcp(check) => tcp::open(self, check, trace).await,
        }
    }
}

/// The verdict on what was seen, with its evidence.
fn conclude(spec: &CheckSpec, trace: Trace, failure: Option<&Failure>) -> CheckResult {
    let metrics = trace.measurements();
    let mut findings = match (failure, &spec.probe) {
        (Some(failure), _) => vec![Finding { status: failure.status(), text: failure.to_string() }],
        (None, Probe::Http(check)) => judge::answer(check, &trace),
        (None, Probe::Tcp(_)) => Vec::new(),
    };
    if let Probe::Http(check) = &spec.probe {
        findings.extend(judge::certificate(&check.certificate, &trace));
    }
    // Norms judge what was measured; after a failure there is nothing whole to measure.
    let broken: Vec<&Norm> = if failure.is_none() {
        spec.norms.iter().filter(|norm| !judged(norm, &metrics).is_ok()).collect()
    } else {
        Vec::new()
    };
    findings.extend(broken.iter().map(|norm| judge::norm(norm, judged(norm, &metrics), &metrics)));

    let (status, summary) = judge::sum_up(findings, || trace.all_is_well());
    let broken = broken.into_iter().map(|norm| norm.metric).collect();
    let sent = match &spec.probe {
        Probe::Http(check) => Some(&check.headers),
        Probe::Tcp(_) => None,
    };
    CheckResult { status, summary, metrics, broken, ..trace.into_evidence(sent) }
}

fn judged(norm: &Norm, metrics: &Measurements) -> Status {
    let value = metrics.get(&norm.metric).copied();
    // A plain HTTP page has no certificate and no handshake: a norm on them is met.
    let may_be_absent = [Metric::TlsMs, Metric::CertificateDays, Metric::DnsMs];
    if value.is_none() && may_be_absent.contains(&norm.metric) {
        return Status::Ok;
    }
    norm.judge(value)
}
