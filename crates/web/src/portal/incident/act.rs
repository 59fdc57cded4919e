//! What a client says about an incident: replies, agrees or refuses, confirms or objects.
//!
//! Each is one form and one command; what is refused comes back with what was typed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::incident::{Channel, Command, Message, Refusal, Scope};
use piket_core::key::Number;
use piket_engine::ActionError;

use super::{Word, again, numbered};
use crate::app::App;
use crate::extract::{ClientPerson, Form, Now, Path};
use crate::pages::typed::Typed;
use crate::portal::report;
use crate::problem::Problem;

/// A form as it came.
type Fields = Form<Vec<(String, String)>>;

/// Something said about one incident.
struct Said<'a> {
    app: &'a App,
    reader: &'a ClientPerson,
    number: Number,
    now: Timestamp,
    typed: Typed,
    /// The name of the sentence that is shown when it is done.
    done: &'static str,
}

/// `POST /portal/incidents/{number}/reply`.
pub(in crate::portal) async fn reply(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let message = Message {
        id: app.desk().new_id(now),
        scope: Scope::Public,
        channel: Channel::Portal,
        to: Vec::new(),
        body: typed.text("text"),
        next_update_at: None,
    };
    let number = numbered(&number)?;
    let said = Said { app: &app, reader: &reader, number, now, typed, done: "replied" };
    said.carry_out(Command::Receive(message)).await
}

/// `POST /portal/incidents/{number}/agree`.
pub(in crate::portal) async fn agree(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let command = Command::Consent { version: version(&typed), note: typed.text("note") };
    let number = numbered(&number)?;
    let said = Said { app: &app, reader: &reader, number, now, typed, done: "agreed" };
    said.carry_out(command).await
}

/// `POST /portal/incidents/{number}/refuse`.
pub(in crate::portal) async fn refuse(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let command = Command::RefuseConsent { version: version(&typed), reason: typed.text("reason") };
    let number = numbered(&number)?;
    let said = Said { app: &app, reader: &reader, number, now, typed, done: "refused" };
    said.carry_out(command).await
}

/// `POST /portal/incidents/{number}/confirm`.
pub(in crate::portal) async fn confirm(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let number = numbered(&number)?;
    let said = Said { app: &app, reader: &reader, number, now, typed, done: "confirmed" };
    said.carry_out(Command::Confirm).await
}

/// `POST /portal/incidents/{number}/reopen`: it is not solved.
pub(in crate::portal) async fn reopen(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let command =
        Command::Reopen { reason: typed.text("reason"), is_down: typed.is_ticked("is_down") };
    let number = numbered(&number)?;
    let said = Said { app: &app, reader: &reader, number, now, typed, done: "reopened" };
    said.carry_out(command).await
}

/// The version of the proposal that the reader looked at. None was ever version 0.
fn version(typed: &Typed) -> u32 {
    typed.text("version").parse().unwrap_or_default()
}

impl Said<'_> {
    async fn carry_out(self, command: Command) -> Result<Response, Problem> {
        let who = self.reader.who();
        let seen = self.app.desk().show(who, self.number, self.now).await?;
        match self.app.desk().act(who, seen.id, command, None, self.now).await {
            Ok(_) => {
                let address = format!("/portal/incidents/{}?done={}", self.number, self.done);
                Ok(Redirect::to(&address).into_response())
            }
            Err(ActionError::Refused(refusal)) => self.refused(&refusal).await,
            Err(ActionError::Stale) => {
                let text = self.reader.words().t("portal-stale").into_owned();
                self.shown_again(StatusCode::CONFLICT, text).await
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn refused(self, refusal: &Refusal) -> Result<Response, Problem> {
        if *refusal == Refusal::TooLate {
            // Nobody looks at it any more: what was said goes into a follow-up.
            let said = self.typed.some("text").or_else(|| self.typed.some("reason"));
            let said = said.unwrap_or_default();
            return report::kept(self.app, self.reader, self.now, self.number, said).await;
        }
        let w = self.reader.words();
        let (status, text) = match refusal {
            // Somebody else was first: decided already, closed, or another proposal.
            Refusal::NotNow { .. } | Refusal::Already | Refusal::OtherProposal { .. } => {
                (StatusCode::CONFLICT, w.t("portal-stale").into_owned())
            }
            other => {
                let directory = self.reader.directory();
                (StatusCode::UNPROCESSABLE_ENTITY, w.refusal(other, directory.as_ref()))
            }
        };
        self.shown_again(status, text).await
    }

    async fn shown_again(self, status: StatusCode, text: String) -> Result<Response, Problem> {
        let word = Word { tone: "bad", text, typed: self.typed };
        again(self.app, self.reader, self.number, self.now, status, word).await
    }
}
