//! The row of an incident: what lists show of it and filter by, read off its state.

use jiff::Timestamp;
use piket_core::incident::{State, TicketKind, WaitsOn};
use piket_core::key::{ApplicationKey, ClientKey, IncidentId, Number, PersonKey};
use piket_core::party::Party;
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_core::sla::{Clock, ClockState, Metric};
use serde::{Deserialize, Serialize};

use crate::sql::{Row, Value};
use crate::{StoreError, codec};

/// Where open incidents without a deadline stand in a list: from December 9999 on. First what
/// never comes due, then what stands still, the longest first, and last what has no clock.
const NEVER_DUE_MS: i64 = 253_402_000_000_000;
const PAUSED_MS: i64 = NEVER_DUE_MS + 1;
const NO_CLOCK_MS: i64 = 2 * NEVER_DUE_MS;

/// What lists show of an incident and filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "claims apart from each other, as in the table")]
pub struct IncidentRow {
    /// The row key.
    pub id: IncidentId,
    /// The number by which people call it.
    pub number: Number,
    /// Whose it is.
    pub client: ClientKey,
    /// Which application, when known.
    pub application: Option<ApplicationKey>,
    /// In one line.
    pub summary: String,
    /// What kind of ticket.
    pub ticket: TicketKind,
    /// The step.
    pub step: Step,
    /// The priority.
    pub priority: Priority,
    /// Which party has the ball.
    pub holder_party: Party,
    /// Who in it.
    pub holder_person: Option<PersonKey>,
    /// Whether somebody has the ball for good.
    pub is_taken: bool,
    /// What we wait for, beside the step.
    pub waiting_on: Option<WaitsOn>,
    /// Whether the client wrote and nobody of ours has answered.
    pub client_waits: bool,
    /// Who reported it.
    pub reporter: Option<PersonKey>,
    /// How many facts it is made of.
    pub version: u32,
    /// Whether it is not over.
    pub is_open: bool,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// When it was over.
    pub closed_at: Option<Timestamp>,
    /// The nearest deadline of its running clocks.
    pub deadline: Option<Deadline>,
    /// Whether a target was missed.
    pub is_breached: bool,
    /// When the next word to the client is promised.
    pub next_update_at: Option<Timestamp>,
    /// The steps where it was, in the order of the first visit.
    pub visited: Vec<Step>,
    /// How its clocks stand together.
    pub clocks: ClockStanding,
    /// Since when all of them stand still.
    pub paused_at: Option<Timestamp>,
    /// Until when an offer of the ball waits for an answer.
    pub offer_until: Option<Timestamp>,
}

/// How the clocks of an open incident stand together: the first of these that holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStanding {
    /// One of them can never be due: the configuration is wrong, and somebody must look at it.
    NeverDue,
    /// One of them runs towards a deadline.
    Running,
    /// All that are not over stand still.
    Paused,
    /// None goes.
    #[default]
    None,
}

impl ClockStanding {
    /// The name in files, in addresses and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeverDue => "never_due",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::None => "none",
        }
    }

    fn of(clocks: &[Clock]) -> Self {
        let any = |state| clocks.iter().any(|clock| clock.state == state);
        if any(ClockState::NeverDue) {
            Self::NeverDue
        } else if nearest(clocks).is_some() {
            Self::Running
        } else if any(ClockState::Paused) {
            Self::Paused
        } else {
            Self::None
        }
    }
}

/// A deadline and what it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// When.
    pub at: Timestamp,
    /// Of which promise.
    pub metric: Metric,
}

impl IncidentRow {
    /// The row of an incident in this state and with these clocks.
    pub fn of(id: IncidentId, state: &State, clocks: &[Clock]) -> Self {
        let is_open = !state.step.is_over();
        let closed_at = state.closed_at.unwrap_or(state.changed_at);
        let standing = if is_open { ClockStanding::of(clocks) } else { ClockStanding::None };
        let paused_at = paused_at(clocks).filter(|_| standing == ClockStanding::Paused);
        let offer = state.offer.as_ref().filter(|_| is_open);
        Self {
            id,
            number: state.number,
            client: state.client.clone(),
            application: state.application.clone(),
            summary: state.summary.clone(),
            ticket: state.ticket,
            step: state.step,
            priority: state.priority,
            holder_party: state.holder.party.clone(),
            holder_person: state.holder.person.clone(),
            is_taken: state.is_taken(),
            waiting_on: state.waiting_on(),
            client_waits: state.client_waits,
            reporter: state.reporter.clone(),
            version: state.version,
            is_open,
            reported_at: codec::kept(state.reported_at),
            changed_at: codec::kept(state.changed_at),
            closed_at: (!is_open).then(|| codec::kept(closed_at)),
            deadline: if is_open { nearest(clocks) } else { None },
            is_breached: !state.breached.is_empty(),
            next_update_at: state.next_update_at.map(codec::kept),
            visited: visited(state),
            clocks: standing,
            paused_at: paused_at.map(codec::kept),
            offer_until: offer.map(|offer| codec::kept(offer.accept_by)),
        }
    }

