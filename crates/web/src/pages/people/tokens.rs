//! Tokens: made, shown once, taken back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use piket_core::key::{ApplicationKey, PersonKey};
use piket_engine::account::{MadeToken, NewToken, Token, TokenKind};
use piket_text::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::intakes::{Recipe, recipe};
use super::{View, views};
use crate::app::App;
use crate::extract::{Admin, Form, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How long a name may be.
const NAME_CHARS: usize = 100;
/// For how many days a token may be good; 0 for ever.
const LIVES_DAYS: [i64; 4] = [90, 365, 30, 0];

/// A token in the list.
struct Line {
    id: String,
    name: String,
    kind: String,
    /// For whom it speaks, or what its signals are about.
    of: String,
    address: String,
    made: String,
    used: String,
    until: String,
    tone: &'static str,
    state: String,
    is_good: bool,
}

/// A token that was just made.
struct Made {
    name: String,
    secret: String,
    is_intake: bool,
    recipe: Recipe,
}

#[derive(Template)]
#[template(path = "people/tokens.html")]
struct TokensPage {
    w: Words,
    frame: Frame,
    views: Vec<View>,
    flash: String,
    made: Option<Made>,
    lines: Vec<Line>,
    wrong_name: String,
    wrong_person: String,
    called: String,
    kinds: Vec<Choice>,
    people: Vec<Choice>,
    applications: Vec<Choice>,
    lives: Vec<Choice>,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /tokens`.
pub(super) async fn show(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let mut page = drawn(&app, &admin, now, &Typed::default()).await?;
    if done.done.as_deref() == Some("revoked") {
        page.flash = page.w.t("tokens-revoked").into_owned();
    }
    page::shown(&page)
}

/// `POST /tokens`: makes one and shows its secret, this once.
pub(super) async fn make(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let new = wanted(&typed, now);
    let mut page = drawn(&app, &admin, now, &typed).await?;
    if new.name.is_empty() || new.name.chars().count() > NAME_CHARS {
        page.wrong_name = page.w.t1("tokens-say-name", "count", NAME_CHARS);
    }
    let knows = |key: &PersonKey| admin.directory().people.contains_key(key);
    if new.kind == TokenKind::Api && !new.person.as_ref().is_some_and(knows) {
        page.wrong_person = page.w.t("tokens-say-person").into_owned();
    }
    if !page.wrong_name.is_empty() || !page.wrong_person.is_empty() {
        return page::with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let MadeToken { secret, token } =
        app.accounts().make_token(new, admin.who().key.as_str(), now).await?;
    let mut page = drawn(&app, &admin, now, &Typed::default()).await?;
    page.made = Some(Made {
        is_intake: token.kind == TokenKind::Intake,
        recipe: recipe(&app, &token, Some(secret.expose())),
        name: token.name,
        secret: secret.expose().to_owned(),
    });
    page::with(StatusCode::CREATED, &page)
}

/// `POST /tokens/{id}/revoke`.
pub(super) async fn revoke(
    State(app): State<App>,
    _: Admin,
    Now(now): Now,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if app.accounts().revoke_token(id, now).await? {
        Ok(Redirect::to("/tokens?done=revoked").into_response())
    } else {
        Err(Problem::NotFound("token"))
    }
}

fn wanted(typed: &Typed, now: Timestamp) -> NewToken {
    let is_intake = typed.get("kind") == Some(TokenKind::Intake.as_str());
    let person: Option<PersonKey> = typed.some("person").and_then(|key| key.parse().ok());
    let application: Option<ApplicationKey> =
        typed.some("application").and_then(|key| key.parse().ok());
    let days: i64 = typed.text("days").parse().unwrap_or(90);
    let life = SignedDuration::from_hours(days.clamp(0, 3_650) * 24);
    NewToken {
        name: typed.text("name"),
        kind: if is_intake { TokenKind::Intake } else { TokenKind::Api },
        person: person.filter(|_| !is_intake),
        application: application.filter(|_| is_intake),
        expires_at: if days > 0 { now.checked_add(life).ok() } else { None },
    }
}

async fn drawn(
    app: &App,
    admin: &Admin,
    now: Timestamp,
    typed: &Typed,
) -> Result<TokensPage, Problem> {
    let w = admin.words();
    let eye = Eye { w: &w, directory: admin.directory(), who: admin.who(), now };
    let tokens = app.accounts().tokens().await?;
    let mut lines: Vec<Line> = tokens.iter().map(|token| line(&eye, token)).collect();
    lines.sort_by_key(|line| !line.is_good);
    let title = w.t("people-tokens").into_owned();
    let is = |name: &str, value: &str| typed.get(name) == Some(value);
    let kinds = [TokenKind::Intake, TokenKind::Api].map(|kind| Choice {
        value: kind.as_str().to_owned(),
        label: w.named("tokens-kind", kind.as_str()).into_owned(),
        chosen: is("kind", kind.as_str()),
    });
    let people = eye.directory.people.values().filter(|person| person.is_active);
    let none =
        |key: &str| Choice { value: String::new(), label: w.t(key).into_owned(), chosen: false };
    let people = people.map(|person| Choice {
        value: person.key.to_string(),
        label: format!("{} · {}", person.name, w.role(person.role)),
        chosen: is("person", person.key.as_str()),
    });
    let applications = eye.directory.applications.values().map(|it| Choice {
        value: it.key.to_string(),
        label: format!("{} · {}", eye.directory.client_name(&it.client), it.name),
        chosen: is("application", it.key.as_str()),
    });
    let lives = LIVES_DAYS.map(|days| Choice {
        value: days.to_string(),
        label: match days {
            0 => w.t("tokens-for-ever").into_owned(),
            days => w.t1("tokens-days", "days", days),
        },
        chosen: is("days", &days.to_string()),
    });
    Ok(TokensPage {
        frame: rail::frame(app, admin, title, "people", now).await?,
        views: views(admin, &w, "/tokens"),
        flash: String::new(),
        made: None,
        lines,
        wrong_name: String::new(),
        wrong_person: String::new(),
        called: typed.text("name"),
        kinds: kinds.to_vec(),
        people: std::iter::once(none("tokens-nobody")).chain(people).collect(),
        applications: std::iter::once(none("tokens-any")).chain(applications).collect(),
        lives: lives.to_vec(),
        w: w.clone(),
    })
}

fn line(eye: &Eye<'_>, token: &Token) -> Line {
    let w = eye.w;
    let of = match (&token.person, &token.application) {
        (Some(person), _) => eye.directory.person_name(person).to_owned(),
        (None, Some(key)) => eye.directory.application_name(key).to_owned(),
        (None, None) => w.t("tokens-any").into_owned(),
    };
    let is_good = token.is_good_at(eye.now);
    let key = match (token.revoked_at, is_good) {
        (Some(_), _) => "tokens-state-revoked",
        (None, true) => "tokens-state-good",
        (None, false) => "tokens-state-expired",
    };
    let by: Result<PersonKey, _> = token.created_by.parse();
    let by = by.map_or_else(
        |_| token.created_by.clone(),
        |key| eye.directory.person_name(&key).to_owned(),
    );
    let at = w.when_short(token.created_at, eye.now);
    Line {
        id: token.id.to_string(),
        name: token.name.clone(),
        kind: w.named("tokens-kind", token.kind.as_str()).into_owned(),
        of,
        address: if token.kind == TokenKind::Intake {
            format!("/intakes/{}", token.id)
        } else {
            String::new()
        },
        made: w.t2("tokens-made-by", "at", at, "who", by),
        used: token
            .last_used_at
            .map_or_else(|| w.t("tokens-never-used").into_owned(), |at| w.ago(at, eye.now)),
        until: token
            .expires_at
            .map_or_else(|| w.t("tokens-for-ever").into_owned(), |at| w.date(at)),
        tone: if is_good { "ok" } else { "none" },
        state: w.t(key).into_owned(),
        is_good,
    }
}
