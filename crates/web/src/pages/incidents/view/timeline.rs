//! The timeline as the desk reads it: words in cards by who sees them, all else in one line each.
//!
//! What Piket sent by itself is gathered: a letter belongs to the words it carried or to what it
//! told. A letter that failed always has a line of its own. Of a long story the middle is folded.

use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::incident::{Actor, Entry, Fact, Message, ProposalTerms, Scope};
use piket_core::key::PersonKey;
use piket_core::process::Step;
use piket_engine::view::Seen;
use piket_text::timeline;
use uuid::Uuid;

use crate::pages::eye::{Eye, Face};

/// Names of gathered letters that are told in full.
const NAMES_TOLD: usize = 4;
/// The sign of evidence that was kept.
const KEPT: &str = "paperclip";
/// The sign of a letter that could not be delivered.
const FAILED: &str = "mail-x";

/// How an entry looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// One line.
    #[default]
    Line,
    /// From the client.
    FromClient,
    /// Ours to the client.
    ToClient,
    /// To or from one party.
    Party,
    /// Ours only.
    Note,
}

/// Something pinned to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Where it is.
    pub(crate) address: String,
    /// What it is called.
    pub(crate) text: String,
}

/// An entry of the timeline, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its place in the timeline.
    pub(crate) seq: u32,
    /// How it looks.
    pub(crate) look: Look,
    /// The sign of a line.
    pub(crate) sign: &'static str,
    /// The tone of the sign: empty, `now`, `ok`, `warn` or `bad`.
    pub(crate) tone: &'static str,
    /// Who did or wrote it.
    pub(crate) face: Face,
    /// Beside the name; in a line: the sentence after the name.
    pub(crate) about: String,
    /// With which party; for words with one.
    pub(crate) party: String,
    /// When, RFC 3339.
    pub(crate) at: String,
    /// When, to be read.
    pub(crate) time: String,
    /// What was written.
    pub(crate) body: String,
    /// Names and values below it.
    pub(crate) rows: Vec<(String, String)>,
    /// What became of the letter.
    pub(crate) delivered: String,
    /// Empty or `bad`.
    pub(crate) delivered_tone: &'static str,
    /// What is pinned to it.
    pub(crate) pins: Vec<Pin>,
    /// Who heard of it by letter.
    pub(crate) told: String,
}

/// How many items of the beginning are always shown.
const BEGINNING: usize = 4;
/// How many of the newest are shown.
const NEWEST: usize = 36;

/// The timeline, and how many items of its middle are left out.
pub(crate) fn folded(eye: &Eye<'_>, seen: &Seen) -> (Vec<Item>, Vec<Item>, usize) {
    let mut beginning = of(eye, seen);
    if beginning.len() <= BEGINNING + NEWEST {
        return (beginning, Vec::new(), 0);
    }
    let newest = beginning.split_off(beginning.len() - NEWEST);
    let left_out = beginning.len() - BEGINNING;
    beginning.truncate(BEGINNING);
    (beginning, newest, left_out)
}

/// The timeline, oldest first.
pub(crate) fn of(eye: &Eye<'_>, seen: &Seen) -> Vec<Item> {
    let evidence = titles(seen);
    let items = Vec::new();
    let mut teller = Teller { eye, seen, evidence, items, letters: Vec::new(), move_before: None };
    for (merged, entry) in seen.together() {
        let before = teller.items.len();
        teller.tell(entry);
        for item in teller.items.iter_mut().skip(before) {
            if let Some(number) = merged {
                item.about = format!("{} · {number}", item.about);
            }
        }
    }
    teller.end_of_letters();
    teller.items
}

/// Evidence by its id.
fn titles(seen: &Seen) -> BTreeMap<Uuid, String> {
    let added = seen.entries.iter().filter_map(|entry| match &entry.fact {
        Fact::EvidenceAdded(item) => Some((item.id, item.title.clone())),
        _ => None,
    });
    added.collect()
}

struct Teller<'a> {
    eye: &'a Eye<'a>,
    seen: &'a Seen,
    evidence: BTreeMap<Uuid, String>,
    items: Vec<Item>,
    /// Who got letters since the last item.
    letters: Vec<String>,
    /// The last move: when, from where, and which item tells it.
    move_before: Option<(Timestamp, Step, usize)>,
}

