//! Time spent against the hours of agreements: which agreement held in a month, what was spent under
//! it, and what that came to when the month was frozen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piket_core::directory::{Directory, Pin};
use piket_core::figures::Month;
use piket_core::key::{AgreementKey, ApplicationKey, ClientKey};
use piket_core::spent::Against;
use piket_store::spent::{self, Published, Sum};
use piket_store::{ReadTx, StoreError};

use crate::figures::{held, zone_now};

/// What was spent under an agreement in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementTime {
    /// The agreement that held at the end of the month, or holds now; nothing where none did, or
    /// where no application is known.
    pub agreement: Option<AgreementKey>,
    /// Its name.
    pub name: String,
    /// The applications for which it held.
    pub applications: Vec<ApplicationKey>,
    /// What was spent, against its hours.
    pub against: Against,
    /// What it came to when the month was frozen last; nothing unless all of its applications are
    /// frozen. What was changed later, or moved with its incident, makes the difference.
    pub published_s: Option<i64>,
}

/// What was spent for a client in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientTime {
    /// The client.
    pub client: ClientKey,
    /// The month.
    pub month: Month,
    /// By agreement; those with hours first.
    pub agreements: Vec<AgreementTime>,
}

/// Which agreement held from when on.
type Held = Vec<(Timestamp, Pin<AgreementKey>)>;

/// A client, which agreements held for its applications, and what was spent.
pub(super) struct Agreed {
    client: ClientKey,
    applications: Vec<(ApplicationKey, Held)>,
    sums: Vec<Sum>,
    published: Published,
}

impl Agreed {
    /// Reads what is needed for the months from `first` to `last`.
    pub(super) fn read(
        tx: &mut ReadTx<'_>,
        directory: &Directory,
        client: ClientKey,
        (first, last): (Month, Month),
        sums: Vec<Sum>,
    ) -> Result<Self, StoreError> {
        let own = directory.applications.values().filter(|it| it.client == client);
        let mut applications = Vec::new();
        for application in own {
            let held = held(tx, directory, application)?;
            applications.push((application.key.clone(), held));
        }
        let keys: Vec<ApplicationKey> = applications.iter().map(|(key, _)| key.clone()).collect();
        let published = spent::published(tx, &keys, first, last)?;
        Ok(Self { client, applications, sums, published })
    }

    /// What a month came to, by agreement.
    pub(super) fn month(&self, directory: &Directory, month: Month, now: Timestamp) -> ClientTime {
        let mut agreements: BTreeMap<Option<AgreementKey>, AgreementTime> = BTreeMap::new();
        let mut known: BTreeSet<&ApplicationKey> = BTreeSet::new();
        for (application, held) in &self.applications {
            known.insert(application);
            let zone = zone_now(directory, application);
            let pin = at_the_end(held, month, &zone, now);
            let spent_s = self.spent(month, |key| key == Some(application));
            let published = self.published.get(&(application.clone(), month)).copied();
            let line = agreements
                .entry(pin.map(|pin| pin.key.clone()))
                .or_insert_with(|| line(directory, pin, Some(0)));
            line.against.spent_s += spent_s;
            line.published_s = line.published_s.zip(published).map(|(one, other)| one + other);
            line.applications.push(application.clone());
        }
        // Where no application is known, nothing can have been agreed for it.
        let elsewhere = self.spent(month, |key| key.is_none_or(|key| !known.contains(key)));
        if elsewhere > 0 {
            let line = agreements.entry(None).or_insert_with(|| line(directory, None, None));
            line.against.spent_s += elsewhere;
            line.published_s = None;
        }
        let mut agreements: Vec<AgreementTime> = agreements.into_values().collect();
        agreements.retain(|it| it.against.spent_s > 0 || it.against.agreed_hours.is_some());
        agreements.sort_by_key(|it| it.against.agreed_hours.is_none());
        ClientTime { client: self.client.clone(), month, agreements }
    }

    fn spent(&self, month: Month, counts: impl Fn(Option<&ApplicationKey>) -> bool) -> i64 {
        let of = self.sums.iter().filter(|it| it.month == month);
        of.filter(|it| counts(it.application.as_ref())).map(|it| it.seconds).sum()
    }
}

fn line(
    directory: &Directory,
    pin: Option<&Pin<AgreementKey>>,
    published_s: Option<i64>,
) -> AgreementTime {
    let agreement = pin.and_then(|pin| directory.agreement(pin));
    AgreementTime {
        agreement: pin.map(|pin| pin.key.clone()),
        name: agreement.map(|it| it.name.clone()).unwrap_or_default(),
        applications: Vec::new(),
        against: Against { spent_s: 0, agreed_hours: agreement.and_then(|it| it.hours_per_month) },
        published_s,
    }
}

/// The agreement that held at the end of a month; of one that is not over, the one that holds now.
fn at_the_end<'a>(
    held: &'a [(Timestamp, Pin<AgreementKey>)],
    month: Month,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<&'a Pin<AgreementKey>> {
    let end = month.span(zone).to.min(now);
    let last = held.iter().rev().find(|(from, _)| *from <= end);
    // What was written first holds since ever: nothing is known from before it.
    last.or(held.first()).map(|(_, pin)| pin)
}
