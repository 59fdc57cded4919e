//! One check: where it stands, what it measured, the last failing and the last good result.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::check::{CheckResult, CheckSpec, CheckState};
use piket_core::key::CheckKey;
use piket_store::checks::{self, Latest, Standing};
use piket_store::samples::{self, Rollup};
use piket_store::{ReadTx, StoreError};
use piket_text::Words;
use serde::Deserialize;

use super::board::{state, whole};
use super::history::{self, Bucket, Stretch};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::pages::incidents::view::evidence::{self, Card};
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// Which stretch of time is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    stretch: String,
}

/// A view of the history.
struct View {
    address: String,
    label: String,
    is_current: bool,
}

/// A row of the table that says what the chart shows.
struct Line {
    at: String,
    time: String,
    results: u64,
    bad: u64,
    unmeasured: u64,
    mean: String,
    longest: String,
}

#[derive(Template)]
#[template(path = "monitoring/check.html")]
struct CheckPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    application: String,
    application_address: String,
    client: String,
    target: String,
    tone: Tone,
    state: String,
    since: String,
    figures: Vec<(String, String, String)>,
    views: Vec<View>,
    chart: String,
    chart_words: String,
    lines: Vec<Line>,
    is_measured: bool,
    norms: Vec<(String, String)>,
    cards: Vec<Card>,
}

/// What the store knows of the check.
pub(super) struct Known {
    pub(super) standing: Option<Standing>,
    latest: Latest,
    pub(super) sums: Vec<Rollup>,
}

/// `GET /monitoring/{check}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<CheckKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let spec = eye.directory.checks.get(&key).ok_or(Problem::NotFound("check"))?;
    let stretch = Stretch::of(&wanted.stretch);
    let known = known(&app, key, stretch, now).await?;
    let buckets = history::buckets(stretch, &known.sums, now);
    let tone = condition::of_check(spec, known.standing.as_ref());
    let fresh = CheckState::default();
    let standing = known.standing.as_ref().map_or(&fresh, |it| &it.state);
    let since = standing.onset_at.or(standing.since);
    let measured: u64 = buckets.iter().map(|bucket| bucket.results).sum();
    page::shown(&CheckPage {
        frame: rail::frame(&app, &engineer, spec.name.clone(), "monitoring", now).await?,
        key: spec.key.to_string(),
        name: spec.name.clone(),
        application: eye.directory.application_name(&spec.application).to_owned(),
        application_address: format!("/applications/{}", spec.application),
        client: eye
            .directory
            .client_of(&spec.application)
            .map(|client| client.name.clone())
            .unwrap_or_default(),
        target: spec.probe.target(),
        state: state(&w, spec, standing.phase(), tone),
        tone,
        since: since.map(|at| w.t1("check-since", "at", eye.at(at))).unwrap_or_default(),
        figures: figures(&eye, spec, &buckets, &known),
        views: views(&w, spec, stretch),
        chart: history::chart(&w, spec, stretch, &buckets),
        chart_words: in_words(&eye, stretch, &buckets),
        lines: lines(&eye, &buckets),
        is_measured: measured > 0,
        norms: norms(&w, spec),
        cards: cards(&eye, &known.latest),
        w: w.clone(),
    })
}

/// Reads what the store knows of a check within a stretch of time.
pub(super) async fn known(
    app: &App,
    key: CheckKey,
    stretch: Stretch,
    now: jiff::Timestamp,
) -> Result<Known, StoreError> {
    let from = stretch.from(now);
    let read = move |tx: &mut ReadTx<'_>| -> Result<Known, StoreError> {
        Ok(Known {
            standing: checks::state(tx, &key)?,
            latest: checks::latest(tx, &key)?,
            sums: samples::rollups(tx, &key, stretch.period(), from, now)?,
        })
    };
    app.desk().reader().read(read).await
}

