//! What a fact does to the state. Nothing is decided here: whatever is in the timeline happened.

use jiff::Timestamp;

use super::awaited::Awaiting;
use super::correction::Ledger;
use super::engaged::Engagement;
use super::fact::{Channel, Entry, Fact, Message, Scope};
use super::merge::{Links, Merging};
use super::state::{
    AlertState, Holder, Implementation, Offer, PreventiveAction, PriorityChange, Proposal,
    Resolution, Response, Rollout, State, StepVisit, Told, WaitingOn,
};
use crate::directory::Pin;
use crate::key::AgreementKey;
use crate::party::Party;
use crate::priority::Priority;
use crate::process::Step;
use crate::sla::{ClockEvent, ClockEventKind, Pause};

impl State {
    /// The state that a timeline adds up to; `None` unless it begins with `Reported`.
    pub fn replay(entries: &[Entry]) -> Option<Self> {
        let mut entries = entries.iter();
        let mut state = Self::begin(entries.next()?)?;
        for entry in entries {
            state.apply(entry);
        }
        Some(state)
    }

    /// The state after the first fact; `None` unless that is `Reported`.
    pub fn begin(entry: &Entry) -> Option<Self> {
        let Fact::Reported {
            number,
            ticket,
            client,
            application,
            source,
            reporter,
            summary,
            provisional,
            pins,
            onset_at,
            recurrence_of,
            felt,
            ..
        } = &entry.fact
        else {
            return None;
        };
        let at = entry.at;
        let mut state = Self {
            version: entry.seq,
            number: *number,
            ticket: *ticket,
            client: client.clone(),
            application: application.clone(),
            source: source.clone(),
            reporter: reporter.clone(),
            summary: summary.clone(),
            recurrence_of: *recurrence_of,
            reported_at: at,
            onset_at: onset_at.unwrap_or(at),
            changed_at: at,
            pins: pins.clone(),
            classified: None,
            felt: *felt,
            priority: *provisional,
            step: Step::Reported,
            visits: vec![StepVisit { step: Step::Reported, from: at, until: None }],
            back_steps: 0,
            holder: Holder { party: Party::ServiceDesk, person: None, since: at },
            past_holders: Vec::new(),
            offer: None,
            refusals: 0,
            waiting: None,
            deferred: None,
            party_waits: std::collections::BTreeMap::new(),
            awaiting: None,
            engagements: Vec::new(),
            responses: Vec::new(),
            client_spoke_at: reporter.is_some().then_some(at),
            client_priority: None,
            priority_changes: Vec::new(),
            update_agreed_until: None,
            alerts: std::collections::BTreeMap::new(),
            client_told_at: None,
            responded_at: None,
            last_update_at: None,
            next_update_at: None,
            client_waits: reporter.is_some(),
            client_wrote: false,
            human_acted: false,
            evidence: std::collections::BTreeSet::new(),
            finding_with_evidence: false,
            cause: None,
            proposal: None,
            proposals: 0,
            implementation: None,
            rollout: None,
            verified_at: None,
            restored_at: None,
            reported_back_at: None,
            prepared: None,
            prepared_by: None,
            resolution: None,
            confirmed_at: None,
            preventive_actions: Vec::new(),
            prevention_waived: None,
            closed_at: None,
            cancelled: None,
            reopened: 0,
            rungs_told: Vec::new(),
            warned: std::collections::BTreeSet::new(),
            breached: std::collections::BTreeSet::new(),
            party_breached: std::collections::BTreeSet::new(),
            promises_missed: std::collections::BTreeSet::new(),
            reminded: std::collections::BTreeMap::new(),
            clock_events: Vec::new(),
            corrections: Ledger::default(),
            merging: Merging::begin(at, onset_at.unwrap_or(at)),
            links: Links::default(),
        };
        state.clock(at, ClockEventKind::Reported);
        if let Some(pin) = &pins.agreement {
            state.clock(at, ClockEventKind::Agreed(pin.clone()));
        }
        state.clock(
            at,
            ClockEventKind::Prioritised { priority: *provisional, is_provisional: true },
        );
        let is_taken_in_by_us =
            entry.actor.person().is_some_and(|it| Some(it) != reporter.as_ref());
        let is_by_reporter = reporter.is_some() && !is_taken_in_by_us;
        if source.channel == Channel::Portal && is_by_reporter {
            // The client answered the plain questions that set the priority.
            state.client_priority = Some(*provisional);
        }
        let is_grave = source.channel == Channel::Portal && *provisional == Priority::P1;
        if is_grave || matches!(source.channel, Channel::Phone | Channel::Monitoring) {
            state.clock(at, ClockEventKind::Confirmed);
        }
        if source.channel == Channel::Phone && reporter.is_some() && is_taken_in_by_us {
            // Whoever called spoke with one of ours.
            state.human_acted = true;
            state.responded(Response { at, message: None, next_update_at: None });
        } else if reporter.is_some() {
            state.clock(at, ClockEventKind::ClientWrote);
        }
        Some(state)
    }

