//! Business calendars: which instants count as working time, and when a promise ends.
//!
//! Everything is counted in real seconds between instants; local time matters only where opening
//! hours are read. What a promise is, and when its clock is paused, belongs to the agreements.

mod days;
mod early;
mod error;
mod explain;
mod feed;
mod holidays;
mod ical;
mod pauses;
mod spec;
mod timetable;
mod validate;
mod window;
mod working_time;

#[cfg(test)]
mod examples;
#[cfg(test)]
pub(crate) mod laws;
#[cfg(test)]
mod second_opinion;

use std::sync::OnceLock;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

pub use days::CalendarDay;
pub use early::{EarlyError, TimeOfDay, YearDay};
pub use error::{Backwards, CalendarError};
pub use explain::ExplainedDay;
pub use feed::{Chosen, Closing, Feed, FeedEvent, closed_by};
pub use holidays::{
    BritishHolidays, DutchHolidays, FrenchHolidays, GermanHolidays, HolidayName, HolidayPolicy,
    Land, LiberationDay, Nation, NoChoice, easter_sunday,
};
pub use ical::{NotACalendar, Read, read as read_ical};
pub use pauses::Pauses;
pub use spec::{CalendarSpec, CalendarVersion, DayRule};
pub use validate::{CalendarWarning, Report, validate};
pub use window::{Weekly, Window, WindowError};
pub use working_time::WorkingTime;

use timetable::{SPAN_BITS, Timetable};

/// A clock that finds no opening hour in so many days will never be due.
pub const HORIZON_DAYS: i64 = 400;

const HORIZON: i64 = HORIZON_DAYS * 86_400;

/// A business calendar, ready to count with.
///
/// Knows opening hours from 1970 until February 2106; outside of these years nothing is open.
/// Each of its timetables, of about a year, is made when it is first asked for; after that every
/// question is a binary search. Instants are read to the second.
#[derive(Debug)]
pub struct Calendar {
    spec: CalendarSpec,
    zone: TimeZone,
    timetables: Box<[OnceLock<Timetable>]>,
    /// For each version but the last, the calendar without those after it.
    earlier: Box<[OnceLock<Calendar>]>,
}

/// Which of the instants that close a given working time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// The earliest: as soon as the time is used up.
    Due,
    /// The latest: just before more time passes.
    Limit,
}

impl Calendar {
    /// Makes a calendar of a document.
    ///
    /// # Errors
    ///
    /// The first reason for which the hours of the document cannot be read. A calendar that is
    /// never open is one like any other here; [`validate`] finds it.
    pub fn compile(spec: CalendarSpec) -> Result<Self, CalendarError> {
        if let Some(error) = validate::unreadable(&spec).into_iter().next() {
            return Err(error);
        }
        let zone = spec.zone().ok_or_else(|| CalendarError::UnknownZone(spec.tz.clone()))?;
        Ok(Self::of_readable(spec, zone))
    }

    fn of_readable(spec: CalendarSpec, zone: TimeZone) -> Self {
        let timetables = (0..timetable::COUNT).map(|_| OnceLock::new()).collect();
        let earlier = spec.versions.iter().skip(1).map(|_| OnceLock::new()).collect();
        Self { spec, zone, timetables, earlier }
    }

    /// The calendar as it stood at `at`: its hours of then go on, whatever was decided since.
    ///
    /// The whole calendar if none of its versions holds yet.
    pub fn as_it_stood_at(&self, at: Timestamp) -> &Self {
        let holds = |version: &CalendarVersion| version.effective_from.is_none_or(|it| it <= at);
        let held = self.spec.versions.iter().take_while(|version| holds(version)).count();
        let Some(earlier) = held.checked_sub(1).and_then(|last| self.earlier.get(last)) else {
            return self;
        };
        earlier.get_or_init(|| {
            let versions = self.spec.versions.iter().take(held).cloned().collect();
            Self::of_readable(CalendarSpec { versions, ..self.spec.clone() }, self.zone.clone())
        })
    }

    /// The document of this calendar.
    pub const fn spec(&self) -> &CalendarSpec {
        &self.spec
    }

