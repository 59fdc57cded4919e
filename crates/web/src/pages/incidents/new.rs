//! Opening an incident by hand, for a caller or a hunch: one short form.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::DateTime;
use piket_core::directory::Role;
use piket_core::incident::{Channel, Sorted, TicketKind};
use piket_core::key::Number;
use piket_core::priority::{Impact, Nature, Urgency};
use piket_engine::ActionError;
use piket_engine::actions::NewIncident;
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{Engineer, Form, Now, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// What the address says about whose it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Whose {
    application: String,
    summary: String,
    /// The earlier incident of which it would be a follow-up.
    follow_up_of: String,
}

#[derive(Template)]
#[template(path = "incidents/new.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    title: String,
    /// The earlier incident of which it is a follow-up; empty when it is of none.
    follow_up_of: String,
    /// The name of this form: sent twice, it is one report.
    once: String,
    applications: Vec<Choice>,
    callers: Vec<Choice>,
    channels: Vec<Choice>,
    natures: Vec<Choice>,
    impacts: Vec<Level>,
    urgencies: Vec<Level>,
    received: String,
    summary: String,
    details: String,
    refused: Vec<String>,
    summary_error: String,
}

/// A level of impact or urgency.
#[derive(Debug, Clone)]
struct Level {
    value: String,
    label: String,
    about: String,
    chosen: bool,
}

/// `GET /incidents/new`: the form.
pub(crate) async fn form(
    State(app): State<App>,
    engineer: Engineer,
    Query(whose): Query<Whose>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let mut fields = vec![
        ("whose", whose.application),
        ("summary", whose.summary),
        ("channel", "phone".to_owned()),
        ("impact", "2".to_owned()),
        ("urgency", "2".to_owned()),
    ];
    if !whose.follow_up_of.is_empty() {
        fields.retain(|(_, value)| !value.is_empty());
        fields.extend(of_earlier(&app, &engineer, &whose.follow_up_of, now).await?);
    }
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    let typed = Typed::new(fields.collect());
    drawn(&app, &engineer, StatusCode::OK, &typed, Vec::new(), now).await
}

/// What the earlier incident already tells. What is said first of a field holds, so the address
/// may say otherwise.
async fn of_earlier(
    app: &App,
    engineer: &Engineer,
    number: &str,
    now: Timestamp,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let state = app.desk().show(engineer.who(), number, now).await?.state;
    let text = |key: Option<String>| key.unwrap_or_default();
    Ok(vec![
        ("follow_up_of", number.to_string()),
        ("whose", text(state.application.map(|it| it.to_string()))),
        ("caller", text(state.reporter.map(|it| it.to_string()))),
        ("summary", state.summary),
    ])
}

