//! Calendars: read, looked at day by day, rehearsed and changed.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{CalendarDay, DayRule, HolidayName};
use piket_core::key::CalendarKey;
use piket_core::policy::Action;
use piket_engine::calendars::{Effect, MovedDeadline, Sheet, years};
use piket_engine::config::{ApplyError, CalendarDocument, Finding};
use piket_engine::configure::ConfigureError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Problems;
use crate::app::App;
use crate::extract::{ApiCaller, Json as Sent, Now, Path, Query};
use crate::problem::Problem;

/// A calendar as it is written in files.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Calendar)]
pub(crate) struct Calendar {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The IANA name of the zone in which its hours are read.
    tz: String,
    /// The version of the document: say it as `seen` when you change it.
    version: u32,
    /// Whether it is open now.
    is_open: bool,
    /// When it opens next; nothing if it never does.
    next_opening: Option<String>,
    /// All of it, in the form of configuration files.
    #[schema(value_type = Object)]
    document: CalendarDocument,
}

/// Calendars.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Calendars {
    /// By key.
    calendars: Vec<Calendar>,
}

/// A local date of a calendar.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarDay)]
struct Day {
    /// The date in the calendar's zone.
    #[schema(value_type = String)]
    on: Date,
    /// `opening_hours`, `closed_weekday`, `holiday`, `closed_date` or `exception`.
    rule: &'static str,
    /// What the holiday is called, in Dutch and English.
    #[schema(value_type = Option<Object>)]
    holiday: Option<HolidayName>,
    /// The stretches in which it is open, as start and end in UTC.
    #[schema(value_type = Vec<Vec<String>>)]
    open: Vec<(Timestamp, Timestamp)>,
    /// How many seconds they come to.
    open_seconds: i64,
    /// How many seconds the date has: 86 400 unless the clocks change on it.
    length_seconds: i64,
}

/// The dates of a year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarDays)]
pub(crate) struct Days {
    /// In order.
    days: Vec<Day>,
}

/// What saving would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarEffect)]
pub(crate) struct Preview {
    /// Whether it may be saved.
    may_be_applied: bool,
    /// Whether nothing is different.
    changes_nothing: bool,
    /// What is wrong or odd.
    findings: Vec<Found>,
    /// Deadlines of open incidents that would move, at most 200.
    moved: Vec<Moved>,
    /// How many would move, of the incidents that were looked at.
    moved_count: usize,
    /// How many open incidents were looked at: those with the nearest deadlines.
    looked_at: usize,
    /// Whether there are more open incidents.
    is_partial: bool,
}

/// One thing that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarFinding)]
struct Found {
    /// `error` or `warning`.
    severity: &'static str,
    /// What it is about.
    place: String,
    /// What is wrong.
    text: String,
    /// What would be right.
    hint: Option<String>,
}

/// A deadline that would move.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MovedDeadline)]
struct Moved {
    /// The number of the incident.
    incident: String,
    /// Of which promise.
    metric: &'static str,
    /// The deadline as things are.
    before: Option<String>,
    /// The deadline as it would be.
    after: Option<String>,
}

impl From<&Finding> for Found {
    fn from(finding: &Finding) -> Self {
        Self {
            severity: finding.severity.as_str(),
            place: finding.place.to_string(),
            text: finding.text.clone(),
            hint: finding.hint.clone(),
        }
    }
}

impl From<&MovedDeadline> for Moved {
    fn from(moved: &MovedDeadline) -> Self {
        Self {
            incident: moved.incident.to_string(),
            metric: moved.metric.as_str(),
            before: moved.before.map(|at| at.to_string()),
            after: moved.after.map(|at| at.to_string()),
        }
    }
}

impl From<&Effect> for Preview {
    fn from(effect: &Effect) -> Self {
        Self {
            may_be_applied: effect.plan.may_be_applied(),
            changes_nothing: effect.plan.changes_nothing(),
            findings: effect.plan.findings.iter().map(Found::from).collect(),
            moved: effect.moved.iter().map(Moved::from).collect(),
            moved_count: effect.moved_count,
            looked_at: effect.looked_at,
            is_partial: effect.is_partial,
        }
    }
}

