//! A new incident: a client reports it, or one of ours writes it down.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use piket_core::incident::{Channel, Refusal, Sorted, TicketKind};
use piket_core::key::{ApplicationKey, ClientKey, ComponentKey, PersonKey};
use piket_core::priority::{Impact, Nature, Urgency};
use piket_engine::Desk;
use piket_engine::actions::NewIncident;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Incident, Versioned};
use crate::api::{Problems, schemas};
use crate::extract::{ApiCaller, Json, Now};
use crate::problem::Problem;

/// An incident to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewIncident)]
pub(crate) struct New {
    /// What kind of ticket; an incident if nothing is said.
    #[serde(default)]
    #[schema(schema_with = schemas::ticket, required = false)]
    ticket: TicketKind,
    /// Whose it is; not needed when the application is given, nor for people of a client.
    #[schema(value_type = Option<String>)]
    client: Option<ClientKey>,
    /// Which application, when known.
    #[schema(value_type = Option<String>)]
    application: Option<ApplicationKey>,
    /// In one line.
    summary: String,
    /// In the reporter's words.
    #[serde(default)]
    details: String,
    /// Who of the client called, when one of ours writes it down.
    #[schema(value_type = Option<String>)]
    caller: Option<PersonKey>,
    /// How it is classified; one of ours says so.
    classification: Option<Sorting>,
    /// How bad it feels to the client.
    felt: Option<Felt>,
    /// When it was received, until 24 hours back; the clocks begin then. One of ours says so; now,
    /// when it is left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Timestamp>,
    /// The number of an earlier incident of which this is a follow-up, when the time to open that
    /// one again has passed.
    #[schema(example = "INC-1017")]
    follow_up_of: Option<String>,
    /// What the program calls it: the same, sent twice under the same name, is opened once.
    once: Option<String>,
}

/// How an incident is classified.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewClassification)]
pub(crate) struct Sorting {
    /// What kind of trouble.
    #[schema(schema_with = schemas::nature)]
    nature: Nature,
    /// Which part of the application.
    #[schema(value_type = Option<String>)]
    component: Option<ComponentKey>,
    /// How much is hit.
    #[schema(schema_with = schemas::level)]
    impact: Impact,
    /// How soon it hurts.
    #[schema(schema_with = schemas::level)]
    urgency: Urgency,
}

/// How bad it feels.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Felt {
    /// How much is hit.
    #[schema(schema_with = schemas::level)]
    impact: Impact,
    /// How soon it hurts.
    #[schema(schema_with = schemas::level)]
    urgency: Urgency,
}

/// Opens an incident.
#[utoipa::path(
    post,
    path = "/incidents",
    tag = "incidents",
    request_body = New,
    responses(
        (status = 201, body = Incident, description = "It is open; see `Location`."),
        (status = 422, description = "Something is missing or unknown.",
            body = crate::problem::Document, content_type = "application/problem+json"),
        Problems
    )
)]
pub(crate) async fn report(
    State(desk): State<Desk>,
    caller: ApiCaller,
    Now(now): Now,
    Json(new): Json<New>,
) -> Result<Response, Problem> {
    let new = new.read(&caller)?;
    let done = desk.report(&caller.who, new, now).await?;
    let seen = desk.show(&caller.who, done.state.number, now).await?;
    let incident = Incident::of(&seen, &caller);
    let address = HeaderValue::try_from(incident.address()).map_err(Problem::broken)?;
    let location = [(header::LOCATION, address)];
    Ok((StatusCode::CREATED, location, Versioned::of(incident)).into_response())
}

impl New {
    fn read(self, caller: &ApiCaller) -> Result<NewIncident, Problem> {
        let client = self.whose(caller)?;
        let earlier = self.follow_up_of.as_deref();
        let follow_up_of = earlier.map(super::together::other).transpose()?;
        Ok(NewIncident {
            ticket: self.ticket,
            client,
            application: self.application,
            summary: self.summary,
            details: self.details,
            channel: Channel::Api,
            received_at: self.received_at,
            caller: self.caller,
            sorted: self.classification.map(|sorting| Sorted {
                nature: sorting.nature,
                component: sorting.component,
                impact: sorting.impact,
                urgency: sorting.urgency,
            }),
            felt: self.felt.map(|felt| (felt.impact, felt.urgency)),
            follow_up_of,
            once: self.once,
        })
    }

    /// The client: as said, or as follows from the application or from whoever asks. What another
    /// client has does not exist for a caller of a client.
    fn whose(&self, caller: &ApiCaller) -> Result<ClientKey, Problem> {
        let unknown =
            |what, key: &str| Problem::Refused(Refusal::Unknown { what, key: key.to_owned() });
        let directory = &caller.directory;
        if let Some(key) = &self.application {
            let known = directory.applications.get(key);
            let known = known.filter(|it| caller.who.sees(&it.client, Some(&it.key)));
            let known = known.filter(|it| self.client.as_ref().is_none_or(|own| *own == it.client));
            return known
                .map(|it| it.client.clone())
                .ok_or_else(|| unknown("application", key.as_str()));
        }
        let client = self.client.as_ref().or(caller.who.client.as_ref());
        let client = client.ok_or(Problem::Refused(Refusal::Missing("the client")))?;
        let is_theirs = caller.who.client.as_ref().is_none_or(|own| own == client);
        if is_theirs && directory.clients.contains_key(client) {
            Ok(client.clone())
        } else {
            Err(unknown("client", client.as_str()))
        }
    }
}
