//! Where an incident stands among agreements: its agreement, its route, its calendar, its rows.

use jiff::civil::{Date, DateTime, Time};
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

/// The instant `days` business days after `from`: the same time of day, on the date in the calendar's
/// zone by which so many dates with opening hours have come. One business day after a Friday afternoon
/// is Monday afternoon. Without a calendar every 24 hours are a day.
pub(super) fn business_days_after(
    calendar: Option<&Calendar>,
    from: Timestamp,
    days: u32,
) -> Timestamp {
    const LONGEST_CLOSURE: u32 = 400;
    let Some(calendar) = calendar else {
        let hours = SignedDuration::from_hours(24 * i64::from(days));
        return from.checked_add(hours).unwrap_or(Timestamp::MAX);
    };
    let local = calendar.zone().to_datetime(from);
    let mut date = local.date();
    let mut left = days;
    for _ in 0..days.saturating_add(LONGEST_CLOSURE) {
        if left == 0 {
            break;
        }
        let Ok(next) = date.tomorrow() else { return Timestamp::MAX };
        date = next;
        left -= u32::from(opens_on(calendar, date));
    }
    instant(calendar, date.to_datetime(local.time()))
}

/// Whether there are opening hours on a date.
fn opens_on(calendar: &Calendar, date: Date) -> bool {
    let begins = |date: Date| instant(calendar, date.to_datetime(Time::midnight()));
    let end = date.tomorrow().map_or(Timestamp::MAX, begins);
    calendar.elapsed(begins(date), end).is_ok_and(|elapsed| elapsed.seconds() > 0)
}

/// The instant of a time on the wall; where clocks change, as they were before.
fn instant(calendar: &Calendar, local: DateTime) -> Timestamp {
    let zone = calendar.zone().clone();
    zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CalendarSpec;

    fn office() -> Calendar {
        let spec: CalendarSpec = toml::from_str(
            r#"
            tz = "Europe/Amsterdam"
            [[versions]]
            weekly = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], wed = ["09:00-17:00"], thu = ["09:00-17:00"], fri = ["09:00-17:00"] }
            closed_on = ["2026-04-06"]
            "#,
        )
        .unwrap();
        Calendar::compile(spec).unwrap()
    }

    fn after(from: &str, days: u32) -> String {
        let office = office();
        let from = instant(&office, from.parse().unwrap());
        let at = business_days_after(Some(&office), from, days);
        office.zone().to_datetime(at).strftime("%a %Y-%m-%dT%H:%M").to_string()
    }

    #[test]
    fn a_business_day_later_is_the_same_time_on_the_next_date_that_is_open() {
        assert_eq!(after("2026-03-10T10:00", 1), "Wed 2026-03-11T10:00");
        assert_eq!(after("2026-03-13T16:00", 1), "Mon 2026-03-16T16:00", "not on Saturday");
        assert_eq!(after("2026-03-10T10:00", 5), "Tue 2026-03-17T10:00");
        assert_eq!(after("2026-03-14T12:00", 1), "Mon 2026-03-16T12:00", "from a weekend");
        assert_eq!(
            after("2026-04-02T15:00", 1),
            "Fri 2026-04-03T15:00",
            "Good Friday is open here"
        );
        assert_eq!(after("2026-04-03T15:00", 1), "Tue 2026-04-07T15:00", "past Easter Monday");
        assert_eq!(after("2026-03-27T10:00", 1), "Mon 2026-03-30T10:00", "past the clock change");
        assert_eq!(after("2026-03-10T10:00", 0), "Tue 2026-03-10T10:00");
    }

    #[test]
    fn without_a_calendar_every_day_counts() {
        let from: Timestamp = "2026-03-13T16:00:00Z".parse().unwrap();
        let later = business_days_after(None, from, 2);
        assert_eq!(later, "2026-03-15T16:00:00Z".parse().unwrap());
    }
}
