//! The TLS handshake, with a verifier that remembers the certificate even if it refuses it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use piket_core::check::result::Certificate;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::SetupError;
use super::certificate;
use super::failure::Failure;
use super::trace::{Stage, Trace};

/// The certificates that browsers trust.
pub fn web_roots() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

/// What all handshakes share.
#[derive(Debug)]
pub struct Tls {
    config: ClientConfig,
    trust: Arc<WebPkiServerVerifier>,
}

impl Tls {
    /// Trusts certificates that go back to one of `roots`.
    ///
    /// # Errors
    ///
    /// [`SetupError::Tls`] if there is none.
    pub fn trusting(roots: RootCertStore) -> Result<Self, SetupError> {
        let refused = |error: String| SetupError::Tls(error);
        let provider = Arc::new(aws_lc_rs::default_provider());
        let trust = WebPkiServerVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::<CryptoProvider>::clone(&provider),
        )
        .build()
        .map_err(|error| refused(error.to_string()))?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| refused(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::<WebPkiServerVerifier>::clone(&trust))
            .with_no_client_auth();
        // A resumed session is quicker than what a new visitor meets, and shows no certificate.
        config.resumption = Resumption::disabled();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config, trust })
    }

    /// Shakes hands as `host`, with or without insisting on a certificate to trust.
    pub(crate) async fn secure(
        &self,
        stream: TcpStream,
        host: &str,
        insist: bool,
        trace: &mut Trace,
    ) -> Result<TlsStream<TcpStream>, Failure> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(bare.to_owned())
            .map_err(|error| Failure::Unusable(format!("host {host:?}: {error}")))?;
        let recorder = Arc::new(Recorder {
            trust: insist.then(|| Arc::<WebPkiServerVerifier>::clone(&self.trust)),
            schemes: Arc::<WebPkiServerVerifier>::clone(&self.trust),
            now: unix_time(trace.at()),
            seen: OnceLock::new(),
        });
        let mut config = self.config.clone();
        config.dangerous().set_certificate_verifier(Arc::<Recorder>::clone(&recorder) as _);

        let watch = trace.begin(Stage::Securing);
        let secured = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        trace.certificate = recorder.seen.get().and_then(|der| certificate::read(der));
        let stream = secured.map_err(|error| {
            let refusal = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
            match refusal {
                Some(refusal) => refused(refusal, trace.certificate.as_ref(), trace.at()),
                None => Failure::Tls(format!("the TLS handshake broke off: {}", error.kind())),
            }
        })?;
        trace.end(watch);
        Ok(stream)
    }
}

fn unix_time(at: Timestamp) -> UnixTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}

/// Why the handshake failed, in words that tell what to do.
fn refused(error: &Error, seen: Option<&Certificate>, at: Timestamp) -> Failure {
    let Error::InvalidCertificate(cause) = error else {
        return Failure::Tls(format!("the TLS handshake failed: {error}"));
    };
    let mut told = format!("the certificate is refused: {}", refusal(cause, seen));
    let is_expired = seen.is_some_and(|certificate| certificate.not_after < at);
    if is_expired && !is_expiry(cause) {
        told.push_str("; it has expired too");
    }
    Failure::Tls(told)
}

fn is_expiry(cause: &CertificateError) -> bool {
    matches!(cause, CertificateError::Expired | CertificateError::ExpiredContext { .. })
}

fn refusal(cause: &CertificateError, seen: Option<&Certificate>) -> String {
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    match (cause, seen) {
        (_, Some(seen)) if is_expiry(cause) => format!("it expired on {}", day(seen.not_after)),
        (
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
            Some(seen),
        ) => {
            format!("it is valid only from {}", day(seen.not_before))
        }
        (
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            Some(seen),
        ) => {
            format!("it is made out for {}", seen.sans.join(", "))
        }
        (CertificateError::UnknownIssuer, Some(seen)) if seen.issuer == seen.subject => {
            "it is signed by itself, and not trusted".to_owned()
        }
        (CertificateError::UnknownIssuer, Some(seen)) => {
            format!(
                "its issuer ({}) is not trusted, or a link of the chain is missing",
                seen.issuer
            )
        }
        (other, _) => other.to_string(),
    }
}

/// Remembers the certificate, then judges it.
#[derive(Debug)]
struct Recorder {
    /// Judges the certificate, where it matters.
    trust: Option<Arc<WebPkiServerVerifier>>,
    schemes: Arc<WebPkiServerVerifier>,
    now: UnixTime,
    seen: OnceLock<CertificateDer<'static>>,
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.seen.get_or_init(|| end_entity.clone().into_owned());
        match &self.trust {
            Some(trust) => trust.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                self.now,
            ),
            None => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match &self.trust {
            Some(trust) => trust.verify_tls12_signature(message, certificate, signature),
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match &self.trust {
            Some(trust) => trust.verify_tls13_signature(message, certificate, signature),
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes.supported_verify_schemes()
    }
}
