//! Figures of applications: what goes into them is gathered here, how they are made is told in the
//! core.
//!
//! Months are seen, frozen and published through this door; planned work and outages that people
//! write down come in through `notes`.

mod freeze;
mod gather;
mod notes;
mod upkeep;

use jiff::Timestamp;
use piket_core::directory::{Application, Directory};
use piket_core::figures::{Changed, Figures, Month, ServiceNote, changes};
use piket_core::key::ApplicationKey;
use piket_core::policy::{Action, Who};
use piket_store::StoreError;
use piket_store::figures::{CreditDecision, Frozen, decisions, latest, notes_of, versions};

pub use freeze::{FreezeError, Freezing};
pub(crate) use gather::{held, house_zone, read_off, zone_now};
pub use notes::NoteError;

use crate::desk::Desk;
use crate::error::ActionError;
use gather::Gathered;

/// A month of an application, with everything that is to be shown of it.
#[derive(Debug, Clone)]
pub struct MonthSeen {
    /// The figures as they are today.
    pub figures: Figures,
    /// The frozen versions, oldest first; none if the month is not frozen.
    pub versions: Vec<Frozen>,
    /// What was decided about credits, by version.
    pub decisions: Vec<CreditDecision>,
    /// What people wrote down about the service in the month.
    pub notes: Vec<ServiceNote>,
    /// What is different today from the last frozen version.
    pub since_frozen: Vec<Changed>,
}

/// A month in a row of months.
#[derive(Debug, Clone)]
pub struct MonthLine {
    /// Its figures: of the last frozen version if there is one.
    pub figures: Figures,
    /// Which version that is.
    pub version: Option<u32>,
}

impl Desk {
    /// The month in which `now` lies for an application: by the clocks of its agreement.
    pub fn current_month(&self, key: &ApplicationKey, now: Timestamp) -> Month {
        Month::of(now, &zone_now(&self.directory(), key))
    }

    /// A month of an application as `who` sees it.
    ///
    /// # Errors
    ///
    /// [`ActionError::NotFound`] when there is no such application, or it is not the person's.
    pub async fn month(
        &self,
        who: &Who,
        key: &ApplicationKey,
        month: Month,
        now: Timestamp,
    ) -> Result<MonthSeen, ActionError> {
        let directory = self.directory();
        seen(who, &directory, key)?;
        let key = key.clone();
        let mut found = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                let gathered = Gathered::read(tx, &directory, &key, month, month, now)?;
                Ok(MonthSeen {
                    figures: gathered.figures(&directory, month, now),
                    versions: versions(tx, &key, month)?,
                    decisions: decisions(tx, &key, month)?,
                    notes: notes_of(tx, &key)?,
                    since_frozen: Vec::new(),
                })
            })
            .await?;
        let figures = &found.figures;
        found.notes.retain(|it| it.noted.from < figures.month_end() && it.until() > figures.from);
        if !who.role.is_own() {
            // What waits for us, and what was taken back, is not the client's.
            found.notes.retain(|it| it.standing() == piket_core::figures::Standing::Counts);
        }
        if let Some(last) = found.versions.last() {
            found.since_frozen = changes(&last.figures, &found.figures);
        }
        Ok(found)
    }

    /// So many months up to `last`, oldest first, as `who` sees them.
    ///
    /// # Errors
    ///
    /// As [`Self::month`].
    pub async fn months(
        &self,
        who: &Who,
        key: &ApplicationKey,
        last: Month,
        count: u32,
        now: Timestamp,
    ) -> Result<Vec<MonthLine>, ActionError> {
        let directory = self.directory();
        seen(who, &directory, key)?;
        let key = key.clone();
        let months = last.back(count.max(1));
        let lines = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                let first = months.first().copied().unwrap_or(last);
                let mut frozen = latest(tx, &key, first, last)?;
                // What is frozen is not made again, so nothing is gathered for it.
                let is_frozen = |month: &Month| frozen.iter().any(|it| it.figures.month == *month);
                let open = months.iter().filter(|month| !is_frozen(month));
                let begin = open.min().copied().unwrap_or(last);
                let gathered = Gathered::read(tx, &directory, &key, begin, last, now)?;
                let mut lines = Vec::with_capacity(months.len());
                for month in months.iter().copied() {
                    let found = frozen.iter().position(|it| it.figures.month == month);
                    lines.push(match found.map(|at| frozen.remove(at)) {
                        Some(it) => MonthLine { figures: it.figures, version: Some(it.version) },
                        None => MonthLine {
                            figures: gathered.figures(&directory, month, now),
                            version: None,
                        },
                    });
                }
                Ok(lines)
            })
            .await?;
        Ok(lines)
    }

    /// What people wrote down about the service of an application, the newest first.
    ///
    /// # Errors
    ///
    /// As [`Self::month`].
    pub async fn notes(
        &self,
        who: &Who,
        key: &ApplicationKey,
    ) -> Result<Vec<ServiceNote>, ActionError> {
        seen(who, &self.directory(), key)?;
        let key = key.clone();
        let mut notes = self.store().read(move |tx| notes_of(tx, &key)).await?;
        notes.reverse();
        if !who.role.is_own() {
            notes.retain(|it| it.standing() == piket_core::figures::Standing::Counts);
        }
        Ok(notes)
    }
}

/// The application, if `who` may see its figures: our own people who may see agreements, and the
/// client whose it is.
fn seen<'a>(
    who: &Who,
    directory: &'a Directory,
    key: &ApplicationKey,
) -> Result<&'a Application, ActionError> {
    let may = who.may(Action::SeeAgreements) || who.may(Action::UsePortal);
    let application = directory.applications.get(key);
    application
        .filter(|it| may && who.sees(&it.client, Some(&it.key)))
        .ok_or(ActionError::NotFound("application"))
}
