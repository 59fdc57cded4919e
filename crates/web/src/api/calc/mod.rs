//! The calculator: rows in, answers out, so that others can check our sums.
//!
//! For whoever has a token. The sums are the engine's and the same as those of `piket calc`; here
//! is what a request may ask at once. Nothing is read of incidents, and nothing is kept.

mod sums;

use std::sync::Arc;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::SignedDuration;
use piket_core::calc::{CalendarDocument, Calendars};
use piket_core::policy::Action;
use piket_engine::calc::Sum;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::extract::ApiCaller;
use crate::problem::Problem;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sums::elapsed))
        .routes(routes!(sums::deadline))
        .routes(routes!(sums::clock))
        .routes(routes!(sums::availability))
        .routes(routes!(sums::norm))
        .routes(routes!(sums::recurrence))
}

/// So many rows are answered in one request.
const MOST_ROWS: usize = 10_000;
/// So many rules are: each may take a search.
const MOST_RULES: usize = 1_000;
/// So many occurrences of a rule are listed.
const MOST_OCCURRENCES: usize = 100;
/// So many calendars may be sent along,
const MOST_CALENDARS: usize = 100;
/// with so many windows in all.
const MOST_WINDOWS: usize = 1_000;
/// After so long the rows that are left are answered with an error.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// Rows, and the calendars that they name.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = TimeSums)]
#[serde(deny_unknown_fields)]
struct Timed {
    /// Calendars by `id`, in the form of `piket calc --calendars`, at most 100 with at most 1 000
    /// windows. For our own people, a row may also name a calendar of this desk by its key.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    calendars: Vec<CalendarDocument>,
    /// At most 10 000.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
}

/// Values and the ranges by which they are judged.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NormSums)]
#[serde(deny_unknown_fields)]
struct Norms {
    /// Only whether each `range` is one.
    #[serde(default)]
    syntax: bool,
    /// The warning range for all rows.
    warning: Option<String>,
    /// The critical range for all rows.
    critical: Option<String>,
    /// At most 10 000.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
}

/// Rules of recurrence.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RecurrenceSums)]
#[serde(deny_unknown_fields)]
struct Rules {
    /// At most 1 000, with at most 100 occurrences of each.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
}

/// The answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SumAnswers)]
struct Answers {
    /// An answer to each row, in the order of the rows; one that could not be computed says why in
    /// `error` and has no result.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
    /// How many rows could not be computed. The status is 200 all the same.
    errors: usize,
}

/// Whoever asks for sums.
struct Asker {
    app: App,
    caller: ApiCaller,
}

impl FromRequestParts<App> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = ApiCaller::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), caller })
    }
}

impl Asker {
    /// Computes rows that name calendars.
    async fn timed(
        self,
        sum: fn(Calendars) -> Sum,
        asked: Timed,
    ) -> Result<Json<Answers>, Problem> {
        let Timed { calendars, rows } = asked;
        few_enough("calendars", calendars.len(), MOST_CALENDARS)?;
        let windows = calendars.iter().map(CalendarDocument::windows).sum();
        few_enough("windows of calendars", windows, MOST_WINDOWS)?;
        few_enough("rows", rows.len(), MOST_ROWS)?;
        let own = self.calendars_of_the_desk();
        self.computed(rows, move || Ok(sum(read(calendars)?.beside(own)))).await
    }

    /// What a row may name without sending it along: what the caller may read.
    fn calendars_of_the_desk(&self) -> Calendars {
        if !self.caller.who.may(Action::UseDesk) {
            return Calendars::default();
        }
        let calendars = self.caller.directory.calendars.iter();
        let calendars = calendars.map(|(key, calendar)| (key.to_string(), Arc::clone(calendar)));
        Calendars::default().beside(calendars)
    }

    /// Computes rows beside the requests of others, and no longer than somebody waits for them.
    async fn computed(
        self,
        rows: Vec<Value>,
        sum: impl FnOnce() -> Result<Sum, Problem> + Send + 'static,
    ) -> Result<Json<Answers>, Problem> {
        let app = self.app;
        let turn = app.sums().try_acquire_owned();
        let turn = turn.map_err(|_| Problem::Busy("the calculator is in use".to_owned()))?;
        // Dropped with the request: whoever does not wait any more is not computed for.
        let waited_for = CancellationToken::new();
        let _gone = waited_for.clone().drop_guard();
        let computed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let since = app.clock().now();
            let has_time =
                || !waited_for.is_cancelled() && app.clock().now().duration_since(since) < PATIENCE;
            let answers = sum()?.answer_all(rows, MOST_OCCURRENCES, has_time);
            Ok(Json(Answers { rows: answers.rows, errors: answers.errors }))
        });
        computed.await.map_err(Problem::broken)?
    }
}

fn read(calendars: Vec<CalendarDocument>) -> Result<Calendars, Problem> {
    if calendars.is_empty() {
        return Ok(Calendars::default());
    }
    Calendars::read(calendars).map_err(|error| Problem::Unreadable(format!("calendars: {error}")))
}

fn few_enough(what: &str, count: usize, most: usize) -> Result<(), Problem> {
    if count <= most {
        return Ok(());
    }
    Err(Problem::Unreadable(format!("{count} {what} are too many; send at most {most} at once")))
}
