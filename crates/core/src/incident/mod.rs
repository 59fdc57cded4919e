//! The incident is its timeline: an append-only list of facts.
//!
//! - [`decide`] takes the state and a command and answers with facts, or refuses by name;
//! - [`State::apply`] takes a fact and gives the next state; it decides nothing;
//! - [`agenda`] tells what will happen by itself, and when.
//!
//! Storing facts, sending letters and waking up are the work of other rooms.

mod agenda;
mod apply;
mod command;
mod decide;
mod evidence;
mod fact;
mod place;
mod state;

#[cfg(test)]
mod example;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod known_bugs;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod stories;

pub use agenda::{Errand, ErrandKind, agenda};
pub use command::{Command, Context, Refusal, Solved};
pub use decide::{FirstAlert, Report, Sorted, decide, opened, recurrence, report};
pub use evidence::{Evidence, EvidenceKind};
pub use fact::{
    Actor, CancelKind, Channel, Classification, Entry, Fact, Message, ProposalTerms, Recipient,
    ResolutionKind, Scope, Source, TicketKind,
};
pub use place::surroundings;
pub use state::{
    AlertState, Holder, Implementation, Offer, Pins, PreventiveAction, Proposal, Resolution,
    Rollout, State, StepVisit, WaitingOn,
};
