//! What things of the domain are called in the reader's language.
//!
//! Names that people chose themselves (of persons, suppliers, applications) come from [`Names`].

use std::borrow::Cow;

use piket_core::directory::{ContractedBy, Directory, Role};
use piket_core::incident::{
    Awaited, CancelKind, Channel, EvidenceKind, ResolutionKind, TicketKind, WaitsOn,
};
use piket_core::key::{ApplicationKey, CalendarKey, CheckKey, ClientKey, PersonKey, SupplierKey};
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Priority, Urgency};
use piket_core::process::{Phase, Step, guard::Guard};
use piket_core::raci::{Activity, Letter};
use piket_core::sla::{AgreementKind, ClockState, Metric, Pause, Tier};

use crate::words::Words;

/// The names that people gave to people and things.
pub trait Names {
    /// The name of a person.
    fn person(&self, key: &PersonKey) -> String;
    /// The name of a supplier.
    fn supplier(&self, key: &SupplierKey) -> String;
    /// The name of an application.
    fn application(&self, key: &ApplicationKey) -> String;
    /// The name of a client.
    fn client(&self, key: &ClientKey) -> String;
    /// The name of a check.
    fn check(&self, key: &CheckKey) -> String;
    /// The name of a calendar.
    fn calendar(&self, key: &CalendarKey) -> String {
        key.to_string()
    }
}

impl Names for Directory {
    fn person(&self, key: &PersonKey) -> String {
        self.person_name(key).to_owned()
    }

    fn supplier(&self, key: &SupplierKey) -> String {
        self.suppliers.get(key).map_or_else(|| key.to_string(), |supplier| supplier.name.clone())
    }

    fn application(&self, key: &ApplicationKey) -> String {
        self.application_name(key).to_owned()
    }

    fn client(&self, key: &ClientKey) -> String {
        self.client_name(key).to_owned()
    }

    fn check(&self, key: &CheckKey) -> String {
        self.checks.get(key).map_or_else(|| key.to_string(), |check| check.name.clone())
    }

    fn calendar(&self, key: &CalendarKey) -> String {
        self.calendar_names.get(key).cloned().unwrap_or_else(|| key.to_string())
    }
}

type Word = Cow<'static, str>;

/// The route.
impl Words {
    /// The step as the desk reads it.
    pub fn step(&self, step: Step) -> Word {
        self.named("step", step.as_str())
    }

    /// The step as the client reads it; `own` is the word of the client's own route, if it has one.
    pub fn step_for_client(&self, step: Step, own: Option<&str>) -> Word {
        match own {
            Some(own) => Cow::Owned(own.to_owned()),
            None => self.named("step-client", step.as_str()),
        }
    }

    /// What the step means for the client, in one sentence.
    pub fn about_step(&self, step: Step) -> Word {
        self.named("step-about", step.as_str())
    }

    /// One of the six phases.
    pub fn phase(&self, phase: Phase) -> Word {
        let name = match phase {
            Phase::Report => "report",
            Phase::ActionWho => "action_who",
            Phase::Investigation => "investigation",
            Phase::Development => "development",
            Phase::Solution => "solution",
            Phase::Close => "close",
        };
        self.named("phase", name)
    }

    /// What is missing and what to do about it.
    pub fn guard(&self, guard: Guard) -> Word {
        self.named("guard", guard.as_str())
    }

    /// In which way it was resolved.
    pub fn resolution(&self, kind: ResolutionKind) -> Word {
        let name = match kind {
            ResolutionKind::Fixed => "fixed",
            ResolutionKind::Answered => "answered",
            ResolutionKind::Recovered => "recovered",
            ResolutionKind::Workaround => "workaround",
            ResolutionKind::NoReply => "no_reply",
            ResolutionKind::FalseAlarm => "false_alarm",
        };
        self.named("resolution", name)
    }

    /// Why it left by the side door.
    pub fn cancel(&self, kind: CancelKind) -> Word {
        let name = match kind {
            CancelKind::Duplicate => "duplicate",
            CancelKind::NoIncident => "no_incident",
            CancelKind::Withdrawn => "withdrawn",
            CancelKind::Spam => "spam",
        };
        self.named("cancel", name)
    }
}

