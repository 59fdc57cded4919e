//! A person reports an incident: a client on the portal, or one of ours for a caller or a hunch.

use jiff::{SignedDuration, Timestamp};
use piket_core::incident::{
    self, Actor, Channel, Context, Refusal, Report, Sorted, Source, TicketKind,
};
use piket_core::key::{ApplicationKey, ClientKey, IncidentId, Number, PersonKey};
use piket_core::policy::{Action, Who};
use piket_core::priority::{Impact, Urgency};
use piket_store::{ReadTx, Tx, incidents};

use super::together::{Half, written};
use super::{Done, Happened, next_number, record};
use crate::desk::Desk;
use crate::error::ActionError;
use crate::once;

/// What a person reports.
#[derive(Debug, Clone)]
pub struct NewIncident {
    /// What kind of ticket.
    pub ticket: TicketKind,
    /// Whose it is.
    pub client: ClientKey,
    /// Which application, when known.
    pub application: Option<ApplicationKey>,
    /// In one line.
    pub summary: String,
    /// In the reporter's words.
    pub details: String,
    /// By which way it came.
    pub channel: Channel,
    /// When it came, where one of ours writes it down later: when the call began, when the mail was
    /// there. The clocks begin then. Nothing is now.
    pub received_at: Option<Timestamp>,
    /// Who of the client called, when one of ours writes it down.
    pub caller: Option<PersonKey>,
    /// How it is classified, when one of ours says so.
    pub sorted: Option<Sorted>,
    /// How bad it feels to the client.
    pub felt: Option<(Impact, Urgency)>,
    /// Which earlier incident it follows up, when that can no longer be opened again.
    pub follow_up_of: Option<Number>,
    /// What the form or the program calls it: the same, sent twice under the same name, is one.
    pub once: Option<String>,
}

/// How long afterwards a report may still be written down.
const NOTED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

impl NewIncident {
    /// When it came. Only our own people say so of another moment than the present.
    fn received(&self, who: &Who, now: Timestamp) -> Result<Timestamp, ActionError> {
        let wrong = |why| Err(ActionError::Refused(Refusal::WrongTime(why)));
        match self.received_at.filter(|_| who.role.is_own()) {
            None => Ok(now),
            Some(at) if at > now => wrong("the report lies in the future"),
            Some(at) if now.duration_since(at) > NOTED_WITHIN => {
                wrong("a report can be written down until 24 hours afterwards")
            }
            Some(at) => Ok(at),
        }
    }

    /// The row key of what was sent under a name.
    fn named(&self, who: &Who) -> Option<IncidentId> {
        let said = serde_json::json!([
            who.key,
            self.client,
            self.application,
            self.summary,
            self.details,
            self.follow_up_of
        ]);
        once::named(self.once.as_deref(), &said).map(IncidentId)
    }
}

/// The incident that was opened for the same report already.
fn opened_before(tx: &mut ReadTx<'_>, id: IncidentId) -> Result<Option<Done>, ActionError> {
    let timeline = incidents::load(tx, id)?;
    let state = timeline.and_then(|timeline| timeline.state());
    Ok(state.map(|state| Done { id, entries: Vec::new(), state }))
}

/// The incident that is followed up: where the one that was named goes on, if it was merged. Who may
/// not see where that is reports anew; nothing of it is told, and no words are lost.
fn followed_up(tx: &mut Tx<'_>, who: &Who, number: Number) -> Result<Option<Half>, ActionError> {
    let mut half = Half::read(tx, who, number)?;
    while let Some(on) = half.state.merging.merged_into().map(|it| it.number) {
        half = match Half::read(tx, who, on) {
            Ok(further) => further,
            Err(ActionError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
    }
    Ok(Some(half))
}

impl Desk {
    /// Opens an incident for a person's report. Sent twice under the same name, it is opened once.
    ///
    /// # Errors
    ///
    /// [`ActionError::Denied`] when the person may not report for this client,
    /// [`ActionError::NotFound`] when the earlier incident is not the person's to see,
    /// [`ActionError::Refused`] when something is missing or it follows up nothing.
    pub async fn report(
        &self,
        who: &Who,
        new: NewIncident,
        now: Timestamp,
    ) -> Result<Done, ActionError> {
        if !who.may(Action::Report) || !who.sees(&new.client, new.application.as_ref()) {
            return Err(ActionError::Denied);
        }
        let reporter = self.reporter(who, &new)?;
        let received_at = new.received(who, now)?;
        // People of a client do not classify; their answers to plain questions give a first idea.
        let sorted = new.sorted.clone().filter(|_| who.role.is_own());
        let actor = Actor::Person(who.key.clone());
        let id = new.named(who).unwrap_or_else(|| IncidentId(self.new_id(now)));
        let (desk, asker) = (self.clone(), who.clone());
        let (done, earlier) = self
            .store()
            .write(move |tx: &mut Tx<'_>| -> Result<(Done, Option<Done>), ActionError> {
                let directory = desk.directory();
                let context = Context { directory: &directory, actor: &actor, now };
                let new = new.clone();
                if let Some(done) = opened_before(tx, id)? {
                    return Ok((done, None));
                }
                let earlier = new.follow_up_of;
                let earlier = earlier.map(|it| followed_up(tx, &asker, it)).transpose()?.flatten();
                let report = Report {
                    number: next_number(tx)?,
                    ticket: new.ticket,
                    client: new.client,
                    application: new.application,
                    source: Source { channel: new.channel, signal: None },
                    reporter: reporter.clone(),
                    summary: new.summary,
                    details: new.details,
                    received_at,
                    sorted: sorted.clone(),
                    felt: new.felt,
                    alert: None,
                    evidence: Vec::new(),
                };
                let (entries, past) = match &earlier {
                    None => (incident::report(report, context)?, Vec::new()),
                    Some(half) => {
                        let both = incident::follow_up(report, id, half.one(), context)?;
                        (both.first, both.second)
                    }
                };
                let state = incident::opened(&entries)?;
                let happened = Happened { id, history: &[], entries: &entries, after: &state };
                record(&desk, tx, happened, now)?;
                let earlier =
                    earlier.map(|half| written(&desk, tx, half, past, now)).transpose()?;
                Ok((Done { id, entries, state }, earlier))
            })
            .await?;
        self.announce(&done);
        if let Some(earlier) = &earlier {
            self.announce(earlier);
        }
        Ok(done)
    }

    /// Who of the client reports: the person, or the caller for whom one of ours writes it down.
    fn reporter(&self, who: &Who, new: &NewIncident) -> Result<Option<PersonKey>, ActionError> {
        if who.client.is_some() {
            return Ok(Some(who.key.clone()));
        }
        let Some(caller) = &new.caller else { return Ok(None) };
        let is_theirs = self
            .directory()
            .people
            .get(caller)
            .is_some_and(|person| person.client.as_ref() == Some(&new.client));
        if is_theirs { Ok(Some(caller.clone())) } else { Err(ActionError::NotFound("person")) }
    }
}
