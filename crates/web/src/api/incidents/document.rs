//! An incident as the API tells it: what the state adds up to, as far as the caller may know it.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::incident::{self, Link, State, TicketKind, WaitsOn};
use piket_core::party::Party;
use piket_core::priority::Nature;
use piket_core::process::{Phase, Step};
use piket_core::sla::Pause;
use piket_engine::view::{Seen, SeenLink};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::schemas;
use crate::extract::ApiCaller;

/// An incident. What the caller may not know is left out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Incident {
    /// Its number.
    #[schema(example = "INC-1042")]
    number: String,
    /// How many facts it is made of; the `ETag`.
    pub(super) version: u32,
    /// What kind of ticket.
    #[schema(schema_with = schemas::ticket)]
    ticket: TicketKind,
    /// Whose it is.
    client: String,
    /// Which application, when known.
    application: Option<String>,
    /// In one line.
    summary: String,
    /// In the reporter's words.
    details: String,
    /// Who reported it.
    reporter: Option<String>,
    /// How it was classified, once it was.
    classification: Option<Classification>,
    /// The order in which it is served; provisional until it was classified.
    #[schema(schema_with = schemas::priority)]
    priority: u8,
    /// The step.
    #[schema(schema_with = schemas::step)]
    step: Step,
    /// The phase to which the step belongs.
    #[schema(value_type = String)]
    phase: Phase,
    /// Who has the ball.
    holder: Holder,
    /// An offer of the ball that waits for an answer; for our own people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<Offer>,
    /// What we wait for, beside the step.
    waiting: Option<Waiting>,
    /// What we wait for while the clocks go on.
    awaiting: Option<Awaiting>,
    /// Whether the client wrote and nobody of ours has answered.
    client_waits: bool,
    /// With which other incidents it is linked, as far as the caller may know of them: our own
    /// people all, a client what follows up what.
    links: Vec<Linked>,
    /// When it was reported.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Timestamp,
    /// When the trouble began.
    #[schema(value_type = String, format = DateTime)]
    onset_at: Timestamp,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// When the next word to the client is promised.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_update_at: Option<Timestamp>,
    /// The cause, when it is known; for our own people only, until it is resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// The proposal on the table.
    proposal: Option<Proposal>,
    /// That the fix is in production.
    rollout: Option<Rollout>,
    /// When the fix was proved in production.
    #[schema(value_type = Option<String>, format = DateTime)]
    verified_at: Option<Timestamp>,
    /// When the service came back.
    #[schema(value_type = Option<String>, format = DateTime)]
    restored_at: Option<Timestamp>,
    /// How it was resolved.
    resolution: Option<Resolution>,
    /// Until when the client may object to the resolution.
    #[schema(value_type = Option<String>, format = DateTime)]
    object_until: Option<Timestamp>,
    /// When the client confirmed.
    #[schema(value_type = Option<String>, format = DateTime)]
    confirmed_at: Option<Timestamp>,
    /// What will be done so that it does not happen again.
    preventive_actions: Vec<PreventiveAction>,
    /// Why nothing needs to be done; for our own people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    prevention_waived: Option<String>,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// How often it was opened again.
    reopened: u32,
    /// The agreement in the version that was promised.
    agreement: Option<Pin>,
    /// The route in the version that was promised.
    route: Option<Pin>,
}

/// Nature, impact and urgency.
#[derive(Debug, Serialize, ToSchema)]
struct Classification {
    /// What kind of trouble.
    #[schema(schema_with = schemas::nature)]
    nature: Nature,
    /// Which part of the application.
    component: Option<String>,
    /// How much is hit.
    #[schema(schema_with = schemas::level)]
    impact: u8,
    /// How soon it hurts.
    #[schema(schema_with = schemas::level)]
    urgency: u8,
}

/// Who has the ball.
#[derive(Debug, Serialize, ToSchema)]
struct Holder {
    /// The party.
    #[schema(example = "own:service_desk")]
    party: String,
    /// The person in it.
    person: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
}