/// What an incident is.
impl Words {
    /// Incident, request or question.
    pub fn ticket(&self, kind: TicketKind) -> Word {
        let name = match kind {
            TicketKind::Incident => "incident",
            TicketKind::Request => "request",
            TicketKind::Question => "question",
        };
        self.named("ticket", name)
    }

    /// What kind of trouble.
    pub fn nature(&self, nature: Nature) -> Word {
        self.named("nature", nature.as_str())
    }

    /// What is meant by a kind of trouble, in one sentence.
    pub fn about_nature(&self, nature: Nature) -> Word {
        self.named("nature-about", nature.as_str())
    }

    /// The priority with its word: `P1 · critical`. Its short name is its `Display`.
    pub fn priority(&self, priority: Priority) -> Word {
        self.named("priority", &u8::from(priority).to_string())
    }

    /// High, medium or low.
    pub fn impact(&self, impact: Impact) -> Word {
        self.named("impact", &u8::from(impact).to_string())
    }

    /// What is meant by an impact, in one sentence.
    pub fn about_impact(&self, impact: Impact) -> Word {
        self.named("impact-about", &u8::from(impact).to_string())
    }

    /// High, medium or low.
    pub fn urgency(&self, urgency: Urgency) -> Word {
        self.named("urgency", &u8::from(urgency).to_string())
    }

    /// What is meant by an urgency, in one sentence.
    pub fn about_urgency(&self, urgency: Urgency) -> Word {
        self.named("urgency-about", &u8::from(urgency).to_string())
    }

    /// By which way it came, within a sentence: `by mail`.
    pub fn channel(&self, channel: Channel) -> Word {
        let name = match channel {
            Channel::Portal => "portal",
            Channel::Desk => "desk",
            Channel::Mail => "mail",
            Channel::Phone => "phone",
            Channel::Api => "api",
            Channel::Monitoring => "monitoring",
        };
        self.named("channel", name)
    }

    /// What kind of evidence.
    pub fn evidence(&self, kind: EvidenceKind) -> Word {
        let name = match kind {
            EvidenceKind::FailingResult => "failing_result",
            EvidenceKind::LastGoodResult => "last_good_result",
            EvidenceKind::LogExcerpt => "log_excerpt",
            EvidenceKind::Signal => "signal",
            EvidenceKind::Note => "note",
        };
        self.named("evidence", name)
    }
}

/// Clocks.
impl Words {
    /// What is promised, as a heading: `Reaction`.
    pub fn metric(&self, metric: Metric) -> Word {
        self.named("metric", metric.as_str())
    }

    /// What is promised, within a sentence: `the reaction time`.
    pub fn metric_in_sentence(&self, metric: Metric) -> Word {
        self.named("metric-in", metric.as_str())
    }

    /// What is meant by it, in one sentence.
    pub fn about_metric(&self, metric: Metric) -> Word {
        self.named("metric-about", metric.as_str())
    }

    /// What a clock does.
    pub fn clock_state(&self, state: ClockState) -> Word {
        self.named("clock-state", state.as_str())
    }

    /// Why a clock stands still, as the desk reads it: `waiting for the client`.
    pub fn pause(&self, pause: Pause) -> Word {
        self.named("pause", pause_name(pause))
    }

    /// Why a clock stands still, as the client reads it: `waiting for you`.
    pub fn pause_for_client(&self, pause: Pause) -> Word {
        self.named("pause-to-you", pause_name(pause))
    }

    /// What we wait for while the clocks go on: `waiting for Nordhost`.
    pub fn awaits(&self, on: &Awaited, names: &dyn Names) -> String {
        match on {
            Awaited::Supplier(key) => self.t1("awaits-supplier", "party", names.supplier(key)),
            Awaited::ChangeWindow | Awaited::Internal => {
                self.named("awaits", on.kind().as_str()).into_owned()
            }
        }
    }

    /// Of what kind a wait is, for lists: `Waiting for a supplier`.
    pub fn waits_on(&self, kind: WaitsOn) -> Word {
        self.named("waits-on", kind.as_str())
    }

    /// Between whom an agreement holds.
    pub fn agreement_kind(&self, kind: AgreementKind) -> Word {
        self.named("agreement-kind", kind.as_str())
    }

