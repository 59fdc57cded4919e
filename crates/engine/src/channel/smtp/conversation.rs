//! The conversation with a mail server, step by step, so that a refusal is understood by the step
//! at which it came: a refused recipient is final, a refused sign-in is a mistake of ours that
//! somebody will mend.

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

/// How much of what a server says is kept.
const REASON_CHARS: usize = 300;

/// Where the server is and how to come in.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) wrap: Wrap,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
}

/// How the line is made private.
pub(super) enum Wrap {
    None,
    Upgraded(TlsParameters),
    FromTheStart(TlsParameters),
}

/// At which step something went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Connecting,
    Sender,
    Recipient,
    Content,
}

/// Why a letter did not get through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: String,
    pub(super) is_final: bool,
    stage: Stage,
    is_answer: bool,
}

impl Fault {
    /// The server did not answer in time.
    pub(super) fn silence(stage: Stage, limit: Duration) -> Self {
        let reason = format!("the mail server did not answer within {} s", limit.as_secs());
        Self { reason, is_final: false, stage, is_answer: true }
    }

    /// The address can be no address of anybody.
    pub(super) fn address() -> Self {
        Self::of_letter("the address is not a mail address")
    }

    /// The letter itself can never be sent.
    pub(super) fn of_letter(reason: &str) -> Self {
        let reason = reason.to_owned();
        Self { reason, is_final: true, stage: Stage::Recipient, is_answer: true }
    }

    /// Whether the line broke before the server had heard of the letter.
    pub(super) fn is_lost_line(&self) -> bool {
        self.stage == Stage::Sender && !self.is_answer
    }

    fn new(stage: Stage, error: &Error) -> Self {
        let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        let reason = match error.status() {
            Some(code) => format!("the mail server says {code} {said}"),
            None => format!("the mail server cannot be reached: {error}"),
        };
        // Before the recipient is named, every refusal is about us, not about the letter.
        let is_about_the_letter = matches!(stage, Stage::Recipient | Stage::Content);
        Self {
            reason: printable(&reason),
            is_final: error.is_permanent() && is_about_the_letter,
            stage,
            is_answer: error.status().is_some_and(|code| code.to_string() != "421"),
        }
    }
}

/// One line, without control characters, of bearable length.
fn printable(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(REASON_CHARS).collect();
    text.trim_end().to_owned()
}

/// An open line to the server.
pub(super) struct Conversation {
    line: AsyncSmtpConnection,
    letters: usize,
}

impl Server {
    /// Connects, makes the line private and signs in.
    pub(super) async fn connect(&self) -> Result<Conversation, Fault> {
        let fault = |error: Error| Fault::new(Stage::Connecting, &error);
        let tls = match &self.wrap {
            Wrap::FromTheStart(tls) => Some(tls.clone()),
            Wrap::None | Wrap::Upgraded(_) => None,
        };
        let place = (self.host.as_str(), self.port);
        let mut line = AsyncSmtpConnection::connect_tokio1(place, None, &self.hello, tls, None)
            .await
            .map_err(fault)?;
        if let Wrap::Upgraded(tls) = &self.wrap {
            line.starttls(tls.clone(), &self.hello).await.map_err(fault)?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(DEFAULT_MECHANISMS, credentials).await.map_err(fault)?;
        }
        Ok(Conversation { line, letters: 0 })
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl Conversation {
    /// Whether it has carried a letter before.
    pub(super) fn has_served(&self) -> bool {
        self.letters > 0
    }

    /// Begins a letter.
    pub(super) async fn sender(&mut self, from: &Address, to: &Address) -> Result<(), Fault> {
        let is_plain = [from, to].iter().all(|address| address.to_string().is_ascii());
        let mut parameters = Vec::new();
        if !is_plain {
            if !self.line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Fault::of_letter(
                    "the mail server takes no addresses with letters outside ASCII",
                ));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        self.say(Stage::Sender, Mail::new(Some(from.clone()), parameters)).await
    }

    /// Names the recipient.
    pub(super) async fn recipient(&mut self, to: &Address) -> Result<(), Fault> {
        self.say(Stage::Recipient, Rcpt::new(to.clone(), Vec::new())).await
    }

    /// Hands the letter over. When this has answered, the server has the letter.
    pub(super) async fn content(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.say(Stage::Content, Data).await?;
        self.line.message(bytes).await.map_err(|error| Fault::new(Stage::Content, &error))?;
        self.letters += 1;
        Ok(())
    }

    /// Takes leave; a server that does not answer is left.
    pub(super) async fn close(mut self, limit: Duration) {
        // What the server says to a farewell changes nothing.
        drop(tokio::time::timeout(limit, self.line.command(Quit)).await);
    }

    async fn say(&mut self, stage: Stage, command: impl std::fmt::Display) -> Result<(), Fault> {
        let answer = self.line.command(command).await;
        answer.map(drop).map_err(|error| Fault::new(stage, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_kept_as_one_short_line() {
        let said = format!("550 no\r\nBcc: all@example.nl{}", "x".repeat(400));
        let kept = printable(&said);
        assert!(kept.starts_with("550 no  Bcc"), "{kept}");
        assert_eq!(kept.chars().count(), REASON_CHARS);
    }
}
