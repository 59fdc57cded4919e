//! One line of the timeline for each fact: who did what.
//!
//! What people wrote in full (messages, findings, proposals) is shown by pages as it is; here is
//! the line above it.

use std::borrow::Cow;

use jiff::Timestamp;
use piket_core::incident::{
    Actor, Channel, Classification, Entry, ErrandKind, Fact, Message, Moved, Scope,
};
use piket_core::key::{CalendarKey, PersonKey};
use piket_core::party::Party;
use piket_core::process::Step;
use piket_core::raci::Activity;
use piket_core::sla::Pause;

use crate::format::capitalised;
use crate::names::Names;
use crate::words::{Value, Words, key_of};

mod beside;

/// The line of a fact as the desk reads it.
pub fn sentence(words: &Words, entry: &Entry, names: &dyn Names) -> String {
    capitalised(&Teller { words, names, entry }.sentence())
}

/// The line of a fact as the client reads it; nothing for what is not the client's business.
///
/// Reasons of ours, internal words and the work behind the steps stay with us. `own_step` gives the
/// word of the client's own route for a step, if it has one.
pub fn sentence_for_client(
    words: &Words,
    entry: &Entry,
    names: &dyn Names,
    own_step: &dyn Fn(Step) -> Option<String>,
) -> Option<String> {
    Teller { words, names, entry }.for_client(own_step).map(|line| capitalised(&line))
}

/// What happens next by itself, in one sentence with its time.
pub fn next(words: &Words, at: Timestamp, kind: &ErrandKind, now: Timestamp) -> String {
    let at = words.when(at, now);
    match kind {
        ErrandKind::Warn { metric, percent, engagement, .. } => words.tn(
            if engagement.is_none() { "next-warn" } else { "next-party-warn" },
            &[("at", &at), ("percent", percent), ("metric", &words.metric_in_sentence(*metric))],
        ),
        ErrandKind::Breach { metric, engagement, .. } => {
            let key = if engagement.is_none() { "next-breach" } else { "next-party-breach" };
            words.t2(key, "at", at, "metric", words.metric_in_sentence(*metric))
        }
        ErrandKind::Rung(_)
        | ErrandKind::Promise
        | ErrandKind::OfferExpires
        | ErrandKind::DeferralEnds
        | ErrandKind::AskAgain
        | ErrandKind::ProposeClosing
        | ErrandKind::ClosingOver
        | ErrandKind::ClientSilent
        | ErrandKind::FollowUpLapses
        | ErrandKind::AwaitedEnds
        | ErrandKind::Watched
        | ErrandKind::Unattended
        | ErrandKind::Checkpoint
        | ErrandKind::ConsentReminder
        | ErrandKind::ConfirmationOver
        | ErrandKind::PreventionMissing => words.t1(&key_of("next", kind.as_str()), "at", at),
    }
}

struct Teller<'a> {
    words: &'a Words,
    names: &'a dyn Names,
    entry: &'a Entry,
}

