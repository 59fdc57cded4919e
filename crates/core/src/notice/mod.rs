//! Notices: who must hear of what just happened, and why they.
//!
//! The matrix decides: who is Responsible for what comes next is asked, who is Accountable hears
//! where it matters, who is Consulted is asked for advice, who is Informed is told. One person with
//! several letters gets one notice, for the strongest. Words are the text crate's work, sending is
//! the engine's.

mod told;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use told::notices;

use crate::directory::Language;
use crate::incident::Corrected;
use crate::key::{IncidentId, Number, PersonKey, SupplierKey};
use crate::party::Party;
use crate::priority::Priority;
use crate::process::Step;
use crate::raci::Letter;
use crate::sla::{Metric, SoFar};

/// To whom a notice goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// A person.
    Person(PersonKey),
    /// A supplier's desk.
    Desk(SupplierKey),
}

/// On which side of the desk the addressee stands: it decides the links and the tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// One of ours.
    Own,
    /// The client.
    Client,
    /// A supplier.
    Supplier,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// To the reporter: your report is here, under this number. Never counts as a response.
    Received,
    /// You are asked to take it.
    Asked {
        /// Until when the reaction is promised.
        respond_by: Option<Timestamp>,
    },
    /// Nobody has taken it yet.
    NobodyTook {
        /// Which rung of the ladder you are.
        rung: u8,
    },
    /// The ball is offered to you.
    Offered {
        /// Why.
        reason: String,
        /// Until when an answer is awaited.
        accept_by: Timestamp,
    },
    /// An offer was refused, or was not answered.
    NotTaken {
        /// Which party did not take it.
        party: Party,
        /// Why; `None` when nobody answered.
        reason: Option<String>,
    },
    /// It is known; you need do nothing.
    Informed,
    /// It is at another step now.
    Moved {
        /// Where it was.
        from: Step,
        /// Why, when it went back.
        reason: Option<String>,
    },
    /// Somebody wrote to you.
    Message {
        /// Who.
        author: String,
        /// What.
        body: String,
        /// When the next word comes.
        next_update_at: Option<Timestamp>,
        /// Whether Piket asks again by itself what was asked before.
        #[serde(default)]
        is_reminder: bool,
    },
    /// The client wrote, and waits for an answer.
    ClientWrote {
        /// Who.
        author: String,
        /// What.
        body: String,
    },
    /// Your consent is asked.
    ConsentAsked {
        /// To which version.
        version: u32,
        /// What is proposed.
        solution: String,
        /// What may go wrong.
        risk: String,
        /// When it is planned.
        planned_at: Option<Timestamp>,
        /// Whether it was asked before.
        is_reminder: bool,
    },
    /// Consent was given.
    Consented,
    /// Consent was refused.
    ConsentRefused {
        /// Why.
        reason: String,
    },
    /// It is solved; please confirm.
    ConfirmAsked {
        /// What it was.
        cause: String,
        /// How it was solved.
        solution: String,
        /// In the engineer's words.
        body: String,
        /// Until when you can object.
        object_until: Option<Timestamp>,
    },
    /// It is closed.
    Closed {
        /// What it was.
        cause: String,
        /// How it was solved.
        solution: String,
        /// What prevents it from happening again.
        prevention: Vec<String>,
    },
    /// It left by the side door.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// A share of a target is used.
    Warning {
        /// Of which metric.
        metric: Metric,
        /// How much.
        percent: u8,
        /// The deadline.
        due_at: Option<Timestamp>,
        /// More that is known of the clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Promise>,
    },
    /// A target was missed.
    Breach {
        /// Of which metric.
        metric: Metric,
        /// The deadline that was missed.
        due_at: Timestamp,
        /// More that is known of the clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Promise>,
    },
    /// What you wrote to the client reached nobody.
    ResponseVoided,
    /// You did not answer; we close it unless you object.
    ClosingProposed {
        /// What was asked.
        question: String,
        /// When it closes.
        close_at: Timestamp,
    },
    /// A promised next word did not come in time.
    PromiseMissed {
        /// When it was promised.
        promised_at: Timestamp,
    },
    /// Something waits longer than agreed.
    Reminder {
        /// What.
        errand: String,
    },
    /// You are asked to approve that something is corrected.
    CorrectionAsked {
        /// Which of the incident.
        correction: u32,
        /// Who asks, by name.
        author: String,
        /// What.
        what: Corrected,
        /// Why.
        reason: String,
    },
    /// What you asked to have corrected was decided.
    CorrectionDecided {
        /// Which of the incident.
        correction: u32,
        /// Who decided, by name.
        author: String,
        /// What.
        what: Corrected,
        /// Whether it counts.
        is_approved: bool,
        /// What was said.
        note: String,
    },
    /// It goes on under another number.
    MergedInto {
        /// Under which.
        into: Number,
    },
    /// It is on its own again.
    MergeUndone {
        /// With which it was merged.
        from: Number,
    },
}