    /// Why a clock stood still, told to the client: `we waited for you`.
    pub fn paused_for_client(&self, pause: Pause) -> Word {
        self.named("paused-you", pause_name(pause))
    }

    /// Why a clock stands still, told to the client: `we are waiting for you`.
    pub fn pausing_for_client(&self, pause: Pause) -> Word {
        self.named("pausing-you", pause_name(pause))
    }

    /// The value tier.
    pub fn tier(&self, tier: Tier) -> Word {
        self.named("tier", tier.as_str())
    }
}

fn pause_name(pause: Pause) -> &'static str {
    match pause {
        Pause::Client => "client",
        Pause::ClientParty => "client_party",
        Pause::AgreedDeferral => "agreed_deferral",
        Pause::Us => "us",
    }
}

/// People and parties.
impl Words {
    /// A party within a sentence: `the development team`, or the supplier by its name.
    pub fn party(&self, party: &Party, names: &dyn Names) -> Word {
        self.party_as("party", party, names)
    }

    /// A party as a heading or label: `Development team`.
    pub fn party_label(&self, party: &Party, names: &dyn Names) -> Word {
        self.party_as("party-label", party, names)
    }

    fn party_as(&self, area: &str, party: &Party, names: &dyn Names) -> Word {
        let name = match party {
            Party::ServiceDesk => "service_desk",
            Party::Development => "development",
            Party::IncidentManager => "incident_manager",
            Party::Account => "account",
            Party::ClientOwner => "client_owner",
            Party::ClientContact => "client_contact",
            Party::ClientStakeholders => "client_stakeholders",
            Party::ComponentSupplier => "component_supplier",
            Party::Supplier(key) => return Cow::Owned(names.supplier(key)),
        };
        self.named(area, name)
    }

    /// What a person may do: `Support engineer`.
    pub fn role(&self, role: Role) -> Word {
        self.named("role", role.as_str())
    }

    /// What a party is for an activity: `Responsible`.
    pub fn letter(&self, letter: Letter) -> Word {
        self.named("letter", &letter.as_str().to_ascii_lowercase())
    }

    /// What is meant by a letter, in one sentence.
    pub fn about_letter(&self, letter: Letter) -> Word {
        self.named("letter-about", &letter.as_str().to_ascii_lowercase())
    }

    /// An activity of the route, without its code.
    pub fn activity(&self, activity: Activity) -> Word {
        self.named("activity", activity.as_str())
    }

    /// Who has the contract with a supplier.
    pub fn contracted_by(&self, by: ContractedBy) -> Word {
        let name = match by {
            ContractedBy::Us => "us",
            ContractedBy::Client => "client",
        };
        self.named("contracted-by", name)
    }
}

#[cfg(test)]
mod tests {
    use piket_core::directory::Language;

    use super::*;

    /// Whether a word is in the catalogue: what is missing shows its key.
    fn is_there(word: &str) -> bool {
        !word.is_empty() && (!word.contains('-') || word.contains(' ') || !word.is_ascii())
    }

