//! Who may do and see what. Everything that is not allowed here is denied.
//!
//! The same functions guard pages, the API, live events and letters. A person of a client sees
//! that client and nothing else ([`Who::sees`]); what of an incident a person sees is decided per
//! fact ([`Who::sees_scope`]).

use serde::{Deserialize, Serialize};

use crate::directory::{ContractedBy, Directory, Person, Role};
use crate::incident::{Channel, Entry, Fact, Scope, State};
use crate::key::{ApplicationKey, ClientKey, PersonKey};
use crate::party::Party;
use crate::raci::Activity;
use crate::sla::Pause;

/// Somebody who asks: a person who signed in, or a program that acts for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub key: PersonKey,
    /// What the person may do.
    pub role: Role,
    /// Whose person it is.
    pub client: Option<ClientKey>,
    /// The parties in which the person stands.
    pub parties: Vec<Party>,
    /// Applications to which the person is limited; empty for all.
    pub applications: Vec<ApplicationKey>,
}

impl From<&Person> for Who {
    fn from(person: &Person) -> Self {
        Self {
            key: person.key.clone(),
            role: person.role,
            client: person.client.clone(),
            parties: person.parties.clone(),
            applications: person.applications.clone(),
        }
    }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See the desk.
    UseDesk,
    /// See the portal.
    UsePortal,
    /// Report an incident.
    Report,
    /// Write a public message as the client.
    ReplyAsClient,
    /// Consent or refuse for the client.
    Decide,
    /// Confirm or reopen for the client.
    Confirm,
    /// Work on an incident: take it, hand it over, note, move, solve.
    Work,
    /// Write to the client.
    WriteToClient,
    /// See what was agreed.
    SeeAgreements,
    /// Change what was agreed.
    Configure,
    /// Approve corrections of figures, or refuse them.
    ApproveCorrections,
    /// Note time that was spent on an incident, and see what others noted.
    NoteTime,
    /// Correct time that others noted, and what is frozen.
    CorrectTime,
    /// Keep people and tokens.
    Administer,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 14] = [
        Self::UseDesk,
        Self::UsePortal,
        Self::Report,
        Self::ReplyAsClient,
        Self::Decide,
        Self::Confirm,
        Self::Work,
        Self::WriteToClient,
        Self::SeeAgreements,
        Self::Configure,
        Self::ApproveCorrections,
        Self::NoteTime,
        Self::CorrectTime,
        Self::Administer,
    ];
}

impl Who {
    /// Whether the person may do this at all, whatever it is done to.
    pub fn may(&self, action: Action) -> bool {
        match (self.role, action) {
            (Role::Administrator, Action::UsePortal | Action::ReplyAsClient) => false,
            (Role::Administrator, _) => true,

            (Role::Manager, Action::UsePortal | Action::ReplyAsClient) => false,
            (Role::Manager, Action::Administer) => false,
            (Role::Manager, _) => true,

            (
                Role::Engineer,
                Action::UseDesk
                | Action::Report
                | Action::Work
                | Action::NoteTime
                | Action::WriteToClient
                | Action::SeeAgreements
                // On behalf of the client, with what was said as evidence.
                | Action::Decide
                | Action::Confirm,
            ) => true,
            (Role::Engineer, _) => false,

            (
                Role::Developer,
                Action::UseDesk
                | Action::Work
                | Action::NoteTime
                | Action::WriteToClient
                | Action::SeeAgreements,
            ) => true,
            (Role::Developer, _) => false,

            (
                Role::Client,
                Action::UsePortal | Action::Report | Action::ReplyAsClient | Action::Confirm,
            ) => true,
            // Only who is accountable; see `may_decide`.
            (Role::Client, Action::Decide) => self.parties.contains(&Party::ClientOwner),
            (Role::Client, _) => false,
        }
    }