impl Teller<'_> {
    fn tell(&mut self, entry: &Entry) {
        if let Fact::Delivered { to, about, failure, .. } = &entry.fact {
            return self.letter(entry, to, about, failure.as_deref());
        }
        self.end_of_letters();
        if let Fact::EvidenceAdded(item) = &entry.fact {
            return self.kept(entry, &item.title);
        }
        let moved = self.moved(entry);
        let entry = moved.as_ref().unwrap_or(entry);
        let items = self.items_of(entry);
        self.items.extend(items);
    }

    fn items_of(&self, entry: &Entry) -> Vec<Item> {
        match &entry.fact {
            Fact::MessageSent(message) => vec![self.words(entry, message, "")],
            Fact::SaidInMerged { message, of } => {
                let mut item = self.words(entry, message, "");
                item.about = format!("{} · {of}", item.about);
                if message.body.is_empty() {
                    item.body = self.eye.w.t1("inc-said-there", "number", of.to_string());
                }
                vec![item]
            }
            Fact::MessageReceived(message) => vec![self.words_of_others(entry, message)],
            Fact::ReportedBack(message) => vec![self.words(entry, message, "inc-reported-back")],
            Fact::Reported { details, reporter, .. } if !details.trim().is_empty() => {
                self.report(entry, details, reporter.as_ref())
            }
            Fact::CallLogged { with, body } => {
                let about = self.eye.w.t1("inc-spoke-with", "with", with);
                vec![Item {
                    look: Look::ToClient,
                    face: self.eye.actor(&entry.actor),
                    about,
                    body: body.clone(),
                    ..self.stamped(entry)
                }]
            }
            Fact::FindingRecorded { text, evidence, cause } => {
                vec![self.finding(entry, text, evidence, cause.as_deref())]
            }
            Fact::SolutionProposed { version, terms } => {
                vec![self.proposal(entry, *version, terms)]
            }
            _ => vec![self.line(entry)],
        }
    }

    fn stamped(&self, entry: &Entry) -> Item {
        Item {
            seq: entry.seq,
            at: entry.at.to_string(),
            time: self.eye.when(entry.at),
            ..Item::default()
        }
    }

    /// One line: the sentence, with the name in it apart when it stands first.
    fn line(&self, entry: &Entry) -> Item {
        let sentence = timeline::sentence(self.eye.w, entry, self.eye.directory);
        let face = self.eye.actor(&entry.actor);
        let (face, about) = match sentence.strip_prefix(face.name.as_str()) {
            Some(rest) if rest.starts_with(' ') && !face.name.is_empty() => {
                (face, rest.trim_start().to_owned())
            }
            Some(_) | None => (Face::default(), sentence),
        };
        let (sign, tone) = sign(&entry.fact);
        Item { sign, tone, face, about, rows: self.rows(&entry.fact), ..self.stamped(entry) }
    }

    /// What is worth reading below the line.
    fn rows(&self, fact: &Fact) -> Vec<(String, String)> {
        let row = |key: &str, value: &str| (self.eye.w.t(key).into_owned(), value.to_owned());
        match fact {
            Fact::Resolved { cause, solution, is_unattended: false, .. } => {
                vec![row("inc-cause", cause), row("inc-solution", solution)]
            }
            Fact::PreventionPlanned { action, .. } => vec![row("inc-action", action)],
            Fact::Implemented { note, .. } | Fact::RolledOut { note, .. } if !note.is_empty() => {
                vec![row("inc-note", note)]
            }
            Fact::ConsentGiven { note, .. } if !note.is_empty() => vec![row("inc-note", note)],
            _ => Vec::new(),
        }
    }

    /// The report: a person's words stand in a card, what a program saw below the line.
    fn report(&self, entry: &Entry, details: &str, reporter: Option<&PersonKey>) -> Vec<Item> {
        let line = self.line(entry);
        let (look, face) = match (reporter, &entry.actor) {
            (Some(person), _) => (Look::FromClient, self.eye.person(person)),
            (None, Actor::Person(person)) => (Look::Note, self.eye.person(person)),
            (None, _) => return vec![Item { body: details.to_owned(), ..line }],
        };
        let about = self.eye.w.t("inc-report-in-words").into_owned();
        let card = Item { look, face, about, body: details.to_owned(), ..self.stamped(entry) };
        vec![line, card]
    }

    fn words(&self, entry: &Entry, message: &Message, key: &str) -> Item {
        let names: Vec<String> = message.to.iter().map(|to| to.name.clone()).collect();
        let (look, party) = look(self.eye, &message.scope, Look::ToClient);
        let to = if names.is_empty() {
            self.eye.w.t("inc-to-client").into_owned()
        } else {
            self.eye.w.t1("inc-to", "names", self.eye.w.list(&names))
        };
        let promised = message
            .next_update_at
            .map(|at| self.eye.w.t1("inc-promised", "at", self.eye.when(at)))
            .unwrap_or_default();
        let parts = [self.eye.w.t(key).into_owned(), to, promised];
        let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Item {
            look,
            party,
            face: self.eye.actor(&entry.actor),
            about: told.join(" · "),
            body: message.body.clone(),
            ..self.stamped(entry)
        }
    }

    fn words_of_others(&self, entry: &Entry, message: &Message) -> Item {
        let (look, party) = look(self.eye, &message.scope, Look::FromClient);
        let channel = self.eye.w.channel(message.channel);
        let about = self.eye.w.t1("inc-client-by", "channel", channel);
        Item {
            look,
            party,
            face: self.eye.actor(&entry.actor),
            about,
            body: message.body.clone(),
            ..self.stamped(entry)
        }
    }

    fn finding(&self, entry: &Entry, text: &str, evidence: &[Uuid], cause: Option<&str>) -> Item {
        let number = self.seen.state.number;
        let pins = evidence.iter().filter_map(|id| {
            let text = self.evidence.get(id)?.clone();
            Some(Pin { address: format!("/incidents/{number}/evidence/{id}"), text })
        });
        let cause = cause.filter(|cause| !cause.trim().is_empty() && *cause != text);
        let rows = cause.map(|cause| (self.eye.w.t("inc-cause").into_owned(), cause.to_owned()));
        Item {
            look: Look::Note,
            face: self.eye.actor(&entry.actor),
            about: self.eye.w.t("inc-finding").into_owned(),
            body: text.to_owned(),
            rows: rows.into_iter().collect(),
            pins: pins.collect(),
            ..self.stamped(entry)
        }
    }

    fn proposal(&self, entry: &Entry, version: u32, terms: &ProposalTerms) -> Item {
        let row = |key: &str, value: &str| {
            let value = value.trim();
            (!value.is_empty()).then(|| (self.eye.w.t(key).into_owned(), value.to_owned()))
        };
        let planned = terms.planned_at.map(|at| self.eye.w.date_time(at)).unwrap_or_default();
        let rows = [
            row("inc-risk", &terms.risk),
            row("inc-rollback", &terms.rollback),
            row("inc-test-plan", &terms.test_plan),
            row("inc-planned", &planned),
        ];
        Item {
            look: Look::ToClient,
            face: self.eye.actor(&entry.actor),
            about: self.eye.w.t1("inc-proposal", "version", version),
            body: terms.solution.clone(),
            rows: rows.into_iter().flatten().collect(),
            ..self.stamped(entry)
        }
    }

    fn letter(&mut self, entry: &Entry, to: &str, about: &str, failure: Option<&str>) {
        if let Some(failure) = failure {
            self.end_of_letters();
            let line = Item {
                sign: FAILED,
                tone: "bad",
                about: self.eye.w.t1("inc-not-delivered", "to", to),
                rows: vec![(self.eye.w.t("inc-because").into_owned(), failure.to_owned())],
                ..self.stamped(entry)
            };
            self.items.push(line);
            return;
        }
        let carries_words = matches!(about, "message" | "confirm_asked" | "consent_asked");
        let is_words = |item: &&mut Item| matches!(item.look, Look::ToClient | Look::Party);
        if carries_words && let Some(item) = self.items.iter_mut().rev().find(is_words) {
            item.delivered = self.eye.w.t1("inc-delivered", "at", self.eye.w.time(entry.at));
            return;
        }
        if !self.letters.iter().any(|name| name == to) {
            self.letters.push(to.to_owned());
        }
    }

    /// Steps that were taken at once are told as one, from the first to the last.
    fn moved(&mut self, entry: &Entry) -> Option<Entry> {
        let Fact::StepChanged { from, to, reason: None, skipped } = &entry.fact else {
            return None;
        };
        if !skipped.is_empty() {
            // What was left out is told with the very move that left it out.
            self.move_before = None;
            return None;
        }
        let before = self.move_before.replace((entry.at, *from, self.items.len()));
        let (_, first, index) = before.filter(|(at, _, _)| *at == entry.at)?;
        self.items.remove(index);
        self.move_before = Some((entry.at, first, self.items.len()));
        let fact = Fact::StepChanged { from: first, to: *to, reason: None, skipped: Vec::new() };
        Some(Entry { fact, ..entry.clone() })
    }

    /// Evidence that was kept at once is one line.
    fn kept(&mut self, entry: &Entry, title: &str) {
        let at = entry.at.to_string();
        if let Some(item) = self.items.last_mut().filter(|it| it.sign == KEPT && it.at == at) {
            item.about = format!("{} · {title}", item.about);
        } else {
            let line = self.line(entry);
            self.items.push(line);
        }
    }

    /// Letters belong to what they told; who is named there already is not named again.
    fn end_of_letters(&mut self) {
        let letters = std::mem::take(&mut self.letters);
        let is_told = |item: &&mut Item| item.sign != FAILED;
        let Some(last) = self.items.iter_mut().rev().find(is_told) else { return };
        let said = format!("{} {}", last.face.name, last.about);
        let mut names: Vec<String> =
            letters.into_iter().filter(|name| !said.contains(name.as_str())).collect();
        let more = names.len().saturating_sub(NAMES_TOLD);
        if more > 0 {
            names.truncate(NAMES_TOLD);
            names.push(self.eye.w.t1("inc-others", "count", more));
        }
        if !names.is_empty() {
            last.told = self.eye.w.t1("inc-letters", "names", self.eye.w.list(&names));
        }
    }
}

