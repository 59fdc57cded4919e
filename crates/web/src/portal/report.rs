//! Reporting something: plain questions from which impact and urgency follow.
//!
//! What the reporter answers is a first idea; an engineer confirms it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::incident::{Channel, Refusal, TicketKind};
use piket_core::key::{ApplicationKey, Number};
use piket_core::priority::{Impact, Urgency};
use piket_engine::ActionError;
use piket_engine::actions::NewIncident;
use piket_engine::view::visible_applications;
use piket_store::incidents::Filter;
use piket_text::Words;
use serde::Deserialize;

use super::list;
use crate::app::App;
use crate::extract::{ClientPerson, Form, Now, Query};
use crate::pages::eye::Eye;
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Choice, Frame, Row};
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// How many open incidents are shown beside the form.
const KNOWN: u32 = 5;
/// How long a summary may be.
const SUMMARY_CHARS: usize = 200;
/// How long the details may be.
const DETAILS_CHARS: usize = 20_000;

/// One answer to a plain question.
struct Answer {
    value: &'static str,
    title: String,
    about: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "portal/report.html")]
struct ReportPage {
    w: Words,
    frame: Frame,
    refused: bool,
    applications: Vec<Choice>,
    kinds: Vec<Answer>,
    impacts: Vec<Answer>,
    urgencies: Vec<Answer>,
    summary: String,
    details: String,
    wrong_kind: String,
    wrong_summary: String,
    wrong_details: String,
    wrong_answers: String,
    known: Vec<Row>,
    /// The earlier incident of which it is a follow-up: its number, and that it is one; empty when
    /// it is of none.
    earlier: String,
    follow_up: String,
    /// The name of this form: sent twice, it is one report.
    once: String,
    /// What the reader must know first: that words arrived too late, or why it was refused.
    word: String,
}

/// What may be said in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    application: Option<String>,
    follow_up_of: Option<String>,
}

/// `GET /portal/report`: the form.
pub(super) async fn form(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    if let Some(number) = wanted.follow_up_of {
        let typed = of_earlier(&app, &reader, now, &number, String::new()).await?;
        return page::shown(&drawn(&app, &reader, now, &typed).await?);
    }
    let fields = wanted.application.map(|key| ("application".to_owned(), key));
    let page = drawn(&app, &reader, now, &Typed::new(fields.into_iter().collect())).await?;
    page::shown(&page)
}

/// The form of a follow-up, filled in with what the earlier incident tells and with `details`.
async fn of_earlier(
    app: &App,
    reader: &ClientPerson,
    now: Timestamp,
    number: &str,
    details: String,
) -> Result<Typed, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let state = app.desk().show(reader.who(), number, now).await?.state;
    let application = state.application.map(|key| key.to_string()).unwrap_or_default();
    let fields = [
        ("follow_up_of", number.to_string()),
        ("application", application),
        ("summary", state.summary),
        ("details", details),
    ];
    Ok(Typed::new(fields.map(|(name, value)| (name.to_owned(), value)).to_vec()))
}

/// 409: what was said of an incident that can no longer be opened again stands in the form of a
/// follow-up, so that nothing is lost.
pub(super) async fn kept(
    app: &App,
    reader: &ClientPerson,
    now: Timestamp,
    number: Number,
    details: String,
) -> Result<Response, Problem> {
    let typed = of_earlier(app, reader, now, &number.to_string(), details).await?;
    let page = drawn(app, reader, now, &typed).await?;
    let word = page.w.t1("portal-follow-up-kept", "number", number.to_string());
    page::with(StatusCode::CONFLICT, &ReportPage { word, ..page })
}

