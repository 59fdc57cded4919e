//! What it is and where it goes: classifying, naming the application, a step back, the side door.

use super::{Draft, required};
use crate::incident::command::Refusal;
use crate::incident::fact::{CancelKind, Classification, Fact};
use crate::incident::state::Pins;
use crate::key::{ApplicationKey, ComponentKey};
use crate::priority::{Impact, Nature, Urgency, priority_of};
use crate::process::Step;
use crate::sla::Pause;

pub(super) fn classify(
    draft: &mut Draft<'_>,
    nature: Nature,
    component: Option<ComponentKey>,
    (impact, urgency): (Impact, Urgency),
    reason: Option<String>,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    known_component(draft, component.as_ref())?;
    let priority = priority_of(nature, impact, urgency);
    let classification = Classification { nature, component, impact, urgency, priority };
    if draft.state.classified.as_ref() == Some(&classification) {
        return Err(Refusal::Already);
    }
    let reason = reason.filter(|text| !text.trim().is_empty());
    let lowers = draft.state.classified.as_ref().is_some_and(|it| priority > it.priority);
    if lowers && reason.is_none() {
        return Err(Refusal::Missing("the reason for a lower priority"));
    }
    draft.add(Fact::Classified { classification, reason });
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
    let pins = Pins::of(directory, Some(&application));
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
