//! When an application was down, and when it was only degraded, by what its checks and other
//! programs said.
//!
//! An alert lasts from the first failing result of a confirmed trouble to the first good one of the
//! recovery that stayed; here those of the parts are put together by the application's formula.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::incident::{IncidentFigures, View};
use super::{Span, Spans};
use crate::check::CheckSpec;
use crate::directory::{Application, HowMany};
use crate::key::{CheckKey, ComponentKey};
use crate::priority::Impact;

/// What was seen of an application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// It was down.
    pub(super) outages: Spans,
    /// Something of it was wrong, but it was there.
    pub(super) degraded: Spans,
}

/// What was seen of an application in `period`.
///
/// `worked_on` is when planned work was done on single components: what fails of a component then
/// does not count.
pub(super) fn seen(
    application: &Application,
    checks: &[&CheckSpec],
    (incidents, view): (&[IncidentFigures], View),
    worked_on: &BTreeMap<ComponentKey, Spans>,
    period: Span,
) -> Seen {
    let known: BTreeMap<&CheckKey, &CheckSpec> = checks.iter().map(|it| (&it.key, *it)).collect();
    let mut failing: BTreeMap<&CheckKey, Vec<Span>> = BTreeMap::new();
    let (mut other_outages, mut other_troubles) = (Vec::new(), Vec::new());
    for incident in incidents {
        for alert in incident.alerts_in(view) {
            let span = Span { from: alert.from, to: alert.to.unwrap_or(period.to) };
            match alert.check.as_ref().filter(|key| known.contains_key(key)) {
                Some(check) => failing.entry(check).or_default().push(span),
                // What another program says is weighed by the person who classified it.
                None if incident.impact == Some(Impact::High) => other_outages.push(span),
                None => other_troubles.push(span),
            }
        }
    }
    let of_check = |key: &CheckKey| -> Spans {
        let spans: Spans = failing.get(key).into_iter().flatten().copied().collect();
        let component = known.get(key).and_then(|check| check.component.as_ref());
        component
            .and_then(|key| worked_on.get(key))
            .map_or(spans.clone(), |work| spans.without(work))
    };
    let parts: Vec<Spans> = parts(application, checks)
        .into_iter()
        .map(|checks| {
            checks.iter().flat_map(|key| of_check(key).iter().collect::<Vec<_>>()).collect()
        })
        .collect();
    let period = Spans::from(period);
    let other_outages: Spans = other_outages.into_iter().collect();
    let outages = at_once(&parts, needed(application, parts.len())).joined(&other_outages);
    let outages = outages.within(&period);
    let all = known.keys().flat_map(|key| of_check(key).iter().collect::<Vec<_>>());
    let troubles: Spans = all.chain(other_troubles).collect();
    let degraded = troubles.within(&period).without(&outages);
    Seen { outages, degraded }
}

/// The checks on which the verdict hangs, each of them for its own or, of a component, together.
///
/// Without a formula: every check that says that everything is hit.
pub fn parts<'a>(
    application: &'a Application,
    checks: &[&'a CheckSpec],
) -> Vec<BTreeSet<&'a CheckKey>> {
    let formula = application.down_when.as_ref().filter(|it| it.names_something());
    let Some(formula) = formula else {
        let all = checks.iter().filter(|check| check.impact == Impact::High);
        return all.map(|check| BTreeSet::from([&check.key])).collect();
    };
    let of_component = |component: &ComponentKey| -> BTreeSet<&'a CheckKey> {
        let own = checks.iter().filter(|check| check.component.as_ref() == Some(component));
        own.map(|check| &check.key).collect()
    };
    let single = formula.checks.iter().map(|key| BTreeSet::from([key]));
    single.chain(formula.components.iter().map(of_component)).collect()
}

/// So many parts must be down for the application to be.
fn needed(application: &Application, parts: usize) -> usize {
    match application.down_when.as_ref().map(|it| it.fails) {
        None | Some(HowMany::Any) => 1,
        Some(HowMany::All) => parts.max(1),
        Some(HowMany::AtLeast(count)) => usize::try_from(count).unwrap_or(usize::MAX).max(1),
    }
}

/// The time in which at least so many of the parts lasted at once.
fn at_once(parts: &[Spans], count: usize) -> Spans {
    let mut turns: Vec<(Timestamp, bool)> = Vec::new();
    for span in parts.iter().flat_map(Spans::iter) {
        turns.extend([(span.from, true), (span.to, false)]);
    }
    // At the same instant the end comes first: its instant is not part of a span any more.
    turns.sort_unstable();
    let (mut lasting, mut since) = (0_usize, None);
    let mut found = Vec::new();
    for (at, begins) in turns {
        lasting = if begins { lasting + 1 } else { lasting.saturating_sub(1) };
        if lasting >= count {
            since.get_or_insert(at);
        } else if let Some(from) = since.take() {
            found.push(Span { from, to: at });
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(spans: &[(i64, i64)]) -> Spans {
        let at = |second| Timestamp::from_second(second).unwrap();
        spans.iter().map(|&(from, to)| Span { from: at(from), to: at(to) }).collect()
    }

    #[test]
    fn two_of_three_parts_are_down_where_two_spans_meet() {
        let parts = [spans(&[(0, 10), (30, 40)]), spans(&[(5, 35)]), spans(&[(8, 9), (50, 60)])];
        assert_eq!(at_once(&parts, 1), spans(&[(0, 40), (50, 60)]));
        assert_eq!(at_once(&parts, 2), spans(&[(5, 10), (30, 35)]));
        assert_eq!(at_once(&parts, 3), spans(&[(8, 9)]));
        assert_eq!(at_once(&parts, 4), Spans::default());
    }

    #[test]
    fn parts_that_take_turns_are_never_down_at_once() {
        let parts = [spans(&[(0, 10)]), spans(&[(10, 20)])];
        assert_eq!(at_once(&parts, 2), Spans::default());
        assert_eq!(at_once(&parts, 1), spans(&[(0, 20)]));
    }
}
