//! Timetables: the opening hours of about a year as sorted stretches of UTC seconds with running
//! totals, so that a question is a binary search.
//!
//! The rules from local hours to instants live here; what is asked of them is the calendar's.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::spec::CalendarVersion;
use super::window::Minutes;

/// The length of a timetable in seconds is two to this power: 388 days.
pub(super) const SPAN_BITS: u32 = 25;
const SPAN: i64 = 1 << SPAN_BITS;

/// How many timetables there are, counted from 1970.
pub(super) const COUNT: usize = 128;

/// The last instant that the timetables know, in UTC seconds: in February 2106.
pub(super) const END: i64 = SPAN * 128;

/// The opening hours of one span, as stretches in order that neither touch nor overlap.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Timetable {
    stretches: Box<[Stretch]>,
    total: u32,
}

/// An open stretch, in seconds from the start of the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: u32,
    end: u32,
    /// Open seconds of the span before this stretch.
    before: u32,
}

impl Stretch {
    const fn total_at_end(self) -> u32 {
        self.before + (self.end - self.start)
    }
}

impl Timetable {
    /// The timetable of the span with this number, under versions sorted by when they start.
    pub(super) fn build(zone: &TimeZone, versions: &[CalendarVersion], number: usize) -> Self {
        let start = i64::try_from(number).unwrap_or(0).saturating_mul(SPAN);
        let mut open: Vec<(i64, i64)> = segments(versions, start, start + SPAN)
            .flat_map(|(version, from, to)| open_between(zone, version, from, to))
            .collect();
        open.sort_unstable();
        Self::of_union(&open, start)
    }

    /// Joins what touches or overlaps, and adds up.
    fn of_union(sorted: &[(i64, i64)], start: i64) -> Self {
        let mut joined: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
        for &(from, to) in sorted {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => joined.push((from, to)),
            }
        }
        let offset = |second: i64| u32::try_from(second - start).unwrap_or(0);
        let mut total = 0;
        let stretches = joined
            .into_iter()
            .map(|(from, to)| {
                let stretch = Stretch { start: offset(from), end: offset(to), before: total };
                total = stretch.total_at_end();
                stretch
            })
            .collect();
        Self { stretches, total }
    }

    /// Open seconds in the whole span.
    pub(super) const fn total(&self) -> u32 {
        self.total
    }

    /// Open seconds before `at`.
    pub(super) fn open_before(&self, at: u32) -> u32 {
        let begun = self.stretches.partition_point(|stretch| stretch.start < at);
        let last = begun.checked_sub(1).and_then(|last| self.stretches.get(last));
        last.map_or(0, |last| last.before + (at.min(last.end) - last.start))
    }

    /// Whether `at` is open: the start of a stretch is, its end is not.
    pub(super) fn is_open(&self, at: u32) -> bool {
        let begun = self.stretches.partition_point(|stretch| stretch.start <= at);
        let last = begun.checked_sub(1).and_then(|last| self.stretches.get(last));
        last.is_some_and(|last| at < last.end)
    }

    /// The earliest moment before which there are `seconds` open, for `seconds` above zero.
    pub(super) fn reached(&self, seconds: u32) -> Option<u32> {
        let short = self.stretches.partition_point(|stretch| stretch.total_at_end() < seconds);
        self.stretches.get(short).map(|stretch| stretch.start + (seconds - stretch.before))
    }

    /// The latest moment before which there are no more than `seconds` open: it is open.
    pub(super) fn exceeded(&self, seconds: u32) -> Option<u32> {
        let short = self.stretches.partition_point(|stretch| stretch.total_at_end() <= seconds);
        self.stretches.get(short).map(|stretch| stretch.start + (seconds - stretch.before))
    }

    /// When the first stretch starts.
    pub(super) fn first_opening(&self) -> Option<u32> {
        self.stretches.first().map(|stretch| stretch.start)
    }

    /// When the last stretch ends.
    pub(super) fn last_closing(&self) -> Option<u32> {
        self.stretches.last().map(|stretch| stretch.end)
    }

    /// The stretches that end after `at`, as start and end.
    pub(super) fn from(&self, at: u32) -> impl Iterator<Item = (u32, u32)> {
        let over = self.stretches.partition_point(|stretch| stretch.end <= at);
        self.stretches.iter().skip(over).map(|stretch| (stretch.start, stretch.end))
    }
}

/// Which version applies in which part of `[from, to)`, in UTC seconds.
pub(super) fn segments(
    versions: &[CalendarVersion],
    from: i64,
    to: i64,
) -> impl Iterator<Item = (&CalendarVersion, i64, i64)> {
    let starts_at =
        |version: &CalendarVersion| version.effective_from.map_or(i64::MIN, Timestamp::as_second);
    let ends = versions.iter().skip(1).map(starts_at).chain([i64::MAX]);
    versions
        .iter()
        .zip(ends)
        .map(move |(version, end)| (version, starts_at(version).max(from), end.min(to)))
        .filter(|(_, from, to)| from < to)
}

/// The open stretches of `[from, to)` under one version, in no order and possibly overlapping.
fn open_between(zone: &TimeZone, version: &CalendarVersion, from: i64, to: i64) -> Vec<(i64, i64)> {
    let mut open = Vec::new();
    for date in dates_around(zone, from, to) {
        if !exists(zone, date) {
            continue;
        }
        for minutes in version.minutes_of(date) {
            if let Some((start, end)) = localised(zone, date, minutes) {
                let (start, end) = (start.max(from), end.min(to));
                if start < end {
                    open.push((start, end));
                }
            }
        }
    }
    open
}

/// The local dates that `[from, to)` may touch, with one to spare on both sides: a window in a
/// gap may be read as one of the next date.
fn dates_around(zone: &TimeZone, from: i64, to: i64) -> impl Iterator<Item = Date> {
    let date_at = |second: i64| {
        Timestamp::from_second(second).map_or(Date::ZERO, |at| zone.to_datetime(at).date())
    };
    let first = date_at(from).saturating_sub(1.day());
    let last = date_at(to).saturating_add(1.day());
    first.series(1.day()).take_while(move |date| *date <= last)
}

/// Whether the zone has had that date: when Samoa crossed the date line, it left one out.
fn exists(zone: &TimeZone, date: Date) -> bool {
    start_of_date(zone, date)
        < date.tomorrow().map_or(Some(i64::MAX), |next| start_of_date(zone, next))
}

/// The instant at which a local date starts, in UTC seconds.
pub(super) fn start_of_date(zone: &TimeZone, date: Date) -> Option<i64> {
    instant(zone, date.at(0, 0, 0, 0))
}

/// From local minutes to instants; nothing if the clocks leave nothing of them.
fn localised(zone: &TimeZone, date: Date, minutes: Minutes) -> Option<(i64, i64)> {
    let start = instant(zone, local(date, minutes.from)?)?;
    let end = instant(zone, local(date, minutes.to)?)?;
    (start < end).then_some((start, end))
}

/// The local time so many minutes after midnight; 24:00 is midnight of the next date.
fn local(date: Date, minute: u16) -> Option<DateTime> {
    if minute == 24 * 60 {
        return Some(date.tomorrow().ok()?.at(0, 0, 0, 0));
    }
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Some(date.at(hour, minute, 0, 0))
}

/// The instant of a local time.
///
/// RFC 5545 §3.3.5: a time that the clocks skip is read with the offset before the gap, and of a
/// time that comes twice the first is meant.
fn instant(zone: &TimeZone, local: DateTime) -> Option<i64> {
    zone.to_ambiguous_timestamp(local).compatible().ok().map(Timestamp::as_second)
}
