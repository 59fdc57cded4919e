//! One trouble under two numbers: merged into one incident, or linked below a parent.
//!
//! Merging lends: the timeline of the merged incident stays its own and closes, the other one gives
//! its start, its alerts and the people who wait to hear. Taking it back gives both back as if they
//! had never met. Whether two may be merged or linked is decided in `decide`.

mod links;
mod owed;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use links::{Link, Links};
pub use owed::{OwedResponse, OwedState, owed_clocks};

use super::fact::{Entry, Fact};
use super::state::{AlertState, State, StepVisit};
use crate::key::{CheckKey, IncidentId, Number, PersonKey};
use crate::process::Step;
use crate::sla::ClockEventKind;

/// How long a merge can be taken back.
pub const UNDO_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What an incident takes over of one that is merged into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorbed {
    /// Its number.
    pub number: Number,
    /// Its row.
    pub incident: IncidentId,
    /// When it was reported: the clocks start with the earliest.
    pub reported_at: Timestamp,
    /// When its trouble began.
    pub onset_at: Timestamp,
    /// The client's people who reported it and hear of it from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<PersonKey>,
    /// The first words that are still owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<OwedResponse>,
    /// Its alerts as they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AbsorbedAlert>,
}

/// An alert that comes with a merged incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsorbedAlert {
    /// The key under which its repeats come.
    pub key: String,
    /// The check, when it is one of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckKey>,
    /// When it began.
    pub onset_at: Timestamp,
    /// The first good result of the recovery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered_at: Option<Timestamp>,
}

/// That an incident goes on under another number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedInto {
    /// Under which.
    pub number: Number,
    /// Its row.
    pub incident: IncidentId,
    /// Since when.
    pub at: Timestamp,
    /// Until when it can be taken back.
    pub undo_until: Timestamp,
    /// How it stood before.
    before: Box<State>,
}

impl MergedInto {
    /// How it stood before.
    pub const fn before(&self) -> &State {
        &self.before
    }
}

/// An incident that was merged into this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it brought.
    pub brought: Absorbed,
    /// Since which line of the timeline.
    pub seq: u32,
    /// Since when.
    pub at: Timestamp,
    /// The first words that were owed, and what became of them.
    pub owed: Vec<OwedState>,
    /// The alerts that were not known here before.
    pub new_alerts: BTreeSet<String>,
}

/// How an incident is merged with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    into: Option<MergedInto>,
    parts: BTreeMap<Number, Part>,
    own_reported_at: Timestamp,
    own_onset_at: Timestamp,
    /// The cycle of the last first word that was ever owed here, so that none is used twice.
    last_cycle: u32,
}

impl Merging {
    pub(super) const fn begin(reported_at: Timestamp, onset_at: Timestamp) -> Self {
        Self {
            into: None,
            parts: BTreeMap::new(),
            own_reported_at: reported_at,
            own_onset_at: onset_at,
            last_cycle: 0,
        }
    }

    /// Under which number the incident goes on; nothing when it is on its own.
    pub const fn merged_into(&self) -> Option<&MergedInto> {
        self.into.as_ref()
    }

    /// The incidents that were merged into this one, by number.
    pub const fn parts(&self) -> &BTreeMap<Number, Part> {
        &self.parts
    }

    /// When this incident itself was reported, whatever was merged into it.
    pub const fn own_reported_at(&self) -> Timestamp {
        self.own_reported_at
    }

    /// The people of merged incidents who hear of this one.
    pub fn contacts(&self) -> impl Iterator<Item = &PersonKey> {
        self.parts.values().flat_map(|part| &part.brought.contacts)
    }

    /// The first words that are owed or were.
    pub fn owed(&self) -> impl Iterator<Item = &OwedState> {
        self.parts.values().flat_map(|part| &part.owed)
    }

    /// The cycle under which the next first word that is owed is counted.
    pub const fn next_cycle(&self) -> u32 {
        self.last_cycle + 1
    }
}

