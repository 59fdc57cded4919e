//! Other parties at work: suppliers and teams of ours, what they promised us, and their clocks.
//!
//! A party is engaged by an offer of the ball or a message. Each engagement is a cycle of its own
//! with a story of its own, over what was promised at that moment; it is replayed like a promise to
//! the client, and no client ever sees it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::calendar::{Calendar, WorkingTime};
use crate::directory::{ContractedBy, Directory, Pin, Supplier};
use crate::key::{AgreementKey, CalendarKey};
use crate::party::Party;
use crate::priority::Priority;
use crate::sla::{
    Agreement, AgreementKind, Background, Calendars, Clock, ClockEvent, ClockEventKind,
    Explanation, Line, Metric, StartCause, Target, Tier, cycles, explain,
};

/// What is promised by parties: the first human answer, and that it delivers.
const METRICS: [Metric; 2] = [Metric::Reaction, Metric::Restore];

/// What a party had promised us when it was engaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyPromise {
    /// By an agreement: an OLA with a team, an underpinning contract with a supplier.
    Agreement(Pin<AgreementKey>),
    /// By the short form that stands with a supplier.
    Plain {
        /// Minutes within which it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reaction_minutes: Option<u32>,
        /// Minutes within which it delivers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restore_minutes: Option<u32>,
        /// In which hours they count.
        calendar: CalendarKey,
    },
}

impl PartyPromise {
    /// The agreement, where it is one.
    pub fn agreement(&self) -> Option<&Pin<AgreementKey>> {
        match self {
            Self::Agreement(pin) => Some(pin),
            Self::Plain { .. } => None,
        }
    }
}

/// A party at work for an incident, from when it was engaged until it delivered or was let go.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a mode")]
pub struct Engagement {
    /// Which party.
    pub party: Party,
    /// What it had promised.
    pub promise: PartyPromise,
    /// The how manieth time it is engaged, from 0.
    pub cycle: u32,
    /// Since when.
    pub engaged_at: Timestamp,
    /// Whether the ball was offered to it.
    pub is_offered: bool,
    /// Whether it took the ball.
    pub has_held: bool,
    /// Whether a human of it answered.
    pub is_answered: bool,
    /// Whether it asked us something and waits.
    pub waits_for_us: bool,
    /// Whether it delivered or was let go.
    pub is_over: bool,
    /// What its clocks look at.
    pub events: Vec<ClockEvent>,
}

impl Engagement {
    pub(super) fn begin(
        party: Party,
        promise: PartyPromise,
        cycle: u32,
        at: Timestamp,
        priority: Priority,
    ) -> Self {
        let mut engagement = Self {
            party,
            promise,
            cycle,
            engaged_at: at,
            is_offered: false,
            has_held: false,
            is_answered: false,
            waits_for_us: false,
            is_over: false,
            events: Vec::new(),
        };
        engagement.note(at, ClockEventKind::Reported);
        engagement.prioritised(at, priority);
        engagement
    }

    fn note(&mut self, at: Timestamp, kind: ClockEventKind) {
        self.events.push(ClockEvent { at, kind });
    }

    pub(super) fn prioritised(&mut self, at: Timestamp, priority: Priority) {
        self.note(at, ClockEventKind::Prioritised { priority, is_provisional: false });
    }

    /// A human of the party answered.
    pub(super) fn answered(&mut self, at: Timestamp) {
        self.is_answered = true;
        self.note(at, ClockEventKind::Responded { next_update_at: None });
    }

    /// The party asked us something.
    pub(super) fn asks(&mut self, at: Timestamp) {
        if !self.waits_for_us {
            self.waits_for_us = true;
            self.note(at, ClockEventKind::PauseBegan(crate::sla::Pause::Us));
        }
    }

    /// We wrote to the party.
    pub(super) fn told(&mut self, at: Timestamp) {
        if self.waits_for_us {
            self.waits_for_us = false;
            self.note(at, ClockEventKind::PauseEnded(crate::sla::Pause::Us));
        }
    }

