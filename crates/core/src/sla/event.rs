//! What moves a clock: the few happenings of an incident that service levels look at.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::directory::Pin;
use crate::key::AgreementKey;
use crate::priority::Priority;

/// Why a clock stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// We asked the client something and wait for the answer.
    Client,
    /// We wait for a supplier with whom the client has the contract.
    ClientParty,
    /// The client agreed to a later moment.
    AgreedDeferral,
}

/// A happening that moves a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: ClockEventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockEventKind {
    /// The report was received: reaction, restore and resolution start.
    Reported,
    /// The agreement that holds: at the report, or when the application became known later. It
    /// replaces the targets from the start instant.
    Agreed(Pin<AgreementKey>),
    /// The priority, provisional until somebody (or a norm) classified the incident. The first
    /// that is not provisional replaces the targets from the start instant; later ones change the
    /// target from here on (domain §2.6).
    Prioritised {
        /// The priority.
        priority: Priority,
        /// Whether it is only assumed.
        is_provisional: bool,
    },
    /// A person of ours wrote to or spoke with the client: stops reaction, starts or restarts
    /// update.
    Responded {
        /// When the next word was promised, if it was.
        next_update_at: Option<Timestamp>,
    },
    /// The last response reached nobody (all bounced): it counts as if it had never been.
    ResponseVoided,
    /// A reason to wait began.
    PauseBegan(Pause),
    /// A reason to wait ended.
    PauseEnded(Pause),
    /// The service is back: stops restore.
    Restored,
    /// The service went down again: restore starts anew.
    DownAgain,
    /// Resolved: stops restore, resolution and update.
    Resolved,
    /// Opened again: resolution goes on, the time in between does not count. A confirmation that
    /// was missing makes the stop void instead (see `counts_between`).
    Reopened {
        /// Whether the time between counts (the stop was wrong).
        counts_between: bool,
    },
    /// Ended without anybody having worked on it, or cancelled: every clock that runs ends without
    /// a result.
    Cancelled,
    /// Closed.
    Closed,
}
