//! "Action! Who?": one party has the ball at any moment. A hand-over is an offer; the old holder
//! keeps the ball until it is accepted.

use jiff::{SignedDuration, Timestamp};

use super::{Draft, required};
use crate::calendar::WorkingTime;
use crate::directory::{Behind, Role};
use crate::incident::command::Refusal;
use crate::incident::fact::{Actor, Fact};
use crate::key::PersonKey;
use crate::party::Party;
use crate::priority::Priority;
use crate::process::Step;

pub(super) fn take(draft: &mut Draft<'_>, reason: String) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let Some(person) = draft.context.actor.person().cloned() else {
        return Err(Refusal::Missing("the person who takes it"));
    };
    // Back at "Action! Who?", or once an offer came back, the holder may take it up again.
    let looks_for_holder = draft.state.offer.is_some() || draft.state.step == Step::Assigning;
    if draft.state.holder.person.as_ref() == Some(&person) && !looks_for_holder {
        return Err(Refusal::AlreadyYours);
    }
    if draft.state.step == Step::Reported {
        draft.go(Step::Assigning)?;
    }
    let party = party_of(draft, &person);
    draft.add(Fact::HolderAccepted { party, person: Some(person), reason });
    start_investigating(draft)
}

/// For which of our parties a person takes: the second line for its own, the desk for the others.
fn party_of(draft: &Draft<'_>, person: &PersonKey) -> Party {
    let developer = draft
        .context
        .directory
        .people
        .get(person)
        .is_some_and(|person| person.role == Role::Developer);
    if developer { Party::Development } else { Party::ServiceDesk }
}

fn start_investigating(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    if draft.state.step != Step::Assigning {
        return Ok(());
    }
    if draft.state.client_told_at.is_none() {
        let holder = &draft.state.holder;
        let who = match &holder.person {
            Some(person) => draft.context.directory.person_name(person).to_owned(),
            None => match draft.context.directory.supplier_name(&holder.party) {
                Some(name) => name.to_owned(),
                None => holder.party.to_string(),
            },
        };
        let at = draft.now();
        draft.add_due(at, Fact::ClientTold { what: who });
    }
    draft.go(Step::Investigating)
}

pub(super) fn offer(
    draft: &mut Draft<'_>,
    party: Party,
    person: Option<PersonKey>,
    reason: String,
) -> Result<(), Refusal> {
    draft.only_at_work()?;
    let reason = required(reason, "the reason")?;
    let party = named(draft, party)?;
    if party == draft.state.holder.party
        && (person.is_none() || person == draft.state.holder.person)
    {
        return Err(Refusal::Already);
    }
    let application = draft.state.application.as_ref();
    let behind = draft.context.directory.behind(&party, &draft.state.client, application);
    if behind.is_empty() || party.is_client() {
        return Err(Refusal::NobodyThere(party));
    }
    if let Some(person) = &person
        && !behind.iter().any(|it| matches!(it, Behind::Person(known) if known.key == *person))
    {
        return Err(Refusal::Unknown { what: "person", key: person.to_string() });
    }
    if draft.state.step == Step::Reported {
        draft.go(Step::Assigning)?;
    }
    let accept_by = accept_by(draft, &party);
    let offered = party.clone();
    draft.add(Fact::HolderOffered { party, person, reason: reason.clone(), accept_by });
    draft.engage(&offered, reason);
    Ok(())
}

/// The component's supplier by its name.
fn named(draft: &Draft<'_>, party: Party) -> Result<Party, Refusal> {
    if party != Party::ComponentSupplier {
        return Ok(party);
    }
    draft.state.supplier(draft.context.directory).ok_or(Refusal::NobodyThere(party))
}

/// Until when an offer waits: for a supplier its reaction time in its own hours, for our own
/// people the route's time. P1 runs on the clock on the wall.
fn accept_by(draft: &Draft<'_>, party: &Party) -> Timestamp {
    let directory = draft.context.directory;
    let now = draft.now();
    let route_minutes = draft.state.route(directory).map_or(30, |route| route.accept_minutes);
    let supplier = match party {
        Party::Supplier(key) => directory.suppliers.get(key),
        Party::ServiceDesk
        | Party::Development
        | Party::IncidentManager
        | Party::Account
        | Party::ClientOwner
        | Party::ClientContact
        | Party::ClientStakeholders
        | Party::ComponentSupplier => None,
    };
    let minutes = supplier.and_then(|it| it.reaction_minutes).unwrap_or(route_minutes);
    let calendar = match supplier {
        Some(supplier) => supplier.calendar.as_ref().and_then(|key| directory.calendars.get(key)),
        None => None,
    };
    let calendar = match calendar {
        Some(calendar) => Some(calendar.as_ref()),
        None if draft.state.priority == Priority::P1 => None,
        None => draft.state.service_calendar(directory),
    };
    calendar
        .and_then(|calendar| calendar.due(now, WorkingTime::minutes(i64::from(minutes))))
        .unwrap_or_else(|| {
            let wait = SignedDuration::from_mins(i64::from(minutes));
            now.checked_add(wait).unwrap_or(Timestamp::MAX)
        })
}

pub(super) fn accept(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let Some(offer) = draft.state.offer.clone() else { return Err(Refusal::NoOffer) };
    let person = match draft.context.actor {
        Actor::Person(person) if offer.party.is_own() => Some(person.clone()),
        Actor::Person(_) | Actor::Party(_) | Actor::Piket | Actor::Check(_) | Actor::Program(_) => {
            offer.person
        }
    };
    let party = offer.party.clone();
    draft.add(Fact::HolderAccepted { party: offer.party, person, reason: String::new() });
    draft.follow_up(&party);
    start_investigating(draft)
}

pub(super) fn refuse(draft: &mut Draft<'_>, reason: String) -> Result<(), Refusal> {
    let reason = required(reason, "the reason")?;
    let Some(offer) = &draft.state.offer else { return Err(Refusal::NoOffer) };
    let party = offer.party.clone();
    draft.add(Fact::HolderRefused { party, reason });
    Ok(())
}

pub(super) fn involve_development(draft: &mut Draft<'_>, question: String) -> Result<(), Refusal> {
    let question = required(question, "the question to the development team")?;
    draft.go(Step::Developing)?;
    if draft.state.holder.party == Party::Development {
        return Ok(());
    }
    let accept_by = accept_by(draft, &Party::Development);
    draft.add(Fact::HolderOffered {
        party: Party::Development,
        person: None,
        reason: question.clone(),
        accept_by,
    });
    draft.engage(&Party::Development, question);
    Ok(())
}