    /// Whether the person may know of something of this client and application.
    pub fn sees(&self, client: &ClientKey, application: Option<&ApplicationKey>) -> bool {
        match &self.client {
            None => self.role.is_own(),
            Some(own) => {
                own == client
                    && (self.applications.is_empty()
                        || application.is_some_and(|key| self.applications.contains(key)))
            }
        }
    }

    /// Whether the person may know of an incident.
    pub fn sees_incident(&self, incident: &State) -> bool {
        self.sees(&incident.client, incident.application.as_ref())
            || (self.client.as_ref() == Some(&incident.client)
                && (incident.reporter.as_ref() == Some(&self.key)
                    || incident.merging.contacts().any(|contact| *contact == self.key)))
    }

    /// Whether the person may see words or evidence of this scope.
    pub fn sees_scope(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Public => true,
            Scope::Party(party) => self.role.is_own() || self.parties.contains(party),
            Scope::Internal => self.role.is_own(),
        }
    }

    /// Whether the person may approve or refuse what `asker` asked to have corrected: a manager or
    /// an administrator, and not the one who asked, unless there is nobody else.
    pub fn may_approve(&self, asker: Option<&PersonKey>, directory: &Directory) -> bool {
        self.may(Action::ApproveCorrections)
            && (asker != Some(&self.key) || directory.approvers_beside(&self.key).next().is_none())
    }

    /// Whether the person may note time on an incident, and read what was noted on it: our own people
    /// alone, never a client or a supplier.
    pub fn may_note_time(&self, incident: &State) -> bool {
        self.may(Action::NoteTime) && self.role.is_own() && self.sees_incident(incident)
    }

    /// Whether the person may change or take back what `owner` noted: one's own, or as a manager.
    pub fn may_change_time(&self, owner: &PersonKey) -> bool {
        self.may(Action::NoteTime) && (self.key == *owner || self.may(Action::CorrectTime))
    }

    /// Whether the person may read what the time spent for a client comes to: all of ours, and the
    /// client's people who are not limited to some of its applications.
    pub fn sees_time_of(&self, client: &ClientKey) -> bool {
        if self.role.is_own() {
            return self.may(Action::NoteTime);
        }
        self.may(Action::UsePortal)
            && self.client.as_ref() == Some(client)
            && self.applications.is_empty()
    }

    /// Whether the person may consent to (or refuse) a proposal: whoever is accountable for
    /// agreeing, or one of ours who records what was said.
    pub fn may_decide(&self, incident: &State, directory: &Directory) -> bool {
        if !self.may(Action::Decide) || !self.sees_incident(incident) {
            return false;
        }
        if self.role.is_own() {
            return true;
        }
        let row = incident.row(directory, Activity::AgreeFix);
        let accountable = row.as_ref().and_then(|resolved| resolved.row.accountable());
        accountable.is_none_or(|party| self.parties.contains(party))
    }
}

impl Who {
    /// Whether the person may know that a party takes part in an incident now.
    ///
    /// Our own people know of all. The client knows of itself and of us, of the suppliers whom it
    /// contracted, and of any other where the matrix has a letter for one of the person's parties
    /// when a supplier is engaged.
    pub fn knows_of(&self, party: &Party, incident: &State, directory: &Directory) -> bool {
        if self.role.is_own() || party.is_own() || party.is_client() {
            return true;
        }
        let is_theirs = matches!(party, Party::Supplier(key) if directory
            .suppliers
            .get(key)
            .is_some_and(|supplier| supplier.contracted_by == ContractedBy::Client));
        let hears_of_it = || {
            let row = incident.row(directory, Activity::EngageSupplier);
            row.is_some_and(|resolved| {
                let mut named = resolved.row.cells().filter(|(_, cell)| cell.letters().count() > 0);
                named.any(|(party, _)| self.parties.contains(party))
            })
        };
        is_theirs || hears_of_it()
    }

