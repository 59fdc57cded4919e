//! What an explanation knows beside the clock: what people did around it, and who had the ball.
//!
//! It is read off the timeline as far as the reader may see it, so no explanation tells more than
//! the timeline does. Nothing is counted here but the shares of the holders.

use jiff::Timestamp;

use super::super::agreement::Metric;
use super::super::clock::{Calendars, Clock, SegmentKind};
use super::super::event::{ClockEvent, ClockEventKind};
use crate::calendar::WorkingTime;
use crate::directory::Pin;
use crate::incident::{Actor, Channel, Entry, Fact, Holder, State};
use crate::key::{AgreementKey, PersonKey};
use crate::party::Party;
use crate::priority::Priority;

/// By what a clock started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartCause {
    /// The report, by this way. It decides which instant counts (domain §2.4): receipt for the
    /// portal, the API and mail, the start of the call for a call, the confirmed alert for
    /// monitoring.
    Report(Option<Channel>),
    /// A word of a person of ours to the client.
    Word,
    /// The service went down again.
    DownAgain,
    /// It was opened again.
    Reopened,
    /// A supplier or a team was engaged, which had promised us something.
    Engaged,
    /// It is not known.
    Unknown,
}

/// Something that a person (or a program) did to the incident and that moved a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    at: Timestamp,
    kind: DeedKind,
    pub(super) actor: Actor,
    pub(super) reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DeedKind {
    Prioritised(Priority),
    Reopened,
}

/// How much of what is used up passed while somebody had the ball.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The party.
    pub party: Party,
    /// Who in it, when it was one person.
    pub person: Option<PersonKey>,
    /// So much.
    pub used: WorkingTime,
}

/// What people know of an incident and a clock does not.
#[derive(Debug, Clone, Default)]
pub struct Background<'a> {
    source: Option<Channel>,
    /// Oldest first.
    holders: Vec<&'a Holder>,
    events: &'a [ClockEvent],
    deeds: Vec<Deed>,
}

impl<'a> Background<'a> {
    /// The background of an incident, with the words that stand in these lines of its timeline.
    pub fn of(state: &'a State, entries: &[Entry]) -> Self {
        let mut holders: Vec<&Holder> = state.past_holders.iter().collect();
        holders.push(&state.holder);
        Self {
            source: Some(state.source.channel),
            holders,
            events: &state.clock_events,
            deeds: entries.iter().filter_map(deed).collect(),
        }
    }

    /// The background of which nothing is known but what moved the clocks.
    pub fn of_events(events: &'a [ClockEvent]) -> Self {
        Self { events, ..Self::default() }
    }

    /// The same, with who had the ball.
    #[cfg(test)]
    pub(super) fn with_holders(self, holders: &'a [Holder]) -> Self {
        Self { holders: holders.iter().collect(), ..self }
    }

