//! Lists of a client's incidents: rows with the mini route in the client's words.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::incident::WaitsOn;
use piket_core::key::ApplicationKey;
use piket_store::incidents::{Cursor, Filter, IncidentRow, Status};
use piket_text::Words;
use serde::Deserialize;

use super::side;
use crate::app::App;
use crate::extract::{ClientPerson, Now, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Frame, Row};
use crate::problem::Problem;

/// How many incidents a page shows.
const PAGE: u32 = 25;

/// What is asked for in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    status: Option<String>,
    application: Option<ApplicationKey>,
    after: Option<String>,
}

/// A view of the list.
struct View {
    address: String,
    label: String,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "portal/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    views: Vec<View>,
    about: String,
    rows: Vec<Row>,
    is_open: bool,
    /// The key of what is said when there is nothing.
    none: &'static str,
    next: String,
}

/// `GET /portal/incidents`: the client's incidents, open or closed.
pub(super) async fn show(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let is_open = wanted.status.as_deref() != Some("closed");
    let status = if is_open { Status::Open } else { Status::Closed };
    let application = wanted.application.filter(|key| is_theirs(&eye, key));
    let filter = Filter { status, application: application.clone(), ..Filter::default() };
    let after: Option<Cursor> = wanted.after.and_then(|text| text.parse().ok());
    let found = app.desk().list(reader.who(), filter, after, PAGE).await?;
    let rows = found.rows.iter().map(|it| row(&eye, it)).collect();
    let here = address(status, application.as_ref());
    let next = found.next.map(|cursor| format!("{here}&after={cursor}"));
    let view = |key: &str, of: Status| View {
        address: address(of, application.as_ref()),
        label: w.t(key).into_owned(),
        is_current: of == status,
    };
    let views = vec![view("portal-open", Status::Open), view("portal-closed", Status::Closed)];
    let about = application.as_ref().map(|key| eye.directory.application_name(key).to_owned());
    let title = w.t("portal-incidents").into_owned();
    let frame = frame(&reader, title, "incidents", now);
    page::shown(&ListPage {
        frame,
        views,
        about: about.unwrap_or_default(),
        rows,
        is_open,
        none: if is_open { "portal-none-open" } else { "portal-none-closed" },
        next: next.unwrap_or_default(),
        w: w.clone(),
    })
}

fn is_theirs(eye: &Eye<'_>, key: &ApplicationKey) -> bool {
    let application = eye.directory.applications.get(key);
    application.is_some_and(|it| eye.who.sees(&it.client, Some(key)))
}

fn address(status: Status, application: Option<&ApplicationKey>) -> String {
    let status = if status == Status::Open { "open" } else { "closed" };
    match application {
        Some(key) => format!("/portal/incidents?status={status}&application={key}"),
        None => format!("/portal/incidents?status={status}"),
    }
}

/// An incident in a list, in the client's words.
pub(super) fn row(eye: &Eye<'_>, row: &IncidentRow) -> Row {
    let route = eye.directory.route_for(row.application.as_ref());
    let route = route.as_ref().and_then(|pin| eye.directory.route(pin));
    let waits = matches!(row.waiting_on, Some(WaitsOn::Client)) && row.is_open;
    let holder = match &row.holder_person {
        Some(person) => eye.person(person),
        None if row.is_taken => side::party_face(eye, &row.holder_party),
        None => Face::default(),
    };
    let (clock_tone, clock_text) = match row.closed_at {
        Some(at) => ("met", eye.when(at)),
        None => ("", String::new()),
    };
    let about = row.application.as_ref().map(|key| eye.directory.application_name(key).to_owned());
    Row {
        address: format!("/portal/incidents/{}", row.number),
        number: row.number.to_string(),
        summary: row.summary.clone(),
        about: about.unwrap_or_else(|| eye.w.t("portal-application-unknown").into_owned()),
        priority: row.priority.into(),
        clock_tone,
        clock_due: String::new(),
        clock_text,
        step_at: side::number_of(row.step),
        steps: side::COUNT,
        step_label: side::in_words(eye, route, row.step),
        state: if waits {
            eye.w.t("portal-waits-for-you").into_owned()
        } else {
            side::step(eye, route, row.step)
        },
        waits,
        unread: waits,
        current: false,
        holder_name: holder.name,
        holder_initials: holder.initials,
        holder_tone: holder.tone,
    }
}