    /// Takes one more fact in.
    pub fn apply(&mut self, entry: &Entry) {
        let at = entry.at;
        self.version = entry.seq;
        self.changed_at = self.changed_at.max(entry.recorded_at);
        self.human_acted |= by_own_human(self, entry);
        match &entry.fact {
            Fact::Reported { .. }
            | Fact::Delivered { .. }
            | Fact::CorrectionRequested(_)
            | Fact::CorrectionApproved { .. }
            | Fact::CorrectionRefused { .. }
            | Fact::CorrectionWithdrawn { .. }
            | Fact::BreachRefuted { .. }
            | Fact::MergedInto { .. }
            | Fact::MergeUndone { .. }
            | Fact::Absorbed(_)
            | Fact::Released { .. }
            | Fact::Linked { .. }
            | Fact::Unlinked { .. }
            | Fact::ChildrenTold { .. } => {}
            Fact::AlertLinked { key, check, onset_at, .. } => {
                self.onset_at = self.onset_at.min(*onset_at);
                let alert =
                    AlertState { check: check.clone(), onset_at: *onset_at, recovered_at: None };
                self.alerts.insert(key.clone(), alert);
                self.clock(at, ClockEventKind::Confirmed);
            }
            Fact::AlertRecovered { key, recovered_at } => {
                if let Some(alert) = self.alerts.get_mut(key) {
                    alert.recovered_at = Some(*recovered_at);
                }
            }
            Fact::AlertReturned { key, onset_at } => {
                if let Some(alert) = self.alerts.get_mut(key) {
                    alert.onset_at = *onset_at;
                    alert.recovered_at = None;
                }
                self.verified_at = None;
                self.down_again(at);
            }
            Fact::Classified { classification, reason, agreement, agreed } => {
                if let Some(pin) = agreement {
                    self.promise(at, pin);
                }
                let (from, to) = (self.priority, classification.priority);
                if self.classified.is_some() && from != to {
                    self.priority_changes.push(PriorityChange {
                        at,
                        from,
                        to,
                        by: entry.actor.clone(),
                        reason: reason.clone(),
                        agreed: agreed.clone(),
                    });
                }
                if agreed.is_some() {
                    self.client_priority = Some(to);
                }
                self.priority = to;
                self.all_engaged().for_each(|it| it.prioritised(at, to));
                self.classified = Some(classification.clone());
                let kind = ClockEventKind::Prioritised {
                    priority: classification.priority,
                    is_provisional: false,
                };
                self.clock(at, kind);
            }
            Fact::ApplicationSet { application, pins } => {
                self.application = Some(application.clone());
                self.pins = pins.clone();
                if let Some(pin) = &pins.agreement {
                    self.clock(at, ClockEventKind::Agreed(pin.clone()));
                }
            }
            Fact::AgreementMigrated { agreement, .. } => self.promise(at, agreement),
            Fact::HolderOffered { party, person, accept_by, .. } => {
                if let Some(engaged) = self.engaged(party) {
                    engaged.is_offered = true;
                }
                self.offer = Some(Offer {
                    party: party.clone(),
                    person: person.clone(),
                    offered_at: at,
                    accept_by: *accept_by,
                });
            }
            Fact::HolderAccepted { party, person, .. } => {
                self.offer = None;
                self.refusals = 0;
                let next = Holder { party: party.clone(), person: person.clone(), since: at };
                let past = std::mem::replace(&mut self.holder, next);
                self.awaits_after_hand_over(&past.party, party);
                self.past_holders.push(past);
                self.taken_by(party, at);
            }
            Fact::HolderRefused { party, .. } => {
                self.offer = None;
                self.refusals += 1;
                if let Some(engaged) = self.engaged(party) {
                    engaged.answered(at);
                    engaged.end(at, false);
                }
                self.wait_no_longer_for(party, at);
                self.awaits_no_longer(party);
            }
            Fact::OfferExpired { .. } => {
                self.offer = None;
                self.refusals += 1;
            }
            Fact::StepChanged { from, to, reason, .. } => self.go(*from, *to, reason.is_some(), at),
            Fact::MessageSent(message) | Fact::SaidInMerged { message, .. } => {
                self.sent(message, entry);
            }
            Fact::MessageReceived(message) => self.received(message, at),
            Fact::CallLogged { .. } => {
                self.clock(at, ClockEventKind::Confirmed);
                if entry.actor.person().is_some() {
                    self.responded(Response { at, message: None, next_update_at: None });
                }
            }
            Fact::ClientTold { .. } => {
                self.client_told_at.get_or_insert(at);
            }
            Fact::ResponseVoided { message } => self.void(*message, at),
            Fact::WaitingBegan { pause, question, remind_at, who, party } => {
                let waiting = WaitingOn {
                    pause: *pause,
                    question: question.clone(),
                    since: at,
                    remind_at: *remind_at,
                    who: who.clone(),
                    reminders: 0,
                    close_at: None,
                };
                self.wait(waiting, party.clone());
            }
            Fact::WaitingEnded { pause: Pause::ClientParty, party: Some(party), .. } => {
                self.wait_no_longer_for(party, at);
            }
            Fact::WaitingEnded { pause, .. } => {
                let is_deferred = *pause == Pause::AgreedDeferral && self.deferred.is_some();
                if is_deferred {
                    self.deferred = None;
                } else {
                    self.waiting = self.deferred.take();
                }
                self.clock(at, ClockEventKind::PauseEnded(*pause));
            }
            Fact::AwaitingBegan { on, what, until } => {
                let (on, what, until) = (on.clone(), what.clone(), *until);
                self.awaiting = Some(Awaiting { on, what, since: at, until });
            }
            Fact::AwaitingEnded { .. } => self.awaiting = None,
            Fact::ClosingProposed { close_at } => {
                if let Some(waiting) = &mut self.waiting {
                    waiting.close_at = Some(*close_at);
                }
            }
            Fact::UpdateAgreed { until, .. } => {
                self.update_agreed_until = Some(*until);
                self.clock(at, ClockEventKind::UpdateAgreed { until: *until });
            }
            Fact::PartyEngaged { party, promise } => {
                let before = self.engagements.iter().filter(|it| it.party == *party).count();
                let cycle = u32::try_from(before).unwrap_or(u32::MAX);
                let (party, promise) = (party.clone(), promise.clone());
                let mut engaged = Engagement::begin(party, promise, cycle, at, self.priority);
                engaged.is_offered =
                    self.offer.as_ref().is_some_and(|offer| offer.party == engaged.party);
                self.engagements.push(engaged);
            }
            Fact::PartyAsked { party, .. } => {
                if let Some(engaged) = self.engaged(party) {
                    engaged.asks(at);
                }
            }
            Fact::EvidenceAdded(evidence) => {
                self.evidence.insert(evidence.id);
            }
            Fact::FindingRecorded { evidence, cause, .. } => {
                self.finding_with_evidence |= !evidence.is_empty();
                if cause.is_some() {
                    self.cause.clone_from(cause);
                }
            }
            Fact::SolutionProposed { version, terms } => {
                self.proposals = *version;
                // A newer version comes from where the first one came from.
                let before = self.proposal.as_ref().map(|it| it.from);
                let from = before.filter(|_| self.step == Step::Agreeing).unwrap_or(self.step);
                self.proposal = Some(Proposal {
                    version: *version,
                    terms: terms.clone(),
                    proposed_at: at,
                    consented_at: None,
                    from,
                });
            }
            Fact::ConsentGiven { version, .. } => {
                if let Some(proposal) = self.proposal.as_mut().filter(|it| it.version == *version) {
                    proposal.consented_at = Some(at);
                }
            }
            Fact::ConsentRefused { .. } => self.proposal = None,
            Fact::Implemented { is_tested, .. } => {
                self.implementation = Some(Implementation { is_tested: *is_tested });
            }
            Fact::RolledOut { version, .. } => {
                self.rollout = Some(Rollout { at, version: version.clone() });
                self.verified_at = None;
                self.awaits_at(Step::Verifying);
            }
            Fact::VerificationPassed { .. } => self.verified_at = Some(at),
            Fact::Restored => {
                self.restored_at = Some(at);
                self.awaits_at(Step::Verifying);
                self.clock(at, ClockEventKind::Restored);
                self.let_parties_go(at, true);
            }
            Fact::ReportedBack(message) => {
                self.reported_back_at = Some(at);
                self.sent(message, entry);
            }
            Fact::ResolutionPrepared(solved) => {
                self.cause = Some(solved.cause.clone());
                self.prepared = Some(solved.clone());
                self.prepared_by = entry.actor.person().cloned();
            }
            Fact::Resolved { resolution, cause, solution, is_unattended } => {
                self.resolution = Some(Resolution {
                    kind: *resolution,
                    cause: cause.clone(),
                    solution: solution.clone(),
                    at,
                    is_unattended: *is_unattended,
                });
                self.next_update_at = None;
                self.prepared = None;
                self.clock(at, ClockEventKind::Resolved);
                if *is_unattended {
                    // Nobody had to serve what still runs: it ends without a result.
                    self.clock(at, ClockEventKind::Cancelled);
                }
            }
            Fact::Confirmed => self.confirmed_at = Some(at),
            Fact::PreventionPlanned { action, owner, due_on } => {
                let action = action.clone();
                let planned = PreventiveAction { action, owner: owner.clone(), due_on: *due_on };
                self.preventive_actions.push(planned);
            }
            Fact::PreventionWaived { reason } => self.prevention_waived = Some(reason.clone()),
            Fact::Closed { .. } => {
                self.closed_at = Some(at);
                self.clock(at, ClockEventKind::Closed);
            }
            Fact::Cancelled { cancel, .. } => {
                self.cancelled = Some(*cancel);
                self.closed_at = Some(at);
                self.next_update_at = None;
                self.clock(at, ClockEventKind::Cancelled);
            }
            Fact::Reopened { is_objection, is_down, .. } => {
                self.reopen(*is_objection, at);
                if *is_down {
                    self.down_again(at);
                }
            }
            Fact::Warned { metric, cycle, percent, target, .. } => {
                self.warned.insert(Told {
                    party: None,
                    metric: *metric,
                    cycle: *cycle,
                    target: *target,
                    percent: *percent,
                });
            }
            Fact::PartyWarned { party, metric, cycle, percent, target } => {
                self.warned.insert(Told {
                    party: Some(party.clone()),
                    metric: *metric,
                    cycle: *cycle,
                    target: *target,
                    percent: *percent,
                });
            }
            Fact::PartyBreached { party, metric, cycle, .. } => {
                self.party_breached.insert((party.clone(), *metric, *cycle));
            }
            Fact::Breached { metric, cycle, .. } => {
                self.breached.insert((*metric, *cycle));
            }
            Fact::PromiseMissed { promised_at } => {
                self.promises_missed.insert(*promised_at);
            }
            // Clocks are replayed by the hours that hold: the fact only tells that they changed.
            Fact::Recalculated { .. } => {}
            Fact::Escalated { .. } => self.rungs_told.push(at),
            Fact::Reminded { errand } => {
                if let Some(waiting) = &mut self.waiting {
                    waiting.reminders += u32::from(errand == "ask_again");
                }
                self.reminded.insert(errand.clone(), at);
            }
        }
        self.corrections.take(entry);
        self.links.take(entry);
        self.note_merging(entry);
    }

