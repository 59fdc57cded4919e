//! The back room of the demo: a page to read the letters and one to break the shop. It keeps working
//! while the shop is down.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Json, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::mail::{Letter, PostBox};
use super::page;
use super::trouble::{Switch, Trouble};

/// How many letters the list shows.
const SHOWN: usize = 200;
/// How long somebody who waits for the next letter is kept.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the back room must know.
#[derive(Debug, Clone)]
pub struct Room {
    /// The letters.
    pub post_box: PostBox,
    /// What is wrong with the shop.
    pub switch: Switch,
    /// Where the shop is.
    pub shop: String,
    /// Where the desk is.
    pub desk: String,
}

/// The back room.
pub fn site(room: Room) -> Router {
    Router::new()
        .route("/", get(letters))
        .route("/letters/{number}", get(letter))
        .route("/letters/{number}/html", get(markup))
        .route("/letters/{number}/raw", get(raw))
        .route("/letters.json", get(waiting))
        .route("/storing", get(control).post(set))
        .with_state(room)
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    to: String,
}

async fn letters(State(room): State<Room>, Query(wanted): Query<Wanted>) -> Response {
    let letters = room.post_box.newest(Some(wanted.to.trim()), SHOWN);
    let rows: Vec<_> = letters.iter().map(shown).collect();
    let values = minijinja::context! { rows, to => wanted.to, desk => room.desk };
    page::html("letters.html", values).into_response()
}

async fn letter(State(room): State<Room>, Path(number): Path<u64>) -> Response {
    match room.post_box.get(number) {
        Some(letter) => {
            let values = minijinja::context! {
                letter => shown(&letter),
                from => letter.from,
                text => letter.text,
                has_html => letter.html.is_some(),
                has_raw => !letter.raw.is_empty(),
            };
            page::html("letter.html", values).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What templates show of a letter.
fn shown(letter: &Letter) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("number", letter.number.to_string()),
        ("at", local(letter.at)),
        ("to", letter.to.clone()),
        ("subject", letter.subject.clone()),
    ])
}

fn local(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned_datetime(zone).strftime("%d-%m-%Y %H:%M:%S").to_string()
}

/// The markup of a letter, which may do nothing but look nice.
async fn markup(State(room): State<Room>, Path(number): Path<u64>) -> Response {
    const NOTHING: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups",
    );
    match room.post_box.get(number).and_then(|letter| letter.html) {
        Some(html) => ([(header::CONTENT_SECURITY_POLICY, NOTHING)], axum::response::Html(html))
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn raw(State(room): State<Room>, Path(number): Path<u64>) -> Response {
    match room.post_box.get(number) {
        Some(letter) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], letter.raw).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Debug, Deserialize)]
struct After {
    after: Option<u64>,
}

/// The letters after a number, for programs: answers when there is one, or after a while.
async fn waiting(State(room): State<Room>, Query(after): Query<After>) -> Json<Vec<Letter>> {
    if let Some(number) = after.after {
        // Whoever waited in vain gets an empty list.
        drop(tokio::time::timeout(PATIENCE, room.post_box.until_after(number)).await);
    }
    Json(room.post_box.after(after.after.unwrap_or(0)))
}

#[derive(Debug, Deserialize)]
struct Language {
    lang: Option<String>,
}

async fn control(
    State(room): State<Room>,
    Query(language): Query<Language>,
    headers: HeaderMap,
) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wanted = language.lang.or_else(|| accepted.map(str::to_owned)).unwrap_or_default();
    let is_dutch = wanted.starts_with("nl");
    let values = minijinja::context! {
        nl => is_dutch,
        now => room.switch.trouble().as_str(),
        shop => room.shop,
        desk => room.desk,
    };
    page::html("storing.html", values).into_response()
}

#[derive(Debug, Deserialize)]
struct Wish {
    trouble: String,
    lang: Option<String>,
}

async fn set(State(room): State<Room>, headers: HeaderMap, Form(wish): Form<Wish>) -> Response {
    // A page of somebody else must not break the shop behind the visitor's back.
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match wish.trouble.parse::<Trouble>() {
        Ok(trouble) => {
            room.switch.set(trouble);
            tracing::info!("The shop of the demo is set to: {trouble}");
            let lang = if wish.lang.as_deref() == Some("nl") { "nl" } else { "en" };
            Redirect::to(&format!("/storing?lang={lang}")).into_response()
        }
        Err(why) => (StatusCode::BAD_REQUEST, why.to_string()).into_response(),
    }
}
