//! One incident's figures: as they were recorded, as they are after what was corrected, who said
//! so and why; and the form to ask for a correction.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::incident::{Command, CorrectionRequest, Fact, Standing, View, clocks_in};
use piket_core::key::Number;
use piket_core::policy::Action;
use piket_core::sla::{Clock, ClockState};
use piket_engine::ActionError;
use piket_engine::view::Seen;
use piket_text::Words;
use serde::Deserialize;

use super::{ask, list};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// One clock in both views.
struct Figure {
    metric: String,
    raw: String,
    raw_tone: &'static str,
    corrected: String,
    corrected_tone: &'static str,
    is_changed: bool,
    note: String,
}

/// One request.
struct Line {
    number: u32,
    what: String,
    reason: String,
    evidence: Vec<(String, String)>,
    asker: Face,
    when: String,
    standing: String,
    tone: &'static str,
    decision: String,
    may_decide: bool,
    needs_reason: bool,
    may_withdraw: bool,
}

/// An item of evidence to pick.
struct Item {
    id: String,
    title: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "corrections/incident.html")]
struct IncidentPage<'a> {
    w: &'a Words,
    frame: Frame,
    number: String,
    summary: String,
    flash: String,
    wrong: String,
    wrong_field: &'static str,
    figures: Vec<Figure>,
    lines: Vec<Line>,
    objects: Vec<Choice>,
    excuses: Vec<Choice>,
    calendars: Vec<Choice>,
    items: Vec<Item>,
    at: String,
    reason: String,
}

impl IncidentPage<'_> {
    /// What is wrong with a field; empty when nothing is.
    fn wrong_in(&self, field: &str) -> &str {
        if self.wrong_field == field { &self.wrong } else { "" }
    }
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
    object: Option<String>,
}

/// What could not be done, and what was typed.
#[derive(Default)]
struct Attempt {
    typed: Typed,
    wrong: String,
    field: &'static str,
    flash: String,
}

/// `GET /incidents/{number}/corrections`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Query(done): Query<Done>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let flash = match done.done.as_deref() {
        Some("asked") => w.t("corrections-done-asked").into_owned(),
        Some("decided") => w.t("corrections-done-decided").into_owned(),
        _ => String::new(),
    };
    let typed = Typed::new(done.object.map(|it| ("object".to_owned(), it)).into_iter().collect());
    let attempt = Attempt { typed, flash, ..Attempt::default() };
    drawn(&app, &engineer, numbered(&number)?, attempt, StatusCode::OK, now).await
}

/// `POST /incidents/{number}/corrections`: somebody asks for a correction.
pub(super) async fn request(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let wish = match ask::wish(&eye, &typed) {
        Ok(wish) => wish,
        Err(ask::Wrong(field)) => {
            let wrong = w.t(if field == "at" { "wrong-moment" } else { "wrong-choice" });
            let wrong = wrong.into_owned();
            let attempt = Attempt { typed, wrong, field, flash: String::new() };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return drawn(&app, &engineer, number, attempt, status, now).await;
        }
    };
    let evidence = typed.all("evidence").filter_map(|id| id.parse().ok()).collect();
    let command = Command::RequestCorrection { wish, reason: typed.text("reason"), evidence };
    carried_out(&app, &engineer, number, (command, typed, "asked"), now).await
}

/// `POST /incidents/{number}/corrections/{correction}/{decision}`: approve, refuse or withdraw.
pub(super) async fn decide(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, correction, decision)): Path<(String, u32, String)>,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let typed = Typed::new(fields);
    let note = typed.text("note");
    let command = match decision.as_str() {
        "approve" => Command::ApproveCorrection { correction, note },
        "refuse" => Command::RefuseCorrection { correction, reason: note },
        "withdraw" => Command::WithdrawCorrection { correction },
        _ => return Err(Problem::NotFound("page")),
    };
    carried_out(&app, &engineer, number, (command, Typed::default(), "decided"), now).await
}

fn numbered(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound("incident"))
}

async fn carried_out(
    app: &App,
    engineer: &Engineer,
    number: Number,
    (command, typed, done): (Command, Typed, &str),
    now: Timestamp,
) -> Result<Response, Problem> {
    let id = app.desk().find(number).await?;
    match app.desk().act(engineer.who(), id, command, None, now).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("/incidents/{number}/corrections?done={done}"))
                .into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            let wrong = engineer.words().refusal(&refusal, engineer.directory().as_ref());
            let attempt = Attempt { typed, wrong, field: "", flash: String::new() };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            drawn(app, engineer, number, attempt, status, now).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    number: Number,
    attempt: Attempt,
    status: StatusCode,
    now: Timestamp,
) -> Result<Response, Problem> {
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let Attempt { typed, wrong, field, flash } = attempt;
    let title = format!("{number} {}", w.t("corrections-title"));
    let chosen = |name: &str| typed.text(name);
    let page = IncidentPage {
        frame: rail::frame(app, engineer, title, "incidents", now).await?,
        number: number.to_string(),
        summary: seen.state.summary.clone(),
        flash,
        wrong,
        wrong_field: field,
        figures: figures(&eye, &seen),
        lines: lines(&eye, &seen),
        objects: ask::objects(&eye, &seen, &chosen("object")),
        excuses: ask::excuses(&eye, &chosen("excuse")),
        calendars: ask::calendars(&eye, &chosen("calendar")),
        items: items(&seen, &typed),
        at: chosen("at"),
        reason: chosen("reason"),
        w: &w,
    };
    page::with(status, &page)
}

