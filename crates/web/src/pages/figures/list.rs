//! Service levels: every application and how its month goes.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_engine::figures::MonthLine;
use piket_text::Words;

use super::line::{Line, line, metrics};
use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// An application and its month.
struct Application {
    name: String,
    client: String,
    month: Line,
}

#[derive(Template)]
#[template(path = "figures/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    metrics: Vec<String>,
    applications: Vec<Application>,
}

/// `GET /figures`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let mut months: Vec<(String, String, MonthLine)> = Vec::new();
    for it in eye.directory.applications.values() {
        let month = app.desk().current_month(&it.key, now);
        let found = app.desk().months(eye.who, &it.key, month, 1, now).await?;
        let client = eye.directory.client_name(&it.client).to_owned();
        months.extend(found.into_iter().map(|month| (it.name.clone(), client.clone(), month)));
    }
    let all: Vec<MonthLine> = months.iter().map(|(_, _, month)| month.clone()).collect();
    let known = metrics(&all);
    let mut applications: Vec<Application> = months
        .into_iter()
        .map(|(name, client, month)| {
            let address = format!("/applications/{}/figures", month.figures.application);
            Application { name, client, month: line(&eye, &month, &known, address) }
        })
        .collect();
    // The worst first, as on the board.
    applications.sort_by(|one, other| {
        let by_tone = other.month.tone.cmp(&one.month.tone);
        by_tone.then_with(|| one.name.to_lowercase().cmp(&other.name.to_lowercase()))
    });
    let title = w.t("figures-title").into_owned();
    page::shown(&ListPage {
        frame: rail::frame(&app, &engineer, title, "agreements", now).await?,
        metrics: known.iter().map(|metric| w.metric(*metric).into_owned()).collect(),
        applications,
        w: w.clone(),
    })
}
