//! The feeds of a calendar: added, chosen from, read at once, removed; a file imported once.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use piket_core::calendar::{Chosen, Closing, Feed, FeedEvent, NotACalendar, Read, read_ical};
use piket_core::key::CalendarKey;
use piket_engine::calendars::{Given, Sheet, years};
use piket_engine::config::ApplyError;
use piket_engine::configure::ConfigureError;
use piket_store::feeds::FeedState;
use piket_text::Words;

use super::editor::refused;
use super::to_change;
use super::told::told;
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// So many titles of a feed can be ticked; the others are chosen by a word.
const TITLES: usize = 60;

/// A title to tick.
struct Tick {
    title: String,
    next: String,
    is_ticked: bool,
    closes: bool,
}

/// A feed on the page.
struct Line {
    name: String,
    url: String,
    tone: &'static str,
    state: String,
    left_out: String,
    closes: Vec<Choice>,
    titles: String,
    categories: String,
    ticks: Vec<Tick>,
    more: String,
}

#[derive(Template)]
#[template(path = "calendars/feeds.html")]
struct FeedsPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    seen: u32,
    flash: String,
    wrong: Vec<String>,
    is_stale: bool,
    lines: Vec<Line>,
    new_name: String,
    new_url: String,
    new_text: String,
}

/// `GET /calendars/{key}/feeds`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
) -> Result<Response, Problem> {
    let sheet = to_change(&app, &engineer, &key).await?;
    page::shown(&drawn(&app, &engineer, now, &sheet, &Typed::default()).await?)
}

/// `POST /calendars/{key}/feeds`.
pub(super) async fn change(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let sheet = to_change(&app, &engineer, &key).await?;
    let desk = app.desk();
    let name = typed.text("name");
    let mut document = sheet.document.clone();
    let mut imported = None;
    match typed.get("act").unwrap_or_default() {
        "now" => {
            let soon = desk.read_feed_soon(engineer.who(), &key, &name, now).await;
            soon.map_err(|error| refused(&error))?;
            let mut page = drawn(&app, &engineer, now, &sheet, &Typed::default()).await?;
            page.flash = page.w.t("calendar-done-soon").into_owned();
            return page::shown(&page);
        }
        "remove" => document.feeds.retain(|feed| feed.name != name),
        "keep" => {
            for feed in document.feeds.iter_mut().filter(|feed| feed.name == name) {
                feed.close = closing(&typed);
            }
        }
        _ => {
            let url = typed.some("url");
            if url.is_none() {
                match imported_text(&sheet, &typed, now) {
                    Ok(read) => imported = Some(read),
                    Err(code) => {
                        let mut page = drawn(&app, &engineer, now, &sheet, &typed).await?;
                        page.wrong.push(page.w.named("calendar-failed", code).into_owned());
                        return page::refused(&page);
                    }
                }
            }
            document.feeds.push(Feed { name: name.clone(), url, close: Closing::Nothing });
        }
    }
    match desk.keep_calendar(engineer.who(), document, typed.seen(), now).await {
        Ok(_) => {
            if let Some(read) = imported {
                let kept = desk.import_events(engineer.who(), &key, &name, read, now).await;
                kept.map_err(|error| refused(&error))?;
            }
            Ok(Redirect::to(&format!("/calendars/{key}/feeds")).into_response())
        }
        Err(error) => wrong(&app, &engineer, now, &key, &typed, &error).await,
    }
}

async fn wrong(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    key: &CalendarKey,
    typed: &Typed,
    error: &ConfigureError,
) -> Result<Response, Problem> {
    let sheet = to_change(app, engineer, key).await?;
    let mut page = drawn(app, engineer, now, &sheet, typed).await?;
    if matches!(error, ConfigureError::Config(ApplyError::Stale)) {
        page.is_stale = true;
        return page::overtaken(&page);
    }
    if error.findings().is_empty() {
        return Err(refused(error));
    }
    let found = told(&page.w, key.as_str(), error.findings());
    page.wrong = found.into_iter().filter(|it| it.blocks).map(|it| it.text).collect();
    page::refused(&page)
}

/// The events of a text that was pasted, or the code of why there are none.
fn imported_text(sheet: &Sheet, typed: &Typed, now: Timestamp) -> Result<Read, &'static str> {
    let zone = sheet.document.spec().zone().ok_or("failed")?;
    let (first, last) = years(&zone, now);
    let text = typed.get("text").unwrap_or_default();
    read_ical(text.as_bytes(), &zone, first, last).map_err(NotACalendar::code)
}

fn closing(typed: &Typed) -> Closing {
    match typed.get("close").unwrap_or_default() {
        "all" => Closing::All,
        "some" => Closing::Some(Chosen {
            events: typed.all("event").map(str::to_owned).collect(),
            titles: split(&typed.text("titles")),
            categories: split(&typed.text("categories")),
        }),
        _ => Closing::Nothing,
    }
}

