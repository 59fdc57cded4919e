//! Mail by SMTP (RFC 5321), through the mail server that the settings name.
//!
//! What is said on the wire is in `conversation`, what a letter looks like in `message`. A
//! connection serves many letters of one round and is closed when the round is over.

mod conversation;
mod message;
mod settings;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use lettre::Address;

use self::conversation::{Conversation, Fault, Stage};
use super::{Mail, Mailer, Outcome};

pub use settings::{Security, Settings, SettingsError};

/// How many connections are kept open between letters of one round.
const IDLE_CONNECTIONS: usize = 4;

/// A mail server.
pub struct Smtp {
    sender: message::Sender,
    server: conversation::Server,
    timeout: Duration,
    idle: Mutex<Vec<Conversation>>,
}

impl Smtp {
    /// The mail server of the settings. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] names the setting that cannot be.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            sender: message::Sender {
                name: settings.from_name.clone(),
                address: settings.sender()?,
            },
            server: settings.server()?,
            timeout: Duration::from_secs(settings.timeout_seconds.max(1)),
            idle: Mutex::default(),
        })
    }

    /// Connects and signs in, and says what is in the way; for `piket doctor`.
    ///
    /// # Errors
    ///
    /// The reason, in words.
    pub async fn greet(&self) -> Result<(), String> {
        let talk = self.limited(Stage::Connecting, self.server.connect()).await;
        talk.map_err(|fault| fault.reason)?.close(self.timeout).await;
        Ok(())
    }

    async fn transmit(&self, mail: &Mail) -> Result<(), Fault> {
        let to: Address = mail.to.email.trim().parse().map_err(|_| Fault::address())?;
        let bytes = message::compose(&self.sender, mail, &to)?;
        let reused = self.idle().pop();
        let mut talk = match reused {
            Some(talk) => talk,
            None => self.limited(Stage::Connecting, self.server.connect()).await?,
        };
        let mut begun = self.begin(&mut talk, &to).await;
        if let Err(fault) = &begun
            && fault.is_lost_line()
            && talk.has_served()
        {
            // The server had closed an idle connection; nothing of this letter was said yet.
            talk = self.limited(Stage::Connecting, self.server.connect()).await?;
            begun = self.begin(&mut talk, &to).await;
        }
        begun?;
        self.limited(Stage::Recipient, talk.recipient(&to)).await?;
        self.limited(Stage::Content, talk.content(&bytes)).await?;
        self.keep(talk);
        Ok(())
    }

    async fn begin(&self, talk: &mut Conversation, to: &Address) -> Result<(), Fault> {
        self.limited(Stage::Sender, talk.sender(&self.sender.address, to)).await
    }

    async fn limited<T>(
        &self,
        stage: Stage,
        deed: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        tokio::time::timeout(self.timeout, deed)
            .await
            .unwrap_or_else(|_| Err(Fault::silence(stage, self.timeout)))
    }

    fn keep(&self, talk: Conversation) {
        let mut idle = self.idle();
        if idle.len() < IDLE_CONNECTIONS {
            idle.push(talk);
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Conversation>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            match self.transmit(mail).await {
                Ok(()) => Outcome::Sent,
                Err(fault) if fault.is_final => Outcome::Never(fault.reason),
                Err(fault) => Outcome::Later(fault.reason),
            }
        })
    }

    fn rest(&self) -> BoxFuture<'_, ()> {
        let idle = std::mem::take(&mut *self.idle());
        Box::pin(async move {
            for talk in idle {
                talk.close(self.timeout).await;
            }
        })
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("server", &self.server).finish_non_exhaustive()
    }
}
