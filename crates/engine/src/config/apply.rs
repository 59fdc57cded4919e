//! Applying a configuration: plan on what is stored, save in one transaction.
//!
//! This is the only way in: whatever is refused here, by command line, page or API, is not saved.

use std::sync::Arc;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::Actor;
use piket_store::config::{NewDocument, load_all, revision};
use piket_store::{Store, StoreError, Tx, recalculations};

use super::directory::build;
use super::document::{Document, Kind, Stored};
use super::file::{File, Written, read};
use super::finding::Finding;
use super::plan::{Change, Plan, Wish, plan};

/// So often is tried anew when somebody else changed the configuration meanwhile.
const ATTEMPTS: usize = 5;

/// What was applied.
#[derive(Debug, Clone)]
pub struct Applied {
    /// What happened to each document.
    pub changes: Vec<Change>,
    /// What somebody should look at.
    pub warnings: Vec<Finding>,
    /// The revision of the configuration from then on.
    pub revision: i64,
}

/// Why nothing was applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The files cannot be read as a configuration.
    #[error("the files cannot be read as a configuration; {}", mistakes(.0.len()))]
    Unreadable(Vec<Finding>),
    /// The configuration as it would be is not valid; the plan tells why.
    #[error("the configuration would not be valid; {}", mistakes(.0.findings.iter().filter(|it| it.blocks()).count()))]
    Refused(Box<Plan>),
    /// Somebody else changes the configuration all the time.
    #[error("somebody else is changing the configuration; try again")]
    Stale,
    /// The memory cannot be reached or is full.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ApplyError {
    /// What was found, for whoever is to mend it.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Unreadable(findings) => findings,
            Self::Refused(plan) => &plan.findings,
            Self::Stale | Self::Store(_) => &[],
        }
    }
}

fn mistakes(count: usize) -> String {
    match count {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}

/// Applies configuration files; nothing is saved unless all is valid.
///
/// # Errors
///
/// As [`ApplyError`] tells; nothing was changed then.
pub async fn apply(
    store: &Store,
    files: &[File],
    wish: Wish,
    actor: &Actor,
    now: Timestamp,
) -> Result<Applied, ApplyError> {
    let written = read(files).map_err(ApplyError::Unreadable)?;
    save(store, written, wish, actor, now).await
}

/// What applying the files would do, and what is wrong with them.
///
/// # Errors
///
/// [`ApplyError::Unreadable`] or [`ApplyError::Store`].
pub async fn preview(
    store: &Store,
    files: &[File],
    wish: Wish,
    now: Timestamp,
) -> Result<Plan, ApplyError> {
    let written = read(files).map_err(ApplyError::Unreadable)?;
    let (_, stored) = stored(store).await?;
    Ok(plan(&stored, written, wish, now))
}

/// Saves entries, from a file or a page, if the whole configuration is valid with them.
///
/// # Errors
///
/// As [`ApplyError`] tells; nothing was changed then.
pub async fn save(
    store: &Store,
    written: Vec<Written>,
    wish: Wish,
    actor: &Actor,
    now: Timestamp,
) -> Result<Applied, ApplyError> {
    save_upon(store, written, wish, actor, now, None).await
}

/// The same, if a document is still in the version in which somebody saw it.
///
/// # Errors
///
/// As [`ApplyError`] tells, [`ApplyError::Stale`] if it is in another; nothing was changed then.
pub(crate) async fn save_upon(
    store: &Store,
    written: Vec<Written>,
    wish: Wish,
    actor: &Actor,
    now: Timestamp,
    upon: Option<(Kind, String, u32)>,
) -> Result<Applied, ApplyError> {
    for _ in 0..ATTEMPTS {
        let (revision, stored) = stored(store).await?;
        if let Some((kind, key, seen)) = &upon {
            let own =
                stored.iter().filter(|it| it.document.kind == *kind && it.document.key == *key);
            let newest = own.map(|it| it.version).max().unwrap_or(0);
            if newest != *seen {
                return Err(ApplyError::Stale);
            }
        }
        let plan = plan(&stored, written.clone(), wish, now);
        if !plan.may_be_applied() {
            return Err(ApplyError::Refused(Box::new(plan)));
        }
        if plan.changes_nothing() {
            return Ok(applied(plan, revision));
        }
        match carry_out(store, &plan, revision, actor, now).await {
            Ok(revision) => return Ok(applied(plan, revision)),
            Err(NotCarriedOut::Stale) => {}
            Err(NotCarriedOut::Store(why)) => return Err(why.into()),
        }
    }
    Err(ApplyError::Stale)
}

/// Retires a document, if the whole configuration is valid without it.
///
/// # Errors
///
/// As [`ApplyError`] tells; nothing was changed then.
pub async fn retire(
    store: &Store,
    kind: Kind,
    key: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), ApplyError> {
    for _ in 0..ATTEMPTS {
        let (revision, stored) = stored(store).await?;
        let plan = Plan::without(&stored, kind, key, now);
        if !plan.may_be_applied() {
            return Err(ApplyError::Refused(Box::new(plan)));
        }
        match carry_out(store, &plan, revision, actor, now).await {
            Ok(_) => return Ok(()),
            Err(NotCarriedOut::Stale) => {}
            Err(NotCarriedOut::Store(why)) => return Err(why.into()),
        }
    }
    Err(ApplyError::Stale)
}

/// The revision and all documents in all their versions.
///
/// # Errors
///
/// [`StoreError`] when the memory cannot be read. A body that is no JSON at all is told as broken.
pub async fn stored(store: &Store) -> Result<(i64, Vec<Stored>), StoreError> {
    let read = |tx: &mut piket_store::ReadTx<'_>| -> Result<_, StoreError> {
        Ok((revision(tx)?, load_all(tx)?))
    };
    let (revision, documents) = store.read(read).await?;
    Ok((revision, documents.into_iter().map(of_store).collect()))
}

