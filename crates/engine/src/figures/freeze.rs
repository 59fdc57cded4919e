//! Freezing a month: the figures as they are become a version that is never changed. What is
//! learnt later makes another version, with a reason; the first one stays beside it.

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::figures::Month;
use piket_core::key::ApplicationKey;
use piket_core::policy::{Action, Who};
use piket_store::figures::{CreditDecision, Frozen, decide_credit, decisions, freeze, versions};
use piket_store::{ReadTx, StoreError, Tx, spent};

use super::gather::Gathered;
use super::seen;
use crate::desk::Desk;
use crate::error::ActionError;

/// So often is tried anew when somebody else freezes at the same time.
const TRIES: usize = 5;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freezing {
    /// The version that holds now.
    pub version: u32,
    /// Whether it is a new one; otherwise nothing had changed.
    pub is_new: bool,
}

/// Why a month is not frozen, or its credits not decided.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such application or version.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// The month is not over.
    #[error("the month is not over yet")]
    NotOver,
    /// A month that is frozen gets another version only with a reason.
    #[error("say why the published figures change")]
    NoReason,
    /// The version is not the last one, or proposes nothing, or was decided.
    #[error("there are no credits of this version to decide about")]
    NothingToDecide,
    /// The memory could not be reached or is full.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ActionError> for FreezeError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotFound(what) => Self::NotFound(what),
            ActionError::Store(error) => Self::Store(error),
            ActionError::Denied | ActionError::Refused(_) | ActionError::Stale => Self::Denied,
        }
    }
}

/// The time that was spent for an application in a month.
struct Time {
    spent_s: i64,
    /// What it came to in the last version; nothing before there was one.
    published_s: Option<i64>,
}

impl Time {
    fn read(
        tx: &mut ReadTx<'_>,
        directory: &Directory,
        key: &ApplicationKey,
        month: Month,
    ) -> Result<Self, StoreError> {
        let application = directory.applications.get(key);
        let client = application.map(|it| &it.client);
        let spent_s = client.map(|client| spent::of_application(tx, client, key, month));
        let published = spent::published(tx, std::slice::from_ref(key), month, month)?;
        Ok(Self {
            spent_s: spent_s.transpose()?.unwrap_or_default(),
            published_s: published.into_values().next(),
        })
    }

    /// A month that was frozen before time was kept with it is left as it is.
    fn is_as_published(&self) -> bool {
        self.published_s.is_none_or(|published| published == self.spent_s)
    }
}

impl Desk {
    /// Freezes a month of an application, with the time that was spent in it. Frozen already and
    /// unchanged, nothing happens.
    ///
    /// # Errors
    ///
    /// [`FreezeError`]; nothing is written then.
    pub async fn freeze_month(
        &self,
        who: &Who,
        key: &ApplicationKey,
        month: Month,
        reason: &str,
        now: Timestamp,
    ) -> Result<Freezing, FreezeError> {
        seen(who, &self.directory(), key)?;
        if !who.may(Action::Configure) {
            return Err(FreezeError::Denied);
        }
        let reason = reason.trim().to_owned();
        for _ in 0..TRIES {
            let (directory, key, who) = (self.directory(), key.clone(), who.key.clone());
            let reason = reason.clone();
            let job = move |tx: &mut Tx<'_>| -> Result<Freezing, FreezeError> {
                let gathered = Gathered::read(tx, &directory, &key, month, month, now)?;
                let figures = gathered.figures(&directory, month, now);
                if !figures.is_over {
                    return Err(FreezeError::NotOver);
                }
                let before = versions(tx, &key, month)?.pop();
                let version = before.as_ref().map_or(0, |it| it.version);
                let time = Time::read(tx, &directory, &key, month)?;
                let is_same = before.as_ref().is_some_and(|it| it.figures == figures);
                if is_same && time.is_as_published() {
                    return Ok(Freezing { version, is_new: false });
                }
                if before.is_some() && reason.is_empty() {
                    return Err(FreezeError::NoReason);
                }
                let inputs_sha256 = gathered.hash(month);
                let version = version + 1;
                let (at, by) = (now, who.clone());
                let frozen =
                    Frozen { version, at, by, reason: reason.clone(), inputs_sha256, figures };
                freeze(tx, &frozen)?;
                spent::publish(tx, &key, (month, version), time.spent_s)?;
                Ok(Freezing { version, is_new: true })
            };
            match self.store().write(job).await {
                Err(FreezeError::Store(StoreError::Conflict)) => {}
                done => return done,
            }
        }
        Err(FreezeError::Store(StoreError::Conflict))
    }

    /// Decides whether the client gets the credits that the last version of a month proposes.
    ///
    /// # Errors
    ///
    /// [`FreezeError`]; nothing is written then.
    pub async fn decide_credits(
        &self,
        who: &Who,
        key: &ApplicationKey,
        month: Month,
        decision: CreditDecision,
    ) -> Result<(), FreezeError> {
        seen(who, &self.directory(), key)?;
        if !who.may(Action::Configure) {
            return Err(FreezeError::Denied);
        }
        if !decision.is_given && decision.reason.trim().is_empty() {
            return Err(FreezeError::NoReason);
        }
        let key = key.clone();
        let job = move |tx: &mut Tx<'_>| -> Result<(), FreezeError> {
            let last = versions(tx, &key, month)?.pop();
            let last = last.filter(|it| it.version == decision.version);
            let last = last.ok_or(FreezeError::NotFound("version"))?;
            let is_proposed = last.figures.credits.is_some_and(|it| it.amount_cents > 0);
            let decided = decisions(tx, &key, month)?;
            let is_decided = decided.iter().any(|it| it.version == decision.version);
            if !is_proposed || is_decided {
                return Err(FreezeError::NothingToDecide);
            }
            Ok(decide_credit(tx, &key, month, &decision)?)
        };
        match self.store().write(job).await {
            Err(FreezeError::Store(StoreError::Conflict)) => Err(FreezeError::NothingToDecide),
            done => done,
        }
    }
}
