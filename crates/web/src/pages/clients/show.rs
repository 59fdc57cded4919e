//! One client: its applications with what is promised for each, its people, its open incidents.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::{Application, Person};
use piket_core::key::{CheckKey, ClientKey};
use piket_store::checks::{self, Standing};
use piket_store::incidents::Filter;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now, Path};
use crate::pages::condition::{self, Tone};
use crate::pages::eye::Eye;
use crate::pages::parts::{Frame, Row};
use crate::pages::{page, rail, rows};
use crate::problem::Problem;

/// How many open incidents are shown.
const OPEN: u32 = 10;

/// An application of the client.
struct Tile {
    address: String,
    name: String,
    tone: Tone,
    state: String,
    promised: String,
}

/// A person of the client.
struct Contact {
    name: String,
    initials: String,
    tone: String,
    email: String,
    phone: String,
    parties: String,
    language: String,
    is_active: bool,
}

#[derive(Template)]
#[template(path = "clients/show.html")]
struct ClientPage {
    w: Words,
    frame: Frame,
    name: String,
    key: String,
    language: String,
    tiles: Vec<Tile>,
    people: Vec<Contact>,
    rows: Vec<Row>,
}

/// `GET /clients/{key}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ClientKey>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let client = eye.directory.clients.get(&key).ok_or(Problem::NotFound("client"))?;
    let standings = app.desk().reader().read(checks::states).await?;
    let filter = Filter { client: Some(key.clone()), ..Filter::default() };
    let open = app.desk().list(eye.who, filter, None, OPEN).await?.rows;
    let own = eye.directory.applications.values().filter(|it| it.client == key);
    let tiles = own.map(|it| tile(&eye, it, &standings)).collect();
    let theirs = eye.directory.people.values().filter(|it| it.client.as_ref() == Some(&key));
    let language = client.language.unwrap_or(eye.directory.installation.language);
    let frame = rail::frame(&app, &engineer, client.name.clone(), "clients", now).await?;
    page::shown(&ClientPage {
        frame,
        name: client.name.clone(),
        key: key.to_string(),
        language: w.named("language", language.code()).into_owned(),
        tiles,
        people: theirs.map(|it| contact(&eye, it)).collect(),
        rows: open.iter().map(|it| rows::row(&eye, it, None)).collect(),
        w: w.clone(),
    })
}

fn tile(eye: &Eye<'_>, it: &Application, standings: &BTreeMap<CheckKey, Standing>) -> Tile {
    let tone = condition::of_checks(eye.directory, standings, &it.key);
    let agreement = eye.directory.agreement_for(Some(&it.key), None);
    let agreement = agreement.as_ref().and_then(|pin| eye.directory.agreement(pin));
    Tile {
        address: format!("/applications/{}", it.key),
        name: it.name.clone(),
        state: eye.w.named("condition", tone.class()).into_owned(),
        tone,
        promised: agreement.map_or_else(
            || eye.w.t("clients-no-agreement").into_owned(),
            |it| format!("{} · {}", it.name, eye.w.tier(it.tier)),
        ),
    }
}

fn contact(eye: &Eye<'_>, it: &Person) -> Contact {
    let face = eye.person(&it.key);
    let parties: Vec<String> = it.parties.iter().map(|party| eye.party(party)).collect();
    Contact {
        name: face.name,
        initials: face.initials,
        tone: face.tone,
        email: it.email.clone(),
        phone: it.phone.clone().unwrap_or_default(),
        parties: parties.join(", "),
        language: eye.w.named("language", eye.directory.language_of(it).code()).into_owned(),
        is_active: it.is_active,
    }
}
