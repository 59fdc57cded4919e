//! What must be known of a mail server before anything can be sent.

use std::path::PathBuf;

use lettre::Address;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use serde::Deserialize;

use super::conversation::{Server, Wrap};
use crate::secret::Secret;

/// How the line to the mail server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Not at all: for a server on the same machine.
    None,
    /// A plain line that must be made a private one before anything is said.
    #[default]
    StartTls,
    /// A private line from the first byte.
    Tls,
}

/// A mail server and how to speak to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Its name.
    pub host: String,
    /// Its port; 587 unless told, 465 for `tls`, 25 for `none`.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the line is kept private.
    #[serde(default)]
    pub security: Security,
    /// The name by which we sign in; `None` for a server that asks for none.
    #[serde(default)]
    pub username: Option<String>,
    /// The password that goes with it.
    #[serde(default)]
    pub password: Option<Secret>,
    /// Under which name letters go out.
    pub from_name: String,
    /// From which address.
    pub from_address: String,
    /// By what name we greet; the name of this machine unless told.
    #[serde(default)]
    pub helo: Option<String>,
    /// How long an answer may take.
    #[serde(default = "half_a_minute")]
    pub timeout_seconds: u64,
    /// A file with certificates (PEM) that are trusted besides the public ones.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Whether any certificate will do. Then anybody on the way can read along.
    #[serde(default)]
    pub accept_invalid: bool,
}

fn half_a_minute() -> u64 {
    30
}

/// Which setting of the mail server cannot be.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The sender is no address.
    #[error("from_address {0:?} is not a mail address")]
    Sender(String),
    /// A name to sign in without a password, or the other way round.
    #[error("username and password go together")]
    HalfACredential,
    /// The certificates cannot be used.
    #[error("ca_file {path}: {why}")]
    Certificates {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No private line can be prepared.
    #[error("TLS cannot be prepared: {0}")]
    Tls(String),
}

impl Settings {
    /// The port that is used.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::None => 25,
            Security::StartTls => 587,
            Security::Tls => 465,
        })
    }

    pub(super) fn sender(&self) -> Result<Address, SettingsError> {
        let wrong = |_| SettingsError::Sender(self.from_address.clone());
        self.from_address.trim().parse().map_err(wrong)
    }

    pub(super) fn server(&self) -> Result<Server, SettingsError> {
        let credentials = match (&self.username, &self.password) {
            (Some(username), Some(password)) => {
                Some(Credentials::new(username.clone(), password.expose().to_owned()))
            }
            (None, None) => None,
            _ => return Err(SettingsError::HalfACredential),
        };
        let wrap = match self.security {
            Security::None => Wrap::None,
            Security::StartTls => Wrap::Upgraded(self.tls()?),
            Security::Tls => Wrap::FromTheStart(self.tls()?),
        };
        let hello = self.helo.clone().map_or_else(ClientId::default, ClientId::Domain);
        Ok(Server { host: self.host.clone(), port: self.port(), wrap, credentials, hello })
    }

    fn tls(&self) -> Result<TlsParameters, SettingsError> {
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(path) = &self.ca_file {
            let wrong = |why: String| SettingsError::Certificates { path: path.clone(), why };
            let pem = std::fs::read(path).map_err(|why| wrong(why.to_string()))?;
            let certificates = Certificate::from_pem(&pem).map_err(|why| wrong(why.to_string()))?;
            tls = tls.add_root_certificate(certificates);
        }
        if self.accept_invalid {
            tls = tls.dangerous_accept_invalid_certs(true).dangerous_accept_invalid_hostnames(true);
        }
        tls.build().map_err(|why| SettingsError::Tls(why.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::smtp::Smtp;

    fn settings() -> Settings {
        Settings {
            host: "mail.example.nl".to_owned(),
            port: None,
            security: Security::None,
            username: None,
            password: None,
            from_name: "Noordwerk".to_owned(),
            from_address: "desk@noordwerk.example".to_owned(),
            helo: None,
            timeout_seconds: 30,
            ca_file: None,
            accept_invalid: false,
        }
    }

    #[test]
    fn the_port_follows_from_how_the_line_is_kept_private() {
        for (security, port) in
            [(Security::None, 25), (Security::StartTls, 587), (Security::Tls, 465)]
        {
            assert_eq!(Settings { security, ..settings() }.port(), port);
        }
        assert_eq!(Settings { port: Some(2525), ..settings() }.port(), 2525);
    }

    #[test]
    fn settings_that_cannot_be_are_refused_by_name() {
        let refused = |settings: Settings| Smtp::new(&settings).unwrap_err().to_string();
        let sender = Settings { from_address: "desk\r\n@x".to_owned(), ..settings() };
        assert!(refused(sender).starts_with("from_address"));
        let half = Settings { username: Some("desk".to_owned()), ..settings() };
        assert_eq!(refused(half), "username and password go together");
        let nowhere = Settings {
            security: Security::Tls,
            ca_file: Some(PathBuf::from("/no/such/file.pem")),
            ..settings()
        };
        assert!(refused(nowhere).starts_with("ca_file /no/such/file.pem"));
    }

    #[test]
    fn the_password_is_not_printed_with_the_settings() {
        let settings = Settings {
            username: Some("desk".to_owned()),
            password: Some(Secret::new("zomerregen")),
            ..settings()
        };
        let printed = format!("{settings:?} {:?}", Smtp::new(&settings).unwrap());
        assert!(!printed.contains("zomer"), "{printed}");
    }
}
