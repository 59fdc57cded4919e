//! What waits for my decision, what else waits, and what was decided, page by page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::key::IncidentId;
use piket_core::policy::Who;
use piket_store::StoreError;
use piket_store::corrections::{self, CorrectionRow, Cursor};
use piket_text::Words;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many that wait are shown.
const WAITING: u32 = 100;
/// How many that were decided stand on a page.
const DECIDED: u32 = 50;

/// One request.
struct Line {
    address: String,
    number: String,
    client: String,
    what: String,
    reason: String,
    asker: Face,
    at: String,
    when: String,
    standing: String,
    tone: &'static str,
    decider: String,
    is_alone: bool,
}

#[derive(Template)]
#[template(path = "corrections/list.html")]
struct ListPage<'a> {
    w: &'a Words,
    frame: Frame,
    mine: Vec<Line>,
    others: Vec<Line>,
    decided: Vec<Line>,
    next: String,
}

/// Where the page before ended.
#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// `GET /corrections`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Query(after): Query<After>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let after = after.after.as_deref().and_then(cursor);
    let read = move |tx: &mut piket_store::ReadTx<'_>| -> Result<_, StoreError> {
        Ok((corrections::waiting(tx, WAITING)?, corrections::decided(tx, after, DECIDED + 1)?))
    };
    let (waiting, mut decided) = app.desk().reader().read(read).await?;
    let (mine, others): (Vec<CorrectionRow>, Vec<CorrectionRow>) =
        waiting.into_iter().partition(|row| waits_for(eye.who, eye.directory, row));
    let limit = usize::try_from(DECIDED).unwrap_or(usize::MAX);
    let is_last = decided.len() <= limit;
    decided.truncate(limit);
    let next = decided.last().filter(|_| !is_last).map(|row| written(row.cursor()));
    let lines = |rows: &[CorrectionRow]| rows.iter().map(|row| line(&eye, row)).collect();
    let title = w.t("corrections-title").into_owned();
    page::shown(&ListPage {
        frame: rail::frame(&app, &engineer, title, "agreements", now).await?,
        mine: if after.is_none() { lines(&mine) } else { Vec::new() },
        others: if after.is_none() { lines(&others) } else { Vec::new() },
        decided: lines(&decided),
        next: next.unwrap_or_default(),
        w: &w,
    })
}

/// How many requests wait for a decision by this person.
pub(crate) async fn waiting_for(app: &App, who: &Who) -> Result<usize, Problem> {
    if !who.may(piket_core::policy::Action::ApproveCorrections) {
        return Ok(0);
    }
    let read = move |tx: &mut piket_store::ReadTx<'_>| corrections::waiting(tx, WAITING);
    let waiting = app.desk().reader().read(read).await?;
    let directory = app.desk().directory();
    Ok(waiting.iter().filter(|row| waits_for(who, &directory, row)).count())
}

fn waits_for(who: &Who, directory: &Directory, row: &CorrectionRow) -> bool {
    who.may_approve(row.requested_by.as_ref(), directory)
}

fn line(eye: &Eye<'_>, row: &CorrectionRow) -> Line {
    let person = |key: &Option<_>| key.as_ref().map(|key| eye.person(key)).unwrap_or_default();
    Line {
        address: format!("/incidents/{}/corrections", row.incident_number),
        number: row.incident_number.to_string(),
        client: eye.directory.client_name(&row.client).to_owned(),
        what: piket_text::format::capitalised(&eye.w.corrected(&row.correction.what)),
        reason: row.correction.reason.clone(),
        asker: person(&row.requested_by),
        at: row.sort_at.to_string(),
        when: eye.when(row.sort_at),
        standing: eye.w.named("correction-standing", &row.standing).into_owned(),
        tone: tone(&row.standing),
        decider: person(&row.decided_by).name,
        is_alone: row.is_alone,
    }
}

/// The tone of a badge for what became of a request.
pub(super) fn tone(standing: &str) -> &'static str {
    match standing {
        "approved" => "ok",
        "refused" => "bad",
        "waiting" => "warn",
        _ => "quiet",
    }
}

/// A cursor as the address has it: milliseconds, incident and number.
fn written((at, incident, number): Cursor) -> String {
    format!("{}_{}_{number}", at.as_millisecond(), incident.0.simple())
}

fn cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split('_');
    let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
    let incident: Uuid = parts.next()?.parse().ok()?;
    Some((at, IncidentId(incident), parts.next()?.parse().ok()?))
}