fn split(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    sheet: &Sheet,
    typed: &Typed,
) -> Result<FeedsPage, Problem> {
    let document = &sheet.document;
    let w = engineer.words().in_zone(&document.tz);
    let states = app.desk().feed_states().await?;
    let today = w.local(now).date();
    let line = |feed: &Feed| {
        let own = |it: &&FeedState| it.calendar == document.key.as_str() && it.name == feed.name;
        line(&w, feed, states.iter().find(own), today, now)
    };
    let is_new = typed.get("act").is_some_and(|act| act == "add");
    let text = |name: &str| if is_new { typed.text(name) } else { String::new() };
    let title = format!("{} · {}", w.t("calendar-feeds"), document.name);
    Ok(FeedsPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        key: document.key.to_string(),
        name: document.name.clone(),
        seen: sheet.version,
        flash: String::new(),
        wrong: Vec::new(),
        is_stale: false,
        lines: document.feeds.iter().map(line).collect(),
        new_name: text("name"),
        new_url: text("url"),
        new_text: text("text"),
        w: w.clone(),
    })
}

fn line(w: &Words, feed: &Feed, state: Option<&FeedState>, today: Date, now: Timestamp) -> Line {
    let given = state.map(Given::of).unwrap_or_default();
    let chosen = match &feed.close {
        Closing::Some(chosen) => chosen.clone(),
        Closing::Nothing | Closing::All => Chosen::default(),
    };
    let (tone, said) = said(w, feed, state, now);
    let (ticks, more) = ticks(w, feed, &chosen, &given.events, today);
    let choice = |value: &str, chosen: bool| Choice {
        value: value.to_owned(),
        label: w.named("calendar-feed-close", value).into_owned(),
        chosen,
    };
    let numbers: [(&str, &dyn piket_text::words::Value); 3] =
        [("timed", &given.timed), ("far", &given.far), ("odd", &given.odd)];
    Line {
        name: feed.name.clone(),
        url: feed.url.clone().unwrap_or_default(),
        tone,
        state: said,
        left_out: if given.timed + given.far + given.odd > 0 {
            w.tn("calendar-feed-left-out", &numbers)
        } else {
            String::new()
        },
        closes: vec![
            choice("nothing", feed.close == Closing::Nothing),
            choice("all", feed.close == Closing::All),
            choice("some", matches!(feed.close, Closing::Some(_))),
        ],
        titles: chosen.titles.join(", "),
        categories: chosen.categories.join(", "),
        ticks,
        more,
    }
}

/// How a feed is: when it was read, and why it cannot be now.
fn said(
    w: &Words,
    feed: &Feed,
    state: Option<&FeedState>,
    now: Timestamp,
) -> (&'static str, String) {
    let read_at = state.and_then(|state| state.fetched_at);
    if let Some(failure) = state.and_then(|state| state.failure.as_deref()) {
        let code = failure.split(' ').next().unwrap_or_default();
        let about = failure.get(code.len()..).unwrap_or_default().trim();
        let mut why = w.named("calendar-failed", code).into_owned();
        if !about.is_empty() {
            why = format!("{why} ({about})");
        }
        let key =
            if read_at.is_some() { "calendar-feed-failing" } else { "calendar-feed-failing-never" };
        return ("warn", w.t1(key, "why", why));
    }
    match read_at {
        Some(at) if feed.url.is_none() => {
            ("ok", w.t1("calendar-feed-imported", "ago", w.ago(at, now)))
        }
        Some(at) => ("ok", w.t1("calendar-feed-read", "ago", w.ago(at, now))),
        None => ("none", w.t("calendar-feed-unread").into_owned()),
    }
}

/// The titles of a feed with the next date of each, soonest first.
fn ticks(
    w: &Words,
    feed: &Feed,
    chosen: &Chosen,
    events: &[FeedEvent],
    today: Date,
) -> (Vec<Tick>, String) {
    let mut next: BTreeMap<&str, &FeedEvent> = BTreeMap::new();
    for event in events.iter().filter(|it| it.on.saturating_add(i64::from(it.days).days()) > today)
    {
        let known = next.entry(&event.title).or_insert(event);
        if event.on < known.on {
            *known = event;
        }
    }
    let mut soonest: Vec<&FeedEvent> = next.into_values().collect();
    soonest.sort();
    let rest = soonest.len().saturating_sub(TITLES);
    let tick = |event: &&FeedEvent| Tick {
        title: event.title.clone(),
        next: w.day(event.on),
        is_ticked: chosen.events.contains(&event.title),
        closes: feed.close.closes(event),
    };
    let more = if rest == 0 {
        String::new()
    } else {
        w.t1("calendar-feed-events-more", "count", u64::try_from(rest).unwrap_or(0))
    };
    (soonest.iter().take(TITLES).map(tick).collect(), more)
}
