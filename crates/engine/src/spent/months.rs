//! What months of time spent come to: per client and agreement, per incident, per person, and entry
//! by entry for a file.

use std::collections::BTreeSet;

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::figures::Month;
use piket_core::key::{ClientKey, Number, PersonKey};
use piket_core::policy::{Action, Who};
use piket_store::incidents::{self, IncidentRow};
use piket_store::spent::{self, Exported, Slice, Sum, TimeRow};
use piket_store::{ReadTx, StoreError};

use super::TimeError;
use super::agreed::{Agreed, ClientTime};
use crate::desk::Desk;
use crate::figures::house_zone;

/// How many clients stand on a page.
const CLIENTS: usize = 50;
/// How many people are named.
const PEOPLE: u32 = 200;
/// How many entries that wait are shown.
const IN_DOUBT: u32 = 20;
/// How many entries of a file are read in one go.
const AT_ONCE: u32 = 1_000;

/// What was spent on an incident in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentSum {
    /// The incident as lists show it.
    pub row: IncidentRow,
    /// How long, in seconds.
    pub seconds: i64,
}

/// Which part of a month is looked at.
#[derive(Debug, Clone, Default)]
pub struct MonthWish {
    /// Of this client alone.
    pub client: Option<ClientKey>,
    /// Which page of clients, from 0.
    pub page: usize,
    /// Incidents before this one.
    pub before: Option<Number>,
    /// How many incidents at the most.
    pub limit: u32,
}

/// A month of time spent, for our own people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthTime {
    /// Clients with time in it, or with hours agreed, by name.
    pub clients: Vec<ClientTime>,
    /// Whether there is another page of them.
    pub more_clients: bool,
    /// By incident, the newest first.
    pub incidents: Vec<IncidentSum>,
    /// Where the page of incidents ended, when there is more.
    pub next: Option<Number>,
    /// By person.
    pub people: Vec<(PersonKey, i64)>,
    /// Entries that wait for somebody to say whether they are right, of all months.
    pub in_doubt: Vec<TimeRow>,
}

impl Desk {
    /// The month in which `now` lies, by the clocks of the house.
    pub fn this_month(&self, now: Timestamp) -> Month {
        Month::of(now, &house_zone(&self.directory()))
    }