    pub(super) fn clock(&mut self, at: Timestamp, kind: ClockEventKind) {
        self.clock_events.push(ClockEvent { at, kind });
    }

    /// Something else was promised; it holds from the report on.
    fn promise(&mut self, at: Timestamp, agreement: &Pin<AgreementKey>) {
        self.pins.agreement = Some(agreement.clone());
        self.clock(at, ClockEventKind::Agreed(agreement.clone()));
    }

    fn go(&mut self, from: Step, to: Step, is_back: bool, at: Timestamp) {
        if let Some(visit) = self.visits.last_mut() {
            visit.until = Some(at);
        }
        self.visits.push(StepVisit { step: to, from: at, until: None });
        self.step = to;
        self.awaits_at(to);
        if !to.is_at_work() {
            // Nobody waits any more for what was only needed to get there.
            self.offer = None;
            self.wait_for_nothing(at);
            self.let_parties_go(at, false);
        }
        if to == Step::Verifying {
            self.delivered(at);
        }
        if is_back && to < from {
            self.back_steps += 1;
            self.forget_after(to);
        }
    }

    /// A step back undoes what a later step had reached; the timeline keeps it.
    fn forget_after(&mut self, step: Step) {
        if step < Step::Agreeing {
            self.proposal = None;
        }
        if step <= Step::Implementing {
            self.rollout = None;
            self.prepared = None;
            self.verified_at = None;
        }
        if step < Step::Implementing {
            self.implementation = None;
        }
        if step == Step::Agreeing
            && let Some(proposal) = &mut self.proposal
        {
            proposal.consented_at = None;
        }
    }