    /// Who had the ball at an instant.
    pub fn holder_at(&self, at: Timestamp) -> Option<&'a Holder> {
        let holds = |holder: &&&Holder| holder.since <= at;
        self.holders.iter().rev().find(holds).or(self.holders.first()).copied()
    }

    /// By what the clock of a metric started at that instant.
    pub(super) fn cause(&self, metric: Metric, at: Timestamp) -> StartCause {
        let then = self.events.iter().filter(|event| event.at == at);
        let mut causes: Vec<_> = then.filter_map(|event| self.cause_of(&event.kind)).collect();
        // Who called was answered at once: the report starts the others, the word starts update.
        if metric == Metric::Update {
            causes.retain(|cause| !matches!(cause, StartCause::Report(_)));
        } else if let Some(report) = causes.iter().find(|it| matches!(it, StartCause::Report(_))) {
            return *report;
        }
        causes.last().copied().unwrap_or(StartCause::Unknown)
    }

    fn cause_of(&self, kind: &ClockEventKind) -> Option<StartCause> {
        match kind {
            ClockEventKind::Reported => Some(StartCause::Report(self.source)),
            ClockEventKind::Responded { .. } => Some(StartCause::Word),
            ClockEventKind::DownAgain => Some(StartCause::DownAgain),
            ClockEventKind::Reopened { .. } => Some(StartCause::Reopened),
            ClockEventKind::Agreed(_)
            | ClockEventKind::Prioritised { .. }
            | ClockEventKind::ClientWrote
            | ClockEventKind::Confirmed
            | ClockEventKind::UpdateAgreed { .. }
            | ClockEventKind::ResponseVoided { .. }
            | ClockEventKind::PauseBegan(_)
            | ClockEventKind::PauseEnded(_)
            | ClockEventKind::Restored
            | ClockEventKind::Resolved
            | ClockEventKind::Cancelled
            | ClockEventKind::Closed => None,
        }
    }

    /// The agreement that holds at `now`, and since when that is known if only after the report.
    pub(super) fn agreement(
        &self,
        now: Timestamp,
    ) -> Option<(&'a Pin<AgreementKey>, Option<Timestamp>)> {
        let reported_at = self.events.first().map(|event| event.at);
        let known = self.events.iter().filter(|event| event.at <= now);
        let (pin, at) =
            known.rev().find_map(|event| agreed(&event.kind).map(|pin| (pin, event.at)))?;
        Some((pin, Some(at).filter(|at| Some(*at) != reported_at)))
    }

    /// The priority that held just before an instant.
    pub(super) fn priority_before(&self, at: Timestamp) -> Option<Priority> {
        let before = self.events.iter().filter(|event| event.at < at);
        before.rev().find_map(|event| prioritised(&event.kind))
    }

    /// Answers that reached nobody while a clock ran for which they would have counted: when they
    /// were sent, and when that became known.
    pub(super) fn voided(
        &self,
        metric: Metric,
        from: Timestamp,
        to: Timestamp,
    ) -> Vec<(Timestamp, Timestamp)> {
        if !matches!(metric, Metric::Reaction | Metric::Update | Metric::NextReply) {
            return Vec::new();
        }
        let mut voided: Vec<_> = self.events.iter().filter_map(voiding).collect();
        voided.retain(|(sent_at, at)| from <= *sent_at && *at <= to);
        voided
    }

    /// Who set that priority at that instant.
    pub(super) fn prioritised(&self, at: Timestamp, priority: Priority) -> Option<&Deed> {
        self.deed(at, DeedKind::Prioritised(priority))
    }

    /// Who opened it again at that instant.
    pub(super) fn reopened(&self, at: Timestamp) -> Option<&Deed> {
        self.deed(at, DeedKind::Reopened)
    }

    fn deed(&self, at: Timestamp, kind: DeedKind) -> Option<&Deed> {
        self.deeds.iter().find(|deed| deed.at == at && deed.kind == kind)
    }

    /// What is used up, by who had the ball meanwhile, in the order in which they first had it.
    /// Together it is all that is used.
    pub fn shares(&self, clock: &Clock, calendars: &dyn Calendars, now: Timestamp) -> Vec<Share> {
        let mut shares: Vec<Share> = Vec::new();
        let runs = clock.segments.iter().filter(|segment| segment.kind == SegmentKind::Run);
        for segment in runs {
            let Some(calendar) = calendars.calendar(&segment.calendar) else { continue };
            let end = segment.to.unwrap_or(now);
            let mut from = segment.from;
            while let Some(holder) = self.holder_at(from).filter(|_| from < end) {
                let next = self.holders.iter().map(|it| it.since).find(|since| *since > from);
                let to = next.unwrap_or(end).min(end);
                let used = calendar.elapsed(from, to).unwrap_or_default();
                add(&mut shares, holder, used);
                from = to;
            }
        }
        shares.retain(|share| share.used > WorkingTime::ZERO);
        shares
    }
}

fn add(shares: &mut Vec<Share>, holder: &Holder, used: WorkingTime) {
    let is_theirs =
        |share: &&mut Share| share.party == holder.party && share.person == holder.person;
    if let Some(share) = shares.iter_mut().find(is_theirs) {
        share.used += used;
    } else {
        let (party, person) = (holder.party.clone(), holder.person.clone());
        shares.push(Share { party, person, used });
    }
}

fn agreed(kind: &ClockEventKind) -> Option<&Pin<AgreementKey>> {
    if let ClockEventKind::Agreed(pin) = kind { Some(pin) } else { None }
}

fn voiding(event: &ClockEvent) -> Option<(Timestamp, Timestamp)> {
    let ClockEventKind::ResponseVoided { said_at } = event.kind else { return None };
    Some((said_at, event.at))
}

fn prioritised(kind: &ClockEventKind) -> Option<Priority> {
    if let ClockEventKind::Prioritised { priority, .. } = kind { Some(*priority) } else { None }
}

fn deed(entry: &Entry) -> Option<Deed> {
    let (kind, reason) = if let Fact::Classified { classification, reason, .. } = &entry.fact {
        (DeedKind::Prioritised(classification.priority), reason.clone())
    } else if let Fact::Reopened { reason, .. } = &entry.fact {
        (DeedKind::Reopened, Some(reason.clone()))
    } else {
        return None;
    };
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    Some(Deed { at: entry.at, kind, actor: entry.actor.clone(), reason })
}