impl Teller<'_> {
    fn sentence(&self) -> String {
        let words = self.words;
        match &self.entry.fact {
            Fact::Reported { source, summary, .. } => self.reported(source.channel, summary),
            Fact::AlertLinked { summary, onset_at, .. } => self
                .tell("fact-alert-linked", &[("since", &self.at(*onset_at)), ("summary", summary)]),
            Fact::AlertRecovered { recovered_at, .. } => {
                self.tell("fact-alert-recovered", &[("since", &self.at(*recovered_at))])
            }
            Fact::AlertReturned { onset_at, .. } => {
                self.tell("fact-alert-returned", &[("since", &self.at(*onset_at))])
            }
            Fact::Classified { classification, reason, agreement, agreed } => {
                let mut said = self.classified(classification);
                if agreement.is_some() {
                    said = words.t1("fact-other-agreement", "sentence", said);
                }
                let said = self.because(said, reason.as_deref());
                self.agreed_by(said, agreed.as_deref())
            }
            Fact::AgreementMigrated { agreement, agreed_with, reason } => {
                let values: [(&str, &dyn Value); 2] =
                    [("version", &agreement.version), ("with", agreed_with)];
                self.because(self.tell("fact-agreement-migrated", &values), Some(reason))
            }
            Fact::ApplicationSet { application, .. } => {
                let application = self.names.application(application);
                self.tell("fact-application-set", &[("application", &application)])
            }
            Fact::HolderOffered { party, person, reason, accept_by } => {
                let to = self.person_of(party, person.as_ref());
                let until = self.at(*accept_by);
                let said = self.tell("fact-holder-offered", &[("to", &to), ("until", &until)]);
                self.because(said, Some(reason))
            }
            Fact::HolderAccepted { party, person, reason } => {
                self.because(self.accepted(party, person.as_ref()), Some(reason))
            }
            Fact::HolderRefused { party, reason } => {
                let said = self.tell("fact-holder-refused", &[("party", &self.party(party))]);
                self.because(said, Some(reason))
            }
            Fact::OfferExpired { party } => {
                self.tell("fact-offer-expired", &[("party", &self.party(party))])
            }
            Fact::StepChanged { from, to, reason, skipped } => {
                let said = self.moved(&words.step(*from), &words.step(*to));
                self.because(self.skipping(said, skipped), reason.as_deref())
            }
            Fact::MessageSent(message) => self.sent(message),
            Fact::MessageReceived(Message { scope: Scope::Party(party), .. }) => {
                self.tell("fact-party-answered", &[("party", &self.party(party))])
            }
            Fact::MessageReceived(message) => {
                let channel = words.channel(message.channel);
                self.tell("fact-message-received", &[("channel", &channel)])
            }
            Fact::CallLogged { with, .. } => self.tell("fact-call-logged", &[("with", with)]),
            Fact::ClientTold { what } => self.client_told("fact-client-told", what),
            Fact::ResponseVoided { .. } => self.tell("fact-response-voided", &[]),
            Fact::WaitingBegan { pause, question, who, party, .. } => {
                let said = self.waits(&words.pause(*pause), party.as_ref(), question);
                match pause {
                    Pause::AgreedDeferral => self.agreed_by(said, who.as_deref()),
                    Pause::Client | Pause::ClientParty | Pause::Us => said,
                }
            }
            Fact::WaitingEnded { pause, reason, .. } => {
                let said = self.tell("fact-waiting-ended", &[("pause", &words.pause(*pause))]);
                self.because(said, reason.as_deref())
            }
            Fact::AwaitingBegan { on, what, until } => {
                let awaits = words.awaits(on, self.names);
                let said = self.tell("fact-awaiting-began", &[("awaits", &awaits), ("what", what)]);
                match until {
                    Some(until) => {
                        let until = self.at(*until);
                        words.t2("fact-awaiting-until", "sentence", said, "until", until)
                    }
                    None => said,
                }
            }
            Fact::AwaitingEnded { on, reason } => {
                let awaits = words.awaits(on, self.names);
                let said = self.tell("fact-awaiting-ended", &[("awaits", &awaits)]);
                self.because(said, reason.as_deref())
            }
            Fact::ClosingProposed { close_at } => {
                self.tell("fact-closing-proposed", &[("at", &self.at(*close_at))])
            }
            Fact::UpdateAgreed { until, agreed } => {
                let said = self.tell("fact-update-agreed", &[("until", &self.at(*until))]);
                self.because(said, Some(agreed))
            }
            Fact::PartyEngaged { party, .. } => {
                self.tell("fact-party-engaged", &[("party", &self.party(party))])
            }
            Fact::PartyAsked { party, question } => {
                let said = self.tell("fact-party-asked", &[("party", &self.party(party))]);
                self.because(said, Some(question))
            }
            Fact::EvidenceAdded(evidence) => {
                self.tell("fact-evidence-added", &[("title", &evidence.title)])
            }
            Fact::FindingRecorded { cause: Some(cause), .. } => {
                self.tell("fact-cause-found", &[("cause", cause)])
            }
            Fact::FindingRecorded { text, cause: None, .. } => {
                self.tell("fact-finding-recorded", &[("text", text)])
            }
            Fact::SolutionProposed { version, .. } => {
                self.tell("fact-solution-proposed", &[("version", version)])
            }
            Fact::ConsentGiven { version, note } => {
                self.because(self.tell("fact-consent-given", &[("version", version)]), Some(note))
            }
            Fact::ConsentRefused { version, reason } => {
                let said = self.tell("fact-consent-refused", &[("version", version)]);
                self.because(said, Some(reason))
            }
            Fact::Implemented { is_tested, note } => {
                let key =
                    if *is_tested { "fact-implemented-and-tested" } else { "fact-implemented" };
                self.because(self.tell(key, &[]), Some(note))
            }
            Fact::RolledOut { version, note } => {
                self.because(self.tell("fact-rolled-out", &[("version", version)]), Some(note))
            }
            Fact::VerificationPassed { proof } => self.verified(proof),
            Fact::Restored => self.tell("fact-restored", &[]),
            Fact::ReportedBack(_) => self.tell("fact-reported-back", &[]),
            Fact::ResolutionPrepared(_) => self.tell("fact-resolution-prepared", &[]),
            Fact::Resolved { is_unattended: true, .. } => {
                self.tell("fact-resolved-unattended", &[])
            }
            Fact::Resolved { resolution, is_unattended: false, .. } => {
                self.tell("fact-resolved", &[("how", &words.resolution(*resolution))])
            }
            Fact::Confirmed => self.tell("fact-confirmed", &[]),
            Fact::PreventionPlanned { action, owner, due_on } => {
                let (owner, on) = (self.names.person(owner), words.day(*due_on));
                let said = self.tell("fact-prevention-planned", &[("owner", &owner), ("on", &on)]);
                self.because(said, Some(action))
            }
            Fact::PreventionWaived { reason } => {
                self.because(self.tell("fact-prevention-waived", &[]), Some(reason))
            }
            Fact::Closed { by_silence } => self.closed(*by_silence),
            Fact::Cancelled { cancel, reason } => {
                let said = self.tell("fact-cancelled", &[("how", &words.cancel(*cancel))]);
                self.because(said, Some(reason))
            }
            Fact::Reopened { reason, .. } => {
                self.because(self.tell("fact-reopened", &[]), Some(reason))
            }
            Fact::Warned { metric, percent, .. } => {
                let metric = words.metric_in_sentence(*metric);
                self.tell("fact-warned", &[("percent", percent), ("metric", &metric)])
            }
            Fact::Breached { metric, due_at, holder, .. } => self.tell(
                "fact-breached",
                &[
                    ("metric", &words.metric_in_sentence(*metric)),
                    ("due", &self.at(*due_at)),
                    ("holder", &self.party(holder)),
                ],
            ),
            Fact::Recalculated { calendar, moved } => self.recalculated(calendar.as_ref(), moved),
            Fact::PartyWarned { party, metric, percent, .. } => self.tell(
                "fact-party-warned",
                &[
                    ("percent", percent),
                    ("metric", &words.metric_in_sentence(*metric)),
                    ("party", &self.party(party)),
                ],
            ),
            Fact::PartyBreached { party, metric, due_at, .. } => self.tell(
                "fact-party-breached",
                &[
                    ("metric", &words.metric_in_sentence(*metric)),
                    ("due", &self.at(*due_at)),
                    ("party", &self.party(party)),
                ],
            ),
            Fact::PromiseMissed { promised_at } => {
                self.tell("fact-promise-missed", &[("promised", &self.at(*promised_at))])
            }
            Fact::Escalated { person: Some(person), .. } => {
                self.tell("fact-escalated", &[("person", &self.names.person(person))])
            }
            Fact::Escalated { rung, person: None } => {
                self.tell("fact-escalated-to-nobody", &[("rung", rung)])
            }
            Fact::Reminded { errand } => {
                let errand = words.named("errand", errand);
                self.tell("fact-reminded", &[("errand", &errand)])
            }
            Fact::Delivered { to, about, failure, .. } => {
                self.delivered(to, about, failure.as_deref())
            }
            Fact::CorrectionRequested(_)
            | Fact::CorrectionApproved { .. }
            | Fact::CorrectionRefused { .. }
            | Fact::CorrectionWithdrawn { .. }
            | Fact::BreachRefuted { .. } => self.corrected(),
            Fact::MergedInto { .. }
            | Fact::MergeUndone { .. }
            | Fact::Absorbed(_)
            | Fact::Released { .. }
            | Fact::SaidInMerged { .. }
            | Fact::Linked { .. }
            | Fact::Unlinked { .. }
            | Fact::ChildrenTold { .. } => self.together(),
        }
    }

    fn for_client(&self, own_step: &dyn Fn(Step) -> Option<String>) -> Option<String> {
        let words = self.words;
        let step = |step: Step| words.step_for_client(step, own_step(step).as_deref());
        Some(match &self.entry.fact {
            Fact::HolderAccepted { party, person, .. } => self.accepted(party, person.as_ref()),
            Fact::StepChanged { from, to, .. } => {
                let (from, to) = (step(*from), step(*to));
                if from == to {
                    return None;
                }
                self.moved(&from, &to)
            }
            Fact::WaitingBegan { pause, question, party, .. } => {
                self.waits(&words.pause_for_client(*pause), party.as_ref(), question)
            }
            Fact::ClosingProposed { .. } | Fact::UpdateAgreed { .. } => self.sentence(),
            Fact::WaitingEnded { pause, .. } => {
                self.tell("fact-waiting-ended", &[("pause", &words.pause_for_client(*pause))])
            }
            Fact::MessageSent(message) | Fact::MessageReceived(message)
                if message.scope != Scope::Public =>
            {
                return None;
            }
            Fact::MessageSent(_) | Fact::SaidInMerged { .. } => self.tell("fact-to-you-wrote", &[]),
            Fact::Linked { link, .. } if link.is_for_client() => self.sentence(),
            Fact::ClientTold { what } => self.client_told("fact-to-you-told", what),
            Fact::ReportedBack(_) => self.tell("fact-to-you-reported-back", &[]),
            Fact::Closed { by_silence: true } => self.tell("fact-to-you-closed-by-silence", &[]),
            Fact::AgreementMigrated { agreement, agreed_with, .. } => {
                let values: [(&str, &dyn Value); 2] =
                    [("version", &agreement.version), ("with", agreed_with)];
                self.tell("fact-to-you-agreement-migrated", &values)
            }
            Fact::Cancelled { cancel, .. } => {
                self.tell("fact-cancelled", &[("how", &words.cancel(*cancel))])
            }
            Fact::Reopened { .. } => self.tell("fact-reopened", &[]),
            Fact::MergedInto { into, .. } => {
                self.tell("fact-to-you-merged", &[("into", &into.to_string())])
            }
            Fact::MergeUndone { .. } => self.tell("fact-to-you-merge-undone", &[]),
            Fact::Reported { .. }
            | Fact::MessageReceived(_)
            | Fact::SolutionProposed { .. }
            | Fact::ConsentGiven { .. }
            | Fact::ConsentRefused { .. }
            | Fact::Restored
            | Fact::Resolved { .. }
            | Fact::Confirmed
            | Fact::Closed { by_silence: false } => self.sentence(),
            Fact::AlertLinked { .. }
            | Fact::AlertRecovered { .. }
            | Fact::AlertReturned { .. }
            | Fact::Classified { .. }
            | Fact::ApplicationSet { .. }
            | Fact::HolderOffered { .. }
            | Fact::HolderRefused { .. }
            | Fact::OfferExpired { .. }
            | Fact::CallLogged { .. }
            | Fact::ResponseVoided { .. }
            | Fact::EvidenceAdded(_)
            | Fact::FindingRecorded { .. }
            | Fact::Implemented { .. }
            | Fact::RolledOut { .. }
            | Fact::VerificationPassed { .. }
            | Fact::ResolutionPrepared(_)
            | Fact::PreventionPlanned { .. }
            | Fact::PreventionWaived { .. }
            | Fact::AwaitingBegan { .. }
            | Fact::AwaitingEnded { .. }
            | Fact::PartyEngaged { .. }
            | Fact::PartyAsked { .. }
            | Fact::PartyWarned { .. }
            | Fact::PartyBreached { .. }
            | Fact::Warned { .. }
            | Fact::Breached { .. }
            | Fact::Recalculated { .. }
            | Fact::PromiseMissed { .. }
            | Fact::Escalated { .. }
            | Fact::Reminded { .. }
            | Fact::CorrectionRequested(_)
            | Fact::CorrectionApproved { .. }
            | Fact::CorrectionRefused { .. }
            | Fact::CorrectionWithdrawn { .. }
            | Fact::BreachRefuted { .. }
            | Fact::Absorbed(_)
            | Fact::Released { .. }
            | Fact::Linked { .. }
            | Fact::Unlinked { .. }
            | Fact::ChildrenTold { .. }
            | Fact::Delivered { .. } => return None,
        })
    }

    /// Which deadlines moved with a calendar, or with the time zones.
    fn recalculated(&self, calendar: Option<&CalendarKey>, moved: &[Moved]) -> String {
        let words = self.words;
        let never = || words.t("fact-recalculated-never").into_owned();
        let moment = |at: Option<Timestamp>| at.map_or_else(never, |at| self.at(at));
        let one = |moved: &Moved| {
            let metric = words.metric_in_sentence(moved.metric);
            let (before, after) = (moment(moved.due_before), moment(moved.due_at));
            words.tn(
                "fact-recalculated-one",
                &[("metric", &metric), ("before", &before), ("after", &after)],
            )
        };
        let moved = words.list(&moved.iter().map(one).collect::<Vec<_>>());
        match calendar {
            Some(calendar) => self
                .tell("fact-recalculated", &[("calendar", &calendar.as_str()), ("moved", &moved)]),
            None => self.tell("fact-recalculated-zones", &[("moved", &moved)]),
        }
    }

    /// The sentence of a key, with who did it among what it may name.
    fn tell(&self, key: &str, values: &[(&str, &dyn Value)]) -> String {
        let who = self.who();
        let mut all: Vec<(&str, &dyn Value)> = vec![("who", &who)];
        all.extend_from_slice(values);
        self.words.tn(key, &all)
    }

    /// The sentence with the reason behind it, where one was given.
    fn because(&self, sentence: String, reason: Option<&str>) -> String {
        match reason.map(str::trim).filter(|reason| !reason.is_empty()) {
            Some(reason) => self.words.t2("fact-because", "sentence", sentence, "reason", reason),
            None => sentence,
        }
    }

    /// Now waiting, for whom, and for what where that is said.
    fn waits(&self, pause: &str, party: Option<&Party>, question: &str) -> String {
        let named = party.map(|party| self.party(party).into_owned());
        let pause = match named {
            Some(party) => self.words.t2("fact-pause-of", "pause", pause, "party", party),
            None => pause.to_owned(),
        };
        if question.trim().is_empty() {
            return self.tell("fact-waiting-began-plain", &[("pause", &pause)]);
        }
        self.tell("fact-waiting-began", &[("pause", &pause), ("question", &question)])
    }

    /// The sentence with who of the client agreed behind it, where somebody did.
    fn agreed_by(&self, sentence: String, who: Option<&str>) -> String {
        match who.map(str::trim).filter(|who| !who.is_empty()) {
            Some(who) => self.words.t2("fact-agreed-by", "sentence", sentence, "who", who),
            None => sentence,
        }
    }

    fn who(&self) -> Cow<'static, str> {
        match &self.entry.actor {
            Actor::Piket => self.words.named("actor", "piket"),
            Actor::Person(key) => Cow::Owned(self.names.person(key)),
            Actor::Party(party) => self.party(party),
            Actor::Check(key) => Cow::Owned(self.names.check(key)),
            Actor::Program(name) => Cow::Owned(name.clone()),
        }
    }

    fn party(&self, party: &Party) -> Cow<'static, str> {
        self.words.party(party, self.names)
    }

    fn person_of(&self, party: &Party, person: Option<&PersonKey>) -> String {
        let party = self.party(party);
        match person {
            Some(person) => {
                let person = self.names.person(person);
                self.words.t2("fact-person-of", "person", person, "party", party)
            }
            None => party.into_owned(),
        }
    }

    fn at(&self, at: Timestamp) -> String {
        self.words.moment(at)
    }

    fn reported(&self, channel: Channel, summary: &str) -> String {
        match (channel, &self.entry.actor) {
            (Channel::Monitoring, _) | (_, Actor::Check(_)) => {
                self.tell("fact-reported-by-monitoring", &[("summary", &summary)])
            }
            (Channel::Desk, _) => self.tell("fact-reported-at-desk", &[]),
            (Channel::Portal | Channel::Mail | Channel::Phone | Channel::Api, _) => {
                self.tell("fact-reported", &[("channel", &self.words.channel(channel))])
            }
        }
    }

    fn classified(&self, set: &Classification) -> String {
        self.tell(
            "fact-classified",
            &[
                ("nature", &self.words.nature(set.nature)),
                ("priority", &set.priority.to_string()),
                ("impact", &self.words.impact(set.impact).to_lowercase()),
                ("urgency", &self.words.urgency(set.urgency).to_lowercase()),
            ],
        )
    }

    fn accepted(&self, party: &Party, person: Option<&PersonKey>) -> String {
        let holder = self.person_of(party, person);
        self.tell("fact-holder-accepted", &[("holder", &holder)])
    }

    fn moved(&self, from: &str, to: &str) -> String {
        self.tell("fact-step-changed", &[("from", &from), ("to", &to)])
    }

    fn skipping(&self, sentence: String, skipped: &[Activity]) -> String {
        if skipped.is_empty() {
            return sentence;
        }
        let names: Vec<String> = skipped
            .iter()
            .map(|activity| format!("{} {}", activity.code(), self.words.activity(*activity)))
            .collect();
        self.words.t2("fact-step-skipped", "sentence", sentence, "skipped", names.join("; "))
    }

    fn sent(&self, message: &Message) -> String {
        match &message.scope {
            Scope::Public => self.tell("fact-wrote-to-client", &[]),
            Scope::Party(party) => {
                self.tell("fact-wrote-to-party", &[("party", &self.party(party))])
            }
            Scope::Internal => self.tell("fact-wrote-note", &[]),
        }
    }

    /// The rules write down a person's name, or the party when nobody in it has taken it yet.
    fn client_told(&self, key: &str, what: &str) -> String {
        let told = match what.parse::<Party>() {
            Ok(party) => self.party(&party),
            Err(_) => Cow::Owned(what.to_owned()),
        };
        self.tell(key, &[("what", &told)])
    }

    /// A check proves by the instant since which it is green, a person by words.
    fn verified(&self, proof: &str) -> String {
        match proof.parse::<Timestamp>() {
            Ok(since) => self.tell("fact-verification-watched", &[("since", &self.at(since))]),
            Err(_) => self.tell("fact-verification-passed", &[("proof", &proof)]),
        }
    }

    fn delivered(&self, to: &str, about: &str, failure: Option<&str>) -> String {
        let about = self.words.named("about", about);
        match failure {
            None => self.tell("fact-delivered", &[("to", &to), ("about", &about)]),
            Some(failure) => self.tell(
                "fact-not-delivered",
                &[("to", &to), ("about", &about), ("failure", &failure)],
            ),
        }
    }

    fn closed(&self, by_silence: bool) -> String {
        self.tell(if by_silence { "fact-closed-by-silence" } else { "fact-closed" }, &[])
    }
}
