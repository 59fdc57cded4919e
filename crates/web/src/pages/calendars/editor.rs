//! The editor of a calendar: its form, what a change would do, and the change itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::calendar::{Land, Nation};
use piket_core::key::CalendarKey;
use piket_core::policy::Action;
use piket_engine::calendars::{Effect, MovedDeadline};
use piket_engine::config::{ApplyError, CalendarDocument, What};
use piket_engine::configure::ConfigureError;
use piket_text::Words;

use super::form::{self, WEEK, Wrong};
use super::to_change;
use super::told::{Told, told};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// Where a new calendar is made.
const NEW: &str = "/calendars/new";
/// So many empty rows stand below those that are filled.
const EMPTY_ROWS: usize = 2;
/// So many rows are added when somebody asks for more; and never more than so many in all.
const MORE_ROWS: usize = 3;
const MOST_ROWS: usize = 60;

/// A weekday in the form.
struct Day {
    field: &'static str,
    label: String,
    value: String,
    error: String,
}

/// A row of two fields.
struct Row {
    first: String,
    second: String,
}

/// A deadline that would move.
struct Line {
    address: String,
    incident: String,
    summary: String,
    promise: String,
    before: String,
    after: String,
}

/// What saving would do.
#[derive(Default)]
struct Preview {
    changes: Vec<String>,
    changes_nothing: bool,
    moved: String,
    partial: String,
    listed: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "calendars/editor.html")]
struct EditorPage {
    w: Words,
    frame: Frame,
    heading: String,
    address: String,
    back: String,
    seen: u32,
    is_stale: bool,
    wrong: Vec<String>,
    warned: Vec<String>,
    key: String,
    key_error: String,
    name: String,
    tz: String,
    week: Vec<Day>,
    countries: Vec<Choice>,
    liberations: Vec<Choice>,
    lands: Vec<Choice>,
    nations: Vec<Choice>,
    good_friday: bool,
    alsace: bool,
    dates: Vec<Row>,
    dates_error: String,
    early: Vec<Row>,
    early_error: String,
    from: String,
    from_error: String,
    season: String,
    rows: usize,
    preview: Option<Preview>,
}

impl EditorPage {
    fn is_new(&self) -> bool {
        self.address == NEW
    }
}

/// `GET /calendars/new`.
pub(super) async fn new(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let zone = engineer.directory().installation.time_zone.clone();
    let typed = Typed::new(vec![("tz".to_owned(), zone)]);
    page::shown(&drawn(&app, &engineer, now, None, &typed).await?)
}

/// `POST /calendars/new`.
pub(super) async fn add(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let w = engineer.words();
    let mut page = drawn(&app, &engineer, now, None, &typed).await?;
    let Ok(key) = typed.text("key").parse::<CalendarKey>() else {
        page.key_error = w.t1("calendar-wrong-key", "text", typed.text("key"));
        return page::refused(&page);
    };
    if app.desk().calendar(&key).await?.is_some() {
        page.key_error = w.t("calendar-wrong-taken").into_owned();
        return page::refused(&page);
    }
    let base = CalendarDocument {
        tz: typed.text("tz"),
        ..CalendarDocument::new(key, "", piket_core::calendar::CalendarSpec::always_open(""))
    };
    let base = CalendarDocument { versions: Vec::new(), ..base };
    answered(&app, &engineer, now, page, Asked { base, typed, seen: None }).await
}

/// `GET /calendars/{key}/edit`.
pub(super) async fn edit(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
) -> Result<Response, Problem> {
    let sheet = to_change(&app, &engineer, &key).await?;
    let version = sheet.document.spec().version_at(now).cloned().unwrap_or_default();
    let typed = form::fields(&sheet.document, &version);
    page::shown(&drawn(&app, &engineer, now, Some((&sheet.document, sheet.version)), &typed).await?)
}

/// `POST /calendars/{key}/edit`.
pub(super) async fn keep(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sheet = to_change(&app, &engineer, &key).await?;
    let typed = Typed::new(fields);
    let page = drawn(&app, &engineer, now, Some((&sheet.document, sheet.version)), &typed).await?;
    let seen = typed.seen().or(Some(0));
    answered(&app, &engineer, now, page, Asked { base: sheet.document, typed, seen }).await
}

/// What somebody asks with the form.
struct Asked {
    base: CalendarDocument,
    typed: Typed,
    seen: Option<u32>,
}