    fn down_again(&mut self, at: Timestamp) {
        if self.restored_at.take().is_some() {
            self.clock(at, ClockEventKind::DownAgain);
        }
    }

    fn sent(&mut self, message: &Message, entry: &Entry) {
        match &message.scope {
            // Whatever Piket, a check, another program or a supplier sends stops no clock.
            Scope::Public if entry.actor.person().is_some() => self.responded(Response {
                at: entry.at,
                message: Some(message.id),
                next_update_at: message.next_update_at,
            }),
            Scope::Party(party) => {
                if let Some(engaged) = self.engaged(party) {
                    engaged.told(entry.at);
                }
            }
            Scope::Public | Scope::Internal => {}
        }
    }

    fn responded(&mut self, response: Response) {
        let Response { at, next_update_at, .. } = response;
        self.client_told_at.get_or_insert(at);
        let place = self.responses.partition_point(|earlier| earlier.at <= at);
        self.responses.insert(place, response);
        self.clock(at, ClockEventKind::Responded { next_update_at });
        self.look_at_responses();
    }

    /// A response reached nobody: it is taken out, as if it had never been.
    fn void(&mut self, message: uuid::Uuid, at: Timestamp) {
        let found = self.responses.iter().rposition(|it| it.message == Some(message));
        let Some(place) = found else { return };
        let voided = self.responses.remove(place);
        if self.reported_back_at == Some(voided.at) {
            self.reported_back_at = None;
        }
        self.clock(at, ClockEventKind::ResponseVoided { said_at: voided.at });
        self.look_at_responses();
    }

