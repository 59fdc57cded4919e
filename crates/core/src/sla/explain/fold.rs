//! Long explanations stay readable: the beginning and the end are told line by line, and what lies
//! between month by month, or year by year if even those are many.
//!
//! Nothing is lost for the sum: a fold tells how much counted in it, and no fold reaches over the
//! deadline.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Line;
use crate::calendar::{DayRule, HolidayName, WorkingTime};

/// More months than this are told as years.
const MONTHS: usize = 24;

/// How many lines are told one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// No more than this is told in full.
    full: usize,
    /// Of more, so many at the beginning.
    head: usize,
    /// And so many at the end.
    tail: usize,
}

/// What has been.
pub(super) const HISTORY: Ends = Ends { full: 60, head: 12, tail: 24 };
/// What comes.
pub(super) const OUTLOOK: Ends = Ends { full: 24, head: 10, tail: 6 };

/// The lines with their middle folded.
pub(super) fn folded(
    lines: Vec<Line>,
    ends: Ends,
    due_at: Option<Timestamp>,
    zone: &TimeZone,
) -> Vec<Line> {
    let count = lines.len();
    if count <= ends.full {
        return lines;
    }
    let mut lines = lines.into_iter();
    let mut told: Vec<Line> = lines.by_ref().take(ends.head).collect();
    let middle: Vec<Line> = lines.by_ref().take(count - ends.head - ends.tail).collect();
    let by_month = bundles(&middle, due_at, zone, |on| (on.year(), on.month()));
    let bundles = if by_month.len() > MONTHS {
        bundles(&middle, due_at, zone, |on| (on.year(), 0))
    } else {
        by_month
    };
    told.extend(bundles.into_iter().flat_map(Bundle::told));
    told.extend(lines);
    told
}

/// Lines of one month.
struct Bundle {
    /// Whether they have been or will be, which month, and whether that is after the deadline.
    key: (bool, (i16, i8), bool),
    lines: Vec<Line>,
}

fn bundles(
    lines: &[Line],
    due_at: Option<Timestamp>,
    zone: &TimeZone,
    month: impl Fn(Date) -> (i16, i8),
) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut is_after = false;
    for line in lines {
        let Some(on) = begins_on(line, zone) else {
            // What is not folded stands by itself.
            bundles.push(Bundle { key: (false, (0, 0), is_after), lines: vec![line.clone()] });
            continue;
        };
        let key = (matches!(line, Line::Ahead { .. }), month(on), is_after);
        match bundles.last_mut() {
            Some(bundle) if bundle.key == key => bundle.lines.push(line.clone()),
            Some(_) | None => bundles.push(Bundle { key, lines: vec![line.clone()] }),
        }
        is_after |= due_at.is_some() && span(line).is_some_and(|(_, to)| Some(to) == due_at);
    }
    bundles
}

impl Bundle {
    /// As one line, or as they are if that would say less than they do.
    fn told(self) -> Vec<Line> {
        let spans: Vec<_> = self.lines.iter().filter_map(span).collect();
        let (Some((from, _)), Some((_, to))) = (spans.first(), spans.last()) else {
            return self.lines;
        };
        if self.lines.len() < 2 {
            return self.lines;
        }
        let mut sum = Sum::default();
        for line in &self.lines {
            sum.add(line);
        }
        vec![Line::Folded {
            from: *from,
            to: *to,
            counted: sum.counted,
            ahead: sum.ahead,
            spared: sum.spared,
            pauses: sum.pauses,
            changes: sum.changes,
            promised: sum.promised,
            holidays: sum.holidays,
        }]
    }
}

#[derive(Default)]
struct Sum {
    counted: WorkingTime,
    ahead: WorkingTime,
    spared: WorkingTime,
    pauses: u32,
    changes: u32,
    promised: Option<WorkingTime>,
    holidays: Vec<HolidayName>,
}

impl Sum {
    fn add(&mut self, line: &Line) {
        match line {
            Line::Counted { spent, .. } => self.counted += *spent,
            Line::Ahead { spent, .. } => self.ahead += *spent,
            Line::Paused { spared, .. } | Line::Stopped { spared, .. } => {
                self.spared += *spared;
                self.pauses += 1;
            }
            Line::TargetChanged { change, .. } => {
                self.promised = Some(change.to);
                self.changes += 1;
            }
            Line::CalendarChanged { .. } => self.changes += 1,
            Line::SkippedDays { reason: DayRule::Holiday(name), .. } => {
                self.holidays.push(name.clone());
            }
            Line::SkippedDays { .. }
            | Line::Folded { .. }
            | Line::NotStarted { .. }
            | Line::Started { .. }
            | Line::Agreed { .. }
            | Line::ResponseVoided { .. }
            | Line::OutsideWindow { .. }
            | Line::NeverOpen { .. }
            | Line::Left { .. }
            | Line::Due { .. }
            | Line::Limit { .. }
            | Line::WordPromised { .. }
            | Line::Overdue { .. }
            | Line::Met { .. }
            | Line::Missed { .. }
            | Line::Cancelled { .. }
            | Line::Shares(_) => {}
        }
    }
}

/// The stretch of time that a line tells of; nothing for one that goes on, or that is an instant.
pub(super) fn span(line: &Line) -> Option<(Timestamp, Timestamp)> {
    match line {
        Line::Counted { from, to, .. }
        | Line::Ahead { from, to, .. }
        | Line::Stopped { from, to, .. }
        | Line::Folded { from, to, .. }
        | Line::Left { from, to, .. } => Some((*from, *to)),
        Line::Paused { from, to, .. } => to.map(|to| (*from, to)),
        Line::SkippedDays { .. }
        | Line::TargetChanged { .. }
        | Line::CalendarChanged { .. }
        | Line::NotStarted { .. }
        | Line::Started { .. }
        | Line::Agreed { .. }
        | Line::ResponseVoided { .. }
        | Line::OutsideWindow { .. }
        | Line::NeverOpen { .. }
        | Line::Due { .. }
        | Line::Limit { .. }
        | Line::WordPromised { .. }
        | Line::Overdue { .. }
        | Line::Met { .. }
        | Line::Missed { .. }
        | Line::Cancelled { .. }
        | Line::Shares(_) => None,
    }
}

/// The local date to which a line that can be folded belongs.
fn begins_on(line: &Line, zone: &TimeZone) -> Option<Date> {
    let on = |at: Timestamp| zone.to_datetime(at).date();
    match line {
        Line::SkippedDays { first_on, .. } => Some(*first_on),
        Line::TargetChanged { change, .. } => Some(on(change.at)),
        Line::CalendarChanged { at, .. } => Some(on(*at)),
        Line::Counted { from, .. }
        | Line::Ahead { from, .. }
        | Line::Stopped { from, .. }
        | Line::Paused { from, to: Some(_), .. } => Some(on(*from)),
        Line::Paused { to: None, .. }
        | Line::Folded { .. }
        | Line::NotStarted { .. }
        | Line::Started { .. }
        | Line::Agreed { .. }
        | Line::ResponseVoided { .. }
        | Line::OutsideWindow { .. }
        | Line::NeverOpen { .. }
        | Line::Left { .. }
        | Line::Due { .. }
        | Line::Limit { .. }
        | Line::WordPromised { .. }
        | Line::Overdue { .. }
        | Line::Met { .. }
        | Line::Missed { .. }
        | Line::Cancelled { .. }
        | Line::Shares(_) => None,
    }
}
