//! One clock of an incident, explained on a page of its own.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::key::Number;
use piket_core::party::Party;
use piket_core::sla::Metric;
use piket_text::Words;
use piket_text::explain::Reader;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::why::{self, Why};
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "incidents/why.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    number: String,
    summary: String,
    it: Why,
}

/// Whose promise is meant: ours to the client unless a party is named.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Whose {
    party: Option<Party>,
}

/// `GET /incidents/{number}/clocks/{metric}`: why a clock stands where it stands.
pub(crate) async fn why(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, metric)): Path<(String, String)>,
    Query(whose): Query<Whose>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let metric = metric_of(&metric)?;
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let base = format!("/incidents/{number}");
    let which = (whose.party.as_ref(), metric);
    let it = why::of(&eye, &seen, which, Reader::Desk, &base).ok_or(Problem::NotFound("clock"))?;
    let title = format!("{number} · {}", it.title);
    let page = Page {
        w: &words,
        frame: rail::frame(&app, &engineer, title, "incidents", now).await?,
        number: number.to_string(),
        summary: seen.state.summary.clone(),
        it,
    };
    page::shown(&page)
}

/// The metric of an address.
pub(crate) fn metric_of(text: &str) -> Result<Metric, Problem> {
    let metric = Metric::ALL.into_iter().find(|metric| metric.as_str() == text);
    metric.ok_or(Problem::NotFound("clock"))
}