    /// Its place in a list, in milliseconds: see the table.
    pub(super) fn sort_at(&self) -> i64 {
        let at = self.closed_at.or(self.deadline.map(|deadline| deadline.at));
        let paused_ms = self.paused_at.map_or(0, Timestamp::as_millisecond);
        match (at, self.clocks) {
            (Some(at), _) => at.as_millisecond(),
            (None, ClockStanding::NeverDue) => NEVER_DUE_MS,
            (None, ClockStanding::Paused) => PAUSED_MS + paused_ms,
            (None, ClockStanding::Running | ClockStanding::None) => NO_CLOCK_MS,
        }
    }

    /// The values of the columns, in their order.
    pub(super) fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.id.into(),
            self.number.into(),
            (&self.client).into(),
            self.application.as_ref().into(),
            (&self.summary).into(),
            codec::name(&self.ticket)?.into(),
            self.step.as_str().into(),
            u8::from(self.priority).into(),
            self.holder_party.to_string().into(),
            self.holder_person.as_ref().into(),
            self.is_taken.into(),
            self.waiting_on.as_ref().map(codec::name).transpose()?.into(),
            self.client_waits.into(),
            self.reporter.as_ref().into(),
            self.version.into(),
            self.is_open.into(),
            self.reported_at.into(),
            self.changed_at.into(),
            self.closed_at.into(),
            self.deadline.map(|deadline| deadline.at).into(),
            self.deadline.map(|deadline| deadline.metric.as_str()).into(),
            self.is_breached.into(),
            self.next_update_at.into(),
            self.sort_at().into(),
            codec::json(&self.visited)?.into(),
            self.clocks.as_str().into(),
            self.paused_at.into(),
            self.offer_until.into(),
        ])
    }

    pub(super) fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let priority: u8 = row.int("priority")?;
        let deadline_at = row.opt_at("deadline_at")?;
        let deadline_metric = codec::opt_named(row, "deadline_metric")?;
        Ok(Self {
            id: codec::incident(row, "id")?,
            number: Number(row.int("number")?),
            client: row.parsed("client_key")?,
            application: row.opt_parsed("application_key")?,
            summary: row.text("summary")?,
            ticket: codec::named(row, "ticket")?,
            step: row.parsed("step")?,
            priority: priority.try_into().map_err(StoreError::broken)?,
            holder_party: row.parsed("holder_party")?,
            holder_person: row.opt_parsed("holder_person")?,
            is_taken: row.bool("is_taken")?,
            waiting_on: codec::opt_named(row, "waiting_on")?,
            client_waits: row.bool("client_waits")?,
            reporter: row.opt_parsed("reporter")?,
            version: row.int("version")?,
            is_open: row.bool("is_open")?,
            reported_at: row.at("reported_at")?,
            changed_at: row.at("changed_at")?,
            closed_at: row.opt_at("closed_at")?,
            deadline: deadline_at.zip(deadline_metric).map(|(at, metric)| Deadline { at, metric }),
            is_breached: row.bool("is_breached")?,
            next_update_at: row.opt_at("next_update_at")?,
            visited: row.json("visited")?,
            clocks: codec::named(row, "clock_state")?,
            paused_at: row.opt_at("paused_at")?,
            offer_until: row.opt_at("offer_until_at")?,
        })
    }
}

/// The nearest deadline of the clocks that run; of two at once, the first as they are shown.
fn nearest(clocks: &[Clock]) -> Option<Deadline> {
    clocks
        .iter()
        .filter(|clock| clock.state == ClockState::Running)
        .filter_map(|clock| Some((codec::kept(clock.due_at?), clock.metric)))
        .min()
        .map(|(at, metric)| Deadline { at, metric })
}

/// Since when the clocks that stand still do so, all of them.
fn paused_at(clocks: &[Clock]) -> Option<Timestamp> {
    let paused = clocks.iter().filter(|clock| clock.state == ClockState::Paused);
    paused.filter_map(|clock| Some(clock.segments.last()?.from)).max()
}

/// Every step where it was, once.
fn visited(state: &State) -> Vec<Step> {
    let mut steps = Vec::new();
    for visit in &state.visits {
        if !steps.contains(&visit.step) {
            steps.push(visit.step);
        }
    }
    steps
}
