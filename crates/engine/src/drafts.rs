//! Agreements in the making: a draft is begun from what is in force, saved as often as one likes,
//! compared with what is in force, and brought into force as a new version, or given up.
//!
//! One draft of an agreement is edited at a time. Of two who save at once, the second is told who
//! was first; nothing that was typed is thrown away by us.

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::Actor;
use piket_core::key::AgreementKey;
use piket_core::policy::{Action, Who};
use piket_core::sla::Agreement;
use piket_store::config::{Document, history};
use piket_store::{ReadTx, StoreError, Tx, drafts};

use crate::config::{self, Applied, ApplyError, Entry, Finding, Kind, Plan, Wish, Written};
use crate::desk::Desk;

/// An agreement in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it says so far.
    pub agreement: Agreement,
    /// The version in force when it was begun; nothing for a new agreement.
    pub based_on: Option<u32>,
    /// How often it was saved: whoever saves says which was read.
    pub revision: u32,
    /// When it was saved last.
    pub changed_at: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// A version of an agreement, and when and by whom it came into force.
#[derive(Debug, Clone, PartialEq)]
pub struct PastVersion {
    /// Which.
    pub version: u32,
    /// What it says.
    pub agreement: Agreement,
    /// Since when.
    pub since: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// Why a draft was not saved or did not come into force.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such agreement, or no draft of it.
    #[error("there is no such draft")]
    NotFound,
    /// There is an agreement or a draft of this key already.
    #[error("there is an agreement of this key already")]
    Taken,
    /// Somebody else saved it since it was read.
    #[error("somebody else saved it meanwhile")]
    Stale(Box<Draft>),
    /// Another version came into force since the draft was begun.
    #[error("version {0} came into force since the draft was begun")]
    Outdated(u32),
    /// The configuration would not be valid with it, or could not be saved.
    #[error(transparent)]
    Config(#[from] ApplyError),
}

impl DraftError {
    /// What was found, for whoever is to mend it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Config(error) => error.findings(),
            Self::Denied | Self::NotFound | Self::Taken | Self::Stale(_) | Self::Outdated(_) => &[],
        }
    }
}

impl From<StoreError> for DraftError {
    fn from(error: StoreError) -> Self {
        Self::Config(error.into())
    }
}

fn read(draft: drafts::Draft) -> Result<Draft, StoreError> {
    let broken = |why: serde_json::Error| StoreError::Broken(format!("a draft: {why}"));
    Ok(Draft {
        agreement: serde_json::from_str(&draft.body).map_err(broken)?,
        based_on: Some(draft.based_on).filter(|version| *version > 0),
        revision: draft.revision,
        changed_at: draft.changed_at,
        by: draft.actor,
    })
}

fn body(agreement: &Agreement) -> String {
    Entry::Agreement(Box::new(agreement.clone())).to_document().body.to_string()
}

fn in_force(directory: &Directory, key: &AgreementKey) -> Option<u32> {
    directory.in_force(key).map(|(version, _)| version)
}

fn configures(who: &Who) -> Result<Actor, DraftError> {
    if who.may(Action::Configure) {
        Ok(Actor::Person(who.key.clone()))
    } else {
        Err(DraftError::Denied)
    }
}

