//! The facts of a timeline, as they are remembered for ever.
//!
//! A fact is never changed. When its shape must change, a new kind is added and the old one is
//! still read.

mod parts;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use parts::{
    Actor, BreachDetail, CancelKind, Channel, Classification, Message, Moved, ProposalTerms,
    Recipient, ResolutionKind, Scope, Share, Source, TicketKind,
};

use super::awaited::Awaited;
use super::command::Solved;
use super::correction::Correction;
use super::engaged::PartyPromise;
use super::evidence::Evidence;
use super::merge::{Absorbed, Link};
use super::state::Pins;
use crate::directory::{Language, Pin};
use crate::key::{
    AgreementKey, ApplicationKey, CalendarKey, CheckKey, ClientKey, IncidentId, Number, PersonKey,
};
use crate::party::Party;
use crate::priority::{Impact, Priority, Urgency};
use crate::process::Step;
use crate::raci::Activity;
use crate::sla::{Metric, Pause};

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The place in the timeline, from 1.
    pub seq: u32,
    /// When it happened.
    pub at: Timestamp,
    /// When it was written down: later than `at` for a call logged afterwards.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    pub fact: Fact,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The incident is known.
    Reported {
        /// Its number.
        number: Number,
        /// What kind of ticket.
        #[serde(default)]
        ticket: TicketKind,
        /// Whose it is.
        client: ClientKey,
        /// Which application, when known.
        application: Option<ApplicationKey>,
        /// Where it came from.
        source: Source,
        /// Who reported it, when it was one of the client's people.
        reporter: Option<PersonKey>,
        /// In one line.
        summary: String,
        /// In the reporter's words.
        details: String,
        /// The priority until somebody classified it.
        provisional: Priority,
        /// The versions of what was promised.
        pins: Pins,
        /// When the trouble began, if that is known to be earlier.
        onset_at: Option<Timestamp>,
        /// The earlier incident of the same trouble, when it is back after that one was over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recurrence_of: Option<Number>,
        /// What plain questions to the reporter gave.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        felt: Option<(Impact, Urgency)>,
    },
    /// An alert belongs to the incident.
    AlertLinked {
        /// The key under which its repeats come.
        key: String,
        /// The check, when it is one of ours.
        check: Option<CheckKey>,
        /// In one line.
        summary: String,
        /// When it began.
        onset_at: Timestamp,
    },
    /// The alert is over.
    AlertRecovered {
        /// Its key.
        key: String,
        /// The first good result of the recovery.
        recovered_at: Timestamp,
    },
    /// The alert is back, within the same incident.
    AlertReturned {
        /// Its key.
        key: String,
        /// When it began again.
        onset_at: Timestamp,
    },
    /// Nature, impact and urgency were set or changed.
    Classified {
        /// To what.
        #[serde(flatten)]
        classification: Classification,
        /// Why, when a person changed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// What was promised for the part that became known, where that is another agreement. It
        /// holds from the report on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreement: Option<Pin<AgreementKey>>,
        /// Who of the client agreed with it, and how.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed: Option<String>,
    },
    /// The application became known, and with it what was promised.
    ApplicationSet {
        /// Which.
        application: ApplicationKey,
        /// What was promised.
        pins: Pins,
    },
    /// Another version of what was promised holds, from the report on: agreed with the client.
    AgreementMigrated {
        /// Which.
        agreement: Pin<AgreementKey>,
        /// Who agreed for the client, and how.
        agreed_with: String,
        /// Why.
        reason: String,
    },
    /// The ball was offered.
    HolderOffered {
        /// To which party.
        party: Party,
        /// To whom in it.
        person: Option<PersonKey>,
        /// Why.
        reason: String,
        /// Until when it waits for an answer.
        accept_by: Timestamp,
    },
    /// The ball was taken.
    HolderAccepted {
        /// By which party.
        party: Party,
        /// By whom in it.
        person: Option<PersonKey>,
        /// Why it is theirs.
        #[serde(default)]
        reason: String,
    },
    /// The ball was refused, and stays where it was.
    HolderRefused {
        /// By which party.
        party: Party,
        /// Why.
        reason: String,
    },
    /// Nobody answered the offer in time.
    OfferExpired {
        /// Which party did not answer.
        party: Party,
    },
    /// The incident moved on its route.
    StepChanged {
        /// From where.
        from: Step,
        /// To where.
        to: Step,
        /// Why, for a step back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// What was left out by a shortcut.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Activity>,
    },
    /// A person of ours wrote.
    MessageSent(Message),
    /// Somebody else wrote.
    MessageReceived(Message),
    /// Somebody of ours spoke with the client.
    CallLogged {
        /// With whom.
        with: String,
        /// What was said.
        body: String,
    },
    /// Piket told the client something by itself. It never counts as a response.
    ClientTold {
        /// What was told.
        what: String,
    },
    /// No recipient of a response could be reached; it counts as not sent.
    ResponseVoided {
        /// Which message.
        message: Uuid,
    },
    /// We began to wait.
    WaitingBegan {
        /// Why the clocks may stand still.
        pause: Pause,
        /// What was asked, or why it is deferred.
        question: String,
        /// When we ask again; the end of a deferral; when a supplier must be followed up.
        remind_at: Timestamp,
        /// Who was asked, or who of the client agreed to the deferral.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
        /// For which supplier of the client we wait.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<Party>,
    },
    /// We wait no longer.
    WaitingEnded {
        /// What we waited for.
        pause: Pause,
        /// Why, when the question was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// For which supplier of the client we waited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<Party>,
    },
    /// One of ours said what we wait for while the clocks go on; it replaces what was said before.
    AwaitingBegan {
        /// What.
        on: Awaited,
        /// In words.
        what: String,
        /// When it ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// That is awaited no longer.
    AwaitingEnded {
        /// What it was.
        on: Awaited,
        /// Why, when one of ours said so; nothing when its moment came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The client did not answer, and was told that the incident closes unless it objects.
    ClosingProposed {
        /// When it closes.
        close_at: Timestamp,
    },
    /// The client agreed to hear from us later than the cadence.
    UpdateAgreed {
        /// Until when at most.
        until: Timestamp,
        /// Who of the client agreed, and how.
        agreed: String,
    },
    /// A supplier or a team of ours was engaged, which had promised us something.
    PartyEngaged {
        /// Which.
        party: Party,
        /// What it had promised.
        promise: PartyPromise,
    },
    /// A party asked us something, and waits for the answer.
    PartyAsked {
        /// Which.
        party: Party,
        /// What.
        question: String,
    },
    /// Evidence was frozen.
    EvidenceAdded(Evidence),
    /// Somebody found something out.
    FindingRecorded {
        /// What.
        text: String,
        /// On which evidence.
        evidence: Vec<Uuid>,
        /// The cause, when it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
    },
    /// A solution was proposed.
    SolutionProposed {
        /// Which version of the proposal.
        version: u32,
        /// What is proposed.
        #[serde(flatten)]
        terms: ProposalTerms,
    },
    /// Consent was given to a version of the proposal.
    ConsentGiven {
        /// To which version.
        version: u32,
        /// On whose behalf, or by which standing approval.
        note: String,
    },
    /// Consent was refused.
    ConsentRefused {
        /// To which version.
        version: u32,
        /// Why.
        reason: String,
    },
    /// The fix is made, and may go to production.
    Implemented {
        /// Whether it was tested outside production.
        is_tested: bool,
        /// What was done.
        note: String,
    },
    /// The fix is in production.
    RolledOut {
        /// Which version or change.
        version: String,
        /// What was done.
        note: String,
    },
    /// The check was green for the watch period, or there is other proof.
    VerificationPassed {
        /// The proof, in words.
        proof: String,
    },
    /// The service is back.
    Restored,
    /// The client was told what it was and how it was solved.
    ReportedBack(Message),
    /// How it was solved is written down, and goes out once the check was green long enough.
    ResolutionPrepared(Solved),
    /// It is resolved.
    Resolved {
        /// In which way.
        resolution: ResolutionKind,
        /// What it was.
        cause: String,
        /// How it was solved.
        solution: String,
        /// Whether no human worked on it.
        is_unattended: bool,
    },
    /// The client confirmed.
    Confirmed,
    /// A preventive action was planned.
    PreventionPlanned {
        /// What will be done.
        action: String,
        /// By whom.
        owner: PersonKey,
        /// By when.
        due_on: Date,
    },
    /// No preventive action is needed.
    PreventionWaived {
        /// Why not.
        reason: String,
    },
    /// It is closed.
    Closed {
        /// Whether the client's silence closed it.
        by_silence: bool,
    },
    /// It left by the side door.
    Cancelled {
        /// Why.
        cancel: CancelKind,
        /// In words.
        reason: String,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
        /// Whether the client said so within its time to object.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_objection: bool,
        /// Whether the service is down again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_down: bool,
    },
    /// A share of a target is used.
    Warned {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// How much of it.
        percent: u8,
        /// Which version of the target: how often it had changed.
        #[serde(default, skip_serializing_if = "is_zero")]
        target: u32,
        /// Where the warning is so many minutes before the deadline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes_before: Option<u32>,
    },
    /// A target was missed. Never taken back; only corrected beside it.
    Breached {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// The shown deadline.
        due_at: Timestamp,
        /// The instant after which it was late.
        limit_at: Timestamp,
        /// Who had the ball when it was missed.
        holder: Party,
        /// What else is kept of it; nothing in older timelines.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<BreachDetail>,
    },
    /// A share of what a party promised us is used.
    PartyWarned {
        /// Which party.
        party: Party,
        /// Of which metric.
        metric: Metric,
        /// The how manieth time it is engaged.
        cycle: u32,
        /// How much of it.
        percent: u8,
        /// Which version of the target: how often it had changed.
        #[serde(default, skip_serializing_if = "is_zero")]
        target: u32,
    },
    /// A party missed what it had promised us.
    PartyBreached {
        /// Which party.
        party: Party,
        /// Of which metric.
        metric: Metric,
        /// The how manieth time it is engaged.
        cycle: u32,
        /// The shown deadline.
        due_at: Timestamp,
        /// The instant after which it was late.
        limit_at: Timestamp,
        /// What else is kept of it.
        detail: BreachDetail,
    },
    /// Opening hours or time zones changed, and with them deadlines of clocks that are going.
    Recalculated {
        /// The calendar that changed; nothing if it was the time zones.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar: Option<CalendarKey>,
        /// Which deadlines moved.
        moved: Vec<Moved>,
    },
    /// A promised next word did not come in time.
    PromiseMissed {
        /// When it was promised.
        promised_at: Timestamp,
    },
    /// A rung of the ladder was told that nobody took the incident.
    Escalated {
        /// Which rung, from 1.
        rung: u8,
        /// Who.
        person: Option<PersonKey>,
    },
    /// Something waits longer than agreed; who must know was told.
    Reminded {
        /// Of what.
        errand: String,
    },
    /// Somebody asked to correct what was recorded, or to excuse a breach.
    CorrectionRequested(Correction),
    /// It counts from here on, beside the original.
    CorrectionApproved {
        /// Which.
        correction: u32,
        /// What was said; why, when nobody else could approve.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Whether nobody else could approve, so that who asked did.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_alone: bool,
    },
    /// It does not count.
    CorrectionRefused {
        /// Which.
        correction: u32,
        /// Why.
        reason: String,
    },
    /// Who asked for it took it back.
    CorrectionWithdrawn {
        /// Which.
        correction: u32,
    },
    /// There was no breach after all: what stopped the clock had happened in time. The row stays.
    BreachRefuted {
        /// Of which metric.
        metric: Metric,
        /// In which cycle of it.
        cycle: u32,
        /// Which line of the timeline shows it.
        by: u32,
    },
    /// It goes on under another number.
    MergedInto {
        /// Under which.
        into: Number,
        /// Its row.
        incident: IncidentId,
        /// Why.
        reason: String,
        /// Until when this can be taken back.
        undo_until: Timestamp,
    },
    /// It is an incident of its own again, as if it had never been merged.
    MergeUndone {
        /// With which it was merged.
        from: Number,
    },
    /// Another one was merged into this.
    Absorbed(Absorbed),
    /// That one is on its own again.
    Released {
        /// Which.
        number: Number,
    },
    /// While it was merged with another one, a person of ours wrote this there, and it went to this
    /// one's people too: it counts as said here. Nothing is sent for it.
    SaidInMerged {
        /// What was written; without words where it was about another application.
        message: Message,
        /// Where.
        of: Number,
    },
    /// It belongs together with another one.
    Linked {
        /// Which.
        number: Number,
        /// Its row.
        incident: IncidentId,
        /// What the other one is.
        link: Link,
    },
    /// It no longer does.
    Unlinked {
        /// Which.
        number: Number,
        /// What the other one was.
        link: Link,
    },
    /// The same words went to the client of each child, as a message of its own there.
    ChildrenTold {
        /// To which children.
        children: Vec<Number>,
        /// Which could not be told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<Number>,
    },
    /// A letter went out, or could not.
    Delivered {
        /// To whom.
        to: String,
        /// In which language.
        language: Language,
        /// What it was about.
        about: String,
        /// Why it could not be delivered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failure: Option<String>,
        /// Which message it carried, when it carried one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Uuid>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(it: &u32) -> bool {
    *it == 0
}

impl Fact {
    /// Whether people would want to know of it before they act: words, moves and decisions of
    /// others are weighty, letters that went out and warnings that fired are not.
    pub fn is_weighty(&self) -> bool {
        !matches!(
            self,
            Self::Delivered { .. }
                | Self::Warned { .. }
                | Self::Breached { .. }
                | Self::Recalculated { .. }
                | Self::PartyWarned { .. }
                | Self::PartyBreached { .. }
                | Self::PartyEngaged { .. }
                | Self::PromiseMissed { .. }
                | Self::Escalated { .. }
                | Self::Reminded { .. }
                | Self::EvidenceAdded(_)
                | Self::ClientTold { .. }
                | Self::AlertLinked { .. }
                | Self::AlertRecovered { .. }
                | Self::Restored
        )
    }
}
