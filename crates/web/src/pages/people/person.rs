//! One person: added, changed, invited, let go and taken back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::{Language, Person, Role};
use piket_core::key::PersonKey;
use piket_core::party::Party;
use piket_engine::people::{PeopleError, free_key};
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{Admin, Form, Now, Path, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

const ROLES: [Role; 5] =
    [Role::Engineer, Role::Developer, Role::Manager, Role::Administrator, Role::Client];

/// The parties in which people stand; suppliers are reached at their desks.
const PARTIES: [Party; 7] = [
    Party::ServiceDesk,
    Party::Development,
    Party::IncidentManager,
    Party::Account,
    Party::ClientOwner,
    Party::ClientContact,
    Party::ClientStakeholders,
];

/// A box to tick.
struct Tick {
    value: String,
    label: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    w: Words,
    frame: Frame,
    /// Empty for somebody new.
    key: String,
    face: Face,
    is_active: bool,
    can_sign_in: bool,
    flash: String,
    wrong: Vec<String>,
    called: String,
    email: String,
    phone: String,
    roles: Vec<Choice>,
    clients: Vec<Choice>,
    languages: Vec<Choice>,
    parties: Vec<Tick>,
    applications: Vec<Tick>,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /people/new`.
pub(super) async fn new(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
) -> Result<Response, Problem> {
    page::shown(&drawn(&app, &admin, now, None, &Typed::default()).await?)
}

/// `POST /people/new`: adds a person, and invites them if wished.
pub(super) async fn add(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let key = free_key(&typed.text("name"), admin.directory());
    let person = described(&typed, key, true);
    let kept = app.desk().keep_person(admin.who(), person.clone(), now).await;
    if let Err(error) = kept {
        let page = drawn(&app, &admin, now, None, &typed).await?;
        return refused(page, &error);
    }
    if typed.is_ticked("invite") {
        app.accounts().invite(&app.desk().directory(), &person, now);
    }
    Ok(Redirect::to("/people?done=added").into_response())
}

/// `GET /people/{key}`.
pub(super) async fn show(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(key): Path<PersonKey>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let person = known(&admin, &key)?;
    let mut page = drawn(&app, &admin, now, Some(&person), &Typed::default()).await?;
    if let Some(done) = done.done.as_deref()
        && ["changed", "invited", "left", "back"].contains(&done)
    {
        page.flash = page.w.named("people-done", done).into_owned();
    }
    page::shown(&page)
}

/// `POST /people/{key}`.
pub(super) async fn change(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(key): Path<PersonKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let before = known(&admin, &key)?;
    let person = described(&typed, key.clone(), before.is_active);
    if let Err(error) = app.desk().keep_person(admin.who(), person, now).await {
        let page = drawn(&app, &admin, now, Some(&before), &typed).await?;
        return refused(page, &error);
    }
    Ok(Redirect::to(&format!("/people/{key}?done=changed")).into_response())
}

/// `POST /people/{key}/invite`: sends a letter with a link to choose a password.
pub(super) async fn invite(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(key): Path<PersonKey>,
) -> Result<Response, Problem> {
    let person = known(&admin, &key)?;
    app.accounts().invite(admin.directory(), &person, now);
    Ok(Redirect::to(&format!("/people/{key}?done=invited")).into_response())
}

/// `POST /people/{key}/leave`: no longer takes part, and cannot sign in.
pub(super) async fn leave(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(key): Path<PersonKey>,
) -> Result<Response, Problem> {
    let before = known(&admin, &key)?;
    let person = Person { is_active: false, ..before.clone() };
    if let Err(error) = app.desk().keep_person(admin.who(), person, now).await {
        let page = drawn(&app, &admin, now, Some(&before), &Typed::default()).await?;
        return refused(page, &error);
    }
    app.accounts().shut_out(&key).await?;
    Ok(Redirect::to(&format!("/people/{key}?done=left")).into_response())
}

/// `POST /people/{key}/return`: takes part again.
pub(super) async fn come_back(
    State(app): State<App>,
    admin: Admin,
    Now(now): Now,
    Path(key): Path<PersonKey>,
) -> Result<Response, Problem> {
    let before = known(&admin, &key)?;
    let person = Person { is_active: true, ..before.clone() };
    if let Err(error) = app.desk().keep_person(admin.who(), person, now).await {
        let page = drawn(&app, &admin, now, Some(&before), &Typed::default()).await?;
        return refused(page, &error);
    }
    Ok(Redirect::to(&format!("/people/{key}?done=back")).into_response())
}

fn known(admin: &Admin, key: &PersonKey) -> Result<Person, Problem> {
    admin.directory().people.get(key).cloned().ok_or(Problem::NotFound("person"))
}

/// The person as the form describes them.
fn described(typed: &Typed, key: PersonKey, is_active: bool) -> Person {
    let role = role(typed).unwrap_or(Role::Engineer);
    let parties = typed.all("party").filter_map(|party| party.parse().ok()).collect();
    let applications = typed.all("application").filter_map(|key| key.parse().ok()).collect();
    Person {
        key,
        name: typed.text("name"),
        email: typed.text("email"),
        role,
        client: typed.some("client").and_then(|key| key.parse().ok()),
        parties,
        applications,
        language: Language::from_code(&typed.text("language")),
        phone: typed.some("phone"),
        is_active,
    }
}

fn role(typed: &Typed) -> Option<Role> {
    let name = typed.get("role")?;
    ROLES.into_iter().find(|role| role.as_str() == name)
}

/// The page with what is wrong, and what was typed.
fn refused(page: PersonPage, error: &PeopleError) -> Result<Response, Problem> {
    let wrong = match error {
        PeopleError::Denied => return Err(Problem::Denied),
        PeopleError::NotFound => return Err(Problem::NotFound("person")),
        PeopleError::LastAdministrator => vec![page.w.t("people-last-administrator").into_owned()],
        PeopleError::Config(_) => {
            let blocking = error.findings().iter().filter(|finding| finding.blocks());
            blocking
                .map(|it| match &it.hint {
                    Some(hint) => format!("{}: {} ({hint})", it.place, it.text),
                    None => format!("{}: {}", it.place, it.text),
                })
                .collect()
        }
    };
    if wrong.is_empty() {
        return Err(Problem::Busy(error.to_string()));
    }
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &PersonPage { wrong, ..page })
}

/// The form: as typed, or as the person is.
async fn drawn(
    app: &App,
    admin: &Admin,
    now: Timestamp,
    person: Option<&Person>,
    typed: &Typed,
) -> Result<PersonPage, Problem> {
    let w = admin.words();
    let eye = Eye { w: &w, directory: admin.directory(), who: admin.who(), now };
    let holders = app.accounts().holders().await?;
    let typed_person = typed.get("name").map(|_| described(typed, eye.who.key.clone(), true));
    let shown = typed_person.as_ref().or(person);
    let text = |of: fn(&Person) -> &str| shown.map(of).unwrap_or_default().to_owned();
    let title = person.map_or_else(|| w.t("people-new").into_owned(), |it| it.name.clone());
    Ok(PersonPage {
        frame: rail::frame(app, admin, title, "people", now).await?,
        key: person.map(|it| it.key.to_string()).unwrap_or_default(),
        face: person.map(|it| eye.person(&it.key)).unwrap_or_default(),
        is_active: person.is_none_or(|it| it.is_active),
        can_sign_in: person.is_some_and(|it| holders.contains(&it.key)),
        flash: String::new(),
        wrong: Vec::new(),
        called: text(|it| &it.name),
        email: text(|it| &it.email),
        phone: text(|it| it.phone.as_deref().unwrap_or_default()),
        roles: roles(&w, shown),
        clients: clients(&eye, shown),
        languages: languages(&w, shown),
        parties: parties(&eye, shown),
        applications: applications(&eye, shown),
        w: w.clone(),
    })
}

fn roles(w: &Words, shown: Option<&Person>) -> Vec<Choice> {
    let role = shown.map_or(Role::Engineer, |it| it.role);
    ROLES
        .map(|it| Choice {
            value: it.as_str().to_owned(),
            label: w.role(it).into_owned(),
            chosen: it == role,
        })
        .to_vec()
}

fn clients(eye: &Eye<'_>, shown: Option<&Person>) -> Vec<Choice> {
    let own = shown.and_then(|it| it.client.as_ref());
    let ours = Choice {
        value: String::new(),
        label: eye.directory.installation.name.clone(),
        chosen: own.is_none(),
    };
    let theirs = eye.directory.clients.values().map(|it| Choice {
        value: it.key.to_string(),
        label: it.name.clone(),
        chosen: own == Some(&it.key),
    });
    std::iter::once(ours).chain(theirs).collect()
}

fn languages(w: &Words, shown: Option<&Person>) -> Vec<Choice> {
    let own = shown.and_then(|it| it.language);
    let usual = Choice {
        value: String::new(),
        label: w.t("people-usual-language").into_owned(),
        chosen: own.is_none(),
    };
    let all = Language::ALL.into_iter().map(|it| Choice {
        value: it.code().to_owned(),
        label: w.named("language", it.code()).into_owned(),
        chosen: own == Some(it),
    });
    std::iter::once(usual).chain(all).collect()
}

fn parties(eye: &Eye<'_>, shown: Option<&Person>) -> Vec<Tick> {
    PARTIES
        .iter()
        .map(|party| Tick {
            value: party.to_string(),
            label: eye.party(party),
            is_ticked: shown.is_some_and(|it| it.parties.contains(party)),
        })
        .collect()
}

fn applications(eye: &Eye<'_>, shown: Option<&Person>) -> Vec<Tick> {
    eye.directory
        .applications
        .values()
        .map(|it| Tick {
            value: it.key.to_string(),
            label: format!("{} · {}", eye.directory.client_name(&it.client), it.name),
            is_ticked: shown.is_some_and(|person| person.applications.contains(&it.key)),
        })
        .collect()
}