impl From<CalendarDay> for Day {
    fn from(day: CalendarDay) -> Self {
        let (rule, holiday) = match day.rule {
            DayRule::OpeningHours => ("opening_hours", None),
            DayRule::ClosedWeekday => ("closed_weekday", None),
            DayRule::Holiday(name) => ("holiday", Some(name)),
            DayRule::ClosedDate => ("closed_date", None),
            DayRule::Exception => ("exception", None),
        };
        Self {
            on: day.on,
            rule,
            holiday,
            open: day.open,
            open_seconds: day.total.seconds(),
            length_seconds: day.length.seconds(),
        }
    }
}

fn shown(sheet: Sheet, app: &App, now: Timestamp) -> Calendar {
    let directory = app.desk().directory();
    let compiled = directory.calendars.get(&sheet.document.key);
    Calendar {
        key: sheet.document.key.to_string(),
        name: sheet.document.name.clone(),
        tz: sheet.document.tz.clone(),
        version: sheet.version,
        is_open: compiled.is_some_and(|it| it.is_open(now)),
        next_opening: compiled.and_then(|it| it.next_opening(now)).map(|at| at.to_string()),
        document: sheet.document,
    }
}

/// All calendars. For our own people.
#[utoipa::path(
    get,
    path = "/calendars",
    tag = "agreed",
    responses((status = 200, body = Calendars), Problems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
) -> Result<Json<Calendars>, Problem> {
    caller.must(Action::UseDesk)?;
    let sheets = app.desk().calendars().await?;
    let calendars = sheets.into_iter().map(|sheet| shown(sheet, &app, now)).collect();
    Ok(Json(Calendars { calendars }))
}

/// One calendar. For our own people.
#[utoipa::path(
    get,
    path = "/calendars/{calendar}",
    tag = "agreed",
    params(("calendar" = String, Path, description = "The key of the calendar.")),
    responses((status = 200, body = Calendar), Problems)
)]
pub(crate) async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
) -> Result<Json<Calendar>, Problem> {
    caller.must(Action::UseDesk)?;
    let sheet = app.desk().calendar(&key).await?.ok_or(Problem::NotFound("calendar"))?;
    Ok(Json(shown(sheet, &app, now)))
}

/// Which year.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichYear {
    /// From 1970 to 2105; this year without it.
    year: Option<i16>,
}

/// The dates of a year: what is open, and by which rule. For our own people.
#[utoipa::path(
    get,
    path = "/calendars/{calendar}/days",
    tag = "agreed",
    params(("calendar" = String, Path, description = "The key of the calendar."), WhichYear),
    responses((status = 200, body = Days), Problems)
)]
pub(crate) async fn days(
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Query(which): Query<WhichYear>,
) -> Result<Json<Days>, Problem> {
    caller.must(Action::UseDesk)?;
    let calendar = caller.directory.calendars.get(&key).ok_or(Problem::NotFound("calendar"))?;
    let year = which.year.unwrap_or_else(|| calendar.zone().to_datetime(now).year());
    if !(1970..=2105).contains(&year) {
        return Err(Problem::Unreadable("years are from 1970 to 2105".to_owned()));
    }
    let (first, last) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
    let (first, last) = (first.map_err(Problem::broken)?, last.map_err(Problem::broken)?);
    Ok(Json(Days { days: calendar.days(first, last).into_iter().map(Day::from).collect() }))
}

/// Upon which version a calendar is changed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Upon {
    /// The version that was read before; when it changed since, the answer is 409.
    seen: Option<u32>,
}

/// Makes a calendar hold what is sent, in the form of configuration files. What was counted stays:
/// hours that change, change from now on. For those who may configure.
#[utoipa::path(
    put,
    path = "/calendars/{calendar}",
    tag = "agreed",
    params(("calendar" = String, Path, description = "The key of the calendar."), Upon),
    request_body(content = Object, description = "The calendar, as in configuration files."),
    responses((status = 200, body = Calendar), Problems)
)]
pub(crate) async fn keep(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Query(upon): Query<Upon>,
    Sent(document): Sent<CalendarDocument>,
) -> Result<Json<Calendar>, Problem> {
    let document = of_key(&key, document)?;
    let kept = app.desk().keep_calendar(&caller.who, document, upon.seen, now).await;
    if let Err(error) = kept {
        let fresh = app.desk().calendar(&key).await?.map(|sheet| sheet.version);
        return Err(problem(&error, fresh));
    }
    let sheet = app.desk().calendar(&key).await?.ok_or(Problem::NotFound("calendar"))?;
    Ok(Json(shown(sheet, &app, now)))
}

