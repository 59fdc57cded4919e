//! Corrections and excuses: asked by one, approved by another, and beside the original for ever.
//!
//! Where only one person may approve, that person confirms what was asked alone, says why, and the
//! timeline says that it was so (domain §2.10).

use jiff::Timestamp;
use uuid::Uuid;

use super::{Draft, required};
use crate::incident::command::Refusal;
use crate::incident::correction::{
    Corrected, Correction, CorrectionRequest, CorrectionWish, View, cycles_in,
};
use crate::incident::fact::Fact;
use crate::key::{CalendarKey, PersonKey};
use crate::sla::{Calendars, Metric};

pub(super) fn request(
    draft: &mut Draft<'_>,
    wish: CorrectionWish,
    reason: String,
    evidence: Vec<Uuid>,
) -> Result<(), Refusal> {
    let what = looked_up(draft, wish)?;
    let reason = required(reason, "the reason")?;
    if evidence.iter().any(|id| !draft.state.evidence.contains(id)) {
        return Err(Refusal::ForeignEvidence);
    }
    let ledger = &draft.state.corrections;
    if ledger.waiting().any(|it| it.correction.what.is_about_the_same(&what)) {
        return Err(Refusal::WaitsAlready);
    }
    if ledger.approved().iter().any(|it| it.correction.what == what) {
        return Err(Refusal::Already);
    }
    let number = ledger.next_number();
    draft.add(Fact::CorrectionRequested(Correction { number, what, reason, evidence }));
    Ok(())
}

/// What is asked, with the figure as it was recorded.
fn looked_up(draft: &Draft<'_>, wish: CorrectionWish) -> Result<Corrected, Refusal> {
    let state = &draft.state;
    let what = match wish {
        CorrectionWish::Excuse { metric, cycle, excuse } => {
            let breach = state.corrections.breach(metric, cycle);
            if breach.is_none_or(|breach| breach.refuted_by.is_some()) {
                let key = format!("{}/{cycle}", metric.as_str());
                return Err(Refusal::Unknown { what: "breach", key });
            }
            return Ok(Corrected::Breach { metric, cycle, excuse });
        }
        CorrectionWish::Calendar(old, new) => return calendar(draft, old, new),
        CorrectionWish::ReportedAt(new) => {
            if state.responded_at.is_some_and(|answered| answered < new) {
                return Err(Refusal::WrongTime("the report would be after the answer"));
            }
            Corrected::ReportedAt { old: state.reported_at, new }
        }
        CorrectionWish::RespondedAt(new) => {
            after_the_report(draft, new)?;
            let old = recorded(state.responded_at, "response")?;
            Corrected::RespondedAt { old, new }
        }
        CorrectionWish::RestoredAt(new) => {
            after_the_report(draft, new)?;
            Corrected::RestoredAt { old: recorded(state.restored_at, "recovery")?, new }
        }
        CorrectionWish::OutageStart(alert, new) => {
            let known = known_alert(draft, &alert)?;
            if known.1.is_some_and(|ended| ended < new) {
                return Err(Refusal::WrongTime("the outage would end before it began"));
            }
            Corrected::OutageStart { old: known.0, alert, new }
        }
        CorrectionWish::OutageEnd(alert, new) => {
            let known = known_alert(draft, &alert)?;
            if new < known.0 {
                return Err(Refusal::WrongTime("the outage would end before it began"));
            }
            Corrected::OutageEnd { old: recorded(known.1, "recovery")?, alert, new }
        }
    };
    possible(draft, &what)?;
    Ok(what)
}

/// An instant that is corrected becomes another one, and not one that is still to come.
fn possible(draft: &Draft<'_>, what: &Corrected) -> Result<(), Refusal> {
    let (old, new) = match what {
        Corrected::ReportedAt { old, new }
        | Corrected::RespondedAt { old, new }
        | Corrected::RestoredAt { old, new }
        | Corrected::OutageStart { old, new, .. }
        | Corrected::OutageEnd { old, new, .. } => (*old, *new),
        Corrected::Breach { .. } | Corrected::Calendar { .. } => return Ok(()),
    };
    if new > draft.now() {
        return Err(Refusal::WrongTime("the corrected instant lies in the future"));
    }
    if old == new { Err(Refusal::Already) } else { Ok(()) }
}

fn after_the_report(draft: &Draft<'_>, new: Timestamp) -> Result<(), Refusal> {
    let reported = draft.state.corrected_events().first().map_or(Timestamp::MIN, |event| event.at);
    if new < reported.min(draft.state.reported_at) {
        return Err(Refusal::WrongTime("the corrected instant is before the report"));
    }
    Ok(())
}