    /// A month of time spent, for our own people.
    ///
    /// # Errors
    ///
    /// [`TimeError::Denied`] for who is not ours, [`TimeError::NotFound`] for a client that is not
    /// there.
    pub async fn month_time(
        &self,
        who: &Who,
        month: Month,
        wish: MonthWish,
        now: Timestamp,
    ) -> Result<MonthTime, TimeError> {
        own(who)?;
        let directory = self.directory();
        if wish.client.as_ref().is_some_and(|key| !directory.clients.contains_key(key)) {
            return Err(TimeError::NotFound("client"));
        }
        let read = move |tx: &mut ReadTx<'_>| -> Result<MonthTime, StoreError> {
            let client = wish.client.as_ref();
            let sums = spent::by_place(tx, month, month, client)?;
            let mut listed = match client {
                Some(client) => vec![client.clone()],
                None => listed(&directory, &sums),
            };
            let begins = wish.page.saturating_mul(CLIENTS);
            let more_clients = listed.len() > begins.saturating_add(CLIENTS);
            listed = listed.into_iter().skip(begins).take(CLIENTS).collect();
            let mut clients = Vec::with_capacity(listed.len());
            for client in listed {
                let sums = sums.iter().filter(|it| it.client == client).cloned().collect();
                let agreed = Agreed::read(tx, &directory, client, (month, month), sums)?;
                clients.push(agreed.month(&directory, month, now));
            }
            let slice = Slice { month, client: wish.client.clone(), applications: None };
            let (incidents, next) = incident_sums(tx, &slice, wish.before, wish.limit)?;
            Ok(MonthTime {
                clients,
                more_clients,
                incidents,
                next,
                people: spent::by_person(tx, month, client, PEOPLE)?,
                in_doubt: spent::in_doubt(tx, IN_DOUBT)?,
            })
        };
        Ok(self.store().read(read).await?)
    }

    /// So many months of a client up to `last`, oldest first. The client's own people read only
    /// agreements that have hours.
    ///
    /// # Errors
    ///
    /// [`TimeError::NotFound`] when there is no such client, or it is not the person's.
    pub async fn client_time(
        &self,
        who: &Who,
        client: &ClientKey,
        last: Month,
        count: u32,
        now: Timestamp,
    ) -> Result<Vec<ClientTime>, TimeError> {
        let directory = self.directory();
        if !directory.clients.contains_key(client) || !who.sees_time_of(client) {
            return Err(TimeError::NotFound("client"));
        }
        let (client, is_own) = (client.clone(), who.role.is_own());
        let read = move |tx: &mut ReadTx<'_>| -> Result<Vec<ClientTime>, StoreError> {
            let months = last.back(count.max(1));
            let first = months.first().copied().unwrap_or(last);
            let sums = spent::by_place(tx, first, last, Some(&client))?;
            let agreed = Agreed::read(tx, &directory, client.clone(), (first, last), sums)?;
            let of = |month: &Month| agreed.month(&directory, *month, now);
            let mut found: Vec<ClientTime> = months.iter().map(of).collect();
            for month in &mut found {
                month.agreements.retain(|it| is_own || it.against.agreed_hours.is_some());
            }
            Ok(found)
        };
        Ok(self.store().read(read).await?)
    }

    /// What was spent on the incidents of a client in a month, the newest first. The client's own
    /// people read only what counts against the hours of an agreement.
    ///
    /// # Errors
    ///
    /// As [`Self::client_time`].
    pub async fn client_incidents(
        &self,
        who: &Who,
        client: &ClientKey,
        month: Month,
        (before, limit): (Option<Number>, u32),
        now: Timestamp,
    ) -> Result<(Vec<IncidentSum>, Option<Number>), TimeError> {
        let months = self.client_time(who, client, month, 1, now).await?;
        let agreements = months.into_iter().flat_map(|it| it.agreements);
        let applications = agreements.flat_map(|it| it.applications).collect();
        let applications = Some(applications).filter(|_| !who.role.is_own());
        let slice = Slice { month, client: Some(client.clone()), applications };
        let read = move |tx: &mut ReadTx<'_>| incident_sums(tx, &slice, before, limit);
        Ok(self.store().read(read).await?)
    }

    /// A month entry by entry, with notes: for our own people alone.
    ///
    /// # Errors
    ///
    /// As [`Self::month_time`].
    pub async fn export_time(
        &self,
        who: &Who,
        month: Month,
        client: Option<ClientKey>,
    ) -> Result<Vec<Exported>, TimeError> {
        own(who)?;
        if client.as_ref().is_some_and(|key| !self.directory().clients.contains_key(key)) {
            return Err(TimeError::NotFound("client"));
        }
        let mut all: Vec<Exported> = Vec::new();
        loop {
            let after = all.last().map(|it| (it.number, it.entry));
            let client = client.clone();
            let read = move |tx: &mut ReadTx<'_>| {
                spent::export(tx, month, client.as_ref(), after, AT_ONCE)
            };
            let page = self.store().read(read).await?;
            let is_last = page.len() < AT_ONCE as usize;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }
}

fn own(who: &Who) -> Result<(), TimeError> {
    let is_own = who.may(Action::NoteTime) && who.role.is_own();
    if is_own { Ok(()) } else { Err(TimeError::Denied) }
}

/// Clients with time, or with hours agreed now, by name.
fn listed(directory: &Directory, sums: &[Sum]) -> Vec<ClientKey> {
    let with_time = sums.iter().map(|it| &it.client);
    let with_hours = directory.applications.values().filter(|application| {
        let pin = directory.agreement_for(Some(&application.key), None);
        let agreement = pin.as_ref().and_then(|pin| directory.agreement(pin));
        agreement.is_some_and(|it| it.hours_per_month.is_some())
    });
    let with_hours = with_hours.map(|application| &application.client);
    let keys: BTreeSet<&ClientKey> = with_time.chain(with_hours).collect();
    let mut keys: Vec<ClientKey> = keys.into_iter().cloned().collect();
    keys.sort_by_cached_key(|key| directory.client_name(key).to_lowercase());
    keys
}

fn incident_sums(
    tx: &mut ReadTx<'_>,
    slice: &Slice,
    before: Option<Number>,
    limit: u32,
) -> Result<(Vec<IncidentSum>, Option<Number>), StoreError> {
    let mut sums = spent::by_incident(tx, slice, before, limit + 1)?;
    let is_more = sums.len() > limit as usize;
    sums.truncate(limit as usize);
    let next = sums.last().filter(|_| is_more).map(|(number, _)| *number);
    let mut found = Vec::with_capacity(sums.len());
    for (number, seconds) in sums {
        let id = incidents::by_number(tx, number)?;
        let row = id.map(|id| incidents::row(tx, id)).transpose()?.flatten();
        found.extend(row.map(|row| IncidentSum { row, seconds }));
    }
    Ok((found, next))
}
