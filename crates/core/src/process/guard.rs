//! Guards: what must be true before an incident may move on, and what to do when it is not.
//!
//! A guard asks the incident's state and its surroundings. One that names a client, a test
//! environment or a check that does not exist for this application is met.

use serde::Serialize;

use crate::incident::{ResolutionKind, State};
use crate::priority::Priority;

/// What an incident does not carry in itself but its guards must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a mode")]
pub struct Surroundings {
    /// Whether the application has an environment for tests beside production.
    pub has_test_environment: bool,
    /// Whether there are people of the client to tell and to ask.
    pub has_client_people: bool,
    /// Whether somebody can consent for the client.
    pub has_client_owner: bool,
    /// Whether the agreement allows small fixes without asking first.
    pub minor_fixes_preapproved: bool,
    /// Whether a workaround resolves an incident under the agreement.
    pub resolution_by_workaround: bool,
    /// Whether the time for the client's objection has passed.
    pub confirmation_is_over: bool,
}

/// A condition before a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// The application is known.
    ApplicationKnown,
    /// Nature, impact and urgency are set.
    Classified,
    /// Somebody (or the key of the signal) looked whether it is known already.
    DuplicatesLookedAt,
    /// A holder has accepted.
    HolderAccepted,
    /// The client was told who acts.
    ClientTold,
    /// There is a finding with at least one item of evidence.
    FindingWithEvidence,
    /// The cause is known, or it is a known error.
    CauseKnown,
    /// There is a proposal.
    Proposed,
    /// The proposal says what, at which risk, how to roll back and how it is tested.
    ProposalComplete,
    /// Who is accountable for agreeing gave consent to this very proposal.
    Consented,
    /// It was tested outside production.
    Tested,
    /// The release was approved.
    ReleaseApproved,
    /// It is in production: who, what, when.
    RolledOut,
    /// The failing check was green for the watch period, or there is proof by hand.
    WatchedGreen,
    /// Where a check exists, it is green now.
    ProvedGreen,
    /// The client was told what it was and how it was solved.
    ReportedBack,
    /// The client confirmed, or its time to object has passed.
    ConfirmedOrSilent,
    /// Cause and solution are written down.
    CauseAndSolution,
    /// For P1 and P2: a preventive action, or the reason why there is none.
    PreventionDecided,
    /// The agreement allows a small fix without asking first.
    MinorFixPreapproved,
    /// No human has done anything yet.
    NobodyEngaged,
    /// The kind of resolution is allowed for this priority and agreement.
    KindAllowed,
}

impl Guard {
    /// The name in the API and in the catalogue of words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApplicationKnown => "application_known",
            Self::Classified => "classified",
            Self::DuplicatesLookedAt => "duplicates_looked_at",
            Self::HolderAccepted => "holder_accepted",
            Self::ClientTold => "client_told",
            Self::FindingWithEvidence => "finding_with_evidence",
            Self::CauseKnown => "cause_known",
            Self::Proposed => "proposed",
            Self::ProposalComplete => "proposal_complete",
            Self::Consented => "consented",
            Self::Tested => "tested",
            Self::ReleaseApproved => "release_approved",
            Self::RolledOut => "rolled_out",
            Self::WatchedGreen => "watched_green",
            Self::ProvedGreen => "proved_green",
            Self::ReportedBack => "reported_back",
            Self::ConfirmedOrSilent => "confirmed_or_silent",
            Self::CauseAndSolution => "cause_and_solution",
            Self::PreventionDecided => "prevention_decided",
            Self::MinorFixPreapproved => "minor_fix_preapproved",
            Self::NobodyEngaged => "nobody_engaged",
            Self::KindAllowed => "kind_allowed",
        }
    }

    /// Whether the guard lets the incident pass.
    pub fn holds(self, incident: &State, around: Surroundings) -> bool {
        let proposal = incident.proposal.as_ref();
        match self {
            Self::ApplicationKnown => incident.application.is_some(),
            Self::Classified => incident.classified.is_some(),
            // The key of a signal, and the list of open incidents on the form of a report.
            Self::DuplicatesLookedAt => true,
            Self::HolderAccepted => incident.offer.is_none(),
            Self::ClientTold => !around.has_client_people || incident.client_told_at.is_some(),
            Self::FindingWithEvidence => incident.finding_with_evidence,
            Self::CauseKnown => incident.cause.is_some(),
            Self::Proposed => proposal.is_some(),
            Self::ProposalComplete => proposal.is_some_and(|it| it.terms.is_complete()),
            Self::Consented => {
                !around.has_client_owner || proposal.is_some_and(|it| it.consented_at.is_some())
            }
            Self::Tested => {
                !around.has_test_environment
                    || incident.implementation.as_ref().is_some_and(|it| it.is_tested)
            }
            Self::ReleaseApproved => incident.implementation.is_some(),
            Self::RolledOut => incident.rollout.is_some(),
            Self::WatchedGreen => incident.verified_at.is_some(),
            Self::ProvedGreen => incident.alerts.values().all(|alert| alert.recovered_at.is_some()),
            Self::ReportedBack => !around.has_client_people || incident.reported_back_at.is_some(),
            Self::ConfirmedOrSilent => {
                !around.has_client_people
                    || incident.confirmed_at.is_some()
                    || around.confirmation_is_over
            }
            Self::CauseAndSolution => {
                incident.resolution.as_ref().is_some_and(|it| !it.cause.trim().is_empty())
            }
            Self::PreventionDecided => {
                incident.priority > Priority::P2 || incident.prevention_is_decided()
            }
            Self::MinorFixPreapproved => around.minor_fixes_preapproved,
            Self::NobodyEngaged => !incident.human_acted,
            Self::KindAllowed => incident.resolution.as_ref().is_some_and(|it| match it.kind {
                ResolutionKind::Workaround => around.resolution_by_workaround,
                ResolutionKind::NoReply => incident.priority > Priority::P2,
                ResolutionKind::Fixed => false,
                ResolutionKind::Answered
                | ResolutionKind::Recovered
                | ResolutionKind::FalseAlarm => true,
            }),
        }
    }
}
