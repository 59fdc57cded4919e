//! The addresses of the calculator: one for each sum, each with an example that can be tried.

use axum::Json;
use piket_core::calc::Thresholds;
use piket_engine::calc::Sum;
use serde_json::json;

use super::{Answers, Asker, MOST_ROWS, MOST_RULES, Norms, Rules, Timed, few_enough};
use crate::api::Problems;
use crate::extract::Json as Sent;
use crate::problem::Problem;

/// Open seconds between two instants. A row has `calendar`, `start_utc` and `end_utc`, and is
/// answered with `seconds`.
#[utoipa::path(
    post,
    path = "/calc/elapsed",
    tag = "calc",
    request_body(content = Timed, example = json!({
        "calendars": [office()],
        "rows": [{
            "id": "a", "calendar": "office",
            "start_utc": "2026-04-24T14:00:00Z", "end_utc": "2026-04-28T08:00:00Z"
        }]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [{"id": "a", "seconds": 7_200}], "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn elapsed(
    asker: Asker,
    Sent(asked): Sent<Timed>,
) -> Result<Json<Answers>, Problem> {
    asker.timed(Sum::Elapsed, asked).await
}

/// When a promise ends. A row has `calendar`, `start_utc` and `business_minutes`, and is answered
/// with `due_utc`, the deadline to show, and `limit_utc`, the last instant that is in time. They
/// differ where a promise ends with the working day: it is due at closing time, and late from the
/// next opening on. Both are nothing where it never ends.
#[utoipa::path(
    post,
    path = "/calc/deadline",
    tag = "calc",
    request_body(content = Timed, example = json!({
        "calendars": [office()],
        "rows": [{
            "id": "a", "calendar": "office",
            "start_utc": "2026-04-24T14:00:00Z", "business_minutes": 60
        }]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [{
                "id": "a",
                "due_utc": "2026-04-24T15:00:00Z", "limit_utc": "2026-04-28T07:00:00Z"
            }],
            "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn deadline(
    asker: Asker,
    Sent(asked): Sent<Timed>,
) -> Result<Json<Answers>, Problem> {
    asker.timed(Sum::Deadline, asked).await
}

/// Clocks with pauses, read at an instant. A row has `calendar`, `start_utc`, `target_minutes`,
/// `pauses_utc` (pairs of start and end; an end that is null still lasts) and `at_utc`, and is
/// answered with `elapsed_seconds`, `due_utc`, `limit_utc` and `met_if_stopped_at`.
#[utoipa::path(
    post,
    path = "/calc/clock",
    tag = "calc",
    request_body(content = Timed, example = json!({
        "calendars": [office()],
        "rows": [{
            "id": "a", "calendar": "office",
            "start_utc": "2026-04-24T08:00:00Z", "target_minutes": 120,
            "pauses_utc": [["2026-04-24T08:30:00Z", "2026-04-24T09:00:00Z"]],
            "at_utc": "2026-04-24T10:00:00Z"
        }]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [{
                "id": "a", "elapsed_seconds": 5_400, "due_utc": "2026-04-24T10:30:00Z",
                "limit_utc": "2026-04-24T10:30:00Z", "met_if_stopped_at": true
            }],
            "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn clock(
    asker: Asker,
    Sent(asked): Sent<Timed>,
) -> Result<Json<Answers>, Problem> {
    asker.timed(Sum::Clock, asked).await
}

/// Availability of periods. A row has `calendar`, `period_start`, `period_end`, and as pairs of
/// start and end `outages`, `planned_maintenance`, `degraded` (of which `degraded_weight_pct`
/// percent counts as lost) and `unmeasured`. It is answered with `agreed_service_seconds`,
/// `downtime_seconds` and `availability_pct`, unrounded and null where no time was agreed.
#[utoipa::path(
    post,
    path = "/calc/availability",
    tag = "calc",
    request_body(content = Timed, example = json!({
        "calendars": [office()],
        "rows": [{
            "id": "a", "calendar": "office",
            "period_start": "2026-04-23T22:00:00Z", "period_end": "2026-04-24T22:00:00Z",
            "outages": [["2026-04-24T08:00:00Z", "2026-04-24T09:00:00Z"]],
            "planned_maintenance": [["2026-04-24T08:30:00Z", "2026-04-24T09:00:00Z"]]
        }]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [{
                "id": "a", "agreed_service_seconds": 27_000, "downtime_seconds": 1_800,
                "availability_pct": 93.333_333_333_333_33
            }],
            "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn availability(
    asker: Asker,
    Sent(asked): Sent<Timed>,
) -> Result<Json<Answers>, Problem> {
    asker.timed(Sum::Availability, asked).await
}

/// Values against ranges as monitoring plugins write them. A row has `range` and `value` and is
/// answered with `result`: `ok`, `alert` or `invalid`. With `syntax` only the range is asked for:
/// `valid` or `invalid`. With `warning` or `critical`, or `warn` and `crit` in a row without a
/// range, it is answered with `status`: `OK`, `WARNING`, `CRITICAL` or `UNKNOWN`.
#[utoipa::path(
    post,
    path = "/calc/norm",
    tag = "calc",
    request_body(content = Norms, example = json!({
        "rows": [{"range": "10:20", "value": 15}, {"range": "@10:20", "value": 15}]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [
                {"range": "10:20", "value": 15, "result": "ok"},
                {"range": "@10:20", "value": 15, "result": "alert"}
            ],
            "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn norm(asker: Asker, Sent(asked): Sent<Norms>) -> Result<Json<Answers>, Problem> {
    let sum = sum_of(&asked)?;
    few_enough("rows", asked.rows.len(), MOST_ROWS)?;
    asker.computed(asked.rows, || Ok(sum)).await
}

fn sum_of(asked: &Norms) -> Result<Sum, Problem> {
    let Norms { syntax, warning, critical, rows: _ } = asked;
    match (syntax, warning, critical) {
        (true, None, None) => Ok(Sum::Syntax),
        (true, _, _) => {
            let text = "syntax: there is nothing to judge beside warning or critical";
            Err(Problem::Unreadable(text.to_owned()))
        }
        (false, None, None) => Ok(Sum::Norm),
        (false, warning, critical) => {
            let range = |text: &Option<String>| text.clone().unwrap_or_default();
            Thresholds::read(&range(warning), &range(critical))
                .map(|thresholds| Sum::Status(Some(thresholds)))
                .map_err(|error| Problem::Unreadable(format!("warning or critical: {error}")))
        }
    }
}

/// When rules of RFC 5545 recur. A row has `rrule` and `dtstart` as the standard writes them, `tz`
/// (UTC without it) and `limit`, at most 100; it is answered with `occurrences_utc`, and with
/// `more` where there are more than are listed. A search that finds nothing is given up after a
/// while, with an error.
#[utoipa::path(
    post,
    path = "/calc/recurrence",
    tag = "calc",
    request_body(content = Rules, example = json!({
        "rows": [{
            "id": "a", "tz": "Europe/Amsterdam", "dtstart": "20260424T090000",
            "rrule": "FREQ=MONTHLY;BYDAY=-1FR", "limit": 2
        }]
    })),
    responses(
        (status = 200, body = Answers, example = json!({
            "rows": [{
                "id": "a",
                "occurrences_utc": ["2026-04-24T07:00:00Z", "2026-05-29T07:00:00Z"], "more": true
            }],
            "errors": 0
        })),
        Problems
    )
)]
pub(crate) async fn recurrence(
    asker: Asker,
    Sent(asked): Sent<Rules>,
) -> Result<Json<Answers>, Problem> {
    few_enough("rows", asked.rows.len(), MOST_RULES)?;
    asker.computed(asked.rows, || Ok(Sum::Recurrence)).await
}

/// Office hours in Amsterdam, with King's Day of 2026, for the examples.
fn office() -> serde_json::Value {
    let day = json!([["09:00", "17:00"]]);
    json!({
        "id": "office", "tz": "Europe/Amsterdam",
        "weekly": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day},
        "holidays": ["2026-04-27"]
    })
}
