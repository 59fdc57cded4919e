//! Intakes: by which address another program reports trouble, a recipe to try it, and what came in,
//! with what became of each delivery and why. What could not be understood is kept here.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::key::{ApplicationKey, IncidentId};
use piket_core::policy::Action;
use piket_engine::account::{Token, TokenKind};
use piket_store::deliveries::{self, Delivery, Outcome};
use piket_store::incidents;
use piket_store::{ReadTx, StoreError};
use piket_text::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::{View, views};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many deliveries a page shows.
const PAGE: u32 = 50;
/// How much of a body is shown.
const SHOWN_BYTES: usize = 20_000;

/// How a program uses an intake.
pub(super) struct Recipe {
    /// Where it posts to.
    pub(super) address: String,
    /// A command that opens an incident.
    pub(super) open: String,
    /// A command that resolves it.
    pub(super) resolve: String,
}

/// An intake in the list.
struct Line {
    address: String,
    name: String,
    application: String,
    used: String,
    tone: &'static str,
    state: String,
}

/// A delivery.
struct Came {
    address: String,
    at: String,
    time: String,
    tone: &'static str,
    outcome: String,
    reason: String,
    incident: String,
    size: String,
}

#[derive(Template)]
#[template(path = "people/intakes.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    views: Vec<View>,
    lines: Vec<Line>,
    refused: Vec<Came>,
    may_make: bool,
}

#[derive(Template)]
#[template(path = "people/intake.html")]
struct IntakePage {
    w: Words,
    frame: Frame,
    name: String,
    application: String,
    state: String,
    tone: &'static str,
    recipe: Recipe,
    came: Vec<Came>,
    next: String,
    may_make: bool,
}

#[derive(Template)]
#[template(path = "people/delivery.html")]
struct DeliveryPage {
    w: Words,
    frame: Frame,
    name: String,
    address: String,
    came: Came,
    body: String,
    is_cut: bool,
}

/// Where a page of deliveries begins.
#[derive(Debug, Default, Deserialize)]
pub(super) struct From {
    before: Option<Uuid>,
}

/// `GET /intakes`.
pub(super) async fn list(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let tokens = app.accounts().tokens().await?;
    let intakes: Vec<&Token> =
        tokens.iter().filter(|token| token.kind == TokenKind::Intake).collect();
    let lines = intakes.iter().map(|token| line(&eye, token)).collect();
    let refused = recent(&app, None, None, PAGE).await?;
    let refused = refused
        .iter()
        .filter(|(delivery, _)| delivery.outcome == Outcome::Refused)
        .map(|(delivery, number)| {
            let token = intakes.iter().find(|token| source(token) == delivery.intake);
            came(&eye, token.copied(), delivery, number.as_deref())
        })
        .collect();
    let title = w.t("people-intakes").into_owned();
    page::shown(&ListPage {
        frame: rail::frame(&app, &engineer, title, "people", now).await?,
        views: views(&engineer, &w, "/intakes"),
        lines,
        refused,
        may_make: engineer.who().may(Action::Administer),
        w: w.clone(),
    })
}

/// `GET /intakes/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(id): Path<Uuid>,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let token = intake(&app, id).await?;
    let found = recent(&app, Some(source(&token)), from.before, PAGE).await?;
    let is_full = found.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let last = found.last().map(|(delivery, _)| delivery.id).filter(|_| is_full);
    let came = found
        .iter()
        .map(|(delivery, number)| came(&eye, Some(&token), delivery, number.as_deref()))
        .collect();
    let line = line(&eye, &token);
    page::shown(&IntakePage {
        frame: rail::frame(&app, &engineer, token.name.clone(), "people", now).await?,
        name: token.name.clone(),
        application: line.application,
        state: line.state,
        tone: line.tone,
        recipe: recipe(&app, &token, None),
        came,
        next: last.map(|last| format!("/intakes/{id}?before={last}")).unwrap_or_default(),
        may_make: engineer.who().may(Action::Administer),
        w: w.clone(),
    })
}

/// `GET /intakes/{id}/deliveries/{delivery}`: what was sent, as it came.
pub(super) async fn delivery(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path((id, delivery)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let token = intake(&app, id).await?;
    let read = move |tx: &mut ReadTx<'_>| -> Result<_, StoreError> {
        let Some(found) = deliveries::get(tx, delivery)? else { return Ok(None) };
        let number = number_of(tx, found.incident)?;
        Ok(Some((found, number, deliveries::body(tx, delivery)?.unwrap_or_default())))
    };
    let found = app.desk().reader().read(read).await?;
    let (found, number, body) = found
        .filter(|(found, _, _)| found.intake == source(&token))
        .ok_or(Problem::NotFound("delivery"))?;
    let shown = body.get(..SHOWN_BYTES).unwrap_or(&body);
    let title = w.t("intakes-delivery").into_owned();
    page::shown(&DeliveryPage {
        frame: rail::frame(&app, &engineer, title, "people", now).await?,
        name: token.name.clone(),
        address: format!("/intakes/{id}"),
        came: came(&eye, Some(&token), &found, number.as_deref()),
        body: String::from_utf8_lossy(shown).into_owned(),
        is_cut: shown.len() < body.len(),
        w: w.clone(),
    })
}

