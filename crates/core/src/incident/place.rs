//! Where an incident stands among agreements: its agreement, its route, its calendar, its rows.

use jiff::{SignedDuration, Timestamp};

use super::state::State;
use crate::calendar::Calendar;
use crate::directory::{Directory, Language};
use crate::party::Party;
use crate::process::Route;
use crate::process::Step;
use crate::process::guard::Surroundings;
use crate::raci::{self, Activity, Place, Resolved};
use crate::sla::Agreement;

impl State {
    /// The agreement that was promised.
    pub fn agreement<'a>(&self, directory: &'a Directory) -> Option<&'a Agreement> {
        directory.agreement(self.pins.agreement.as_ref()?)
    }

    /// The route that was promised, when it is not the canonical one.
    pub fn route<'a>(&self, directory: &'a Directory) -> Option<&'a Route> {
        directory.route(self.pins.route.as_ref()?)
    }

    /// The calendar of the service window.
    pub fn service_calendar<'a>(&self, directory: &'a Directory) -> Option<&'a Calendar> {
        let agreement = self.agreement(directory)?;
        directory.calendars.get(&agreement.calendar).map(AsRef::as_ref)
    }

    /// The supplier of the component that is in trouble.
    pub fn supplier(&self, directory: &Directory) -> Option<Party> {
        let component = self.classified.as_ref()?.component.as_ref()?;
        let application = directory.applications.get(self.application.as_ref()?)?;
        let component = application.components.iter().find(|it| it.key == *component)?;
        component.supplier.clone().map(Party::Supplier)
    }

    /// The row of the matrix for an activity, in the versions that were promised.
    pub fn row(&self, directory: &Directory, activity: Activity) -> Option<Resolved> {
        let pinned: Vec<_> = self
            .pins
            .matrices
            .iter()
            .filter_map(|pin| directory.matrices.get(&pin.key)?.pinned(pin.version))
            .collect();
        let place = Place {
            client: Some(self.client.clone()),
            application: self.application.clone(),
            component: self.classified.as_ref().and_then(|it| it.component.clone()),
            nature: self.classified.as_ref().map(|it| it.nature),
            supplier: self.supplier(directory),
        };
        raci::resolve(&pinned, &place, activity)
    }

    /// The language of the client's side of the incident.
    pub fn client_language(&self, directory: &Directory) -> Language {
        let reporter = self.reporter.as_ref().and_then(|key| directory.people.get(key));
        match reporter {
            Some(person) => directory.language_of(person),
            None => directory
                .clients
                .get(&self.client)
                .and_then(|client| client.language)
                .unwrap_or(directory.installation.language),
        }
    }
}

/// What the guards must know about an incident's surroundings.
pub fn surroundings(incident: &State, directory: &Directory, now: Timestamp) -> Surroundings {
    let application = incident.application.as_ref();
    let behind = |party| !directory.behind(party, &incident.client, application).is_empty();
    let agreement = incident.agreement(directory);
    Surroundings {
        has_test_environment: application
            .and_then(|key| directory.applications.get(key))
            .is_some_and(|application| application.has_test_environment),
        has_client_people: [Party::ClientOwner, Party::ClientContact, Party::ClientStakeholders]
            .iter()
            .any(behind),
        has_client_owner: behind(&Party::ClientOwner),
        minor_fixes_preapproved: agreement.is_none_or(|it| it.minor_fixes_preapproved),
        resolution_by_workaround: agreement.is_some_and(|it| it.resolution_by_workaround),
        confirmation_is_over: incident
            .confirmation_ends_at(directory)
            .is_some_and(|ends_at| ends_at <= now),
    }
}

impl State {
    /// When the client's time to object ends; `None` unless it is resolved.
    pub fn confirmation_ends_at(&self, directory: &Directory) -> Option<Timestamp> {
        let resolved_at = self.resolution.as_ref()?.at;
        let days = self.route(directory).map_or(3, |route| route.confirm_days);
        Some(business_days_after(self.service_calendar(directory), resolved_at, days))
    }

    /// Whether it is closed and the time in which it could be opened again has passed.
    pub fn is_past_reopening(&self, directory: &Directory, now: Timestamp) -> bool {
        // As long as it is not closed, the client can say that it is not fixed.
        self.step == Step::Closed
            && self.reopening_ends_at(directory).is_some_and(|ends_at| ends_at < now)
    }

    /// Whether a new incident may follow it up: it is over, cannot be opened again, and does not
    /// go on under another number.
    pub fn takes_follow_up(&self, directory: &Directory, now: Timestamp) -> bool {
        let is_cancelled = self.step == Step::Cancelled && self.merging.merged_into().is_none();
        is_cancelled || self.is_past_reopening(directory, now)
    }

    /// Until when it can be opened again; `None` unless it is resolved.
    pub fn reopening_ends_at(&self, directory: &Directory) -> Option<Timestamp> {
        let resolved_at = self.resolution.as_ref()?.at;
        let days = self.agreement(directory).map_or(5, |agreement| agreement.reopen_days);
        Some(business_days_after(self.service_calendar(directory), resolved_at, days))
    }
}

/// The instant `days` business days after `from`: stretches of 24 hours without any opening hour
/// do not count. Without a calendar every day counts.
pub(super) fn business_days_after(
    calendar: Option<&Calendar>,
    from: Timestamp,
    days: u32,
) -> Timestamp {
    const DAY: SignedDuration = SignedDuration::from_hours(24);
    const LONGEST_CLOSURE: u32 = 400;
    let mut at = from;
    let mut left = days;
    for _ in 0..days.saturating_add(LONGEST_CLOSURE) {
        if left == 0 {
            break;
        }
        let next = at.checked_add(DAY).unwrap_or(Timestamp::MAX);
        let is_open = calendar.is_none_or(|calendar| {
            calendar.elapsed(at, next).is_ok_and(|elapsed| elapsed.seconds() > 0)
        });
        left -= u32::from(is_open);
        at = next;
    }
    at
}
