//! A new matrix: its name, where it counts, and what it begins like.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::{Application, Client, Component, ContractedBy, Directory};
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

/// What the address of this page has taken.
const RESERVED: &str = "new";

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
    let wrong = ("key", "matrices-wrong-key");
    let key: MatrixKey = typed.text("key").parse().map_err(|_| wrong)?;
    if key.as_str() == RESERVED {
        return Err(wrong);
    }
    if directory.matrices.contains_key(&key) {
        return Err(("key", "matrices-taken"));
    }
    let (client, application, component, nature) = place(typed, directory)?;
    Ok(Matrix {
        name: typed.some("name").unwrap_or_else(|| key.to_string()),
        key,
        client: if application.is_some() { None } else { client.map(|it| it.key.clone()) },
        application: application.map(|it| it.key.clone()),
        component: component.map(|it| it.key.clone()),
        nature,
        rows: rows_like(&typed.text("like")),
    })
}

/// Where it is to count, as far as that was chosen.
type Chosen<'d> =
    (Option<&'d Client>, Option<&'d Application>, Option<&'d Component>, Option<Nature>);

/// The place that was chosen. What is not there, or does not belong together, is refused, so that a
/// matrix never counts for more than was meant.
fn place<'d>(typed: &Typed, directory: &'d Directory) -> Result<Chosen<'d>, Refused> {
    let wrong = ("component", "matrices-no-such-place");
    let client = typed.some("client");
    let client = client
        .map(|key| key.parse().ok().and_then(|key| directory.clients.get(&key)).ok_or(wrong))
        .transpose()?;
    let find = |key: &str| key.parse().ok().and_then(|key| directory.applications.get(&key));
    let application = typed.some("application").map(|key| find(&key).ok_or(wrong)).transpose()?;
    // A component is chosen with its application: `shop/database`.
    let component = typed
        .some("component")
        .map(|place| {
            let (of, part) = place.split_once('/').ok_or(wrong)?;
            let of = find(of).ok_or(wrong)?;
            let part = of.components.iter().find(|it| it.key.as_str() == part).ok_or(wrong)?;
            Ok::<_, Refused>((of, part))
        })
        .transpose()?;
    let nature = typed.some("nature").map(|it| it.parse().map_err(|_| wrong)).transpose()?;
    let meant = component.map(|(of, _)| of).or(application);
    let is_other = |chosen: &Application| meant.is_some_and(|it| it.key != chosen.key);
    let is_others = |client: &Client| meant.is_some_and(|it| it.client != client.key);
    if application.is_some_and(is_other) || client.is_some_and(is_others) {
        return Err(wrong);
    }
    Ok((client, meant, component.map(|(_, part)| part), nature))
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
