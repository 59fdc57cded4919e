//! Cases: what happened, in the words of those who were there. They are read from `cases.toml` and
//! `open.toml`; what a case does not say is said by [`phrases`](super::phrases).

use piket_core::directory::{Directory, Language};
use piket_core::key::{ApplicationKey, CheckKey, ComponentKey, PersonKey};
use piket_core::priority::{Impact, Nature, Urgency};
use serde::Deserialize;

/// How a case is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Story {
    /// Taken, told, solved: three acts.
    Restart,
    /// The whole route, with the development team and the client's consent.
    Release,
    /// The supplier has the ball for a while.
    Supplier,
    /// It recovers before anybody looks.
    Alone,
    /// A question and its answer.
    Question,
    /// The client is asked something before the cause can be found.
    Asked,
    /// There was nothing.
    FalseAlarm,
    /// It was known already.
    Duplicate,
    /// The client does not answer any more.
    NoReply,
    /// Solved, and the client says that it is not.
    Reopened,
    /// Still open today; `open.rs` tells how far it is.
    Open,
}

/// What happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// Its name among the cases.
    pub(super) key: String,
    pub(super) application: ApplicationKey,
    #[serde(default)]
    pub(super) component: Option<ComponentKey>,
    pub(super) story: Story,
    /// Who noticed: `check`, `phone`, or a person of the client.
    pub(super) by: String,
    /// Who called.
    #[serde(default)]
    pub(super) caller: Option<PersonKey>,
    /// The check that noticed, when it is not the application's first.
    #[serde(default)]
    pub(super) check: Option<CheckKey>,
    #[serde(default)]
    pub(super) nature: Option<Nature>,
    #[serde(default)]
    pub(super) impact: Option<Impact>,
    #[serde(default)]
    pub(super) urgency: Option<Urgency>,
    #[serde(default)]
    pub(super) summary: String,
    #[serde(default)]
    pub(super) details: String,
    /// What the check saw.
    #[serde(default)]
    pub(super) seen: String,
    /// Which measurement broke its norm.
    #[serde(default)]
    pub(super) metric: Option<String>,
    /// The first word to the client.
    #[serde(default)]
    pub(super) hello: Option<String>,
    /// What the client is asked.
    #[serde(default)]
    pub(super) question: Option<String>,
    /// What the client answers.
    #[serde(default)]
    pub(super) answer: Option<String>,
    /// What the supplier is asked.
    #[serde(default)]
    pub(super) ask: Option<String>,
    /// What the supplier says.
    #[serde(default)]
    pub(super) says: Option<String>,
    /// A piece of a log, found by hand.
    #[serde(default)]
    pub(super) log: Option<String>,
    #[serde(default)]
    pub(super) finding: Option<String>,
    #[serde(default)]
    pub(super) cause: Option<String>,
    #[serde(default)]
    pub(super) solution: Option<String>,
    #[serde(default)]
    pub(super) risk: Option<String>,
    #[serde(default)]
    pub(super) rollback: Option<String>,
    #[serde(default)]
    pub(super) test: Option<String>,
    /// What went to production.
    #[serde(default)]
    pub(super) change: Option<String>,
    /// The report back to the client.
    #[serde(default)]
    pub(super) report: Option<String>,
    #[serde(default)]
    pub(super) prevention: Option<String>,
    /// Why the client refuses the first proposal.
    #[serde(default)]
    pub(super) refusal: Option<String>,
    /// Why the client says that it is not solved.
    #[serde(default)]
    pub(super) again: Option<String>,
    /// What the client says at the end.
    #[serde(default)]
    pub(super) thanks: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    case: Vec<Case>,
}

/// The cases of the past.
pub(super) fn past() -> Vec<Case> {
    read(include_str!("cases.toml"))
}

/// The cases that are open today.
pub(super) fn open() -> Vec<Case> {
    read(include_str!("open.toml"))
}

fn read(text: &str) -> Vec<Case> {
    let book: Book = toml::from_str(text).expect("the cases of the demo can be read");
    book.case
}

impl Case {
    /// The check that notices, when it is one.
    pub(super) fn check(&self, directory: &Directory) -> Option<CheckKey> {
        if self.by != "check" {
            return None;
        }
        let first = || {
            let all = &mut directory.checks.values();
            all.find(|check| check.application == self.application).map(|check| check.key.clone())
        };
        self.check.clone().or_else(first)
    }

    /// The person of the client who noticed.
    pub(super) fn reporter(&self) -> Option<PersonKey> {
        self.by.parse().ok().filter(|_| self.by != "check" && self.by != "phone")
    }

    /// The language of the client.
    pub(super) fn language(&self, directory: &Directory) -> Language {
        let client = directory.client_of(&self.application);
        client.and_then(|client| client.language).unwrap_or(directory.installation.language)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_case_says_what_its_story_needs() {
        for case in past().iter().chain(&open()) {
            let Case { key, story, .. } = case;
            let is_sorted = case.nature.is_some() && case.impact.is_some();
            assert!(case.by == "check" || (is_sorted && case.urgency.is_some()), "{key}");
            assert!(case.by != "check" || !case.seen.is_empty(), "{key}");
            assert!(case.by == "check" || !case.summary.is_empty(), "{key}");
            assert!((case.by == "phone") == case.caller.is_some(), "{key}");
            let supplier = case.ask.is_some() && case.says.is_some();
            assert!(*story != Story::Supplier || supplier, "{key}");
            let solved = case.cause.is_some() && case.solution.is_some() && case.report.is_some();
            let solves = [Story::Restart, Story::Release, Story::Supplier, Story::Reopened];
            assert!(!solves.contains(story) || solved, "{key}");
            assert!(*story != Story::Reopened || case.again.is_some(), "{key}");
        }
    }

    #[test]
    fn no_two_cases_have_the_same_name() {
        let keys: Vec<String> = past().into_iter().chain(open()).map(|case| case.key).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
