//! Two views of the same clocks: as they were recorded, and as they are after what was corrected.
//!
//! Both are replays. The corrected one puts the corrected instants in the place of the recorded
//! ones and lets the corrected calendar count; an excused breach stays a clock that was missed, and
//! [`super::Ledger::excuse`] says that it is not held against us.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Corrected;
use crate::calendar::Calendar;
use crate::directory::Pin;
use crate::incident::state::State;
use crate::key::{AgreementKey, CalendarKey};
use crate::sla::{self, Agreement, Calendars, Clock, ClockEvent, ClockEventKind, Metric};

/// Which figures are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// As they were recorded.
    Raw,
    /// With what was approved to be corrected.
    Corrected,
}

/// The clocks of an incident in a view, as they stand at `now`.
pub fn clocks_in(
    incident: &State,
    view: View,
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Vec<Clock> {
    Metric::ALL
        .into_iter()
        .filter_map(|metric| cycles_in(incident, metric, view, calendars, now).pop())
        .collect()
}

/// All cycles of a metric in a view, oldest first.
pub fn cycles_in(
    incident: &State,
    metric: Metric,
    view: View,
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Vec<Clock> {
    match view {
        View::Raw => sla::cycles(metric, &incident.clock_events, calendars, now),
        View::Corrected => {
            let events = incident.corrected_events();
            let calendars = Recounted::of(incident, calendars);
            sla::cycles(metric, &events, &calendars, now)
        }
    }
}

impl State {
    /// What clocks look at, with corrected instants in the place of the recorded ones.
    pub fn corrected_events(&self) -> Cow<'_, [ClockEvent]> {
        let approved = self.corrections.approved();
        if approved.is_empty() {
            return Cow::Borrowed(&self.clock_events);
        }
        let mut events = self.clock_events.clone();
        for request in approved {
            let what = &request.correction.what;
            for (event, raw) in events.iter_mut().zip(&self.clock_events) {
                if let Some(at) = moved(what, raw) {
                    event.at = at;
                }
            }
        }
        Cow::Owned(events)
    }
}

/// To which instant a correction moves a happening; nothing if it speaks of another.
fn moved(what: &Corrected, event: &ClockEvent) -> Option<Timestamp> {
    let (old, new, is_meant) = match what {
        Corrected::ReportedAt { old, new } => {
            (old, new, matches!(event.kind, ClockEventKind::Reported))
        }
        Corrected::RespondedAt { old, new } => {
            (old, new, matches!(event.kind, ClockEventKind::Responded { .. }))
        }
        Corrected::RestoredAt { old, new } => {
            (old, new, matches!(event.kind, ClockEventKind::Restored))
        }
        Corrected::Breach { .. }
        | Corrected::OutageStart { .. }
        | Corrected::OutageEnd { .. }
        | Corrected::Calendar { .. } => return None,
    };
    (is_meant && event.at == *old).then_some(*new)
}

/// Calendars, of which one counts in the place of another.
pub struct Recounted<'a> {
    calendars: &'a dyn Calendars,
    instead: BTreeMap<CalendarKey, CalendarKey>,
}

impl<'a> Recounted<'a> {
    /// The calendars as the approved corrections of an incident have them.
    pub fn of(incident: &State, calendars: &'a dyn Calendars) -> Self {
        let approved = incident.corrections.approved().into_iter();
        let instead = approved.filter_map(|request| match &request.correction.what {
            Corrected::Calendar { old, new } => Some((old.clone(), new.clone())),
            Corrected::Breach { .. }
            | Corrected::ReportedAt { .. }
            | Corrected::RespondedAt { .. }
            | Corrected::RestoredAt { .. }
            | Corrected::OutageStart { .. }
            | Corrected::OutageEnd { .. } => None,
        });
        Self { calendars, instead: instead.collect() }
    }
}

impl Calendars for Recounted<'_> {
    fn calendar(&self, key: &CalendarKey) -> Option<&Calendar> {
        self.calendars.calendar(self.instead.get(key).unwrap_or(key))
    }

    fn agreement(&self, pin: &Pin<AgreementKey>) -> Option<&Agreement> {
        self.calendars.agreement(pin)
    }
}
