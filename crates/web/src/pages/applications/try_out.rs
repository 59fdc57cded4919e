//! What would happen if something broke here: who hears first, what is promised, and who does, answers
//! for, is asked about and is told of each activity.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use piket_core::directory::{Application, Behind, Person};
use piket_core::key::{ApplicationKey, ComponentKey};
use piket_core::party::Party;
use piket_core::priority::Priority;
use piket_core::raci::{Letter, SupplierHours, Thought, Tried, TryOut, try_out};
use piket_core::sla::Metric;
use piket_text::Words;
use serde::Deserialize;

use super::matrix::{components, natures};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::matrices::grid::step_of;
use crate::pages::parts::{Choice, Frame};
use crate::pages::{page, rail};
use crate::problem::Problem;

/// What is thought to have broken, as it comes in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    component: String,
    nature: String,
    priority: String,
    at: String,
}

/// A step with its activities.
struct Step {
    name: String,
    lines: Vec<Line>,
}

/// An activity: who does it, answers for it, is asked and is told.
struct Line {
    activity: String,
    /// One cell a letter: its heading, and the people.
    cells: Vec<(String, Vec<Somebody>)>,
}

/// A party with the people behind it.
struct Somebody {
    party: String,
    people: String,
    /// Nobody is behind it.
    is_missing: bool,
}

#[derive(Template)]
#[template(path = "applications/try_out.html")]
struct TryPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    components: Vec<Choice>,
    natures: Vec<Choice>,
    priorities: Vec<Choice>,
    at: String,
    wrong_at: String,
    rungs: Vec<String>,
    priority: String,
    promises: Vec<String>,
    supplier: String,
    headings: Vec<String>,
    steps: Vec<Step>,
}

/// `GET /applications/{key}/try`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<ApplicationKey>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let it = eye.directory.applications.get(&key).ok_or(Problem::NotFound("application"))?;
    let component: Option<&ComponentKey> =
        it.components.iter().map(|part| &part.key).find(|part| part.as_str() == wanted.component);
    let nature = wanted.nature.parse().ok();
    let priority = priority(&wanted.priority);
    let moment = moment(&eye, &wanted.at);
    let at = moment.unwrap_or(now);
    let thought = Thought { application: it, component, nature, priority, at };
    let found = try_out(eye.directory, &thought);
    let title = format!("{} · {}", it.name, w.t("try-title"));
    page::shown(&TryPage {
        frame: rail::frame(&app, &engineer, title, "clients", now).await?,
        key: key.to_string(),
        name: it.name.clone(),
        components: components(&eye, it, component),
        natures: natures(&eye, nature),
        priorities: priorities(&eye, priority),
        at: moment.map_or_else(|| wanted.at.clone(), |at| eye.local_field(at)),
        wrong_at: if moment.is_some() { String::new() } else { w.t("try-wrong-at").into_owned() },
        rungs: rungs(&eye, &found),
        priority: priority.to_string(),
        promises: promises(&eye, &found),
        supplier: supplier(&eye, it, component, found.supplier.as_ref()),
        headings: headings(&eye),
        steps: steps(&eye, &found.rows),
        w: w.clone(),
    })
}

/// The priority that is asked, or the worst.
fn priority(text: &str) -> Priority {
    let asked = text.parse::<u8>().ok().and_then(|number| Priority::try_from(number).ok());
    asked.unwrap_or(Priority::P1)
}

fn priorities(eye: &Eye<'_>, chosen: Priority) -> Vec<Choice> {
    let chosen = u8::from(chosen).to_string();
    let choice = |priority: Priority| {
        Choice::of(u8::from(priority).to_string(), eye.w.priority(priority), &chosen)
    };
    Priority::ALL.into_iter().map(choice).collect()
}

/// The moment as the browser's field gives it, in the desk's zone; the present when it is empty, and
/// nothing when there is no such moment.
fn moment(eye: &Eye<'_>, text: &str) -> Option<Timestamp> {
    if text.is_empty() {
        return Some(eye.now);
    }
    let local: DateTime = text.parse().ok()?;
    Some(local.to_zoned_datetime(eye.w.zone().clone()).ok()?.timestamp())
}

fn rungs(eye: &Eye<'_>, found: &TryOut<'_>) -> Vec<String> {
    let rung = |(at, people): &(Timestamp, Vec<&Person>)| {
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let at = eye.w.weekday_and_moment(*at);
        eye.w.t2("try-rung", "at", at, "name", eye.w.list(&names))
    };
    found.rungs.iter().map(rung).collect()
}

fn promises(eye: &Eye<'_>, found: &TryOut<'_>) -> Vec<String> {
    let promise = |(metric, due): &(Metric, Option<Timestamp>)| match due {
        Some(at) => eye.w.t2(
            "try-due",
            "metric",
            eye.w.metric(*metric),
            "at",
            eye.w.weekday_and_moment(*at),
        ),
        None => eye.w.t1("try-never", "metric", eye.w.metric(*metric)),
    };
    found.promises.iter().map(promise).collect()
}

/// Whether the supplier of the part is open then; empty if the part is ours.
fn supplier(
    eye: &Eye<'_>,
    it: &Application,
    component: Option<&ComponentKey>,
    hours: Option<&SupplierHours>,
) -> String {
    let part = component.and_then(|key| it.component(key));
    let Some(supplier) = part.and_then(|part| part.supplier.clone()) else {
        return String::new();
    };
    let name = eye.party(&Party::Supplier(supplier));
    match hours {
        None => eye.w.t1("try-supplier-no-contract", "name", name),
        Some(hours) if hours.is_open => eye.w.t1("try-supplier-open", "name", name),
        Some(SupplierHours { opens_at: Some(at), .. }) => {
            eye.w.t2("try-supplier-closed", "name", name, "at", eye.w.weekday_and_moment(*at))
        }
        Some(_) => eye.w.t1("try-supplier-never", "name", name),
    }
}

fn headings(eye: &Eye<'_>) -> Vec<String> {
    ["try-does", "try-answers", "try-asked", "try-told"].map(|key| eye.w.t(key).into_owned()).into()
}

fn steps(eye: &Eye<'_>, rows: &[Tried<'_>]) -> Vec<Step> {
    let mut by_step: BTreeMap<u8, Vec<Line>> = BTreeMap::new();
    for row in rows {
        by_step.entry(row.resolved.activity.step()).or_default().push(line(eye, row));
    }
    by_step.into_iter().map(|(number, lines)| Step { name: step_of(eye, number), lines }).collect()
}

fn line(eye: &Eye<'_>, row: &Tried<'_>) -> Line {
    let with = |letter: Letter| -> Vec<Somebody> {
        let parties = row.parties.iter().filter(|(_, cell, _)| cell.has(letter));
        let somebody = |(party, _, behind): &(Party, _, Vec<Behind<'_>>)| {
            let people = behind.iter().filter_map(|behind| match behind {
                Behind::Person(person) => Some(person.name.clone()),
                Behind::Desk(_) => None,
            });
            let people = eye.w.list(&people.collect::<Vec<String>>());
            Somebody { party: eye.party(party), people, is_missing: behind.is_empty() }
        };
        parties.map(somebody).collect()
    };
    let cells = headings(eye).into_iter().zip(Letter::ALL.map(with)).collect();
    Line { activity: eye.w.coded(row.resolved.activity), cells }
}