    /// It is over: delivered, or let go without a result.
    pub(super) fn end(&mut self, at: Timestamp, is_delivered: bool) {
        if is_delivered {
            self.note(at, ClockEventKind::Restored);
        }
        self.note(at, ClockEventKind::Cancelled);
        self.is_over = true;
    }

    /// What was promised, as an agreement; nothing once it cannot be found any more.
    pub fn agreement(&self, directory: &Directory) -> Option<Agreement> {
        let agreement = match &self.promise {
            PartyPromise::Agreement(pin) => directory.agreement(pin)?.clone(),
            PartyPromise::Plain { reaction_minutes, restore_minutes, calendar } => {
                let key = "plain".parse().ok()?;
                let name = String::new();
                let mut plain = Agreement::plain(key, name, Tier::Bronze, calendar.clone());
                plain.kind = AgreementKind::Uc;
                plain.party = Some(self.party.clone());
                let promised =
                    [(Metric::Reaction, reaction_minutes), (Metric::Restore, restore_minutes)];
                for (metric, minutes) in promised {
                    let Some(minutes) = *minutes else { continue };
                    let target = |priority| Target::new(metric, priority, minutes);
                    plain.targets.extend(Priority::ALL.map(target));
                }
                plain
            }
        };
        Some(agreement)
    }

    /// The clocks of the engagement as they stand at `now`.
    pub fn clocks(&self, directory: &Directory, now: Timestamp) -> Vec<Clock> {
        let Some(agreement) = self.agreement(directory) else { return Vec::new() };
        let events = self.story(&agreement);
        let book = Book { agreement: &agreement, directory };
        METRICS
            .into_iter()
            .filter_map(|metric| cycles(metric, &events, &book, now).pop())
            .map(|clock| Clock { party: Some(self.party.clone()), cycle: self.cycle, ..clock })
            .collect()
    }

    /// What its clocks look at, from what was promised on.
    fn story(&self, agreement: &Agreement) -> Vec<ClockEvent> {
        let plain = || Pin { key: agreement.key.clone(), version: 0 };
        let pin = self.promise.agreement().cloned().unwrap_or_else(plain);
        let agreed = ClockEvent { at: self.engaged_at, kind: ClockEventKind::Agreed(pin) };
        std::iter::once(agreed).chain(self.events.iter().cloned()).collect()
    }

    /// Why one of its clocks stands where it stands; nothing where that is not promised.
    pub fn explain(
        &self,
        metric: Metric,
        directory: &Directory,
        now: Timestamp,
    ) -> Option<(Clock, Explanation)> {
        let agreement = self.agreement(directory)?;
        let clock = self.clocks(directory, now).into_iter().find(|it| it.metric == metric)?;
        let events = self.story(&agreement);
        let book = Book { agreement: &agreement, directory };
        let mut explanation = explain(&clock, &Background::of_events(&events), &book, now);
        for line in &mut explanation.lines {
            if let Line::Started { cause, .. } = line {
                *cause = StartCause::Engaged;
            }
        }
        if self.promise.agreement().is_none() {
            // The short form that stands with a supplier is no document that could be read.
            explanation.lines.retain(|line| !matches!(line, Line::Agreed { .. }));
        }
        Some((clock, explanation))
    }
}

/// The directory's calendars with the one agreement that a party is held to.
struct Book<'a> {
    agreement: &'a Agreement,
    directory: &'a Directory,
}

impl Calendars for Book<'_> {
    fn calendar(&self, key: &CalendarKey) -> Option<&Calendar> {
        Calendars::calendar(self.directory, key)
    }

    fn agreement(&self, _: &Pin<AgreementKey>) -> Option<&Agreement> {
        Some(self.agreement)
    }
}

