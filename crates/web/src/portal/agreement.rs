//! What was agreed for one of the reader's applications, as a document in a client's words: as it
//! holds now, or as it was promised for one of the reader's incidents.
//!
//! Only agreements with the client are shown, and only those of what the reader may see.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::{Component, Pin};
use piket_core::key::{AgreementKey, ApplicationKey, Number};
use piket_core::sla::AgreementKind;
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{ClientPerson, Now, Path, Query};
use crate::pages::agreements::document::{self, Document, Reader};
use crate::pages::eye::Eye;
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::Frame;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "portal/agreement.html")]
struct AgreementPage {
    w: Words,
    frame: Frame,
    application: String,
    /// For which incident it was promised, and where that is; empty for what holds now.
    incident: String,
    document: Option<Document>,
    /// Parts with an agreement of their own.
    parts: Vec<(String, Document)>,
}

/// For which incident it is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    incident: String,
}

/// `GET /portal/agreements/{application}`.
pub(super) async fn show(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let it = eye.directory.applications.get(&key);
    let it = it.filter(|it| eye.who.sees(&it.client, Some(&it.key)));
    let it = it.ok_or(Problem::NotFound("application"))?;
    let mut incident = String::new();
    let mut pin = eye.directory.agreement_for(Some(&key), None);
    let mut parts = Vec::new();
    if wanted.incident.is_empty() {
        parts.extend(it.components.iter().filter_map(|part| of_part(&eye, &key, part)));
    } else {
        let number: Number = wanted.incident.parse().map_err(|_| Problem::NotFound("incident"))?;
        let state = app.desk().show(eye.who, number, now).await?.state;
        if state.application.as_ref() != Some(&key) {
            return Err(Problem::NotFound("incident"));
        }
        incident = number.to_string();
        pin = state.pins.agreement;
    }
    let title = w.t1("portal-agreement-of", "application", &it.name);
    page::shown(&AgreementPage {
        frame: frame(&reader, title, "applications", now),
        application: it.name.clone(),
        incident,
        document: pin.and_then(|pin| written(&eye, &pin)),
        parts,
        w: w.clone(),
    })
}

/// The agreement of a part that has one of its own.
fn of_part(
    eye: &Eye<'_>,
    application: &ApplicationKey,
    part: &Component,
) -> Option<(String, Document)> {
    part.agreement.as_ref()?;
    let pin = eye.directory.agreement_for(Some(application), Some(&part.key))?;
    Some((part.name.clone(), written(eye, &pin)?))
}

/// The document of an agreement with a client; what our teams and suppliers promise us is never
/// shown here.
fn written(eye: &Eye<'_>, pin: &Pin<AgreementKey>) -> Option<Document> {
    let agreement = eye.directory.agreement(pin)?;
    (agreement.kind == AgreementKind::Sla)
        .then(|| document::of(eye, pin.version, agreement, Reader::Client))
}

/// What was promised in one line: "Gold, version 3"; nothing when nothing was.
pub(super) fn in_a_line(eye: &Eye<'_>, pin: Option<&Pin<AgreementKey>>) -> Option<String> {
    let pin = pin?;
    let agreement = eye.directory.agreement(pin)?;
    let is_theirs = agreement.kind == AgreementKind::Sla;
    is_theirs
        .then(|| eye.w.t2("portal-agreement-line", "name", &agreement.name, "version", pin.version))
}
