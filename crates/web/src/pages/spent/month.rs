//! A month of time spent: every client against its hours, then by incident and by person.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::figures::Month;
use piket_core::key::{ClientKey, Number};
use piket_engine::spent::{ClientTime, MonthWish, NotedTime};
use piket_text::Words;
use serde::Deserialize;

use super::act;
use super::line::{Line, line};
use super::sum::{IncidentLine, SumRow, incident_line, sum_row};
use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::parts::{Choice, Frame};
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many incidents stand on a page.
const INCIDENTS: u32 = 50;
/// How many months there are to choose from.
const MONTHS: u32 = 24;

/// A client in the month.
struct Client {
    name: String,
    address: String,
    rows: Vec<SumRow>,
}

/// A person in the month.
struct Person {
    face: Face,
    spent: String,
}

#[derive(Template)]
#[template(path = "spent/month.html")]
struct MonthPage<'a> {
    w: &'a Words,
    frame: Frame,
    name: String,
    about: String,
    months: Vec<Choice>,
    clients_to_choose: Vec<Choice>,
    earlier: String,
    later: String,
    file: String,
    clients: Vec<Client>,
    more_clients: String,
    incidents: Vec<IncidentLine>,
    next: String,
    people: Vec<Person>,
    in_doubt: Vec<Line>,
}

/// Which month, and what of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    month: String,
    client: String,
    page: usize,
    before: String,
}

impl Wish {
    /// The month, or the present one.
    pub(super) fn month(&self, app: &App, now: Timestamp) -> Result<Month, Problem> {
        if self.month.is_empty() {
            return Ok(app.desk().this_month(now));
        }
        self.month.parse().map_err(|_| Problem::NotFound("month"))
    }

    /// The client, if one was chosen.
    pub(super) fn client(&self) -> Result<Option<ClientKey>, Problem> {
        let chosen = Some(&self.client).filter(|key| !key.is_empty());
        let key = chosen.map(|key| key.parse()).transpose();
        key.map_err(|_| Problem::NotFound("client"))
    }
}

/// `GET /time`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let (month, client) = (wish.month(&app, now)?, wish.client()?);
    let before: Option<Number> = wish.before.parse().ok();
    let asked = MonthWish { client: client.clone(), page: wish.page, before, limit: INCIDENTS };
    let seen = app.desk().month_time(eye.who, month, asked, now).await.map_err(act::problem)?;
    let present = app.desk().this_month(now);
    let of = |month: Month| address("/time", month, client.as_ref());
    let title = w.t("spent-title").into_owned();
    let in_doubt = seen.in_doubt.into_iter().map(|row| NotedTime { row, steps: Vec::new() });
    page::shown(&MonthPage {
        frame: rail::frame(&app, &engineer, title, "agreements", now).await?,
        name: w.month_and_year(month.first_day()),
        about: match &client {
            Some(key) => w.t1("spent-about-client", "client", eye.directory.client_name(key)),
            None => w.t("spent-about").into_owned(),
        },
        months: months(&w, present, month),
        clients_to_choose: clients_to_choose(&eye, client.as_ref()),
        earlier: of(month.previous()),
        later: if month >= present { String::new() } else { of(month.next()) },
        file: address("/time.csv", month, client.as_ref()),
        clients: seen.clients.iter().map(|it| client_of(&eye, it)).collect(),
        more_clients: if seen.more_clients {
            format!("/time?month={month}&page={}", wish.page + 1)
        } else {
            String::new()
        },
        incidents: seen.incidents.iter().map(|it| incident_line(&w, eye.directory, it)).collect(),
        next: seen.next.map(|it| format!("{}&before={}", of(month), it.0)).unwrap_or_default(),
        people: seen
            .people
            .iter()
            .map(|(key, seconds)| Person { face: eye.person(key), spent: w.worked(*seconds) })
            .collect(),
        in_doubt: in_doubt.map(|it| line(&eye, None, &it)).collect(),
        w: &w,
    })
}

fn address(path: &str, month: Month, client: Option<&ClientKey>) -> String {
    let client = client.map(|key| format!("&client={key}")).unwrap_or_default();
    format!("{path}?month={month}{client}")
}

fn months(w: &Words, present: Month, chosen: Month) -> Vec<Choice> {
    let mut months = present.back(MONTHS);
    if !months.contains(&chosen) {
        months.push(chosen);
        months.sort_unstable();
    }
    let choice = |month: Month| Choice {
        value: month.to_string(),
        label: w.month_and_year(month.first_day()),
        chosen: month == chosen,
    };
    months.into_iter().rev().map(choice).collect()
}

fn clients_to_choose(eye: &Eye<'_>, chosen: Option<&ClientKey>) -> Vec<Choice> {
    let all = Choice {
        value: String::new(),
        label: eye.w.t("spent-all-clients").into_owned(),
        chosen: chosen.is_none(),
    };
    let mut clients: Vec<Choice> = eye
        .directory
        .clients
        .values()
        .map(|it| Choice {
            value: it.key.to_string(),
            label: it.name.clone(),
            chosen: chosen == Some(&it.key),
        })
        .collect();
    clients.sort_by_cached_key(|it| it.label.to_lowercase());
    [all].into_iter().chain(clients).collect()
}

fn client_of(eye: &Eye<'_>, it: &ClientTime) -> Client {
    Client {
        name: eye.directory.client_name(&it.client).to_owned(),
        address: address("/time", it.month, Some(&it.client)),
        rows: it.agreements.iter().map(|row| sum_row(eye.w, eye.directory, row)).collect(),
    }
}
