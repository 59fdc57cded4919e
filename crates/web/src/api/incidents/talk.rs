//! Verbs of words: messages, notes, calls, findings.

use jiff::Timestamp;
use piket_core::incident::{Channel, Command, Message, Recipient, Refusal, Scope};
use piket_core::key::PersonKey;
use piket_core::party::Party;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Incident, Verb, Versioned};
use crate::api::Problems;
use crate::api::asked::{Asked, Upon, Which};
use crate::extract::Json;
use crate::problem::Problem;

type Answer = Result<Versioned<Incident>, Problem>;

/// A message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// The text.
    body: String,
    /// Only this party and we read it; without it the client does, and everybody at work on it.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "supplier:nordhost")]
    party: Option<Party>,
    /// Whom of the client it is sent; everybody who reports and decides if nobody is named.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    to: Vec<PersonKey>,
    /// When the next word is promised; the agreed rhythm if nothing is said. For later than that
    /// the client must have agreed.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_update_at: Option<Timestamp>,
    /// Who of the client agreed to a later word than the agreed rhythm gives, and how.
    #[serde(default)]
    agreed: Option<String>,
    /// When we ask again, if it asks the client something that must be answered first.
    #[schema(value_type = Option<String>, format = DateTime)]
    remind_at: Option<Timestamp>,
}

/// Writes a message: to the client or a party, or from the client when its person asks.
#[utoipa::path(
    post,
    path = "/incidents/{number}/messages",
    tag = "incidents",
    params(Which, Upon),
    request_body = NewMessage,
    responses(Verb, Problems)
)]
pub(crate) async fn messages(asked: Asked, Json(new): Json<NewMessage>) -> Answer {
    if !asked.caller.who.role.is_own() {
        let message = message(&asked, new.body, Scope::Public);
        return asked.act(Command::Receive(message)).await;
    }
    let scope = new.party.map_or(Scope::Public, Scope::Party);
    let to = recipients(&asked, &new.to).await?;
    let next_update_at = new.next_update_at;
    let message = Message { to, next_update_at, ..message(&asked, new.body, scope) };
    let remind_at = new.remind_at;
    asked
        .act(match new.agreed {
            Some(agreed) => Command::SendAgreed { message, remind_at, agreed },
            None => Command::Send { message, remind_at },
        })
        .await
}

/// The people who are named, if all of them are the client's or our own.
async fn recipients(asked: &Asked, named: &[PersonKey]) -> Result<Vec<Recipient>, Problem> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let (_, state) = asked.state().await?;
    let people = &asked.directory().people;
    let recipient = |key: &PersonKey| {
        let person = people.get(key).filter(|person| {
            person.is_active && person.client.as_ref().is_none_or(|own| *own == state.client)
        });
        let unknown = || Refusal::Unknown { what: "person", key: key.to_string() };
        let person = person.ok_or_else(unknown).map_err(Problem::Refused)?;
        Ok(Recipient { name: person.name.clone(), person: Some(key.clone()), party: None })
    };
    named.iter().map(recipient).collect()
}

fn message(asked: &Asked, body: String, scope: Scope) -> Message {
    Message {
        id: asked.desk.new_id(asked.now),
        scope,
        channel: Channel::Api,
        to: Vec::new(),
        body,
        next_update_at: None,
    }
}

/// Words for us alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewNote)]
pub(crate) struct Note {
    /// The text.
    body: String,
}

/// Writes a note that only our own people read.
#[utoipa::path(
    post,
    path = "/incidents/{number}/notes",
    tag = "incidents",
    params(Which, Upon),
    request_body = Note,
    responses(Verb, Problems)
)]
pub(crate) async fn notes(asked: Asked, Json(note): Json<Note>) -> Answer {
    let message = message(&asked, note.body, Scope::Internal);
    asked.act(Command::Send { message, remind_at: None }).await
}

/// A call with the client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCall)]
pub(crate) struct Call {
    /// With whom.
    with: String,
    /// What was said.
    body: String,
    /// When; now if nothing is said.
    #[schema(value_type = Option<String>, format = DateTime)]
    occurred_at: Option<Timestamp>,
}

/// Writes down a call with the client.
#[utoipa::path(
    post,
    path = "/incidents/{number}/calls",
    tag = "incidents",
    params(Which, Upon),
    request_body = Call,
    responses(Verb, Problems)
)]
pub(crate) async fn calls(asked: Asked, Json(call): Json<Call>) -> Answer {
    let occurred_at = call.occurred_at.unwrap_or(asked.now);
    asked.act(Command::LogCall { with: call.with, body: call.body, occurred_at }).await
}

/// What a supplier or a team answered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAnswer)]
pub(crate) struct PartyAnswer {
    /// Which party.
    #[schema(value_type = String, example = "supplier:nordhost")]
    party: Party,
    /// What it said.
    body: String,
    /// Whether it asked us something: its clocks stand still until we write to it.
    #[serde(default)]
    asks: bool,
}

/// Writes down what a supplier or a team answered. Only our own people read it.
#[utoipa::path(
    post,
    path = "/incidents/{number}/party-answers",
    tag = "incidents",
    params(Which, Upon),
    request_body = PartyAnswer,
    responses(Verb, Problems)
)]
pub(crate) async fn party_answers(asked: Asked, Json(heard): Json<PartyAnswer>) -> Answer {
    let message = message(&asked, heard.body, Scope::Party(heard.party));
    asked.act(Command::Hear { message, asks: heard.asks }).await
}

/// What was found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFinding)]
pub(crate) struct Finding {
    /// In words.
    text: String,
    /// On which evidence; on all there is if nothing is said.
    #[serde(default)]
    evidence: Vec<Uuid>,
    /// The cause, when it is one.
    cause: Option<String>,
}

/// Writes down what was found. Only our own people read it.
#[utoipa::path(
    post,
    path = "/incidents/{number}/findings",
    tag = "incidents",
    params(Which, Upon),
    request_body = Finding,
    responses(Verb, Problems)
)]
pub(crate) async fn findings(asked: Asked, Json(finding): Json<Finding>) -> Answer {
    let Finding { text, evidence, cause } = finding;
    asked.act(Command::RecordFinding { text, evidence, cause }).await
}
