//! One promise to the client, explained in the client's words.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_engine::view::Seen;
use piket_text::Words;
use piket_text::explain::Reader;

use crate::app::App;
use crate::extract::{ClientPerson, Now, Path};
use crate::pages::eye::Eye;
use crate::pages::frame::frame;
use crate::pages::incidents::metric_of;
use crate::pages::page;
use crate::pages::parts::Frame;
use crate::pages::why::{self, Why};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "portal/incident/why.html")]
struct Page {
    w: Words,
    frame: Frame,
    number: String,
    summary: String,
    it: Why,
}

/// `GET /portal/incidents/{number}/clocks/{metric}`.
pub(in crate::portal) async fn why(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path((number, metric)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let number = super::numbered(&number)?;
    let metric = metric_of(&metric)?;
    let seen = app.desk().show(reader.who(), number, now).await?;
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let base = format!("/portal/incidents/{number}");
    let it = why::of(&eye, &seen, (None, metric), Reader::Client, &base);
    let it = it.ok_or(Problem::NotFound("clock"))?;
    let page = Page {
        frame: frame(&reader, format!("{number} · {}", it.title), "incidents", now),
        number: number.to_string(),
        summary: seen.state.summary.clone(),
        it,
        w: w.clone(),
    };
    page::shown(&page)
}

/// A promise in the list of an incident.
pub(super) struct Promise {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) tone: &'static str,
    pub(super) state: String,
    /// Until when, where there is such a moment.
    pub(super) until: String,
}

/// What was promised of an incident, and how each promise stands.
pub(super) fn promises(eye: &Eye<'_>, seen: &Seen) -> Vec<Promise> {
    let base = format!("/portal/incidents/{}", seen.state.number);
    let promise = |clock: &piket_core::sla::Clock| Promise {
        address: format!("{base}/clocks/{}", clock.metric.as_str()),
        name: eye.w.metric(clock.metric).into_owned(),
        tone: why::tone(eye, clock),
        state: why::state(eye, clock),
        until: clock
            .due_at
            .filter(|_| clock.state.is_going())
            .map(|at| eye.w.t1("clock-by", "at", eye.at(at)))
            .unwrap_or_default(),
    };
    seen.clocks.iter().map(promise).collect()
}
