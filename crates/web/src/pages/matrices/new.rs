//! A new matrix: its name, where it counts, and what it begins like.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::{Component, ContractedBy};
use piket_core::key::MatrixKey;
use piket_core::policy::Action;
use piket_core::priority::Nature;
use piket_core::raci::{Matrix, Rows, default_rows, rows_if_supplier_fixes};
use piket_engine::drafts::DraftError;
use piket_text::Words;

use crate::app::App;
use crate::extract::{Engineer, Form, Now};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "matrices/new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    called: String,
    key: String,
    wrong_key: String,
    wrong_place: String,
    clients: Vec<Choice>,
    applications: Vec<Choice>,
    components: Vec<Choice>,
    natures: Vec<Choice>,
    like: Vec<Choice>,
}

/// Why nothing was begun: the field, and the words.
type Refused = (&'static str, &'static str);

/// `GET /matrices/new`.
pub(super) async fn new(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    page::shown(&asked(&app, &engineer, now, &Typed::default()).await?)
}

/// `POST /matrices/new`: begins the draft of a new matrix.
pub(super) async fn add(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    engineer.must(Action::Configure)?;
    let typed = Typed::new(fields);
    let (field, why) = match read(&typed, &engineer) {
        Ok(matrix) => {
            let to = format!("/matrices/{}/draft", matrix.key);
            match app.desk().begin_draft(engineer.who(), matrix, now).await {
                Ok(_) => return Ok(Redirect::to(&to).into_response()),
                Err(DraftError::Taken) => ("key", "matrices-taken"),
                Err(error) => return Err(super::failed(error)),
            }
        }
        Err(refused) => refused,
    };
    let mut page = asked(&app, &engineer, now, &typed).await?;
    let text = page.w.t(why).into_owned();
    if field == "key" {
        page.wrong_key = text;
    } else {
        page.wrong_place = text;
    }
    page::refused(&page)
}

fn read(typed: &Typed, engineer: &Engineer) -> Result<Matrix, Refused> {
    let directory = engineer.directory();
    let key: MatrixKey = typed.text("key").parse().map_err(|_| ("key", "matrices-wrong-key"))?;
    if directory.matrices.contains_key(&key) {
        return Err(("key", "matrices-taken"));
    }
    let application = typed.text("application").parse().ok();
    let application = application.and_then(|key| directory.applications.get(&key));
    // A component is chosen with its application: `shop/database`.
    let component = typed.some("component");
    let component = match component.as_deref().map(|it| it.split_once('/')) {
        None => None,
        Some(place) => {
            let wrong = ("component", "matrices-no-such-place");
            let (of, part) = place.ok_or(wrong)?;
            let of = of.parse().ok().and_then(|key| directory.applications.get(&key));
            let of = of.filter(|it| application.is_none_or(|chosen| chosen.key == it.key));
            let of = of.ok_or(wrong)?;
            let part = of.components.iter().find(|it| it.key.as_str() == part).ok_or(wrong)?;
            Some((of, part.key.clone()))
        }
    };
    let application = component.as_ref().map(|(of, _)| *of).or(application);
    let client = typed.text("client").parse().ok();
    let client = client.filter(|key| directory.clients.contains_key(key));
    Ok(Matrix {
        name: typed.some("name").unwrap_or_else(|| key.to_string()),
        key,
        client: if application.is_some() { None } else { client },
        application: application.map(|it| it.key.clone()),
        component: component.map(|(_, part)| part),
        nature: typed.text("nature").parse().ok(),
        rows: rows_like(&typed.text("like")),
    })
}

fn rows_like(preset: &str) -> Rows {
    match preset {
        "nothing" => Rows::new(),
        "supplier" => rows_if_supplier_fixes(ContractedBy::Us),
        "client-supplier" => rows_if_supplier_fixes(ContractedBy::Client),
        _ => default_rows(),
    }
}

async fn asked(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    typed: &Typed,
) -> Result<NewPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let title = w.t("matrices-new").into_owned();
    let chosen = |name: &str| typed.text(name);
    let any = |key: &str| Choice::of("", w.t(key), "");
    let clients = directory.clients.values().map(|it| (it.key.to_string(), it.name.clone()));
    let applications =
        directory.applications.values().map(|it| (it.key.to_string(), it.name.clone()));
    let components = directory.applications.values().flat_map(|it| {
        let part = |part: &Component| {
            (format!("{}/{}", it.key, part.key), format!("{} · {}", it.name, part.name))
        };
        it.components.iter().map(part).collect::<Vec<_>>()
    });
    let natures = Nature::ALL
        .iter()
        .map(|nature| (nature.as_str().to_owned(), w.nature(*nature).into_owned()));
    let like = ["usual", "supplier", "client-supplier", "nothing"]
        .map(|it| Choice::of(it, w.named("matrices-like", it), &chosen("like")));
    Ok(NewPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        called: chosen("name"),
        key: chosen("key"),
        wrong_key: String::new(),
        wrong_place: String::new(),
        clients: choices(any("matrices-any-client"), clients, &chosen("client")),
        applications: choices(
            any("matrices-any-application"),
            applications,
            &chosen("application"),
        ),
        components: choices(any("matrices-any-component"), components, &chosen("component")),
        natures: choices(any("raci-any-nature"), natures, &chosen("nature")),
        like: like.into(),
        w,
    })
}

fn choices(any: Choice, all: impl Iterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    std::iter::once(any).chain(all.map(|(value, label)| Choice::of(value, label, chosen))).collect()
}
