//! What a month came to against the hours of an agreement, as a row: for the desk, for the portal
//! and for a console.

use piket_core::directory::Directory;
use piket_engine::spent::{AgreementTime, IncidentSum};
use piket_text::Words;

/// At so many percent the hours run out.
const RUNNING_OUT: i64 = 90;

/// An agreement in a month.
pub(crate) struct SumRow {
    /// The agreement; "no agreement" where none held.
    pub(crate) agreement: String,
    /// For which applications.
    pub(crate) applications: String,
    /// What was spent.
    pub(crate) spent: String,
    /// What was agreed; empty for nothing.
    pub(crate) agreed: String,
    /// What is left; empty when nothing was agreed.
    pub(crate) left: String,
    /// How much more than agreed; empty when it is not.
    pub(crate) over: String,
    /// The share in words.
    pub(crate) used: String,
    /// How far the bar goes, in percent.
    pub(crate) bar: i64,
    /// Its tone.
    pub(crate) tone: &'static str,
    /// What it came to when it was frozen, if that is something else.
    pub(crate) published: String,
}

/// The row of an agreement.
pub(crate) fn sum_row(w: &Words, directory: &Directory, it: &AgreementTime) -> SumRow {
    let against = it.against;
    let percent = against.percent();
    let over = against.over_s();
    let names = it.applications.iter().map(|key| directory.application_name(key));
    let published = it.published_s.filter(|published| *published != against.spent_s);
    SumRow {
        agreement: match &it.agreement {
            Some(_) => it.name.clone(),
            None => w.t("spent-no-agreement").into_owned(),
        },
        applications: names.collect::<Vec<_>>().join(", "),
        spent: w.worked(against.spent_s),
        agreed: against.agreed_hours.map(|it| w.t1("spent-hours", "hours", it)).unwrap_or_default(),
        left: against.left_s().map(|left| w.worked(left)).unwrap_or_default(),
        over: if over > 0 { w.t1("spent-over", "time", w.worked(over)) } else { String::new() },
        used: percent.map(|it| w.t1("spent-used", "percent", it)).unwrap_or_default(),
        bar: percent.unwrap_or_default().clamp(0, 100),
        tone: match percent {
            _ if over > 0 => "bad",
            Some(percent) if percent >= RUNNING_OUT => "warn",
            Some(_) | None => "ok",
        },
        published: published
            .map(|it| w.t1("spent-published", "time", w.worked(it)))
            .unwrap_or_default(),
    }
}

/// An incident in a month.
pub(crate) struct IncidentLine {
    /// Its number.
    pub(crate) number: String,
    /// In one line.
    pub(crate) summary: String,
    /// Whose it is.
    pub(crate) client: String,
    /// How long was worked on it.
    pub(crate) spent: String,
}

/// The line of an incident.
pub(crate) fn incident_line(w: &Words, directory: &Directory, it: &IncidentSum) -> IncidentLine {
    IncidentLine {
        number: it.row.number.to_string(),
        summary: it.row.summary.clone(),
        client: directory.client_name(&it.row.client).to_owned(),
        spent: w.worked(it.seconds),
    }
}
