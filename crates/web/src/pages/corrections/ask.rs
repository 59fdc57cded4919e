//! From the form to what is asked to be corrected, and the choices that the form offers.

use jiff::Timestamp;
use jiff::civil::DateTime;
use piket_core::incident::{CorrectionWish, Excuse, View, cycles_in};
use piket_core::key::CalendarKey;
use piket_core::sla::Metric;
use piket_engine::view::Seen;

use crate::pages::eye::Eye;
use crate::pages::parts::Choice;
use crate::pages::typed::Typed;

/// Which field could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong(pub(super) &'static str);

/// What is asked to be corrected.
pub(super) fn wish(eye: &Eye<'_>, typed: &Typed) -> Result<CorrectionWish, Wrong> {
    let object = typed.text("object");
    let (kind, rest) = object.split_once(':').unwrap_or((object.as_str(), ""));
    Ok(match kind {
        "breach" => {
            let (metric, cycle) = rest.split_once(':').ok_or(Wrong("object"))?;
            CorrectionWish::Excuse {
                metric: metric_of(metric).ok_or(Wrong("object"))?,
                cycle: cycle.parse().map_err(|_| Wrong("object"))?,
                excuse: excuse(typed).ok_or(Wrong("excuse"))?,
            }
        }
        "reported_at" => CorrectionWish::ReportedAt(instant(eye, typed)?),
        "responded_at" => CorrectionWish::RespondedAt(instant(eye, typed)?),
        "restored_at" => CorrectionWish::RestoredAt(instant(eye, typed)?),
        "outage_start" => CorrectionWish::OutageStart(rest.to_owned(), instant(eye, typed)?),
        "outage_end" => CorrectionWish::OutageEnd(rest.to_owned(), instant(eye, typed)?),
        "calendar" => {
            let key = |text: &str| text.parse::<CalendarKey>().map_err(|_| Wrong("calendar"));
            CorrectionWish::Calendar(key(rest)?, key(&typed.text("calendar"))?)
        }
        _ => return Err(Wrong("object")),
    })
}

fn metric_of(text: &str) -> Option<Metric> {
    Metric::ALL.into_iter().find(|metric| metric.as_str() == text)
}

fn excuse(typed: &Typed) -> Option<Excuse> {
    let text = typed.text("excuse");
    Excuse::ALL.into_iter().find(|excuse| excuse.as_str() == text)
}

/// A moment as the browser's field gives it, in the desk's zone.
fn instant(eye: &Eye<'_>, typed: &Typed) -> Result<Timestamp, Wrong> {
    let local: DateTime = typed.text("at").parse().map_err(|_| Wrong("at"))?;
    let zoned = local.to_zoned_datetime(eye.w.zone().clone()).map_err(|_| Wrong("at"))?;
    Ok(zoned.timestamp())
}

/// What can be corrected here, and as it was recorded.
pub(super) fn objects(eye: &Eye<'_>, seen: &Seen, chosen: &str) -> Vec<Choice> {
    let state = &seen.state;
    let mut choices = Vec::new();
    let mut add = |value: String, label: String| {
        choices.push(Choice { chosen: value == chosen, value, label });
    };
    for ((metric, cycle), breach) in state.corrections.breaches() {
        if breach.refuted_by.is_none() {
            let value = format!("breach:{}:{cycle}", metric.as_str());
            let (metric, due) = (eye.w.metric_in_sentence(*metric), eye.w.moment(breach.due_at));
            add(value, eye.w.t2("corrections-object-breach", "metric", metric, "due", due));
        }
    }
    let mut instant = |value: String, key: &str, at: Option<Timestamp>| {
        if let Some(at) = at {
            add(value, eye.w.t1(key, "at", eye.w.moment(at)));
        }
    };
    instant("reported_at".into(), "corrections-object-reported", Some(state.reported_at));
    instant("responded_at".into(), "corrections-object-responded", state.responded_at);
    instant("restored_at".into(), "corrections-object-restored", state.restored_at);
    for (key, alert) in &state.alerts {
        let (start, end) = ("corrections-object-outage-start", "corrections-object-outage-end");
        instant(format!("outage_start:{key}"), start, Some(alert.onset_at));
        instant(format!("outage_end:{key}"), end, alert.recovered_at);
    }
    for key in counted_by(eye, seen) {
        let label = eye.w.t1("corrections-object-calendar", "calendar", key.to_string());
        add(format!("calendar:{key}"), label);
    }
    choices
}

/// The calendars that counted here.
fn counted_by(eye: &Eye<'_>, seen: &Seen) -> std::collections::BTreeSet<CalendarKey> {
    let cycles = |metric| cycles_in(&seen.state, metric, View::Raw, eye.directory, eye.now);
    let clocks = Metric::ALL.into_iter().flat_map(cycles);
    clocks.flat_map(|clock| clock.segments).map(|segment| segment.calendar).collect()
}

/// Why a breach may be excused.
pub(super) fn excuses(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let choice = |excuse: Excuse| Choice {
        value: excuse.as_str().to_owned(),
        label: piket_text::format::capitalised(&eye.w.excuse(excuse)),
        chosen: excuse.as_str() == chosen,
    };
    Excuse::ALL.into_iter().map(choice).collect()
}

/// The calendars that could have counted.
pub(super) fn calendars(eye: &Eye<'_>, chosen: &str) -> Vec<Choice> {
    let keys = eye.directory.calendars.keys();
    keys.map(|key| Choice {
        value: key.to_string(),
        label: key.to_string(),
        chosen: key.as_str() == chosen,
    })
    .collect()
}
