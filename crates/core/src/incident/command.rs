//! What can be asked of an incident, and the ways in which it can be refused.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::awaited::Awaited;
use super::correction::CorrectionWish;
use super::evidence::Evidence;
use super::fact::{Actor, CancelKind, Message, Moved, ProposalTerms, ResolutionKind};
use crate::directory::Directory;
use crate::key::{ApplicationKey, CalendarKey, CheckKey, ComponentKey, Number, PersonKey};
use crate::party::Party;
use crate::priority::{Impact, Nature, Urgency};
use crate::process::{Step, guard::Guard};

/// Who asks, when, and in which world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What was agreed.
    pub directory: &'a Directory,
    /// Who asks.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
}

/// How an incident was solved, as the engineer writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solved {
    /// In which way.
    pub kind: ResolutionKind,
    /// What it was, in the client's words.
    pub cause: String,
    /// How it was solved, in the client's words.
    pub solution: String,
    /// The report back to the client.
    pub message: Message,
}

/// What can be asked of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Set nature, impact and urgency.
    Classify {
        /// What kind of trouble.
        nature: Nature,
        /// Which part.
        component: Option<ComponentKey>,
        /// How much is hit.
        impact: Impact,
        /// How soon it hurts.
        urgency: Urgency,
        /// Why; needed when impact or urgency become others than were told, or the priority lower.
        reason: Option<String>,
        /// Who of the client agreed, and how; needed when it lowers a priority that the client had
        /// set or confirmed.
        agreed: Option<String>,
    },
    /// Say which application it is about.
    SetApplication(ApplicationKey),
    /// Another version of its agreement holds for this incident, as agreed with the client.
    MigrateAgreement {
        /// Which version.
        version: u32,
        /// Who agreed for the client, and how.
        agreed_with: String,
        /// Why.
        reason: String,
    },
    /// "Action! Who?": I.
    Take {
        /// Why it is ours.
        reason: String,
    },
    /// "Action! Who?": that party.
    Offer {
        /// Which.
        party: Party,
        /// Whom in it.
        person: Option<PersonKey>,
        /// Why it is theirs.
        reason: String,
    },
    /// The ball is taken that was offered.
    Accept,
    /// The ball is not taken that was offered.
    Refuse {
        /// Why.
        reason: String,
    },
    /// A person of ours writes.
    Send {
        /// What, to whom.
        message: Message,
        /// When we ask again, if it asks the client something that must be answered first.
        remind_at: Option<Timestamp>,
    },
    /// A person of ours writes to the client and promises the next word for later than the
    /// cadence, as the client agreed.
    SendAgreed {
        /// What, to whom, with the promise.
        message: Message,
        /// When we ask again, as in [`Self::Send`].
        remind_at: Option<Timestamp>,
        /// Who of the client agreed, and how.
        agreed: String,
    },
    /// What we asked the client needs no answer any more.
    WithdrawQuestion {
        /// Why.
        reason: String,
    },
    /// The client agreed to a later moment: restore and resolution stand still until then.
    Defer {
        /// Until when.
        until: Timestamp,
        /// Who of the client agreed, and how.
        agreed: String,
        /// Why.
        reason: String,
    },
    /// What the client agreed to defer goes on at once.
    EndDeferral {
        /// Why.
        reason: String,
    },
    /// Say what we wait for while the clocks go on.
    Await {
        /// What.
        on: Awaited,
        /// In words.
        what: String,
        /// When it ends by itself; needed for a change window.
        until: Option<Timestamp>,
    },
    /// We wait for that no longer.
    AwaitNoLonger {
        /// Why; may be empty.
        reason: String,
    },
    /// A supplier or a team answered; one of ours writes it down.
    Hear {
        /// What it said; the scope names the party.
        message: Message,
        /// Whether it asked us something and waits for the answer.
        asks: bool,
    },
    /// Somebody else wrote.
    Receive(Message),
    /// A person of ours spoke with the client.
    LogCall {
        /// With whom.
        with: String,
        /// What was said.
        body: String,
        /// When.
        occurred_at: Timestamp,
    },
    /// Freeze evidence.
    AddEvidence(Evidence),
    /// Write down what was found.
    RecordFinding {
        /// What.
        text: String,
        /// On which evidence; empty means on all there is.
        evidence: Vec<Uuid>,
        /// The cause, when it is one.
        cause: Option<String>,
    },
    /// Ask the second line to take it.
    InvolveDevelopment {
        /// What is asked.
        question: String,
    },
    /// Propose a solution to the client.
    Propose {
        /// What.
        terms: ProposalTerms,
        /// The cause, when it was not written down yet.
        cause: Option<String>,
    },
    /// Consent to a version of the proposal.
    Consent {
        /// Which version.
        version: u32,
        /// In words.
        note: String,
    },
    /// Refuse a version of the proposal.
    RefuseConsent {
        /// Which version.
        version: u32,
        /// Why.
        reason: String,
    },
    /// The fix is made and may go to production.
    Implement {
        /// Whether it was tested outside production.
        is_tested: bool,
        /// What was done.
        note: String,
    },
    /// The fix is in production.
    RollOut {
        /// Which version or change.
        version: String,
        /// What was done.
        note: String,
        /// Whether it was tested outside production.
        is_tested: bool,
    },
    /// There is proof by hand that it works in production.
    Verify {
        /// Which.
        proof: String,
    },
    /// It is solved: report back and resolve now.
    Resolve(Solved),
    /// It is solved: report back and resolve as soon as the check has been green long enough.
    Solve {
        /// How.
        solved: Solved,
        /// Which version or change went to production, when it was a fix.
        change: String,
    },
    /// The client confirms.
    Confirm,
    /// It is not fixed, or it is back.
    Reopen {
        /// Why.
        reason: String,
        /// Whether the service is down again.
        is_down: bool,
    },
    /// Plan a preventive action.
    PlanPrevention {
        /// What.
        action: String,
        /// By whom.
        owner: PersonKey,
        /// By when.
        due_on: Date,
    },
    /// Say why no preventive action is needed.
    WaivePrevention {
        /// Why.
        reason: String,
    },
    /// Close it.
    Close,
    /// Go a step back.
    StepBack {
        /// To where.
        to: Step,
        /// Why.
        reason: String,
    },
    /// Leave by the side door.
    Cancel {
        /// Why.
        kind: CancelKind,
        /// In words.
        reason: String,
    },
    /// A check or another program sees trouble.
    Alert {
        /// Under which key its repeats come.
        key: String,
        /// Which check, when it is ours.
        check: Option<CheckKey>,
        /// In one line.
        summary: String,
        /// When it began.
        onset_at: Timestamp,
        /// What was frozen.
        evidence: Vec<Evidence>,
    },
    /// The trouble is over.
    AlertOver {
        /// Under which key.
        key: String,
        /// The first good result.
        recovered_at: Timestamp,
        /// What was frozen.
        evidence: Vec<Evidence>,
    },
    /// Ask to correct what was recorded, or to excuse a breach.
    RequestCorrection {
        /// What.
        wish: CorrectionWish,
        /// Why.
        reason: String,
        /// On which evidence of the incident.
        evidence: Vec<Uuid>,
    },
    /// Let a correction count.
    ApproveCorrection {
        /// Which.
        correction: u32,
        /// In words; needed when nobody else could approve.
        note: String,
    },
    /// Do not let a correction count.
    RefuseCorrection {
        /// Which.
        correction: u32,
        /// Why.
        reason: String,
    },
    /// Take back what one asked for oneself.
    WithdrawCorrection {
        /// Which.
        correction: u32,
    },
    /// Do what has become due by itself.
    Wake,
    /// Opening hours or time zones changed, and with them these deadlines.
    NoteRecalculation {
        /// The calendar that changed; nothing if it was the time zones.
        calendar: Option<CalendarKey>,
        /// Which deadlines moved.
        moved: Vec<Moved>,
    },
    /// A letter went out or could not.
    NoteDelivery {
        /// To whom.
        to: String,
        /// In which language.
        language: crate::directory::Language,
        /// What it was about.
        about: String,
        /// Why it could not be delivered.
        failure: Option<String>,
        /// Which message it carried, when it carried one.
        message: Option<Uuid>,
    },
    /// A message could be delivered to nobody of the client for good: as a response it never was.
    VoidResponse {
        /// Which message.
        message: Uuid,
    },
}

