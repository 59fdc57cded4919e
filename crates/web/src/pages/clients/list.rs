//! All clients: how their applications are, and how many incidents are open.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::Client;
use piket_core::key::CheckKey;
use piket_store::checks::{self, Standing};
use piket_store::incidents::Filter;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::condition::{self, Tone};
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A client in the list.
struct Line {
    address: String,
    name: String,
    tone: Tone,
    state: String,
    applications: Vec<(String, String)>,
    open: u32,
    incidents: String,
}

#[derive(Template)]
#[template(path = "clients/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    lines: Vec<Line>,
}

/// `GET /clients`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let standings = app.desk().reader().read(checks::states).await?;
    let mut lines = Vec::new();
    for client in engineer.directory().clients.values() {
        let filter = Filter { client: Some(client.key.clone()), ..Filter::default() };
        let open = app.desk().count(engineer.who(), filter).await?;
        lines.push(line(&engineer, &w, client, &standings, open));
    }
    lines.sort_by_key(|line| line.name.to_lowercase());
    let title = w.t("desk-clients").into_owned();
    let frame = rail::frame(&app, &engineer, title, "clients", now).await?;
    page::shown(&ListPage { w, frame, lines })
}

fn line(
    engineer: &Engineer,
    w: &Words,
    client: &Client,
    standings: &BTreeMap<CheckKey, Standing>,
    open: u32,
) -> Line {
    let directory = engineer.directory();
    let own = directory.applications.values().filter(|it| it.client == client.key);
    let mut tone = Tone::Unknown;
    let mut applications = Vec::new();
    for it in own {
        tone = tone.max(condition::of_checks(directory, standings, &it.key));
        applications.push((format!("/applications/{}", it.key), it.name.clone()));
    }
    Line {
        address: format!("/clients/{}", client.key),
        name: client.name.clone(),
        state: w.named("condition", tone.class()).into_owned(),
        tone,
        applications,
        incidents: format!("/incidents?client={}", client.key),
        open,
    }
}
