//! The reception: one signal, one transaction, one answer with its reason.
//!
//! The raw delivery is kept in the same transaction, so what was acknowledged is there after a
//! crash. A repeat of what is open only counts; it reads no timeline and tells nobody.

use jiff::Timestamp;
use piket_core::chance::hexadecimal;
use piket_core::incident::{
    self, Actor, Channel, Command, Context, Entry, Evidence, EvidenceKind, FirstAlert, Report,
    Scope, Sorted, Source, State, TicketKind,
};
use piket_core::key::{ClientKey, IncidentId, Number};
use piket_core::process::Step;
use piket_core::signal::{IgnoredBecause, KnownAlert, Seen, Signal, seen_before, whose};
use piket_store::deliveries::{self, Outcome};
use piket_store::{StoreError, Tx, alerts, evidence, incidents};
use sha2::{Digest, Sha256};

use super::tidy::tidy;
use crate::actions::{Done, Happened, Work, next_number, record};
use crate::desk::Desk;
use crate::error::ActionError;

/// How often a signal is tried again when somebody else changed its incident first.
const TRIES: usize = 8;

/// Evidence that comes with a signal, to be frozen.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// What kind.
    pub kind: EvidenceKind,
    /// In one line.
    pub title: String,
    /// When it was captured.
    pub captured_at: Timestamp,
    /// What its bytes are.
    pub content_type: String,
    /// The bytes.
    pub body: Vec<u8>,
}

/// A signal as it came in.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// What it says.
    pub signal: Signal,
    /// What was frozen with it.
    pub evidence: Vec<Frozen>,
    /// The bytes as they came, to be kept; `None` for our own checks.
    pub raw: Option<Vec<u8>>,
    /// Who says it.
    pub actor: Actor,
}

/// What became of a signal, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// An incident opened.
    Opened(IncidentId),
    /// It belongs to an incident that is open; it was counted.
    Counted(IncidentId),
    /// Its incident goes on.
    Returned(IncidentId),
    /// Its trouble is over.
    Recovered(IncidentId),
    /// Nothing followed.
    Ignored(IgnoredBecause),
    /// Nobody knows whose it is; it is kept where an engineer sees it.
    Quarantined,
}

impl Verdict {
    /// The name in the list of deliveries and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Counted(_) => "counted",
            Self::Returned(_) => "returned",
            Self::Recovered(_) => "recovered",
            Self::Ignored(IgnoredBecause::NothingOpen) => "nothing_open",
            Self::Ignored(IgnoredBecause::OnlyInformation) => "only_information",
            Self::Quarantined => "quarantined",
        }
    }

    /// How the list of deliveries sorts it.
    fn outcome(self) -> Outcome {
        match self {
            Self::Opened(_) | Self::Counted(_) | Self::Returned(_) | Self::Recovered(_) => {
                Outcome::Accepted
            }
            Self::Ignored(_) => Outcome::Ignored,
            Self::Quarantined => Outcome::Refused,
        }
    }

    /// To which incident it led.
    pub fn incident(self) -> Option<IncidentId> {
        match self {
            Self::Opened(id) | Self::Counted(id) | Self::Returned(id) | Self::Recovered(id) => {
                Some(id)
            }
            Self::Ignored(_) | Self::Quarantined => None,
        }
    }
}

impl Desk {
    /// Takes a signal in. When this answers, everything that follows from it is durable.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when it could not be kept: the sender must try again.
    pub async fn accept(&self, accepted: Accepted, now: Timestamp) -> Result<Verdict, ActionError> {
        let accepted = Accepted { signal: tidy(accepted.signal), ..accepted };
        for _ in 0..TRIES {
            let reception = Reception { desk: self.clone(), accepted: accepted.clone(), now };
            let answer = self.store().write(move |tx| reception.receive(tx)).await;
            match answer {
                Err(ActionError::Store(StoreError::Conflict)) => {}
                Ok((verdict, done)) => {
                    if let Some(done) = done {
                        self.announce(&done);
                    }
                    return Ok(verdict);
                }
                Err(other) => return Err(other),
            }
        }
        Err(ActionError::Store(StoreError::Busy))
    }

