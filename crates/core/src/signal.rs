//! Signals: what monitoring says, before it is known which incident it belongs to.
//!
//! Two questions are answered here, each with a reason: was it seen before ([`seen_before`]), and
//! whose is it ([`whose`]). Reading foreign formats is the doors' work.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::key::{ApplicationKey, CheckKey, ClientKey, ComponentKey, IncidentId};
use crate::priority::{Impact, Nature, Priority, Urgency};
use crate::process::Step;

/// How long after it resolved by itself the same trouble still belongs to the same incident.
pub const REOPEN_WINDOW: SignedDuration = SignedDuration::from_mins(60);

/// What the sender wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignalAction {
    /// There is trouble, or still.
    Open,
    /// Something about it changed.
    Update,
    /// It is over.
    Resolve,
}

/// How bad the sender thinks it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Out of order.
    #[default]
    Critical,
    /// Getting there.
    Warning,
    /// Good to know.
    Info,
}

/// What monitoring says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// From whom: the name of an intake, or `check`.
    pub source: String,
    /// The key under which repeats come, unique within the source.
    pub key: String,
    /// What the sender wants.
    pub action: SignalAction,
    /// In one line.
    pub summary: String,
    /// How bad.
    pub severity: Severity,
    /// More, in the sender's words.
    #[serde(default)]
    pub details: String,
    /// Which check, when it is ours.
    #[serde(default)]
    pub check: Option<CheckKey>,
    /// Which application, when the sender says so or the intake is bound to one.
    #[serde(default)]
    pub application: Option<ApplicationKey>,
    /// Which part of it.
    #[serde(default)]
    pub component: Option<ComponentKey>,
    /// What kind of trouble, when the sender knows.
    #[serde(default)]
    pub nature: Option<Nature>,
    /// When the trouble began, or was over.
    pub happened_at: Timestamp,
}

/// The alert that was last seen under the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownAlert {
    /// To which incident it belongs.
    pub incident: IncidentId,
    /// Whether it lasts.
    pub is_open: bool,
    /// Where the incident is.
    pub step: Step,
    /// When the incident was resolved.
    pub resolved_at: Option<Timestamp>,
    /// Whether its client's time to object still runs.
    pub may_come_back: bool,
}

/// What a signal means, given what was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A new trouble: an incident opens.
    New,
    /// New trouble under a key that had an incident before, which is over by now.
    Recurrence(IncidentId),
    /// The same trouble, still: counted, nobody is told.
    Same(IncidentId),
    /// It is back, and its incident goes on.
    Back(IncidentId),
    /// It is over.
    Over(IncidentId),
    /// Nothing follows, for this reason.
    Ignored(IgnoredBecause),
}

/// Why nothing follows from a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoredBecause {
    /// It resolves or updates what is not open.
    NothingOpen,
    /// It is information only.
    OnlyInformation,
}

/// Whether this trouble is known already. The key decides, never the text.
pub fn seen_before(signal: &Signal, known: Option<&KnownAlert>, now: Timestamp) -> Seen {
    match (signal.action, known) {
        (SignalAction::Resolve, Some(alert)) if alert.is_open => Seen::Over(alert.incident),
        (SignalAction::Resolve, _) => Seen::Ignored(IgnoredBecause::NothingOpen),
        (SignalAction::Update, Some(alert)) if alert.is_open => Seen::Same(alert.incident),
        (SignalAction::Update, _) => Seen::Ignored(IgnoredBecause::NothingOpen),
        (SignalAction::Open, Some(alert)) if alert.is_open && !alert.step.is_over() => {
            Seen::Same(alert.incident)
        }
        (SignalAction::Open, Some(alert)) if belongs_still(alert, now) => {
            Seen::Back(alert.incident)
        }
        (SignalAction::Open, _) if signal.severity == Severity::Info => {
            Seen::Ignored(IgnoredBecause::OnlyInformation)
        }
        (SignalAction::Open, Some(alert)) => Seen::Recurrence(alert.incident),
        (SignalAction::Open, None) => Seen::New,
    }
}

