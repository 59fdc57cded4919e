//! What a handler takes from a request: when it is, who asks, and what was sent.
//!
//! A handler that may only be reached by somebody takes that somebody as an argument; without it
//! the request is answered by a [`crate::problem::Problem`] before the handler runs.

mod body;
mod caller;
mod moment;
mod person;
mod visitor;

pub(crate) use body::{Form, Json, Path, Query};
pub(crate) use caller::ApiCaller;
pub(crate) use moment::{Now, RequestId};
pub(crate) use person::{Admin, ClientPerson, Engineer, SignedIn};
pub(crate) use visitor::{Peer, Visitor, words_of};