fn figures(eye: &Eye<'_>, seen: &Seen) -> Vec<Figure> {
    let now = seen.state.present(eye.now);
    let corrected = clocks_in(&seen.state, View::Corrected, eye.directory, now);
    let figure = |raw: &Clock| {
        let after = corrected.iter().find(|it| it.metric == raw.metric)?;
        let ledger = &seen.state.corrections;
        let excuse = ledger.excuse(raw.metric, raw.cycle);
        let is_refuted =
            ledger.breach(raw.metric, raw.cycle).is_some_and(|breach| breach.refuted_by.is_some());
        let note = match excuse {
            Some((excuse, number)) => {
                let excuse = eye.w.excuse(excuse);
                eye.w.t2("corrections-excused", "excuse", excuse, "number", number)
            }
            None if is_refuted => eye.w.t("corrections-refuted").into_owned(),
            None => String::new(),
        };
        Some(Figure {
            metric: eye.w.metric(raw.metric).into_owned(),
            raw: told(eye, raw),
            raw_tone: tone(raw.state),
            corrected: told(eye, after),
            corrected_tone: if excuse.is_some() { "quiet" } else { tone(after.state) },
            is_changed: (raw.state, raw.used) != (after.state, after.used) || excuse.is_some(),
            note,
        })
    };
    seen.clocks.iter().filter_map(figure).collect()
}

fn told(eye: &Eye<'_>, clock: &Clock) -> String {
    let (used, promised) = (eye.w.length(clock.used), eye.w.length(clock.promised));
    let state = eye.w.clock_state(clock.state);
    let values: &[(&str, &dyn piket_text::Value)] =
        &[("state", &state), ("used", &used), ("promised", &promised)];
    eye.w.tn("corrections-figure", values)
}

const fn tone(state: ClockState) -> &'static str {
    match state {
        ClockState::Met => "ok",
        ClockState::Missed | ClockState::NeverDue => "bad",
        ClockState::Running
        | ClockState::Paused
        | ClockState::NotStarted
        | ClockState::Cancelled => "quiet",
    }
}

fn lines(eye: &Eye<'_>, seen: &Seen) -> Vec<Line> {
    let requests = seen.state.corrections.requests().iter().rev();
    requests.map(|request| line(eye, seen, request)).collect()
}

fn line(eye: &Eye<'_>, seen: &Seen, request: &CorrectionRequest) -> Line {
    let correction = &request.correction;
    let asker = request.requested_by.as_ref();
    let is_mine = asker == Some(&eye.who.key);
    let is_waiting = request.is_waiting();
    Line {
        number: correction.number,
        what: piket_text::format::capitalised(&eye.w.corrected(&correction.what)),
        reason: correction.reason.clone(),
        evidence: kept(seen)
            .filter(|(id, _)| correction.evidence.iter().any(|it| it.to_string() == *id))
            .map(|(id, title)| (format!("/incidents/{}/evidence/{id}", seen.state.number), title))
            .collect(),
        asker: asker.map(|key| eye.person(key)).unwrap_or_default(),
        when: eye.when(request.requested_at),
        standing: eye.w.standing(&request.standing).into_owned(),
        tone: list::tone(request.standing.as_str()),
        decision: decision(eye, &request.standing),
        may_decide: is_waiting && eye.who.may_approve(asker, eye.directory),
        needs_reason: is_mine,
        may_withdraw: is_waiting && is_mine && eye.who.may(Action::Work),
    }
}

fn decision(eye: &Eye<'_>, standing: &Standing) -> String {
    let Some(at) = standing.decided_at() else { return String::new() };
    let who = standing.decided_by().map(|key| eye.person(key).name).unwrap_or_default();
    let (said, key) = match standing {
        Standing::Approved { note, is_alone: true, .. } => (note, "corrections-decision-alone"),
        Standing::Approved { note, .. } => (note, "corrections-decision"),
        Standing::Refused { reason, .. } => (reason, "corrections-decision"),
        Standing::Waiting | Standing::Withdrawn { .. } => return eye.when(at),
    };
    let told = eye.w.t2(key, "who", who, "at", eye.when(at));
    if said.is_empty() { told } else { format!("{told}: {said}") }
}

/// The evidence of the incident: id and title.
fn kept(seen: &Seen) -> impl Iterator<Item = (String, String)> + '_ {
    seen.entries.iter().filter_map(|entry| match &entry.fact {
        Fact::EvidenceAdded(item) => Some((item.id.to_string(), item.title.clone())),
        _ => None,
    })
}

fn items(seen: &Seen, typed: &Typed) -> Vec<Item> {
    kept(seen)
        .map(|(id, title)| Item { is_ticked: typed.all("evidence").any(|it| it == id), id, title })
        .collect()
}