/// More rows, a look at what it would do, or the change.
async fn answered(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    mut page: EditorPage,
    asked: Asked,
) -> Result<Response, Problem> {
    let Asked { base, typed, seen } = asked;
    let act = typed.get("act").unwrap_or_default();
    if act == "rows" {
        return page::shown(&page);
    }
    let w = page.w.clone();
    let document = match form::read(&w, &typed, &base, now) {
        Ok(document) => document,
        Err(wrong) => {
            tell(&mut page, wrong);
            return page::refused(&page);
        }
    };
    let key = document.key.clone();
    if act == "look" {
        let effect = app.desk().calendar_effect(engineer.who(), document, now).await;
        let effect = effect.map_err(|error| refused(&error))?;
        found(&mut page, told(&w, key.as_str(), &effect.plan.findings));
        let is_valid = effect.plan.may_be_applied();
        page.preview = is_valid.then(|| preview(&w, &base, &effect, now));
        let status = if is_valid { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return page::with(status, &page);
    }
    match app.desk().keep_calendar(engineer.who(), document, seen, now).await {
        Ok(applied) => {
            let is_same = applied.changes.iter().all(|it| it.what == What::Unchanged);
            let done = if is_same {
                "same"
            } else if page.is_new() {
                "added"
            } else {
                "kept"
            };
            Ok(Redirect::to(&format!("/calendars/{key}?done={done}")).into_response())
        }
        Err(ConfigureError::Config(ApplyError::Stale)) => {
            page.is_stale = true;
            page::overtaken(&page)
        }
        Err(error) if !error.findings().is_empty() => {
            found(&mut page, told(&w, key.as_str(), error.findings()));
            page::refused(&page)
        }
        Err(error) => Err(refused(&error)),
    }
}

/// Why it was not done, where no sentence on the page tells.
pub(super) fn refused(error: &ConfigureError) -> Problem {
    match error {
        ConfigureError::Denied => Problem::Denied,
        ConfigureError::Config(ApplyError::Stale) => Problem::Stale(None),
        ConfigureError::Config(error) => Problem::Busy(error.to_string()),
    }
}

fn found(page: &mut EditorPage, told: Vec<Told>) {
    let (wrong, warned): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|it| it.blocks);
    page.wrong.extend(wrong.into_iter().map(|it| it.text));
    page.warned.extend(warned.into_iter().map(|it| it.text));
}

fn tell(page: &mut EditorPage, wrong: Vec<Wrong>) {
    for Wrong { field, text } in wrong {
        match field.as_str() {
            "dates" => page.dates_error = text,
            "early" => page.early_error = text,
            "from" => page.from_error = text,
            _ => {
                if let Some(day) = page.week.iter_mut().find(|day| day.field == field) {
                    day.error = text;
                }
            }
        }
    }
}

fn preview(w: &Words, base: &CalendarDocument, effect: &Effect, now: Timestamp) -> Preview {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let after = effect.plan.calendar(base.key.as_str());
    let before = base.spec().version_at(now).cloned().unwrap_or_default();
    let changes = after.iter().flat_map(|after| {
        let ahead = after.versions.iter().find(|it| !base.versions.contains(it));
        ahead.map(|version| w.changed_hours(&before, version)).unwrap_or_default()
    });
    Preview {
        changes: changes.collect(),
        changes_nothing: effect.plan.changes_nothing(),
        moved: if effect.moved_count == 0 {
            w.t("calendar-preview-none").into_owned()
        } else {
            let (moved, looked) = (count(effect.moved_count), count(effect.looked_at));
            w.t2("calendar-preview-moved", "count", moved, "looked", looked)
        },
        partial: if effect.is_partial {
            w.t("calendar-preview-partial").into_owned()
        } else {
            String::new()
        },
        listed: if effect.moved.len() < effect.moved_count {
            w.t1("calendar-preview-listed", "count", count(effect.moved.len()))
        } else {
            String::new()
        },
        lines: effect.moved.iter().map(|moved| line(w, moved, now)).collect(),
    }
}

fn line(w: &Words, moved: &MovedDeadline, now: Timestamp) -> Line {
    let moment = |at: Option<Timestamp>| {
        at.map_or_else(|| w.t("calendar-never").into_owned(), |at| w.when(at, now))
    };
    Line {
        address: format!("/incidents/{}", moved.incident),
        incident: moved.incident.to_string(),
        summary: moved.summary.clone(),
        promise: w.metric(moved.metric).into_owned(),
        before: moment(moved.before),
        after: moment(moved.after),
    }
}

