//! My desk: what needs me now, in order; what nobody has taken; what is in trouble.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use piket_core::check::Status;
use piket_core::incident::State as Incident;
use piket_core::key::{CheckKey, Number};
use piket_core::process::Step;
use piket_store::checks::{self, Standing};
use piket_store::incidents::{Filter, IncidentRow};
use piket_text::Words;

use super::eye::Eye;
use super::incidents::concerns_me;
use super::parts::{Frame, Row};
use super::{page, rail, rows};
use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::problem::Problem;

/// How many of the reader's own incidents are looked at.
const MINE: u32 = 50;
/// How many that nobody has taken are shown.
const NOBODYS: u32 = 8;
/// How many incidents are looked at for an offer to the reader.
const MAYBE_OFFERED: u32 = 30;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(desk))
}

/// An incident with the reason why it stands here.
#[derive(Debug, Clone)]
struct Need {
    why: String,
    tone: &'static str,
    row: Row,
}

/// A check in trouble.
#[derive(Debug, Clone)]
struct Trouble {
    address: String,
    name: String,
    about: String,
    tone: &'static str,
    since_at: String,
    since: String,
}

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    hello: String,
    needs: Vec<Need>,
    mine: Vec<Row>,
    nobodys: Vec<Row>,
    troubles: Vec<Trouble>,
    figures: Vec<(String, String, String)>,
}

/// `GET /`: my desk.
async fn desk(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let (desk, who) = (app.desk(), engineer.who());
    let mine = Filter { mine: Some(who.key.clone()), ..Filter::default() };
    let mine = desk.list(who, mine, None, MINE).await?.rows;
    let nobodys = Filter { unassigned: true, ..Filter::default() };
    let nobodys_count = desk.count(who, nobodys.clone()).await?;
    let nobodys = desk.list(who, nobodys, None, NOBODYS).await?.rows;
    let offered = offered(&app, &eye).await?;
    let standings = desk.reader().read(checks::states).await?;
    let (needs, mine) = sorted(&eye, offered, &mine);
    let is_offered =
        |row: &&IncidentRow| !needs.iter().any(|need| need.row.number == row.number.to_string());
    let nobodys: Vec<Row> =
        nobodys.iter().filter(is_offered).map(|row| rows::row(&eye, row, None)).collect();
    let troubles = troubles(&eye, &standings);
    let frame =
        rail::frame(&app, &engineer, words.t("desk-home").into_owned(), "home", now).await?;
    let page = Page {
        w: &words,
        hello: words.weekday_and_day(words.local(now).date()),
        figures: figures(&eye, (needs.len(), mine.len()), nobodys_count, troubles.len()),
        frame,
        needs,
        mine,
        nobodys,
        troubles,
    };
    page::shown(&page)
}

fn figures(
    eye: &Eye<'_>,
    (needs, mine): (usize, usize),
    nobodys: u32,
    troubles: usize,
) -> Vec<(String, String, String)> {
    let figure =
        |key: &str, value: String, tone: &str| (eye.w.t(key).into_owned(), value, tone.to_owned());
    let tone = |is_some: bool, tone: &'static str| if is_some { tone } else { "" };
    vec![
        figure("home-needs", needs.to_string(), tone(needs > 0, "is-warn")),
        figure("home-mine", (needs + mine).to_string(), ""),
        figure("home-nobodys", nobodys.to_string(), tone(nobodys > 0, "is-warn")),
        figure("home-troubles", troubles.to_string(), tone(troubles > 0, "is-bad")),
    ]
}

/// Incidents that are offered to the reader. An offer is not in the row, so the few that can carry
/// one for somebody who does not hold them are looked at.
async fn offered(app: &App, eye: &Eye<'_>) -> Result<Vec<(IncidentRow, Incident)>, Problem> {
    let desk = app.desk();
    let mut maybe: BTreeMap<Number, IncidentRow> = BTreeMap::new();
    for step in [Step::Assigning, Step::Investigating, Step::Developing] {
        let filter = Filter { step: Some(step), ..Filter::default() };
        let found = desk.list(eye.who, filter, None, MAYBE_OFFERED).await?;
        maybe.extend(found.rows.into_iter().map(|row| (row.number, row)));
    }
    let mut offered = Vec::new();
    for (number, row) in maybe {
        let seen = desk.show(eye.who, number, eye.now).await?;
        if concerns_me(eye, &seen.state) {
            offered.push((row, seen.state));
        }
    }
    Ok(offered)
}

/// What needs the reader now, gravest first, and what is theirs beside that.
fn sorted(
    eye: &Eye<'_>,
    offered: Vec<(IncidentRow, Incident)>,
    mine: &[IncidentRow],
) -> (Vec<Need>, Vec<Row>) {
    let mut needs: Vec<(u8, Need)> = offered
        .into_iter()
        .filter_map(|(row, state)| {
            let until = state.offer.as_ref()?.accept_by;
            let why = eye.w.t1("need-offer", "until", eye.when(until));
            Some((0, Need { why, tone: "route", row: rows::row(eye, &row, None) }))
        })
        .collect();
    let mut rest = Vec::new();
    for it in mine {
        let row = rows::row(eye, it, None);
        match rows::need(eye, it) {
            Some((rank, why)) => {
                let tone = match rank {
                    2 => "bad",
                    1 | 3 => "warn",
                    _ => "route",
                };
                needs.push((rank, Need { why, tone, row }));
            }
            None => rest.push(row),
        }
    }
    needs.sort_by_key(|(rank, need)| (*rank, need.row.priority));
    (needs.into_iter().map(|(_, need)| need).collect(), rest)
}

/// Checks whose trouble is confirmed, longest first.
fn troubles(eye: &Eye<'_>, standings: &BTreeMap<CheckKey, Standing>) -> Vec<Trouble> {
    let mut troubles: Vec<_> = standings
        .values()
        .filter_map(|standing| {
            let spec = eye.directory.checks.get(&standing.check).filter(|it| it.enabled)?;
            let status = Some(standing.state.hard).filter(|status| !status.is_ok())?;
            Some((standing.state.onset_at.unwrap_or(standing.changed_at), spec, status))
        })
        .collect();
    troubles.sort_by_key(|(onset_at, _, _)| *onset_at);
    troubles
        .into_iter()
        .map(|(onset_at, spec, status)| Trouble {
            address: format!("/monitoring/{}", spec.key),
            name: spec.name.clone(),
            about: eye.directory.application_name(&spec.application).to_owned(),
            tone: if status == Status::Warning { "warn" } else { "bad" },
            since_at: onset_at.to_string(),
            since: eye.w.ago(onset_at, eye.now),
        })
        .collect()
}