impl Desk {
    /// The drafts of agreements, by key. Only who makes agreements sees them.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when they cannot be read.
    pub async fn drafts(&self, who: &Who) -> Result<Vec<Draft>, DraftError> {
        configures(who)?;
        let all = self.store().read(|tx: &mut ReadTx<'_>| drafts::drafts(tx, Kind::Agreement));
        Ok(all.await?.into_iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The draft of an agreement, if there is one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when it cannot be read.
    pub async fn draft(&self, who: &Who, key: &AgreementKey) -> Result<Option<Draft>, DraftError> {
        configures(who)?;
        let key = key.to_string();
        let found = self
            .store()
            .read(move |tx: &mut ReadTx<'_>| drafts::draft(tx, Kind::Agreement, &key))
            .await?;
        Ok(found.map(read).transpose()?)
    }

    /// Begins a draft: of the agreement that is in force under its key, or of a new one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Taken`] when there is a draft already.
    pub async fn begin_draft(
        &self,
        who: &Who,
        agreement: Agreement,
        now: Timestamp,
    ) -> Result<Draft, DraftError> {
        let actor = configures(who)?;
        let based_on = in_force(&self.directory(), &agreement.key);
        let (key, text, by) = (agreement.key.to_string(), body(&agreement), actor.clone());
        let begun = self
            .store()
            .write(move |tx: &mut Tx<'_>| {
                let place = (Kind::Agreement, key.as_str());
                drafts::begin(tx, place, &text, based_on.unwrap_or(0), now, &by)
            })
            .await?;
        if !begun {
            return Err(DraftError::Taken);
        }
        Ok(Draft { agreement, based_on, revision: 1, changed_at: now, by: actor })
    }

    /// Saves a draft over the revision that was read.
    ///
    /// # Errors
    ///
    /// [`DraftError::Stale`] with what somebody else saved, [`DraftError::NotFound`] when it was
    /// given up or came into force meanwhile.
    pub async fn save_draft(
        &self,
        who: &Who,
        agreement: Agreement,
        read_revision: u32,
        now: Timestamp,
    ) -> Result<(), DraftError> {
        let actor = configures(who)?;
        let (key, text) = (agreement.key.to_string(), body(&agreement));
        let saved = self
            .store()
            .write(move |tx: &mut Tx<'_>| {
                let place = (Kind::Agreement, key.as_str());
                drafts::change(tx, place, read_revision, &text, now, &actor)
            })
            .await?;
        if saved {
            return Ok(());
        }
        match self.draft(who, &agreement.key).await? {
            Some(other) => Err(DraftError::Stale(Box::new(other))),
            None => Err(DraftError::NotFound),
        }
    }

    /// Gives a draft up. True if there was one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when the memory cannot be reached.
    pub async fn give_up_draft(&self, who: &Who, key: &AgreementKey) -> Result<bool, DraftError> {
        configures(who)?;
        let key = key.to_string();
        let gone =
            self.store().write(move |tx: &mut Tx<'_>| drafts::give_up(tx, Kind::Agreement, &key));
        Ok(gone.await?)
    }

    /// What bringing an agreement into force would change and what is wrong or odd with it: of the
    /// whole configuration, only what is new with it. Nothing is saved.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when the memory cannot be read.
    pub async fn rehearse_agreement(
        &self,
        who: &Who,
        agreement: &Agreement,
        now: Timestamp,
    ) -> Result<Plan, DraftError> {
        configures(who)?;
        let (_, stored) = config::stored(self.store()).await?;
        let before = config::plan(&stored, Vec::new(), Wish::default(), now);
        let entry = Entry::Agreement(Box::new(agreement.clone()));
        let written = vec![Written { entry, spot: None }];
        let mut plan = config::plan(&stored, written, Wish::default(), now);
        let key = agreement.key.as_str();
        plan.findings
            .retain(|it| it.is_about(Kind::Agreement, key) || !before.findings.contains(it));
        Ok(plan)
    }

    /// Brings the draft into force as a new version, and puts it away. It holds for new incidents;
    /// open ones keep what they were promised.
    ///
    /// # Errors
    ///
    /// [`DraftError::Stale`] when it was saved since `read_revision`, [`DraftError::Outdated`] when
    /// another version came into force since it was begun, [`DraftError::Config`] with what was
    /// found. Nothing is changed then, and the draft is kept.
    pub async fn activate_draft(
        &self,
        who: &Who,
        key: &AgreementKey,
        read_revision: u32,
        now: Timestamp,
    ) -> Result<Applied, DraftError> {
        let actor = configures(who)?;
        let draft = self.draft(who, key).await?.ok_or(DraftError::NotFound)?;
        if draft.revision != read_revision {
            return Err(DraftError::Stale(Box::new(draft)));
        }
        self.refresh().await?;
        let current = in_force(&self.directory(), key);
        if let Some(newer) = current.filter(|_| current != draft.based_on) {
            return Err(DraftError::Outdated(newer));
        }
        let entry = Entry::Agreement(Box::new(draft.agreement));
        let written = vec![Written { entry, spot: None }];
        let applied = config::save(self.store(), written, Wish::default(), &actor, now).await?;
        self.give_up_draft(who, key).await?;
        self.refresh().await?;
        self.nudge();
        Ok(applied)
    }

    /// Retires an agreement: nothing new is promised by it, what was promised holds.
    ///
    /// # Errors
    ///
    /// [`DraftError::Config`] with what still names it.
    pub async fn retire_agreement(
        &self,
        who: &Who,
        key: &AgreementKey,
        now: Timestamp,
    ) -> Result<(), DraftError> {
        let actor = configures(who)?;
        if in_force(&self.directory(), key).is_none() {
            return Err(DraftError::NotFound);
        }
        config::retire(self.store(), Kind::Agreement, key.as_str(), &actor, now).await?;
        self.refresh().await?;
        Ok(())
    }

    /// All versions of an agreement that came into force, oldest first. One that this program
    /// cannot read is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when they cannot be read.
    pub async fn agreement_versions(
        &self,
        key: &AgreementKey,
    ) -> Result<Vec<PastVersion>, StoreError> {
        let key = key.to_string();
        let all = self
            .store()
            .read(move |tx: &mut ReadTx<'_>| history(tx, Kind::Agreement, &key))
            .await?;
        Ok(all.into_iter().filter_map(past).collect())
    }
}

fn past(document: Document) -> Option<PastVersion> {
    Some(PastVersion {
        version: document.version,
        agreement: serde_json::from_str(&document.body).ok()?,
        since: document.recorded_at,
        by: document.actor,
    })
}
