//! Which planned work the agreement lets pass: announced in time, within the hours that are
//! permitted for it, and no more of it in a month than was agreed. All else is service time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::note::{NoteKind, ServiceNote, Standing};
use super::report::Piece;
use super::{Span, Spans};
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, Weekly, WorkingTime};
use crate::key::ComponentKey;
use crate::sla::Maintenance;

/// Planned work in a period, and how much of it the agreement let pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The note.
    pub note: Uuid,
    /// From when, within the period.
    pub from: Timestamp,
    /// Until when, within the period.
    pub until: Timestamp,
    /// What was done.
    pub text: String,
    /// On which parts; empty for all of the application.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentKey>,
    /// So much of the agreed hours it took.
    pub taken: WorkingTime,
    /// So much of that was permitted; the rest counts as service time.
    pub permitted: WorkingTime,
    /// Why the rest was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excess: Vec<Excess>,
}

/// Why planned work counts as service time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Excess {
    /// The agreement knows no planned work.
    NotAgreed,
    /// It was announced too late.
    LateNotice,
    /// It lay outside the hours that are permitted for it.
    OutsideWindows,
    /// The month had had enough of it.
    BeyondAllowance,
}

impl Excess {
    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAgreed => "not_agreed",
            Self::LateNotice => "late_notice",
            Self::OutsideWindows => "outside_windows",
            Self::BeyondAllowance => "beyond_allowance",
        }
    }
}

/// What was permitted in a period.
#[derive(Debug, Default)]
pub(super) struct Permitted {
    /// Each planned work.
    pub(super) planned: Vec<Planned>,
    /// Of the whole application.
    pub(super) of_all: Spans,
    /// Of single components.
    pub(super) of_component: BTreeMap<ComponentKey, Spans>,
}

/// Judges the planned work of `month`, in the order in which it was done, under the agreements of
/// its `pieces`. Work after `until` has not been done yet and is not judged.
///
/// The allowance is one of the whole month, in open time: work outside the agreed hours uses
/// nothing of it.
pub(super) fn permitted(notes: &[ServiceNote], pieces: &[Piece<'_>], month: Span) -> Permitted {
    let is_work = |note: &&ServiceNote| {
        note.noted.kind == NoteKind::Maintenance && note.standing() == Standing::Counts
    };
    let mut works: Vec<&ServiceNote> = notes.iter().filter(is_work).collect();
    works.sort_by_key(|note| (note.noted.from, note.id));
    let mut found = Permitted::default();
    let mut judge = Judge { used: WorkingTime::ZERO, counted: Spans::default() };
    for work in works {
        let Some((planned, spans)) = judge.judge(work, pieces, month) else { continue };
        if work.noted.components.is_empty() {
            found.of_all = found.of_all.joined(&spans);
        } else {
            for component in &work.noted.components {
                let own = found.of_component.entry(component.clone()).or_default();
                *own = own.joined(&spans);
            }
        }
        found.planned.push(planned);
    }
    found
}

/// What the month has had so far.
struct Judge {
    used: WorkingTime,
    /// Work that is permitted already: the same hour is not taken from the allowance twice.
    counted: Spans,
}

impl Judge {
    /// One planned work with the stretches of it that are permitted; nothing if it lies outside
    /// the month.
    fn judge(
        &mut self,
        work: &ServiceNote,
        pieces: &[Piece<'_>],
        month: Span,
    ) -> Option<(Planned, Spans)> {
        let whole = Spans::from(Span { from: work.noted.from, to: work.until() });
        let whole = whole.within(&month.into());
        let (from, until) = whole.iter().next().map(|span| (span.from, span.to))?;
        let mut planned = Planned {
            note: work.id,
            from,
            until,
            text: work.noted.text.clone(),
            components: work.noted.components.clone(),
            taken: WorkingTime::ZERO,
            permitted: WorkingTime::ZERO,
            excess: Vec::new(),
        };
        let mut spans = Spans::default();
        for announced in work.announced() {
            let stretch = Span { from: announced.from, to: announced.until };
            for (piece, part) in parts(pieces, stretch, month) {
                let taken = part.open_time(piece.calendar);
                planned.taken += taken;
                let (allowed, why) = self.allow(piece, announced.at, announced.from, &part);
                let permitted = allowed.open_time(piece.calendar);
                planned.permitted += permitted;
                if permitted < taken {
                    planned.excess.extend(why.filter(|why| !planned.excess.contains(why)));
                }
                spans = spans.joined(&allowed);
            }
        }
        Some((planned, spans))
    }

    /// What of a stretch passes, and why the rest does not.
    fn allow(
        &mut self,
        piece: &Piece<'_>,
        announced_at: Timestamp,
        from: Timestamp,
        part: &Spans,
    ) -> (Spans, Option<Excess>) {
        let Some(terms) = piece.agreement.maintenance.as_ref() else {
            return (Spans::default(), Some(Excess::NotAgreed));
        };
        let notice = SignedDuration::from_hours(i64::from(terms.notice_hours));
        if announced_at.checked_add(notice).map_or(true, |earliest| from < earliest) {
            return (Spans::default(), Some(Excess::LateNotice));
        }
        let inside = inside_windows(terms, piece.calendar, part);
        let is_outside = inside.open_time(piece.calendar) < part.open_time(piece.calendar);
        let allowance = WorkingTime::minutes(i64::from(terms.allowance_minutes));
        let allowed = self.within_allowance(&inside, allowance, piece.calendar);
        let is_beyond = allowed.open_time(piece.calendar) < inside.open_time(piece.calendar);
        let why = if is_beyond {
            Some(Excess::BeyondAllowance)
        } else {
            is_outside.then_some(Excess::OutsideWindows)
        };
        (allowed, why)
    }

    /// The beginning of a stretch, as far as the allowance goes.
    fn within_allowance(
        &mut self,
        part: &Spans,
        allowance: WorkingTime,
        calendar: &Calendar,
    ) -> Spans {
        let mut allowed = part.within(&self.counted);
        for span in part.without(&self.counted).iter() {
            let left = allowance - self.used;
            if left <= WorkingTime::ZERO {
                break;
            }
            let end = calendar.limit(span.from, left).map_or(span.to, |end| end.min(span.to));
            let taken = Spans::from(Span { from: span.from, to: end });
            self.used += taken.open_time(calendar);
            allowed = allowed.joined(&taken);
        }
        self.counted = self.counted.joined(&allowed);
        allowed
    }
}

/// The parts of a stretch within the month, each with the agreement that held then.
fn parts<'p, 'a>(
    pieces: &'p [Piece<'a>],
    stretch: Span,
    month: Span,
) -> Vec<(&'p Piece<'a>, Spans)> {
    let stretch = Spans::from(stretch).within(&month.into());
    let parts = super::report::in_force(pieces, month).into_iter();
    parts
        .map(|(piece, span)| (piece, stretch.within(&span.into())))
        .filter(|(_, part)| !part.is_empty())
        .collect()
}

/// What of a stretch lies in the hours that are permitted for planned work, in the zone of the
/// agreement's calendar.
fn inside_windows(terms: &Maintenance, calendar: &Calendar, part: &Spans) -> Spans {
    if terms.windows == Weekly::default() {
        return part.clone();
    }
    let version = CalendarVersion { weekly: terms.windows.clone(), ..CalendarVersion::default() };
    let windows = Calendar::compile(CalendarSpec::single(&calendar.spec().tz, version));
    let Ok(windows) = windows else { return Spans::default() };
    let open = part.iter().flat_map(|span| windows.windows(span.from, span.to));
    open.map(|(from, to)| Span { from, to }).collect()
}
