//! Documents in the making, agreements and matrices: a draft is begun from what is in force, saved as
//! often as one likes, compared with what is in force, and brought into force as a new version, or
//! given up.
//!
//! One draft of a document is edited at a time. Of two who save at once, the second is told who
//! was first; nothing that was typed is thrown away by us.

use std::fmt;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::Actor;
use piket_core::key::{AgreementKey, MatrixKey};
use piket_core::policy::{Action, Who};
use piket_core::raci::Matrix;
use piket_core::sla::Agreement;
use piket_store::config::{Document, history};
use piket_store::{ReadTx, StoreError, Tx, drafts};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::{self, Applied, ApplyError, Entry, Finding, Kind, Plan, Wish, Written};
use crate::desk::Desk;

/// A document that is made as a draft.
pub trait Drafted: Clone + fmt::Debug + Serialize + DeserializeOwned + Send + 'static {
    /// By what it is called.
    type Key: DraftKey<Document = Self>;
    /// What kind of document it is.
    const KIND: Kind;

    /// Its key.
    fn key(&self) -> &Self::Key;

    /// It as an entry of the configuration.
    fn into_entry(self) -> Entry;

    /// Which version of it is in force.
    fn in_force(directory: &Directory, key: &Self::Key) -> Option<u32>;
}

/// The key of such a document.
pub trait DraftKey: fmt::Display + Send + Sync {
    /// What it is the key of.
    type Document: Drafted<Key = Self>;
}

impl Drafted for Agreement {
    type Key = AgreementKey;
    const KIND: Kind = Kind::Agreement;

    fn key(&self) -> &AgreementKey {
        &self.key
    }

    fn into_entry(self) -> Entry {
        Entry::Agreement(Box::new(self))
    }

    fn in_force(directory: &Directory, key: &AgreementKey) -> Option<u32> {
        directory.in_force(key).map(|(version, _)| version)
    }
}

impl DraftKey for AgreementKey {
    type Document = Agreement;
}

impl Drafted for Matrix {
    type Key = MatrixKey;
    const KIND: Kind = Kind::Matrix;

    fn key(&self) -> &MatrixKey {
        &self.key
    }

    fn into_entry(self) -> Entry {
        Entry::Matrix(Box::new(self))
    }

    fn in_force(directory: &Directory, key: &MatrixKey) -> Option<u32> {
        directory.matrices.get(key)?.current().map(|(version, _)| version)
    }
}

impl DraftKey for MatrixKey {
    type Document = Matrix;
}

/// A document in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft<D> {
    /// What it says so far.
    pub document: D,
    /// The version in force when it was begun; nothing for a new document.
    pub based_on: Option<u32>,
    /// How often it was saved: whoever saves says which was read.
    pub revision: u32,
    /// When it was saved last.
    pub changed_at: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// A version of a document, and when and by whom it came into force.
#[derive(Debug, Clone, PartialEq)]
pub struct PastVersion<D> {
    /// Which.
    pub version: u32,
    /// What it says.
    pub document: D,
    /// Since when.
    pub since: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// Why a draft was not saved or did not come into force.
#[derive(Debug, thiserror::Error)]
pub enum DraftError<D: fmt::Debug> {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such document, or no draft of it.
    #[error("there is no such draft")]
    NotFound,
    /// There is a document or a draft of this key already.
    #[error("there is one of this key already")]
    Taken,
    /// Somebody else saved it since it was read.
    #[error("somebody else saved it meanwhile")]
    Stale(Box<Draft<D>>),
    /// Another version came into force since the draft was begun.
    #[error("version {0} came into force since the draft was begun")]
    Outdated(u32),
    /// It was retired since the draft was begun.
    #[error("it was retired since the draft was begun")]
    Retired,
    /// The configuration would not be valid with it, or could not be saved.
    #[error(transparent)]
    Config(#[from] ApplyError),
}

impl<D: fmt::Debug> DraftError<D> {
    /// What was found, for whoever is to mend it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Config(error) => error.findings(),
            Self::Denied
            | Self::NotFound
            | Self::Taken
            | Self::Stale(_)
            | Self::Outdated(_)
            | Self::Retired => &[],
        }
    }
}

