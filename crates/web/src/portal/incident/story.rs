//! The timeline as a client reads it: what was said, and what happened to the incident in plain
//! words. What is not named here is not shown.

use piket_core::incident::{Entry, Fact, Link, Message, ProposalTerms, Scope};
use piket_core::process::Step;
use piket_core::sla::Pause;
use piket_engine::view::Seen;

use crate::pages::eye::{Eye, Face};
use crate::portal::side;

/// How an item looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// One line.
    #[default]
    Line,
    /// From a person of the client.
    Theirs,
    /// From us.
    Ours,
}

/// An item of the timeline, ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// How it looks.
    pub(super) look: Look,
    /// The sign of a line.
    pub(super) sign: &'static str,
    /// The tone of the sign.
    pub(super) tone: &'static str,
    /// Who; empty in lines.
    pub(super) face: Face,
    /// Beside the name; in a line, the sentence.
    pub(super) about: String,
    /// When, RFC 3339.
    pub(super) at: String,
    /// When, to be read.
    pub(super) time: String,
    /// What was written.
    pub(super) body: String,
    /// Names and values below it.
    pub(super) rows: Vec<(String, String)>,
}

/// The timeline, oldest first.
pub(super) fn of(eye: &Eye<'_>, seen: &Seen) -> Vec<Item> {
    let mut teller = Teller { eye, seen, told: None };
    seen.together().into_iter().flat_map(|(_, entry)| teller.items(entry)).collect()
}

/// What is proposed, as names and values.
pub(super) fn terms(eye: &Eye<'_>, terms: &ProposalTerms) -> Vec<(String, String)> {
    let planned = terms.planned_at.map(|at| eye.w.date_time(at)).unwrap_or_default();
    [
        ("portal-solution", terms.solution.as_str()),
        ("portal-risk", &terms.risk),
        ("portal-rollback", &terms.rollback),
        ("portal-test-plan", &terms.test_plan),
        ("portal-planned", &planned),
    ]
    .into_iter()
    .filter(|(_, value)| !value.trim().is_empty())
    .map(|(key, value)| (eye.w.t(key).into_owned(), value.trim().to_owned()))
    .collect()
}

struct Teller<'a> {
    eye: &'a Eye<'a>,
    seen: &'a Seen,
    /// The last line that was told: the same again is not worth a second one.
    told: Option<String>,
}

