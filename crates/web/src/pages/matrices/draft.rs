//! The draft of a matrix: a grid in which every cell is typed, rows taken over from elsewhere or left
//! to it, a file read in; kept, given up.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::key::MatrixKey;
use piket_core::party::Party;
use piket_core::policy::Action;
use piket_core::raci::{Activity, Cell, Matrix, Row, Rows, csv, judge_draft};
use piket_engine::drafts::{Draft, DraftError};
use piket_text::Words;
use serde::Deserialize;

use super::grid::{self, Grid, Source, Wrong, field_name};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path, Query};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "matrices/draft.html")]
struct DraftPage {
    w: Words,
    frame: Frame,
    key: String,
    called: String,
    is_new: bool,
    place: String,
    edited: String,
    revision: u32,
    /// What somebody else saved meanwhile.
    other: String,
    has_unread: bool,
    grid: Grid,
    /// Parties that have no column yet.
    more: Vec<Choice>,
    lines: String,
    bad_lines: Vec<String>,
}

/// What the page shows beside the draft.
#[derive(Default)]
struct Around {
    /// Columns of parties without a letter yet.
    columns: Vec<Party>,
    /// Letters that were not understood.
    wrong: Wrong,
    /// The lines of a file that were not understood, and the file.
    lines: String,
    bad_lines: Vec<String>,
    /// What somebody else saved meanwhile.
    other: String,
}

/// Columns that were asked for, `,` between.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wished {
    with: String,
}

impl Wished {
    fn columns(&self) -> Vec<Party> {
        self.with.split(',').filter_map(|party| party.parse().ok()).collect()
    }
}

pub(super) async fn found(
    app: &App,
    engineer: &Engineer,
    key: &MatrixKey,
) -> Result<Draft<Matrix>, Problem> {
    let draft = app.desk().draft(engineer.who(), key).await.map_err(super::failed)?;
    draft.ok_or(Problem::NotFound("matrix"))
}

fn address(key: &MatrixKey) -> String {
    format!("/matrices/{key}/draft")
}

/// `POST /matrices/{key}/draft/begin`: from what is in force, or goes on with what is there.
pub(super) async fn begin(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
) -> Result<Response, Problem> {
    let versions = app.desk().versions(&key).await?;
    let newest = versions.into_iter().next_back().ok_or(Problem::NotFound("matrix"))?;
    match app.desk().begin_draft(engineer.who(), newest.document, now).await {
        Ok(_) | Err(DraftError::Taken) => Ok(Redirect::to(&address(&key)).into_response()),
        Err(error) => Err(super::failed(error)),
    }
}

/// `GET /matrices/{key}/draft`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
    Query(wished): Query<Wished>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    let around = Around { columns: wished.columns(), ..Around::default() };
    page::shown(&drawn(&app, &engineer, now, &draft, around).await?)
}

/// `POST /matrices/{key}/draft`: saves what was typed, and then does what was asked: takes a row over,
/// leaves one out, adds a column, goes on to the review.
pub(super) async fn save(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let mut draft = found(&app, &engineer, &key).await?;
    let mut columns: Vec<Party> = typed.all("party").filter_map(|it| it.parse().ok()).collect();
    draft.revision = typed.text("revision").parse().unwrap_or(0);
    let (rows, wrong) = read(&typed, &columns);
    draft.document.rows = rows;
    draft.document.name = typed.some("name").unwrap_or(draft.document.name);
    if !wrong.is_empty() {
        let around = Around { columns, wrong, ..Around::default() };
        return page::refused(&drawn(&app, &engineer, now, &draft, around).await?);
    }
    let wish = typed.text("do");
    let mut to = address(&key);
    if let Some(activity) = wish.strip_prefix("take-").and_then(|it| it.parse().ok()) {
        take(&engineer, &mut draft.document, activity);
    } else if let Some(activity) = wish.strip_prefix("leave-").and_then(|it| it.parse().ok()) {
        draft.document.rows.remove::<Activity>(&activity);
    } else if wish == "add" {
        columns.extend(typed.text("more").parse::<Party>().ok());
    } else if wish == "review" {
        to.push_str("/review");
    }
    if wish != "review" {
        to.push_str(&with(&columns, &draft.document));
    }
    let around = Around { columns, ..Around::default() };
    keep(&app, &engineer, now, draft, around, &to).await
}

/// `POST /matrices/{key}/draft/import`: the rows of a file in place of those of the draft.
pub(super) async fn import(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<MatrixKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let mut draft = found(&app, &engineer, &key).await?;
    let lines = typed.text("lines");
    draft.revision = typed.text("revision").parse().unwrap_or(0);
    match csv::read(&lines) {
        Ok(rows) => {
            draft.document.rows = rows;
            let around = Around { lines, ..Around::default() };
            keep(&app, &engineer, now, draft, around, &address(&key)).await
        }
        Err(bad) => {
            let bad_lines = bad.iter().map(ToString::to_string).collect();
            let around = Around { lines, bad_lines, ..Around::default() };
            page::refused(&drawn(&app, &engineer, now, &draft, around).await?)
        }
    }
}