/// Why a command was not carried out. It is told to the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The process does not know this move.
    #[error("an incident that is {from} cannot become {to}")]
    NoSuchMove {
        /// Where it is.
        from: Step,
        /// Where it should go.
        to: Step,
    },
    /// The process knows the move, but something is missing.
    #[error("before it can become {to}: {}", names(guards))]
    Guarded {
        /// Where it should go.
        to: Step,
        /// What is missing.
        guards: Vec<Guard>,
    },
    /// Not at this step.
    #[error("this cannot be done while the incident is {at}")]
    NotNow {
        /// Where it is.
        at: Step,
    },
    /// A text that must not be empty is.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// You have the ball already.
    #[error("you hold this incident already")]
    AlreadyYours,
    /// The ball was not offered.
    #[error("nobody has been offered this incident")]
    NoOffer,
    /// The party has nobody who could take it.
    #[error("nobody stands behind {0}")]
    NobodyThere(Party),
    /// Consent speaks of another version of the proposal.
    #[error("the proposal has changed; version {current:?} is on the table")]
    OtherProposal {
        /// Which version is on the table, if one is.
        current: Option<u32>,
    },
    /// The check that failed is not green.
    #[error("the failing check is not green yet")]
    StillRed,
    /// An instant that cannot be.
    #[error("{0}")]
    WrongTime(&'static str),
    /// Evidence that is not of this incident.
    #[error("this evidence is not part of the incident")]
    ForeignEvidence,
    /// The next word is promised for later than was agreed.
    #[error("the next update is promised for later than agreed; say who of the client agreed")]
    LaterThanAgreed {
        /// Until when at the latest without asking.
        by: Timestamp,
    },
    /// The time in which it could be opened again has passed.
    #[error("the time to reopen has passed; open a new incident that refers to this one")]
    TooLate,
    /// It can still be opened again, and needs no follow-up.
    #[error("it can still be opened again, which keeps the story together")]
    StillReopens,
    /// Nothing would change.
    #[error("nothing to do: it is so already")]
    Already,
    /// A second person decides on a correction, not the one who asked.
    #[error("somebody else must decide on what you asked")]
    FourEyes,
    /// Only who asked can take it back.
    #[error("only who asked can take it back")]
    NotYours,
    /// A correction of the same figure waits for a decision.
    #[error("a correction of the same figure waits for a decision")]
    WaitsAlready,
    /// There is no figure that could be corrected.
    #[error("no {0} was recorded that could be corrected")]
    NothingRecorded(&'static str),
    /// Both numbers are one incident.
    #[error("this is the same incident")]
    SameIncident,
    /// They are of two clients.
    #[error("these are incidents of two clients; link them below a parent")]
    OtherClient,
    /// It goes on under another number.
    #[error("it was merged into {into}")]
    MergedAlready {
        /// Under which.
        into: Number,
    },
    /// The time in which a merge could be taken back has passed.
    #[error("a merge can be taken back for 24 hours only")]
    UndoOver,
    /// They are linked with others in a way that does not allow it.
    #[error("it has a parent or children; take those links away first")]
    LinkedFirst,
    /// Nothing is linked below it.
    #[error("nothing is linked below this incident")]
    NobodyLinked,
    /// The words name another client or its incident.
    #[error("these words would tell a client of {0}")]
    NamesAnother(String),
    /// What is named does not exist.
    #[error("there is no {what} {key:?}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Its key.
        key: String,
    },
}