/// What making a calendar hold what is sent would do. Nothing is saved. For those who may
/// configure.
#[utoipa::path(
    post,
    path = "/calendars/{calendar}/preview",
    tag = "agreed",
    params(("calendar" = String, Path, description = "The key of the calendar.")),
    request_body(content = Object, description = "The calendar, as in configuration files."),
    responses((status = 200, body = Preview), Problems)
)]
pub(crate) async fn preview(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Sent(document): Sent<CalendarDocument>,
) -> Result<Json<Preview>, Problem> {
    let document = of_key(&key, document)?;
    let effect = app.desk().calendar_effect(&caller.who, document, now).await;
    let effect = effect.map_err(|error| problem(&error, None))?;
    Ok(Json(Preview::from(&effect)))
}

/// A calendar file, and under which name its events are kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Import {
    /// The name of a feed without an address that the calendar has; its rule tells what closes.
    feed: String,
    /// The contents of a file in the form iCalendar (RFC 5545).
    text: String,
}

/// What was read off a calendar file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    /// How many events cover whole dates of the years from the past to the fifth ahead.
    events: usize,
    /// Left out: with a time of the day.
    timed: u32,
    /// Left out: in other years.
    far: u32,
    /// Left out: not understood.
    odd: u32,
}

/// Keeps the events of a calendar file as those of a feed of the calendar; what the feed's rule
/// chooses closes from tomorrow on. For those who may configure.
#[utoipa::path(
    post,
    path = "/calendars/{calendar}/import",
    tag = "agreed",
    params(("calendar" = String, Path, description = "The key of the calendar.")),
    request_body = Import,
    responses((status = 200, body = Imported), Problems)
)]
pub(crate) async fn import(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<CalendarKey>,
    Sent(import): Sent<Import>,
) -> Result<Json<Imported>, Problem> {
    caller.must(Action::Configure)?;
    let sheet = app.desk().calendar(&key).await?.ok_or(Problem::NotFound("calendar"))?;
    let feeds = &sheet.document.feeds;
    if !feeds.iter().any(|feed| feed.name == import.feed && feed.url.is_none()) {
        let text = format!("the calendar has no feed {:?} without an address", import.feed);
        return Err(Problem::Unreadable(text));
    }
    let zone = sheet.document.spec().zone().ok_or(Problem::NotFound("calendar"))?;
    let (first, last) = years(&zone, now);
    let read = piket_core::calendar::read_ical(import.text.as_bytes(), &zone, first, last);
    let read = read.map_err(|why| Problem::Unreadable(why.to_string()))?;
    let (events, timed, far, odd) = (read.events.len(), read.timed, read.far, read.odd);
    let kept = app.desk().import_events(&caller.who, &key, &import.feed, read, now).await;
    kept.map_err(|error| problem(&error, None))?;
    Ok(Json(Imported { events, timed, far, odd }))
}

fn of_key(key: &CalendarKey, document: CalendarDocument) -> Result<CalendarDocument, Problem> {
    if document.key == *key {
        Ok(document)
    } else {
        Err(Problem::Unreadable("key: it is another than that of the address".to_owned()))
    }
}

fn problem(error: &ConfigureError, fresh: Option<u32>) -> Problem {
    match error {
        ConfigureError::Denied => Problem::Denied,
        ConfigureError::Config(ApplyError::Stale) => Problem::Stale(fresh),
        error if !error.findings().is_empty() => {
            let blocking = error.findings().iter().filter(|finding| finding.blocks());
            let told: Vec<String> = blocking.map(ToString::to_string).collect();
            Problem::Unreadable(told.join("\n"))
        }
        ConfigureError::Config(error) => Problem::Busy(error.to_string()),
    }
}
