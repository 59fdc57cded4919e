//! One calendar: its hours, its year, how they came about, and a day closed quickly.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::calendar::CalendarVersion;
use piket_core::key::CalendarKey;
use piket_core::policy::Action;
use piket_engine::calendars::{Sheet, used_by};
use piket_text::Words;
use serde::Deserialize;

use super::list::{next_holiday, state_now};
use super::year::Year;
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// Years that can be shown: clocks count in no others.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2105;

/// A version of the hours.
struct VersionLine {
    /// Since when, in words.
    from: String,
    /// The instant, for whoever drops a plan.
    at: String,
    hours: String,
    changes: Vec<String>,
    holds: bool,
    is_ahead: bool,
}

#[derive(Template)]
#[template(path = "calendars/show.html")]
struct ShowPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    zone: String,
    may_change: bool,
    flash: String,
    wrong: String,
    tone: &'static str,
    state: String,
    hours: String,
    policy: String,
    holiday: String,
    early: String,
    season: String,
    used_by: Vec<String>,
    feeds: Vec<String>,
    today: String,
    seen: u32,
    year: Year,
    versions: Vec<VersionLine>,
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    year: Option<i16>,
    done: Option<String>,
}

/// `GET /calendars/{key}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = drawn(&app, &engineer, now, &key, &asked).await?;
    page::shown(&page)
}

/// The page with a sentence about what could not be done.
pub(super) async fn refused(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    key: &CalendarKey,
    status: axum::http::StatusCode,
    wrong: String,
) -> Result<Response, Problem> {
    let page = drawn(app, engineer, now, key, &Asked::default()).await?;
    page::with(status, &ShowPage { wrong, ..page })
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    key: &CalendarKey,
    asked: &Asked,
) -> Result<ShowPage, Problem> {
    let sheet = app.desk().calendar(key).await?.ok_or(Problem::NotFound("calendar"))?;
    let w = engineer.words().in_zone(&sheet.document.tz);
    let directory = app.desk().directory();
    let eye = Eye { w: &w, directory: &directory, who: engineer.who(), now };
    let calendar = directory.calendars.get(key).ok_or(Problem::NotFound("calendar"))?;
    let today = calendar.zone().to_datetime(now).date();
    let year = asked.year.filter(|year| YEARS.contains(year)).unwrap_or(today.year());
    let version = calendar.spec().version_at(now).cloned().unwrap_or_default();
    let (tone, state) = state_now(&w, calendar, now);
    let done = asked
        .done
        .as_deref()
        .filter(|done| ["kept", "same", "added", "dropped", "feed"].contains(done));
    let frame = rail::frame(app, engineer, sheet.document.name.clone(), "agreements", now).await?;
    Ok(ShowPage {
        key: key.to_string(),
        name: sheet.document.name.clone(),
        zone: sheet.document.tz.clone(),
        may_change: engineer.who().may(Action::Configure),
        flash: done.map(|done| w.named("calendar-done", done).into_owned()).unwrap_or_default(),
        wrong: String::new(),
        tone,
        state,
        hours: w.opening_hours(&version.weekly),
        policy: w.holiday_policy(version.holiday_policy),
        holiday: next_holiday(&eye, calendar),
        early: w.early_closing(&version.early_close),
        season: sheet.document.closed_season_because.clone().unwrap_or_default(),
        used_by: used_by(&directory, key).map(|(_, name)| name.to_owned()).collect(),
        feeds: sheet.document.feeds.iter().map(|feed| feed.name.clone()).collect(),
        today: today.to_string(),
        seen: sheet.version,
        year: Year::of(&w, calendar, year, now),
        versions: versions(&w, &sheet, now),
        frame,
        w,
    })
}

/// The versions, newest first, with what each changed.
fn versions(w: &Words, sheet: &Sheet, now: Timestamp) -> Vec<VersionLine> {
    let versions = &sheet.document.versions;
    let is_ahead = |it: &CalendarVersion| it.effective_from.is_some_and(|at| at > now);
    let current = versions.iter().take_while(|it| !is_ahead(it)).count();
    let mut lines = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| versions.get(before));
        let changes = before.map(|before| w.changed_hours(before, version)).unwrap_or_default();
        lines.push(VersionLine {
            from: version
                .effective_from
                .map_or_else(|| w.t("calendar-since-ever").into_owned(), |at| w.date_time(at)),
            at: version.effective_from.map(|at| at.to_string()).unwrap_or_default(),
            hours: w.opening_hours(&version.weekly),
            changes,
            holds: at + 1 == current,
            is_ahead: is_ahead(version),
        });
    }
    lines.reverse();
    lines
}