/// The revision and the directory that is stored. What cannot be taken into it is logged.
///
/// # Errors
///
/// [`StoreError`] when the memory cannot be read.
pub async fn load(store: &Store) -> Result<(i64, Arc<Directory>), StoreError> {
    let (revision, stored) = stored(store).await?;
    let built = build(&stored);
    for finding in &built.findings {
        tracing::error!("Left out of the directory: {finding}");
    }
    Ok((revision, Arc::new(built.directory)))
}

fn of_store(document: piket_store::config::Document) -> Stored {
    let piket_store::config::Document { kind, key, version, body, is_active, .. } = document;
    // What is no JSON reads as nothing, and is told where documents are read.
    let body = serde_json::from_str(&body).unwrap_or_default();
    Stored { document: Document { kind, key, body }, version, is_retired: !is_active }
}

fn applied(plan: Plan, revision: i64) -> Applied {
    Applied { changes: plan.changes, warnings: plan.findings, revision }
}

enum NotCarriedOut {
    /// It was planned on what is no longer there.
    Stale,
    Store(StoreError),
}

impl From<StoreError> for NotCarriedOut {
    fn from(why: StoreError) -> Self {
        Self::Store(why)
    }
}

/// Saves all of a plan that was made at `planned_on`, or nothing; answers the new revision.
async fn carry_out(
    store: &Store,
    plan: &Plan,
    planned_on: i64,
    actor: &Actor,
    now: Timestamp,
) -> Result<i64, NotCarriedOut> {
    let saved: Vec<(Kind, String, String)> = plan
        .saved
        .iter()
        .map(|document| (document.kind, document.key.clone(), document.body.to_string()))
        .collect();
    let retired = plan.retired.clone();
    let actor = actor.clone();
    store
        .write(move |tx: &mut Tx<'_>| {
            let mut expected = planned_on;
            for (kind, key, body) in &saved {
                let document = NewDocument { kind: *kind, key, body };
                let version = piket_store::config::save(tx, &document, now, &actor)?;
                expected += i64::from(version.is_some());
                if let (Kind::Calendar, Some(version)) = (*kind, version) {
                    // Deadlines that were counted by it are counted anew, in the same breath.
                    recalculations::begin(tx, key, version, now)?;
                }
            }
            for (kind, key) in &retired {
                expected += i64::from(piket_store::config::retire(tx, *kind, key)?);
            }
            // Each change raises the revision by one and makes others wait for this transaction, so
            // any other number says that somebody was here since the plan was made.
            if revision(tx)? == expected { Ok(expected) } else { Err(NotCarriedOut::Stale) }
        })
        .await
}
