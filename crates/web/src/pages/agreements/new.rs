//! A new agreement: its name, and which other it begins like.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::key::AgreementKey;
use piket_core::policy::Action;
use piket_core::sla::{Agreement, Tier};
use piket_engine::drafts::DraftError;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Form, Now};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "agreements/new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    called: String,
    key: String,
    error: String,
    like: Vec<Choice>,
}

/// `GET /agreements/new`.
pub(super) async fn new(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    page::shown(&asked(&app, &engineer, now, &Typed::default()).await?)
}

/// `POST /agreements/new`: begins the draft of a new agreement, like another one or empty.
pub(super) async fn add(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let w = engineer.words();
    let directory = engineer.directory();
    let error = match typed.text("key").parse::<AgreementKey>() {
        Err(_) => "agreements-wrong-key",
        Ok(key) if directory.agreements.contains_key(&key) => "agreements-taken",
        Ok(key) => match begun(&app, &engineer, &typed, &key, now).await {
            Ok(()) => return Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response()),
            Err(DraftError::Taken) => "agreements-taken",
            Err(DraftError::NotFound) => "agreements-no-calendar",
            Err(error) => return Err(super::failed(error)),
        },
    };
    let page = asked(&app, &engineer, now, &typed).await?;
    let error = w.t(error).into_owned();
    page::refused(&NewPage { error, ..page })
}

async fn begun(
    app: &App,
    engineer: &Engineer,
    typed: &Typed,
    key: &AgreementKey,
    now: Timestamp,
) -> Result<(), DraftError<Agreement>> {
    let directory = engineer.directory();
    let name = typed.some("name").unwrap_or_else(|| key.to_string());
    let like = typed.text("like").parse::<AgreementKey>().ok();
    let like = like.and_then(|like| directory.in_force(&like));
    let agreement = if let Some((_, like)) = like {
        Agreement { key: key.clone(), name, ..like.clone() }
    } else {
        let calendar = directory.calendars.keys().next().ok_or(DraftError::NotFound)?;
        Agreement::plain(key.clone(), name, Tier::Bronze, calendar.clone())
    };
    app.desk().begin_draft(engineer.who(), agreement, now).await.map(drop)
}

async fn asked(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    typed: &Typed,
) -> Result<NewPage, Problem> {
    let w = engineer.words();
    let chosen = typed.text("like");
    let in_force = engineer.directory().agreements.values().filter_map(|it| it.current());
    let like = in_force.map(|(_, it)| Choice::of(it.key.as_str(), it.name.as_str(), &chosen));
    let empty = Choice::of("", w.t("agreements-like-none"), &chosen);
    let title = w.t("agreements-new").into_owned();
    Ok(NewPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        called: typed.text("name"),
        key: typed.text("key"),
        error: String::new(),
        like: std::iter::once(empty).chain(like).collect(),
        w: w.clone(),
    })
}
