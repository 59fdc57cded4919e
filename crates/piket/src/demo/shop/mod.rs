//! The shop that the demo breaks, and its neighbours, which play the other applications.

mod certificate;
mod goods;

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::value::Serde;
use serde::Deserialize;

use super::page;
use super::trouble::{Switch, Trouble};

pub use certificate::Certificates;

/// How long the shop takes to answer when it is slow.
const SLOW: Duration = Duration::from_millis(3_600);

/// What the shop must know.
#[derive(Debug, Clone)]
pub struct Shop {
    /// What is wrong with it.
    pub switch: Switch,
    /// Where its control page is.
    pub control: String,
}

/// The shop.
pub fn site(shop: Shop) -> Router {
    Router::new()
        .route("/", get(front))
        .route("/winkelwagen", post(add))
        .route("/storing", get(control))
        .with_state(shop)
}

/// The web sites of the shop's neighbours.
pub fn neighbours() -> Router {
    Router::new().route("/buren/{name}", get(neighbour))
}

/// The shop as it stands behind TLS, where only the certificate is looked at.
pub fn behind_tls() -> Router {
    Router::new().route("/", get(|| async { page::html("goods.html", Serde(goods::shelf(None))) }))
}

#[derive(Debug, Deserialize)]
struct Bought {
    /// What was just put into the basket.
    erbij: Option<String>,
}

async fn front(State(shop): State<Shop>, Query(bought): Query<Bought>) -> Response {
    match shop.switch.trouble() {
        Trouble::Error => {
            (StatusCode::INTERNAL_SERVER_ERROR, page::html("closed.html", Serde(goods::nothing())))
                .into_response()
        }
        Trouble::Content => page::html("moved.html", Serde(goods::nothing())).into_response(),
        Trouble::Slow => {
            think().await;
            page::html("goods.html", Serde(goods::shelf(bought.erbij.as_deref()))).into_response()
        }
        Trouble::None | Trouble::Down | Trouble::Certificate => {
            page::html("goods.html", Serde(goods::shelf(bought.erbij.as_deref()))).into_response()
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the shop is slow on purpose")]
async fn think() {
    tokio::time::sleep(SLOW).await;
}

#[derive(Debug, Deserialize)]
struct Choice {
    product: String,
}

async fn add(axum::Form(choice): axum::Form<Choice>) -> Redirect {
    let known = goods::GOODS.iter().find(|good| good.key == choice.product);
    Redirect::to(&known.map_or_else(|| "/".to_owned(), |good| format!("/?erbij={}", good.key)))
}

async fn control(State(shop): State<Shop>) -> Redirect {
    Redirect::to(&shop.control)
}

async fn neighbour(Path(name): Path<String>) -> Response {
    match goods::NEIGHBOURS.iter().find(|neighbour| neighbour.key == name) {
        Some(neighbour) => page::html("neighbour.html", Serde(neighbour)).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            "Hier woont niemand.",
        )
            .into_response(),
    }
}
