//! Why a check got no answer to judge.

use std::io;
use std::net::{IpAddr, SocketAddr};

use piket_core::check::Status;

use super::trace::Stage;

/// Why a check got no answer to judge.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The definition cannot be carried out.
    #[error("the check cannot be carried out: {0}")]
    Unusable(String),
    /// The name has no address.
    #[error("{host} does not resolve: {cause}")]
    NoSuchName { host: String, cause: String },
    /// No name server could be reached: the trouble may well be ours.
    #[error("no name server could be asked for {host}: {cause}")]
    NoNameServer { host: String, cause: String },
    /// All addresses of the name are ones that checks may not connect to.
    #[error("{host} is at {address}, to which checks may not connect")]
    Forbidden { host: String, address: IpAddr },
    /// Nobody accepted the connection.
    #[error("no connection to {address}: {cause}")]
    NoConnection { address: SocketAddr, cause: io::Error },
    /// The TLS handshake failed.
    #[error("{0}")]
    Tls(String),
    /// The server did not speak HTTP to the end.
    #[error("the answer broke off or is not HTTP: {0}")]
    Http(String),
    /// The answer sends us on too often, in a circle, or to nowhere.
    #[error("{0}")]
    Redirect(String),
    /// It took too long.
    #[error("no answer within {timeout_ms} ms, {stage}")]
    TooLate { timeout_ms: u32, stage: Stage },
}

impl Failure {
    /// What the failure means: critical where the other side failed, unknown where we may have.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Unusable(_) | Self::NoNameServer { .. } | Self::Forbidden { .. } => {
                Status::Unknown
            }
            Self::NoSuchName { .. }
            | Self::NoConnection { .. }
            | Self::Tls(_)
            | Self::Http(_)
            | Self::Redirect(_)
            | Self::TooLate { .. } => Status::Critical,
        }
    }

    /// A failure of the HTTP library, told down to its cause.
    pub(crate) fn http(error: &hyper::Error) -> Self {
        let mut told = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(deeper) = cause {
            told = format!("{told}: {deeper}");
            cause = deeper.source();
        }
        Self::Http(told)
    }
}
