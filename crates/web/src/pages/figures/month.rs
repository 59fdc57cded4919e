//! One month of an application in full, its frozen versions, and what a manager does with it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::figures::{Changed, Month, Told, changes};
use piket_core::key::ApplicationKey;
use piket_core::policy::Action;
use piket_engine::figures::{FreezeError, MonthSeen};
use piket_store::figures::{CreditDecision, Frozen};
use piket_text::Words;
use serde::Deserialize;

use super::sheet::{Sheet, sheet, up_to};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A frozen version in the list.
struct VersionRow {
    name: String,
    by: String,
    reason: String,
    /// What is different from the version before.
    changes: Vec<String>,
    decision: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "figures/month.html")]
struct MonthPage {
    w: Words,
    frame: Frame,
    key: String,
    month: String,
    name: String,
    earlier: String,
    later: String,
    flash: String,
    wrong: String,
    reason: String,
    standing: String,
    sheet: Sheet,
    versions: Vec<VersionRow>,
    /// What changed since the last version; empty if nothing did.
    since: Vec<String>,
    may_freeze: bool,
    is_frozen: bool,
    /// The version whose credits are to be decided; nothing if none are.
    to_decide: Option<u32>,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /applications/{key}/figures/{month}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path((key, month)): Path<(ApplicationKey, Month)>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let mut page = drawn(&app, &engineer, now, &key, month).await?;
    if let Some(done) = done.done.as_deref()
        && ["frozen", "unchanged", "decided"].contains(&done)
    {
        page.flash = page.w.named("figures-done", done).into_owned();
    }
    page::shown(&page)
}

/// `POST /applications/{key}/figures/{month}/freeze`: publishes the figures as a version.
pub(super) async fn freeze(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path((key, month)): Path<(ApplicationKey, Month)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let reason = typed.text("reason");
    match app.desk().freeze_month(engineer.who(), &key, month, &reason, now).await {
        Ok(freezing) => {
            let done = if freezing.is_new { "frozen" } else { "unchanged" };
            Ok(back(&key, month, done))
        }
        Err(error) => refused(&app, &engineer, now, (&key, month), error, reason).await,
    }
}

/// `POST /applications/{key}/figures/{month}/credits`: gives the proposed credits, or does not.
pub(super) async fn decide(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path((key, month)): Path<(ApplicationKey, Month)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let decision = CreditDecision {
        version: typed.text("version").parse().map_err(|_| Problem::NotFound("version"))?,
        decided_at: now,
        decided_by: engineer.who().key.clone(),
        is_given: typed.get("give") == Some("yes"),
        reason: typed.text("reason"),
    };
    let reason = decision.reason.clone();
    match app.desk().decide_credits(engineer.who(), &key, month, decision).await {
        Ok(()) => Ok(back(&key, month, "decided")),
        Err(error) => refused(&app, &engineer, now, (&key, month), error, reason).await,
    }
}

fn back(key: &ApplicationKey, month: Month, done: &str) -> Response {
    let address = format!("/applications/{key}/figures/{month}?done={done}");
    Redirect::to(&address).into_response()
}

async fn refused(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    (key, month): (&ApplicationKey, Month),
    error: FreezeError,
    reason: String,
) -> Result<Response, Problem> {
    let wrong = match &error {
        FreezeError::NotOver => "figures-not-over",
        FreezeError::NoReason => "figures-say-why",
        FreezeError::NothingToDecide => "figures-nothing-to-decide",
        FreezeError::Denied | FreezeError::NotFound(_) | FreezeError::Store(_) => {
            return Err(problem(error));
        }
    };
    let page = drawn(app, engineer, now, key, month).await?;
    let wrong = page.w.t(wrong).into_owned();
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &MonthPage { wrong, reason, ..page })
}

/// A month that cannot be frozen.
pub(crate) fn problem(error: FreezeError) -> Problem {
    match error {
        FreezeError::Denied => Problem::Denied,
        FreezeError::NotFound(what) => Problem::NotFound(what),
        FreezeError::NotOver | FreezeError::NoReason | FreezeError::NothingToDecide => {
            Problem::Unreadable(error.to_string())
        }
        FreezeError::Store(error) => error.into(),
    }
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    key: &ApplicationKey,
    month: Month,
) -> Result<MonthPage, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let it = eye.directory.applications.get(key).ok_or(Problem::NotFound("application"))?;
    let seen = app.desk().month(eye.who, key, month, now).await?;
    let shown = sheet(&eye, &seen.figures, "/incidents");
    let may_freeze = eye.who.may(Action::Configure);
    let title = format!("{} · {}", it.name, shown.name);
    let address = |month: Month| format!("/applications/{key}/figures/{month}");
    let is_last = month >= app.desk().current_month(key, now);
    Ok(MonthPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        key: key.to_string(),
        month: month.to_string(),
        name: it.name.clone(),
        earlier: address(month.previous()),
        later: if is_last { String::new() } else { address(month.next()) },
        flash: String::new(),
        wrong: String::new(),
        reason: String::new(),
        standing: standing(&eye, &seen),
        versions: versions(&eye, &seen),
        since: seen.since_frozen.iter().map(|it| changed(&eye, it)).collect(),
        may_freeze: may_freeze && seen.figures.is_over,
        is_frozen: !seen.versions.is_empty(),
        to_decide: to_decide(&seen).filter(|_| may_freeze),
        sheet: shown,
        w: w.clone(),
    })
}

