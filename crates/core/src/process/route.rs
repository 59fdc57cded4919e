//! The route of a client or an application: the canonical process in its own words and times.
//!
//! A route renames steps and sets timers. It cannot take a step away, so that reports of all
//! clients speak of the same thing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Step;
use crate::directory::Language;
use crate::key::RouteKey;

/// What a step is called for a client, per language.
pub type StepWords = BTreeMap<Language, String>;

/// A route in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its key.
    pub key: RouteKey,
    /// Its name.
    pub name: String,
    /// Steps with words of their own for the client; in every language, or in none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<Step, StepWords>,
    /// Minutes on the clock that the failing check must be green before "Resolved".
    #[serde(default = "usual_watch")]
    pub watch_minutes: u32,
    /// Good results in a row that the watch needs at least.
    #[serde(default = "usual_green")]
    pub watch_results: u32,
    /// Business days in which the client confirms or objects.
    #[serde(default = "usual_confirmation")]
    pub confirm_days: u32,
    /// Minutes until a holder to whom an incident was offered accepts it.
    #[serde(default = "usual_accept")]
    pub accept_minutes: u32,
    /// Minutes of investigation after which the second line is thought of; a quarter of it for P1.
    #[serde(default = "usual_checkpoint")]
    pub checkpoint_minutes: u32,
    /// Business minutes after which consent is asked for again.
    #[serde(default = "usual_consent")]
    pub consent_reminder_minutes: u32,
}

fn usual_watch() -> u32 {
    15
}
fn usual_green() -> u32 {
    3
}
fn usual_confirmation() -> u32 {
    3
}
fn usual_accept() -> u32 {
    30
}
fn usual_checkpoint() -> u32 {
    120
}
fn usual_consent() -> u32 {
    240
}

/// What is wrong with a route.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RouteProblem {
    /// A step has a name in one language only.
    #[error("step {step}: the words for {} are missing", language.code())]
    WordsMissing {
        /// The step.
        step: Step,
        /// The language without words.
        language: Language,
    },
    /// A timer of nothing.
    #[error("{0} is at least 1")]
    Zero(&'static str),
}

impl Route {
    /// The canonical route with its usual times.
    pub fn canonical(key: RouteKey) -> Self {
        Self {
            key,
            name: "Incident".to_owned(),
            words: BTreeMap::new(),
            watch_minutes: usual_watch(),
            watch_results: usual_green(),
            confirm_days: usual_confirmation(),
            accept_minutes: usual_accept(),
            checkpoint_minutes: usual_checkpoint(),
            consent_reminder_minutes: usual_consent(),
        }
    }

    /// The client's own word for a step, when the route has one.
    pub fn word(&self, step: Step, language: Language) -> Option<&str> {
        self.words.get(&step)?.get(&language).map(String::as_str)
    }

    /// What is wrong with the route.
    pub fn problems(&self) -> Vec<RouteProblem> {
        let missing = self.words.iter().flat_map(|(step, words)| {
            Language::ALL
                .into_iter()
                .filter(|language| words.get(language).is_none_or(|word| word.trim().is_empty()))
                .map(|language| RouteProblem::WordsMissing { step: *step, language })
        });
        let zero = [
            ("watch_results", self.watch_results),
            ("confirm_days", self.confirm_days),
            ("accept_minutes", self.accept_minutes),
            ("checkpoint_minutes", self.checkpoint_minutes),
            ("consent_reminder_minutes", self.consent_reminder_minutes),
        ];
        let zero = zero.into_iter().filter(|(_, value)| *value == 0);
        missing.chain(zero.map(|(name, _)| RouteProblem::Zero(name))).collect()
    }
}