fn recorded(at: Option<Timestamp>, what: &'static str) -> Result<Timestamp, Refusal> {
    at.ok_or(Refusal::NothingRecorded(what))
}

fn known_alert(draft: &Draft<'_>, key: &str) -> Result<(Timestamp, Option<Timestamp>), Refusal> {
    let known = draft.state.alerts.get(key).map(|alert| (alert.onset_at, alert.recovered_at));
    known.ok_or_else(|| Refusal::Unknown { what: "alert", key: key.to_owned() })
}

/// A change of the service window for the past: another calendar counts in the corrected view.
fn calendar(draft: &Draft<'_>, old: CalendarKey, new: CalendarKey) -> Result<Corrected, Refusal> {
    let directory = draft.context.directory;
    let counts = Metric::ALL.into_iter().any(|metric| {
        cycles_in(&draft.state, metric, View::Raw, directory, draft.now())
            .iter()
            .any(|clock| clock.segments.iter().any(|segment| segment.calendar == old))
    });
    if !counts {
        return Err(Refusal::Unknown { what: "calendar", key: old.to_string() });
    }
    if directory.calendar(&new).is_none() {
        return Err(Refusal::Unknown { what: "calendar", key: new.to_string() });
    }
    if old == new { Err(Refusal::Already) } else { Ok(Corrected::Calendar { old, new }) }
}

pub(super) fn approve(draft: &mut Draft<'_>, number: u32, note: String) -> Result<(), Refusal> {
    let requested_by = waiting(draft, number)?.requested_by.clone();
    let asker = draft.context.actor.person().cloned();
    let is_own = requested_by == asker;
    if is_own && !is_alone(draft, asker.as_ref()) {
        return Err(Refusal::FourEyes);
    }
    let note = if is_own { required(note, "why you approve it yourself")? } else { note };
    draft.add(Fact::CorrectionApproved { correction: number, note, is_alone: is_own });
    Ok(())
}

fn is_alone(draft: &Draft<'_>, asker: Option<&PersonKey>) -> bool {
    asker.is_some_and(|asker| draft.context.directory.approvers_beside(asker).next().is_none())
}

pub(super) fn refuse(draft: &mut Draft<'_>, number: u32, reason: String) -> Result<(), Refusal> {
    let request = waiting(draft, number)?;
    if request.requested_by.as_ref() == draft.context.actor.person() {
        return Err(Refusal::FourEyes);
    }
    let reason = required(reason, "the reason")?;
    draft.add(Fact::CorrectionRefused { correction: number, reason });
    Ok(())
}

pub(super) fn withdraw(draft: &mut Draft<'_>, number: u32) -> Result<(), Refusal> {
    let request = waiting(draft, number)?;
    if request.requested_by.as_ref() != draft.context.actor.person() {
        return Err(Refusal::NotYours);
    }
    draft.add(Fact::CorrectionWithdrawn { correction: number });
    Ok(())
}

fn waiting<'a>(draft: &'a Draft<'_>, number: u32) -> Result<&'a CorrectionRequest, Refusal> {
    let known = draft.state.corrections.request(number);
    let unknown = || Refusal::Unknown { what: "correction", key: number.to_string() };
    let request = known.ok_or_else(unknown)?;
    if request.is_waiting() { Ok(request) } else { Err(Refusal::Already) }
}

/// What was written down late may show that there was no breach: then it is refuted, and its row
/// stays (domain §2.9).
///
/// Only a stop in time refutes. A target that became longer afterwards does not: what was promised
/// then was broken.
pub(super) fn refute(draft: &mut Draft<'_>) {
    let late: Vec<(u32, Timestamp)> = draft
        .entries
        .iter()
        .filter(|entry| {
            entry.at < entry.recorded_at && matches!(entry.fact, Fact::CallLogged { .. })
        })
        .map(|entry| (entry.seq, entry.at))
        .collect();
    for (by, at) in late {
        for (metric, cycle) in stopped_in_time(draft, at) {
            draft.add(Fact::BreachRefuted { metric, cycle, by });
        }
    }
}

/// The breaches whose clock stopped at `at`, which was in time.
fn stopped_in_time(draft: &Draft<'_>, at: Timestamp) -> Vec<(Metric, u32)> {
    let directory = draft.context.directory;
    let stopped = |metric: Metric, cycle: u32| {
        cycles_in(&draft.state, metric, View::Raw, directory, draft.now())
            .iter()
            .any(|clock| clock.cycle == cycle && clock.stopped_at == Some(at))
    };
    let breaches = draft.state.corrections.breaches().iter();
    breaches
        .filter(|(_, breach)| breach.refuted_by.is_none() && at <= breach.limit_at)
        .map(|(key, _)| *key)
        .filter(|(metric, cycle)| stopped(*metric, *cycle))
        .collect()
}
