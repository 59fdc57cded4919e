//! What it is and where it goes: classifying, naming the application, a step back, the side door.

use super::{Draft, required};
use crate::directory::Pin;
use crate::incident::command::Refusal;
use crate::incident::fact::{CancelKind, Classification, Fact};
use crate::incident::state::Pins;
use crate::key::{AgreementKey, ApplicationKey, ComponentKey};
use crate::priority::{Impact, Nature, Urgency};
use crate::process::Step;
use crate::sla::{ClockEventKind, Pause};

/// Why it is classified so.
pub(super) struct Why {
    /// In words; needed when it lowers the priority.
    pub(super) reason: Option<String>,
    /// Who of the client agreed.
    pub(super) agreed: Option<String>,
}

pub(super) fn classify(
    draft: &mut Draft<'_>,
    nature: Nature,
    component: Option<ComponentKey>,
    (impact, urgency): (Impact, Urgency),
    Why { reason, agreed }: Why,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    known_component(draft, component.as_ref())?;
    let agreement = agreement_of(draft, component.as_ref());
    let pin = agreement.as_ref().or(draft.state.pins.agreement.as_ref());
    let priority = draft.context.directory.priority_matrix(pin).of(nature, impact, urgency);
    let classification = Classification { nature, component, impact, urgency, priority };
    if draft.state.classified.as_ref() == Some(&classification) {
        return Err(Refusal::Already);
    }
    let reason = reason.filter(|text| !text.trim().is_empty());
    let told = draft.state.classified.as_ref().map(|it| (it.impact, it.urgency));
    let told = told.or(draft.state.felt);
    if told.is_some_and(|told| told != (impact, urgency)) && reason.is_none() {
        return Err(Refusal::Missing("the reason for another impact or urgency"));
    }
    let agreed = agreed.filter(|text| !text.trim().is_empty());
    let lowers = draft.state.classified.as_ref().is_some_and(|it| priority > it.priority);
    if lowers && reason.is_none() {
        return Err(Refusal::Missing("the reason for a lower priority"));
    }
    let is_the_clients = draft.state.client_priority == Some(draft.state.priority);
    if lowers && is_the_clients && agreed.is_none() {
        return Err(Refusal::Missing("who of the client agreed to a lower priority, and how"));
    }
    draft.add(Fact::Classified { classification, reason, agreement, agreed });
    Ok(())
}

/// What was promised for the part that is in trouble, when that is not what the incident has.
///
/// The agreement that it has stays in the version in which it was promised. One that it had before
/// comes back in the version that it had.
fn agreement_of(draft: &Draft<'_>, component: Option<&ComponentKey>) -> Option<Pin<AgreementKey>> {
    let application = draft.state.application.as_ref()?;
    let held = draft.state.pins.agreement.as_ref();
    let now = draft.context.directory.agreement_for(Some(application), component)?;
    if held.is_some_and(|held| held.key == now.key) {
        return None;
    }
    let before = draft.state.clock_events.iter().rev().find_map(|event| {
        let ClockEventKind::Agreed(pin) = &event.kind else { return None };
        (pin.key == now.key).then(|| pin.clone())
    });
    Some(before.unwrap_or(now))
}

/// Lets another version of the agreement hold for this incident. It replaces the targets from the
/// report on; what was breached before stays written.
pub(super) fn migrate_agreement(
    draft: &mut Draft<'_>,
    version: u32,
    agreed_with: String,
    reason: String,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let agreed_with = required(agreed_with, "who agreed for the client")?;
    let reason = required(reason, "the reason")?;
    let Some(held) = draft.state.pins.agreement.clone() else {
        return Err(Refusal::Missing("an agreement"));
    };
    if held.version == version {
        return Err(Refusal::Already);
    }
    let agreement = Pin { key: held.key, version };
    if draft.context.directory.agreement(&agreement).is_none() {
        let key = format!("{} {version}", agreement.key);
        return Err(Refusal::Unknown { what: "agreement", key });
    }
    let priority = draft.state.classified.clone().map(|it| {
        let matrix = draft.context.directory.priority_matrix(Some(&agreement));
        (matrix.of(it.nature, it.impact, it.urgency), it)
    });
    draft.add(Fact::AgreementMigrated { agreement, agreed_with, reason: reason.clone() });
    if let Some((priority, classification)) = priority
        && priority != classification.priority
    {
        let classification = Classification { priority, ..classification };
        draft.add(Fact::Classified {
            classification,
            reason: Some(reason),
            agreement: None,
            agreed: None,
        });
    }
    Ok(())
}

fn known_component(draft: &Draft<'_>, component: Option<&ComponentKey>) -> Result<(), Refusal> {
    let Some(key) = component else { return Ok(()) };
    let application = draft
        .state
        .application
        .as_ref()
        .and_then(|application| draft.context.directory.applications.get(application));
    let is_known = application.is_some_and(|it| it.components.iter().any(|part| part.key == *key));
    if is_known {
        Ok(())
    } else {
        Err(Refusal::Unknown { what: "component", key: key.to_string() })
    }
}

pub(super) fn set_application(
    draft: &mut Draft<'_>,
    application: ApplicationKey,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let directory = draft.context.directory;
    let is_theirs =
        directory.applications.get(&application).is_some_and(|it| it.client == draft.state.client);
    if !is_theirs {
        return Err(Refusal::Unknown { what: "application", key: application.to_string() });
    }
    if draft.state.application.as_ref() == Some(&application) {
        return Err(Refusal::Already);
    }
    let pins = Pins::of(directory, Some(&application), None);
    draft.add(Fact::ApplicationSet { application, pins });
    Ok(())
}

pub(super) fn step_back(draft: &mut Draft<'_>, to: Step, reason: String) -> Result<(), Refusal> {
    let reason = required(reason, "the reason")?;
    draft.only_at_work()?;
    draft.go_for(to, reason)?;
    if to <= Step::Agreeing {
        // What the client agreed to wait for is off the table.
        draft.wait_no_longer(Pause::AgreedDeferral);
    }
    Ok(())
}

pub(super) fn cancel(
    draft: &mut Draft<'_>,
    cancel: CancelKind,
    reason: String,
) -> Result<(), Refusal> {
    let reason = required(reason, "the reason")?;
    draft.go_for(Step::Cancelled, reason.clone())?;
    draft.add(Fact::Cancelled { cancel, reason });
    Ok(())
}