    /// What follows from the words to the client; one that is written down late, like a call, is
    /// not the last one for that.
    fn look_at_responses(&mut self) {
        let last = self.responses.last();
        self.last_update_at = last.map(|it| it.at);
        let promised = last.and_then(|it| it.next_update_at);
        self.next_update_at = promised.filter(|_| self.resolution.is_none());
        self.client_waits =
            self.client_spoke_at.is_some_and(|spoke_at| self.last_update_at < Some(spoke_at));
        self.responded_at = self.responses.first().map(|it| it.at);
    }

    fn received(&mut self, message: &Message, at: Timestamp) {
        match &message.scope {
            Scope::Public => {}
            Scope::Party(party) => {
                if let Some(engaged) = self.engaged(party) {
                    engaged.answered(at);
                }
                self.awaits_no_longer(party);
                return;
            }
            Scope::Internal => return,
        }
        self.client_waits = true;
        self.client_wrote = true;
        self.client_spoke_at = self.client_spoke_at.max(Some(at));
        self.clock(at, ClockEventKind::ClientWrote);
        if let Some(waiting) = self.waiting.take_if(|waiting| waiting.pause == Pause::Client) {
            self.clock(at, ClockEventKind::PauseEnded(waiting.pause));
            self.waiting = self.deferred.take();
        }
    }

