//! All agreements: the tiers that are offered beside each other, and what our teams and suppliers
//! promise us.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::policy::Action;
use piket_core::sla::{Agreement, AgreementKind};
use piket_engine::drafts::Draft;
use piket_text::Words;
use serde::Deserialize;

use super::document::{self, Document, Reader};
use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::pages::drafts::edited;
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A tier of the offer.
struct Offer {
    address: String,
    document: Document,
    used_by: Vec<(String, String)>,
    /// Who edits it, and when last; empty for nobody.
    draft: String,
}

/// A draft of an agreement that was never in force.
struct New {
    address: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "agreements/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    /// Whether it is shown as a client sees it.
    as_client: bool,
    may_change: bool,
    offers: Vec<Offer>,
    inner: Vec<Offer>,
    new: Vec<New>,
}

/// How the page is wished.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    r#as: String,
}

/// `GET /agreements`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let as_client = wanted.r#as == "client";
    let may_change = eye.who.may(Action::Configure);
    let drafts = if may_change && !as_client {
        app.desk().drafts(eye.who).await.map_err(super::failed)?
    } else {
        Vec::new()
    };
    let in_force = eye.directory.agreements.values().filter_map(|versions| versions.current());
    let mut all: Vec<(u32, &Agreement)> = in_force.collect();
    all.sort_by_key(|(_, it)| (it.tier, it.name.to_lowercase()));
    let offer = |&(version, it): &(u32, &Agreement)| offer(&eye, version, it, &drafts, as_client);
    let (outer, inner): (Vec<_>, Vec<_>) =
        all.iter().partition(|(_, it)| it.kind == AgreementKind::Sla);
    let title = w.t("desk-agreements").into_owned();
    let frame = rail::frame(&app, &engineer, title, "agreements", now).await?;
    page::shown(&ListPage {
        frame,
        as_client,
        may_change,
        offers: outer.iter().map(offer).collect(),
        inner: if as_client { Vec::new() } else { inner.iter().map(offer).collect() },
        new: drafts.iter().filter(|it| it.based_on.is_none()).map(|it| new(&eye, it)).collect(),
        w: w.clone(),
    })
}

fn offer(
    eye: &Eye<'_>,
    version: u32,
    it: &Agreement,
    drafts: &[Draft<Agreement>],
    as_client: bool,
) -> Offer {
    let reader = if as_client { Reader::Client } else { Reader::Desk };
    let held = eye.directory.held_by(&it.key).map(|held| held.application);
    let draft = drafts.iter().find(|draft| draft.document.key == it.key);
    Offer {
        address: format!("/agreements/{}", it.key),
        document: document::of(eye, version, it, reader),
        used_by: held.map(|it| (format!("/applications/{}", it.key), it.name.clone())).collect(),
        draft: draft.map(|it| edited(eye, it)).unwrap_or_default(),
    }
}

fn new(eye: &Eye<'_>, it: &Draft<Agreement>) -> New {
    New {
        address: format!("/agreements/{}/draft", it.document.key),
        name: it.document.name.clone(),
        about: edited(eye, it),
    }
}
