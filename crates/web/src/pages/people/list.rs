//! Everybody who takes part, ours and each client's, and whether they can sign in.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use piket_core::directory::Person;
use piket_core::key::PersonKey;
use piket_text::Words;
use serde::Deserialize;

use super::{View, views};
use crate::app::App;
use crate::extract::{Admin, Now, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// A person in the list.
struct Line {
    address: String,
    face: Face,
    role: String,
    parties: String,
    email: String,
    can_sign_in: bool,
    is_active: bool,
}

/// People of one side.
struct Group {
    name: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    w: Words,
    frame: Frame,
    views: Vec<View>,
    flash: String,
    groups: Vec<Group>,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /people`.
pub(super) async fn show(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let w = admin.words();
    let eye = Eye { w: &w, directory: admin.directory(), who: admin.who(), now };
    let holders: BTreeSet<PersonKey> = app.accounts().holders().await?.into_iter().collect();
    let line = |person: &Person| line(&eye, person, holders.contains(&person.key));
    let people = || eye.directory.people.values();
    let own = people().filter(|person| person.client.is_none()).map(line).collect();
    let mut groups = vec![Group { name: eye.directory.installation.name.clone(), lines: own }];
    groups.extend(eye.directory.clients.values().map(|client| Group {
        name: client.name.clone(),
        lines: people().filter(|it| it.client.as_ref() == Some(&client.key)).map(line).collect(),
    }));
    let flash = match done.done.as_deref() {
        Some("added") => w.t("people-added").into_owned(),
        _ => String::new(),
    };
    let title = w.t("desk-people").into_owned();
    page::shown(&ListPage {
        frame: rail::frame(&app, &admin, title, "people", now).await?,
        views: views(&admin, &w, "/people"),
        flash,
        groups,
        w: w.clone(),
    })
}

fn line(eye: &Eye<'_>, person: &Person, can_sign_in: bool) -> Line {
    let parties: Vec<String> = person.parties.iter().map(|party| eye.party(party)).collect();
    Line {
        address: format!("/people/{}", person.key),
        face: eye.person(&person.key),
        role: eye.w.role(person.role).into_owned(),
        parties: parties.join(", "),
        email: person.email.clone(),
        can_sign_in,
        is_active: person.is_active,
    }
}