impl<D: fmt::Debug> From<StoreError> for DraftError<D> {
    fn from(error: StoreError) -> Self {
        Self::Config(error.into())
    }
}

fn read<D: Drafted>(draft: drafts::Draft) -> Result<Draft<D>, StoreError> {
    let broken = |why: serde_json::Error| StoreError::Broken(format!("a draft: {why}"));
    Ok(Draft {
        document: serde_json::from_str(&draft.body).map_err(broken)?,
        based_on: Some(draft.based_on).filter(|version| *version > 0),
        revision: draft.revision,
        changed_at: draft.changed_at,
        by: draft.actor,
    })
}

fn body(document: impl Drafted) -> String {
    document.into_entry().to_document().body.to_string()
}

fn written(document: impl Drafted) -> Vec<Written> {
    vec![Written { entry: document.into_entry(), spot: None }]
}

fn configures<D: fmt::Debug>(who: &Who) -> Result<Actor, DraftError<D>> {
    if who.may(Action::Configure) {
        Ok(Actor::Person(who.key.clone()))
    } else {
        Err(DraftError::Denied)
    }
}

impl Desk {
    /// The drafts of a kind of document, by key. Only who makes these sees them.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when they cannot be read.
    pub async fn drafts<D: Drafted>(&self, who: &Who) -> Result<Vec<Draft<D>>, DraftError<D>> {
        configures::<D>(who)?;
        let all = self.store().read(|tx: &mut ReadTx<'_>| drafts::drafts(tx, D::KIND));
        Ok(all.await?.into_iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The draft of a document, if there is one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when it cannot be read.
    pub async fn draft<K: DraftKey>(
        &self,
        who: &Who,
        key: &K,
    ) -> Result<Option<Draft<K::Document>>, DraftError<K::Document>> {
        configures::<K::Document>(who)?;
        let key = key.to_string();
        let found = self
            .store()
            .read(move |tx: &mut ReadTx<'_>| drafts::draft(tx, K::Document::KIND, &key))
            .await?;
        Ok(found.map(read).transpose()?)
    }

    /// Begins a draft: of the document that is in force under its key, or of a new one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Taken`] when there is a draft already.
    pub async fn begin_draft<D: Drafted>(
        &self,
        who: &Who,
        document: D,
        now: Timestamp,
    ) -> Result<Draft<D>, DraftError<D>> {
        let actor = configures(who)?;
        let based_on = D::in_force(&self.directory(), document.key());
        let (key, text, by) = (document.key().to_string(), body(document.clone()), actor.clone());
        let begun = self
            .store()
            .write(move |tx: &mut Tx<'_>| {
                let place = (D::KIND, key.as_str());
                drafts::begin(tx, place, &text, based_on.unwrap_or(0), now, &by)
            })
            .await?;
        if !begun {
            return Err(DraftError::Taken);
        }
        Ok(Draft { document, based_on, revision: 1, changed_at: now, by: actor })
    }

    /// Saves a draft over the revision that was read.
    ///
    /// # Errors
    ///
    /// [`DraftError::Stale`] with what somebody else saved, [`DraftError::NotFound`] when it was
    /// given up or came into force meanwhile.
    pub async fn save_draft<D: Drafted>(
        &self,
        who: &Who,
        document: D,
        read_revision: u32,
        now: Timestamp,
    ) -> Result<(), DraftError<D>> {
        let actor = configures(who)?;
        let (key, text) = (document.key().to_string(), body(document.clone()));
        let saved = self
            .store()
            .write(move |tx: &mut Tx<'_>| {
                let place = (D::KIND, key.as_str());
                drafts::change(tx, place, read_revision, &text, now, &actor)
            })
            .await?;
        if saved {
            return Ok(());
        }
        match self.draft(who, document.key()).await? {
            Some(other) => Err(DraftError::Stale(Box::new(other))),
            None => Err(DraftError::NotFound),
        }
    }

    /// Gives a draft up: the revision that was read, or whichever there is. True if there was one.
    ///
    /// # Errors
    ///
    /// [`DraftError::Stale`] with what somebody else saved since; it is kept then.
    pub async fn give_up_draft<K: DraftKey>(
        &self,
        who: &Who,
        key: &K,
        read_revision: Option<u32>,
    ) -> Result<bool, DraftError<K::Document>> {
        configures::<K::Document>(who)?;
        if self.put_away(key, read_revision).await? {
            return Ok(true);
        }
        match self.draft(who, key).await? {
            Some(other) => Err(DraftError::Stale(Box::new(other))),
            None => Ok(false),
        }
    }

    async fn put_away<K: DraftKey>(
        &self,
        key: &K,
        revision: Option<u32>,
    ) -> Result<bool, StoreError> {
        let key = key.to_string();
        let gone = move |tx: &mut Tx<'_>| drafts::give_up(tx, (K::Document::KIND, &key), revision);
        self.store().write(gone).await
    }

    /// What bringing a document into force would change and what is wrong or odd with it: of the
    /// whole configuration, only what is new with it. Nothing is saved.
    ///
    /// # Errors
    ///
    /// [`DraftError::Denied`], or when the memory cannot be read.
    pub async fn rehearse_draft<D: Drafted>(
        &self,
        who: &Who,
        document: &D,
        now: Timestamp,
    ) -> Result<Plan, DraftError<D>> {
        configures::<D>(who)?;
        let (_, stored) = config::stored(self.store()).await?;
        let before = config::plan(&stored, Vec::new(), Wish::default(), now);
        let mut plan = config::plan(&stored, written(document.clone()), Wish::default(), now);
        let key = document.key().to_string();
        plan.findings.retain(|it| it.is_about(D::KIND, &key) || !before.findings.contains(it));
        Ok(plan)
    }

    /// Brings the draft into force as a new version, and puts it away. It holds for new incidents;
    /// open ones keep what they were promised.
    ///
    /// # Errors
    ///
    /// [`DraftError::Stale`] when it was saved since `read_revision`, [`DraftError::Outdated`] when
    /// another version came into force since it was begun and [`DraftError::Retired`] when it was
    /// retired, [`DraftError::Config`] with what was found. Nothing is changed then, and the draft
    /// is kept. So is one that somebody saved in the very moment.
    pub async fn activate_draft<K: DraftKey>(
        &self,
        who: &Who,
        key: &K,
        read_revision: u32,
        now: Timestamp,
    ) -> Result<Applied, DraftError<K::Document>> {
        let actor = configures(who)?;
        let draft = self.draft(who, key).await?.ok_or(DraftError::NotFound)?;
        if draft.revision != read_revision {
            return Err(DraftError::Stale(Box::new(draft)));
        }
        self.refresh().await?;
        let current = K::Document::in_force(&self.directory(), key);
        if current != draft.based_on {
            return Err(current.map_or(DraftError::Retired, DraftError::Outdated));
        }
        let written = written(draft.document);
        let applied = config::save(self.store(), written, Wish::default(), &actor, now).await?;
        self.put_away(key, Some(read_revision)).await?;
        self.refresh().await?;
        self.nudge();
        Ok(applied)
    }

    /// Retires a document: nothing new goes by it, what went by it holds.
    ///
    /// # Errors
    ///
    /// [`DraftError::Config`] with what still names it.
    pub async fn retire<K: DraftKey>(
        &self,
        who: &Who,
        key: &K,
        now: Timestamp,
    ) -> Result<(), DraftError<K::Document>> {
        let actor = configures(who)?;
        if K::Document::in_force(&self.directory(), key).is_none() {
            return Err(DraftError::NotFound);
        }
        let kind = K::Document::KIND;
        config::retire(self.store(), kind, &key.to_string(), &actor, now).await?;
        self.refresh().await?;
        Ok(())
    }

    /// All versions of a document that came into force, oldest first. One that this program
    /// cannot read is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when they cannot be read.
    pub async fn versions<K: DraftKey>(
        &self,
        key: &K,
    ) -> Result<Vec<PastVersion<K::Document>>, StoreError> {
        let key = key.to_string();
        let all = self
            .store()
            .read(move |tx: &mut ReadTx<'_>| history(tx, K::Document::KIND, &key))
            .await?;
        Ok(all.into_iter().filter_map(past).collect())
    }
}

fn past<D: Drafted>(document: Document) -> Option<PastVersion<D>> {
    Some(PastVersion {
        version: document.version,
        document: serde_json::from_str(&document.body).ok()?,
        since: document.recorded_at,
        by: document.actor,
    })
}
