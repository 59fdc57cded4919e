//! All applications as tiles, those in trouble first, and all checks below.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use piket_core::check::{CheckSpec, Phase};
use piket_core::directory::{Application, Directory};
use piket_core::key::{ApplicationKey, CheckKey};
use piket_store::checks::{self, Standing};
use piket_store::incidents::{Filter, IncidentRow};
use piket_store::samples::{self, Period, Rollup};
use piket_store::{ReadTx, StoreError};
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many hours the strip of a tile shows.
const HOURS: i64 = 24;
/// For how many checks the strips are read; beyond that the page would be slow.
const STRIPS: usize = 300;
/// How many open incidents are looked at.
const OPEN: u32 = 200;

/// An hour of a strip.
struct Hour {
    x: i64,
    class: &'static str,
}

/// An application.
struct Tile {
    address: String,
    name: String,
    client: String,
    tone: Tone,
    state: String,
    since: String,
    hours: Vec<Hour>,
    hours_words: String,
    open: String,
}

/// A check.
struct Line {
    address: String,
    name: String,
    application: String,
    application_address: String,
    target: String,
    tone: Tone,
    state: String,
    since: String,
    since_at: String,
    mean: String,
}

#[derive(Template)]
#[template(path = "monitoring/board.html")]
struct BoardPage {
    w: Words,
    frame: Frame,
    figures: Vec<(String, usize, &'static str)>,
    tiles: Vec<Tile>,
    lines: Vec<Line>,
}

/// What the store knows of checks and their last hours.
struct Measured {
    standings: BTreeMap<CheckKey, Standing>,
    hours: BTreeMap<CheckKey, Vec<Rollup>>,
}

/// `GET /monitoring`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let measured = measured(&app, eye.directory, now).await?;
    let open = app.desk().list(eye.who, Filter::default(), None, OPEN).await?.rows;
    let mut tiles: Vec<Tile> =
        eye.directory.applications.values().map(|it| tile(&eye, it, &measured, &open)).collect();
    tiles.sort_by(|one, other| other.tone.cmp(&one.tone).then_with(|| one.name.cmp(&other.name)));
    let mut lines: Vec<Line> =
        eye.directory.checks.values().map(|spec| line(&eye, spec, &measured)).collect();
    lines.sort_by(|one, other| {
        other.tone.cmp(&one.tone).then_with(|| one.application.cmp(&other.application))
    });
    let count = |tone: Tone| tiles.iter().filter(|tile| tile.tone == tone).count();
    let figures = [Tone::Bad, Tone::Warn, Tone::Ok, Tone::Unknown]
        .map(|tone| {
            let word = w.named("condition", tone.class()).into_owned();
            (word, count(tone), if count(tone) == 0 { "none" } else { tone.class() })
        })
        .to_vec();
    let title = w.t("desk-monitoring").into_owned();
    let frame = rail::frame(&app, &engineer, title, "monitoring", now).await?;
    page::shown(&BoardPage { frame, figures, tiles, lines, w: w.clone() })
}

async fn measured(
    app: &App,
    directory: &Directory,
    now: Timestamp,
) -> Result<Measured, StoreError> {
    let keys: Vec<CheckKey> = directory.checks.keys().take(STRIPS).cloned().collect();
    let from = first_hour(now);
    let until = now.checked_add(SignedDuration::from_hours(1)).unwrap_or(now);
    let read = move |tx: &mut ReadTx<'_>| -> Result<Measured, StoreError> {
        let mut hours = BTreeMap::new();
        for key in &keys {
            hours.insert(key.clone(), samples::rollups(tx, key, Period::Hour, from, until)?);
        }
        Ok(Measured { standings: checks::states(tx)?, hours })
    };
    app.desk().reader().read(read).await
}

/// When the first hour of a strip begins.
fn first_hour(now: Timestamp) -> Timestamp {
    let hour = now.as_second().div_euclid(3_600) - (HOURS - 1);
    Timestamp::from_second(hour * 3_600).unwrap_or(now)
}