    /// Keeps a delivery that could not be read, where an engineer sees it.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when it could not be kept.
    pub async fn quarantine(
        &self,
        intake: &str,
        raw: Vec<u8>,
        reason: String,
        now: Timestamp,
    ) -> Result<(), ActionError> {
        let id = self.new_id(now);
        let intake = intake.to_owned();
        let write = move |tx: &mut Tx<'_>| {
            let verdict =
                deliveries::Verdict { outcome: Outcome::Refused, reason: &reason, incident: None };
            let (intake, body) = (intake.as_str(), raw.as_slice());
            let delivery = deliveries::NewDelivery { id, intake, received_at: now, body, verdict };
            deliveries::keep(tx, &delivery)
        };
        Ok(self.store().write(write).await?)
    }
}

/// One signal on its way through one transaction.
struct Reception {
    desk: Desk,
    accepted: Accepted,
    now: Timestamp,
}

type Received = (Verdict, Option<Done>);

impl Reception {
    fn receive(&self, tx: &mut Tx<'_>) -> Result<Received, ActionError> {
        let signal = &self.accepted.signal;
        let known = alerts::find_for_change(tx, &signal.source, &signal.key)?;
        let known = known.map(|alert| self.known(tx, &alert)).transpose()?;
        let seen = seen_before(signal, known.as_ref(), self.now);
        let received = self.follow(tx, seen)?;
        if let Some(raw) = &self.accepted.raw {
            let delivery = deliveries::NewDelivery {
                id: self.desk.new_id(self.now),
                intake: &signal.source,
                received_at: self.now,
                body: raw,
                verdict: deliveries::Verdict {
                    outcome: received.0.outcome(),
                    reason: received.0.as_str(),
                    incident: received.0.incident(),
                },
            };
            deliveries::keep(tx, &delivery)?;
        }
        Ok(received)
    }

    /// What the rules must know of the alert that was seen under the same key. An open one needs
    /// no look at the timeline.
    fn known(&self, tx: &mut Tx<'_>, alert: &alerts::Alert) -> Result<KnownAlert, ActionError> {
        let mut known = KnownAlert {
            incident: alert.incident,
            is_open: alert.is_open,
            step: alert.step,
            resolved_at: None,
            may_come_back: false,
        };
        if !alert.is_open && known.step >= Step::Resolved {
            let (_, state) = Self::timeline(tx, alert.incident)?;
            let directory = self.desk.directory();
            known.resolved_at = state.resolution.as_ref().map(|resolution| resolution.at);
            known.may_come_back =
                state.confirmation_ends_at(&directory).is_some_and(|ends_at| ends_at > self.now);
        }
        Ok(known)
    }

    fn timeline(tx: &mut Tx<'_>, id: IncidentId) -> Result<(Vec<Entry>, State), ActionError> {
        let entries = incidents::load(tx, id)?.map(|timeline| timeline.entries);
        let entries = entries.ok_or(ActionError::NotFound("incident"))?;
        let state = State::replay(&entries).ok_or(ActionError::NotFound("incident"))?;
        Ok((entries, state))
    }

    fn follow(&self, tx: &mut Tx<'_>, seen: Seen) -> Result<Received, ActionError> {
        match seen {
            Seen::New => self.open(tx, None),
            Seen::Recurrence(earlier) => self.open(tx, Some(earlier)),
            Seen::Same(id) => {
                let signal = &self.accepted.signal;
                alerts::repeat(tx, &signal.source, &signal.key, self.now)?;
                Ok((Verdict::Counted(id), None))
            }
            Seen::Back(id) => {
                alerts::reopen(tx, &self.new_alert(id))?;
                let done = self.raise(tx, id)?;
                Ok((Verdict::Returned(id), Some(done)))
            }
            Seen::Over(id) => {
                let signal = &self.accepted.signal;
                alerts::close(tx, &signal.source, &signal.key, self.now)?;
                let done = self.end(tx, id)?;
                Ok((Verdict::Recovered(id), done))
            }
            Seen::Ignored(because) => Ok((Verdict::Ignored(because), None)),
        }
    }