    #[test]
    fn everything_of_the_domain_has_a_word_in_every_language() {
        for words in Language::ALL.map(Words::of) {
            let directory = Directory::default();
            let mut said: Vec<Word> = Vec::new();
            for &step in Step::ALL {
                said.extend([words.step(step), words.about_step(step)]);
                said.extend([words.step_for_client(step, None), words.phase(step.phase())]);
            }
            for &nature in Nature::ALL {
                said.extend([words.nature(nature), words.about_nature(nature)]);
            }
            for priority in Priority::ALL {
                said.push(words.priority(priority));
            }
            for impact in [Impact::High, Impact::Medium, Impact::Low] {
                said.extend([words.impact(impact), words.about_impact(impact)]);
            }
            for urgency in [Urgency::High, Urgency::Medium, Urgency::Low] {
                said.extend([words.urgency(urgency), words.about_urgency(urgency)]);
            }
            for metric in Metric::ALL {
                said.extend([words.metric(metric), words.metric_in_sentence(metric)]);
                said.push(words.about_metric(metric));
            }
            let deferral = Pause::AgreedDeferral;
            for pause in [Pause::Client, Pause::ClientParty, deferral, Pause::Us] {
                said.extend([words.pause(pause), words.pause_for_client(pause)]);
            }
            for letter in Letter::ALL {
                said.extend([words.letter(letter), words.about_letter(letter)]);
            }
            said.extend(Activity::ALL.iter().map(|&activity| words.activity(activity)));
            for kind in AgreementKind::ALL {
                said.push(words.agreement_kind(kind));
            }
            for tier in Tier::ALL {
                said.push(words.tier(tier));
            }
            for state in [
                ClockState::NotStarted,
                ClockState::Running,
                ClockState::Paused,
                ClockState::Met,
                ClockState::Missed,
                ClockState::Cancelled,
                ClockState::NeverDue,
            ] {
                said.push(words.clock_state(state));
            }
            for role in
                [Role::Administrator, Role::Manager, Role::Engineer, Role::Developer, Role::Client]
            {
                said.push(words.role(role));
            }
            for party in [
                Party::ServiceDesk,
                Party::Development,
                Party::IncidentManager,
                Party::Account,
                Party::ClientOwner,
                Party::ClientContact,
                Party::ClientStakeholders,
                Party::ComponentSupplier,
            ] {
                said.extend([
                    words.party(&party, &directory),
                    words.party_label(&party, &directory),
                ]);
            }
            for channel in [
                Channel::Portal,
                Channel::Desk,
                Channel::Mail,
                Channel::Phone,
                Channel::Api,
                Channel::Monitoring,
            ] {
                said.push(words.channel(channel));
            }
            for kind in [
                EvidenceKind::FailingResult,
                EvidenceKind::LastGoodResult,
                EvidenceKind::LogExcerpt,
                EvidenceKind::Signal,
                EvidenceKind::Note,
            ] {
                said.push(words.evidence(kind));
            }
            for kind in [
                ResolutionKind::Fixed,
                ResolutionKind::Answered,
                ResolutionKind::Recovered,
                ResolutionKind::Workaround,
                ResolutionKind::NoReply,
                ResolutionKind::FalseAlarm,
            ] {
                said.push(words.resolution(kind));
            }
            for kind in [
                CancelKind::Duplicate,
                CancelKind::NoIncident,
                CancelKind::Withdrawn,
                CancelKind::Spam,
            ] {
                said.push(words.cancel(kind));
            }
            for kind in [TicketKind::Incident, TicketKind::Request, TicketKind::Question] {
                said.push(words.ticket(kind));
            }
            said.extend([ContractedBy::Us, ContractedBy::Client].map(|by| words.contracted_by(by)));
            for word in said {
                assert!(is_there(&word), "{word} in {}", words.language().code());
            }
        }
    }

    #[test]
    fn the_client_reads_the_steps_in_the_agreed_words() {
        let (nl, en) = (Words::of(Language::Nl), Words::of(Language::En));
        for (step, in_nl, in_en) in [
            (Step::Reported, "Gemeld", "Reported"),
            (Step::Assigning, "Actie: wie?", "Action: who?"),
            (Step::Investigating, "In onderzoek", "Investigating"),
            (Step::Developing, "In behandeling bij ontwikkeling", "With development"),
            (Step::Agreeing, "Voorstel — uw akkoord gevraagd", "Proposal — your approval"),
            (Step::Implementing, "Oplossing wordt doorgevoerd", "Rolling out"),
            (Step::RollingOut, "Oplossing wordt doorgevoerd", "Rolling out"),
            (Step::Verifying, "Controle in productie", "Verifying"),
            (Step::Resolved, "Opgelost — bevestigt u?", "Resolved — please confirm"),
            (Step::Closed, "Gesloten", "Closed"),
        ] {
            assert_eq!(nl.step_for_client(step, None), in_nl);
            assert_eq!(en.step_for_client(step, None), in_en);
        }
        assert_eq!(nl.step_for_client(Step::Closed, Some("Klaar")), "Klaar");
    }

    #[test]
    fn a_supplier_is_called_by_its_own_name() {
        let party = Party::Supplier("nordhost".parse().unwrap());
        assert_eq!(Words::of(Language::Nl).party(&party, &Directory::default()), "nordhost");
    }
}
