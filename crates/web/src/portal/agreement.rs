//! What was agreed for one of the reader's applications, as a document in a client's words: as it
//! holds now, or as it was promised for one of the reader's incidents.
//!
//! Only agreements with the client are shown, and only those of what the reader may see.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::{Component, Pin};
use piket_core::key::{AgreementKey, ApplicationKey, Number};
use piket_core::sla::{Agreement, AgreementKind, difference};
use piket_engine::drafts::PastVersion;
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
    document: Option<Written>,
    /// Parts with an agreement of their own.
    parts: Vec<(String, Written)>,
}

/// An agreement as it is written, with what it was before.
struct Written {
    document: Document,
    /// Its versions, newest first; none when there was only this one.
    versions: Vec<Version>,
}

/// A version of it, and what is different in it from the one before.
struct Version {
    number: u32,
    since: String,
    is_shown: bool,
    /// How much is different; empty for the first.
    changed: String,
    changes: Vec<String>,
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
        for part in &it.components {
            let Some(pin) = of_part(&eye, &key, part) else { continue };
            let document = written(&app, &eye, &pin).await?;
            parts.extend(document.map(|document| (part.name.clone(), document)));
        }
    } else {
        let number: Number = wanted.incident.parse().map_err(|_| Problem::NotFound("incident"))?;
        let state = app.desk().show(eye.who, number, now).await?.state;
        if state.application.as_ref() != Some(&key) {
            return Err(Problem::NotFound("incident"));
        }
        incident = number.to_string();
        pin = state.pins.agreement;
    }
    let document = match pin {
        Some(pin) => written(&app, &eye, &pin).await?,
        None => None,
    };
    let title = w.t1("portal-agreement-of", "application", &it.name);
    page::shown(&AgreementPage {
        frame: frame(&reader, title, "applications", now),
        application: it.name.clone(),
        incident,
        document,
        parts,
        w: w.clone(),
    })
}

/// The agreement of a part that has one of its own, as it holds now.
fn of_part(
    eye: &Eye<'_>,
    application: &ApplicationKey,
    part: &Component,
) -> Option<Pin<AgreementKey>> {
    part.agreement.as_ref()?;
    eye.directory.agreement_for(Some(application), Some(&part.key))
}

/// The document of an agreement with a client; what our teams and suppliers promise us is never
/// shown here.
async fn written(
    app: &App,
    eye: &Eye<'_>,
    pin: &Pin<AgreementKey>,
) -> Result<Option<Written>, Problem> {
    let agreement = eye.directory.agreement(pin).filter(|it| it.kind == AgreementKind::Sla);
    let Some(agreement) = agreement else { return Ok(None) };
    let all = app.desk().versions(&pin.key).await?;
    Ok(Some(Written {
        document: document::of(eye, pin.version, agreement, Reader::Client),
        versions: versions(eye, &all, pin.version),
    }))
}

/// The versions that were agreements with a client, newest first, each with what is different in
/// it in plain words. Who of ours wrote it down is our own business.
fn versions(eye: &Eye<'_>, all: &[PastVersion<Agreement>], shown: u32) -> Vec<Version> {
    let theirs: Vec<&PastVersion<Agreement>> =
        all.iter().filter(|it| it.document.kind == AgreementKind::Sla).collect();
    if theirs.len() < 2 {
        return Vec::new();
    }
    let before = std::iter::once(None).chain(theirs.iter().copied().map(Some));
    let told = |(it, before): (&&PastVersion<Agreement>, Option<&PastVersion<Agreement>>)| {
        let changes = before.map(|before| difference(&before.document, &it.document));
        let count = changes.as_ref().map(Vec::len);
        let changed = count.map(|count| eye.w.t1("agreements-changes", "count", count));
        let changes = changes.unwrap_or_default();
        Version {
            number: it.version,
            since: eye.w.date(it.since),
            is_shown: it.version == shown,
            changed: changed.unwrap_or_default(),
            changes: changes.iter().map(|it| eye.w.term_change(it, eye.directory)).collect(),
        }
    };
    let mut told: Vec<Version> = theirs.iter().zip(before).map(told).collect();
    told.reverse();
    told
}

/// What was promised in one line: "Gold, version 3"; nothing when nothing was.
pub(super) fn in_a_line(eye: &Eye<'_>, pin: Option<&Pin<AgreementKey>>) -> Option<String> {
    let pin = pin?;
    let agreement = eye.directory.agreement(pin)?;
    let is_theirs = agreement.kind == AgreementKind::Sla;
    is_theirs
        .then(|| eye.w.t2("portal-agreement-line", "name", &agreement.name, "version", pin.version))
}
