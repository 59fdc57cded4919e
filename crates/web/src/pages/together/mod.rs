//! One incident and those it belongs together with: merged into one, taken apart again, a parent
//! with its children, and the same words for all their clients.

mod view;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use piket_core::incident::{Link, Refusal};
use piket_core::key::Number;
use piket_core::policy::Action;
use piket_engine::ActionError;
use piket_engine::actions::FamilyWords;
use piket_text::Words;
use serde::Deserialize;

pub(crate) use self::view::{Beside, beside};
use self::view::{Confirm, Other, PartLine};
use super::eye::Eye;
use super::parts::{Frame, Row};
use super::{page, rail};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path, Query};
use crate::pages::typed::Typed;
use crate::problem::Problem;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/incidents/{number}/together", get(show))
        .route("/incidents/{number}/together/{verb}", post(act))
}

#[derive(Template)]
#[template(path = "together/together.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    number: String,
    summary: String,
    client: String,
    flash: String,
    wrong: String,
    merged: Option<PartLine>,
    parts: Vec<PartLine>,
    owed: Vec<String>,
    linked: Vec<Other>,
    children: usize,
    q: String,
    found: Vec<Row>,
    confirm: Option<Confirm>,
    reason: String,
    body: String,
    may_tell: bool,
}

/// What is looked for, and with which one it would be.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Wish {
    q: String,
    with: String,
    done: String,
}

/// What could not be done, and what was typed.
#[derive(Default)]
struct Attempt {
    wrong: String,
    typed: Typed,
}

/// `GET /incidents/{number}/together`.
async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Query(wish): Query<Wish>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    drawn(&app, &engineer, number, (wish, Attempt::default()), StatusCode::OK, now).await
}

fn numbered(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound("incident"))
}

/// `POST /incidents/{number}/together/{verb}`.
async fn act(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, verb)): Path<(String, String)>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let with = typed.text("with");
    let asked = carried_out(&app, &engineer, number, &verb, &typed, now).await;
    match asked {
        Ok(()) => {
            let address = format!("/incidents/{number}/together?done={verb}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            let wrong = engineer.words().refusal(&refusal, engineer.directory().as_ref());
            let wish = Wish { with, ..Wish::default() };
            let attempt = Attempt { wrong, typed };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            drawn(&app, &engineer, number, (wish, attempt), status, now).await
        }
        Err(ActionError::Stale) => {
            let wrong = engineer.words().t("refused-stale").into_owned();
            let wish = Wish { with, ..Wish::default() };
            let attempt = Attempt { wrong, typed };
            drawn(&app, &engineer, number, (wish, attempt), StatusCode::CONFLICT, now).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn carried_out(
    app: &App,
    engineer: &Engineer,
    number: Number,
    verb: &str,
    typed: &Typed,
    now: Timestamp,
) -> Result<(), ActionError> {
    let (desk, who) = (app.desk(), engineer.who());
    let with = || {
        let text = typed.text("with");
        let unknown = Refusal::Unknown { what: "incident", key: text.clone() };
        text.parse::<Number>().map_err(|_| ActionError::Refused(unknown))
    };
    let seens = (typed.seen(), typed.text("seen_there").parse().ok());
    match verb {
        "merge" => {
            let reason = typed.text("reason");
            desk.merge(who, (number, with()?), reason, seens, now).await.map(drop)
        }
        "undo" => desk.undo_merge(who, (number, with()?), (None, None), now).await.map(drop),
        "release" => desk.undo_merge(who, (with()?, number), (None, None), now).await.map(drop),
        "parent" => desk.link(who, (number, with()?), Link::Parent, now).await.map(drop),
        "child" => desk.link(who, (number, with()?), Link::Child, now).await.map(drop),
        "related" => desk.link(who, (number, with()?), Link::Related, now).await.map(drop),
        "follow_up" => desk.link(who, (number, with()?), Link::FollowUpOf, now).await.map(drop),
        "unlink" => desk.unlink(who, (number, with()?), now).await.map(drop),
        "tell" => {
            let body = typed.text("body");
            if body.is_empty() {
                return Err(Refusal::Missing("the text").into());
            }
            let with_parent = typed.is_ticked("with_parent");
            let words = FamilyWords { body, next_update_at: None, with_parent };
            desk.tell_family(who, number, words, now).await.map(drop)
        }
        _ => Err(ActionError::NotFound("page")),
    }
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    number: Number,
    (wish, attempt): (Wish, Attempt),
    status: StatusCode,
    now: Timestamp,
) -> Result<Response, Problem> {
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let flash = match wish.done.as_str() {
        "" => String::new(),
        "merge" => w.t("together-done-merge").into_owned(),
        "undo" | "release" => w.t("together-done-undo").into_owned(),
        "tell" => w.t("together-done-tell").into_owned(),
        _ => w.t("together-done-link").into_owned(),
    };
    let confirm = match wish.with.parse::<Number>() {
        Ok(other) if other != number => {
            let other = app.desk().show(engineer.who(), other, now).await?;
            Some(view::confirm(&eye, &seen, &other))
        }
        Ok(_) | Err(_) => None,
    };
    let is_free = seen.state.merging.merged_into().is_none();
    let found = if is_free && confirm.is_none() {
        view::found(app, &eye, &seen, wish.q.trim()).await?
    } else {
        Vec::new()
    };
    let title = format!("{number} {}", w.t("together-title"));
    let page = Page {
        frame: rail::frame(app, engineer, title, "incidents", now).await?,
        number: number.to_string(),
        summary: seen.state.summary.clone(),
        client: eye.directory.client_name(&seen.state.client).to_owned(),
        flash,
        wrong: attempt.wrong,
        merged: view::merged(&eye, &seen),
        parts: view::parts(&eye, &seen),
        owed: view::owed(&eye, &seen),
        linked: view::linked(app, &eye, &seen).await?,
        children: seen.state.links.children().count(),
        q: wish.q,
        found,
        confirm,
        reason: attempt.typed.text("reason"),
        body: attempt.typed.text("body"),
        may_tell: engineer.who().may(Action::WriteToClient),
        w: &w,
    };
    page::with(status, &page)
}
