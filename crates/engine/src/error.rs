//! Why an action was not carried out, in the words of whoever asked.

use piket_core::incident::Refusal;
use piket_store::StoreError;

/// Why an action was not carried out. Nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// There is no such thing, or this person may not know of it.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// The person may see it, but may not do this.
    #[error("you may not do this")]
    Denied,
    /// The process, the agreement or the state of the incident does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else was first: it has changed since it was read.
    #[error("it has changed meanwhile")]
    Stale,
    /// The memory could not be reached or is full.
    #[error(transparent)]
    Store(#[from] StoreError),
}
