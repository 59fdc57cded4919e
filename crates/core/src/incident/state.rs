//! The state of an incident: what its timeline adds up to at this moment.
//!
//! It holds what decisions and lists need, not the texts; those stay in the timeline.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::awaited::Awaiting;
use super::command::Solved;
use super::correction::Ledger;
use super::engaged::Engagement;
use super::fact::{
    Actor, CancelKind, Classification, ProposalTerms, ResolutionKind, Source, TicketKind,
};
use super::merge::{Links, Merging};
use crate::directory::{Directory, Pin};
use crate::key::{
    AgreementKey, ApplicationKey, CheckKey, ClientKey, ComponentKey, MatrixKey, Number, PersonKey,
    RouteKey,
};
use crate::party::Party;
use crate::priority::{Impact, Priority, Urgency};
use crate::process::Step;
use crate::sla::{ClockEvent, Metric, Pause};

/// The versions of what was promised when the incident was reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pins {
    /// The agreement; `None` when there is none, and then there are no clocks for the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Pin<AgreementKey>>,
    /// The route; `None` for the canonical one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Pin<RouteKey>>,
    /// The matrices that were in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrices: Vec<Pin<MatrixKey>>,
}

/// Who has the ball.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The party.
    pub party: Party,
    /// The person in it, when it is one.
    pub person: Option<PersonKey>,
    /// Since when.
    pub since: Timestamp,
}

/// An offer of the ball that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// To which party.
    pub party: Party,
    /// To whom in it.
    pub person: Option<PersonKey>,
    /// Since when.
    pub offered_at: Timestamp,
    /// Until when.
    pub accept_by: Timestamp,
}

/// What we wait for, beside the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOn {
    /// Why the clocks may stand still.
    pub pause: Pause,
    /// What was asked.
    pub question: String,
    /// Since when.
    pub since: Timestamp,
    /// When we ask again; the end of a deferral; when a supplier must be followed up.
    pub remind_at: Timestamp,
    /// Who was asked, or who agreed to the deferral.
    pub who: Option<String>,
    /// How often we asked again.
    pub reminders: u32,
    /// When the incident closes unless the client objects, once that was told.
    pub close_at: Option<Timestamp>,
}

/// A word of a human of ours to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// When.
    pub at: Timestamp,
    /// Which message it was; none for a call.
    pub message: Option<Uuid>,
    /// When the next one was promised.
    pub next_update_at: Option<Timestamp>,
}

/// A change of the priority, for who wants to know why a target changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityChange {
    /// When.
    pub at: Timestamp,
    /// From which.
    pub from: Priority,
    /// To which.
    pub to: Priority,
    /// Who changed it.
    pub by: Actor,
    /// Why.
    pub reason: Option<String>,
    /// Who of the client agreed.
    pub agreed: Option<String>,
}

/// Of which clock, in which version of its target, people were warned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// Who promised; nobody named where we do.
    pub party: Option<Party>,
    /// Of which metric.
    pub metric: Metric,
    /// In which cycle of it.
    pub cycle: u32,
    /// Which version of the target.
    pub target: u32,
    /// How much of it.
    pub percent: u8,
}

/// A stay at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepVisit {
    /// Which step.
    pub step: Step,
    /// From when.
    pub from: Timestamp,
    /// Until when; `None` while there.
    pub until: Option<Timestamp>,
}

/// An alert that belongs to the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertState {
    /// The check, when it is one of ours.
    pub check: Option<CheckKey>,
    /// When it began.
    pub onset_at: Timestamp,
    /// The first good result of the recovery; `None` while it lasts.
    pub recovered_at: Option<Timestamp>,
}

/// The proposal on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which version.
    pub version: u32,
    /// What is proposed.
    pub terms: ProposalTerms,
    /// Since when.
    pub proposed_at: Timestamp,
    /// When consent was given to this version.
    pub consented_at: Option<Timestamp>,
    /// From which step it was proposed, to which a refusal returns.
    pub from: Step,
}

/// That the fix is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implementation {
    /// Whether it was tested outside production.
    pub is_tested: bool,
}