fn figures(
    eye: &Eye<'_>,
    spec: &CheckSpec,
    buckets: &[Bucket],
    known: &Known,
) -> Vec<(String, String, String)> {
    let w = eye.w;
    let results: u64 = buckets.iter().map(|bucket| bucket.results).sum();
    let ok: u64 = buckets.iter().map(|bucket| bucket.ok).sum();
    let unmeasured: u64 = buckets.iter().map(|bucket| bucket.unmeasured).sum();
    let counted = results - unmeasured;
    let none = || w.t("common-unknown").into_owned();
    let good = if counted == 0 { none() } else { w.percent_fine(ok, counted) };
    let last = buckets.iter().rev().find(|bucket| bucket.results > 0);
    let now = last.and_then(Bucket::mean_ms).map_or_else(none, |ms| w.milliseconds(whole(ms)));
    let results_at = [&known.latest.failing, &known.latest.good];
    let latest = results_at.into_iter().flatten().map(|result| result.at).max();
    let measured_at = last.map(|bucket| bucket.start_at).max(latest);
    let interval = piket_core::calendar::WorkingTime::of_seconds(i64::from(spec.interval_s));
    let every = if spec.interval_s < 60 {
        w.span(i64::from(spec.interval_s))
    } else {
        w.duration(interval)
    };
    let figure = |key: &str, value: String, side: String| (w.t(key).into_owned(), value, side);
    vec![
        figure("check-good", good, w.t1("check-of-results", "count", w.count(results))),
        figure("check-now", now, w.t("check-mean").into_owned()),
        figure(
            "check-measured",
            measured_at.map_or_else(none, |at| w.ago(at, eye.now)),
            w.t1("check-every", "time", every),
        ),
        figure(
            "check-patience",
            w.t1("check-hard-after", "count", spec.hard_after),
            w.t1("check-recover-after", "count", spec.recover_after),
        ),
    ]
}

fn views(w: &Words, spec: &CheckSpec, current: Stretch) -> Vec<View> {
    let view = |stretch: Stretch| View {
        address: format!("/monitoring/{}?stretch={}", spec.key, stretch.as_str()),
        label: w.named("stretch", stretch.as_str()).into_owned(),
        is_current: stretch == current,
    };
    Stretch::ALL.map(view).into_iter().collect()
}

/// What the chart shows, for those who do not see it.
pub(super) fn in_words(eye: &Eye<'_>, stretch: Stretch, buckets: &[Bucket]) -> String {
    let longest = buckets.iter().filter_map(Bucket::max_ms).fold(0.0_f64, f64::max);
    let bad = buckets.iter().filter(|bucket| bucket.is_bad()).count();
    eye.w.tn(
        "check-chart",
        &[
            ("stretch", &eye.w.named("stretch", stretch.as_str())),
            ("longest", &eye.w.milliseconds(whole(longest))),
            ("bad", &bad),
            ("of", &buckets.len()),
        ],
    )
}

/// What was measured, newest first.
fn lines(eye: &Eye<'_>, buckets: &[Bucket]) -> Vec<Line> {
    let ms = |ms: Option<f64>| ms.map(|ms| eye.w.milliseconds(whole(ms))).unwrap_or_default();
    let full = buckets.iter().rev().filter(|bucket| bucket.results > 0);
    full.map(|bucket| Line {
        at: bucket.start_at.to_string(),
        time: eye.at(bucket.start_at),
        results: bucket.results,
        bad: bucket.results - bucket.ok - bucket.unmeasured,
        unmeasured: bucket.unmeasured,
        mean: ms(bucket.mean_ms()),
        longest: ms(bucket.max_ms()),
    })
    .collect()
}

fn norms(w: &Words, spec: &CheckSpec) -> Vec<(String, String)> {
    let norm = |it: &piket_core::check::Norm| {
        let warning = it.warning.map(|range| w.t1("norm-warning", "range", range.to_string()));
        let critical = it.critical.map(|range| w.t1("norm-critical", "range", range.to_string()));
        let said: Vec<String> = warning.into_iter().chain(critical).collect();
        let name = w.named("measure", it.metric.as_str());
        (format!("{name} ({})", it.metric.unit()), said.join(", "))
    };
    spec.norms.iter().map(norm).collect()
}

fn cards(eye: &Eye<'_>, latest: &Latest) -> Vec<Card> {
    let card = |key: &str, result: &CheckResult| {
        let card = Card {
            title: eye.w.t(key).into_owned(),
            summary: result.summary.clone(),
            at: result.at.to_string(),
            time: eye.at(result.at),
            ..Card::default()
        };
        evidence::of_result(eye, result, card)
    };
    let failing = latest.failing.as_ref().map(|it| card("check-last-failing", it));
    let good = latest.good.as_ref().map(|it| card("check-last-good", it));
    failing.into_iter().chain(good).collect()
}