fn tile(eye: &Eye<'_>, it: &Application, measured: &Measured, open: &[IncidentRow]) -> Tile {
    let own: Vec<&CheckSpec> =
        eye.directory.checks.values().filter(|spec| spec.application == it.key).collect();
    let tone = condition::of_checks(eye.directory, &measured.standings, &it.key);
    let hours = strip(&own, measured, eye.now);
    let bad = hours.iter().filter(|hour| hour.class == "bad").count();
    let open = open.iter().filter(|row| row.application.as_ref() == Some(&it.key)).count();
    Tile {
        address: format!("/applications/{}", it.key),
        name: it.name.clone(),
        client: eye.directory.client_name(&it.client).to_owned(),
        state: eye.w.named("condition", tone.class()).into_owned(),
        since: since(eye, &own, measured, tone),
        hours_words: eye.w.t1("monitoring-strip", "count", bad),
        hours,
        open: match open {
            0 => String::new(),
            count => eye.w.t1("monitoring-open", "count", count),
        },
        tone,
    }
}

/// Since when the worst of its checks is as it is.
fn since(eye: &Eye<'_>, own: &[&CheckSpec], measured: &Measured, tone: Tone) -> String {
    let standings = own.iter().filter_map(|spec| {
        let standing = measured.standings.get(&spec.key)?;
        (condition::of_check(spec, Some(standing)) == tone).then_some(standing)
    });
    let worst = standings.filter_map(|it| it.state.onset_at.or(it.state.since)).min();
    match worst {
        Some(at) if tone >= Tone::Warn => eye.w.ago(at, eye.now),
        Some(_) | None => String::new(),
    }
}

/// The last day, hour by hour: the worst that any of the checks saw.
fn strip(own: &[&CheckSpec], measured: &Measured, now: Timestamp) -> Vec<Hour> {
    let from = first_hour(now).as_second();
    let mut classes = [("none", 0_u8); 24];
    for sum in own.iter().filter_map(|spec| measured.hours.get(&spec.key)).flatten() {
        let index = usize::try_from((sum.start_at.as_second() - from).div_euclid(3_600));
        let Some(hour) = index.ok().and_then(|index| classes.get_mut(index)) else { continue };
        let bad = sum.results.saturating_sub(sum.ok_results + sum.unmeasured);
        let found = match (bad, sum.ok_results) {
            (0, 0) => ("none", 0),
            (0, _) => ("ok", 1),
            (bad, ok) if bad * 4 < bad + ok => ("warn", 2),
            (_, _) => ("bad", 3),
        };
        if found.1 > hour.1 {
            *hour = found;
        }
    }
    (0..).zip(classes).map(|(index, (class, _))| Hour { x: index * 10, class }).collect()
}

fn line(eye: &Eye<'_>, spec: &CheckSpec, measured: &Measured) -> Line {
    let standing = measured.standings.get(&spec.key);
    let tone = condition::of_check(spec, standing);
    let phase = standing.map_or(Phase::Unmeasured, |it| it.state.phase());
    let since = standing.and_then(|it| it.state.onset_at.or(it.state.since));
    let hours = measured.hours.get(&spec.key);
    let mean = hours.and_then(|hours| hours.iter().rev().find_map(Rollup::mean_ms));
    let application: &ApplicationKey = &spec.application;
    Line {
        address: format!("/monitoring/{}", spec.key),
        name: spec.name.clone(),
        application: eye.directory.application_name(application).to_owned(),
        application_address: format!("/applications/{application}"),
        target: spec.probe.target(),
        state: state(eye.w, spec, phase, tone),
        since: since.map(|at| eye.w.ago(at, eye.now)).unwrap_or_default(),
        since_at: since.map(|at| at.to_string()).unwrap_or_default(),
        mean: mean.map(|ms| eye.w.milliseconds(whole(ms))).unwrap_or_default(),
        tone,
    }
}

/// Where a check stands, in words.
pub(super) fn state(w: &Words, spec: &CheckSpec, phase: Phase, tone: Tone) -> String {
    if !spec.enabled {
        return w.t("check-off").into_owned();
    }
    let word = w.named("condition", tone.class());
    match phase {
        Phase::Unmeasured => w.t("condition-none").into_owned(),
        Phase::Good | Phase::Hard => word.into_owned(),
        Phase::Soft => w.t("check-soft").into_owned(),
        Phase::Recovering => w.t1("check-recovering", "state", word),
    }
}

/// Milliseconds without their fraction.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a duration in milliseconds is neither negative nor longer than a year"
)]
pub(super) fn whole(ms: f64) -> u64 {
    ms.clamp(0.0, 3.2e10).round() as u64
}
