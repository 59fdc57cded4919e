//! The shop's two certificates: one that is good for months, and one that has expired.

use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::demo::trouble::{Switch, Trouble};

/// The shop's certificates, ready to be shown.
#[derive(Debug, Clone)]
pub struct Certificates {
    good: Arc<ServerConfig>,
    expired: Arc<ServerConfig>,
}

impl Certificates {
    /// Makes both, as seen from `now`.
    ///
    /// # Errors
    ///
    /// When the library for TLS refuses.
    pub fn new(now: Timestamp) -> anyhow::Result<Self> {
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let long_ago = today.saturating_sub(200.days());
        let good = config(long_ago, today.saturating_add(160.days()))?;
        let expired = config(long_ago, today.saturating_sub(2.days()))?;
        Ok(Self { good, expired })
    }

    /// The one that is shown now.
    pub fn shown(&self, switch: &Switch) -> Arc<ServerConfig> {
        match switch.trouble() {
            Trouble::Certificate => Arc::clone(&self.expired),
            Trouble::None | Trouble::Error | Trouble::Slow | Trouble::Content | Trouble::Down => {
                Arc::clone(&self.good)
            }
        }
    }
}

fn config(from: Date, until: Date) -> anyhow::Result<Arc<ServerConfig>> {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let mut params = CertificateParams::new(names).context("the names of the certificate")?;
    let (year, month, day) = parts(from)?;
    params.not_before = date_time_ymd(year, month, day);
    let (year, month, day) = parts(until)?;
    params.not_after = date_time_ymd(year, month, day);
    let key = KeyPair::generate().context("a key for the shop")?;
    let certificate = params.self_signed(&key).context("the shop's certificate")?;
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)?;
    Ok(Arc::new(config))
}

fn parts(day: Date) -> anyhow::Result<(i32, u8, u8)> {
    let number = |part: i8| u8::try_from(part).context("a day of our era");
    Ok((i32::from(day.year()), number(day.month())?, number(day.day())?))
}
