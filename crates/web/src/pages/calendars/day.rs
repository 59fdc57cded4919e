//! A day closed quickly, given other hours, or as usual again; and a plan that is dropped.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use piket_core::calendar::CalendarVersion;
use piket_core::key::CalendarKey;
use piket_engine::config::{ApplyError, CalendarDocument};
use piket_engine::configure::ConfigureError;

use super::editor::refused;
use super::form::windows;
use super::show;
use super::to_change;
use super::told::told;
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// `POST /calendars/{key}/day`.
pub(super) async fn keep(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let sheet = to_change(&app, &engineer, &key).await?;
    let w = engineer.words();
    let wrong =
        |text| show::refused(&app, &engineer, now, &key, StatusCode::UNPROCESSABLE_ENTITY, text);
    let act = typed.get("act").unwrap_or_default();
    let today = w.clone().in_zone(&sheet.document.tz).local(now).date();
    let (date, hours) = match act {
        "today" => (today, Vec::new()),
        "tomorrow" => (today.saturating_add(1.day()), Vec::new()),
        _ => {
            let Ok(date) = typed.text("date").parse::<Date>() else {
                return wrong(w.t1("calendar-wrong-date", "text", typed.text("date"))).await;
            };
            match windows(&typed.text("hours")) {
                Ok(hours) => (date, hours),
                Err(error) => return wrong(w.wrong_window(&error)).await,
            }
        }
    };
    let mut document = sheet.document.clone();
    let is_usual = act == "usual";
    each_from_now(&mut document, now, |version| {
        version.closed_on.remove(&date);
        version.exceptions.remove(&date);
        if is_usual {
            return;
        }
        if hours.is_empty() {
            version.closed_on.insert(date);
        } else {
            version.exceptions.insert(date, hours.clone());
        }
    });
    kept(&app, &engineer, now, document, typed.seen(), "kept").await
}

/// `POST /calendars/{key}/drop`.
pub(super) async fn drop_plan(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let mut document = to_change(&app, &engineer, &key).await?.document;
    let at = typed.text("at").parse::<Timestamp>().ok().filter(|at| *at > now);
    document.versions.retain(|version| at.is_none() || version.effective_from != at);
    kept(&app, &engineer, now, document, typed.seen(), "dropped").await
}

/// Changes the hours that hold from now on, and those that are planned.
fn each_from_now(
    document: &mut CalendarDocument,
    now: Timestamp,
    mut change: impl FnMut(&mut CalendarVersion),
) {
    let began = |it: &&CalendarVersion| it.effective_from.is_none_or(|at| at <= now);
    let current = document.versions.iter().take_while(began).count().saturating_sub(1);
    for ahead in document.versions.iter_mut().skip(current + 1) {
        change(ahead);
    }
    if let Some(mut version) = document.versions.get(current).cloned() {
        change(&mut version);
        version.effective_from = None;
        document.versions.insert(current + 1, version);
    }
}

async fn kept(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    document: CalendarDocument,
    seen: Option<u32>,
    done: &str,
) -> Result<Response, Problem> {
    let (key, w) = (document.key.clone(), engineer.words());
    match app.desk().keep_calendar(engineer.who(), document, seen, now).await {
        Ok(_) => Ok(Redirect::to(&format!("/calendars/{key}?done={done}")).into_response()),
        Err(ConfigureError::Config(ApplyError::Stale)) => {
            let text = w.t("calendar-stale").into_owned();
            show::refused(app, engineer, now, &key, StatusCode::CONFLICT, text).await
        }
        Err(error) if !error.findings().is_empty() => {
            let found = told(&w, key.as_str(), error.findings());
            let wrong = found.into_iter().filter(|it| it.blocks).map(|it| it.text);
            let text = wrong.collect::<Vec<_>>().join(" ");
            show::refused(app, engineer, now, &key, StatusCode::UNPROCESSABLE_ENTITY, text).await
        }
        Err(error) => Err(refused(&error)),
    }
}
