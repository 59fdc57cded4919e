//! What a fact does to the state. Nothing is decided here: whatever is in the timeline happened.

use jiff::Timestamp;

use super::correction::Ledger;
use super::fact::{Channel, Entry, Fact, Message, Scope};
use super::merge::{Links, Merging};
use super::state::{
    AlertState, Holder, Implementation, Offer, PreventiveAction, Proposal, Resolution, Rollout,
    State, StepVisit, WaitingOn,
};
use crate::directory::Pin;
use crate::key::AgreementKey;
use crate::party::Party;
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
        if source.channel == Channel::Phone && reporter.is_some() && is_taken_in_by_us {
            // Whoever called spoke with one of ours.
            state.human_acted = true;
            state.responded(None, at);
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
                if self.restored_at.take().is_some() {
                    self.clock(at, ClockEventKind::DownAgain);
                }
            }
            Fact::Classified { classification, agreement, .. } => {
                if let Some(pin) = agreement {
                    self.promise(at, pin);
                }
                self.priority = classification.priority;
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
                self.past_holders.push(std::mem::replace(&mut self.holder, next));
            }
            Fact::HolderRefused { .. } | Fact::OfferExpired { .. } => {
                self.offer = None;
                self.refusals += 1;
            }
            Fact::StepChanged { from, to, reason, .. } => self.go(*from, *to, reason.is_some(), at),
            Fact::MessageSent(message) => self.sent(entry, message),
            Fact::MessageReceived(message) => self.received(message, at),
            Fact::CallLogged { .. } => self.said(entry, None),
            Fact::ClientTold { .. } => {
                self.client_told_at.get_or_insert(at);
            }
            Fact::ResponseVoided { .. } => self.clock(at, ClockEventKind::ResponseVoided),
            Fact::WaitingBegan { pause, question, remind_at } => {
                self.waiting = Some(WaitingOn {
                    pause: *pause,
                    question: question.clone(),
                    since: at,
                    remind_at: *remind_at,
                });
                self.clock(at, ClockEventKind::PauseBegan(*pause));
            }
            Fact::WaitingEnded { pause } => {
                self.waiting = None;
                self.clock(at, ClockEventKind::PauseEnded(*pause));
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
            }
            Fact::VerificationPassed { .. } => self.verified_at = Some(at),
            Fact::Restored => {
                self.restored_at = Some(at);
                self.clock(at, ClockEventKind::Restored);
            }
            Fact::ReportedBack(message) => {
                self.reported_back_at = Some(at);
                self.sent(entry, message);
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
            Fact::Reopened { .. } => self.reopen(at),
            Fact::Warned { metric, cycle, percent } => {
                self.warned.insert((*metric, *cycle, *percent));
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
        if !to.is_at_work() {
            // Nobody waits any more for what was only needed to get there.
            self.offer = None;
            self.waiting = None;
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

    fn sent(&mut self, entry: &Entry, message: &Message) {
        if message.scope == Scope::Public {
            self.said(entry, message.next_update_at);
        }
    }

    /// Only a person of ours responds to the client: whatever Piket, a check, another program or a
    /// supplier sends stops no clock.
    fn said(&mut self, entry: &Entry, next_update_at: Option<Timestamp>) {
        if entry.actor.person().is_some() {
            self.responded(next_update_at, entry.at);
        }
    }

    fn responded(&mut self, next_update_at: Option<Timestamp>, at: Timestamp) {
        self.responded_at = Some(self.responded_at.map_or(at, |first| first.min(at)));
        self.client_told_at.get_or_insert(at);
        // A call may be written down after words that came later.
        if self.last_update_at.is_none_or(|last| last <= at) {
            self.last_update_at = Some(at);
            self.next_update_at = next_update_at;
        }
        self.client_waits = false;
        self.clock(at, ClockEventKind::Responded { next_update_at });
    }

    fn received(&mut self, message: &Message, at: Timestamp) {
        if message.scope != Scope::Public {
            return;
        }
        self.client_waits = true;
        self.client_wrote = true;
        if let Some(waiting) = self.waiting.take_if(|waiting| waiting.pause == Pause::Client) {
            self.clock(at, ClockEventKind::PauseEnded(waiting.pause));
        }
    }

    fn reopen(&mut self, at: Timestamp) {
        self.reopened += 1;
        self.resolution = None;
        self.reported_back_at = None;
        self.confirmed_at = None;
        self.closed_at = None;
        self.verified_at = None;
        self.rungs_told.clear();
        self.reminded.clear();
        self.clock(at, ClockEventKind::Reopened { counts_between: false });
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