/// `POST /matrices/{key}/draft/give-up`.
pub(super) async fn give_up(
    State(app): State<App>,
    engineer: Engineer,
    Path(key): Path<MatrixKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let read = Typed::new(fields).text("revision").parse().ok();
    app.desk().give_up_draft(engineer.who(), &key, read).await.map_err(super::failed)?;
    let was = !app.desk().versions(&key).await?.is_empty();
    let to = if was { format!("/matrices/{key}?done=discarded") } else { "/matrices".into() };
    Ok(Redirect::to(&to).into_response())
}

/// Saves a draft over the revision that it says was read, and goes on; of two who save at once, the second
/// reads who was first, with what was typed still there.
async fn keep(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    mine: Draft<Matrix>,
    around: Around,
    to: &str,
) -> Result<Response, Problem> {
    let document = mine.document.clone();
    match app.desk().save_draft(engineer.who(), document, mine.revision, now).await {
        Ok(()) => Ok(Redirect::to(to).into_response()),
        Err(DraftError::Stale(theirs)) => {
            let w = engineer.words();
            let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
            let other = w.t1("agreements-stale", "edited", edited(&eye, &theirs));
            let mine = Draft { document: mine.document, ..*theirs };
            let around = Around { other, ..around };
            page::overtaken(&drawn(app, engineer, now, &mine, around).await?)
        }
        Err(error) => Err(super::failed(error)),
    }
}

/// The rows that were typed, and the letters that were not understood, as they were typed.
fn read(typed: &Typed, columns: &[Party]) -> (Rows, Wrong) {
    let (mut rows, mut wrong) = (Rows::new(), Wrong::new());
    for activity in Activity::ALL.iter().copied() {
        let mut row = Row::new();
        for party in columns {
            let name = field_name(activity, party);
            let Some(text) = typed.some(&name) else { continue };
            match text.parse::<Cell>() {
                Ok(cell) => row.set(party.clone(), cell),
                Err(_) => drop(wrong.insert(name, text)),
            }
        }
        if !row.is_empty() {
            rows.insert(activity, row);
        }
    }
    (rows, wrong)
}

/// Gives the matrix a row of its own, as the matrix has it from which it came.
fn take(engineer: &Engineer, it: &mut Matrix, activity: Activity) {
    let directory = engineer.directory();
    let row = grid::elsewhere(directory, it).get(&activity).map(|(_, row)| (*row).clone());
    if let Some(row) = row {
        it.rows.insert(activity, row);
    }
}

/// The columns without a letter, for the address: they are nowhere else.
fn with(columns: &[Party], it: &Matrix) -> String {
    let has_letter = |party: &Party| it.rows.values().any(|row| row.cell(party).is_some());
    let empty: Vec<String> =
        columns.iter().filter(|party| !has_letter(party)).map(ToString::to_string).collect();
    if empty.is_empty() { String::new() } else { format!("?with={}", empty.join(",")) }
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft<Matrix>,
    around: Around,
) -> Result<DraftPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let it = &draft.document;
    let judged = judge_draft(it, directory);
    let Around { columns, wrong, .. } = &around;
    let grid =
        grid::of(&eye, &Source { matrix: it, is_of_now: true, columns, judged: &judged, wrong });
    Ok(DraftPage {
        frame: rail::frame(app, engineer, it.name.clone(), "agreements", now).await?,
        key: it.key.to_string(),
        called: it.name.clone(),
        is_new: draft.based_on.is_none(),
        place: super::place(&eye, it),
        edited: edited(&eye, draft),
        revision: draft.revision,
        other: around.other,
        has_unread: !around.wrong.is_empty(),
        more: more(&eye, &grid),
        grid,
        lines: around.lines,
        bad_lines: around.bad_lines,
        w: w.clone(),
    })
}

/// The parties that could have a column: ours, the client's, and every supplier.
fn more(eye: &Eye<'_>, grid: &Grid) -> Vec<Choice> {
    let people = ["own:account", "client:contact", "client:stakeholders", "own:development"];
    let people = people.iter().filter_map(|it| it.parse::<Party>().ok());
    let suppliers = eye.directory.suppliers.keys().cloned().map(Party::Supplier);
    people
        .chain(suppliers)
        .filter(|party| grid.parties.iter().all(|column| column.key != party.to_string()))
        .map(|party| Choice::of(party.to_string(), eye.party(&party), ""))
        .collect()
}