/// An offer of the ball.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpenOffer)]
struct Offer {
    /// To which party.
    party: String,
    /// To whom in it.
    person: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    offered_at: Timestamp,
    /// Until when it waits.
    #[schema(value_type = String, format = DateTime)]
    accept_by: Timestamp,
}

/// What we wait for.
#[derive(Debug, Serialize, ToSchema)]
struct Waiting {
    /// For whom, and so why clocks may stand still.
    #[schema(value_type = String)]
    on: Pause,
    /// What was asked.
    question: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// When we ask again.
    #[schema(value_type = String, format = DateTime)]
    remind_at: Timestamp,
}

/// What we wait for while the clocks go on.
#[derive(Debug, Serialize, ToSchema)]
struct Awaiting {
    /// Of what kind it is: `supplier`, `change_window` or `internal`.
    #[schema(value_type = String)]
    on: WaitsOn,
    /// Which supplier; left out when the caller may not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "supplier:nordhost")]
    party: Option<String>,
    /// What exactly, in words; for our own people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// When the wait is over by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// Another incident with which it is linked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LinkedIncident)]
struct Linked {
    /// Its number.
    #[schema(example = "INC-1017")]
    number: String,
    /// What it is to this one: `parent`, `child`, `related`, `follow_up_of` (the earlier one) or
    /// `followed_up_by`.
    #[schema(value_type = String)]
    is: Link,
    /// In one line.
    summary: String,
}

/// A proposal to the client.
#[derive(Debug, Serialize, ToSchema)]
struct Proposal {
    /// Which version: consent is given to one.
    version: u32,
    /// What will be done.
    solution: String,
    /// What may go wrong.
    risk: String,
    /// How it is undone.
    rollback: String,
    /// How it is tested.
    test_plan: String,
    /// When it is planned.
    #[schema(value_type = Option<String>, format = DateTime)]
    planned_at: Option<Timestamp>,
    /// Since when it is on the table.
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Timestamp,
    /// When consent was given to this version.
    #[schema(value_type = Option<String>, format = DateTime)]
    consented_at: Option<Timestamp>,
}

/// That the fix is in production.
#[derive(Debug, Serialize, ToSchema)]
struct Rollout {
    /// Which version or change.
    version: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// How it was resolved.
#[derive(Debug, Serialize, ToSchema)]
struct Resolution {
    /// In which way.
    #[schema(schema_with = schemas::resolution)]
    kind: incident::ResolutionKind,
    /// What it was.
    cause: String,
    /// How it was solved.
    solution: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// What will be done so that it does not happen again.
#[derive(Debug, Serialize, ToSchema)]
struct PreventiveAction {
    /// What.
    action: String,
    /// By whom.
    owner: String,
    /// By when.
    #[schema(value_type = String, format = Date)]
    due_on: Date,
}

/// A document in one of its versions.
#[derive(Debug, Serialize, ToSchema)]
struct Pin {
    /// Which document.
    key: String,
    /// Which version of it.
    version: u32,
}

impl Incident {
    /// The incident as the caller sees it.
    pub(crate) fn of(seen: &Seen, caller: &ApiCaller) -> Self {
        let state = &seen.state;
        let is_own = caller.who.role.is_own();
        let ours = |text: &Option<String>| text.clone().filter(|_| is_own);
        let pins = &state.pins;
        Self {
            number: state.number.to_string(),
            version: state.version,
            ticket: state.ticket,
            client: state.client.to_string(),
            application: state.application.as_ref().map(ToString::to_string),
            summary: state.summary.clone(),
            details: details(seen),
            reporter: state.reporter.as_ref().map(ToString::to_string),
            classification: state.classified.as_ref().map(Classification::of),
            priority: state.priority.into(),
            step: state.step,
            phase: state.step.phase(),
            holder: Holder::of(&state.holder),
            offer: state.offer.as_ref().filter(|_| is_own).map(Offer::of),
            waiting: state.waiting.as_ref().map(Waiting::of),
            awaiting: state.awaiting.as_ref().map(|it| Awaiting::of(it, state, caller)),
            client_waits: state.client_waits,
            links: seen.linked.iter().map(Linked::of).collect(),
            reported_at: state.reported_at,
            onset_at: state.onset_at,
            changed_at: state.changed_at,
            next_update_at: state.next_update_at,
            cause: ours(&state.cause),
            proposal: state.proposal.as_ref().map(Proposal::of),
            rollout: state.rollout.as_ref().map(Rollout::of),
            verified_at: state.verified_at,
            restored_at: state.restored_at,
            resolution: state.resolution.as_ref().map(Resolution::of),
            object_until: state.confirmation_ends_at(&caller.directory),
            confirmed_at: state.confirmed_at,
            preventive_actions: prevention(state),
            prevention_waived: ours(&state.prevention_waived),
            closed_at: state.closed_at,
            reopened: state.reopened,
            agreement: pins.agreement.as_ref().map(|pin| Pin::of(&pin.key, pin.version)),
            route: pins.route.as_ref().map(|pin| Pin::of(&pin.key, pin.version)),
        }
    }

