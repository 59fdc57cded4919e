//! Pauses: spans in which a clock stands still, and counting around them.
//!
//! Why a clock is paused is for the agreements. A pause outside opening hours costs nothing and
//! gains nothing, because only its working time is left out.

use jiff::Timestamp;

use super::{Backwards, Calendar, WorkingTime};

/// The spans in which a clock stands still, in order and apart from each other.
///
/// Instants, not hours on the wall: a pause is as long as it was, also in the hour that comes
/// twice. Two reasons to pause at the same time are one pause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pauses(Vec<Pause>);

/// A span `[from, to)`; without an end while the pause lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pause {
    from: Timestamp,
    to: Option<Timestamp>,
}

impl Pauses {
    /// Joins spans in any order, as start and end; a span without an end still lasts. What ends
    /// before it starts is no pause.
    pub fn new(spans: impl IntoIterator<Item = (Timestamp, Option<Timestamp>)>) -> Self {
        let mut spans: Vec<_> = spans.into_iter().map(|(from, to)| Pause { from, to }).collect();
        spans.retain(|pause| pause.to.is_none_or(|to| pause.from < to));
        spans.sort_unstable();
        let mut joined: Vec<Pause> = Vec::with_capacity(spans.len());
        for pause in spans {
            match joined.last_mut() {
                Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                    last.to = last.to.zip(pause.to).map(|(one, other)| one.max(other));
                }
                Some(_) | None => joined.push(pause),
            }
        }
        Self(joined)
    }

    /// Whether the clock stands still at `at`.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.0.iter().any(|pause| pause.from <= at && pause.to.is_none_or(|to| at < to))
    }

    /// The spans of `[from, …)` in which the clock runs; the last may have no end.
    fn running(&self, from: Timestamp) -> Vec<(Timestamp, Option<Timestamp>)> {
        let mut spans = Vec::with_capacity(self.0.len() + 1);
        let mut resumed = Some(from);
        for pause in self.0.iter().filter(|pause| pause.to.is_none_or(|to| from < to)) {
            if let Some(start) = resumed.filter(|start| *start < pause.from) {
                spans.push((start, Some(pause.from)));
            }
            resumed = pause.to;
        }
        spans.extend(resumed.map(|start| (start, None)));
        spans
    }
}