async fn intake(app: &App, id: Uuid) -> Result<Token, Problem> {
    let tokens = app.accounts().tokens().await?;
    let found = tokens.into_iter().find(|it| it.id == id && it.kind == TokenKind::Intake);
    found.ok_or(Problem::NotFound("intake"))
}

/// Under which name the deliveries of an intake are kept; as `intake/generic.rs` says.
fn source(token: &Token) -> String {
    let application = token.application.as_ref().map_or("*", ApplicationKey::as_str);
    format!("{}@{application}", token.name)
}

/// Deliveries, newest first, each with the number of its incident.
async fn recent(
    app: &App,
    of: Option<String>,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Vec<(Delivery, Option<String>)>, StoreError> {
    let read = move |tx: &mut ReadTx<'_>| -> Result<_, StoreError> {
        let mut found = Vec::new();
        for delivery in deliveries::list(tx, of.as_deref(), before, limit)? {
            let number = number_of(tx, delivery.incident)?;
            found.push((delivery, number));
        }
        Ok(found)
    };
    app.desk().reader().read(read).await
}

fn number_of(
    tx: &mut ReadTx<'_>,
    incident: Option<IncidentId>,
) -> Result<Option<String>, StoreError> {
    let Some(id) = incident else { return Ok(None) };
    Ok(incidents::rows(tx, &[id])?.first().map(|row| row.number.to_string()))
}

fn line(eye: &Eye<'_>, token: &Token) -> Line {
    let is_good = token.is_good_at(eye.now);
    let key = if is_good { "tokens-state-good" } else { "intakes-shut" };
    Line {
        address: format!("/intakes/{}", token.id),
        name: token.name.clone(),
        application: match &token.application {
            Some(key) => eye.directory.application_name(key).to_owned(),
            None => eye.w.t("tokens-any").into_owned(),
        },
        used: match token.last_used_at {
            Some(at) => eye.w.ago(at, eye.now),
            None => eye.w.t("tokens-never-used").into_owned(),
        },
        tone: if is_good { "ok" } else { "none" },
        state: eye.w.t(key).into_owned(),
    }
}

fn came(eye: &Eye<'_>, token: Option<&Token>, delivery: &Delivery, number: Option<&str>) -> Came {
    let tone = match delivery.outcome {
        Outcome::Accepted => "ok",
        Outcome::Ignored => "none",
        Outcome::Received => "warn",
        Outcome::Refused => "bad",
    };
    let known = format!("verdict-{}", delivery.reason.replace('_', "-"));
    Came {
        address: token
            .map(|token| format!("/intakes/{}/deliveries/{}", token.id, delivery.id))
            .unwrap_or_default(),
        at: delivery.received_at.to_string(),
        time: eye.at(delivery.received_at),
        tone,
        outcome: eye.w.named("intakes-outcome", delivery.outcome.as_str()).into_owned(),
        reason: if eye.w.has(&known) {
            eye.w.t(&known).into_owned()
        } else {
            delivery.reason.clone()
        },
        incident: number.unwrap_or_default().to_owned(),
        size: eye.w.bytes(delivery.size_bytes),
    }
}

/// How a program uses the intake; the secret is known only at the moment it is made.
pub(super) fn recipe(app: &App, token: &Token, secret: Option<&str>) -> Recipe {
    let public = app.settings().public_url.as_str();
    let public = if public.is_empty() { "http://127.0.0.1:8080" } else { public };
    let address = format!("{public}/intake/{}", secret.unwrap_or("<token>"));
    let application = match &token.application {
        Some(_) => String::new(),
        None => ", \"application\": \"<application>\"".to_owned(),
    };
    let command = |body: &str| {
        format!(
            "curl -sS -X POST '{address}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
        )
    };
    let open = format!(
        "{{\"action\": \"open\", \"key\": \"disk-web-02\", \"summary\": \"Disk of web-02 is full\", \
         \"severity\": \"critical\", \"details\": \"98 % of / is used\"{application}}}"
    );
    let resolve = "{\"action\": \"resolve\", \"key\": \"disk-web-02\"}".to_owned();
    Recipe { open: command(&open), resolve: command(&resolve), address }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn deliveries_of_an_intake_are_found_under_its_name_and_application() {
        let mut token = Token {
            id: Uuid::nil(),
            name: "zabbix".to_owned(),
            kind: TokenKind::Intake,
            secret_hash: String::new(),
            person: None,
            application: None,
            created_at: Timestamp::UNIX_EPOCH,
            created_by: "console".to_owned(),
            expires_at: None,
            revoked_at: None,
            last_used_at: None,
        };
        assert_eq!(source(&token), "zabbix@*");
        token.application = Some("shop".parse().unwrap());
        assert_eq!(source(&token), "zabbix@shop");
    }
}