    /// Where it is.
    pub(super) fn address(&self) -> String {
        format!("/api/v1/incidents/{}", self.number)
    }
}

/// The words of the report, if the caller may read them.
fn details(seen: &Seen) -> String {
    match seen.report() {
        Some(incident::Fact::Reported { details, .. }) => details.clone(),
        _ => String::new(),
    }
}

fn prevention(state: &State) -> Vec<PreventiveAction> {
    let planned = state.preventive_actions.iter();
    planned
        .map(|planned| PreventiveAction {
            action: planned.action.clone(),
            owner: planned.owner.to_string(),
            due_on: planned.due_on,
        })
        .collect()
}

impl Classification {
    fn of(it: &incident::Classification) -> Self {
        Self {
            nature: it.nature,
            component: it.component.as_ref().map(ToString::to_string),
            impact: it.impact.into(),
            urgency: it.urgency.into(),
        }
    }
}

impl Holder {
    fn of(it: &incident::Holder) -> Self {
        Self {
            party: it.party.to_string(),
            person: it.person.as_ref().map(ToString::to_string),
            since: it.since,
        }
    }
}

impl Offer {
    fn of(it: &incident::Offer) -> Self {
        Self {
            party: it.party.to_string(),
            person: it.person.as_ref().map(ToString::to_string),
            offered_at: it.offered_at,
            accept_by: it.accept_by,
        }
    }
}

impl Waiting {
    fn of(it: &incident::WaitingOn) -> Self {
        Self {
            on: it.pause,
            question: it.question.clone(),
            since: it.since,
            remind_at: it.remind_at,
        }
    }
}

impl Awaiting {
    fn of(it: &incident::Awaiting, state: &State, caller: &ApiCaller) -> Self {
        let who = &caller.who;
        let known = |party: &Party| who.knows_of(party, state, &caller.directory);
        Self {
            on: it.on.kind(),
            party: it.on.party().filter(known).map(|party| party.to_string()),
            what: who.role.is_own().then(|| it.what.clone()),
            since: it.since,
            until: it.until,
        }
    }
}

impl Linked {
    fn of(it: &SeenLink) -> Self {
        Self { number: it.number.to_string(), is: it.is, summary: it.summary.clone() }
    }
}

impl Proposal {
    fn of(it: &incident::Proposal) -> Self {
        let incident::ProposalTerms { solution, risk, rollback, test_plan, planned_at } =
            it.terms.clone();
        Self {
            version: it.version,
            solution,
            risk,
            rollback,
            test_plan,
            planned_at,
            proposed_at: it.proposed_at,
            consented_at: it.consented_at,
        }
    }
}

impl Rollout {
    fn of(it: &incident::Rollout) -> Self {
        Self { version: it.version.clone(), at: it.at }
    }
}

impl Resolution {
    fn of(it: &incident::Resolution) -> Self {
        Self { kind: it.kind, cause: it.cause.clone(), solution: it.solution.clone(), at: it.at }
    }
}

impl Pin {
    fn of(key: &impl ToString, version: u32) -> Self {
        Self { key: key.to_string(), version }
    }
}
