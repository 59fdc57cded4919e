//! The generic intake: a signal as a document of JSON, for whatever can send one.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::{Actor, EvidenceKind, Refusal};
use piket_core::key::{ApplicationKey, ComponentKey};
use piket_core::priority::Nature;
use piket_core::signal::{Severity, Signal, SignalAction};
use piket_engine::Desk;
use piket_engine::account::{Accounts, Token};
use piket_engine::intake::{Accepted, Frozen, Verdict};
use piket_store::incidents;
use serde::{Deserialize, Serialize};

use crate::extract::{Now, Path};
use crate::problem::Problem;

/// How long a key may be.
const KEY_CHARS: usize = 500;
/// How long the line of an incident may be; the rest is in the evidence.
const SUMMARY_CHARS: usize = 300;

/// What a program says. Fields that are not known here are kept as evidence with the rest.
#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default = "open")]
    action: SignalAction,
    key: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    severity: Severity,
    #[serde(default)]
    details: String,
    application: Option<ApplicationKey>,
    component: Option<ComponentKey>,
    nature: Option<Nature>,
    happened_at: Option<Timestamp>,
}

fn open() -> SignalAction {
    SignalAction::Open
}

/// What became of a signal.
#[derive(Debug, Serialize)]
struct Answer {
    /// `opened`, `counted`, `returned`, `recovered`, `nothing_open` or `only_information`.
    outcome: &'static str,
    /// To which incident it led.
    incident: Option<String>,
}

/// `POST /intake/{token}`: a program says that there is trouble, still, or no more.
pub(crate) async fn take(
    State(desk): State<Desk>,
    State(accounts): State<Accounts>,
    Path(secret): Path<String>,
    Now(now): Now,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let token = accounts.intake(&secret, now).await?.ok_or(Problem::NotFound("intake"))?;
    let body = body.map_err(|rejection| unread(&rejection))?;
    let intake = Intake { desk, token, now };
    match intake.read(&body) {
        Ok(signal) => intake.accept(signal, &body).await,
        Err(problem) => Err(intake.keep(&body, problem).await),
    }
}

/// A body that did not come through; there is nothing to keep.
fn unread(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed(rejection.body_text()),
    }
}

/// An intake at work on one delivery.
struct Intake {
    desk: Desk,
    token: Token,
    now: Timestamp,
}

impl Intake {
    /// The name under which keys of this intake are unique. Two applications never share one, and
    /// none is the name of our own checks.
    fn source(&self) -> String {
        let application = self.token.application.as_ref().map_or("*", ApplicationKey::as_str);
        format!("{}@{application}", self.token.name)
    }

    fn read(&self, body: &[u8]) -> Result<Signal, Problem> {
        let said: Said = serde_json::from_slice(body).map_err(|error| {
            if error.is_data() {
                Problem::Unreadable(error.to_string())
            } else {
                Problem::Malformed(error.to_string())
            }
        })?;
        self.judge(&said, &self.desk.directory())?;
        let bound = self.token.application.clone();
        let summary = if said.summary.trim().is_empty() { &said.key } else { &said.summary };
        Ok(Signal {
            source: self.source(),
            action: said.action,
            summary: one_line(summary),
            severity: said.severity,
            details: said.details,
            check: None,
            application: bound.or(said.application),
            component: said.component,
            nature: said.nature,
            happened_at: said.happened_at.unwrap_or(self.now),
            key: said.key,
        })
    }

    fn judge(&self, said: &Said, directory: &Directory) -> Result<(), Problem> {
        if said.key.trim().is_empty() {
            return Err(Problem::Refused(Refusal::Missing("the key")));
        }
        if said.key.chars().count() > KEY_CHARS {
            return Err(Problem::Unreadable(format!("key has more than {KEY_CHARS} characters")));
        }
        let Some(key) = &said.application else { return Ok(()) };
        let is_bound_elsewhere = self.token.application.as_ref().is_some_and(|own| own != key);
        if is_bound_elsewhere || !directory.applications.contains_key(key) {
            let (what, key) = ("application", key.to_string());
            return Err(Problem::Refused(Refusal::Unknown { what, key }));
        }
        Ok(())
    }

    async fn accept(&self, signal: Signal, body: &[u8]) -> Result<Response, Problem> {
        let application = signal.application.clone();
        let frozen = Frozen {
            kind: EvidenceKind::Signal,
            title: signal.summary.clone(),
            captured_at: self.now,
            content_type: "application/json".to_owned(),
            body: body.to_vec(),
        };
        let accepted = Accepted {
            signal,
            evidence: vec![frozen],
            raw: Some(body.to_vec()),
            actor: Actor::Program(self.token.name.clone()),
        };
        match self.desk.accept(accepted, self.now).await? {
            // It is kept already.
            Verdict::Quarantined => Err(Problem::Refused(nobodys(application.as_ref()))),
            verdict => self.answer(verdict).await,
        }
    }

    async fn answer(&self, verdict: Verdict) -> Result<Response, Problem> {
        let incident = match verdict.incident() {
            Some(id) => self.desk.reader().read(move |tx| incidents::row(tx, id)).await?,
            None => None,
        };
        let incident = incident.map(|row| row.number.to_string());
        let answer = Answer { outcome: verdict.as_str(), incident };
        Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
    }

    /// Keeps what was refused, and says why it was. If it cannot be kept, that is the problem: the
    /// sender must try again.
    async fn keep(&self, body: &[u8], problem: Problem) -> Problem {
        let reason = problem.reason();
        match self.desk.quarantine(&self.source(), body.to_vec(), reason, self.now).await {
            Ok(()) => problem,
            Err(error) => error.into(),
        }
    }
}

/// Nobody knows whose trouble it is.
fn nobodys(application: Option<&ApplicationKey>) -> Refusal {
    match application {
        Some(key) => Refusal::Unknown { what: "application", key: key.to_string() },
        None => Refusal::Missing("the application"),
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(SUMMARY_CHARS).collect()
}