/// `POST /incidents/new`: it is opened, and shown.
pub(crate) async fn open(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let new = match read(&eye, &typed) {
        Ok(new) => new,
        Err(key) => {
            let refused = vec![words.t(key).into_owned()];
            return drawn(&app, &engineer, status, &typed, refused, now).await;
        }
    };
    match app.desk().report(engineer.who(), new, now).await {
        Ok(done) => {
            let address = format!("/incidents/{}?done=new", done.state.number);
            Ok(Redirect::to(&address).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            let refused = vec![words.refusal(&refusal, engineer.directory().as_ref())];
            drawn(&app, &engineer, status, &typed, refused, now).await
        }
        Err(other) => Err(other.into()),
    }
}

/// When it came, as the browser's field gives it in the desk's zone; nothing when it is empty.
fn received(eye: &Eye<'_>, typed: &Typed) -> Result<Option<Timestamp>, &'static str> {
    let Some(text) = typed.some("received") else { return Ok(None) };
    let local: DateTime = text.parse().map_err(|_| "new-received-wrong")?;
    let zoned = local.to_zoned_datetime(eye.w.zone().clone());
    zoned.map(|it| Some(it.timestamp())).map_err(|_| "new-received-wrong")
}

/// What was typed as a report; or the key of the sentence that says what is missing.
fn read(eye: &Eye<'_>, typed: &Typed) -> Result<NewIncident, &'static str> {
    let application = eye
        .directory
        .applications
        .values()
        .find(|application| application.key.as_str() == typed.text("whose"));
    // Without an application the caller tells at least whose it is.
    let caller = typed.some("caller").and_then(|key| key.parse().ok());
    let caller = caller.and_then(|key| eye.directory.people.get(&key));
    let client = application
        .map(|application| application.client.clone())
        .or_else(|| caller.and_then(|person| person.client.clone()))
        .ok_or("new-whose-missing")?;
    let caller = caller.filter(|person| person.client.as_ref() == Some(&client));
    let level = |name: &str| typed.text(name).parse::<u8>().ok();
    let impact = level("impact").and_then(|it| Impact::try_from(it).ok());
    let urgency = level("urgency").and_then(|it| Urgency::try_from(it).ok());
    let nature = typed.text("nature").parse::<Nature>().ok();
    let sorted = match (nature, impact, urgency) {
        (Some(nature), Some(impact), Some(urgency)) => {
            Some(Sorted { nature, component: None, impact, urgency })
        }
        (_, _, _) => None,
    };
    Ok(NewIncident {
        ticket: if nature == Some(Nature::Question) {
            TicketKind::Question
        } else {
            TicketKind::Incident
        },
        client,
        application: application.map(|application| application.key.clone()),
        summary: typed.text("summary"),
        details: typed.text("details"),
        channel: match typed.text("channel").as_str() {
            "phone" => Channel::Phone,
            "mail" => Channel::Mail,
            _ => Channel::Desk,
        },
        received_at: received(eye, typed)?,
        caller: caller.map(|person| person.key.clone()),
        sorted,
        felt: impact.zip(urgency),
        follow_up_of: typed.some("follow_up_of").and_then(|number| number.parse().ok()),
        once: typed.some("once"),
    })
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    status: StatusCode,
    typed: &Typed,
    refused: Vec<String>,
    now: Timestamp,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let follow_up_of = typed.text("follow_up_of");
    let title = match follow_up_of.as_str() {
        "" => words.t("new-title").into_owned(),
        number => words.t1("new-follow-up-title", "number", number),
    };
    let is_without_summary = !refused.is_empty() && typed.text("summary").is_empty();
    let page = Page {
        w: &words,
        frame: rail::frame(app, engineer, title.clone(), "incidents", now).await?,
        title,
        follow_up_of,
        once: typed.some("once").unwrap_or_else(|| app.desk().new_id(now).to_string()),
        applications: applications(&eye, typed),
        callers: callers(&eye, typed),
        channels: channels(&eye, typed),
        natures: natures(&eye, typed),
        impacts: impacts(&eye, typed),
        urgencies: urgencies(&eye, typed),
        summary: typed.text("summary"),
        received: typed.text("received"),
        details: typed.text("details"),
        refused,
        summary_error: if is_without_summary {
            words.t("new-summary-missing").into_owned()
        } else {
            String::new()
        },
    };
    page::with(status, &page)
}

fn applications(eye: &Eye<'_>, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.text("whose");
    let unknown = Choice {
        value: String::new(),
        label: eye.w.t("new-application-unknown").into_owned(),
        chosen: chosen.is_empty(),
    };
    let mut choices: Vec<Choice> = eye
        .directory
        .applications
        .values()
        .map(|application| Choice {
            value: application.key.to_string(),
            label: eye.about(&application.client, Some(&application.key)),
            chosen: application.key.as_str() == chosen,
        })
        .collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices.insert(0, unknown);
    choices
}

fn callers(eye: &Eye<'_>, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.text("caller");
    let mut choices: Vec<Choice> = eye
        .directory
        .people
        .values()
        .filter(|person| person.is_active && person.role == Role::Client)
        .map(|person| {
            let client = person.client.as_ref().map(|key| eye.directory.client_name(key));
            Choice {
                value: person.key.to_string(),
                label: format!("{} · {}", client.unwrap_or_default(), person.name),
                chosen: person.key.as_str() == chosen,
            }
        })
        .collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    let nobody = eye.w.t("new-nobody-called").into_owned();
    choices.insert(0, Choice { value: String::new(), label: nobody, chosen: chosen.is_empty() });
    choices
}

fn channels(eye: &Eye<'_>, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.text("channel");
    ["phone", "mail", "desk"]
        .map(|channel| Choice {
            value: channel.to_owned(),
            label: eye.w.named("new-channel", channel).into_owned(),
            chosen: channel == chosen,
        })
        .to_vec()
}

fn natures(eye: &Eye<'_>, typed: &Typed) -> Vec<Choice> {
    let chosen = typed.text("nature");
    let later = eye.w.t("new-classify-later").into_owned();
    let mut choices =
        vec![Choice { value: String::new(), label: later, chosen: chosen.is_empty() }];
    choices.extend(Nature::ALL.iter().map(|nature| Choice {
        value: nature.as_str().to_owned(),
        label: eye.w.nature(*nature).into_owned(),
        chosen: nature.as_str() == chosen,
    }));
    choices
}

fn impacts(eye: &Eye<'_>, typed: &Typed) -> Vec<Level> {
    let chosen = typed.text("impact");
    [Impact::High, Impact::Medium, Impact::Low]
        .map(|impact| {
            let value = u8::from(impact).to_string();
            Level {
                label: eye.w.impact(impact).into_owned(),
                about: eye.w.about_impact(impact).into_owned(),
                chosen: value == chosen,
                value,
            }
        })
        .to_vec()
}

fn urgencies(eye: &Eye<'_>, typed: &Typed) -> Vec<Level> {
    let chosen = typed.text("urgency");
    [Urgency::High, Urgency::Medium, Urgency::Low]
        .map(|urgency| {
            let value = u8::from(urgency).to_string();
            Level {
                label: eye.w.urgency(urgency).into_owned(),
                about: eye.w.about_urgency(urgency).into_owned(),
                chosen: value == chosen,
                value,
            }
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    fn new(fields: &[(&str, &str)]) -> Result<NewIncident, &'static str> {
        let example = Example::reported();
        let fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        read(&example.eye(), &Typed::new(fields.collect()))
    }

    #[test]
    fn the_application_tells_whose_it_is_and_the_caller_must_be_theirs() {
        let report =
            new(&[("whose", "shop"), ("caller", "fatima"), ("summary", "Page is white")]).unwrap();
        assert_eq!(report.client.as_str(), "molen");
        assert_eq!(report.caller.unwrap().as_str(), "fatima");
        let report = new(&[("whose", "shop"), ("caller", "tom"), ("summary", "x")]).unwrap();
        assert_eq!(report.caller, None);
    }

    #[test]
    fn without_an_application_the_caller_tells_whose_it_is() {
        let report = new(&[("caller", "fatima"), ("summary", "Something is wrong")]).unwrap();
        assert_eq!((report.client.as_str(), report.application), ("molen", None));
        assert_eq!(new(&[("summary", "x")]).unwrap_err(), "new-whose-missing");
    }

    #[test]
    fn it_is_classified_at_once_only_when_the_nature_is_known() {
        let levels = [("whose", "shop"), ("summary", "x"), ("impact", "1"), ("urgency", "2")];
        let report = new(&levels).unwrap();
        assert_eq!(report.sorted, None);
        assert_eq!(report.felt, Some((Impact::High, Urgency::Medium)));
        let mut with_nature = levels.to_vec();
        with_nature.push(("nature", "outage"));
        assert!(new(&with_nature).unwrap().sorted.is_some());
    }
}
