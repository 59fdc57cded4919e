//! What facts are made of: who did it, by which way it came, what was said, what was decided.
//!
//! They are kept with the facts and are remembered as long: a part is never changed either.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::directory::Pin;
use crate::key::{AgreementKey, CheckKey, ComponentKey, PersonKey};
use crate::party::Party;
use crate::priority::{Impact, Nature, Priority, Urgency};
use crate::sla::Metric;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Piket itself: a timer, a rule.
    Piket,
    /// A person who is known here.
    Person(PersonKey),
    /// A party without a person of its own here: a supplier.
    Party(Party),
    /// A check.
    Check(CheckKey),
    /// Another program, by the name of its intake or token.
    Program(String),
}

impl Actor {
    /// The person, when it was one.
    pub fn person(&self) -> Option<&PersonKey> {
        match self {
            Self::Person(key) => Some(key),
            Self::Piket | Self::Party(_) | Self::Check(_) | Self::Program(_) => None,
        }
    }

    /// Whether a human did it.
    pub fn is_human(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Party(_))
    }
}

/// By which way a report or a message came in or goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The portal.
    Portal,
    /// The desk itself.
    Desk,
    /// Mail.
    Mail,
    /// A telephone call or a meeting.
    Phone,
    /// The API or the command line.
    Api,
    /// Monitoring.
    Monitoring,
}

/// Where a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// By which way.
    pub channel: Channel,
    /// The key of the signal that repeats of it carry; `None` for reports by people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
}

/// Who may see it. Fixed when it is written; making it wider is a new message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The client and everybody who works on the incident.
    Public,
    /// One party and us.
    Party(Party),
    /// Only us.
    Internal,
}

/// What kind of ticket it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    /// Something broke.
    #[default]
    Incident,
    /// Somebody asks for something.
    Request,
    /// Somebody asks something.
    Question,
}

/// Nature, impact and urgency, and the priority that follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classification {
    /// What kind of trouble.
    pub nature: Nature,
    /// Which part, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentKey>,
    /// How much is hit.
    pub impact: Impact,
    /// How soon it hurts.
    pub urgency: Urgency,
    /// The order in which it is served.
    pub priority: Priority,
}

/// To whom a message went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The name as shown.
    pub name: String,
    /// The person, when known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonKey>,
    /// The party, when it is a desk and not a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
}

/// What somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The message, for its delivery states.
    pub id: Uuid,
    /// Who may see it.
    pub scope: Scope,
    /// By which way it came or goes.
    pub channel: Channel,
    /// To whom; empty when it came in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Recipient>,
    /// The text as written.
    pub body: String,
    /// When the next word is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update_at: Option<Timestamp>,
}

/// What is proposed to the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalTerms {
    /// What will be done.
    pub solution: String,
    /// What may go wrong.
    pub risk: String,
    /// How it is undone.
    pub rollback: String,
    /// How it is tested.
    pub test_plan: String,
    /// When it is planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_at: Option<Timestamp>,
}

impl ProposalTerms {
    /// Whether everything is said that a proposal must say.
    pub fn is_complete(&self) -> bool {
        [&self.solution, &self.risk, &self.rollback, &self.test_plan]
            .iter()
            .all(|text| !text.trim().is_empty())
    }
}

/// In which way an incident was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionKind {
    /// A fix in production, verified there.
    Fixed,
    /// A question answered, a request done.
    Answered,
    /// Recovered by itself or by the supplier.
    Recovered,
    /// A workaround, where the agreement lets it resolve.
    Workaround,
    /// The client did not reply any more.
    NoReply,
    /// There was nothing.
    FalseAlarm,
}

/// Why an incident left by the side door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelKind {
    /// It is known under another number.
    Duplicate,
    /// It is none.
    NoIncident,
    /// Who reported it took it back.
    Withdrawn,
    /// It is spam.
    Spam,
}

/// A deadline that moved because opening hours changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Of which metric.
    pub metric: Metric,
    /// In which cycle of it.
    pub cycle: u32,
    /// The shown deadline before; nothing where there was none.
    pub due_before: Option<Timestamp>,
    /// The shown deadline from now on.
    pub due_at: Option<Timestamp>,
    /// The last instant in time before.
    pub limit_before: Option<Timestamp>,
    /// The last instant in time from now on.
    pub limit_at: Option<Timestamp>,
}

/// What is kept of a breach beside its deadline, as it stood at the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachDetail {
    /// By which agreement, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Pin<AgreementKey>>,
    /// Which version of the target: how often it had changed.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub target: u32,
    /// Seconds of open time that were used at the limit.
    pub elapsed_s: i64,
    /// Who had the ball for how much of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<Share>,
}

/// How much of a promise was used while a party had the ball.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The party.
    pub party: Party,
    /// Seconds of open time.
    pub seconds: i64,
}