/// `POST /portal/report`: opens an incident and shows it.
pub(super) async fn send(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let page = drawn(&app, &reader, now, &typed).await?;
    let page = judged(page, &typed);
    if page.refused {
        return page::with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match app.desk().report(reader.who(), asked(&reader, &typed)?, now).await {
        Ok(done) => {
            let address = format!("/portal/incidents/{}?done=reported", done.state.number);
            Ok(Redirect::to(&address).into_response())
        }
        Err(ActionError::Refused(Refusal::Missing(_))) => {
            let wrong_summary = page.w.t("portal-say-summary").into_owned();
            let page = ReportPage { refused: true, wrong_summary, ..page };
            page::with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(ActionError::Refused(refusal)) => {
            let word = page.w.refusal(&refusal, reader.directory().as_ref());
            let page = ReportPage { word, ..page };
            page::with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn asked(reader: &ClientPerson, typed: &Typed) -> Result<NewIncident, Problem> {
    let client = reader.who().client.clone().ok_or(Problem::Denied)?;
    let application: Option<ApplicationKey> =
        typed.some("application").and_then(|key| key.parse().ok());
    let ticket = kind(typed).unwrap_or_default();
    let felt = impact(typed).zip(urgency(typed)).filter(|_| ticket == TicketKind::Incident);
    Ok(NewIncident {
        ticket,
        client,
        application,
        summary: typed.text("summary"),
        details: typed.text("details"),
        channel: Channel::Portal,
        received_at: None,
        caller: None,
        sorted: None,
        felt,
        follow_up_of: typed.some("follow_up_of").and_then(|number| number.parse().ok()),
        once: typed.some("once"),
    })
}

fn kind(typed: &Typed) -> Option<TicketKind> {
    match typed.get("kind")? {
        "incident" => Some(TicketKind::Incident),
        "question" => Some(TicketKind::Question),
        "request" => Some(TicketKind::Request),
        _ => None,
    }
}

fn impact(typed: &Typed) -> Option<Impact> {
    typed.get("impact")?.parse::<u8>().ok()?.try_into().ok()
}

fn urgency(typed: &Typed) -> Option<Urgency> {
    typed.get("urgency")?.parse::<u8>().ok()?.try_into().ok()
}

/// Notes beside each question what is still to be said.
fn judged(mut page: ReportPage, typed: &Typed) -> ReportPage {
    let w = page.w.clone();
    let say = |is_wrong: bool, key: &str| {
        if is_wrong { w.t(key).into_owned() } else { String::new() }
    };
    let is_incident = kind(typed) == Some(TicketKind::Incident);
    let is_answered = impact(typed).is_some() && urgency(typed).is_some();
    page.wrong_kind = say(kind(typed).is_none(), "portal-say-kind");
    page.wrong_summary = say(page.summary.trim().is_empty(), "portal-say-summary");
    if page.summary.chars().count() > SUMMARY_CHARS {
        page.wrong_summary = w.t1("portal-say-shorter", "count", SUMMARY_CHARS);
    }
    if page.details.chars().count() > DETAILS_CHARS {
        page.wrong_details = w.t1("portal-say-shorter", "count", DETAILS_CHARS);
    }
    page.wrong_answers = say(is_incident && !is_answered, "portal-say-answers");
    page.refused =
        [&page.wrong_kind, &page.wrong_summary, &page.wrong_details, &page.wrong_answers]
            .iter()
            .any(|wrong| !wrong.is_empty());
    page
}

/// The form as it was typed so far.
async fn drawn(
    app: &App,
    reader: &ClientPerson,
    now: Timestamp,
    typed: &Typed,
) -> Result<ReportPage, Problem> {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let known = app.desk().list(eye.who, Filter::default(), None, KNOWN).await?;
    let (earlier, follow_up) = match typed.some("follow_up_of") {
        Some(text) => {
            let number: Number = text.parse().map_err(|_| Problem::NotFound("incident"))?;
            let state = app.desk().show(eye.who, number, now).await?.state;
            let (number, summary) = (number.to_string(), state.summary);
            let told = w.t2("portal-follow-up-of", "number", &number, "summary", summary);
            (number, told)
        }
        None => Default::default(),
    };
    let is_follow_up = !earlier.is_empty();
    let title = w.t(if is_follow_up { "portal-follow-up" } else { "portal-report" }).into_owned();
    Ok(ReportPage {
        earlier,
        follow_up,
        once: typed.some("once").unwrap_or_else(|| app.desk().new_id(now).to_string()),
        word: String::new(),
        frame: frame(reader, title, "report", now),
        refused: false,
        applications: applications(&eye, typed),
        kinds: answers(&w, "kind", ["incident", "question", "request"], typed),
        impacts: answers(&w, "impact", ["1", "2", "3"], typed),
        urgencies: answers(&w, "urgency", ["1", "2", "3"], typed),
        summary: typed.text("summary"),
        details: typed.text("details"),
        wrong_kind: String::new(),
        wrong_summary: String::new(),
        wrong_details: String::new(),
        wrong_answers: String::new(),
        known: known.rows.iter().map(|row| list::row(&eye, row)).collect(),
        w: w.clone(),
    })
}

fn applications(eye: &Eye<'_>, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.text("application");
    let named = visible_applications(eye.who, eye.directory).map(|it| Choice {
        value: it.key.to_string(),
        label: it.name.clone(),
        chosen: it.key.as_str() == chosen,
    });
    let mut choices: Vec<Choice> = named.collect();
    // Whoever is limited to some applications reports about one of those.
    if eye.who.applications.is_empty() {
        choices.push(Choice {
            value: String::new(),
            label: eye.w.t("portal-application-unknown").into_owned(),
            chosen: chosen.is_empty() && choices.len() != 1,
        });
    }
    choices
}

fn answers(w: &Words, question: &str, values: [&'static str; 3], typed: &Typed) -> Vec<Answer> {
    let chosen = typed.get(question).unwrap_or(if question == "kind" { "incident" } else { "" });
    let answer = |value: &'static str| Answer {
        value,
        title: w.named(&format!("portal-{question}"), value).into_owned(),
        about: w.named(&format!("portal-{question}-about"), value).into_owned(),
        is_chosen: value == chosen,
    };
    values.into_iter().map(answer).collect()
}