/// Whether trouble that comes back now belongs to the incident that it had before.
fn belongs_still(alert: &KnownAlert, now: Timestamp) -> bool {
    if alert.step.is_at_work() {
        return true;
    }
    if alert.step == Step::Cancelled {
        return false;
    }
    let is_recent =
        alert.resolved_at.is_some_and(|resolved| now.duration_since(resolved) <= REOPEN_WINDOW);
    is_recent || (alert.step == Step::Resolved && alert.may_come_back)
}

/// Whose trouble it is and how it is to be served, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// Whose it is.
    pub client: ClientKey,
    /// Which application.
    pub application: ApplicationKey,
    /// Which part of it, when known.
    pub component: Option<ComponentKey>,
    /// What kind of trouble.
    pub nature: Nature,
    /// How much is hit.
    pub impact: Impact,
    /// How soon it hurts.
    pub urgency: Urgency,
    /// The order in which it is served.
    pub priority: Priority,
}

/// Finds the application, component, nature and priority of a signal; `None` when it names no
/// application that is known.
pub fn whose(signal: &Signal, directory: &Directory) -> Option<Whose> {
    let check = signal.check.as_ref().and_then(|key| directory.checks.get(key));
    let of_check = check.map(|check| check.application.clone());
    let application = signal.application.clone().or(of_check)?;
    let document = directory.applications.get(&application)?;
    let component = signal
        .component
        .clone()
        .or_else(|| check.and_then(|check| check.component.clone()))
        .filter(|key| document.components.iter().any(|part| part.key == *key));
    let nature = signal.nature.unwrap_or(Nature::Outage);
    let impact = check.map_or(Impact::Medium, |check| check.impact);
    let urgency = match signal.severity {
        Severity::Critical => Urgency::High,
        Severity::Warning => Urgency::Low,
        Severity::Info => Urgency::Low,
    };
    let agreement = directory.agreement_for(Some(&application), component.as_ref());
    let matrix = directory.priority_matrix(agreement.as_ref());
    let priority = matrix.of(nature, impact, urgency);
    let client = document.client.clone();
    Some(Whose { client, application, component, nature, impact, urgency, priority })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn signal(action: SignalAction) -> Signal {
        Signal {
            source: "grafana".to_owned(),
            key: "shop-down".to_owned(),
            action,
            summary: "shop is down".to_owned(),
            severity: Severity::Critical,
            details: String::new(),
            check: None,
            application: None,
            component: None,
            nature: None,
            happened_at: at("2026-03-06T10:00:00Z"),
        }
    }

    fn known(step: Step, is_open: bool) -> KnownAlert {
        let incident = IncidentId(uuid::Uuid::nil());
        KnownAlert { incident, is_open, step, resolved_at: None, may_come_back: false }
    }

    const NOW: &str = "2026-03-06T12:00:00Z";

    #[test]
    fn a_recovery_without_an_open_alert_opens_nothing() {
        let seen = seen_before(&signal(SignalAction::Resolve), None, at(NOW));
        assert_eq!(seen, Seen::Ignored(IgnoredBecause::NothingOpen));
    }

    #[test]
    fn the_same_key_while_it_lasts_is_the_same_trouble() {
        let alert = known(Step::Investigating, true);
        let seen = seen_before(&signal(SignalAction::Open), Some(&alert), at(NOW));
        assert_eq!(seen, Seen::Same(alert.incident));
    }

    #[test]
    fn trouble_that_comes_back_within_the_hour_belongs_to_its_incident() {
        let mut alert = known(Step::Closed, false);
        alert.resolved_at = Some(at("2026-03-06T11:00:00Z"));
        let seen =
            |alert: &KnownAlert| seen_before(&signal(SignalAction::Open), Some(alert), at(NOW));
        assert_eq!(seen(&alert), Seen::Back(alert.incident));
        alert.resolved_at = Some(at("2026-03-06T10:59:59Z"));
        assert_eq!(seen(&alert), Seen::Recurrence(alert.incident));
    }

    #[test]
    fn what_was_cancelled_as_spam_does_not_swallow_new_trouble() {
        let alert = known(Step::Cancelled, true);
        let seen = seen_before(&signal(SignalAction::Open), Some(&alert), at(NOW));
        assert_eq!(seen, Seen::Recurrence(alert.incident));
    }
}