impl Refusal {
    /// A name for machines and for the catalogue of words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMove { .. } => "no_such_move",
            Self::Guarded { .. } => "guarded",
            Self::NotNow { .. } => "not_now",
            Self::Missing(_) => "missing",
            Self::AlreadyYours => "already_yours",
            Self::NoOffer => "no_offer",
            Self::NobodyThere(_) => "nobody_there",
            Self::OtherProposal { .. } => "other_proposal",
            Self::StillRed => "still_red",
            Self::WrongTime(_) => "wrong_time",
            Self::ForeignEvidence => "foreign_evidence",
            Self::LaterThanAgreed { .. } => "later_than_agreed",
            Self::TooLate => "too_late",
            Self::StillReopens => "still_reopens",
            Self::Already => "already",
            Self::FourEyes => "four_eyes",
            Self::NotYours => "not_yours",
            Self::WaitsAlready => "waits_already",
            Self::NothingRecorded(_) => "nothing_recorded",
            Self::SameIncident => "same_incident",
            Self::OtherClient => "other_client",
            Self::MergedAlready { .. } => "merged_already",
            Self::UndoOver => "undo_over",
            Self::LinkedFirst => "linked_first",
            Self::NobodyLinked => "nobody_linked",
            Self::NamesAnother(_) => "names_another",
            Self::Unknown { .. } => "unknown",
        }
    }
}

fn names(guards: &[Guard]) -> String {
    let names: Vec<&str> = guards.iter().map(|guard| guard.as_str()).collect();
    names.join(", ")
}