    /// Waits for one more thing. A deferral stays in force behind a question to the client.
    fn wait(&mut self, waiting: WaitingOn, party: Option<Party>) {
        let (pause, at) = (waiting.pause, waiting.since);
        if let (Pause::ClientParty, Some(party)) = (pause, party) {
            // Following it up goes on with the same pause.
            if self.party_waits.insert(party, waiting).is_none() {
                self.clock(at, ClockEventKind::PauseBegan(pause));
            }
            return;
        }
        match &self.waiting {
            Some(before) if before.pause == Pause::Client && pause == Pause::AgreedDeferral => {
                self.deferred = Some(waiting);
            }
            Some(before) if before.pause == Pause::AgreedDeferral && pause == Pause::Client => {
                self.deferred = self.waiting.replace(waiting);
            }
            Some(_) | None => self.waiting = Some(waiting),
        }
        self.clock(at, ClockEventKind::PauseBegan(pause));
    }

    fn wait_no_longer_for(&mut self, party: &Party, at: Timestamp) {
        if let Some(waiting) = self.party_waits.remove(party) {
            self.clock(at, ClockEventKind::PauseEnded(waiting.pause));
        }
    }

    fn wait_for_nothing(&mut self, at: Timestamp) {
        let parties = std::mem::take(&mut self.party_waits).into_values();
        let waits = self.waiting.take().into_iter().chain(self.deferred.take()).chain(parties);
        for waiting in waits {
            self.clock_events
                .push(ClockEvent { at, kind: ClockEventKind::PauseEnded(waiting.pause) });
        }
    }

    /// Somebody took the ball: who of the others had it delivered, who never took it is let go.
    fn taken_by(&mut self, party: &Party, at: Timestamp) {
        let mut gone = Vec::new();
        for engaged in self.all_engaged() {
            if engaged.party == *party {
                engaged.answered(at);
                engaged.has_held = true;
            } else if engaged.has_held || engaged.is_offered {
                engaged.end(at, engaged.has_held);
                gone.push(engaged.party.clone());
            }
        }
        for party in &gone {
            self.wait_no_longer_for(party, at);
        }
    }

    /// The fix is in production: whoever took part in it delivered.
    fn delivered(&mut self, at: Timestamp) {
        let mut gone = Vec::new();
        for engaged in self.all_engaged() {
            engaged.end(at, engaged.is_answered);
            gone.push(engaged.party.clone());
        }
        for party in &gone {
            self.wait_no_longer_for(party, at);
        }
    }

    /// The service is back, or the work is over: nothing is expected of other parties any more.
    fn let_parties_go(&mut self, at: Timestamp, is_restored: bool) {
        self.all_engaged().for_each(|engaged| engaged.end(at, is_restored));
        let parties: Vec<Party> = self.party_waits.keys().cloned().collect();
        for party in &parties {
            self.wait_no_longer_for(party, at);
        }
    }

    fn reopen(&mut self, is_objection: bool, at: Timestamp) {
        self.reopened += 1;
        self.resolution = None;
        self.reported_back_at = None;
        self.confirmed_at = None;
        self.closed_at = None;
        self.verified_at = None;
        self.rungs_told.clear();
        self.reminded.clear();
        self.clock(at, ClockEventKind::Reopened { counts_between: is_objection });
    }
}

/// Whether the fact shows that a human of ours took part: not a timer, not a check, and not the
/// client.
fn by_own_human(state: &State, entry: &Entry) -> bool {
    let by_client = matches!(
        entry.fact,
        Fact::MessageReceived(_)
            | Fact::ConsentGiven { .. }
            | Fact::ConsentRefused { .. }
            | Fact::Confirmed
            | Fact::Reopened { .. }
    );
    entry.actor.is_human() && !by_client && entry.actor.person() != state.reporter.as_ref()
}
