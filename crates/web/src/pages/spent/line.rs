//! An entry of time as a line: who, how long, when, what was done, and what may be done to it.

use piket_core::key::Number;
use piket_core::spent::TimeStanding;
use piket_engine::Desk;
use piket_engine::spent::NotedTime;
use piket_store::spent::TimeRow;

use super::typed::Fields;
use crate::pages::eye::{Eye, Face};

/// An entry in a list.
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the line")]
pub(crate) struct Line {
    /// Its key.
    pub(crate) id: String,
    /// The number of its incident.
    pub(crate) number: String,
    /// The same if it is another incident than the page is about.
    pub(crate) elsewhere: String,
    /// Who worked.
    pub(crate) person: Face,
    /// How long.
    pub(crate) length: String,
    /// When.
    pub(crate) when: String,
    /// What was done in that time.
    pub(crate) note: String,
    /// How it stands, where that is not simply that it counts.
    pub(crate) standing: String,
    /// The tone of that.
    pub(crate) tone: &'static str,
    /// What is to be known about it.
    pub(crate) remarks: Vec<String>,
    /// Everything that was done to it, where that is more than that it was noted.
    pub(crate) steps: Vec<String>,
    /// Which version is shown.
    pub(crate) version: u32,
    /// The form to change it.
    pub(crate) fields: Fields,
    pub(crate) is_withdrawn: bool,
    pub(crate) is_in_doubt: bool,
    pub(crate) may_change: bool,
    pub(crate) needs_reason: bool,
}

/// An entry as a line of a page about the incident `here`.
pub(crate) fn line(eye: &Eye<'_>, here: Option<Number>, it: &NotedTime) -> Line {
    let row = &it.row;
    let standing = row.standing;
    let counts = standing == TimeStanding::Counts;
    let is_elsewhere = here != Some(row.place.number);
    let elsewhere = if is_elsewhere { row.place.number.to_string() } else { String::new() };
    let may_change = standing != TimeStanding::Withdrawn && eye.who.may_change_time(&row.person);
    Line {
        id: row.id.to_string(),
        number: row.place.number.to_string(),
        elsewhere,
        person: eye.person(&row.person),
        length: long(eye, row),
        when: match &row.stretch {
            Some(stretch) => eye.w.worked_when(stretch),
            None => eye.w.weekday_and_moment(row.begins_at),
        },
        note: row.note.clone(),
        standing: if counts { String::new() } else { eye.w.time_standing(standing).into_owned() },
        tone: tone(standing),
        remarks: remarks(eye, row),
        steps: history(eye, it),
        version: row.version,
        fields: Fields::of(eye, row.stretch.as_ref(), &row.note),
        is_withdrawn: standing == TimeStanding::Withdrawn,
        is_in_doubt: standing == TimeStanding::InDoubt,
        may_change,
        needs_reason: row.person != eye.who.key,
    }
}

fn history(eye: &Eye<'_>, it: &NotedTime) -> Vec<String> {
    let told = it.steps.iter().map(|step| eye.w.time_step(step, eye.directory));
    if it.steps.len() > 1 { told.collect() } else { Vec::new() }
}

/// How long an entry is, or how long its timer runs.
pub(super) fn long(eye: &Eye<'_>, row: &TimeRow) -> String {
    let seconds = match row.standing {
        TimeStanding::Running => Desk::runs_s(row, eye.now),
        TimeStanding::InDoubt | TimeStanding::Counts | TimeStanding::Withdrawn => row.seconds,
    };
    eye.w.worked(seconds)
}

fn remarks(eye: &Eye<'_>, row: &TimeRow) -> Vec<String> {
    let all = [(row.overlaps, "spent-overlaps"), (row.is_late, "spent-late")];
    all.into_iter().filter(|(is, _)| *is).map(|(_, key)| eye.w.t(key).into_owned()).collect()
}

const fn tone(standing: TimeStanding) -> &'static str {
    match standing {
        TimeStanding::Running => "route",
        TimeStanding::InDoubt => "warn",
        TimeStanding::Counts => "ok",
        TimeStanding::Withdrawn => "quiet",
    }
}