/// That the fix is in production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollout {
    /// Since when.
    pub at: Timestamp,
    /// Which version or change.
    pub version: String,
}

/// How it was resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// In which way.
    pub kind: ResolutionKind,
    /// What it was.
    pub cause: String,
    /// How it was solved.
    pub solution: String,
    /// When.
    pub at: Timestamp,
    /// Whether no human worked on it.
    pub is_unattended: bool,
}

/// What will be done so that it does not happen again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreventiveAction {
    /// What.
    pub action: String,
    /// By whom.
    pub owner: PersonKey,
    /// By when.
    pub due_on: Date,
}

/// The state of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a mode")]
pub struct State {
    /// How many facts it is made of; the expected version of the next change.
    pub version: u32,
    /// Its number.
    pub number: Number,
    /// What kind of ticket.
    pub ticket: TicketKind,
    /// Whose it is.
    pub client: ClientKey,
    /// Which application, when known.
    pub application: Option<ApplicationKey>,
    /// Where it came from.
    pub source: Source,
    /// Who reported it.
    pub reporter: Option<PersonKey>,
    /// In one line.
    pub summary: String,
    /// The earlier incident of the same trouble, if there was one.
    pub recurrence_of: Option<Number>,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// When the trouble began.
    pub onset_at: Timestamp,
    /// When the last fact happened.
    pub changed_at: Timestamp,
    /// What was promised.
    pub pins: Pins,
    /// How it was classified, once it was.
    pub classified: Option<Classification>,
    /// What plain questions to the reporter gave.
    pub felt: Option<(Impact, Urgency)>,
    /// The priority, provisional until classified.
    pub priority: Priority,
    /// The step.
    pub step: Step,
    /// Every stay at a step, oldest first.
    pub visits: Vec<StepVisit>,
    /// Steps back so far.
    pub back_steps: u32,
    /// Who has the ball.
    pub holder: Holder,
    /// Every earlier holder, oldest first.
    pub past_holders: Vec<Holder>,
    /// An offer of the ball that waits.
    pub offer: Option<Offer>,
    /// Refusals since a holder last accepted.
    pub refusals: u32,
    /// What we wait for.
    pub waiting: Option<WaitingOn>,
    /// What the client agreed to defer while it is asked something as well.
    pub deferred: Option<WaitingOn>,
    /// For which suppliers of the client we wait.
    pub party_waits: BTreeMap<Party, WaitingOn>,
    /// What we wait for while the clocks go on.
    pub awaiting: Option<Awaiting>,
    /// Suppliers and teams that were engaged, in that order.
    pub engagements: Vec<Engagement>,
    /// Every word of a human of ours to the client that reached somebody, by time.
    pub responses: Vec<Response>,
    /// When the client last wrote, or reported.
    pub client_spoke_at: Option<Timestamp>,
    /// The priority that the client set or agreed with, until it changes.
    pub client_priority: Option<Priority>,
    /// How the priority changed after it was first classified.
    pub priority_changes: Vec<PriorityChange>,
    /// Until when the client agreed to wait for the next word.
    pub update_agreed_until: Option<Timestamp>,
    /// Alerts by key.
    pub alerts: BTreeMap<String, AlertState>,
    /// When the client was first told who acts.
    pub client_told_at: Option<Timestamp>,
    /// The first human response.
    pub responded_at: Option<Timestamp>,
    /// The last public word of a human of ours.
    pub last_update_at: Option<Timestamp>,
    /// When the next word is promised.
    pub next_update_at: Option<Timestamp>,
    /// Whether the client wrote and nobody of ours has answered.
    pub client_waits: bool,
    /// Whether the client ever wrote a message.
    pub client_wrote: bool,
    /// Whether a human of ours did anything.
    pub human_acted: bool,
    /// Evidence so far.
    pub evidence: BTreeSet<Uuid>,
    /// Whether there is a finding that rests on evidence.
    pub finding_with_evidence: bool,
    /// The cause, when it is known.
    pub cause: Option<String>,
    /// The proposal on the table.
    pub proposal: Option<Proposal>,
    /// Proposals so far.
    pub proposals: u32,
    /// That the fix is made.
    pub implementation: Option<Implementation>,
    /// That the fix is in production.
    pub rollout: Option<Rollout>,
    /// When the fix was proved in production.
    pub verified_at: Option<Timestamp>,
    /// When the service came back.
    pub restored_at: Option<Timestamp>,
    /// When the client was told how it was solved.
    pub reported_back_at: Option<Timestamp>,
    /// What goes out once the check was green long enough.
    pub prepared: Option<Solved>,
    /// Who prepared it.
    pub prepared_by: Option<PersonKey>,
    /// How it was resolved.
    pub resolution: Option<Resolution>,
    /// When the client confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Preventive actions.
    pub preventive_actions: Vec<PreventiveAction>,
    /// Why no preventive action is needed.
    pub prevention_waived: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Why it left by the side door.
    pub cancelled: Option<CancelKind>,
    /// How often it was opened again.
    pub reopened: u32,
    /// Rungs of the ladder that were told.
    pub rungs_told: Vec<Timestamp>,
    /// Warnings that were given.
    pub warned: BTreeSet<Told>,
    /// Breaches that were written down.
    pub breached: BTreeSet<(Metric, u32)>,
    /// Breaches of what parties promised us that were written down.
    pub party_breached: BTreeSet<(Party, Metric, u32)>,
    /// Promises of a next word that were missed.
    pub promises_missed: BTreeSet<Timestamp>,
    /// Errands of which people were reminded, and when last.
    pub reminded: BTreeMap<String, Timestamp>,
    /// What clocks look at.
    pub clock_events: Vec<ClockEvent>,
    /// Breaches as they were recorded, and what was asked to be corrected.
    pub corrections: Ledger,
    /// With which others it is merged.
    pub merging: Merging,
    /// With which others it belongs together.
    pub links: Links,
}

