//! Calendars as pages and the API have them: what is written, what uses it, and what a change
//! would do to clocks that run.
//!
//! What a calendar means is told in `piket_core::calendar`; feeds are read in `feeds`.

mod effect;
mod feeds;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::Actor;
use piket_core::key::{AgreementKey, CalendarKey};
use piket_core::policy::{Action, Who};
use piket_store::StoreError;
use piket_store::config::{Kind, history};

pub use effect::{Effect, MovedDeadline};
pub use feeds::{Given, years};

use crate::config::{self, Applied, CalendarDocument, Document, Entry, Wish, Written};
use crate::configure::ConfigureError;
use crate::desk::Desk;

/// A calendar as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it says.
    pub document: CalendarDocument,
    /// Which version of the document this is: who changes it says which one they saw.
    pub version: u32,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub actor: Actor,
}

impl Desk {
    /// The calendars that are in force, by key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be read.
    pub async fn calendars(&self) -> Result<Vec<Sheet>, StoreError> {
        let keys: Vec<CalendarKey> = self.directory().calendars.keys().cloned().collect();
        let read = move |tx: &mut piket_store::ReadTx<'_>| -> Result<Vec<Sheet>, StoreError> {
            let mut sheets = Vec::new();
            for key in &keys {
                sheets.extend(sheet(tx, key)?);
            }
            Ok(sheets)
        };
        self.store().read(read).await
    }

    /// One calendar, if it is in force.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be read.
    pub async fn calendar(&self, key: &CalendarKey) -> Result<Option<Sheet>, StoreError> {
        let key = key.clone();
        self.store().read(move |tx| sheet(tx, &key)).await
    }

    /// Saves a calendar, if nobody changed it since the version that was `seen`; what feeds close
    /// follows at once.
    ///
    /// # Errors
    ///
    /// [`ConfigureError`]; nothing is changed then.
    pub async fn keep_calendar(
        &self,
        who: &Who,
        document: CalendarDocument,
        seen: Option<u32>,
        now: Timestamp,
    ) -> Result<Applied, ConfigureError> {
        if !who.may(Action::Configure) {
            return Err(ConfigureError::Denied);
        }
        let key = document.key.clone();
        let upon = seen.map(|seen| (Kind::Calendar, key.to_string(), seen));
        let entry = Entry::Calendar(Box::new(document));
        let written = vec![Written { entry, spot: None }];
        let actor = Actor::Person(who.key.clone());
        let wish = Wish::default();
        let applied =
            config::apply::save_upon(self.store(), written, wish, &actor, now, upon).await?;
        self.refresh().await?;
        self.follow_feeds(now).await?;
        self.nudge();
        Ok(applied)
    }
}

fn sheet(tx: &mut piket_store::ReadTx<'_>, key: &CalendarKey) -> Result<Option<Sheet>, StoreError> {
    let Some(newest) = history(tx, Kind::Calendar, key.as_str())?.pop() else { return Ok(None) };
    if !newest.is_active {
        return Ok(None);
    }
    let body = serde_json::from_str(&newest.body).unwrap_or_default();
    let document = Document { kind: newest.kind, key: newest.key, body };
    let Ok(Entry::Calendar(document)) = document.read() else { return Ok(None) };
    let (version, recorded_at, actor) = (newest.version, newest.recorded_at, newest.actor);
    Ok(Some(Sheet { document: *document, version, recorded_at, actor }))
}

/// The agreements in force that count by a calendar.
pub fn used_by<'a>(
    directory: &'a Directory,
    calendar: &'a CalendarKey,
) -> impl Iterator<Item = (&'a AgreementKey, &'a str)> {
    directory.agreements.iter().filter_map(move |(key, versions)| {
        let (_, agreement) = versions.current()?;
        agreement.calendars().contains(calendar).then_some((key, agreement.name.as_str()))
    })
}