impl State {
    /// Takes note of what a line of the timeline means for merging.
    pub(super) fn note_merging(&mut self, entry: &Entry) {
        if let Fact::MergedInto { into, incident, undo_until, .. } = &entry.fact {
            self.merged_into(*into, *incident, *undo_until, entry.at);
        } else if let Fact::MergeUndone { .. } = &entry.fact {
            self.come_back();
        } else if let Fact::Absorbed(absorbed) = &entry.fact {
            self.absorb(absorbed, entry);
        } else if let Fact::Released { number } = &entry.fact {
            self.release(*number);
        } else if let Fact::AlertLinked { onset_at, .. } = &entry.fact {
            self.merging.own_onset_at = self.merging.own_onset_at.min(*onset_at);
        } else {
            let owed = self.merging.parts.values_mut().flat_map(|part| &mut part.owed);
            owed.for_each(|owed| owed.take(entry));
        }
    }

    /// It goes on elsewhere: nothing is awaited here any more.
    fn merged_into(
        &mut self,
        number: Number,
        incident: IncidentId,
        undo_until: Timestamp,
        at: Timestamp,
    ) {
        let before = Box::new(self.clone());
        if let Some(visit) = self.visits.last_mut() {
            visit.until = Some(at);
        }
        self.visits.push(StepVisit { step: Step::Cancelled, from: at, until: None });
        self.step = Step::Cancelled;
        self.cancelled = Some(super::fact::CancelKind::Duplicate);
        self.closed_at = Some(at);
        self.next_update_at = None;
        self.offer = None;
        self.waiting = None;
        self.awaiting = None;
        self.clock(at, ClockEventKind::Cancelled);
        self.merging.into = Some(MergedInto { number, incident, at, undo_until, before });
    }

    /// As if it had never been merged; only what is said beside the incident is kept.
    fn come_back(&mut self) {
        let Some(into) = self.merging.into.take() else { return };
        let mut before = *into.before;
        before.version = self.version;
        before.changed_at = self.changed_at;
        before.corrections = std::mem::take(&mut self.corrections);
        before.links = std::mem::take(&mut self.links);
        before.evidence.append(&mut self.evidence);
        *self = before;
    }

    fn absorb(&mut self, absorbed: &Absorbed, entry: &Entry) {
        let mut new_alerts = BTreeSet::new();
        for alert in &absorbed.alerts {
            if !self.alerts.contains_key(&alert.key) {
                new_alerts.insert(alert.key.clone());
                let AbsorbedAlert { key, check, onset_at, recovered_at } = alert.clone();
                self.alerts.insert(key, AlertState { check, onset_at, recovered_at });
            }
        }
        let owed: Vec<OwedState> = absorbed.owed.iter().cloned().map(OwedState::new).collect();
        let cycles = absorbed.owed.iter().map(|owed| owed.cycle);
        self.merging.last_cycle = cycles.fold(self.merging.last_cycle, u32::max);
        let (brought, seq, at) = (absorbed.clone(), entry.seq, entry.at);
        self.merging.parts.insert(absorbed.number, Part { brought, seq, at, owed, new_alerts });
        self.start_with_the_earliest();
    }

    fn release(&mut self, number: Number) {
        if let Some(part) = self.merging.parts.remove(&number) {
            for key in &part.new_alerts {
                self.alerts.remove(key);
            }
        }
        self.start_with_the_earliest();
    }

    /// The clocks start with the earliest report of all that are merged (domain §2.7).
    fn start_with_the_earliest(&mut self) {
        let parts = || self.merging.parts.values().map(|part| &part.brought);
        let reported_at =
            parts().map(|it| it.reported_at).fold(self.merging.own_reported_at, Timestamp::min);
        let onset_at =
            parts().map(|it| it.onset_at).fold(self.merging.own_onset_at, Timestamp::min);
        self.reported_at = reported_at;
        self.onset_at = onset_at;
        let report =
            self.clock_events.iter_mut().find(|event| event.kind == ClockEventKind::Reported);
        if let Some(event) = report {
            event.at = reported_at;
        }
    }
}