/// The form as it was typed.
async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    known: Option<(&CalendarDocument, u32)>,
    typed: &Typed,
) -> Result<EditorPage, Problem> {
    let key = known.map(|(document, _)| document.key.to_string());
    let tz = known.map_or_else(|| typed.text("tz"), |(document, _)| document.tz.clone());
    let w = engineer.words().in_zone(&tz);
    let heading = match known {
        Some((document, _)) => w.t1("calendar-edit-title", "name", document.name.as_str()),
        None => w.t("calendar-new").into_owned(),
    };
    let more = if typed.get("act") == Some("rows") { MORE_ROWS } else { 0 };
    let asked = typed.get("rows").and_then(|rows| rows.parse().ok()).unwrap_or(EMPTY_ROWS);
    let rows = (asked + more).min(MOST_ROWS);
    let back =
        key.as_ref().map_or_else(|| "/calendars".to_owned(), |key| format!("/calendars/{key}"));
    let country = typed.get("country").unwrap_or("none");
    let land = typed.get("de_land").unwrap_or_default();
    let nation = typed.get("gb_nation").unwrap_or_default();
    let liberation = typed.get("nl_liberation").unwrap_or("lustrum");
    Ok(EditorPage {
        frame: rail::frame(app, engineer, heading.clone(), "agreements", now).await?,
        heading,
        address: key
            .as_ref()
            .map_or_else(|| NEW.to_owned(), |key| format!("/calendars/{key}/edit")),
        back,
        seen: known.map_or(0, |(_, version)| version),
        is_stale: false,
        wrong: Vec::new(),
        warned: Vec::new(),
        key: key.unwrap_or_else(|| typed.text("key")),
        key_error: String::new(),
        name: typed.text("name"),
        tz,
        week: week(&w, typed),
        countries: ["none", "nl", "be", "de", "fr", "lu", "gb"]
            .map(|it| Choice::of(it, w.named("calendar-country", it), country))
            .into(),
        liberations: ["never", "lustrum", "yearly"]
            .map(|it| Choice::of(it, w.named("calendar-liberation", it), liberation))
            .into(),
        lands: std::iter::once(Choice::of("", w.t("calendar-land-all"), land))
            .chain(
                Land::ALL
                    .map(|it| Choice::of(it.code(), w.named("calendar-land", it.code()), land)),
            )
            .collect(),
        nations: Nation::ALL
            .map(|it| Choice::of(it.as_str(), w.named("calendar-nation", it.as_str()), nation))
            .into(),
        good_friday: typed.is_ticked("nl_good_friday"),
        alsace: typed.is_ticked("fr_alsace"),
        dates: filled(form::pairs(typed, "date", "hours"), rows),
        dates_error: String::new(),
        early: early(form::pairs(typed, "early_day", "early_time")),
        early_error: String::new(),
        from: typed.text("from"),
        from_error: String::new(),
        season: typed.text("season"),
        rows,
        preview: None,
        w,
    })
}

fn week(w: &Words, typed: &Typed) -> Vec<Day> {
    let day = |(at, field): (usize, &'static str)| Day {
        field,
        label: w.named("weekday", &(at + 1).to_string()).into_owned(),
        value: typed.text(field),
        error: String::new(),
    };
    WEEK.into_iter().enumerate().map(day).collect()
}

/// The rows that say something, and empty ones below.
fn filled(pairs: Vec<(String, String)>, empty: usize) -> Vec<Row> {
    let said = pairs.into_iter().filter(|(date, hours)| !date.is_empty() || !hours.is_empty());
    let rows = said.map(|(first, second)| Row { first, second });
    rows.chain((0..empty).map(|_| Row { first: String::new(), second: String::new() })).collect()
}

/// The days of every year: the two on which offices close early stand there ready.
fn early(pairs: Vec<(String, String)>) -> Vec<Row> {
    let mut rows: Vec<Row> =
        pairs.into_iter().map(|(first, second)| Row { first, second }).collect();
    for day in ["12-24", "12-31"] {
        if !rows.iter().any(|row| row.first == day) {
            rows.push(Row { first: day.to_owned(), second: String::new() });
        }
    }
    rows
}
