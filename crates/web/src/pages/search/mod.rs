//! Search from everywhere: a number goes straight there, words find incidents, clients and
//! applications.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use piket_core::key::Number;
use piket_text::Words;
use serde::Deserialize;

use super::eye::Eye;
use super::parts::{Frame, Row};
use super::{page, rail, rows};
use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::problem::Problem;

/// How many incidents are found at most.
const FOUND: u32 = 30;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/search", get(search))
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
}

/// A client or an application that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    address: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    q: String,
    incidents: Vec<Row>,
    clients: Vec<Place>,
    applications: Vec<Place>,
}

/// `GET /search?q=`: what fits the words.
async fn search(
    State(app): State<App>,
    engineer: Engineer,
    Query(wanted): Query<Wanted>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let q = wanted.q.trim().to_owned();
    if let Ok(number) = q.parse::<Number>()
        && app.desk().find(number).await.is_ok()
    {
        return Ok(Redirect::to(&format!("/incidents/{number}")).into_response());
    }
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let found = if q.is_empty() {
        Vec::new()
    } else {
        app.desk().search(engineer.who(), q.clone(), FOUND).await?
    };
    let page = Page {
        w: &words,
        frame: rail::frame(&app, &engineer, words.t("search-title").into_owned(), "", now).await?,
        incidents: found.iter().map(|row| rows::row(&eye, row, None)).collect(),
        clients: clients(&eye, &q),
        applications: applications(&eye, &q),
        q,
    };
    page::shown(&page)
}

/// Whether every word stands in the text, whatever the case.
fn fits(q: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    !q.is_empty() && q.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn clients(eye: &Eye<'_>, q: &str) -> Vec<Place> {
    let clients = eye.directory.clients.values().filter(|client| fits(q, &client.name));
    let count = |key| {
        eye.directory.applications.values().filter(|application| application.client == key).count()
    };
    clients
        .map(|client| Place {
            address: format!("/clients/{}", client.key),
            name: client.name.clone(),
            about: eye.w.t1("search-applications-of", "count", count(client.key.clone())),
        })
        .collect()
}

fn applications(eye: &Eye<'_>, q: &str) -> Vec<Place> {
    let fits = |application: &&piket_core::directory::Application| {
        let url = application.url.as_deref().unwrap_or_default();
        fits(q, &format!("{} {url}", application.name))
    };
    eye.directory
        .applications
        .values()
        .filter(fits)
        .map(|application| Place {
            address: format!("/applications/{}", application.key),
            name: application.name.clone(),
            about: eye.directory.client_name(&application.client).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn every_word_must_fit_whatever_the_case() {
        assert!(fits("molen BAKKERIJ", "Bakkerij De Molen"));
        assert!(!fits("molen brood", "Bakkerij De Molen"));
        assert!(!fits("", "Bakkerij De Molen"));
    }

    #[test]
    fn clients_and_applications_are_found_by_name() {
        let example = Example::reported();
        assert_eq!(clients(&example.eye(), "molen").len(), 1);
        assert_eq!(applications(&example.eye(), "demolen")[0].about, "Bakkerij De Molen");
    }
}
