//! Time spent on the page of an incident: what it comes to, the reader's timer, and the form to
//! type a stretch in.

use jiff::Timestamp;
use piket_core::key::Number;
use piket_core::spent::DOUBTED_AFTER_S;
use piket_engine::Desk;
use piket_engine::spent::TimeOn;
use piket_engine::view::Seen;
use piket_store::spent::Cursor;

use super::act;
use super::line::{Line, line, long};
use super::typed::{Fields, Wrong};
use crate::app::App;
use crate::pages::eye::Eye;
use crate::problem::Problem;

/// How many entries stand on the page of the incident.
const FEW: u32 = 5;

/// What was typed and not noted.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    /// Into which form: that of an entry, or the one for a new one.
    pub(super) entry: Option<String>,
    /// What was typed.
    pub(super) fields: Fields,
    /// The reason that was given.
    pub(super) reason: String,
    /// What is wrong with it.
    pub(super) wrong: Wrong,
}

/// Time spent on an incident.
pub(crate) struct Panel {
    /// The number of the incident.
    pub(crate) number: String,
    /// What counts, in all.
    pub(crate) total: String,
    /// Whether the reader's timer runs here.
    pub(crate) is_running: bool,
    /// That timer, or one that runs elsewhere.
    pub(crate) timer: String,
    /// What is said about it.
    pub(crate) told: String,
    /// Whether it ran so long that it may be forgotten.
    pub(crate) is_long: bool,
    /// What the form for a new stretch is called, so that it is noted once.
    pub(crate) once: String,
    /// That form.
    pub(crate) fields: Fields,
    /// In which zone times are typed.
    pub(crate) zone: String,
    /// What is wrong with it.
    pub(crate) wrong: String,
    /// At which field.
    pub(crate) wrong_field: &'static str,
    /// What was noted, the latest first.
    pub(crate) lines: Vec<Line>,
    /// Where earlier entries are; empty if there are none.
    pub(crate) next: String,
}

impl Panel {
    /// What is wrong with a field; empty when nothing is.
    pub(crate) fn wrong_in(&self, field: &str) -> &str {
        if self.wrong_field == field { &self.wrong } else { "" }
    }
}

/// The panel on the page of an incident; nothing for whoever notes no time.
pub(crate) async fn panel(app: &App, eye: &Eye<'_>, seen: &Seen) -> Result<Option<Panel>, Problem> {
    if !eye.who.may_note_time(&seen.state) {
        return Ok(None);
    }
    let found = app.desk().time_on(eye.who, seen, None, FEW).await.map_err(act::problem)?;
    let once = app.desk().new_id(eye.now).to_string();
    Ok(Some(of(eye, seen.state.number, &found, once, None)))
}

/// The panel of a page of entries, with what was typed in vain.
pub(super) fn of(
    eye: &Eye<'_>,
    here: Number,
    found: &TimeOn,
    once: String,
    attempt: Option<&Attempt>,
) -> Panel {
    let running = found.running.as_ref();
    let is_running = running.is_some_and(|row| row.place.number == here);
    let is_long = running.is_some_and(|row| Desk::runs_s(row, eye.now) > DOUBTED_AFTER_S);
    let told = running.map(|row| {
        let (number, time) = (row.place.number.to_string(), long(eye, row));
        if is_long {
            eye.w.t2("spent-runs-long", "number", number, "time", time)
        } else if is_running {
            eye.w.t1("spent-runs", "time", time)
        } else {
            eye.w.t2("spent-runs-elsewhere", "number", number, "time", time)
        }
    });
    let in_new = attempt.filter(|it| it.entry.is_none());
    let fields = in_new.map_or_else(|| Fields::today(eye), |it| it.fields.clone());
    Panel {
        number: here.to_string(),
        total: eye.w.worked(found.total_s),
        is_running,
        timer: running.map(|row| row.id.to_string()).unwrap_or_default(),
        told: told.unwrap_or_default(),
        is_long,
        once,
        fields,
        zone: eye.w.t1("spent-from-hint", "zone", eye.w.zone_iana()),
        wrong: in_new.map(|it| it.wrong.said(eye)).unwrap_or_default(),
        wrong_field: in_new.map_or("", |it| it.wrong.field()),
        lines: found.entries.iter().map(|it| line(eye, Some(here), it)).collect(),
        next: found.next.map(written).unwrap_or_default(),
    }
}

/// A cursor as the address has it: milliseconds and entry.
fn written((at, entry): Cursor) -> String {
    format!("{}_{}", at.as_millisecond(), entry.simple())
}

/// What [`written`] wrote; nothing for anything else.
pub(super) fn cursor(text: &str) -> Option<Cursor> {
    let (at, entry) = text.split_once('_')?;
    Some((Timestamp::from_millisecond(at.parse().ok()?).ok()?, entry.parse().ok()?))
}
