//! Examples for the tests of clocks: a book of calendars and one agreement, and short ways to
//! write down what happened.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Calendars, Clock, clock};
use crate::calendar::{
    Calendar, CalendarSpec, CalendarVersion, DutchHolidays, HolidayPolicy, Weekly, WorkingTime,
};
use crate::directory::Pin;
use crate::key::{AgreementKey, CalendarKey};
use crate::priority::Priority;
use crate::sla::{Agreement, ClockEvent, ClockEventKind, Metric, OnReopen, Pause, Target, Tier};

/// An instant, written as local time in Amsterdam.
#[track_caller]
pub(in crate::sla) fn at(text: &str) -> Timestamp {
    let local: DateTime = text.parse().unwrap();
    let amsterdam = TimeZone::get("Europe/Amsterdam").unwrap();
    amsterdam.to_timestamp(local).unwrap()
}

pub(in crate::sla) fn hours(hours: i64) -> WorkingTime {
    WorkingTime::hours(hours)
}

pub(in crate::sla) fn minutes(minutes: i64) -> WorkingTime {
    WorkingTime::minutes(minutes)
}

/// Calendars and one agreement in one version.
#[derive(Debug)]
pub(in crate::sla) struct Book {
    calendars: BTreeMap<CalendarKey, Calendar>,
    pub(in crate::sla) agreement: Agreement,
}

impl Calendars for Book {
    fn calendar(&self, key: &CalendarKey) -> Option<&Calendar> {
        self.calendars.get(key)
    }

    fn agreement(&self, pin: &Pin<AgreementKey>) -> Option<&Agreement> {
        (pin.key == self.agreement.key && pin.version == 1).then_some(&self.agreement)
    }
}

impl Book {
    /// The same, with other hours in place of the office's.
    pub(in crate::sla) fn in_hours(mut self, calendar: Calendar) -> Self {
        self.calendars.insert("office".parse().expect("a key"), calendar);
        self
    }

    /// An agreement without targets over the calendar `office`: Monday to Friday 09:00-17:00 in
    /// Amsterdam, closed on Dutch holidays. The calendar `always` never closes, `never` never
    /// opens.
    pub(in crate::sla) fn office() -> Self {
        let office = CalendarVersion {
            weekly: workdays(&["09:00-17:00"]),
            holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
            ..CalendarVersion::default()
        };
        let spec = CalendarSpec::single("Europe/Amsterdam", office);
        let office = spec.with_holidays_resolved(at("2026-01-01T12:00"));
        let never = CalendarSpec::single("Europe/Amsterdam", CalendarVersion::default());
        let (key, calendar) = ("gold".parse().unwrap(), "office".parse().unwrap());
        let agreement = Agreement {
            minor_fixes_preapproved: false,
            ..Agreement::plain(key, "Gold", Tier::Gold, calendar)
        };
        Self { calendars: BTreeMap::new(), agreement }
            .calendar("office", office)
            .calendar("always", CalendarSpec::always_open("Europe/Amsterdam"))
            .calendar("never", never)
    }

    /// As [`Self::office`], with other hours on workdays and no holidays.
    pub(in crate::sla) fn open_on_workdays(windows: &[&str]) -> Self {
        let version = CalendarVersion { weekly: workdays(windows), ..CalendarVersion::default() };
        Self::office().calendar("office", CalendarSpec::single("Europe/Amsterdam", version))
    }

    /// As [`Self::office`] without holidays, open from 08:00 to 20:00 from an instant on.
    pub(in crate::sla) fn office_with_longer_days_from(when: &str) -> Self {
        Self::open_on_workdays(&["09:00-17:00"]).open_longer_from(at(when))
    }

    /// The office is open from 08:00 to 20:00 on workdays from an instant on.
    pub(in crate::sla) fn open_longer_from(self, when: Timestamp) -> Self {
        let mut spec = self.spec("office");
        let (effective_from, weekly) = (Some(when), workdays(&["08:00-20:00"]));
        spec.versions.push(CalendarVersion {
            effective_from,
            weekly,
            ..CalendarVersion::default()
        });
        self.calendar("office", spec)
    }

    fn spec(&self, key: &str) -> CalendarSpec {
        self.calendars[&key.parse().unwrap()].spec().clone()
    }

    fn calendar(mut self, key: &str, spec: CalendarSpec) -> Self {
        self.calendars.insert(key.parse().unwrap(), Calendar::compile(spec).unwrap());
        self
    }

    /// Promises a metric for a priority.
    pub(in crate::sla) fn promises(
        mut self,
        metric: Metric,
        priority: Priority,
        minutes: u32,
    ) -> Self {
        self.agreement.targets.push(Target::new(metric, priority, minutes));
        self
    }

    /// Counts the last promise in another calendar.
    pub(in crate::sla) fn counted_in(mut self, calendar: &str) -> Self {
        self.agreement.targets.last_mut().unwrap().calendar = Some(calendar.parse().unwrap());
        self
    }

    /// Counts the last promise in its own calendar only once the trouble is confirmed.
    pub(in crate::sla) fn once_confirmed(mut self) -> Self {
        self.agreement.targets.last_mut().unwrap().once_confirmed = true;
        self
    }

    /// What becomes of a metric when the incident is opened again.
    pub(in crate::sla) fn when_reopened(mut self, metric: Metric, what: OnReopen) -> Self {
        self.agreement.on_reopen.insert(metric, what);
        self
    }

    #[track_caller]
    pub(in crate::sla) fn clock(&self, metric: Metric, events: &[ClockEvent], now: &str) -> Clock {
        clock(metric, events, self, at(now)).unwrap()
    }
}

fn workdays(windows: &[&str]) -> Weekly {
    let windows: Vec<_> = windows.iter().map(|text| text.parse().unwrap()).collect();
    Weekly::workdays(&windows)
}

/// The agreement of the book.
pub(in crate::sla) fn agreed() -> ClockEventKind {
    ClockEventKind::Agreed(Pin { key: "gold".parse().unwrap(), version: 1 })
}

pub(in crate::sla) fn classified(priority: Priority) -> ClockEventKind {
    ClockEventKind::Prioritised { priority, is_provisional: false }
}

pub(in crate::sla) fn assumed(priority: Priority) -> ClockEventKind {
    ClockEventKind::Prioritised { priority, is_provisional: true }
}

pub(in crate::sla) fn event(when: &str, kind: ClockEventKind) -> ClockEvent {
    ClockEvent { at: at(when), kind }
}

/// A report with its agreement and priority.
pub(in crate::sla) fn reported(when: &str, priority: Priority) -> Vec<ClockEvent> {
    [ClockEventKind::Reported, agreed(), classified(priority)]
        .map(|kind| event(when, kind))
        .to_vec()
}

/// What happened, after a report.
pub(in crate::sla) trait Then: Sized {
    fn then(self, when: &str, kind: ClockEventKind) -> Self;

    fn waits(self, pause: Pause, from: &str, to: &str) -> Self {
        self.then(from, ClockEventKind::PauseBegan(pause))
            .then(to, ClockEventKind::PauseEnded(pause))
    }

    fn responds(self, when: &str) -> Self {
        self.then(when, ClockEventKind::Responded { next_update_at: None })
    }
}

impl Then for Vec<ClockEvent> {
    fn then(mut self, when: &str, kind: ClockEventKind) -> Self {
        self.push(event(when, kind));
        self
    }
}