    /// The zone in which its hours are read.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether `at` counts as working time. The instant of opening does, that of closing does not.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let (number, offset) = position(at.as_second());
        self.timetable(number).is_some_and(|timetable| timetable.is_open(offset))
    }

    /// How much working time there is in `[from, to)`.
    ///
    /// # Errors
    ///
    /// [`Backwards`] if `to` is before `from`.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp) -> Result<WorkingTime, Backwards> {
        if to < from {
            return Err(Backwards { from, to });
        }
        let (first, start) = position(from.as_second());
        let (last, end) = position(to.as_second());
        let whole: i64 = (first..last).map(|number| self.total(number)).sum();
        let seconds = whole + self.open_before(last, end) - self.open_before(first, start);
        Ok(WorkingTime::of_seconds(seconds))
    }

    /// The earliest instant from `from` on at which `promised` is used up: the deadline to show.
    ///
    /// Nothing if the calendar is closed for more than [`HORIZON_DAYS`] before that. No or
    /// negative time is used up at once.
    pub fn due(&self, from: Timestamp, promised: WorkingTime) -> Option<Timestamp> {
        if promised <= WorkingTime::ZERO {
            Some(from)
        } else {
            self.edge(from, promised, Edge::Due)
        }
    }

    /// The latest instant at which no more than `promised` is used up: an act at it is in time,
    /// and one a second later is not.
    ///
    /// Differs from [`Self::due`] only where the promise ends with the working day: that is due
    /// at closing time, but nothing is late before the next opening. Nothing, which means never
    /// late, if no opening hour follows within [`HORIZON_DAYS`].
    pub fn limit(&self, from: Timestamp, promised: WorkingTime) -> Option<Timestamp> {
        self.edge(from, promised.max(WorkingTime::ZERO), Edge::Limit)
    }

    /// The first open instant from `at` on; `at` itself if it is open. Nothing if the calendar
    /// stays closed for [`HORIZON_DAYS`].
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        self.limit(at, WorkingTime::ZERO)
    }

    /// When the stretch ends that is open at `at`. Nothing if it is closed then, or stays open for
    /// [`HORIZON_DAYS`].
    pub fn next_closing(&self, at: Timestamp) -> Option<Timestamp> {
        if !self.is_open(at) {
            return None;
        }
        let end = at.checked_add(SignedDuration::from_secs(HORIZON)).ok()?;
        let (_, closing) = self.windows(at, end).into_iter().next()?;
        (closing < end).then_some(closing)
    }

    /// The open stretches of `[from, to)` in order, as start and end; those that touch are one.
    pub fn windows(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let mut windows: Vec<(i64, i64)> = Vec::new();
        for (start, end) in self.stretches(from.as_second(), to.as_second()) {
            match windows.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                Some(_) | None => windows.push((start, end)),
            }
        }
        windows.into_iter().filter_map(|(start, end)| Some((at(start)?, at(end)?))).collect()
    }

    /// The open stretches of `[from, to)` in UTC seconds, cut where a timetable ends.
    fn stretches(&self, from: i64, to: i64) -> impl Iterator<Item = (i64, i64)> {
        let (first, offset) = position(from);
        let (last, _) = position(to);
        (first..=last)
            .filter_map(move |number| {
                let base = start_of(number);
                let offset = if number == first { offset } else { 0 };
                let stretches = self.timetable(number)?.from(offset);
                Some(
                    stretches
                        .map(move |(start, end)| (base + i64::from(start), base + i64::from(end))),
                )
            })
            .flatten()
            .map(move |(start, end)| (start.max(from), end.min(to)))
            .take_while(|(start, end)| start < end)
    }

    /// Walks over the timetables until `promised` fits.
    fn edge(&self, from: Timestamp, promised: WorkingTime, edge: Edge) -> Option<Timestamp> {
        let (first, offset) = position(from.as_second());
        let mut closed_since = from.as_second();
        // Counted from the start of the first timetable, so that all are asked in the same way.
        let mut left = promised.seconds().checked_add(self.open_before(first, offset))?;
        for number in first..timetable::COUNT {
            let timetable = self.timetable(number)?;
            let base = start_of(number);
            let opens_at = timetable.first_opening().map_or(i64::MAX, |at| base + i64::from(at));
            if opens_at.min(start_of(number + 1)) - closed_since > HORIZON {
                return None;
            }
            let found = u32::try_from(left).ok().and_then(|left| match edge {
                Edge::Due => timetable.reached(left),
                Edge::Limit => timetable.exceeded(left),
            });
            if let Some(found) = found {
                // `from` may carry a fraction of a second, which must not make this earlier.
                return Some(at(base + i64::from(found))?.max(from));
            }
            left -= i64::from(timetable.total());
            if let Some(closing) = timetable.last_closing() {
                closed_since = closed_since.max(base + i64::from(closing));
            }
        }
        None
    }

    /// The timetable with that number, made now if nobody asked for it before.
    fn timetable(&self, number: usize) -> Option<&Timetable> {
        let build = || Timetable::build(&self.zone, &self.spec.versions, number);
        Some(self.timetables.get(number)?.get_or_init(build))
    }

    fn total(&self, number: usize) -> i64 {
        self.timetable(number).map_or(0, |timetable| i64::from(timetable.total()))
    }

    fn open_before(&self, number: usize, offset: u32) -> i64 {
        self.timetable(number).map_or(0, |timetable| i64::from(timetable.open_before(offset)))
    }
}

/// In which timetable an instant lies, and how far from its start. Before 1970 is the very start.
fn position(second: i64) -> (usize, u32) {
    let second = second.clamp(0, timetable::END);
    let number = usize::try_from(second >> SPAN_BITS).unwrap_or(0);
    let offset = u32::try_from(second & ((1 << SPAN_BITS) - 1)).unwrap_or(0);
    (number, offset)
}

/// Where the timetable with that number starts, in UTC seconds.
fn start_of(number: usize) -> i64 {
    i64::try_from(number).map_or(timetable::END, |number| number << SPAN_BITS)
}

fn at(second: i64) -> Option<Timestamp> {
    Timestamp::from_second(second).ok()
}
