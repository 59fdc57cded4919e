//! The configuration as those who may change it do so by a page or the API: what a change would do,
//! and the change itself.
//!
//! Every change is judged with the whole of the configuration and kept as new versions, whichever
//! way it comes (`config`). People have a door of their own (`people`).

use jiff::Timestamp;
use piket_core::incident::Actor;
use piket_core::policy::{Action, Who};
use piket_store::StoreError;

use crate::config::{self, Applied, ApplyError, Entry, Finding, Plan, Wish, Written};
use crate::desk::Desk;

/// Why the configuration was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigureError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// The configuration would not be valid with it, or could not be saved.
    #[error(transparent)]
    Config(#[from] ApplyError),
}

impl ConfigureError {
    /// What was found, for whoever is to mend it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Config(error) => error.findings(),
            Self::Denied => &[],
        }
    }
}

impl From<StoreError> for ConfigureError {
    fn from(error: StoreError) -> Self {
        Self::Config(error.into())
    }
}

impl Desk {
    /// What saving these entries would change, and what is wrong or odd with it. Nothing is saved.
    ///
    /// # Errors
    ///
    /// [`ConfigureError::Denied`], or [`ConfigureError::Config`] when the memory cannot be read.
    pub async fn rehearse(
        &self,
        who: &Who,
        entries: Vec<Entry>,
        now: Timestamp,
    ) -> Result<Plan, ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let (_, stored) = config::stored(self.store()).await?;
        Ok(config::plan(&stored, written(entries), Wish::default(), now))
    }

    /// Saves these entries together, if the whole configuration is valid with them.
    ///
    /// # Errors
    ///
    /// [`ConfigureError`]; nothing is changed then.
    pub async fn configure(
        &self,
        who: &Who,
        entries: Vec<Entry>,
        now: Timestamp,
    ) -> Result<Applied, ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let actor = Actor::Person(who.key.clone());
        let applied =
            config::save(self.store(), written(entries), Wish::default(), &actor, now).await?;
        self.refresh().await?;
        self.nudge();
        Ok(applied)
    }
}

fn written(entries: Vec<Entry>) -> Vec<Written> {
    entries.into_iter().map(|entry| Written { entry, spot: None }).collect()
}
