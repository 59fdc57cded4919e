//! The first page of the portal: how my applications are, what is asked of me, what is going on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::Application;
use piket_core::incident::WaitsOn;
use piket_core::policy::Action;
use piket_core::process::Step;
use piket_engine::Desk;
use piket_engine::view::visible_applications;
use piket_store::checks;
use piket_store::incidents::{Filter, IncidentRow};
use piket_text::Words;

use super::list;
use crate::app::App;
use crate::extract::{ClientPerson, Now};
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Frame, Row};
use crate::problem::Problem;

/// How many open incidents the page looks at.
const OPEN: u32 = 50;

/// An application and how it is.
struct Tile {
    name: String,
    tone: Tone,
    sentence: String,
    address: String,
    incidents: String,
}

/// Something that is asked of the reader.
struct Ask {
    address: String,
    number: String,
    summary: String,
    what: String,
}

/// What was agreed for an application.
struct Agreed {
    address: String,
    application: String,
    agreement: String,
}

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    w: Words,
    frame: Frame,
    tone: Tone,
    sentence: String,
    asks: Vec<Ask>,
    tiles: Vec<Tile>,
    agreed: Vec<Agreed>,
    rows: Vec<Row>,
}

/// `GET /portal`.
pub(super) async fn show(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let desk = app.desk();
    let open = desk.list(eye.who, Filter::default(), None, OPEN).await?.rows;
    let standings = desk.reader().read(checks::states).await?;
    let mut tiles: Vec<Tile> = visible_applications(eye.who, eye.directory)
        .map(|it| tile(&eye, it, &open, condition::of_checks(eye.directory, &standings, &it.key)))
        .collect();
    tiles.sort_by(|one, other| other.tone.cmp(&one.tone).then_with(|| one.name.cmp(&other.name)));
    let tone = tiles.iter().map(|tile| tile.tone).max().unwrap_or_default();
    let asks = asks(&eye, desk, &open).await?;
    let title = w.t("portal-applications").into_owned();
    let frame = frame(&reader, title, "applications", now);
    page::shown(&HomePage {
        frame,
        tone,
        sentence: sentence(&eye, tone, &tiles),
        asks,
        rows: open.iter().map(|it| list::row(&eye, it)).collect(),
        tiles,
        agreed: agreed(&eye),
        w: w.clone(),
    })
}

fn tile(eye: &Eye<'_>, it: &Application, open: &[IncidentRow], checks: Tone) -> Tile {
    let own: Vec<&IncidentRow> =
        open.iter().filter(|row| row.application.as_ref() == Some(&it.key)).collect();
    let incidents = own.iter().map(|row| condition::of_incident(row)).max().unwrap_or_default();
    let tone = checks.max(incidents);
    let key = match (tone, incidents > Tone::Ok) {
        (Tone::Bad, true) => "portal-state-bad-known",
        (Tone::Bad, false) => "portal-state-bad",
        (Tone::Warn, true) => "portal-state-warn-known",
        (Tone::Warn, false) => "portal-state-warn",
        (Tone::Ok, _) => "portal-state-ok",
        (Tone::Unknown, _) => "portal-state-unknown",
    };
    let address = match own.as_slice() {
        [only] => format!("/portal/incidents/{}", only.number),
        [] => format!("/portal/report?application={}", it.key),
        [_, _, ..] => format!("/portal/incidents?application={}", it.key),
    };
    Tile {
        name: it.name.clone(),
        tone,
        sentence: eye.w.t(key).into_owned(),
        address,
        incidents: match own.len() {
            0 => eye.w.t("portal-tile-report").into_owned(),
            count => eye.w.t1("portal-tile-open", "count", count),
        },
    }
}

/// What was agreed for each application of the reader.
fn agreed(eye: &Eye<'_>) -> Vec<Agreed> {
    let all = visible_applications(eye.who, eye.directory);
    all.filter_map(|it| {
        let pin = eye.directory.agreement_for(Some(&it.key), None);
        Some(Agreed {
            address: format!("/portal/agreements/{}", it.key),
            application: it.name.clone(),
            agreement: super::agreement::in_a_line(eye, pin.as_ref())?,
        })
    })
    .collect()
}

fn sentence(eye: &Eye<'_>, tone: Tone, tiles: &[Tile]) -> String {
    let count = tiles.iter().filter(|tile| tile.tone == tone).count();
    match tone {
        Tone::Bad => eye.w.t1("portal-all-bad", "count", count),
        Tone::Warn => eye.w.t1("portal-all-warn", "count", count),
        Tone::Ok => eye.w.t("portal-all-ok").into_owned(),
        Tone::Unknown => eye.w.t("portal-all-unknown").into_owned(),
    }
}

/// What waits for the reader: an answer, an approval, a confirmation.
async fn asks(eye: &Eye<'_>, desk: &Desk, open: &[IncidentRow]) -> Result<Vec<Ask>, Problem> {
    let mut asks = Vec::new();
    for row in open {
        let key = match (row.step, row.waiting_on) {
            (Step::Agreeing, _) if eye.who.may(Action::Decide) => "portal-asks-approval",
            (Step::Resolved, _) => "portal-asks-confirmation",
            (_, Some(WaitsOn::Client)) => "portal-asks-answer",
            (_, Some(_) | None) => continue,
        };
        // The row does not tell whether somebody has confirmed, or who of the client decides.
        let state = desk.show(eye.who, row.number, eye.now).await?.state;
        let is_done = match row.step {
            Step::Resolved => state.confirmed_at.is_some(),
            Step::Agreeing => !eye.who.may_decide(&state, eye.directory),
            _ => false,
        };
        if !is_done {
            asks.push(Ask {
                address: format!("/portal/incidents/{}", row.number),
                number: row.number.to_string(),
                summary: row.summary.clone(),
                what: eye.w.t(key).into_owned(),
            });
        }
    }
    Ok(asks)
}
