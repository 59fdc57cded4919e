//! Which permission a command needs. The policy itself is in the core; this is the list that says
//! which of its questions is asked, and it has a line for every command.

use piket_core::directory::Directory;
use piket_core::incident::{Command, Scope, State};
use piket_core::policy::{Action, Who};

use crate::error::ActionError;

/// Whether `who` may ask `command` of this incident.
///
/// # Errors
///
/// [`ActionError::NotFound`] when the person may not even know of the incident,
/// [`ActionError::Denied`] when the person may, but may not do this.
pub fn may(
    who: &Who,
    incident: &State,
    command: &Command,
    directory: &Directory,
) -> Result<(), ActionError> {
    if !who.sees_incident(incident) {
        return Err(ActionError::NotFound("incident"));
    }
    let is_allowed = match command {
        Command::Consent { .. } | Command::RefuseConsent { .. } => {
            who.may_decide(incident, directory)
        }
        // Who makes agreements lets another version of one hold.
        Command::MigrateAgreement { .. } => who.may(Action::Configure),
        Command::Confirm | Command::Reopen { .. } => who.may(Action::Confirm),
        Command::Receive(message) => {
            who.may(Action::ReplyAsClient) && message.scope == Scope::Public
        }
        Command::Send { message, .. } | Command::SendAgreed { message, .. }
            if message.scope == Scope::Public =>
        {
            who.may(Action::WriteToClient)
        }
        Command::Resolve(_) | Command::Solve { .. } | Command::Propose { .. } => {
            who.may(Action::Work) && who.may(Action::WriteToClient)
        }
        Command::Send { .. }
        | Command::SendAgreed { .. }
        | Command::WithdrawQuestion { .. }
        | Command::Defer { .. }
        | Command::EndDeferral { .. }
        | Command::Await { .. }
        | Command::AwaitNoLonger { .. }
        | Command::Hear { .. }
        | Command::Classify { .. }
        | Command::SetApplication(_)
        | Command::Take { .. }
        | Command::Offer { .. }
        | Command::Accept
        | Command::Refuse { .. }
        | Command::LogCall { .. }
        | Command::AddEvidence(_)
        | Command::RecordFinding { .. }
        | Command::InvolveDevelopment { .. }
        | Command::Implement { .. }
        | Command::RollOut { .. }
        | Command::Verify { .. }
        | Command::PlanPrevention { .. }
        | Command::WaivePrevention { .. }
        | Command::Close
        | Command::StepBack { .. }
        | Command::Cancel { .. }
        | Command::RequestCorrection { .. }
        | Command::WithdrawCorrection { .. } => who.may(Action::Work),
        Command::ApproveCorrection { .. } | Command::RefuseCorrection { .. } => {
            who.may(Action::ApproveCorrections)
        }
        // What monitoring, timers and delivery say is never asked by a person.
        Command::Alert { .. }
        | Command::AlertOver { .. }
        | Command::Wake
        | Command::NoteRecalculation { .. }
        | Command::NoteDelivery { .. }
        | Command::VoidResponse { .. } => false,
    };
    if is_allowed { Ok(()) } else { Err(ActionError::Denied) }
}
