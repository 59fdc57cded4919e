//! Checks: where each stands, and what it measured.

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use piket_core::check::{CheckSpec, CheckState, Phase};
use piket_core::key::{ApplicationKey, CheckKey};
use piket_core::policy::Action;
use piket_engine::Desk;
use piket_store::checks::{self, Standing};
use piket_store::samples::{self, Period, Rollup};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Problems;
use crate::app::App;
use crate::extract::{ApiCaller, Now, Path, Query};
use crate::problem::Problem;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show)).routes(routes!(history))
}

/// A check and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Check {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The application that it watches.
    application: String,
    /// The part of it.
    component: Option<String>,
    /// `http` or `tcp`.
    kind: &'static str,
    /// What is looked at; for our own people only.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// Whether it runs.
    is_enabled: bool,
    /// Seconds between two runs.
    interval_s: u32,
    /// Where it stands: unmeasured, good, soft, hard or recovering.
    #[schema(value_type = String)]
    phase: Phase,
    /// What is settled: ok, warning, critical or unknown.
    status: &'static str,
    /// Since when that is settled.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// When the trouble began that it sees.
    #[schema(value_type = Option<String>, format = DateTime)]
    onset_at: Option<Timestamp>,
    /// When it measured last.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_at: Option<Timestamp>,
}

impl Check {
    fn of(spec: &CheckSpec, standing: Option<&Standing>, caller: &ApiCaller) -> Self {
        let fresh = CheckState::default();
        let state = standing.map_or(&fresh, |standing| &standing.state);
        Self {
            key: spec.key.to_string(),
            name: spec.name.clone(),
            application: spec.application.to_string(),
            component: spec.component.as_ref().map(ToString::to_string),
            kind: spec.probe.kind(),
            target: caller.who.may(Action::UseDesk).then(|| spec.probe.target()),
            is_enabled: spec.enabled,
            interval_s: spec.interval_s,
            phase: state.phase(),
            status: state.hard.as_str(),
            since: state.since,
            onset_at: state.onset_at,
            last_at: state.last_at,
        }
    }
}

/// Checks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Checks {
    /// By key.
    checks: Vec<Check>,
}

/// Which checks.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Only those that watch this application.
    #[param(value_type = Option<String>)]
    application: Option<ApplicationKey>,
}

/// Checks of the applications that the caller may see.
#[utoipa::path(
    get,
    path = "/checks",
    tag = "checks",
    params(Wanted),
    responses((status = 200, body = Checks), Problems)
)]
pub(crate) async fn list(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Checks>, Problem> {
    let standings = desk.reader().read(checks::states).await?;
    let all = caller.directory.checks.values();
    let shown = all.filter(|spec| {
        is_visible(spec, &caller)
            && wanted.application.as_ref().is_none_or(|wanted| spec.application == *wanted)
    });
    let checks = shown.map(|spec| Check::of(spec, standings.get(&spec.key), &caller)).collect();
    Ok(Json(Checks { checks }))
}

/// One check.
#[utoipa::path(
    get,
    path = "/checks/{check}",
    tag = "checks",
    params(("check" = String, Path, description = "The key of the check.")),
    responses((status = 200, body = Check), Problems)
)]
pub(crate) async fn show(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Path(key): Path<CheckKey>,
) -> Result<Json<Check>, Problem> {
    let spec = visible(&caller, &key)?;
    let standing = desk.reader().read(move |tx| checks::state(tx, &key)).await?;
    Ok(Json(Check::of(spec, standing.as_ref(), &caller)))
}

/// What a check measured in one period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckSummary)]
pub(crate) struct Summary {
    /// When the period began.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// How many results there were.
    results: u64,
    /// How many of them were good.
    good: u64,
    /// How many said nothing about the application: we could not measure.
    unmeasured: u64,
    /// The shortest time to the last byte, in milliseconds.
    min_ms: Option<f64>,
    /// The mean.
    mean_ms: Option<f64>,
    /// The longest.
    max_ms: Option<f64>,
}

impl From<&Rollup> for Summary {
    fn from(rollup: &Rollup) -> Self {
        Self {
            from: rollup.start_at,
            results: rollup.results,
            good: rollup.ok_results,
            unmeasured: rollup.unmeasured,
            min_ms: rollup.min_ms,
            mean_ms: rollup.mean_ms(),
            max_ms: rollup.max_ms,
        }
    }
}

/// What a check measured.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckHistory)]
pub(crate) struct History {
    /// Which check.
    check: String,
    /// How long a period is: minute, hour or day.
    period: &'static str,
    /// The oldest first; periods without a result are left out.
    summaries: Vec<Summary>,
}

/// Of which time, and how fine.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Span {
    /// `minute` (the default), `hour` or `day`.
    period: Option<String>,
    /// From this instant on; the default shows 180 minutes, hours or days.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Up to this instant; the default is now.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// So many periods are shown at once.
const PERIODS: i64 = 1_500;
const USUAL_PERIODS: i64 = 180;

/// What a check measured, summed up by minute, hour or day.
#[utoipa::path(
    get,
    path = "/checks/{check}/history",
    tag = "checks",
    params(("check" = String, Path, description = "The key of the check."), Span),
    responses(
        (status = 200, body = History),
        (status = 400, description = "More than 1500 periods, or no period.",
            body = crate::problem::Document, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn history(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Path(key): Path<CheckKey>,
    Query(span): Query<Span>,
    Now(now): Now,
) -> Result<Json<History>, Problem> {
    visible(&caller, &key)?;
    let period: Period =
        span.period.as_deref().unwrap_or("minute").parse().map_err(Problem::Malformed)?;
    let until = span.until.unwrap_or(now);
    let usual = SignedDuration::from_millis(period.length_ms().saturating_mul(USUAL_PERIODS));
    let from = span.from.unwrap_or_else(|| until.checked_sub(usual).unwrap_or(Timestamp::MIN));
    if until.duration_since(from).as_millis() > i128::from(period.length_ms() * PERIODS) {
        return Err(Problem::Malformed(format!("at most {PERIODS} periods at once")));
    }
    let check = key.to_string();
    let rollups =
        desk.reader().read(move |tx| samples::rollups(tx, &key, period, from, until)).await?;
    let summaries = rollups.iter().map(Summary::from).collect();
    Ok(Json(History { check, period: period.as_str(), summaries }))
}

fn visible<'a>(caller: &'a ApiCaller, key: &CheckKey) -> Result<&'a CheckSpec, Problem> {
    let spec = caller.directory.checks.get(key).filter(|spec| is_visible(spec, caller));
    spec.ok_or(Problem::NotFound("check"))
}

fn is_visible(spec: &CheckSpec, caller: &ApiCaller) -> bool {
    let application = caller.directory.applications.get(&spec.application);
    application.is_some_and(|it| caller.who.sees(&it.client, Some(&it.key)))
}