impl Calendar {
    /// How much working time there is in `[from, to)` outside of `pauses`.
    ///
    /// # Errors
    ///
    /// [`Backwards`] if `to` is before `from`.
    pub fn elapsed_around(
        &self,
        pauses: &Pauses,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<WorkingTime, Backwards> {
        if to < from {
            return Err(Backwards { from, to });
        }
        let running = pauses.running(from).into_iter();
        running
            .take_while(|(start, _)| *start < to)
            .map(|(start, end)| self.elapsed(start, end.map_or(to, |end| end.min(to))))
            .sum()
    }

    /// As [`Self::due`], outside of `pauses`. Nothing as well while a pause without an end keeps
    /// the time from being used up.
    pub fn due_around(
        &self,
        pauses: &Pauses,
        from: Timestamp,
        promised: WorkingTime,
    ) -> Option<Timestamp> {
        let mut left = promised;
        if left <= WorkingTime::ZERO {
            return Some(from);
        }
        for (start, end) in pauses.running(from) {
            let Some(passed) = end.and_then(|end| self.elapsed(start, end).ok()) else {
                return self.due(start, left);
            };
            if left <= passed {
                return self.due(start, left);
            }
            left -= passed;
        }
        None
    }

    /// As [`Self::limit`], outside of `pauses`. Nothing as well while a pause without an end
    /// keeps the promise from being late.
    pub fn limit_around(
        &self,
        pauses: &Pauses,
        from: Timestamp,
        promised: WorkingTime,
    ) -> Option<Timestamp> {
        let mut left = promised.max(WorkingTime::ZERO);
        for (start, end) in pauses.running(from) {
            let Some(passed) = end.and_then(|end| self.elapsed(start, end).ok()) else {
                return self.limit(start, left);
            };
            if left < passed {
                return self.limit(start, left);
            }
            left -= passed;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{at, hours, minutes, office};
    use super::*;

    fn paused(spans: &[(&str, &str)]) -> Pauses {
        Pauses::new(spans.iter().map(|(from, to)| (at(from), Some(at(to)))))
    }

    #[test]
    fn a_pause_over_the_weekend_shifts_the_deadline_by_its_working_time_only() {
        let pauses = paused(&[("2026-06-12T16:30:00+02:00", "2026-06-15T09:30:00+02:00")]);
        let due = office().due_around(&pauses, at("2026-06-12T16:00:00+02:00"), hours(4));
        assert_eq!(due, Some(at("2026-06-15T13:00:00+02:00")));
    }

    #[test]
    fn two_reasons_to_pause_at_once_are_one_pause() {
        let pauses = paused(&[
            ("2026-06-15T11:00:00+02:00", "2026-06-15T13:00:00+02:00"),
            ("2026-06-15T10:00:00+02:00", "2026-06-15T12:00:00+02:00"),
        ]);
        let due = office().due_around(&pauses, at("2026-06-15T09:00:00+02:00"), hours(4));
        assert_eq!(due, Some(at("2026-06-15T16:00:00+02:00")));
        assert!(pauses.contains(at("2026-06-15T12:30:00+02:00")));
        assert!(!pauses.contains(at("2026-06-15T13:00:00+02:00")));
    }

    #[test]
    fn sixty_short_pauses_are_counted_to_the_second() {
        let ten = at("2026-06-15T10:00:00+02:00").as_second();
        let second = |offset: i64| Timestamp::from_second(ten + offset).unwrap();
        let pauses = Pauses::new((0..60).map(|n| (second(n * 60), Some(second(n * 60 + 50)))));
        let due = office().due_around(&pauses, at("2026-06-15T09:00:00+02:00"), hours(4));
        assert_eq!(due, Some(at("2026-06-15T13:50:00+02:00")));
    }

    #[test]
    fn a_pause_at_night_costs_and_gains_nothing() {
        let night = paused(&[("2026-06-15T18:00:00+02:00", "2026-06-16T08:00:00+02:00")]);
        let start = at("2026-06-15T16:00:00+02:00");
        let calendar = office();
        assert_eq!(calendar.due_around(&night, start, hours(4)), calendar.due(start, hours(4)));
        assert_eq!(
            calendar.limit_around(&night, start, hours(1)),
            Some(at("2026-06-16T09:00:00+02:00"))
        );
    }

    #[test]
    fn a_pause_that_lasts_leaves_no_deadline_unless_the_time_was_used_up_before() {
        let since_ten = Pauses::new([(at("2026-06-15T10:00:00+02:00"), None)]);
        let nine = at("2026-06-15T09:00:00+02:00");
        let calendar = office();
        assert_eq!(calendar.due_around(&since_ten, nine, hours(4)), None);
        assert_eq!(
            calendar.due_around(&since_ten, nine, hours(1)),
            Some(at("2026-06-15T10:00:00+02:00"))
        );
        assert_eq!(calendar.limit_around(&since_ten, nine, hours(1)), None);
        assert_eq!(
            calendar.elapsed_around(&since_ten, nine, at("2026-06-17T10:00:00+02:00")),
            Ok(hours(1))
        );
    }

    #[test]
    fn a_clock_that_starts_in_a_pause_runs_when_it_ends() {
        let pauses = paused(&[("2026-06-15T09:00:00+02:00", "2026-06-15T11:00:00+02:00")]);
        let ten = at("2026-06-15T10:00:00+02:00");
        let calendar = office();
        let due = calendar.due_around(&pauses, ten, minutes(30));
        assert_eq!(due, Some(at("2026-06-15T11:30:00+02:00")));
        assert_eq!(
            calendar.elapsed_around(&pauses, ten, at("2026-06-15T11:15:00+02:00")),
            Ok(minutes(15))
        );
        assert!(calendar.elapsed_around(&pauses, ten, at("2026-06-15T09:15:00+02:00")).is_err());
    }
}
