//! What the rules must know besides the matrix: who stands behind a party, and what was promised.
//!
//! It is gathered by the caller from directory, agreements and route, and handed over as values.

use std::collections::{BTreeMap, BTreeSet};

use super::Activity;
use crate::directory::ContractedBy;
use crate::key::{PersonKey, SupplierKey};
use crate::party::Party;
use crate::priority::Priority;

/// The world around a matrix, as far as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// Who stands behind each party. A party that is missing has nobody.
    pub standings: BTreeMap<Party, Standing>,
    /// Parties that are somebody else in every place which the matrix serves, such as the client
    /// in the organisation's matrix: who stands behind them is judged per place.
    pub judged_elsewhere: BTreeSet<Party>,
    /// The suppliers that [`Party::ComponentSupplier`] can turn out to be.
    pub component_suppliers: BTreeSet<SupplierKey>,
    /// The activities of the active route: each needs a row.
    pub activities: BTreeSet<Activity>,
    /// The activities for which a more general matrix has the row.
    pub inherited: BTreeSet<Activity>,
    /// Whether a P1 incident is promised help around the clock.
    pub p1_round_the_clock: bool,
    /// Whether a release is approved by somebody else than who made it.
    pub four_eyes: bool,
    /// In how many minutes service is promised back, per priority; none where nothing is promised.
    pub promised_restore_minutes: BTreeMap<Priority, u32>,
    /// How many minutes we need ourselves around a supplier's work.
    pub own_margin_minutes: u32,
}

impl Surroundings {
    /// Surroundings in which these activities need a row, and nothing else is known yet.
    pub fn of_route(activities: impl IntoIterator<Item = Activity>) -> Self {
        Self {
            standings: BTreeMap::new(),
            judged_elsewhere: BTreeSet::new(),
            component_suppliers: BTreeSet::new(),
            activities: activities.into_iter().collect(),
            inherited: BTreeSet::new(),
            p1_round_the_clock: false,
            four_eyes: false,
            promised_restore_minutes: BTreeMap::new(),
            own_margin_minutes: 0,
        }
    }

    /// The parties that `party` can turn out to be and that can be judged here.
    pub(super) fn behind(&self, party: &Party) -> Vec<Party> {
        if self.judged_elsewhere.contains(party) {
            return Vec::new();
        }
        match party {
            Party::ComponentSupplier => {
                self.component_suppliers.iter().cloned().map(Party::Supplier).collect()
            }
            Party::ServiceDesk
            | Party::Development
            | Party::IncidentManager
            | Party::Account
            | Party::ClientOwner
            | Party::ClientContact
            | Party::ClientStakeholders
            | Party::Supplier(_) => vec![party.clone()],
        }
    }

    /// The active people of a party with a working channel.
    pub(super) fn people(&self, party: &Party) -> impl Iterator<Item = &PersonKey> {
        self.standings.get(party).into_iter().flat_map(|standing| &standing.people)
    }
}

/// Who stands behind a party, and how they are reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The active humans with a channel that works.
    pub people: BTreeSet<PersonKey>,
    /// Whether there is a shared mailbox or an automation as well; it never counts as a human.
    pub nameless: bool,
    /// Whether somebody is on call or the channel is answered day and night.
    pub round_the_clock: bool,
    /// For a supplier: on what terms it works.
    pub terms: Option<SupplierTerms>,
}

/// On what terms a supplier works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierTerms {
    /// Whose contract it is.
    pub contracted_by: ContractedBy,
    /// Whether we know how to engage it: a number, an address, a portal.
    pub contact_route: bool,
    /// What it promised us, if there is a contract that underpins our agreement.
    pub underpinning: Option<Underpinning>,
}

/// What a supplier promised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Underpinning {
    /// In how many minutes service is back, per priority; in minutes that compare with our own
    /// promise, so of the same calendar or on the wall.
    pub restore_minutes: BTreeMap<Priority, u32>,
}
