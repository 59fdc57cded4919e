//! First words that are still owed to people whose incident was merged into another.
//!
//! Their own clocks ended with the merge, and this incident may have been answered long ago. So
//! each has a reaction of its own: from its report, by its priority and agreement, until a public
//! message reaches the person (domain §2.7). It is counted as a cycle of reaction that no other has.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::directory::Pin;
use crate::incident::fact::{Entry, Fact, Scope};
use crate::incident::state::State;
use crate::key::{AgreementKey, Number, PersonKey};
use crate::priority::Priority;
use crate::sla::{self, Calendars, Clock, ClockEvent, ClockEventKind, Metric};

/// A first word that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedResponse {
    /// To whom.
    pub to: PersonKey,
    /// For which incident.
    pub of: Number,
    /// When that was reported.
    pub reported_at: Timestamp,
    /// What was promised; nothing when there was no agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Pin<AgreementKey>>,
    /// By which priority.
    pub priority: Priority,
    /// Under which cycle of reaction it is counted here.
    pub cycle: u32,
}

/// A first word that is owed, and whether it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedState {
    /// What is owed.
    pub response: OwedResponse,
    /// Which message it was, and when.
    answered: Option<(Uuid, Timestamp)>,
}

impl OwedState {
    pub(super) const fn new(response: OwedResponse) -> Self {
        Self { response, answered: None }
    }

    /// When it came; nothing while it is owed.
    pub fn answered_at(&self) -> Option<Timestamp> {
        self.answered.map(|(_, at)| at)
    }

    /// Every public message of a person of ours reaches the people of merged incidents; one that bounced did
    /// not.
    pub(super) fn take(&mut self, entry: &Entry) {
        if let Fact::MessageSent(message) | Fact::ReportedBack(message) = &entry.fact {
            if message.scope == Scope::Public && entry.actor.person().is_some() {
                self.answered.get_or_insert((message.id, entry.at));
            }
        } else if let Fact::ResponseVoided { message } = &entry.fact {
            self.answered.take_if(|(answered, _)| answered == message);
        }
    }

    /// The clock of it, as it stands at `now`; nothing without a promise.
    pub fn clock(&self, calendars: &dyn Calendars, now: Timestamp) -> Option<Clock> {
        let OwedResponse { reported_at, agreement, priority, cycle, .. } = &self.response;
        let event = |at: Timestamp, kind| ClockEvent { at, kind };
        let (priority, is_provisional) = (*priority, false);
        let mut events = vec![
            event(*reported_at, ClockEventKind::Reported),
            event(*reported_at, ClockEventKind::Agreed(agreement.clone()?)),
            event(*reported_at, ClockEventKind::Prioritised { priority, is_provisional }),
        ];
        if let Some((_, at)) = self.answered {
            events.push(event(at, ClockEventKind::Responded { next_update_at: None }));
        }
        let clock = sla::clock(Metric::Reaction, &events, calendars, now)?;
        Some(Clock { cycle: *cycle, ..clock })
    }
}

/// The clocks of all first words that are owed or were, as they stand at `now`.
pub fn owed_clocks(incident: &State, calendars: &dyn Calendars, now: Timestamp) -> Vec<Clock> {
    incident.merging.owed().filter_map(|owed| owed.clock(calendars, now)).collect()
}