impl Teller<'_> {
    fn items(&mut self, entry: &Entry) -> Vec<Item> {
        let items = self.items_of(entry);
        let is_new =
            |item: &Item| item.look != Look::Line || self.told.as_ref() != Some(&item.about);
        let items: Vec<Item> = items.into_iter().filter(is_new).collect();
        if let Some(last) = items.last() {
            self.told = (last.look == Look::Line).then(|| last.about.clone());
        }
        items
    }

    fn items_of(&self, entry: &Entry) -> Vec<Item> {
        match &entry.fact {
            Fact::Reported { details, reporter, .. } => {
                self.report(entry, details, reporter.is_some())
            }
            Fact::MessageSent(message) | Fact::ReportedBack(message) => {
                self.words(entry, message, Look::Ours)
            }
            Fact::SaidInMerged { message, .. } => {
                let mut items = self.words(entry, message, Look::Ours);
                if message.body.is_empty() {
                    let told = self.eye.w.t("portal-story-said-by-mail");
                    for item in &mut items {
                        item.body = told.clone().into_owned();
                    }
                }
                items
            }
            Fact::MessageReceived(message) => self.words(entry, message, Look::Theirs),
            Fact::CallLogged { with, body } => vec![Item {
                look: Look::Ours,
                face: side::actor(self.eye, &entry.actor),
                about: self.eye.w.t1("portal-story-call", "with", with),
                body: body.clone(),
                ..self.stamped(entry)
            }],
            Fact::SolutionProposed { terms: proposed, .. } => vec![Item {
                look: Look::Ours,
                face: side::actor(self.eye, &entry.actor),
                about: self.eye.w.t("portal-story-proposal").into_owned(),
                rows: terms(self.eye, proposed),
                ..self.stamped(entry)
            }],
            _ => self.line(entry).into_iter().collect(),
        }
    }

    /// What happened, in one line; nothing for what does not concern the client.
    fn line(&self, entry: &Entry) -> Option<Item> {
        let w = self.eye.w;
        let who = || side::actor(self.eye, &entry.actor).name;
        let plain = |key: &str| w.t(key).into_owned();
        let (sign, tone, about) = match &entry.fact {
            Fact::MergedInto { into, .. } => {
                ("route", "now", w.t1("fact-to-you-merged", "into", into.to_string()))
            }
            Fact::MergeUndone { .. } => ("route", "", plain("fact-to-you-merge-undone")),
            Fact::Linked { number, link: Link::FollowUpOf, .. } => {
                ("route", "", w.t1("fact-linked-follow-up-of", "number", number.to_string()))
            }
            Fact::Linked { number, link: Link::FollowedUpBy, .. } => {
                ("route", "", w.t1("fact-linked-followed-up-by", "number", number.to_string()))
            }
            Fact::Classified { classification, .. } => {
                let priority = w.priority(classification.priority);
                ("tag", "", w.t1("portal-story-priority", "priority", priority))
            }
            Fact::HolderAccepted { party, person, .. } => {
                let name = match person {
                    Some(person) => self.eye.person(person).name,
                    None => side::party(self.eye, party),
                };
                ("user-check", "now", w.t1("portal-story-holder", "who", name))
            }
            Fact::StepChanged { to, .. } => return self.step(entry, *to),
            Fact::WaitingBegan { pause: Pause::AgreedDeferral, remind_at, .. } => {
                let at = self.eye.at(*remind_at);
                ("calendar", "", w.t1("portal-story-deferred", "at", at))
            }
            Fact::WaitingBegan { pause: Pause::Client, .. } => {
                ("player-pause", "", plain("portal-story-waiting"))
            }
            Fact::ConsentGiven { .. } => {
                ("thumb-up", "ok", w.t1("portal-story-agreed", "who", who()))
            }
            Fact::ConsentRefused { .. } => {
                ("thumb-down", "warn", w.t1("portal-story-refused", "who", who()))
            }
            Fact::RolledOut { .. } => ("rocket", "now", plain("portal-story-rolled-out")),
            Fact::Restored => ("circle-check", "ok", plain("portal-story-restored")),
            Fact::Resolved { .. } => ("circle-check", "ok", plain("portal-story-resolved")),
            Fact::Confirmed => ("thumb-up", "ok", w.t1("portal-story-confirmed", "who", who())),
            Fact::PreventionPlanned { due_on, .. } => {
                let on = w.day(*due_on);
                ("umbrella", "", w.t1("portal-story-prevention", "on", on))
            }
            Fact::Closed { by_silence: true } => {
                ("circle-check", "ok", plain("portal-story-closed-by-silence"))
            }
            Fact::Closed { by_silence: false } => {
                ("circle-check", "ok", plain("portal-story-closed"))
            }
            Fact::Cancelled { cancel, .. } => {
                ("x", "", w.t1("portal-story-cancelled", "how", w.cancel(*cancel)))
            }
            Fact::Reopened { .. } => {
                ("rotate", "warn", w.t1("portal-story-reopened", "who", who()))
            }
            _ => return None,
        };
        Some(Item { sign, tone, about, rows: self.rows(&entry.fact), ..self.stamped(entry) })
    }

    /// A move along the route. Where a line of its own tells of it, this one is left out.
    fn step(&self, entry: &Entry, to: Step) -> Option<Item> {
        if matches!(to, Step::Resolved | Step::Closed | Step::Cancelled | Step::Verifying) {
            return None;
        }
        // A step that was left in the same moment is not worth a line.
        let later = self.seen.entries.iter().filter(|it| it.seq > entry.seq);
        let is_left = |it: &Entry| matches!(it.fact, Fact::StepChanged { .. });
        if later.take_while(|it| it.at == entry.at).any(is_left) {
            return None;
        }
        let route = self.seen.state.route(self.eye.directory);
        let name = side::step(self.eye, route, to);
        let about = self.eye.w.t1("portal-story-step", "step", name);
        Some(Item { sign: "route", tone: "now", about, ..self.stamped(entry) })
    }

    /// What is worth reading below a line.
    fn rows(&self, fact: &Fact) -> Vec<(String, String)> {
        let row = |key: &str, value: &str| {
            let value = value.trim();
            (!value.is_empty()).then(|| (self.eye.w.t(key).into_owned(), value.to_owned()))
        };
        let rows = match fact {
            Fact::Resolved { cause, solution, .. } => {
                vec![row("portal-cause", cause), row("portal-solved-by", solution)]
            }
            Fact::ConsentRefused { reason, .. }
            | Fact::Reopened { reason, .. }
            | Fact::Cancelled { reason, .. } => vec![row("portal-reason", reason)],
            Fact::ConsentGiven { note, .. } => vec![row("portal-remark", note)],
            Fact::PreventionPlanned { action, .. } => vec![row("portal-prevention", action)],
            _ => Vec::new(),
        };
        rows.into_iter().flatten().collect()
    }

    /// The report: in the client's own words when it was theirs. What monitoring and our own people
    /// wrote down is for us.
    fn report(&self, entry: &Entry, details: &str, is_theirs: bool) -> Vec<Item> {
        let stamped = self.stamped(entry);
        let face = side::actor(self.eye, &entry.actor);
        if is_theirs && self.seen.state.reporter.as_ref() == entry.actor.person() {
            let body = if details.trim().is_empty() { &self.seen.state.summary } else { details };
            let about = self.eye.w.t("portal-story-reported").into_owned();
            return vec![Item {
                look: Look::Theirs,
                face,
                about,
                body: body.to_owned(),
                ..stamped
            }];
        }
        let about = match entry.actor.person() {
            Some(_) => self.eye.w.t1("portal-story-noted", "who", face.name),
            None => self.eye.w.t("portal-story-monitoring").into_owned(),
        };
        vec![Item { sign: "flag", about, ..stamped }]
    }

    fn words(&self, entry: &Entry, message: &Message, look: Look) -> Vec<Item> {
        // The desk has left out what is not public; a second look costs nothing.
        if message.scope != Scope::Public {
            return Vec::new();
        }
        let promised = message
            .next_update_at
            .map(|at| self.eye.w.t1("portal-story-promised", "at", self.eye.at(at)));
        let about = match look {
            Look::Theirs => self.eye.w.channel(message.channel).into_owned(),
            Look::Ours | Look::Line => promised.unwrap_or_default(),
        };
        vec![Item {
            look,
            face: side::actor(self.eye, &entry.actor),
            about,
            body: message.body.clone(),
            ..self.stamped(entry)
        }]
    }

    fn stamped(&self, entry: &Entry) -> Item {
        Item { at: entry.at.to_string(), time: self.eye.when(entry.at), ..Item::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn notes_of_ours_and_letters_are_not_told_even_when_they_are_handed_in() {
        let mut example = Example::taken();
        example.say(Scope::Internal, "The pool is empty.");
        example.delivered("Fatima", "informed", Some("550 no such user"));
        let items = of(&example.eye(), &example.seen());
        assert!(!items.is_empty());
        for item in &items {
            assert!(!item.body.contains("pool") && !item.about.contains("550"), "{item:?}");
        }
    }

    #[test]
    fn what_monitoring_saw_is_said_in_plain_words_without_its_details() {
        let example = Example::reported();
        let items = of(&example.eye(), &example.seen());
        assert_eq!(items[0].look, Look::Line);
        assert!(items[0].about.contains("monitoring"), "{}", items[0].about);
        assert_eq!(items[0].body, "");
    }

    #[test]
    fn the_same_step_is_not_told_twice_in_a_row() {
        let example = Example::resolved_by_hand();
        let items = of(&example.eye(), &example.seen());
        for pair in items.windows(2) {
            let same = pair[0].look == Look::Line && pair[0].about == pair[1].about;
            assert!(!same, "{pair:?}");
        }
    }
}
