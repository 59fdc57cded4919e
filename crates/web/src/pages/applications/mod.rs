//! One application: what was agreed for it, who does what, which way an incident goes, what is
//! watched, and what happened before.

mod agreement;
mod matrix;
mod path;
mod try_out;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use piket_core::directory::{Application, ContractedBy};
use piket_core::key::{ApplicationKey, SupplierKey};
use piket_store::checks;
use piket_store::incidents::{Filter, Status};
use piket_text::Words;
use serde::Deserialize;

use self::agreement::Agreed;
use self::matrix::Grid;
use self::path::Stop;
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::pages::parts::{Frame, Row, Station};
use crate::pages::{page, rail, rows};
use crate::problem::Problem;

/// How many incidents are shown.
const PAST: u32 = 10;

/// The pages of applications.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/applications/{key}", get(show))
        .route("/applications/{key}/try", get(try_out::show))
}

/// For which place the matrix is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    component: String,
    nature: String,
}

/// A part of the application, and who supplies it.
struct Part {
    name: String,
    supplier: String,
    contract: String,
    email: String,
    terms: String,
}

/// A check of the application.
struct Watch {
    address: String,
    name: String,
    target: String,
    tone: Tone,
    state: String,
}

#[derive(Template)]
#[template(path = "applications/show.html")]
struct ApplicationPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    url: String,
    client: String,
    client_address: String,
    tone: Tone,
    state: String,
    agreed: Option<Agreed>,
    grid: Grid,
    stations: Vec<Station>,
    stops: Vec<Stop>,
    route: String,
    parts: Vec<Part>,
    watches: Vec<Watch>,
    rows: Vec<Row>,
}

/// `GET /applications/{key}`.
async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let it = eye.directory.applications.get(&key).ok_or(Problem::NotFound("application"))?;
    let standings = app.desk().reader().read(checks::states).await?;
    let tone = condition::of_checks(eye.directory, &standings, &key);
    let filter =
        Filter { application: Some(key.clone()), status: Status::All, ..Filter::default() };
    let past = app.desk().list(eye.who, filter, None, PAST).await?.rows;
    let checks = eye.directory.checks.values().filter(|spec| spec.application == key);
    let watches = checks.map(|spec| {
        let tone = condition::of_check(spec, standings.get(&spec.key));
        Watch {
            address: format!("/monitoring/{}", spec.key),
            name: spec.name.clone(),
            target: spec.probe.target(),
            tone,
            state: w.named("condition", tone.class()).into_owned(),
        }
    });
    let watches = watches.collect();
    let path = path::of(&eye, it);
    page::shown(&ApplicationPage {
        frame: rail::frame(&app, &engineer, it.name.clone(), "clients", now).await?,
        key: key.to_string(),
        name: it.name.clone(),
        url: it.url.clone().unwrap_or_default(),
        client: eye.directory.client_name(&it.client).to_owned(),
        client_address: format!("/clients/{}", it.client),
        state: w.named("condition", tone.class()).into_owned(),
        tone,
        agreed: agreement::of(&eye, it),
        grid: matrix::of(&eye, it, &wanted),
        stations: path.stations,
        stops: path.stops,
        route: path.name,
        parts: parts(&eye, it),
        watches,
        rows: past.iter().map(|row| rows::row(&eye, row, None)).collect(),
        w: w.clone(),
    })
}

fn parts(eye: &Eye<'_>, it: &Application) -> Vec<Part> {
    let part = |name: &str, key: Option<&SupplierKey>| {
        let supplier = key.and_then(|key| eye.directory.suppliers.get(key));
        let Some(supplier) = supplier else {
            return Part {
                name: name.to_owned(),
                supplier: eye.w.t("clients-ours").into_owned(),
                contract: String::new(),
                email: String::new(),
                terms: String::new(),
            };
        };
        let length = |minutes: Option<u32>, key: &str| {
            let time = piket_core::calendar::WorkingTime::minutes(i64::from(minutes?));
            Some(eye.w.t1(key, "time", eye.w.length(time)))
        };
        let terms = [
            length(supplier.reaction_minutes, "clients-supplier-reacts"),
            length(supplier.restore_minutes, "clients-supplier-restores"),
        ];
        let contract = match supplier.contracted_by {
            by @ (ContractedBy::Us | ContractedBy::Client) => eye.w.contracted_by(by),
        };
        Part {
            name: name.to_owned(),
            supplier: supplier.name.clone(),
            contract: contract.into_owned(),
            email: supplier.email.clone().unwrap_or_default(),
            terms: terms.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    };
    it.components.iter().map(|it| part(&it.name, it.supplier.as_ref())).collect()
}