/// The clocks of suppliers and teams as people see them: of each party its last engagement.
pub fn party_clocks(incident: &State, directory: &Directory, now: Timestamp) -> Vec<Clock> {
    let mut shown = BTreeSet::new();
    let mut clocks: Vec<Clock> = Vec::new();
    for engagement in incident.engagements.iter().rev() {
        if shown.insert(&engagement.party) {
            clocks.extend(engagement.clocks(directory, now));
        }
    }
    clocks.sort_by(|a, b| (&a.party, a.metric).cmp(&(&b.party, b.metric)));
    clocks
}

/// Why the clock of a party stands where it stands, of its last engagement; nothing where it was
/// not engaged or did not promise that. For our own people only.
pub fn party_explanation(
    incident: &State,
    (party, metric): (&Party, Metric),
    directory: &Directory,
    now: Timestamp,
) -> Option<(Clock, Explanation)> {
    let last = incident.engagements.iter().rev().find(|it| it.party == *party)?;
    last.explain(metric, directory, now)
}

impl State {
    /// What `party` promises for this incident by what holds now; nothing where nothing is agreed.
    pub(super) fn promise_of(&self, party: &Party, directory: &Directory) -> Option<PartyPromise> {
        let component = self.classified.as_ref().and_then(|it| it.component.as_ref());
        let agreed = directory.agreement_with(party, self.application.as_ref(), component);
        if let Some(pin) = agreed {
            return Some(PartyPromise::Agreement(pin));
        }
        let supplier = supplier(party, directory)?;
        let own = self.agreement(directory).map(|agreement| &agreement.calendar);
        let calendar = supplier.calendar.as_ref().or(own)?.clone();
        let (reaction_minutes, restore_minutes) =
            (supplier.reaction_minutes, supplier.restore_minutes);
        let is_promised = reaction_minutes.is_some() || restore_minutes.is_some();
        is_promised.then_some(PartyPromise::Plain { reaction_minutes, restore_minutes, calendar })
    }

    /// When a supplier of the client must be followed up again, so that waiting for it counts as
    /// waiting for the client; nothing for a party that is not the client's.
    ///
    /// The rhythm is the supplier's own for updates, ours with the client where it has none, or a
    /// business day.
    pub(super) fn follow_up_by(
        &self,
        party: &Party,
        directory: &Directory,
        at: Timestamp,
    ) -> Option<Timestamp> {
        let supplier = supplier(party, directory)?;
        if supplier.contracted_by != ContractedBy::Client {
            return None;
        }
        let pinned = match self.promise_of(party, directory) {
            Some(PartyPromise::Agreement(pin)) => directory.agreement(&pin),
            Some(PartyPromise::Plain { .. }) | None => None,
        };
        let rhythm = |agreement: &Agreement| {
            let target = agreement.target(Metric::Update, self.priority)?;
            let calendar = directory.calendars.get(agreement.calendar_of(target))?;
            calendar.due(at, WorkingTime::minutes(i64::from(target.minutes)))
        };
        let agreed = pinned.and_then(rhythm).or_else(|| self.agreement(directory).and_then(rhythm));
        let calendar = supplier.calendar.as_ref().and_then(|key| directory.calendars.get(key));
        let calendar = calendar.map(AsRef::as_ref).or_else(|| self.service_calendar(directory));
        Some(agreed.unwrap_or_else(|| super::place::business_days_after(calendar, at, 1)))
    }

    /// The engagement of a party that is not over.
    pub fn engagement(&self, party: &Party) -> Option<&Engagement> {
        self.engagements.iter().find(|it| it.party == *party && !it.is_over)
    }

    pub(super) fn engaged(&mut self, party: &Party) -> Option<&mut Engagement> {
        self.engagements.iter_mut().find(|it| it.party == *party && !it.is_over)
    }

    pub(super) fn all_engaged(&mut self) -> impl Iterator<Item = &mut Engagement> {
        self.engagements.iter_mut().filter(|it| !it.is_over)
    }
}

fn supplier<'a>(party: &Party, directory: &'a Directory) -> Option<&'a Supplier> {
    let Party::Supplier(key) = party else { return None };
    directory.suppliers.get(key)
}
