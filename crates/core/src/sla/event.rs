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
    /// A party asked us something and waits for the answer: stops that party's clocks only.
    Us,
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
    /// The client wrote, or reported: next reply starts, unless it runs already.
    ClientWrote,
    /// The trouble is real: somebody called about it, a monitor saw it, or the client reported it
    /// as P1. From here on targets count in calendars of their own that hold once it is confirmed.
    Confirmed,
    /// The client agreed to hear from us later than the cadence, until this instant: holds for the
    /// next word to the client.
    UpdateAgreed {
        /// Until when at most.
        until: Timestamp,
    },
    /// A person of ours wrote to or spoke with the client: stops reaction and next reply, starts
    /// or restarts update.
    Responded {
        /// When the next word was promised, if it was.
        next_update_at: Option<Timestamp>,
    },
    /// A response reached nobody (all bounced): it counts as if it had never been.
    ResponseVoided {
        /// When it was sent.
        said_at: Timestamp,
    },
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
    /// Opened again: what becomes of resolution is agreed ([`super::OnReopen`]); as a rule it
    /// goes on and the time in between does not count.
    Reopened {
        /// Whether the client said within its time to object that the stop was wrong. The time
        /// between counts then, where that is agreed.
        counts_between: bool,
    },
    /// Ended without anybody having worked on it, or cancelled: every clock that runs ends without
    /// a result.
    Cancelled,
    /// Closed.
    Closed,
}