impl State {
    /// Whether there is a preventive action, or a reason why there is none.
    pub fn prevention_is_decided(&self) -> bool {
        !self.preventive_actions.is_empty() || self.prevention_waived.is_some()
    }

    /// Whether every alert of the incident is over.
    pub fn all_green(&self) -> bool {
        self.alerts.values().all(|alert| alert.recovered_at.is_some())
    }

    /// The present of this incident: `now`, but not before what last moved it or its clocks.
    ///
    /// The clock of a machine may be set back, and those of two machines differ. Within one
    /// incident time never runs backwards all the same, or a pause could end before it began.
    pub fn present(&self, now: Timestamp) -> Timestamp {
        let visits = self.visits.iter().map(|visit| visit.from);
        let events = self.clock_events.iter().map(|event| event.at);
        visits.chain(events).fold(now, Timestamp::max)
    }

    /// Who had the ball at an instant.
    pub fn holder_at(&self, at: Timestamp) -> &Holder {
        let held = |holder: &&Holder| holder.since <= at;
        let earlier = || self.past_holders.iter().rev().find(held);
        let now = Some(&self.holder).filter(held);
        now.or_else(earlier).or(self.past_holders.first()).unwrap_or(&self.holder)
    }

    /// Since when every alert is over; `None` while one lasts or when there is none.
    pub fn green_since(&self) -> Option<Timestamp> {
        if !self.all_green() {
            return None;
        }
        self.alerts.values().filter_map(|alert| alert.recovered_at).max()
    }

    /// Whether somebody is at work on it and has the ball for good.
    pub fn is_taken(&self) -> bool {
        self.holder.person.is_some() || !self.holder.party.is_own()
    }
}

impl Pins {
    /// What holds now for an application, or for a part of it.
    pub fn of(
        directory: &Directory,
        application: Option<&ApplicationKey>,
        component: Option<&ComponentKey>,
    ) -> Self {
        let matrices = directory.current_matrices().into_iter();
        Self {
            agreement: directory.agreement_for(application, component),
            route: directory.route_for(application),
            matrices: matrices
                .map(|(version, matrix)| Pin { key: matrix.key.clone(), version })
                .collect(),
        }
    }
}
