//! The incident is its timeline: an append-only list of facts.
//!
//! - [`decide`] takes the state and a command and answers with facts, or refuses by name;
//! - [`State::apply`] takes a fact and gives the next state; it decides nothing;
//! - [`agenda`] tells what will happen by itself, and when.
//!
//! Storing facts, sending letters and waking up are the work of other rooms.

mod agenda;
mod apply;
mod awaited;
mod command;
mod correction;
mod decide;
mod engaged;
mod evidence;
mod fact;
mod merge;
mod place;
mod state;

#[cfg(test)]
mod awaits;
#[cfg(test)]
mod example;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod known_bugs;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod promised;
#[cfg(test)]
mod stories;

pub use agenda::{Errand, ErrandKind, agenda};
pub use awaited::{Awaited, Awaiting, NotAwaited, WaitsOn};
pub use command::{Command, Context, Refusal, Solved};
pub use correction::{
    Corrected, Correction, CorrectionRequest, CorrectionWish, Excuse, Ledger, RecordedBreach,
    Recounted, Standing, View, clocks_in, cycles_in,
};
pub use decide::{
    FirstAlert, OneOfTwo, Report, Sorted, ToBoth, children_told, decide, follow_up, link, merge,
    names_another, opened, recurrence, report, undo_merge, unlink,
};
pub use engaged::{Engagement, PartyPromise, party_clocks, party_explanation};
pub use evidence::{Evidence, EvidenceKind};
pub use fact::{
    Actor, BreachDetail, CancelKind, Channel, Classification, Entry, Fact, Message, Moved,
    ProposalTerms, Recipient, ResolutionKind, Scope, Share, Source, TicketKind,
};
pub use merge::{
    Absorbed, AbsorbedAlert, Link, Links, MergedInto, Merging, OwedResponse, OwedState, Part,
    UNDO_WITHIN, owed_clocks,
};
pub use place::surroundings;
pub use state::{
    AlertState, Holder, Implementation, Offer, Pins, PreventiveAction, PriorityChange, Proposal,
    Resolution, Response, Rollout, State, StepVisit, Told, WaitingOn,
};
