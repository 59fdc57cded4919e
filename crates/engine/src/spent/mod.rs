//! Time spent on incidents: noted by whoever works, read by our own people, and summed by month for
//! them and for the client.
//!
//! What may be done is decided in `piket_core::spent`; here it is carried out. Nothing of it stands
//! on the timeline of an incident.

mod act;
mod agreed;
mod around;
mod months;
mod read;

use piket_core::spent::TimeRefusal;
use piket_store::StoreError;

pub use act::{Noted, TimerStarted, TypedTime};
pub use agreed::{AgreementTime, ClientTime};
pub(crate) use around::follow;
pub use months::{IncidentSum, MonthTime, MonthWish};
pub use read::{NotedTime, TimeOn};

use crate::error::ActionError;

/// Why time was not noted, or is not shown. Nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum TimeError {
    /// Whoever asks may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such incident, entry or client, or it is not theirs to see.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// It is not allowed.
    #[error(transparent)]
    Refused(#[from] TimeRefusal),
    /// Somebody else was first: it has changed since it was read.
    #[error("it has changed meanwhile")]
    Stale,
    /// The memory could not be reached or is full.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ActionError> for TimeError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotFound(what) => Self::NotFound(what),
            ActionError::Stale => Self::Stale,
            ActionError::Store(error) => Self::Store(error),
            ActionError::Denied | ActionError::Refused(_) => Self::Denied,
        }
    }
}