/// What a letter tells of a promise that runs out or is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Who promised it to us, by name; nobody named where we promised the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How much open time was promised, in seconds.
    pub promised_s: i64,
    /// Since when it counts.
    pub since: Option<Timestamp>,
    /// The last instant that was in time, where it is later than the deadline.
    pub limit_at: Option<Timestamp>,
    /// What its explanation comes to; nothing in older letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub so_far: Option<SoFar>,
}

impl About {
    /// The name of the letter, in the catalogue of words and in the timeline.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Asked { .. } => "asked",
            Self::NobodyTook { .. } => "nobody_took",
            Self::Offered { .. } => "offered",
            Self::NotTaken { .. } => "not_taken",
            Self::Informed => "informed",
            Self::Moved { .. } => "moved",
            Self::Message { .. } => "message",
            Self::ClientWrote { .. } => "client_wrote",
            Self::ConsentAsked { .. } => "consent_asked",
            Self::Consented => "consented",
            Self::ConsentRefused { .. } => "consent_refused",
            Self::ConfirmAsked { .. } => "confirm_asked",
            Self::Closed { .. } => "closed",
            Self::Cancelled { .. } => "cancelled",
            Self::Reopened { .. } => "reopened",
            Self::Warning { .. } => "warning",
            Self::Breach { .. } => "breach",
            Self::PromiseMissed { .. } => "promise_missed",
            Self::ResponseVoided => "response_voided",
            Self::ClosingProposed { .. } => "closing_proposed",
            Self::Reminder { .. } => "reminder",
            Self::CorrectionAsked { .. } => "correction_asked",
            Self::CorrectionDecided { .. } => "correction_decided",
            Self::MergedInto { .. } => "merged_into",
            Self::MergeUndone { .. } => "merge_undone",
        }
    }

    /// Whether a human of ours wrote the words, so that the letter is no automatic mail
    /// (RFC 3834) and goes out under the author's name.
    pub fn is_written_by_hand(&self) -> bool {
        matches!(self, Self::Message { is_reminder: false, .. } | Self::ConfirmAsked { .. })
    }
}

/// What a letter must know of the incident, frozen when it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its row.
    pub incident: IncidentId,
    /// Its number.
    pub number: Number,
    /// In one line.
    pub summary: String,
    /// The client's name.
    pub client: String,
    /// The application's name.
    pub application: Option<String>,
    /// The step.
    pub step: Step,
    /// What the client calls the step, when its route has a word of its own.
    pub step_word: Option<String>,
    /// The priority.
    pub priority: Priority,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// Who has the ball, by name.
    pub holder: String,
}

/// Somebody must hear of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who.
    pub to: Addressee,
    /// On which side.
    pub side: Side,
    /// The name.
    pub name: String,
    /// The address; `None` when there is none, which is told on the timeline.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// In which time zone times are shown.
    pub time_zone: String,
    /// Because of which letter of the matrix.
    pub letter: Option<Letter>,
    /// Of which incident.
    pub subject: Subject,
    /// What.
    #[serde(flatten)]
    pub about: About,
    /// The message that it carries to the client: what becomes of it decides whether the message
    /// counts as a response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<uuid::Uuid>,
    /// What makes it one and the same notice: sending it twice under one key is a repeat.
    pub once: String,
}