fn look(eye: &Eye<'_>, scope: &Scope, public: Look) -> (Look, String) {
    match scope {
        Scope::Public => (public, String::new()),
        Scope::Party(party) => (Look::Party, eye.party(party)),
        Scope::Internal => (Look::Note, String::new()),
    }
}

/// The sign of a line, and its tone.
fn sign(fact: &Fact) -> (&'static str, &'static str) {
    match fact {
        Fact::Reported { .. } => ("flag", ""),
        Fact::AlertLinked { .. } | Fact::AlertReturned { .. } => ("activity-heartbeat", "bad"),
        Fact::AlertRecovered { .. } | Fact::Restored => ("activity-heartbeat", "ok"),
        Fact::Classified { .. } | Fact::ApplicationSet { .. } => ("tag", ""),
        Fact::AgreementMigrated { .. } => ("file-certificate", ""),
        Fact::HolderOffered { .. } => ("user-question", ""),
        Fact::HolderAccepted { .. } => ("user-check", "now"),
        Fact::HolderRefused { .. } | Fact::OfferExpired { .. } => ("user-x", "warn"),
        Fact::StepChanged { reason: Some(_), .. } => ("arrow-back-up", "warn"),
        Fact::StepChanged { .. } => ("route", "now"),
        Fact::WaitingBegan { .. } | Fact::PartyAsked { .. } => ("player-pause", ""),
        Fact::AwaitingBegan { .. } => ("player-pause", ""),
        Fact::AwaitingEnded { .. } => ("player-play", ""),
        Fact::ClosingProposed { .. } => ("mail", "warn"),
        Fact::UpdateAgreed { .. } => ("clock", ""),
        Fact::PartyEngaged { .. } => ("clock", ""),
        Fact::WaitingEnded { .. } => ("player-play", ""),
        Fact::EvidenceAdded(_) => (KEPT, ""),
        Fact::ConsentGiven { .. } | Fact::Confirmed => ("thumb-up", "ok"),
        Fact::ConsentRefused { .. } => ("thumb-down", "warn"),
        Fact::Implemented { .. } => ("tool", ""),
        Fact::RolledOut { .. } => ("rocket", "now"),
        Fact::VerificationPassed { .. } => ("shield-check", "ok"),
        Fact::ResolutionPrepared(_) => ("clipboard-check", ""),
        Fact::Resolved { .. } | Fact::Closed { .. } => ("circle-check", "ok"),
        Fact::PreventionPlanned { .. } | Fact::PreventionWaived { .. } => ("umbrella", ""),
        Fact::Cancelled { .. } => ("x", ""),
        Fact::Reopened { .. } => ("rotate", "warn"),
        Fact::Warned { .. } | Fact::PartyWarned { .. } => ("clock", "warn"),
        Fact::Recalculated { .. } => ("clock", ""),
        Fact::Breached { .. } | Fact::PartyBreached { .. } | Fact::PromiseMissed { .. } => {
            ("clock-exclamation", "bad")
        }
        Fact::Escalated { .. } => ("stairs-up", "warn"),
        Fact::Reminded { .. } => ("bell", ""),
        Fact::ResponseVoided { .. } => (FAILED, "bad"),
        Fact::ClientTold { .. } | Fact::Delivered { .. } => ("mail", ""),
        Fact::CorrectionRequested(_) | Fact::CorrectionWithdrawn { .. } => ("tag", ""),
        Fact::CorrectionApproved { .. } => ("shield-check", "ok"),
        Fact::CorrectionRefused { .. } => ("thumb-down", "warn"),
        Fact::BreachRefuted { .. } => ("clock", "ok"),
        Fact::MergedInto { .. } | Fact::Absorbed(_) => ("route", "now"),
        Fact::MergeUndone { .. } | Fact::Released { .. } => ("rotate", "warn"),
        Fact::Linked { .. } | Fact::Unlinked { .. } => ("route", ""),
        Fact::MessageSent(_)
        | Fact::SaidInMerged { .. }
        | Fact::MessageReceived(_)
        | Fact::ReportedBack(_)
        | Fact::CallLogged { .. }
        | Fact::FindingRecorded { .. }
        | Fact::ChildrenTold { .. }
        | Fact::SolutionProposed { .. } => ("message", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn words_look_by_who_sees_them() {
        let mut example = Example::taken();
        example.say(Scope::Public, "We see it too.");
        example.say(Scope::Internal, "Pool is empty.");
        example.client_says("Is there news?");
        let items = of(&example.eye(), &example.seen());
        let looks: Vec<_> =
            items.iter().filter(|item| item.look != Look::Line).map(|item| item.look).collect();
        assert_eq!(looks, [Look::ToClient, Look::Note, Look::FromClient]);
    }

    #[test]
    fn letters_stand_with_what_they_told_and_failures_stand_alone() {
        let mut example = Example::taken();
        let before = of(&example.eye(), &example.seen()).len();
        for to in ["Tom", "Saskia", "Tom"] {
            example.delivered(to, "informed", None);
        }
        example.delivered("Fatima", "informed", Some("550 no such user"));
        let items = of(&example.eye(), &example.seen());
        assert_eq!(items.len(), before + 1);
        let told = &items[before - 1].told;
        assert!(told.contains("Tom and Saskia"), "{told}");
        assert_eq!(items[before].tone, "bad");
    }

    #[test]
    fn of_a_long_story_the_middle_is_folded() {
        let mut example = Example::taken();
        for count in 0..60 {
            example.say(Scope::Internal, &format!("Note {count}"));
        }
        let (beginning, newest, left_out) = folded(&example.eye(), &example.seen());
        let all = of(&example.eye(), &example.seen());
        assert_eq!(beginning.len() + newest.len() + left_out, all.len());
        assert_eq!(newest.last(), all.last());
        let example = Example::taken();
        assert_eq!(folded(&example.eye(), &example.seen()).2, 0);
    }

    #[test]
    fn steps_that_were_taken_at_once_are_one_line_and_so_is_evidence() {
        let example = Example::taken();
        let items = of(&example.eye(), &example.seen());
        let moves: Vec<_> = items.iter().filter(|item| item.sign == "route").collect();
        assert_eq!(moves.len(), 1);
        assert_eq!(moves[0].about, "From “Reported” to “Investigating”");
        let kept: Vec<_> = items.iter().filter(|item| item.sign == KEPT).collect();
        assert_eq!(kept.len(), 1);
        assert!(kept[0].about.ends_with("answered 502 · answered 200"), "{}", kept[0].about);
    }

    #[test]
    fn a_letter_that_carried_words_shows_on_those_words() {
        let mut example = Example::taken();
        example.say(Scope::Public, "We see it too.");
        example.delivered("Fatima", "message", None);
        let items = of(&example.eye(), &example.seen());
        let words = items.last().unwrap();
        assert_eq!(words.look, Look::ToClient);
        assert!(words.delivered.starts_with("delivered"), "{}", words.delivered);
    }
}