    /// What of a line of the timeline this person may read; `None` for nothing.
    ///
    /// The client reads what was said to it and what happened to its incident; reasons and findings
    /// that were written for us are left out.
    pub fn reads(&self, entry: &Entry) -> Option<Entry> {
        if self.role.is_own() {
            return Some(entry.clone());
        }
        let shown = |is_shown: bool| is_shown.then(|| entry.clone());
        let with = |fact: Fact| Some(Entry { fact, ..entry.clone() });
        match &entry.fact {
            Fact::MessageSent(message)
            | Fact::MessageReceived(message)
            | Fact::ReportedBack(message)
            | Fact::SaidInMerged { message, .. } => shown(self.sees_scope(&message.scope)),
            Fact::EvidenceAdded(evidence) => shown(self.sees_scope(&evidence.scope)),
            Fact::Classified { classification, .. } => with(Fact::Classified {
                classification: classification.clone(),
                reason: None,
                agreement: None,
                agreed: None,
            }),
            Fact::HolderAccepted { party, person, .. } => with(Fact::HolderAccepted {
                party: party.clone(),
                person: person.clone(),
                reason: String::new(),
            }),
            Fact::StepChanged { from, to, skipped, .. } => with(Fact::StepChanged {
                from: *from,
                to: *to,
                reason: None,
                skipped: skipped.clone(),
            }),
            // What we wrote to a supplier is between the two of us, also if it is the client's own.
            Fact::WaitingBegan { pause: Pause::ClientParty, remind_at, party, .. } => {
                with(Fact::WaitingBegan {
                    pause: Pause::ClientParty,
                    question: String::new(),
                    remind_at: *remind_at,
                    who: None,
                    party: party.clone(),
                })
            }
            Fact::WaitingEnded { pause, party, .. } => {
                with(Fact::WaitingEnded { pause: *pause, reason: None, party: party.clone() })
            }
            // What monitoring found is for us; the summary says what the client must know.
            Fact::Reported { source, .. } if source.channel == Channel::Monitoring => {
                let mut fact = entry.fact.clone();
                if let Fact::Reported { details, .. } = &mut fact {
                    details.clear();
                }
                with(fact)
            }
            // Why is our business; under which number it goes on is the client's too.
            Fact::MergedInto { into, incident, undo_until, .. } => with(Fact::MergedInto {
                into: *into,
                incident: *incident,
                reason: String::new(),
                undo_until: *undo_until,
            }),
            Fact::RolledOut { version, .. } => {
                with(Fact::RolledOut { version: version.clone(), note: String::new() })
            }
            Fact::AgreementMigrated { agreement, agreed_with, .. } => {
                with(Fact::AgreementMigrated {
                    agreement: agreement.clone(),
                    agreed_with: agreed_with.clone(),
                    reason: String::new(),
                })
            }
            Fact::Reported { .. }
            | Fact::ClientTold { .. }
            | Fact::CallLogged { .. }
            | Fact::WaitingBegan { .. }
            | Fact::ClosingProposed { .. }
            | Fact::UpdateAgreed { .. }
            | Fact::SolutionProposed { .. }
            | Fact::ConsentGiven { .. }
            | Fact::ConsentRefused { .. }
            | Fact::Restored
            | Fact::Resolved { .. }
            | Fact::Confirmed
            | Fact::PreventionPlanned { .. }
            | Fact::Closed { .. }
            | Fact::Cancelled { .. }
            | Fact::Reopened { .. }
            | Fact::MergeUndone { .. } => shown(true),
            // What follows up what is the client's own story.
            Fact::Linked { link, .. } => shown(link.is_for_client()),
            Fact::AlertLinked { .. }
            | Fact::AlertRecovered { .. }
            | Fact::AlertReturned { .. }
            | Fact::ApplicationSet { .. }
            | Fact::HolderOffered { .. }
            | Fact::HolderRefused { .. }
            | Fact::OfferExpired { .. }
            | Fact::ResponseVoided { .. }
            | Fact::FindingRecorded { .. }
            | Fact::Implemented { .. }
            | Fact::VerificationPassed { .. }
            | Fact::ResolutionPrepared(_)
            | Fact::PreventionWaived { .. }
            | Fact::Warned { .. }
            | Fact::Breached { .. }
            | Fact::Recalculated { .. }
            // What we wait for is told in the client's words, of the state.
            | Fact::AwaitingBegan { .. }
            | Fact::AwaitingEnded { .. }
            | Fact::PartyEngaged { .. }
            | Fact::PartyAsked { .. }
            | Fact::PartyWarned { .. }
            | Fact::PartyBreached { .. }
            | Fact::PromiseMissed { .. }
            | Fact::Escalated { .. }
            | Fact::Reminded { .. }
            | Fact::CorrectionRequested(_)
            | Fact::CorrectionApproved { .. }
            | Fact::CorrectionRefused { .. }
            | Fact::CorrectionWithdrawn { .. }
            | Fact::BreachRefuted { .. }
            // With whom an incident belongs together may be another client's business.
            | Fact::Absorbed(_)
            | Fact::Released { .. }
            | Fact::Unlinked { .. }
            | Fact::ChildrenTold { .. }
            | Fact::Delivered { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(role: Role, client: Option<&str>) -> Who {
        Who {
            key: "somebody".parse().unwrap(),
            role,
            client: client.map(|key| key.parse().unwrap()),
            parties: Vec::new(),
            applications: Vec::new(),
        }
    }

    #[test]
    fn only_an_administrator_keeps_people_and_tokens() {
        for role in [Role::Manager, Role::Engineer, Role::Developer, Role::Client] {
            assert!(!who(role, None).may(Action::Administer), "{role:?}");
        }
        assert!(who(Role::Administrator, None).may(Action::Administer));
    }

    #[test]
    fn a_client_never_comes_to_the_desk_and_we_never_write_as_the_client() {
        for action in [Action::UseDesk, Action::Work, Action::WriteToClient, Action::Configure] {
            assert!(!who(Role::Client, Some("molen")).may(action), "{action:?}");
        }
        for role in [Role::Administrator, Role::Manager, Role::Engineer, Role::Developer] {
            assert!(!who(role, None).may(Action::ReplyAsClient), "{role:?}");
        }
    }

    #[test]
    fn a_person_of_a_client_sees_that_client_and_no_other() {
        let person = who(Role::Client, Some("molen"));
        assert!(person.sees(&"molen".parse().unwrap(), None));
        assert!(!person.sees(&"linde".parse().unwrap(), None));
        assert!(!who(Role::Client, None).sees(&"molen".parse().unwrap(), None));
    }

    #[test]
    fn time_is_noted_by_us_and_that_of_others_is_corrected_by_managers() {
        let other = "tom".parse().unwrap();
        for role in [Role::Manager, Role::Administrator] {
            assert!(who(role, None).may_change_time(&other), "{role:?}");
        }
        for role in [Role::Engineer, Role::Developer] {
            let person = who(role, None);
            assert!(!person.may_change_time(&other) && person.may_change_time(&person.key));
        }
        let client = who(Role::Client, Some("molen"));
        assert!(!client.may(Action::NoteTime) && !client.may_change_time(&client.key));
        assert!(client.sees_time_of(&"molen".parse().unwrap()));
        assert!(!client.sees_time_of(&"linde".parse().unwrap()));
        let limited = Who { applications: vec!["shop".parse().unwrap()], ..client };
        assert!(!limited.sees_time_of(&"molen".parse().unwrap()), "a part would mislead");
    }

    #[test]
    fn internal_words_stay_inside() {
        let client = who(Role::Client, Some("molen"));
        assert!(client.sees_scope(&Scope::Public));
        assert!(!client.sees_scope(&Scope::Internal));
        assert!(!client.sees_scope(&Scope::Party(Party::Development)));
    }
}