fn standing(eye: &Eye<'_>, seen: &MonthSeen) -> String {
    match seen.versions.last() {
        Some(last) => eye.w.t1("figures-frozen-version", "version", last.version),
        None if seen.figures.is_over => eye.w.t("figures-not-frozen").into_owned(),
        None => up_to(eye, seen.figures.until),
    }
}

fn to_decide(seen: &MonthSeen) -> Option<u32> {
    let last = seen.versions.last()?;
    let is_proposed = last.figures.credits.as_ref().is_some_and(|it| it.amount_cents > 0);
    let is_decided = seen.decisions.iter().any(|it| it.version == last.version);
    (is_proposed && !is_decided).then_some(last.version)
}

/// The newest version first, each with what changed since the one before.
fn versions(eye: &Eye<'_>, seen: &MonthSeen) -> Vec<VersionRow> {
    let before = std::iter::once(None).chain(seen.versions.iter().map(Some));
    let rows = seen.versions.iter().zip(before).map(|(it, before)| {
        let different = before.map(|before| changes(&before.figures, &it.figures));
        VersionRow {
            name: eye.w.t1("figures-frozen-version", "version", it.version),
            by: format!("{} · {}", eye.person(&it.by).name, eye.w.date_time(it.at)),
            reason: it.reason.clone(),
            changes: different.unwrap_or_default().iter().map(|it| changed(eye, it)).collect(),
            decision: decision(eye, seen, it),
            hash: it.inputs_sha256.chars().take(16).collect(),
        }
    });
    let mut rows: Vec<VersionRow> = rows.collect();
    rows.reverse();
    rows
}

fn decision(eye: &Eye<'_>, seen: &MonthSeen, version: &Frozen) -> String {
    let found = seen.decisions.iter().find(|it| it.version == version.version);
    let Some(found) = found else { return String::new() };
    let key = if found.is_given { "figures-credits-given" } else { "figures-credits-refused" };
    let by = eye.person(&found.decided_by).name;
    let said = eye.w.t2(key, "by", by, "at", eye.w.date_time(found.decided_at));
    if found.reason.is_empty() { said } else { format!("{said}: {}", found.reason) }
}

/// A figure that is not what it was, in a sentence.
pub(crate) fn changed(eye: &Eye<'_>, it: &Changed) -> String {
    let w = eye.w;
    let corrected = || w.t("figures-corrected").into_owned();
    let (what, unit) = match it.what {
        Told::Availability => (w.t("figures-availability").into_owned(), Unit::Percent),
        Told::CorrectedAvailability => {
            (format!("{} ({})", w.t("figures-availability"), corrected()), Unit::Percent)
        }
        Told::Outages => (w.t("figures-outages").into_owned(), Unit::Plain),
        Told::Kept(metric) => (w.metric(metric).into_owned(), Unit::Plain),
        Told::CorrectedKept(metric) => {
            (format!("{} ({})", w.metric(metric), corrected()), Unit::Plain)
        }
        Told::Incidents => (w.t("figures-incidents").into_owned(), Unit::Plain),
        Told::Reopened => (w.t("figures-reopened-short").into_owned(), Unit::Plain),
        Told::Restore => ("MTRS".to_owned(), Unit::Seconds),
        Told::Credit => (w.t("figures-credits").into_owned(), Unit::Percent),
    };
    let (before, after) = (shown(w, &it.before, unit), shown(w, &it.after, unit));
    w.tn("figures-changed", &[("what", &what), ("before", &before), ("after", &after)])
}

#[derive(Clone, Copy)]
enum Unit {
    Plain,
    Percent,
    Seconds,
}

fn shown(w: &Words, value: &str, unit: Unit) -> String {
    if value.is_empty() {
        return w.t("figures-none").into_owned();
    }
    match unit {
        Unit::Plain => value.to_owned(),
        Unit::Percent => w.percent_of(value),
        Unit::Seconds => value.parse().map_or_else(|_| value.to_owned(), |it| w.span(it)),
    }
}