    fn new_alert(&self, incident: IncidentId) -> alerts::NewAlert<'_> {
        let signal = &self.accepted.signal;
        alerts::NewAlert {
            source: &signal.source,
            key: &signal.key,
            incident,
            summary: &signal.summary,
            seen_at: self.now,
        }
    }

    /// A new trouble opens an incident, if it is known whose it is; `earlier` had the same key.
    fn open(&self, tx: &mut Tx<'_>, earlier: Option<IncidentId>) -> Result<Received, ActionError> {
        let directory = self.desk.directory();
        let signal = &self.accepted.signal;
        let Some(whose) = whose(signal, &directory) else {
            return Ok((Verdict::Quarantined, None));
        };
        let id = IncidentId(self.desk.new_id(self.now));
        let evidence = self.freeze(tx, id)?;
        let sorted = Sorted {
            nature: whose.nature,
            component: whose.component,
            impact: whose.impact,
            urgency: whose.urgency,
        };
        let report = Report {
            number: next_number(tx)?,
            ticket: TicketKind::Incident,
            client: whose.client,
            application: Some(whose.application),
            source: Source { channel: Channel::Monitoring, signal: Some(self.alert_key()) },
            reporter: None,
            summary: signal.summary.clone(),
            details: signal.details.clone(),
            received_at: self.now,
            sorted: Some(sorted),
            felt: None,
            alert: Some(FirstAlert {
                key: self.alert_key(),
                check: signal.check.clone(),
                onset_at: signal.happened_at.min(self.now),
            }),
            evidence,
        };
        let context = Context { directory: &directory, actor: &self.accepted.actor, now: self.now };
        let recurrence_of = match earlier {
            Some(earlier) => Self::number_of(tx, earlier, &report.client)?,
            None => None,
        };
        let entries = incident::recurrence(report, recurrence_of, context)?;
        let state = incident::opened(&entries)?;
        let happened = Happened { id, history: &[], entries: &entries, after: &state };
        record(&self.desk, tx, happened, self.now)?;
        if earlier.is_some() {
            alerts::reopen(tx, &self.new_alert(id))?;
        } else {
            alerts::add(tx, &self.new_alert(id))?;
        }
        Ok((Verdict::Opened(id), Some(Done { id, entries, state })))
    }

    /// The number of an earlier incident, unless it was another client's.
    fn number_of(
        tx: &mut Tx<'_>,
        earlier: IncidentId,
        client: &ClientKey,
    ) -> Result<Option<Number>, StoreError> {
        let row = incidents::row(tx, earlier)?.filter(|row| row.client == *client);
        Ok(row.map(|row| row.number))
    }

    fn raise(&self, tx: &mut Tx<'_>, id: IncidentId) -> Result<Done, ActionError> {
        let signal = &self.accepted.signal;
        let command = Command::Alert {
            key: self.alert_key(),
            check: signal.check.clone(),
            summary: signal.summary.clone(),
            onset_at: signal.happened_at.min(self.now),
            evidence: self.freeze(tx, id)?,
        };
        self.decide(tx, id, command)
    }

    fn end(&self, tx: &mut Tx<'_>, id: IncidentId) -> Result<Option<Done>, ActionError> {
        let command = Command::AlertOver {
            key: self.alert_key(),
            recovered_at: self.accepted.signal.happened_at.min(self.now),
            evidence: self.freeze(tx, id)?,
        };
        match self.decide(tx, id, command) {
            // The incident went another way meanwhile; the alert is over all the same.
            Err(ActionError::Refused(_)) => Ok(None),
            other => other.map(Some),
        }
    }

    fn decide(
        &self,
        tx: &mut Tx<'_>,
        id: IncidentId,
        command: Command,
    ) -> Result<Done, ActionError> {
        let (history, state) = Self::timeline(tx, id)?;
        let work =
            Work { desk: self.desk.clone(), actor: self.accepted.actor.clone(), now: self.now };
        work.decide_and_record(tx, id, &history, &state, command)
    }

    /// The key under which the incident knows the alert.
    fn alert_key(&self) -> String {
        format!("{}/{}", self.accepted.signal.source, self.accepted.signal.key)
    }

    fn freeze(&self, tx: &mut Tx<'_>, incident: IncidentId) -> Result<Vec<Evidence>, StoreError> {
        let mut items = Vec::new();
        for frozen in &self.accepted.evidence {
            items.push(freeze(&self.desk, tx, incident, frozen, Scope::Internal, self.now)?);
        }
        Ok(items)
    }
}

/// Keeps the bytes of an item of evidence and says what is known of it.
pub(crate) fn freeze(
    desk: &Desk,
    tx: &mut Tx<'_>,
    incident: IncidentId,
    frozen: &Frozen,
    scope: Scope,
    now: Timestamp,
) -> Result<Evidence, StoreError> {
    let digest = Sha256::digest(&frozen.body);
    let item = Evidence {
        id: desk.new_id(now),
        kind: frozen.kind,
        title: frozen.title.clone(),
        captured_at: frozen.captured_at,
        sha256: hexadecimal(&digest),
        scope,
    };
    evidence::add(tx, incident, &item, &frozen.content_type, &frozen.body)?;
    Ok(item)
}
