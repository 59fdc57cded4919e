//! All calendars: when each is open, what comes next, how its feeds are, and who counts by it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::calendar::Calendar;
use piket_core::policy::Action;
use piket_engine::calendars::{Sheet, used_by};
use piket_store::feeds::FeedState;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A calendar in the list.
struct Line {
    address: String,
    name: String,
    zone: String,
    hours: String,
    tone: &'static str,
    now: String,
    holiday: String,
    feeds_tone: &'static str,
    feeds: String,
    used_by: Vec<String>,
}

#[derive(Template)]
#[template(path = "calendars/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    may_change: bool,
    lines: Vec<Line>,
}

/// `GET /calendars`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let states = app.desk().feed_states().await?;
    let sheets = app.desk().calendars().await?;
    let mut lines: Vec<Line> =
        sheets.iter().filter_map(|sheet| line(&eye, sheet, &states)).collect();
    lines.sort_by_key(|line| line.name.to_lowercase());
    let title = w.t("desk-calendars").into_owned();
    let frame = rail::frame(&app, &engineer, title, "agreements", now).await?;
    let may_change = engineer.who().may(Action::Configure);
    page::shown(&ListPage { w: w.clone(), frame, may_change, lines })
}

fn line(eye: &Eye<'_>, sheet: &Sheet, states: &[FeedState]) -> Option<Line> {
    let document = &sheet.document;
    let calendar = eye.directory.calendars.get(&document.key)?;
    let version = calendar.spec().version_at(eye.now);
    let (tone, now) = state_now(eye.w, calendar, eye.now);
    let (feeds_tone, feeds) = state_of_feeds(eye.w, sheet, states);
    Some(Line {
        address: format!("/calendars/{}", document.key),
        name: document.name.clone(),
        zone: document.tz.clone(),
        hours: version.map(|it| eye.w.opening_hours(&it.weekly)).unwrap_or_default(),
        tone,
        now,
        holiday: next_holiday(eye, calendar),
        feeds_tone,
        feeds,
        used_by: used_by(eye.directory, &document.key).map(|(_, name)| name.to_owned()).collect(),
    })
}

/// Whether it is open, and until when.
pub(super) fn state_now(w: &Words, calendar: &Calendar, now: Timestamp) -> (&'static str, String) {
    if calendar.is_open(now) {
        let closes = calendar.next_closing(now);
        let text = closes.map_or_else(
            || w.t("calendar-open-always").into_owned(),
            |at| w.t1("calendar-open-until", "at", w.when(at, now)),
        );
        return ("ok", text);
    }
    let text = calendar.next_opening(now).map_or_else(
        || w.t("calendar-closed-for-good").into_owned(),
        |at| w.t1("calendar-closed-until", "at", w.when(at, now)),
    );
    ("none", text)
}

/// The next date that a holiday closes: of the policy, or of a feed.
pub(super) fn next_holiday(eye: &Eye<'_>, calendar: &Calendar) -> String {
    let today = calendar.zone().to_datetime(eye.now).date();
    let Some(version) = calendar.spec().version_at(eye.now) else { return String::new() };
    let of_feeds = version.from_feeds.iter().flatten();
    let next = version.holidays.iter().chain(of_feeds).filter(|(on, _)| **on >= today).min();
    next.map(|(on, name)| format!("{} · {}", eye.w.holiday(name), eye.w.day(*on)))
        .unwrap_or_default()
}

fn state_of_feeds(w: &Words, sheet: &Sheet, states: &[FeedState]) -> (&'static str, String) {
    let key = sheet.document.key.as_str();
    let names: Vec<&str> = sheet.document.feeds.iter().map(|feed| feed.name.as_str()).collect();
    if names.is_empty() {
        return ("", String::new());
    }
    let own = states.iter().filter(|it| it.calendar == key && names.contains(&it.name.as_str()));
    let failing = own.filter(|it| it.failure.is_some()).count();
    let count = |count: usize| u64::try_from(count).unwrap_or(0);
    if failing > 0 {
        ("warn", w.t1("calendar-feeds-bad", "count", count(failing)))
    } else {
        ("ok", w.t1("calendar-feeds-good", "count", count(names.len())))
    }
}
